/* Plain texts as HTML: quotes, patches and columns stay as they were, nothing becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "io/plaintext.h"

#define THREADS "../shared/data/forum/default-threads.json"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(65536, (size_t)64 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *render(const char *text)
{
	const char *html = NULL;
	assert_int_equal(plaintext_render(arena, text, strlen(text), &html), RC_OK);
	return html;
}

static void lines_and_paragraphs_end_where_they_ended(void **state)
{
	(void)state;
	assert_string_equal(render("Hi Mikhail,\n\nWelcome to\nus.\n"),
	        "<p dir=\"auto\">Hi Mikhail,</p><p dir=\"auto\">Welcome to<br>\nus.</p>");
	assert_string_equal(render(""), "");
	assert_string_equal(render("\r\n\r\n"), "");
}

static void quotes_are_as_deep_as_they_are_marked(void **state)
{
	(void)state;
	assert_string_equal(render("A wrote:\n> > first\n> second\nmine"),
	        "<p dir=\"auto\">A wrote:</p><blockquote dir=\"auto\"><blockquote dir=\"auto\">"
	        "<p dir=\"auto\">first</p></blockquote><p dir=\"auto\">second</p></blockquote>"
	        "<p dir=\"auto\">mine</p>");
	assert_string_equal(render(">>tight"),
	        "<blockquote dir=\"auto\"><blockquote dir=\"auto\"><p dir=\"auto\">tight</p></blockquote>"
	        "</blockquote>");
}

static void a_patch_keeps_its_columns(void **state)
{
	(void)state;
	assert_string_equal(render("See:\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n int a;\n"
	                           "-\tchar *b;\n+\tchar *c;\n \nDone."),
	        "<p dir=\"auto\">See:</p><pre dir=\"ltr\"><code>diff --git a/x b/x\n--- a/x\n+++ b/x\n"
	        "@@ -1,2 +1,2 @@\n int a;\n-\tchar *b;\n+\tchar *c;\n </code></pre><p "
	        "dir=\"auto\">Done.</p>");
	assert_string_equal(render("Run:\n\n\tmake\n\n\tmake test\nand wait"),
	        "<p dir=\"auto\">Run:</p><pre dir=\"ltr\"><code>\tmake\n\n\tmake test</code></pre>"
	        "<p dir=\"auto\">and wait</p>");
}

static void a_list_with_dashes_is_no_patch(void **state)
{
	(void)state;
	assert_string_equal(render("- one\n+ two"), "<p dir=\"auto\">- one<br>\n+ two</p>");
}

static void nothing_becomes_markup(void **state)
{
	(void)state;
	assert_string_equal(render("*a* _b_ `c` # d <script>&amp;\"'"),
	        "<p dir=\"auto\">*a* _b_ `c` # d &lt;script&gt;&amp;amp;&quot;&#39;</p>");
}

static void web_addresses_become_links_and_mail_addresses_do_not(void **state)
{
	(void)state;
	assert_string_equal(render("see http://a.example/?x=1&y=2, or me@a.example."),
	        "<p dir=\"auto\">see <a href=\"http://a.example/?x=1&amp;y=2\" rel=\"nofollow ugc noopener\">"
	        "http://a.example/?x=1&amp;y=2</a>, or me@a.example.</p>");
}

static void bounds_hold(void **state)
{
	const char *html;
	(void)state;
	char *deep = arena_alloc(arena, 10001);
	memset(deep, '>', 10000);
	assert_int_equal(plaintext_render(arena, deep, 10000, &html), RC_OK);
	memcpy(deep + 9990, "bottom", 6);
	assert_int_equal(plaintext_render(arena, deep, 9996, &html), RC_OK);
	assert_non_null(strstr(html, "bottom"));
	assert_int_equal(plaintext_render(arena, "\xff", 1, &html), RC_INVALID);
	char *large = arena_alloc(arena, LIMIT_MARKUP_INPUT + 2);
	memset(large, 'x', LIMIT_MARKUP_INPUT + 1);
	assert_int_equal(plaintext_render(arena, large, LIMIT_MARKUP_INPUT + 1, &html), RC_TOO_LARGE);
}

/* What is read: tags out, references back. */
static char *read_back(const char *html)
{
	static const char *const names[] = { "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&amp;",
		"&" };
	struct buf text;
	buf_init(&text, strlen(html) + 1);
	while (*html != '\0') {
		size_t name = 0;
		if (*html == '<') {
			html = strchr(html, '>') + 1;
			continue;
		}
		while (name < LENGTH(names) && strncmp(html, names[name], strlen(names[name])) != 0)
			name += 2;
		if (name < LENGTH(names)) {
			buf_text(&text, names[name + 1]);
			html += strlen(names[name]);
		} else {
			buf_char(&text, *html++);
		}
	}
	char *copy = arena_copy(arena, text.data, text.length);
	buf_free(&text);
	return copy;
}

static void drop_signs(char *text, const char *signs)
{
	char *to = text;
	for (; *text != '\0'; text++)
		if (strchr(signs, *text) == NULL)
			*to++ = *text;
	*to = '\0';
}

static void real_mails_lose_no_character(void **state)
{
	(void)state;
	json_t *threads = json_load_file(THREADS, 0, NULL), *thread, *post;
	size_t i, k;
	if (threads == NULL) {
		print_message("%s is not there\n", THREADS);
		skip();
	}
	json_array_foreach(threads, i, thread)
	{
		json_array_foreach(json_object_get(thread, "posts"), k, post)
		{
			char *given = arena_text(arena, json_string_value(json_object_get(post, "body")));
			char *shown = read_back(render(given));
			drop_signs(given, " \t\r\n>");
			drop_signs(shown, " \t\r\n>");
			assert_string_equal(shown, given);
		}
	}
	json_decref(threads);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_and_paragraphs_end_where_they_ended, set_up, tear_down),
		cmocka_unit_test_setup_teardown(quotes_are_as_deep_as_they_are_marked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_patch_keeps_its_columns, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_list_with_dashes_is_no_patch, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_becomes_markup, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		        web_addresses_become_links_and_mail_addresses_do_not, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bounds_hold, set_up, tear_down),
		cmocka_unit_test_setup_teardown(real_mails_lose_no_character, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
