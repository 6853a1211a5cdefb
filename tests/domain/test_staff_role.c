/* Staff roles: who may make and change them, what a change does to those who hold them. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/factor_duty.h"
#include "domain/signin.h"
#include "domain/staff_role.h"
#include "scratch.h"

#define ROLE_WORDS "reply note roles"

static int64_t now;
static struct account admin, agent; /* the agent's role holds ROLE_WORDS */
static int64_t agent_role;

static int64_t add_account(const char *mail, const char *role, int64_t role_id)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = "Ada", .role = role, .role_id = role_id, .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static void read_account(int64_t id, struct account *account)
{
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, account), RC_OK);
}

static enum rc add_role(
        const struct account *who, const char *name, const char *words, bool factor, int64_t *id)
{
	const struct staff_role role = { .name = name, .permissions = words, .second_factor = factor };
	return staff_role_add(scratch.db, scratch.arena, who, &role, now, id);
}

static struct staff_role lock(int64_t id)
{
	struct staff_role role;
	assert_int_equal(staff_role_lock(scratch.db, scratch.arena, id, &role), RC_OK);
	return role;
}

static enum rc change(const struct account *who, int64_t id, const char *name, const char *words, bool factor)
{
	struct staff_role locked = lock(id);
	const struct staff_role wanted = {
		.name = name, .permissions = words, .second_factor = factor, .version = locked.version
	};
	return staff_role_change(scratch.db, scratch.arena, who, &locked, &wanted, now);
}

static void sign_in(int64_t account_id, uint8_t mark)
{
	uint8_t hash[SECRET_HASH] = { mark };
	const struct signin_limits limits = { HOUR, DAY };
	struct account account;
	read_account(account_id, &account);
	assert_int_equal(signin_add(scratch.db, hash, &account, limits, "::1", "test", now), RC_OK);
}

static int setup(void **state)
{
	static const char *const tables[] = { "session", "audit", "account", "staff_role" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	read_account(add_account("admin@x.example", "admin", 0), &admin);
	assert_int_equal(add_role(&admin, "First line", ROLE_WORDS, false, &agent_role), RC_OK);
	read_account(add_account("agent@x.example", "agent", agent_role), &agent);
	return 0;
}

static void nobody_puts_into_a_role_what_he_has_not(void **state)
{
	(void)state;
	int64_t id;
	assert_int_equal(add_role(&agent, "Small", "reply", false, &id), RC_OK);
	assert_int_equal(add_role(&agent, "Big", "reply people", false, &id), RC_DENIED);
	assert_int_equal(change(&agent, id, "Small", "reply settings", false), RC_DENIED);
	assert_int_equal(change(&agent, id, "Small", "reply note", false), RC_OK);
	const struct account customer = {
		.id = 7, .role = "customer", .state = "active", .permissions = "roles"
	};
	assert_int_equal(add_role(&customer, "Mine", "", false, &id), RC_DENIED);
}

static void nobody_touches_a_role_that_holds_more_than_he_has(void **state)
{
	(void)state;
	int64_t id;
	assert_int_equal(add_role(&admin, "Lead", "reply people", false, &id), RC_OK);
	assert_int_equal(change(&agent, id, "Lead", "reply", false), RC_DENIED);
	assert_int_equal(change(&agent, id, "Renamed", "reply people", false), RC_DENIED);
	struct staff_role locked = lock(id);
	assert_int_equal(staff_role_delete(scratch.db, scratch.arena, &agent, &locked, now), RC_DENIED);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM staff_role"), 2);
}

static void the_form_cannot_raise_the_agents_own_role(void **state)
{
	(void)state;
	assert_int_equal(change(&agent, agent_role, "First line", ROLE_WORDS " audit", false), RC_DENIED);
	read_account(agent.id, &agent);
	assert_false(may(&agent, PERMISSION_AUDIT));
}

static void a_change_takes_effect_with_the_next_request_and_ends_nothing(void **state)
{
	(void)state;
	uint8_t hash[SECRET_HASH] = { 1 };
	struct account who;
	sign_in(agent.id, 1);
	assert_int_equal(change(&admin, agent_role, "First line", "reply audit", false), RC_OK);
	assert_int_equal(signin_find(scratch.db, scratch.arena, hash, now, &who), RC_OK);
	assert_true(may(&who, PERMISSION_AUDIT));
	assert_false(may(&who, PERMISSION_NOTE));
}

static void unknown_words_are_not_kept(void **state)
{
	(void)state;
	int64_t id;
	assert_int_equal(add_role(&admin, "Odd", "root reply root note", false, &id), RC_OK);
	assert_string_equal(lock(id).permissions, "reply note");
}

static void a_name_is_taken_in_any_case(void **state)
{
	(void)state;
	int64_t id;
	struct staff_role found;
	assert_int_equal(add_role(&admin, "FIRST line", "reply", false, &id), RC_CONFLICT);
	assert_int_equal(add_role(&admin, "Second", "reply", false, &id), RC_OK);
	assert_int_equal(change(&admin, id, "first LINE", "reply", false), RC_CONFLICT);
	assert_int_equal(staff_role_by_name(scratch.db, scratch.arena, "sEcOnD", &found), RC_OK);
	assert_int_equal(found.id, id);
	assert_int_equal(staff_role_by_name(scratch.db, scratch.arena, "Third", &found), RC_NOT_FOUND);
}

static void the_second_of_two_who_change_it_is_told(void **state)
{
	(void)state;
	struct staff_role seen = lock(agent_role);
	assert_int_equal(change(&admin, agent_role, "First line", "reply", false), RC_OK);
	struct staff_role locked = lock(agent_role),
	                  wanted = { .name = "Late", .permissions = "note", .version = seen.version };
	assert_int_equal(
	        staff_role_change(scratch.db, scratch.arena, &admin, &locked, &wanted, now), RC_INVALID);
	assert_string_equal(lock(agent_role).name, "First line");
	wanted = (struct staff_role){ .name = "First line", .permissions = "reply", .version = seen.version };
	assert_int_equal(staff_role_change(scratch.db, scratch.arena, &admin, &locked, &wanted, now), RC_OK);
	assert_int_equal(lock(agent_role).version, locked.version); /* nothing differed */
}

static void a_role_that_somebody_holds_stays(void **state)
{
	(void)state;
	struct staff_role locked = lock(agent_role);
	assert_int_equal(locked.holder_count, 1);
	assert_int_equal(staff_role_delete(scratch.db, scratch.arena, &admin, &locked, now), RC_CONFLICT);
	scratch_sql("UPDATE account SET state = 'disabled' WHERE role = 'agent'");
	locked = lock(agent_role);
	assert_int_equal(staff_role_delete(scratch.db, scratch.arena, &admin, &locked, now), RC_CONFLICT);
	scratch_sql("UPDATE account SET state = 'deleted' WHERE role = 'agent'");
	locked = lock(agent_role);
	assert_int_equal(staff_role_delete(scratch.db, scratch.arena, &admin, &locked, now), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM staff_role"), 0);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM account WHERE role_id IS NOT NULL"), 0);
}

static void a_second_factor_that_becomes_a_duty_signs_out_those_without_one(void **state)
{
	(void)state;
	int64_t with = add_account("with@x.example", "agent", agent_role), other_role;
	assert_int_equal(add_role(&admin, "Other", "reply", false, &other_role), RC_OK);
	int64_t other = add_account("other@x.example", "agent", other_role);
	scratch_sql(arena_format(
	        scratch.arena, "UPDATE account SET totp_sealed = 'x' WHERE id = %lld", (long long)with));
	sign_in(agent.id, 1);
	sign_in(with, 2);
	sign_in(other, 3);
	sign_in(admin.id, 4);
	assert_int_equal(change(&admin, agent_role, "First line", ROLE_WORDS, true), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 3);
	assert_int_equal(scratch_ask(arena_format(scratch.arena,
	                         "SELECT COUNT(*) AS number FROM session WHERE account_id = %lld",
	                         (long long)agent.id)),
	        0);
	sign_in(agent.id, 5); /* a later change of something else ends nothing */
	assert_int_equal(change(&admin, agent_role, "First line", "reply", true), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 4);
}

static void every_change_is_in_the_audit_log_without_names(void **state)
{
	(void)state;
	int64_t id;
	assert_int_equal(add_role(&admin, "Zebra", "reply", true, &id), RC_OK);
	assert_int_equal(change(&admin, id, "Quagga", "note", true), RC_OK);
	struct staff_role locked = lock(id);
	assert_int_equal(staff_role_delete(scratch.db, scratch.arena, &admin, &locked, now), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE object = 'staff_role' AND "
	                             "(action, detail) IN (('role.add', 'reply factor'), "
	                             "('role.change', 'note factor'), ('role.delete', 'note factor'))"),
	        3);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE detail LIKE '%ebra%' OR "
	                             "detail LIKE '%uagga%'"),
	        0);
}

static void there_are_no_more_roles_than_the_limit(void **state)
{
	(void)state;
	int64_t id;
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO staff_role (name, name_key, permissions, created_at) "
	        "SELECT seq, seq, '', 1 FROM seq_2_to_%d",
	        LIMIT_ROLES));
	struct db_rows rows;
	assert_int_equal(add_role(&admin, "One more", "", false, &id), RC_LIMITED);
	assert_int_equal(staff_role_list(scratch.db, scratch.arena, &rows), RC_OK);
	assert_int_equal(rows.count, LIMIT_ROLES);
}

static void administrators_are_counted_while_they_are_active(void **state)
{
	(void)state;
	int64_t count;
	int64_t second = add_account("second@x.example", "admin", 0);
	assert_int_equal(staff_role_admins(scratch.db, scratch.arena, &count), RC_OK);
	assert_int_equal(count, 2);
	scratch_sql(arena_format(
	        scratch.arena, "UPDATE account SET state = 'disabled' WHERE id = %lld", (long long)second));
	assert_int_equal(staff_role_admins(scratch.db, scratch.arena, &count), RC_OK);
	assert_int_equal(count, 1);
}

static void nobody_lifts_the_duty_that_binds_himself(void **state)
{
	(void)state;
	int64_t other;
	assert_int_equal(change(&admin, agent_role, "First line", ROLE_WORDS, true), RC_OK);
	assert_int_equal(add_role(&admin, "Second line", "reply", true, &other), RC_OK);
	assert_int_equal(change(&agent, agent_role, "First line", ROLE_WORDS, false), RC_DENIED);
	assert_int_equal(change(&agent, agent_role, "Front line", "reply roles", true), RC_OK);
	assert_int_equal(change(&agent, other, "Second line", "reply", false), RC_OK);
	assert_true(lock(agent_role).second_factor);
	assert_int_equal(change(&admin, agent_role, "Front line", "reply roles", false), RC_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nobody_puts_into_a_role_what_he_has_not, setup),
		cmocka_unit_test_setup(nobody_lifts_the_duty_that_binds_himself, setup),
		cmocka_unit_test_setup(nobody_touches_a_role_that_holds_more_than_he_has, setup),
		cmocka_unit_test_setup(the_form_cannot_raise_the_agents_own_role, setup),
		cmocka_unit_test_setup(a_change_takes_effect_with_the_next_request_and_ends_nothing, setup),
		cmocka_unit_test_setup(unknown_words_are_not_kept, setup),
		cmocka_unit_test_setup(a_name_is_taken_in_any_case, setup),
		cmocka_unit_test_setup(the_second_of_two_who_change_it_is_told, setup),
		cmocka_unit_test_setup(a_role_that_somebody_holds_stays, setup),
		cmocka_unit_test_setup(
		        a_second_factor_that_becomes_a_duty_signs_out_those_without_one, setup),
		cmocka_unit_test_setup(every_change_is_in_the_audit_log_without_names, setup),
		cmocka_unit_test_setup(there_are_no_more_roles_than_the_limit, setup),
		cmocka_unit_test_setup(administrators_are_counted_while_they_are_active, setup),
	};
	scratch_open("staff_role", 1);
	return cmocka_run_group_tests_name("staff_role", tests, NULL, scratch_close);
}
