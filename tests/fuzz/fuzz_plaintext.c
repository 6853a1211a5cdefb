/* Any bytes as a plain text: its page holds only known tags, all of them closed, and links that lead
 * somewhere. */
#include "target.h"

#include "io/plaintext.h"

#define DEEPEST (PLAINTEXT_DEEPEST + 4)

static const char *tag_at(const char *name)
{
	static const char *const names[] = { "p", "br", "blockquote", "pre", "code", "a" };
	size_t length = strcspn(name, " >");

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
			return names[i];
	return NULL;
}

static void check(const char *html)
{
	const char *open[DEEPEST];
	size_t depth = 0;

	assert(text_valid(html, strlen(html)));
	for (const char *at = html; (at = strpbrk(at, "<>")) != NULL; at++) {
		const char *name = tag_at(at + 1 + (at[1] == '/'));

		assert(*at == '<' && name != NULL);
		if (at[1] == '/')
			assert(depth > 0 && open[--depth] == name);
		else if (!text_equal(name, "br")) {
			assert(depth < DEEPEST);
			open[depth++] = name;
		}
		if (at[1] == 'a')
			assert(text_starts(at, "<a href=\"http") || text_starts(at, "<a href=\"mailto:") ||
			        text_starts(at, "<a "));
		at = strchr(at, '>');
		assert(at != NULL);
	}
	assert(depth == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *html;

	enum rc rc = plaintext_render(fresh_arena(), (const char *)data, size, &html);
	if (rc == RC_OK)
		check(html);
	else
		assert(rc == RC_TOO_LARGE || !text_valid((const char *)data, size));
	return 0;
}
