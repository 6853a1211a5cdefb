/*
 * From sources to search_doc rows: the queue, and articles; search_community.c has topics and suggestions. A
 * further kind of thing is a line in `kinds`, a function, and its part of the queries in search_run.c.
 */
#include "domain/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/article_render.h"
#include "domain/search_document.h"
#include "domain/search_terms.h"
#include "io/markup.h"

#define RELATED_KEPT 8 /* some of them may be hidden from a reader */

/* --- the queue ------------------------------------------------------------------------------- */

struct waiting {
	int64_t id;
	const char *kind;
	int64_t ref_id;
};

DB_QUERY(touch, "INSERT INTO search_dirty (kind, ref_id, created_at) VALUES (?, ?, ?)", DB_NO_ROW);

DB_QUERY(touch_late, "INSERT INTO search_dirty (kind, ref_id, late, created_at) VALUES (?, ?, TRUE, ?)",
        DB_NO_ROW);

DB_QUERY(claim_waiting,
        "SELECT id, kind, ref_id FROM search_dirty ORDER BY late, id LIMIT 1 FOR UPDATE SKIP LOCKED",
        DB_ROW(struct waiting, id, kind, ref_id));

DB_QUERY(drop_waiting, "DELETE FROM search_dirty WHERE id = ?", DB_NO_ROW);

enum rc search_touch(struct db *db, const char *kind, int64_t ref_id, int64_t now)
{
	return db_run(db, &touch, DB_ARGS(kind, ref_id, now), NULL);
}

/* --- documents ------------------------------------------------------------------------------- */

struct document {
	int64_t id;
	const char *lang;
};

DB_QUERY(list_documents, "SELECT id, lang FROM search_doc WHERE kind = ? AND ref_id = ?",
        DB_ROW(struct document, id, lang));

DB_QUERY(put_document,
        "INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, answer, weight, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), title_ix = VALUES(title_ix), body_ix = "
        "VALUES(body_ix),"
        " text = VALUES(text), answer = VALUES(answer), weight = VALUES(weight),"
        " updated_at = VALUES(updated_at)",
        DB_NO_ROW);

DB_QUERY(drop_document, "DELETE FROM search_doc WHERE id = ?", DB_NO_ROW);

static enum rc remove_document(struct db *db, struct arena *arena, const struct document *document)
{
	enum rc rc = search_terms_replace(
	        db, arena, document->id, document->lang, (struct search_terms){ NULL, 0 });
	return rc == RC_OK ? db_run(db, &drop_document, DB_ARGS(document->id), NULL) : rc;
}

static const char *joined(struct arena *arena, const char *a, const char *b)
{
	return arena_format(arena, "%s\n%s", a != NULL ? a : "", b != NULL ? b : "");
}

static enum rc index_words(
        struct arena *arena, const struct search_document *document, const char **title, const char **body)
{
	const char *words = joined(arena, joined(arena, document->words, document->answer), document->text);
	if (words == NULL)
		return RC_NO_MEMORY;
	enum rc rc = searchtext_index(arena, document->language, document->title, title);
	return rc == RC_OK ? searchtext_index(arena, document->language, words, body) : rc;
}

static enum rc public_words(
        struct arena *arena, const struct search_document *document, struct search_terms *terms)
{
	const char *shown = joined(arena, document->answer, document->text);
	const char *words = joined(arena, joined(arena, document->title, document->words), shown);
	*terms = (struct search_terms){ NULL, 0 };
	if (words == NULL)
		return RC_NO_MEMORY;
	return document->open_to_all ? search_terms_of(arena, document->language, words, terms) : RC_OK;
}

enum rc search_document_write(struct db *db, struct arena *arena, const struct search_document *document)
{
	const char *title = "", *body = "", *lang = document->language->code;
	struct search_terms terms;
	struct db_done done;

	enum rc rc = index_words(arena, document, &title, &body);
	if (rc == RC_OK)
		rc = public_words(arena, document, &terms);
	if (rc == RC_OK)
		rc = db_run(db, &put_document,
		        DB_ARGS(document->kind, document->ref_id, lang, title, body, document->text,
		                text_empty(document->answer) ? "" : document->answer, document->weight,
		                time_now()),
		        &done);
	return rc == RC_OK ? search_terms_replace(db, arena, done.insert_id, lang, terms) : rc;
}

enum rc search_document_keep(
        struct db *db, struct arena *arena, const char *kind, int64_t ref_id, const char *langs)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_documents, DB_ARGS(kind, ref_id), &rows);
	const struct document *documents = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		if (strstr(langs, documents[i].lang) == NULL)
			rc = remove_document(db, arena, &documents[i]);
	return rc;
}

double search_freshness(int64_t updated_at)
{
	int64_t age = time_now() - updated_at;
	return age <= 0 ? 1 : 1 / (1 + (double)age / (double)(365 * DAY));
}

/* --- articles -------------------------------------------------------------------------------- */

struct article_text {
	const char *lang;
	const char *visibility;
	const char *title, *summary, *body, *tags;
	int64_t updated_at;
	double helpfulness; /* 0..1, a half without votes */
};

struct article_texts {
	struct article_text *items;
	size_t count;
};

DB_QUERY(list_article_texts,
        "SELECT t.lang, a.visibility, t.title, t.summary, t.body, t.updated_at,"
        " (t.helpful + 1) / (t.helpful + t.unhelpful + 2) AS helpfulness,"
        " (SELECT GROUP_CONCAT(g.tag SEPARATOR ' ') FROM article_tag g"
        "  WHERE g.article_id = t.article_id AND g.lang = t.lang) AS tags"
        " FROM article a JOIN article_text t ON t.article_id = a.id WHERE a.id = ?",
        DB_ROW(struct article_text, lang, visibility, title, summary, body, updated_at, helpfulness, tags));

static enum rc write_article(struct db *db, struct arena *arena, int64_t id, const struct article_text *text)
{
	const struct language *language = language_find(text->lang);
	const char *start, *plain, *words = joined(arena, text->summary, text->tags);

	if (language == NULL)
		return RC_OK;
	if (words == NULL)
		return RC_NO_MEMORY;
	enum rc rc = article_body_start(arena, text->title, text->body, &start);
	if (rc == RC_OK)
		rc = markup_plain(arena, start, strlen(start), &plain);
	if (rc != RC_OK)
		return rc;
	const struct search_document document = {
		.kind = "article",
		.ref_id = id,
		.language = language,
		.title = text->title,
		.words = words,
		.text = plain,
		.weight = search_freshness(text->updated_at) + text->helpfulness,
		.open_to_all = text_equal(text->visibility, "public"),
	};
	return search_document_write(db, arena, &document);
}

static const char *langs_of(struct arena *arena, const struct article_texts *texts)
{
	const char *langs = "";
	for (size_t i = 0; langs != NULL && i < texts->count; i++)
		langs = arena_format(arena, "%s %s", langs, texts->items[i].lang);
	return langs;
}

static enum rc index_article(struct db *db, struct arena *arena, int64_t id)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_article_texts, DB_ARGS(id), &rows);
	struct article_texts texts = { rows.items, rows.count };
	const char *langs = langs_of(arena, &texts);
	if (rc == RC_OK)
		rc = langs != NULL ? search_document_keep(db, arena, "article", id, langs) : RC_NO_MEMORY;
	for (size_t i = 0; rc == RC_OK && i < texts.count; i++)
		rc = write_article(db, arena, id, &texts.items[i]);
	return rc == RC_OK && texts.count > 0
	               ? db_run(db, &touch_late, DB_ARGS("related", id, time_now()), NULL)
	               : rc;
}

/* --- further reading: found when all articles that wait are in the index --------------------- */

struct neighbour {
	int64_t id;
};

DB_QUERY(list_neighbours,
        "SELECT STRAIGHT_JOIN a.id FROM search_doc d JOIN article a ON a.id = d.ref_id"
        " JOIN article own ON own.id = ?"
        " WHERE MATCH(d.title_ix, d.body_ix) AGAINST (? IN BOOLEAN MODE) AND d.kind = 'article' AND d.lang = "
        "?"
        " AND d.ref_id <> own.id"
        " ORDER BY (LEAST(MATCH(d.title_ix) AGAINST (? IN BOOLEAN MODE), 1000) * 3" /* as in search_run.c */
        "  + LEAST(MATCH(d.title_ix, d.body_ix) AGAINST (? IN BOOLEAN MODE), 1000))"
        "  * IF(a.category_id = own.category_id, 1.5, 1) DESC LIMIT ?",
        DB_ROW(struct neighbour, id));

DB_QUERY(drop_related, "DELETE FROM article_related WHERE article_id = ? AND lang = ?", DB_NO_ROW);

/* What is copied is held, so that nobody changes it before the copy can be seen. */
DB_QUERY(add_related,
        "INSERT INTO article_related (article_id, lang, place, other_id, visibility, slug, title, summary)"
        " SELECT ?, t.lang, ?, a.id, a.visibility, a.slug, t.title, t.summary"
        " FROM article a JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
        " WHERE a.id = ? LOCK IN SHARE MODE",
        DB_NO_ROW);

static enum rc relate_text(struct db *db, struct arena *arena, int64_t id, const struct article_text *text)
{
	const struct language *language = language_find(text->lang);
	const char *words = joined(arena, text->title, text->tags);
	struct search_expressions found;
	struct db_rows rows = { NULL, 0 };

	if (language == NULL)
		return RC_OK;
	if (words == NULL)
		return RC_NO_MEMORY;
	enum rc rc = searchtext_query(arena, language, words, &found);
	if (rc == RC_OK && *found.any != '\0')
		rc = db_all(db, arena, &list_neighbours,
		        DB_ARGS(id, found.any, text->lang, found.any, found.any, RELATED_KEPT), &rows);
	if (rc == RC_OK)
		rc = db_run(db, &drop_related, DB_ARGS(id, text->lang), NULL);
	const struct neighbour *others = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = db_run(db, &add_related, DB_ARGS(id, (int64_t)i + 1, text->lang, others[i].id), NULL);
	return rc;
}

static enum rc index_related(struct db *db, struct arena *arena, int64_t id)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_article_texts, DB_ARGS(id), &rows);
	const struct article_text *texts = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = relate_text(db, arena, id, &texts[i]);
	return rc;
}

/* --- the kinds ------------------------------------------------------------------------------- */

static const struct kind {
	const char *name;
	enum rc (*index)(struct db *db, struct arena *arena, int64_t ref_id);
} kinds[] = {
	{ "article", index_article },
	{ "related", index_related },
	{ SEARCH_TOPIC, search_index_topic },
	{ SEARCH_SUGGESTION, search_index_suggestion },
};

static enum rc index_one(struct db *db, struct arena *arena, const char *kind, int64_t ref_id)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(kinds[i].name, kind))
			return kinds[i].index(db, arena, ref_id);
	return RC_INVALID;
}

struct job {
	struct db *db;
	struct arena *arena;
	struct waiting waiting;
	bool claimed;
};

static enum rc index_unit(void *context)
{
	struct job *job = context;
	arena_reset(job->arena);
	job->claimed = false;
	enum rc rc = db_one(job->db, job->arena, &claim_waiting, DB_NO_ARGS, &job->waiting);
	if (rc != RC_OK)
		return rc;
	job->claimed = true;
	rc = index_one(job->db, job->arena, job->waiting.kind, job->waiting.ref_id);
	return rc == RC_OK ? db_run(job->db, &drop_waiting, DB_ARGS(job->waiting.id), NULL) : rc;
}

static bool is_poisoned(const struct job *job, enum rc rc)
{
	return job->claimed && rc != RC_OK && rc != RC_DB && rc != RC_RETRY;
}

enum rc search_index_some(struct db *db, struct arena *arena, int most, int *done)
{
	for (*done = 0; *done < most; ++*done) {
		struct job job = { .db = db, .arena = arena };
		enum rc rc = db_transact(db, index_unit, &job);
		if (rc == RC_NOT_FOUND && !job.claimed)
			break;
		if (is_poisoned(&job, rc)) {
			log_error("search: %s %lld cannot be indexed: %s", job.waiting.kind,
			        (long long)job.waiting.ref_id, rc_text(rc));
			rc = db_run(db, &drop_waiting, DB_ARGS(job.waiting.id), NULL);
		}
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* --- upkeep ---------------------------------------------------------------------------------- */

DB_QUERY(touch_articles,
        "INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'article', id, ? FROM article",
        DB_NO_ROW);

DB_QUERY(touch_gone_articles,
        "INSERT INTO search_dirty (kind, ref_id, created_at)"
        " SELECT DISTINCT 'article', d.ref_id, ? FROM search_doc d LEFT JOIN article a ON a.id = d.ref_id"
        " WHERE d.kind = 'article' AND a.id IS NULL",
        DB_NO_ROW);

DB_QUERY(touch_topics,
        "INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'topic', id, ? FROM forum_topic"
        " WHERE state = 'open'",
        DB_NO_ROW);

DB_QUERY(touch_gone_topics,
        "INSERT INTO search_dirty (kind, ref_id, created_at)"
        " SELECT DISTINCT 'topic', d.ref_id, ? FROM search_doc d LEFT JOIN forum_topic t ON t.id = d.ref_id"
        " AND t.state = 'open' WHERE d.kind = 'topic' AND t.id IS NULL",
        DB_NO_ROW);

DB_QUERY(touch_suggestions,
        "INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'suggestion', id, ? FROM suggestion"
        " WHERE state = 'open'",
        DB_NO_ROW);

DB_QUERY(touch_gone_suggestions,
        "INSERT INTO search_dirty (kind, ref_id, created_at)"
        " SELECT DISTINCT 'suggestion', d.ref_id, ? FROM search_doc d"
        " LEFT JOIN suggestion s ON s.id = d.ref_id AND s.state = 'open'"
        " WHERE d.kind = 'suggestion' AND s.id IS NULL",
        DB_NO_ROW);

enum rc search_reindex_all(struct db *db, int64_t now, int64_t *count)
{
	static const struct query *const touching[] = { &touch_articles, &touch_gone_articles, &touch_topics,
		&touch_gone_topics, &touch_suggestions, &touch_gone_suggestions };
	enum rc rc = RC_OK;
	*count = 0;
	for (size_t i = 0; rc == RC_OK && i < LENGTH(touching); i++) {
		struct db_done done = { 0, 0 };
		rc = db_run(db, touching[i], DB_ARGS(now), &done);
		*count += done.affected;
	}
	return rc;
}

#define OPTIMIZE_EVERY (7 * DAY)
#define STALE_ROWS     500

struct staleness {
	int64_t optimized_at;
	int64_t changed; /* rows written since, counted up to STALE_ROWS */
};

DB_QUERY(find_staleness,
        "SELECT h.seen_at AS optimized_at, (SELECT COUNT(*) FROM (SELECT 1 FROM search_doc d"
        "  WHERE d.updated_at > ? LIMIT ?) s) AS changed"
        " FROM (SELECT COALESCE(MAX(seen_at), 0) AS seen_at FROM heartbeat WHERE name = 'search_optimize') h",
        DB_ROW(struct staleness, optimized_at, changed));

DB_QUERY(note_optimized,
        "INSERT INTO heartbeat (name, seen_at) VALUES ('search_optimize', ?)"
        " ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)",
        DB_NO_ROW);

/* Noted first: of several workers only one does it, and one that dies in it does not come back at once. */
enum rc search_optimize(struct db *db, struct arena *arena, int64_t now)
{
	struct staleness stale;
	const char *why;
	enum rc rc = db_one(db, arena, &find_staleness, DB_ARGS(now - OPTIMIZE_EVERY, STALE_ROWS), &stale);
	if (rc != RC_OK || stale.optimized_at > now - OPTIMIZE_EVERY || stale.changed < STALE_ROWS)
		return rc;
	rc = db_run(db, &note_optimized, DB_ARGS(now), NULL);
	if (rc != RC_OK)
		return rc;
	rc = db_run_script(db, arena, "OPTIMIZE TABLE search_doc", &why);
	if (rc != RC_OK)
		log_error("search: the index could not be optimized: %s", why);
	return rc;
}
