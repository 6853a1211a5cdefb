/*
 * What the firm makes of a suggestion, and what it says to it. Each change and each answer is a row with its
 * date: the timeline, and the newest answer above it.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_STATUS_H
#define PORTICO_DOMAIN_SUGGESTION_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/suggestion.h"
#include "io/db.h"

#define STATUS_OPEN      "open"
#define STATUS_REVIEW    "review"
#define STATUS_PLANNED   "planned"
#define STATUS_PROGRESS  "progress"
#define STATUS_SHIPPED   "shipped"
#define STATUS_DECLINED  "declined"
#define STATUS_DUPLICATE "duplicate" /* set by suggestion_merge alone */

/* "open" "review" "planned" "progress" "shipped" "declined" "duplicate"; NULL past the last. */
const char *suggestion_status_at(size_t index);
bool suggestion_status_is_known(const char *word);

/* open, review, planned, progress: still to come. */
bool suggestion_status_is_live(const char *word);

struct suggestion_status {
	int64_t id;
	int64_t suggestion_id;
	const char *status;
	int64_t author_id;
	const char *author;      /* name; NULL: the system */
	const char *body, *html; /* Markdown and what is made of it; html NULL without a text */
	int64_t created_at;
};

/* The timeline, newest first: at most LIMIT_STATUSES. One statement. */
enum rc suggestion_status_list(
        struct db *db, struct arena *arena, int64_t suggestion_id, struct db_rows *rows) MUST_USE;

/* One row, for mails. RC_NOT_FOUND. */
enum rc suggestion_status_find(
        struct db *db, struct arena *arena, int64_t id, struct suggestion_status *status) MUST_USE;

/* Changes the status, answers, or both, in the caller's transaction: the timeline's row, the followers, the
 * search; audited. RC_INVALID: neither a change nor an answer, or a word that cannot be set; RC_CONFLICT: it
 * is merged. */
enum rc suggestion_status_set(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion *locked, const char *status, const char *body, int64_t now) MUST_USE;

#endif
