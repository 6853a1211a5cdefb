/* What people are told: choices, kinds, whom a ticket's news reach, what each kind of mail needs. */
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/notify.h"
#include "domain/outbox.h"
#include "domain/ticket.h"
#include "domain/ticket_tell.h"
#include "mailroom.h"
#include "scratch.h"

static int64_t now;

static int setup(void **state)
{
	static const char *const tables[] = { "notice", "notify_choice", "outbox", "attempt", "mail_token",
		"signup", "ticket_participant", "ticket", "company_member", "company_invite", "company",
		"account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	return mailroom_empty();
}

static int64_t person(const char *mail, const char *role, const char *state)
{
	int64_t id = 0;
	const struct account account = { .mail = mail,
		.name = "Ada Lovelace",
		.role = role,
		.state = state,
		.lang = "en",
		.password_hash = text_equal(state, "guest") ? NULL : "x" };
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

#define ASK(...) scratch_ask(arena_format(scratch.arena, __VA_ARGS__))

static int64_t ticket_of(int64_t requester_id, int64_t company_id, bool unproven)
{
	static int number = 20000000;
	number++;
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket (number, requester_id, company_id, subject, state, lang, unproven, "
	        "created_at, updated_at,"
	        " activity_at) VALUES (%d, %lld, NULLIF(%lld, 0), 'The hub', 'solved', 'en', %d, 1, 1, 1)",
	        number, (long long)requester_id, (long long)company_id, unproven));
	return ASK("SELECT id AS number FROM ticket WHERE number = %d", number);
}

static int64_t company_with(int64_t member_id, const char *rights)
{
	scratch_sql(
	        "INSERT INTO company (name, name_key, created_at, updated_at) VALUES ('Acme', 'acme', 1, 1)");
	int64_t id = ASK("SELECT MAX(id) AS number FROM company");
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO company_member (company_id, account_id, rights, created_at) VALUES (%lld, %lld, "
	        "'%s', 1)",
	        (long long)id, (long long)member_id, rights));
	return id;
}

static void join(int64_t company_id, int64_t ticket_id, int64_t member_id)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO company_member (company_id, account_id, created_at) VALUES (%lld, %lld, 1)",
	        (long long)company_id, (long long)member_id));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket_participant (ticket_id, account_id, created_at) VALUES (%lld, %lld, 1)",
	        (long long)ticket_id, (long long)member_id));
}

static int64_t message_by(int64_t ticket_id, int64_t author_id)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, created_at)"
	        " VALUES (%lld, 'public', %lld, FALSE, 'Words', 1)",
	        (long long)ticket_id, (long long)author_id));
	return ASK("SELECT MAX(id) AS number FROM ticket_message");
}

static void add(const struct outbox_item *item)
{
	assert_int_equal(outbox_add(scratch.db, item), RC_OK);
}

#define MAILS(condition)   ASK("SELECT COUNT(*) AS number FROM outbox WHERE " condition)
#define TOKENS(purpose)    ASK("SELECT COUNT(*) AS number FROM mail_token WHERE purpose = '" purpose "'")
#define NOTICES(condition) ASK("SELECT COUNT(*) AS number FROM notice WHERE " condition)

/* --- choices ---------------------------------------------------------------------------------- */

static void without_a_choice_everything_comes(void **state)
{
	(void)state;
	struct notify_choices choices;
	assert_int_equal(notify_read(scratch.db, scratch.arena, 4711, &choices), RC_OK);
	for (int i = 0; i < NOTIFY__COUNT; i++)
		for (int k = 0; k < NOTIFY_CHANNEL__COUNT; k++)
			assert_true(choices.wanted[i][k]);
}

static void what_differs_is_kept_and_can_be_taken_back(void **state)
{
	(void)state;
	int64_t id = person("ada@x.example", "customer", "active");
	struct notify_choices choices;
	assert_int_equal(notify_read(scratch.db, scratch.arena, id, &choices), RC_OK);
	choices.wanted[NOTIFY_TICKET_STATE][NOTIFY_MAIL] = false;
	choices.wanted[NOTIFY_COMPANY][NOTIFY_PORTAL] = false;
	assert_int_equal(notify_write(scratch.db, id, &choices), RC_OK);
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM notify_choice"), 2);
	assert_int_equal(notify_read(scratch.db, scratch.arena, id, &choices), RC_OK);
	assert_false(choices.wanted[NOTIFY_TICKET_STATE][NOTIFY_MAIL]);
	assert_true(choices.wanted[NOTIFY_TICKET_STATE][NOTIFY_PORTAL]);
	assert_false(choices.wanted[NOTIFY_COMPANY][NOTIFY_PORTAL]);
	choices.wanted[NOTIFY_TICKET_STATE][NOTIFY_MAIL] = true;
	choices.wanted[NOTIFY_COMPANY][NOTIFY_PORTAL] = true;
	assert_int_equal(notify_write(scratch.db, id, &choices), RC_OK);
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM notify_choice"), 0);
}

static void mails_about_security_cannot_be_switched_off(void **state)
{
	(void)state;
	int64_t id = person("ada@x.example", "customer", "active");
	struct notify_choices none = { 0 };
	assert_true(notify_is_fixed(NOTIFY_SECURITY, NOTIFY_MAIL));
	assert_int_equal(notify_write(scratch.db, id, &none), RC_OK);
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO notify_choice (account_id, event, channel, wanted) VALUES (%lld, 'security', "
	        "'mail', FALSE)",
	        (long long)id));
	assert_int_equal(notify_read(scratch.db, scratch.arena, id, &none), RC_OK);
	assert_true(none.wanted[NOTIFY_SECURITY][NOTIFY_MAIL]);
	assert_false(none.wanted[NOTIFY_SECURITY][NOTIFY_PORTAL]);
	add(&(struct outbox_item){
	        .kind = "security", .account_id = id, .detail = "factor_off", .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 1);
	assert_int_equal(NOTICES("TRUE"), 0);
}

static void a_mail_that_is_not_wanted_is_dropped(void **state)
{
	(void)state;
	int64_t id = person("ada@x.example", "customer", "active");
	struct notify_choices choices;
	assert_int_equal(notify_read(scratch.db, scratch.arena, id, &choices), RC_OK);
	choices.wanted[NOTIFY_TICKET_STATE][NOTIFY_MAIL] = false;
	choices.wanted[NOTIFY_COMPANY][NOTIFY_MAIL] = false;
	assert_int_equal(notify_write(scratch.db, id, &choices), RC_OK);
	int64_t company = company_with(id, "own");
	add(&(struct outbox_item){ .kind = "ticket_state",
	        .account_id = id,
	        .ticket_id = ticket_of(id, 0, false),
	        .lang = "en",
	        .now = now });
	add(&(struct outbox_item){ .kind = "security",
	        .account_id = id,
	        .company_id = company,
	        .detail = "company_rights",
	        .lang = "en",
	        .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'dropped'"), 2);
	assert_int_equal(mailroom_count(), 0);
	assert_int_equal(NOTICES("event IN ('ticket_state', 'company')"), 2);
}

/* --- whom a ticket's news reach ----------------------------------------------------------------- */

static void news_reach_requester_and_participants_but_not_their_author(void **state)
{
	(void)state;
	int64_t ada = person("ada@x.example", "customer", "active");
	int64_t bob = person("bob@x.example", "customer", "active");
	int64_t cleo = person("cleo@x.example", "customer", "active");
	int64_t company = company_with(ada, "own"), id = ticket_of(ada, company, false);
	join(company, id, bob);
	join(company, id, cleo);
	const struct ticket ticket = { .id = id, .lang = "en" };
	int64_t message = message_by(id, bob);
	assert_int_equal(ticket_tell(scratch.db, &ticket, "ticket_answer", message, now), RC_OK);
	assert_int_equal(MAILS("kind = 'ticket_answer'"), 2);
	assert_int_equal(
	        ASK("SELECT COUNT(*) AS number FROM outbox WHERE account_id = %lld", (long long)bob), 0);
	assert_int_equal(ticket_tell(scratch.db, &ticket, "ticket_state", 0, now), RC_OK);
	assert_int_equal(MAILS("kind = 'ticket_state'"), 3);
	assert_int_equal(ASK("SELECT SUM(notice_count) AS number FROM account"), 3);
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'sent'"), 5);
}

static void who_may_not_read_any_more_gets_nothing(void **state)
{
	(void)state;
	int64_t ada = person("ada@x.example", "customer", "active");
	int64_t bob = person("bob@x.example", "customer", "active");
	int64_t company = company_with(ada, "own"), id = ticket_of(ada, company, false);
	join(company, id, bob);
	const struct ticket ticket = { .id = id, .lang = "en" };
	assert_int_equal(ticket_tell(scratch.db, &ticket, "ticket_state", 0, now), RC_OK);
	scratch_sql("DELETE FROM company_member");
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'dropped' AND error LIKE '%%read%%'"), 2);
	assert_int_equal(mailroom_count(), 0);
}

/* --- kinds ---------------------------------------------------------------------------------------- */

static void disabled_and_deleted_accounts_get_nothing_but_the_word_that_they_are(void **state)
{
	(void)state;
	int64_t off = person("off@x.example", "customer", "disabled");
	int64_t gone = person("gone@x.example", "customer", "deleted");
	const int64_t both[] = { off, gone };
	for (size_t i = 0; i < LENGTH(both); i++) {
		add(&(struct outbox_item){ .kind = "security",
		        .account_id = both[i],
		        .detail = "new_device",
		        .lang = "en",
		        .now = now });
		add(&(struct outbox_item){ .kind = "ticket_state",
		        .account_id = both[i],
		        .ticket_id = ticket_of(both[i], 0, false),
		        .lang = "en",
		        .now = now });
	}
	add(&(struct outbox_item){ .kind = "signin", .mail = "off@x.example", .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 0);
	assert_int_equal(TOKENS("signin"), 0);
	assert_int_equal(NOTICES("TRUE"), 0);
	add(&(struct outbox_item){ .kind = "security",
	        .account_id = off,
	        .detail = "account_disabled",
	        .lang = "en",
	        .now = now });
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 1);
}

static void each_event_of_security_has_a_mail_and_a_notice(void **state)
{
	(void)state;
	static const char *const details[] = { "new_device", "factor_on", "factor_off", "recovery_made",
		"recovery_used", "mail_changed", "sessions_ended", "data_taken", "deletion_planned",
		"deletion_stopped", "role_changed", "account_enabled", "account_approved", "company_joined",
		"company_left", "company_rights", "factor_undone", "company_people" };
	int64_t id = person("ada@x.example", "customer", "active"), company = company_with(id, "own");
	scratch_sql(arena_format(
	        scratch.arena, "UPDATE account SET delete_at = %lld", (long long)(now + 7 * DAY)));
	for (size_t i = 0; i < LENGTH(details); i++)
		add(&(struct outbox_item){ .kind = "security",
		        .account_id = id,
		        .company_id = text_starts(details[i], "company_") ? company : 0,
		        .detail = details[i],
		        .lang = "en",
		        .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'sent'"), LENGTH(details));
	assert_int_equal(ASK("SELECT notice_count AS number FROM account"), LENGTH(details));
	assert_int_equal(TOKENS("keep"), 1);
	add(&(struct outbox_item){
	        .kind = "security", .account_id = id, .detail = "nonsense", .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'parked'"), 1);
}

static void a_deletion_that_was_stopped_meanwhile_gets_no_link(void **state)
{
	(void)state;
	int64_t id = person("ada@x.example", "customer", "active");
	add(&(struct outbox_item){ .kind = "security",
	        .account_id = id,
	        .detail = "deletion_planned",
	        .lang = "en",
	        .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'dropped'"), 1);
	assert_int_equal(TOKENS("keep"), 0);
}

static void a_code_to_sign_in_goes_to_active_accounts_and_guests_choose_a_password(void **state)
{
	(void)state;
	static const char *const mails[] = { "ada@x.example", "guest@x.example", "waits@x.example",
		"nobody@x.example" };
	person("ada@x.example", "customer", "active");
	person("guest@x.example", "customer", "guest");
	person("waits@x.example", "customer", "waiting");
	for (size_t i = 0; i < LENGTH(mails); i++)
		add(&(struct outbox_item){ .kind = "signin", .mail = mails[i], .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 2);
	assert_int_equal(TOKENS("signin"), 1);
	assert_int_equal(TOKENS("claim"), 1);
}

static void a_change_of_address_asks_the_new_and_tells_the_old(void **state)
{
	(void)state;
	int64_t id = person("ada@x.example", "customer", "active");
	person("bob@x.example", "customer", "active");
	add(&(struct outbox_item){
	        .kind = "mail_new", .account_id = id, .mail = "new@x.example", .lang = "en", .now = now });
	add(&(struct outbox_item){ .kind = "mail_new",
	        .account_id = id,
	        .mail = "bob@x.example",
	        .lang = "en",
	        .now = now + 1 });
	add(&(struct outbox_item){
	        .kind = "mail_old", .account_id = id, .mail = "old@x.example", .lang = "en", .now = now });
	add(&(struct outbox_item){
	        .kind = "mail_old", .account_id = id, .mail = "older@x.example", .lang = "en", .now = now });
	now += 1;
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 4);
	assert_int_equal(TOKENS("mail"), 1);
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM mail_token WHERE purpose = 'mail' AND mail = "
	                     "'new@x.example'"),
	        1);
	assert_int_equal(TOKENS("undo"), 2); /* a second change does not take the first one's way back */
}

static void a_guest_gets_the_link_to_his_ticket_and_nobody_else_does(void **state)
{
	(void)state;
	int64_t guest = person("guest@x.example", "customer", "guest");
	int64_t ada = person("ada@x.example", "customer", "active");
	int64_t his = ticket_of(guest, 0, true), proven = ticket_of(ada, 0, false),
	        typed = ticket_of(ada, 0, true);
	const struct {
		const char *mail;
		int64_t ticket_id;
	} asked[] = { { "Guest@X.example", his }, { "ada@x.example", his }, { "guest@x.example", proven },
		{ "ada@x.example", proven }, { "ada@x.example", typed }, { "guest@x.example", 999 } };
	for (size_t i = 0; i < LENGTH(asked); i++)
		add(&(struct outbox_item){ .kind = "guest_link",
		        .mail = asked[i].mail,
		        .ticket_id = asked[i].ticket_id,
		        .lang = "en",
		        .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'sent'"), 2);
	assert_int_equal(TOKENS("ticket"), 1);
	assert_int_equal(ASK("SELECT ticket_id AS number FROM mail_token WHERE purpose = 'ticket'"), his);
	add(&(struct outbox_item){
	        .kind = "ticket_received", .account_id = guest, .ticket_id = his, .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(TOKENS("ticket"), 2); /* the older one goes on working */
	assert_int_equal(TOKENS("claim"), 1);
}

static void an_invitation_goes_out_while_it_lives(void **state)
{
	(void)state;
	int64_t ada = person("ada@x.example", "customer", "active"), company = company_with(ada, "members");
	const int64_t ends[] = { now + DAY, now - 1 };
	for (size_t i = 0; i < LENGTH(ends); i++) {
		scratch_sql(arena_format(scratch.arena,
		        "INSERT INTO company_invite (company_id, mail, mail_key, invited_by, lang, "
		        "created_at, ends_at)"
		        " VALUES (%lld, 'n%zu@x.example', 'n%zu@x.example', %lld, 'lt', 1, %lld)",
		        (long long)company, i, i, (long long)ada, (long long)ends[i]));
		add(&(struct outbox_item){ .kind = "invite",
		        .invite_id = ASK("SELECT MAX(id) AS number FROM company_invite"),
		        .lang = "lt",
		        .now = now });
	}
	add(&(struct outbox_item){ .kind = "invite", .invite_id = 999, .lang = "lt", .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'sent'"), 1);
	assert_int_equal(MAILS("state = 'dropped'"), 2);
	assert_int_equal(TOKENS("invite"), 1);
}

static void who_manages_people_hears_of_a_registration_that_waits(void **state)
{
	(void)state;
	person("admin@x.example", "admin", "active");
	person("agent@x.example", "agent", "active"); /* whose role does not hold it */
	int64_t waiting = person("new@x.example", "customer", "waiting");
	add(&(struct outbox_item){ .kind = "approval", .account_id = waiting, .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 1);
	assert_int_equal(MAILS("kind = 'approval' AND state = 'sent' AND detail <> ''"), 1);
	add(&(struct outbox_item){ .kind = "approval", .account_id = waiting, .lang = "en", .now = now });
	scratch_sql("UPDATE account SET state = 'active' WHERE state = 'waiting'");
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), 1); /* he waits no more */
}

static void addresses_without_an_account_are_told_too(void **state)
{
	(void)state;
	add(&(struct outbox_item){ .kind = "deleted", .mail = "gone@x.example", .lang = "fa", .now = now });
	add(&(struct outbox_item){
	        .kind = "signup_refused", .mail = "no@x.example", .lang = "lt", .now = now });
	add(&(struct outbox_item){ .kind = "deleted", .lang = "en", .now = now });
	mailroom_post_all(now);
	assert_int_equal(MAILS("state = 'sent'"), 2);
	assert_int_equal(MAILS("state = 'dropped'"), 1);
}

static void strangers_cause_five_mails_an_hour_over_all_features(void **state)
{
	(void)state;
	int64_t guest = person("guest@x.example", "customer", "guest"), ticket = ticket_of(guest, 0, true);
	for (int i = 0; i < 10; i++) {
		add(&(struct outbox_item){
		        .kind = "signin", .mail = "guest@x.example", .lang = "en", .now = now });
		add(&(struct outbox_item){
		        .kind = "reset", .mail = "GUEST@x.example", .lang = "en", .now = now });
		add(&(struct outbox_item){ .kind = "guest_link",
		        .mail = "guest@x.example",
		        .ticket_id = ticket,
		        .lang = "en",
		        .now = now });
		add(&(struct outbox_item){ .kind = "ticket_received",
		        .account_id = guest,
		        .ticket_id = ticket,
		        .lang = "en",
		        .now = now });
	}
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), LIMIT_MAILS_HOUR);
	add(&(struct outbox_item){
	        .kind = "password_changed", .account_id = guest, .lang = "en", .now = now });
	add(&(struct outbox_item){ .kind = "mail_old",
	        .account_id = guest,
	        .mail = "guest@x.example",
	        .lang = "en",
	        .now = now });
	mailroom_post_all(now);
	assert_int_equal(mailroom_count(), LIMIT_MAILS_HOUR + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_a_choice_everything_comes, setup),
		cmocka_unit_test_setup(what_differs_is_kept_and_can_be_taken_back, setup),
		cmocka_unit_test_setup(mails_about_security_cannot_be_switched_off, setup),
		cmocka_unit_test_setup(a_mail_that_is_not_wanted_is_dropped, setup),
		cmocka_unit_test_setup(news_reach_requester_and_participants_but_not_their_author, setup),
		cmocka_unit_test_setup(who_may_not_read_any_more_gets_nothing, setup),
		cmocka_unit_test_setup(
		        disabled_and_deleted_accounts_get_nothing_but_the_word_that_they_are, setup),
		cmocka_unit_test_setup(each_event_of_security_has_a_mail_and_a_notice, setup),
		cmocka_unit_test_setup(a_deletion_that_was_stopped_meanwhile_gets_no_link, setup),
		cmocka_unit_test_setup(
		        a_code_to_sign_in_goes_to_active_accounts_and_guests_choose_a_password, setup),
		cmocka_unit_test_setup(a_change_of_address_asks_the_new_and_tells_the_old, setup),
		cmocka_unit_test_setup(a_guest_gets_the_link_to_his_ticket_and_nobody_else_does, setup),
		cmocka_unit_test_setup(an_invitation_goes_out_while_it_lives, setup),
		cmocka_unit_test_setup(who_manages_people_hears_of_a_registration_that_waits, setup),
		cmocka_unit_test_setup(addresses_without_an_account_are_told_too, setup),
		cmocka_unit_test_setup(strangers_cause_five_mails_an_hour_over_all_features, setup),
	};
	scratch_open("notify", 1);
	if (!mailroom_open())
		return 1;
	return cmocka_run_group_tests_name("notify", tests, NULL, mailroom_close);
}
