/* Topics and suggestions in the search: what is indexed, in which order it is found, and that nobody finds,
 * counts or is offered what he may not read. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/front.h"
#include "library.h"
#include "scratch.h"

/* Accounts 1 to 4: a customer, a member of company 7, one of group 9, an agent. Categories and boards 1 to 5
 * are for everyone, signed in, company 7, group 9, staff. */
static int community(void **state)
{
	static const char *const tables[] = { "search_dirty", "suggestion_status", "suggestion_vote",
		"suggestion", "suggestion_board", "forum_topic", "forum_category", "people_group",
		"company_member", "company", "account" };
	library_empty(state);
	scratch_sql("UPDATE suggestion SET merged_id = NULL");
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	scratch_sql(
	        "INSERT INTO account (id, mail, mail_key, name, role, state, created_at, updated_at) VALUES"
	        " (1, 'a@x.test', 'a@x.test', 'Ann', 'customer', 'active', 1, 1),"
	        " (2, 'b@x.test', 'b@x.test', 'Bob', 'customer', 'active', 1, 1),"
	        " (3, 'c@x.test', 'c@x.test', 'Cid', 'customer', 'active', 1, 1),"
	        " (4, 'd@x.test', 'd@x.test', 'Dee', 'agent', 'active', 1, 1)");
	scratch_sql("INSERT INTO company (id, name, name_key, state, created_at, updated_at) VALUES (7, "
	            "'Co', 'co', 'active', 1, 1)");
	scratch_sql("INSERT INTO company_member (company_id, account_id, created_at) VALUES (7, 2, 1)");
	scratch_sql("INSERT INTO people_group (id, name, name_key, created_at) VALUES (9, 'G', 'g', 1)");
	scratch_sql("INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (9, 3, 1)");
	scratch_sql("INSERT INTO forum_category (id, slug, audience, audience_id, created_at) VALUES"
	            " (1, 'all', 'public', 0, 1), (2, 'in', 'signed_in', 0, 1), (3, 'co', 'company', 7, 1),"
	            " (4, 'g', 'group', 9, 1), (5, 's', 'staff', 0, 1)");
	scratch_sql("INSERT INTO suggestion_board (id, slug, audience, audience_id, created_at)"
	            " SELECT id, slug, audience, audience_id, 1 FROM forum_category");
	scratch_sql("INSERT INTO forum_category_text (category_id, lang, name) VALUES (1, 'en', 'Devices')");
	scratch_sql("INSERT INTO suggestion_board_text (board_id, lang, name) VALUES (1, 'en', 'Wishes')");
	return 0;
}

static void add_topic(int id, int category, const char *title, const char *state)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_topic (id, category_id, audience, audience_id, author_id, title, lang, "
	        "state,"
	        " created_at, activity_at) SELECT %d, id, audience, audience_id, 1, '%s', 'en', '%s', %d, %d"
	        " FROM forum_category WHERE id = %d",
	        id, title, state, id, id, category));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('topic', %d, 1)", id));
}

static void add_post(int topic, int place, const char *body, const char *state)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_post (id, topic_id, place, author_id, state, body, created_at)"
	        " VALUES (%d, %d, %d, 1, '%s', '%s', 1)",
	        topic * 100 + place, topic, place, state, body));
}

static void accept_post(int topic, int place)
{
	scratch_sql(arena_format(scratch.arena, "UPDATE forum_topic SET solved_post_id = %d WHERE id = %d",
	        topic * 100 + place, topic));
}

static void add_suggestion(int id, int board, const char *title, const char *body, const char *state)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO suggestion (id, board_id, audience, audience_id, author_id, title, body, lang, "
	        "state,"
	        " status_at, created_at, updated_at) SELECT %d, id, audience, audience_id, 1, '%s', '%s', "
	        "'en',"
	        " '%s', 1, 1, 1 FROM suggestion_board WHERE id = %d",
	        id, title, body, state, board));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('suggestion', %d, 1)", id));
}

static struct search_ask ask_as(int64_t account, bool staff, const char *kind, const char *query)
{
	struct search_ask ask = library_ask("en", query);
	ask.audience =
	        (struct audience_reader){ .account_id = account, .signed_in = account != 0, .staff = staff };
	ask.kind = kind;
	return ask;
}

static struct search_result found_by(int64_t account, bool staff, const char *kind, const char *query)
{
	struct search_ask ask = ask_as(account, staff, kind, query);
	struct search_result result;
	assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &result), RC_OK);
	return result;
}

static bool has(const struct search_hits *hits, const char *kind, int64_t id)
{
	for (size_t i = 0; i < hits->count; i++)
		if (text_equal(hits->items[i].kind, kind) && hits->items[i].id == id)
			return true;
	return false;
}

/* --- the index ------------------------------------------------------------------------------- */

static void test_open_posts_only(void **state)
{
	(void)state;
	add_topic(1, 1, "Printer does not answer", "open");
	add_post(1, 1, "It blinks **amber**.", "open");
	add_post(1, 2, "Try the heldword.", "held");
	add_post(1, 3, "A hiddenword.", "hidden");
	add_post(1, 4, "A noteword.", "note");
	add_post(1, 5, "A deletedword.", "deleted");
	add_post(1, 6, "An openword.", "open");
	add_topic(2, 1, "Heldtitle", "held");
	add_post(2, 1, "Wait.", "held");
	library_index();
	struct search_result result = found_by(0, false, "", "amber");
	assert_int_equal(result.hits.total, 1);
	assert_string_equal(result.hits.items[0].title, "Printer does not answer");
	assert_string_equal(result.hits.items[0].category, "Devices");
	assert_int_equal(found_by(0, false, "", "openword").hits.total, 1);
	static const char *const never[] = { "heldword", "hiddenword", "noteword", "deletedword",
		"heldtitle" };
	for (size_t i = 0; i < LENGTH(never); i++)
		assert_int_equal(found_by(4, true, "", never[i]).hits.total, 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM search_doc WHERE body_ix LIKE '%noteword%'"),
	        0);
}

static void test_goes_whole(void **state)
{
	int64_t count;
	(void)state;
	add_topic(1, 1, "Zephyrtopic", "open");
	add_post(1, 1, "Text.", "open");
	add_suggestion(1, 1, "Zephyrwish", "Text.", "open");
	library_index();
	assert_int_equal(found_by(0, false, "", "zephyrtopic").hits.total, 1);
	assert_int_equal(found_by(0, false, "", "zephyrwish").hits.total, 1);
	scratch_sql("UPDATE forum_topic SET state = 'hidden'");
	scratch_sql("UPDATE suggestion SET state = 'deleted'");
	/* at once, before the index knows */
	assert_int_equal(found_by(4, true, "", "zephyrtopic").hits.total, 0);
	assert_int_equal(found_by(4, true, "", "zephyrwish").hits.total, 0);
	assert_int_equal(search_reindex_all(scratch.db, 1, &count), RC_OK);
	assert_int_equal(count, 2);
	library_index();
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_doc"), 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM search_term"), 0);
}

static void test_answer(void **state)
{
	struct search_result result;
	(void)state;
	add_topic(1, 1, "Lamp is dark", "open");
	add_post(1, 1, "What now?", "open");
	add_post(1, 2, "No idea.", "open");
	add_post(1, 3, "Replace the quixotic fuse.", "open");
	accept_post(1, 3);
	library_index();
	result = found_by(0, false, "", "quixotic");
	assert_int_equal(result.hits.total, 1);
	assert_true(result.hits.items[0].solved);
	assert_string_equal(result.hits.items[0].summary, "Replace the quixotic fuse.");
	assert_null(strstr(result.hits.items[0].text, "quixotic"));
}

static void test_solved_first(void **state)
{
	(void)state;
	for (int id = 1; id <= 3; id++) {
		add_topic(id, 1, "Reset the hub", "open");
		add_post(id, 1, "How?", "open");
		add_post(id, 2, "So.", "open");
	}
	accept_post(2, 2);
	library_index();
	struct search_result result = found_by(0, false, "", "reset hub");
	assert_int_equal(result.hits.total, 3);
	assert_int_equal(result.hits.items[0].id, 2);
}

static void test_suggestion_words(void **state)
{
	struct search_result result;
	(void)state;
	add_suggestion(1, 1, "Dark mode", "For the evening.", "open");
	add_suggestion(2, 1, "Nightly colours", "Same.", "open");
	scratch_sql("UPDATE suggestion SET merged_id = 1, status = 'duplicate' WHERE id = 2");
	scratch_sql("UPDATE suggestion SET vote_count = 12 WHERE id = 1");
	scratch_sql("INSERT INTO suggestion_status (suggestion_id, status, body, created_at)"
	            " VALUES (1, 'planned', 'Coming in **autumn**.', 1)");
	scratch_sql("INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (1, 1, 1)");
	library_index();
	result = found_by(1, false, "", "autumn");
	assert_int_equal(result.hits.total, 1);
	assert_string_equal(result.hits.items[0].summary, "Coming in autumn.");
	assert_int_equal(result.hits.items[0].votes, 12);
	assert_true(result.hits.items[0].voted);
	assert_false(found_by(2, false, "", "autumn").hits.items[0].voted);
	/* the duplicate leads to the one that goes on, and is no hit itself */
	result = found_by(0, false, "", "nightly");
	assert_int_equal(result.hits.total, 1);
	assert_int_equal(result.hits.items[0].id, 1);
}

/* --- one list -------------------------------------------------------------------------------- */

static void test_kinds(void **state)
{
	struct search_result result;
	(void)state;
	library_add_text("hub", "en", "Set up the hub", "Adapter.");
	add_topic(1, 1, "Hub is hot", "open");
	add_post(1, 1, "Adapter.", "open");
	add_topic(2, 1, "Another adapter", "open");
	add_post(2, 1, "Text.", "open");
	add_suggestion(1, 1, "Smaller adapter", "Please.", "open");
	library_index();
	result = found_by(0, false, "", "adapter");
	assert_int_equal(result.hits.total, 4);
	assert_int_equal(result.kinds[SEARCH_ARTICLES], 1);
	assert_int_equal(result.kinds[SEARCH_TOPICS], 2);
	assert_int_equal(result.kinds[SEARCH_SUGGESTIONS], 1);
	assert_true(has(&result.hits, "topic", 2));
	result = found_by(0, false, "topic", "adapter");
	assert_int_equal(result.hits.total, 2);
	assert_int_equal(result.kinds[SEARCH_ARTICLES], 1);
	assert_int_equal(result.kinds[SEARCH_SUGGESTIONS], 1);
	result = found_by(0, false, "suggestion", "hub");
	assert_int_equal(result.hits.total, 0);
	assert_int_equal(result.kinds[SEARCH_TOPICS], 1);
}

static void test_cost(void **state)
{
	(void)state;
	add_topic(1, 1, "Lamp", "open");
	library_index();
	db_budget(scratch.db, 0);
	(void)found_by(1, false, "topic", "grene lampp unknown");
	assert_in_range(db_statements(scratch.db), 1, 5);
}

/* --- rights ---------------------------------------------------------------------------------- */

struct reader_case {
	int64_t account;
	bool staff;
	bool sees[6]; /* by category and board */
};

static const struct reader_case readers[] = {
	{ 0, false, { [1] = true } },
	{ 1, false, { [1] = true, [2] = true } },
	{ 2, false, { [1] = true, [2] = true, [3] = true } },
	{ 3, false, { [1] = true, [2] = true, [4] = true } },
	{ 4, true, { [1] = true, [2] = true, [3] = true, [4] = true, [5] = true } },
};

static int seen_by(const struct reader_case *reader)
{
	int count = 0;
	for (size_t i = 0; i < LENGTH(reader->sees); i++)
		count += reader->sees[i];
	return count;
}

static void fill_circles(void)
{
	for (int i = 1; i <= 5; i++) {
		add_topic(i, i, arena_format(scratch.arena, "Quokka topic"), "open");
		add_post(i, 1, "Quokka.", "open");
		add_suggestion(i, i, "Quokka wish", "Quokka.", "open");
	}
	library_index();
}

static void test_rights(void **state)
{
	(void)state;
	fill_circles();
	for (size_t i = 0; i < LENGTH(readers); i++) {
		const struct reader_case *reader = &readers[i];
		struct search_result result = found_by(reader->account, reader->staff, "", "quokka");
		for (int circle = 1; circle <= 5; circle++) {
			assert_int_equal(has(&result.hits, "topic", circle), reader->sees[circle]);
			assert_int_equal(has(&result.hits, "suggestion", circle), reader->sees[circle]);
		}
		assert_int_equal(result.hits.total, 2 * seen_by(reader));
		assert_int_equal(result.kinds[SEARCH_TOPICS], seen_by(reader));
		assert_int_equal(result.kinds[SEARCH_SUGGESTIONS], seen_by(reader));
	}
}

static void test_rights_while_typing(void **state)
{
	(void)state;
	fill_circles();
	for (size_t i = 0; i < LENGTH(readers); i++) {
		struct search_ask ask = ask_as(readers[i].account, readers[i].staff, "", "quok");
		struct search_hits hits;
		assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 20, &hits), RC_OK);
		assert_int_equal(hits.total, 2 * seen_by(&readers[i]));
		ask = ask_as(readers[i].account, readers[i].staff, "topic", "my quokka sings");
		assert_int_equal(search_answers(scratch.db, scratch.arena, &ask, 20, &hits), RC_OK);
		assert_int_equal(hits.total, seen_by(&readers[i]));
		ask = ask_as(readers[i].account, readers[i].staff, "", "quokka");
		ask.language = language_find("fa");
		struct search_result result;
		assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &result), RC_OK);
		assert_int_equal(result.elsewhere_count, 1);
		assert_int_equal(result.elsewhere[0].hits, 2 * seen_by(&readers[i]));
	}
}

/* --- words of very many documents ------------------------------------------------------------- */

/* Ideas on a board whose words are so frequent that the weightiest are read instead of the index. The first
 * is the lightest, and full of the word. */
static void add_many(int from, int count, int board)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO suggestion (id, board_id, audience, audience_id, author_id, title, body, lang, "
	        "state,"
	        " status_at, created_at, updated_at) SELECT %d + seq, b.id, b.audience, b.audience_id, 1,"
	        " 'Wombat', 'Wombat.', 'en', 'open', 1, 1, 1 FROM suggestion_board b JOIN seq_1_to_%d WHERE "
	        "b.id = %d",
	        from, count, board));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, weight, updated_at)"
	        " SELECT 'suggestion', %d + seq, 'en', IF(seq = %d, 'en_plan en_wombat', 'en_plan'),"
	        " IF(seq = 1, REPEAT('en_wombat ', 50), 'en_wombat en_burrow'), 'Wombat', seq / 10000, 1"
	        " FROM seq_1_to_%d",
	        from, count / 2, count));
	scratch_sql(
	        "INSERT IGNORE INTO search_term (lang, term, chars, docs) VALUES ('en', 'wombats', 7, 30000),"
	        " ('en', 'burrow', 6, 30000), ('en', 'plan', 4, 30000)");
}

static void test_common_words(void **state)
{
	(void)state;
	add_many(0, 1100, 1);
	struct search_result result = found_by(0, false, "", "wombat");
	assert_int_equal(result.hits.total, LIMIT_COUNT);
	assert_int_equal(result.kinds[SEARCH_SUGGESTIONS], LIMIT_COUNT);
	assert_int_equal(result.hits.items[0].id, 550); /* by its title */
	assert_int_equal(result.hits.items[1].id, 1100);
	assert_int_equal(result.hits.items[2].id, 1099);
	assert_false(has(&result.hits, "suggestion", 1));
	result = found_by(0, false, "suggestion", "wombat burrow");
	assert_int_equal(result.hits.total, LIMIT_COUNT);
	assert_int_equal(result.kinds[SEARCH_SUGGESTIONS], LIMIT_COUNT);
	assert_int_equal(result.hits.items[0].id, 1100);
	struct search_ask ask = ask_as(0, false, "", "plan womb");
	struct search_hits hits;
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	assert_int_equal(hits.count, 6);
	assert_int_equal(hits.items[0].id, 1100);
}

/* Where the weightiest give too few, nothing is missing. */
static void test_common_but_few(void **state)
{
	(void)state;
	add_many(0, 4, 1);
	struct search_result result = found_by(0, false, "", "wombat");
	assert_int_equal(result.hits.total, 4);
	assert_true(has(&result.hits, "suggestion", 1));
	struct search_ask ask = ask_as(0, false, "", "womb");
	struct search_hits hits;
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	assert_int_equal(hits.count, 4);
}

static struct search_hits answers_to(int64_t account, bool staff, const char *kind, const char *text)
{
	struct search_ask ask = ask_as(account, staff, kind, text);
	struct search_hits hits;
	assert_int_equal(search_answers(scratch.db, scratch.arena, &ask, 5, &hits), RC_OK);
	return hits;
}

/* Topics that are all weightier than the ideas. */
static void add_weightier_topics(int from, int count)
{
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO forum_topic (id, category_id, audience, audience_id, author_id, title, lang, "
	        "state,"
	        " created_at, activity_at) SELECT %d + seq, c.id, c.audience, c.audience_id, 1, 'Wombat', "
	        "'en',"
	        " 'open', 1, 1 FROM forum_category c JOIN seq_1_to_%d WHERE c.id = 1",
	        from, count));
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, weight, updated_at)"
	        " SELECT 'topic', %d + seq, 'en', 'en_wombat', 'en_wombat en_burrow', 'Wombat', 1 + seq / "
	        "10000, 1"
	        " FROM seq_1_to_%d",
	        from, count));
}

/* Each kind's weightiest are read, though all of the other kind are weightier. */
static void test_common_kind(void **state)
{
	(void)state;
	add_many(0, 1100, 1);
	add_weightier_topics(10000, 1050);
	struct search_result result = found_by(0, false, "suggestion", "wombat");
	assert_int_equal(result.hits.total, LIMIT_COUNT);
	assert_int_equal(result.kinds[SEARCH_TOPICS], LIMIT_COUNT);
	assert_string_equal(result.hits.items[0].kind, "suggestion");
	assert_int_equal(result.hits.items[0].id, 550);
	assert_int_equal(result.hits.items[1].id, 1100);
	struct search_hits hits = answers_to(0, false, "suggestion", "A burrow for my wombat");
	assert_int_equal(hits.count, 5);
	for (size_t i = 0; i < hits.count; i++)
		assert_string_equal(hits.items[i].kind, "suggestion");
	assert_int_equal(hits.items[0].id, 1100);
	hits = answers_to(0, false, "topic", "wombat burrow");
	assert_int_equal(hits.count, 5);
	assert_string_equal(hits.items[0].kind, "topic");
	assert_int_equal(hits.items[0].id, 11050);
	assert_string_equal(answers_to(0, false, "", "wombat").items[0].kind, "topic");
	assert_int_equal(answers_to(0, false, "article", "wombat").count, 0);
}

/* The frequent form "wombats" speaks for "wombat". */
static void test_common_beside_rare(void **state)
{
	(void)state;
	add_many(0, 100, 1);
	scratch_sql("UPDATE search_doc SET title_ix = 'en_quokka' WHERE ref_id = 7");
	library_index();
	struct search_hits hits = answers_to(0, false, "suggestion", "The wombat and the quokka");
	assert_int_equal(hits.count, 1);
	assert_int_equal(hits.items[0].id, 7);
	assert_int_equal(answers_to(0, false, "suggestion", "wombats, wombats").items[0].id, 50);
	assert_int_equal(answers_to(0, false, "suggestion", "wombat numbat").count, 0);
	struct search_result result = found_by(0, false, "", "wombat quokka");
	assert_int_equal(result.hits.total, 1);
	assert_int_equal(result.related.count, 0);
	scratch_sql("UPDATE search_term SET docs = 3000 WHERE term IN ('wombats', 'burrow', 'plan')");
	assert_int_equal(answers_to(0, false, "suggestion", "The wombat and the quokka").count, 5);
}

static void assert_public_only(const struct search_hits *hits)
{
	assert_true(hits->count > 0);
	for (size_t i = 0; i < hits->count; i++)
		assert_in_range(hits->items[i].id, 1, 4999);
}

/* The heaviest are the staff's. */
static void test_common_rights(void **state)
{
	(void)state;
	add_many(0, 1050, 1);
	add_many(5000, 1200, 5);
	struct search_ask ask = ask_as(0, false, "", "wombat");
	for (ask.page = 1; ask.page <= SEARCH_PAGES; ask.page++) {
		struct search_result result;
		assert_int_equal(search_run(scratch.db, scratch.arena, &ask, &result), RC_OK);
		assert_public_only(&result.hits);
		assert_int_equal(result.hits.total, LIMIT_COUNT);
	}
	struct search_hits hits;
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	assert_public_only(&hits);
	hits = answers_to(0, false, "suggestion", "wombat burrow");
	assert_public_only(&hits);
	assert_int_equal(answers_to(4, true, "suggestion", "wombat burrow").items[0].id, 6200);
	ask = ask_as(4, true, "", "wombat");
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, 6, &hits), RC_OK);
	assert_int_equal(hits.items[0].id, 6200);
	struct search_result result = found_by(4, true, "", "wombat");
	assert_int_equal(result.hits.items[0].id, 6200);
	scratch_sql("UPDATE search_doc SET weight = 0 WHERE ref_id > 60");
	scratch_sql("UPDATE suggestion SET board_id = 5 WHERE id BETWEEN 61 AND 4999");
	assert_int_equal(found_by(0, false, "", "wombat").hits.total, 60);
}

static struct search_hits typed_by(int64_t account, bool staff, const char *query, int most)
{
	struct search_ask ask = ask_as(account, staff, "", query);
	struct search_hits hits;
	assert_int_equal(search_suggest(scratch.db, scratch.arena, &ask, most, &hits), RC_OK);
	return hits;
}

static void assert_circles_seen(const struct reader_case *reader, const struct search_hits *hits)
{
	for (int circle = 1; circle <= 5; circle++) {
		assert_int_equal(has(hits, "topic", circle), reader->sees[circle]);
		assert_int_equal(has(hits, "suggestion", circle), reader->sees[circle]);
	}
}

/* As many as there are, so that the index need not be asked after all. */
static void test_common_typed_rights(void **state)
{
	(void)state;
	fill_circles();
	scratch_sql("UPDATE search_term SET docs = 30000 WHERE term = 'quokka'");
	for (size_t i = 0; i < LENGTH(readers); i++) {
		const struct reader_case *reader = &readers[i];
		db_budget(scratch.db, 0);
		struct search_hits hits =
		        typed_by(reader->account, reader->staff, "quok", 2 * seen_by(reader));
		assert_int_equal(db_statements(scratch.db), 2);
		assert_int_equal(hits.count, 2 * seen_by(reader));
		assert_circles_seen(reader, &hits);
	}
}

/* One article, one topic and one suggestion of a common word. */
static void add_common_kinds(void)
{
	library_add_text("art", "en", "Wombat care", "Text.");
	add_topic(1, 1, "Burrows", "open");
	add_post(1, 1, "Of a wombat.", "open");
	accept_post(1, 1);
	add_suggestion(1, 1, "Wombat hats", "Text.", "open");
	scratch_sql("INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (1, 1, 1)");
	library_index();
	scratch_sql("UPDATE search_doc SET weight = CASE kind WHEN 'topic' THEN 2 WHEN 'article' THEN 1 ELSE "
	            "0 END");
	scratch_sql("INSERT INTO search_term (lang, term, chars, docs) VALUES ('en', 'wombat', 6, 30000)"
	            " ON DUPLICATE KEY UPDATE docs = 30000");
}

static void test_common_typed(void **state)
{
	(void)state;
	add_common_kinds();
	struct search_hits hits = typed_by(0, false, "womb", 3);
	assert_int_equal(hits.count, 3);
	assert_string_equal(hits.items[0].slug, "art");
	assert_string_equal(hits.items[0].title, "Wombat care");
	assert_string_equal(hits.items[1].kind, "suggestion");
	assert_string_equal(hits.items[1].title, "Wombat hats");
	assert_string_equal(hits.items[1].category, "Wishes");
	assert_false(hits.items[1].voted);
	assert_string_equal(hits.items[2].title, "Burrows"); /* the heaviest, but not by its title */
	assert_string_equal(hits.items[2].category, "Devices");
	assert_true(hits.items[2].solved);
	assert_true(typed_by(1, false, "womb", 3).items[1].voted);
	assert_string_equal(typed_by(0, false, "womb", 1).items[0].slug, "art");
}

static void test_common_typed_names(void **state)
{
	(void)state;
	add_common_kinds();
	scratch_sql("UPDATE suggestion_board_text SET lang = 'lt', name = 'Norai'");
	struct search_hits hits = typed_by(0, false, "womb", 3);
	assert_string_equal(hits.items[1].category, "Norai");
	assert_string_equal(hits.items[2].category, "Devices");
	assert_string_equal(typed_by(1, false, "womb", 3).items[1].category, "Norai");
}

static void test_rights_change(void **state)
{
	struct search_result result;
	(void)state;
	fill_circles();
	/* the category's own row decides at once, whatever the topics' copies say */
	scratch_sql("UPDATE forum_category SET audience = 'staff' WHERE id = 1");
	assert_int_equal(found_by(0, false, "topic", "quokka").hits.total, 0);
	scratch_sql("DELETE FROM company_member");
	result = found_by(2, false, "", "quokka");
	assert_false(has(&result.hits, "topic", 3));
	scratch_sql("INSERT INTO company_member (company_id, account_id, created_at) VALUES (7, 2, 1)");
	scratch_sql("UPDATE company SET state = 'disabled'");
	result = found_by(2, false, "", "quokka");
	assert_false(has(&result.hits, "topic", 3));
}

static void test_terms(void **state)
{
	(void)state;
	for (int i = 2; i <= 5; i++) {
		add_topic(i, i, arena_format(scratch.arena, "Flibbertigibbet%c", 'a' + i), "open");
		add_post(i, 1, "Text.", "open");
		add_suggestion(i, i, "Brobdingnagian", "Text.", "open");
	}
	library_index();
	assert_null(found_by(4, true, "", "flibbertigibbetx").meant);
	assert_null(found_by(4, true, "", "brobdignagian").meant);
	add_suggestion(9, 1, "Brobdingnagian", "Text.", "open");
	library_index();
	assert_string_equal(found_by(0, false, "", "brobdignagian").meant, "brobdingnagian");
}

static void test_merged_elsewhere(void **state)
{
	(void)state;
	add_suggestion(1, 1, "Public wish", "Text.", "open");
	add_suggestion(2, 3, "Companysecret", "Text.", "open");
	scratch_sql("UPDATE suggestion SET merged_id = 1, status = 'duplicate' WHERE id = 2");
	library_index();
	assert_int_equal(found_by(0, false, "", "companysecret").hits.total, 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM search_term WHERE term LIKE 'companys%'"), 0);
}

static size_t front_count(int64_t account, int64_t company)
{
	struct audience_reader reader = { account, company, account != 0, false };
	struct db_rows rows;
	assert_int_equal(front_list(scratch.db, scratch.arena, &reader, "en", 5, 3, &rows), RC_OK);
	return rows.count;
}

static void test_front(void **state)
{
	struct audience_reader nobody = { 0, 0, false, false };
	struct db_rows rows;
	(void)state;
	fill_circles();
	assert_int_equal(front_list(scratch.db, scratch.arena, &nobody, "en", 5, 3, &rows), RC_OK);
	const struct front_row *row = rows.items;
	assert_int_equal(rows.count, 2);
	assert_string_equal(row[0].kind, "topic");
	assert_string_equal(row[0].where, "Devices");
	assert_string_equal(row[1].kind, "suggestion");
	assert_int_equal(front_count(1, 0), 4);
	assert_int_equal(front_count(2, 7), 6);
	scratch_sql("UPDATE forum_category SET audience = 'staff' WHERE id = 1");
	assert_int_equal(front_count(0, 0), 1);
	for (int i = 11; i < 20; i++) {
		add_topic(i, 2, "More", i % 2 == 0 ? "open" : "held");
		add_suggestion(i, 2, "More", "Text.", i % 2 == 0 ? "open" : "held");
	}
	assert_int_equal(front_count(1, 0), 8);
	assert_int_equal(front_count(0, 0), 1);
}

#define CASE(words, test)                                                                                    \
	{                                                                                                    \
		words, test, community, NULL, NULL                                                           \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE("ACL-07: held, hidden and deleted posts and staff's notes are in no document",
		        test_open_posts_only),
		CASE("what is not open is found by nobody, and leaves the index whole", test_goes_whole),
		CASE("of a topic the accepted answer is what is shown", test_answer),
		CASE("a topic with an accepted answer stands first", test_solved_first),
		CASE("a suggestion is found by its official answer and by its duplicates' titles",
		        test_suggestion_words),
		CASE("one list over all kinds, counted by kind whichever is asked for", test_kinds),
		CASE("a search takes at most five statements", test_cost),
		CASE("of words that very many documents have, the weightiest are found, a title first",
		        test_common_words),
		CASE("of one kind the weightiest with a common word are found, however light",
		        test_common_kind),
		CASE("beside a rarer word a common one brings no answers", test_common_beside_rare),
		CASE("a word that is common by mistake loses no hit", test_common_but_few),
		CASE("ACL-07: hits of common words hold what the reader may read", test_common_rights),
		CASE("while typing, of a common word the weightiest are offered, a title first",
		        test_common_typed),
		CASE("a category without a name in the language is offered with another",
		        test_common_typed_names),
		CASE("ACL-07: suggestions of common words hold what the reader may read",
		        test_common_typed_rights),
		CASE("ACL-07: hits and counts hold what the reader may read, and no more", test_rights),
		CASE("ACL-07: so do suggestions, answers and counts in other languages",
		        test_rights_while_typing),
		CASE("ACL-07: a category that closes, a member who leaves: at once", test_rights_change),
		CASE("ACL-07: words of closed circles are suggested to nobody", test_terms),
		CASE("ACL-07: a duplicate on a private board lends no words to a public one",
		        test_merged_elsewhere),
		CASE("ACL-07: the front page shows what its reader may read, newest first", test_front),
	};
	scratch_open("search_community", 1);
	return cmocka_run_group_tests(tests, NULL, scratch_close);
}
