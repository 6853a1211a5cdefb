/*
 * Every query of the portal, explained on tables of 10,000 rows and more: none may read one of them from end
 * to end.
 *
 * Tables that stay small have at most a hundred rows here, so an estimate above SMALL tells a growing table.
 * A place for an argument gets a value after the words before it; bounds are chosen so that they let
 * everything through.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "io/db.h"
#include "io/markup.h"
#include "scratch.h"

#define FILL      "tests/bench/portal.sql"
#define SMALL     2000 /* rows */
#define ARGUMENTS 44

/* Jobs of an operator that mean every row. */
static const char *const whole[] = {
	"touch_articles",           /* portico reindex */
	"touch_gone_articles",      /* portico reindex */
	"touch_topics",             /* portico reindex */
	"touch_gone_topics",        /* portico reindex */
	"touch_suggestions",        /* portico reindex */
	"touch_gone_suggestions",   /* portico reindex */
	"count_community",          /* portico backup and restore */
	"count_rows",               /* portico backup and restore */
	"end_factorless_customers", /* a policy that concerns every customer, switched on */
	"ask_server",               /* portico doctor, and from here on doctor --data */
	"articles_textless",
	"articles_unindexed",
	"attachments_incomplete",
	"attachments_misplaced",
	"documents_orphaned",
	"guests_with_password",
	"messages_miscounted",
	"submissions_unfinished",
	"tickets_empty",
	"tallies_wrong",
	"tickets_miscounted",
	"tickets_unended",
	"votes_miscounted",
	"topics_questionless",
	"topics_miscounted",
	"topics_misled",
	"topics_misanswered",
	"topics_missolved",
	"topics_misheard",
	"posts_misliked",
	"posts_misflagged",
	"files_placeless",
	"ideas_miscounted",
	"ideas_mismerged",
	"ideas_misheard",
	"writers_miscounted",
	"follows_lost",
	"notices_miscounted",
	"topics_unindexed",
	"ideas_unindexed",
	"community_documents_orphaned",
	"events_untold",
};

struct step { /* one line of an EXPLAIN */
	const char *table, *type, *key;
	int64_t rows;
	int64_t id;
	const char *select_type, *possible_keys, *key_len, *ref, *Extra;
};

struct rule {
	const char *before; /* how the text before the place ends */
	const char *value;  /* NULL: the number 20 */
};

/* The first that fits. */
static const struct rule rules[] = {
	{ "LIMIT", NULL },
	{ "JSON_TABLE(", "[\"word1\"]" },
	{ "action LIKE", "ticket.%" },
	{ "AGAINST (", "+hub +word1*" },
	{ "lang =", "en" },
	{ "phase =", "open" },
	{ "state =", "open" },
	{ "audience =", "signed_in" },
	{ "industry =", "retail" },
	{ "tag_key =", "tag1" },
	{ "role =", "agent" },
	{ "kind =", "article" },
	{ "<=>", "2" },
	{ "<=", "9999999999" },
	{ "<", "9999999999" },
	{ ">=", "0" },
	{ ">", "0" },
	{ "", "11" },
};

/* --- arguments ------------------------------------------------------------------------------------ */

static bool ends_with(const char *start, const char *end, const char *tail)
{
	size_t length = strlen(tail);
	while (end > start && end[-1] == ' ')
		end--;
	return (size_t)(end - start) >= length && memcmp(end - length, tail, length) == 0;
}

static struct db_value value_for(const char *sql, const char *place)
{
	for (const struct rule *rule = rules;; rule++)
		if (ends_with(sql, place, rule->before))
			return rule->value ? db_value_text(rule->value) : db_value_int(20);
}

static size_t fill_arguments(const char *sql, struct db_value arguments[ARGUMENTS])
{
	size_t count = 0;
	bool quoted = false;
	for (const char *at = sql; *at; at++) {
		if (*at == '\'')
			quoted = !quoted;
		if (*at != '?' || quoted)
			continue;
		assert_true(count < ARGUMENTS);
		arguments[count++] = value_for(sql, at);
	}
	return count;
}

/* --- explaining ------------------------------------------------------------------------------------ */

static bool is_explained(const struct query *query)
{
	for (size_t i = 0; i < LENGTH(whole); i++)
		if (text_equal(whole[i], query->name))
			return false;
	static const char *const words[] = { "SELECT", "WITH", "UPDATE", "DELETE" };
	for (size_t i = 0; i < LENGTH(words); i++)
		if (text_starts(query->sql, words[i]))
			return true;
	return text_starts(query->sql, "INSERT") && strstr(query->sql, "SELECT");
}

static bool is_scan(const struct step *step)
{
	return step->type && step->rows > SMALL &&
	       (text_equal(step->type, "ALL") || text_equal(step->type, "index"));
}

/* The steps that read a growing table whole. */
static size_t count_scans(const struct query *query, struct db_rows steps, bool tell)
{
	size_t found = 0;
	for (const struct step *step = steps.items; step < (const struct step *)steps.items + steps.count;
	        step++) {
		if (!is_scan(step))
			continue;
		found++;
		if (tell)
			print_error("%s reads all of %s: %s, key %s, about %lld rows\n\t%s\n", query->name,
			        step->table, step->type, step->key ? step->key : "none",
			        (long long)step->rows, query->sql);
	}
	return found;
}

static const struct query shape = { "explain", "",
	DB_ROW(struct step, id, select_type, table, type, possible_keys, key, key_len, ref, rows, Extra) };

/* The statement cache knows a query by its address, so each EXPLAIN lives as long as the test. */
static struct db_rows explain(const struct query *query)
{
	struct query *explaining = arena_alloc(scratch.keep, sizeof(*explaining));
	char *sql = arena_format(scratch.keep, "EXPLAIN %s", query->sql);
	assert_non_null(explaining);
	assert_non_null(sql);
	*explaining = shape;
	explaining->name = query->name;
	explaining->sql = sql;

	struct db_value arguments[ARGUMENTS];
	size_t count = fill_arguments(query->sql, arguments);
	struct db_rows steps;
	enum rc rc = db_all(scratch.db, scratch.arena, explaining, arguments, count, &steps);
	if (rc != RC_OK)
		fail_msg("%s cannot be explained: %s", query->name, rc_text(rc));
	return steps;
}

static void a_scan_would_be_seen(void **state)
{
	static const struct query scanning = { "scanning", "SELECT id FROM ticket WHERE subject = ?",
		DB_NO_ROW };
	static const struct query counting = { "counting", "SELECT COUNT(*) FROM session", DB_NO_ROW };
	static const struct query indexed = { "indexed", "SELECT id FROM ticket WHERE number = ?",
		DB_NO_ROW };
	(void)state;
	assert_int_equal(count_scans(&scanning, explain(&scanning), false), 1);
	assert_int_equal(count_scans(&counting, explain(&counting), false), 1);
	assert_int_equal(count_scans(&indexed, explain(&indexed), false), 0);
}

static void no_query_reads_a_growing_table_whole(void **state)
{
	size_t seen = 0, scans = 0;
	(void)state;
	for (const struct query *const *query = __start_portico_query; query < __stop_portico_query;
	        query++) {
		if (!is_explained(*query))
			continue;
		scans += count_scans(*query, explain(*query), true);
		arena_reset(scratch.arena);
		seen++;
	}
	print_message("%zu queries explained\n", seen);
	assert_true(seen > 100);
	assert_int_equal(scans, 0);
}

/* Lists of topics and the posts of a long one: what grows is read in order, not sorted. */
static bool is_forum_list(const struct query *query)
{
	static const char *const starts[] = { "seen_", "every_", "inside_", "mine_", "list_pinned",
		"list_posts", "list_edits" };
	for (size_t i = 0; i < LENGTH(starts); i++)
		if (text_starts(query->name, starts[i]))
			return true;
	return false;
}

static void topics_and_posts_come_in_the_order_of_an_index(void **state)
{
	size_t seen = 0, sorted = 0;
	(void)state;
	for (const struct query *const *query = __start_portico_query; query < __stop_portico_query;
	        query++) {
		if (!is_forum_list(*query))
			continue;
		struct db_rows steps = explain(*query);
		const struct step *step = steps.items;
		for (size_t i = 0; i < steps.count; i++) {
			bool own = text_equal(step[i].table, "t") || text_equal(step[i].table, "p") ||
			           text_equal(step[i].table, "e");
			if (!own || !step[i].Extra || !strstr(step[i].Extra, "filesort"))
				continue;
			print_error("%s sorts %s by %s\n", (*query)->name, step[i].table, step[i].key);
			sorted++;
		}
		arena_reset(scratch.arena);
		seen++;
	}
	assert_true(seen > 25);
	assert_int_equal(sorted, 0);
}

/* --- filling ------------------------------------------------------------------------------------------ */

/* Cuts the next statement out of the text at *at; NULL at the end. */
static char *next_statement(char **at)
{
	char *start = *at;
	while (isspace((unsigned char)*start) || text_starts(start, "--"))
		start += text_starts(start, "--") ? strcspn(start, "\n") : 1;
	if (!*start)
		return NULL;
	char *end = strstr(start, ";\n");
	assert_non_null(end);
	*end = '\0';
	*at = end + 1;
	return start;
}

static int fill(void **state)
{
	(void)state;
	char *at;
	size_t length;
	if (file_read(scratch.arena, FILL, 1 << 20, &at, &length) != RC_OK) {
		print_error("%s cannot be read; run the tests from the top folder\n", FILL);
		return -1;
	}
	scratch_sql(arena_format(scratch.arena, "SET @markup = %d", MARKUP_VERSION));
	for (char *statement = next_statement(&at); statement; statement = next_statement(&at))
		scratch_sql(statement);
	scratch_sql(
	        "INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'article', id, 1 FROM article");
	scratch_sql("ANALYZE TABLE search_dirty");
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_scan_would_be_seen, scratch_reset),
		cmocka_unit_test_setup(no_query_reads_a_growing_table_whole, scratch_reset),
		cmocka_unit_test_setup(topics_and_posts_come_in_the_order_of_an_index, scratch_reset),
	};
	scratch_open("explain", 1);
	return cmocka_run_group_tests(tests, fill, scratch_close);
}
