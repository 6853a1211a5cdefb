/* People as staff sees them: lists, edits, the last administrator, and two accounts that become one. */
#include <pthread.h>
#include <unistd.h>

#include "base/language.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/person.h"
#include "domain/person_merge.h"
#include "domain/ticket.h"
#include "scratch.h"

static int64_t now;

static int setup(void **state)
{
	static const char *const tables[] = { "outbox", "forum_topic", "forum_category", "suggestion",
		"suggestion_board", "people_group", "notice", "notify_choice", "ticket_participant",
		"attachment", "ticket_message", "ticket", "team_member", "team", "company_member", "company",
		"session", "mail_token", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	return 0;
}

static int64_t add(const char *mail, const char *name, const char *role, const char *state)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = name, .role = role, .state = state, .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static void run(const char *format, int64_t a, int64_t b)
{
	const char *values[] = { arena_format(scratch.arena, "%lld", (long long)a),
		arena_format(scratch.arena, "%lld", (long long)b) };
	scratch_sql(text_fill(scratch.arena, format, values, 2));
}

static int64_t ask(const char *format, int64_t a, int64_t b)
{
	const char *values[] = { arena_format(scratch.arena, "%lld", (long long)a),
		arena_format(scratch.arena, "%lld", (long long)b) };
	const char *question = text_fill(scratch.arena, format, values, 2);
	return scratch_ask(arena_format(scratch.arena, "SELECT (%s) AS number", question));
}

static struct person lock(int64_t id)
{
	struct person person;
	assert_int_equal(person_lock(scratch.db, scratch.arena, id, &person), RC_OK);
	return person;
}

/* --- lists ----------------------------------------------------------------------------------- */

static struct db_rows list(struct person_filter filter, bool *more)
{
	struct db_rows rows;
	assert_int_equal(person_list(scratch.db, scratch.arena, &filter, 2, &rows, more), RC_OK);
	return rows;
}

static const char *name_at(struct db_rows rows, size_t index)
{
	return index < rows.count ? ((const struct person_row *)rows.items)[index].name : "";
}

static void names_stand_in_alphabetical_order_and_page_by_key(void **state)
{
	(void)state;
	add("c@x.example", "Žana", "customer", "active");
	add("b@x.example", "bela", "customer", "active");
	int64_t second = add("a@x.example", "Ąžuolas", "customer", "active");
	add("d@x.example", "Gone", "customer", "deleted");
	bool more;
	struct db_rows rows = list((struct person_filter){ 0 }, &more);
	assert_string_equal(name_at(rows, 0), "Ąžuolas");
	assert_string_equal(name_at(rows, 1), "bela");
	assert_true(more);
	struct list_place place = { .id = ((const struct person_row *)rows.items)[1].id, .set = true };
	rows = list((struct person_filter){ .place = place }, &more);
	assert_int_equal(rows.count, 1);
	assert_string_equal(name_at(rows, 0), "Žana");
	place.backwards = true;
	rows = list((struct person_filter){ .place = place }, &more);
	assert_int_equal(((const struct person_row *)rows.items)[0].id, second);
	rows = list((struct person_filter){ .downwards = true }, &more);
	assert_string_equal(name_at(rows, 0), "Žana");
	rows = list((struct person_filter){ .place = { .id = 999999, .set = true } }, &more);
	assert_string_equal(name_at(rows, 0), "Ąžuolas");
}

static void a_filter_by_what_may_be_seen_hides_who_may_more(void **state)
{
	(void)state;
	add("a@x.example", "A", "admin", "active");
	add("b@x.example", "B", "agent", "active");
	add("c@x.example", "C", "customer", "active");
	bool more;
	assert_int_equal(list((struct person_filter){ .visible = "0" }, &more).count, 1);
	const char *visible =
	        arena_format(scratch.arena, "0,%lld", (long long)ask("SELECT MIN(id) FROM staff_role", 0, 0));
	assert_int_equal(list((struct person_filter){ .visible = visible }, &more).count, 2);
	assert_false(more);
	(void)list((struct person_filter){ 0 }, &more);
	assert_true(more);
}

/* --- the last administrator ------------------------------------------------------------------ */

static void the_last_administrator_stays_one(void **state)
{
	(void)state;
	int64_t first = add("a@x.example", "A", "admin", "active");
	add("b@x.example", "B", "admin", "disabled");
	struct person person = lock(first);
	assert_int_equal(
	        person_set_role(scratch.db, scratch.arena, &person, "customer", 0, 0, now), RC_CONFLICT);
	assert_int_equal(person_disable(scratch.db, scratch.arena, &person, 0, now), RC_CONFLICT);
	int64_t second = add("c@x.example", "C", "admin", "active");
	assert_int_equal(person_set_role(scratch.db, scratch.arena, &person, "customer", 0, 0, now), RC_OK);
	person = lock(second);
	assert_int_equal(person_disable(scratch.db, scratch.arena, &person, 0, now), RC_CONFLICT);
	assert_int_equal(
	        ask("SELECT COUNT(*) FROM account WHERE role = 'admin' AND state = 'active'", 0, 0), 1);
}

struct demotion {
	struct db *db;
	struct arena *arena;
	int64_t id;
	enum rc rc;
};

static enum rc demote_unit(void *context)
{
	struct demotion *demotion = context;
	struct person person;
	enum rc rc = person_lock(demotion->db, demotion->arena, demotion->id, &person);
	return rc == RC_OK
	               ? person_set_role(demotion->db, demotion->arena, &person, "customer", 0, 0, time_now())
	               : rc;
}

static void *demote(void *context)
{
	struct demotion *demotion = context;
	demotion->rc = db_transact(demotion->db, demote_unit, demotion);
	return NULL;
}

static void of_two_who_go_at_once_one_stays(void **state)
{
	(void)state;
	for (int turn = 0; turn < 10; turn++) {
		scratch_sql("DELETE FROM account");
		struct demotion both[2];
		pthread_t threads[2];
		for (int i = 0; i < 2; i++)
			both[i] = (struct demotion){ .db = scratch_connect(),
				.arena = arena_new(4096, 1 << 20),
				.id = add(i ? "a@x.example" : "b@x.example", "A", "admin", "active") };
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, demote, &both[i]), 0);
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal((both[0].rc == RC_OK) + (both[1].rc == RC_OK), 1);
		assert_int_equal((both[0].rc == RC_CONFLICT) + (both[1].rc == RC_CONFLICT), 1);
		assert_int_equal(ask("SELECT COUNT(*) FROM account WHERE role = 'admin'", 0, 0), 1);
		for (int i = 0; i < 2; i++) {
			db_close(both[i].db);
			arena_free(both[i].arena);
		}
	}
}

/* --- merging --------------------------------------------------------------------------------- */

static int64_t ticket_of(int64_t account_id, int64_t number)
{
	run("INSERT INTO ticket (number, requester_id, subject, lang, created_at, updated_at, activity_at)"
	    " VALUES ({2}, {1}, 'S', 'en', 1, 1, 1)",
	        account_id, number);
	int64_t id = ask("SELECT id FROM ticket WHERE number = {1}", number, 0);
	run("INSERT INTO ticket_message (ticket_id, kind, author_id, body, created_at) VALUES ({1}, "
	    "'public', {2}, 'B', 1)",
	        id, account_id);
	run("INSERT INTO attachment (public_id, ticket_id, message_id, owner_id, name, type, size, hash, "
	    "created_at)"
	    " SELECT RANDOM_BYTES(16), ticket_id, id, {2}, 'f', 'text/plain', 1, RANDOM_BYTES(32), 1 FROM "
	    "ticket_message"
	    " WHERE ticket_id = {1}",
	        id, account_id);
	return id;
}

static int64_t company_of(int64_t account_id, const char *rights, bool owner)
{
	scratch_sql("INSERT INTO company (name, name_key, created_at, updated_at) VALUES ('C', 'c', 1, 1)");
	int64_t id = ask("SELECT MAX(id) FROM company", 0, 0);
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES "
	        "(%lld, %lld, %d, '%s', 1)",
	        (long long)id, (long long)account_id, owner, rights));
	return id;
}

static enum rc merge(int64_t kept_id, int64_t other_id)
{
	struct person kept, other;
	enum rc rc = person_lock_both(scratch.db, scratch.arena, kept_id, other_id, &kept, &other);
	return rc == RC_OK ? person_merge(scratch.db, scratch.arena, &kept, &other, 0, now) : rc;
}

static void a_merge_moves_everything_and_doubles_nothing(void **state)
{
	(void)state;
	int64_t kept = add("k@x.example", "Kept", "customer", "active"),
	        other = add("o@x.example", "Other", "customer", "active"),
	        third = add("t@x.example", "Third", "customer", "active");
	ticket_of(kept, 10000001);
	int64_t mine = ticket_of(other, 10000002), theirs = ticket_of(third, 10000003);
	for (int i = 0; i < 2; i++)
		run("INSERT INTO ticket_participant (ticket_id, account_id, created_at) VALUES ({1}, {2}, 1)",
		        theirs, i ? kept : other);
	run("INSERT INTO ticket_participant (ticket_id, account_id, created_at) VALUES ({1}, {2}, 1)", mine,
	        kept);
	int64_t shared = company_of(kept, "own finance", false), alone = company_of(other, "own", true);
	run("INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES ({1}, "
	    "{2}, TRUE, 'own orders', 1)",
	        shared, other);
	for (int i = 0; i < 2; i++)
		run("INSERT INTO notice (account_id, event, ticket_id, created_at) VALUES ({1}, "
		    "'ticket_answer', {2}, 5)",
		        i ? kept : other, theirs);
	run("INSERT INTO notice (account_id, event, ticket_id, created_at) VALUES ({1}, 'ticket_answer', "
	    "{2}, 6)",
	        other, mine);
	run("INSERT INTO notify_choice (account_id, event, channel, wanted) VALUES ({1}, 'e', 'mail', TRUE), "
	    "({2}, 'e', 'mail', FALSE), ({2}, 'f', 'mail', FALSE)",
	        kept, other);
	run("INSERT INTO ticket_tally (requester_id, company_id, open_count) VALUES ({1}, 0, 1), ({2}, 0, 1)",
	        kept, other);

	assert_int_equal(merge(kept, other), RC_OK);

	assert_int_equal(ask("SELECT open_count FROM ticket_tally WHERE requester_id = {1}", kept, 0), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket_tally WHERE requester_id = {1}", other, 0), 0);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket WHERE requester_id = {1}", kept, 0), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket_message WHERE author_id = {1}", kept, 0), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM attachment WHERE owner_id = {1}", kept, 0), 2);
	assert_int_equal(
	        ask("SELECT COUNT(*) FROM ticket_participant WHERE account_id = {1} AND ticket_id = {2}",
	                kept, theirs),
	        1);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket_participant WHERE ticket_id = {1}", mine, 0), 0);
	assert_int_equal(ask("SELECT COUNT(*) FROM company_member WHERE account_id = {1}", kept, 0), 2);
	assert_int_equal(ask("SELECT owner FROM company_member WHERE account_id = {1} AND company_id = {2}",
	                         kept, shared),
	        1);
	assert_int_equal(ask("SELECT rights = 'own orders finance' FROM company_member WHERE account_id = "
	                     "{1} AND company_id = {2}",
	                         kept, shared),
	        1);
	assert_int_equal(ask("SELECT COUNT(*) FROM company_member WHERE account_id = {1} AND company_id = "
	                     "{2} AND owner",
	                         kept, alone),
	        1);
	assert_int_equal(
	        ask("SELECT COUNT(*) FROM notice WHERE account_id = {1} AND event <> 'security'", kept, 0),
	        2);
	assert_int_equal(
	        ask("SELECT COUNT(*) FROM notice WHERE account_id = {1} AND event = 'security'", kept, 0), 1);
	assert_int_equal(ask("SELECT notice_count FROM account WHERE id = {1}", kept, 0), 3);
	assert_int_equal(ask("SELECT COUNT(*) FROM notify_choice WHERE account_id = {1}", kept, 0), 2);
	assert_int_equal(
	        ask("SELECT wanted FROM notify_choice WHERE account_id = {1} AND event = 'e'", kept, 0), 1);
	assert_int_equal(ask("SELECT COUNT(*) FROM account WHERE id = {1} AND state = 'deleted' AND mail "
	                     "LIKE '%invalid'",
	                         other, 0),
	        1);
	assert_int_equal(
	        ask("SELECT COUNT(*) FROM outbox WHERE detail = 'accounts_merged' AND account_id = {1}", kept,
	                0),
	        2);
	assert_int_equal(merge(kept, other), RC_NOT_FOUND);
	assert_int_equal(merge(other, kept), RC_NOT_FOUND);
	add("o@x.example", "New", "customer", "active");
}

static void what_staff_works_on_stays_with_staff_only(void **state)
{
	(void)state;
	int64_t agent = add("a@x.example", "Agent", "agent", "active"),
	        second = add("b@x.example", "Second", "agent", "active"),
	        customer = add("c@x.example", "Customer", "customer", "active");
	int64_t ticket = ticket_of(customer, 10000001);
	scratch_sql("INSERT INTO team (name, name_key, created_at) VALUES ('T', 't', 1)");
	run("UPDATE ticket SET assignee_id = {2} WHERE id = {1}", ticket, agent);
	run("INSERT INTO team_member (team_id, account_id) SELECT id, {1} FROM team", agent, 0);
	assert_int_equal(merge(second, agent), RC_OK);
	assert_int_equal(ask("SELECT assignee_id FROM ticket WHERE id = {1}", ticket, 0), second);
	assert_int_equal(ask("SELECT COUNT(*) FROM team_member WHERE account_id = {1}", second, 0), 1);
	assert_int_equal(merge(customer, second), RC_OK);
	assert_int_equal(ask("SELECT assignee_id IS NULL FROM ticket WHERE id = {1}", ticket, 0), 1);
	assert_int_equal(ask("SELECT COUNT(*) FROM team_member", 0, 0), 0);
}

static void an_account_that_works_is_not_lost_to_one_that_does_not(void **state)
{
	(void)state;
	int64_t guest = add("g@x.example", "Guest", "customer", "guest"),
	        active = add("a@x.example", "Active", "customer", "active"),
	        admin = add("m@x.example", "Admin", "admin", "active");
	assert_int_equal(merge(guest, active), RC_INVALID);
	assert_int_equal(merge(active, admin), RC_CONFLICT);
	assert_int_equal(merge(active, active), RC_INVALID);
	assert_int_equal(merge(active, guest), RC_OK);
}

struct merging {
	struct db *db;
	struct arena *arena;
	int64_t kept, other;
	enum rc rc;
};

static enum rc merge_unit(void *context)
{
	struct merging *merging = context;
	struct person kept, other;
	enum rc rc =
	        person_lock_both(merging->db, merging->arena, merging->kept, merging->other, &kept, &other);
	return rc == RC_OK ? person_merge(merging->db, merging->arena, &kept, &other, 0, time_now()) : rc;
}

static void *merge_at_once(void *context)
{
	struct merging *merging = context;
	merging->rc = db_transact(merging->db, merge_unit, merging);
	return NULL;
}

static void of_two_merges_in_both_directions_one_happens(void **state)
{
	(void)state;
	for (int turn = 0; turn < 10; turn++) {
		setup(state);
		int64_t a = add("a@x.example", "A", "customer", "active"),
		        b = add("b@x.example", "B", "customer", "active");
		ticket_of(a, 10000001);
		ticket_of(b, 10000002);
		struct merging both[2];
		pthread_t threads[2];
		for (int i = 0; i < 2; i++)
			both[i] = (struct merging){ .db = scratch_connect(),
				.arena = arena_new(4096, 1 << 20),
				.kept = i ? a : b,
				.other = i ? b : a };
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, merge_at_once, &both[i]), 0);
		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal((both[0].rc == RC_OK) + (both[1].rc == RC_OK), 1);
		int64_t kept = both[0].rc == RC_OK ? both[0].kept : both[1].kept;
		assert_int_equal(ask("SELECT COUNT(*) FROM ticket WHERE requester_id = {1}", kept, 0), 2);
		assert_int_equal(ask("SELECT COUNT(*) FROM account WHERE state = 'active'", 0, 0), 1);
		for (int i = 0; i < 2; i++) {
			db_close(both[i].db);
			arena_free(both[i].arena);
		}
	}
}

/* --- a merge in the community ---------------------------------------------------------------- */

/* Ids of the kept {1}, the other {2} and a third person (9). */
static void fill_community(int64_t kept, int64_t other)
{
	static const char *const statements[] = {
		"INSERT INTO forum_category (id, slug, created_at) VALUES (1, 'help', 1)",
		/* 1: the kept one asks, the other answers; 2: a third one asks, the other answers; 3: the
		   other's */
		"INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, places, "
		"reply_count, "
		"like_count, answered_at, last_post_id, last_id, created_at, activity_at) VALUES"
		" (1, 1, 'public', {1}, 'A', 'en', 2, 1, 0, 20, 12, {2}, 10, 20),"
		" (2, 1, 'public', 9, 'B', 'en', 2, 1, 2, 20, 22, {2}, 10, 20),"
		" (3, 1, 'public', {2}, 'C', 'en', 1, 0, 1, NULL, 31, {2}, 10, 10)",
		"INSERT INTO forum_post (id, topic_id, place, author_id, body, like_count, flag_count, "
		"created_at) VALUES"
		" (11, 1, 1, {1}, 'a', 0, 0, 10), (12, 1, 2, {2}, 'b', 1, 0, 20), (21, 2, 1, 9, 'c', 2, 2, "
		"10),"
		" (22, 2, 2, {2}, 'd', 1, 0, 20), (31, 3, 1, {2}, 'e', 1, 0, 10)",
		"INSERT INTO forum_like VALUES (12, {1}, 1), (21, {1}, 1), (21, {2}, 2), (22, 9, 1), (31, 9, "
		"1)",
		"INSERT INTO forum_flag (post_id, account_id, reason, created_at) VALUES (21, {1}, 'spam', "
		"1), (21, {2}, "
		"'spam', 2)",
		"INSERT INTO follow (account_id, kind, ref_id, mail, created_at) VALUES ({1}, 'topic', 2, "
		"'off', 1),"
		" ({2}, 'topic', 2, 'now', 1), ({2}, 'topic', 3, 'now', 1)",
		"INSERT INTO forum_read VALUES ({1}, 2, 1, 5), ({2}, 2, 2, 4), ({2}, 3, 1, 4)",
		"INSERT INTO people_group (id, name, name_key, created_at) VALUES (1, 'G', 'g', 1), (2, 'H', "
		"'h', 1)",
		"INSERT INTO people_group_member VALUES (1, {1}, 1), (1, {2}, 2), (2, {2}, 2)",
		"INSERT INTO suggestion_board (id, slug, created_at) VALUES (1, 'ideas', 1)",
		"INSERT INTO suggestion (id, board_id, audience, author_id, title, body, lang, status_at, "
		"vote_count, "
		"comment_count, heat, created_at, updated_at) VALUES"
		" (1, 1, 'public', 9, 'Both', '', 'en', 1, 3, 0, 9, 1, 1), (2, 1, 'public', {2}, 'His', '', "
		"'en', 1, 1, 1, 8, "
		"1, 1)",
		"INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (1, {1}, "
		"1700000000), (1, {2}, "
		"1700000001), (1, 9, 1700000000), (2, {2}, 1700000000)",
		"INSERT INTO suggestion_comment (suggestion_id, author_id, body, created_at) VALUES (2, {2}, "
		"'x', 1700000000)",
		"INSERT INTO trust (account_id, topics_read, posts_read, days, flags_right, votes, "
		"created_at) VALUES"
		" ({1}, 1, 1, 4, 1, 1, 9), ({2}, 2, 3, 7, 2, 2, 3), (9, 0, 0, 0, 0, 0, 1)",
		"UPDATE trust SET likes_got = 2 WHERE account_id = 9",
		"UPDATE forum_topic SET solved_post_id = id * 10 + 2 WHERE id IN (1, 2)",
		"SET foreign_key_checks = FALSE",
		"INSERT INTO ticket_topic (ticket_id, topic_id, agent_id, created_at) VALUES (1, 2, {2}, 1)",
		"SET foreign_key_checks = TRUE",
		"INSERT INTO badge VALUES ({1}, 'reader', 50), ({2}, 'reader', 40), ({2}, 'helper', 30)",
		"INSERT INTO digest_item (account_id, kind, topic_id, due_at, created_at) VALUES ({1}, "
		"'forum_post', 2, 9, 1),"
		" ({2}, 'forum_post', 2, 9, 1), ({2}, 'forum_post', 3, 9, 1)",
	};
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, created_at, updated_at) VALUES (9, "
	            "'x@example.org', "
	            "'x@example.org', 'Third', 1, 1)");
	for (size_t i = 0; i < LENGTH(statements); i++)
		run(statements[i], kept, other);
}

static void a_merge_counts_what_both_did_once(void **state)
{
	(void)state;
	static const char *const hold[] = {
		"suggestion_vote WHERE suggestion_id = 1", /* two: his and the third one's */
		"forum_like WHERE post_id = 21 AND account_id = {1}",
		"suggestion WHERE id = 1 AND vote_count = 2 AND heat > 1000",
		"suggestion WHERE id = 2 AND vote_count = 1 AND author_id = {1}",
		"suggestion_comment WHERE author_id = {1}",
		"forum_post WHERE id = 21 AND like_count = 1 AND flag_count = 1",
		"forum_topic WHERE id = 2 AND like_count = 1 AND last_id = {1} AND answered_at = 20",
		"forum_post WHERE id = 12 AND like_count = 0 AND author_id = {1}",
		"forum_topic WHERE id = 1 AND answered_at IS NULL AND author_id = {1}",
		"follow WHERE account_id = {1} AND ref_id = 2 AND mail = 'off'",
		"forum_read WHERE account_id = {1} AND topic_id = 2 AND place = 2 AND seen_at = 5",
		"badge WHERE account_id = {1} AND badge = 'reader' AND created_at = 40",
		"trust WHERE account_id = {1} AND topics_read = 2 AND posts_read = 3 AND days = 7 AND "
		"flags_right = 3"
		/* neither the vote for his own idea nor the answer to himself */
		" AND votes = 1 AND solved = 1 AND likes_given = 1 AND likes_got = 2 AND topics = 2 AND "
		"posts = 4 AND suggestions = 1",
		"search_dirty WHERE kind = 'suggestion' AND ref_id = 1",
		"search_dirty WHERE kind = 'topic' AND ref_id = 1",
		"ticket_topic WHERE agent_id = {1}",
		"trust WHERE account_id = 9 AND likes_got = 1",
	};
	static const char *const gone[] = { "suggestion_vote WHERE account_id = {2}",
		"forum_like WHERE account_id = {2}", "forum_flag WHERE account_id = {2}",
		"follow WHERE account_id = {2}", "forum_read WHERE account_id = {2}",
		"people_group_member WHERE account_id = {2}", "trust WHERE account_id = {2}",
		"badge WHERE account_id = {2}", "digest_item WHERE account_id = {2}",
		"ticket_topic WHERE agent_id = {2}", "forum_post WHERE author_id = {2}",
		"forum_topic WHERE author_id = {2} OR last_id = {2}", "suggestion WHERE author_id = {2}",
		"forum_like WHERE post_id = 12" };
	int64_t kept = add("kept@example.org", "Kept", "customer", "active");
	int64_t other = add("other@example.org", "Other", "customer", "active");
	struct merge_preview preview;
	fill_community(kept, other);
	assert_int_equal(person_merge_preview(scratch.db, scratch.arena, other, &preview), RC_OK);
	assert_int_equal(preview.post_count, 3);
	assert_int_equal(preview.vote_count, 2);
	assert_int_equal(preview.group_count, 2);
	assert_int_equal(merge(kept, other), RC_OK);
	for (size_t i = 0; i < LENGTH(hold); i++) {
		const char *question = arena_format(scratch.arena, "SELECT COUNT(*) > 0 FROM %s", hold[i]);
		if (ask(question, kept, other) != 1)
			fail_msg("not so: %s", hold[i]);
	}
	for (size_t i = 0; i < LENGTH(gone); i++) {
		const char *question = arena_format(scratch.arena, "SELECT COUNT(*) FROM %s", gone[i]);
		if (ask(question, kept, other) != 0)
			fail_msg("still there: %s", gone[i]);
	}
	assert_int_equal(ask("SELECT COUNT(*) FROM people_group_member WHERE account_id = {1}", kept, 0), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM digest_item WHERE account_id = {1}", kept, 0), 2);
	assert_int_equal(ask("SELECT COUNT(*) FROM suggestion_vote", 0, 0), 3);
}

/* --- a merge and a ticket at the same moment ------------------------------------------------- */

static enum rc file(struct db *db, struct arena *arena, int64_t requester_id)
{
	int64_t number;
	const struct ticket_draft draft = { .requester_id = requester_id,
		.requester_name = "B",
		.subject = "In between",
		.body = "Filed while the accounts are merged.",
		.priority = "normal",
		.language = language_find("en"),
		.now = now };
	return ticket_open(db, arena, &draft, &number);
}

static void a_ticket_filed_before_a_merge_ends_comes_along(void **state)
{
	(void)state;
	int64_t a = add("a@x.example", "A", "customer", "active"),
	        b = add("b@x.example", "B", "customer", "active");
	struct merging merging = {
		.db = scratch_connect(), .arena = arena_new(4096, 1 << 20), .kept = a, .other = b
	};
	pthread_t thread;
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_int_equal(file(scratch.db, scratch.arena, b), RC_OK);
	assert_int_equal(pthread_create(&thread, NULL, merge_at_once, &merging), 0);
	usleep(100000); /* it waits for the account now */
	assert_int_equal(db_commit(scratch.db), RC_OK);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(merging.rc, RC_OK);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket WHERE requester_id = {1}", a, 0), 1);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket_message WHERE author_id = {1}", b, 0), 0);
	db_close(merging.db);
	arena_free(merging.arena);
}

static enum rc file_unit(void *context)
{
	struct merging *filing = context;
	return file(filing->db, filing->arena, filing->other);
}

static void *file_at_once(void *context)
{
	struct merging *filing = context;
	filing->rc = db_transact(filing->db, file_unit, filing);
	return NULL;
}

static void a_ticket_filed_after_a_merge_began_is_nobodys(void **state)
{
	(void)state;
	int64_t a = add("a@x.example", "A", "customer", "active"),
	        b = add("b@x.example", "B", "customer", "active");
	struct merging filing = { .db = scratch_connect(), .arena = arena_new(4096, 1 << 20), .other = b };
	pthread_t thread;
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_int_equal(merge(a, b), RC_OK);
	assert_int_equal(pthread_create(&thread, NULL, file_at_once, &filing), 0);
	usleep(100000); /* it waits for the account now */
	assert_int_equal(db_commit(scratch.db), RC_OK);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_not_equal(filing.rc, RC_OK);
	assert_int_equal(ask("SELECT COUNT(*) FROM ticket", 0, 0), 0);
	db_close(filing.db);
	arena_free(filing.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(names_stand_in_alphabetical_order_and_page_by_key, setup),
		cmocka_unit_test_setup(a_filter_by_what_may_be_seen_hides_who_may_more, setup),
		cmocka_unit_test_setup(the_last_administrator_stays_one, setup),
		cmocka_unit_test_setup(of_two_who_go_at_once_one_stays, setup),
		cmocka_unit_test_setup(a_merge_moves_everything_and_doubles_nothing, setup),
		cmocka_unit_test_setup(what_staff_works_on_stays_with_staff_only, setup),
		cmocka_unit_test_setup(an_account_that_works_is_not_lost_to_one_that_does_not, setup),
		cmocka_unit_test_setup(a_merge_counts_what_both_did_once, setup),
		cmocka_unit_test_setup(of_two_merges_in_both_directions_one_happens, setup),
		cmocka_unit_test_setup(a_ticket_filed_before_a_merge_ends_comes_along, setup),
		cmocka_unit_test_setup(a_ticket_filed_after_a_merge_began_is_nobodys, setup),
	};
	scratch_open("person", 1);
	return cmocka_run_group_tests_name("person", tests, NULL, scratch_close);
}
