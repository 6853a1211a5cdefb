/* Tickets of companies and of teams: whose lists hold them, who takes part, what an agent's queue shows. Each
 * list is compared with what access.h says of each ticket. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/message.h"
#include "domain/participant.h"
#include "domain/queue.h"
#include "domain/ticket.h"
#include "domain/ticket_desk.h"
#include "domain/ticket_list.h"
#include "scratch.h"

#define NOW INT64_C(1800000000)

/* Alice, Carol and Dora belong to company 40, Dora with finance only; Bob is a stranger. Agnė belongs to team
 * 7, Second to team 8, Full sees all tickets. */
static const struct account alice = {
	.id = 1, .name = "Alice", .role = "customer", .state = "active", .lang = "en", .permissions = ""
};
static const struct account carol = {
	.id = 2, .name = "Carol", .role = "customer", .state = "active", .lang = "en", .permissions = ""
};
static const struct account agent = { .id = 3,
	.name = "Agnė",
	.role = "agent",
	.state = "active",
	.lang = "en",
	.permissions = "reply assign" };
static const struct account full = { .id = 5,
	.name = "Full",
	.role = "agent",
	.state = "active",
	.lang = "en",
	.permissions = "all_tickets" };
static const struct account dora = {
	.id = 6, .name = "Dora", .role = "customer", .state = "active", .lang = "lt", .permissions = ""
};

static int setup(void **state)
{
	static const char *const tables[] = { "outbox", "audit_origin", "audit", "ticket", "ticket_tally",
		"topic", "team", "company", "account", "staff_role" };
	scratch_sql("UPDATE ticket SET follows_id = NULL");
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	scratch_sql("INSERT INTO staff_role (id, name, name_key, permissions, created_at) VALUES"
	            " (1, 'Some', 'some', 'reply assign', 1), (2, 'All', 'all', 'all_tickets', 1)");
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, role, role_id, state, lang, created_at, "
	            "updated_at) VALUES"
	            " (1, 'a@x.org', 'a@x.org', 'Alice', 'customer', NULL, 'active', 'en', 1, 1),"
	            " (2, 'c@x.org', 'c@x.org', 'Carol', 'customer', NULL, 'active', 'en', 1, 1),"
	            " (3, 'g@x.org', 'g@x.org', 'Agnė', 'agent', 1, 'active', 'en', 1, 1),"
	            " (4, 's@x.org', 's@x.org', 'Second', 'agent', 1, 'active', 'en', 1, 1),"
	            " (5, 'f@x.org', 'f@x.org', 'Full', 'agent', 2, 'active', 'en', 1, 1),"
	            " (6, 'd@x.org', 'd@x.org', 'Dora', 'customer', NULL, 'active', 'lt', 1, 1),"
	            " (9, 'b@x.org', 'b@x.org', 'Bob', 'customer', NULL, 'active', 'en', 1, 1)");
	scratch_sql("INSERT INTO company (id, name, name_key, created_at, updated_at) VALUES"
	            " (40, 'Forty', 'forty', 1, 1), (41, 'Other', 'other', 1, 1)");
	scratch_sql(
	        "INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES"
	        " (40, 1, FALSE, 'own', 1), (40, 2, FALSE, 'colleagues', 1), (40, 6, FALSE, 'finance', 1),"
	        " (41, 1, TRUE, '', 1)");
	scratch_sql("INSERT INTO team (id, name, name_key, created_at) VALUES (7, 'Seven', 'seven', 1), (8, "
	            "'Eight', 'eight', 1)");
	scratch_sql("INSERT INTO team_member VALUES (7, 3), (8, 4)");
	scratch_sql("INSERT INTO topic (id, slug, team_id) VALUES (70, 'seven', 7), (80, 'eight', 8)");
	return scratch_reset(state);
}

static int64_t file(
        const struct account *who, int64_t company_id, int64_t topic_id, const char *subject, int64_t now)
{
	const struct ticket_draft draft = { .requester_id = who->id,
		.requester_name = who->name,
		.company_id = company_id,
		.topic_id = topic_id,
		.subject = subject,
		.body = "Words.",
		.priority = "normal",
		.language = language_find("en"),
		.now = now };
	int64_t number = 0;

	assert_int_equal(ticket_open(scratch.db, scratch.arena, &draft, &number), RC_OK);
	return number;
}

static struct ticket find(int64_t number, const struct account *who)
{
	struct ticket ticket;

	assert_int_equal(ticket_find(scratch.db, scratch.arena, number, who->id, true, "en", &ticket), RC_OK);
	return ticket;
}

static struct ticket lock(int64_t number, const struct account *who)
{
	struct ticket ticket;

	assert_int_equal(ticket_lock(scratch.db, scratch.arena, number, who->id, &ticket), RC_OK);
	return ticket;
}

static bool may_read(int64_t number, const struct account *who)
{
	struct ticket found = find(number, who), locked = lock(number, who);
	struct ticket_rights rights = ticket_rights(&found), again = ticket_rights(&locked);

	assert_int_equal(may_read_ticket(who, &rights), may_read_ticket(who, &again));
	return may_read_ticket(who, &rights);
}

/* --- customers' lists ------------------------------------------------------------------------- */

/* Whether a list with any tab, order, search or direction holds the ticket; all of them must agree. */
static bool lists(enum ticket_scope scope, const struct account *who, int64_t company_id, int64_t number)
{
	static const enum ticket_tab tabs[] = { TICKET_TAB_ALL, TICKET_TAB_OPEN };
	static const char *const searches[] = { "", "words" };
	int held = 0, asked = 0;
	for (int i = 0; i < 16; i++) {
		struct ticket_filter filter = { .scope = scope,
			.account_id = who->id,
			.company_id = company_id,
			.tab = tabs[i & 1],
			.by_created = (i & 2) != 0,
			.search = searches[(i & 4) != 0],
			.language = language_find("en") };
		if (i & 8)
			filter.place = (struct list_place){ 1, 1, true, true };
		struct db_rows rows;
		bool more;
		assert_int_equal(ticket_list(scratch.db, scratch.arena, &filter, 20, &rows, &more), RC_OK);
		const struct ticket_row *items = rows.items;
		for (size_t row = 0; row < rows.count; row++)
			held += items[row].number == number;
		asked++;
	}
	char text[24];
	(void)snprintf(text, sizeof(text), "%lld", (long long)number);
	const struct ticket_filter by_number = { .scope = scope,
		.account_id = who->id,
		.company_id = company_id,
		.search = text,
		.language = language_find("en") };
	struct db_rows rows;
	bool more;
	assert_int_equal(ticket_list(scratch.db, scratch.arena, &by_number, 20, &rows, &more), RC_OK);
	held += rows.count > 0;
	asked++;
	assert_true(held == 0 || held == asked);
	return held > 0;
}

static void a_list_holds_what_was_filed_for_whom_one_acts(void **state)
{
	(void)state;
	int64_t own = file(&alice, 0, 0, "Own", NOW), forty = file(&alice, 40, 0, "Forty", NOW + 1);
	int64_t other = file(&alice, 41, 0, "Other", NOW + 2), hers = file(&carol, 40, 0, "Hers", NOW + 3);

	assert_true(lists(TICKET_SCOPE_OWN, &alice, 0, own));
	assert_false(lists(TICKET_SCOPE_OWN, &alice, 0, forty));
	assert_true(lists(TICKET_SCOPE_OWN, &alice, 40, forty));
	assert_false(lists(TICKET_SCOPE_OWN, &alice, 40, own));
	assert_false(lists(TICKET_SCOPE_OWN, &alice, 40, other));
	assert_false(lists(TICKET_SCOPE_OWN, &alice, 40, hers));
	assert_true(lists(TICKET_SCOPE_COMPANY, &carol, 40, forty));
	assert_true(lists(TICKET_SCOPE_COMPANY, &carol, 40, hers));
	assert_false(lists(TICKET_SCOPE_COMPANY, &carol, 40, own));
	assert_false(lists(TICKET_SCOPE_COMPANY, &carol, 40, other));
}

static void counts_and_the_home_page_follow_the_list(void **state)
{
	(void)state;
	struct ticket_counts counts;
	struct db_rows rows;
	int64_t count;

	file(&alice, 0, 0, "Own", NOW);
	file(&alice, 40, 0, "Forty", NOW + 1);
	int64_t newest = file(&alice, 40, 0, "Forty too", NOW + 2);
	file(&carol, 40, 0, "Hers", NOW + 3);
	struct ticket_filter filter = { .account_id = 1, .company_id = 40 };
	assert_int_equal(ticket_counts(scratch.db, scratch.arena, &filter, &counts), RC_OK);
	assert_int_equal(counts.all_count, 2);
	filter.scope = TICKET_SCOPE_COMPANY;
	assert_int_equal(ticket_counts(scratch.db, scratch.arena, &filter, &counts), RC_OK);
	assert_int_equal(counts.open_count, 3);
	filter.scope = TICKET_SCOPE_SHARED;
	assert_int_equal(ticket_counts(scratch.db, scratch.arena, &filter, &counts), RC_OK);
	assert_int_equal(counts.all_count, 0);
	assert_int_equal(ticket_list_open_brief(scratch.db, scratch.arena, 1, 40, 5, &rows, &count), RC_OK);
	assert_int_equal(count, 2);
	assert_int_equal(((const struct ticket_row *)rows.items)->number, newest);
	assert_int_equal(ticket_list_open_brief(scratch.db, scratch.arena, 1, 0, 5, &rows, &count), RC_OK);
	assert_int_equal(count, 1);
}

static void rows_of_a_company_name_their_requester(void **state)
{
	(void)state;
	struct ticket_filter filter = { .scope = TICKET_SCOPE_COMPANY,
		.account_id = 2,
		.company_id = 40,
		.tab = TICKET_TAB_ALL,
		.search = "" };
	struct db_rows rows;
	bool more;

	file(&alice, 40, 0, "Forty", NOW);
	assert_int_equal(ticket_list(scratch.db, scratch.arena, &filter, 20, &rows, &more), RC_OK);
	const struct ticket_row *row = rows.items;
	assert_string_equal(row->requester, "Alice");
	assert_int_equal(row->company_id, 40);
}

/* --- participants ------------------------------------------------------------------------------ */

static enum rc add(int64_t number, int64_t account_id)
{
	struct ticket ticket = lock(number, &alice);

	return participant_add(scratch.db, scratch.arena, &ticket, &alice, false, account_id, NOW + 5);
}

static void a_participant_reads_until_he_is_removed(void **state)
{
	(void)state;
	int64_t number = file(&alice, 40, 0, "Together", NOW);
	struct db_rows people, messages;
	bool earlier;

	assert_false(may_read(number, &dora));
	assert_int_equal(add(number, dora.id), RC_OK);
	assert_int_equal(add(number, dora.id), RC_OK);
	assert_true(may_read(number, &dora));
	assert_true(lists(TICKET_SCOPE_SHARED, &dora, 40, number));
	assert_true(lists(TICKET_SCOPE_SHARED, &dora, 0, number));
	assert_false(lists(TICKET_SCOPE_SHARED, &dora, 41, number));
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'participant' AND "
	                       "account_id = 6 AND lang = 'lt'"),
	        1);
	struct ticket ticket = lock(number, &alice);
	assert_int_equal(participant_list(scratch.db, scratch.arena, &ticket, &people), RC_OK);
	assert_int_equal(people.count, 1);
	assert_true(participant_is_current(&people, dora.id));
	assert_int_equal(
	        participant_remove(scratch.db, scratch.arena, &ticket, &alice, false, dora.id, NOW + 6),
	        RC_OK);
	assert_int_equal(
	        participant_remove(scratch.db, scratch.arena, &ticket, &alice, false, dora.id, NOW + 7),
	        RC_OK);
	assert_false(may_read(number, &dora));
	assert_false(lists(TICKET_SCOPE_SHARED, &dora, 40, number));
	assert_int_equal(participant_list(scratch.db, scratch.arena, &ticket, &people), RC_OK);
	assert_string_equal(participant_name(&people, dora.id), "Dora");
	assert_false(participant_is_current(&people, dora.id));
	assert_null(participant_name(&people, alice.id));
	assert_int_equal(
	        message_list_public(scratch.db, scratch.arena, ticket.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 3);
	const struct message *items = messages.items;
	assert_string_equal(items[1].event, "added");
	assert_string_equal(items[1].event_to, "6");
	assert_string_equal(items[2].event, "removed");
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM audit WHERE action LIKE "
	                                "'ticket.%-person' AND detail = 'account 6'"),
	        2);
}

static void who_leaves_the_company_reads_nothing_at_once(void **state)
{
	(void)state;
	int64_t number = file(&alice, 40, 0, "Together", NOW);

	assert_int_equal(add(number, dora.id), RC_OK);
	assert_true(may_read(number, &carol));
	scratch_sql("DELETE FROM company_member WHERE company_id = 40");
	assert_false(may_read(number, &dora));
	assert_false(may_read(number, &carol));
	assert_false(may_read(number, &alice));
	assert_false(lists(TICKET_SCOPE_SHARED, &dora, 0, number));
}

static void a_disabled_company_s_tickets_are_read_by_nobody(void **state)
{
	(void)state;
	int64_t number = file(&alice, 40, 0, "Together", NOW);

	assert_int_equal(add(number, dora.id), RC_OK);
	scratch_sql("UPDATE company SET state = 'disabled' WHERE id = 40");
	assert_false(may_read(number, &dora));
	assert_false(may_read(number, &alice));
	assert_false(lists(TICKET_SCOPE_SHARED, &dora, 0, number));
}

static void only_members_of_the_ticket_s_company_can_be_added(void **state)
{
	(void)state;
	int64_t number = file(&alice, 40, 0, "Together", NOW), own = file(&alice, 0, 0, "Own", NOW);

	assert_int_equal(add(number, 9), RC_INVALID);
	assert_int_equal(add(number, agent.id), RC_INVALID);
	assert_int_equal(add(number, alice.id), RC_INVALID);
	assert_int_equal(add(number, 777), RC_INVALID);
	assert_int_equal(add(own, carol.id), RC_INVALID);
	scratch_sql("UPDATE account SET state = 'disabled' WHERE id = 6");
	assert_int_equal(add(number, dora.id), RC_INVALID);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM ticket_participant"), 0);
}

static void a_ticket_has_so_many_participants_and_no_more(void **state)
{
	(void)state;
	int64_t number = file(&alice, 40, 0, "Crowd", NOW);

	for (int i = 0; i <= LIMIT_PARTICIPANTS; i++) {
		scratch_sql(arena_format(scratch.arena,
		        "INSERT INTO account (id, mail, mail_key, name, state, lang, created_at, updated_at)"
		        " VALUES (%d, 'p%d', 'p%d', 'P', 'active', 'en', 1, 1)",
		        100 + i, i, i));
		scratch_sql(arena_format(scratch.arena,
		        "INSERT INTO company_member (company_id, account_id, created_at) VALUES (40, %d, 1)",
		        100 + i));
	}
	for (int i = 0; i < LIMIT_PARTICIPANTS; i++)
		assert_int_equal(add(number, 100 + i), RC_OK);
	assert_int_equal(add(number, 100), RC_OK);
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_int_equal(add(number, 100 + LIMIT_PARTICIPANTS), RC_LIMITED);
	db_rollback(scratch.db);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket_participant"), LIMIT_PARTICIPANTS);
}

static void a_colleague_s_visit_and_reply_leave_what_is_new_to_the_requester(void **state)
{
	(void)state;
	int64_t number = file(&alice, 40, 0, "News", NOW);
	struct ticket ticket = lock(number, &agent);

	assert_int_equal(
	        desk_answer(scratch.db, scratch.arena, &ticket, &agent, "Here.", NULL, "waiting", NOW + 5),
	        RC_OK);
	ticket = find(number, &carol);
	assert_int_equal(ticket_seen(scratch.db, &ticket, carol.id), RC_OK);
	ticket = find(number, &alice);
	assert_true(ticket_is_new(&ticket));
	const struct ticket_said said = { .body = "Thanks." };
	assert_int_equal(ticket_reply(scratch.db, scratch.arena, &ticket, &carol, &said, NOW + 6), RC_OK);
	assert_int_equal(find(number, &alice).customer_seen_at, 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'ticket_answer' AND "
	                       "account_id = 1"),
	        2);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE account_id = 2"), 0);
}

static void a_lost_link_is_for_the_ticket_s_own_address(void **state)
{
	(void)state;
	int64_t number = file(&alice, 0, 0, "Mine", NOW), id;

	assert_int_equal(ticket_of_address(scratch.db, scratch.arena, number, "A@X.org", &id), RC_OK);
	assert_int_equal(id, find(number, &alice).id);
	assert_int_equal(ticket_of_address(scratch.db, scratch.arena, number, "c@x.org", &id), RC_OK);
	assert_int_equal(id, 0);
	assert_int_equal(ticket_of_address(scratch.db, scratch.arena, 1, "a@x.org", &id), RC_OK);
	assert_int_equal(id, 0);
	scratch_sql("UPDATE account SET state = 'disabled' WHERE id = 1");
	assert_int_equal(ticket_of_address(scratch.db, scratch.arena, number, "a@x.org", &id), RC_OK);
	assert_int_equal(id, 0);
}

/* --- teams -------------------------------------------------------------------------------------- */

static struct queue_sight sight_of(const struct account *who)
{
	struct queue_sight sight;

	assert_int_equal(queue_sight(scratch.db, scratch.arena, who, &sight), RC_OK);
	return sight;
}

/* The tickets of team 7, of team 8, of none, and one of team 8 that Agnė has. */
static void file_for_teams(int64_t numbers[4])
{
	static const int64_t topics[] = { 70, 80, 0, 80 };

	for (int i = 0; i < 4; i++)
		numbers[i] = file(&alice, 0, topics[i], "Teams", NOW + i);
	scratch_sql(arena_format(scratch.arena, "UPDATE ticket SET assignee_id = 3 WHERE number = %lld",
	        (long long)numbers[3]));
}

static bool queued(const struct queue_sight *sight, struct queue_filter filter, int64_t number)
{
	bool held[2] = { false, false };
	for (int newest = 0; newest < 2; newest++) {
		struct db_rows rows;
		bool more;
		filter.newest_first = newest;
		assert_int_equal(
		        queue_list(scratch.db, scratch.arena, sight, &filter, 20, &rows, &more), RC_OK);
		const struct queue_row *items = rows.items;
		for (size_t i = 0; i < rows.count; i++)
			held[newest] = held[newest] || items[i].number == number;
	}
	assert_int_equal(held[0], held[1]);
	return held[0];
}

static size_t search(const struct queue_sight *sight, const char *text)
{
	struct db_rows rows;
	bool more;

	assert_int_equal(
	        queue_search(scratch.db, scratch.arena, sight, language_find("en"), text, 20, &rows, &more),
	        RC_OK);
	return rows.count;
}

static void topics_route_to_their_team(void **state)
{
	(void)state;
	int64_t numbers[4];

	file_for_teams(numbers);
	assert_int_equal(find(numbers[0], &alice).team_id, 7);
	assert_int_equal(find(numbers[1], &alice).team_id, 8);
	assert_int_equal(find(numbers[2], &alice).team_id, 0);
}

static void an_agent_s_queue_holds_what_he_may_work_on(void **state)
{
	(void)state;
	struct queue_sight some = sight_of(&agent), all = sight_of(&full);
	static const bool seen[] = { true, false, true, true };
	int64_t numbers[4];
	char text[24];

	file_for_teams(numbers);
	for (int i = 0; i < 4; i++) {
		struct ticket ticket = lock(numbers[i], &agent);
		struct ticket_rights rights = ticket_rights(&ticket);
		assert_int_equal(may_work_ticket(&agent, &rights), seen[i]);
		assert_int_equal(
		        queued(&some, (struct queue_filter){ .queue = QUEUE_OPEN }, numbers[i]), seen[i]);
		assert_true(queued(&all, (struct queue_filter){ .queue = QUEUE_OPEN }, numbers[i]));
		(void)snprintf(text, sizeof(text), "%lld", (long long)numbers[i]);
		assert_int_equal(search(&some, text), seen[i]);
		assert_int_equal(search(&all, text), 1);
	}
	assert_int_equal(search(&some, "a@x.org"), 3);
	assert_int_equal(search(&some, "teams"), 3);
	assert_int_equal(search(&all, "teams"), 4);
	assert_true(queued(&some, (struct queue_filter){ .queue = QUEUE_UNASSIGNED }, numbers[0]));
	assert_false(queued(&some, (struct queue_filter){ .queue = QUEUE_UNASSIGNED }, numbers[1]));
	assert_true(queued(&some, (struct queue_filter){ .queue = QUEUE_MINE }, numbers[3]));
}

static void counts_and_parts_of_the_queue_agree(void **state)
{
	(void)state;
	struct queue_sight some = sight_of(&agent), all = sight_of(&full);
	struct queue_counts counts;
	struct queue_filter filter = { .queue = QUEUE_OPEN };
	int64_t numbers[4];

	assert_int_equal(some.own.count, 1);
	assert_string_equal(some.teams, "7");
	assert_int_equal(all.own.count, 2);
	file_for_teams(numbers);
	assert_int_equal(queue_counts(scratch.db, scratch.arena, &some, &filter, &counts), RC_OK);
	assert_int_equal(counts.open_count, 3);
	assert_int_equal(counts.unassigned_count, 2);
	assert_int_equal(counts.mine_count, 1);
	assert_int_equal(queue_counts(scratch.db, scratch.arena, &all, &filter, &counts), RC_OK);
	assert_int_equal(counts.open_count, 4);
	filter.part = QUEUE_PART_TEAM;
	filter.team_id = 8;
	assert_int_equal(queue_counts(scratch.db, scratch.arena, &all, &filter, &counts), RC_OK);
	assert_int_equal(counts.open_count, 2);
	assert_true(queued(&all, filter, numbers[1]));
	assert_false(queued(&all, filter, numbers[0]));
	filter.part = QUEUE_PART_NO_TEAM;
	assert_true(queued(&all, filter, numbers[2]));
	assert_false(queued(&all, filter, numbers[1]));
}

static enum rc change(int64_t number, int64_t team_id, int64_t assignee_id)
{
	struct ticket ticket = lock(number, &agent);
	const struct ticket_facts facts = { .version = ticket.version,
		.state = ticket.state,
		.priority = ticket.priority,
		.assignee_id = assignee_id,
		.team_id = team_id };

	return desk_change(scratch.db, scratch.arena, &ticket, &agent, &facts, NOW + 9);
}

static void a_ticket_goes_to_who_may_see_it(void **state)
{
	(void)state;
	int64_t number = file(&alice, 0, 70, "Move me", NOW);
	struct db_rows messages;
	bool earlier;

	assert_int_equal(change(number, 7, 4), RC_INVALID);
	assert_int_equal(change(number, 7, alice.id), RC_INVALID);
	assert_int_equal(change(number, 777, 0), RC_INVALID);
	assert_int_equal(change(number, 7, 5), RC_OK);
	assert_int_equal(change(number, 7, 3), RC_OK);
	assert_int_equal(change(number, 8, 3), RC_OK);
	struct ticket ticket = find(number, &alice);
	assert_int_equal(ticket.team_id, 8);
	assert_int_equal(ticket.assignee_id, 0);
	assert_int_equal(change(number, 0, 4), RC_OK);
	assert_int_equal(
	        message_list_public(scratch.db, scratch.arena, ticket.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket_message WHERE event = 'team'"), 2);
}

static void the_side_offers_who_may_work_and_shows_what_may_be_seen(void **state)
{
	(void)state;
	int64_t numbers[4];
	struct desk_side side;

	file_for_teams(numbers);
	struct ticket ticket = lock(numbers[0], &agent);
	assert_int_equal(desk_side(scratch.db, scratch.arena, &ticket, &agent, 5, &side), RC_OK);
	assert_int_equal(side.agent_count, 2);
	assert_string_equal(side.agents[0].name, "Agnė");
	assert_string_equal(side.agents[1].name, "Full");
	assert_int_equal(side.team_count, 2);
	assert_string_equal(side.teams[1].name, "Seven");
	assert_true(side.teams[1].own);
	assert_false(side.teams[0].own);
	assert_int_equal(side.other_count, 2);
	for (size_t i = 0; i < side.other_count; i++)
		assert_int_not_equal(side.others[i].number, numbers[1]);
	assert_int_equal(desk_side(scratch.db, scratch.arena, &ticket, &full, 5, &side), RC_OK);
	assert_int_equal(side.other_count, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_list_holds_what_was_filed_for_whom_one_acts, setup),
		cmocka_unit_test_setup(counts_and_the_home_page_follow_the_list, setup),
		cmocka_unit_test_setup(rows_of_a_company_name_their_requester, setup),
		cmocka_unit_test_setup(a_participant_reads_until_he_is_removed, setup),
		cmocka_unit_test_setup(who_leaves_the_company_reads_nothing_at_once, setup),
		cmocka_unit_test_setup(a_disabled_company_s_tickets_are_read_by_nobody, setup),
		cmocka_unit_test_setup(only_members_of_the_ticket_s_company_can_be_added, setup),
		cmocka_unit_test_setup(a_ticket_has_so_many_participants_and_no_more, setup),
		cmocka_unit_test_setup(
		        a_colleague_s_visit_and_reply_leave_what_is_new_to_the_requester, setup),
		cmocka_unit_test_setup(a_lost_link_is_for_the_ticket_s_own_address, setup),
		cmocka_unit_test_setup(topics_route_to_their_team, setup),
		cmocka_unit_test_setup(an_agent_s_queue_holds_what_he_may_work_on, setup),
		cmocka_unit_test_setup(counts_and_parts_of_the_queue_agree, setup),
		cmocka_unit_test_setup(a_ticket_goes_to_who_may_see_it, setup),
		cmocka_unit_test_setup(the_side_offers_who_may_work_and_shows_what_may_be_seen, setup),
	};
	scratch_open("ticket_people", 1);
	return cmocka_run_group_tests_name("ticket people", tests, NULL, scratch_close);
}
