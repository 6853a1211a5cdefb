/*
 * What the front page tells of the community: the latest topics, and the ideas that many want now.
 */
#ifndef PORTICO_DOMAIN_FRONT_H
#define PORTICO_DOMAIN_FRONT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/audience.h"
#include "io/db.h"

struct front_row {
	const char *kind; /* topic | suggestion */
	int64_t id;
	const char *title;
	const char *where; /* name of the category or board */
	int32_t count;     /* replies, or votes */
	bool solved;
	const char *status; /* of a suggestion; else "" */
	const char *status_name,
	        *status_colour; /* as the management has them (suggestion_rule.h); NULL: built in */
	int64_t at;             /* newest post */
};

/* The latest topics, then the ideas by trend: struct front_row. Those for everyone; for who is signed in also
 * those for all who are, and those of the company for which he acts. One statement, by index. RC_DB,
 * RC_NO_MEMORY. */
enum rc front_list(struct db *db, struct arena *arena, const struct audience_reader *reader, const char *lang,
        int topics, int ideas, struct db_rows *rows) MUST_USE;

#endif
