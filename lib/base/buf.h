/*
 * A growing byte buffer with a stated maximum and a sticky error: append without ifs, ask once
 * at buf_finish. Always NUL-terminated. After an error further appends do nothing.
 */
#ifndef PORTICO_BASE_BUF_H
#define PORTICO_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

struct buf {
	char *data;    /* NUL-terminated; "" before the first append */
	size_t length; /* bytes before the NUL */
	size_t size;   /* bytes allocated */
	size_t max;    /* length never passes this */
	enum rc rc;    /* first error: RC_TOO_LARGE or RC_NO_MEMORY */
};

/* An empty buffer that may grow to `max` bytes. Allocates nothing yet. */
void buf_init(struct buf *buf, size_t max);

void buf_add(struct buf *buf, const void *data, size_t length);
void buf_text(struct buf *buf, const char *text); /* NULL adds nothing */
void buf_char(struct buf *buf, char c);
void buf_number(struct buf *buf, int64_t number);
void buf_format(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* Text for HTML content and double-quoted attributes: & < > " ' are written as entities. */
void buf_html(struct buf *buf, const char *text, size_t length);

/* Percent-encodes all but unreserved characters (RFC 3986), for one path segment or query value. */
void buf_url(struct buf *buf, const char *text);

/* A JSON string literal with its quotes; valid UTF-8 expected; < > & are written as \u00XX. */
void buf_json(struct buf *buf, const char *text);

/* What is in it as a text in the arena; the buffer is freed. NULL past its maximum or without memory, which
 * the arena then knows (arena_lacked). */
char *buf_keep(struct buf *buf, struct arena *arena) MUST_USE;

/* Shortens to `length` bytes. Longer lengths are ignored. */
void buf_cut(struct buf *buf, size_t length);

/* RC_OK, or the first error since buf_init/buf_clear. */
enum rc buf_finish(const struct buf *buf) MUST_USE;

/* Empties, keeps the memory if it is at most 64 KiB, forgets the error. */
void buf_clear(struct buf *buf);

/* Frees the memory; the buffer may be used again after buf_init. */
void buf_free(struct buf *buf);

#endif
