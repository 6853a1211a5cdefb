/*
 * Suggestions with everything that is known of them, for a file of the management. Voters are not in it.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_EXPORT_H
#define PORTICO_DOMAIN_SUGGESTION_EXPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct suggestion_export_row {
	int64_t id;
	const char *board, *title, *body;
	const char *status, *state;
	int64_t merged_id; /* 0: none */
	int32_t vote_count, comment_count;
	const char *author, *industry, *lang;
	const char *tags;   /* with commas between; NULL: none */
	const char *answer; /* the firm's newest; NULL: none */
	int64_t created_at, updated_at, status_at;
};

struct suggestion_export_filter {
	int64_t board_id;   /* 0: all */
	const char *status; /* "": all */
	const char *state;  /* "": all */
	const char *lang;   /* of the boards' names */
	int64_t after_id;   /* the last row of the batch before; 0: from the beginning */
};

/* At most `most` struct suggestion_export_row by id; for staff, who sees every audience. One statement. */
enum rc suggestion_export(struct db *db, struct arena *arena, const struct suggestion_export_filter *filter,
        size_t most, struct db_rows *rows) MUST_USE;

#endif
