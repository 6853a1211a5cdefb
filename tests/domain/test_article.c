/* Articles and categories against a real database. */
#include <string.h>

#include "base/text.h"
#include "domain/article.h"
#include "domain/category.h"
#include "domain/search.h"
#include "io/markup.h"
#include "scratch.h"

static const struct account nobody = { 0 };
static const struct account customer = { .id = 1, .role = "customer", .state = "active" };
static const struct account agent = { .id = 2, .role = "agent", .state = "active" };

static int setup(void **state)
{
	scratch_reset(state);
	scratch_sql("DELETE FROM article");
	scratch_sql("DELETE FROM category WHERE parent_id IS NOT NULL");
	scratch_sql("DELETE FROM category");
	scratch_sql("DELETE FROM search_dirty");
	return 0;
}

static struct reader reads(const struct account *who, const char *lang)
{
	return article_reader(who, lang, "en");
}

static struct article_source source(const char *slug, const char *lang, const char *title, const char *body)
{
	struct article_source made = {
		.slug = slug, .lang = lang, .title = title, .body = body, .category = "first-steps"
	};
	const char *all = arena_format(scratch.arena, "%s %s %s %s", slug, lang, title, body);
	secret_hash_text(all, made.source_hash);
	return made;
}

static enum article_change import(const struct article_source *from)
{
	enum article_change change;
	assert_int_equal(article_import(scratch.db, scratch.arena, from, &change), RC_OK);
	return change;
}

static enum article_change import_text(
        const char *slug, const char *lang, const char *title, const char *body)
{
	struct article_source from = source(slug, lang, title, body);
	return import(&from);
}

static struct article found(const struct account *who, const char *lang, const char *slug)
{
	struct reader reader = reads(who, lang);
	struct article_page page;
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, slug, &page), RC_OK);
	return page.article;
}

static void index_all(void)
{
	struct arena *arena = arena_new(1 << 16, 64 << 20);
	for (int done = 1; done > 0;)
		assert_int_equal(search_index_some(scratch.db, arena, 100, &done), RC_OK);
	arena_free(arena);
}

static enum rc find_rc(const struct account *who, const char *slug)
{
	struct reader reader = reads(who, "en");
	struct article_page page;
	return article_read(scratch.db, scratch.arena, &reader, slug, &page);
}

/* --- taking in ----------------------------------------------------------------------------------- */

static void test_import_again(void **state)
{
	(void)state;
	assert_int_equal(import_text("hub", "en", "Set up the hub", "One."), ARTICLE_IMPORTED);
	assert_int_equal(import_text("hub", "en", "Set up the hub", "One."), ARTICLE_UNCHANGED);
	assert_int_equal(import_text("hub", "en", "Set up the hub", "Two."), ARTICLE_UPDATED);
	assert_int_equal(import_text("hub", "fa", "راه‌اندازی هاب", "یک."), ARTICLE_IMPORTED);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM article"), 1);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM article_text"), 2);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_dirty"), 3);
}

static void test_import_refuses(void **state)
{
	enum article_change change;
	struct article_source bad[7];
	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		bad[i] = source("hub", "en", "Hub", "One.");
	bad[0].slug = "Not a slug";
	bad[1].lang = "xx";
	bad[2].title = " ";
	bad[3].visibility = "everyone";
	bad[4].category = "../up";
	bad[5].body = NULL;
	bad[6].body = "\xff\xfe";
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(article_import(scratch.db, scratch.arena, &bad[i], &change), RC_INVALID);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM article"), 0);
}

static void test_import_words(void **state)
{
	const char *const tags[] = { "Wi-Fi", "wi-fi", " ", "شبكه" };
	struct article_source from = source("keys", "en", "What is the **Menu** key?", "One.");
	(void)state;
	from.summary = "Opens the **menu** of `files`.";
	from.tags = tags;
	from.tag_count = LENGTH(tags);
	import(&from);
	struct article article = found(&nobody, "en", "keys");
	assert_string_equal(article.title, "What is the Menu key?");
	assert_string_equal(article.summary, "Opens the menu of files.");
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM article_tag"), 2);
}

static void test_rendering(void **state)
{
	(void)state;
	import_text("hub", "en", "The hub",
	        "# The hub\n\nSee [the lamp](lamp.md#reset), [site](https://a.example/b.md).\n\n# "
	        "Reset\n\n## Deep\n\n<b>no</b>");
	struct article article = found(&nobody, "en", "hub");
	assert_null(strstr(article.html, "The hub"));
	assert_non_null(strstr(article.html, "href=\"./lamp#reset\""));
	assert_non_null(strstr(article.html, "href=\"https://a.example/b.md\""));
	assert_non_null(strstr(article.html, "<h2 id=\"reset\">Reset</h2>"));
	assert_null(strstr(article.html, "<b>"));
	assert_string_equal(article.contents, "2\treset\tReset\n3\tdeep\tDeep\n");
}

static void test_old_rendering(void **state)
{
	(void)state;
	import_text("hub", "en", "The hub", "Fresh *words* here.");
	scratch_sql("UPDATE article_text SET html = 'old', markup_version = 0");
	struct article article = found(&nobody, "en", "hub");
	assert_non_null(strstr(article.html, "<em>words</em>"));
	assert_int_equal(import_text("hub", "en", "The hub", "Fresh *words* here."), ARTICLE_UPDATED);
	assert_int_equal(scratch_number("SELECT markup_version AS number FROM article_text"), MARKUP_VERSION);
}

/* --- reading ------------------------------------------------------------------------------------- */

static void test_fallback(void **state)
{
	(void)state;
	import_text("hub", "en", "The hub", "One.");
	import_text("hub", "fa", "هاب", "یک.");
	import_text("old", "lt", "Senas", "Vienas.");
	struct article article = found(&nobody, "fa", "hub");
	assert_string_equal(article.lang, "fa");
	assert_string_equal(article.langs, "en,fa");
	assert_true(article_has_language(&article, "en"));
	assert_false(article_has_language(&article, "lt"));
	article = found(&nobody, "lt", "hub");
	assert_string_equal(article.lang, "en");
	article = found(&nobody, "fa", "old");
	assert_string_equal(article.lang, "lt");
}

static void test_visibility(void **state)
{
	struct article_source from = source("secret", "en", "For staff", "One.");
	(void)state;
	from.visibility = "staff";
	import(&from);
	from = source("members", "en", "For members", "One.");
	from.visibility = "signed_in";
	import(&from);
	assert_int_equal(find_rc(&nobody, "secret"), RC_NOT_FOUND);
	assert_int_equal(find_rc(&customer, "secret"), RC_NOT_FOUND);
	assert_int_equal(find_rc(&agent, "secret"), RC_OK);
	assert_int_equal(find_rc(&nobody, "members"), RC_NOT_FOUND);
	assert_int_equal(find_rc(&customer, "members"), RC_OK);
	assert_int_equal(
	        scratch_number("SELECT article_count AS number FROM category_text WHERE lang = 'en'"), 0);
}

static void test_series(void **state)
{
	static const char *const slugs[] = { "one", "two", "three" };
	struct reader reader = reads(&nobody, "en"), other = reads(&nobody, "fa");
	struct article_page page;
	(void)state;
	for (size_t i = 0; i < LENGTH(slugs); i++) {
		struct article_source from = source(slugs[i], "en", slugs[i], "Text.");
		from.series = "start";
		from.position = i == 2 ? 2 : 1;
		import(&from);
	}
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "one", &page), RC_OK);
	assert_string_equal(page.next.slug, "two");
	assert_int_equal(article_read(scratch.db, scratch.arena, &other, "one", &page), RC_OK);
	assert_string_equal(page.article.lang, "en");
	assert_string_equal(page.next.slug, "two");
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "three", &page), RC_OK);
	assert_int_equal(page.next.id, 0);
}

static void test_page_cost(void **state)
{
	struct reader reader = reads(&nobody, "en");
	struct article_source from = source("hub", "en", "Hub", "Text.");
	struct article_page page;
	(void)state;
	import(&from);
	db_budget(scratch.db, 0);
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "hub", &page), RC_OK);
	assert_int_equal(db_statements(scratch.db), 2);

	from = source("lamp", "en", "Lamp", "Text.");
	from.series = "start";
	import(&from);
	db_budget(scratch.db, 0);
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "lamp", &page), RC_OK);
	assert_int_equal(db_statements(scratch.db), 2);
}

/* Pages that name an article hold copies of its words and of who may see it. */
static void test_copies(void **state)
{
	struct reader reader = reads(&nobody, "en"), insider = reads(&agent, "en");
	struct article_page page;
	(void)state;
	import_text("hub", "en", "Pair the doorbell", "Hold it.");
	import_text("bell", "en", "Charge the doorbell", "Slide it out.");
	struct article_source from = source("lamp", "en", "Clean the doorbell", "Wipe it.");
	from.series = "start";
	import(&from);
	from = source("next", "en", "What comes then", "Rest.");
	from.series = "start";
	from.position = 1;
	import(&from);
	index_all();
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "lamp", &page), RC_OK);
	assert_string_equal(page.next.slug, "next");
	assert_string_equal(page.next.title, "What comes then");
	assert_int_equal(page.related.count, 2);

	from = source("bell", "en", "Fill the battery", "Slide it out.");
	from.summary = "With the cable.";
	import(&from);
	from = source("hub", "en", "Pair the doorbell", "Hold it long.");
	from.visibility = "staff";
	import(&from);
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "lamp", &page), RC_OK);
	assert_int_equal(page.related.count, 1);
	assert_string_equal(page.related.items[0].slug, "bell");
	assert_string_equal(page.related.items[0].title, "Fill the battery");
	assert_string_equal(page.related.items[0].summary, "With the cable.");
	assert_int_equal(article_read(scratch.db, scratch.arena, &insider, "lamp", &page), RC_OK);
	assert_int_equal(page.related.count, 2);

	import_text("bell", "fa", "زنگ در", "آن را بیرون بکشید.");
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "lamp", &page), RC_OK);
	assert_string_equal(page.related.items[0].title, "Fill the battery");
	assert_string_equal(found(&nobody, "en", "bell").langs, "en,fa");
}

static void test_list_pages(void **state)
{
	struct reader reader = reads(&nobody, "en");
	struct article_briefs list;
	struct category category;
	(void)state;
	for (int i = 0; i < 7; i++) {
		const char *slug = arena_format(scratch.arena, "a-%d", i);
		struct article_source from = source(slug, "en", slug, "Text.");
		from.position = i / 3;
		import(&from);
	}
	assert_int_equal(category_find(scratch.db, scratch.arena, &reader, "first-steps", &category), RC_OK);
	assert_int_equal(category.article_count, 7);
	assert_int_equal(
	        article_list_after(scratch.db, scratch.arena, &reader, category.id, NULL, 4, &list), RC_OK);
	assert_int_equal(list.count, 4);
	assert_string_equal(list.items[3].slug, "a-3");
	struct article_place place = { list.items[3].position, list.items[3].id };
	assert_int_equal(
	        article_list_after(scratch.db, scratch.arena, &reader, category.id, &place, 4, &list), RC_OK);
	assert_int_equal(list.count, 3);
	assert_string_equal(list.items[0].slug, "a-4");
	place = (struct article_place){ list.items[0].position, list.items[0].id };
	assert_int_equal(
	        article_list_before(scratch.db, scratch.arena, &reader, category.id, &place, 2, &list),
	        RC_OK);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.items[0].slug, "a-2");
	assert_string_equal(list.items[1].slug, "a-3");
}

/* --- votes --------------------------------------------------------------------------------------- */

static enum article_voted vote(char visitor, bool helpful, const char *reason, const char *comment)
{
	struct reader reader = reads(&nobody, "en");
	struct article_vote given = { .helpful = helpful, .reason = reason, .comment = comment };
	enum article_voted voted;
	memset(given.visitor, visitor, sizeof(given.visitor));
	assert_int_equal(article_vote(scratch.db, scratch.arena, &reader, "hub", &given, 1, &voted), RC_OK);
	return voted;
}

static void test_vote_once(void **state)
{
	(void)state;
	import_text("hub", "en", "Hub", "Text.");
	assert_int_equal(vote('a', true, "", ""), ARTICLE_VOTE_COUNTED);
	assert_int_equal(vote('a', true, "", ""), ARTICLE_VOTE_KNOWN);
	assert_int_equal(vote('a', false, "unclear", ""), ARTICLE_VOTE_KNOWN);
	assert_int_equal(vote('b', false, "", ""), ARTICLE_VOTE_COUNTED);
	assert_int_equal(vote('b', false, "unclear", "Where is the button?"), ARTICLE_VOTE_EXPLAINED);
	assert_int_equal(vote('b', false, "wrong", ""), ARTICLE_VOTE_KNOWN);
	assert_int_equal(scratch_number("SELECT helpful AS number FROM article_text"), 1);
	assert_int_equal(scratch_number("SELECT unhelpful AS number FROM article_text"), 1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM article_vote WHERE reason = 'unclear'"), 1);
}

static void test_votes_weigh(void **state)
{
	(void)state;
	import_text("hub", "en", "Hub", "Text.");
	scratch_sql("DELETE FROM search_dirty");
	for (char visitor = 'a'; visitor < 'a' + 7; visitor++)
		vote(visitor, true, "", "");
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_dirty"), 0);
	vote('z', false, "", "");
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_dirty"), 1);
}

/* --- categories ---------------------------------------------------------------------------------- */

static enum rc put(const char *slug, const char *parent)
{
	const struct category_name names[] = { { "en", slug, "About it" }, { "fa", "نام", NULL } };
	struct category_source from = { slug, "house", parent, 10, names, LENGTH(names) };
	return category_put(scratch.db, scratch.arena, &from);
}

static void test_category_tree(void **state)
{
	struct reader reader = reads(&nobody, "en");
	struct category_list list;
	struct category category;
	(void)state;
	assert_int_equal(put("devices", NULL), RC_OK);
	assert_int_equal(put("hub", "devices"), RC_OK);
	assert_int_equal(put("port", "hub"), RC_INVALID);
	assert_int_equal(put("devices", "devices"), RC_INVALID);
	assert_int_equal(put("lamp", "missing"), RC_INVALID);
	struct article_source from = source("set-up", "en", "Set up", "Text.");
	from.category = "hub";
	import(&from);
	assert_int_equal(category_list_top(scratch.db, scratch.arena, &reader, &list), RC_OK);
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0].slug, "devices");
	assert_int_equal(list.items[0].article_count, 1);
	assert_int_equal(
	        category_list_below(scratch.db, scratch.arena, &reader, list.items[0].id, &list), RC_OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(category_find(scratch.db, scratch.arena, &reader, "hub", &category), RC_OK);
	assert_string_equal(category.parent_name, "devices");
}

static void test_category_named_after_slug(void **state)
{
	struct reader reader = reads(&nobody, "lt");
	struct category category;
	(void)state;
	import_text("hub", "en", "Hub", "Text.");
	assert_int_equal(category_find(scratch.db, scratch.arena, &reader, "first-steps", &category), RC_OK);
	assert_string_equal(category.name, "First steps");
	assert_int_equal(category.article_count, 0);
}

static void test_category_moves(void **state)
{
	(void)state;
	struct article_source from = source("hub", "en", "Hub", "Text.");
	import(&from);
	from = source("hub", "en", "Hub", "Moved.");
	from.category = "devices";
	import(&from);
	assert_int_equal(scratch_number("SELECT article_count AS number FROM category_text t JOIN category c"
	                                " ON c.id = t.category_id WHERE c.slug = 'first-steps'"),
	        0);
	assert_int_equal(scratch_number("SELECT article_count AS number FROM category_text t JOIN category c"
	                                " ON c.id = t.category_id WHERE c.slug = 'devices'"),
	        1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		{ "an article taken in again changes nothing; translations share one slug", test_import_again,
		        setup, NULL, NULL },
		{ "an unsound article is refused whole", test_import_refuses, setup, NULL, NULL },
		{ "titles and summaries lose their Markdown, tags are folded", test_import_words, setup, NULL,
		        NULL },
		{ "a rendering starts at h2, does not repeat the title and links relatively", test_rendering,
		        setup, NULL, NULL },
		{ "a rendering of an older version is made anew", test_old_rendering, setup, NULL, NULL },
		{ "an article missing in a language is shown in another", test_fallback, setup, NULL, NULL },
		{ "an article not for these eyes is missing, and not counted", test_visibility, setup, NULL,
		        NULL },
		{ "a series goes on in its order", test_series, setup, NULL, NULL },
		{ "a related article's new title shows at once, a hidden one is gone at once", test_copies,
		        setup, NULL, NULL },
		{ "an article page costs two statements, in a series, too", test_page_cost, setup, NULL,
		        NULL },
		{ "a category lists by key in both directions", test_list_pages, setup, NULL, NULL },
		{ "a visitor votes once a day and may say why", test_vote_once, setup, NULL, NULL },
		{ "after some votes the search weighs an article anew", test_votes_weigh, setup, NULL, NULL },
		{ "categories have two levels and count what is below them", test_category_tree, setup, NULL,
		        NULL },
		{ "a category made for an article is named after its slug", test_category_named_after_slug,
		        setup, NULL, NULL },
		{ "a moved article is counted where it is now", test_category_moves, setup, NULL, NULL },
	};
	scratch_open("article", 1);
	return cmocka_run_group_tests(tests, NULL, scratch_close);
}
