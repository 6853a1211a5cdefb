/*
 * Lists of topics: over all categories or in one, by what is newest, unanswered, solved, one's own, followed,
 * from one's industry, or under a tag. Pages by key; each holds what its reader may read and nothing else.
 *
 * Over all categories a reader sees what is for everyone, for whoever is signed in, and for the company for
 * which he acts; those of his groups and other companies stand in their categories. Staff sees every one.
 */
#ifndef PORTICO_DOMAIN_FORUM_TOPIC_LIST_H
#define PORTICO_DOMAIN_FORUM_TOPIC_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

enum forum_view {
	FORUM_LATEST,     /* by the newest post; pinned ones of a category are a list of their own */
	FORUM_UNANSWERED, /* newest first: nobody but the author has written, and it is not closed */
	FORUM_SOLVED,     /* with an accepted answer, by the newest post */
	FORUM_INDUSTRY,   /* asked by people of the filter's industry, by the newest post */
	FORUM_MINE,       /* asked by the reader, those that wait for a moderator too */
	FORUM_FOLLOWING,  /* that he follows, by the newest post */
	FORUM_TAG,        /* with the filter's tag, newest first */
	FORUM__COUNT
};

struct forum_topic_row {
	int64_t id;
	int64_t category_id;
	int64_t author_id;  /* 0: somebody without an account here */
	const char *author; /* his name */
	const char *title;
	const char *state;
	bool closed, pinned, solved;
	int32_t places;
	int32_t reply_count, like_count;
	int64_t last_id;       /* who wrote the newest post; 0: somebody without an account */
	const char *last_name; /* his name; "" before anybody wrote */
	const char *tags;      /* one a line; "" for none */
	int32_t read_place;    /* up to where the reader has read; 0: nothing */
	int64_t created_at, activity_at;
};

struct forum_filter {
	enum forum_view view;
	const struct account *who; /* who looks; the caller has asked whether he may read the category */
	int64_t category_id;       /* 0: all */
	const char *industry;      /* for FORUM_INDUSTRY */
	const char *tag;           /* for FORUM_TAG, as typed */
	struct list_place place;   /* at: forum_topic_at() of a row */
};

/* By which time a view is sorted. */
int64_t forum_topic_at(enum forum_view view, const struct forum_topic_row *row);

/* At most `most` struct forum_topic_row in order. *more: there are further ones in the direction of reading.
 * `most` is LIMIT_PAGE_ROWS or less. Two statements, one where there are none. RC_DB, RC_NO_MEMORY. */
enum rc forum_topic_list(struct db *db, struct arena *arena, const struct forum_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

/* The pinned topics of a category, at most LIMIT_PAGE_ROWS. One statement. */
enum rc forum_topic_list_pinned(struct db *db, struct arena *arena, const struct account *who,
        int64_t category_id, struct db_rows *rows) MUST_USE;

#endif
