/*
 * Times for readers and for machines.
 */
#include "base/time.h"

#include <locale.h>
#include <string.h>

#include "claim.h"

#define WHEN INT64_C(1795310166) /* 2026-11-22T01:16:06Z */

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	setlocale(LC_ALL, ""); /* must change nothing */
	arena = arena_new(4096, 1 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	time_release();
	time_release();
	arena_free(arena);
	return 0;
}

static struct clock_view view_of(const char *code, const char *zone)
{
	const struct language *language = language_find(code);
	return (struct clock_view){ .language = language, .zone = zone, .calendar = language->calendar };
}

static void test_machine_forms(void **state)
{
	(void)state;
	assert_string_equal(time_iso(arena, WHEN), "2026-11-22T01:16:06Z");
	assert_string_equal(time_http(arena, WHEN), "Sun, 22 Nov 2026 01:16:06 GMT");
	assert_string_equal(time_mail(arena, WHEN), "Sun, 22 Nov 2026 01:16:06 +0000");
	assert_string_equal(time_iso(arena, 0), "1970-01-01T00:00:00Z");
	assert_string_equal(time_iso(arena, -1), "1969-12-31T23:59:59Z");
}

static void test_extremes(void **state)
{
	(void)state;
	struct clock_view view = view_of("fa", "Asia/Tehran");
	assert_string_equal(time_iso(arena, INT64_MAX), "9999-12-31T23:59:59Z");
	assert_string_equal(time_iso(arena, INT64_MIN), "0001-01-01T00:00:00Z");
	assert_non_null(time_date_time(arena, &view, INT64_MAX));
	assert_non_null(time_date_time(arena, &view, INT64_MIN));
	assert_non_null(time_ago(arena, &view, INT64_MIN, INT64_MAX));
}

static void test_dates(void **state)
{
	(void)state;
	struct clock_view en = view_of("en", "Europe/London"), fa = view_of("fa", "Asia/Tehran"),
	                  lt = view_of("lt", "Europe/Vilnius");
	assert_string_equal(time_date(arena, &en, WHEN), "22 Nov 2026");
	assert_string_equal(time_month(arena, &en, WHEN), "November 2026");
	assert_string_equal(time_date_time(arena, &en, WHEN), "22 Nov 2026, 01:16");
	assert_string_equal(time_date(arena, &fa, WHEN), "۱ آذر ۱۴۰۵");
	assert_string_equal(time_month(arena, &fa, WHEN), "آذر ۱۴۰۵");
	assert_string_equal(time_date_time(arena, &fa, WHEN), "۱ آذر ۱۴۰۵، ۴:۴۶");
	assert_string_equal(time_date(arena, &lt, WHEN), "2026-11-22");
	assert_string_equal(time_date_time(arena, &lt, WHEN), "2026-11-22 03:16");
}

static void test_chosen_calendar(void **state)
{
	(void)state;
	struct clock_view view = view_of("fa", "Asia/Tehran");
	view.calendar = CALENDAR_GREGORIAN;
	assert_string_equal(time_date(arena, &view, WHEN), "۲۲ نوامبر ۲۰۲۶");
	view = view_of("en", "Asia/Tehran");
	view.calendar = CALENDAR_PERSIAN;
	assert_string_equal(time_date(arena, &view, WHEN), "1 Azar 1405 AP");
}

static void test_zone_shifts_day(void **state)
{
	(void)state;
	struct clock_view west = view_of("en", "America/New_York");
	assert_string_equal(time_date_time(arena, &west, WHEN), "21 Nov 2026, 20:16");
	struct clock_view summer = view_of("en", "Europe/Vilnius");
	assert_string_equal(time_date_time(arena, &summer, INT64_C(1782864000)), "1 Jul 2026, 03:00");
}

static void test_unknown_zone(void **state)
{
	(void)state;
	static const char *const zones[] = { "Nowhere/Land", "", "../etc/passwd", "Europe/London; DROP",
		"تهران", "GMT+3", "Etc/Unknown",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	for (size_t i = 0; i < LENGTH(zones); i++) {
		struct clock_view view = view_of("en", zones[i]);
		assert_false(time_zone_known(zones[i]));
		assert_string_equal(time_date_time(arena, &view, WHEN), "22 Nov 2026, 01:16");
	}
	struct clock_view none = view_of("en", NULL);
	assert_false(time_zone_known(NULL));
	assert_string_equal(time_date_time(arena, &none, WHEN), "22 Nov 2026, 01:16");
}

static void test_known_zones(void **state)
{
	(void)state;
	assert_true(time_zone_known("UTC"));
	assert_true(time_zone_known("Asia/Tehran"));
	assert_true(time_zone_known("Europe/Vilnius"));
	assert_true(time_zone_known("Europe/Kyiv"));
}

static void test_many_zones(void **state)
{
	(void)state;
	static const char *const zones[] = { "UTC", "Asia/Tehran", "Europe/Vilnius", "Europe/London",
		"Europe/Paris", "America/New_York", "America/Chicago", "Asia/Tokyo", "Asia/Dubai",
		"Asia/Kabul", "Asia/Kolkata", "Australia/Sydney" };
	struct clock_view tehran = view_of("fa", "Asia/Tehran");
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < LENGTH(zones) * language_count(); i++) {
			struct clock_view view =
			        view_of(language_at(i % language_count())->code, zones[i / language_count()]);
			assert_non_null(time_date(arena, &view, WHEN));
			assert_non_null(time_date_time(arena, &view, WHEN));
		}
		assert_string_equal(time_date_time(arena, &tehran, WHEN), "۱ آذر ۱۴۰۵، ۴:۴۶");
	}
}

static void test_ago(void **state)
{
	(void)state;
	struct clock_view en = view_of("en", "UTC"), fa = view_of("fa", "UTC"), lt = view_of("lt", "UTC");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN), "now");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN - 59), "now");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN - 60), "1 minute ago");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN - 3 * HOUR - 5), "3 hours ago");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN - 30 * DAY), "30 days ago");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN - 31 * DAY), "22 Oct 2026");
	assert_string_equal(time_ago(arena, &en, WHEN, WHEN + 2 * HOUR), "in 2 hours");
	assert_string_equal(time_ago(arena, &fa, WHEN, WHEN - 3 * HOUR), "۳ ساعت پیش");
	assert_string_equal(time_ago(arena, &lt, WHEN, WHEN - 3 * HOUR), "prieš 3 valandas");
}

static void test_clocks(void **state)
{
	(void)state;
	assert_true(time_now() > INT64_C(1700000000));
	int64_t before = time_monotonic_ms();
	assert_true(time_monotonic_ms() >= before);
}

static void test_latin(void **state)
{
	(void)state;
	struct clock_view view = view_of("fa", "Asia/Tehran");
	view.latin_digits = true;
	assert_string_equal(time_date(arena, &view, WHEN), "1 آذر 1405");
	assert_non_null(strchr(time_ago(arena, &view, WHEN, WHEN - 3 * HOUR), '3'));
	view.latin_digits = false;
	assert_string_equal(time_date(arena, &view, WHEN), "۱ آذر ۱۴۰۵");
	assert_null(strchr(time_ago(arena, &view, WHEN, WHEN - 3 * HOUR), '3'));
}

static void day_is(const struct clock_view *view, const char *text, int64_t first, int64_t length)
{
	int64_t from, until;
	assert_int_equal(time_day(arena, view, text, &from, &until), RC_OK);
	assert_int_equal(from, first);
	assert_int_equal(until - from, length);
}

static void test_typed_days(void **state)
{
	(void)state;
	const int64_t nowruz = 1710880200; /* 2024-03-20 00:00 in Tehran */
	const struct clock_view fa = view_of("fa", "Asia/Tehran"), lt = view_of("lt", "Europe/Vilnius");
	day_is(&fa, "1403-01-01", nowruz, DAY);
	day_is(&fa, "1403/1/1", nowruz, DAY);
	day_is(&fa, "\u06f1\u06f4\u06f0\u06f3-\u06f0\u06f1-\u06f0\u06f1", nowruz, DAY);
	day_is(&fa, "1403-12-30", nowruz + 365 * DAY, DAY); /* a leap year's last day */
	day_is(&lt, "2024-03-20", 1710885600, DAY);
	day_is(&lt, "2024-03-31", 1711836000, 23 * HOUR);
	day_is(&lt, "2024-10-27", 1729976400, 25 * HOUR);
}

static void test_no_days(void **state)
{
	(void)state;
	static const char *const wrong[] = { "", "today", "2024", "2024-03", "2024-03-", "2024-02-30",
		"2024-13-01", "2024-00-10", "2024-03-00", "20240320", "2024-03-20T", "2024 03 20",
		"-2024-03-20", "02024-03-20", "99999999999-1-1", "2024-03-20-1", "2024-003-1" };
	const struct clock_view fa = view_of("fa", "Asia/Tehran"), lt = view_of("lt", "Europe/Vilnius");
	int64_t from, until;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_int_equal(time_day(arena, &lt, wrong[i], &from, &until), RC_INVALID);
	assert_int_equal(time_day(arena, &fa, "1402-12-30", &from, &until), RC_INVALID); /* no leap year */
	assert_int_equal(time_day(arena, &fa, "1403-07-31", &from, &until), RC_INVALID);
}

static void test_midnight_that_is_not(void **state)
{
	(void)state;
	int64_t from, until;
	const struct clock_view fa = view_of("fa", "Asia/Tehran"); /* clocks went from 0:00 to 1:00 */
	assert_int_equal(time_day(arena, &fa, "1400-01-02", &from, &until), RC_OK);
	assert_int_equal(until - from, 23 * HOUR);
}

static void test_example_day(void **state)
{
	(void)state;
	const struct clock_view fa = view_of("fa", "Asia/Tehran"), lt = view_of("lt", "Europe/Vilnius");
	int64_t from, until;
	assert_string_equal(time_day_text(arena, &fa, WHEN), "1405-09-01");
	assert_string_equal(time_day_text(arena, &lt, WHEN), "2026-11-22");
	assert_int_equal(time_day(arena, &fa, time_day_text(arena, &fa, WHEN), &from, &until), RC_OK);
	assert_true(from <= WHEN && WHEN < until);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a typed day is one of the reader's calendar and zone, in any digits", test_typed_days),
		CLAIM("what is no day is refused", test_no_days),
		CLAIM("a day whose midnight the clocks skip has one hour less", test_midnight_that_is_not),
		CLAIM("the example of a day is one that is understood", test_example_day),
		CLAIM("H7: dates in 0-9 keep calendar and words", test_latin),
		CLAIM("machines read English and UTC in any locale", test_machine_forms),
		CLAIM("times past all years are held within 1 to 9999", test_extremes),
		CLAIM("dates are in the reader's language, calendar and digits", test_dates),
		CLAIM("a chosen calendar goes before the language's", test_chosen_calendar),
		CLAIM("the zone decides day and hour, summer time included", test_zone_shifts_day),
		CLAIM("an unknown zone shows UTC", test_unknown_zone),
		CLAIM("IANA zones are known", test_known_zones),
		CLAIM("more zones than are kept still show right times", test_many_zones),
		CLAIM("recent times are told as a distance, older ones as a date", test_ago),
		CLAIM("the clocks run", test_clocks),
	};
	return cmocka_run_group_tests_name("base/time", tests, setup, teardown);
}
