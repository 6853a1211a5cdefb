/*
 * multipart/form-data, in one pass over a window of fixed size. The delimiter is CRLF "--" boundary; the body
 * is read as if a CRLF stood before it, so that the first delimiter is like the others. Text parts go into
 * memory, files to the spool.
 */
#include "io/form_multipart.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#define WINDOW 32768

struct multipart {
	struct arena *arena;
	struct form *form;
	const struct form_limits *limits;
	form_read *read;
	void *source;
	char delimiter[4 + 70 + 1];
	size_t delimiter_length;
	char *window;
	size_t start, end;  /* unread bytes of the window */
	size_t total;       /* body bytes read */
	size_t text_bytes;  /* of all text parts */
	size_t parts;       /* begun */
	int64_t file_bytes; /* of all files */
	bool ended;         /* the source has no more */
};

/* One part while it is read. */
struct part {
	char *name;
	char *file_name; /* NULL: a text field */
	struct buf text;
	struct form_file *file;
	struct secret_hasher *hasher;
};

/* --- the window ------------------------------------------------------------------------------ */

/* Reads more bytes behind those that wait. RC_INVALID at the source's end: a multipart body must close
 * itself. */
static enum rc fill(struct multipart *m)
{
	if (m->start > 0) {
		memmove(m->window, m->window + m->start, m->end - m->start);
		m->end -= m->start;
		m->start = 0;
	}
	if (m->ended || m->end == WINDOW)
		return RC_INVALID;
	size_t want = WINDOW - m->end, left = m->limits->body - m->total, got = 0;
	if (want > left)
		want = left + 1;
	if (want > WINDOW - m->end)
		want = WINDOW - m->end;
	enum rc rc = m->read(m->source, m->window + m->end, want, &got);
	if (rc != RC_OK)
		return rc;
	m->total += got;
	if (m->total > m->limits->body)
		return RC_TOO_LARGE;
	m->ended = got == 0;
	m->end += got;
	return m->ended ? RC_INVALID : RC_OK;
}

/* Makes sure that `count` bytes wait. */
static enum rc need(struct multipart *m, size_t count)
{
	while (m->end - m->start < count) {
		enum rc rc = fill(m);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* --- where bytes go -------------------------------------------------------------------------- */

static void close_file(void *what)
{
	const struct form_file *file = what;
	(void)close(file->fd);
}

/* A nameless private file in the spool folder. */
static int open_spool(struct arena *arena, const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	char *path = arena_format(arena, "%s/upload-XXXXXX", folder);
	if (!path)
		return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(path);
	return fd;
}

bool form_spool_nameless(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		(void)close(fd);
	return fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR);
}

static enum rc open_file(struct multipart *m, struct part *part)
{
	if (!m->limits->spool)
		return RC_INVALID;
	part->file = ARENA_NEW(m->arena, struct form_file);
	part->hasher = secret_hasher_new(m->arena);
	if (!part->file || !part->hasher)
		return RC_NO_MEMORY;
	part->file->field = part->name;
	part->file->name = text_file_name(m->arena, part->file_name);
	if (!part->file->name)
		return RC_NO_MEMORY;
	part->file->fd = open_spool(m->arena, m->limits->spool);
	if (part->file->fd < 0) {
		log_error("spool %s: %s", m->limits->spool, strerror(errno));
		return RC_IO;
	}
	return arena_defer(m->arena, close_file, part->file);
}

static enum rc take_file_bytes(struct multipart *m, struct part *part, const char *data, size_t length)
{
	if (!part->file) {
		if (m->form->file_count == m->limits->files)
			return RC_TOO_LARGE;
		enum rc rc = open_file(m, part);
		if (rc != RC_OK)
			return rc;
	}
	part->file->size += (int64_t)length;
	m->file_bytes += (int64_t)length;
	if (part->file->size > m->limits->file || m->file_bytes > m->limits->all_files)
		return RC_TOO_LARGE;
	secret_hasher_add(part->hasher, data, length);
	return file_write(part->file->fd, data, length);
}

static enum rc take_bytes(struct multipart *m, struct part *part, const char *data, size_t length)
{
	if (!part || length == 0)
		return RC_OK; /* the preamble */
	if (part->file_name)
		return take_file_bytes(m, part, data, length);
	m->text_bytes += length;
	if (m->text_bytes > LIMIT_BODY)
		return RC_TOO_LARGE;
	buf_add(&part->text, data, length);
	return part->text.rc;
}

/* --- the grammar ----------------------------------------------------------------------------- */

/* Hands on everything up to the next delimiter and moves past it. */
static enum rc read_to_delimiter(struct multipart *m, struct part *part)
{
	for (;;) {
		size_t have = m->end - m->start;
		char *at = m->window + m->start;
		char *found = memmem(at, have, m->delimiter, m->delimiter_length);
		size_t safe = have >= m->delimiter_length ? have - (m->delimiter_length - 1) : 0;
		size_t length = found ? (size_t)(found - at) : safe;
		enum rc rc = take_bytes(m, part, at, length);
		if (rc != RC_OK)
			return rc;
		m->start += length;
		if (found) {
			m->start += m->delimiter_length;
			return RC_OK;
		}
		rc = fill(m);
		if (rc != RC_OK)
			return rc;
	}
}

/* After a delimiter: "--" closes the body, else white space and CRLF lead to a part. */
static enum rc read_delimiter_end(struct multipart *m, bool *closed)
{
	enum rc rc = need(m, 2);
	if (rc != RC_OK)
		return rc;
	*closed = memcmp(m->window + m->start, "--", 2) == 0;
	if (*closed)
		return RC_OK;
	while (m->window[m->start] == ' ' || m->window[m->start] == '\t') {
		m->start++;
		rc = need(m, 2);
		if (rc != RC_OK)
			return rc;
	}
	if (memcmp(m->window + m->start, "\r\n", 2) != 0)
		return RC_INVALID;
	m->start += 2;
	return RC_OK;
}

/* The part's header lines as one text, without the empty line. */
static enum rc read_headers(struct multipart *m, char **headers)
{
	for (;;) {
		size_t have = m->end - m->start;
		char *at = m->window + m->start;
		char *end = memmem(at, have, "\r\n\r\n", 4);
		if (end) {
			size_t length = (size_t)(end - at);
			if (length > LIMIT_PART_HEADERS || !text_valid(at, length))
				return length > LIMIT_PART_HEADERS ? RC_TOO_LARGE : RC_INVALID;
			*headers = arena_copy(m->arena, at, length);
			m->start += length + 4;
			return *headers ? RC_OK : RC_NO_MEMORY;
		}
		if (have > LIMIT_PART_HEADERS + 4)
			return RC_TOO_LARGE;
		enum rc rc = fill(m);
		if (rc != RC_OK)
			return rc;
	}
}

/* Browsers write a quote, CR and LF inside a parameter as %22, %0D, %0A; other programs a quote and a
 * backslash with a backslash before it. */
static void decode_parameter(char *text)
{
	static const struct {
		const char *code;
		char plain;
	} codes[] = { { "%22", '"' }, { "%0D", '\r' }, { "%0A", '\n' } };
	char *out = text;
	for (char *at = text; *at; at++) {
		at += at[0] == '\\' && (at[1] == '"' || at[1] == '\\');
		*out = *at;
		for (size_t i = 0; i < LENGTH(codes); i++)
			if (strncasecmp(at, codes[i].code, 3) == 0) {
				*out = codes[i].plain;
				at += 2;
				break;
			}
		out++;
	}
	*out = '\0';
}

/* The closing quote of a quoted string that begins at `at`; NULL without. */
static const char *closing_quote(const char *at, const char *end)
{
	while (at < end && *at != '"')
		at += *at == '\\' && at + 1 < end && (at[1] == '"' || at[1] == '\\') ? 2 : 1;
	return at < end ? at : NULL;
}

/* The value of ;name="…" in a Content-Disposition line of `length` bytes; *value stays NULL if it is missing.
 */
static enum rc find_parameter(
        struct arena *arena, const char *line, size_t length, const char *name, char **value)
{
	size_t name_length = strlen(name);
	const char *end = line + length;
	const char *at = memchr(line, ';', length);
	while (at && at < end) {
		at++;
		while (at < end && (*at == ' ' || *at == '\t'))
			at++;
		const char *equals = at;
		while (equals < end && *equals != '=' && *equals != ';')
			equals++;
		if (equals == end)
			return RC_OK;
		if (*equals == ';') { /* a parameter without a value */
			at = equals;
			continue;
		}
		const char *start = equals + 1;
		bool quoted = start < end && *start == '"';
		start += quoted;
		const char *stop =
		        quoted ? closing_quote(start, end) : memchr(start, ';', (size_t)(end - start));
		if (quoted && !stop)
			return RC_INVALID;
		if (!stop)
			stop = end;
		if ((size_t)(equals - at) == name_length && strncasecmp(at, name, name_length) == 0) {
			*value = arena_copy(arena, start, (size_t)(stop - start));
			if (!*value)
				return RC_NO_MEMORY;
			decode_parameter(*value);
			return RC_OK;
		}
		at = memchr(stop, ';', (size_t)(end - stop));
	}
	return RC_OK;
}

static enum rc read_disposition(struct multipart *m, const char *headers, struct part *part)
{
	static const char disposition[] = "content-disposition:";
	for (const char *line = headers; *line;) {
		const char *end = strstr(line, "\r\n");
		size_t length = end ? (size_t)(end - line) : strlen(line);
		if (strncasecmp(line, disposition, sizeof(disposition) - 1) == 0) {
			enum rc rc = find_parameter(m->arena, line, length, "name", &part->name);
			if (rc == RC_OK)
				rc = find_parameter(m->arena, line, length, "filename", &part->file_name);
			if (rc != RC_OK)
				return rc;
		}
		line += length + (end ? 2 : 0);
	}
	if (!part->name || !*part->name)
		return RC_INVALID;
	return strlen(part->name) > LIMIT_FIELD_NAME ? RC_TOO_LARGE : RC_OK;
}

static enum rc keep_file(struct multipart *m, struct part *part)
{
	if (!part->file && text_empty(part->file_name))
		return RC_OK; /* an empty file input */
	if (!part->file) {
		/* a file without a byte is a file all the same */
		if (m->form->file_count == m->limits->files)
			return RC_TOO_LARGE;
		enum rc rc = open_file(m, part);
		if (rc != RC_OK)
			return rc;
	}
	secret_hasher_end(part->hasher, part->file->hash);
	if (lseek(part->file->fd, 0, SEEK_SET) != 0)
		return RC_IO;
	struct form_file **end = &m->form->files;
	while (*end)
		end = &(*end)->next;
	*end = part->file;
	m->form->file_count++;
	return RC_OK;
}

static enum rc read_part(struct multipart *m)
{
	struct part part = { 0 };
	char *headers;
	if (++m->parts > LIMIT_FIELDS + m->limits->files)
		return RC_TOO_LARGE; /* empty file inputs count too */
	enum rc rc = read_headers(m, &headers);
	if (rc == RC_OK)
		rc = read_disposition(m, headers, &part);
	if (rc != RC_OK)
		return rc;
	buf_init(&part.text, LIMIT_BODY);
	rc = read_to_delimiter(m, &part);
	if (rc == RC_OK && part.file_name)
		rc = keep_file(m, &part);
	else if (rc == RC_OK)
		rc = form_add(
		        m->arena, m->form, part.name, strlen(part.name), part.text.data, part.text.length);
	buf_free(&part.text);
	return rc;
}

/* What stands behind the closing delimiter is read and forgotten, within the body's limit. */
static enum rc read_epilogue(struct multipart *m)
{
	while (!m->ended) {
		m->start = m->end;
		enum rc rc = fill(m);
		if (rc != RC_OK && !m->ended)
			return rc;
	}
	return RC_OK;
}

enum rc form_multipart(struct arena *arena, struct form *form, const char *boundary, form_read *read,
        void *source, const struct form_limits *limits)
{
	struct multipart m = {
		.arena = arena,
		.form = form,
		.limits = limits,
		.read = read,
		.source = source,
		.window = arena_alloc(arena, WINDOW),
	};
	size_t length = strlen(boundary);
	if (!m.window)
		return RC_NO_MEMORY;
	if (length == 0 || length > 70)
		return RC_INVALID;
	memcpy(m.delimiter, "\r\n--", 4);
	memcpy(m.delimiter + 4, boundary, length);
	m.delimiter_length = 4 + length;
	memcpy(m.window, "\r\n", 2);
	m.end = 2;
	bool closed = false;
	enum rc rc = read_to_delimiter(&m, NULL);
	if (rc == RC_OK)
		rc = read_delimiter_end(&m, &closed);
	while (rc == RC_OK && !closed) {
		rc = read_part(&m);
		if (rc == RC_OK)
			rc = read_delimiter_end(&m, &closed);
	}
	return rc == RC_OK ? read_epilogue(&m) : rc;
}
