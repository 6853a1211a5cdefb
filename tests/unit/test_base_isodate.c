/* Dates as files of other programs write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/isodate.h"
#include "base/rc.h"

static void dates_are_read_with_their_offsets(void **state)
{
	static const struct {
		const char *text;
		int64_t when;
	} dates[] = {
		{ "2009-11-17T09:13:27-08:00", 1258478007 },
		{ "2009-11-17T20:43:27+03:30", 1258478007 },
		{ "2009-11-17T20:43:27+0330", 1258478007 },
		{ "2009-11-17T17:13:27.250Z", 1258478007 },
		{ "2009-11-17 17:13:27", 1258478007 },
		{ "2009-11-17 17:13", 1258477980 },
		{ "2009-11-17", 1258416000 },
		{ "2024-02-29", 1709164800 },
		{ "2016-12-31T23:59:60Z", 1483228799 }, /* a leap second */
		{ "1258478007", 1258478007 },
		{ "۱۲۵۸۴۷۸۰۰۷", 1258478007 },
	};
	(void)state;
	for (size_t i = 0; i < LENGTH(dates); i++) {
		int64_t when = 0;
		assert_int_equal(isodate_read(dates[i].text, &when), RC_OK);
		assert_int_equal(when, dates[i].when);
	}
}

static void what_is_no_date_is_refused(void **state)
{
	static const char *const texts[] = { NULL, "", "yesterday", "2009-11", "2009-13-01", "2009-00-01",
		"2009-02-30", "2023-02-29", "2009-11-17T", "2009-11-17T24:00", "2009-11-17T09:60",
		"2009-11-17T09:13:27-15:00", "2009-11-17T09:13:27 PST", "1969-12-31", "-5",
		"20091117T091327Z", "2009-11-17x", "999999999999999999", "9999-12-31T23:59:59-08:00" };
	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		int64_t when;
		assert_int_equal(isodate_read(texts[i], &when), RC_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read_with_their_offsets),
		cmocka_unit_test(what_is_no_date_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
