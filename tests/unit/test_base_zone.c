/*
 * Time zones to choose from.
 */
#include "base/zone.h"

#include <string.h>

#include "base/text.h"
#include "claim.h"

#define WHEN 1795310166 /* November 2026 */

static int teardown(void **state)
{
	(void)state;
	zone_release();
	zone_release();
	time_release();
	return 0;
}

static struct clock_view clock_of(const char *code, bool latin)
{
	return (struct clock_view){ .language = language_find(code), .zone = "UTC", .latin_digits = latin };
}

static const struct zone *find(const char *code, bool latin, const char *id)
{
	struct clock_view clock = clock_of(code, latin);
	const struct zone *zones;
	size_t count;
	assert_int_equal(zone_list(&clock, WHEN, &zones, &count), RC_OK);
	for (size_t i = 0; i < count; i++)
		if (text_equal(zones[i].id, id))
			return &zones[i];
	return NULL;
}

static void test_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < language_count(); i++) {
		struct clock_view clock = clock_of(language_at(i)->code, false);
		const struct zone *zones;
		size_t count;
		assert_int_equal(zone_list(&clock, WHEN, &zones, &count), RC_OK);
		assert_true(count > 300);
		for (size_t j = 0; j < count; j++)
			assert_true(time_zone_known(zones[j].id) && *zones[j].city && *zones[j].offset);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(find("en", false, "Europe/Vilnius")->city, "Vilnius");
	assert_string_equal(find("en", false, "Europe/Vilnius")->region, "Europe");
	assert_string_equal(find("en", false, "Europe/Vilnius")->offset, "GMT+2");
	assert_string_equal(find("fa", false, "Asia/Tehran")->city, "تهران");
	assert_non_null(strstr(find("fa", false, "Asia/Tehran")->offset, "۳:۳۰"));
	assert_non_null(strstr(find("fa", true, "Asia/Tehran")->offset, "3:30"));
	assert_string_equal(find("lt", false, "Europe/London")->city, "Londonas");
}

static void test_order(void **state)
{
	(void)state;
	struct clock_view clock = clock_of("en", false);
	const struct zone *zones;
	size_t count;
	assert_int_equal(zone_list(&clock, WHEN, &zones, &count), RC_OK);
	for (size_t i = 1; i < count; i++)
		assert_true(strcmp(zones[i - 1].region, zones[i].region) <= 0);
}

/* In summer the same place has another offset. */
static void test_hour(void **state)
{
	(void)state;
	struct clock_view clock = clock_of("en", false);
	const struct zone *zones;
	size_t count;
	assert_int_equal(zone_list(&clock, WHEN + 200 * DAY, &zones, &count), RC_OK);
	for (size_t i = 0; i < count; i++)
		if (text_equal(zones[i].id, "Europe/Vilnius"))
			assert_string_equal(zones[i].offset, "GMT+3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("each zone of the list is one that ICU knows, in every language", test_known),
		CLAIM("places are named in the language, offsets in the person's digits", test_names),
		CLAIM("zones stand by region", test_order),
		CLAIM("offsets are those of the hour", test_hour),
	};
	return cmocka_run_group_tests_name("base/zone", tests, NULL, teardown);
}
