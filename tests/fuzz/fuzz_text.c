/*
 * What is done to any text: it stays UTF-8, keeps within its bounds, is done once and for all, and comes back
 * from its encodings as it was.
 */
#include "target.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/unicode.h"

#define MOST ((size_t)1 << 20)

static void check_valid(const char *text)
{
	assert(text != NULL && text_valid(text, strlen(text)));
}

static void check_shapes(struct arena *arena, const char *text, size_t chars)
{
	const char *trimmed = text_trim(arena, text), *cut = text_cut(arena, text, chars);
	const char *folded = text_fold(arena, text), *name = text_file_name(arena, text);
	const char *first = text_first(arena, text);

	check_valid(trimmed);
	assert(strlen(trimmed) <= strlen(text) && strstr(trimmed, "\r\n") == NULL);
	assert(text_equal(text_trim(arena, trimmed), trimmed));
	check_valid(cut);
	assert(text_chars(cut) <= chars && text_equal(text_cut(arena, cut, chars), cut));
	check_valid(folded);
	assert(text_equal(text_fold(arena, folded), folded));
	check_valid(name);
	assert(*name != '\0' && *name != '.' && strlen(name) <= 120 && !text_has_break(name));
	assert(strpbrk(name, "/\\") == NULL && text_equal(text_file_name(arena, name), name));
	check_valid(first);
	assert(text_starts(text, first) && text_chars(first) == (*text != '\0'));
	check_valid(text_ascii_digits(arena, text));
}

static void check_units(struct arena *arena, const char *text)
{
	int32_t length;
	UChar *units = unicode_units(arena, text, &length);

	assert(units != NULL && text_equal(unicode_text(arena, units, length), text));
}

/* No sign of the text works in the pattern: it matches what begins so, and ends in the one that is ours. */
static void check_like(struct arena *arena, const char *text)
{
	const char *pattern = text_like_start(arena, text);

	for (; *text != '\0'; text++, pattern++) {
		pattern += *pattern == '\\';
		assert(*pattern == *text && (strchr("%_\\", *text) == NULL || pattern[-1] == '\\'));
	}
	assert(text_equal(pattern, "%"));
}

static void check_html(struct buf *out, const char *text)
{
	buf_clear(out);
	buf_html(out, text, strlen(text));
	assert(buf_finish(out) == RC_OK);
	check_valid(out->data);
	assert(strpbrk(out->data, "<>\"'") == NULL);
	for (const char *at = out->data; (at = strchr(at, '&')) != NULL; at++)
		assert(strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&lt;", 4) == 0 ||
		        strncmp(at, "&gt;", 4) == 0 || strncmp(at, "&quot;", 6) == 0 ||
		        strncmp(at, "&#39;", 5) == 0);
}

static void check_url(struct buf *out, const char *text)
{
	buf_clear(out);
	buf_url(out, text);
	assert(buf_finish(out) == RC_OK);
	for (const char *at = out->data; *at != '\0'; text++) {
		unsigned byte = (unsigned char)*at;

		if (byte == '%') {
			char digits[3] = { at[1], at[2], '\0' };
			byte = (unsigned)strtoul(digits, NULL, 16);
		} else {
			assert(byte > 0x20 && byte < 0x7F && strchr("/?#&=+;\"'<>", (int)byte) == NULL);
		}
		assert(byte == (unsigned char)*text);
		at += *at == '%' ? 3 : 1;
	}
	assert(*text == '\0');
}

static void check_json(struct buf *out, const char *text)
{
	buf_clear(out);
	buf_json(out, text);
	assert(buf_finish(out) == RC_OK && strpbrk(out->data, "<>&\n") == NULL);
	json_t *value = json_loads(out->data, JSON_DECODE_ANY, NULL);
	assert(text_equal(json_string_value(value), text));
	json_decref(value);
}

/* A value is data: places that it holds itself are not filled. */
static void check_fill(struct arena *arena, const char *message, const char *value)
{
	const char *values[] = { value, NULL };
	const char *filled = text_fill(arena, message, values, LENGTH(values));
	const char *marked = arena_format(arena, "%s{1}", message);
	const char *longer = text_fill(arena, marked, values, LENGTH(values));

	check_valid(filled);
	assert(text_equal(arena_format(arena, "%s%s", filled, value), longer));
}

static void check_hex(struct arena *arena, const uint8_t *data, size_t size)
{
	uint8_t back[256];
	size_t length = size < sizeof(back) ? size : sizeof(back);
	const char *hex = text_hex(arena, data, length);

	assert(text_unhex(hex, back, length) == RC_OK && memcmp(back, data, length) == 0);
	assert(length == 0 || text_unhex(hex, back, length - 1) == RC_INVALID);
}

/* Points are read one by one, whatever the bytes are. */
static void check_points(const char *data, size_t size)
{
	bool bad = false;

	for (size_t at = 0; at < size;) {
		uint32_t point;
		size_t length = text_next(data + at, size - at, &point);

		assert(length >= 1 && length <= 4 && length <= size - at);
		assert(point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF));
		bad = bad || point == 0 || (point == 0xFFFD && length == 1);
		at += length;
	}
	assert(text_valid(data, size) == !bad);
}

static void check_names(const char *text)
{
	int64_t number;

	if (text_is_mail(text))
		assert(strlen(text) >= 3 && strlen(text) <= 254 && !text_has_break(text) &&
		        strpbrk(text, " \"<>,;:\\|$`()") == NULL && strchr(text, '@') == strrchr(text, '@') &&
		        strchr(strchr(text, '@'), '.') != NULL && *text != '-');
	if (text_is_slug(text))
		assert(strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text) && *text != '-');
	if (text_number(text, &number) == RC_OK)
		assert(*text != '+' && *text != ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	struct buf out;

	size_t chars = take_byte(&input);
	check_points((const char *)data, size);
	check_hex(arena, data, size);
	const char *text = take_text(arena, &input), *value = take_text(arena, &input);
	buf_init(&out, MOST);
	check_shapes(arena, text, chars);
	check_units(arena, text);
	check_like(arena, text);
	check_names(text);
	check_html(&out, text);
	check_url(&out, text);
	check_json(&out, text);
	check_fill(arena, text, value);
	buf_free(&out);
	return 0;
}
