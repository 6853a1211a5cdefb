/*
 * Tags of topics: words that their authors give them, told apart by their folded form.
 */
#ifndef PORTICO_DOMAIN_FORUM_TAG_H
#define PORTICO_DOMAIN_FORUM_TAG_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/rc.h"
#include "io/db.h"

struct forum_tags {
	const char *items[LIMIT_TOPIC_TAGS];
	size_t count;
};

/* What was typed: tags with commas between, a # before one is dropped, repeated ones count once.
 * RC_TOO_LARGE: more than LIMIT_TOPIC_TAGS, or one longer than LIMIT_TAG. RC_NO_MEMORY. */
enum rc forum_tags_read(struct arena *arena, const char *text, struct forum_tags *tags) MUST_USE;

/* How they are typed: "one, two". `lines`: as struct forum_topic has them. NULL without memory. */
const char *forum_tags_write(struct arena *arena, const char *lines);

/* Gives a topic these and no others. In the caller's transaction. */
enum rc forum_tags_set(
        struct db *db, struct arena *arena, int64_t topic_id, const char *const *tags, size_t count) MUST_USE;

#endif
