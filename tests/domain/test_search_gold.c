/*
 * How good the search is: recall and precision of its all-words hits on real texts. Relevant is a text of the
 * query's language in which all of the query's patterns match, on folded letters. The texts are test data
 * outside the checkout; without them the test says so and is skipped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>

#include "base/text.h"
#include "base/unicode.h"
#include "library.h"
#include "scratch.h"

#define GOAL       0.95
#define QUERIES    30 /* per language, at least */
#define LANGUAGES  3
#define SKIPPED    77
#define HITS_PAGES SEARCH_PAGES

struct text {
	const char *lang, *slug;
	const char *title, *summary, *text;
	const char *folded;
};

DB_QUERY(list_texts,
        "SELECT d.lang, a.slug, t.title, t.summary, d.text FROM search_doc d JOIN article a ON a.id = "
        "d.ref_id"
        " JOIN article_text t ON t.article_id = a.id AND t.lang = d.lang ORDER BY d.id",
        DB_ROW(struct text, lang, slug, title, summary, text));

struct score {
	size_t queries, relevant, found, right;
};

static struct text *texts;
static size_t text_count;

/* --- texts --------------------------------------------------------------------------------------- */

static const char *data_folder(void)
{
	const char *given = getenv("PORTICO_TEST_DATA");
	return given != NULL ? given : "../shared/data";
}

static const char *at(const char *path)
{
	return arena_format(scratch.keep, "%s/%s", data_folder(), path);
}

static UChar plain_letter(UChar c)
{
	static const UChar pairs[][2] = { { 0x64A, 0x6CC }, { 0x649, 0x6CC }, { 0x626, 0x6CC },
		{ 0x643, 0x6A9 }, { 0x623, 0x627 }, { 0x625, 0x627 }, { 0x622, 0x627 }, { 0x671, 0x627 },
		{ 0x624, 0x648 }, { 0x629, 0x647 }, { 0x6C0, 0x647 }, { 0x6D5, 0x647 } };
	for (size_t i = 0; i < LENGTH(pairs); i++)
		if (pairs[i][0] == c)
			return pairs[i][1];
	if (c >= 0x6F0 && c <= 0x6F9)
		return (UChar)(c - 0x6F0 + '0');
	return c >= 0x660 && c <= 0x669 ? (UChar)(c - 0x660 + '0') : c;
}

/* Case, width, ZWNJ, letters, marks and digits; nothing of words or stems. Apart from the search's own
 * normaliser. */
static const char *folded(const char *text)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t length, kept = 0;
	UChar *units = unicode_units(scratch.arena, text, &length);
	assert_non_null(units);
	UChar *out = ARENA_ARRAY(scratch.arena, UChar, (size_t)length * 4 + 64);
	assert_non_null(out);
	length = unorm2_normalize(
	        unorm2_getNFKCCasefoldInstance(&error), units, length, out, length * 4 + 64, &error);
	assert_true(U_SUCCESS(error));
	for (int32_t i = 0; i < length; i++) {
		bool arabic = out[i] >= 0x600 && out[i] <= 0x6FF;
		bool mark = u_charType(out[i]) == U_NON_SPACING_MARK || out[i] == 0x640;
		if (!arabic || !mark)
			out[kept++] = plain_letter(out[i]);
	}
	return unicode_text(scratch.arena, out, kept);
}

static void load(void)
{
	static const struct {
		const char *path, *lang;
	} folders[] = { { "kb/gnome-help/en", "en" }, { "kb/gnome-help/fa", "fa" },
		{ "kb/gnome-help/lt", "lt" }, { "kb/debian-history-lt", "lt" },
		{ "kb/phpmyfaq-docs", "en" } };
	size_t count = 0;
	for (size_t i = 0; i < LENGTH(folders); i++) {
		count += library_add_folder(at(folders[i].path), folders[i].lang);
		arena_reset(scratch.arena);
	}
	library_add_plain(at("search/texts/000_2cedc973ad91bdad.txt"), "text-0", "fa");
	library_add_plain(at("search/texts/001_5fedf4482c0e542f.txt"), "text-1", "fa");
	library_add_plain(at("search/texts/002_dfba07fd29994513.txt"), "text-2", "lt");
	library_index();
	assert_int_equal(count, 322);
}

static void read_texts(void)
{
	struct db_rows rows;
	assert_int_equal(db_all(scratch.db, scratch.arena, &list_texts, DB_NO_ARGS, &rows), RC_OK);
	texts = rows.items;
	text_count = rows.count;
	for (size_t i = 0; i < text_count; i++)
		texts[i].folded = folded(arena_format(
		        scratch.arena, "%s\n%s\n%s", texts[i].title, texts[i].summary, texts[i].text));
}

/* --- judging ------------------------------------------------------------------------------------- */

static bool matches(const char *pattern, const char *text)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t pattern_length, length;
	const UChar *pattern_units = unicode_units(scratch.arena, pattern, &pattern_length);
	const UChar *units = unicode_units(scratch.arena, text, &length);
	URegularExpression *expression = uregex_open(pattern_units, pattern_length, 0, NULL, &error);
	uregex_setText(expression, units, length, &error);
	bool found = uregex_find(expression, 0, &error) != 0;
	uregex_close(expression);
	if (U_FAILURE(error))
		fail_msg("%s: %s", pattern, u_errorName(error));
	return found;
}

static bool is_relevant(const struct text *text, const char *lang, const json_t *patterns)
{
	size_t i;
	json_t *pattern;
	if (!text_equal(text->lang, lang))
		return false;
	json_array_foreach(
	        patterns, i, pattern) if (!matches(json_string_value(pattern), text->folded)) return false;
	return true;
}

static bool *found_by(const char *lang, const char *query, size_t *count)
{
	bool *found = ARENA_ARRAY(scratch.arena, bool, text_count);
	struct search_ask ask = library_ask(lang, query);
	*count = 0;
	for (ask.page = 1; ask.page <= HITS_PAGES; ask.page++) {
		struct search_result result;
		assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &result), RC_OK);
		for (size_t i = 0; i < result.hits.count; i++)
			for (size_t j = 0; j < text_count; j++)
				if (text_equal(texts[j].lang, lang) &&
				        text_equal(texts[j].slug, result.hits.items[i].slug))
					found[j] = true;
		*count += result.hits.count;
		if ((int64_t)*count >= result.hits.total)
			break;
	}
	return found;
}

static void judge(const char *lang, const char *query, const json_t *patterns, struct score *score)
{
	size_t relevant = 0, right = 0, count;
	const bool *found = found_by(lang, query, &count);
	for (size_t i = 0; i < text_count; i++) {
		bool wanted = is_relevant(&texts[i], lang, patterns);
		relevant += wanted;
		right += wanted && found[i];
		if (wanted != found[i] && getenv("PORTICO_TEST_VERBOSE") != NULL)
			printf("   %s %s: %s %s\n", lang, query, wanted ? "missed" : "wrong", texts[i].slug);
	}
	if (relevant == 0)
		return;
	printf("%-3s %4zu %5zu %5zu  %s\n", lang, relevant, count, right, query);
	score->queries++;
	score->relevant += relevant;
	score->found += count;
	score->right += right;
}

static void judge_file(const char *path, struct score scores[LANGUAGES])
{
	json_error_t error;
	json_t *gold = json_load_file(path, 0, &error), *row;
	size_t i;
	if (gold == NULL)
		fail_msg("%s: %s", path, error.text);
	json_array_foreach(gold, i, row)
	{
		const char *lang = json_string_value(json_object_get(row, "lang"));
		judge(lang, json_string_value(json_object_get(row, "query")),
		        json_object_get(row, "must_match_regex_on_folded_text"),
		        &scores[language_find(lang)->index]);
		arena_reset(scratch.arena);
		read_texts();
	}
	json_decref(gold);
}

static void test_gold(void **state)
{
	struct score scores[LANGUAGES] = { { 0, 0, 0, 0 } };
	(void)state;
	load();
	read_texts();
	printf("    rel. found right\n");
	judge_file(at("search/query-gold.json"), scores);
	judge_file("tests/domain/search-gold.json", scores);
	for (size_t i = 0; i < LANGUAGES; i++) {
		double recall = (double)scores[i].right / (double)scores[i].relevant;
		double precision = (double)scores[i].right / (double)scores[i].found;
		printf("%s: %zu queries, recall %.1f %%, precision %.1f %%\n", language_at(i)->code,
		        scores[i].queries, 100 * recall, 100 * precision);
		assert_true(scores[i].queries >= QUERIES);
		assert_true(recall >= GOAL);
		assert_true(precision >= GOAL);
	}
}

static void test_same_hits(void **state)
{
	static const char *const equal[][3] = {
		{ "پشتیبانی مشتری", "پشتيباني مشتري", "پشتیبانی مشتری" },
		{ "شبکه‌های", "شبکه های", "شبکههای" },
		{ "sąskaita", "saskaita", "SĄSKAITA" },
	};
	(void)state;
	read_texts();
	for (size_t i = 0; i < LENGTH(equal); i++) {
		const char *lang = i < 2 ? "fa" : "lt";
		size_t count, other_count;
		const bool *found = found_by(lang, equal[i][0], &count);
		assert_true(count > 0);
		for (size_t j = 1; j < 3; j++)
			assert_memory_equal(found, found_by(lang, equal[i][j], &other_count), text_count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		{ "the gold queries reach 95 % recall at 95 % precision in each language", test_gold,
		        scratch_reset, NULL, NULL },
		{ "spellings of one word have the same hits", test_same_hits, scratch_reset, NULL, NULL },
	};
	if (access(data_folder(), R_OK) != 0) {
		printf("SKIP: no test data in %s (PORTICO_TEST_DATA names another folder)\n", data_folder());
		return SKIPPED;
	}
	scratch_open("search_gold", 1);
	return cmocka_run_group_tests(tests, NULL, scratch_close);
}
