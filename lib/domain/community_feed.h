/*
 * What feeds tell: the newest of what everybody may read, whoever asks. The category's or board's own row is
 * asked, not the copies; what is held, hidden or a note has no way in.
 */
#ifndef PORTICO_DOMAIN_COMMUNITY_FEED_H
#define PORTICO_DOMAIN_COMMUNITY_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct feed_row {
	int64_t id;       /* of the topic, the suggestion, the change of status or the article */
	int64_t thing_id; /* of the topic, suggestion or article */
	const char *slug; /* of an article; else NULL */
	const char *title, *author;
	const char *place;  /* name of the category or board; of an article NULL */
	const char *body;   /* Markdown, or text; its beginning alone where html is fit; of an article its
	                       summary */
	const char *format; /* markdown | text */
	const char *html;   /* safe; NULL: to be made of the body */
	const char *status; /* of a suggestion; else NULL */
	int64_t published_at, updated_at;
};

/* Newest topics with their questions, at most LIMIT_FEED struct feed_row: of a category (its slug), of an
 * industry, or with a tag; NULL or "" each for all, at most one of them is heeded, in this order. Names in
 * `lang`. One statement. RC_DB, RC_NO_MEMORY. */
struct feed_filter {
	const char *lang;
	const char *category, *industry, *tag; /* of the forum */
	const char *board, *status;            /* of suggestions: both are heeded */
};
enum rc feed_topics(
        struct db *db, struct arena *arena, const struct feed_filter *filter, struct db_rows *rows) MUST_USE;

/* Newest suggestions; with a status the newest that came to it, with the firm's answer. */
enum rc feed_suggestions(
        struct db *db, struct arena *arena, const struct feed_filter *filter, struct db_rows *rows) MUST_USE;

/* Articles in a language, those that changed last first. */
enum rc feed_articles(struct db *db, struct arena *arena, const char *lang, struct db_rows *rows) MUST_USE;

/* The name of a category or board in `lang`. RC_NOT_FOUND unless everybody may read it. */
enum rc feed_category(
        struct db *db, struct arena *arena, const char *slug, const char *lang, const char **name) MUST_USE;
enum rc feed_board(
        struct db *db, struct arena *arena, const char *slug, const char *lang, const char **name) MUST_USE;

#endif
