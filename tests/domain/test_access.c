/* Who may do what: each decision of access.h about tickets, companies and staff, for each kind of person. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "domain/access.h"

#define TICKET  500
#define COMPANY 40
#define TEAM    7

/* --- people and tickets ----------------------------------------------------------------------- */

enum { REQUESTER = 11, COLLEAGUE = 12, STRANGER = 13, AGENT = 2, ADMIN = 1 };

struct person {
	const char *name;
	struct account account;
};

#define CUSTOMER(number)                                                                                     \
	{                                                                                                    \
		.id = number, .role = "customer", .state = "active", .permissions = ""                       \
	}
#define STAFF(words)                                                                                         \
	{                                                                                                    \
		.id = AGENT, .role = "agent", .state = "active", .permissions = words                        \
	}

enum who {
	NOBODY,
	OWNER,
	OTHER,
	DISABLED,
	WAITING,
	GUEST,
	GUEST_OF_OTHER,
	AGENT_PLAIN,
	AGENT_FULL,
	AGENT_READS,
	AGENT_DISABLED,
	FULL_ADMIN,
	PEOPLE
};

static const struct person people[] = {
	[NOBODY] = { "nobody", { 0 } },
	[OWNER] = { "the requester", CUSTOMER(REQUESTER) },
	[OTHER] = { "another customer", CUSTOMER(STRANGER) },
	[DISABLED] = { "the requester, disabled",
	        { .id = REQUESTER, .role = "customer", .state = "disabled", .permissions = "" } },
	[WAITING] = { "the requester, not approved yet",
	        { .id = REQUESTER, .role = "customer", .state = "waiting", .permissions = "" } },
	[GUEST] = { "the guest of the ticket", { .id = REQUESTER,
	                                               .role = "customer",
	                                               .state = "guest",
	                                               .permissions = "",
	                                               .guest_ticket_id = TICKET } },
	[GUEST_OF_OTHER] = { "the guest of another ticket of his", { .id = REQUESTER,
	                                                                   .role = "customer",
	                                                                   .state = "guest",
	                                                                   .permissions = "",
	                                                                   .guest_ticket_id = TICKET + 1 } },
	[AGENT_PLAIN] = { "an agent who replies and notes", STAFF("reply note") },
	[AGENT_FULL] = { "an agent of all tickets", STAFF("all_tickets reply note assign") },
	[AGENT_READS] = { "an agent who only reads", STAFF("") },
	[AGENT_DISABLED] = { "an agent, disabled", { .id = AGENT,
	                                                   .role = "agent",
	                                                   .state = "disabled",
	                                                   .permissions = "all_tickets reply note assign" } },
	[FULL_ADMIN] = { "an administrator",
	        { .id = ADMIN, .role = "admin", .state = "active", .permissions = "" } },
};

typedef bool decision(const struct account *who, const struct ticket_rights *ticket);

static const struct {
	const char *name;
	decision *ask;
} decisions[] = {
	{ "read", may_read_ticket },
	{ "write", may_write_ticket },
	{ "act", may_act_as_requester },
	{ "people", may_add_participants },
	{ "work", may_work_ticket },
	{ "reply", may_reply_ticket },
	{ "note", may_note_ticket },
	{ "change", may_change_ticket },
	{ "notes", may_read_notes },
};

/* `allowed` names the decisions that are yes. */
static void decides(
        const char *ticket_name, const struct ticket_rights *ticket, enum who who, const char *allowed)
{
	for (size_t i = 0; i < LENGTH(decisions); i++) {
		const char *found = strstr(allowed, decisions[i].name);
		size_t length = strlen(decisions[i].name);
		while (found != NULL && found[length] != ' ' && found[length] != '\0')
			found = strstr(found + 1, decisions[i].name);
		if (decisions[i].ask(&people[who].account, ticket) != (found != NULL))
			fail_msg("%s, %s: %s must be %s", ticket_name, people[who].name, decisions[i].name,
			        found != NULL ? "allowed" : "refused");
	}
}

/* --- tickets ---------------------------------------------------------------------------------- */

static void a_person_s_own_ticket_is_his_and_staff_s(void **state)
{
	(void)state;
	static const struct ticket_rights ticket = { .ticket_id = TICKET, .requester_id = REQUESTER };
	static const char *const allowed[PEOPLE] = { [NOBODY] = "",
		[OWNER] = "read write act",
		[OTHER] = "",
		[DISABLED] = "",
		[WAITING] = "",
		[GUEST] = "read write act",
		[GUEST_OF_OTHER] = "",
		[AGENT_PLAIN] = "work reply note notes",
		[AGENT_FULL] = "work reply note change notes",
		[AGENT_READS] = "work notes",
		[AGENT_DISABLED] = "",
		[FULL_ADMIN] = "work reply note change notes" };
	for (enum who who = 0; who < PEOPLE; who++)
		decides("own", &ticket, who, allowed[who]);
}

static void a_team_s_ticket_is_missing_for_other_agents(void **state)
{
	(void)state;
	struct ticket_rights ticket = { .ticket_id = TICKET, .requester_id = REQUESTER, .team_id = TEAM };
	decides("foreign team", &ticket, AGENT_PLAIN, "");
	decides("foreign team", &ticket, AGENT_READS, "");
	decides("foreign team", &ticket, AGENT_FULL, "work reply note change notes");
	decides("foreign team", &ticket, FULL_ADMIN, "work reply note change notes");
	decides("foreign team", &ticket, OWNER, "read write act");
	ticket.in_team = true;
	decides("own team", &ticket, AGENT_PLAIN, "work reply note notes");
	decides("own team", &ticket, AGENT_DISABLED, "");
	decides("a customer in a team", &ticket, OTHER, "");
	ticket.in_team = false;
	ticket.assignee_id = AGENT;
	decides("assigned", &ticket, AGENT_PLAIN, "work reply note notes");
	ticket.assignee_id = ADMIN;
	decides("assigned to another", &ticket, AGENT_PLAIN, "");
}

struct company_case {
	const char *name;
	bool member, owner, participant;
	const char *rights;
	const char *requester, *colleague; /* what each may */
};

static void a_company_s_ticket_follows_the_member_s_rights(void **state)
{
	(void)state;
	static const char all[] = "read write act people";
	static const struct company_case cases[] = {
		{ "owner", true, true, false, "", all, all },
		{ "own", true, false, false, "own", all, "" },
		{ "own, participant", true, false, true, "own", all, "read write" },
		{ "colleagues", true, false, false, "colleagues", all, all },
		{ "own and colleagues", true, false, false, "own colleagues", all, all },
		{ "finance", true, false, false, "finance", "", "" },
		{ "orders and members", true, false, false, "orders members", "", "" },
		{ "finance, participant", true, false, true, "finance", "read write", "read write" },
		{ "no rights", true, false, false, "", "", "" },
		{ "unknown words", true, false, false, "ownn colleague", "", "" },
		{ "NULL rights", true, false, false, NULL, "", "" },
		{ "removed", false, false, false, NULL, "", "" },
		{ "removed, was owner", false, true, false, "own colleagues", "", "" },
		{ "removed, participant", false, false, true, "own colleagues", "", "" },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct ticket_rights ticket = { .ticket_id = TICKET,
			.requester_id = REQUESTER,
			.company_id = COMPANY,
			.member = cases[i].member,
			.member_owner = cases[i].owner,
			.member_rights = cases[i].rights,
			.participant = cases[i].participant };
		decides(cases[i].name, &ticket, OWNER, cases[i].requester);
		decides(cases[i].name, &ticket, OTHER, cases[i].colleague);
		decides(cases[i].name, &ticket, DISABLED, "");
		decides(cases[i].name, &ticket, WAITING, "");
		decides(cases[i].name, &ticket, NOBODY, "");
	}
}

static void staff_add_people_to_a_company_s_ticket_that_they_may_change(void **state)
{
	(void)state;
	struct ticket_rights ticket = {
		.ticket_id = TICKET, .requester_id = REQUESTER, .company_id = COMPANY
	};
	decides("company", &ticket, AGENT_FULL, "people work reply note change notes");
	decides("company", &ticket, AGENT_PLAIN, "work reply note notes");
	decides("company", &ticket, FULL_ADMIN, "people work reply note change notes");
	ticket.team_id = TEAM;
	decides("company, foreign team", &ticket, AGENT_PLAIN, "");
}

static void a_participant_of_a_person_s_own_ticket_reads_nothing(void **state)
{
	(void)state;
	static const struct ticket_rights ticket = {
		.ticket_id = TICKET, .requester_id = REQUESTER, .participant = true
	};
	decides("no company", &ticket, OTHER, "");
}

/* --- for whom one acts ------------------------------------------------------------------------- */

static void tickets_are_filed_for_the_company_by_who_may(void **state)
{
	(void)state;
	static const struct {
		const char *state, *rights;
		bool owner;
		int64_t company, filed;
		bool colleagues;
	} cases[] = {
		{ "active", "own", false, COMPANY, COMPANY, false },
		{ "active", "own colleagues", false, COMPANY, COMPANY, true },
		{ "active", "", true, COMPANY, COMPANY, true },
		{ "active", "finance", false, COMPANY, 0, false },
		{ "active", "colleagues", false, COMPANY, 0, true },
		{ "active", "own colleagues", true, 0, 0, false },
		{ "disabled", "own", true, COMPANY, 0, false },
		{ "guest", "own", true, COMPANY, 0, false },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct account who = { .id = REQUESTER,
			.role = "customer",
			.state = cases[i].state,
			.permissions = "",
			.company_id = cases[i].company,
			.company_owner = cases[i].owner,
			.company_rights = cases[i].rights };
		assert_int_equal(ticket_company(&who), cases[i].filed);
		assert_int_equal(may_for_company(&who, COMPANY_COLLEAGUES), cases[i].colleagues);
	}
}

static void a_member_s_rights_are_his_words_and_an_owner_has_every_one(void **state)
{
	(void)state;
	static const struct account who = CUSTOMER(COLLEAGUE);
	for (enum company_right right = 0; right < COMPANY__COUNT; right++) {
		const struct membership owner = { .company_id = COMPANY, .owner = true, .rights = "" };
		const struct membership none = { .company_id = COMPANY, .rights = "" };
		const struct membership one = { .company_id = COMPANY, .rights = company_right_word(right) };
		const struct membership stranger = { .owner = true,
			.rights = "own colleagues orders finance members" };
		assert_true(may_in_company(&who, &owner, right));
		assert_false(may_in_company(&who, &none, right));
		assert_false(may_in_company(&who, &stranger, right));
		for (enum company_right asked = 0; asked < COMPANY__COUNT; asked++)
			assert_int_equal(may_in_company(&who, &one, asked), asked == right);
		assert_false(may_in_company(&people[DISABLED].account, &owner, right));
	}
	assert_true(may_see_company(&who, &(struct membership){ .company_id = COMPANY }));
	assert_false(may_see_company(&who, &(struct membership){ 0 }));
	assert_false(may_see_company(&people[NOBODY].account, &(struct membership){ .company_id = COMPANY }));
}

static void nobody_gives_a_member_what_he_has_not(void **state)
{
	(void)state;
	static const struct account who = CUSTOMER(COLLEAGUE);
	const struct membership owner = { .company_id = COMPANY, .owner = true, .rights = "" };
	const struct membership manager = { .company_id = COMPANY, .rights = "own members" };
	const struct membership plain = { .company_id = COMPANY, .rights = "own" };
	const struct membership keeper = { .company_id = COMPANY, .rights = "finance" };
	uint32_t own = COMPANY_BIT(COMPANY_OWN), finance = COMPANY_BIT(COMPANY_FINANCE);

	assert_true(may_manage_member(&who, &owner, &plain, COMPANY_RIGHTS_EVERY, true));
	assert_true(may_manage_member(&who, &manager, &plain, 0, false));
	assert_true(may_manage_member(&who, &manager, &keeper, own | finance, false));
	assert_false(may_manage_member(&who, &manager, &plain, own | finance, false));
	assert_true(may_manage_member(&who, &manager, &keeper, 0, false));
	assert_false(may_manage_member(&who, &manager, &plain, own, true));
	assert_false(may_manage_member(&who, &manager, &owner, own, false));
	assert_false(may_manage_member(&who, &plain, &keeper, finance, false));
}

/* --- staff ------------------------------------------------------------------------------------- */

static void a_permission_is_its_word_and_an_administrator_has_every_one(void **state)
{
	(void)state;
	for (enum permission permission = 0; permission < PERMISSION__COUNT; permission++) {
		const struct account one = STAFF(permission_word(permission));
		const struct account customer = { .id = OTHER,
			.role = "customer",
			.state = "active",
			.permissions = permission_word(permission) };
		for (enum permission asked = 0; asked < PERMISSION__COUNT; asked++)
			assert_int_equal(may(&one, asked), asked == permission);
		assert_true(may(&people[FULL_ADMIN].account, permission));
		assert_false(may(&people[AGENT_READS].account, permission));
		assert_false(may(&people[AGENT_DISABLED].account, permission));
		assert_false(may(&customer, permission));
		assert_false(may(&people[GUEST].account, permission));
	}
}

static void the_desk_is_for_active_staff(void **state)
{
	(void)state;
	static const enum who staff[] = { AGENT_PLAIN, AGENT_FULL, AGENT_READS, FULL_ADMIN };
	bool expected[PEOPLE] = { false };

	for (size_t i = 0; i < LENGTH(staff); i++)
		expected[staff[i]] = true;
	for (enum who who = 0; who < PEOPLE; who++)
		assert_int_equal(may_use_desk(&people[who].account), expected[who]);
	assert_false(may_use_admin(&people[AGENT_FULL].account));
	assert_true(may_use_admin(&people[FULL_ADMIN].account));
	assert_false(may_use_admin(&people[OWNER].account));
}

static void nobody_grants_what_he_has_not(void **state)
{
	(void)state;
	const struct account *full = &people[AGENT_FULL].account, *admin = &people[FULL_ADMIN].account;

	assert_true(may_grant(full, PERMISSION_BIT(PERMISSION_REPLY), false));
	assert_false(may_grant(full, PERMISSION_BIT(PERMISSION_PEOPLE), false));
	assert_false(may_grant(full, 0, true));
	assert_true(may_grant(admin, PERMISSIONS_EVERY, true));
	assert_false(may_grant(&people[OWNER].account, 0, false));
	const struct account keeper = STAFF("people reply");
	assert_true(may_manage_person(&keeper, &people[OWNER].account, 0));
	assert_true(
	        may_manage_person(&keeper, &people[AGENT_READS].account, PERMISSION_BIT(PERMISSION_REPLY)));
	assert_false(
	        may_manage_person(&keeper, &people[AGENT_FULL].account, PERMISSION_BIT(PERMISSION_ASSIGN)));
	assert_false(may_manage_person(&keeper, admin, 0));
	assert_false(may_manage_person(full, &people[OWNER].account, 0));
}

static void nobody_opens_a_company_whose_tickets_he_could_not_read(void **state)
{
	(void)state;
	const struct account manages = STAFF("companies"), sees_all = STAFF("companies all_tickets"),
	                     reads = STAFF("all_tickets");
	const struct account colleague = { .id = 99, .role = "agent", .state = "active" };
	const struct account *customer = &people[OTHER].account;

	assert_true(may_open_company(&manages, 0));
	assert_false(may_open_company(&manages, 1));
	assert_true(may_open_company(&sees_all, 5));
	assert_false(may_open_company(&reads, 0));
	assert_true(may_put_into_company(&manages, customer, 0));
	assert_true(may_put_into_company(&manages, NULL, 0));
	assert_false(may_put_into_company(&manages, NULL, 1));
	assert_false(may_put_into_company(&manages, customer, 1));
	assert_false(may_put_into_company(&manages, &manages, 0));
	assert_false(may_put_into_company(&manages, &colleague, 0));
	assert_true(may_put_into_company(&sees_all, &colleague, 3));
	assert_true(may_put_into_company(&people[FULL_ADMIN].account, &people[FULL_ADMIN].account, 3));
	assert_false(may_put_into_company(customer, customer, 0));
}

static void nobody_lifts_a_duty_that_binds_himself(void **state)
{
	(void)state;
	struct account who = STAFF("roles reply");

	who.role_id = 8;
	assert_false(may_lift_factor(&who, 8, permissions_read("roles")));
	assert_true(may_lift_factor(&who, 9, permissions_read("roles")));
	assert_false(may_lift_factor(&who, 9, permissions_read("roles people")));
	assert_true(may_lift_factor(&people[FULL_ADMIN].account, 8, PERMISSIONS_EVERY));
}

/* --- articles ---------------------------------------------------------------------------------- */

static void articles_are_read_by_visibility(void **state)
{
	(void)state;
	static const enum who active[] = { OWNER, OTHER, AGENT_PLAIN, AGENT_FULL, AGENT_READS, FULL_ADMIN };
	bool signed_in[PEOPLE] = { false };

	for (size_t i = 0; i < LENGTH(active); i++)
		signed_in[active[i]] = true;
	for (enum who who = 0; who < PEOPLE; who++) {
		const struct account *account = &people[who].account;
		assert_true(may_read_article(account, "public"));
		assert_int_equal(may_read_article(account, "signed_in"), signed_in[who]);
		assert_int_equal(may_read_article(account, "staff"), may_use_desk(account));
		assert_int_equal(may_read_article(account, "no such word"), may_use_desk(account));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_person_s_own_ticket_is_his_and_staff_s),
		cmocka_unit_test(a_team_s_ticket_is_missing_for_other_agents),
		cmocka_unit_test(a_company_s_ticket_follows_the_member_s_rights),
		cmocka_unit_test(staff_add_people_to_a_company_s_ticket_that_they_may_change),
		cmocka_unit_test(a_participant_of_a_person_s_own_ticket_reads_nothing),
		cmocka_unit_test(tickets_are_filed_for_the_company_by_who_may),
		cmocka_unit_test(a_member_s_rights_are_his_words_and_an_owner_has_every_one),
		cmocka_unit_test(nobody_gives_a_member_what_he_has_not),
		cmocka_unit_test(a_permission_is_its_word_and_an_administrator_has_every_one),
		cmocka_unit_test(the_desk_is_for_active_staff),
		cmocka_unit_test(nobody_grants_what_he_has_not),
		cmocka_unit_test(nobody_opens_a_company_whose_tickets_he_could_not_read),
		cmocka_unit_test(nobody_lifts_a_duty_that_binds_himself),
		cmocka_unit_test(articles_are_read_by_visibility),
	};
	return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
