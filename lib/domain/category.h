/*
 * Categories of articles: two levels, a name per language. A name missing in a language is shown in another.
 * Counts are stored: public articles in that language, those of subcategories included.
 */
#ifndef PORTICO_DOMAIN_CATEGORY_H
#define PORTICO_DOMAIN_CATEGORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/article.h"
#include "io/db.h"

struct category {
	int64_t id;
	const char *slug, *icon;
	const char *name, *description;
	int64_t article_count;                 /* in the reader's language */
	const char *parent_slug, *parent_name; /* NULL at the top; only filled by category_find */
};

struct category_list {
	struct category *items;
	size_t count;
};

/* RC_NOT_FOUND, RC_DB, RC_NO_MEMORY. */
enum rc category_find(struct db *db, struct arena *arena, const struct reader *reader, const char *slug,
        struct category *category) MUST_USE;

/* Those at the top, or below a parent, that have articles in the reader's language; in their order, at
 * most 60. */
enum rc category_list_top(
        struct db *db, struct arena *arena, const struct reader *reader, struct category_list *list) MUST_USE;
enum rc category_list_below(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t parent_id, struct category_list *list) MUST_USE;

/* --- writing --------------------------------------------------------------------------------- */

struct category_name {
	const char *lang, *name, *description; /* description NULL: none */
};

struct category_source {
	const char *slug;
	const char *icon;   /* NULL or "": folder */
	const char *parent; /* slug of one at the top; NULL or "": stands at the top */
	int32_t position;
	const struct category_name *names;
	size_t name_count;
};

/* Makes or changes a category, in a transaction of its own. RC_INVALID for a bad slug, an empty name, a
 * parent that is missing, itself or not at the top, or a parent given to one that has children. RC_DB. */
enum rc category_put(struct db *db, struct arena *arena, const struct category_source *source) MUST_USE;

/* The id of a slug for an article in `lang`: made if missing, named in that language if it has no name there.
 * Runs in the caller's transaction. */
enum rc category_ensure(struct db *db, struct arena *arena, const char *slug, const char *lang,
        const char *name, int64_t *id) MUST_USE;

/* Counts a category's and its parent's articles anew. In the caller's transaction. */
enum rc category_recount(struct db *db, int64_t id) MUST_USE;

#endif
