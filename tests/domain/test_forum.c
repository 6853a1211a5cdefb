/* The forum: counters, states, the accepted answer, likes, edits, tags, lists and who sees them. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/forum_edit.h"
#include "domain/forum_like.h"
#include "domain/forum_post.h"
#include "domain/forum_tag.h"
#include "domain/forum_topic_list.h"
#include "domain/trust.h"
#include "scratch.h"

static int64_t now, category_id, company_id, firm_id;
static struct account admin, asker, helper, member;
static const struct account nobody = { .id = 0 };

static struct account add_account(const char *mail, const char *role)
{
	int64_t id = 0;
	struct account account = {
		.mail = mail, .name = mail, .role = role, .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &account), RC_OK);
	assert_int_equal(trust_fix(scratch.db, id, TRUST_KNOWN, now), RC_OK);
	return account;
}

#define number(format, id) scratch_ask(arena_format(scratch.arena, format, (long long)(id)))

static int64_t add_category(const char *slug, const char *audience, int64_t audience_id)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_category (slug, audience, audience_id, created_at) VALUES ('%s', '%s', "
	        "%lld, 1)",
	        slug, audience, (long long)audience_id));
	return scratch_ask("SELECT MAX(id) AS number FROM forum_category");
}

static int setup(void **state)
{
	static const char *const tables[] = { "community_event", "follow", "search_dirty", "forum_topic",
		"forum_category", "company_member", "company", "trust", "badge", "audit", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = 20000 * DAY;
	admin = add_account("admin@x.example", "admin");
	asker = add_account("asker@x.example", "customer");
	helper = add_account("helper@x.example", "customer");
	member = add_account("member@x.example", "customer");
	scratch_sql(
	        "INSERT INTO company (name, name_key, created_at, updated_at) VALUES ('Firm', 'firm', 1, 1)");
	firm_id = scratch_ask("SELECT MAX(id) AS number FROM company");
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO company_member (company_id, account_id, created_at) VALUES (%lld, %lld, 1)",
	        (long long)firm_id, (long long)member.id));
	member.company_id = firm_id;
	category_id = add_category("all", "public", 0);
	company_id = add_category("firm", "company", firm_id);
	return 0;
}

static struct forum_reader reader_of(const struct account *who)
{
	return (struct forum_reader){ .who = who, .lang = "en", .fallback = "en" };
}

static int64_t ask_in(const struct account *who, int64_t category)
{
	static const char *const tags[] = { "lamp", "Night" };
	struct forum_draft draft = { .category_id = category,
		.who = who,
		.author_name = "Guest",
		.title = "A question",
		.body = "Who **knows**?",
		.lang = "en",
		.tags = tags,
		.tag_count = 2,
		.now = ++now };
	const char *state;
	int64_t id = 0;
	assert_int_equal(forum_topic_ask(scratch.db, scratch.arena, &draft, &id, &state), RC_OK);
	return id;
}

static int64_t ask(const struct account *who)
{
	return ask_in(who, category_id);
}

static struct forum_topic topic_for(const struct account *who, int64_t id)
{
	struct forum_reader reader = reader_of(who);
	struct forum_topic topic;
	assert_int_equal(forum_topic_find(scratch.db, scratch.arena, &reader, id, &topic), RC_OK);
	return topic;
}

static struct forum_post post_for(const struct account *who, int64_t id)
{
	struct forum_reader reader = reader_of(who);
	struct forum_post post;
	assert_int_equal(forum_post_read(scratch.db, scratch.arena, &reader, id, &post), RC_OK);
	return post;
}

static int64_t reply(const struct account *who, int64_t topic_id, bool note)
{
	struct forum_topic topic = topic_for(&admin, topic_id);
	struct forum_post_new post = { .who = who,
		.author_name = "",
		.body = "It is *so*.",
		.note = note,
		.held_for = "",
		.now = ++now };
	const char *state;
	int64_t id = 0;
	assert_int_equal(forum_post_reply(scratch.db, scratch.arena, &topic, &post, &id, &state), RC_OK);
	return id;
}

static enum rc set_state(int64_t id, const char *state)
{
	return forum_post_set_state(scratch.db, scratch.arena, id, state, "moderator", &admin, now);
}

static bool is_missing(const struct account *who, int64_t topic_id)
{
	struct forum_reader reader = reader_of(who);
	struct forum_topic topic;
	return forum_topic_find(scratch.db, scratch.arena, &reader, topic_id, &topic) == RC_NOT_FOUND;
}

static size_t listed(const struct account *who, enum forum_view view)
{
	struct forum_filter filter = { .view = view, .who = who, .industry = "", .tag = "night" };
	struct db_rows rows;
	bool more;
	assert_int_equal(forum_topic_list(scratch.db, scratch.arena, &filter, 20, &rows, &more), RC_OK);
	return rows.count;
}

/* --- counters -------------------------------------------------------------------------------- */

static void a_reply_counts_once_it_is_open(void **state)
{
	(void)state;
	int64_t id = ask(&asker);
	struct forum_topic topic = topic_for(&nobody, id);
	assert_int_equal(topic.places, 1);
	assert_int_equal(topic.answered_at, 0);
	reply(&asker, id, false);
	assert_int_equal(topic_for(&nobody, id).answered_at, 0);
	int64_t other = reply(&helper, id, false);
	topic = topic_for(&nobody, id);
	assert_int_equal(topic.reply_count, 2);
	assert_int_equal(topic.answered_at, now);
	assert_int_equal(topic.activity_at, now);
	assert_int_equal(number("SELECT last_post_id AS number FROM forum_topic WHERE id = %lld", id), other);
	reply(&admin, id, true);
	topic = topic_for(&nobody, id);
	assert_int_equal(topic.reply_count, 2);
	assert_int_equal(topic.places, 4);
	assert_int_equal(
	        number("SELECT COUNT(*) AS number FROM community_event WHERE topic_id = %lld", id), 3);
}

static void what_goes_takes_its_counters_along_and_brings_them_back(void **state)
{
	(void)state;
	int64_t id = ask(&asker), first = reply(&helper, id, false), second = reply(&helper, id, false);
	assert_int_equal(set_state(second, "hidden"), RC_OK);
	struct forum_topic topic = topic_for(&nobody, id);
	assert_int_equal(topic.reply_count, 1);
	assert_int_equal(number("SELECT last_post_id AS number FROM forum_topic WHERE id = %lld", id), first);
	assert_int_equal(set_state(first, "deleted"), RC_OK);
	topic = topic_for(&nobody, id);
	assert_int_equal(topic.reply_count, 0);
	assert_int_equal(topic.answered_at, 0);
	int64_t told = scratch_ask("SELECT COUNT(*) AS number FROM community_event");
	assert_int_equal(set_state(second, "open"), RC_OK);
	assert_int_equal(set_state(second, "open"), RC_OK);
	topic = topic_for(&nobody, id);
	assert_int_equal(topic.reply_count, 1);
	assert_int_not_equal(topic.answered_at, 0);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM community_event"), told);
	assert_int_equal(number("SELECT posts AS number FROM trust WHERE account_id = %lld", helper.id), 1);
}

static void a_deleted_note_does_not_come_back_for_everybody(void **state)
{
	(void)state;
	int64_t id = ask(&asker), note = reply(&admin, id, true);
	assert_int_equal(set_state(note, "open"), RC_INVALID);
	assert_int_equal(set_state(note, "deleted"), RC_OK);
	assert_int_equal(set_state(note, "open"), RC_INVALID);
}

static void a_guest_is_held_and_told_of_when_a_moderator_opens_it(void **state)
{
	(void)state;
	int64_t id = ask(&nobody);
	assert_true(is_missing(&nobody, id));
	assert_true(is_missing(&asker, id));
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM community_event"), 0);
	int64_t post = number("SELECT id AS number FROM forum_post WHERE topic_id = %lld", id);
	assert_int_equal(set_state(post, "hidden"), RC_OK);
	assert_int_equal(set_state(post, "open"), RC_OK);
	assert_string_equal(topic_for(&nobody, id).author, "Guest");
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM community_event WHERE kind = 'topic'"), 1);
}

/* --- the answer ------------------------------------------------------------------------------ */

static void the_accepted_answer_counts_for_its_author_until_it_goes(void **state)
{
	(void)state;
	int64_t id = ask(&asker), answer = reply(&helper, id, false);
	struct forum_topic topic = topic_for(&asker, id);
	assert_int_equal(forum_topic_accept(scratch.db, scratch.arena, &topic, &asker, answer, now), RC_OK);
	topic = topic_for(&asker, id);
	assert_int_equal(topic.solved_place, 2);
	assert_int_equal(number("SELECT solved AS number FROM trust WHERE account_id = %lld", helper.id), 1);
	assert_int_equal(forum_topic_accept(scratch.db, scratch.arena, &topic, &asker, answer + 1000, now),
	        RC_NOT_FOUND);
	assert_int_equal(set_state(answer, "hidden"), RC_OK);
	assert_int_equal(topic_for(&asker, id).solved_post_id, 0);
	assert_int_equal(number("SELECT solved AS number FROM trust WHERE account_id = %lld", helper.id), 0);
}

static void followers_are_told_of_an_answer_once(void **state)
{
	(void)state;
	int64_t id = ask(&asker), answer = reply(&helper, id, false);
	for (int i = 0; i < 3; i++) {
		struct forum_topic topic = topic_for(&asker, id);
		assert_int_equal(
		        forum_topic_accept(scratch.db, scratch.arena, &topic, &asker, answer, now), RC_OK);
		topic = topic_for(&asker, id);
		assert_int_equal(
		        forum_topic_accept(scratch.db, scratch.arena, &topic, &asker, 0, now), RC_OK);
	}
	assert_int_equal(number("SELECT COUNT(*) AS number FROM community_event WHERE kind = 'accepted'"
	                        " AND post_id = %lld",
	                         answer),
	        1);
}

static void the_answer_comes_with_the_first_page(void **state)
{
	(void)state;
	int64_t id = ask(&asker), answer = 0;
	for (int i = 0; i < LIMIT_TOPIC_PAGE + 5; i++)
		answer = reply(&helper, id, false);
	struct forum_topic topic = topic_for(&asker, id);
	assert_int_equal(forum_topic_accept(scratch.db, scratch.arena, &topic, &asker, answer, now), RC_OK);
	topic = topic_for(&asker, id);
	assert_int_equal(forum_topic_pages(&topic), 2);
	struct db_rows rows;
	struct forum_post accepted;
	assert_int_equal(
	        forum_post_list(scratch.db, scratch.arena, &topic, &nobody, 1, LIMIT_TOPIC_PAGE, &rows),
	        RC_OK);
	assert_int_equal(rows.count, LIMIT_TOPIC_PAGE);
	assert_int_equal(
	        forum_post_accepted(scratch.db, scratch.arena, &topic, &nobody, &rows, &accepted), RC_OK);
	assert_int_equal(accepted.id, answer);
	const struct forum_post *posts = rows.items;
	assert_non_null(strstr(posts[0].html, "<strong>knows</strong>"));
}

static struct db_rows page_for(const struct account *who, int64_t id, int32_t from, int32_t to)
{
	struct forum_topic topic = topic_for(who, id);
	struct db_rows rows;
	assert_int_equal(forum_post_list(scratch.db, scratch.arena, &topic, who, from, to, &rows), RC_OK);
	return rows;
}

static void a_post_with_several_files_stands_in_the_list_once(void **state)
{
	(void)state;
	int64_t id = ask(&asker), answer = reply(&helper, id, false);
	for (int i = 0; i < 3; i++)
		scratch_sql(arena_format(scratch.arena,
		        "INSERT INTO attachment (public_id, post_id, name, type, size, hash, created_at) "
		        "VALUES "
		        "(UNHEX(MD5(%d)), %lld, 'a', 'text/plain', 1, UNHEX(SHA2('a', 256)), 1)",
		        i, (long long)answer));
	(void)reply(&asker, id, false);
	struct db_rows rows = page_for(&nobody, id, 1, LIMIT_TOPIC_PAGE);
	const struct forum_post *posts = rows.items;
	assert_int_equal(rows.count, 3);
	assert_int_equal(posts[1].id, answer);
	assert_true(posts[1].files);
	assert_false(posts[0].files || posts[2].files);
}

static void a_reply_says_whom_it_answers_on_its_page_and_on_another(void **state)
{
	(void)state;
	int64_t id = ask(&asker), answered = reply(&helper, id, false);
	struct forum_post_new again = { .who = &asker,
		.author_name = "",
		.parent_id = answered,
		.body = "Thanks",
		.held_for = "",
		.now = ++now };
	int64_t thanks;
	assert_int_equal(forum_post_add(scratch.db, scratch.arena, id, &again, &thanks), RC_OK);
	for (int32_t from = 1; from <= 3; from += 2) {
		struct db_rows rows = page_for(&nobody, id, from, 3);
		const struct forum_post *last = (const struct forum_post *)rows.items + rows.count - 1;
		assert_int_equal(last->id, thanks);
		assert_int_equal(last->parent_place, 2);
		assert_string_equal(last->parent, helper.name);
	}
	assert_int_equal(set_state(answered, "hidden"), RC_OK);
	for (int32_t from = 1; from <= 3; from += 2) {
		struct db_rows rows = page_for(&nobody, id, from, 3);
		const struct forum_post *last = (const struct forum_post *)rows.items + rows.count - 1;
		assert_int_equal(last->parent_place, 0);
		assert_null(last->parent);
	}
}

static void a_category_has_a_name_in_whatever_language(void **state)
{
	(void)state;
	int64_t id = ask(&asker);
	assert_string_equal(topic_for(&nobody, id).category, "all");
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_category_text (category_id, lang, name, description) VALUES "
	        "(%lld, 'lt', 'Viskas', '')",
	        (long long)category_id));
	assert_string_equal(topic_for(&nobody, id).category, "Viskas");
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_category_text (category_id, lang, name, description) VALUES "
	        "(%lld, 'en', 'Everything', '')",
	        (long long)category_id));
	assert_string_equal(topic_for(&asker, id).category, "Everything");
}

/* --- likes, edits, tags ---------------------------------------------------------------------- */

static void a_like_counts_once_and_not_for_oneself(void **state)
{
	(void)state;
	int64_t id = ask(&asker);
	struct forum_post post =
	        post_for(&helper, number("SELECT id AS number FROM forum_post WHERE topic_id = %lld", id));
	int32_t likes;
	assert_true(forum_like_allowed(&post, &helper));
	assert_false(forum_like_allowed(&post, &asker));
	assert_false(forum_like_allowed(&post, &nobody));
	assert_int_equal(forum_like_set(scratch.db, scratch.arena, &post, &helper, true, now, &likes), RC_OK);
	assert_int_equal(forum_like_set(scratch.db, scratch.arena, &post, &helper, true, now, &likes), RC_OK);
	assert_int_equal(topic_for(&nobody, id).like_count, 1);
	assert_true(post_for(&helper, post.id).liked);
	assert_true(((const struct forum_post *)page_for(&helper, id, 1, 1).items)->liked);
	assert_false(((const struct forum_post *)page_for(&asker, id, 1, 1).items)->liked);
	assert_int_equal(
	        number("SELECT likes_got AS number FROM trust WHERE account_id = %lld", asker.id), 1);
	assert_int_equal(
	        forum_like_set(scratch.db, scratch.arena, &post, &helper, false, now, &likes), RC_OK);
	assert_int_equal(topic_for(&nobody, id).like_count, 0);
}

static void an_edit_keeps_the_text_before_and_refuses_a_late_one(void **state)
{
	(void)state;
	int64_t id = ask(&asker);
	struct forum_topic topic = topic_for(&asker, id);
	struct forum_post post =
	        post_for(&asker, number("SELECT id AS number FROM forum_post WHERE topic_id = %lld", id));
	struct forum_change change = { .body = "New", .title = "Title", .version = topic.version };
	assert_string_equal(topic.tags, "lamp\nNight");
	assert_int_equal(
	        forum_edit_save(scratch.db, scratch.arena, &post, &topic, &asker, &change, now), RC_OK);
	struct forum_post after = post_for(&nobody, post.id);
	assert_string_equal(after.body, "New");
	assert_int_equal(after.edit_count, 1);
	assert_string_equal(topic_for(&nobody, id).tags, "");
	topic = topic_for(&asker, id);
	assert_int_equal(forum_edit_save(scratch.db, scratch.arena, &after, &topic, &asker, &change, now),
	        RC_CONFLICT);
	struct db_rows rows;
	bool more;
	assert_int_equal(
	        forum_edit_list(scratch.db, scratch.arena, &nobody, &after, 0, 20, &rows, &more), RC_OK);
	assert_int_equal(rows.count, 1);
	const struct forum_edit *edit = rows.items;
	assert_string_equal(edit->title, "A question");
	assert_non_null(strstr(edit->html, "<strong>knows</strong>"));
}

static void tags_are_read_as_people_type_them(void **state)
{
	struct forum_tags tags;
	(void)state;
	assert_int_equal(forum_tags_read(scratch.arena, " #Lamp, lamp,برنامه، چراغ ,, x;y", &tags), RC_OK);
	assert_int_equal(tags.count, 5);
	assert_string_equal(tags.items[0], "Lamp");
	assert_string_equal(tags.items[1], "برنامه");
	/* whatever stands before a word: what is kept is what an edit reads again */
	assert_int_equal(forum_tags_read(scratch.arena, "##lamp, # #night", &tags), RC_OK);
	assert_int_equal(tags.count, 2);
	assert_string_equal(tags.items[0], "lamp");
	assert_string_equal(tags.items[1], "night");
	assert_int_equal(forum_tags_read(scratch.arena, "a,b,c,d,e,f", &tags), RC_TOO_LARGE);
	assert_int_equal(forum_tags_read(scratch.arena, "", &tags), RC_OK);
	assert_int_equal(tags.count, 0);
	assert_string_equal(forum_tags_write(scratch.arena, "a\nb c"), "a, b c");
}

/* --- lists and rights ------------------------------------------------------------------------ */

static void a_companys_topics_show_to_its_members_alone(void **state)
{
	(void)state;
	ask(&asker);
	int64_t inside = ask_in(&member, company_id);
	assert_true(is_missing(&nobody, inside));
	assert_true(is_missing(&asker, inside));
	assert_false(is_missing(&member, inside));
	for (int view = FORUM_LATEST; view <= FORUM_UNANSWERED; view++) {
		assert_int_equal(listed(&nobody, (enum forum_view)view), 1);
		assert_int_equal(listed(&asker, (enum forum_view)view), 1);
		assert_int_equal(listed(&member, (enum forum_view)view), 2);
		assert_int_equal(listed(&admin, (enum forum_view)view), 2);
	}
	assert_int_equal(listed(&asker, FORUM_TAG), 1);
	assert_int_equal(listed(&member, FORUM_TAG), 2);
	assert_int_equal(listed(&member, FORUM_MINE), 1);
	assert_int_equal(listed(&member, FORUM_FOLLOWING), 1);
	scratch_sql("DELETE FROM company_member");
	assert_true(is_missing(&member, inside));
	assert_int_equal(listed(&member, FORUM_MINE), 0);
	assert_int_equal(listed(&member, FORUM_FOLLOWING), 0);
}

/* Whoever asked while the category was made private asks in the private one. */
static void a_topic_is_for_whom_its_category_is_at_that_moment(void **state)
{
	(void)state;
	struct forum_draft draft = { .category_id = 999999,
		.who = &member,
		.author_name = "",
		.title = "A question",
		.body = "Who knows?",
		.lang = "en",
		.now = ++now };
	const char *topic_state;
	int64_t id;
	scratch_sql(arena_format(scratch.arena,
	        "UPDATE forum_category SET audience = 'company', audience_id = %lld, stale = TRUE WHERE id = "
	        "%lld",
	        (long long)firm_id, (long long)category_id));
	int64_t asked = ask(&member);
	assert_int_equal(scratch_ask(arena_format(scratch.arena,
	                         "SELECT COUNT(*) AS number FROM forum_topic WHERE id = %lld AND audience = "
	                         "'company' AND audience_id = %lld",
	                         (long long)asked, (long long)firm_id)),
	        1);
	assert_int_equal(forum_topic_ask(scratch.db, scratch.arena, &draft, &id, &topic_state), RC_NOT_FOUND);
}

static void a_copy_that_is_behind_shows_nothing(void **state)
{
	(void)state;
	int64_t id = ask(&asker);
	scratch_sql(arena_format(scratch.arena,
	        "UPDATE forum_category SET audience = 'staff' WHERE id = %lld", (long long)category_id));
	assert_int_equal(listed(&nobody, FORUM_LATEST), 0);
	assert_int_equal(listed(&asker, FORUM_LATEST), 0);
	assert_int_equal(listed(&asker, FORUM_MINE), 0);
	assert_true(is_missing(&asker, id));
	assert_int_equal(listed(&admin, FORUM_LATEST), 1);
}

static void lists_page_both_ways_by_key(void **state)
{
	(void)state;
	for (int i = 0; i < 7; i++)
		ask(&asker);
	struct forum_filter filter = { .view = FORUM_LATEST, .who = &nobody, .category_id = category_id };
	struct db_rows rows;
	bool more;
	assert_int_equal(forum_topic_list(scratch.db, scratch.arena, &filter, 3, &rows, &more), RC_OK);
	assert_true(more && rows.count == 3);
	struct forum_topic_row *items = rows.items, first = items[0], last = items[2];
	filter.place = (struct list_place){ .at = last.activity_at, .id = last.id, .set = true };
	assert_int_equal(forum_topic_list(scratch.db, scratch.arena, &filter, 3, &rows, &more), RC_OK);
	items = rows.items;
	assert_true(more && rows.count == 3 && items[0].id == last.id - 1);
	filter.place = (struct list_place){
		.at = items[0].activity_at, .id = items[0].id, .set = true, .backwards = true
	};
	assert_int_equal(forum_topic_list(scratch.db, scratch.arena, &filter, 3, &rows, &more), RC_OK);
	items = rows.items;
	assert_true(!more && rows.count == 3 && items[0].id == first.id && items[2].id == last.id);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_reply_counts_once_it_is_open, setup),
		cmocka_unit_test_setup(what_goes_takes_its_counters_along_and_brings_them_back, setup),
		cmocka_unit_test_setup(a_deleted_note_does_not_come_back_for_everybody, setup),
		cmocka_unit_test_setup(a_guest_is_held_and_told_of_when_a_moderator_opens_it, setup),
		cmocka_unit_test_setup(the_accepted_answer_counts_for_its_author_until_it_goes, setup),
		cmocka_unit_test_setup(followers_are_told_of_an_answer_once, setup),
		cmocka_unit_test_setup(the_answer_comes_with_the_first_page, setup),
		cmocka_unit_test_setup(a_post_with_several_files_stands_in_the_list_once, setup),
		cmocka_unit_test_setup(a_reply_says_whom_it_answers_on_its_page_and_on_another, setup),
		cmocka_unit_test_setup(a_category_has_a_name_in_whatever_language, setup),
		cmocka_unit_test_setup(a_like_counts_once_and_not_for_oneself, setup),
		cmocka_unit_test_setup(an_edit_keeps_the_text_before_and_refuses_a_late_one, setup),
		cmocka_unit_test_setup(tags_are_read_as_people_type_them, setup),
		cmocka_unit_test_setup(a_companys_topics_show_to_its_members_alone, setup),
		cmocka_unit_test_setup(a_topic_is_for_whom_its_category_is_at_that_moment, setup),
		cmocka_unit_test_setup(a_copy_that_is_behind_shows_nothing, setup),
		cmocka_unit_test_setup(lists_page_both_ways_by_key, setup),
	};
	scratch_open("forum", 1);
	return cmocka_run_group_tests(tests, NULL, scratch_close);
}
