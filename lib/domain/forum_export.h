/*
 * Topics of the forum with what is known of them, for a file of the management. Replies are not in it.
 */
#ifndef PORTICO_DOMAIN_FORUM_EXPORT_H
#define PORTICO_DOMAIN_FORUM_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct forum_export_row {
	int64_t id;
	const char *category, *title, *body;
	const char *state;
	bool closed, pinned, solved;
	int32_t reply_count, like_count;
	const char *author, *industry, *lang;
	const char *tags;      /* with commas between; NULL: none */
	int64_t suggestion_id; /* 0: none */
	int64_t created_at, activity_at;
};

struct forum_export_filter {
	int64_t category_id; /* 0: all */
	const char *state;   /* "": all */
	const char *lang;    /* of the categories' names */
	int64_t after_id;    /* the last row of the batch before; 0: from the beginning */
};

/* At most `most` struct forum_export_row by id; for staff, who sees every audience. One statement. */
enum rc forum_export(struct db *db, struct arena *arena, const struct forum_export_filter *filter,
        size_t most, struct db_rows *rows) MUST_USE;

#endif
