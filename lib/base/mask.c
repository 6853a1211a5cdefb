/* See mask.h. */
#include "base/mask.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

#define LONG_NUMBER  5   /* digits of an order or a ticket, in one word */
#define PHONE_NUMBER 7   /* digits with spaces and signs between them */
#define LONGEST      256 /* bytes of a word that are looked at */
#define SHORT_NAME   3   /* letters: shorter parts of names are everyday words */

struct masking {
	const char *text, *end;
	const char *const *names;
	size_t name_count;
	struct buf out;
};

static uint32_t point_at(const struct masking *m, const char *at, size_t *length)
{
	uint32_t point = 0;
	*length = at < m->end ? text_next(at, (size_t)(m->end - at), &point) : 0;
	return *length > 0 ? point : 0;
}

static bool is_word(uint32_t point)
{
	return point != 0 && (u_isalnum((UChar32)point) || point == '_');
}

static bool is_digit(uint32_t point)
{
	return point != 0 && u_charDigitValue((UChar32)point) >= 0;
}

/* --- what a thing that starts here is long; 0: it is none ------------------------------------ */

static bool in_address(uint32_t point)
{
	return is_word(point) || (point > 0 && point < 128 && strchr(".+-%@", (int)point) != NULL);
}

static size_t address_length(const struct masking *m, const char *at)
{
	const char *from = at, *sign = NULL, *dot = NULL;
	size_t length;
	for (uint32_t point = point_at(m, at, &length); in_address(point) && at - from < LONGEST;
	        at += length, point = point_at(m, at, &length)) {
		if (point == '@' && sign == NULL && at > from)
			sign = at;
		else if (point == '.' && sign != NULL && dot == NULL && at > sign + 1)
			dot = at;
	}
	while (at > from && at[-1] == '.') /* the end of a sentence */
		at--;
	return sign != NULL && dot != NULL && dot < at ? (size_t)(at - from) : 0;
}

/* "INV-20394", "#123456": one word with many digits. */
static size_t number_length(const struct masking *m, const char *at)
{
	const char *from = at;
	size_t length, digits = 0;
	for (uint32_t point = point_at(m, at, &length);
	        at - from < LONGEST && (is_word(point) || point == '-' || (point == '#' && at == from));
	        at += length, point = point_at(m, at, &length))
		digits += is_digit(point);
	return digits >= LONG_NUMBER ? (size_t)(at - from) : 0;
}

static bool joins_digits(uint32_t point)
{
	return point == 0x200E || (point > 0 && point < 128 && strchr(" -./()", (int)point) != NULL);
}

/* "+370 612 34 567": up to its last digit. */
static size_t phone_length(const struct masking *m, const char *at)
{
	const char *from = at, *last = at;
	size_t length, digits = 0, between = 0;
	uint32_t point = point_at(m, at, &length);
	if (point != '+' && point != '(' && !is_digit(point))
		return 0;
	for (at += length, digits += is_digit(point), last = at;;) {
		point = point_at(m, at, &length);
		if (!is_digit(point) && (!joins_digits(point) || ++between > 2))
			break;
		at += length;
		if (!is_digit(point))
			continue;
		digits++;
		between = 0;
		last = at;
	}
	return digits >= PHONE_NUMBER ? (size_t)(last - from) : 0;
}

static size_t spelled_length(const struct masking *m, const char *at, const char *name, size_t bytes)
{
	size_t length;
	if (bytes == 0 || (size_t)(m->end - at) < bytes || memcmp(at, name, bytes) != 0)
		return 0;
	return is_word(point_at(m, at + bytes, &length)) ? 0 : bytes;
}

static size_t part_length(const struct masking *m, const char *at, const char *name)
{
	for (const char *part = name; *part != '\0';) {
		size_t bytes = strcspn(part, " \t"), chars = 0;
		for (size_t i = 0; i < bytes; i++)
			chars += ((unsigned char)part[i] & 0xC0) != 0x80;
		if (chars >= SHORT_NAME && spelled_length(m, at, part, bytes) > 0)
			return bytes;
		part += bytes + (part[bytes] != '\0');
	}
	return 0;
}

static size_t name_length(const struct masking *m, const char *at)
{
	size_t longest = 0;
	for (size_t i = 0; i < m->name_count; i++) {
		size_t whole = spelled_length(m, at, m->names[i], strlen(m->names[i]));
		size_t length = whole > 0 ? whole : part_length(m, at, m->names[i]);
		if (length > longest)
			longest = length;
	}
	return longest;
}

static size_t private_length(const struct masking *m, const char *at)
{
	size_t (*const kinds[])(const struct masking *, const char *) = { address_length, phone_length,
		number_length, name_length };
	size_t longest = 0;
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		size_t length = kinds[i](m, at);
		if (length > longest)
			longest = length;
	}
	return longest;
}

/* --- the text -------------------------------------------------------------------------------- */

const char *mask_private(struct arena *arena, const char *text, const char *const *names, size_t count)
{
	struct masking m = { .text = text, .end = text + strlen(text), .names = names, .name_count = count };
	bool inside = false; /* a word: nothing starts in its middle */
	const char *masked = NULL;

	buf_init(&m.out, 4 * LIMIT_ARTICLE_BYTES);
	for (const char *at = text; at < m.end;) {
		size_t length = 0, taken = inside ? 0 : private_length(&m, at);
		if (taken > 0) {
			buf_text(&m.out, MASKED);
			at += taken;
			continue;
		}
		inside = is_word(point_at(&m, at, &length));
		buf_add(&m.out, at, length);
		at += length;
	}
	if (buf_finish(&m.out) == RC_OK)
		masked = arena_text(arena, m.out.data);
	buf_free(&m.out);
	return masked;
}
