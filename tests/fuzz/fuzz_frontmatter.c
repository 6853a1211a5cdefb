/* Any bytes: front matter is read or refused, and the body lies within the text. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "io/frontmatter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(65536, 16 << 20);
	char *text = arena == NULL ? NULL : arena_copy(arena, data, size);
	const char *why = "";
	struct frontmatter front;
	if (text != NULL && text_valid(text, size) && frontmatter_parse(arena, text, &front, &why) == RC_OK) {
		assert(front.body >= text && front.body <= text + size);
		for (size_t i = 0; i < front.count; i++)
			assert(strlen(front.pairs[i].value) <= FRONTMATTER_VALUE);
	}
	arena_free(arena);
	return 0;
}
