/* The second factor: codes of an app, each once; recovery codes; keys that only their account can use. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/device.h"
#include "domain/second_factor.h"
#include "domain/signin_code.h"
#include "scratch.h"

#define ALICE INT64_C(1)
#define BOB   INT64_C(2)
#define NOW   INT64_C(1111111109) /* of RFC 6238, appendix B */
#define CODE  "081804"

static const struct secret_key key = { .bytes = { 7 } }, other_key = { .bytes = { 8 } };

static int setup(void **state)
{
	scratch_sql("DELETE FROM account");
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, created_at, updated_at) VALUES "
	            "(1, 'alice@example.org', 'alice@example.org', 'Alice', 1, 1),"
	            "(2, 'bob@example.org', 'bob@example.org', 'Bob', 1, 1)");
	return scratch_reset(state);
}

/* The proposal of a known key, sealed as factor_propose does. */
static const char *propose(int64_t account_id)
{
	const char *owner = arena_format(scratch.arena, "account %d", (int)account_id);
	uint8_t *sealed = secret_seal(
	        scratch.arena, &key, "factor-proposal", owner, "12345678901234567890", FACTOR_KEY);
	return secret_encode(scratch.arena, sealed, FACTOR_KEY + SECRET_SEAL_EXTRA);
}

static enum rc start(int64_t account_id, const char *proposal, const char *code, int64_t now)
{
	return factor_start(scratch.db, scratch.arena, &key, account_id, proposal, code, now);
}

/* On, with a code of long before NOW. */
static void turn_on(int64_t account_id)
{
	assert_int_equal(start(account_id, propose(account_id), "287082", 59), RC_OK);
}

static bool check(int64_t account_id, const char *code, int64_t now)
{
	bool good;
	assert_int_equal(factor_check(scratch.db, scratch.arena, &key, account_id, code, now, &good), RC_OK);
	return good;
}

static bool recover(int64_t account_id, const char *code)
{
	bool good;
	assert_int_equal(factor_recovery_use(scratch.db, scratch.arena, account_id, code, NOW, &good), RC_OK);
	return good;
}

static struct second_factor state_of(int64_t account_id)
{
	struct second_factor factor;
	assert_int_equal(factor_read(scratch.db, scratch.arena, account_id, &factor), RC_OK);
	return factor;
}

static void the_codes_are_those_of_the_standard(void **state)
{
	(void)state;
	static const struct {
		int64_t when;
		const char *code;
	} vectors[] = { { 1111111109, "081804" }, { 1111111111, "050471" }, { 1234567890, "005924" },
		{ 2000000000, "279037" }, { 20000000000, "353130" } };
	turn_on(ALICE);
	for (size_t i = 0; i < LENGTH(vectors); i++)
		assert_true(check(ALICE, vectors[i].code, vectors[i].when));
}

static void a_code_works_once_and_an_older_step_never_again(void **state)
{
	(void)state;
	turn_on(ALICE);
	assert_true(check(ALICE, "050471", 1111111111));
	assert_false(check(ALICE, "050471", 1111111111));
	assert_false(check(ALICE, "050471", 1111111111 + 30));
	assert_false(check(ALICE, "081804", 1111111111));
}

static void a_code_counts_one_step_beside_now_and_not_two(void **state)
{
	(void)state;
	const int64_t step = NOW / 30 * 30;
	turn_on(ALICE);
	assert_false(check(ALICE, CODE, step + 60));
	assert_false(check(ALICE, CODE, step - 31));
	assert_true(check(ALICE, CODE, step + 59));
	scratch_sql("UPDATE account SET totp_step = 0");
	assert_true(check(ALICE, CODE, step - 30));
}

static void a_code_may_be_typed_as_people_do(void **state)
{
	(void)state;
	static const char *const good[] = { "081 804", " 081804 ", "۰۸۱۸۰۴", "٠٨١ ٨٠٤" };
	static const char *const bad[] = { "", "81804", "0818041", "08180a", "-81804", "081804\n", "081804 1",
		"0818040818040818040818040818040818040818" };
	turn_on(ALICE);
	for (size_t i = 0; i < LENGTH(good); i++) {
		scratch_sql("UPDATE account SET totp_step = 0");
		assert_true(check(ALICE, good[i], NOW));
	}
	scratch_sql("UPDATE account SET totp_step = 0");
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(check(ALICE, bad[i], NOW));
	assert_true(check(ALICE, CODE, NOW));
}

static void a_code_of_nobody_is_wrong(void **state)
{
	(void)state;
	turn_on(ALICE);
	assert_false(check(BOB, CODE, NOW));
	assert_false(check(99, CODE, NOW));
}

static void a_sealed_key_serves_its_account_and_key_file_alone(void **state)
{
	(void)state;
	bool good;
	turn_on(ALICE);
	scratch_sql("UPDATE account b JOIN account a ON a.id = 1 SET b.totp_sealed = a.totp_sealed, "
	            "b.totp_since = 1 WHERE b.id = 2");
	assert_false(check(BOB, CODE, NOW));
	assert_int_equal(factor_check(scratch.db, scratch.arena, &other_key, ALICE, CODE, NOW, &good), RC_OK);
	assert_false(good);
	assert_int_equal(start(BOB, propose(ALICE), CODE, NOW), RC_INVALID);
	assert_int_equal(scratch_number("SELECT INSTR(totp_sealed, '12345678901234567890') AS number FROM "
	                                "account WHERE id = 1"),
	        0);
}

static void a_proposal_shows_what_apps_read(void **state)
{
	(void)state;
	const char *typed, *address;
	assert_int_equal(factor_show(scratch.arena, &key, ALICE, propose(ALICE), "Nord & Co",
	                         "alice@example.org", &typed, &address),
	        RC_OK);
	assert_string_equal(typed, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
	assert_string_equal(address,
	        "otpauth://totp/Nord%20%26%20Co:alice%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	        "&issuer=Nord%20%26%20Co&algorithm=SHA1&digits=6&period=30");
	const char *fresh = factor_propose(scratch.arena, &key, ALICE);
	assert_int_equal(
	        factor_show(scratch.arena, &key, ALICE, fresh, "Nord", "a@b.example", &typed, &address),
	        RC_OK);
	assert_int_equal(strlen(typed), 39);
	assert_string_not_equal(fresh, factor_propose(scratch.arena, &key, ALICE));
	assert_int_equal(
	        factor_show(scratch.arena, &key, BOB, fresh, "Nord", "b@b.example", &typed, &address),
	        RC_INVALID);
	assert_int_equal(
	        factor_show(scratch.arena, &key, ALICE, "nonsense", "Nord", "a@b.example", &typed, &address),
	        RC_INVALID);
}

static void it_starts_with_a_right_code_only_and_never_over_another(void **state)
{
	(void)state;
	assert_int_equal(start(ALICE, propose(ALICE), "000000", NOW), RC_INVALID);
	assert_int_equal(start(ALICE, propose(ALICE), "", NOW), RC_INVALID);
	assert_int_equal(start(ALICE, "nonsense", CODE, NOW), RC_INVALID);
	assert_int_equal(state_of(ALICE).totp_since, 0);
	assert_int_equal(start(ALICE, propose(ALICE), CODE, NOW), RC_OK);
	assert_int_equal(state_of(ALICE).totp_since, NOW);
	assert_false(check(ALICE, CODE, NOW));
	assert_int_equal(start(ALICE, propose(ALICE), CODE, NOW), RC_CONFLICT);
}

static void stopping_takes_all_that_hung_on_it(void **state)
{
	(void)state;
	const uint8_t browser[SECRET_HASH] = { 1 };
	const char *codes[LIMIT_RECOVERY_CODES];
	struct device device;
	turn_on(ALICE);
	assert_int_equal(factor_recovery_make(scratch.db, scratch.arena, ALICE, NOW, codes), RC_OK);
	assert_int_equal(device_note(scratch.db, browser, ALICE, NOW + DAY, NOW), RC_OK);
	scratch_sql("INSERT INTO signin_step (token_hash, account_id, need, remember, created_at, ends_at) "
	            "VALUES (REPEAT('x', 32), 1, 'code', 0, 1, 2)");
	assert_int_equal(factor_stop(scratch.db, ALICE, NOW), RC_OK);
	assert_int_equal(state_of(ALICE).totp_since, 0);
	assert_int_equal(state_of(ALICE).codes_left, 0);
	assert_false(check(ALICE, CODE, NOW));
	assert_false(recover(ALICE, codes[0]));
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM signin_step"), 0);
	assert_int_equal(device_find(scratch.db, scratch.arena, browser, ALICE, NOW, &device), RC_OK);
	assert_true(device.known);
	assert_false(device.trusted);
	assert_int_equal(start(ALICE, propose(ALICE), CODE, NOW), RC_OK);
}

static void a_recovery_code_works_once(void **state)
{
	(void)state;
	const char *codes[LIMIT_RECOVERY_CODES];
	assert_int_equal(factor_recovery_make(scratch.db, scratch.arena, ALICE, NOW, codes), RC_OK);
	assert_int_equal(state_of(ALICE).codes_left, LIMIT_RECOVERY_CODES);
	for (int i = 0; i < LIMIT_RECOVERY_CODES; i++) {
		assert_int_equal(strlen(codes[i]), 29); /* 24 letters of 32: 120 bits */
		assert_int_equal(codes[i][4], '-');
		assert_false(recover(BOB, codes[i]));
		assert_true(recover(ALICE, codes[i]));
		assert_false(recover(ALICE, codes[i]));
	}
	assert_int_equal(state_of(ALICE).codes_left, 0);
}

static void new_recovery_codes_end_the_old_and_only_hashes_are_kept(void **state)
{
	(void)state;
	const char *old[LIMIT_RECOVERY_CODES], *codes[LIMIT_RECOVERY_CODES];
	assert_int_equal(factor_recovery_make(scratch.db, scratch.arena, ALICE, NOW, old), RC_OK);
	assert_int_equal(factor_recovery_make(scratch.db, scratch.arena, ALICE, NOW, codes), RC_OK);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM recovery_code"), LIMIT_RECOVERY_CODES);
	assert_false(recover(ALICE, old[0]));
	assert_true(recover(ALICE, codes[0]));
}

static void a_recovery_code_may_be_typed_as_people_do(void **state)
{
	(void)state;
	const char *codes[LIMIT_RECOVERY_CODES];
	static const char *const bad[] = { "", "-", "abcd-efgh-jkmn-pqrs-tvwx-yz0",
		"abcd-efgh-jkmn-pqrs-tvwx-yz01-2", "abcd-efgh-jkmn-pqrs-tvwx-yz0!", "%",
		"________________________" };
	assert_int_equal(factor_recovery_make(scratch.db, scratch.arena, ALICE, NOW, codes), RC_OK);
	char *shout = arena_format(scratch.arena, "  %s ", codes[0]);
	for (char *at = shout; *at; at++) {
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
		if (*at == '-')
			*at = ' ';
		if (*at == '0')
			*at = 'O';
		if (*at == '1')
			*at = 'l';
	}
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(recover(ALICE, bad[i]));
	assert_true(recover(ALICE, shout));
}

/* --- instead of a password ------------------------------------------------------------------- */

static bool use_code(int64_t account_id, const char *code, int64_t now)
{
	bool good;
	assert_int_equal(
	        signin_code_use(scratch.db, scratch.arena, &key, account_id, code, now, &good), RC_OK);
	return good;
}

static void make_code(int64_t account_id, const char **code, const char **link)
{
	assert_int_equal(
	        signin_code_make(scratch.db, scratch.arena, &key, account_id, NOW, code, link), RC_OK);
}

static void a_mailed_code_signs_its_account_in_once(void **state)
{
	(void)state;
	const char *code, *link;
	int64_t account_id;
	make_code(ALICE, &code, &link);
	assert_int_equal(strlen(code), 9);
	assert_false(use_code(BOB, code, NOW));
	assert_false(use_code(0, code, NOW));
	assert_false(use_code(ALICE, "", NOW));
	assert_false(use_code(ALICE, "123", NOW));
	assert_int_equal(signin_link_find(scratch.db, scratch.arena, link, NOW, &account_id), RC_OK);
	assert_int_equal(account_id, ALICE);
	assert_true(use_code(ALICE, code, NOW));
	assert_false(use_code(ALICE, code, NOW));
	assert_int_equal(signin_link_find(scratch.db, scratch.arena, link, NOW, &account_id), RC_NOT_FOUND);
}

static void a_mailed_code_ends_after_its_time_and_with_the_next(void **state)
{
	(void)state;
	const char *code, *link, *next, *next_link;
	int64_t account_id;
	make_code(ALICE, &code, &link);
	assert_false(use_code(ALICE, code, NOW + LIMIT_CODE_MINUTES * MINUTE));
	make_code(ALICE, &next, &next_link);
	assert_int_equal(signin_link_find(scratch.db, scratch.arena, link, NOW, &account_id), RC_NOT_FOUND);
	if (!text_equal(code, next))
		assert_false(use_code(ALICE, code, NOW));
	assert_true(use_code(ALICE, next, NOW));
}

static int64_t renew(const struct secret_key *with, struct factor_renewal *renewal)
{
	enum rc rc;
	*renewal = (struct factor_renewal){ 0 };
	while ((rc = factor_renew(scratch.db, scratch.arena, with, renewal)) == RC_OK)
		;
	assert_int_equal(rc, RC_NOT_FOUND);
	return renewal->sealed;
}

static void another_key_file_seals_second_steps_anew_and_may_be_broken_off(void **state)
{
	(void)state;
	static const struct secret_key both = { .bytes = { 9 }, .old = { 7 }, .has_old = true };
	static const struct secret_key alone = { .bytes = { 9 } };
	struct factor_renewal renewal;
	bool good;
	turn_on(ALICE);
	turn_on(BOB);
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, created_at, updated_at, totp_sealed, "
	            "totp_since) "
	            "VALUES (3, 'c@example.org', 'c@example.org', 'C', 1, 1, REPEAT('x', 60), 1), "
	            "(4, 'd@example.org', 'd@example.org', 'D', 1, 1, 'short', 1)");
	assert_int_equal(factor_check(scratch.db, scratch.arena, &both, ALICE, "081804", NOW, &good), RC_OK);
	assert_true(good);

	/* the first of them, as a run that was killed leaves it: one account has the new seal, the other not
	 */
	scratch_sql("UPDATE account SET totp_since = NULL, totp_sealed = NULL WHERE id = 2");
	assert_int_equal(renew(&both, &renewal), 1);
	turn_on(BOB);
	assert_int_equal(renew(&both, &renewal), 1);
	assert_int_equal(renewal.kept, 1);
	assert_int_equal(renewal.lost, 2);
	assert_int_equal(renew(&both, &renewal), 0);
	assert_int_equal(renewal.kept, 2);

	assert_int_equal(
	        factor_check(scratch.db, scratch.arena, &alone, ALICE, "050471", NOW + 30, &good), RC_OK);
	assert_true(good);
	assert_int_equal(factor_check(scratch.db, scratch.arena, &alone, BOB, "081804", NOW, &good), RC_OK);
	assert_true(good);
	assert_false(check(BOB, "050471", NOW + 30));
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM account WHERE totp_sealed = 'short'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_codes_are_those_of_the_standard, setup),
		cmocka_unit_test_setup(a_code_works_once_and_an_older_step_never_again, setup),
		cmocka_unit_test_setup(a_code_counts_one_step_beside_now_and_not_two, setup),
		cmocka_unit_test_setup(a_code_may_be_typed_as_people_do, setup),
		cmocka_unit_test_setup(a_code_of_nobody_is_wrong, setup),
		cmocka_unit_test_setup(a_sealed_key_serves_its_account_and_key_file_alone, setup),
		cmocka_unit_test_setup(a_proposal_shows_what_apps_read, setup),
		cmocka_unit_test_setup(it_starts_with_a_right_code_only_and_never_over_another, setup),
		cmocka_unit_test_setup(stopping_takes_all_that_hung_on_it, setup),
		cmocka_unit_test_setup(a_recovery_code_works_once, setup),
		cmocka_unit_test_setup(new_recovery_codes_end_the_old_and_only_hashes_are_kept, setup),
		cmocka_unit_test_setup(a_recovery_code_may_be_typed_as_people_do, setup),
		cmocka_unit_test_setup(a_mailed_code_signs_its_account_in_once, setup),
		cmocka_unit_test_setup(a_mailed_code_ends_after_its_time_and_with_the_next, setup),
		cmocka_unit_test_setup(another_key_file_seals_second_steps_anew_and_may_be_broken_off, setup),
	};
	scratch_open("second_factor", 1);
	return cmocka_run_group_tests_name("second_factor", tests, NULL, scratch_close);
}
