/* Trust: levels by reading and time, what newcomers may write, badges, blocks, flags. */
#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/badge.h"
#include "domain/forum_flag.h"
#include "domain/forum_waiting.h"
#include "domain/moderation.h"
#include "domain/trust.h"
#include "scratch.h"

static int64_t now;
static struct account admin, writer;
static int64_t category_id;

static struct account add_account(const char *mail, const char *role)
{
	int64_t id = 0;
	struct account account = {
		.mail = mail, .name = mail, .role = role, .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	return account;
}

static int setup(void **state)
{
	static const char *const tables[] = { "forum_flag", "forum_read", "forum_post", "forum_topic",
		"forum_category", "trust", "badge", "setting", "audit", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = 20000 * DAY + 12 * HOUR;
	admin = add_account("admin@x.example", "admin");
	writer = add_account("writer@x.example", "customer");
	scratch_sql("INSERT INTO forum_category (slug, created_at) VALUES ('all', 1)");
	category_id = scratch_ask("SELECT MAX(id) AS number FROM forum_category");
	return 0;
}

static int64_t add_topic(void)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_topic (category_id, audience, title, lang, created_at, activity_at, "
	        "places)"
	        " VALUES (%lld, 'public', 'T', 'en', %lld, %lld, 40)",
	        (long long)category_id, (long long)now, (long long)now));
	return scratch_ask("SELECT MAX(id) AS number FROM forum_topic");
}

static int64_t add_post(int64_t topic_id, const struct account *author, const char *state, int64_t when)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_post (topic_id, place, author_id, state, body, created_at)"
	        " SELECT %lld, COALESCE(MAX(place), 0) + 1, %lld, '%s', 'Words', %lld FROM forum_post WHERE "
	        "topic_id = %lld",
	        (long long)topic_id, (long long)author->id, state, (long long)when, (long long)topic_id));
	return scratch_ask("SELECT MAX(id) AS number FROM forum_post");
}

static struct trust trust_of(const struct account *who)
{
	struct trust trust;
	assert_int_equal(trust_find(scratch.db, scratch.arena, who->id, &trust), RC_OK);
	return trust;
}

static enum rc judge(const struct account *who, const char *body, const char **held_for)
{
	return trust_judge(scratch.db, scratch.arena, who, body, now, held_for);
}

static void read_topics(int count, int days)
{
	for (int day = 0; day < days; day++)
		for (int i = 0; i < count; i++)
			assert_int_equal(trust_read(scratch.db, scratch.arena, writer.id, add_topic(), 10,
			                         now + day * DAY),
			        RC_OK);
}

static void somebody_becomes_known_by_reading_on_several_days(void **state)
{
	(void)state;
	assert_int_equal(trust_of(&writer).level, TRUST_NEW);
	read_topics(5, 1);
	assert_int_equal(trust_of(&writer).topics_read, 5);
	assert_int_equal(trust_of(&writer).posts_read, 50);
	assert_int_equal(trust_of(&writer).level, TRUST_NEW);
	assert_int_equal(trust_read(scratch.db, scratch.arena, writer.id, add_topic(), 1, now + DAY), RC_OK);
	assert_int_equal(trust_of(&writer).days, 2);
	assert_int_equal(trust_of(&writer).level, TRUST_KNOWN);
}

static void a_regular_has_given_and_got_likes(void **state)
{
	(void)state;
	read_topics(2, 15);
	assert_int_equal(trust_of(&writer).level, TRUST_KNOWN);
	assert_int_equal(trust_add(scratch.db, scratch.arena, writer.id,
	                         (struct trust_change){ .likes_given = 1 }, now),
	        RC_OK);
	assert_int_equal(trust_of(&writer).level, TRUST_KNOWN);
	assert_int_equal(
	        trust_add(scratch.db, scratch.arena, writer.id, (struct trust_change){ .likes_got = 1 }, now),
	        RC_OK);
	assert_int_equal(trust_of(&writer).level, TRUST_REGULAR);
}

static void reading_the_same_again_changes_nothing(void **state)
{
	(void)state;
	int64_t topic = add_topic();
	for (int i = 0; i < 3; i++)
		assert_int_equal(trust_read(scratch.db, scratch.arena, writer.id, topic, 7, now), RC_OK);
	assert_int_equal(trust_of(&writer).posts_read, 7);
	assert_int_equal(trust_of(&writer).topics_read, 1);
	assert_int_equal(trust_read(scratch.db, scratch.arena, writer.id, topic, 5, now), RC_OK);
	assert_int_equal(scratch_ask("SELECT place AS number FROM forum_read"), 7);
	assert_int_equal(trust_read(scratch.db, scratch.arena, writer.id, topic, 10000, now), RC_OK);
	assert_int_equal(trust_of(&writer).posts_read, 7 + LIMIT_TOPIC_PAGE);
}

static void a_fixed_level_does_not_move_and_may_be_let_go(void **state)
{
	(void)state;
	assert_int_equal(trust_fix(scratch.db, writer.id, TRUST_LEADER, now), RC_OK);
	assert_int_equal(trust_of(&writer).level, TRUST_LEADER);
	read_topics(1, 1);
	assert_int_equal(trust_of(&writer).level, TRUST_LEADER);
	assert_int_equal(trust_fix(scratch.db, writer.id, -1, now), RC_OK);
	assert_int_equal(trust_of(&writer).level, TRUST_NEW);
	assert_int_equal(trust_fix(scratch.db, writer.id, 4, now), RC_INVALID);
}

static void a_newcomers_first_text_many_links_and_guests_are_held(void **state)
{
	(void)state;
	static const struct account guest = { .state = "guest", .role = "customer" };
	static const char links[] =
	        "[a](https://a.example) [b](https&#58;//b.example) www.c.example `https://d.example`";
	const char *held_for;
	int64_t topic = add_topic();
	assert_int_equal(judge(&guest, "Hello", &held_for), RC_OK);
	assert_string_equal(held_for, "guest");
	assert_int_equal(judge(&admin, links, &held_for), RC_OK);
	assert_string_equal(held_for, "");
	assert_int_equal(judge(&writer, "Hello", &held_for), RC_OK);
	assert_string_equal(held_for, "new");
	add_post(topic, &writer, "open", now - 2 * DAY);
	assert_int_equal(judge(&writer, "Hello", &held_for), RC_OK);
	assert_string_equal(held_for, "");
	assert_int_equal(judge(&writer, links, &held_for), RC_OK);
	assert_string_equal(held_for, "links");
	assert_int_equal(trust_fix(scratch.db, writer.id, TRUST_KNOWN, now), RC_OK);
	assert_int_equal(judge(&writer, links, &held_for), RC_OK);
	assert_string_equal(held_for, "");
}

static void a_newcomer_writes_five_texts_in_a_day_whatever_becomes_of_them(void **state)
{
	(void)state;
	static const char *const states[] = { "open", "held", "hidden", "deleted", "open" };
	const char *held_for;
	int64_t topic = add_topic();
	for (size_t i = 0; i < LENGTH(states); i++) {
		assert_int_equal(judge(&writer, "Hello", &held_for), RC_OK);
		add_post(topic, &writer, states[i], now - HOUR);
	}
	assert_int_equal(judge(&writer, "Hello", &held_for), RC_LIMITED);
	scratch_sql(arena_format(
	        scratch.arena, "UPDATE forum_post SET created_at = created_at - %lld", (long long)DAY));
	assert_int_equal(judge(&writer, "Hello", &held_for), RC_OK);
}

static void who_is_blocked_writes_nothing_until_it_ends(void **state)
{
	(void)state;
	const char *held_for;
	assert_int_equal(trust_block(scratch.db, writer.id, now + 10, now), RC_OK);
	assert_int_equal(judge(&writer, "Hello", &held_for), RC_DENIED);
	assert_int_equal(
	        trust_judge(scratch.db, scratch.arena, &writer, "Hello", now + 10, &held_for), RC_OK);
}

static void numbers_never_go_below_nothing_and_badges_stay(void **state)
{
	(void)state;
	struct db_rows rows;
	const struct trust_change up = { .topics = 1, .posts = 1, .solved = 5 },
	                          down = { .topics = -3, .posts = -3, .solved = -9 };
	assert_int_equal(trust_add(scratch.db, scratch.arena, writer.id, up, now), RC_OK);
	assert_int_equal(trust_add(scratch.db, scratch.arena, writer.id, down, now), RC_OK);
	assert_int_equal(trust_of(&writer).solved, 0);
	assert_int_equal(trust_add(scratch.db, scratch.arena, 0, up, now), RC_OK);
	assert_int_equal(badge_list(scratch.db, scratch.arena, writer.id, &rows), RC_OK);
	assert_int_equal(rows.count, 3); /* first question, solver, helper */
}

static void rules_keep_their_ranges(void **state)
{
	(void)state;
	struct trust_rules rules = trust_rules_default(), read;
	rules.hide_flags = 0;
	assert_int_equal(trust_rules_write(scratch.db, scratch.arena, &admin, &rules, now), RC_INVALID);
	rules.hide_flags = 7;
	rules.hold_first = 0;
	assert_int_equal(trust_rules_write(scratch.db, scratch.arena, &admin, &rules, now), RC_OK);
	scratch_sql("UPDATE setting SET value = '-5' WHERE name = 'trust_hold_first'");
	assert_int_equal(trust_rules_read(scratch.db, scratch.arena, &read), RC_OK);
	assert_int_equal(read.hide_flags, 7);
	assert_int_equal(read.hold_first, 1);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM audit"), 2);
}

/* --- flags ------------------------------------------------------------------------------------- */

static struct forum_post locked(int64_t id)
{
	const struct forum_reader reader = { .who = &admin, .lang = "en", .fallback = "en" };
	struct forum_topic topic;
	struct forum_post post;
	assert_int_equal(forum_post_lock(scratch.db, scratch.arena, &reader, id, &post, &topic), RC_OK);
	return post;
}

static void flag_as(const struct account *who, int64_t post_id)
{
	const struct forum_flag_new flag = { .who = who, .reason = "spam", .note = "", .now = now };
	struct forum_post post = locked(post_id);
	assert_int_equal(forum_flag_add(scratch.db, scratch.arena, &post, &flag), RC_OK);
}

static void flags_of_blocked_people_do_not_hide(void **state)
{
	(void)state;
	struct account one = add_account("one@x.example", "customer"),
	               two = add_account("two@x.example", "customer"),
	               three = add_account("three@x.example", "customer"),
	               four = add_account("four@x.example", "customer");
	int64_t topic = add_topic();
	(void)add_post(topic, &admin, "open", now);
	int64_t post = add_post(topic, &writer, "open", now);
	flag_as(&one, post);
	flag_as(&one, post);
	assert_int_equal(locked(post).flag_count, 1);
	assert_int_equal(trust_block(scratch.db, one.id, now + DAY, now), RC_OK);
	flag_as(&two, post);
	flag_as(&three, post);
	assert_string_equal(locked(post).state, "open");
	flag_as(&four, post);
	assert_string_equal(locked(post).state, "hidden");
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM forum_post WHERE held_for = 'flags'"), 1);
}

static void judging_twice_counts_once(void **state)
{
	(void)state;
	struct account one = add_account("one@x.example", "customer");
	int64_t topic = add_topic();
	(void)add_post(topic, &admin, "open", now);
	int64_t post = add_post(topic, &writer, "open", now);
	bool judged;
	flag_as(&one, post);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(moderation_judge(scratch.db, scratch.arena, &admin, MODERATION_FLAGGED, post,
		                         MODERATION_DECLINE, now, &judged),
		        RC_OK);
		assert_int_equal(judged, i == 0);
	}
	assert_int_equal(trust_of(&one).flags_right, 1);
	assert_int_equal(trust_of(&writer).flagged, 1);
	assert_string_equal(locked(post).state, "deleted");
	assert_int_equal(moderation_judge(scratch.db, scratch.arena, &admin, MODERATION_POSTS, 999999,
	                         MODERATION_APPROVE, now, &judged),
	        RC_OK);
	assert_false(judged);
}

static void a_list_of_what_waits_pages_by_number(void **state)
{
	(void)state;
	struct db_rows rows;
	bool more;
	int64_t topic = add_topic();
	for (int i = 0; i < 5; i++)
		(void)add_post(topic, &writer, "held", now);
	struct list_place place = { 0 };
	assert_int_equal(moderation_list(scratch.db, scratch.arena, MODERATION_POSTS, "en", place, now, 3,
	                         &rows, &more),
	        RC_OK);
	assert_int_equal(rows.count, 3);
	assert_true(more);
	const struct moderation_row *items = rows.items;
	place = (struct list_place){ .id = items[2].id, .set = true };
	assert_int_equal(moderation_list(scratch.db, scratch.arena, MODERATION_POSTS, "en", place, now, 3,
	                         &rows, &more),
	        RC_OK);
	assert_int_equal(rows.count, 2);
	assert_false(more);
	struct forum_waiting_counts counts;
	assert_int_equal(forum_waiting_counts(scratch.db, scratch.arena, now, &counts), RC_OK);
	assert_int_equal(counts.moderation_count, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(somebody_becomes_known_by_reading_on_several_days, setup),
		cmocka_unit_test_setup(a_regular_has_given_and_got_likes, setup),
		cmocka_unit_test_setup(reading_the_same_again_changes_nothing, setup),
		cmocka_unit_test_setup(a_fixed_level_does_not_move_and_may_be_let_go, setup),
		cmocka_unit_test_setup(a_newcomers_first_text_many_links_and_guests_are_held, setup),
		cmocka_unit_test_setup(a_newcomer_writes_five_texts_in_a_day_whatever_becomes_of_them, setup),
		cmocka_unit_test_setup(who_is_blocked_writes_nothing_until_it_ends, setup),
		cmocka_unit_test_setup(numbers_never_go_below_nothing_and_badges_stay, setup),
		cmocka_unit_test_setup(rules_keep_their_ranges, setup),
		cmocka_unit_test_setup(flags_of_blocked_people_do_not_hide, setup),
		cmocka_unit_test_setup(judging_twice_counts_once, setup),
		cmocka_unit_test_setup(a_list_of_what_waits_pages_by_number, setup),
	};
	scratch_open("trust", 1);
	return cmocka_run_group_tests_name("trust", tests, NULL, scratch_close);
}
