/*
 * Asking the index. The inner part of each query takes what matches (at most LIMIT_COUNT, in the index's own
 * order of relevance) and what the reader may see, the middle part ranks and counts it, the outer part
 * fetches one page.
 *
 * The full-text index reads all that it knows of a word before it answers, which for a word of very many
 * documents takes long. Of such words enough documents are among the weightiest: these are read instead, in
 * order of weight (those of one kind, where one is asked for); and where they give too few, the index is
 * asked after all. Answers are not worth that: they go by the rarer words, and by very frequent ones only
 * where there are no others.
 */
#include "domain/search.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/search_terms.h"

#define FEW_HITS     3 /* fewer than these, and other ways are offered */
#define ALSO_RELATED 5

struct effort {      /* for words of very many documents */
	int docs;    /* so many are very many */
	int scanned; /* documents that are read */
	int taken;   /* that match */
};

static const struct effort of_search = { .docs = 30000, .scanned = 20000, .taken = LIMIT_COUNT };
static const struct effort of_suggestions = { .docs = 10000, .taken = 12 }; /* scanned: ROWS_LIMIT */
static const struct effort of_answers = { .docs = 10000, .scanned = 20000, .taken = 200 };

/* Written out: SQL is constant text. */
#define COUNT_LIMIT "1001"
_Static_assert(LIMIT_COUNT == 1001, "the limit in the queries");
#define ROWS_LIMIT   "1000"  /* of all tables, while somebody types */
#define SNIPPET_FROM "20000" /* characters of a text that a snippet is looked for in */

/* Index words of a document that match: takes a pattern's piece and regular expression. */
#define DOCUMENT_MATCHES                                                                                     \
	"INSTR(CONCAT(' ', d.title_ix, ' ', d.body_ix, ' '), CAST(? AS BINARY))"                             \
	" AND CONCAT(' ', d.title_ix, ' ', d.body_ix, ' ') REGEXP ?"
#define TITLE_MATCHES "CONCAT(' ', d.title_ix, ' ') REGEXP ?"

/* Where the reader may read topics (categories) and suggestions (boards, below zero). The right is theirs,
 * whatever a topic's own copy of it says. */
#define PLACES                                                                                               \
	"WITH place AS (SELECT c.id FROM forum_category c WHERE " AUDIENCE_SEEN(                             \
	        "c") " UNION ALL SELECT -b.id FROM suggestion_board b WHERE " AUDIENCE_SEEN("b") ") "
#define PLACES_ARGS(ask) AUDIENCE_ARGS(&(ask)->audience), AUDIENCE_ARGS(&(ask)->audience)
#define PLACES_COUNT     8

/* The source of a document `d`: takes visible articles. It may be read if SEEN_BY_READER. By the key alone:
 * after many changes the optimizer may think that nothing has the state and look that up for each document.
 */
#define SOURCE                                                                                               \
	" LEFT JOIN article a FORCE INDEX (PRIMARY) ON d.kind = 'article' AND a.id = d.ref_id"               \
	"  AND FIND_IN_SET(a.visibility, ?)"                                                                 \
	" LEFT JOIN forum_topic t FORCE INDEX (PRIMARY) ON d.kind = 'topic' AND t.id = d.ref_id"             \
	"  AND t.state = 'open'"                                                                             \
	" LEFT JOIN suggestion s FORCE INDEX (PRIMARY) ON d.kind = 'suggestion' AND s.id = d.ref_id"         \
	"  AND s.state = 'open' AND s.merged_id IS NULL"                                                     \
	" LEFT JOIN place p ON p.id = COALESCE(t.category_id, -s.board_id)"
#define SEEN_BY_READER "COALESCE(a.id, p.id) IS NOT NULL"

/* What matches and may be read: takes visible articles, words, language, and twice the kind. */
#define SEEN                                                                                                 \
	" FROM search_doc d" SOURCE                                                                          \
	" WHERE MATCH(d.title_ix, d.body_ix) AGAINST (? IN BOOLEAN MODE) AND d.lang = ?"                     \
	" AND (? = '' OR d.kind = ?) AND " SEEN_BY_READER " LIMIT " COUNT_LIMIT
#define SEEN_COUNT 5

/* The same among the weightiest: takes what `chosen` takes, how many are read, visible articles, the
 * pattern's two parts, how many are taken. */
#define SEEN_WEIGHTY(index, chosen)                                                                          \
	" FROM (SELECT w.id FROM search_doc w FORCE INDEX (" index ") WHERE " chosen                         \
	"  ORDER BY w.weight DESC, w.id DESC LIMIT ?) w JOIN search_doc d ON d.id = w.id" SOURCE             \
	" WHERE " SEEN_BY_READER " AND " DOCUMENT_MATCHES " LIMIT ?"

/* InnoDB answers infinity while its statistics still say that the table is empty; LEAST keeps it a number. */
#define SCORE                                                                                                \
	" LEAST(MATCH(d.title_ix) AGAINST (? IN BOOLEAN MODE), 1000) * 4"                                    \
	" + LEAST(MATCH(d.title_ix, d.body_ix) AGAINST (? IN BOOLEAN MODE), 1000)"                           \
	" + d.weight AS score"
#define SCORE_WEIGHTY " ((" TITLE_MATCHES ") + (" TITLE_MATCHES ")) * 4 + d.weight AS score"

/* Name in the reader's language, which is the document's, else in any. */
#define NAME_OF(table, key, owner)                                                                           \
	"(SELECT n.name FROM " table " n WHERE n." key " = " owner                                           \
	" ORDER BY n.lang = d.lang DESC, n.lang LIMIT 1)"

#define CATEGORY                                                                                             \
	" CASE d.kind"                                                                                       \
	" WHEN 'article' THEN " NAME_OF("category_text", "category_id",                                      \
	        "a.category_id") " WHEN 'topic' THEN " NAME_OF("forum_category_text", "category_id",         \
	        "t.category_id") " ELSE " NAME_OF("suggestion_board_text", "board_id", "s.board_id") " END"

#define VOTED " EXISTS (SELECT 1 FROM suggestion_vote v WHERE v.suggestion_id = s.id AND v.account_id = ?)"

/* A page of the candidates (id, kind, score): takes the places and as below. */
#define HITS(candidates)                                                                                     \
	PLACES                                                                                               \
	"SELECT r.kind, r.total, r.articles, r.topics, r.suggestions, d.ref_id AS id,"                       \
	" COALESCE(a.slug, '') AS slug, COALESCE(x.title, t.title, s.title) AS title,"                       \
	" COALESCE(x.summary, IF(?, LEFT(d.answer, " SNIPPET_FROM "), '')) AS summary,"                      \
	" IF(?, LEFT(d.text, " SNIPPET_FROM "), '') AS text,"                                                \
	" COALESCE(x.updated_at, t.activity_at, s.updated_at) AS updated_at,"                                \
	" COALESCE(t.solved, FALSE) AS solved, COALESCE(s.vote_count, 0) AS votes,"                          \
	" COALESCE(s.status, '') AS status," VOTED " AS voted," CATEGORY " AS category"                      \
	" FROM (SELECT m.id, m.kind, COUNT(*) OVER () AS total,"                                             \
	"  SUM(m.kind = 'article') OVER () AS articles, SUM(m.kind = 'topic') OVER "                         \
	"() AS topics,"                                                                                      \
	"  SUM(m.kind = 'suggestion') OVER () AS suggestions,"                                               \
	"  ROW_NUMBER() OVER (ORDER BY m.score DESC, m.id) AS place"                                         \
	"  FROM (SELECT STRAIGHT_JOIN d.id, d.kind," candidates ") m) r"                                     \
	" JOIN search_doc d ON d.id = r.id"                                                                  \
	" LEFT JOIN article a ON d.kind = 'article' AND a.id = d.ref_id"                                     \
	" LEFT JOIN article_text x ON x.article_id = a.id AND x.lang = d.lang"                               \
	" LEFT JOIN forum_topic t ON d.kind = 'topic' AND t.id = d.ref_id"                                   \
	" LEFT JOIN suggestion s ON d.kind = 'suggestion' AND s.id = d.ref_id"                               \
	" WHERE r.place BETWEEN ? AND ? ORDER BY r.place"

#define HIT                                                                                                  \
	DB_ROW(struct search_hit, kind, total, articles, topics, suggestions, id, slug, title, summary,      \
	        text, updated_at, solved, votes, status, voted, category)

DB_QUERY(find_hits, HITS(SCORE SEEN), HIT);
DB_QUERY(find_weighty, HITS(SCORE_WEIGHTY SEEN_WEIGHTY("search_doc_weight", "w.lang = ?")), HIT);
DB_QUERY(find_weighty_of_kind,
        HITS(SCORE_WEIGHTY SEEN_WEIGHTY("search_doc_kind", "w.lang = ? AND w.kind = ?")), HIT);

struct suggested {
	const char *kind;
	int64_t id;
	const char *slug, *title;
	bool solved, voted;
	int32_t votes;
	const char *category;
	bool in_title;
};

/* What a list of suggestions shows of the weightiest that match, along the index by weight. Nothing is
 * counted, so it ends with the last that is taken; ROWS EXAMINED ends it where few match. By its state alone
 * a suggestion must not be looked up: a join of many rows is read into a buffer, and the order is lost. Takes
 * the title's pattern, visible articles, what `joined` takes, language, the pattern's two parts, how many are
 * taken. */
#define SUGGESTED(voted, category, joined)                                                                   \
	"SELECT STRAIGHT_JOIN d.kind, d.ref_id AS id, COALESCE(a.slug, '') AS slug,"                         \
	" COALESCE(x.title, t.title, s.title) AS title, COALESCE(t.solved, FALSE) AS solved,"                \
	" COALESCE(s.vote_count, 0) AS votes, " voted " AS voted, " category " AS category, " TITLE_MATCHES  \
	"  AS in_title FROM search_doc d FORCE INDEX (search_doc_weight)"                                    \
	" LEFT JOIN article a FORCE INDEX (PRIMARY) ON d.kind = 'article' AND a.id = d.ref_id"               \
	"  AND FIND_IN_SET(a.visibility, ?)"                                                                 \
	" LEFT JOIN article_text x ON x.article_id = a.id AND x.lang = d.lang"                               \
	" LEFT JOIN forum_topic t FORCE INDEX (PRIMARY) ON d.kind = 'topic' AND t.id = d.ref_id"             \
	"  AND t.state = 'open'"                                                                             \
	" LEFT JOIN suggestion s FORCE INDEX (PRIMARY) ON d.kind = 'suggestion' AND s.id = d.ref_id"         \
	"  AND s.state = 'open' AND s.merged_id IS NULL" joined " WHERE d.lang = ? AND " DOCUMENT_MATCHES    \
	" AND COALESCE(a.id, c.id, b.id) IS NOT NULL"                                                        \
	" ORDER BY d.weight DESC, d.id DESC LIMIT ? ROWS EXAMINED " ROWS_LIMIT

#define SUGGESTED_ROW                                                                                        \
	DB_ROW(struct suggested, kind, id, slug, title, solved, votes, voted, category, in_title)

/* For strangers, who read what is public and vote for nothing. A category without a name in the document's
 * language has none here. */
DB_QUERY(suggest_public,
        SUGGESTED("FALSE", "COALESCE(an.name, cn.name, bn.name)",
                " LEFT JOIN forum_category c ON c.id = t.category_id AND c.audience = 'public'"
                " LEFT JOIN suggestion_board b ON b.id = s.board_id AND b.audience = 'public'"
                " LEFT JOIN category_text an ON an.category_id = a.category_id AND an.lang = d.lang"
                " LEFT JOIN forum_category_text cn ON cn.category_id = c.id AND cn.lang = d.lang"
                " LEFT JOIN suggestion_board_text bn ON bn.board_id = b.id AND bn.lang = d.lang"),
        SUGGESTED_ROW);

/* For anyone; takes the account before all else, and in its joins the audience twice. */
DB_QUERY(suggest_seen,
        SUGGESTED(VOTED, CATEGORY,
                " LEFT JOIN forum_category c ON c.id = t.category_id AND " AUDIENCE_SEEN(
                        "c") " LEFT JOIN suggestion_board b ON b.id = s.board_id AND " AUDIENCE_SEEN("b")),
        SUGGESTED_ROW);

struct counted {
	int32_t slot;
	const char *kind;
	int64_t hits;
};

#define COUNTED(slot)                                                                                        \
	"SELECT " slot " AS slot, m" slot ".kind, COUNT(*) AS hits"                                          \
	" FROM (SELECT STRAIGHT_JOIN d.id, d.kind" SEEN ") m" slot " GROUP BY m" slot ".kind"

/* Slot 0 is the reader's own language: the kinds that were not asked for. */
#define SLOTS 4

DB_QUERY(count_elsewhere,
        PLACES COUNTED("0") " UNION ALL " COUNTED("1") " UNION ALL " COUNTED("2") " UNION ALL " COUNTED("3"),
        DB_ROW(struct counted, slot, kind, hits));

/* --- kinds ----------------------------------------------------------------------------------- */

static const char *const kind_words[SEARCH_KINDS] = { SEARCH_ARTICLE, SEARCH_TOPIC, SEARCH_SUGGESTION };

enum search_kind search_kind_of(const char *word)
{
	enum search_kind kind = SEARCH_ARTICLES;
	while (kind < SEARCH_KINDS && !text_equal(kind_words[kind], word))
		kind++;
	return kind;
}

static const char *wanted_kind(const struct search_ask *ask)
{
	return ask->kind != NULL ? ask->kind : "";
}

/* --- one set of hits ------------------------------------------------------------------------- */

struct range { /* places, 1 is the best */
	int first, last;
};

static struct search_hits hits_of(const struct db_rows *rows)
{
	struct search_hit *items = rows->items;
	return (struct search_hits){ items, rows->count, rows->count > 0 ? items[0].total : 0 };
}

static enum rc find(struct db *db, struct arena *arena, const struct search_ask *ask, const char *expression,
        const char *title_expression, bool with_text, struct range range, struct search_hits *hits)
{
	struct db_rows rows = { NULL, 0 };
	*hits = (struct search_hits){ NULL, 0, 0 };
	if (*expression == '\0')
		return RC_OK;
	enum rc rc = db_all(db, arena, &find_hits,
	        DB_ARGS(PLACES_ARGS(ask), with_text, with_text, ask->audience.account_id, title_expression,
	                expression, ask->reader.visible, expression, ask->language->code, wanted_kind(ask),
	                wanted_kind(ask), range.first, range.last),
	        &rows);
	*hits = hits_of(&rows);
	return rc;
}

struct demand {
	struct search_pattern pattern; /* of a document */
	const char *best;              /* regular expression: of the title of the best */
};

static enum rc find_among_weighty(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct demand *demand, const struct effort *effort, bool with_text, struct range range,
        struct search_hits *hits)
{
	const struct search_pattern *pattern = &demand->pattern;
	const char *kind = wanted_kind(ask);
	struct db_rows rows = { NULL, 0 };
	enum rc rc;
	if (*kind == '\0')
		rc = db_all(db, arena, &find_weighty,
		        DB_ARGS(PLACES_ARGS(ask), with_text, with_text, ask->audience.account_id,
		                pattern->regexp, demand->best, ask->language->code, effort->scanned,
		                ask->reader.visible, pattern->piece, pattern->regexp, effort->taken,
		                range.first, range.last),
		        &rows);
	else
		rc = db_all(db, arena, &find_weighty_of_kind,
		        DB_ARGS(PLACES_ARGS(ask), with_text, with_text, ask->audience.account_id,
		                pattern->regexp, demand->best, ask->language->code, kind, effort->scanned,
		                ask->reader.visible, pattern->piece, pattern->regexp, effort->taken,
		                range.first, range.last),
		        &rows);
	*hits = hits_of(&rows);
	return rc;
}

/* --- any of the words ------------------------------------------------------------------------ */

/* Words that all are very frequent: of the weightiest with any of them, first those with all in the title. */
static enum rc find_any_common(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_expressions *words, bool with_text, struct range range, struct search_hits *hits)
{
	struct search_pattern whole = { "", "" };
	struct demand demand = { .best = "" };
	const char *any = arena_format(arena, "+(%s)", words->any);
	if (any == NULL)
		return RC_NO_MEMORY;
	enum rc rc = searchtext_pattern(arena, any, &demand.pattern);
	if (rc == RC_OK)
		rc = searchtext_pattern(arena, words->all, &whole);
	if (rc != RC_OK)
		return rc;
	if (*demand.pattern.regexp == '\0')
		return find(db, arena, ask, words->any, words->any, with_text, range, hits);
	demand.best = *whole.regexp != '\0' ? whole.regexp : demand.pattern.regexp;
	return find_among_weighty(db, arena, ask, &demand, &of_answers, with_text, range, hits);
}

/* Any of the rarer words, and only where there are none, of the others. */
static enum rc find_any(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_expressions *words, const struct search_expressions *rarer, bool with_text,
        struct range range, struct search_hits *hits)
{
	if (words->words.count > 0 && rarer->words.count == 0)
		return find_any_common(db, arena, ask, words, with_text, range, hits);
	return find(db, arena, ask, rarer->any, rarer->any, with_text, range, hits);
}

/* The words of what was asked, and those of them that fewer than `many` documents hold. */
static enum rc read_words(struct db *db, struct arena *arena, const struct search_ask *ask, int many,
        struct search_expressions *words, struct search_expressions *rarer)
{
	const char *left = ask->query;
	*rarer = (struct search_expressions){ .any = "" };
	enum rc rc = searchtext_query(arena, ask->language, ask->query, words);
	if (rc == RC_OK)
		rc = search_terms_rarer(db, arena, ask->language, ask->query, many, &left);
	return rc == RC_OK ? searchtext_query(arena, ask->language, left, rarer) : rc;
}

static bool is_among(const struct search_hits *hits, const struct search_hit *hit)
{
	for (size_t i = 0; i < hits->count; i++)
		if (text_equal(hits->items[i].kind, hit->kind) && hits->items[i].id == hit->id)
			return true;
	return false;
}

/* Hits of any word that are not among the hits of all words. */
static enum rc find_related(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_expressions *words, const struct search_expressions *rarer,
        struct search_result *result)
{
	struct search_hits found;
	size_t kept = 0;
	if (words->words.count < 2)
		return RC_OK;
	enum rc rc = find_any(
	        db, arena, ask, words, rarer, true, (struct range){ 1, ALSO_RELATED + FEW_HITS }, &found);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < found.count && kept < ALSO_RELATED; i++)
		if (!is_among(&result->hits, &found.items[i]))
			found.items[kept++] = found.items[i];
	result->related = (struct search_hits){ found.items, kept, (int64_t)kept };
	return RC_OK;
}

/* --- other kinds, and other languages: the same words, taken apart as each language does ------ */

struct elsewhere {
	const struct language *languages[SLOTS]; /* NULL: the slot finds nothing */
	struct db_value values[PLACES_COUNT + SLOTS * SEEN_COUNT];
};

static enum rc prepare_slot(struct arena *arena, const struct search_ask *ask, struct elsewhere *places,
        size_t slot, const struct language *language)
{
	struct search_expressions words = { .all = "" };
	enum rc rc = language != NULL ? searchtext_query(arena, language, ask->query, &words) : RC_OK;
	if (rc != RC_OK)
		return rc;
	/* of the own language every kind, of the others the one that is looked at */
	const char *kind = slot == 0 ? "" : wanted_kind(ask);
	const struct db_value values[SEEN_COUNT] = { DB_VALUE(ask->reader.visible), DB_VALUE(words.all),
		DB_VALUE(language != NULL ? language->code : ""), DB_VALUE(kind), DB_VALUE(kind) };
	memcpy(&places->values[PLACES_COUNT + slot * SEEN_COUNT], values, sizeof(values));
	places->languages[slot] = language;
	return RC_OK;
}

static enum rc prepare_slots(
        struct arena *arena, const struct search_ask *ask, bool kinds_known, struct elsewhere *places)
{
	const struct db_value readable[PLACES_COUNT] = { DB_VALUE(ask->audience.staff),
		DB_VALUE(ask->audience.signed_in), DB_VALUE(ask->audience.account_id),
		DB_VALUE(ask->audience.account_id), DB_VALUE(ask->audience.staff),
		DB_VALUE(ask->audience.signed_in), DB_VALUE(ask->audience.account_id),
		DB_VALUE(ask->audience.account_id) };
	bool own = !text_empty(ask->kind) && !kinds_known;
	size_t slot = 1;

	memcpy(places->values, readable, sizeof(readable));
	enum rc rc = prepare_slot(arena, ask, places, 0, own ? ask->language : NULL);
	assert(language_count() <= SLOTS);
	for (size_t i = 0; rc == RC_OK && i < language_count(); i++)
		if (language_at(i) != ask->language)
			rc = prepare_slot(arena, ask, places, slot++, language_at(i));
	for (; rc == RC_OK && slot < SLOTS; slot++)
		rc = prepare_slot(arena, ask, places, slot, NULL);
	return rc;
}

static void add_elsewhere(struct search_result *result, const struct language *language, int64_t hits)
{
	for (size_t i = 0; i < result->elsewhere_count; i++)
		if (result->elsewhere[i].language == language) {
			result->elsewhere[i].hits += hits;
			return;
		}
	if (result->elsewhere_count < LENGTH(result->elsewhere))
		result->elsewhere[result->elsewhere_count++] = (struct search_elsewhere){ language, hits };
}

static enum rc find_elsewhere(struct db *db, struct arena *arena, const struct search_ask *ask,
        bool kinds_known, struct search_result *result)
{
	struct elsewhere places;
	struct db_rows rows = { NULL, 0 };

	enum rc rc = prepare_slots(arena, ask, kinds_known, &places);
	if (rc == RC_OK)
		rc = db_all(db, arena, &count_elsewhere, places.values, LENGTH(places.values), &rows);
	if (rc != RC_OK)
		return rc;
	const struct counted *counts = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		enum search_kind kind = search_kind_of(counts[i].kind);
		if (counts[i].slot == 0 && kind < SEARCH_KINDS)
			result->kinds[kind] = counts[i].hits;
		else if (counts[i].slot > 0 && places.languages[counts[i].slot] != NULL)
			add_elsewhere(result, places.languages[counts[i].slot], counts[i].hits);
	}
	return RC_OK;
}

/* --- asking ---------------------------------------------------------------------------------- */

static void take_kinds(const struct search_hits *hits, struct search_result *result)
{
	if (hits->count == 0)
		return;
	result->kinds[SEARCH_ARTICLES] = hits->items[0].articles;
	result->kinds[SEARCH_TOPICS] = hits->items[0].topics;
	result->kinds[SEARCH_SUGGESTIONS] = hits->items[0].suggestions;
}

/* Words of very many documents: the hits, and where one kind was asked for, how many there are of each if
 * *counted. */
static enum rc find_common(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_expressions *words, struct range range, struct search_result *result,
        bool *counted)
{
	struct search_ask of_all = *ask;
	struct search_hits any = { NULL, 0, 0 };
	struct demand demand;

	of_all.kind = "";
	*counted = false;
	enum rc rc = searchtext_pattern(arena, words->all, &demand.pattern);
	demand.best = demand.pattern.regexp;
	bool known = rc == RC_OK && *demand.pattern.regexp != '\0';
	if (known)
		rc = find_among_weighty(db, arena, ask, &demand, &of_search, true, range, &result->hits);
	if (rc == RC_OK && result->hits.total < of_search.taken)
		rc = find(db, arena, ask, words->all, words->any, true, range, &result->hits);
	take_kinds(&result->hits, result);
	if (rc != RC_OK || text_empty(ask->kind) || !known)
		return rc;
	rc = find_among_weighty(db, arena, &of_all, &demand, &of_search, false, (struct range){ 1, 1 }, &any);
	*counted = rc == RC_OK && any.total >= of_search.taken;
	if (*counted)
		take_kinds(&any, result);
	return rc;
}

enum rc search_run(
        struct db *db, struct arena *arena, const struct search_ask *ask, struct search_result *result)
{
	bool counted = false;
	struct search_expressions words, rarer;
	int page = ask->page < 1 ? 1 : ask->page > SEARCH_PAGES ? SEARCH_PAGES : ask->page;
	struct range range = { (page - 1) * LIMIT_PAGE_ROWS + 1, page * LIMIT_PAGE_ROWS };

	*result = (struct search_result){ .meant = NULL };
	enum rc rc = read_words(db, arena, ask, of_search.docs, &words, &rarer);
	if (rc != RC_OK || words.words.count == 0)
		return rc;
	result->words = words.words;
	if (rarer.words.count == 0) {
		rc = find_common(db, arena, ask, &words, range, result, &counted);
	} else {
		rc = find(db, arena, ask, words.all, rarer.any, true, range, &result->hits);
		take_kinds(&result->hits, result);
	}
	if (rc == RC_OK && page == 1 && result->hits.total < FEW_HITS)
		rc = find_related(db, arena, ask, &words, &rarer, result);
	if (rc == RC_OK && page == 1 && result->hits.total < FEW_HITS && rarer.words.count > 0)
		rc = search_terms_guess(db, arena, ask->language, ask->query, &words.words, &result->meant);
	if (rc == RC_OK)
		rc = find_elsewhere(db, arena, ask, counted, result);
	return rc;
}

/* --- while somebody types --------------------------------------------------------------------- */

static bool all_named(const struct db_rows *rows)
{
	const struct suggested *found = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		if (found[i].category == NULL)
			return false;
	return true;
}

static enum rc find_suggested(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_pattern *pattern, struct db_rows *rows)
{
	if (!ask->audience.signed_in && !ask->audience.staff) {
		enum rc rc = db_all(db, arena, &suggest_public,
		        DB_ARGS(pattern->regexp, ask->reader.visible, ask->language->code, pattern->piece,
		                pattern->regexp, of_suggestions.taken),
		        rows);
		if (rc != RC_OK || all_named(rows))
			return rc;
	}
	return db_all(db, arena, &suggest_seen,
	        DB_ARGS(ask->audience.account_id, pattern->regexp, ask->reader.visible,
	                AUDIENCE_ARGS(&ask->audience), AUDIENCE_ARGS(&ask->audience), ask->language->code,
	                pattern->piece, pattern->regexp, of_suggestions.taken),
	        rows);
}

/* Those with the words in their title, or those without. */
static void take_suggested(const struct db_rows *rows, bool in_title, size_t most, struct search_hits *hits)
{
	const struct suggested *found = rows->items;
	for (size_t i = 0; i < rows->count && hits->count < most; i++)
		if (found[i].in_title == in_title)
			hits->items[hits->count++] = (struct search_hit){
				.kind = found[i].kind,
				.id = found[i].id,
				.slug = found[i].slug,
				.title = found[i].title,
				.summary = "",
				.text = "",
				.category = found[i].category,
				.solved = found[i].solved,
				.votes = found[i].votes,
				.status = "",
				.voted = found[i].voted,
			};
}

/* Words of very many documents: of the weightiest that match, first those that match by their title. */
static enum rc suggest_common(struct db *db, struct arena *arena, const struct search_ask *ask,
        const struct search_pattern *pattern, size_t most, struct search_hits *hits)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = find_suggested(db, arena, ask, pattern, &rows);
	if (rc != RC_OK)
		return rc;
	hits->items = ARENA_ARRAY(arena, struct search_hit, rows.count);
	if (hits->items == NULL)
		return RC_NO_MEMORY;
	take_suggested(&rows, true, most, hits);
	take_suggested(&rows, false, most, hits);
	hits->total = (int64_t)hits->count;
	return RC_OK;
}

enum rc search_suggest(
        struct db *db, struct arena *arena, const struct search_ask *ask, int most, struct search_hits *hits)
{
	struct search_expressions words;
	struct search_pattern pattern = { "", "" };
	int64_t docs = 0;

	*hits = (struct search_hits){ NULL, 0, 0 };
	enum rc rc = searchtext_query(arena, ask->language, ask->query, &words);
	if (rc == RC_OK)
		rc = search_terms_docs(db, arena, ask->language, &words.words, &docs);
	if (rc == RC_OK && docs >= of_suggestions.docs)
		rc = searchtext_pattern(arena, words.prefix, &pattern);
	if (rc != RC_OK)
		return rc;
	if (*pattern.regexp != '\0')
		rc = suggest_common(db, arena, ask, &pattern, (size_t)most, hits);
	if (rc != RC_OK || hits->count >= (size_t)most)
		return rc;
	return find(db, arena, ask, words.prefix, words.prefix, false, (struct range){ 1, most }, hits);
}

enum rc search_answers(
        struct db *db, struct arena *arena, const struct search_ask *ask, int most, struct search_hits *hits)
{
	struct search_expressions words, rarer;
	*hits = (struct search_hits){ NULL, 0, 0 };
	enum rc rc = read_words(db, arena, ask, of_answers.docs, &words, &rarer);
	if (rc != RC_OK)
		return rc;
	return find_any(db, arena, ask, &words, &rarer, false, (struct range){ 1, most }, hits);
}
