/*
 * Result codes. Every function that can fail returns one, and the caller must look at it.
 * A bug of ours is an assert; bad input and a failing world are codes.
 */
#ifndef PORTICO_BASE_RC_H
#define PORTICO_BASE_RC_H

#define MUST_USE                 __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#define LENGTH(array)            (sizeof(array) / sizeof((array)[0]))

enum rc {
	RC_OK,
	RC_NOT_FOUND, /* no such thing, or not for these eyes */
	RC_DENIED,    /* known person, not allowed */
	RC_INVALID,   /* the input breaks a stated rule */
	RC_CONFLICT,  /* somebody else was first (unique key, version) */
	RC_TOO_LARGE, /* past a stated limit */
	RC_LIMITED,   /* too often: try later */
	RC_NO_MEMORY, /* allocation failed or the arena's limit is reached */
	RC_RETRY,     /* transaction lost a race or its connection: run it again */
	RC_DB,        /* the database failed or is away */
	RC_IO,        /* a file, socket or program failed */
	RC_TEMPLATE,  /* a template failed to parse or render */
	RC__MAX
};

/* The code's name in lower case words, for logs. Never NULL. */
const char *rc_text(enum rc rc);

#endif
