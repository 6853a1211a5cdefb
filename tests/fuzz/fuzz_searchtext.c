/*
 * Any text as an article and as a query: nothing but words comes out, places lie inside the text, HTML is
 * escaped.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/text.h"
#include "io/searchtext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_index(const char *index)
{
	assert(text_valid(index, strlen(index)));
	assert(strpbrk(index, "+-*\"()<>~@'\\%;`&#\t\n") == NULL);
}

static void check_html(const char *html)
{
	assert(text_valid(html, strlen(html)));
	for (const char *at = html; (at = strchr(at, '<')) != NULL; at++)
		assert(strncmp(at, "<mark>", 6) == 0 || strncmp(at, "</mark>", 7) == 0);
}

static void check_words(const struct search_words *words, size_t length)
{
	for (size_t i = 0; i < words->count; i++) {
		assert(words->items[i].start + words->items[i].length <= length);
		assert(words->items[i].length > 0);
		check_index(words->items[i].stem);
		assert(strlen(words->items[i].stem) >= 3 && strchr(words->items[i].stem, ' ') == NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct search_expressions expressions;
	const char *index, *html;

	if (arena == NULL)
		arena = arena_new((size_t)64 << 10, (size_t)64 << 20);
	if (arena == NULL || size < 2)
		return 0;
	const struct language *language = language_at(data[0] % language_count());
	size_t chars = data[1];
	char *text = arena_copy(arena, data + 2, size - 2);
	if (text == NULL || !text_valid(text, strlen(text))) {
		arena_reset(arena);
		return 0;
	}
	if (searchtext_index(arena, language, text, &index) == RC_OK)
		check_index(index);
	if (searchtext_query(arena, language, text, &expressions) == RC_OK) {
		check_words(&expressions.words, strlen(text));
		assert(strpbrk(expressions.all, "-\"<>~@'\\%;`*") == NULL);
		assert(strpbrk(expressions.prefix, "-\"<>~@'\\%;`") == NULL);
		if (searchtext_snippet(arena, language, text, &expressions.words, chars, &html) == RC_OK)
			check_html(html);
		if (searchtext_mark(arena, language, text, &expressions.words, &html) == RC_OK)
			check_html(html);
		for (size_t i = 1; i < expressions.words.count; i++)
			assert(searchtext_distance(expressions.words.items[0].plain,
			               expressions.words.items[i].plain, 3) <= 4);
	}
	arena_reset(arena);
	return 0;
}
