/* The audit log: filters, pages by key, names as they are now, network addresses that go away. */
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/audit.h"
#include "domain/audit_list.h"
#include "scratch.h"

#define START 1700000000

static int64_t ada, bob;

static int64_t add_account(const char *mail, const char *name)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = name, .role = "admin", .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, START, &id), RC_OK);
	return id;
}

static void act(int64_t actor, const char *action, const char *object, int64_t object_id, int64_t at)
{
	assert_int_equal(audit_add(scratch.db, actor, action, object, object_id, "", START + at), RC_OK);
}

static int setup(void **state)
{
	static const char *const tables[] = { "audit_origin", "audit", "ticket", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	audit_from("2001:db8::7");
	ada = add_account("ada@x.example", "Ada");
	bob = add_account("bob@x.example", "Bob");
	act(ada, "sign-in", "account", ada, 1);
	act(ada, "ticket.close", "ticket", 5, 2);
	act(bob, "ticket.close", "ticket", 6, 3);
	act(bob, "ticket.note", "ticket", 5, 4);
	act(0, "account.add", "account", bob, 5);
	return 0;
}

static size_t count(struct audit_filter filter)
{
	struct db_rows rows;
	bool more;
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 10, &rows, &more), RC_OK);
	assert_false(more);
	return rows.count;
}

static void each_filter_and_their_meeting_find_what_fits(void **state)
{
	(void)state;
	assert_int_equal(count((struct audit_filter){ 0 }), 5);
	assert_int_equal(count((struct audit_filter){ .actor_id = ada }), 2);
	assert_int_equal(count((struct audit_filter){ .action = "ticket." }), 3);
	assert_int_equal(count((struct audit_filter){ .action = "ticket.close" }), 2);
	assert_int_equal(count((struct audit_filter){ .action = "ticket" }), 0);
	assert_int_equal(count((struct audit_filter){ .object = "ticket" }), 3);
	assert_int_equal(count((struct audit_filter){ .object = "ticket", .object_id = 5 }), 2);
	assert_int_equal(
	        count((struct audit_filter){ .actor_id = bob, .object = "ticket", .object_id = 5 }), 1);
	assert_int_equal(count((struct audit_filter){ .actor_id = bob, .action = "ticket.close" }), 1);
	assert_int_equal(count((struct audit_filter){ .actor_id = ada, .object = "account" }), 1);
	assert_int_equal(count((struct audit_filter){ .object = "account", .action = "account." }), 1);
	assert_int_equal(count((struct audit_filter){ .from = START + 3 }), 3);
	assert_int_equal(count((struct audit_filter){ .until = START + 3 }), 2);
	assert_int_equal(
	        count((struct audit_filter){ .actor_id = bob, .from = START + 4, .until = START + 5 }), 1);
}

static void a_wildcard_is_no_filter(void **state)
{
	(void)state;
	assert_int_equal(count((struct audit_filter){ .action = "%" }), 0);
	assert_int_equal(count((struct audit_filter){ .action = "ticket%." }), 0);
	assert_int_equal(count((struct audit_filter){ .action = "tick_t." }), 0);
}

static void pages_go_both_ways_newest_first(void **state)
{
	(void)state;
	struct audit_filter filter = { 0 };
	struct db_rows rows;
	bool more;
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	const struct audit_row *items = rows.items;
	assert_true(more);
	assert_int_equal(rows.count, 2);
	assert_string_equal(items[0].action, "account.add");
	filter.place = (struct list_place){ items[1].created_at, items[1].id, true, false };
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	items = rows.items;
	assert_true(more);
	assert_int_equal(items[0].created_at, START + 3);
	filter.place = (struct list_place){ items[0].created_at, items[0].id, true, true };
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	items = rows.items;
	assert_false(more);
	assert_int_equal(rows.count, 2);
	assert_int_equal(items[0].created_at, START + 5);
	assert_int_equal(items[1].created_at, START + 4);
}

static void acts_of_one_second_are_not_lost_between_pages(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		act(ada, "ticket.note", "ticket", 9, 100);
	struct audit_filter filter = { .object = "ticket", .object_id = 9 };
	size_t seen = 0;
	bool more = true;
	for (int page = 0; more && page < 5; page++) {
		struct db_rows rows;
		assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
		const struct audit_row *items = rows.items;
		seen += rows.count;
		filter.place = (struct list_place){ items[rows.count - 1].created_at,
			items[rows.count - 1].id, true, false };
	}
	assert_int_equal(seen, 5);
}

static void names_are_those_of_now_and_the_log_holds_none(void **state)
{
	(void)state;
	struct audit_filter filter = { .action = "account.add" };
	struct db_rows rows;
	bool more;
	scratch_sql("UPDATE account SET name = 'Robert', state = 'deleted' WHERE name = 'Bob'");
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	const struct audit_row *row = rows.items;
	assert_string_equal(row->object_name, "Robert");
	assert_string_equal(row->object_state, "deleted");
	assert_int_equal(row->actor_id, 0);
	assert_null(row->actor_name);
	scratch_sql("DELETE FROM account WHERE name = 'Robert'");
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	row = rows.items;
	assert_null(row->object_name);
	assert_int_equal(row->object_id, bob);
}

static void a_ticket_is_shown_and_found_by_its_number(void **state)
{
	(void)state;
	int64_t id;
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket (id, number, requester_id, subject, lang, created_at, updated_at, "
	        "activity_at) "
	        "VALUES (5, 12345678, %lld, 'x', 'en', 1, 1, 1)",
	        (long long)ada));
	assert_int_equal(audit_ticket_id(scratch.db, scratch.arena, 12345678, &id), RC_OK);
	assert_int_equal(id, 5);
	assert_int_equal(audit_ticket_id(scratch.db, scratch.arena, 5, &id), RC_NOT_FOUND);
	struct audit_filter filter = { .object = "ticket", .object_id = 5 };
	struct db_rows rows;
	bool more;
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 10, &rows, &more), RC_OK);
	const struct audit_row *items = rows.items;
	assert_int_equal(items[0].ticket_number, 12345678);
}

static void network_addresses_go_after_their_time_and_the_log_stays(void **state)
{
	(void)state;
	int64_t done;
	struct audit_filter filter = { 0 };
	struct db_rows rows;
	bool more;
	assert_int_equal(audit_origin_sweep(scratch.db, START + 3, 100, &done), RC_OK);
	assert_int_equal(done, 2);
	assert_int_equal(audit_origin_sweep(scratch.db, START + 100, 1, &done), RC_OK);
	assert_int_equal(done, 1);
	assert_int_equal(audit_list(scratch.db, scratch.arena, &filter, 10, &rows, &more), RC_OK);
	const struct audit_row *items = rows.items;
	assert_int_equal(rows.count, 5);
	assert_string_equal(items[0].address, "2001:db8::7");
	assert_null(items[4].address);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(each_filter_and_their_meeting_find_what_fits, setup),
		cmocka_unit_test_setup(a_wildcard_is_no_filter, setup),
		cmocka_unit_test_setup(pages_go_both_ways_newest_first, setup),
		cmocka_unit_test_setup(acts_of_one_second_are_not_lost_between_pages, setup),
		cmocka_unit_test_setup(names_are_those_of_now_and_the_log_holds_none, setup),
		cmocka_unit_test_setup(a_ticket_is_shown_and_found_by_its_number, setup),
		cmocka_unit_test_setup(network_addresses_go_after_their_time_and_the_log_stays, setup),
	};
	scratch_open("audit", 1);
	return cmocka_run_group_tests_name("audit", tests, NULL, scratch_close);
}
