/*
 * Markdown: the CommonMark examples, hostile payloads, callouts, headings and bounds. The example files lie
 * beside the checkout in ../shared/data; where they are absent those tests are skipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "io/entity.h"
#include "io/markup.h"

#define DATA "../shared/data/security/"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 20, (size_t)64 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *render(const char *text, const struct markup_options *options)
{
	struct markup_page page;

	assert_int_equal(markup_render(arena, text, strlen(text), options, &page), RC_OK);
	assert_int_equal(page.length, strlen(page.html));
	return page.html;
}

static const struct markup_options rich = { .heading_ids = true, .callouts = true, .extensions = true };

#define assert_renders(text, html) assert_string_equal(render(text, &rich), html)
#define assert_has(html, piece)                                                                              \
	if (strstr(html, piece) == NULL)                                                                     \
	fail_msg("%s not in %s", piece, html)
#define assert_lacks(html, piece)                                                                            \
	if (strstr(html, piece) != NULL)                                                                     \
	fail_msg("%s in %s", piece, html)

static json_t *data(const char *name)
{
	char *path = arena_format(arena, DATA "%s", name);
	json_t *list = json_load_file(path, JSON_ALLOW_NUL, NULL);

	if (list == NULL) {
		print_message("skipped: %s is not there\n", path);
		skip();
	}
	return list;
}

/* --- a small reader of HTML, strict enough to notice what should not be there ---------------- */

struct tag {
	char name[16];
	bool closes;
	struct {
		char name[16];
		char *value; /* decoded */
	} attributes[8];
	size_t count;
};

static char *decode(const char *text, size_t length)
{
	struct buf out;
	char one[ENTITY_BYTES];

	buf_init(&out, length * 4 + 1);
	for (size_t i = 0; i < length;) {
		const char *end = text[i] == '&' ? memchr(text + i, ';', length - i) : NULL;
		size_t bytes = end != NULL ? entity_decode(text + i, (size_t)(end - text) - i + 1, one) : 0;
		if (bytes > 0) {
			buf_add(&out, one, bytes);
			i = (size_t)(end - text) + 1;
		} else {
			buf_char(&out, text[i++]);
		}
	}
	char *copy = arena_copy(arena, out.data, out.length);
	buf_free(&out);
	return copy;
}

static const char *read_name(const char *at, char name[16])
{
	size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (length == 0 || length > 15)
		return NULL;
	memcpy(name, at, length);
	name[length] = '\0';
	return at + length;
}

/* Reads the tag at '<'; NULL if it is not of the shape that we or the examples write. */
static const char *read_tag(const char *at, struct tag *tag)
{
	*tag = (struct tag){ .closes = at[1] == '/' };
	at = read_name(at + 1 + tag->closes, tag->name);
	while (at != NULL && *at == ' ' && at[1] != '/') {
		if (tag->count == 8)
			return NULL;
		at = read_name(at + 1, tag->attributes[tag->count].name);
		if (at == NULL || at[0] != '=' || at[1] != '"')
			return NULL;
		const char *end = strchr(at + 2, '"');
		if (end == NULL)
			return NULL;
		tag->attributes[tag->count++].value = decode(at + 2, (size_t)(end - at) - 2);
		at = end + 1;
	}
	if (at != NULL && strncmp(at, " />", 3) == 0)
		return at + 3;
	return at != NULL && *at == '>' ? at + 1 : NULL;
}

static const char *value_of(const struct tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->count; i++)
		if (strcmp(tag->attributes[i].name, name) == 0)
			return tag->attributes[i].value;
	return NULL;
}

static bool in_list(const char *list, const char *name)
{
	char *word = arena_format(arena, " %s ", name);
	return strstr(list, word) != NULL;
}

static const char *const block_tags =
        " p h1 h2 h3 h4 h5 h6 blockquote ul ol li pre hr br div table thead tbody tr th td aside ";

static void trim_end(struct buf *out)
{
	if (out->length > 0 && out->data[out->length - 1] == ' ')
		buf_cut(out, out->length - 1);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void write_tag(struct buf *out, const struct tag *tag)
{
	char *attributes[8];
	size_t count = 0;

	for (size_t i = 0; i < tag->count; i++)
		if (!in_list(" rel id class ", tag->attributes[i].name))
			attributes[count++] = arena_format(
			        arena, " %s=[%s]", tag->attributes[i].name, tag->attributes[i].value);
	qsort(attributes, count, sizeof(attributes[0]), by_text);
	buf_format(out, "<%s%s", tag->closes ? "/" : "", tag->name);
	for (size_t i = 0; i < count; i++)
		buf_text(out, attributes[i]);
	buf_char(out, '>');
}

static bool path_of_site(const char *url)
{
	return url != NULL && url[0] == '/' && url[1] != '/';
}

/* White space between words as HTML shows it; preformatted text as it is. */
static void write_text(struct buf *out, const char *text, bool pre)
{
	for (; *text != '\0'; text++) {
		bool space = !pre && strchr(" \t\n\r", *text) != NULL;
		if (!space)
			buf_char(out, *text == '<' ? '\x01' : *text);
		else if (out->length > 0 && out->data[out->length - 1] != ' ')
			buf_char(out, ' ');
	}
}

/* One spelling for equal trees. Links and images that we do not allow are taken out, their text stays. */
static char *normalise(const char *html)
{
	struct buf out;
	bool pre = false, link = false;
	struct tag tag;

	buf_init(&out, strlen(html) * 3 + 256);
	while (*html != '\0') {
		size_t text = strcspn(html, "<");
		write_text(&out, decode(html, text), pre);
		html += text;
		if (*html == '\0')
			break;
		html = read_tag(html, &tag);
		assert_non_null(html);
		bool block = in_list(block_tags, tag.name);
		if (block && !pre)
			trim_end(&out);
		if (strcmp(tag.name, "pre") == 0)
			pre = !tag.closes;
		if (strcmp(tag.name, "a") == 0 && !tag.closes)
			link = markup_url_safe(value_of(&tag, "href"));
		if (strcmp(tag.name, "a") == 0 && !link)
			continue;
		if (strcmp(tag.name, "img") == 0 && !path_of_site(value_of(&tag, "src"))) {
			write_text(&out, value_of(&tag, "alt"), pre);
			continue;
		}
		write_tag(&out, &tag);
		while (block && !pre && *html != '\0' && strchr(" \n", *html) != NULL)
			html++;
	}
	trim_end(&out);
	char *copy = arena_copy(arena, out.data, out.length);
	buf_free(&out);
	return copy;
}

/* An example shows the text's own HTML if a piece of it from '<' on stands unchanged in the result. */
static bool has_raw_html(const char *markdown, const char *html)
{
	for (const char *at = markdown; (at = strchr(at, '<')) != NULL; at++) {
		size_t length = strcspn(at, ">\n");
		char *piece = arena_copy(arena, at, length < 5 ? length : 5);
		if (at[1] != '\0' && strchr(" \n", at[1]) == NULL && strstr(html, piece) != NULL)
			return true;
	}
	return false;
}

static void test_commonmark_examples(void **state)
{
	(void)state;
	json_t *list = data("commonmark-0.31-spec.json"), *example;
	size_t index, compared = 0, raw = 0, wrong = 0;
	const struct markup_options options = { .images = true };

	json_array_foreach(list, index, example)
	{
		const char *markdown = json_string_value(json_object_get(example, "markdown"));
		const char *html = json_string_value(json_object_get(example, "html"));
		arena_reset(arena);
		if (has_raw_html(markdown, html)) {
			raw++;
			continue;
		}
		compared++;
		const char *got = render(markdown, &options);
		if (strcmp(normalise(html), normalise(got)) != 0) {
			wrong++;
			print_message(
			        "example %zu: %s\n want %s\n got  %s\n", index + 1, markdown, html, got);
		}
	}
	json_decref(list);
	print_message("%zu examples equal, %zu with HTML of their own left out\n", compared - wrong, raw);
	assert_int_equal(wrong, 0);
	assert_true(compared > 550);
}

static const char *const allowed_tags =
        " p h1 h2 h3 h4 h5 h6 blockquote ul ol li pre code hr br em strong del a img "
        "table thead tbody tr th td div aside ";
static const char *const allowed_attributes = " href title rel src alt class id dir start role ";

static void check_url(const char *url)
{
	static const char *const starts[] = { "http://", "https://", "mailto:", "/", "#", "?", "./" };
	bool good = false;

	for (size_t i = 0; url != NULL && i < LENGTH(starts); i++)
		good = good || strncasecmp(url, starts[i], strlen(starts[i])) == 0;
	if (url != NULL && (!good || strncmp(url, "//", 2) == 0 || strchr(url, '\\') != NULL))
		fail_msg("address: %s", url);
}

static void check_safe(const char *html)
{
	struct tag tag;

	while ((html = strchr(html, '<')) != NULL) {
		const char *next = read_tag(html, &tag);
		if (next == NULL || !in_list(allowed_tags, tag.name))
			fail_msg("tag: %.60s", html);
		for (size_t i = 0; i < tag.count; i++)
			if (!in_list(allowed_attributes, tag.attributes[i].name))
				fail_msg("attribute: %.60s", html);
		check_url(value_of(&tag, "href"));
		check_url(value_of(&tag, "src"));
		html = next;
	}
}

/* The payload alone, as a link target, an image, a reference, code, in a quote and a table. */
static void check_payload(const char *payload)
{
	static const char *const frames[] = { "%s", "[a](%s)", "![a](<%s>)", "[a]: %s\n\n[a] ![a]", "<%s>",
		"```%s\nx\n```", "> **Note:** %s", "# %s", "|a|\n|---|\n|%s|", "www.%s http://%s",
		"[a](/b \"%s\")" };
	const struct markup_options options = { 1, true, true, true, true, true, true, NULL, NULL };

	for (size_t i = 0; i < LENGTH(frames); i++) {
		struct markup_page page;
		struct buf text;
		buf_init(&text, (size_t)1 << 20);
		for (const char *c = frames[i]; *c != '\0'; c++) {
			if (c[0] == '%') {
				buf_text(&text, payload);
				c++;
			} else {
				buf_char(&text, *c);
			}
		}
		enum rc rc = markup_render(arena, text.data, text.length, &options, &page);
		assert_true(rc == RC_OK || rc == RC_TOO_LARGE);
		check_safe(page.html);
		buf_free(&text);
		arena_reset(arena);
	}
}

static void test_payloads(void **state)
{
	(void)state;
	json_t *list = data("dompurify-expect.json"), *item;
	size_t index;

	json_array_foreach(list, index, item)
	        check_payload(json_string_value(json_object_get(item, "payload")));
	json_decref(list);
}

static void test_naughty_strings(void **state)
{
	(void)state;
	json_t *list = data("blns.json"), *item;
	size_t index;

	json_array_foreach(
	        list, index, item) if (text_valid(json_string_value(item), json_string_length(item)))
	        check_payload(json_string_value(item));
	json_decref(list);
}

static void test_schemes(void **state)
{
	(void)state;
	static const char *const bad[] = { "javascript:alert(1)", "JaVaScRiPt:alert(1)",
		"&#106;avascript:alert(1)", "javascript&colon;alert(1)", "java&Tab;script:alert(1)",
		"java&NewLine;script:alert(1)", "&#1;javascript:x", "data:text/html,x", "vbscript:x",
		"file:///etc/passwd", "//evil.example", "&sol;&sol;evil.example", "https:evil.example",
		"http:///evil.example", "http://", "javascript\\:x", "ftp://a.example", "feed:x", "relative",
		"" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		const char *html = render(arena_format(arena, "[a](%s) ![b](%s)", bad[i], bad[i]), &rich);
		if (strstr(html, "href") != NULL || strstr(html, "src") != NULL)
			fail_msg("%s gave %s", bad[i], html);
	}
}

static void test_url_safe(void **state)
{
	(void)state;
	static const char *const good[] = { "/", "/fa/kb", "#a", "?q=1", "./b", "https://a.example/b?c#d",
		"HTTP://a", "mailto:a@b.lt" };
	static const char *const bad[] = { "", "//a", "/\\a", "\\a", "/a\nb", "/a b", "/\ta", "/a\x7f",
		"javascript:x", "http:/a", "http://", "https://@a", "mailto:", "a/b", "../a", ".//a", ".",
		"tel:1", "ht\ntp://a" };

	for (size_t i = 0; i < LENGTH(good); i++)
		if (!markup_url_safe(good[i]))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (markup_url_safe(bad[i]))
			fail_msg("let through: %s", bad[i]);
	assert_false(markup_url_safe(NULL));
}

static void test_links(void **state)
{
	(void)state;
	assert_renders("[a](https://b.example \"t\")",
	        "<p><a href=\"https://b.example\" rel=\"nofollow ugc noopener\" title=\"t\">a</a></p>\n");
	assert_renders("[a](/b?c=1&d)", "<p><a href=\"/b?c=1&amp;d\">a</a></p>\n");
	assert_renders("[راهنما](/fa/kb/۱)", "<p><a href=\"/fa/kb/%DB%B1\">راهنما</a></p>\n");
	assert_renders("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>\n");
}

static void test_bare_addresses(void **state)
{
	(void)state;
	assert_renders("(www.a.lt/x_y), http://a.lt.",
	        "<p>(<a href=\"http://www.a.lt/x_y\" rel=\"nofollow ugc noopener\">www.a.lt/x_y</a>), "
	        "<a href=\"http://a.lt\" rel=\"nofollow ugc noopener\">http://a.lt</a>.</p>\n");
	assert_renders("به https://a.ir/صفحه، یا a.b+c@d.ir بروید",
	        "<p>به <a href=\"https://a.ir/%D8%B5%D9%81%D8%AD%D9%87\" rel=\"nofollow ugc noopener\">"
	        "https://a.ir/صفحه</a>، یا <a href=\"mailto:a.b+c@d.ir\">a.b+c@d.ir</a> بروید</p>\n");
	assert_renders("http://a.lt/(b)c)", "<p><a href=\"http://a.lt/(b)c\" rel=\"nofollow ugc noopener\">"
	                                    "http://a.lt/(b)c</a>)</p>\n");
	assert_renders(
	        "[www.a.lt](/b) `www.a.lt`", "<p><a href=\"/b\">www.a.lt</a> <code>www.a.lt</code></p>\n");
	assert_renders("www.nodot http:// a@b @c www. javascript:x",
	        "<p>www.nodot http:// a@b @c www. javascript:x</p>\n");
}

static const char *own_link(void *context, struct arena *memory, const char *url)
{
	(void)context;
	if (strcmp(url, "bad.md") == 0)
		return "javascript:x";
	return text_starts(url, "other") ? arena_format(memory, "/kb/%s", url) : NULL;
}

static void test_link_rewriting(void **state)
{
	(void)state;
	const struct markup_options options = { .images = true, .link = own_link };

	assert_string_equal(
	        render("[a](other.md) [b](bad.md) ![c](other.png) ![d](https://x.example/d.png)", &options),
	        "<p><a href=\"/kb/other.md\">a</a> b <img src=\"/kb/other.png\" alt=\"c\"> d</p>\n");
}

static void test_callouts(void **state)
{
	(void)state;
	static const struct {
		const char *label, *kind;
	} known[] = { { "**Note:**", "note" }, { "**tip**:", "tip" }, { "**WARNING:**", "warning" },
		{ "__Important__:", "important" }, { "**نکته:**", "note" }, { "**توصیه**:", "tip" },
		{ "**هشدار:**", "warning" }, { "**مهم:**", "important" }, { "**Pastaba:**", "note" },
		{ "**Patarimas**:", "tip" }, { "**Įspėjimas:**", "warning" },
		{ "**SVARBU:**", "important" } };

	for (size_t i = 0; i < LENGTH(known); i++) {
		const char *html = render(arena_format(arena, "> %s text\n>\n> more", known[i].label), &rich);
		assert_has(html,
		        arena_format(arena, "<aside role=\"note\" class=\"callout callout-%s\">\n<p><strong>",
		                known[i].kind));
		assert_has(html, "<p>more</p>\n</aside>\n");
		assert_lacks(html, "blockquote");
	}
	assert_renders("> ## Read *this*\n> body",
	        "<aside role=\"note\" class=\"callout callout-note\">\n<p class=\"callout-title\">"
	        "Read <em>this</em></p>\n<p>body</p>\n</aside>\n");
}

static void test_plain_quotes(void **state)
{
	(void)state;
	static const char *const plain[] = { "> **Note** that", "> Note: a", "> *Note:* a", "> a **Note:** b",
		"> - **Note:** a", "> **Notes:** a", "> ****", "> **No*t*e:** a", "> `x`", "> a\n>\n> # b",
		"> **Note**", "> **:** a" };

	for (size_t i = 0; i < LENGTH(plain); i++)
		assert_has(render(plain[i], &rich), "<blockquote>");
	const struct markup_options none = { 0 };
	assert_has(render("> **Note:** a", &none), "<blockquote>");
	const char *inner = render("> a\n> > **Note:** b\n>\n> c", &rich);
	assert_has(inner, "<blockquote>\n<p>a</p>\n<aside role=\"note\" class=\"callout callout-note\">");
	assert_has(inner, "</aside>\n<p>c</p>\n</blockquote>");
}

static void test_heading_ids(void **state)
{
	(void)state;
	struct markup_options options = { .heading_shift = 1, .heading_ids = true };
	struct markup_page page;
	const char *text =
	        "# Set up *Wi-Fi* &amp; VPN\n## شبکه‌های بی‌سیم\n# a\n# a\n# a-2\n# a\n# "
	        "!\n###### Žemė";

	assert_int_equal(markup_render(arena, text, strlen(text), &options, &page), RC_OK);
	static const char *const ids[] = { "set-up-wi-fi-vpn", "شبکه-های-بی-سیم", "a", "a-2", "a-2-2", "a-3",
		"section", "žemė" };
	assert_int_equal(page.heading_count, LENGTH(ids));
	for (size_t i = 0; i < LENGTH(ids); i++)
		assert_string_equal(page.headings[i].id, ids[i]);
	assert_string_equal(page.headings[0].text, "Set up Wi-Fi & VPN");
	assert_int_equal(page.headings[0].level, 2);
	assert_int_equal(page.headings[1].level, 3);
	assert_int_equal(page.headings[7].level, 6);
	assert_has(page.html, "<h2 id=\"set-up-wi-fi-vpn\">Set up <em>Wi-Fi</em> &amp; VPN</h2>");
}

/* Processor milliseconds of this process: what others do on the machine does not count. */
static int64_t spent_ms(void)
{
	struct timespec spent;
	assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent), 0);
	return (int64_t)spent.tv_sec * 1000 + spent.tv_nsec / 1000000;
}

static void test_headings_leave_the_pages_own_ids_alone(void **state)
{
	(void)state;
	static const char *const ids[] = { "s-main", "s-vote", "s-f-comment", "s-h-toc", "f" };
	const char *text = "# Main\n# Vote\n# F comment\n# H toc\n# F\n";
	struct markup_options options = { .heading_ids = true };
	struct markup_page page;

	assert_int_equal(markup_render(arena, text, strlen(text), &options, &page), RC_OK);
	assert_int_equal(page.heading_count, LENGTH(ids));
	for (size_t i = 0; i < LENGTH(ids); i++)
		assert_string_equal(page.headings[i].id, ids[i]);
}

static void test_heading_number_is_bounded(void **state)
{
	(void)state;
	struct buf text;
	struct markup_page page;
	int64_t start = spent_ms();

	buf_init(&text, (size_t)1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_text(&text, "# same\n");
	assert_int_equal(markup_render(arena, text.data, text.length, &rich, &page), RC_OK);
	assert_int_equal(page.heading_count, LIMIT_HEADINGS);
	assert_string_equal(page.headings[LIMIT_HEADINGS - 1].id, "same-1000");
	assert_true(spent_ms() - start < 10000);
	buf_free(&text);
}

static void test_tables(void **state)
{
	(void)state;
	assert_renders("|a|b|c|\n|---|:-:|--:|\n|1|~~2~~|3|",
	        "<div class=\"table-wrap\"><table>\n<thead>\n<tr>\n<th>a</th>\n<th "
	        "class=\"cell-center\">b</th>\n"
	        "<th class=\"cell-end\">c</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n"
	        "<td class=\"cell-center\"><del>2</del></td>\n<td "
	        "class=\"cell-end\">3</td>\n</tr>\n</tbody>\n"
	        "</table></div>\n");
	const struct markup_options strict = { 0 };
	assert_lacks(render("|a|\n|---|\n|~~1~~|", &strict), "<table");
}

static enum rc render_table(size_t columns, size_t rows)
{
	struct buf text;
	struct markup_page page;

	buf_init(&text, LIMIT_MARKUP_INPUT);
	for (size_t i = 0; i < columns; i++)
		buf_text(&text, "|abc");
	buf_char(&text, '\n');
	for (size_t i = 0; i < columns; i++)
		buf_text(&text, "|---");
	buf_char(&text, '\n');
	for (size_t row = 1; row < rows; row++) {
		for (size_t i = 0; i < columns; i++)
			buf_text(&text, "|abc");
		buf_char(&text, '\n');
	}
	enum rc rc = markup_render(arena, text.data, text.length, &rich, &page);
	const char *plain;
	enum rc plain_rc = markup_plain(arena, text.data, text.length, &plain);
	assert_true(plain_rc == rc || columns > LIMIT_TABLE_COLUMNS);
	buf_free(&text);
	return rc;
}

static void test_table_bounds(void **state)
{
	(void)state;
	assert_int_equal(render_table(LIMIT_TABLE_COLUMNS, 2), RC_OK);
	assert_int_equal(render_table(LIMIT_TABLE_COLUMNS + 1, 2), RC_TOO_LARGE);
	assert_int_equal(render_table(20, LIMIT_TABLE_CELLS / 20), RC_OK);
	assert_int_equal(render_table(20, LIMIT_TABLE_CELLS / 20 + 1), RC_TOO_LARGE);
}

static void test_direction(void **state)
{
	(void)state;
	const struct markup_options options = {
		.direction_auto = true, .callouts = true, .extensions = true
	};
	const char *html = render(
	        "# a\n\nb `c`\n\n- d\n\n> e\n\n> **Note:** f\n\n```sh\ng\n```\n\n|h|\n|---|\n|i|", &options);

	assert_has(html, "<h1 dir=\"auto\">a</h1>");
	assert_has(html, "<p dir=\"auto\">b <code dir=\"ltr\">c</code></p>");
	assert_has(html, "<li dir=\"auto\">d</li>");
	assert_has(html, "<blockquote dir=\"auto\">");
	assert_has(html, "<aside role=\"note\" class=\"callout callout-note\" dir=\"auto\">");
	assert_has(html, "<pre dir=\"ltr\"><code class=\"language-sh\">g\n</code></pre>");
	assert_has(html, "<td dir=\"auto\">i</td>");
}

static void test_breaks(void **state)
{
	(void)state;
	const struct markup_options message = { .plain_breaks = true };

	assert_string_equal(render("a\nb", &message), "<p>a<br>\nb</p>\n");
	assert_renders("a\nb  \nc", "<p>a\nb<br>\nc</p>\n");
}

static void test_symbols_survive(void **state)
{
	(void)state;
	assert_renders("*£* `*£*` _😀_ **€5**",
	        "<p><em>£</em> <code>*£*</code> <em>😀</em> <strong>€5</strong></p>\n");
}

static void test_nesting_is_flat_past_the_limit(void **state)
{
	(void)state;
	char text[4 * LIMIT_NESTING + 3];

	memset(text, '>', sizeof(text) - 3);
	memcpy(text + sizeof(text) - 3, "a\n", 3);
	const char *html = render(text, &rich);
	size_t quotes = 0;
	for (const char *at = html; (at = strstr(at, "<blockquote>")) != NULL; at++)
		quotes++;
	assert_int_equal(quotes, LIMIT_NESTING);
	assert_has(html, "<p>a</p>");
}

static int64_t render_repeated(const char *piece, char *text, size_t size)
{
	const struct markup_options options = { 1, true, true, true, true, true, true, NULL, NULL };
	struct markup_page page;
	const char *plain;
	size_t step = strlen(piece);

	for (size_t at = 0; at < size; at++)
		text[at] = piece[at % step];
	int64_t start = spent_ms();
	enum rc rc = markup_render(arena, text, size - size % step, &options, &page);
	assert_true(rc == RC_OK || rc == RC_TOO_LARGE);
	arena_reset(arena);
	rc = markup_plain(arena, text, size - size % step, &plain);
	assert_true(rc == RC_OK || rc == RC_TOO_LARGE);
	arena_reset(arena);
	return spent_ms() - start;
}

/* Four times the text may take four times the work, not sixteen times. */
static void test_hostile_repetition_is_linear(void **state)
{
	(void)state;
	static const char *const pieces[] = { "[", "]", "*", "_", "`", "![", "[](", "[a](", "**a ", "*a_ ",
		"> ", "- ", "1. ", "<", "&", "&#", "~", "~~a ", "[a]: b\n", "a|b\n---|---\n", "|\n", "\\",
		"<!--", "http://a.b(", "www.a.b ", "a@b.", "@", "# a\n", "`` ` ", "*a **a ", "![[]()", "*£",
		"a\n=\n", "\n" };
	size_t size = LIMIT_MARKUP_INPUT;
	char *text = malloc(size);

	assert_non_null(text);
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		int64_t quarter = render_repeated(pieces[i], text, size / 4);
		int64_t whole = render_repeated(pieces[i], text, size);
		if (whole > 9 * quarter + 300)
			fail_msg("%s: %ld ms for a quarter, %ld ms for the whole", pieces[i], (long)quarter,
			        (long)whole);
	}
	free(text);
}

static void test_refusals(void **state)
{
	(void)state;
	struct markup_page page;
	const char *plain;
	static char large[LIMIT_MARKUP_INPUT + 1];

	memset(large, 'a', sizeof(large));
	assert_int_equal(markup_render(arena, large, sizeof(large), &rich, &page), RC_TOO_LARGE);
	assert_int_equal(markup_plain(arena, large, sizeof(large), &plain), RC_TOO_LARGE);
	assert_int_equal(markup_render(arena, "\xff", 1, &rich, &page), RC_INVALID);
	assert_int_equal(markup_plain(arena, "a\xc3", 2, &plain), RC_INVALID);
	struct arena *small = arena_new(64, 64);
	assert_int_equal(markup_render(small, large, 1000, &rich, &page), RC_NO_MEMORY);
	arena_free(small);
	assert_int_equal(markup_render(arena, "", 0, &rich, &page), RC_OK);
	assert_string_equal(page.html, "");
}

static void test_plain(void **state)
{
	(void)state;
	const char *text = "# A &amp; *b*\n\n- c\n- [d](/e)\n\n> "
	                   "f\ng\n\n```\nh\n```\n\n|i|j|\n|---|---|\n|k|<b>|\n\n![l](m)",
	           *plain;

	assert_int_equal(markup_plain(arena, text, strlen(text), &plain), RC_OK);
	assert_string_equal(plain, "A & b\nc\nd\nf g\nh\ni\nj\nk\n<b>\nl\n");
}

static void test_entities(void **state)
{
	(void)state;
	static const struct {
		const char *reference, *text;
	} known[] = { { "&amp;", "&" }, { "&AMP;", "&" }, { "&ouml;", "ö" }, { "&zwnj;", "\u200C" },
		{ "&#1740;", "ی" }, { "&#x6CC;", "ی" }, { "&#X6cc;", "ی" }, { "&#0;", "\uFFFD" },
		{ "&#xD800;", "\uFFFD" }, { "&#99999999;", "\uFFFD" }, { "&#x10FFFF;", "\U0010FFFF" },
		{ "&ngE;", "≧\u0338" }, { "&CounterClockwiseContourIntegral;", "∳" }, { "&Zopf;", "ℤ" },
		{ "&AElig;", "Æ" }, { "&zwj;", "\u200D" } };
	static const char *const unknown[] = { "&;", "&#;", "&#x;", "&amp", "amp;", "&am;", "&ampx;", "&#1a;",
		"&#xg;", "& amp;" };
	char text[ENTITY_BYTES];

	for (size_t i = 0; i < LENGTH(known); i++) {
		assert_int_equal(entity_decode(known[i].reference, strlen(known[i].reference), text),
		        strlen(known[i].text));
		assert_string_equal(text, known[i].text);
	}
	for (size_t i = 0; i < LENGTH(unknown); i++)
		assert_int_equal(entity_decode(unknown[i], strlen(unknown[i]), text), 0);
	/* a NUL ends no name: the table must not be read past one of its own */
	assert_int_equal(entity_decode("&nvlt\0\0\0\0;", 10, text), 0);
	assert_int_equal(entity_decode("&amp\0;", 6, text), 0);
}

#define TEST(name, function)                                                                                 \
	{                                                                                                    \
		name, function, set_up, tear_down, NULL                                                      \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST("each CommonMark example without HTML of its own gives the tree of the specification",
		        test_commonmark_examples),
		TEST("INJ-03: no payload yields a tag, attribute or address outside our list", test_payloads),
		TEST("INJ-03: no naughty string yields a tag, attribute or address outside our list",
		        test_naughty_strings),
		TEST("INJ-03: only web, mail and own addresses become links", test_schemes),
		TEST("INJ-07: an address is safe by its scheme or as a path of this site", test_url_safe),
		TEST("links outside carry rel, text's own HTML shows as text", test_links),
		TEST("bare addresses become links and leave punctuation out", test_bare_addresses),
		TEST("link targets can be rewritten and are checked after that", test_link_rewriting),
		TEST("labels in three languages and headings make callouts", test_callouts),
		TEST("other quotes stay quotes", test_plain_quotes),
		TEST("heading ids come from the words and are unique", test_heading_ids),
		TEST("headings leave the page's own ids alone", test_headings_leave_the_pages_own_ids_alone),
		TEST("the number of headings with ids is bounded", test_heading_number_is_bounded),
		TEST("tables are wrapped and aligned by class", test_tables),
		TEST("tables stop at 32 columns and 20,000 cells", test_table_bounds),
		TEST("blocks of text carry dir=auto and code ltr when asked", test_direction),
		TEST("single line breaks show when asked", test_breaks),
		TEST("symbols beside emphasis marks come out as written", test_symbols_survive),
		TEST("nesting past the limit is flat", test_nesting_is_flat_past_the_limit),
		TEST("a megabyte of hostile repetition takes linear work", test_hostile_repetition_is_linear),
		TEST("BLD-05: large, broken and memory-starved inputs are refused", test_refusals),
		TEST("plain words of a text", test_plain),
		TEST("character references", test_entities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
