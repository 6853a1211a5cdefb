/*
 * Names of result codes.
 */
#include "base/rc.h"

#include "claim.h"

static void test_names(void **state)
{
	(void)state;
	for (int rc = 0; rc < RC__MAX; rc++) {
		assert_non_null(rc_text((enum rc)rc));
		assert_true(rc_text((enum rc)rc)[0] >= 'a' && rc_text((enum rc)rc)[0] <= 'z');
	}
	assert_string_equal(rc_text(RC_OK), "ok");
	assert_string_equal(rc_text(RC_NOT_FOUND), "not found");
}

static void test_unknown(void **state)
{
	(void)state;
	assert_string_equal(rc_text(RC__MAX), "unknown");
	assert_string_equal(rc_text((enum rc)1000), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every code has a name in lower case", test_names),
		CLAIM("a number that is no code is named unknown", test_unknown),
	};
	return cmocka_run_group_tests_name("base/rc", tests, NULL, NULL);
}
