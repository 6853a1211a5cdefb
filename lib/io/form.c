/* Query strings, urlencoded bodies and cookies; multipart bodies are in form_multipart.c. */
#include "io/form.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "io/form_multipart.h"

#define READ_PIECE   16384
#define BOUNDARY_MAX 70 /* RFC 2046 */

/* --- fields ---------------------------------------------------------------------------------- */

enum rc form_add(struct arena *arena, struct form *form, const char *name, size_t name_length,
        const char *value, size_t value_length)
{
	if (name_length > LIMIT_FIELD_NAME || form->field_count == LIMIT_FIELDS)
		return RC_TOO_LARGE;
	if (!text_valid(name, name_length) || !text_valid(value, value_length))
		return RC_INVALID;
	if (name_length == 9 && memcmp(name, "_charset_", 9) == 0)
		return RC_OK; /* written by browsers, not by people; all our text is UTF-8 */
	struct form_field *field = ARENA_NEW(arena, struct form_field);
	if (!field)
		return RC_NO_MEMORY;
	field->name = arena_copy(arena, name, name_length);
	field->value = arena_copy(arena, value, value_length);
	if (!field->name || !field->value)
		return RC_NO_MEMORY;
	struct form_field **end = &form->fields;
	while (*end)
		end = &(*end)->next;
	*end = field;
	form->field_count++;
	return RC_OK;
}

const char *form_value(const struct form *form, const char *name)
{
	for (const struct form_field *field = form->fields; field; field = field->next)
		if (text_equal(field->name, name))
			return field->value;
	return NULL;
}

/* --- urlencoded ------------------------------------------------------------------------------ */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decodes in place of `out`, which holds at least `length` bytes. A '%' without two hex digits stays itself.
 */
static size_t decode(const char *text, size_t length, char *out)
{
	size_t used = 0;
	for (size_t i = 0; i < length; i++) {
		int high = text[i] == '%' && i + 2 < length ? hex_digit(text[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
		if (low >= 0) {
			out[used++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[used++] = text[i] == '+' ? ' ' : text[i];
		}
	}
	return used;
}

static enum rc add_pair(struct arena *arena, struct form *form, const char *pair, size_t length)
{
	const char *equals = memchr(pair, '=', length);
	size_t name_length = equals ? (size_t)(equals - pair) : length;
	const char *value = equals ? equals + 1 : pair + length;
	size_t value_length = equals ? length - name_length - 1 : 0;
	char *decoded = arena_alloc(arena, length + 1);
	if (!decoded)
		return RC_NO_MEMORY;
	size_t name_size = decode(pair, name_length, decoded);
	size_t value_size = decode(value, value_length, decoded + name_size);
	return form_add(arena, form, decoded, name_size, decoded + name_size, value_size);
}

enum rc form_query(struct arena *arena, struct form *form, const char *query, size_t length)
{
	const char *end = query + length;
	while (query < end) {
		const char *stop = memchr(query, '&', (size_t)(end - query));
		if (!stop)
			stop = end;
		if (stop > query) {
			enum rc rc = add_pair(arena, form, query, (size_t)(stop - query));
			if (rc != RC_OK)
				return rc;
		}
		query = stop + 1;
	}
	return RC_OK;
}

/* Reads all of the body into `body`; a byte past its maximum is RC_TOO_LARGE. */
static enum rc read_all(struct buf *body, form_read *read, void *source)
{
	char piece[READ_PIECE];
	for (;;) {
		size_t got = 0, left = body->max - body->length;
		size_t want = left < sizeof(piece) ? left + 1 : sizeof(piece);
		enum rc rc = read(source, piece, want, &got);
		if (rc != RC_OK)
			return rc;
		if (got == 0)
			return buf_finish(body);
		buf_add(body, piece, got);
		if (body->rc != RC_OK)
			return body->rc;
	}
}

static enum rc urlencoded_body(
        struct arena *arena, struct form *form, form_read *read, void *source, size_t limit)
{
	struct buf body;
	buf_init(&body, limit);
	enum rc rc = read_all(&body, read, source);
	if (rc == RC_OK && body.length > 0)
		rc = form_query(arena, form, body.data, body.length);
	buf_free(&body);
	return rc;
}

static enum rc no_body(form_read *read, void *source)
{
	char byte;
	size_t got = 0;
	enum rc rc = read(source, &byte, 1, &got);
	return rc == RC_OK && got > 0 ? RC_INVALID : rc;
}

/* --- content type ---------------------------------------------------------------------------- */

static bool is_type(const char *header, const char *type)
{
	size_t length = strlen(type);
	if (strncasecmp(header, type, length) != 0)
		return false;
	return header[length] == '\0' || header[length] == ';' || header[length] == ' ' ||
	       header[length] == '\t';
}

/* The boundary parameter, quoted or not; NULL if missing or malformed. */
static const char *find_boundary(struct arena *arena, const char *header)
{
	const char *at = strchr(header, ';');
	while (at) {
		at += 1 + strspn(at + 1, " \t");
		if (strncasecmp(at, "boundary=", 9) == 0)
			break;
		at = strchr(at, ';');
	}
	if (!at)
		return NULL;
	at += 9;
	bool quoted = *at == '"';
	at += quoted;
	size_t length = strcspn(at, quoted ? "\"" : "; \t");
	if (length == 0 || length > BOUNDARY_MAX || (quoted && at[length] != '"'))
		return NULL;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)at[i] <= 0x20 || (unsigned char)at[i] > 0x7E)
			return NULL;
	return arena_copy(arena, at, length);
}

enum rc form_body(struct arena *arena, struct form *form, const char *content_type, form_read *read,
        void *source, const struct form_limits *limits)
{
	if (text_empty(content_type))
		return no_body(read, source);
	if (is_type(content_type, "application/x-www-form-urlencoded"))
		return urlencoded_body(arena, form, read, source, limits->body);
	if (!is_type(content_type, "multipart/form-data"))
		return RC_INVALID;
	const char *boundary = find_boundary(arena, content_type);
	if (!boundary)
		return RC_INVALID;
	return form_multipart(arena, form, boundary, read, source, limits);
}

/* --- cookies --------------------------------------------------------------------------------- */

static bool is_cookie_octet(unsigned char c)
{
	return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
}

const char *form_cookie(struct arena *arena, const char *header, const char *name)
{
	if (!header || strlen(header) > LIMIT_COOKIES)
		return NULL;
	size_t length = strlen(name);
	for (const char *at = header; *at;) {
		at += strspn(at, "; \t");
		size_t size = strcspn(at, ";");
		if (size > length && strncmp(at, name, length) == 0 && at[length] == '=') {
			const char *value = at + length + 1;
			size_t value_length = size - length - 1;
			for (size_t i = 0; i < value_length; i++)
				if (!is_cookie_octet((unsigned char)value[i]))
					return NULL;
			return arena_copy(arena, value, value_length);
		}
		at += size;
	}
	return NULL;
}
