/* Suggestions: counters follow their rows, one vote a person, lists show no more than their reader may read.
 */
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/forum_category.h"
#include "domain/suggestion.h"
#include "domain/suggestion_comment.h"
#include "domain/suggestion_heat.h"
#include "domain/suggestion_list.h"
#include "domain/suggestion_rule.h"
#include "domain/suggestion_status.h"
#include "domain/suggestion_vote.h"
#include "scratch.h"

static int64_t now, company;
static struct account staff, ada, bob, eve;
static struct suggestion_board open_board, own_board;

static struct account add_person(const char *mail, const char *role)
{
	int64_t id = 0;
	struct account found;
	const struct account account = {
		.mail = mail, .name = mail, .role = role, .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &found), RC_OK);
	/* known well enough to write freely */
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO trust (account_id, level, fixed_level, created_at) VALUES (%lld, 2, 2, 1)",
	        (long long)id));
	return found;
}

static struct suggestion_board add_board(const char *slug, const char *audience, int64_t audience_id)
{
	struct suggestion_board_draft draft = { .slug = slug,
		.colour = "blue",
		.audience = audience,
		.audience_id = audience_id,
		.active = true,
		.texts = { .items = { { "en", slug, "" } }, .count = 1 } };
	struct suggestion_board board;
	int64_t id;
	assert_int_equal(suggestion_board_add(scratch.db, scratch.arena, &staff, &draft, now, &id), RC_OK);
	assert_int_equal(suggestion_board_by_id(scratch.db, scratch.arena, &staff, id, "en", &board), RC_OK);
	return board;
}

static int setup(void **state)
{
	static const char *const tables[] = { "suggestion_comment", "suggestion_status", "suggestion_vote",
		"suggestion_tag", "suggestion", "suggestion_board", "follow", "community_event", "trust",
		"suggestion_rule", "search_dirty", "company_member", "company", "audit", "account" };
	scratch_reset(state);
	scratch_sql("UPDATE suggestion SET merged_id = NULL");
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	staff = add_person("staff@x.example", "admin");
	ada = add_person("ada@x.example", "customer");
	bob = add_person("bob@x.example", "customer");
	eve = add_person("eve@x.example", "customer");
	scratch_sql("INSERT INTO company (name, name_key, industry, state, created_at, updated_at)"
	            " VALUES ('Firm', 'firm', 'energy', 'active', 1, 1)");
	company = scratch_ask("SELECT MAX(id) AS number FROM company");
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO company_member (company_id, account_id, owner, rights, created_at)"
	        " VALUES (%lld, %lld, FALSE, 'own', 1)",
	        (long long)company, (long long)bob.id));
	bob.company_id = company;
	open_board = add_board("open", AUDIENCE_PUBLIC, 0);
	own_board = add_board("own", AUDIENCE_COMPANY, company);
	return 0;
}

static int64_t propose(const struct account *who, const struct suggestion_board *board, const char *title)
{
	const struct suggestion_draft draft = { .board = board,
		.author = who,
		.title = title,
		.body = "It would help.",
		.tags = "App, look",
		.lang = "en",
		.now = now };
	int64_t id;
	bool held;
	assert_int_equal(suggestion_add(scratch.db, scratch.arena, &draft, &id, &held), RC_OK);
	assert_false(held);
	return id;
}

static struct suggestion lock(int64_t id)
{
	struct suggestion suggestion;
	assert_int_equal(suggestion_lock(scratch.db, scratch.arena, id, 0, "en", &suggestion), RC_OK);
	return suggestion;
}

static void give(int64_t id, const struct account *who, bool yes, int64_t when)
{
	const struct suggestion_voter voter = { .account_id = who->id, .company_id = who->company_id };
	struct suggestion suggestion = lock(id);
	assert_int_equal(
	        suggestion_vote(scratch.db, scratch.arena, &suggestion, &voter, yes, when, NULL), RC_OK);
}

static void a_vote_counts_once_and_comes_back_whole(void **state)
{
	(void)state;
	int64_t id = propose(&ada, &open_board, "Dark mode");
	assert_int_equal(lock(id).vote_count, 1);
	give(id, &bob, true, now);
	give(id, &bob, true, now + 5);
	struct suggestion suggestion = lock(id);
	assert_int_equal(suggestion.vote_count, 2);
	assert_true(heat_at(suggestion.heat, now) > 1.99 && heat_at(suggestion.heat, now) < 2.01);
	give(id, &bob, false, now + 9);
	give(id, &bob, false, now + 9);
	assert_int_equal(lock(id).vote_count, 1);
	give(id, &ada, false, now + 9);
	assert_int_equal(lock(id).vote_count, 0);
	assert_true(lock(id).heat == 0);
}

static void a_vote_keeps_for_whom_it_was_given(void **state)
{
	(void)state;
	struct suggestion_vote_total *total;
	struct db_rows rows;
	int64_t id = propose(&ada, &open_board, "Dark mode");
	give(id, &bob, true, now);
	assert_int_equal(suggestion_vote_by_company(scratch.db, scratch.arena, id, &rows), RC_OK);
	assert_int_equal(rows.count, 2);
	assert_int_equal(suggestion_vote_by_industry(scratch.db, scratch.arena, id, &rows), RC_OK);
	total = rows.items;
	assert_int_equal(rows.count, 2);
	assert_true(text_equal(total[0].name, "energy") || text_equal(total[1].name, "energy"));
	assert_int_equal(
	        scratch_ask(arena_format(scratch.arena,
	                "SELECT COUNT(*) AS number FROM follow WHERE kind = 'suggestion' AND ref_id = %lld",
	                (long long)id)),
	        2);
}

static size_t listed(const struct account *who, const struct suggestion_filter *wanted)
{
	struct suggestion_filter filter = *wanted;
	struct db_rows rows;
	int64_t count;
	bool more;
	filter.reader = audience_reader(who);
	filter.lang = "en";
	assert_int_equal(
	        suggestion_list(scratch.db, scratch.arena, &filter, LIMIT_PAGE_ROWS, &rows, &more), RC_OK);
	if (text_empty(filter.tag) && filter.sort != SUGGESTION_MINE) {
		assert_int_equal(suggestion_list_count(scratch.db, scratch.arena, &filter, &count), RC_OK);
		assert_int_equal(count, rows.count);
	}
	return rows.count;
}

static void a_companys_board_shows_to_its_people_alone(void **state)
{
	(void)state;
	static const struct account nobody = { .id = 0 };
	int64_t id = propose(&bob, &own_board, "Only for us");
	struct suggestion suggestion;
	for (int sort = SUGGESTION_TRENDING; sort <= SUGGESTION_NEW; sort++) {
		const struct suggestion_filter all = { .sort = (enum suggestion_sort)sort };
		const struct suggestion_filter tagged = { .sort = (enum suggestion_sort)sort, .tag = "APP" };
		assert_int_equal(listed(&bob, &all), 1);
		assert_int_equal(listed(&staff, &all), 1);
		assert_int_equal(listed(&eve, &all), 0);
		assert_int_equal(listed(&nobody, &all), 0);
		assert_int_equal(listed(&bob, &tagged), 1);
		assert_int_equal(listed(&eve, &tagged), 0);
	}
	const struct account *const strangers[] = { &eve, &nobody };
	for (size_t i = 0; i < LENGTH(strangers); i++) {
		struct audience_reader reader = audience_reader(strangers[i]);
		struct db_rows rows;
		assert_int_equal(
		        suggestion_find(scratch.db, scratch.arena, id, reader.account_id, "en", &suggestion),
		        RC_OK);
		assert_false(suggestion_is_readable(strangers[i], &suggestion));
		assert_int_equal(
		        suggestion_list_by_ids(scratch.db, scratch.arena, &reader, &id, 1, "en", &rows),
		        RC_OK);
		assert_int_equal(rows.count, 0);
	}
	assert_int_equal(suggestion_find(scratch.db, scratch.arena, id, bob.id, "en", &suggestion), RC_OK);
	assert_true(suggestion_is_readable(&bob, &suggestion));
}

static void a_board_that_changes_its_readers_shows_nothing_until_the_copies_follow(void **state)
{
	(void)state;
	struct suggestion_board_draft draft = { .slug = "open",
		.colour = "blue",
		.audience = AUDIENCE_COMPANY,
		.audience_id = company,
		.active = true,
		.texts = { .items = { { "en", "Open", "" } }, .count = 1 } };
	const struct suggestion_filter all = { .sort = SUGGESTION_NEW };
	int done = 1;
	propose(&ada, &open_board, "Dark mode");
	assert_int_equal(listed(&eve, &all), 1);
	assert_int_equal(suggestion_board_change(scratch.db, scratch.arena, &staff, open_board.id,
	                         open_board.version, &draft, now),
	        RC_OK);
	assert_int_equal(listed(&eve, &all), 0);
	while (done > 0)
		assert_int_equal(suggestion_board_settle(scratch.db, scratch.arena, 1, now, &done), RC_OK);
	assert_int_equal(listed(&eve, &all), 0);
	assert_int_equal(listed(&bob, &all), 1);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM suggestion_board WHERE stale"), 0);
	/* when it was proposed, and now: strangers’ search must forget it */
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM search_dirty WHERE kind = 'suggestion'"), 2);
	assert_int_equal(suggestion_board_change(scratch.db, scratch.arena, &staff, open_board.id,
	                         open_board.version, &draft, now),
	        RC_DENIED);
}

/* Every list shows each row once, forwards and back, by the same keys. */
static void lists_page_by_key_in_both_directions(void **state)
{
	(void)state;
	static const struct account nobody = { .id = 0 };
	for (int i = 0; i < 7; i++) {
		int64_t id = propose(&ada, &open_board, "One of many");
		if (i % 2)
			give(id, &bob, true, now - i * 86400);
	}
	for (int sort = SUGGESTION_TRENDING; sort <= SUGGESTION_NEW; sort++) {
		struct suggestion_filter filter = {
			.reader = audience_reader(&nobody), .lang = "en", .sort = (enum suggestion_sort)sort
		};
		int64_t seen[7], first = 0;
		size_t count = 0;
		struct db_rows rows;
		bool more = true;
		while (more) {
			assert_int_equal(
			        suggestion_list(scratch.db, scratch.arena, &filter, 3, &rows, &more), RC_OK);
			const struct suggestion_row *items = rows.items;
			for (size_t i = 0; i < rows.count; i++)
				seen[count++] = items[i].id;
			first = items[0].id;
			filter.place = (struct list_place){ suggestion_place(&filter, &items[rows.count - 1]),
				items[rows.count - 1].id, true, false };
		}
		assert_int_equal(count, 7);
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k < i; k++)
				assert_true(seen[i] != seen[k]);
		assert_int_equal(first, seen[6]);
		filter.place.backwards = true;
		assert_int_equal(suggestion_list(scratch.db, scratch.arena, &filter, 3, &rows, &more), RC_OK);
		assert_int_equal(((const struct suggestion_row *)rows.items)[0].id, seen[3]);
	}
}

static void what_is_hidden_leaves_lists_and_counters(void **state)
{
	(void)state;
	const struct suggestion_filter all = { .sort = SUGGESTION_TOP };
	int64_t id = propose(&ada, &open_board, "Dark mode");
	struct suggestion suggestion = lock(id);
	assert_int_equal(
	        suggestion_set_state(scratch.db, scratch.arena, &suggestion, "hidden", "moderator", now),
	        RC_OK);
	assert_int_equal(listed(&eve, &all), 0);
	suggestion = lock(id);
	assert_false(suggestion_is_readable(&eve, &suggestion));
	assert_true(suggestion_is_readable(&ada, &suggestion));
	assert_false(suggestion_takes_votes(&suggestion));
	assert_int_equal(
	        scratch_ask("SELECT suggestions AS number FROM trust ORDER BY suggestions DESC LIMIT 1"), 0);
	assert_int_equal(
	        suggestion_set_state(scratch.db, scratch.arena, &suggestion, "open", "", now), RC_OK);
	assert_int_equal(listed(&eve, &all), 1);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM community_event WHERE kind = 'suggestion'"), 1);
}

static void a_comment_counts_while_it_is_open(void **state)
{
	(void)state;
	int64_t id = propose(&ada, &open_board, "Dark mode"), comment, note;
	struct suggestion suggestion = lock(id);
	struct suggestion_comment_draft draft = { .author = &bob, .body = "Yes, please.", .now = now };
	struct db_rows rows;
	bool held, more;
	double before = suggestion.heat;
	assert_int_equal(
	        suggestion_comment_add(scratch.db, scratch.arena, &suggestion, &draft, &comment, &held),
	        RC_OK);
	draft.author = &staff;
	draft.note = true;
	suggestion = lock(id);
	assert_int_equal(
	        suggestion_comment_add(scratch.db, scratch.arena, &suggestion, &draft, &note, &held), RC_OK);
	assert_int_equal(lock(id).comment_count, 1);
	assert_true(lock(id).heat > before);
	const struct list_place top = { .set = false };
	assert_int_equal(
	        suggestion_comment_list(scratch.db, scratch.arena, &eve, id, &top, 20, &rows, &more), RC_OK);
	assert_int_equal(rows.count, 1);
	assert_int_equal(
	        suggestion_comment_list(scratch.db, scratch.arena, &staff, id, &top, 20, &rows, &more),
	        RC_OK);
	assert_int_equal(rows.count, 2);
	assert_int_equal(
	        suggestion_comment_set_state(scratch.db, scratch.arena, comment, "hidden", "moderator", now),
	        RC_OK);
	assert_int_equal(lock(id).comment_count, 0);
	assert_true(lock(id).heat < before + 1e-9 && lock(id).heat > before - 1e-9);
	assert_int_equal(
	        suggestion_comment_set_state(scratch.db, scratch.arena, comment, "open", "", now), RC_OK);
	assert_int_equal(lock(id).comment_count, 1);
}

static void merging_unites_votes_and_followers_without_doubling(void **state)
{
	(void)state;
	int64_t a = propose(&ada, &open_board, "A"), b = propose(&bob, &open_board, "B"),
	        c = propose(&eve, &open_board, "C"), votes;
	give(a, &bob, true, now);
	give(b, &ada, true, now);
	assert_int_equal(suggestion_merge_preview(scratch.db, scratch.arena, a, b, &votes), RC_OK);
	assert_int_equal(votes, 2);
	assert_int_equal(suggestion_merge(scratch.db, scratch.arena, &staff, a, b, now), RC_OK);
	assert_int_equal(lock(b).vote_count, 2);
	assert_int_equal(lock(a).vote_count, 0);
	assert_string_equal(lock(a).status, "duplicate");
	assert_int_equal(suggestion_merge(scratch.db, scratch.arena, &staff, b, a, now), RC_CONFLICT);
	assert_int_equal(suggestion_merge(scratch.db, scratch.arena, &staff, b, b, now), RC_CONFLICT);
	assert_int_equal(suggestion_merge(scratch.db, scratch.arena, &staff, b, c, now), RC_OK);
	assert_int_equal(lock(a).merged_id, c);
	assert_int_equal(lock(b).merged_id, c);
	assert_int_equal(lock(c).vote_count, 3);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM suggestion_vote"), 3);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM follow WHERE kind = 'suggestion'"), 3);
	struct suggestion target;
	assert_int_equal(suggestion_lock_voted(scratch.db, scratch.arena, a, &staff, &target), RC_OK);
	assert_int_equal(target.id, c);
}

static void a_status_is_a_change_or_an_answer_and_is_told(void **state)
{
	(void)state;
	int64_t id = propose(&ada, &open_board, "Dark mode");
	struct suggestion suggestion = lock(id);
	struct db_rows rows;
	assert_int_equal(
	        suggestion_status_set(scratch.db, scratch.arena, &staff, &suggestion, "open", "", now),
	        RC_INVALID);
	assert_int_equal(
	        suggestion_status_set(scratch.db, scratch.arena, &staff, &suggestion, "duplicate", "x", now),
	        RC_INVALID);
	assert_int_equal(suggestion_status_set(
	                         scratch.db, scratch.arena, &staff, &suggestion, "open", "We *look*.", now),
	        RC_OK);
	assert_int_equal(
	        suggestion_status_set(scratch.db, scratch.arena, &staff, &suggestion, "shipped", "", now + 5),
	        RC_OK);
	assert_int_equal(suggestion_status_list(scratch.db, scratch.arena, id, &rows), RC_OK);
	const struct suggestion_status *items = rows.items;
	assert_int_equal(rows.count, 2);
	assert_string_equal(items[0].status, "shipped");
	assert_non_null(items[1].html);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM community_event WHERE kind = 'status'"), 2);
	suggestion = lock(id);
	assert_false(suggestion_takes_votes(&suggestion));
	const struct suggestion_voter voter = { .account_id = bob.id };
	assert_int_equal(suggestion_vote(scratch.db, scratch.arena, &suggestion, &voter, true, now, NULL),
	        RC_CONFLICT);
}

static void the_roadmap_has_its_columns(void **state)
{
	(void)state;
	static const struct account nobody = { .id = 0 };
	struct suggestion_filter filter = { .reader = audience_reader(&nobody), .lang = "en" };
	struct suggestion_rules rules = suggestion_rules_built_in();
	struct db_rows rows[SUGGESTION_PARTS];
	struct suggestion suggestion = lock(propose(&ada, &open_board, "One"));
	assert_int_equal(
	        suggestion_status_set(scratch.db, scratch.arena, &staff, &suggestion, "shipped", "", now),
	        RC_OK);
	suggestion = lock(propose(&bob, &own_board, "Secret"));
	assert_int_equal(
	        suggestion_status_set(scratch.db, scratch.arena, &staff, &suggestion, "planned", "", now),
	        RC_OK);
	assert_int_equal(suggestion_roadmap(scratch.db, scratch.arena, &filter, &rules, rows), RC_OK);
	assert_int_equal(rows[0].count, 1);
	filter.reader = audience_reader(&bob);
	assert_int_equal(suggestion_roadmap(scratch.db, scratch.arena, &filter, &rules, rows), RC_OK);
	assert_int_equal(rows[0].count, 2);
	assert_string_equal(((const struct suggestion_row *)rows[0].items)[0].status, "planned");
}

/* --- what the management decides -------------------------------------------------------------- */

static enum rc rule(struct suggestion_rule_draft draft)
{
	return suggestion_rule_change(scratch.db, scratch.arena, &staff, &draft, now);
}

static struct suggestion_rules rules_in(const char *lang)
{
	struct suggestion_rules rules;
	assert_int_equal(suggestion_rules_read(scratch.db, scratch.arena, lang, &rules), RC_OK);
	return rules;
}

static void a_status_takes_votes_as_the_management_says(void **state)
{
	(void)state;
	const struct suggestion_voter voter = { .account_id = bob.id };
	const struct suggestion_filter all = { .sort = SUGGESTION_NEW, .status = "shipped", .lang = "en" };
	struct suggestion_rules rules;
	struct db_rows rows;
	bool more;
	int64_t id = propose(&ada, &open_board, "One");
	struct suggestion suggestion = lock(id);
	assert_int_equal(
	        suggestion_status_set(scratch.db, scratch.arena, &staff, &suggestion, "shipped", "", now),
	        RC_OK);
	assert_int_equal(rule((struct suggestion_rule_draft){
	                         .status = "shipped", .colour = "green", .votes = true, .position = 1 }),
	        RC_OK);
	give(id, &bob, true, now);
	assert_int_equal(suggestion_list(scratch.db, scratch.arena, &all, 5, &rows, &more), RC_OK);
	assert_int_equal(suggestion_rules_read(scratch.db, scratch.arena, "en", &rules), RC_OK);
	assert_true(suggestion_rule_votes(&rules, ((const struct suggestion_row *)rows.items)[0].status));
	id = propose(&ada, &open_board, "Two");
	assert_int_equal(rule((struct suggestion_rule_draft){ .status = "open", .colour = "grey" }), RC_OK);
	suggestion = lock(id);
	assert_false(suggestion_takes_votes(&suggestion));
	assert_int_equal(suggestion_vote(scratch.db, scratch.arena, &suggestion, &voter, true, now, NULL),
	        RC_CONFLICT);
}

static void rows_that_are_asked_for_by_id_bring_their_rules(void **state)
{
	(void)state;
	struct audience_reader reader = audience_reader(&eve);
	struct db_rows rows;
	int64_t id = propose(&ada, &open_board, "One");
	assert_int_equal(
	        suggestion_list_by_ids(scratch.db, scratch.arena, &reader, &id, 1, "lt", &rows), RC_OK);
	struct suggestion_rules rules = suggestion_rules_of(&rows);
	assert_null(suggestion_rule_of(&rules, "open")->name);
	assert_true(suggestion_rule_votes(&rules, "open"));
	assert_int_equal(rule((struct suggestion_rule_draft){ .status = "open",
	                         .colour = "red",
	                         .texts = { .items = { { "lt", "Laukia", NULL } }, .count = 1 } }),
	        RC_OK);
	assert_int_equal(
	        suggestion_list_by_ids(scratch.db, scratch.arena, &reader, &id, 1, "lt", &rows), RC_OK);
	rules = suggestion_rules_of(&rows);
	assert_string_equal(suggestion_rule_of(&rules, "open")->name, "Laukia");
	assert_string_equal(suggestion_rule_of(&rules, "open")->colour, "red");
	assert_false(suggestion_rule_votes(&rules, "open"));
	assert_true(suggestion_rule_votes(&rules, "planned"));
	assert_int_equal(
	        suggestion_list_by_ids(scratch.db, scratch.arena, &reader, &id, 1, "en", &rows), RC_OK);
	rules = suggestion_rules_of(&rows);
	assert_null(suggestion_rule_of(&rules, "open")->name);
}

static void names_and_columns_are_the_managements(void **state)
{
	(void)state;
	const char *columns[SUGGESTION_COLUMNS];
	struct suggestion_rule_draft draft = { .status = "review",
		.colour = "red",
		.votes = true,
		.roadmap = true,
		.position = 1,
		.texts = { .items = { { "en", "Being looked at", NULL }, { "lt", "", NULL } }, .count = 2 } };
	assert_int_equal(rule(draft), RC_OK);
	struct suggestion_rules english = rules_in("en"), lithuanian = rules_in("lt");
	assert_string_equal(suggestion_rule_of(&english, "review")->name, "Being looked at");
	assert_string_equal(suggestion_rule_of(&english, "review")->colour, "red");
	assert_null(suggestion_rule_of(&lithuanian, "review")->name);
	assert_int_equal(suggestion_rule_columns(&english, columns), 4);
	assert_string_equal(columns[0], "review");
	assert_string_equal(columns[3], "shipped");
	assert_int_equal(rule(draft), RC_DENIED); /* the form saw the state before */
	draft.version = 1;
	draft.colour = "pink";
	assert_int_equal(rule(draft), RC_INVALID);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'status.change'"), 1);
}

static void a_duplicate_takes_no_votes_and_has_no_column(void **state)
{
	(void)state;
	const char *columns[SUGGESTION_COLUMNS];
	assert_int_equal(rule((struct suggestion_rule_draft){ .status = "duplicate",
	                         .colour = "grey",
	                         .votes = true,
	                         .roadmap = true,
	                         .position = 1 }),
	        RC_OK);
	struct suggestion_rules rules = rules_in("en");
	assert_false(suggestion_rule_of(&rules, "duplicate")->votes);
	assert_int_equal(suggestion_rule_columns(&rules, columns), 3);
	assert_int_equal(
	        rule((struct suggestion_rule_draft){ .status = "forgotten", .colour = "grey" }), RC_INVALID);
}

/* More than are asked for at once, in an order of the management's. */
static void a_roadmap_may_have_six_columns(void **state)
{
	(void)state;
	static const char *const statuses[] = { "declined", "shipped", "progress", "planned", "review",
		"open" };
	const struct suggestion_filter filter = { .reader = audience_reader(&staff), .lang = "en" };
	struct db_rows rows[SUGGESTION_PARTS];
	const char *columns[SUGGESTION_COLUMNS];
	for (size_t i = 0; i < LENGTH(statuses); i++) {
		struct suggestion suggestion = lock(propose(&ada, &open_board, statuses[i]));
		enum rc rc = suggestion_status_set(
		        scratch.db, scratch.arena, &staff, &suggestion, statuses[i], "Yes.", now);
		assert_int_equal(rc, RC_OK);
		rc = rule((struct suggestion_rule_draft){ .status = statuses[i],
		        .colour = "blue",
		        .roadmap = true,
		        .position = (int32_t)i + 1 });
		assert_int_equal(rc, RC_OK);
	}
	struct suggestion_rules rules = rules_in("en");
	assert_int_equal(suggestion_rule_columns(&rules, columns), 6);
	for (size_t i = 0; i < LENGTH(statuses); i++)
		assert_string_equal(columns[i], statuses[i]);
	assert_int_equal(suggestion_roadmap(scratch.db, scratch.arena, &filter, &rules, rows), RC_OK);
	assert_int_equal(rows[0].count, 3);
	assert_int_equal(rows[1].count, 3);
}

static void its_author_edits_it_until_others_have_voted(void **state)
{
	(void)state;
	int64_t id = propose(&ada, &open_board, "Dark mode");
	struct suggestion suggestion = lock(id);
	const struct suggestion_edit edit = { .title = "Darker",
		.body = "Night.",
		.tags = "night",
		.version = suggestion.version,
		.now = now };
	assert_true(suggestion_may_edit(&ada, &suggestion));
	assert_false(suggestion_may_edit(&bob, &suggestion));
	assert_int_equal(suggestion_change(scratch.db, scratch.arena, &ada, &suggestion, &edit), RC_OK);
	suggestion = lock(id);
	assert_string_equal(suggestion.title, "Darker");
	assert_string_equal(suggestion.tags, "night");
	assert_int_equal(suggestion_change(scratch.db, scratch.arena, &ada, &suggestion, &edit), RC_CONFLICT);
	give(id, &bob, true, now);
	suggestion = lock(id);
	assert_false(suggestion_may_edit(&ada, &suggestion));
	assert_true(suggestion_may_edit(&staff, &suggestion));
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_vote_counts_once_and_comes_back_whole),
		TEST(a_vote_keeps_for_whom_it_was_given),
		TEST(a_companys_board_shows_to_its_people_alone),
		TEST(a_board_that_changes_its_readers_shows_nothing_until_the_copies_follow),
		TEST(lists_page_by_key_in_both_directions),
		TEST(what_is_hidden_leaves_lists_and_counters),
		TEST(a_comment_counts_while_it_is_open),
		TEST(merging_unites_votes_and_followers_without_doubling),
		TEST(a_status_is_a_change_or_an_answer_and_is_told),
		TEST(the_roadmap_has_its_columns),
		TEST(a_status_takes_votes_as_the_management_says),
		TEST(rows_that_are_asked_for_by_id_bring_their_rules),
		TEST(names_and_columns_are_the_managements),
		TEST(a_duplicate_takes_no_votes_and_has_no_column),
		TEST(a_roadmap_may_have_six_columns),
		TEST(its_author_edits_it_until_others_have_voted),
	};
	scratch_open("suggestion", 1);
	return cmocka_run_group_tests_name("suggestion", tests, NULL, scratch_close);
}
