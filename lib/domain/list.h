/*
 * Lists that are read a page at a time: what comes after reading, and the short lists of things with a name
 * (roles, teams), which are read whole from their table by name or by date.
 */
#ifndef PORTICO_DOMAIN_LIST_H
#define PORTICO_DOMAIN_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/ticket_list.h"
#include "io/db.h"

/* Of up to `most` + 1 rows of `row_size` bytes, read backwards or not: turns them round, drops the one that
 * only told of more. *more: there are further ones in the direction of reading. */
void list_settle(struct db_rows *rows, size_t row_size, size_t most, bool backwards, bool *more);

/* --- things with a name ---------------------------------------------------------------------- */

struct named_filter {
	const char *search;      /* a piece of the name; "" or NULL: none */
	bool by_created;         /* else by name */
	bool downwards;          /* Z first, or the newest first */
	struct list_place place; /* at: created_at, unused by name */
};

/* By name or date; up or down: the columns and FROM, then NAMED_… below. The table has id, name_key (unique)
 * and created_at; a place whose row is gone leads to the list's beginning. */
struct named_queries {
	const struct query *by[2][2];
};

/* clang-format off */
#define NAMED_PLACE(table) "COALESCE((SELECT p.name_key FROM " table " p WHERE p.id = ?), ?)"
#define NAMED_NAME_UP(table) "WHERE name_key LIKE ? AND name_key > " NAMED_PLACE(table) " ORDER BY name_key LIMIT ?"
#define NAMED_NAME_DOWN(table) "WHERE name_key LIKE ? AND name_key < " NAMED_PLACE(table) " ORDER BY name_key DESC LIMIT ?"
#define NAMED_MADE_UP \
	"WHERE name_key LIKE ? AND created_at >= ? AND (created_at > ? OR id > ?) ORDER BY created_at, id LIMIT ?"
#define NAMED_MADE_DOWN \
	"WHERE name_key LIKE ? AND created_at <= ? AND (created_at < ? OR id < ?) ORDER BY created_at DESC, id DESC LIMIT ?"
/* clang-format on */

/* At most `most` rows in order. *more as above. One statement. RC_DB, RC_NO_MEMORY. */
enum rc named_list(struct db *db, struct arena *arena, const struct named_queries *queries,
        const struct named_filter *filter, size_t most, struct db_rows *rows, bool *more) MUST_USE;

#endif
