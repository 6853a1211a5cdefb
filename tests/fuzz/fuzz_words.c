/* Any text as tags that somebody typed, and as a document whose words "did you mean" knows. */
#include "target.h"

#include "base/language.h"
#include "domain/forum_tag.h"
#include "domain/search_terms.h"

static void check_tags(struct arena *arena, const char *text)
{
	struct forum_tags tags, again;
	const char *lines = "";

	enum rc rc = forum_tags_read(arena, text, &tags);
	assert(rc == RC_OK || rc == RC_TOO_LARGE);
	if (rc != RC_OK)
		return;
	assert(tags.count <= LIMIT_TOPIC_TAGS);
	for (size_t i = 0; i < tags.count; i++) {
		const char *tag = tags.items[i], *folded = text_fold(arena, tag);

		assert(*tag != '\0' && text_chars(tag) <= LIMIT_TAG && strpbrk(tag, ",;\n") == NULL);
		for (size_t j = 0; j < i; j++)
			assert(!text_equal(folded, text_fold(arena, tags.items[j])));
		lines = arena_format(arena, "%s%s\n", lines, tag);
	}
	/* as they are typed, they are read again */
	assert(forum_tags_read(arena, forum_tags_write(arena, lines), &again) == RC_OK);
	assert(again.count == tags.count);
	for (size_t i = 0; i < tags.count; i++)
		assert(text_equal(again.items[i], tags.items[i]));
}

static void check_terms(struct arena *arena, const struct language *language, const char *text)
{
	struct search_terms terms;

	assert(search_terms_of(arena, language, text, &terms) == RC_OK);
	for (size_t i = 0; i < terms.count; i++) {
		const char *term = terms.items[i];

		assert(text_valid(term, strlen(term)) && text_chars(term) >= 3 && text_chars(term) <= 40);
		assert(strpbrk(term, " \"'\\%_+-*()<>~@\n") == NULL);
		assert(i == 0 || strcmp(terms.items[i - 1], term) < 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	const struct language *language = language_at(take_byte(&input) % language_count());
	const char *text = take_text(arena, &input);

	check_tags(arena, text);
	check_terms(arena, language, text);
	return 0;
}
