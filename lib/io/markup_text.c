/* The text before and after md4c, and which addresses are safe. */
#include "io/markup_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/limits.h"
#include "base/text.h"
#include "io/entity.h"
#include "io/markup.h"

size_t markup_output_max(size_t length)
{
	return length * LIMIT_MARKUP_FACTOR + LIMIT_MARKUP_EXTRA;
}

#define PADDING 16 /* zeroes behind what md4c reads, newline included */

static bool is_symbol(UChar32 c)
{
	return c >= 0x80 && (U_GET_GC_MASK(c) & U_GC_S_MASK) != 0;
}

static void replace_symbol(char *symbol, int32_t length)
{
	static const char *const marks[] = { "", "", "\u00A7", "\u2016", "\U00010100" };

	memcpy(symbol, marks[length], (size_t)length);
}

/* Replaces the symbols that touch a * or _ at `at`; `copy` starts as the text. */
static void replace_around(const char *text, char *copy, int32_t at, int32_t length)
{
	const uint8_t *bytes = (const uint8_t *)text;
	int32_t next = at + 1, before = at;
	UChar32 c = 0;

	if (next < length) {
		U8_NEXT(bytes, next, length, c);
		if (is_symbol(c))
			replace_symbol(copy + at + 1, next - at - 1);
	}
	if (before > 0) {
		U8_PREV(bytes, 0, before, c);
		if (is_symbol(c))
			replace_symbol(copy + before, at - before);
	}
}

static bool beside_foreign(const char *text, size_t at, size_t length)
{
	return (at > 0 && (unsigned char)text[at - 1] >= 0x80) ||
	       (at + 1 < length && (unsigned char)text[at + 1] >= 0x80);
}

/* Where `at` in the text must read otherwise. */
static bool replaces(const char *text, size_t at, size_t length)
{
	if (text[at] == '*' || text[at] == '_')
		return beside_foreign(text, at, length);
	return text[at] == '#' && at + 1 < length && (text[at + 1] == ' ' || text[at + 1] == '\t');
}

static void replace_tabs(char *copy, size_t at, size_t length)
{
	for (; at < length && (copy[at] == ' ' || copy[at] == '\t'); at++)
		copy[at] = ' ';
}

enum rc markup_source(struct arena *arena, const char *text, size_t length, struct markup_source *source)
{
	*source = (struct markup_source){ .text = text, .length = length };
	if (length > LIMIT_MARKUP_INPUT)
		return RC_TOO_LARGE;
	if (!text_valid(text, length))
		return RC_INVALID;
	char *copy = arena_alloc(arena, length + PADDING);
	if (copy == NULL)
		return RC_NO_MEMORY;
	memcpy(copy, text, length);
	bool ends =
	        length > 0 && text[length - 1] == '\n'; /* another one would show in an unclosed code block */
	if (!ends)
		copy[length] = '\n';
	source->parsed = copy;
	source->parsed_length = length + !ends;
	for (size_t at = 0; at < length; at++) {
		if (!replaces(text, at, length))
			continue;
		if (text[at] == '#')
			replace_tabs(copy, at + 1, length);
		else
			replace_around(text, copy, (int32_t)at, (int32_t)length);
	}
	return RC_OK;
}

void markup_given(const struct markup_source *source, const char **piece, size_t *length)
{
	uintptr_t start = (uintptr_t)source->parsed, place = (uintptr_t)*piece;
	size_t offset = place - start;

	if (place < start || offset >= source->length + PADDING)
		return;
	if (offset > source->length)
		offset = source->length;
	if (*length > source->length - offset)
		*length = source->length - offset;
	*piece = source->text + offset;
}

void markup_add_text(struct buf *out, MD_TEXTTYPE type, const char *text, size_t length)
{
	char decoded[ENTITY_BYTES];
	size_t bytes = type == MD_TEXT_ENTITY ? entity_decode(text, length, decoded) : 0;

	if (bytes > 0)
		buf_add(out, decoded, bytes);
	else if (type == MD_TEXT_NULLCHAR)
		buf_text(out, "\xEF\xBF\xBD");
	else
		buf_add(out, text, length);
}

enum rc markup_attribute(struct arena *arena, const MD_ATTRIBUTE *attribute, const char **text)
{
	struct buf decoded;

	*text = NULL;
	if (attribute->text == NULL)
		return RC_OK;
	buf_init(&decoded,
	        (size_t)attribute->size * 2 + ENTITY_BYTES); /* no reference grows to more than twice */
	for (size_t i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
		MD_OFFSET start = attribute->substr_offsets[i], end = attribute->substr_offsets[i + 1];
		markup_add_text(&decoded, attribute->substr_types[i], attribute->text + start, end - start);
	}
	enum rc rc = buf_finish(&decoded);
	if (rc == RC_OK) {
		*text = arena_copy(arena, decoded.data, decoded.length);
		rc = *text != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(&decoded);
	return rc;
}

static bool url_byte(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("-_.~!*'();:@&=+$,/?%#", c) != NULL);
}

char *markup_url_encode(struct arena *arena, const char *url)
{
	static const char hex[] = "0123456789ABCDEF";
	char *encoded = arena_alloc_array(arena, 3, strlen(url) + 1);
	char *to = encoded;

	if (encoded == NULL)
		return NULL;
	for (; *url != '\0'; url++) {
		unsigned char c = (unsigned char)*url;
		if (url_byte(*url)) {
			*to++ = *url;
			continue;
		}
		*to++ = '%';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15];
	}
	*to = '\0';
	return encoded;
}

static bool scheme_is(const char *url, const char *scheme)
{
	return strncasecmp(url, scheme, strlen(scheme)) == 0;
}

bool markup_url_safe(const char *url)
{
	if (text_empty(url))
		return false;
	for (const char *c = url; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7F || *c == '\\')
			return false;
	if (url[0] == '/')
		return url[1] != '/';
	if (url[0] == '#' || url[0] == '?')
		return true;
	if (url[0] == '.') /* a neighbour: "./other-article" */
		return url[1] == '/' && url[2] != '/' && url[2] != '\0';
	if (scheme_is(url, "http://") || scheme_is(url, "https://")) {
		char host = strchr(url, ':')[3];
		return host != '\0' && strchr("/?#:@", host) == NULL;
	}
	return scheme_is(url, "mailto:") && url[strlen("mailto:")] != '\0';
}
