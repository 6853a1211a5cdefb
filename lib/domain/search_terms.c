/*
 * Words travel to the database as one JSON list: a document has hundreds of them.
 */
#include "domain/search_terms.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define TERMS_OF_TEXT  20000 /* words looked at */
#define TERM_CHARS_MIN 3
#define TERM_CHARS_MAX 40
#define JSON_MAX       ((size_t)4 << 20)

#define LISTED                                                                                               \
	"JSON_TABLE(?, '$[*]' COLUMNS (term VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH "     \
	"'$')) j"

struct term {
	const char *term;
};

DB_QUERY(list_terms, "SELECT term FROM search_doc_term WHERE doc_id = ? ORDER BY term",
        DB_ROW(struct term, term));

DB_QUERY(add_doc_terms, "INSERT IGNORE INTO search_doc_term (doc_id, term) SELECT ?, j.term FROM " LISTED,
        DB_NO_ROW);

DB_QUERY(drop_doc_terms,
        "DELETE d FROM search_doc_term d JOIN " LISTED " ON j.term = d.term WHERE d.doc_id = ?", DB_NO_ROW);

DB_QUERY(count_terms,
        "INSERT INTO search_term (lang, term, chars, docs) SELECT ?, j.term, CHAR_LENGTH(j.term), 1 "
        "FROM " LISTED " ON DUPLICATE KEY UPDATE docs = docs + 1",
        DB_NO_ROW);

DB_QUERY(discount_terms,
        "UPDATE search_term s JOIN " LISTED " ON j.term = s.term SET s.docs = s.docs - 1 WHERE s.lang = ?",
        DB_NO_ROW);

DB_QUERY(drop_unused_terms,
        "DELETE s FROM search_term s JOIN " LISTED " ON j.term = s.term WHERE s.lang = ? AND s.docs <= 0",
        DB_NO_ROW);

/* --- words of a text ------------------------------------------------------------------------- */

static bool has_digit(const char *word)
{
	for (; *word != '\0'; word++)
		if (isdigit((unsigned char)*word))
			return true;
	return false;
}

static bool is_term(const char *word)
{
	size_t chars = text_chars(word);
	return chars >= TERM_CHARS_MIN && chars <= TERM_CHARS_MAX && !has_digit(word) &&
	       strchr(word, '_') == NULL;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t drop_repeats(const char **items, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || strcmp(items[kept - 1], items[i]) != 0)
			items[kept++] = items[i];
	return kept;
}

enum rc search_terms_of(
        struct arena *arena, const struct language *language, const char *text, struct search_terms *terms)
{
	struct search_words words;
	*terms = (struct search_terms){ NULL, 0 };
	enum rc rc = searchtext_words(arena, language, text, TERMS_OF_TEXT, &words);
	if (rc != RC_OK)
		return rc;
	terms->items = ARENA_ARRAY(arena, const char *, words.count);
	if (terms->items == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < words.count; i++)
		if (is_term(words.items[i].plain))
			terms->items[terms->count++] = words.items[i].plain;
	if (terms->count > 0)
		qsort(terms->items, terms->count, sizeof(*terms->items), by_bytes);
	terms->count = drop_repeats(terms->items, terms->count);
	return RC_OK;
}

/* --- words of a document --------------------------------------------------------------------- */

static enum rc json_list(struct arena *arena, const struct search_terms *terms, const char **json)
{
	struct buf out;
	buf_init(&out, JSON_MAX);
	buf_char(&out, '[');
	for (size_t i = 0; i < terms->count; i++) {
		if (i > 0)
			buf_char(&out, ',');
		buf_json(&out, terms->items[i]);
	}
	buf_char(&out, ']');
	enum rc rc = buf_finish(&out);
	*json = rc == RC_OK ? arena_text(arena, out.data) : NULL;
	buf_free(&out);
	if (rc != RC_OK)
		return rc;
	return *json != NULL ? RC_OK : RC_NO_MEMORY;
}

/* Those of `from` that `other` lacks; both are sorted. */
static enum rc difference(struct arena *arena, const struct search_terms *from,
        const struct search_terms *other, struct search_terms *only)
{
	size_t at = 0;
	*only = (struct search_terms){ ARENA_ARRAY(arena, const char *, from->count), 0 };
	if (only->items == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < from->count; i++) {
		while (at < other->count && strcmp(other->items[at], from->items[i]) < 0)
			at++;
		if (at == other->count || strcmp(other->items[at], from->items[i]) != 0)
			only->items[only->count++] = from->items[i];
	}
	return RC_OK;
}

static enum rc terms_now(struct db *db, struct arena *arena, int64_t doc_id, struct search_terms *terms)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_terms, DB_ARGS(doc_id), &rows);
	if (rc != RC_OK)
		return rc;
	*terms = (struct search_terms){ ARENA_ARRAY(arena, const char *, rows.count), rows.count };
	if (terms->items == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < rows.count; i++)
		terms->items[i] = ((const struct term *)rows.items)[i].term;
	return RC_OK;
}

static enum rc add_terms(struct db *db, struct arena *arena, int64_t doc_id, const char *lang,
        const struct search_terms *terms)
{
	const char *json;
	if (terms->count == 0)
		return RC_OK;
	enum rc rc = json_list(arena, terms, &json);
	if (rc == RC_OK)
		rc = db_run(db, &add_doc_terms, DB_ARGS(doc_id, json), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &count_terms, DB_ARGS(lang, json), NULL);
	return rc;
}

static enum rc drop_terms(struct db *db, struct arena *arena, int64_t doc_id, const char *lang,
        const struct search_terms *terms)
{
	const char *json;
	if (terms->count == 0)
		return RC_OK;
	enum rc rc = json_list(arena, terms, &json);
	if (rc == RC_OK)
		rc = db_run(db, &drop_doc_terms, DB_ARGS(json, doc_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &discount_terms, DB_ARGS(json, lang), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &drop_unused_terms, DB_ARGS(json, lang), NULL);
	return rc;
}

enum rc search_terms_replace(
        struct db *db, struct arena *arena, int64_t doc_id, const char *lang, struct search_terms terms)
{
	struct search_terms old, added, gone;
	enum rc rc = terms_now(db, arena, doc_id, &old);
	if (rc == RC_OK)
		rc = difference(arena, &terms, &old, &added);
	if (rc == RC_OK)
		rc = difference(arena, &old, &terms, &gone);
	if (rc == RC_OK)
		rc = drop_terms(db, arena, doc_id, lang, &gone);
	if (rc == RC_OK)
		rc = add_terms(db, arena, doc_id, lang, &added);
	return rc;
}
