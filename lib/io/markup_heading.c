/* Ids from words, and the list of headings: see markup_heading.h. */
#include "io/markup_heading.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

#define ID_BYTES 120 /* of an id made from words */

static bool slug_char(UChar32 c, bool inside)
{
	return c > 0 && (u_isalnum(c) || c == '_' || (inside && (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0));
}

static bool slug_gap(UChar32 c)
{
	return c == '-' || c == 0x200C || (c > 0 && u_isUWhiteSpace(c));
}

/* Letters, digits and marks in lower case, one hyphen between words. */
static void write_slug(struct buf *out, const char *words)
{
	const uint8_t *bytes = (const uint8_t *)words;
	bool gap = false;
	int32_t at = 0;
	UChar32 c;

	for (;;) {
		U8_NEXT(bytes, at, -1, c);
		if (c == 0 || out->length >= ID_BYTES)
			break;
		if (!slug_char(c, out->length > 0)) {
			gap = gap || slug_gap(c);
			continue;
		}
		if (gap && out->length > 0)
			buf_char(out, '-');
		gap = false;
		uint8_t utf8[U8_MAX_LENGTH];
		int32_t size = 0;
		U8_APPEND_UNSAFE(utf8, size, (uint32_t)u_tolower(c));
		buf_add(out, utf8, (size_t)size);
	}
	if (out->length == 0)
		buf_text(out, "section");
}

static char *new_slug(struct arena *arena, const char *words)
{
	struct buf slug;

	buf_init(&slug, ID_BYTES + 2 * U8_MAX_LENGTH);
	write_slug(&slug, words);
	char *text = buf_finish(&slug) == RC_OK ? arena_text(arena, slug.data) : NULL;
	buf_free(&slug);
	return text;
}

static bool find_id(const struct heading_list *list, const char *id, size_t *index)
{
	for (*index = 0; *index < list->count; (*index)++)
		if (strcmp(list->items[*index].id, id) == 0)
			return true;
	return false;
}

/* The frame around a text has ids of its own: fields f-…, headings h-…, and these. */
static bool is_taken(const char *slug)
{
	static const char *const own[] = { "main", "vote", "q", "q-big" };
	for (size_t i = 0; i < LENGTH(own); i++)
		if (text_equal(slug, own[i]))
			return true;
	return text_starts(slug, "f-") || text_starts(slug, "h-");
}

static char *unique_id(struct arena *arena, struct heading_list *list, char *slug)
{
	size_t first, other;
	char *id = slug;

	if (!find_id(list, slug, &first))
		return slug;
	do
		id = arena_format(arena, "%s-%u", slug, ++list->repeats[first] + 1);
	while (id != NULL && find_id(list, id, &other));
	return id;
}

enum rc heading_add(
        struct arena *arena, struct heading_list *list, int level, const char *words, const char **id)
{
	*id = NULL;
	if (list->items == NULL) {
		list->items = ARENA_ARRAY(arena, struct markup_heading, LIMIT_HEADINGS);
		list->repeats = ARENA_ARRAY(arena, unsigned, LIMIT_HEADINGS);
	}
	if (list->items == NULL || list->repeats == NULL)
		return RC_NO_MEMORY;
	if (list->count == LIMIT_HEADINGS)
		return RC_OK;

	char *slug = new_slug(arena, words);
	if (slug != NULL && is_taken(slug))
		slug = arena_format(arena, "s-%s", slug);
	char *text = text_trim(arena, words);
	char *unique = slug != NULL ? unique_id(arena, list, slug) : NULL;
	if (unique == NULL || text == NULL)
		return RC_NO_MEMORY;
	*id = unique;
	list->items[list->count++] = (struct markup_heading){ level, unique, text };
	return RC_OK;
}
