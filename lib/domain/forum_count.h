/*
 * What follows when a post appears, changes its state or goes: the topic's counters and newest post, trust,
 * followers, search. Called by forum_post.c alone; forum_post_set_state is here, too.
 */
#ifndef PORTICO_DOMAIN_FORUM_COUNT_H
#define PORTICO_DOMAIN_FORUM_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct forum_counted { /* a new post, as far as counting goes */
	int64_t id, topic_id;
	int32_t place;
	int64_t author_id;       /* 0: a guest */
	const char *author_name; /* of a guest, else "" */
	const char *state;
};

/* It was just added to a topic that is locked or new. */
enum rc forum_count_new(
        struct db *db, struct arena *arena, const struct forum_counted *post, int64_t now) MUST_USE;

#endif
