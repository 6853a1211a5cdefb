/*
 * A growing byte buffer. The writers for HTML, URLs and JSON copy runs of plain bytes at once.
 */
#include "base/buf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEEP_SIZE  ((size_t)64 << 10) /* buf_clear keeps this much */
#define FIRST_SIZE ((size_t)256)

/* What `data` shows before the first append. It is never written to: `size` 0 stands beside it. */
static char nothing[1];

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){ .data = nothing, .max = max < SIZE_MAX ? max : SIZE_MAX - 1 };
}

/* Makes room for `more` bytes and the NUL, or sets the error. */
static bool reserve(struct buf *buf, size_t more)
{
	if (buf->rc != RC_OK)
		return false;
	if (more > buf->max - buf->length) {
		buf->rc = RC_TOO_LARGE;
		return false;
	}
	size_t need = buf->length + more + 1;
	if (need <= buf->size)
		return true;

	size_t size = buf->size > SIZE_MAX / 2 ? SIZE_MAX : buf->size * 2;
	if (size < FIRST_SIZE)
		size = FIRST_SIZE;
	if (size > buf->max + 1)
		size = buf->max + 1;
	if (size < need)
		size = need;
	char *data = realloc(buf->size ? buf->data : NULL, size);
	if (!data) {
		buf->rc = RC_NO_MEMORY;
		return false;
	}
	buf->data = data;
	buf->size = size;
	return true;
}

void buf_add(struct buf *buf, const void *data, size_t length)
{
	if (length == 0 || !reserve(buf, length))
		return;
	memcpy(buf->data + buf->length, data, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_text(struct buf *buf, const char *text)
{
	if (text)
		buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_number(struct buf *buf, int64_t number)
{
	buf_format(buf, "%" PRId64, number);
}

void buf_format(struct buf *buf, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	int length = vsnprintf(NULL, 0, format, values);
	va_end(values);
	if (length < 0) {
		if (buf->rc == RC_OK)
			buf->rc = RC_TOO_LARGE;
		return;
	}
	if (length == 0 || !reserve(buf, (size_t)length))
		return;

	va_start(values, format);
	vsnprintf(buf->data + buf->length, (size_t)length + 1, format, values);
	va_end(values);
	buf->length += (size_t)length;
}

static const char *html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void buf_html(struct buf *buf, const char *text, size_t length)
{
	size_t plain = 0;
	for (size_t i = 0; i < length; i++) {
		const char *entity = html_entity(text[i]);
		if (!entity)
			continue;
		buf_add(buf, text + plain, i - plain);
		buf_text(buf, entity);
		plain = i + 1;
	}
	if (length)
		buf_add(buf, text + plain, length - plain);
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == '_' || c == '~';
}

void buf_url(struct buf *buf, const char *text)
{
	while (text && *text) {
		size_t plain = 0;
		while (is_unreserved(text[plain]))
			plain++;
		buf_add(buf, text, plain);
		text += plain;
		if (*text)
			buf_format(buf, "%%%02X", (unsigned)(unsigned char)*text++);
	}
}

/* Bytes of the line or paragraph separator at `text`, which old JavaScript takes for line ends; 0 otherwise.
 */
static size_t separator_size(const char *text)
{
	return memcmp(text, "\xE2\x80\xA8", 3) == 0 || memcmp(text, "\xE2\x80\xA9", 3) == 0 ? 3 : 0;
}

static bool is_json_plain(const char *text)
{
	unsigned char c = (unsigned char)*text;
	if (c == 0xE2)
		return strnlen(text, 3) < 3 || separator_size(text) == 0;
	return c >= 0x20 && c != 0x7F && !strchr("\"\\<>&", c);
}

static void json_escape(struct buf *buf, const char **text)
{
	char c = **text;
	if ((unsigned char)c == 0xE2) {
		buf_text(buf, (*text)[2] == '\xA8' ? "\\u2028" : "\\u2029");
		*text += 3;
		return;
	}
	*text += 1;
	if (c == '"' || c == '\\')
		buf_format(buf, "\\%c", c);
	else if (c == '\n')
		buf_text(buf, "\\n");
	else if (c == '\r')
		buf_text(buf, "\\r");
	else if (c == '\t')
		buf_text(buf, "\\t");
	else
		buf_format(buf, "\\u%04X", (unsigned)(unsigned char)c);
}

void buf_json(struct buf *buf, const char *text)
{
	buf_char(buf, '"');
	while (text && *text) {
		const char *plain = text;
		while (*text && is_json_plain(text))
			text++;
		buf_add(buf, plain, (size_t)(text - plain));
		if (*text)
			json_escape(buf, &text);
	}
	buf_char(buf, '"');
}

void buf_cut(struct buf *buf, size_t length)
{
	if (length >= buf->length)
		return;
	buf->length = length;
	buf->data[length] = '\0';
}

enum rc buf_finish(const struct buf *buf)
{
	return buf->rc;
}

char *buf_keep(struct buf *buf, struct arena *arena)
{
	char *text = buf->rc == RC_OK ? arena_copy(arena, buf->data, buf->length) : NULL;
	if (buf->rc == RC_NO_MEMORY)
		arena_lack(arena);
	buf_free(buf);
	return text;
}

void buf_clear(struct buf *buf)
{
	if (buf->size > KEEP_SIZE)
		buf_free(buf);
	buf_cut(buf, 0);
	buf->rc = RC_OK;
}

void buf_free(struct buf *buf)
{
	if (buf->size)
		free(buf->data);
	buf_init(buf, buf->max);
}
