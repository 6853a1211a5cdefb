/* See library.h. */
#include "library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "io/folder.h"
#include "io/frontmatter.h"
#include "scratch.h"

static const struct account nobody = { 0 };

int library_empty(void **state)
{
	static const char *const tables[] = { "article", "search_doc", "search_doc_term", "search_term",
		"search_dirty", "search_log" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	return 0;
}

void library_add(const struct article_source *source)
{
	enum article_change change;
	enum rc rc = article_import(scratch.db, scratch.arena, source, &change);
	if (rc != RC_OK)
		fail_msg("%s (%s): %s", source->slug, source->lang, rc_text(rc));
}

void library_add_text(const char *slug, const char *lang, const char *title, const char *body)
{
	struct article_source source = { .slug = slug, .lang = lang, .title = title, .body = body };
	secret_hash_text(
	        arena_format(scratch.arena, "%s %s %s %s", slug, lang, title, body), source.source_hash);
	library_add(&source);
}

/* --- files --------------------------------------------------------------------------------------- */

static char *whole_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t size = 0;
	if (file == NULL || getdelim(&text, &size, '\0', file) < 0)
		fail_msg("%s cannot be read", path);
	(void)fclose(file);
	char *kept = arena_text(scratch.arena, text);
	free(text);
	return kept;
}

static const char *first_heading(const char *body)
{
	const char *at = text_starts(body, "# ") ? body : strstr(body, "\n# ");
	if (at == NULL)
		return "Untitled";
	at += *at == '\n' ? 3 : 2;
	return arena_copy(scratch.arena, at, strcspn(at, "\n"));
}

static void add_file(const char *path, const char *slug, const char *lang)
{
	struct frontmatter front;
	const char *why, *text = whole_file(path);
	if (frontmatter_parse(scratch.arena, text, &front, &why) != RC_OK)
		fail_msg("%s: %s", path, why);
	const char *title = frontmatter_value(&front, "title"), *own_lang = frontmatter_value(&front, "lang");
	struct article_source source = {
		.slug = slug,
		.lang = own_lang != NULL ? own_lang : lang,
		.title = title != NULL ? title : first_heading(front.body),
		.summary = frontmatter_value(&front, "desc"),
		.category = frontmatter_value(&front, "category"),
		.body = front.body,
	};
	secret_hash_text(text, source.source_hash);
	library_add(&source);
}

size_t library_add_folder(const char *path, const char *lang)
{
	struct folder folder;
	size_t count = 0;
	if (folder_list(scratch.arena, path, &folder) != RC_OK)
		fail_msg("%s cannot be listed", path);
	for (size_t i = 0; i < folder.count; i++) {
		const char *name = folder.entries[i].name;
		size_t length = strlen(name);
		if (folder.entries[i].is_folder || length < 4 || strcmp(name + length - 3, ".md") != 0)
			continue;
		add_file(arena_format(scratch.arena, "%s/%s", path, name),
		        arena_copy(scratch.arena, name, length - 3), lang);
		count++;
	}
	return count;
}

void library_add_plain(const char *path, const char *slug, const char *lang)
{
	const char *text = whole_file(path);
	size_t length = strcspn(text, "\n");
	library_add_text(slug, lang, arena_copy(scratch.arena, text, length), text + length);
}

/* --- searching ----------------------------------------------------------------------------------- */

void library_index(void)
{
	struct arena *arena = arena_new(1 << 16, 64 << 20);
	int done = 1;
	while (done > 0)
		if (search_index_some(scratch.db, arena, 100, &done) != RC_OK)
			fail_msg("indexing failed");
	arena_free(arena);
}

struct search_ask library_ask(const char *lang, const char *query)
{
	return (struct search_ask){ .reader = article_reader(&nobody, lang, "en"),
		.language = language_find(lang),
		.query = query,
		.page = 1 };
}

struct search_result library_search(const char *lang, const char *query)
{
	struct search_ask ask = library_ask(lang, query);
	struct search_result result;
	enum rc rc = search_run(scratch.db, scratch.arena, &ask, &result);
	if (rc != RC_OK)
		fail_msg("%s: %s", query, rc_text(rc));
	return result;
}

bool library_finds(const char *lang, const char *query, const char *slug)
{
	struct search_result result = library_search(lang, query);
	for (size_t i = 0; i < result.hits.count; i++)
		if (text_equal(result.hits.items[i].slug, slug))
			return true;
	return false;
}
