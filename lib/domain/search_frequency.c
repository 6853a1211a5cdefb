/* How frequent the words of a query are: of very frequent ones not all documents need be read (search_run.c).
 */
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
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

/* --- words of a text that very many documents hold -------------------------------------------- */

#define FORMS      8   /* a word's forms share its documents: how far from `many` one may be */
#define MOST_FORMS 200 /* that are so frequent */

struct form {
	const char *term;
	int64_t docs;
};

#define BETWEEN_1 "s.term BETWEEN ? AND ?"
#define BETWEEN_4 BETWEEN_1 " OR " BETWEEN_1 " OR " BETWEEN_1 " OR " BETWEEN_1

/* By the key alone, which has every word's own piece. */
DB_QUERY(list_common_forms,
        "SELECT s.term, s.docs FROM search_term s FORCE INDEX (PRIMARY) WHERE s.lang = ? AND (" BETWEEN_4
        " OR " BETWEEN_4 " OR " BETWEEN_4 " OR " BETWEEN_4 ") AND s.docs >= ? LIMIT ?",
        DB_ROW(struct form, term, docs));

#define FORM_ARGS (1 + LIMIT_SEARCH_WORDS * 2 + 2)
_Static_assert(LIMIT_SEARCH_WORDS == 16, "the words in the statement");

/* Forms of a word begin as it does before and after it is stemmed ("batter" of battery and batteri). */
static struct search_word beginning(struct arena *arena, const struct search_word *word)
{
	size_t shared = 0;
	while (word->stem[shared] != '\0' && word->stem[shared] == word->plain[shared])
		shared++;
	while (shared > 0 && ((unsigned char)word->stem[shared] & 0xC0) == 0x80)
		shared--;
	struct search_word begun = *word;
	begun.stem = arena_copy(arena, word->stem, shared);
	return begun;
}

static enum rc list_forms(struct db *db, struct arena *arena, const struct language *language,
        const struct search_words *words, int64_t many, struct db_rows *forms)
{
	struct db_value values[FORM_ARGS];
	values[0] = db_value_text(language->code);
	for (size_t i = 0; i < LIMIT_SEARCH_WORDS; i++) {
		struct db_value *first = &values[1 + i * 2], *last = first + 1;
		*first = *last = db_value_text("");
		if (i >= words->count)
			continue;
		struct search_word begun = beginning(arena, &words->items[i]);
		if (begun.stem == NULL)
			return RC_NO_MEMORY;
		enum rc rc = *begun.stem != '\0' ? term_range(arena, &begun, first, last) : RC_OK;
		if (rc != RC_OK)
			return rc;
	}
	values[FORM_ARGS - 2] = db_value_int(many / FORMS);
	values[FORM_ARGS - 1] = db_value_int(MOST_FORMS);
	return db_all(db, arena, &list_common_forms, values, LENGTH(values), forms);
}

/* Each form's stem stands in its place. */
static enum rc stem_forms(struct arena *arena, const struct language *language, struct db_rows *forms)
{
	struct form *items = forms->items;
	for (size_t i = 0; i < forms->count; i++) {
		struct search_words stemmed;
		enum rc rc = searchtext_words(arena, language, items[i].term, 1, &stemmed);
		if (rc != RC_OK)
			return rc;
		items[i].term = stemmed.count == 1 ? stemmed.items[0].stem : "";
	}
	return RC_OK;
}

static int64_t docs_of(const struct db_rows *forms, const char *stem)
{
	const struct form *items = forms->items;
	int64_t docs = 0;
	for (size_t i = 0; i < forms->count; i++)
		if (text_equal(items[i].term, stem))
			docs += items[i].docs;
	return docs;
}

enum rc search_terms_rarer(struct db *db, struct arena *arena, const struct language *language,
        const char *text, int64_t many, const char **rarer)
{
	struct db_rows forms = { NULL, 0 };
	struct search_words words;

	*rarer = text;
	enum rc rc = searchtext_words(arena, language, text, LIMIT_SEARCH_WORDS, &words);
	if (rc != RC_OK || words.count == 0)
		return rc;
	rc = list_forms(db, arena, language, &words, many, &forms);
	if (rc == RC_OK)
		rc = stem_forms(arena, language, &forms);
	if (rc != RC_OK || forms.count == 0)
		return rc;
	char *left = arena_copy(arena, text, strlen(text));
	if (left == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < words.count; i++)
		if (docs_of(&forms, words.items[i].stem) >= many)
			memset(left + words.items[i].start, ' ', words.items[i].length);
	*rarer = left;
	return RC_OK;
}
