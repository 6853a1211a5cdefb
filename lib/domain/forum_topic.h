/*
 * A topic of the forum: a question with a title in a category, and what is answered below it.
 *
 * Its first post (place 1) is the question; the topic's state is that post's (forum_post.h changes both).
 * Counters and the newest post are kept here and change only in forum_post.c and forum_like.c.
 */
#ifndef PORTICO_DOMAIN_FORUM_TOPIC_H
#define PORTICO_DOMAIN_FORUM_TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/forum_category.h"
#include "io/db.h"
#include "io/form.h"

struct forum_topic {
	int64_t id;
	int64_t category_id;
	const char *category_slug, *category, *colour;
	const char *audience; /* the category's own, not the topic's copy */
	bool belongs;         /* the reader is in the audience's company or group */
	int64_t author_id;    /* 0: somebody without an account here */
	const char *author;   /* his name */
	const char *title, *lang, *industry;
	const char *state; /* open | held | hidden | deleted */
	bool closed, pinned;
	int64_t solved_post_id; /* 0: none */
	int32_t solved_place;   /* of that post; 0 unless it is open */
	int32_t places;         /* the highest place given to a post */
	int32_t reply_count, like_count;
	int64_t answered_at; /* 0: not yet */
	int64_t ticket_id, suggestion_id;
	const char *article_slug; /* NULL: none */
	const char *tags;         /* one a line; "" for none */
	const char *tag_key;      /* the first one's: they are in the order of these */
	int32_t version;
	int64_t created_at, activity_at;

	/* of the reader */
	int32_t read_place; /* up to where he has read; 0: nothing */
	int64_t seen_at;    /* when he was here last; 0: never */
	const char *follow; /* now | daily | off; NULL: he does not follow it */
};

/* With its category as the reader stands to it. RC_NOT_FOUND also when he may not see it. One statement; a
 * second one if the category is for a company or group, or has no name in his language. RC_DB, RC_NO_MEMORY.
 */
enum rc forum_topic_find(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_topic *topic) MUST_USE;

/* The same inside a transaction: nobody else adds posts to it or changes it until the end. Whoever changes a
 * topic or its posts locks the topic first. RC_RETRY. */
enum rc forum_topic_lock(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_topic *topic) MUST_USE;

/* True if the reader may write a reply: signed in, open, and not closed unless he moderates. */
bool forum_topic_takes(const struct forum_topic *topic, const struct account *who);

/* How many pages of LIMIT_TOPIC_PAGE places it has, at least 1; and on which one a place stands, from 1. */
int32_t forum_topic_pages(const struct forum_topic *topic);
int32_t forum_topic_page_of(int32_t place);

/* --- asking ---------------------------------------------------------------------------------- */

struct forum_draft {
	int64_t category_id;       /* the caller has asked forum_category_takes */
	const struct account *who; /* id 0: a guest */
	const char *author_name;   /* of a guest */
	const char *title, *body, *lang;
	const char *const *tags; /* of forum_tags_read */
	size_t tag_count;
	const struct form_file *files; /* NULL: none */
	int64_t now;
};

/* Opens a topic with its first post: trust_judge decides whether it is open at once. *state: open or held.
 * In the caller's transaction. RC_LIMITED and RC_DENIED of trust_judge, RC_NOT_FOUND: the category is gone,
 * RC_IO (spool), RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc forum_topic_ask(struct db *db, struct arena *arena, const struct forum_draft *draft, int64_t *id,
        const char **state) MUST_USE;

/* --- acts on a locked topic; each audited as an act of `who`, who may do it as access.h says -- */

/* Says which reply is the answer (an open post of this topic, not the first); post_id 0: none any more.
 * Trust follows, the followers are told of a new one. RC_NOT_FOUND for another post. */
enum rc forum_topic_accept(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, int64_t post_id, int64_t now) MUST_USE;

enum rc forum_topic_close(struct db *db, const struct forum_topic *topic, const struct account *who,
        bool closed, int64_t now) MUST_USE;
enum rc forum_topic_pin(struct db *db, const struct forum_topic *topic, const struct account *who,
        bool pinned, int64_t now) MUST_USE;
enum rc forum_topic_move(struct db *db, const struct forum_topic *topic, const struct account *who,
        const struct forum_category *to, int64_t now) MUST_USE;

/* What was made of it, or what it was made of: a ticket, a suggestion (0: unchanged), an article (NULL:
 * unchanged). Not audited. */
enum rc forum_topic_link(struct db *db, int64_t id, int64_t ticket_id, int64_t suggestion_id,
        const char *article_slug) MUST_USE;

#endif
