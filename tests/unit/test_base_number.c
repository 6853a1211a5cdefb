/*
 * Numbers as readers write them.
 */
#include "base/number.h"

#include <locale.h>
#include <string.h>

#include "claim.h"

#define NB "\u00A0" /* no-break space */

static struct arena *arena;
static const struct language *en, *fa, *lt;

static int setup(void **state)
{
	(void)state;
	setlocale(LC_ALL, ""); /* must change nothing */
	arena = arena_new(4096, 1 << 20);
	en = language_find("en");
	fa = language_find("fa");
	lt = language_find("lt");
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	number_release();
	number_release();
	arena_free(arena);
	return 0;
}

static void test_text(void **state)
{
	(void)state;
	assert_string_equal(number_text(arena, en, 1250000), "1,250,000");
	assert_string_equal(number_text(arena, fa, 1250000), "۱٬۲۵۰٬۰۰۰");
	assert_string_equal(number_text(arena, lt, 1250000), "1" NB "250" NB "000");
	assert_string_equal(number_text(arena, en, 0), "0");
	assert_string_equal(number_text(arena, en, -5), "-5");
	assert_string_equal(number_text(arena, en, INT64_MIN), "-9,223,372,036,854,775,808");
	assert_string_equal(number_text(arena, en, INT64_MAX), "9,223,372,036,854,775,807");
}

static void test_size(void **state)
{
	(void)state;
	assert_string_equal(number_size(arena, en, 812), "812" NB "B");
	assert_string_equal(number_size(arena, en, 2400000), "2.4" NB "MB");
	assert_string_equal(number_size(arena, en, 1234), "1.2" NB "kB");
	assert_string_equal(number_size(arena, en, 3001), "3.0" NB "kB");
	assert_string_equal(number_size(arena, en, 25000000), "25" NB "MB");
	assert_string_equal(number_size(arena, lt, 2400000), "2,4" NB "MB");
	assert_string_equal(number_size(arena, fa, 2400000), "۲٫۴" NB "مگابایت");
	assert_string_equal(number_size(arena, fa, 812), "۸۱۲" NB "بایت");
	assert_string_equal(number_size(arena, fa, 1500), "۱٫۵" NB "کیلوبایت");
}

static void test_size_edges(void **state)
{
	(void)state;
	assert_string_equal(number_size(arena, en, 0), "0" NB "B");
	assert_string_equal(number_size(arena, en, -1), "0" NB "B");
	assert_string_equal(number_size(arena, en, 999), "999" NB "B");
	assert_string_equal(number_size(arena, en, 1000), "1" NB "kB");
	assert_string_equal(number_size(arena, en, 999949), "999.9" NB "kB");
	assert_string_equal(number_size(arena, en, 999950), "1.0" NB "MB");
	assert_string_equal(number_size(arena, en, 999999999), "1.0" NB "GB");
	assert_string_equal(number_size(arena, fa, 1200500000000), "۱٬۲۰۰٫۵" NB "گیگابایت");
	assert_non_null(number_size(arena, en, INT64_MAX));
}

static void test_code(void **state)
{
	(void)state;
	assert_string_equal(number_code(arena, en, "12345678"), "12345678");
	assert_string_equal(number_code(arena, lt, "1234"), "1234");
	assert_string_equal(number_code(arena, fa, "0123456789"), "۰۱۲۳۴۵۶۷۸۹");
	assert_string_equal(number_code(arena, fa, "A-12"), "A-۱۲");
	assert_string_equal(number_code(arena, fa, ""), "");
}

static void test_plural(void **state)
{
	(void)state;
	static const struct {
		int64_t number;
		size_t en, fa, lt;
	} cases[] = {
		{ 0, 1, 0, 2 },
		{ 1, 0, 0, 0 },
		{ 2, 1, 1, 1 },
		{ 9, 1, 1, 1 },
		{ 10, 1, 1, 2 },
		{ 11, 1, 1, 2 },
		{ 21, 1, 1, 0 },
		{ 22, 1, 1, 1 },
		{ 101, 1, 1, 0 },
		{ 111, 1, 1, 2 },
		{ 1000001, 1, 1, 0 },
		{ -1, 0, 0, 0 },
		{ INT64_C(9007199254740993), 1, 1, 1 },
		{ INT64_MIN, 1, 1, 1 },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(number_plural(en, cases[i].number), cases[i].en);
		assert_int_equal(number_plural(fa, cases[i].number), cases[i].fa);
		assert_int_equal(number_plural(lt, cases[i].number), cases[i].lt);
	}
}

static void test_without_memory(void **state)
{
	(void)state;
	struct arena *small = arena_new(16, 16);
	assert_null(number_size(small, fa, 2400000));
	assert_null(number_text(small, fa, 1250000));
	arena_free(small);
}

/* A person who wants 0-9 keeps the language's words and grouping. */
static void test_latin(void **state)
{
	(void)state;
	const struct language *latin = language_latin(fa);
	assert_string_equal(number_text(arena, latin, 1250000), "1,250,000");
	assert_string_equal(number_code(arena, latin, "12345678"), "12345678");
	assert_non_null(strstr(number_size(arena, latin, 2400000), "مگابایت"));
	assert_int_equal(number_plural(latin, 2), number_plural(fa, 2));
	assert_ptr_equal(language_latin(language_find("en")), language_find("en"));
	assert_ptr_equal(language_latin(language_find("lt")), language_find("lt"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("numbers in 0-9 keep the language's words", test_latin),
		CLAIM("numbers are grouped and have the language's digits", test_text),
		CLAIM("sizes step by 1000, with one decimal unless they are whole", test_size),
		CLAIM("a size never shows as 1000 of a unit", test_size_edges),
		CLAIM("codes have the language's digits, nothing grouped", test_code),
		CLAIM("the plural form follows the language's rules for any number", test_plural),
		CLAIM("without memory there is no number", test_without_memory),
	};
	return cmocka_run_group_tests_name("base/number", tests, setup, teardown);
}
