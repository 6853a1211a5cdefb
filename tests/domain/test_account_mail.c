/* Another address: confirmed by the new one, taken back by the old one. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/account_mail.h"
#include "domain/profile.h"
#include "domain/signin.h"
#include "domain/signin_list.h"
#include "scratch.h"

static int64_t now;

static int setup(void **state)
{
	static const char *const tables[] = { "ticket", "audit", "outbox", "session", "mail_token",
		"account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	return 0;
}

static int64_t add(const char *mail)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = "Ada", .role = "customer", .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static const char *link_for(const char *purpose, int64_t account_id, const char *mail, int64_t when)
{
	const char *text = NULL;
	const struct mail_token token = { .purpose = purpose, .account_id = account_id, .mail = mail };
	assert_int_equal(
	        token_make(scratch.db, scratch.arena, &token, LIMIT_UNDO_DAYS * DAY, when, &text), RC_OK);
	return text;
}

static void sign_in_at(int64_t account_id, uint8_t mark, int64_t when)
{
	uint8_t hash[SECRET_HASH] = { mark };
	const struct signin_limits limits = { DAY, DAY };
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, account_id, &account), RC_OK);
	assert_int_equal(signin_add(scratch.db, hash, &account, limits, "::1", "test", when), RC_OK);
}

static bool has_mail(int64_t id, const char *mail)
{
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	return text_equal(account.mail, mail);
}

static enum rc confirm(const char *link)
{
	return account_mail_confirm(scratch.db, scratch.arena, link, now);
}

static enum rc undo(const char *link)
{
	bool factor_ended;
	return account_mail_undo(scratch.db, scratch.arena, link, now, &factor_ended);
}

static void a_confirmed_address_is_set_once_and_the_old_one_hears_of_it(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example");
	const char *link = link_for(TOKEN_MAIL, id, "Ada@New.example", now);
	const char *reset = link_for(TOKEN_RESET, id, NULL, now);
	struct mail_token token;
	assert_int_equal(confirm(link), RC_OK);
	assert_true(has_mail(id, "Ada@New.example"));
	assert_int_equal(confirm(link), RC_NOT_FOUND);
	assert_int_equal(token_find(scratch.db, scratch.arena, reset, now, &token), RC_NOT_FOUND);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'mail_old' "
	                             "AND mail = 'ada@x.example'"),
	        1);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'security' "
	                             "AND detail = 'mail_changed'"),
	        1);
}

static void an_address_that_is_taken_meanwhile_stays_with_its_owner(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example");
	const char *link = link_for(TOKEN_MAIL, id, "bob@x.example", now);
	int64_t bob = add("bob@x.example");
	assert_int_equal(confirm(link), RC_CONFLICT);
	assert_true(has_mail(id, "ada@x.example") && has_mail(bob, "bob@x.example"));
}

static int64_t add_guest_with_ticket(const char *mail)
{
	struct account guest;
	assert_int_equal(account_or_guest(scratch.db, scratch.arena, mail, "Ada", "en", now, &guest), RC_OK);
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket (number, requester_id, subject, lang, created_at, updated_at, "
	        "activity_at) "
	        "VALUES (10000001, %lld, 'Of a guest', 'en', 1, 1, 1)",
	        (long long)guest.id));
	return guest.id;
}

static void tickets_of_a_guest_come_along_and_shut_no_way_back(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example");
	(void)add_guest_with_ticket("new@x.example");
	assert_int_equal(confirm(link_for(TOKEN_MAIL, id, "new@x.example", now)), RC_OK);
	assert_true(has_mail(id, "new@x.example"));
	assert_int_equal(
	        scratch_ask(arena_format(scratch.arena,
	                "SELECT COUNT(*) AS number FROM ticket WHERE requester_id = %lld", (long long)id)),
	        1);
	struct account guest;
	const char *back = link_for(TOKEN_UNDO, id, "ada@x.example", now);
	assert_int_equal(
	        account_or_guest(scratch.db, scratch.arena, "ada@x.example", "X", "en", now, &guest), RC_OK);
	assert_int_equal(undo(back), RC_OK);
	assert_true(has_mail(id, "ada@x.example"));
}

static void a_link_serves_its_purpose_alone(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example");
	struct account_mail change;
	assert_int_equal(undo(link_for(TOKEN_MAIL, id, "new@x.example", now)), RC_NOT_FOUND);
	assert_int_equal(confirm(link_for(TOKEN_UNDO, id, "old@x.example", now)), RC_NOT_FOUND);
	assert_int_equal(confirm(link_for(TOKEN_RESET, id, NULL, now)), RC_NOT_FOUND);
	const char *link = link_for(TOKEN_MAIL, id, "new@x.example", now);
	assert_int_equal(account_mail_find(scratch.db, scratch.arena, TOKEN_MAIL, link, now, &change), RC_OK);
	assert_string_equal(change.token.mail, "new@x.example");
	scratch_sql("UPDATE account SET state = 'disabled'");
	assert_int_equal(confirm(link), RC_NOT_FOUND);
}

static void going_back_ends_sign_ins_and_what_came_later(void **state)
{
	(void)state;
	int64_t id = add("thief@x.example");
	struct mail_token token;
	const char *first = link_for(TOKEN_UNDO, id, "ada@x.example", now - 10);
	const char *later = link_for(TOKEN_UNDO, id, "thief-one@x.example", now - 5);
	const char *reset = link_for(TOKEN_RESET, id, NULL, now);
	sign_in_at(id, 1, now);
	assert_int_equal(undo(first), RC_OK);
	assert_true(has_mail(id, "ada@x.example"));
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 0);
	assert_int_equal(token_find(scratch.db, scratch.arena, later, now, &token), RC_NOT_FOUND);
	assert_int_equal(token_find(scratch.db, scratch.arena, reset, now, &token), RC_NOT_FOUND);
	assert_int_equal(undo(first), RC_NOT_FOUND);
}

/* A second step, a recovery code and a known browser, all set up at `when`. */
static void set_up(int64_t id, int64_t when)
{
	scratch_sql(arena_format(scratch.arena,
	        "UPDATE account SET totp_sealed = 'key', totp_since = %lld WHERE id = %lld", (long long)when,
	        (long long)id));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO recovery_code (account_id, code_hash, created_at) VALUES (%lld, "
	        "LPAD('%lld', 32, 'r'), %lld)",
	        (long long)id, (long long)when, (long long)when));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO device (token_hash, account_id, trusted_until, created_at, seen_at) VALUES "
	        "(LPAD('%lld', 32, 'd'), %lld, %lld, %lld, %lld)",
	        (long long)when, (long long)id, (long long)(now + DAY), (long long)when, (long long)now));
}

static int64_t count(const char *what)
{
	return scratch_ask(arena_format(scratch.arena, "SELECT COUNT(*) AS number FROM %s", what));
}

static void going_back_removes_what_was_set_up_since(void **state)
{
	(void)state;
	int64_t id = add("thief@x.example");
	const char *back = link_for(TOKEN_UNDO, id, "ada@x.example", now - 100);
	bool factor_ended = false;
	set_up(id, now - 50);
	assert_int_equal(account_mail_undo(scratch.db, scratch.arena, back, now, &factor_ended), RC_OK);
	assert_true(factor_ended);
	assert_int_equal(count("account WHERE totp_sealed IS NOT NULL OR totp_since IS NOT NULL"), 0);
	assert_int_equal(count("recovery_code"), 0);
	assert_int_equal(count("device"), 0);
	assert_int_equal(count("outbox WHERE kind = 'security' AND detail = 'factor_undone'"), 1);
}

static void going_back_leaves_a_second_step_from_before(void **state)
{
	(void)state;
	int64_t id = add("thief@x.example");
	const char *back = link_for(TOKEN_UNDO, id, "ada@x.example", now - 100);
	bool factor_ended = true;
	set_up(id, now - 40);
	set_up(id, now - 200);
	assert_int_equal(account_mail_undo(scratch.db, scratch.arena, back, now, &factor_ended), RC_OK);
	assert_false(factor_ended);
	assert_int_equal(count("account WHERE totp_sealed IS NOT NULL"), 1);
	assert_int_equal(count("recovery_code"), 1); /* the thief's new ones went */
	assert_int_equal(count("device"), 1);
	assert_int_equal(count("device WHERE trusted_until > 0"), 0);
	assert_int_equal(count("outbox WHERE detail = 'factor_undone'"), 0);
}

static void whoever_goes_back_a_step_leaves_the_earlier_way_back(void **state)
{
	(void)state;
	int64_t id = add("thief-two@x.example");
	const char *owners = link_for(TOKEN_UNDO, id, "ada@x.example", now - 10);
	const char *thiefs = link_for(TOKEN_UNDO, id, "thief-one@x.example", now - 5);
	assert_int_equal(undo(thiefs), RC_OK);
	assert_int_equal(account_set_password(scratch.db, id, "the thief's", now), RC_OK);
	assert_int_equal(undo(owners), RC_OK);
	assert_true(has_mail(id, "ada@x.example"));
}

/* --- what a person may write of himself ------------------------------------------------------ */

static void a_profile_takes_known_industries_only(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example");
	struct profile profile = { .name = "Ada L.", .organisation = "Analytical Engines", .industry = "it" },
	               read;
	assert_int_equal(profile_save(scratch.db, id, &profile, now), RC_OK);
	assert_int_equal(profile_read(scratch.db, scratch.arena, id, &read), RC_OK);
	assert_string_equal(read.name, "Ada L.");
	assert_string_equal(read.organisation, "Analytical Engines");
	assert_string_equal(read.industry, "it");
	profile.industry = "sorcery";
	assert_int_equal(profile_save(scratch.db, id, &profile, now), RC_INVALID);
	profile = (struct profile){ .name = "", .organisation = "", .industry = "" };
	assert_int_equal(profile_save(scratch.db, id, &profile, now), RC_INVALID);
}

static void preferences_take_known_words_only(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example");
	const struct preferences good = { "fa", "Asia/Tehran", "persian", "latin", "contrast", "larger" };
	struct account account;
	assert_int_equal(preferences_save(scratch.db, id, &good, now), RC_OK);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	assert_string_equal(account.zone, "Asia/Tehran");
	assert_string_equal(account.theme, "contrast");
	for (size_t i = 0; i < 6; i++) {
		struct preferences bad = good;
		const char **members[] = { &bad.lang, &bad.zone, &bad.calendar, &bad.digits, &bad.theme,
			&bad.text_size };
		*members[i] = "Mars/Olympus";
		assert_int_equal(preferences_save(scratch.db, id, &bad, now), RC_INVALID);
	}
}

/* --- where he is signed in ------------------------------------------------------------------- */

static void sign_ins_are_listed_newest_first_by_pages(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example"), other = add("bob@x.example");
	struct signin_place place = { 0 };
	size_t seen = 0;
	bool more = true;
	for (uint8_t i = 1; i <= 7; i++)
		sign_in_at(id, i, now - i / 3);
	sign_in_at(other, 50, now);
	while (more) {
		struct db_rows rows;
		assert_int_equal(
		        signin_list(scratch.db, scratch.arena, id, &place, 3, now, &rows, &more), RC_OK);
		const struct signin *items = rows.items;
		for (size_t i = 0; i < rows.count; i++, seen++)
			assert_true(i == 0 || items[i].created_at <= items[i - 1].created_at);
		place.created_at = items[rows.count - 1].created_at;
		memcpy(place.token_hash, items[rows.count - 1].token_hash.data, SECRET_HASH);
	}
	assert_int_equal(seen, 7);
}

static void one_ends_only_his_own(void **state)
{
	(void)state;
	int64_t id = add("ada@x.example"), other = add("bob@x.example");
	const uint8_t first[SECRET_HASH] = { 1 }, foreign[SECRET_HASH] = { 9 };
	sign_in_at(id, 1, now);
	sign_in_at(id, 2, now);
	sign_in_at(id, 3, now);
	sign_in_at(other, 9, now);
	assert_int_equal(signin_end_own(scratch.db, id, foreign), RC_NOT_FOUND);
	assert_int_equal(signin_end_own(scratch.db, other, first), RC_NOT_FOUND);
	assert_int_equal(signin_end_own(scratch.db, id, first), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 3);
	const uint8_t kept[SECRET_HASH] = { 2 };
	assert_int_equal(signin_end_others(scratch.db, id, kept), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM session"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_confirmed_address_is_set_once_and_the_old_one_hears_of_it, setup),
		cmocka_unit_test_setup(an_address_that_is_taken_meanwhile_stays_with_its_owner, setup),
		cmocka_unit_test_setup(tickets_of_a_guest_come_along_and_shut_no_way_back, setup),
		cmocka_unit_test_setup(a_link_serves_its_purpose_alone, setup),
		cmocka_unit_test_setup(going_back_ends_sign_ins_and_what_came_later, setup),
		cmocka_unit_test_setup(going_back_removes_what_was_set_up_since, setup),
		cmocka_unit_test_setup(going_back_leaves_a_second_step_from_before, setup),
		cmocka_unit_test_setup(whoever_goes_back_a_step_leaves_the_earlier_way_back, setup),
		cmocka_unit_test_setup(a_profile_takes_known_industries_only, setup),
		cmocka_unit_test_setup(preferences_take_known_words_only, setup),
		cmocka_unit_test_setup(sign_ins_are_listed_newest_first_by_pages, setup),
		cmocka_unit_test_setup(one_ends_only_his_own, setup),
	};
	scratch_open("account_mail", 1);
	return cmocka_run_group_tests_name("account_mail", tests, NULL, scratch_close);
}
