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
	return (struct clock_view){ language, zone, language->calendar };
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
	assert_string_equal(time_date_time(arena, &en, WHEN), "22 Nov 2026, 01:16");
	assert_string_equal(time_date(arena, &fa, WHEN), "۱ آذر ۱۴۰۵");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
