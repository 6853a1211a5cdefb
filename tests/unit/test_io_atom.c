/* Feeds stay well-formed whatever titles hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "io/atom.h"

static const char *escaped(struct arena *arena, const char *text)
{
	struct buf out;
	buf_init(&out, 4096);
	atom_text(&out, text);
	assert_int_equal(buf_finish(&out), RC_OK);
	const char *copy = arena_copy(arena, out.data, out.length);
	buf_free(&out);
	return copy;
}

static void markup_and_foreign_characters_never_get_through(void **state)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = {
		{ "plain", "plain" },
		{ "</title><script>", "&lt;/title&gt;&lt;script&gt;" },
		{ "a & b ]]> \"c\"", "a &amp; b ]]&gt; &quot;c&quot;" },
		{ "be\x07ll\x1b[0m\x7f", "bell[0m\x7f" },
		{ "\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\xEF\xBF\xBD" },
		{ "line\r\nnext\ttab", "line&#13;\nnext\ttab" },
		{ "سلام \xF0\x9F\x98\x80", "سلام \xF0\x9F\x98\x80" },
		{ "", "" },
	};
	(void)state;
	struct arena *arena = arena_new(4096, 1 << 20);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(escaped(arena, cases[i].text), cases[i].wanted);
	assert_string_equal(escaped(arena, NULL), "");
	arena_free(arena);
}

static void a_feed_has_what_readers_need(void **state)
{
	(void)state;
	struct arena *arena = arena_new(4096, 1 << 20);
	struct buf out;
	buf_init(&out, 65536);
	const struct atom_feed feed = { .id = "tag:x,2026:a",
		.title = "T<",
		.language = "fa",
		.self = "http://x/feed?a=1&b=2",
		.page = "http://x/",
		.base = "http://x/",
		.updated = 1795305600 };
	const struct atom_entry entry = { .id = "tag:x,2026:a/1",
		.title = "<b>",
		.author = "A & B",
		.url = "http://x/1",
		.html = "<p>1 &lt; 2</p>",
		.published = 1,
		.updated = 2 };
	assert_int_equal(atom_begin(arena, &out, &feed), RC_OK);
	assert_int_equal(atom_add(arena, &out, &entry), RC_OK);
	atom_end(&out);
	assert_int_equal(buf_finish(&out), RC_OK);
	const char *text = arena_copy(arena, out.data, out.length);
	static const char *const pieces[] = { "xml:lang=\"fa\"", "<title>T&lt;</title>",
		"<link rel=\"self\" href=\"http://x/feed?a=1&amp;b=2\"/>", "<name>A &amp; B</name>",
		"<content type=\"html\">&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;</content>",
		"<updated>2026-11-22T00:00:00Z</updated>", "<published>1970-01-01T00:00:01Z</published>",
		"</entry>\n</feed>\n" };
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		if (strstr(text, pieces[i]) == NULL)
			fail_msg("%s is not in %s", pieces[i], text);
	buf_free(&out);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_and_foreign_characters_never_get_through),
		cmocka_unit_test(a_feed_has_what_readers_need),
	};
	return cmocka_run_group_tests_name("atom", tests, NULL, NULL);
}
