/* Tickets: filing, replying, ending, the queue, notes; what customers can never see. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/message.h"
#include "domain/queue.h"
#include "domain/ticket.h"
#include "domain/ticket_desk.h"
#include "domain/ticket_list.h"
#include "domain/topic.h"
#include "scratch.h"

#define NOW    INT64_C(1800000000)
#define MARKER "zebra-only-for-staff"

static const struct account alice = {
	.id = 1, .name = "Alice", .role = "customer", .state = "active", .lang = "en"
};
static const struct account bob = {
	.id = 2, .name = "Bob", .role = "customer", .state = "active", .lang = "lt"
};
static const struct account agent = {
	.id = 3, .name = "Agnė", .role = "agent", .state = "active", .lang = "lt"
};

static const struct queue_sight everything = { .agent_id = 3, .all = true, .teams = "" };

static int setup(void **state)
{
	scratch_sql("DELETE FROM outbox");
	scratch_sql("DELETE FROM audit");
	scratch_sql("UPDATE ticket SET follows_id = NULL");
	scratch_sql("DELETE FROM ticket");
	scratch_sql("DELETE FROM ticket_tally");
	scratch_sql("DELETE FROM topic");
	scratch_sql("DELETE FROM account");
	scratch_sql(
	        "INSERT INTO account (id, mail, mail_key, name, role, state, lang, created_at, updated_at) "
	        "VALUES"
	        " (1, 'Alice@example.org', 'alice@example.org', 'Alice', 'customer', 'active', 'en', 1, 1),"
	        " (2, 'bob@example.org', 'bob@example.org', 'Bob', 'customer', 'active', 'lt', 1, 1),"
	        " (3, 'agne@example.org', 'agne@example.org', 'Agnė', 'agent', 'active', 'lt', 1, 1)");
	return scratch_reset(state);
}

static struct ticket_draft draft(const struct account *who, const char *subject, int64_t now)
{
	return (struct ticket_draft){ .requester_id = who->id,
		.requester_name = who->name,
		.subject = subject,
		.body = "It happened *today*.",
		.priority = "normal",
		.language = language_find("en"),
		.now = now };
}

static int64_t file(const struct account *who, const char *subject, int64_t now)
{
	struct ticket_draft made = draft(who, subject, now);
	int64_t number = 0;

	assert_int_equal(ticket_open(scratch.db, scratch.arena, &made, &number), RC_OK);
	return number;
}

static struct ticket find(int64_t number)
{
	struct ticket ticket;

	assert_int_equal(ticket_find(scratch.db, scratch.arena, number, 0, false, "en", &ticket), RC_OK);
	return ticket;
}

static void reply(const struct account *who, int64_t number, const char *body, bool solved, int64_t now)
{
	struct ticket ticket = find(number);
	struct ticket_said said = { .body = body, .solved = solved };

	assert_int_equal(ticket_reply(scratch.db, scratch.arena, &ticket, who, &said, now), RC_OK);
}

static void answer(int64_t number, const char *body, const char *state, int64_t now)
{
	struct ticket ticket = find(number);

	assert_int_equal(
	        desk_answer(scratch.db, scratch.arena, &ticket, &agent, body, NULL, state, now), RC_OK);
}

static void note(int64_t number, const char *body, int64_t now)
{
	struct ticket ticket = find(number);

	assert_int_equal(desk_note(scratch.db, scratch.arena, &ticket, &agent, body, NULL, now), RC_OK);
}

static struct db_rows list(struct ticket_filter filter, size_t most, bool *more)
{
	struct db_rows rows;

	filter.language = language_find("en");
	if (filter.search == NULL)
		filter.search = "";
	assert_int_equal(ticket_list(scratch.db, scratch.arena, &filter, most, &rows, more), RC_OK);
	return rows;
}

/* --- filing ------------------------------------------------------------------------------------ */

static void a_ticket_has_a_number_of_eight_digits_and_its_first_message(void **state)
{
	(void)state;
	struct ticket ticket = find(file(&alice, "The hub blinks", NOW));
	struct db_rows messages;
	bool earlier;

	assert_in_range(ticket.number, 10000000, 99999999);
	assert_string_equal(ticket.state, "open");
	assert_int_equal(ticket.requester_id, alice.id);
	assert_int_equal(ticket.version, 1);
	assert_null(ticket.topic);
	assert_null(ticket.answers);
	assert_int_equal(
	        message_list_public(scratch.db, scratch.arena, ticket.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 1);
	const struct message *first = messages.items;
	assert_non_null(strstr(first->html, "It happened <em>today</em>."));
	assert_int_equal(
	        scratch_number(
	                "SELECT COUNT(*) AS number FROM ticket_message WHERE body = 'It happened *today*.'"),
	        1);
	assert_string_equal(first->author, "Alice");
	assert_false(earlier);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'ticket_received'"), 1);
	assert_int_equal(
	        scratch_number(
	                "SELECT COUNT(*) AS number FROM audit WHERE action = 'ticket.open' AND actor_id = 1"),
	        1);
}

static void numbers_differ_and_are_not_in_order(void **state)
{
	(void)state;
	int rises = 0;
	int64_t before = 0;

	for (int i = 0; i < 40; i++) {
		int64_t number = file(&alice, "Again", NOW);
		rises += number > before;
		before = number;
	}
	assert_int_equal(scratch_number("SELECT COUNT(DISTINCT number) AS number FROM ticket"), 40);
	assert_in_range(rises, 5, 35);
}

static void answers_to_a_topic_stay_as_they_read_when_it_was_filed(void **state)
{
	(void)state;
	scratch_sql("INSERT INTO topic (id, slug) VALUES (7, 'device')");
	scratch_sql("INSERT INTO topic_text VALUES (7, 'en', 'A device', ''), (7, 'lt', 'Įrenginys', '')");
	struct ticket_draft made = draft(&alice, "Broken", NOW);
	made.topic_id = 7;
	made.answers[0] = (struct topic_answer){ "Which device", "Hub" };
	made.answers[1] = (struct topic_answer){ "Serial number", "AH2" };
	made.answer_count = 2;
	int64_t number;
	assert_int_equal(ticket_open(scratch.db, scratch.arena, &made, &number), RC_OK);
	struct ticket ticket;
	assert_int_equal(ticket_find(scratch.db, scratch.arena, number, 0, false, "lt", &ticket), RC_OK);
	assert_string_equal(ticket.topic, "Įrenginys");
	assert_string_equal(ticket.answers, "Which device\tHub\nSerial number\tAH2");
	assert_int_equal(ticket_find(scratch.db, scratch.arena, number, 0, false, "fa", &ticket), RC_OK);
	assert_string_equal(ticket.topic, "A device");
}

static void topics_come_in_order_with_english_where_a_translation_lacks(void **state)
{
	(void)state;
	scratch_sql("INSERT INTO topic (id, slug, position, active) VALUES (1, 'b', 20, 1), (2, 'a', 10, 1), "
	            "(3, 'c', 5, 0)");
	scratch_sql("INSERT INTO topic_text VALUES (1, 'en', 'Second', 'hint'), (2, 'en', 'First', ''), (2, "
	            "'lt', 'Pirma', '')");
	scratch_sql("INSERT INTO topic_field (id, topic_id, slug, kind, required, position) VALUES (5, 1, "
	            "'wish', 'select', 1, 1)");
	scratch_sql("INSERT INTO topic_field_text VALUES (5, 'en', 'Wish', '', 'one\ntwo\nthree')");
	struct db_rows topics, fields;
	assert_int_equal(topic_list(scratch.db, scratch.arena, "lt", &topics), RC_OK);
	assert_int_equal(topics.count, 2);
	const struct topic *items = topics.items;
	assert_string_equal(items[0].name, "Pirma");
	assert_string_equal(items[1].name, "Second");
	assert_ptr_equal(topic_in(&topics, "b"), &items[1]);
	assert_null(topic_in(&topics, "c"));
	assert_int_equal(topic_field_list(scratch.db, scratch.arena, 1, "fa", &fields), RC_OK);
	assert_int_equal(fields.count, 1);
	const char *option;
	assert_int_equal(topic_option(scratch.arena, fields.items, 3, &option), RC_OK);
	assert_string_equal(option, "three");
	assert_int_equal(topic_option(scratch.arena, fields.items, 4, &option), RC_OK);
	assert_null(option);
	assert_int_equal(topic_option(scratch.arena, fields.items, 0, &option), RC_OK);
	assert_null(option);
}

/* --- the requester ----------------------------------------------------------------------------- */

static void a_reply_opens_a_waiting_or_solved_ticket_again(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Again and again", NOW);

	answer(number, "Try this.", "waiting", NOW + 10);
	reply(&alice, number, "No.", false, NOW + 20);
	assert_string_equal(find(number).state, "open");
	answer(number, "Then this.", "solved", NOW + 30);
	assert_int_equal(find(number).solved_at, NOW + 30);
	reply(&alice, number, "Still not.", false, NOW + 40);
	struct ticket ticket = find(number);
	assert_string_equal(ticket.state, "open");
	assert_int_equal(ticket.solved_at, 0);
	assert_int_equal(ticket.updated_at, NOW + 40);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket_message WHERE event = 'reopened'"), 1);
	assert_int_equal(scratch_number("SELECT message_count AS number FROM ticket"), 5);
}

static void a_reply_may_say_that_it_is_solved(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Fine now", NOW);

	reply(&alice, number, "Thanks, it works.", true, NOW + 5);
	assert_string_equal(find(number).state, "solved");
	assert_int_equal(find(number).solved_at, NOW + 5);
}

static void closing_keeps_the_reason_and_works_once(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Close me", NOW);

	for (int i = 0; i < 2; i++) {
		struct ticket ticket = find(number);
		assert_int_equal(
		        ticket_close(scratch.db, &ticket, &alice, "other", "my words", NOW + 5 + i), RC_OK);
	}
	assert_string_equal(find(number).state, "closed");
	assert_string_equal(find(number).close_reason, "other");
	assert_int_equal(find(number).solved_at, NOW + 5);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM ticket_message WHERE event = "
	                                "'closed' AND event_to = 'other'"
	                                " AND body = 'my words'"),
	        1);
}

static void an_ended_ticket_opens_within_the_stated_days_only(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Old", NOW);
	struct ticket ticket = find(number);
	struct ticket_said said = { .body = "late" };

	assert_int_equal(ticket_close(scratch.db, &ticket, &alice, "not_needed", "", NOW), RC_OK);
	ticket = find(number);
	int64_t late = NOW + LIMIT_REOPEN_DAYS * DAY;
	assert_false(ticket_may_reopen(&ticket, late));
	assert_int_equal(ticket_reopen(scratch.db, &ticket, &alice, late), RC_CONFLICT);
	assert_int_equal(ticket_reply(scratch.db, scratch.arena, &ticket, &alice, &said, late), RC_CONFLICT);
	assert_true(ticket_may_reopen(&ticket, late - 1));
	assert_int_equal(ticket_reopen(scratch.db, &ticket, &alice, late - 1), RC_OK);
	assert_string_equal(find(number).state, "open");
	assert_string_equal(find(number).close_reason, "");
}

static void a_later_ticket_follows_the_ended_one(void **state)
{
	(void)state;
	int64_t first = file(&alice, "First", NOW);
	struct ticket_draft made = draft(&alice, "Second", NOW + 5);
	int64_t number;

	made.follows_id = find(first).id;
	assert_int_equal(ticket_open(scratch.db, scratch.arena, &made, &number), RC_OK);
	assert_int_equal(find(number).follows, first);
	assert_int_equal(find(first).follows, 0);
}

static void what_staff_wrote_is_new_until_it_was_seen(void **state)
{
	(void)state;
	int64_t number = file(&alice, "News", NOW);
	struct ticket ticket = find(number);

	assert_false(ticket_is_new(&ticket));
	answer(number, "Here.", "waiting", NOW + 10);
	ticket = find(number);
	assert_true(ticket_is_new(&ticket));
	assert_int_equal(ticket_seen(scratch.db, &ticket, alice.id), RC_OK);
	ticket = find(number);
	assert_false(ticket_is_new(&ticket));
	db_budget(scratch.db, 0);
	assert_int_equal(ticket_seen(scratch.db, &ticket, alice.id), RC_OK);
	assert_int_equal(db_statements(scratch.db), 0);
}

/* --- lists ------------------------------------------------------------------------------------- */

static void check_tally(int64_t open, int64_t waiting, int64_t solved)
{
	struct ticket_counts counts;

	assert_int_equal(
	        ticket_counts(scratch.db, scratch.arena, &(struct ticket_filter){ .account_id = 1 }, &counts),
	        RC_OK);
	assert_int_equal(counts.open_count, open);
	assert_int_equal(counts.waiting_count, waiting);
	assert_int_equal(counts.solved_count, solved);
}

static void whoever_moves_a_ticket_keeps_the_tally_of_its_requester(void **state)
{
	(void)state;
	int64_t number = file(&alice, "One", NOW);
	struct ticket ticket;

	check_tally(1, 0, 0);
	answer(number, "?", "waiting", NOW + 1);
	check_tally(0, 1, 0);
	answer(number, "??", "waiting", NOW + 2);
	check_tally(0, 1, 0);
	reply(&alice, number, "!", false, NOW + 3);
	check_tally(1, 0, 0);
	reply(&alice, number, "Thanks", true, NOW + 4);
	check_tally(0, 0, 1);
	ticket = find(number);
	assert_int_equal(ticket_close(scratch.db, &ticket, &alice, "answered", "", NOW + 5), RC_OK);
	check_tally(0, 0, 1);
	ticket = find(number);
	assert_int_equal(ticket_reopen(scratch.db, &ticket, &alice, NOW + 6), RC_OK);
	check_tally(1, 0, 0);
	ticket = find(number);
	struct ticket_facts facts = { .version = ticket.version, .state = "solved", .priority = "high" };
	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &facts, NOW + 7), RC_OK);
	check_tally(0, 0, 1);
	file(&bob, "His", NOW + 8);
	check_tally(0, 0, 1);
}

static void tabs_hold_what_they_say_and_only_ones_own(void **state)
{
	(void)state;
	bool more;
	int64_t waiting = file(&alice, "Waiting", NOW);
	int64_t closed = file(&alice, "Closed", NOW + 1);
	int64_t solved = file(&alice, "Solved", NOW + 2);
	int64_t open = file(&alice, "Open", NOW + 3);
	file(&bob, "Bob's", NOW + 4);
	answer(waiting, "?", "waiting", NOW + 5);
	answer(solved, "!", "solved", NOW + 6);
	struct ticket ticket = find(closed);
	assert_int_equal(ticket_close(scratch.db, &ticket, &alice, "answered", "", NOW + 7), RC_OK);

	struct db_rows rows =
	        list((struct ticket_filter){ .account_id = 1, .tab = TICKET_TAB_SOLVED }, 20, &more);
	const struct ticket_row *items = rows.items;
	assert_int_equal(rows.count, 2);
	assert_int_equal(items[0].number, closed);
	assert_int_equal(items[1].number, solved);
	assert_true(ticket_row_is_new(&items[1], alice.id));
	rows = list((struct ticket_filter){ .account_id = 1, .tab = TICKET_TAB_OPEN }, 20, &more);
	assert_int_equal(rows.count, 1);
	assert_int_equal(((const struct ticket_row *)rows.items)->number, open);
	rows = list((struct ticket_filter){ .account_id = 1, .tab = TICKET_TAB_ALL, .by_created = true }, 20,
	        &more);
	assert_int_equal(rows.count, 4);
	assert_int_equal(((const struct ticket_row *)rows.items)->number, open);
	struct ticket_counts counts;
	assert_int_equal(
	        ticket_counts(scratch.db, scratch.arena, &(struct ticket_filter){ .account_id = 1 }, &counts),
	        RC_OK);
	assert_int_equal(counts.open_count, 1);
	assert_int_equal(counts.waiting_count, 1);
	assert_int_equal(counts.solved_count, 2);
	assert_int_equal(counts.all_count, 4);
	int64_t count;
	assert_int_equal(ticket_list_open_brief(scratch.db, scratch.arena, 1, 0, 1, &rows, &count), RC_OK);
	assert_int_equal(rows.count, 1);
	assert_int_equal(count, 2);
	assert_int_equal(((const struct ticket_row *)rows.items)->number, waiting);
	assert_int_equal(ticket_list_open_brief(scratch.db, scratch.arena, 77, 0, 5, &rows, &count), RC_OK);
	assert_int_equal(rows.count, 0);
	assert_int_equal(count, 0);
}

/* Reads a list page by page, first down and then up again, and compares with the numbers in order. */
static void pages_meet(bool by_created)
{
	struct ticket_filter filter = { .account_id = 1, .tab = TICKET_TAB_ALL, .by_created = by_created };
	int64_t seen[10];
	size_t count = 0;
	bool more = true;

	while (more) {
		struct db_rows rows = list(filter, 3, &more);
		const struct ticket_row *items = rows.items;
		for (size_t i = 0; i < rows.count; i++)
			seen[count++] = items[i].number;
		const struct ticket_row *last = &items[rows.count - 1];
		filter.place = (struct list_place){ by_created ? last->created_at : last->updated_at,
			last->id, true, false };
	}
	assert_int_equal(count, 10);
	filter.place.backwards = true;
	struct db_rows rows = list(filter, 3, &more);
	const struct ticket_row *items = rows.items;
	assert_int_equal(rows.count, 3);
	assert_true(more);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(items[i].number, seen[6 + i]);
}

static void pages_by_key_lose_and_repeat_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		file(&alice, "Many", NOW + i / 3); /* several of the same second */
	pages_meet(false);
	pages_meet(true);
}

static void own_tickets_are_found_by_number_and_words(void **state)
{
	(void)state;
	bool more;
	int64_t number = file(&alice, "The thermostat shows nothing", NOW);
	int64_t other = file(&bob, "My thermostat too", NOW);
	char text[24];

	struct ticket_filter filter = {
		.account_id = 1, .tab = TICKET_TAB_OPEN, .search = "thermostat happened"
	};
	struct db_rows rows = list(filter, 20, &more);
	assert_int_equal(rows.count, 1);
	assert_int_equal(((const struct ticket_row *)rows.items)->number, number);
	filter.search = "thermostat doorbell";
	assert_int_equal(list(filter, 20, &more).count, 0);
	snprintf(text, sizeof(text), "#%lld", (long long)number);
	filter.search = text;
	assert_int_equal(list(filter, 20, &more).count, 1);
	snprintf(text, sizeof(text), "%lld", (long long)other);
	assert_int_equal(list(filter, 20, &more).count, 0);
}

/* --- the desk ---------------------------------------------------------------------------------- */

static void a_note_moves_and_shows_nothing_to_the_customer(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Secret", NOW);
	struct ticket before = find(number);
	struct db_rows messages;
	bool earlier;

	note(number, MARKER, NOW + 100);
	struct ticket after = find(number);
	assert_int_equal(after.updated_at, before.updated_at);
	assert_int_equal(after.activity_at, NOW + 100);
	assert_false(after.last_by_staff);
	assert_int_equal(scratch_number("SELECT message_count AS number FROM ticket"), 1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE kind <> 'ticket_received'"), 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket_word WHERE word LIKE 'zebra%'"), 0);
	assert_int_equal(
	        message_list_public(scratch.db, scratch.arena, after.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 1);
	assert_int_equal(
	        message_list_all(scratch.db, scratch.arena, after.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 2);
	assert_non_null(strstr(((const struct message *)messages.items)[1].html, MARKER));
}

static void customers_see_public_events_only(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Events", NOW);
	struct ticket ticket = find(number);
	struct ticket_facts facts = {
		.version = 1, .state = "solved", .priority = "urgent", .assignee_id = agent.id
	};
	struct db_rows messages;
	bool earlier;

	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &facts, NOW + 1), RC_OK);
	assert_int_equal(
	        message_list_all(scratch.db, scratch.arena, ticket.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 4);
	assert_int_equal(
	        message_list_public(scratch.db, scratch.arena, ticket.id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 2);
	assert_string_equal(((const struct message *)messages.items)[1].event, "state");
	assert_string_equal(((const struct message *)messages.items)[1].event_to, "solved");
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'ticket_state'"), 1);
}

static void a_stale_form_changes_nothing(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Two agents", NOW);
	struct ticket ticket = find(number);
	struct ticket_facts first = { .version = 1, .state = "open", .priority = "high", .assignee_id = 0 };
	struct ticket_facts second = {
		.version = 1, .state = "open", .priority = "low", .assignee_id = agent.id
	};

	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &first, NOW + 1), RC_OK);
	ticket = find(number);
	assert_int_equal(ticket.version, 2);
	assert_int_equal(
	        desk_change(scratch.db, scratch.arena, &ticket, &agent, &second, NOW + 2), RC_CONFLICT);
	assert_string_equal(find(number).priority, "high");
	second.priority = "high";
	second.assignee_id = 0;
	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &second, NOW + 2), RC_OK);
	assert_int_equal(find(number).version, 2);
}

static void only_staff_can_be_assigned(void **state)
{
	(void)state;
	struct ticket ticket = find(file(&alice, "Whose", NOW));
	struct ticket_facts facts = {
		.version = 1, .state = "open", .priority = "normal", .assignee_id = bob.id
	};

	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &facts, NOW), RC_INVALID);
	assert_int_equal(find(ticket.number).assignee_id, 0);
}

static size_t queue_size(enum queue queue, bool *more)
{
	struct queue_filter filter = { .queue = queue };
	struct db_rows rows;

	assert_int_equal(queue_list(scratch.db, scratch.arena, &everything, &filter, 2, &rows, more), RC_OK);
	return rows.count;
}

static void a_count_that_was_full_is_believed_for_a_while_and_others_are_not(void **state)
{
	(void)state;
	const struct queue_filter filter = { .part = QUEUE_PART_NO_TEAM };
	const struct queue_sight sight = { .agent_id = 77, .teams = "" }; /* this test's alone */
	struct queue_counts counts;

	scratch_sql("INSERT INTO ticket (number, requester_id, subject, lang, created_at, updated_at, "
	            "activity_at)"
	            " SELECT 20000000 + seq, 1, 'Many', 'en', 1, 1, 1 FROM seq_1_to_1200");
	assert_int_equal(queue_counts(scratch.db, scratch.arena, &sight, &filter, &counts), RC_OK);
	assert_int_equal(counts.open_count, LIMIT_COUNT);
	assert_int_equal(counts.waiting_count, 0);
	scratch_sql("UPDATE ticket SET state = 'waiting' WHERE number > 20000100");
	assert_int_equal(queue_counts(scratch.db, scratch.arena, &sight, &filter, &counts), RC_OK);
	assert_int_equal(counts.open_count, LIMIT_COUNT);
	assert_int_equal(counts.waiting_count, LIMIT_COUNT);
	assert_int_equal(counts.mine_count, 0);
	assert_int_equal(
	        queue_counts(scratch.db, scratch.arena, &sight, &(struct queue_filter){ 0 }, &counts), RC_OK);
	assert_int_equal(counts.open_count, 100);
	assert_int_equal(counts.waiting_count, LIMIT_COUNT);
	scratch_sql("DELETE FROM ticket");
}

static void the_queue_counts_and_lists_the_same(void **state)
{
	(void)state;
	bool more;
	struct queue_counts counts;
	int64_t mine = file(&alice, "Mine", NOW);
	struct ticket ticket = find(mine);
	struct ticket_facts facts = {
		.version = 1, .state = "open", .priority = "normal", .assignee_id = agent.id
	};

	file(&alice, "Unassigned", NOW + 1);
	file(&bob, "Unassigned too", NOW + 2);
	answer(file(&bob, "Waits", NOW + 3), "?", "waiting", NOW + 4);
	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &facts, NOW + 5), RC_OK);
	assert_int_equal(
	        queue_counts(scratch.db, scratch.arena, &everything, &(struct queue_filter){ 0 }, &counts),
	        RC_OK);
	assert_int_equal(counts.mine_count, 1);
	assert_int_equal(counts.unassigned_count, 2);
	assert_int_equal(counts.open_count, 3);
	assert_int_equal(counts.waiting_count, 1);
	assert_int_equal(counts.solved_count, 0);
	assert_int_equal(queue_size(QUEUE_MINE, &more), 1);
	assert_int_equal(queue_size(QUEUE_UNASSIGNED, &more), 2);
	assert_false(more);
	assert_int_equal(queue_size(QUEUE_OPEN, &more), 2);
	assert_true(more);
	assert_int_equal(queue_size(QUEUE_SOLVED, &more), 0);
}

static void the_queue_pages_both_ways(void **state)
{
	(void)state;
	struct queue_filter filter = { .queue = QUEUE_OPEN };
	struct db_rows rows;
	int64_t numbers[5];
	bool more;

	for (int i = 0; i < 5; i++)
		numbers[i] = file(&alice, "Line", NOW + i);
	assert_int_equal(queue_list(scratch.db, scratch.arena, &everything, &filter, 2, &rows, &more), RC_OK);
	const struct queue_row *items = rows.items;
	assert_int_equal(items[0].number, numbers[0]);
	filter.place = (struct list_place){ items[1].activity_at, items[1].id, true, false };
	assert_int_equal(queue_list(scratch.db, scratch.arena, &everything, &filter, 2, &rows, &more), RC_OK);
	items = rows.items;
	assert_int_equal(items[0].number, numbers[2]);
	assert_true(more);
	filter.place = (struct list_place){ items[0].activity_at, items[0].id, true, true };
	assert_int_equal(queue_list(scratch.db, scratch.arena, &everything, &filter, 2, &rows, &more), RC_OK);
	items = rows.items;
	assert_int_equal(items[0].number, numbers[0]);
	assert_int_equal(items[1].number, numbers[1]);
	assert_false(more);
	filter = (struct queue_filter){ .queue = QUEUE_OPEN, .newest_first = true };
	assert_int_equal(queue_list(scratch.db, scratch.arena, &everything, &filter, 2, &rows, &more), RC_OK);
	assert_int_equal(((const struct queue_row *)rows.items)->number, numbers[4]);
}

static size_t found(const char *search)
{
	struct db_rows rows;
	bool more;

	assert_int_equal(queue_search(scratch.db, scratch.arena, &everything, language_find("en"), search, 20,
	                         &rows, &more),
	        RC_OK);
	return rows.count;
}

static void agents_find_by_number_mail_and_words(void **state)
{
	(void)state;
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)file(&alice, "The doorbell is silent", NOW));
	file(&bob, "Another doorbell", NOW);
	assert_int_equal(found(text), 1);
	assert_int_equal(found("ALICE@example.org"), 1);
	assert_int_equal(found("doorbells"), 2);
	assert_int_equal(found("silent doorbell"), 1);
	assert_int_equal(found("nobody@example.org"), 0);
	assert_int_equal(found("the"), 0);
}

static void the_desk_ticket_shows_its_requester_and_his_others(void **state)
{
	(void)state;
	int64_t number = file(&alice, "This", NOW);
	struct ticket ticket;
	struct ticket_requester requester;
	struct desk_side side;

	file(&alice, "That", NOW);
	file(&bob, "Not hers", NOW);
	assert_int_equal(desk_ticket(scratch.db, scratch.arena, number, 0, "en", &ticket, &requester), RC_OK);
	assert_string_equal(requester.mail, "Alice@example.org");
	assert_int_equal(desk_side(scratch.db, scratch.arena, &ticket, &agent, 5, &side), RC_OK);
	assert_int_equal(side.other_count, 1);
	assert_string_equal(side.others[0].subject, "That");
	assert_int_equal(side.agent_count, 1);
	assert_string_equal(side.agents[0].name, "Agnė");
}

static void a_long_thread_comes_in_pieces(void **state)
{
	(void)state;
	int64_t number = file(&alice, "Long", NOW);
	int64_t id = find(number).id;
	struct db_rows messages;
	bool earlier;

	for (int i = 0; i < LIMIT_THREAD + 5; i++)
		reply(&alice, number, "More.", false, NOW + i);
	assert_int_equal(message_list_public(scratch.db, scratch.arena, id, 0, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, LIMIT_THREAD);
	assert_true(earlier);
	const struct message *items = messages.items;
	assert_true(items[0].id < items[1].id);
	assert_int_equal(
	        message_list_public(scratch.db, scratch.arena, id, items[0].id, &messages, &earlier), RC_OK);
	assert_int_equal(messages.count, 6);
	assert_false(earlier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_ticket_has_a_number_of_eight_digits_and_its_first_message, setup),
		cmocka_unit_test_setup(numbers_differ_and_are_not_in_order, setup),
		cmocka_unit_test_setup(answers_to_a_topic_stay_as_they_read_when_it_was_filed, setup),
		cmocka_unit_test_setup(topics_come_in_order_with_english_where_a_translation_lacks, setup),
		cmocka_unit_test_setup(a_reply_opens_a_waiting_or_solved_ticket_again, setup),
		cmocka_unit_test_setup(a_reply_may_say_that_it_is_solved, setup),
		cmocka_unit_test_setup(closing_keeps_the_reason_and_works_once, setup),
		cmocka_unit_test_setup(an_ended_ticket_opens_within_the_stated_days_only, setup),
		cmocka_unit_test_setup(a_later_ticket_follows_the_ended_one, setup),
		cmocka_unit_test_setup(what_staff_wrote_is_new_until_it_was_seen, setup),
		cmocka_unit_test_setup(whoever_moves_a_ticket_keeps_the_tally_of_its_requester, setup),
		cmocka_unit_test_setup(tabs_hold_what_they_say_and_only_ones_own, setup),
		cmocka_unit_test_setup(pages_by_key_lose_and_repeat_nothing, setup),
		cmocka_unit_test_setup(own_tickets_are_found_by_number_and_words, setup),
		cmocka_unit_test_setup(a_note_moves_and_shows_nothing_to_the_customer, setup),
		cmocka_unit_test_setup(customers_see_public_events_only, setup),
		cmocka_unit_test_setup(a_stale_form_changes_nothing, setup),
		cmocka_unit_test_setup(only_staff_can_be_assigned, setup),
		cmocka_unit_test_setup(the_queue_counts_and_lists_the_same, setup),
		cmocka_unit_test_setup(
		        a_count_that_was_full_is_believed_for_a_while_and_others_are_not, setup),
		cmocka_unit_test_setup(the_queue_pages_both_ways, setup),
		cmocka_unit_test_setup(agents_find_by_number_mail_and_words, setup),
		cmocka_unit_test_setup(the_desk_ticket_shows_its_requester_and_his_others, setup),
		cmocka_unit_test_setup(a_long_thread_comes_in_pieces, setup),
	};
	scratch_open("ticket", 1);
	return cmocka_run_group_tests_name("ticket", tests, NULL, scratch_close);
}
