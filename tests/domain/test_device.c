/* Known browsers: of one account each, trusted for a time, and only so many. */
#include "base/limits.h"
#include "base/time.h"
#include "domain/device.h"
#include "scratch.h"

#define ALICE INT64_C(1)
#define BOB   INT64_C(2)
#define NOW   INT64_C(1800000000)

static const uint8_t browser[SECRET_HASH] = { 1 }, other[SECRET_HASH] = { 2 };

static int setup(void **state)
{
	scratch_sql("DELETE FROM account");
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, created_at, updated_at) VALUES "
	            "(1, 'alice@example.org', 'alice@example.org', 'Alice', 1, 1),"
	            "(2, 'bob@example.org', 'bob@example.org', 'Bob', 1, 1)");
	return scratch_reset(state);
}

static struct device find(const uint8_t *hash, int64_t account_id, int64_t now)
{
	struct device device;
	assert_int_equal(device_find(scratch.db, scratch.arena, hash, account_id, now, &device), RC_OK);
	return device;
}

static void note(const uint8_t *hash, int64_t account_id, int64_t trusted_until, int64_t now)
{
	assert_int_equal(device_note(scratch.db, hash, account_id, trusted_until, now), RC_OK);
}

static int64_t count(int64_t account_id)
{
	int64_t devices;
	assert_int_equal(device_count(scratch.db, account_id, &devices), RC_OK);
	return devices;
}

static void a_browser_is_known_to_the_accounts_that_signed_in_there(void **state)
{
	(void)state;
	assert_false(find(browser, ALICE, NOW).known);
	note(browser, ALICE, 0, NOW);
	assert_true(find(browser, ALICE, NOW).known);
	assert_false(find(browser, ALICE, NOW).trusted);
	assert_false(find(browser, BOB, NOW).known);
	assert_false(find(other, ALICE, NOW).known);
	assert_false(find(NULL, ALICE, NOW).known);
	assert_false(find(browser, 0, NOW).known);
	note(browser, BOB, 0, NOW);
	assert_true(find(browser, BOB, NOW).known);
}

static void trust_ends_by_itself_and_a_visit_does_not_end_it(void **state)
{
	(void)state;
	note(browser, ALICE, NOW + DAY, NOW);
	note(browser, ALICE, 0, NOW + 1);
	assert_true(find(browser, ALICE, NOW + 1).trusted);
	assert_false(find(browser, BOB, NOW + 1).trusted);
	assert_false(find(browser, ALICE, NOW + DAY).trusted);
	assert_true(find(browser, ALICE, NOW + DAY).known);
}

static void trust_and_knowledge_are_taken_back(void **state)
{
	(void)state;
	note(browser, ALICE, NOW + DAY, NOW);
	note(other, ALICE, NOW + DAY, NOW);
	note(browser, BOB, NOW + DAY, NOW);
	assert_int_equal(device_distrust_all(scratch.db, ALICE), RC_OK);
	assert_true(find(browser, ALICE, NOW).known);
	assert_false(find(browser, ALICE, NOW).trusted);
	assert_false(find(other, ALICE, NOW).trusted);
	assert_true(find(browser, BOB, NOW).trusted);
	assert_int_equal(device_forget_all(scratch.db, ALICE), RC_OK);
	assert_int_equal(count(ALICE), 0);
	assert_int_equal(count(BOB), 1);
}

static void a_browser_may_get_another_cookie(void **state)
{
	(void)state;
	note(browser, ALICE, NOW + DAY, NOW);
	note(browser, BOB, 0, NOW);
	assert_int_equal(device_move(scratch.db, browser, other), RC_OK);
	assert_false(find(browser, ALICE, NOW).known);
	assert_true(find(other, ALICE, NOW).trusted);
	assert_true(find(other, BOB, NOW).known);
	assert_false(find(other, BOB, NOW).trusted);
}

static void past_the_limit_the_one_seen_longest_ago_is_forgotten(void **state)
{
	(void)state;
	uint8_t many[SECRET_HASH] = { 9 };
	for (int i = 0; i < LIMIT_DEVICES; i++) {
		many[1] = (uint8_t)i;
		note(many, ALICE, 0, NOW + i);
	}
	many[1] = 0;
	note(many, ALICE, 0, NOW + 100);
	note(browser, ALICE, 0, NOW + 101);
	assert_int_equal(count(ALICE), LIMIT_DEVICES);
	assert_true(find(browser, ALICE, NOW).known);
	assert_true(find(many, ALICE, NOW).known);
	many[1] = 1;
	assert_false(find(many, ALICE, NOW).known);
}

static void those_not_seen_for_long_are_swept(void **state)
{
	(void)state;
	int64_t done;
	note(browser, ALICE, 0, NOW);
	note(other, ALICE, 0, NOW + 1);
	assert_int_equal(device_sweep(scratch.db, NOW + 1, 10, &done), RC_OK);
	assert_int_equal(done, 1);
	assert_true(find(other, ALICE, NOW).known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_browser_is_known_to_the_accounts_that_signed_in_there, setup),
		cmocka_unit_test_setup(trust_ends_by_itself_and_a_visit_does_not_end_it, setup),
		cmocka_unit_test_setup(trust_and_knowledge_are_taken_back, setup),
		cmocka_unit_test_setup(a_browser_may_get_another_cookie, setup),
		cmocka_unit_test_setup(past_the_limit_the_one_seen_longest_ago_is_forgotten, setup),
		cmocka_unit_test_setup(those_not_seen_for_long_are_swept, setup),
	};
	scratch_open("device", 1);
	return cmocka_run_group_tests_name("device", tests, NULL, scratch_close);
}
