/*
 * Search words: which spellings and forms meet, which stay apart, expressions, snippets; and recall and
 * precision on real texts, which lie beside the checkout in ../shared/data (skipped where they are absent).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <glob.h>
#include <jansson.h>
#include <regex.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "io/searchtext.h"

#define DATA "../shared/data/"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 20, (size_t)256 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The language stands before each word and nowhere else; in these tests only the words are written. */
static const char *without_language(const char *language, const char *text)
{
	char *out = arena_text(arena, text), *to = out;
	bool inside = false;

	assert_non_null(out);
	while (*text != '\0') {
		bool word = strchr(" +()*", *text) == NULL;
		if (word && !inside) {
			assert_memory_equal(text, language, 2);
			assert_int_equal(text[2], '_');
			text += 3;
		}
		inside = word;
		*to++ = *text++;
	}
	*to = '\0';
	return out;
}

static const char *index_of(const char *language, const char *text)
{
	const char *index;

	assert_int_equal(searchtext_index(arena, language_find(language), text, &index), RC_OK);
	return without_language(language, index);
}

/* The words of each line, set apart by " | ", must all have one stem. */
static void check_meet(const char *language, const char *const lines[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *words = arena_text(arena, lines[i]), *rest = words, *word;
		const char *first = NULL;
		while ((word = strsep(&rest, "|")) != NULL) {
			const char *stem = index_of(language, word);
			if (first != NULL && strcmp(first, stem) != 0)
				fail_msg("%s: %s gives %s, not %s", lines[i], word, stem, first);
			first = first != NULL ? first : stem;
		}
	}
}

/* No two words of a line may share a stem. */
static void check_apart(const char *language, const char *const lines[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *words = arena_text(arena, lines[i]), *second = strchr(words, '|');
		*second++ = '\0';
		if (strcmp(index_of(language, words), index_of(language, second)) == 0)
			fail_msg("%s: both give %s", lines[i], index_of(language, words));
	}
}

static void test_persian_meets(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"پشتيباني مشتري|پشتیبانی مشتری|پشتیبانی مشتریان|پشتیبانیِ مشتری",
		"شبکه‌های|شبکه "
		"های|شبکههای|شبکه|شبکه‌ای|شبکه‌ی|شبکه "
		"ای",
		"مشتری|مشتریان|مشتری‌ها|مشتریها|مشتریهای|مشتري|"
		"مشتریانی",
		"کتاب|کتابی|کتاب‌ها|کتابهای|كتاب|کتـــاب|"
		"کتاب‌هایشان",
		"سازمان|سازمان‌ها|سازمانهای|سازمانی",
		"کاربر|کاربران|کاربری|کاربرهای",
		"نماینده|نمایندگان|نماینده‌ها",
		"خدمت|خدمات|خدماتی",
		"مسئله|مسأله|مسائل|مسایل|مسئله‌ی",
		"تنظیم|تنظیمات|تنظیماتی",
		"صفحه|صفحات|صفحه‌ها|صفحهی",
		"بزرگ|بزرگ‌تر|بزرگتر|بزرگترین|بزرگ ترین",
		"راهنما|راهنمای|راهنمایی|راهنماها",
		"خطا|خطای|خطاها|خطایی",
		"حساب|حسابم|حساب‌مان|حسابتان|حسابهایم",
		"آموزش|اموزش|آموزشی|آموزش‌ها",
		"دغدغه|دغدغهی|دغدغه‌ی",
		"مدل|مدلهای|مُدل",
		"تأثیر|تاثیر",
		"۵۴|54|٥٤|５４",
		"FAQ|FAQها|FAQ‌های|faq های",
	};
	check_meet("fa", lines, LENGTH(lines));
}

static void test_persian_keeps_apart(void **state)
{
	(void)state;
	static const char *const lines[] = { "سازمان|ساز", "ساختمان|ساخت", "میزبان|زبان", "تنها|تن",
		"انجام|آنجا", "مالیات|مالی", "نامه|نام", "فرمان|فرم", "شبکه|شب", "مدیریت|مدیر", "حرفه|حرف",
		"فیلتر|فیل", "پیام|پی" };
	check_apart("fa", lines, LENGTH(lines));
}

static void test_persian_stop_words(void **state)
{
	(void)state;
	assert_string_equal(index_of("fa", "چگونه می توانم رمز خود را عوض کنم"), "رمز عوض");
	assert_string_equal(index_of("fa", "می‌شود میشود می شود را ها ترین"), "");
}

static void test_lithuanian_meets(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"saskaita|sąskaita|sąskaitą|sąskaitos|sąskaitų|sąskaitai|sąskaitas|sąskaitoms|sąskaitose|"
		"SĄSKAITA|saskaitas",
		"klientas|kliento|klientų|klientams|klientus|klientais|klientai|klientuose",
		"portalas|portalų|portalo|portale|portalai",
		"mokestis|mokesčio|mokesčių|mokesčiai|mokestį|mokesti|mokesciu",
		"slaptažodis|slaptažodžio|slaptažodį|slaptazodi|slaptažodžių|slaptazodziai",
		"įmonė|įmonės|įmonių|įmonei|įmonėje|imone",
		"užsakymas|užsakymo|užsakymų|užsakyti|uzsakymas",
		"prisijungti|prisijungimas|prisijungimo",
		"mokėti|mokėjimas|mokėjimo|mokejimai",
		"žinia|žinios|žinių|zinios",
		"puslapis|puslapyje|puslapių|puslapį",
		"naujas|nauja|naujų|naujo|naujuose",
		"Google’o|Google'ą|Google|google",
		"paieška|paieškos|paiešką|paieska",
	};
	check_meet("lt", lines, LENGTH(lines));
}

static void test_lithuanian_keeps_apart(void **state)
{
	(void)state;
	static const char *const lines[] = { "klientas|klientūra", "mokestis|mokėjimas", "portas|portalas",
		"kodas|kodavimas", "diena|dieta", "sąskaita|skaita", "namas|namų darbai" };
	check_apart("lt", lines, LENGTH(lines));
}

static void test_english_meets(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"network connections|networks connected|Network CONNECTION|network connecting",
		"password|passwords|Passwords", "printing documents|print document|printed documents",
		"résumé|resume|re\u0301sume\u0301", "customer’s|customers|customer's|customer",
		"O’Brien|OBrien", "invoice|invoices|invoicing", "ﬁle|file|files"
	};
	check_meet("en", lines, LENGTH(lines));
}

static void test_index_form(void **state)
{
	(void)state;
	assert_string_equal(
	        index_of("en", "The e-mail at example.com: a C++ and 3D"), "e__ mail exampl com_ c__ 3d_");
	assert_string_equal(index_of("en", "foo_bar +x* \"y\" (z) ~@<>"), "foo bar x__ y__ z__");
	assert_string_equal(index_of("fa", "رم ۸ گیگ"), "رم_ 8__ گیگ");
	assert_string_equal(index_of("en", ""), "");
	assert_string_equal(index_of("en", " \n\t!؟"), "");
	assert_string_equal(index_of("lt", "Straße łódź"), "strass lodz");
}

static void test_index_is_plain(void **state)
{
	(void)state;
	const char *hostile = "+\"a\" -b* (c) <d >e ~f @8 g'h \\i `j %k; DROP--l\xE2\x80\x8E"
	                      "m\xE2\x80\xAE"
	                      "n";
	const char *index = index_of("en", hostile);

	assert_int_equal(strspn(index, "abcdefghijklmnopqrstuvwxyz0123456789_ "), strlen(index));
	struct search_expressions expressions;
	assert_int_equal(searchtext_query(arena, language_find("en"), hostile, &expressions), RC_OK);
	const char *all = expressions.all;
	assert_int_equal(strspn(all, "abcdefghijklmnopqrstuvwxyz0123456789_ +()"), strlen(all));
}

static void test_long_words(void **state)
{
	(void)state;
	char text[4000];

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(strlen(index_of("en", text)), 60);
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "ک", 2);
	text[sizeof(text) - 2] = '\0';
	const char *index = index_of("fa", text);
	assert_int_equal(strlen(index), 60);
	assert_true(text_valid(index, strlen(index)));
}

static void test_positions(void **state)
{
	(void)state;
	const char *text = "‏«شبکه‌های» customer’s, sa\u0328skaita!";
	static const char *const pieces[] = { "شبکه‌های", "customer’s", "sa\u0328skaita" };
	struct search_words words;

	assert_int_equal(searchtext_words(arena, language_find("fa"), text, 10, &words), RC_OK);
	assert_int_equal(words.count, LENGTH(pieces));
	for (size_t i = 0; i < words.count; i++) {
		assert_int_equal(words.items[i].length, strlen(pieces[i]));
		assert_memory_equal(text + words.items[i].start, pieces[i], words.items[i].length);
	}
	assert_int_equal(searchtext_words(arena, language_find("fa"), text, 2, &words), RC_OK);
	assert_int_equal(words.count, 2);
}

static void test_plain_words(void **state)
{
	(void)state;
	struct search_words words;

	assert_int_equal(searchtext_words(arena, language_find("lt"), "SĄSKAITOS Kėdžių", 10, &words), RC_OK);
	assert_string_equal(words.items[0].plain, "sąskaitos");
	assert_string_equal(words.items[1].plain, "kėdžių");
	assert_int_equal(
	        searchtext_words(arena, language_find("fa"), "مسئله كتاب‌ها", 10, &words),
	        RC_OK);
	assert_string_equal(words.items[0].plain, "مسئله");
	assert_string_equal(words.items[1].plain, "کتابها");
}

static void check_query(
        const char *language, const char *query, const char *all, const char *any, const char *prefix)
{
	struct search_expressions expressions;

	assert_int_equal(searchtext_query(arena, language_find(language), query, &expressions), RC_OK);
	assert_string_equal(without_language(language, expressions.all), all);
	assert_string_equal(without_language(language, expressions.any), any);
	assert_string_equal(without_language(language, expressions.prefix), prefix);
}

static void test_queries(void **state)
{
	(void)state;
	check_query("en", "reset, the Password", "+reset +password", "reset password",
	        "+(password* passwor passwo passw pass) +reset");
	check_query("en", "connecti", "+connecti", "connecti", "+(connecti* connect connec conne conn)");
	check_query("en", "wi-fi", "+(wi_ wifi) +(fi_ wifi)", "wi_ wifi fi_ wifi", "+(fi*) +(wi_ wifi)");
	check_query("en", "reset reset RESETS", "+reset", "reset", "+(reset* rese res)");
	check_query("fa", "نرم افزار", "+(نرم نرمافزار) +(افزار نرمافزار)", "نرم نرمافزار افزار نرمافزار",
	        "+(افزار* افزا افز) +(نرم نرمافزار)");
	check_query("fa", "نرم‌افزار", "+(نرمافزار (+نرم +افزار))", "نرمافزار (+نرم +افزار)",
	        "+(نرمافزار* نرمافزا نرمافز نرماف نرما)");
	check_query("fa", "شبکه‌ها", "+شبکه", "شبکه", "+(شبکهها* شبکه* شبکهه شبکه شبک)");
	check_query("en", "the of", "", "", "");
	check_query("en", "", "", "", "");
	check_query("en", "\"* +- @ ()", "", "", "");
}

static void check_pattern(const char *query, const char *all, const char *prefix)
{
	struct search_expressions expressions;
	struct search_pattern pattern;

	assert_int_equal(searchtext_query(arena, language_find("fa"), query, &expressions), RC_OK);
	assert_int_equal(searchtext_pattern(arena, expressions.all, &pattern), RC_OK);
	assert_string_equal(pattern.regexp, all);
	assert_int_equal(searchtext_pattern(arena, expressions.prefix, &pattern), RC_OK);
	assert_string_equal(pattern.regexp, prefix);
}

static void check_piece(const char *expression, const char *piece)
{
	struct search_pattern pattern;

	assert_int_equal(searchtext_pattern(arena, expression, &pattern), RC_OK);
	assert_string_equal(pattern.piece, piece);
}

/* It is whole characters, so that it may travel as text: ع and غ begin with the same byte. */
static void test_pieces(void **state)
{
	(void)state;
	check_piece("+en_hub", " en_hub");
	check_piece("+(en_therm* en_ther en_the)", " en_the");
	check_piece("+en_hub +(en_lampshade* en_lampshad) +en_on", " en_lampshad");
	check_piece("+(fa_باع fa_باغ)", " fa_با");
	check_piece("+(en_wifi fa_wifi)", " ");
	check_piece("+(en_wifi (+en_wi +en_fi))", "");
	check_piece("", "");
}

static void test_patterns(void **state)
{
	(void)state;
	check_pattern("hub, lamp", "^(?=.* (?:fa_hub) )(?=.* (?:fa_lamp) )",
	        "^(?=.* (?:fa_lamp[^ ]*|fa_lam) )(?=.* (?:fa_hub) )");
	check_pattern("wi-fi", "^(?=.* (?:fa_wi_|fa_wifi) )(?=.* (?:fa_fi_|fa_wifi) )",
	        "^(?=.* (?:fa_fi[^ ]*) )(?=.* (?:fa_wi_|fa_wifi) )");
	check_pattern("hub", " (?:fa_hub) ", " (?:fa_hub[^ ]*) ");
	check_pattern(
	        "نرم‌افزار", "", " (?:fa_نرمافزار[^ ]*|fa_نرمافزا|fa_نرمافز|fa_نرماف|fa_نرما) ");
	check_pattern("", "", "");
}

static void test_query_words_are_bounded(void **state)
{
	(void)state;
	struct search_expressions expressions;
	struct buf text;

	buf_init(&text, 100000);
	for (int i = 0; i < 1000; i++)
		buf_format(&text, "word%d-", i);
	assert_int_equal(searchtext_query(arena, language_find("en"), text.data, &expressions), RC_OK);
	assert_int_equal(expressions.words.count, LIMIT_SEARCH_WORDS);
	buf_free(&text);
}

static const char *snippet(const char *language, const char *text, const char *query, size_t chars)
{
	struct search_expressions expressions;
	const char *html;

	assert_int_equal(searchtext_query(arena, language_find(language), query, &expressions), RC_OK);
	assert_int_equal(
	        searchtext_snippet(arena, language_find(language), text, &expressions.words, chars, &html),
	        RC_OK);
	return html;
}

static void test_snippets(void **state)
{
	(void)state;
	assert_string_equal(snippet("en", "Reset <your>\n\npassword & go", "passwords", 100),
	        "Reset &lt;your&gt; <mark>password</mark> &amp; go");
	assert_string_equal(
	        snippet("en", "Nothing of it stands in here at all", "zebra", 12), "Nothing of …");
	const char *text = "printer one two three four five six seven eight nine ten eleven twelve the "
	                   "printing of documents "
	                   "is here and then comes more text about other things";
	assert_string_equal(snippet("en", text, "print document", 40),
	        "… the <mark>printing</mark> of <mark>documents</mark> is here and …");
	assert_string_equal(snippet("fa", "راهنمای شبکه‌های بی‌سیم", "شبکه", 100),
	        "راهنمای <mark>شبکه‌های</mark> بی‌سیم");
	assert_string_equal(
	        snippet("lt", "Jūsų sąskaitos čia", "saskaita", 100), "Jūsų <mark>sąskaitos</mark> čia");
	assert_string_equal(snippet("en", "", "a", 100), "");
}

static void test_snippets_cut_at_characters(void **state)
{
	(void)state;
	struct buf text;

	buf_init(&text, 100000);
	for (int i = 0; i < 2000; i++)
		buf_text(&text, "آبپ");
	for (size_t chars = 0; chars < 50; chars++) {
		const char *html = snippet("fa", text.data, "x", chars);
		assert_true(text_valid(html, strlen(html)));
	}
	buf_text(&text, " کلید ");
	for (int i = 0; i < 2000; i++)
		buf_text(&text, "آبپ");
	for (size_t chars = 0; chars < 50; chars++) {
		const char *html = snippet("fa", text.data, "کلید", chars);
		assert_true(text_valid(html, strlen(html)));
		assert_non_null(strstr(html, "<mark>کلید</mark>"));
		assert_true(text_chars(html) < 100);
	}
	buf_free(&text);
}

static void test_marks(void **state)
{
	(void)state;
	struct search_expressions expressions;
	const char *html;

	assert_int_equal(searchtext_query(arena, language_find("en"), "print", &expressions), RC_OK);
	assert_int_equal(searchtext_mark(arena, language_find("en"), "A <b> Printer prints printing",
	                         &expressions.words, &html),
	        RC_OK);
	assert_string_equal(html, "A &lt;b&gt; Printer <mark>prints</mark> <mark>printing</mark>");
}

static void test_distance(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		int most, distance;
	} cases[] = { { "", "", 2, 0 }, { "abc", "abc", 0, 0 }, { "abc", "abd", 2, 1 },
		{ "abc", "acb", 2, 1 }, { "abc", "", 3, 3 }, { "abc", "", 2, 3 },
		{ "kitten", "sitting", 3, 3 }, { "kitten", "sitting", 2, 3 }, { "ca", "abc", 5, 3 },
		{ "شبکه", "شکبه", 2, 1 }, { "sąskaita", "saskaita", 2, 1 }, { "a", "b", 0, 1 },
		{ "abcdef", "a", 2, 3 } };

	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(
		        searchtext_distance(cases[i].a, cases[i].b, cases[i].most), cases[i].distance);
		assert_int_equal(
		        searchtext_distance(cases[i].b, cases[i].a, cases[i].most), cases[i].distance);
	}
	char long_word[200];
	memset(long_word, 'a', sizeof(long_word));
	long_word[199] = '\0';
	assert_int_equal(searchtext_distance(long_word, long_word, 2), 3);
}

static void test_memory_runs_out(void **state)
{
	(void)state;
	struct arena *small = arena_new(64, 64);
	const char *text = "one two three four five six seven eight nine ten eleven twelve";
	const char *index;
	struct search_words words;
	struct search_expressions expressions;

	assert_int_equal(searchtext_words(small, language_find("en"), text, 100, &words), RC_NO_MEMORY);
	arena_reset(small);
	assert_int_equal(searchtext_index(small, language_find("en"),
	                         "seventy eighty ninety hundred thousand million billion "
	                         "trillion quadrillion",
	                         &index),
	        RC_NO_MEMORY);
	arena_reset(small);
	assert_int_equal(searchtext_query(small, language_find("en"), text, &expressions), RC_NO_MEMORY);
	arena_free(small);
}

static void test_speed(void **state)
{
	(void)state;
	struct buf text;
	static const char *const units[] = { "شبکه‌های مشتریان ", "sąskaitos ", "a\u200C",
		"a\u0301", "'a", "a'", "ﷺ" };

	for (size_t i = 0; i < LENGTH(units); i++) {
		buf_init(&text, LIMIT_ARTICLE_BYTES);
		while (buf_finish(&text) == RC_OK)
			buf_text(&text, units[i]);
		int64_t start = time_monotonic_ms();
		assert_non_null(index_of("fa", text.data));
		int64_t took = time_monotonic_ms() - start;
		if (took > 3000)
			fail_msg("%s: %ld ms", units[i], (long)took);
		buf_free(&text);
		arena_reset(arena);
	}
}

/* --- real texts ------------------------------------------------------------------------------ */

/* What a pattern of the gold file is matched with: lower case, one form of each letter, diacritics kept. */
static const char *folded(const char *text)
{
	static const char *const pairs[][2] = { { "ي", "ی" }, { "ى", "ی" }, { "ك", "ک" }, { "\u200C", "" },
		{ "۰", "0" }, { "۱", "1" }, { "۲", "2" }, { "۳", "3" }, { "۴", "4" }, { "۵", "5" },
		{ "۶", "6" }, { "۷", "7" }, { "۸", "8" }, { "۹", "9" } };
	struct buf out;
	const char *lower = text_fold(arena, text);

	buf_init(&out, strlen(lower) + 1);
	while (*lower != '\0') {
		size_t i = 0;
		while (i < LENGTH(pairs) && !text_starts(lower, pairs[i][0]))
			i++;
		buf_text(&out, i < LENGTH(pairs) ? pairs[i][1] : "");
		if (i == LENGTH(pairs))
			buf_char(&out, *lower++);
		else
			lower += strlen(pairs[i][0]);
	}
	const char *copy = arena_text(arena, out.data);
	buf_free(&out);
	return copy;
}

static bool fits(json_t *patterns, const char *text)
{
	size_t i;
	json_t *pattern;

	json_array_foreach(patterns, i, pattern)
	{
		regex_t regex;
		assert_int_equal(regcomp(&regex, json_string_value(pattern), REG_EXTENDED | REG_NOSUB), 0);
		int found = regexec(&regex, text, 0, NULL, 0);
		regfree(&regex);
		if (found != 0)
			return false;
	}
	return true;
}

static bool finds(const struct search_words *words, const char *index)
{
	char *line = arena_format(arena, " %s ", index);

	for (size_t i = 0; i < words->count; i++)
		if (strstr(line, arena_format(arena, "_%s ", words->items[i].stem)) == NULL)
			return false;
	return words->count > 0;
}

struct tally {
	size_t wanted, found, both;
};

static void tally_file(const char *path, json_t *patterns, const struct search_words *words,
        const struct language *language, struct tally *tally)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	assert_non_null(file);
	while (getline(&line, &size, file) > 0) {
		const char *index;
		assert_int_equal(searchtext_index(arena, language, line, &index), RC_OK);
		bool wanted = fits(patterns, folded(line)), found = finds(words, index);
		tally->wanted += wanted;
		tally->found += found;
		tally->both += wanted && found;
	}
	free(line);
	fclose(file);
}

static void tally_query(json_t *query, struct tally *tally)
{
	static const char *const folders[][4] = { { "fa", "search/texts/00[01]*", "kb/gnome-help/fa/*",
		                                          NULL },
		{ "lt", "search/texts/002*", "kb/debian-history-lt/*", "kb/gnome-help/lt/*" },
		{ "en", "kb/gnome-help/en/*", NULL, NULL } };
	const char *code = json_string_value(json_object_get(query, "lang"));
	struct search_expressions expressions;

	assert_int_equal(searchtext_query(arena, language_find(code),
	                         json_string_value(json_object_get(query, "query")), &expressions),
	        RC_OK);
	for (size_t i = 0; i < LENGTH(folders); i++) {
		for (size_t j = 1; strcmp(folders[i][0], code) == 0 && j < 4 && folders[i][j] != NULL; j++) {
			glob_t files;
			assert_int_equal(
			        glob(arena_format(arena, DATA "%s", folders[i][j]), 0, NULL, &files), 0);
			for (size_t k = 0; k < files.gl_pathc; k++)
				tally_file(files.gl_pathv[k],
				        json_object_get(query, "must_match_regex_on_folded_text"),
				        &expressions.words, language_find(code), tally);
			globfree(&files);
		}
	}
}

static void test_recall_and_precision(void **state)
{
	(void)state;
	json_t *queries = json_load_file(DATA "search/query-gold.json", 0, NULL), *query;
	struct tally all = { 0, 0, 0 };
	size_t i;

	if (queries == NULL) {
		print_message("skipped: " DATA "search is not there\n");
		skip();
	}
	json_array_foreach(queries, i, query)
	{
		struct tally tally = { 0, 0, 0 };
		arena_reset(arena);
		tally_query(query, &tally);
		print_message("%s: %zu wanted, %zu found, %zu both\n",
		        json_string_value(json_object_get(query, "query")), tally.wanted, tally.found,
		        tally.both);
		all.wanted += tally.wanted;
		all.found += tally.found;
		all.both += tally.both;
	}
	json_decref(queries);
	assert_true(all.both * 100 >= all.wanted * 95);
	assert_true(all.both * 100 >= all.found * 95);
}

#define TEST(name, function)                                                                                 \
	{                                                                                                    \
		name, function, set_up, tear_down, NULL                                                      \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST("Persian spellings and forms of a word meet", test_persian_meets),
		TEST("different Persian words stay apart", test_persian_keeps_apart),
		TEST("Persian words that say nothing are passed over, after می too", test_persian_stop_words),
		TEST("Lithuanian forms meet with and without diacritics", test_lithuanian_meets),
		TEST("different Lithuanian words stay apart", test_lithuanian_keeps_apart),
		TEST("English forms meet", test_english_meets),
		TEST("short and reserved words are padded", test_index_form),
		TEST("nothing but words reaches the index and the expressions", test_index_is_plain),
		TEST("long words are cut at a character", test_long_words),
		TEST("places of words are bytes of the given text", test_positions),
		TEST("plain words keep their diacritics", test_plain_words),
		TEST("expressions of a query", test_queries),
		TEST("an expression as a pattern", test_patterns),
		TEST("a pattern tells a text that each match holds", test_pieces),
		TEST("a query counts a bounded number of words", test_query_words_are_bounded),
		TEST("snippets show the best place, escaped and marked", test_snippets),
		TEST("snippets cut at characters and keep the match", test_snippets_cut_at_characters),
		TEST("titles are marked whole", test_marks),
		TEST("edit distance with transpositions and a bound", test_distance),
		TEST("BLD-05: lack of memory is told", test_memory_runs_out),
		TEST("an article’s size of any letters is indexed in time", test_speed),
		TEST("recall and precision on real texts are 95 % and more", test_recall_and_precision),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
