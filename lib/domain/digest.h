/*
 * Daily mails: what a person follows with one mail a day is collected as lines, and goes out at eight o'clock
 * in his zone. When that time has come the worker binds the lines to a row of the outbox; the mail is written
 * of those that are still there and that he may still read.
 */
#ifndef PORTICO_DOMAIN_DIGEST_H
#define PORTICO_DOMAIN_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

struct digest_new {
	int64_t account_id;
	const char *zone; /* in which it is eight o'clock; an unknown one is UTC */
	const char *kind; /* of outbox.h: "forum_post" … */
	int64_t topic_id, post_id, suggestion_id, status_id;
	int64_t now;
};

/* The next eight o'clock in the zone, after `now`. On a day on which clocks change it is an hour beside.
 * RC_NO_MEMORY. */
enum rc digest_due(struct arena *arena, const char *zone, int64_t now, int64_t *due) MUST_USE;

/* Adds a line to his next daily mail, in the caller's transaction. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc digest_add(struct db *db, struct arena *arena, const struct digest_new *line) MUST_USE;

/* --- for the worker -------------------------------------------------------------------------- */

/* Gives one person's due lines to a mail of the outbox, in a transaction of its own; of an account that is
 * not active they go. RC_NOT_FOUND: nothing is due. RC_DB, RC_NO_MEMORY. */
enum rc digest_send_one(struct db *db, struct arena *arena, int64_t now) MUST_USE;

/* The lines of a mail, those of one topic or suggestion after each other in the order of time: struct
 * community_item, at most `most`. All lines there are, readable or not. One statement. RC_DB, RC_NO_MEMORY.
 */
enum rc digest_list(
        struct db *db, struct arena *arena, int64_t mail_id, int most, struct db_rows *rows) MUST_USE;

/* Deletes up to `most` lines whose mail was due before `before`. */
enum rc digest_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
