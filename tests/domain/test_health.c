/* The doctor's look at the data: a sound community has no fault, and each claim notices when it is broken. */
#include <string.h>

#include "base/text.h"
#include "domain/health.h"
#include "scratch.h"

#define ELSE 14 /* claims before those about the community */

/* A category with a topic that was answered, liked and flagged, a board with two suggestions, one merged. */
static const char *const sound[] = {
	"INSERT INTO account (id, mail, mail_key, name, role, state, lang, notice_count, created_at, "
	"updated_at)"
	" VALUES (1, 'a@x.example', 'a@x.example', 'A', 'customer', 'active', 'en', 1, 1, 1),"
	" (2, 'b@x.example', 'b@x.example', 'B', 'customer', 'active', 'en', 0, 1, 1)",
	"INSERT INTO notice (account_id, event, seen, created_at) VALUES (1, 'forum_post', FALSE, 1), (1, "
	"'forum_post', TRUE, 1)",
	"INSERT INTO forum_category (id, slug, created_at) VALUES (1, 'all', 1)",
	"INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, places, reply_count, "
	"like_count,"
	" answered_at, created_at, activity_at) VALUES (1, 1, 'public', 1, 'T', 'en', 3, 1, 1, 2, 1, 2)",
	"INSERT INTO forum_post (id, topic_id, place, author_id, state, body, like_count, flag_count, "
	"created_at)"
	" VALUES (1, 1, 1, 1, 'open', 'Q', 1, 0, 1), (2, 1, 2, 2, 'open', 'A', 0, 1, 2), (3, 1, 3, 2, "
	"'held', "
	"'H', 0, 0, 3)",
	"UPDATE forum_topic SET last_post_id = 2, last_id = 2, solved_post_id = 2",
	"INSERT INTO forum_like (post_id, account_id, created_at) VALUES (1, 2, 1)",
	"INSERT INTO forum_flag (post_id, account_id, reason, state, created_at) VALUES (2, 1, 'spam', "
	"'waiting', 1),"
	" (1, 2, 'spam', 'wrong', 1)",
	"INSERT INTO trust (account_id, topics, posts, created_at) VALUES (1, 1, 1, 1), (2, 0, 1, 1)",
	"INSERT INTO suggestion_board (id, slug, created_at) VALUES (1, 'ideas', 1)",
	"INSERT INTO suggestion (id, board_id, audience, author_id, title, body, lang, status, status_at, "
	"vote_count,"
	" comment_count, created_at, updated_at) VALUES (1, 1, 'public', 1, 'S', 'B', 'en', 'open', 1, 1, 1, "
	"1, 1),"
	" (2, 1, 'public', 2, 'S', 'B', 'en', 'open', 1, 0, 0, 1, 1)",
	"UPDATE suggestion SET status = 'duplicate', merged_id = 1 WHERE id = 2",
	"INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (1, 1, 1)",
	"INSERT INTO suggestion_comment (suggestion_id, author_id, state, body, created_at)"
	" VALUES (1, 2, 'open', 'C', 1), (1, 2, 'held', 'C', 1)",
	"INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (1, 'topic', 1, 1), (1, "
	"'category', 1, 1),"
	" (1, 'suggestion', 1, 1), (1, 'board', 1, 1)",
	"INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, updated_at)"
	" VALUES ('topic', 1, 'en', '', '', '', 1), ('suggestion', 1, 'en', '', '', '', 1)",
	"INSERT INTO attachment (id, public_id, post_id, name, type, size, hash, created_at)"
	" VALUES (1, REPEAT('a', 16), 1, 'a.txt', 'text/plain', 0, REPEAT('a', 32), 1)",
};

struct breakage {
	const char *claim; /* some of its words */
	const char *breaks, *mends;
};

static const struct breakage breakages[] = {
	{ "tickets are counted",
	        "INSERT INTO ticket_tally (requester_id, company_id, open_count) VALUES (1, 0, 1)",
	        "DELETE FROM ticket_tally" },
	{ "topic has its question", "UPDATE forum_post SET state = 'note' WHERE id = 1",
	        "UPDATE forum_post SET state = 'open' WHERE id = 1" },
	{ "number of its replies", "UPDATE forum_topic SET reply_count = 2",
	        "UPDATE forum_topic SET reply_count = 1" },
	{ "number of its replies", "UPDATE forum_topic SET places = 2", "UPDATE forum_topic SET places = 3" },
	{ "newest post", "UPDATE forum_topic SET last_post_id = 3",
	        "UPDATE forum_topic SET last_post_id = 2" },
	{ "newest post", "UPDATE forum_topic SET last_post_id = NULL",
	        "UPDATE forum_topic SET last_post_id = 2" },
	{ "newest post", "UPDATE forum_topic SET last_id = 1", "UPDATE forum_topic SET last_id = 2" },
	{ "whether it was answered", "UPDATE forum_topic SET answered_at = NULL",
	        "UPDATE forum_topic SET answered_at = 2" },
	{ "accepted answer is there", "UPDATE forum_topic SET solved_post_id = 3",
	        "UPDATE forum_topic SET solved_post_id = 2" },
	{ "its category's audience", "UPDATE forum_topic SET audience = 'staff'",
	        "UPDATE forum_topic SET audience = 'public'" },
	{ "number of its likes", "DELETE FROM forum_like", "INSERT INTO forum_like VALUES (1, 2, 1)" },
	{ "number of its likes", "UPDATE forum_topic SET like_count = 0",
	        "UPDATE forum_topic SET like_count = 1" },
	{ "number of its flags", "UPDATE forum_post SET flag_count = 0 WHERE id = 2",
	        "UPDATE forum_post SET flag_count = 1 WHERE id = 2" },
	{ "file belongs to", "UPDATE attachment SET post_id = NULL", "UPDATE attachment SET post_id = 1" },
	{ "votes and comments", "UPDATE suggestion SET vote_count = 2 WHERE id = 1",
	        "UPDATE suggestion SET vote_count = 1 WHERE id = 1" },
	{ "votes and comments", "UPDATE suggestion SET comment_count = 2 WHERE id = 1",
	        "UPDATE suggestion SET comment_count = 1 WHERE id = 1" },
	{ "duplicate suggestion", "UPDATE suggestion SET status = 'open' WHERE id = 2",
	        "UPDATE suggestion SET status = 'duplicate' WHERE id = 2" },
	{ "its board's audience", "UPDATE suggestion SET audience = 'staff' WHERE id = 1",
	        "UPDATE suggestion SET audience = 'public' WHERE id = 1" },
	{ "topics and posts are counted", "UPDATE trust SET posts = 2 WHERE account_id = 2",
	        "UPDATE trust SET posts = 1 WHERE account_id = 2" },
	{ "whatever is followed", "UPDATE follow SET ref_id = 9 WHERE kind = 'board'",
	        "UPDATE follow SET ref_id = 1 WHERE kind = 'board'" },
	{ "unseen notices", "UPDATE account SET notice_count = 2 WHERE id = 1",
	        "UPDATE account SET notice_count = 1 WHERE id = 1" },
	{ "each open forum topic", "UPDATE search_doc SET kind = 'other' WHERE kind = 'topic'",
	        "UPDATE search_doc SET kind = 'topic' WHERE kind = 'other'" },
	{ "each open suggestion", "UPDATE search_doc SET kind = 'other' WHERE kind = 'suggestion'",
	        "UPDATE search_doc SET kind = 'suggestion' WHERE kind = 'other'" },
	{ "no vanished topic",
	        "INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, updated_at)"
	        " VALUES ('topic', 9, 'en', '', '', '', 1)",
	        "DELETE FROM search_doc WHERE ref_id = 9" },
	{ "told within an hour", "INSERT INTO community_event (kind, created_at) VALUES ('post', 1)",
	        "DELETE FROM community_event" },
};

static int setup(void **state)
{
	static const char *const tables[] = { "community_event", "search_doc", "search_dirty", "follow",
		"attachment", "forum_topic", "forum_category", "suggestion_vote", "suggestion_comment" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	scratch_sql("UPDATE suggestion SET merged_id = NULL");
	scratch_sql("DELETE FROM suggestion");
	scratch_sql("DELETE FROM suggestion_board");
	scratch_sql("DELETE FROM account");
	for (size_t i = 0; i < LENGTH(sound); i++)
		scratch_sql(sound[i]);
	return 0;
}

/* The claims that do not hold, one line each, without those that say `but`. */
static const char *broken_claims(const char *but, int64_t *found)
{
	struct health_fault *faults;
	size_t count;
	const char *others = "";
	assert_int_equal(health_data(scratch.db, scratch.arena, &faults, &count), RC_OK);
	*found = 0;
	for (size_t i = 0; i < count; i++) {
		if (faults[i].count == 0)
			continue;
		if (strstr(faults[i].claim, but) != NULL)
			*found += faults[i].count;
		else
			others = arena_format(scratch.arena, "%s%s\n", others, faults[i].claim);
	}
	return others;
}

static void a_sound_community_has_no_fault(void **state)
{
	int64_t found;
	(void)state;
	assert_string_equal(broken_claims("~", &found), "");
	scratch_sql("UPDATE forum_category SET audience = 'staff', stale = TRUE"); /* the worker's to copy */
	assert_string_equal(broken_claims("~", &found), "");
	scratch_sql("DELETE FROM search_doc WHERE kind = 'topic'"); /* waits to be indexed */
	scratch_sql("INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('topic', 1, 1)");
	assert_string_equal(broken_claims("~", &found), "");
}

static void a_counter_that_is_wrong_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(breakages); i++) {
		int64_t found;
		arena_reset(scratch.arena);
		scratch_sql(breakages[i].breaks);
		(void)broken_claims(breakages[i].claim, &found);
		if (found != 1)
			fail_msg("%s: %d rows after %s", breakages[i].claim, (int)found, breakages[i].breaks);
		scratch_sql(breakages[i].mends);
		const char *left = broken_claims("~", &found);
		if (!text_empty(left))
			fail_msg("after %s: %s", breakages[i].mends, left);
	}
}

/* Each claim about the community stands in the list above. */
static void every_claim_has_been_broken(void **state)
{
	struct health_fault *faults;
	size_t count;
	(void)state;
	assert_int_equal(health_data(scratch.db, scratch.arena, &faults, &count), RC_OK);
	for (size_t i = ELSE; i < count; i++) {
		size_t known = 0;
		for (size_t k = 0; k < LENGTH(breakages); k++)
			known += strstr(faults[i].claim, breakages[k].claim) != NULL;
		if (known == 0)
			fail_msg("nothing breaks: %s", faults[i].claim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_sound_community_has_no_fault, setup),
		cmocka_unit_test_setup(a_counter_that_is_wrong_is_named, setup),
		cmocka_unit_test_setup(every_claim_has_been_broken, setup),
	};
	scratch_open("health", 1);
	return cmocka_run_group_tests_name("health", tests, NULL, scratch_close);
}
