/* Followers are told once each, of what they may read at that moment, in the way each has chosen. */
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/audience.h"
#include "domain/community.h"
#include "domain/community_item.h"
#include "domain/digest.h"
#include "domain/follow.h"
#include "domain/follow_key.h"
#include "domain/notice.h"
#include "domain/notify.h"
#include "scratch.h"

static int64_t now, ada, bob, eve, category, topic, post, board, suggestion;

struct event_lock {
	int64_t id;
};
DB_QUERY(lock_event, "SELECT id FROM community_event ORDER BY id LIMIT 1 FOR UPDATE",
        DB_ROW(struct event_lock, id));

static int64_t number(const char *sql)
{
	return scratch_ask(sql);
}

#define ASK(...) number(arena_format(scratch.arena, __VA_ARGS__))
#define SQL(...) scratch_sql(arena_format(scratch.arena, __VA_ARGS__))

static int64_t person(const char *mail)
{
	int64_t id = 0;
	const struct account account = { .mail = mail,
		.name = "Ada",
		.role = "customer",
		.state = "active",
		.lang = "lt",
		.password_hash = "x" };
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static void make_things(void)
{
	scratch_sql("INSERT INTO forum_category (slug, created_at) VALUES ('hub', 1)");
	category = ASK("SELECT MAX(id) AS number FROM forum_category");
	SQL("INSERT INTO forum_category_text (category_id, lang, name) VALUES (%lld, 'en', 'The hub')",
	        (long long)category);
	SQL("INSERT INTO forum_topic (category_id, audience, author_id, title, lang, created_at, activity_at)"
	    " VALUES (%lld, 'public', %lld, 'It is silent', 'en', 1, 1)",
	        (long long)category, (long long)ada);
	topic = ASK("SELECT MAX(id) AS number FROM forum_topic");
	SQL("INSERT INTO forum_post (topic_id, place, author_id, body, created_at)"
	    " VALUES (%lld, 2, %lld, 'Press **both**.', 1)",
	        (long long)topic, (long long)eve);
	post = ASK("SELECT MAX(id) AS number FROM forum_post");
	scratch_sql("INSERT INTO suggestion_board (slug, created_at) VALUES ('ideas', 1)");
	board = ASK("SELECT MAX(id) AS number FROM suggestion_board");
	SQL("INSERT INTO suggestion (board_id, audience, title, body, lang, status_at, created_at, "
	    "updated_at)"
	    " VALUES (%lld, 'public', 'Darker', 'Please', 'en', 1, 1, 1)",
	        (long long)board);
	suggestion = ASK("SELECT MAX(id) AS number FROM suggestion");
}

static int setup(void **state)
{
	static const char *const tables[] = { "community_event", "digest_item", "follow", "notice",
		"notify_choice", "outbox", "forum_post", "forum_topic", "forum_category_text",
		"forum_category", "suggestion", "suggestion_board", "people_group", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		SQL("DELETE FROM %s", tables[i]);
	now = time_now();
	ada = person("ada@x.example");
	bob = person("bob@x.example");
	eve = person("eve@x.example");
	make_things();
	return 0;
}

static void follow_as(int64_t account_id, const char *kind, int64_t ref_id, const char *mail)
{
	assert_int_equal(follow_set(scratch.db, scratch.arena, account_id, kind, ref_id, mail, now), RC_OK);
}

static void reply(void)
{
	const struct community_event event = {
		.kind = "post", .actor_id = eve, .topic_id = topic, .post_id = post, .now = now
	};
	assert_int_equal(community_tell(scratch.db, &event), RC_OK);
}

static int tell_some(void)
{
	int told = 0;
	assert_int_equal(community_tell_some(scratch.db, scratch.arena, "UTC", now, &told), RC_OK);
	return told;
}

static void tell_all(void)
{
	while (tell_some() > 0)
		;
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM community_event"), 0);
}

static int64_t count_of(const char *table, int64_t account_id)
{
	return ASK("SELECT COUNT(*) AS number FROM %s WHERE account_id = %lld", table, (long long)account_id);
}

/* --- following ------------------------------------------------------------------------------- */

static const char *way(int64_t account_id, const char *kind, int64_t ref_id)
{
	const char *mail = NULL;
	assert_int_equal(follow_find(scratch.db, scratch.arena, account_id, kind, ref_id, &mail), RC_OK);
	return mail;
}

static void the_last_choice_holds_for_what_comes(void **state)
{
	(void)state;
	struct db *db = scratch.db;
	assert_null(way(ada, "topic", topic));
	assert_int_equal(follow_start(db, ada, "topic", topic, now), RC_OK);
	assert_string_equal(way(ada, "topic", topic), "now");
	follow_as(ada, "topic", topic, "daily");
	assert_int_equal(follow_start(db, ada, "suggestion", suggestion, now + 1), RC_OK);
	assert_string_equal(way(ada, "suggestion", suggestion), "daily");
	assert_int_equal(follow_start(db, ada, "topic", topic, now + 2), RC_OK);
	assert_string_equal(way(ada, "topic", topic), "daily");
	assert_int_equal(follow_set(db, scratch.arena, ada, "topic", topic, "hourly", now), RC_INVALID);
	assert_int_equal(follow_start(db, 0, "topic", topic, now), RC_OK);
	assert_int_equal(follow_stop(db, ada, "topic", topic), RC_OK);
	assert_null(way(ada, "topic", topic));
}

static void nobody_follows_without_bounds(void **state)
{
	(void)state;
	SQL("INSERT INTO follow (account_id, kind, ref_id, created_at)"
	    " SELECT %lld, 'topic', 1000000 + seq, 1 FROM seq_1_to_%d",
	        (long long)ada, LIMIT_FOLLOWS);
	assert_int_equal(follow_set(scratch.db, scratch.arena, ada, "topic", topic, "now", now), RC_LIMITED);
	assert_int_equal(follow_start(scratch.db, ada, "topic", topic, now), RC_OK);
	assert_null(way(ada, "topic", topic));
	follow_as(ada, "topic", 1000001, "off");
}

static void the_list_names_nothing_that_he_may_not_see(void **state)
{
	(void)state;
	struct db_rows rows;
	bool more = true;
	const struct account who = { .id = ada, .role = "customer", .state = "active" };
	follow_as(ada, "topic", topic, "now");
	follow_as(ada, "board", board, "off");
	follow_as(ada, "topic", 999999999, "off");
	assert_int_equal(
	        follow_list(scratch.db, scratch.arena, ada, "en", (struct list_place){ 0 }, 10, &rows, &more),
	        RC_OK);
	const struct follow_row *items = rows.items;
	assert_int_equal(rows.count, 3);
	assert_false(more);
	assert_false(follow_is_readable(&who, &items[0]));
	assert_false(follow_is_readable(&who, &items[1])); /* no name in any language */
	assert_true(follow_is_readable(&who, &items[2]));
	assert_string_equal(items[2].title, "It is silent");
	SQL("UPDATE forum_category SET audience = 'staff'");
	struct follow_row row;
	assert_int_equal(follow_find_row(scratch.db, scratch.arena, ada, "topic", topic, "en", &row), RC_OK);
	assert_false(follow_is_readable(&who, &row));
	assert_int_equal(follow_change(scratch.db, bob, row.id, "stop", now), RC_OK);
	assert_string_equal(way(ada, "topic", topic), "now"); /* another's number does nothing */
	assert_int_equal(follow_change(scratch.db, ada, row.id, "stop", now), RC_OK);
	assert_null(way(ada, "topic", topic));
}

/* --- telling --------------------------------------------------------------------------------- */

static void each_hears_in_his_own_way(void **state)
{
	(void)state;
	follow_as(ada, "topic", topic, "now");
	follow_as(bob, "topic", topic, "daily");
	follow_as(eve, "topic", topic, "now"); /* her own reply */
	reply();
	reply();
	tell_all();
	assert_int_equal(count_of("outbox", ada), 2);
	assert_int_equal(count_of("digest_item", ada), 0);
	assert_int_equal(count_of("outbox", bob), 0);
	assert_int_equal(count_of("digest_item", bob), 2);
	assert_int_equal(count_of("outbox", eve) + count_of("notice", eve), 0);
	/* of several replies one unseen notice */
	assert_int_equal(
	        ASK("SELECT notice_count AS number FROM account WHERE id = %lld", (long long)ada), 1);
	assert_int_equal(
	        ASK("SELECT notice_count AS number FROM account WHERE id = %lld", (long long)bob), 1);
	assert_int_equal(notice_seen_topic(scratch.db, ada, topic), RC_OK);
	assert_int_equal(
	        ASK("SELECT notice_count AS number FROM account WHERE id = %lld", (long long)ada), 0);
	assert_int_equal(
	        ASK("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'forum_post' AND lang = 'lt'"), 2);
}

static void the_switch_for_mails_beats_the_way(void **state)
{
	(void)state;
	struct notify_choices choices;
	assert_int_equal(notify_read(scratch.db, scratch.arena, ada, &choices), RC_OK);
	choices.wanted[NOTIFY_FORUM][NOTIFY_MAIL] = false;
	assert_int_equal(notify_write(scratch.db, ada, &choices), RC_OK);
	follow_as(ada, "topic", topic, "now");
	follow_as(bob, "topic", topic, "off");
	reply();
	tell_all();
	assert_int_equal(count_of("outbox", ada) + count_of("digest_item", ada), 0);
	assert_int_equal(count_of("outbox", bob) + count_of("digest_item", bob), 0);
	assert_int_equal(count_of("notice", ada) + count_of("notice", bob), 2);
}

static void only_who_may_read_it_now_is_told(void **state)
{
	(void)state;
	follow_as(ada, "topic", topic, "now");
	follow_as(bob, "topic", topic, "now");
	scratch_sql("INSERT INTO people_group (name, name_key, created_at) VALUES ('Testers', 'testers', 1)");
	int64_t group = ASK("SELECT MAX(id) AS number FROM people_group");
	SQL("INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (%lld, %lld, 1)",
	        (long long)group, (long long)bob);
	SQL("UPDATE forum_category SET audience = 'group', audience_id = %lld", (long long)group);
	reply();
	tell_all();
	assert_int_equal(count_of("outbox", ada) + count_of("notice", ada), 0);
	assert_int_equal(count_of("outbox", bob), 1);
	SQL("UPDATE account SET state = 'disabled' WHERE id = %lld", (long long)bob);
	SQL("UPDATE account SET role = 'agent' WHERE id = %lld", (long long)ada);
	reply();
	tell_all();
	assert_int_equal(count_of("outbox", ada), 1);
	assert_int_equal(count_of("outbox", bob), 1);
}

static void what_is_hidden_meanwhile_is_told_to_nobody(void **state)
{
	(void)state;
	follow_as(ada, "topic", topic, "now");
	reply();
	SQL("UPDATE forum_post SET state = 'hidden'");
	tell_all();
	SQL("UPDATE forum_post SET state = 'open'");
	SQL("UPDATE forum_topic SET state = 'deleted'");
	reply();
	tell_all();
	assert_int_equal(count_of("outbox", ada) + count_of("notice", ada), 0);
}

static void news_of_boards_and_suggestions_find_their_followers(void **state)
{
	(void)state;
	follow_as(ada, "board", board, "now");
	follow_as(bob, "suggestion", suggestion, "now");
	follow_as(eve, "category", category, "now");
	const struct community_event events[] = {
		{ .kind = "suggestion", .suggestion_id = suggestion, .now = now },
		{ .kind = "status", .suggestion_id = suggestion, .status_id = 7, .now = now },
		{ .kind = "merged", .suggestion_id = suggestion, .now = now },
		{ .kind = "topic", .topic_id = topic, .post_id = post, .actor_id = ada, .now = now },
		{ .kind = "nonsense", .topic_id = topic, .now = now },
	};
	for (size_t i = 0; i < LENGTH(events); i++)
		assert_int_equal(community_tell(scratch.db, &events[i]), RC_OK);
	tell_all();
	assert_int_equal(count_of("outbox", ada), 1);
	assert_int_equal(count_of("outbox", bob), 2);
	assert_int_equal(count_of("outbox", eve), 1);
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM outbox WHERE kind = 'suggestion_status' AND "
	                     "status_id = 7"),
	        1);
}

/* A page of followers is told whole or not at all, and the next worker goes on behind it. */
static void many_are_told_once_each_across_stops(void **state)
{
	(void)state;
	const int many = 2 * LIMIT_FOLLOWERS_AT_ONCE + 7;
	SQL("INSERT INTO account (mail, mail_key, name, role, state, lang, created_at, updated_at)"
	    " SELECT CONCAT('m', seq, '@x.example'), CONCAT('m', seq, '@x.example'), 'M', 'customer',"
	    " 'active', 'en', 1, 1 FROM seq_1_to_%d",
	        many);
	SQL("INSERT INTO follow (account_id, kind, ref_id, mail, created_at)"
	    " SELECT id, 'topic', %lld, 'now', 1 FROM account WHERE mail LIKE 'm%%'",
	        (long long)topic);
	reply();
	assert_int_equal(tell_some(), LIMIT_FOLLOWERS_AT_ONCE);
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM outbox"), LIMIT_FOLLOWERS_AT_ONCE);

	/* while one worker has the event in its hands another passes it by; when that one dies it is free
	 * again */
	struct db *other = scratch_connect();
	struct event_lock lock;
	assert_int_equal(db_begin(other), RC_OK);
	assert_int_equal(db_one(other, scratch.arena, &lock_event, DB_NO_ARGS, &lock), RC_OK);
	assert_int_equal(tell_some(), 0);
	db_close(other);
	/* the server frees the locks of a connection that went away a moment later */
	int told = 0;
	for (int i = 0; i < 500 && told == 0; i++) {
		(void)nanosleep(&(struct timespec){ .tv_nsec = 10 * 1000 * 1000 }, NULL);
		told = tell_some();
	}
	assert_int_equal(told, LIMIT_FOLLOWERS_AT_ONCE);
	tell_all();
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM outbox"), many);
	assert_int_equal(ASK("SELECT COUNT(DISTINCT account_id) AS number FROM outbox"), many);
	assert_int_equal(ASK("SELECT COUNT(*) AS number FROM notice"), many);
}

/* --- daily mails ----------------------------------------------------------------------------- */

static void the_daily_mail_is_due_at_eight(void **state)
{
	(void)state;
	static const struct {
		const char *zone;
		int64_t now, due;
	} cases[] = {
		{ "UTC", 1795305600, 1795334400 },            /* 22 Nov 2026 00:00 */
		{ "UTC", 1795334400, 1795334400 + DAY },      /* at eight: the next day's */
		{ "Europe/Vilnius", 1795305600, 1795327200 }, /* 02:00 there */
		{ "Asia/Tehran", 1795305600, 1795321800 },    /* 03:30 there */
		{ "Nowhere/At_all", 1795305600, 1795334400 },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int64_t due = 0;
		assert_int_equal(digest_due(scratch.arena, cases[i].zone, cases[i].now, &due), RC_OK);
		if (due != cases[i].due)
			fail_msg("%s: %lld", cases[i].zone, (long long)due);
	}
}

static void due_lines_become_one_mail(void **state)
{
	(void)state;
	struct db_rows rows;
	follow_as(ada, "topic", topic, "daily");
	reply();
	reply();
	tell_all();
	assert_int_equal(digest_send_one(scratch.db, scratch.arena, now), RC_NOT_FOUND);
	assert_int_equal(digest_send_one(scratch.db, scratch.arena, now + 2 * DAY), RC_OK);
	assert_int_equal(digest_send_one(scratch.db, scratch.arena, now + 2 * DAY), RC_NOT_FOUND);
	assert_int_equal(count_of("outbox", ada), 1);
	int64_t mail = ASK("SELECT id AS number FROM outbox WHERE kind = 'digest'");
	assert_int_equal(digest_list(scratch.db, scratch.arena, mail, 10, &rows), RC_OK);
	const struct community_item *items = rows.items;
	assert_int_equal(rows.count, 2);
	const struct account who = { .id = ada, .role = "customer", .state = "active" };
	assert_true(community_item_is_readable(&who, &items[0]));
	assert_string_equal(items[0].title, "It is silent");
	assert_string_equal(items[0].place, "The hub");
	assert_string_equal(items[0].follow, "daily");
	SQL("UPDATE forum_category SET audience = 'staff'");
	assert_int_equal(digest_list(scratch.db, scratch.arena, mail, 10, &rows), RC_OK);
	items = rows.items;
	assert_false(community_item_is_readable(&who, &items[0]));
	int64_t done = 0;
	assert_int_equal(digest_sweep(scratch.db, now, 10, &done), RC_OK);
	assert_int_equal(done, 0);
	assert_int_equal(digest_sweep(scratch.db, now + 3 * DAY, 10, &done), RC_OK);
	assert_int_equal(done, 2);
}

static void who_is_gone_gets_no_daily_mail(void **state)
{
	(void)state;
	follow_as(ada, "topic", topic, "daily");
	reply();
	tell_all();
	SQL("UPDATE account SET state = 'disabled' WHERE id = %lld", (long long)ada);
	assert_int_equal(digest_send_one(scratch.db, scratch.arena, now + 2 * DAY), RC_OK);
	assert_int_equal(count_of("outbox", ada) + count_of("digest_item", ada), 0);
}

/* --- keys ------------------------------------------------------------------------------------ */

static void a_key_ends_what_it_names_and_nothing_else(void **state)
{
	(void)state;
	struct secret_key key, other;
	struct follow_key what;
	secret_random(&key, sizeof(key));
	secret_random(&other, sizeof(other));
	follow_as(ada, "topic", topic, "now");
	follow_as(ada, "board", board, "daily");
	follow_as(bob, "topic", topic, "now");
	char *text = arena_text(scratch.arena,
	        follow_key_write(scratch.arena, &key,
	                &(struct follow_key){ .account_id = ada, .kind = "topic", .ref_id = topic }));
	assert_int_equal(strlen(text), SECRET_TOKEN);
	assert_int_equal(follow_key_read(&other, text, &what), RC_NOT_FOUND);
	assert_int_equal(follow_key_read(&key, "", &what), RC_NOT_FOUND);
	assert_int_equal(follow_key_read(&key, text, &what), RC_OK);
	assert_int_equal(what.account_id, ada);
	assert_int_equal(what.ref_id, topic);
	for (int i = 0; i < 2; i++)
		assert_int_equal(follow_key_use(scratch.db, scratch.arena, &what), RC_OK);
	assert_string_equal(way(ada, "topic", topic), "off");
	assert_string_equal(way(ada, "board", board), "daily");
	assert_string_equal(way(bob, "topic", topic), "now");
	for (size_t i = 0; i < SECRET_TOKEN; i++) {
		char kept = text[i];
		text[i] = kept == 'A' ? 'B' : 'A';
		assert_int_equal(follow_key_read(&key, text, &what), RC_NOT_FOUND);
		text[i] = kept;
	}
	what = (struct follow_key){ .account_id = ada, .kind = FOLLOW_EVERY_DAILY };
	assert_int_equal(follow_key_use(scratch.db, scratch.arena, &what), RC_OK);
	assert_string_equal(way(ada, "board", board), "off");
	what.kind = FOLLOW_MODERATION;
	assert_int_equal(follow_key_use(scratch.db, scratch.arena, &what), RC_OK);
	struct notify_choices choices;
	assert_int_equal(notify_read(scratch.db, scratch.arena, ada, &choices), RC_OK);
	assert_false(choices.wanted[NOTIFY_MODERATION][NOTIFY_MAIL]);
	assert_true(choices.wanted[NOTIFY_MODERATION][NOTIFY_PORTAL]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_last_choice_holds_for_what_comes, setup),
		cmocka_unit_test_setup(nobody_follows_without_bounds, setup),
		cmocka_unit_test_setup(the_list_names_nothing_that_he_may_not_see, setup),
		cmocka_unit_test_setup(each_hears_in_his_own_way, setup),
		cmocka_unit_test_setup(the_switch_for_mails_beats_the_way, setup),
		cmocka_unit_test_setup(only_who_may_read_it_now_is_told, setup),
		cmocka_unit_test_setup(what_is_hidden_meanwhile_is_told_to_nobody, setup),
		cmocka_unit_test_setup(news_of_boards_and_suggestions_find_their_followers, setup),
		cmocka_unit_test_setup(many_are_told_once_each_across_stops, setup),
		cmocka_unit_test_setup(the_daily_mail_is_due_at_eight, setup),
		cmocka_unit_test_setup(due_lines_become_one_mail, setup),
		cmocka_unit_test_setup(who_is_gone_gets_no_daily_mail, setup),
		cmocka_unit_test_setup(a_key_ends_what_it_names_and_nothing_else, setup),
	};
	if (secret_start() != RC_OK)
		return 1;
	scratch_open("community", 1);
	return cmocka_run_group_tests_name("community", tests, NULL, scratch_close);
}
