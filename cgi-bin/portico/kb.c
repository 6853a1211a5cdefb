/* portico kb import: Markdown files with front matter into articles. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/article.h"
#include "io/folder.h"
#include "io/frontmatter.h"
#include "tool.h"

#define DEEPEST    16
#define MOST_TAGS  40
#define SLUG_BYTES 80

struct import {
	struct tool *tool;
	const char *lang; /* of files that do not say; NULL: en */
	bool quiet;
	long imported, updated, unchanged, skipped;
};

static int skip(struct import *import, const char *path, const char *why)
{
	import->skipped++;
	tool_note("skipped    %s: %s", path, why);
	return FAILED;
}

/* --- what a file does not say ---------------------------------------------------------------- */

/* Lower-case letters, digits and single hyphens; what has none of them becomes "x" and some digits of its
 * hash. */
static const char *slug_of(struct arena *arena, const char *text)
{
	char slug[SLUG_BYTES + 1];
	size_t length = 0;
	for (const char *at = text; *at != '\0' && length < SLUG_BYTES; at++) {
		char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
		bool fit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (fit)
			slug[length++] = c;
		else if (length > 0 && slug[length - 1] != '-')
			slug[length++] = '-';
	}
	while (length > 0 && slug[length - 1] == '-')
		length--;
	slug[length] = '\0';
	if (text_is_slug(slug))
		return arena_text(arena, slug);
	uint8_t hash[SECRET_HASH];
	secret_hash_text(text, hash);
	const char *digits = text_hex(arena, hash, 6);
	return digits == NULL ? NULL : arena_format(arena, "x%s", digits);
}

/* "# Title" of the first lines, or NULL. */
static const char *first_heading(struct arena *arena, const char *body)
{
	while (*body != '\0') {
		size_t line = strcspn(body, "\n"), marks = strspn(body, "#");
		if (marks >= 1 && marks <= 6 && (body[marks] == ' ' || body[marks] == '\t')) {
			char *text = arena_copy(arena, body + marks, line - marks);
			return text == NULL ? NULL : text_trim(arena, text);
		}
		body += body[line] == '\n' ? line + 1 : line;
	}
	return NULL;
}

static const char *base_name(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
	return arena_copy(arena, name, strlen(name) - strlen(".md"));
}

static const char *folder_name(struct arena *arena, const char *path)
{
	char whole[PATH_MAX];
	if (realpath(path, whole) == NULL)
		return "general";
	char *slash = strrchr(whole, '/');
	if (slash == NULL)
		return "general";
	*slash = '\0';
	slash = strrchr(whole, '/');
	return arena_text(arena, slash == NULL || slash[1] == '\0' ? "general" : slash + 1);
}

/* "a, b" into parts. */
static size_t split_tags(struct arena *arena, const char *text, const char **tags)
{
	size_t count = 0;
	while (text != NULL && *text != '\0' && count < MOST_TAGS) {
		size_t length = strcspn(text, ",");
		char *part = arena_copy(arena, text, length);
		const char *tag = part == NULL ? NULL : text_trim(arena, part);
		if (!text_empty(tag))
			tags[count++] = tag;
		text += text[length] == ',' ? length + 1 : length;
	}
	return count;
}

/* --- one file -------------------------------------------------------------------------------- */

static const char *or_else(const char *value, const char *otherwise)
{
	return value != NULL ? value : otherwise;
}

/* The reason why the source cannot be taken in, or NULL. */
static const char *fault_of(const struct article_source *source, const char *position, const char *promoted)
{
	int64_t number;
	if (source->slug == NULL || !text_is_slug(source->slug))
		return "its id may have lower-case letters, digits and hyphens only, 80 at most";
	if (language_find(source->lang) == NULL)
		return "its language is unknown";
	if (text_empty(source->title))
		return "it has neither a title nor a heading";
	if (text_chars(source->title) > LIMIT_SUBJECT)
		return "its title is too long";
	if (!text_is_slug(source->category))
		return "its category may have lower-case letters, digits and hyphens only";
	if (position != NULL && (text_number(position, &number) != RC_OK || number < 0 || number > INT32_MAX))
		return "its position is not a number";
	if (promoted != NULL && !text_equal(promoted, "true") && !text_equal(promoted, "false") &&
	        !text_equal(promoted, "yes") && !text_equal(promoted, "no"))
		return "promoted is true or false";
	const char *visibility = source->visibility;
	if (visibility != NULL && !text_equal(visibility, "public") && !text_equal(visibility, "signed_in") &&
	        !text_equal(visibility, "staff"))
		return "visibility is public, signed_in or staff";
	return NULL;
}

static const char *fill_source(struct import *import, const char *path, const struct frontmatter *front,
        const char **tags, struct article_source *source)
{
	struct arena *arena = import->tool->arena;
	const char *position = frontmatter_value(front, "position"),
	           *promoted = frontmatter_value(front, "promoted");
	const char *name = base_name(arena, path), *heading = first_heading(arena, front->body);
	source->slug = or_else(frontmatter_value(front, "id"), name == NULL ? NULL : slug_of(arena, name));
	source->lang = or_else(frontmatter_value(front, "lang"), or_else(import->lang, "en"));
	source->title = or_else(frontmatter_value(front, "title"), text_empty(heading) ? name : heading);
	source->summary = or_else(frontmatter_value(front, "desc"), frontmatter_value(front, "summary"));
	source->body = front->body;
	source->category =
	        slug_of(arena, or_else(frontmatter_value(front, "category"), folder_name(arena, path)));
	source->series = frontmatter_value(front, "series");
	source->visibility = frontmatter_value(front, "visibility");
	source->promoted = text_equal(promoted, "true") || text_equal(promoted, "yes");
	source->tags = tags;
	source->tag_count = split_tags(arena, frontmatter_value(front, "tags"), tags);
	const char *fault = fault_of(source, position, promoted);
	int64_t number = 0;
	if (fault == NULL && position != NULL && text_number(position, &number) == RC_OK)
		source->position = (int32_t)number;
	return fault;
}

static int count_change(struct import *import, const char *path, const struct article_source *source,
        enum article_change change)
{
	static const char *const words[] = {
		[ARTICLE_UNCHANGED] = "unchanged",
		[ARTICLE_UPDATED] = "updated",
		[ARTICLE_IMPORTED] = "imported",
	};
	long *counts[] = { [ARTICLE_UNCHANGED] = &import->unchanged,
		[ARTICLE_UPDATED] = &import->updated,
		[ARTICLE_IMPORTED] = &import->imported };
	++*counts[change];
	if (!import->quiet)
		tool_say("%-10s %s/%s  %s", words[change], source->lang, source->slug, path);
	return DONE;
}

static int import_text(struct import *import, const char *path, const char *text, size_t length)
{
	struct frontmatter *front = ARENA_NEW(import->tool->arena, struct frontmatter);
	const char **tags = ARENA_ARRAY(import->tool->arena, const char *, MOST_TAGS);
	if (front == NULL || tags == NULL)
		return skip(import, path, "out of memory");
	const char *why = "its front matter cannot be read";
	if (frontmatter_parse(import->tool->arena, text, front, &why) != RC_OK)
		return skip(import, path, why);
	struct article_source source = { 0 };
	const char *fault = fill_source(import, path, front, tags, &source);
	if (fault != NULL)
		return skip(import, path, fault);
	secret_hash(text, length, source.source_hash);
	enum article_change change;
	enum rc rc = article_import(import->tool->db, import->tool->arena, &source, &change);
	if (rc == RC_OK)
		return count_change(import, path, &source, change);
	if (rc == RC_DB || rc == RC_RETRY)
		return skip(import, path, "the database failed; import again");
	return skip(import, path, rc == RC_TOO_LARGE ? "it is too large when it is shown" : rc_text(rc));
}

static int import_file(struct import *import, const char *path)
{
	char *text;
	size_t length;
	enum rc rc = file_read(import->tool->arena, path, LIMIT_ARTICLE_BYTES, &text, &length);
	if (rc == RC_TOO_LARGE)
		return skip(import, path, "it is larger than 512 KB");
	if (rc != RC_OK)
		return skip(import, path, rc == RC_IO ? strerror(errno) : rc_text(rc));
	if (strlen(text) != length || !text_valid(text, length))
		return skip(import, path, "it is not UTF-8 text");
	return import_text(import, path, text, length);
}

/* --- folders --------------------------------------------------------------------------------- */

static bool is_markdown(const char *name)
{
	size_t length = strlen(name);
	return length > 3 && text_equal(name + length - 3, ".md");
}

/* Names are kept in memory of the folder's own: the tool's is emptied for each file. */
static int walk(struct import *import, const char *path, int depth)
{
	struct arena *names = arena_new(16384, (size_t)64 << 20);
	if (names == NULL)
		return tool_fail("out of memory");
	struct folder folder;
	enum rc rc = folder_list(names, path, &folder);
	int status = DONE;
	if (rc != RC_OK)
		status = tool_fail("%s: %s", path, rc == RC_NOT_FOUND ? "no such folder" : strerror(errno));
	for (size_t i = 0; i < folder.count; i++) {
		const struct folder_entry *entry = &folder.entries[i];
		const char *below = arena_format(names, "%s/%s", path, entry->name);
		if (below == NULL || (entry->is_folder && depth == DEEPEST))
			status = tool_fail("%s/%s: too deep or too much", path, entry->name);
		else if (entry->is_folder)
			status |= walk(import, below, depth + 1);
		else if (is_markdown(entry->name)) {
			arena_reset(import->tool->arena);
			status |= import_file(import, below);
		}
	}
	arena_free(names);
	return status;
}

int kb_import_folder(struct tool *tool, const char *folder, const char *lang, bool quiet)
{
	struct import import = { .tool = tool, .lang = lang, .quiet = quiet };
	int status = walk(&import, folder, 0);
	tool_note("%ld imported, %ld updated, %ld unchanged, %ld skipped", import.imported, import.updated,
	        import.unchanged, import.skipped);
	return status;
}

int command_kb_import(struct tool *tool)
{
	static const struct option options[] = { { "lang", required_argument, NULL, 'l' },
		{ "quiet", no_argument, NULL, 'q' }, { NULL, 0, NULL, 0 } };
	const char *lang = NULL;
	bool quiet = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == '?')
			return MISUSED;
		if (option == 'l')
			lang = optarg;
		else
			quiet = true;
	}
	if (optind + 1 != tool->argc)
		return MISUSED;
	if (lang != NULL && language_find(lang) == NULL)
		return tool_fail("there is no language %s", lang);
	return kb_import_folder(tool, tool->argv[optind], lang, quiet);
}
