/* Gates: free tries, waits that double, what is forgotten; forms that are sent again. */
#include "base/rc.h"
#include "domain/gate.h"
#include "domain/submission.h"
#include "scratch.h"

#define NOW INT64_C(1800000000)

static const struct gate gate = { "test", 3, 10, 60, 100 };

static int setup(void **state)
{
	scratch_sql("DELETE FROM gate");
	return scratch_reset(state);
}

static int64_t pass(const char *subject, int64_t now)
{
	int64_t wait;
	assert_int_equal(gate_pass(scratch.db, &gate, subject, now, &wait), RC_OK);
	return wait;
}

static int64_t look(const char *subject, int64_t now)
{
	int64_t wait;
	assert_int_equal(gate_look(scratch.db, &gate, subject, now, &wait), RC_OK);
	return wait;
}

static void use_up(const char *subject, int64_t now)
{
	for (int i = 0; i < gate.free; i++)
		assert_int_equal(pass(subject, now), 0);
}

static void some_tries_pass_as_they_come_then_each_waits_twice_as_long(void **state)
{
	(void)state;
	assert_int_equal(look("a", NOW), 0);
	use_up("a", NOW);
	assert_int_equal(look("a", NOW), 10);
	assert_int_equal(pass("a", NOW), 10);
	assert_int_equal(pass("a", NOW + 9), 1);
	assert_int_equal(pass("a", NOW + 10), 0);
	assert_int_equal(look("a", NOW + 10), 20);
	assert_int_equal(pass("a", NOW + 30), 0);
	assert_int_equal(look("a", NOW + 30), 40);
	assert_int_equal(pass("a", NOW + 70), 0);
	assert_int_equal(look("a", NOW + 70), 60);
	assert_int_equal(look("b", NOW + 70), 0);
}

static void knocking_at_a_shut_gate_does_not_keep_it_shut(void **state)
{
	(void)state;
	use_up("a", NOW);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(pass("a", NOW + 5), 5);
	assert_int_equal(pass("a", NOW + 10), 0);
}

static void tries_are_forgotten_one_by_one(void **state)
{
	(void)state;
	use_up("a", NOW);
	assert_int_equal(pass("a", NOW + 250), 0); /* two forgotten, one added: two */
	assert_int_equal(look("a", NOW + 250), 0);
	assert_int_equal(pass("a", NOW + 250), 0);
	assert_int_equal(look("a", NOW + 250), 10);
	assert_int_equal(pass("a", NOW + 100000), 0);
	assert_int_equal(look("a", NOW + 100000), 0);
}

static void a_clock_that_went_back_forgives_nothing(void **state)
{
	(void)state;
	use_up("a", NOW);
	assert_int_equal(pass("a", NOW - 1000), 1010);
}

/* Requests that arrive together read the clock each for itself. */
static void a_request_that_read_the_clock_a_second_earlier_has_its_free_try(void **state)
{
	(void)state;
	assert_int_equal(pass("a", NOW), 0);
	assert_int_equal(pass("a", NOW - 1), 0);
	assert_int_equal(pass("a", NOW), 0);
	assert_int_equal(pass("a", NOW), 10);
}

static void a_right_try_is_taken_back_or_clears_all(void **state)
{
	(void)state;
	use_up("a", NOW);
	assert_int_equal(gate_take_back(scratch.db, &gate, "a", NOW), RC_OK);
	assert_int_equal(pass("a", NOW), 0);
	assert_int_equal(pass("a", NOW), 10);
	assert_int_equal(gate_forget(scratch.db, &gate, "a"), RC_OK);
	use_up("a", NOW);
	assert_int_equal(gate_take_back(scratch.db, &gate, "nobody", NOW), RC_OK);
}

static void a_gate_of_one_try_shuts_after_it(void **state)
{
	(void)state;
	static const struct gate narrow = { "narrow", 1, 10, 60, 100 };
	int64_t wait;
	assert_int_equal(gate_pass(scratch.db, &narrow, "a", NOW, &wait), RC_OK);
	assert_int_equal(wait, 0);
	assert_int_equal(gate_pass(scratch.db, &narrow, "a", NOW, &wait), RC_OK);
	assert_int_equal(wait, 10);
}

static void kinds_and_subjects_do_not_meet(void **state)
{
	(void)state;
	static const struct gate other = { "testa", 1, 10, 60, 100 };
	int64_t wait;
	use_up("ab", NOW);
	assert_int_equal(gate_look(scratch.db, &other, "b", NOW, &wait), RC_OK);
	assert_int_equal(wait, 0);
}

/* What a form sent twice at once leaves: one row with the result of the first. */
static void send_form(const uint8_t id[SECRET_HASH], const char *location)
{
	static const uint8_t body[SECRET_HASH] = { 7 };
	struct submission row;
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_int_equal(submission_claim(scratch.db, scratch.arena, id, NOW, &row), RC_OK);
	if (row.status == 0)
		assert_int_equal(submission_finish(scratch.db, id, body, 303, location), RC_OK);
	assert_int_equal(db_commit(scratch.db), RC_OK);
}

static void a_form_counts_once_however_often_it_is_sent(void **state)
{
	(void)state;
	static const uint8_t id[SECRET_HASH] = { 1 }, other[SECRET_HASH] = { 2 };
	int64_t wait;
	scratch_sql("DELETE FROM submit");
	for (int i = 0; i < gate.free; i++) { /* it fails each time: no result is kept, and each counts */
		assert_int_equal(gate_pass_once(scratch.db, &gate, "a", id, NOW, &wait), RC_OK);
		assert_int_equal(wait, 0);
	}
	assert_int_equal(gate_pass_once(scratch.db, &gate, "a", id, NOW, &wait), RC_OK);
	assert_int_equal(wait, 10);
	send_form(id, "/en/a");
	assert_int_equal(gate_pass_once(scratch.db, &gate, "a", id, NOW, &wait), RC_OK);
	assert_int_equal(wait, 0);
	assert_int_equal(look("a", NOW), 10); /* it passed, and counted nothing */
	assert_int_equal(gate_pass_once(scratch.db, &gate, "a", other, NOW, &wait), RC_OK);
	assert_int_equal(wait, 10);
}

static void a_form_keeps_its_first_result_and_none_that_failed(void **state)
{
	(void)state;
	static const uint8_t id[SECRET_HASH] = { 1 };
	struct submission row;
	bool done;
	scratch_sql("DELETE FROM submit");
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_int_equal(submission_claim(scratch.db, scratch.arena, id, NOW, &row), RC_OK);
	db_rollback(scratch.db);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM submit"), 0);
	send_form(id, "/en/a");
	send_form(id, "/en/b");
	assert_int_equal(submission_is_done(scratch.db, id, &done), RC_OK);
	assert_true(done);
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_int_equal(submission_claim(scratch.db, scratch.arena, id, NOW, &row), RC_OK);
	assert_int_equal(row.status, 303);
	assert_string_equal(row.location, "/en/a");
	db_rollback(scratch.db);
}

static void old_ones_are_swept(void **state)
{
	(void)state;
	int64_t done;
	assert_int_equal(pass("a", NOW), 0);
	assert_int_equal(pass("b", NOW + 1), 0);
	assert_int_equal(gate_sweep(scratch.db, NOW + 1, 10, &done), RC_OK);
	assert_int_equal(done, 1);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM gate"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(some_tries_pass_as_they_come_then_each_waits_twice_as_long, setup),
		cmocka_unit_test_setup(knocking_at_a_shut_gate_does_not_keep_it_shut, setup),
		cmocka_unit_test_setup(tries_are_forgotten_one_by_one, setup),
		cmocka_unit_test_setup(a_clock_that_went_back_forgives_nothing, setup),
		cmocka_unit_test_setup(
		        a_request_that_read_the_clock_a_second_earlier_has_its_free_try, setup),
		cmocka_unit_test_setup(a_right_try_is_taken_back_or_clears_all, setup),
		cmocka_unit_test_setup(a_gate_of_one_try_shuts_after_it, setup),
		cmocka_unit_test_setup(kinds_and_subjects_do_not_meet, setup),
		cmocka_unit_test_setup(a_form_counts_once_however_often_it_is_sent, setup),
		cmocka_unit_test_setup(a_form_keeps_its_first_result_and_none_that_failed, setup),
		cmocka_unit_test_setup(old_ones_are_swept, setup),
	};
	scratch_open("gate", 1);
	return cmocka_run_group_tests_name("gate", tests, NULL, scratch_close);
}
