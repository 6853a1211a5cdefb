/*
 * What the community has for staff to do: topics that nobody has answered for a day, and how much waits for a
 * moderator. Staff reads every category, so these lists are cut by no audience.
 */
#ifndef PORTICO_DOMAIN_FORUM_WAITING_H
#define PORTICO_DOMAIN_FORUM_WAITING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/list.h"
#include "io/db.h"

#define FORUM_WAITING_HOURS 24

struct forum_waiting_row {
	int64_t id;
	const char *title, *lang;
	const char *category, *colour; /* the category's name in `lang` of the page */
	const char *audience;
	const char *author; /* his name */
	int64_t created_at;
};

struct forum_waiting_filter {
	int64_t category_id;     /* 0: all */
	const char *lang;        /* that the topic was written in; "" or NULL: all */
	struct list_place place; /* by created_at and id upwards: who waits longest is first */
};

/* At most `most` struct forum_waiting_row that were asked FORUM_WAITING_HOURS before `now`; names of
 * categories in `page_lang`. One statement. RC_DB, RC_NO_MEMORY. */
enum rc forum_waiting_list(struct db *db, struct arena *arena, const struct forum_waiting_filter *filter,
        const char *page_lang, int64_t now, size_t most, struct db_rows *rows, bool *more) MUST_USE;

struct forum_waiting_counts {     /* each stops at LIMIT_COUNT */
	int64_t topic_count;      /* that wait for an answer */
	int64_t moderation_count; /* texts that wait for a moderator */
};

/* One statement. */
enum rc forum_waiting_counts(
        struct db *db, struct arena *arena, int64_t now, struct forum_waiting_counts *counts) MUST_USE;

#endif
