/*
 * Taking topics in from another forum or a mailing list: dates and authors stay; an author without an account
 * here is a name that nobody has claimed. The same source again adds only the posts that are new. Nobody is
 * told of it, and it moves nobody's trust.
 */
#ifndef PORTICO_DOMAIN_FORUM_IMPORT_H
#define PORTICO_DOMAIN_FORUM_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

struct forum_import_post {
	uint8_t source[SECRET_HASH]; /* of what tells it from all others */
	size_t parent;               /* 1: the first post of the list; 0: none */
	int64_t author_id;           /* 0: a name without an account */
	const char *author;          /* that name */
	bool by_staff;
	const char *body;
	int64_t created_at;
	bool answer; /* this is the accepted one; of several the last */
};

struct forum_import {
	uint8_t source[SECRET_HASH];
	const char *category; /* slug; made for staff alone if there is none */
	const char *title;
	const char *lang;
	const char *format; /* markdown | text (a mail: see plaintext.h) */
	const char *tags;   /* with commas between; NULL: none */
	bool closed;
	const struct forum_import_post *posts; /* in the order of reading; the first is the question */
	size_t count;
};

struct forum_imported {
	bool topic;         /* it is new */
	bool category_made; /* for staff alone */
	size_t posts;       /* new ones */
};

/* One topic, in a transaction of its own. RC_INVALID: no title or post, a text that is empty, too long or not
 * UTF-8, a slug that is none, too many tags; *done is not touched then. RC_DB, RC_NO_MEMORY. */
enum rc forum_import(struct db *db, struct arena *arena, const struct forum_import *import, int64_t now,
        struct forum_imported *done) MUST_USE;

#endif
