/*
 * Asking the index. The inner part of each query takes what matches (at most LIMIT_COUNT, in the index's own
 * order of relevance) and what the reader may see, the middle part ranks and counts it, the outer part
 * fetches one page.
 */
#include "domain/search.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/search_terms.h"

#define FEW_HITS     3 /* fewer than these, and other ways are offered */
#define ALSO_RELATED 5

/* Written out: SQL is constant text. */
#define COUNT_LIMIT "1001"
_Static_assert(LIMIT_COUNT == 1001, "the limit in the queries");
#define SNIPPET_FROM "20000" /* characters of a text that a snippet is looked for in */

#define SEEN                                                                                                 \
	" FROM search_doc d JOIN article a ON a.id = d.ref_id"                                               \
	" WHERE MATCH(d.title_ix, d.body_ix) AGAINST (? IN BOOLEAN MODE) AND d.kind = 'article' AND d.lang " \
	"= ?"                                                                                                \
	" AND FIND_IN_SET(a.visibility, ?) LIMIT " COUNT_LIMIT

/* InnoDB answers infinity while its statistics still say that the table is empty; LEAST keeps it a number. */
#define SCORE                                                                                                \
	" LEAST(MATCH(d.title_ix) AGAINST (? IN BOOLEAN MODE), 1000) * 4"                                    \
	" + LEAST(MATCH(d.title_ix, d.body_ix) AGAINST (? IN BOOLEAN MODE), 1000)"                           \
	" + d.weight AS score"

DB_QUERY(find_hits,
        "SELECT r.kind, r.total, a.id, a.slug, t.title, t.summary, IF(?, LEFT(d.text, " SNIPPET_FROM
        "), '') AS text, t.updated_at,"
        " (SELECT n.name FROM category_text n WHERE n.category_id = a.category_id"
        "  ORDER BY n.lang = d.lang DESC, n.lang LIMIT 1) AS category"
        " FROM (SELECT m.id, m.kind, COUNT(*) OVER () AS total,"
        "  ROW_NUMBER() OVER (ORDER BY m.score DESC, m.id) AS place"
        "  FROM (SELECT STRAIGHT_JOIN d.id, d.kind," SCORE SEEN ") m) r"
        " JOIN search_doc d ON d.id = r.id JOIN article a ON a.id = d.ref_id"
        " JOIN article_text t ON t.article_id = a.id AND t.lang = d.lang"
        " WHERE r.place BETWEEN ? AND ? ORDER BY r.place",
        DB_ROW(struct search_hit, kind, total, id, slug, title, summary, text, updated_at, category));

struct elsewhere {
	int32_t slot;
	int64_t hits;
};

#define OTHER(slot)                                                                                          \
	"SELECT " slot " AS slot, COUNT(*) AS hits FROM (SELECT STRAIGHT_JOIN d.id" SEEN ") m" slot
#define OTHERS 4

DB_QUERY(count_elsewhere,
        OTHER("0") " UNION ALL " OTHER("1") " UNION ALL " OTHER("2") " UNION ALL " OTHER("3"),
        DB_ROW(struct elsewhere, slot, hits));

/* --- one set of hits ------------------------------------------------------------------------- */

struct range { /* places, 1 is the best */
	int first, last;
};

static enum rc find(struct db *db, struct arena *arena, const struct search_ask *ask, const char *expression,
        const char *title_expression, bool with_text, struct range range, struct search_hits *hits)
{
	struct db_rows rows = { NULL, 0 };
	*hits = (struct search_hits){ NULL, 0, 0 };
	if (*expression == '\0')
		return RC_OK;
	enum rc rc = db_all(db, arena, &find_hits,
	        DB_ARGS(with_text, title_expression, expression, expression, ask->language->code,
	                ask->reader.visible, range.first, range.last),
	        &rows);
	if (rc != RC_OK)
		return rc;
	hits->items = rows.items;
	hits->count = rows.count;
	hits->total = rows.count > 0 ? hits->items[0].total : 0;
	return RC_OK;
}

static bool is_among(const struct search_hits *hits, const struct search_hit *hit)
{
	for (size_t i = 0; i < hits->count; i++)
		if (text_equal(hits->items[i].kind, hit->kind) && text_equal(hits->items[i].slug, hit->slug))
			return true;
	return false;
}

/* Hits of any word that are not among the hits of all words. */
static enum rc find_related(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_expressions *words, struct search_result *result)
{
	struct search_hits found;
	size_t kept = 0;
	if (words->words.count < 2)
		return RC_OK;
	enum rc rc = find(db, arena, ask, words->any, words->any, true,
	        (struct range){ 1, ALSO_RELATED + FEW_HITS }, &found);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < found.count && kept < ALSO_RELATED; i++)
		if (!is_among(&result->hits, &found.items[i]))
			found.items[kept++] = found.items[i];
	result->related = (struct search_hits){ found.items, kept, (int64_t)kept };
	return RC_OK;
}

/* --- other languages: the same words, taken apart as each language does ---------------------- */

static enum rc prepare_others(struct arena *arena, const struct search_ask *ask,
        const struct language *others[OTHERS], struct db_value values[OTHERS * 3])
{
	size_t count = 0;
	for (size_t i = 0; i < OTHERS; i++) {
		values[i * 3] = db_value_text("");
		values[i * 3 + 1] = db_value_text("");
		values[i * 3 + 2] = db_value_text(ask->reader.visible);
	}
	for (size_t i = 0; i < language_count() && count < OTHERS; i++) {
		struct search_expressions words;
		if (language_at(i) == ask->language)
			continue;
		enum rc rc = searchtext_query(arena, language_at(i), ask->query, &words);
		if (rc != RC_OK)
			return rc;
		others[count] = language_at(i);
		values[count * 3] = db_value_text(words.all);
		values[count * 3 + 1] = db_value_text(language_at(i)->code);
		count++;
	}
	return RC_OK;
}

static enum rc find_elsewhere(
        struct db *db, struct arena *arena, const struct search_ask *ask, struct search_result *result)
{
	const struct language *others[OTHERS] = { NULL };
	struct db_value values[OTHERS * 3];
	struct db_rows rows = { NULL, 0 };

	enum rc rc = prepare_others(arena, ask, others, values);
	if (rc == RC_OK)
		rc = db_all(db, arena, &count_elsewhere, values, LENGTH(values), &rows);
	if (rc != RC_OK)
		return rc;
	const struct elsewhere *counts = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		const struct language *language = others[counts[i].slot];
		if (language != NULL && counts[i].hits > 0 &&
		        result->elsewhere_count < LENGTH(result->elsewhere))
			result->elsewhere[result->elsewhere_count++] =
			        (struct search_elsewhere){ language, counts[i].hits };
	}
	return RC_OK;
}

/* --- asking ---------------------------------------------------------------------------------- */

enum rc search_run(
        struct db *db, struct arena *arena, const struct search_ask *ask, struct search_result *result)
{
	struct search_expressions words;
	int page = ask->page < 1 ? 1 : ask->page > SEARCH_PAGES ? SEARCH_PAGES : ask->page;
	struct range range = { (page - 1) * LIMIT_PAGE_ROWS + 1, page * LIMIT_PAGE_ROWS };

	*result = (struct search_result){ .meant = NULL };
	enum rc rc = searchtext_query(arena, ask->language, ask->query, &words);
	if (rc != RC_OK || words.words.count == 0)
		return rc;
	result->words = words.words;
	rc = find(db, arena, ask, words.all, words.any, true, range, &result->hits);
	if (rc == RC_OK && page == 1 && result->hits.total < FEW_HITS)
		rc = find_related(db, arena, ask, &words, result);
	if (rc == RC_OK && page == 1 && result->hits.total < FEW_HITS)
		rc = search_terms_guess(db, arena, ask->language, ask->query, &words.words, &result->meant);
	if (rc == RC_OK)
		rc = find_elsewhere(db, arena, ask, result);
	return rc;
}

enum rc search_suggest(
        struct db *db, struct arena *arena, const struct search_ask *ask, int most, struct search_hits *hits)
{
	struct search_expressions words;
	*hits = (struct search_hits){ NULL, 0, 0 };
	enum rc rc = searchtext_query(arena, ask->language, ask->query, &words);
	if (rc != RC_OK)
		return rc;
	return find(db, arena, ask, words.prefix, words.prefix, false, (struct range){ 1, most }, hits);
}

enum rc search_answers(
        struct db *db, struct arena *arena, const struct search_ask *ask, int most, struct search_hits *hits)
{
	struct search_expressions words;
	*hits = (struct search_hits){ NULL, 0, 0 };
	enum rc rc = searchtext_query(arena, ask->language, ask->query, &words);
	if (rc != RC_OK)
		return rc;
	return find(db, arena, ask, words.any, words.any, false, (struct range){ 1, most }, hits);
}
