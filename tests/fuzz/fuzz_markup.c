/*
 * Any bytes as Markdown: the page holds only known tags, and everything else is refused without harm.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "io/markup.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const tags[] = { "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li",
	"pre", "code", "hr", "br", "em", "strong", "del", "a", "img", "div", "table", "thead", "tbody", "tr",
	"th", "td", "aside" };

static int known_tag(const char *at)
{
	size_t length = strcspn(at, " >");

	for (size_t i = 0; i < LENGTH(tags); i++)
		if (strlen(tags[i]) == length && memcmp(tags[i], at, length) == 0)
			return 1;
	return 0;
}

static void check(const struct markup_page *page)
{
	size_t open = 0, close = 0;

	assert(page->length == strlen(page->html));
	assert(text_valid(page->html, page->length));
	for (const char *at = page->html; (at = strchr(at, '<')) != NULL; at++) {
		assert(known_tag(at + 1 + (at[1] == '/')));
		open++;
	}
	for (const char *at = page->html; (at = strchr(at, '>')) != NULL; at++)
		close++;
	assert(open == close);
	for (const char *at = page->html; (at = strstr(at, "<a href=\"")) != NULL; at++)
		assert(strchr("hHmM/#?.", at[9]) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct markup_page page;
	const char *plain;

	if (arena == NULL)
		arena = arena_new((size_t)64 << 10, (size_t)64 << 20);
	if (arena == NULL || size == 0)
		return 0;
	const char *text = (const char *)data + 1;
	int bits = data[0];
	const struct markup_options options = { bits & 3, bits & 4, bits & 8, bits & 16, bits & 32, bits & 64,
		bits & 128, NULL, NULL };
	if (markup_render(arena, text, size - 1, &options, &page) == RC_OK)
		check(&page);
	if (markup_plain(arena, text, size - 1, &plain) == RC_OK)
		assert(text_valid(plain, strlen(plain)));
	char *url = arena_copy(arena, text, size - 1);
	if (url != NULL && markup_url_safe(url))
		assert(strchr(url, '\\') == NULL && strchr(url, '\n') == NULL);
	arena_reset(arena);
	return 0;
}
