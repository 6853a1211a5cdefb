/*
 * The forum's categories: few, with a colour, names per language and an audience (audience.h). Topics carry a
 * copy of the audience; the category's own row is the truth.
 */
#ifndef PORTICO_DOMAIN_FORUM_CATEGORY_H
#define PORTICO_DOMAIN_FORUM_CATEGORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

/* Who reads, and in which words. The pointers outlive it. */
struct forum_reader {
	const struct account *who;
	const char *lang;     /* of the page */
	const char *fallback; /* the portal's language */
};

struct forum_category {
	int64_t id;
	const char *slug, *colour;
	const char *name, *description; /* the reader's language, else the fallback, else any; never NULL */
	const char *audience;
	int64_t audience_id;
	bool belongs; /* the reader is in the audience's company or group */
	bool guests;  /* who has no account may ask, after moderation */
	bool active;  /* takes new topics */
	int32_t position, version;
	const char *follow; /* now | daily | off; NULL: the reader does not follow it */
};

/* "blue" …, the class chip-blue; NULL past the last. The boards of suggestions have the same. */
const char *forum_colour_at(size_t index);
bool forum_colour_is_known(const char *word);

/* Those that the reader may read, in their order: struct forum_category. One statement, two for a stranger
 * where one has no name in his language. RC_DB, RC_NO_MEMORY. */
enum rc forum_category_list(
        struct db *db, struct arena *arena, const struct forum_reader *reader, struct db_rows *rows) MUST_USE;

/* RC_NOT_FOUND also when the reader may not see it. One statement. RC_DB, RC_NO_MEMORY. */
enum rc forum_category_find(struct db *db, struct arena *arena, const struct forum_reader *reader,
        const char *slug, struct forum_category *category) MUST_USE;
enum rc forum_category_by_id(struct db *db, struct arena *arena, const struct forum_reader *reader,
        int64_t id, struct forum_category *category) MUST_USE;

/* The one with this id among rows of forum_category_list; NULL if it is not there. */
const struct forum_category *forum_category_in(const struct db_rows *rows, int64_t id);

/* True if who may read the category may begin a topic in it. */
bool forum_category_takes(const struct forum_category *category, const struct account *who);

#endif
