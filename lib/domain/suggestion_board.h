/*
 * Boards of suggestions: each has a name and a description per language, a colour, and an audience. A board
 * that is not active takes no more suggestions; what stands on it stays.
 *
 * Suggestions carry a copy of the audience, by which lists are cut. A change marks the board stale until the
 * worker has brought the copies up to date (suggestion_board_settle); until then lists that go by the copies
 * show none of them.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_BOARD_H
#define PORTICO_DOMAIN_SUGGESTION_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/place_text.h"
#include "io/db.h"

struct suggestion_board {
	int64_t id;
	const char *slug;
	const char *colour;   /* a word of forum_colour_at */
	const char *audience; /* see audience.h */
	int64_t audience_id;  /* the company or the group; 0: none */
	bool stale, guests, active;
	int32_t position, version;
	int64_t created_at;
	const char *name, *description; /* in the language that was asked for, else in English */
	const char *audience_name;      /* of the company or the group; NULL: none */
	bool belongs;                   /* who looks is an active member of that company, or in that group */
	const char *follow;             /* how he hears of it, see follow.h; NULL: he does not follow it */
};

/* Whether he may read what stands on it. */
bool suggestion_board_is_readable(const struct account *who, const struct suggestion_board *board);

/* Whether he may put a suggestion on it; `who` may be a guest (id 0). */
bool suggestion_board_takes(const struct account *who, const struct suggestion_board *board);

/* Those that `who` may read, in order: struct suggestion_board, at most LIMIT_BOARDS. One statement, two for
 * a stranger where one has no name in his language. RC_DB, RC_NO_MEMORY. */
enum rc suggestion_board_list(struct db *db, struct arena *arena, const struct account *who, const char *lang,
        struct db_rows *rows) MUST_USE;

/* One that `who` may read. RC_NOT_FOUND. */
enum rc suggestion_board_by_slug(struct db *db, struct arena *arena, const struct account *who,
        const char *slug, const char *lang, struct suggestion_board *board) MUST_USE;
enum rc suggestion_board_by_id(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        const char *lang, struct suggestion_board *board) MUST_USE;

/* --- management ------------------------------------------------------------------------------ */

/* All of its texts: struct place_text. */
enum rc suggestion_board_texts(
        struct db *db, struct arena *arena, int64_t id, struct db_rows *texts) MUST_USE;

struct suggestion_board_draft { /* what the management's form says */
	const char *slug, *colour, *audience;
	int64_t audience_id; /* 0 unless the audience is a company or a group */
	bool guests, active;
	int32_t position;
	struct place_texts texts;
};

/* In the caller's transaction; audited as acts of `who`. RC_CONFLICT: the address is taken; RC_LIMITED: there
 * are LIMIT_BOARDS; RC_INVALID: no such company or group, or it has no name at all. */
enum rc suggestion_board_add(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion_board_draft *draft, int64_t now, int64_t *id) MUST_USE;

/* `version` is what the form saw. RC_DENIED: changed since; RC_CONFLICT, RC_INVALID as above; RC_NOT_FOUND.
 */
enum rc suggestion_board_change(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        int32_t version, const struct suggestion_board_draft *draft, int64_t now) MUST_USE;

/* RC_CONFLICT while a suggestion stands on it, whatever its state. */
enum rc suggestion_board_delete(
        struct db *db, struct arena *arena, const struct account *who, int64_t id, int64_t now) MUST_USE;

/* --- the worker ------------------------------------------------------------------------------ */

/* Brings up to `most` copies of a stale board's audience up to date, in a transaction of its own; *done: how
 * many were, 0 when no board is stale. */
enum rc suggestion_board_settle(
        struct db *db, struct arena *arena, int most, int64_t now, int *done) MUST_USE;

#endif
