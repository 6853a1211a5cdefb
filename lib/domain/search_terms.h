/*
 * The words of public texts: kept to guess what a reader meant.
 */
#ifndef PORTICO_DOMAIN_SEARCH_TERMS_H
#define PORTICO_DOMAIN_SEARCH_TERMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "io/db.h"
#include "io/searchtext.h"

struct search_terms { /* sorted by bytes, each once */
	const char **items;
	size_t count;
};

/* The words of a text that a reader may be told: letters only, of fit length. RC_NO_MEMORY. */
enum rc search_terms_of(struct arena *arena, const struct language *language, const char *text,
        struct search_terms *terms) MUST_USE;

/* Makes `terms` the words that a document counts for. In the caller's transaction. */
enum rc search_terms_replace(struct db *db, struct arena *arena, int64_t doc_id, const char *lang,
        struct search_terms terms) MUST_USE;

/* In how many documents each of the words is, roughly and at least: *docs is that of the rarest, 0 where it
 * is not known (no words, or more than three). One statement, or none. RC_DB, RC_NO_MEMORY. */
enum rc search_terms_docs(struct db *db, struct arena *arena, const struct language *language,
        const struct search_words *words, int64_t *docs) MUST_USE;

/* *rarer is `text` with blanks for the words that `many` and more documents hold; a text without words is
 * not looked up. One statement. RC_DB, RC_NO_MEMORY. */
enum rc search_terms_rarer(struct db *db, struct arena *arena, const struct language *language,
        const char *text, int64_t many, const char **rarer) MUST_USE;

/* `query` with its unknown words replaced by near known ones; *meant NULL if there is nothing to say. One
 * statement. */
enum rc search_terms_guess(struct db *db, struct arena *arena, const struct language *language,
        const char *query, const struct search_words *words, const char **meant) MUST_USE;

#endif
