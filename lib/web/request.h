/*
 * One request: what came, who asks, what goes back. Filled by the dispatcher (program.c) in a fixed order; a
 * page function sees only checked input. There is no other state: nothing of a request survives it.
 */
#ifndef PORTICO_WEB_REQUEST_H
#define PORTICO_WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/config.h"
#include "base/language.h"
#include "base/rc.h"
#include "base/secret.h"
#include "domain/account.h"
#include "io/db.h"
#include "io/form.h"
#include "io/http.h"
#include "io/password.h"
#include "web/view.h"

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER }; /* HEAD is served as GET without a body */

#define ROUTE_PARAMS     4
#define RESPONSE_HEADERS 12
#define FIELD_ERRORS     24

struct route_param {
	const char *name;  /* "number" */
	const char *value; /* decoded path segment, never empty, no '/' */
};

struct field_error {
	const char *field; /* "" for the whole form */
	const char *text;  /* in the page's language */
};

struct header {
	const char *name;
	const char *value;
};

struct request;

/* Writes a long body piece by piece after the headers went out. The request's database is usable, its budget
 * lifted. */
typedef enum rc stream_fn(struct request *request, void *context);

/* What may be done when the reader has the answer, and may be lost: a note for a statistic. Not in a
 * transaction; the request and its memory still stand. */
typedef enum rc after_fn(struct request *request, void *context);

struct response {
	int status;
	const char *content_type; /* text/html; charset=utf-8 unless set */
	const char *location;     /* of a redirect: a full path of this site */
	struct header headers[RESPONSE_HEADERS];
	size_t header_count;
	struct buf body;
	stream_fn *stream;
	void *stream_context;
	int64_t stream_length; /* below 0: not known */
	after_fn *after;
	void *after_context;
	int cache_seconds; /* of a page that may be shared (nginx); 0: no-store when signed in, else no-cache
	                    */
};

struct request {
	/* of the process */
	const struct config *config;
	const struct secret_key *key;
	struct http *http;
	struct db *db;
	struct view *view;
	struct password_door *door;                   /* only in programs with a password field */
	const struct password_list *common_passwords; /* likewise */
	const char *program;

	/* of this request */
	struct arena *arena;
	char id[17];
	int64_t now;        /* seconds */
	int64_t started_ms; /* monotonic */
	enum method method;
	bool head;
	const struct language *language;
	bool language_in_path;
	const char *path;    /* without prefix and language: "/tickets/12345678" */
	const char *query;   /* raw, "" if none */
	const char *address; /* of the client, after trusted proxies */
	const char *network; /* what limits are counted by: the address, of IPv6 its /64 */
	const char *agent;   /* User-Agent, cleaned, at most 255 bytes */
	bool wants_json;     /* Accept: application/json: our own scripts */
	const struct route *route;
	struct route_param params[ROUTE_PARAMS];
	size_t param_count;
	struct account who; /* id 0: anonymous */
	bool signed_in;
	uint8_t session_hash[SECRET_HASH]; /* of the session's cookie, or of the visitor's cookie; zero
	                                      without either */
	bool has_session_key;
	uint8_t begun_hash[SECRET_HASH]; /* of the session that this request began */
	struct form form;                /* query for GET, body for POST */
	struct field_error errors[FIELD_ERRORS];
	size_t error_count;
	size_t crumb_count;
	const char *languages; /* those the page exists in, "en,fa"; NULL: all */
	void *prepared;        /* what the route's prepare function found */
	struct response response;
};

/* --- reading ------------------------------------------------------------------------------------
 * A name that the route does not declare aborts in debug builds and reads as empty otherwise. */

const char *field_text(const struct request *request, const char *name);        /* trimmed; "" if absent */
int64_t field_number(const struct request *request, const char *name);          /* 0 if absent or wrong */
bool field_flag(const struct request *request, const char *name);               /* a checkbox */
struct form_file *field_files(const struct request *request, const char *name); /* list or NULL */

const char *param_text(const struct request *request, const char *name); /* of the path; "" if absent */

/* A path parameter as a positive number; RC_NOT_FOUND otherwise. */
enum rc param_number(const struct request *request, const char *name, int64_t *number) MUST_USE;

/* --- errors of the form ---------------------------------------------------------------------- */

/* Notes what is wrong with a field; `message` is marked with N_. */
void request_error(struct request *request, const char *field, const char *message);
void request_error_text(
        struct request *request, const char *field, const char *text); /* in the page's language already */
bool request_has_errors(const struct request *request);

/* --- answering ------------------------------------------------------------------------------- */

/* How the person behind the request wants times shown. */
struct clock_view request_clock(const struct request *request);

/* Forgets what a run of the page function answered, so that it can run again. */
void request_forget_answer(struct request *request);

/* A header of the response. Values with bytes below 0x20 are refused: RC_INVALID. */
enum rc response_header(struct request *request, const char *name, const char *value) MUST_USE;

#endif
