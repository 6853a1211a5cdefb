/* How frequent the words of a query are: of very frequent ones not all documents need be read (search_run.c).
 */
#include <string.h>

#include "base/arena.h"
#include "domain/search_terms.h"
#include "io/db.h"

/* The most frequent of the terms that begin alike. */
#define MOST_DOCS                                                                                            \
	"COALESCE((SELECT MAX(s.docs) FROM search_term s WHERE s.lang = ? AND s.term BETWEEN ? AND ?), 0)"

struct docs {
	int64_t first, second, third;
};

#define COUNTED_WORDS 3 /* as many as the statement has parts */

/* Most queries have one word: what is looked up once needs no subquery. */
DB_QUERY(find_docs_of_one,
        "SELECT COALESCE(MAX(s.docs), 0) AS first FROM search_term s WHERE s.lang = ? AND s.term BETWEEN ? "
        "AND ?",
        DB_ROW(struct docs, first));

DB_QUERY(find_docs, "SELECT " MOST_DOCS " AS first, " MOST_DOCS " AS second, " MOST_DOCS " AS third",
        DB_ROW(struct docs, first, second, third));

/* The range of terms that begin with the word's stem. */
static enum rc term_range(
        struct arena *arena, const struct search_word *word, struct db_value *first, struct db_value *last)
{
	const char *stem = arena_copy(arena, word->stem, strcspn(word->stem, "_"));
	const char *end = stem != NULL ? arena_format(arena, "%s\U0010FFFF", stem) : NULL;
	if (end == NULL)
		return RC_NO_MEMORY;
	*first = db_value_text(stem);
	*last = db_value_text(end);
	return RC_OK;
}

static int64_t fewest(const struct docs *docs, size_t words)
{
	int64_t least = docs->first;
	if (words > 1 && docs->second < least)
		least = docs->second;
	return words > 2 && docs->third < least ? docs->third : least;
}

enum rc search_terms_docs(struct db *db, struct arena *arena, const struct language *language,
        const struct search_words *words, int64_t *docs)
{
	struct db_value values[COUNTED_WORDS * 3];
	struct docs counted;
	enum rc rc = RC_OK;

	*docs = 0;
	if (words->count == 0 || words->count > COUNTED_WORDS)
		return RC_OK;
	for (size_t i = 0; i < words->count; i++)
		if (strpbrk(words->items[i].stem, "0123456789"))
			return RC_OK; /* no term has one */
	for (size_t i = 0; rc == RC_OK && i < COUNTED_WORDS; i++) {
		values[i * 3] = db_value_text(i < words->count ? language->code : "");
		values[i * 3 + 1] = values[i * 3 + 2] = db_value_text("");
		if (i < words->count)
			rc = term_range(arena, &words->items[i], &values[i * 3 + 1], &values[i * 3 + 2]);
	}
	if (rc == RC_OK)
		rc = words->count == 1 ? db_one(db, arena, &find_docs_of_one, values, 3, &counted)
		                       : db_one(db, arena, &find_docs, values, LENGTH(values), &counted);
	if (rc == RC_OK)
		*docs = fewest(&counted, words->count);
	return rc;
}
