/*
 * What a person leaves in the community: every column of the database is searched for what must be gone, and
 * what must stay is looked at. And what he takes along: his archive.
 */
#include <string.h>

#include "base/text.h"
#include "domain/outbox.h"
#include "domain/person_data.h"
#include "domain/person_erase.h"
#include "columns.h"
#include "scratch.h"

#define NOW INT64_C(1800000000)

static int setup(void **state)
{
	static const char *const tables[] = { "outbox", "search_dirty", "attachment", "forum_topic",
		"forum_category", "suggestion", "suggestion_board", "people_group", "audit_origin", "audit",
		"company", "account" };
	scratch_reset(state);
	scratch_sql("UPDATE suggestion SET merged_id = NULL");
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	scratch_sql(
	        "INSERT INTO account (id, mail, mail_key, name, role, role_id, state, lang, organisation, "
	        "industry, "
	        "created_at, updated_at) VALUES"
	        " (1, 'Alice.Marker@example.org', 'alice.marker@example.org', 'Aliciana Markerova', "
	        "'customer', "
	        "NULL, 'active', 'lt', 'Markerworks', 'energy', 1, 1),"
	        " (2, 'bob@example.org', 'bob@example.org', 'Bob', 'customer', NULL, 'active', 'en', '', '', "
	        "1, 1),"
	        " (3, 'agne@example.org', 'agne@example.org', 'Agnė Pagalbė', 'agent', (SELECT MIN(id) FROM "
	        "staff_role), 'active', 'lt', '', '', 1, 1)");
	return 0;
}

static enum rc erase(int64_t id)
{
	enum rc rc;

	assert_int_equal(db_begin(scratch.db), RC_OK);
	rc = person_erase(scratch.db, scratch.arena, id, 0, NOW + 100);
	if (rc != RC_OK) {
		db_rollback(scratch.db);
		return rc;
	}
	return db_commit(scratch.db);
}

/* Sends what waits, as far as the table knows. */
static void send_all(void)
{
	struct outbox_job job;

	while (outbox_claim(scratch.db, scratch.arena, NOW + 1000, &job) == RC_OK)
		assert_int_equal(outbox_sent(scratch.db, &job, NOW + 1000), RC_OK);
}

/* Topics 1 (hers, Bob answered), 2 (hers, nobody did) and 3 (Bob's, she answered and was accepted);
 * suggestions 1 (hers, Bob voted) and 2 (hers alone) and 3 (Bob's, she voted and commented). */
static void fill_community(void)
{
	scratch_sql("INSERT INTO forum_category (id, slug, created_at) VALUES (1, 'help', 1)");
	scratch_sql(
	        "INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, industry, "
	        "places, "
	        "reply_count, like_count, answered_at, last_post_id, last_id, solved_post_id, created_at, "
	        "activity_at) VALUES"
	        " (1, 1, 'public', 1, 'Aliciana Markerova asks', 'en', 'energy', 2, 1, 1, 20, 12, 2, NULL, "
	        "10, 20),"
	        " (2, 1, 'public', 1, 'Nobody answered Markerova', 'en', 'energy', 1, 0, 0, NULL, 21, 1, "
	        "NULL, 10, "
	        "10),"
	        " (3, 1, 'public', 2, 'Bob asks', 'en', '', 2, 1, 1, 30, 32, 1, 32, 10, 30)");
	scratch_sql(
	        "INSERT INTO forum_post (id, topic_id, place, parent_id, author_id, by_staff, state, body, "
	        "like_count, flag_count, edit_count, created_at) VALUES"
	        " (11, 1, 1, NULL, 1, 0, 'open', 'I am Markerova of Markerworks', 1, 0, 1, 10),"
	        " (12, 1, 2, 11, 2, 0, 'open', 'Hello Aliciana, do this', 0, 1, 0, 20),"
	        " (21, 2, 1, NULL, 1, 0, 'open', 'Anybody? Markerova', 0, 0, 0, 10),"
	        " (31, 3, 1, NULL, 2, 0, 'open', 'Bobs question', 1, 0, 0, 10),"
	        " (32, 3, 2, 31, 1, 0, 'open', 'The answer of Markerova', 0, 0, 0, 30)");
	scratch_sql("INSERT INTO forum_edit (post_id, editor_id, title, body, created_at) VALUES"
	            " (11, 1, 'Markerova asked', 'It was Markerova', 15)");
	scratch_sql("INSERT INTO forum_like VALUES (11, 2, 20), (31, 1, 20)");
	scratch_sql("INSERT INTO forum_flag (post_id, account_id, reason, note, created_at) VALUES"
	            " (12, 1, 'rude', 'I, Markerova, am hurt', 21)");
	scratch_sql("INSERT INTO forum_tag VALUES (1, 'markerova', 'Markerova'), (1, 'hub', 'hub')");
	scratch_sql("INSERT INTO attachment (id, public_id, post_id, owner_id, name, type, size, hash, "
	            "created_at)"
	            " VALUES (70, REPEAT('f', 16), 32, 1, 'Markerova.txt', 'text/plain', 1, REPEAT('h', 32), "
	            "30)");
	scratch_sql("INSERT INTO attachment_chunk VALUES (70, 0, 'x')");
	scratch_sql("INSERT INTO forum_read VALUES (1, 3, 2, 30)");
	scratch_sql("INSERT INTO trust (account_id, level, likes_given, likes_got, votes, created_at) VALUES "
	            "(1, 1, 1, 1, "
	            "1, 1), (2, 1, 1, 1, 1, 1)");
	scratch_sql("INSERT INTO badge VALUES (1, 'first_answer', 30)");
	scratch_sql("INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (1, 'topic', 1, 1), "
	            "(2, 'topic', 1, "
	            "1)");
	scratch_sql("INSERT INTO digest_item (account_id, kind, topic_id, due_at, created_at) VALUES (1, "
	            "'forum_post', 1, "
	            "9, 1)");
	scratch_sql("INSERT INTO people_group (id, name, name_key, created_at) VALUES (1, 'Testers', "
	            "'testers', 1)");
	scratch_sql("INSERT INTO people_group_member VALUES (1, 1, 1), (1, 2, 1)");
	scratch_sql("INSERT INTO suggestion_board (id, slug, created_at) VALUES (1, 'ideas', 1)");
	scratch_sql("INSERT INTO suggestion (id, board_id, audience, author_id, title, body, lang, industry, "
	            "status_at, "
	            "vote_count, comment_count, heat, created_at, updated_at) VALUES"
	            " (1, 1, 'public', 1, 'Wish of Markerova', 'Markerova wants it', 'en', 'energy', 1, 2, "
	            "0, 5, 10, 10),"
	            " (2, 1, 'public', 1, 'Only Markerova', 'Alone', 'en', 'energy', 1, 1, 0, 4, 10, 10),"
	            " (3, 1, 'public', 2, 'Wish of Bob', 'Bob wants it', 'en', '', 1, 2, 1, 6, 10, 10)");
	scratch_sql(
	        "INSERT INTO suggestion_vote (suggestion_id, account_id, industry, created_at) VALUES (1, 1, "
	        "'energy', 1700000000), (1, 2, '', 1700000000), (2, 1, '', 1700000000), (3, 1, '', "
	        "1700000000), (3, "
	        "2, '', 1700000000)");
	scratch_sql("INSERT INTO suggestion_comment (suggestion_id, author_id, body, created_at) VALUES (3, "
	            "1, 'Me too, "
	            "Markerova', 1700000000)");
	scratch_sql("INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) "
	            "VALUES (3, "
	            "'planned', 3, 'Thanks, Aliciana', 1)");
}

static int64_t count(const char *what)
{
	return scratch_ask(arena_format(scratch.arena, "SELECT COUNT(*) AS number FROM %s", what));
}

static void nothing_tells_of_her_in_the_community(void)
{
	static const char *const markers[] = { "Markerova", "Aliciana", "alice.marker", "Markerworks" };
	send_all();
	for (size_t i = 0; i < LENGTH(markers); i++)
		assert_int_equal(cells_with(markers[i]), 0);
	assert_int_equal(count("forum_topic WHERE industry <> ''"), 0);
	assert_int_equal(count("suggestion WHERE industry <> ''"), 0);
	assert_int_equal(count("suggestion_vote WHERE account_id = 1"), 0);
	assert_int_equal(count("forum_like WHERE account_id = 1"), 0);
	assert_int_equal(count("forum_read WHERE account_id = 1"), 0);
	assert_int_equal(count("trust WHERE account_id = 1"), 0);
	assert_int_equal(count("badge WHERE account_id = 1"), 0);
	assert_int_equal(count("follow WHERE account_id = 1"), 0);
	assert_int_equal(count("digest_item WHERE account_id = 1"), 0);
	assert_int_equal(count("people_group_member WHERE account_id = 1"), 0);
	assert_int_equal(count("forum_edit WHERE editor_id = 1"), 0);
}

static void counters_are_those_of_the_others(void)
{
	assert_int_equal(count("suggestion WHERE id = 1 AND vote_count = 1 AND heat > 1000"), 1);
	assert_int_equal(count("suggestion WHERE id = 2 AND vote_count = 0 AND heat = 0"), 1);
	assert_int_equal(count("suggestion WHERE id = 3 AND vote_count = 1 AND heat > 1000"), 1);
	assert_int_equal(count("forum_post WHERE id = 31 AND like_count = 0"), 1);
	assert_int_equal(count("forum_topic WHERE id = 3 AND like_count = 0"), 1);
	assert_int_equal(count("trust WHERE account_id = 2 AND likes_got = 0"), 1);
	assert_int_equal(count("forum_post WHERE id = 12 AND state = 'open' AND flag_count = 1"), 1);
	assert_int_equal(count("forum_flag WHERE post_id = 12 AND note = 'I, […], am hurt'"), 1);
	assert_int_equal(count("people_group_member"), 1);
	assert_int_equal(count("follow"), 1);
}

static void what_she_wrote_in_the_community_stays_under_the_pseudonym(void **state)
{
	(void)state;
	fill_community();
	assert_true(cells_with("Markerova") > 10);
	assert_int_equal(erase(1), RC_OK);
	nothing_tells_of_her_in_the_community();
	counters_are_those_of_the_others();
	assert_int_equal(
	        count("forum_topic WHERE id = 1 AND title = '[…] asks' AND author_id = 1 AND state = 'open'"),
	        1);
	assert_int_equal(
	        count("forum_post WHERE id = 11 AND body = 'I am […] of […]' AND html LIKE '%I am […]%'"), 1);
	assert_int_equal(count("forum_post WHERE id = 12 AND body = 'Hello […], do this'"), 1);
	assert_int_equal(count("forum_edit WHERE body = 'It was […]' AND title = '[…] asked'"), 1);
	assert_int_equal(count("forum_tag"), 1);
	assert_int_equal(count("attachment WHERE name = '[…].txt'"), 1);
	assert_int_equal(count("forum_topic WHERE id = 3 AND solved_post_id = 32 AND reply_count = 1"), 1);
	assert_int_equal(
	        count("suggestion WHERE id = 1 AND title = 'Wish of […]' AND body = '[…] wants it'"), 1);
	assert_int_equal(count("suggestion_comment WHERE body = 'Me too, […]' AND state = 'open'"), 1);
	assert_int_equal(count("suggestion_status WHERE body = 'Thanks, […]' AND html IS NULL"), 1);
	assert_true(count("search_dirty WHERE kind = 'topic' AND ref_id = 1") > 0);
}

static void texts_that_go_leave_what_others_wrote(void)
{
	nothing_tells_of_her_in_the_community();
	counters_are_those_of_the_others();
	assert_int_equal(
	        count("forum_topic WHERE id = 1 AND title = '[…]' AND state = 'open' AND reply_count = 1"),
	        1);
	assert_int_equal(
	        count("forum_post WHERE id = 11 AND body = '[…]' AND state = 'open' AND edit_count = 0"), 1);
	assert_int_equal(
	        count("forum_post WHERE id = 12 AND body = 'Hello […], do this' AND state = 'open'"), 1);
	assert_int_equal(count("forum_topic WHERE id = 2 AND title = '[…]' AND state = 'deleted'"), 1);
	assert_int_equal(count("forum_post WHERE id IN (21, 32) AND body = '' AND state = 'deleted'"), 2);
	assert_int_equal(count("forum_topic WHERE id = 3 AND solved_post_id IS NULL AND reply_count = 0"
	                       " AND answered_at IS NULL AND last_id = 2"),
	        1);
	assert_int_equal(count("forum_edit"), 0);
	assert_int_equal(count("forum_tag"), 0);
	assert_int_equal(count("attachment"), 0);
	assert_int_equal(count("attachment_chunk"), 0);
	assert_int_equal(count("suggestion WHERE id = 1 AND title = 'Wish of […]' AND body = '[…]' AND state "
	                       "= 'open'"),
	        1);
	assert_int_equal(
	        count("suggestion WHERE id = 2 AND title = '[…]' AND body = '[…]' AND state = 'deleted'"), 1);
	assert_int_equal(count("suggestion WHERE id = 3 AND comment_count = 0"), 1);
	assert_int_equal(count("suggestion_comment WHERE body = '' AND state = 'deleted'"), 1);
}

static void her_texts_in_the_community_go_if_she_wants(void **state)
{
	(void)state;
	fill_community();
	scratch_sql("UPDATE account SET posts_go = TRUE WHERE id = 1");
	assert_int_equal(erase(1), RC_OK);
	texts_that_go_leave_what_others_wrote();
}

static void the_worker_does_the_same_in_pieces(void **state)
{
	(void)state;
	fill_community();
	scratch_sql("UPDATE account SET posts_go = TRUE, delete_at = 5 WHERE id = 1");
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW), RC_OK);
	assert_int_equal(count("account WHERE id = 1 AND state = 'deleted'"), 1);
	texts_that_go_leave_what_others_wrote();
	assert_int_equal(person_erase_whole(scratch.db, scratch.arena, 1, 0, NOW), RC_OK);
	assert_int_equal(count("audit WHERE action = 'account.erase'"), 1);
}

static void what_is_written_as_staff_is_the_firms(void **state)
{
	(void)state;
	fill_community();
	scratch_sql("UPDATE forum_post SET author_id = 3, by_staff = TRUE, body = 'The firm, Agnė Pagalbė' "
	            "WHERE id = 32");
	scratch_sql("UPDATE account SET posts_go = TRUE WHERE id = 3");
	assert_int_equal(erase(3), RC_OK);
	assert_int_equal(count("forum_post WHERE id = 32 AND body = 'The firm, […]' AND state = 'open'"), 1);
	assert_int_equal(count("forum_topic WHERE id = 3 AND solved_post_id = 32"), 1);
}

/* Many posts and likes: no transaction of the way there is long, and every page is reached. */
static void a_person_of_many_posts_goes_piece_by_piece(void **state)
{
	(void)state;
	fill_community();
	scratch_sql(
	        "INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, places, "
	        "created_at, "
	        "activity_at) SELECT 1000 + seq, 1, 'public', 2, 'Many', 'en', 3, 1, 1 FROM seq_1_to_300");
	scratch_sql("INSERT INTO forum_post (topic_id, place, author_id, body, like_count, created_at) "
	            "SELECT 1000 + "
	            "seq, 1, 2, 'Bob', 1, 1 FROM seq_1_to_300");
	scratch_sql("INSERT INTO forum_post (topic_id, place, author_id, body, created_at) SELECT 1000 + "
	            "seq, 2, 1, "
	            "'Me, Markerova', 1 FROM seq_1_to_300");
	scratch_sql("INSERT INTO forum_post (topic_id, place, author_id, body, created_at) SELECT 1001, 2 + "
	            "seq, 1, "
	            "'Again Markerova', 1 FROM seq_1_to_150");
	scratch_sql(
	        "INSERT INTO forum_like SELECT id, 1, 1 FROM forum_post WHERE topic_id > 1000 AND place = 1");
	scratch_sql("UPDATE account SET delete_at = 5 WHERE id = 1");
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW), RC_OK);
	nothing_tells_of_her_in_the_community();
	assert_int_equal(count("forum_post WHERE body IN ('Me, […]', 'Again […]')"), 450);
	assert_int_equal(count("forum_post WHERE like_count > 0 AND topic_id > 1000"), 0);
}

/* --- her own data ------------------------------------------------------------------------------- */

struct seen {
	int rows, markers;
	const char *foreign, *sections;
};

static enum rc look(void *context, const struct person_section *section, const void *row)
{
	struct seen *seen = context;
	const struct query *query = section->query;
	seen->rows++;
	if (!strstr(seen->sections, arena_format(scratch.keep, " %s ", section->name)))
		seen->sections = arena_format(scratch.keep, "%s%s ", seen->sections, section->name);
	for (size_t i = 0; i < query->column_count; i++) {
		const char *text;
		if (query->columns[i].type != DB_TEXT)
			continue;
		memcpy(&text, (const char *)row + query->columns[i].offset, sizeof(text));
		seen->markers += text != NULL && strstr(text, "Markerova");
		if (text != NULL && strstr(text, "Bobs-secret"))
			seen->foreign = section->name;
	}
	return RC_OK;
}

static void her_archive_holds_all_of_hers_and_no_word_of_others(void **state)
{
	(void)state;
	static const char *const sections[] = { "forum_topics", "posts", "earlier", "post_files", "likes",
		"flags", "suggestions", "votes", "comments", "follows", "trust", "badges", "groups",
		"digest" };
	struct seen seen = { .sections = " " };
	struct arena *rows = arena_new(65536, 16 << 20);
	struct attachment file;
	fill_community();
	scratch_sql("UPDATE forum_post SET body = 'Bobs-secret' WHERE author_id = 2");
	scratch_sql("INSERT INTO forum_post (topic_id, place, author_id, state, body, created_at) VALUES (1, "
	            "3, 1, 'note', "
	            "'Bobs-secret', 40)");
	scratch_sql("UPDATE suggestion_status SET body = 'Bobs-secret'");
	scratch_sql("UPDATE suggestion SET body = 'Bobs-secret' WHERE author_id = 2");
	for (size_t i = 0; i < person_section_count(); i++)
		assert_int_equal(
		        person_data_read(scratch.db, rows, person_section_at(i), 1, look, &seen), RC_OK);
	assert_null(seen.foreign);
	for (size_t i = 0; i < LENGTH(sections); i++)
		if (!strstr(seen.sections, arena_format(scratch.keep, " %s ", sections[i])))
			fail_msg("nothing of %s", sections[i]);
	assert_true(seen.markers >= 12);
	assert_int_equal(person_data_file(scratch.db, rows, 1, true, 0, &file), RC_OK);
	assert_string_equal(file.name, "Markerova.txt");
	assert_int_equal(person_data_file(scratch.db, rows, 1, true, file.id, &file), RC_NOT_FOUND);
	arena_free(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_she_wrote_in_the_community_stays_under_the_pseudonym, setup),
		cmocka_unit_test_setup(her_texts_in_the_community_go_if_she_wants, setup),
		cmocka_unit_test_setup(the_worker_does_the_same_in_pieces, setup),
		cmocka_unit_test_setup(what_is_written_as_staff_is_the_firms, setup),
		cmocka_unit_test_setup(a_person_of_many_posts_goes_piece_by_piece, setup),
		cmocka_unit_test_setup(her_archive_holds_all_of_hers_and_no_word_of_others, setup),
	};
	scratch_open("person_community", 1);
	return cmocka_run_group_tests_name("person_community", tests, NULL, scratch_close);
}
