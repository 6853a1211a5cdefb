/* Companies: members and their rights, the owner that always remains, invitations. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/company.h"
#include "domain/company_invite.h"
#include "domain/company_member.h"
#include "domain/mail_token.h"
#include "scratch.h"

#define NOW   INT64_C(1800000000)
#define OWNER 1
#define ANNA  2
#define BEN   3

static int setup(void **state)
{
	scratch_sql("DELETE FROM outbox");
	scratch_sql("DELETE FROM audit");
	scratch_sql("DELETE FROM mail_token");
	scratch_sql("DELETE FROM ticket");
	scratch_sql("DELETE FROM company");
	scratch_sql("DELETE FROM account");
	scratch_sql(
	        "INSERT INTO account (id, mail, mail_key, name, role, state, lang, created_at, updated_at) "
	        "VALUES"
	        " (1, 'Olga@example.org', 'olga@example.org', 'Olga', 'customer', 'active', 'en', 1, 1),"
	        " (2, 'anna@example.org', 'anna@example.org', 'Anna Žemaitė', 'customer', 'active', 'lt', 1, "
	        "1),"
	        " (3, 'ben@example.org', 'ben@example.org', 'Ben_100%', 'customer', 'active', 'fa', 1, 1),"
	        " (4, 'gone@example.org', 'gone@example.org', 'Gone', 'customer', 'disabled', 'en', 1, 1),"
	        " (5, 'guest@example.org', 'guest@example.org', 'Typed', 'customer', 'guest', 'en', 1, 1)");
	return scratch_reset(state);
}

static struct company lock(int64_t id, int64_t who_id)
{
	struct company company;
	assert_int_equal(company_lock(scratch.db, scratch.arena, id, who_id, &company), RC_OK);
	return company;
}

static struct company make(const char *name)
{
	const struct company_facts facts = { name, "it" };
	int64_t id;
	assert_int_equal(company_create(scratch.db, scratch.arena, &facts, OWNER, 0, NOW, &id), RC_OK);
	return lock(id, OWNER);
}

static enum rc add(const struct company *company, int64_t account_id, const char *rights)
{
	return company_member_add(
	        scratch.db, scratch.arena, company, account_id, false, rights, OWNER, NOW + account_id);
}

static struct company_member member_of(const struct company *company, int64_t account_id)
{
	struct company_member member;
	assert_int_equal(
	        company_member_find(scratch.db, scratch.arena, company->id, account_id, &member), RC_OK);
	return member;
}

static enum rc change(
        const struct company *company, const struct company_member *before, bool owner, const char *rights)
{
	return company_member_change(
	        scratch.db, scratch.arena, company, before, owner, rights, OWNER, NOW + 5);
}

static enum rc take_out(const struct company *company, int64_t account_id, int64_t actor_id)
{
	return company_member_remove(scratch.db, scratch.arena, company, account_id, actor_id, NOW + 9);
}

static int64_t invite(const struct company *company, const char *mail, const char *rights, int64_t by)
{
	const struct company_invite_new made = { mail, rights, "en", by, NOW };
	int64_t id = 0;
	assert_int_equal(company_invite_make(scratch.db, scratch.arena, company, &made, &id), RC_OK);
	return id;
}

/* The link as the worker makes it. */
static const char *link_of(int64_t invite_id)
{
	const struct mail_token token = { .purpose = TOKEN_INVITE, .invite_id = invite_id };
	const char *text = NULL;
	assert_int_equal(
	        token_make(scratch.db, scratch.arena, &token, LIMIT_INVITE_DAYS * DAY, NOW, &text), RC_OK);
	return text;
}

static enum rc follow(const char *text, int64_t now, struct company_invite *found)
{
	return company_invite_by_link(scratch.db, scratch.arena, text, now, found);
}

static int64_t count(const char *what)
{
	return scratch_number(what);
}

/* --- the company ----------------------------------------------------------------------------- */

static void a_company_is_made_with_an_owner_and_read_with_its_counts(void **state)
{
	(void)state;
	struct company made = make("Ąžuolas"), company;
	assert_int_equal(add(&made, ANNA, "own"), RC_OK);
	assert_int_equal(company_find(scratch.db, scratch.arena, made.id, ANNA, &company), RC_OK);
	assert_string_equal(company.name, "Ąžuolas");
	assert_string_equal(company.industry, "it");
	assert_int_equal(company.member_count, 2);
	assert_int_equal(company.owner_count, 1);
	assert_false(company.owner);
	assert_string_equal(company.rights, "own");
	assert_int_equal(company_find(scratch.db, scratch.arena, made.id, BEN, &company), RC_OK);
	assert_null(company.rights);
	assert_int_equal(company_membership(&company).company_id, 0);
	assert_int_equal(company_find(scratch.db, scratch.arena, made.id + 1, BEN, &company), RC_NOT_FOUND);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM audit WHERE action = 'company.create'"), 1);
}

static void a_company_needs_no_owner_at_first_but_not_a_disabled_one(void **state)
{
	const struct company_facts facts = { "Later", "" };
	int64_t id;
	(void)state;
	assert_int_equal(company_create(scratch.db, scratch.arena, &facts, 0, OWNER, NOW, &id), RC_OK);
	assert_int_equal(company_create(scratch.db, scratch.arena, &facts, 4, OWNER, NOW, &id), RC_NOT_FOUND);
}

static void edits_of_an_older_version_are_refused(void **state)
{
	(void)state;
	struct company company = make("First");
	const struct company_facts facts = { "Second", "energy" };
	const struct company_billing billing = { "Second, Ltd", "Street 1\nTown", "pay@example.org", "LT1" };
	assert_int_equal(
	        company_edit(scratch.db, scratch.arena, &company, company.version, &facts, 0, NOW), RC_OK);
	struct company now = lock(company.id, OWNER);
	assert_string_equal(now.name, "Second");
	assert_int_equal(
	        company_set_billing(scratch.db, &now, company.version, &billing, OWNER, NOW), RC_CONFLICT);
	assert_int_equal(company_set_billing(scratch.db, &now, now.version, &billing, OWNER, NOW), RC_OK);
	now = lock(company.id, OWNER);
	assert_string_equal(now.billing_address, "Street 1\nTown");
	assert_string_equal(now.tax_number, "LT1");
	assert_int_equal(
	        company_edit(scratch.db, scratch.arena, &now, company.version, &facts, 0, NOW), RC_CONFLICT);
}

static void a_disabled_company_gives_nobody_a_right(void **state)
{
	(void)state;
	struct company company = make("Firm");
	int64_t id = invite(&company, "new@example.org", "own", OWNER);
	const char *text = link_of(id);
	struct company_invite found;
	assert_int_equal(company_act(scratch.db, OWNER, company.id, NOW), RC_OK);
	assert_int_equal(company_set_disabled(scratch.db, &company, true, 0, NOW), RC_OK);
	company = lock(company.id, OWNER);
	assert_string_equal(company.state, "disabled");
	assert_int_equal(company_membership(&company).company_id, 0);
	assert_false(company_membership(&company).owner);
	assert_int_equal(company_act(scratch.db, OWNER, company.id, NOW), RC_NOT_FOUND);
	assert_int_equal(follow(text, NOW, &found), RC_NOT_FOUND);
	assert_int_equal(company_set_disabled(scratch.db, &company, false, 0, NOW), RC_OK);
	company = lock(company.id, OWNER);
	assert_true(company_membership(&company).owner);
	assert_int_equal(follow(text, NOW, &found), RC_OK);
}

static void one_acts_only_for_companies_one_belongs_to(void **state)
{
	(void)state;
	struct company company = make("Firm");
	assert_int_equal(company_act(scratch.db, OWNER, company.id, NOW), RC_OK);
	assert_int_equal(company_act(scratch.db, OWNER, company.id, NOW), RC_OK);
	assert_int_equal(
	        count("SELECT acting_company_id IS NOT NULL AS number FROM account WHERE id = 1"), 1);
	assert_int_equal(company_act(scratch.db, ANNA, company.id, NOW), RC_NOT_FOUND);
	assert_int_equal(company_act(scratch.db, OWNER, 0, NOW), RC_OK);
	assert_int_equal(count("SELECT acting_company_id IS NULL AS number FROM account WHERE id = 1"), 1);
}

/* --- members --------------------------------------------------------------------------------- */

static void members_are_added_once_with_known_rights_only(void **state)
{
	(void)state;
	struct company company = make("Firm");
	assert_int_equal(add(&company, ANNA, "members own root own"), RC_OK);
	assert_string_equal(member_of(&company, ANNA).rights, "own members");
	assert_int_equal(add(&company, ANNA, "own"), RC_CONFLICT);
	assert_int_equal(add(&company, 4, "own"), RC_NOT_FOUND);
	assert_int_equal(add(&company, 999, "own"), RC_NOT_FOUND);
	assert_int_equal(
	        count("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'security' AND account_id = 2"
	              " AND company_id IS NOT NULL AND detail = 'company_joined'"),
	        1);
}

static void a_company_is_never_without_owner(void **state)
{
	(void)state;
	struct company company = make("Firm");
	struct company_member olga = member_of(&company, OWNER);
	assert_int_equal(add(&company, ANNA, "own"), RC_OK);
	assert_int_equal(change(&company, &olga, false, "own"), RC_INVALID);
	assert_int_equal(take_out(&company, OWNER, OWNER), RC_INVALID);
	struct company_member anna = member_of(&company, ANNA);
	assert_int_equal(change(&company, &anna, true, "own"), RC_OK);
	scratch_sql("UPDATE account SET state = 'disabled' WHERE id = 2");
	assert_int_equal(take_out(&company, OWNER, OWNER), RC_INVALID); /* Anna cannot sign in */
	scratch_sql("UPDATE account SET state = 'active' WHERE id = 2");
	assert_int_equal(take_out(&company, OWNER, OWNER), RC_OK);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM audit WHERE action = 'company.owner'"), 1);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM audit WHERE action = 'company.leave'"), 1);
}

static void a_second_editor_of_a_member_learns_of_the_first(void **state)
{
	(void)state;
	struct company company = make("Firm");
	assert_int_equal(add(&company, ANNA, "own"), RC_OK);
	struct company_member seen = member_of(&company, ANNA);
	assert_int_equal(change(&company, &seen, false, "own finance"), RC_OK);
	assert_int_equal(change(&company, &seen, false, ""), RC_CONFLICT);
	assert_string_equal(member_of(&company, ANNA).rights, "own finance");
	seen = member_of(&company, ANNA);
	int64_t rows = count("SELECT COUNT(*) AS number FROM audit");
	assert_int_equal(change(&company, &seen, false, "finance own"), RC_OK);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM audit"), rows); /* nothing changed */
}

static void removal_ends_acting_participation_and_open_invitations(void **state)
{
	(void)state;
	struct company company = make("Firm"), other = make("Other");
	assert_int_equal(add(&company, ANNA, "own members"), RC_OK);
	assert_int_equal(add(&other, ANNA, "own"), RC_OK);
	assert_int_equal(company_act(scratch.db, ANNA, company.id, NOW), RC_OK);
	invite(&company, "friend@example.org", "own", ANNA);
	invite(&company, "kept@example.org", "own", OWNER);
	scratch_sql("INSERT INTO ticket (id, number, requester_id, company_id, subject, lang, created_at, "
	            "updated_at,"
	            " activity_at) SELECT id + 100, 10000000 + id, 1, id, 'S', 'en', 1, 1, 1 FROM company");
	scratch_sql("INSERT INTO ticket_participant (ticket_id, account_id, created_at) SELECT id, 2, 1 FROM "
	            "ticket");
	assert_int_equal(take_out(&company, ANNA, OWNER), RC_OK);
	assert_int_equal(count("SELECT acting_company_id IS NULL AS number FROM account WHERE id = 2"), 1);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM ticket_participant WHERE account_id = 2"), 1);
	assert_int_equal(
	        count("SELECT COUNT(*) AS number FROM company_invite WHERE mail_key = 'friend@example.org'"),
	        0);
	assert_int_equal(
	        count("SELECT COUNT(*) AS number FROM company_invite WHERE mail_key = 'kept@example.org'"),
	        1);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM outbox WHERE detail = 'company_left'"), 1);
	assert_int_equal(take_out(&company, ANNA, OWNER), RC_NOT_FOUND);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM company_member WHERE account_id = 2"), 1);
}

static void lost_rights_end_the_invitations_that_rested_on_them(void **state)
{
	(void)state;
	struct company company = make("Firm");
	assert_int_equal(add(&company, ANNA, "own finance members"), RC_OK);
	invite(&company, "one@example.org", "own", ANNA);
	invite(&company, "two@example.org", "finance", ANNA);
	struct company_member anna = member_of(&company, ANNA);
	assert_int_equal(change(&company, &anna, false, "own members"), RC_OK);
	assert_int_equal(
	        count("SELECT COUNT(*) AS number FROM company_invite WHERE mail_key = 'one@example.org'"), 1);
	assert_int_equal(
	        count("SELECT COUNT(*) AS number FROM company_invite WHERE mail_key = 'two@example.org'"), 0);
	anna = member_of(&company, ANNA);
	assert_int_equal(change(&company, &anna, false, "own"), RC_OK);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM company_invite"), 0);
}

static void a_person_belongs_to_so_many_companies_only(void **state)
{
	(void)state;
	struct company company = make("Last");
	scratch_sql("INSERT INTO company (name, name_key, created_at, updated_at)"
	            " SELECT CONCAT('C', seq), CONCAT('c', seq), 1, 1 FROM seq_1_to_50");
	scratch_sql("INSERT INTO company_member (company_id, account_id, created_at)"
	            " SELECT id, 2, 1 FROM company WHERE name LIKE 'C%'");
	assert_int_equal(add(&company, ANNA, "own"), RC_LIMITED);
	assert_int_equal(add(&company, BEN, "own"), RC_OK);
	struct db_rows rows;
	assert_int_equal(company_list_of(scratch.db, scratch.arena, ANNA, &rows), RC_OK);
	assert_int_equal(rows.count, LIMIT_COMPANIES);
}

static void a_full_company_takes_nobody(void **state)
{
	(void)state;
	struct company company = make("Big");
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, created_at, updated_at)"
	            " SELECT seq, CONCAT('p', seq), CONCAT('p', seq), 'P', 1, 1 FROM seq_1001_to_1499");
	scratch_sql("INSERT INTO company_member (company_id, account_id, created_at)"
	            " SELECT c.id, a.id, 1 FROM account a JOIN company c WHERE a.id > 1000");
	assert_int_equal(add(&company, ANNA, "own"), RC_TOO_LARGE);
	const struct company_invite_new made = { "new@example.org", "own", "en", OWNER, NOW };
	assert_int_equal(company_invite_make(scratch.db, scratch.arena, &company, &made, &(int64_t){ 0 }),
	        RC_TOO_LARGE);
}

static void members_page_both_ways_and_are_found(void **state)
{
	(void)state;
	struct company company = make("Firm");
	assert_int_equal(add(&company, ANNA, "own"), RC_OK);
	assert_int_equal(add(&company, BEN, "own"), RC_OK);
	struct company_member_filter filter = { .company_id = company.id, .search = "" };
	struct db_rows rows;
	bool more;
	assert_int_equal(company_member_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	const struct company_member *items = rows.items;
	assert_int_equal(rows.count, 2);
	assert_true(more);
	assert_int_equal(items[0].account_id, OWNER);
	filter.place.at = items[1].created_at;
	filter.place.id = items[1].account_id;
	filter.place.set = true;
	assert_int_equal(company_member_list(scratch.db, scratch.arena, &filter, 2, &rows, &more), RC_OK);
	items = rows.items;
	assert_int_equal(rows.count, 1);
	assert_false(more);
	assert_int_equal(items[0].account_id, BEN);
	filter.place.at = items[0].created_at;
	filter.place.id = items[0].account_id;
	filter.place.backwards = true;
	assert_int_equal(company_member_list(scratch.db, scratch.arena, &filter, 1, &rows, &more), RC_OK);
	items = rows.items;
	assert_true(more);
	assert_int_equal(items[0].account_id, ANNA);

	static const struct {
		const char *search;
		int64_t account_id;
	} cases[] = { { "zemait", ANNA }, { "ANNA@", ANNA }, { "100%", BEN }, { "n_1", BEN },
		{ "olga", OWNER } };
	for (size_t i = 0; i < LENGTH(cases); i++) {
		filter =
		        (struct company_member_filter){ .company_id = company.id, .search = cases[i].search };
		assert_int_equal(
		        company_member_list(scratch.db, scratch.arena, &filter, 9, &rows, &more), RC_OK);
		items = rows.items;
		assert_int_equal(rows.count, 1);
		assert_int_equal(items[0].account_id, cases[i].account_id);
	}
	filter.search = "%";
	assert_int_equal(company_member_list(scratch.db, scratch.arena, &filter, 9, &rows, &more), RC_OK);
	assert_int_equal(rows.count, 1); /* a sign, not everything */
}

static void a_forgotten_person_leaves_everywhere(void **state)
{
	(void)state;
	struct company company = make("Firm"), other = make("Other");
	struct db_rows rows;
	assert_int_equal(add(&company, ANNA, "own"), RC_OK);
	struct company_member anna = member_of(&company, ANNA);
	assert_int_equal(change(&company, &anna, true, ""), RC_OK);
	assert_int_equal(company_list_sole(scratch.db, scratch.arena, OWNER, &rows), RC_OK);
	assert_int_equal(rows.count, 1);
	assert_string_equal(((const struct company *)rows.items)->name, other.name);
	assert_int_equal(company_member_forget(scratch.db, scratch.arena, OWNER, 0, NOW), RC_OK);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM company_member WHERE account_id = 1"), 0);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM company_member"), 1);
}

/* --- invitations ----------------------------------------------------------------------------- */

static void an_invitation_makes_its_own_address_a_member_once(void **state)
{
	(void)state;
	struct company company = make("Firm");
	const char *text = link_of(invite(&company, "Anna@Example.org", "own members", OWNER));
	struct company_invite found;
	assert_int_equal(follow(text, NOW + 1, &found), RC_OK);
	assert_string_equal(found.company, "Firm");
	assert_string_equal(found.inviter, "Olga");
	assert_int_equal(
	        company_invite_accept(scratch.db, scratch.arena, &found, BEN, NOW + 1), RC_NOT_FOUND);
	assert_int_equal(company_invite_accept(scratch.db, scratch.arena, &found, ANNA, NOW + 1), RC_OK);
	assert_string_equal(member_of(&company, ANNA).rights, "own members");
	assert_false(member_of(&company, ANNA).owner);
	assert_int_equal(follow(text, NOW + 1, &found), RC_NOT_FOUND);
	assert_int_equal(
	        company_invite_accept(scratch.db, scratch.arena, &found, ANNA, NOW + 1), RC_NOT_FOUND);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM audit WHERE action = 'company.join'"), 1);
}

static void an_invitation_ends_after_seven_days(void **state)
{
	(void)state;
	struct company company = make("Firm");
	const char *text = link_of(invite(&company, "anna@example.org", "own", OWNER));
	struct company_invite found;
	int64_t done;
	assert_int_equal(follow(text, NOW + 7 * DAY - 1, &found), RC_OK);
	assert_int_equal(
	        company_invite_accept(scratch.db, scratch.arena, &found, ANNA, NOW + 7 * DAY), RC_NOT_FOUND);
	assert_int_equal(follow(text, NOW + 7 * DAY, &found), RC_NOT_FOUND);
	assert_int_equal(company_invite_sweep(scratch.db, NOW + 7 * DAY, 10, &done), RC_OK);
	assert_int_equal(done, 0);
	assert_int_equal(company_invite_sweep(scratch.db, NOW + 7 * DAY + 1, 10, &done), RC_OK);
	assert_int_equal(done, 1);
}

static void sending_again_kills_the_old_link_and_starts_a_new_term(void **state)
{
	(void)state;
	struct company company = make("Firm"), other = make("Other");
	int64_t id = invite(&company, "anna@example.org", "own", OWNER);
	const char *old = link_of(id);
	struct company_invite found;
	assert_int_equal(
	        company_invite_again(scratch.db, scratch.arena, &other, id, OWNER, NOW + DAY), RC_NOT_FOUND);
	assert_int_equal(
	        company_invite_again(scratch.db, scratch.arena, &company, id, OWNER, NOW + DAY), RC_OK);
	assert_int_equal(follow(old, NOW + DAY, &found), RC_NOT_FOUND);
	assert_int_equal(follow(link_of(id), NOW + DAY, &found), RC_OK);
	assert_int_equal(found.ends_at, NOW + DAY + LIMIT_INVITE_DAYS * DAY);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'invite'"), 2);
}

static void one_invitation_waits_for_an_address(void **state)
{
	(void)state;
	struct company company = make("Firm");
	int64_t id = invite(&company, "anna@example.org", "own", OWNER);
	const char *old = link_of(id);
	struct company_invite found;
	assert_int_equal(invite(&company, "ANNA@example.org", "finance", OWNER), id);
	assert_int_equal(follow(old, NOW, &found), RC_NOT_FOUND);
	assert_int_equal(company_invite_by_id(scratch.db, scratch.arena, id, &found), RC_OK);
	assert_string_equal(found.rights, "finance");
	assert_int_equal(company_invite_withdraw(scratch.db, scratch.arena, &company, id, OWNER, NOW), RC_OK);
	assert_int_equal(
	        company_invite_withdraw(scratch.db, scratch.arena, &company, id, OWNER, NOW), RC_NOT_FOUND);
	assert_int_equal(count("SELECT COUNT(*) AS number FROM mail_token"), 0);
}

static void members_are_not_invited_and_invitations_are_bounded(void **state)
{
	(void)state;
	struct company company = make("Firm");
	struct company_invite_new made = { "olga@EXAMPLE.org", "own", "en", OWNER, NOW };
	assert_int_equal(company_invite_make(scratch.db, scratch.arena, &company, &made, &(int64_t){ 0 }),
	        RC_CONFLICT);
	for (int i = 0; i < LIMIT_INVITES; i++)
		invite(&company, arena_format(scratch.arena, "p%d@example.org", i), "own", OWNER);
	made.mail = "more@example.org";
	assert_int_equal(company_invite_make(scratch.db, scratch.arena, &company, &made, &(int64_t){ 0 }),
	        RC_TOO_LARGE);
	made.mail = "p3@example.org";
	assert_int_equal(
	        company_invite_make(scratch.db, scratch.arena, &company, &made, &(int64_t){ 0 }), RC_OK);
}

static void an_address_without_account_registers_by_its_invitation(void **state)
{
	(void)state;
	struct company company = make("Firm");
	struct company_invite found;
	int64_t id;
	assert_int_equal(
	        follow(link_of(invite(&company, "New@example.org", "own", OWNER)), NOW, &found), RC_OK);
	assert_int_equal(
	        company_invite_register(scratch.db, scratch.arena, &found, "Naujas", "hash", "lt", NOW, &id),
	        RC_OK);
	assert_int_equal(company_invite_accept(scratch.db, scratch.arena, &found, id, NOW), RC_OK);
	struct account account;
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	assert_string_equal(account.mail, "New@example.org");
	assert_string_equal(account.state, "active");
	assert_string_equal(account.role, "customer");
	assert_int_equal(
	        company_invite_register(scratch.db, scratch.arena, &found, "Kitas", "hash", "lt", NOW, &id),
	        RC_CONFLICT);

	assert_int_equal(
	        follow(link_of(invite(&company, "guest@example.org", "own", OWNER)), NOW, &found), RC_OK);
	assert_int_equal(company_invite_register(
	                         scratch.db, scratch.arena, &found, "Real Name", "hash", "fa", NOW, &id),
	        RC_OK);
	assert_int_equal(id, 5);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	assert_string_equal(account.name, "Real Name");
	assert_string_equal(account.state, "active");
	assert_string_equal(account.password_hash, "hash");
}

static void an_invitation_takes_nothing_from_a_member(void **state)
{
	(void)state;
	struct company company = make("Firm");
	struct company_invite found;
	assert_int_equal(
	        follow(link_of(invite(&company, "anna@example.org", "own", OWNER)), NOW, &found), RC_OK);
	assert_int_equal(add(&company, ANNA, "own finance"), RC_OK);
	assert_int_equal(company_invite_accept(scratch.db, scratch.arena, &found, ANNA, NOW), RC_OK);
	assert_string_equal(member_of(&company, ANNA).rights, "own finance");
	assert_int_equal(count("SELECT COUNT(*) AS number FROM company_invite"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_company_is_made_with_an_owner_and_read_with_its_counts, setup),
		cmocka_unit_test_setup(a_company_needs_no_owner_at_first_but_not_a_disabled_one, setup),
		cmocka_unit_test_setup(edits_of_an_older_version_are_refused, setup),
		cmocka_unit_test_setup(a_disabled_company_gives_nobody_a_right, setup),
		cmocka_unit_test_setup(one_acts_only_for_companies_one_belongs_to, setup),
		cmocka_unit_test_setup(members_are_added_once_with_known_rights_only, setup),
		cmocka_unit_test_setup(a_company_is_never_without_owner, setup),
		cmocka_unit_test_setup(a_second_editor_of_a_member_learns_of_the_first, setup),
		cmocka_unit_test_setup(removal_ends_acting_participation_and_open_invitations, setup),
		cmocka_unit_test_setup(lost_rights_end_the_invitations_that_rested_on_them, setup),
		cmocka_unit_test_setup(a_person_belongs_to_so_many_companies_only, setup),
		cmocka_unit_test_setup(a_full_company_takes_nobody, setup),
		cmocka_unit_test_setup(members_page_both_ways_and_are_found, setup),
		cmocka_unit_test_setup(a_forgotten_person_leaves_everywhere, setup),
		cmocka_unit_test_setup(an_invitation_makes_its_own_address_a_member_once, setup),
		cmocka_unit_test_setup(an_invitation_ends_after_seven_days, setup),
		cmocka_unit_test_setup(sending_again_kills_the_old_link_and_starts_a_new_term, setup),
		cmocka_unit_test_setup(one_invitation_waits_for_an_address, setup),
		cmocka_unit_test_setup(members_are_not_invited_and_invitations_are_bounded, setup),
		cmocka_unit_test_setup(an_address_without_account_registers_by_its_invitation, setup),
		cmocka_unit_test_setup(an_invitation_takes_nothing_from_a_member, setup),
	};
	scratch_open("company", 1);
	return cmocka_run_group_tests_name("company", tests, NULL, scratch_close);
}
