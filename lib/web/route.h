/*
 * A program's routes: the only list of what it answers to. Everything a page relies on (who may come, which
 * input exists) is a column here and is enforced by the dispatcher before the page function runs.
 */
#ifndef PORTICO_WEB_ROUTE_H
#define PORTICO_WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/rc.h"
#include "web/request.h"

enum needs {
	NEED_NONE,
	NEED_GUEST, /* signed in, or a guest with the mailed link to one ticket */
	NEED_LOGIN, /* else to the sign-in page and back */
	NEED_STAFF, /* agent or admin; whoever lacks what follows gets 404 */
	NEED_ADMIN,
	NEED_MANAGEMENT, /* may_use_admin */
	NEED_PEOPLE,     /* and below: the permission of that name */
	NEED_COMPANIES,
	NEED_ROLES,
	NEED_SETTINGS,
	NEED_AUDIT,
	NEED_MODERATE,
	NEED__COUNT
};

/* "login" …, as the list of routes prints it. */
const char *needs_word(enum needs needs);

enum field_kind {
	FIELD_LINE,     /* one line of text, trimmed, no control characters */
	FIELD_TEXT,     /* several lines, CRLF becomes LF */
	FIELD_PASSWORD, /* as typed, never shown again; not part of the body's hash in clear */
	FIELD_MAIL,     /* an address, trimmed */
	FIELD_NUMBER,   /* ASCII, Persian or Arabic digits */
	FIELD_CHOICE,   /* one of choices, or absent */
	FIELD_FLAG,     /* a checkbox */
	FIELD_FILES,
};

struct field {
	const char *name;
	enum field_kind kind;
	bool required;
	size_t max;          /* characters (LINE), bytes (TEXT, PASSWORD, MAIL); unused otherwise */
	const char *choices; /* "open waiting solved", for FIELD_CHOICE */
	const char *missing; /* message when a required field is empty; NULL: "Fill in this field" */
};

#define FIELDS(list) (list), LENGTH(list)
#define NO_FIELDS    NULL, 0

enum route_flag {
	ROUTE_CACHED = 1,    /* anonymous GETs are the same for all: nginx may keep them some seconds */
	ROUTE_ANONYMOUS = 2, /* POST from a cacheable page: no token; Origin must be ours; the page makes it
	                        unique itself */
	ROUTE_SECRET =
	        4, /* hands out a secret once (sign-in): outside the submit protocol, token still checked */
	ROUTE_UPLOAD = 8,   /* body up to LIMIT_UPLOAD_BODY with files */
	ROUTE_VISITOR = 16, /* a step page: gives an anonymous visitor the cookie that form tokens hang on */
	ROUTE_JSON = 32,    /* answers JSON to our scripts; errors too */
	ROUTE_KEYED = 64, /* POST to an address whose :key is the authority: no token and no Origin, for mail
	                     programs send it; sent twice it does the same */
};

typedef enum rc page_fn(struct request *request);

struct route {
	enum method method;
	const char *path; /* "/tickets/:number/close": each :name is one segment */
	page_fn *page;
	enum needs needs;
	const struct field *fields;
	size_t field_count;
	unsigned flags;
	/* Runs once, outside and before the transaction: what must survive a rollback (attempt counters) or
	 * must not hold locks (password hashing). Leaves its result in request->prepared; errors of the form
	 * by request_error. NULL: nothing. */
	page_fn *prepare;
};

/* The route for method and path. *found has its parameters decoded. RC_NOT_FOUND; RC_DENIED if only the
 * method is wrong (405). */
enum rc route_match(const struct route *routes, size_t count, struct request *request) MUST_USE;

/* Writes "METHOD path needs flags fields=a,b", a line each: what tests compare with their own tables. RC_IO.
 */
enum rc routes_print(FILE *out, const struct route *routes, size_t count) MUST_USE;

/* Starts the program: config, log, templates, database when needed, then the accept loop. Answers the exit
 * status. Called by hand with the one argument `--routes` it prints "METHOD path needs flags fields=a,b" a
 * line instead, with `--queries` its queries.
 */
int program_main(int argc, char **argv, const char *name, const struct route *routes, size_t count);

#endif
