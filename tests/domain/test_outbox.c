/* The mail queue: claiming, trying again, parking; what becomes of each kind; how many mails strangers can
 * cause. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/attempt.h"
#include "domain/outbox.h"
#include "mailroom.h"
#include "scratch.h"

static int64_t now;

static int setup(void **state)
{
	static const char *const tables[] = { "outbox", "attempt", "mail_token", "signup", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	return mailroom_empty();
}

static void add(const char *kind, const char *mail, int64_t at)
{
	const struct outbox_item item = { .kind = kind, .mail = mail, .lang = "en", .now = at };
	assert_int_equal(outbox_add(scratch.db, &item), RC_OK);
}

static enum rc claim(int64_t at, struct outbox_job *job)
{
	return outbox_claim(scratch.db, scratch.arena, at, job);
}

static int64_t add_account(const char *mail, const char *state)
{
	int64_t id = 0;
	const struct account account = { .mail = mail,
		.name = "Ada",
		.role = "customer",
		.state = state,
		.lang = "en",
		.password_hash = text_equal(state, "guest") ? NULL : "x" };
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

#define COUNT(condition) scratch_ask("SELECT COUNT(*) AS number FROM outbox WHERE " condition)

/* --- the queue -------------------------------------------------------------------------------- */

static void the_longest_due_comes_first_and_nobody_else_gets_it(void **state)
{
	(void)state;
	struct outbox_job first, second, none;
	add("b", NULL, now - 5);
	add("a", NULL, now - 10);
	add("later", NULL, now + 60);
	assert_int_equal(claim(now, &first), RC_OK);
	assert_string_equal(first.kind, "a");
	assert_int_equal(first.tries, 1);
	assert_null(first.mail);
	assert_int_equal(claim(now, &second), RC_OK);
	assert_string_equal(second.kind, "b");
	assert_int_equal(claim(now, &none), RC_NOT_FOUND);
	assert_int_equal(outbox_sent(scratch.db, &first, now), RC_OK);
	assert_int_equal(COUNT("state = 'sent'"), 1);
}

static void what_a_killed_worker_held_is_claimed_again_after_the_lease(void **state)
{
	(void)state;
	struct outbox_job dead, next;
	add("a", NULL, now);
	assert_int_equal(claim(now, &dead), RC_OK);
	assert_int_equal(claim(now + OUTBOX_LEASE - 1, &next), RC_NOT_FOUND);
	assert_int_equal(claim(now + OUTBOX_LEASE + 1, &next), RC_OK);
	assert_int_equal(next.tries, 2);
	assert_int_equal(outbox_fail(scratch.db, scratch.arena, &dead, "late", now),
	        RC_OK); /* no longer his: nothing happens */
	assert_int_equal(COUNT("error = 'late'"), 0);
	assert_int_equal(outbox_sent(scratch.db, &next, now), RC_OK);
	assert_int_equal(COUNT("state = 'sent'"), 1);
}

static void a_failing_mail_waits_longer_and_is_parked_after_five_tries(void **state)
{
	(void)state;
	static const int64_t pauses[] = { MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR };
	struct outbox_job job;
	int64_t at = now;
	add("a", NULL, now);
	for (size_t i = 0; i < LENGTH(pauses); i++) {
		assert_int_equal(claim(at, &job), RC_OK);
		assert_int_equal(outbox_fail(scratch.db, scratch.arena, &job, "refused", at), RC_OK);
		assert_int_equal(claim(at + pauses[i] - 1, &job), RC_NOT_FOUND);
		at += pauses[i];
	}
	assert_int_equal(claim(at, &job), RC_OK);
	assert_int_equal(job.tries, OUTBOX_TRIES);
	assert_int_equal(outbox_fail(scratch.db, scratch.arena, &job, "refused", at), RC_OK);
	assert_int_equal(COUNT("state = 'parked' AND error = 'refused'"), 1);
	struct outbox_state queue;
	assert_int_equal(outbox_state(scratch.db, scratch.arena, &queue), RC_OK);
	assert_int_equal(queue.parked_count, 1);
	assert_int_equal(queue.waiting_count, 0);
	assert_int_equal(queue.oldest_due, 0);
}

static void one_that_kills_each_worker_is_parked_too(void **state)
{
	(void)state;
	struct outbox_job job;
	add("poison", NULL, now - 100);
	add("good", NULL, now);
	for (int i = 0; i < OUTBOX_TRIES; i++) {
		assert_int_equal(claim(now, &job), RC_OK);
		assert_string_equal(job.kind, "poison");
		scratch_sql("UPDATE outbox SET locked_until = 0");
	}
	assert_int_equal(claim(now, &job), RC_OK);
	assert_string_equal(job.kind, "good");
	assert_int_equal(COUNT("state = 'parked' AND kind = 'poison'"), 1);
}

static void long_errors_are_cut(void **state)
{
	(void)state;
	struct outbox_job job;
	char error[3000];
	memset(error, 'x', sizeof(error) - 1);
	error[sizeof(error) - 1] = '\0';
	add("a", NULL, now);
	assert_int_equal(claim(now, &job), RC_OK);
	assert_int_equal(outbox_park(scratch.db, scratch.arena, &job, error, now), RC_OK);
	assert_int_equal(COUNT("state = 'parked'"), 1);
}

static void old_rows_are_swept_but_parked_ones_stay(void **state)
{
	(void)state;
	struct outbox_job job;
	add("a", NULL, now);
	assert_int_equal(claim(now, &job), RC_OK);
	assert_int_equal(outbox_sent(scratch.db, &job, now - 31 * DAY), RC_OK);
	add("b", NULL, now);
	assert_int_equal(claim(now, &job), RC_OK);
	assert_int_equal(outbox_park(scratch.db, scratch.arena, &job, "x", now - 31 * DAY), RC_OK);
	int64_t done;
	assert_int_equal(outbox_sweep(scratch.db, now - 30 * DAY, 100, &done), RC_OK);
	assert_int_equal(done, 1);
	assert_int_equal(COUNT("state = 'parked'"), 1);
}

/* --- attempts --------------------------------------------------------------------------------- */

static void attempts_count_within_a_sliding_window(void **state)
{
	(void)state;
	int count;
	for (int i = 1; i <= 3; i++) {
		assert_int_equal(attempt_count(scratch.db, "try", "ada", HOUR, now, &count), RC_OK);
		assert_int_equal(count, i);
	}
	assert_int_equal(attempt_look(scratch.db, "try", "ada", HOUR, now + HOUR - 1, &count), RC_OK);
	assert_int_equal(count, 3);
	assert_int_equal(attempt_look(scratch.db, "try", "ada", HOUR, now + HOUR + HOUR / 6, &count), RC_OK);
	assert_int_equal(count, 0);
	assert_int_equal(attempt_look(scratch.db, "try", "bob", HOUR, now, &count), RC_OK);
	assert_int_equal(count, 0);
	assert_int_equal(attempt_look(scratch.db, "other", "ada", HOUR, now, &count), RC_OK);
	assert_int_equal(count, 0);
	assert_int_equal(attempt_forget(scratch.db, "try", "ada"), RC_OK);
	assert_int_equal(attempt_look(scratch.db, "try", "ada", HOUR, now, &count), RC_OK);
	assert_int_equal(count, 0);
}

/* --- the post office -------------------------------------------------------------------------- */

static void a_reset_for_nobody_is_dropped_in_silence(void **state)
{
	(void)state;
	add_account("off@x.example", "disabled");
	add("reset", "nobody@x.example", now);
	add("reset", "off@x.example", now);
	mailroom_post_all(now);
	assert_int_equal(COUNT("state = 'dropped'"), 2);
	assert_int_equal(mailroom_count(), 0);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM mail_token"), 0);
}

static void a_reset_makes_a_link_of_the_right_kind(void **state)
{
	(void)state;
	add_account("ada@x.example", "active");
	add_account("guest@x.example", "guest");
	add("reset", "Ada@X.example", now);
	add("reset", "guest@x.example", now);
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 2);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM mail_token WHERE purpose = 'reset'"), 1);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM mail_token WHERE purpose = 'claim'"), 1);
}

static void a_registration_of_a_known_address_gets_no_link_to_confirm(void **state)
{
	(void)state;
	int64_t id;
	add_account("ada@x.example", "active");
	const struct signup known = { .mail = "ada@x.example", .name = "Eve", .lang = "en" };
	const struct signup fresh = { .mail = "new@x.example", .name = "New", .lang = "lt" };
	assert_int_equal(signup_add(scratch.db, scratch.arena, &known, now, &id), RC_OK);
	assert_int_equal(
	        outbox_add(scratch.db,
	                &(struct outbox_item){ .kind = "signup", .signup_id = id, .lang = "en", .now = now }),
	        RC_OK);
	assert_int_equal(signup_add(scratch.db, scratch.arena, &fresh, now, &id), RC_OK);
	assert_int_equal(
	        outbox_add(scratch.db,
	                &(struct outbox_item){ .kind = "signup", .signup_id = id, .lang = "lt", .now = now }),
	        RC_OK);
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 2);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM mail_token"), 1);
	assert_int_equal(scratch_ask("SELECT signup_id AS number FROM mail_token"), id);
}

static void strangers_cause_five_mails_an_hour_to_one_address(void **state)
{
	(void)state;
	int64_t id = add_account("ada@x.example", "active");
	for (int i = 0; i < 200; i++)
		add("reset", i % 2 ? "ada@x.example" : "ADA@x.example", now);
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), LIMIT_MAILS_HOUR);
	assert_int_equal(COUNT("state = 'dropped'"), 200 - LIMIT_MAILS_HOUR);
	const struct outbox_item notice = {
		.kind = "password_changed", .account_id = id, .lang = "en", .now = now
	};
	assert_int_equal(outbox_add(scratch.db, &notice), RC_OK);
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), LIMIT_MAILS_HOUR + 1); /* notices are never held back */
}

static void a_mail_that_cannot_leave_is_tried_again(void **state)
{
	(void)state;
	add_account("ada@x.example", "active");
	add("reset", "ada@x.example", now);
	const char *right = scratch.config.state_dir;
	scratch.config.state_dir = "/nonexistent";
	assert_int_equal(mailroom_post(now), RC_OK);
	scratch.config.state_dir = right;
	assert_int_equal(COUNT("state = 'waiting' AND error IS NOT NULL"), 1);
	assert_int_equal(mailroom_post(now), RC_NOT_FOUND);
	assert_int_equal(mailroom_post(now + MINUTE), RC_OK);
	assert_int_equal(mailroom_count(), 1);
}

static void an_unknown_kind_is_parked(void **state)
{
	(void)state;
	add("nonsense", NULL, now);
	mailroom_post_all(now);
	assert_int_equal(COUNT("state = 'parked'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_longest_due_comes_first_and_nobody_else_gets_it, setup),
		cmocka_unit_test_setup(what_a_killed_worker_held_is_claimed_again_after_the_lease, setup),
		cmocka_unit_test_setup(a_failing_mail_waits_longer_and_is_parked_after_five_tries, setup),
		cmocka_unit_test_setup(one_that_kills_each_worker_is_parked_too, setup),
		cmocka_unit_test_setup(long_errors_are_cut, setup),
		cmocka_unit_test_setup(old_rows_are_swept_but_parked_ones_stay, setup),
		cmocka_unit_test_setup(attempts_count_within_a_sliding_window, setup),
		cmocka_unit_test_setup(a_reset_for_nobody_is_dropped_in_silence, setup),
		cmocka_unit_test_setup(a_reset_makes_a_link_of_the_right_kind, setup),
		cmocka_unit_test_setup(a_registration_of_a_known_address_gets_no_link_to_confirm, setup),
		cmocka_unit_test_setup(strangers_cause_five_mails_an_hour_to_one_address, setup),
		cmocka_unit_test_setup(a_mail_that_cannot_leave_is_tried_again, setup),
		cmocka_unit_test_setup(an_unknown_kind_is_parked, setup),
	};
	scratch_open("outbox", 1);
	if (!mailroom_open())
		return 1;
	return cmocka_run_group_tests_name("outbox", tests, NULL, mailroom_close);
}
