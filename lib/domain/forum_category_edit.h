/*
 * Managing the forum's categories: their texts, order, colour and audience, as staff does. What readers see
 * of them is in forum_category.h.
 *
 * A category whose audience changes is stale until the worker has brought the copies on its topics up to
 * date.
 */
#ifndef PORTICO_DOMAIN_FORUM_CATEGORY_EDIT_H
#define PORTICO_DOMAIN_FORUM_CATEGORY_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/place_text.h"
#include "io/db.h"

struct forum_category_row {
	int64_t id;
	const char *slug, *colour, *name; /* the name in the language asked for, else English, else any */
	const char *audience;
	int64_t audience_id;
	const char *audience_name; /* of the company or the group; NULL: none, or it is gone */
	bool stale, guests, active;
	int32_t position, version;
	int64_t created_at;
	int64_t topic_count; /* of any state, stops at LIMIT_COUNT; of a list 0 or 1: whether there are any */
};

/* All in their order, at most LIMIT_FORUM_CATEGORIES. One statement. RC_DB, RC_NO_MEMORY. */
enum rc forum_category_rows(
        struct db *db, struct arena *arena, const char *lang, struct db_rows *rows) MUST_USE;

/* RC_NOT_FOUND. The second locks it until the end of the caller's transaction. */
enum rc forum_category_row(struct db *db, struct arena *arena, int64_t id, const char *lang,
        struct forum_category_row *row) MUST_USE;
enum rc forum_category_lock(struct db *db, struct arena *arena, int64_t id, const char *lang,
        struct forum_category_row *row) MUST_USE;

/* Its texts: struct place_text. */
enum rc forum_category_texts(struct db *db, struct arena *arena, int64_t id, struct db_rows *rows) MUST_USE;

struct forum_category_draft {
	const char *slug, *colour, *audience;
	int64_t audience_id; /* 0 unless the audience is a company or a group, which the caller has found */
	bool guests, active;
	struct place_texts texts;
};

/* All that follow run in the caller's transaction and are audited as acts of `who`. */

/* At the end of the order. RC_CONFLICT: the address is taken; RC_LIMITED: there are LIMIT_FORUM_CATEGORIES.
 */
enum rc forum_category_add(struct db *db, struct arena *arena, const struct account *who,
        const struct forum_category_draft *draft, int64_t now, int64_t *id) MUST_USE;

/* `version` is what the form saw. RC_INVALID: changed since; RC_CONFLICT: the address is taken. */
enum rc forum_category_change(struct db *db, const struct account *who,
        const struct forum_category_row *locked, int32_t version, const struct forum_category_draft *draft,
        int64_t now) MUST_USE;

/* One place up or down; at the end of the order nothing happens. RC_NOT_FOUND. */
enum rc forum_category_shift(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        bool down, int64_t now) MUST_USE;

/* RC_DENIED while a topic stands in it, of any state. */
enum rc forum_category_delete(struct db *db, const struct account *who,
        const struct forum_category_row *locked, int64_t now) MUST_USE;

/* Moves up to `most` topics into another category, which gives them its audience. *moved tells how many: less
 * than `most`, and none is left. Both are locked by the caller. */
enum rc forum_category_empty(struct db *db, const struct account *who, const struct forum_category_row *from,
        const struct forum_category_row *to, int most, int64_t now, int64_t *moved) MUST_USE;

/* --- for the worker -------------------------------------------------------------------------- */

/* Goes through up to `most` topics of the whole table and brings the copies of one stale category up to date,
 * in a transaction of its own. *worked: false when no category is stale. */
enum rc forum_category_copy_audience(
        struct db *db, struct arena *arena, int most, int64_t now, bool *worked) MUST_USE;

#endif
