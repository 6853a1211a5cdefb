/*
 * Taking articles in from files. The same file again changes nothing; a rendering of an older MARKUP_VERSION
 * is made anew.
 */
#include "domain/article.h"

#include <string.h>

#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/article_render.h"
#include "domain/category.h"
#include "domain/search.h"
#include "io/markup.h"

#define NO_TEXT (-1)

struct known {
	int64_t category_id;
	const char *visibility;
	struct bytes source_hash;
	int32_t markup_version; /* NO_TEXT: none in this language yet */
};

DB_QUERY(find_known,
        "SELECT a.category_id, a.visibility, t.source_hash, COALESCE(t.markup_version, -1) AS markup_version"
        " FROM article a LEFT JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
        " WHERE a.slug = ? FOR UPDATE",
        DB_ROW(struct known, category_id, visibility, source_hash, markup_version));

DB_QUERY(put_article,
        "INSERT INTO article (slug, category_id, series, position, promoted, visibility, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), category_id = VALUES(category_id), series = "
        "VALUES(series),"
        " position = VALUES(position), promoted = VALUES(promoted), visibility = VALUES(visibility)",
        DB_NO_ROW);

DB_QUERY(put_text,
        "INSERT INTO article_text (article_id, lang, title, summary, body, html, contents, markup_version, "
        "words,"
        " source_hash, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE title = VALUES(title), summary = VALUES(summary), body = VALUES(body),"
        " html = VALUES(html), contents = VALUES(contents), markup_version = VALUES(markup_version),"
        " words = VALUES(words), source_hash = VALUES(source_hash), updated_at = VALUES(updated_at)",
        DB_NO_ROW);

DB_QUERY(note_langs,
        "UPDATE article SET langs = (SELECT GROUP_CONCAT(t.lang ORDER BY t.lang) FROM article_text t"
        " WHERE t.article_id = article.id) WHERE id = ?",
        DB_NO_ROW);

/* Pages that name it as further reading hold a copy. */
DB_QUERY(note_copies,
        "UPDATE article_related SET visibility = ?, title = IF(lang = ?, ?, title),"
        " summary = IF(lang = ?, ?, summary) WHERE other_id = ?",
        DB_NO_ROW);

DB_QUERY(drop_tags, "DELETE FROM article_tag WHERE article_id = ? AND lang = ?", DB_NO_ROW);

DB_QUERY(add_tag, "INSERT IGNORE INTO article_tag (article_id, lang, tag) VALUES (?, ?, ?)", DB_NO_ROW);

struct import {
	struct db *db;
	struct arena *arena;
	const struct article_source *source;
	const char *title, *summary, *category, *visibility;
	struct article_rendering rendering;
	const char **tags;
	size_t tag_count;
	int64_t now;
	enum article_change change;
};

/* --- what is taken in ------------------------------------------------------------------------ */

static bool is_visibility(const char *text)
{
	return text_equal(text, "public") || text_equal(text, "signed_in") || text_equal(text, "staff");
}

static bool is_sound(const struct article_source *source)
{
	return text_is_slug(source->slug) && language_find(source->lang) != NULL &&
	       !text_empty(source->title) && source->body != NULL &&
	       (text_empty(source->category) || text_is_slug(source->category)) &&
	       (source->visibility == NULL || is_visibility(source->visibility)) &&
	       (source->series == NULL || text_chars(source->series) <= LIMIT_TAG);
}

/* Emphasis and code marks out of "What is the **Menu** key?"; a title has no other Markdown. */
static const char *plain_title(struct arena *arena, const char *title)
{
	char *text = text_trim(arena, title), *to = text;
	if (text == NULL)
		return NULL;
	for (const char *at = text; *at != '\0'; at++) {
		if (at[0] == '*' && at[1] == '*')
			at++;
		else if (*at != '`')
			*to++ = *at == '\n' || *at == '\t' ? ' ' : *at;
	}
	*to = '\0';
	return text;
}

static enum rc prepare_tags(struct import *import)
{
	const struct article_source *source = import->source;
	import->tags = ARENA_ARRAY(import->arena, const char *, source->tag_count);
	if (import->tags == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < source->tag_count && import->tag_count < LIMIT_TAGS; i++) {
		const char *tag = text_trim(import->arena, source->tags[i]);
		tag = tag != NULL ? text_fold(import->arena, tag) : NULL;
		if (tag == NULL)
			return RC_NO_MEMORY;
		if (*tag != '\0' && text_chars(tag) <= LIMIT_TAG)
			import->tags[import->tag_count++] = tag;
	}
	return RC_OK;
}

static enum rc prepare_summary(struct import *import)
{
	const char *line = "";
	if (!text_empty(import->source->summary)) {
		enum rc rc = article_plain_line(import->arena, import->source->summary, &line);
		if (rc != RC_OK)
			return rc;
	}
	import->summary = text_cut(import->arena, line, LIMIT_SUMMARY);
	return import->summary != NULL ? RC_OK : RC_NO_MEMORY;
}

static enum rc prepare(struct import *import)
{
	const struct article_source *source = import->source;
	if (!is_sound(source) || !text_valid(source->title, strlen(source->title)))
		return RC_INVALID;
	if (strlen(source->body) > LIMIT_ARTICLE_BYTES)
		return RC_TOO_LARGE;
	import->title = plain_title(import->arena, source->title);
	if (import->title == NULL)
		return RC_NO_MEMORY;
	if (*import->title == '\0' || text_chars(import->title) > LIMIT_TITLE)
		return RC_INVALID;
	import->category = text_empty(source->category) ? "general" : source->category;
	import->visibility = source->visibility != NULL ? source->visibility : "public";
	import->now = source->updated_at != 0 ? source->updated_at : time_now();
	enum rc rc = prepare_summary(import);
	if (rc == RC_OK)
		rc = prepare_tags(import);
	if (rc == RC_OK)
		rc = article_render(import->arena, import->title, source->body, &import->rendering);
	return rc;
}

/* --- the transaction ------------------------------------------------------------------------- */

static bool is_unchanged(const struct known *known, const struct article_source *source)
{
	return known->markup_version == MARKUP_VERSION && known->source_hash.length == SECRET_HASH &&
	       memcmp(known->source_hash.data, source->source_hash, SECRET_HASH) == 0;
}

static enum rc write_tags(struct import *import, int64_t id)
{
	const char *lang = import->source->lang;
	enum rc rc = db_run(import->db, &drop_tags, DB_ARGS(id, lang), NULL);
	for (size_t i = 0; rc == RC_OK && i < import->tag_count; i++)
		rc = db_run(import->db, &add_tag, DB_ARGS(id, lang, import->tags[i]), NULL);
	return rc;
}

static enum rc write_text(struct import *import, int64_t id)
{
	const struct article_source *source = import->source;
	const struct article_rendering *rendering = &import->rendering;
	return db_run(import->db, &put_text,
	        DB_ARGS(id, source->lang, import->title, import->summary, source->body, rendering->html,
	                rendering->contents, MARKUP_VERSION, rendering->words, DB_HASH(source->source_hash),
	                import->now),
	        NULL);
}

static enum rc write_article(struct import *import, int64_t category_id, int64_t *id)
{
	const struct article_source *source = import->source;
	const char *series = source->series != NULL ? source->series : "";
	struct db_done done;
	enum rc rc = db_run(import->db, &put_article,
	        DB_ARGS(source->slug, category_id, series, source->position, source->promoted,
	                import->visibility, import->now),
	        &done);
	if (rc == RC_OK)
		*id = done.insert_id;
	return rc;
}

static enum rc note(struct import *import, int64_t id)
{
	const char *lang = import->source->lang;
	enum rc rc = db_run(import->db, &note_copies,
	        DB_ARGS(import->visibility, lang, import->title, lang, import->summary, id), NULL);
	if (rc != RC_OK || import->change != ARTICLE_IMPORTED)
		return rc;
	return db_run(import->db, &note_langs, DB_ARGS(id), NULL);
}

static enum rc recount(struct import *import, const struct known *known, int64_t category_id)
{
	bool moved = known->category_id != 0 && known->category_id != category_id;
	bool shown_anew =
	        known->markup_version == NO_TEXT || !text_equal(known->visibility, import->visibility);
	enum rc rc = RC_OK;
	if (moved)
		rc = category_recount(import->db, known->category_id);
	if (rc == RC_OK && (moved || shown_anew))
		rc = category_recount(import->db, category_id);
	return rc;
}

static enum rc import_unit(void *context)
{
	struct import *import = context;
	const struct article_source *source = import->source;
	struct known known = { .markup_version = NO_TEXT };
	int64_t category_id, id = 0;

	enum rc rc =
	        db_one(import->db, import->arena, &find_known, DB_ARGS(source->lang, source->slug), &known);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	import->change = ARTICLE_UNCHANGED;
	if (is_unchanged(&known, source))
		return RC_OK;
	import->change = known.markup_version == NO_TEXT ? ARTICLE_IMPORTED : ARTICLE_UPDATED;
	rc = category_ensure(import->db, import->arena, import->category, source->lang, source->category_name,
	        &category_id);
	if (rc == RC_OK)
		rc = write_article(import, category_id, &id);
	if (rc == RC_OK)
		rc = write_text(import, id);
	if (rc == RC_OK)
		rc = write_tags(import, id);
	if (rc == RC_OK)
		rc = note(import, id);
	if (rc == RC_OK)
		rc = recount(import, &known, category_id);
	if (rc == RC_OK)
		rc = search_touch(import->db, "article", id, import->now);
	return rc;
}

enum rc article_put(
        struct db *db, struct arena *arena, const struct article_source *source, enum article_change *change)
{
	struct import import = { .db = db, .arena = arena, .source = source };
	enum rc rc = prepare(&import);
	if (rc == RC_OK)
		rc = import_unit(&import);
	if (rc == RC_OK)
		*change = import.change;
	return rc;
}

enum rc article_import(
        struct db *db, struct arena *arena, const struct article_source *source, enum article_change *change)
{
	struct import import = { .db = db, .arena = arena, .source = source };
	enum rc rc = prepare(&import);
	if (rc == RC_OK)
		rc = db_transact(db, import_unit, &import);
	if (rc == RC_OK)
		*change = import.change;
	return rc;
}
