/*
 * The table of languages and the choice among them.
 */
#include "base/language.h"
#include "base/rc.h"

#include <string.h>

#include "claim.h"

static void test_table(void **state)
{
	(void)state;
	assert_int_equal(language_count(), 3);
	for (size_t i = 0; i < language_count(); i++) {
		const struct language *language = language_at(i);
		assert_int_equal(language->index, i);
		assert_ptr_equal(language_find(language->code), language);
		assert_true(strlen(language->name) > 0 && language->plurals[0]);
	}
	assert_null(language_at(language_count()));
	for (size_t i = 0; i < language_count(); i++) {
		const struct language *language = language_at(i), *latin = language_latin(language);
		assert_true(latin == language || latin->index >= language_count());
		assert_string_equal(latin->code, language->code);
		assert_int_equal(latin->calendar, language->calendar);
	}
	assert_string_equal(language_find("fa")->direction, "rtl");
	assert_string_equal(language_find("fa")->name, "فارسی");
	assert_int_equal(language_find("fa")->calendar, CALENDAR_PERSIAN);
	assert_string_equal(language_find("lt")->plurals[1], "few");
	assert_string_equal(language_find("en")->locale, "en_GB");
}

static void test_unknown(void **state)
{
	(void)state;
	assert_null(language_find(NULL));
	assert_null(language_find(""));
	assert_null(language_find("de"));
	assert_null(language_find("EN"));
	assert_null(language_find("en-GB"));
}

static void test_accept(void **state)
{
	(void)state;
	static const struct {
		const char *header, *code;
	} cases[] = {
		{ "fa", "fa" },
		{ "FA-ir", "fa" },
		{ "lt-LT,lt;q=0.9,en;q=0.8", "lt" },
		{ "de-DE, de;q=0.9, fa;q=0.5, lt;q=0.6", "lt" },
		{ "en;q=0.3 , fa ; q=0.700", "fa" },
		{ "fa;q=0.8,lt;q=0.8", "fa" },
		{ "fa;q=0,lt;q=0.001", "lt" },
		{ "de,*;q=0.5", "en" },
		{ "de,*;q=0.1,fa;q=0.05", "en" },
		{ "en;q=0.1,fa;q=1.000", "fa" },
	};
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_string_equal(
		        language_accept(cases[i].header, language_find("en"))->code, cases[i].code);
}

static void test_malformed(void **state)
{
	(void)state;
	const struct language *fallback = language_find("lt");
	static const char *const headers[] = { "", " ", ",", ",,,;;;", "de", "fa;q", "fa;q=", "fa;q=2",
		"fa;q=x", "fa;q=1.1", "fa;level=1", "fa;q=0.5555", "fa en", "farsi", "f", "*;q=0", ";q=1",
		"fa;q=0.5x", "\xFF\xFE" };
	assert_ptr_equal(language_accept(NULL, fallback), fallback);
	for (size_t i = 0; i < LENGTH(headers); i++)
		assert_ptr_equal(language_accept(headers[i], fallback), fallback);
	assert_null(language_accept("de", NULL));
	assert_null(language_accept("*", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("the table holds what each language needs, each at its index", test_table),
		CLAIM("a code is found exactly or not at all", test_unknown),
		CLAIM("the language of the highest quality is chosen, the first among equals", test_accept),
		CLAIM("a malformed wish falls back", test_malformed),
	};
	return cmocka_run_group_tests_name("base/language", tests, NULL, NULL);
}
