/* Notices in the portal: counted right, one unseen a ticket, read by their owner alone, swept once seen. */
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/notice.h"
#include "domain/notify.h"
#include "scratch.h"

static int64_t now, ada, bob, ticket;

static int64_t person(const char *mail)
{
	int64_t id = 0;
	const struct account account = { .mail = mail,
		.name = "Ada",
		.role = "customer",
		.state = "active",
		.lang = "en",
		.password_hash = "x" };
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static int setup(void **state)
{
	static const char *const tables[] = { "notice", "notify_choice", "ticket", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	ada = person("ada@x.example");
	bob = person("bob@x.example");
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket (number, requester_id, subject, lang, created_at, updated_at, "
	        "activity_at)"
	        " VALUES (20000001, %lld, 'The hub', 'en', 1, 1, 1)",
	        (long long)ada));
	ticket = scratch_ask("SELECT MAX(id) AS number FROM ticket");
	return 0;
}

static void tell(int64_t account_id, enum notify_event event, int64_t ticket_id)
{
	const struct notice_new notice = { .account_id = account_id,
		.event = event,
		.ticket_id = ticket_id,
		.detail = ticket_id == 0 ? "factor_on" : NULL,
		.now = now };
	assert_int_equal(notice_add(scratch.db, &notice), RC_OK);
}

static int64_t counted(int64_t account_id)
{
	return scratch_ask(arena_format(scratch.arena,
	        "SELECT notice_count AS number FROM account WHERE id = %lld", (long long)account_id));
}

static struct db_rows list(int64_t account_id, struct list_place place, size_t most, bool *more)
{
	struct db_rows rows;
	assert_int_equal(
	        notice_list(scratch.db, scratch.arena, account_id, "en", place, most, &rows, more), RC_OK);
	return rows;
}

static void a_ticket_has_one_unseen_notice(void **state)
{
	(void)state;
	bool more;
	tell(ada, NOTIFY_TICKET_ANSWER, ticket);
	tell(ada, NOTIFY_TICKET_STATE, ticket);
	tell(ada, NOTIFY_SECURITY, 0);
	tell(ada, NOTIFY_SECURITY, 0);
	assert_int_equal(counted(ada), 3);
	struct db_rows rows = list(ada, (struct list_place){ 0 }, 10, &more);
	const struct notice *items = rows.items;
	assert_int_equal(rows.count, 4);
	assert_false(more);
	assert_string_equal(items[0].event, "security");
	assert_string_equal(items[2].event, "ticket_state");
	assert_false(items[2].seen);
	assert_int_equal(items[2].number, 20000001);
	assert_true(items[3].seen);
	assert_int_equal(notice_seen_ticket(scratch.db, ada, ticket), RC_OK);
	assert_int_equal(counted(ada), 2);
	assert_int_equal(notice_seen_ticket(scratch.db, ada, ticket), RC_OK);
	assert_int_equal(counted(ada), 2);
}

static void what_somebody_does_not_want_in_the_portal_is_not_noted(void **state)
{
	(void)state;
	struct notify_choices choices;
	assert_int_equal(notify_read(scratch.db, scratch.arena, ada, &choices), RC_OK);
	choices.wanted[NOTIFY_TICKET_ANSWER][NOTIFY_PORTAL] = false;
	assert_int_equal(notify_write(scratch.db, ada, &choices), RC_OK);
	tell(ada, NOTIFY_TICKET_ANSWER, ticket);
	assert_int_equal(counted(ada), 0);
	tell(ada, NOTIFY_TICKET_STATE, ticket);
	assert_int_equal(counted(ada), 1);
	scratch_sql("UPDATE account SET state = 'disabled'");
	tell(ada, NOTIFY_SECURITY, 0);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM notice"), 1);
}

static void nobody_reads_or_marks_those_of_others(void **state)
{
	(void)state;
	bool more;
	struct notice notice;
	tell(ada, NOTIFY_SECURITY, 0);
	int64_t id = scratch_ask("SELECT MAX(id) AS number FROM notice");
	assert_int_equal(list(bob, (struct list_place){ 0 }, 10, &more).count, 0);
	assert_int_equal(notice_find(scratch.db, scratch.arena, bob, id, &notice), RC_NOT_FOUND);
	assert_int_equal(notice_seen(scratch.db, bob, id), RC_OK);
	assert_int_equal(notice_seen_all(scratch.db, bob, id), RC_OK);
	assert_int_equal(counted(ada), 1);
	assert_int_equal(notice_find(scratch.db, scratch.arena, ada, id, &notice), RC_OK);
	assert_false(notice.seen);
	assert_int_equal(notice_seen(scratch.db, ada, id), RC_OK);
	assert_int_equal(notice_seen(scratch.db, ada, id), RC_OK);
	assert_int_equal(counted(ada), 0);
}

static void all_means_those_before_the_readers_eyes(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		tell(ada, NOTIFY_SECURITY, 0);
	int64_t last = scratch_ask("SELECT MAX(id) AS number FROM notice");
	tell(ada, NOTIFY_SECURITY, 0);
	assert_int_equal(notice_seen_all(scratch.db, ada, last), RC_OK);
	assert_int_equal(counted(ada), 1);
}

static void the_list_pages_by_key_in_both_directions(void **state)
{
	(void)state;
	bool more;
	for (int i = 0; i < 5; i++)
		tell(ada, NOTIFY_SECURITY, 0);
	struct db_rows first = list(ada, (struct list_place){ 0 }, 2, &more);
	const struct notice *newest = first.items;
	assert_true(more);
	struct list_place after = { .set = true, .id = newest[1].id };
	struct db_rows second = list(ada, after, 2, &more);
	const struct notice *next = second.items;
	assert_true(more);
	assert_true(next[0].id < newest[1].id && next[1].id < next[0].id);
	struct list_place before = { .set = true, .backwards = true, .id = next[0].id };
	struct db_rows back = list(ada, before, 2, &more);
	const struct notice *again = back.items;
	assert_false(more);
	assert_int_equal(again[0].id, newest[0].id);
	assert_int_equal(again[1].id, newest[1].id);
}

static void only_old_ones_that_were_seen_are_swept(void **state)
{
	(void)state;
	int64_t done;
	tell(ada, NOTIFY_SECURITY, 0);
	assert_int_equal(notice_seen_all(scratch.db, ada, INT64_MAX), RC_OK);
	tell(ada, NOTIFY_SECURITY, 0);
	assert_int_equal(notice_sweep(scratch.db, now, 10, &done), RC_OK);
	assert_int_equal(done, 0);
	assert_int_equal(notice_sweep(scratch.db, now + 1, 10, &done), RC_OK);
	assert_int_equal(done, 1);
	assert_int_equal(counted(ada), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_ticket_has_one_unseen_notice, setup),
		cmocka_unit_test_setup(what_somebody_does_not_want_in_the_portal_is_not_noted, setup),
		cmocka_unit_test_setup(nobody_reads_or_marks_those_of_others, setup),
		cmocka_unit_test_setup(all_means_those_before_the_readers_eyes, setup),
		cmocka_unit_test_setup(the_list_pages_by_key_in_both_directions, setup),
		cmocka_unit_test_setup(only_old_ones_that_were_seen_are_swept, setup),
	};
	scratch_open("notice", 1);
	return cmocka_run_group_tests_name("notice", tests, NULL, scratch_close);
}
