/* People: finding by folded address, registering, passwords, roles, links in mails. */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/mail_token.h"
#include "domain/signin.h"
#include "scratch.h"

static int64_t now;

static int setup(void **state)
{
	static const char *const tables[] = { "session", "mail_token", "signup", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	return 0;
}

static int64_t add(const char *mail, const char *role, const char *state)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = "Ada", .role = role, .state = state, .lang = "fa"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	assert_true(id > 0);
	return id;
}

static int64_t register_as(const char *mail, const char *name)
{
	int64_t id = 0;
	const struct signup signup = { .mail = mail, .name = name, .lang = "lt" };
	assert_int_equal(signup_add(scratch.db, scratch.arena, &signup, now, &id), RC_OK);
	return id;
}

static void sign_in(int64_t account_id, uint8_t mark)
{
	uint8_t hash[SECRET_HASH] = { mark };
	const struct signin_limits limits = { HOUR, DAY };
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, account_id, &account), RC_OK);
	assert_int_equal(signin_add(scratch.db, hash, &account, limits, "::1", "test", now), RC_OK);
}

static const char *make_token(const char *purpose, int64_t account_id, int64_t signup_id, int64_t lifetime)
{
	const char *text = NULL;
	const struct mail_token token = {
		.purpose = purpose, .account_id = account_id, .signup_id = signup_id
	};
	assert_int_equal(token_make(scratch.db, scratch.arena, &token, lifetime, now, &text), RC_OK);
	return text;
}

static void an_address_is_found_in_any_case_and_belongs_to_one(void **state)
{
	(void)state;
	int64_t id = add("Ada@Example.com", "customer", "active"), other;
	struct account account;
	assert_int_equal(account_by_mail(scratch.db, scratch.arena, "ADA@example.COM", &account), RC_OK);
	assert_int_equal(account.id, id);
	assert_string_equal(account.mail, "Ada@Example.com");
	assert_null(account.password_hash);
	assert_string_equal(account.lang, "fa");
	const struct account twin = {
		.mail = "ada@example.com", .name = "B", .role = "customer", .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &twin, now, &other), RC_CONFLICT);
	assert_int_equal(
	        account_by_mail(scratch.db, scratch.arena, "ada@example.co", &account), RC_NOT_FOUND);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
}

static void a_guest_is_made_once(void **state)
{
	(void)state;
	struct account first, second;
	assert_int_equal(
	        account_or_guest(scratch.db, scratch.arena, "g@x.example", "G", "lt", now, &first), RC_OK);
	assert_string_equal(first.state, "guest");
	assert_int_equal(
	        account_or_guest(scratch.db, scratch.arena, "G@x.example", "H", "en", now, &second), RC_OK);
	assert_int_equal(first.id, second.id);
	assert_string_equal(second.name, "G");
}

static void a_new_password_ends_sessions_and_links(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example", "customer", "active"),
	        other = add("bob@x.example", "customer", "active");
	sign_in(id, 1);
	sign_in(id, 2);
	sign_in(other, 3);
	const char *link = make_token(TOKEN_RESET, id, 0, HOUR);
	assert_int_equal(account_set_password(scratch.db, id, "new", now), RC_OK);
	struct mail_token token;
	assert_int_equal(token_find(scratch.db, scratch.arena, link, now, &token), RC_NOT_FOUND);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 1);
	assert_int_equal(account_set_password(scratch.db, 999999, "new", now), RC_NOT_FOUND);
}

static void a_sign_in_with_the_password_of_before_is_none(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example", "customer", "active");
	uint8_t hash[SECRET_HASH] = { 7 };
	const struct signin_limits limits = { HOUR, DAY };
	struct account read;
	assert_int_equal(account_set_password(scratch.db, id, "old", now), RC_OK);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &read), RC_OK);
	assert_int_equal(account_set_password(scratch.db, id, "new", now), RC_OK);
	assert_int_equal(account_rehash(scratch.db, id, "old", "old, made anew"), RC_OK);
	assert_int_equal(signin_add(scratch.db, hash, &read, limits, "::1", "test", now), RC_NOT_FOUND);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 0);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &read), RC_OK);
	assert_string_equal(read.password_hash, "new");
	assert_int_equal(signin_add(scratch.db, hash, &read, limits, "::1", "test", now), RC_OK);
	scratch_sql("UPDATE account SET state = 'disabled'");
	hash[0] = 8;
	assert_int_equal(signin_add(scratch.db, hash, &read, limits, "::1", "test", now), RC_NOT_FOUND);
}

static void a_guest_becomes_active_by_a_password(void **state)
{
	(void)state;
	int64_t id = add("g@x.example", "customer", "guest");
	assert_int_equal(account_set_password(scratch.db, id, "new", now), RC_OK);
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	assert_string_equal(account.state, "active");
}

static void a_password_does_not_revive_a_disabled_account(void **state)
{
	(void)state;
	int64_t id = add("d@x.example", "customer", "disabled");
	assert_int_equal(account_set_password(scratch.db, id, "new", now), RC_OK);
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	assert_string_equal(account.state, "disabled");
}

static void a_role_is_one_of_three_and_signs_out(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example", "customer", "active");
	sign_in(id, 1);
	assert_int_equal(account_set_role(scratch.db, scratch.arena, id, "root", 0, now), RC_INVALID);
	assert_int_equal(account_set_role(scratch.db, scratch.arena, id, "agent", 0, now), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 0);
	struct db_rows rows;
	assert_int_equal(account_list(scratch.db, scratch.arena, "agent", 10, &rows), RC_OK);
	assert_int_equal(rows.count, 1);
}

static void a_confirmed_registration_becomes_an_account(void **state)
{
	(void)state;
	int64_t older = register_as("new@x.example", "Old name"), id = register_as("New@x.example", "New"),
	        account_id;
	const char *link = make_token(TOKEN_CONFIRM, 0, older, DAY);
	assert_int_equal(
	        signup_confirm(scratch.db, scratch.arena, id, "hash", "active", now, &account_id), RC_OK);
	struct account account;
	assert_int_equal(account_by_mail(scratch.db, scratch.arena, "new@x.example", &account), RC_OK);
	assert_int_equal(account.id, account_id);
	assert_string_equal(account.name, "New");
	assert_string_equal(account.state, "active");
	assert_string_equal(account.password_hash, "hash");
	struct mail_token token; /* the other registration and its link are gone */
	assert_int_equal(token_find(scratch.db, scratch.arena, link, now, &token), RC_NOT_FOUND);
	assert_int_equal(signup_confirm(scratch.db, scratch.arena, older, "hash", "active", now, &account_id),
	        RC_NOT_FOUND);
}

static void registering_as_a_guest_keeps_the_guests_account(void **state)
{
	(void)state;
	int64_t guest = add("g@x.example", "customer", "guest"), id = register_as("g@x.example", "Gita"),
	        account_id;
	assert_int_equal(
	        signup_confirm(scratch.db, scratch.arena, id, "hash", "active", now, &account_id), RC_OK);
	assert_int_equal(account_id, guest);
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, guest, &account), RC_OK);
	assert_string_equal(account.name, "Gita");
	assert_string_equal(account.state, "active");
}

static void an_active_account_is_never_taken_over_by_a_registration(void **state)
{
	(void)state;
	int64_t owner = add("ada@x.example", "customer", "active"), id = register_as("ada@x.example", "Eve"),
	        account_id;
	assert_int_equal(account_set_password(scratch.db, owner, "own", now), RC_OK);
	assert_int_equal(signup_confirm(scratch.db, scratch.arena, id, "hash", "active", now, &account_id),
	        RC_CONFLICT);
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, owner, &account), RC_OK);
	assert_string_equal(account.password_hash, "own");
	assert_string_equal(account.name, "Ada");
}

static void a_link_works_once_for_its_time_and_purpose(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example", "customer", "active");
	const char *first = make_token(TOKEN_RESET, id, 0, 30 * MINUTE);
	const char *second = make_token(TOKEN_RESET, id, 0, 30 * MINUTE);
	struct mail_token token;
	assert_int_equal(token_find(scratch.db, scratch.arena, first, now, &token),
	        RC_NOT_FOUND); /* the newer one killed it */
	assert_int_equal(
	        token_find(scratch.db, scratch.arena, second, now + 30 * MINUTE, &token), RC_NOT_FOUND);
	assert_int_equal(token_find(scratch.db, scratch.arena, second, now, &token), RC_OK);
	assert_string_equal(token.purpose, TOKEN_RESET);
	assert_int_equal(token.account_id, id);
	assert_int_equal(token_use(scratch.db, second), RC_OK);
	assert_int_equal(token_use(scratch.db, second), RC_NOT_FOUND);
	assert_int_equal(token_find(scratch.db, scratch.arena, second, now, &token), RC_NOT_FOUND);
}

static void only_the_hash_of_a_link_is_kept(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example", "customer", "active");
	const char *text = make_token(TOKEN_RESET, id, 0, HOUR);
	const char *sql = arena_format(scratch.arena,
	        "SELECT COUNT(*) AS number FROM mail_token WHERE token_hash = UNHEX(SHA2('%s', 256))", text);
	assert_int_equal(scratch_ask(sql), 1);
	struct mail_token token;
	assert_int_equal(token_find(scratch.db, scratch.arena, "%", now, &token), RC_NOT_FOUND);
	assert_int_equal(token_find(scratch.db, scratch.arena, "", now, &token), RC_NOT_FOUND);
}

static void what_is_old_is_swept(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example", "customer", "active"), done;
	make_token(TOKEN_RESET, id, 0, HOUR);
	register_as("new@x.example", "New");
	assert_int_equal(token_sweep(scratch.db, now, 10, &done), RC_OK);
	assert_int_equal(done, 0);
	assert_int_equal(token_sweep(scratch.db, now + HOUR, 10, &done), RC_OK);
	assert_int_equal(done, 1);
	assert_int_equal(signup_sweep(scratch.db, now, 10, &done), RC_OK);
	assert_int_equal(done, 0);
	assert_int_equal(signup_sweep(scratch.db, now + 1, 10, &done), RC_OK);
	assert_int_equal(done, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_address_is_found_in_any_case_and_belongs_to_one, setup),
		cmocka_unit_test_setup(a_guest_is_made_once, setup),
		cmocka_unit_test_setup(a_new_password_ends_sessions_and_links, setup),
		cmocka_unit_test_setup(a_sign_in_with_the_password_of_before_is_none, setup),
		cmocka_unit_test_setup(a_guest_becomes_active_by_a_password, setup),
		cmocka_unit_test_setup(a_password_does_not_revive_a_disabled_account, setup),
		cmocka_unit_test_setup(a_role_is_one_of_three_and_signs_out, setup),
		cmocka_unit_test_setup(a_confirmed_registration_becomes_an_account, setup),
		cmocka_unit_test_setup(registering_as_a_guest_keeps_the_guests_account, setup),
		cmocka_unit_test_setup(an_active_account_is_never_taken_over_by_a_registration, setup),
		cmocka_unit_test_setup(a_link_works_once_for_its_time_and_purpose, setup),
		cmocka_unit_test_setup(only_the_hash_of_a_link_is_kept, setup),
		cmocka_unit_test_setup(what_is_old_is_swept, setup),
	};
	scratch_open("account", 1);
	return cmocka_run_group_tests_name("account", tests, NULL, scratch_close);
}
