/*
 * Taking suggestions in from another board: dates and authors stay; an author without an account here is a
 * name that nobody has claimed. What was taken in before is left alone. Nobody is told of it.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_IMPORT_H
#define PORTICO_DOMAIN_SUGGESTION_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

struct suggestion_import {
	uint8_t source[SECRET_HASH]; /* of what tells it from all others */
	const char *board;           /* slug; made for staff alone if there is none */
	const char *title, *body;    /* Markdown */
	const char *lang;
	const char *tags;   /* with commas between; NULL: none */
	const char *status; /* a word of suggestion_status.h but duplicate; NULL: open */
	const char *answer; /* of the firm, Markdown; NULL: none */
	int64_t author_id;  /* 0: a name without an account */
	const char *author; /* that name */
	int64_t created_at;
	int64_t status_at;     /* when it got the status and the answer; 0: created_at */
	const int64_t *voters; /* accounts here that vote for it, without repetition */
	size_t voter_count;
};

struct suggestion_imported {
	bool suggestion; /* it is new */
	bool board_made; /* for staff alone */
};

/* One suggestion, in a transaction of its own. RC_INVALID: no title, a text that is too long or not UTF-8, a
 * slug that is none, an unknown status, too many tags; *done is not touched then. RC_DB, RC_NO_MEMORY. */
enum rc suggestion_import(struct db *db, struct arena *arena, const struct suggestion_import *import,
        int64_t now, struct suggestion_imported *done) MUST_USE;

#endif
