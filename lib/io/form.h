/*
 * Decoders for what a browser sends: query strings, urlencoded and multipart bodies, cookies.
 * All limits from base/limits.h; all text must be valid UTF-8 without NUL (RC_INVALID). Files go straight
 * into private O_TMPFILE files in the spool folder and are hashed while they pass; their descriptors close
 * with the arena.
 */
#ifndef PORTICO_IO_FORM_H
#define PORTICO_IO_FORM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"

struct form_field {
	const char *name;
	const char *value; /* decoded, NUL-terminated */
	struct form_field *next;
};

struct form_file {
	const char *field;
	const char *name; /* as sent, cleaned by text_file_name */
	int fd;           /* at offset 0; closed by the arena */
	int64_t size;
	uint8_t hash[SECRET_HASH];
	struct form_file *next;
};

struct form {
	struct form_field *fields; /* in order */
	struct form_file *files;   /* empty file inputs are left out */
	size_t field_count, file_count;
};

/* Where body bytes come from; *got 0 at the end. */
typedef enum rc form_read(void *source, void *data, size_t size, size_t *got);

struct form_limits {
	size_t body;       /* bytes of the whole body */
	size_t files;      /* number */
	int64_t file;      /* bytes of one */
	int64_t all_files; /* bytes together */
	const char *spool; /* folder for files; NULL refuses files with RC_INVALID */
};

/* Appends the pairs of "a=1&b=2" to the form. RC_INVALID, RC_TOO_LARGE, RC_NO_MEMORY. */
enum rc form_query(struct arena *arena, struct form *form, const char *query, size_t length) MUST_USE;

/* Reads a whole body by its Content-Type (application/x-www-form-urlencoded or multipart/form-data; an empty
 * body of no type gives an empty form). Never reads past limits->body. RC_INVALID for other types and
 * malformed bodies (a multipart body cut short included), RC_TOO_LARGE, RC_IO (spool or source),
 * RC_NO_MEMORY. */
enum rc form_body(struct arena *arena, struct form *form, const char *content_type, form_read *read,
        void *source, const struct form_limits *limits) MUST_USE;

/* First value of that name, or NULL. */
const char *form_value(const struct form *form, const char *name);

/* The value of one cookie in a Cookie header, or NULL. Values are returned only if made of cookie-octets. */
const char *form_cookie(struct arena *arena, const char *header, const char *name) MUST_USE;

/* Whether the folder's file system knows nameless files (O_TMPFILE); elsewhere a spooled file has a name for
 * a moment. */
bool form_spool_nameless(const char *folder);

#endif
