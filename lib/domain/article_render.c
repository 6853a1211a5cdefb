/*
 * Rendering needs two passes only when the text's highest heading is not "##".
 */
#include "domain/article_render.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "io/markup.h"

#define TOP_LEVEL 2 /* the page's <h1> is the title */

/* --- links ----------------------------------------------------------------------------------- */

/* "other-id.md#part", as files link to each other, becomes "./other-id#part": a neighbour in every URL style.
 */
static const char *neighbour(void *context, struct arena *arena, const char *target)
{
	(void)context;
	const char *name = text_starts(target, "./") ? target + 2 : target;
	size_t length = strcspn(name, "#?");
	if (length <= 3 || strncmp(name + length - 3, ".md", 3) != 0)
		return NULL;
	const char *slug = arena_copy(arena, name, length - 3);
	if (slug == NULL || !text_is_slug(slug))
		return NULL;
	return arena_format(arena, "./%s%s", slug, name[length] == '#' ? name + length : "");
}

/* --- the title ------------------------------------------------------------------------------- */

enum rc article_plain_line(struct arena *arena, const char *markdown, const char **line)
{
	const char *plain;
	enum rc rc = markup_plain(arena, markdown, strlen(markdown), &plain);
	if (rc != RC_OK)
		return rc;
	char *text = text_trim(arena, plain);
	if (text == NULL)
		return RC_NO_MEMORY;
	for (char *at = text; *at != '\0'; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
	*line = text;
	return RC_OK;
}

static enum rc same_words(struct arena *arena, const char *a, const char *b, bool *same)
{
	char *folded_a = text_fold(arena, a), *folded_b = text_fold(arena, b);
	if (folded_a == NULL || folded_b == NULL)
		return RC_NO_MEMORY;
	*same = strcmp(folded_a, folded_b) == 0;
	return RC_OK;
}

enum rc article_body_start(struct arena *arena, const char *title, const char *body, const char **start)
{
	const char *heading, *at = body + strspn(body, "\r\n");
	bool same;

	*start = body;
	if (!text_starts(at, "# "))
		return RC_OK;
	size_t length = strcspn(at, "\n");
	const char *first = arena_copy(arena, at, length);
	if (first == NULL)
		return RC_NO_MEMORY;
	enum rc rc = article_plain_line(arena, first, &heading);
	if (rc == RC_OK)
		rc = same_words(arena, heading, title, &same);
	if (rc == RC_OK && same)
		*start = at + length;
	return rc;
}

/* --- the page -------------------------------------------------------------------------------- */

static enum rc render_at(struct arena *arena, const char *text, int shift, struct markup_page *page)
{
	const struct markup_options options = {
		.heading_shift = shift,
		.heading_ids = true,
		.callouts = true,
		.images = true,
		.extensions = true,
		.link = neighbour,
	};
	return markup_render(arena, text, strlen(text), &options, page);
}

static int top_level(const struct markup_page *page)
{
	int top = page->heading_count == 0 ? TOP_LEVEL : page->headings[0].level;
	for (size_t i = 1; i < page->heading_count; i++)
		if (page->headings[i].level < top)
			top = page->headings[i].level;
	return top;
}

static enum rc write_contents(struct arena *arena, const struct markup_page *page, const char **contents)
{
	struct buf out;
	buf_init(&out, LIMIT_ARTICLE_BYTES * 2);
	for (size_t i = 0; i < page->heading_count; i++) {
		const struct markup_heading *heading = &page->headings[i];
		buf_format(&out, "%d\t%s\t", heading->level, heading->id);
		for (const char *at = heading->text; *at != '\0'; at++)
			buf_char(&out, *at == '\n' || *at == '\t' ? ' ' : *at);
		buf_char(&out, '\n');
	}
	enum rc rc = buf_finish(&out);
	*contents = rc == RC_OK ? arena_copy(arena, out.data, out.length) : NULL;
	buf_free(&out);
	if (rc != RC_OK)
		return rc;
	return *contents != NULL ? RC_OK : RC_NO_MEMORY;
}

static int32_t count_words(const char *plain)
{
	int32_t words = 0;
	for (const char *at = plain + strspn(plain, " \t\n"); *at != '\0'; words++) {
		at += strcspn(at, " \t\n");
		at += strspn(at, " \t\n");
	}
	return words;
}

enum rc article_render(
        struct arena *arena, const char *title, const char *body, struct article_rendering *rendering)
{
	struct markup_page page;
	const char *start, *plain;

	enum rc rc = article_body_start(arena, title, body, &start);
	if (rc == RC_OK)
		rc = render_at(arena, start, 0, &page);
	if (rc == RC_OK && top_level(&page) != TOP_LEVEL)
		rc = render_at(arena, start, TOP_LEVEL - top_level(&page), &page);
	if (rc == RC_OK)
		rc = markup_plain(arena, start, strlen(start), &plain);
	if (rc != RC_OK)
		return rc;
	rendering->html = page.html;
	rendering->words = count_words(plain);
	return write_contents(arena, &page, &rendering->contents);
}
