/* Settings: defaults, ranges, what a change leaves in the audit log, and whom it signs out. */
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/setting.h"
#include "domain/signin.h"
#include "scratch.h"

static int64_t now;
static struct account admin;

static int64_t add_account(const char *mail, const char *role, const char *state)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = "Ada", .role = role, .state = state, .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static int setup(void **state)
{
	static const char *const tables[] = { "session", "audit", "account", "setting" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	int64_t id = add_account("admin@x.example", "admin", "active");
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &admin), RC_OK);
	return 0;
}

static struct settings read_all(void)
{
	struct settings settings;
	assert_int_equal(settings_read(scratch.db, scratch.arena, &settings), RC_OK);
	return settings;
}

static const char *text_of(struct settings settings)
{
	return settings_text(scratch.arena, &settings);
}

static void change(struct settings wanted)
{
	struct settings before;
	assert_int_equal(settings_lock(scratch.db, scratch.arena, &before), RC_OK);
	assert_int_equal(settings_change(scratch.db, &admin, &before, &wanted, now), RC_OK);
}

static void without_rows_the_defaults_count(void **state)
{
	(void)state;
	assert_string_equal(text_of(read_all()), "open 1 1 0 0 30 7");
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	const struct settings wanted = {
		.signup = SIGNUP_APPROVE, .factor_admins = true, .device_trust_days = 0, .delete_days = 60
	};
	assert_int_equal(settings_write(scratch.db, &wanted, now), RC_OK);
	assert_string_equal(text_of(read_all()), "approve 0 0 1 0 0 60");
	assert_int_equal(settings_write(scratch.db, &wanted, now), RC_OK);
}

static void values_out_of_range_read_as_their_default(void **state)
{
	(void)state;
	scratch_sql("INSERT INTO setting (name, value, updated_at) VALUES ('signup', 'anyone', 1), "
	            "('device_trust_days', '91', 1), ('delete_days', '0', 1), ('guest_tickets', 'yes', 1), "
	            "('unknown', 'x', 1)");
	assert_string_equal(text_of(read_all()), "open 0 1 0 0 30 7");
}

static void each_changed_value_is_audited_with_the_old_and_the_new_word(void **state)
{
	(void)state;
	struct settings wanted = read_all();
	wanted.signup = SIGNUP_CLOSED;
	wanted.delete_days = 14;
	change(wanted);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM audit"), 2);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'settings.change' AND "
	                    "object = 'setting' AND detail IN ('signup open closed', 'delete_days 7 14')"),
	        2);
	change(wanted); /* the same again */
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM audit"), 2);
	assert_string_equal(text_of(read_all()), "closed 1 1 0 0 30 14");
}

static void sign_in(int64_t account_id, uint8_t mark)
{
	uint8_t hash[SECRET_HASH] = { mark };
	const struct signin_limits limits = { HOUR, DAY };
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, account_id, &account), RC_OK);
	assert_int_equal(signin_add(scratch.db, hash, &account, limits, "::1", "test", now), RC_OK);
}

static int64_t sessions_of(int64_t account_id)
{
	return scratch_ask(arena_format(scratch.arena,
	        "SELECT COUNT(*) AS number FROM session WHERE account_id = %lld", (long long)account_id));
}

static void a_duty_of_customers_signs_out_those_without_a_factor(void **state)
{
	(void)state;
	int64_t with = add_account("with@x.example", "customer", "active"),
	        without = add_account("without@x.example", "customer", "active"),
	        agent = add_account("agent@x.example", "agent", "active");
	scratch_sql(arena_format(
	        scratch.arena, "UPDATE account SET totp_sealed = 'x' WHERE id = %lld", (long long)with));
	sign_in(with, 1);
	sign_in(without, 2);
	sign_in(agent, 3);
	sign_in(admin.id, 4);
	struct settings wanted = read_all();
	wanted.factor_customers = true;
	change(wanted);
	assert_int_equal(sessions_of(with), 1);
	assert_int_equal(sessions_of(without), 0);
	assert_int_equal(sessions_of(agent), 1);
	assert_int_equal(sessions_of(admin.id), 1);
	wanted.factor_admins = true;
	change(wanted);
	assert_int_equal(sessions_of(admin.id), 0);
	assert_int_equal(sessions_of(agent), 1);
	sign_in(admin.id, 5);
	wanted.delete_days = 3; /* a duty that stands already signs nobody out again */
	change(wanted);
	assert_int_equal(sessions_of(admin.id), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_rows_the_defaults_count, setup),
		cmocka_unit_test_setup(what_is_written_is_read, setup),
		cmocka_unit_test_setup(values_out_of_range_read_as_their_default, setup),
		cmocka_unit_test_setup(each_changed_value_is_audited_with_the_old_and_the_new_word, setup),
		cmocka_unit_test_setup(a_duty_of_customers_signs_out_those_without_a_factor, setup),
	};
	scratch_open("setting", 1);
	return cmocka_run_group_tests_name("setting", tests, NULL, scratch_close);
}
