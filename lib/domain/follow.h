/*
 * Who wants to hear of what: a topic, a forum category, a suggestion, a board; by mail at once, in a daily
 * mail, or in the portal only.
 */
#ifndef PORTICO_DOMAIN_FOLLOW_H
#define PORTICO_DOMAIN_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

#define FOLLOW_TOPIC      "topic"
#define FOLLOW_CATEGORY   "category"
#define FOLLOW_SUGGESTION "suggestion"
#define FOLLOW_BOARD      "board"

#define FOLLOW_NOW   "now"
#define FOLLOW_DAILY "daily"
#define FOLLOW_OFF   "off" /* the portal's notice alone */

/* The way he hears of it: "now" | "daily" | "off"; NULL: he does not follow it. One statement. */
enum rc follow_find(struct db *db, struct arena *arena, int64_t account_id, const char *kind, int64_t ref_id,
        const char **mail) MUST_USE;

/* Follows, or changes the way. The caller has asked whether he may read it. RC_LIMITED past LIMIT_FOLLOWS,
 * RC_INVALID for another word. In the caller's transaction. */
enum rc follow_set(struct db *db, struct arena *arena, int64_t account_id, const char *kind, int64_t ref_id,
        const char *mail, int64_t now) MUST_USE;

/* Follows as he usually does ("now" unless his last choice was another) if he does not yet: whoever asks,
 * answers, proposes or votes. account_id 0 and a full list do nothing. */
enum rc follow_start(
        struct db *db, int64_t account_id, const char *kind, int64_t ref_id, int64_t now) MUST_USE;

enum rc follow_stop(struct db *db, int64_t account_id, const char *kind, int64_t ref_id) MUST_USE;

/* --- what a person follows ------------------------------------------------------------------- */

struct follow_row {
	int64_t id;
	const char *kind;
	int64_t ref_id;
	const char *mail;
	int64_t created_at; /* when he began to, or last said how */
	const char *title;  /* of the topic or suggestion, name of the category or board; NULL: it is gone */
	const char *slug;   /* of the category or board */

	/* rights */
	const char *audience;
	bool belongs;
	const char *state; /* of the topic or suggestion; NULL: it has none */
	int64_t owner_id;
};

/* Whether he may still see what it is about: what he may not has no title for him. */
bool follow_is_readable(const struct account *who, const struct follow_row *row);

/* Newest first, at most `most` struct follow_row; names in `lang`. The place goes by created_at and id.
 * *more: there are further ones in the direction of reading. One statement. RC_DB, RC_NO_MEMORY. */
enum rc follow_list(struct db *db, struct arena *arena, int64_t account_id, const char *lang,
        struct list_place place, size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* One of his own. RC_NOT_FOUND, RC_DB. */
enum rc follow_find_row(struct db *db, struct arena *arena, int64_t account_id, const char *kind,
        int64_t ref_id, const char *lang, struct follow_row *row) MUST_USE;

/* By its id, one of his own: changes the way, or ends it ("stop"). What is gone already is RC_OK. RC_INVALID
 * for another word. In the caller's transaction. */
enum rc follow_change(struct db *db, int64_t account_id, int64_t id, const char *mail, int64_t now) MUST_USE;

/* The same way for all that he follows. */
enum rc follow_change_all(struct db *db, int64_t account_id, const char *mail) MUST_USE;

#endif
