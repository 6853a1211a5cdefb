/* The search against a real database: what is indexed, what is found, who may find it. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "library.h"
#include "scratch.h"

/* --- the index ----------------------------------------------------------------------------------- */

static void test_follows_source(void **state)
{
	(void)state;
	library_add_text("hub", "en", "Set up the hub", "Plug the adapter into the wall.");
	assert_false(library_finds("en", "adapter", "hub"));
	library_index();
	assert_true(library_finds("en", "adapter", "hub"));
	library_add_text("hub", "en", "Set up the hub", "Plug the cable into the router.");
	library_index();
	assert_false(library_finds("en", "adapter", "hub"));
	assert_true(library_finds("en", "cable", "hub"));
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM search_term WHERE term = 'adapter'"), 0);
	scratch_sql(
	        "INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'article', id, 0 FROM article");
	scratch_sql("DELETE FROM article");
	library_index();
	assert_false(library_finds("en", "cable", "hub"));
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_doc"), 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_term"), 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_doc_term"), 0);
}

static void test_counts_words(void **state)
{
	(void)state;
	library_add_text("one", "en", "Router", "The router, a router.");
	library_add_text("two", "en", "Cable", "For the router.");
	library_index();
	assert_int_equal(scratch_number("SELECT docs AS number FROM search_term WHERE term = 'router'"), 2);
	library_add_text("two", "en", "Cable", "For the lamp.");
	library_index();
	assert_int_equal(scratch_number("SELECT docs AS number FROM search_term WHERE term = 'router'"), 1);
}

static void test_turns(void **state)
{
	struct arena *arena = arena_new(1 << 16, 64 << 20);
	int done;
	(void)state;
	library_add_text("one", "en", "Router", "The first.");
	assert_int_equal(search_index_some(scratch.db, arena, 1, &done), RC_OK);
	library_add_text("two", "en", "Lamp", "The second.");
	assert_int_equal(search_index_some(scratch.db, arena, 1, &done), RC_OK);
	assert_true(library_finds("en", "lamp", "two"));
	arena_free(arena);
}

static void test_poisoned_row(void **state)
{
	(void)state;
	scratch_sql("INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('unknown', 1, 0), "
	            "('article', 999, 0)");
	library_add_text("hub", "en", "Hub", "Adapter.");
	library_index();
	assert_true(library_finds("en", "adapter", "hub"));
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_dirty"), 0);
}

static void test_reindex(void **state)
{
	int64_t count;
	(void)state;
	library_add_text("hub", "en", "Hub", "Adapter.");
	library_index();
	scratch_sql("DELETE FROM search_doc");
	assert_int_equal(search_reindex_all(scratch.db, 1, &count), RC_OK);
	assert_int_equal(count, 1);
	library_index();
	assert_true(library_finds("en", "adapter", "hub"));
}

static void test_optimize(void **state)
{
	(void)state;
	assert_int_equal(search_optimize(scratch.db, scratch.arena, 1000000), RC_OK);
}

static void test_related(void **state)
{
	struct account nobody = { 0 };
	struct reader reader = article_reader(&nobody, "en", "en");
	struct article_page page;
	(void)state;
	library_add_text("lamp", "en", "Change the battery of the lamp", "Open it.");
	library_add_text("bell", "en", "Change the battery of the doorbell", "Slide it out.");
	library_add_text("bill", "en", "Find an invoice", "In your account.");
	library_index();
	assert_int_equal(article_read(scratch.db, scratch.arena, &reader, "lamp", &page), RC_OK);
	assert_int_equal(page.related.count, 1);
	assert_string_equal(page.related.items[0].slug, "bell");
}

/* --- one word in several spellings --------------------------------------------------------------- */

static void test_persian_letters(void **state)
{
	(void)state;
	library_add_text("care", "fa", "پشتیبانی مشتری", "همیشه در کنار شما.");
	library_index();
	assert_true(library_finds("fa", "پشتیبانی مشتری", "care"));
	assert_true(library_finds("fa", "پشتيباني مشتري", "care"));
}

static void test_persian_spacing(void **state)
{
	static const char *const spellings[] = { "شبکه‌های اجتماعی", "شبکه های اجتماعی",
		"شبکههای اجتماعی" };
	(void)state;
	for (size_t i = 0; i < LENGTH(spellings); i++)
		library_add_text(arena_format(scratch.arena, "net-%zu", i), "fa", "متن", spellings[i]);
	library_index();
	for (size_t i = 0; i < LENGTH(spellings); i++)
		assert_int_equal(library_search("fa", spellings[i]).hits.total, 3);
}

static void test_lithuanian_letters(void **state)
{
	(void)state;
	library_add_text("bill", "lt", "Kur rasti sąskaitą", "Paskyroje.");
	library_index();
	assert_true(library_finds("lt", "sąskaita", "bill"));
	assert_true(library_finds("lt", "saskaita", "bill"));
}

static void assert_meant(const char *lang, const char *query, const char *meant)
{
	struct search_result result = library_search(lang, query);
	assert_int_equal(result.hits.total, 0);
	assert_non_null(result.meant);
	assert_string_equal(result.meant, meant);
}

static void test_did_you_mean(void **state)
{
	(void)state;
	library_add_text("pass", "en", "Reset your password", "Choose a new password.");
	library_add_text("pass", "fa", "بازیابی گذرواژه", "گذرواژه تازه‌ای برگزینید.");
	library_add_text("pass", "lt", "Kaip atkurti slaptažodį", "Naujas slaptažodis.");
	library_index();
	assert_meant("en", "reset pasword", "reset password");
	assert_meant("fa", "گذرواژخ", "گذرواژه");
	assert_meant("lt", "slaptažpdis", "slaptažodis");
	assert_null(library_search("en", "passwords").meant);
	assert_null(library_search("en", "xyzzyplugh").meant);
}

/* --- asking -------------------------------------------------------------------------------------- */

static void test_rights(void **state)
{
	struct account agent = { .id = 2, .role = "agent", .state = "active" };
	struct article_source source = { .slug = "secret",
		.lang = "en",
		.title = "Refund codes",
		.body = "Flibbertigibbet.",
		.visibility = "staff" };
	struct search_result result;
	(void)state;
	library_add(&source);
	library_index();
	assert_false(library_finds("en", "flibbertigibbet", "secret"));
	assert_null(library_search("en", "flibbertigibet").meant);
	assert_int_equal(library_search("fa", "flibbertigibbet").elsewhere_count, 0);
	struct search_ask ask = library_ask("en", "flibbertigibbet");
	ask.reader = article_reader(&agent, "en", "en");
	assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &result), RC_OK);
	assert_int_equal(result.hits.total, 1);
}

static void test_title_first(void **state)
{
	struct search_result result;
	(void)state;
	library_add_text("body", "en", "Something else", "Invoice, and once more: invoice.");
	library_add_text("title", "en", "Find your invoice", "In the account.");
	library_index();
	result = library_search("en", "invoice");
	assert_int_equal(result.hits.count, 2);
	assert_string_equal(result.hits.items[0].slug, "title");
}

static void test_any_word_apart(void **state)
{
	struct search_result result;
	(void)state;
	library_add_text("lamp", "en", "Lamp", "A green lamp.");
	library_add_text("bell", "en", "Doorbell", "A red bell.");
	library_index();
	result = library_search("en", "green bell");
	assert_int_equal(result.hits.total, 0);
	assert_int_equal(result.related.count, 2);
	result = library_search("en", "green lamp bell");
	assert_int_equal(result.hits.total, 0);
	result = library_search("en", "green lamp");
	assert_int_equal(result.hits.total, 1);
	assert_int_equal(result.related.count, 0);
}

static void test_other_languages(void **state)
{
	struct search_result result;
	(void)state;
	library_add_text("one", "en", "Aurora routers", "Text.");
	library_add_text("two", "en", "A router", "Text.");
	library_add_text("one", "lt", "Aurora", "Tekstas.");
	library_index();
	result = library_search("lt", "router");
	assert_int_equal(result.hits.total, 0);
	assert_int_equal(result.elsewhere_count, 1);
	assert_string_equal(result.elsewhere[0].language->code, "en");
	assert_int_equal(result.elsewhere[0].hits, 2);
}

static void test_pages(void **state)
{
	struct search_ask ask = library_ask("en", "lamp");
	struct search_result first, third;
	(void)state;
	for (int i = 0; i < 45; i++)
		library_add_text(arena_format(scratch.arena, "lamp-%d", i), "en", "Lamp", "A lamp.");
	library_index();
	assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &first), RC_OK);
	ask.page = 3;
	assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &third), RC_OK);
	assert_int_equal(first.hits.count, LIMIT_PAGE_ROWS);
	assert_int_equal(first.hits.total, 45);
	assert_int_equal(third.hits.count, 5);
	assert_string_not_equal(first.hits.items[0].slug, third.hits.items[0].slug);
}

static void test_suggestions(void **state)
{
	struct search_hits hits;
	(void)state;
	library_add_text("pass", "en", "Reset your password", "Choose a new one.");
	library_add_text("bill", "en", "Find an invoice", "In your account.");
	library_add_text("pass", "fa", "بازیابی گذرواژه", "گذرواژه تازه‌ای برگزینید.");
	library_index();
	struct search_ask ask = library_ask("en", "reset passw");
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	assert_int_equal(hits.count, 1);
	assert_string_equal(hits.items[0].slug, "pass");
	ask = library_ask("en", "in");
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	ask = library_ask("fa", "گذرو");
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	assert_int_equal(hits.count, 1);
}

static void test_odd_queries(void **state)
{
	static const char *const odd[] = { "", " ", "+", "\"", "-lamp", "(lamp", "lamp*", "@5", "~<>", "و",
		"the", "%", "'; DROP", "+++--- \"\" (((", "a", "🙂", "\xE2\x80\x8C" };
	(void)state;
	library_add_text("lamp", "en", "Lamp", "A lamp.");
	library_index();
	for (size_t i = 0; i < LENGTH(odd); i++)
		(void)library_search("en", odd[i]);
	assert_true(library_finds("en", "-lamp", "lamp"));
	assert_true(library_finds("en", "(lamp*", "lamp"));
}

static void test_cost(void **state)
{
	(void)state;
	library_add_text("lamp", "en", "Lamp", "A lamp.");
	library_index();
	db_budget(scratch.db, 0);
	(void)library_search("en", "grene lampp unknown");
	assert_in_range(db_statements(scratch.db), 1, 5);
}

/* --- what was asked ------------------------------------------------------------------------------ */

static void ask_for(const char *query, int64_t hits)
{
	assert_int_equal(search_log_add(scratch.db, scratch.arena, "en", query, hits, 5), RC_OK);
}

static void test_log(void **state)
{
	(void)state;
	ask_for("mail to jo@example.com now", 0);
	ask_for("order ۱۲۳۴۵۶ from 2024", 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_log WHERE query = 'mail to @ "
	                                "now' AND hits = 0"),
	        1);
	assert_int_equal(
	        scratch_number(
	                "SELECT COUNT(*) AS number FROM search_log WHERE query = 'order ###### from 2024'"),
	        1);
}

static void test_popular(void **state)
{
	struct search_populars list;
	(void)state;
	for (int i = 0; i < 4; i++) {
		ask_for("reset password", 2);
		ask_for("lost cause", 0);
	}
	ask_for("rare", 1);
	assert_int_equal(search_list_popular(scratch.db, scratch.arena, "en", 4, &list), RC_OK);
	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0].query, "reset password");
}

#define CASE(words, test)                                                                                    \
	{                                                                                                    \
		words, test, library_empty, NULL, NULL                                                       \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE("the index follows its source, to the last word", test_follows_source),
		CASE("a word counts once for a document", test_counts_words),
		CASE("looking for related articles waits for what must be found", test_turns),
		CASE("what cannot be indexed does not hold up the rest", test_poisoned_row),
		CASE("reindexing builds everything anew", test_reindex),
		CASE("a young index is not optimized", test_optimize),
		CASE("related articles share words", test_related),
		CASE("Arabic letters find Persian ones", test_persian_letters),
		CASE("a Persian plural is one word however it is spaced", test_persian_spacing),
		CASE("Lithuanian words are found without their marks", test_lithuanian_letters),
		CASE("a slip of the finger gets a question in each language", test_did_you_mean),
		CASE("who may not read it does not find it, nor its words", test_rights),
		CASE("a title counts more than a text", test_title_first),
		CASE("articles with some of the words stand apart", test_any_word_apart),
		CASE("hits in other languages are counted", test_other_languages),
		CASE("results come in pages", test_pages),
		CASE("suggestions go on from what is typed", test_suggestions),
		CASE("no query is an error", test_odd_queries),
		CASE("a search costs at most five statements", test_cost),
		CASE("the log keeps no address and no long number", test_log),
		CASE("popular is what several asked and found", test_popular),
	};
	scratch_open("search", 1);
	return cmocka_run_group_tests(tests, NULL, scratch_close);
}
