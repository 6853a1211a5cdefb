/* The database door against a real server: types, errors, transactions, lost connections. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/time.h"
#include "scratch.h"

#define NO_DATA ((struct bytes){ NULL, 0 })

struct thing {
	int64_t id;
	int32_t small;
	bool flag;
	double real;
	const char *text;
	const char *body;
	struct bytes data;
};

DB_QUERY(add_thing,
        "INSERT INTO thing (id, small, flag, `real`, text, body, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(find_thing, "SELECT id, small, flag, `real`, text, body, data FROM thing WHERE id = ?",
        DB_ROW(struct thing, id, small, flag, real, text, body, data));
DB_QUERY(list_things, "SELECT id, text FROM thing ORDER BY id", DB_ROW(struct thing, id, text));
DB_QUERY(change_thing, "UPDATE thing SET small = small + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(lock_thing, "SELECT id FROM thing WHERE id = ? FOR UPDATE", DB_ROW(struct thing, id));
DB_QUERY(drop_things, "DELETE FROM thing", DB_NO_ROW);
DB_QUERY(add_child, "INSERT INTO child (thing_id) VALUES (?)", DB_NO_ROW);
DB_QUERY(connection_id, "SELECT CONNECTION_ID() AS id", DB_ROW(struct thing, id));
DB_QUERY(kill_connection, "KILL ?", DB_NO_ROW);
/* Not SLEEP, not BENCHMARK: ended early, they answer as if they had come to their end. */
DB_QUERY(endless,
        "SELECT COUNT(*) AS id FROM seq_1_to_1000000000 a JOIN seq_1_to_1000000000 b WHERE a.seq + b.seq = 0",
        DB_ROW(struct thing, id));
DB_QUERY(endless_still,
        "SELECT COUNT(*) AS id FROM information_schema.processlist WHERE info LIKE '%seq_1_to_1000000000%' "
        "AND id <> "
        "CONNECTION_ID()",
        DB_ROW(struct thing, id));
DB_QUERY(sleep_a_bit, "SELECT SLEEP(0.01) AS id", DB_ROW(struct thing, id));

static const struct query swapped = { "swapped", "SELECT text, id FROM thing",
	DB_ROW(struct thing, id, text) };
static const struct query fewer = { "fewer", "SELECT id FROM thing", DB_ROW(struct thing, id, text) };
static const struct query tight = { "tight", "SELECT id AS small FROM thing WHERE id = ?",
	DB_ROW(struct thing, small) };

static int setup(void **state)
{
	scratch_reset(state);
	return db_run(scratch.db, &drop_things, DB_NO_ARGS, NULL) == RC_OK ? 0 : -1;
}

static void add(struct db *db, int64_t id, const char *text)
{
	assert_int_equal(
	        db_run(db, &add_thing, DB_ARGS(id, 0, false, 0.0, text, text, NO_DATA), NULL), RC_OK);
}

static int64_t id_of(struct db *db)
{
	struct thing thing;
	assert_int_equal(db_one(db, scratch.arena, &connection_id, DB_NO_ARGS, &thing), RC_OK);
	return thing.id;
}

static void cut(struct db *db)
{
	int64_t id = id_of(db);
	struct db *other = scratch_connect();
	assert_int_equal(db_run(other, &kill_connection, DB_ARGS(id), NULL), RC_OK);
	db_close(other);
}

static void every_type_comes_back(void **state)
{
	(void)state;
	static const unsigned char raw[] = { 0, 1, 255, 0, 7 };
	enum rc rc = db_run(scratch.db, &add_thing,
	        DB_ARGS(INT64_C(-9007199254740993), -7, true, 0.1, "متن ‌ąčę 😀", "", DB_HASH(raw)),
	        NULL);
	assert_int_equal(rc, RC_OK);
	struct thing thing;
	rc = db_one(scratch.db, scratch.arena, &find_thing, DB_ARGS(INT64_C(-9007199254740993)), &thing);
	assert_int_equal(rc, RC_OK);
	assert_int_equal(thing.id, INT64_C(-9007199254740993));
	assert_int_equal(thing.small, -7);
	assert_true(thing.flag);
	assert_true(fabs(thing.real - 0.1) < 1e-12);
	assert_string_equal(thing.text, "متن ‌ąčę 😀");
	assert_string_equal(thing.body, "");
	assert_int_equal(thing.data.length, sizeof(raw));
	assert_memory_equal(thing.data.data, raw, sizeof(raw));
}

struct answer {
	int64_t number;
};

DB_QUERY(count_prepared,
        "SELECT SUM(IF(VARIABLE_NAME = 'COM_STMT_PREPARE', VARIABLE_VALUE, -VARIABLE_VALUE)) AS number"
        " FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME IN ('COM_STMT_PREPARE', "
        "'COM_STMT_CLOSE')",
        DB_ROW(struct answer, number));

DB_QUERY(any_number, "SELECT 0 AS number", DB_ROW(struct answer, number));

#define MANY 200

/* More statements than are kept: all answer, in any order, and the server has not all of them open. */
static void of_many_statements_few_stay_open(void **state)
{
	(void)state;
	struct query *queries = arena_alloc(scratch.arena, MANY * sizeof(*queries));
	struct answer answer;
	assert_non_null(queries);
	for (int i = 0; i < MANY; i++) {
		queries[i] = any_number;
		queries[i].sql = arena_format(scratch.arena, "SELECT %d AS number", i);
	}
	for (int i = 0; i < 3 * MANY; i++) {
		int place = i * 7 % MANY;
		assert_int_equal(
		        db_one(scratch.db, scratch.arena, &queries[place], DB_NO_ARGS, &answer), RC_OK);
		assert_int_equal(answer.number, place);
	}
	assert_int_equal(db_one(scratch.db, scratch.arena, &count_prepared, DB_NO_ARGS, &answer), RC_OK);
	assert_in_range(answer.number, 10, MANY / 2);
}

static void null_is_zero_or_null_pointer(void **state)
{
	(void)state;
	const struct db_value none = db_id_or_null(0);
	const char *no_text = NULL;
	enum rc rc =
	        db_run(scratch.db, &add_thing, DB_ARGS(1, none, none, none, no_text, no_text, NO_DATA), NULL);
	assert_int_equal(rc, RC_OK);
	struct thing thing;
	memset(&thing, 0xff, sizeof(thing));
	assert_int_equal(db_one(scratch.db, scratch.arena, &find_thing, DB_ARGS(1), &thing), RC_OK);
	assert_int_equal(thing.small, 0);
	assert_false(thing.flag);
	assert_null(thing.text);
	assert_null(thing.body);
	assert_null(thing.data.data);
	assert_int_equal(thing.data.length, 0);
}

static void texts_of_every_length_come_back_whole(void **state)
{
	(void)state;
	static const size_t lengths[] = { 1, 255, 256, 257, 300, 65535, 65536, 1000000 };
	for (size_t i = 0; i < LENGTH(lengths); i++) {
		char *text = malloc(lengths[i] + 1);
		for (size_t j = 0; j < lengths[i]; j++)
			text[j] = (char)('a' + j % 26);
		text[lengths[i]] = '\0';
		enum rc rc = db_run(scratch.db, &add_thing,
		        DB_ARGS((int64_t)i + 1, 0, false, 0.0, "", text,
		                ((struct bytes){ text, lengths[i] })),
		        NULL);
		assert_int_equal(rc, RC_OK);
		struct thing thing;
		assert_int_equal(
		        db_one(scratch.db, scratch.arena, &find_thing, DB_ARGS((int64_t)i + 1), &thing),
		        RC_OK);
		assert_string_equal(thing.body, text);
		assert_int_equal(thing.data.length, lengths[i]);
		assert_memory_equal(thing.data.data, text, lengths[i]);
		free(text);
	}
}

static void lists_of_any_length(void **state)
{
	(void)state;
	struct db_rows rows;
	assert_int_equal(db_all(scratch.db, scratch.arena, &list_things, DB_NO_ARGS, &rows), RC_OK);
	assert_null(rows.items);
	assert_int_equal(rows.count, 0);
	for (int i = 0; i < 100; i++)
		add(scratch.db, i, i % 2 ? "odd" : "even");
	assert_int_equal(db_all(scratch.db, scratch.arena, &list_things, DB_NO_ARGS, &rows), RC_OK);
	assert_int_equal(rows.count, 100);
	const struct thing *things = rows.items;
	for (int i = 0; i < 100; i++) {
		assert_int_equal(things[i].id, i);
		assert_string_equal(things[i].text, i % 2 ? "odd" : "even");
	}
}

static void db_one_without_a_row_is_not_found(void **state)
{
	(void)state;
	struct thing thing;
	assert_int_equal(db_one(scratch.db, scratch.arena, &find_thing, DB_ARGS(404), &thing), RC_NOT_FOUND);
}

static void db_one_leaves_no_rows_behind(void **state)
{
	(void)state;
	for (int i = 0; i < 50; i++)
		add(scratch.db, i, "x");
	struct thing thing;
	for (int i = 0; i < 3; i++)
		assert_int_equal(db_one(scratch.db, scratch.arena, &list_things, DB_NO_ARGS, &thing), RC_OK);
	assert_int_equal(thing.id, 0);
	add(scratch.db, 60, "x");
}

static void a_full_arena_is_told_and_leaves_the_connection_usable(void **state)
{
	(void)state;
	char *text = calloc(1, 200001);
	memset(text, 'x', 200000);
	add(scratch.db, 1, "x");
	enum rc rc = db_run(scratch.db, &add_thing, DB_ARGS(2, 0, false, 0.0, "", text, NO_DATA), NULL);
	assert_int_equal(rc, RC_OK);
	free(text);
	struct arena *small = arena_new(1024, 8192);
	struct thing thing;
	assert_int_equal(db_one(scratch.db, small, &find_thing, DB_ARGS(2), &thing), RC_NO_MEMORY);
	arena_free(small);
	assert_int_equal(db_one(scratch.db, scratch.arena, &find_thing, DB_ARGS(1), &thing), RC_OK);
}

static void swapped_or_missing_columns_are_refused(void **state)
{
	(void)state;
	struct thing thing;
	assert_int_equal(db_check(scratch.db, &swapped), RC_DB);
	assert_int_equal(db_check(scratch.db, &fewer), RC_DB);
	assert_int_equal(db_one(scratch.db, scratch.arena, &swapped, DB_NO_ARGS, &thing), RC_DB);
	assert_int_equal(db_check(scratch.db, &find_thing), RC_OK);
	assert_int_equal(
	        db_run(scratch.db, &change_thing, DB_NO_ARGS, NULL), RC_DB); /* an argument is missing */
}

static void a_number_too_large_for_its_member_is_refused(void **state)
{
	(void)state;
	add(scratch.db, INT64_C(1) << 40, "x");
	struct thing thing;
	assert_int_equal(db_one(scratch.db, scratch.arena, &tight, DB_ARGS(INT64_C(1) << 40), &thing), RC_DB);
}

static void duplicates_and_foreign_keys_have_their_codes(void **state)
{
	(void)state;
	add(scratch.db, 1, "x");
	enum rc rc = db_run(scratch.db, &add_thing, DB_ARGS(1, 0, false, 0.0, "", "", NO_DATA), NULL);
	assert_int_equal(rc, RC_CONFLICT);
	assert_int_equal(db_run(scratch.db, &add_child, DB_ARGS(77), NULL), RC_INVALID);
	struct db_done done;
	assert_int_equal(db_run(scratch.db, &add_child, DB_ARGS(1), &done), RC_OK);
	assert_int_equal(done.affected, 1);
	assert_true(done.insert_id > 0);
	scratch_sql("DELETE FROM child");
}

static void a_rollback_takes_back(void **state)
{
	(void)state;
	assert_int_equal(db_begin(scratch.db), RC_OK);
	assert_true(db_in_transaction(scratch.db));
	add(scratch.db, 1, "x");
	db_rollback(scratch.db);
	assert_false(db_in_transaction(scratch.db));
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM thing"), 0);
	assert_int_equal(db_begin(scratch.db), RC_OK);
	add(scratch.db, 1, "x");
	assert_int_equal(db_commit(scratch.db), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM thing"), 1);
}

/* --- races ----------------------------------------------------------------------------------- */

struct racer {
	struct db *db;
	int64_t first, second;
	int runs;
	enum rc rc;
	pthread_barrier_t *both;
};

static enum rc lock_both(void *context)
{
	struct racer *racer = context;
	racer->runs++;
	enum rc rc = db_run(racer->db, &change_thing, DB_ARGS(racer->first), NULL);
	if (racer->runs == 1)
		pthread_barrier_wait(racer->both);
	return rc == RC_OK ? db_run(racer->db, &change_thing, DB_ARGS(racer->second), NULL) : rc;
}

static void *race(void *context)
{
	struct racer *racer = context;
	racer->rc = db_transact(racer->db, lock_both, racer);
	return NULL;
}

static void a_deadlock_runs_again(void **state)
{
	(void)state;
	add(scratch.db, 1, "x");
	add(scratch.db, 2, "x");
	pthread_barrier_t both;
	pthread_barrier_init(&both, NULL, 2);
	struct racer racers[] = { { .db = scratch_connect(), .first = 1, .second = 2, .both = &both },
		{ .db = scratch_connect(), .first = 2, .second = 1, .both = &both } };
	pthread_t threads[2];
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&both);
	assert_int_equal(racers[0].rc, RC_OK);
	assert_int_equal(racers[1].rc, RC_OK);
	assert_int_equal(racers[0].runs + racers[1].runs, 3);
	assert_int_equal(scratch_ask("SELECT SUM(small) AS number FROM thing"), 4);
	db_close(racers[0].db);
	db_close(racers[1].db);
}

static void a_lock_held_too_long_breaks_the_transaction(void **state)
{
	(void)state;
	add(scratch.db, 1, "x");
	struct db *holder = scratch_connect(), *waiter = scratch_connect();
	struct thing thing;
	assert_int_equal(db_begin(holder), RC_OK);
	assert_int_equal(db_one(holder, scratch.arena, &lock_thing, DB_ARGS(1), &thing), RC_OK);
	db_budget(waiter, time_monotonic_ms());
	assert_int_equal(db_begin(waiter), RC_OK);
	assert_int_equal(db_one(waiter, scratch.arena, &lock_thing, DB_ARGS(1), &thing), RC_RETRY);
	assert_int_equal(
	        db_run(waiter, &change_thing, DB_ARGS(1), NULL), RC_RETRY); /* nothing slips out of it */
	assert_int_equal(db_commit(waiter), RC_RETRY);
	assert_false(db_in_transaction(waiter));
	db_rollback(holder);
	assert_int_equal(scratch_ask("SELECT SUM(small) AS number FROM thing"), 0);
	db_close(holder);
	db_close(waiter);
}

/* --- lost connections ------------------------------------------------------------------------ */

static void a_select_survives_a_lost_connection(void **state)
{
	(void)state;
	add(scratch.db, 1, "x");
	struct db *db = scratch_connect();
	cut(db);
	struct thing thing;
	assert_int_equal(db_one(db, scratch.arena, &find_thing, DB_ARGS(1), &thing), RC_OK);
	cut(db);
	db_budget(db, time_monotonic_ms());
	assert_int_equal(db_run(db, &change_thing, DB_ARGS(1), NULL),
	        RC_OK); /* a new request sees the hang-up beforehand */
	cut(db);
	assert_int_equal(db_begin(db), RC_OK);
	assert_int_equal(db_run(db, &change_thing, DB_ARGS(1), NULL), RC_OK);
	assert_int_equal(db_commit(db), RC_OK);
	assert_int_equal(scratch_ask("SELECT small AS number FROM thing"), 2);
	db_close(db);
}

static void a_loss_inside_a_transaction_is_retry(void **state)
{
	(void)state;
	add(scratch.db, 1, "x");
	struct db *db = scratch_connect();
	assert_int_equal(db_begin(db), RC_OK);
	assert_int_equal(db_run(db, &change_thing, DB_ARGS(1), NULL), RC_OK);
	cut(db);
	struct thing thing;
	assert_int_equal(db_one(db, scratch.arena, &find_thing, DB_ARGS(1), &thing), RC_RETRY);
	assert_int_equal(db_run(db, &change_thing, DB_ARGS(1), NULL), RC_RETRY);
	assert_int_equal(db_commit(db), RC_RETRY);
	assert_int_equal(db_begin(db), RC_OK);
	cut(db);
	assert_int_equal(db_commit(db), RC_RETRY);
	assert_int_equal(scratch_ask("SELECT small AS number FROM thing"), 0);
	db_close(db);
}

static enum rc cut_twice(void *context)
{
	struct racer *racer = context;
	enum rc rc = db_run(racer->db, &change_thing, DB_ARGS(1), NULL);
	if (++racer->runs <= 2)
		cut(racer->db);
	return rc;
}

static void db_transact_outlives_two_lost_connections(void **state)
{
	(void)state;
	add(scratch.db, 1, "x");
	struct racer racer = { .db = scratch_connect() };
	assert_int_equal(db_transact(racer.db, cut_twice, &racer), RC_OK);
	assert_int_equal(racer.runs, 3);
	assert_int_equal(scratch_ask("SELECT small AS number FROM thing"), 1);
	db_close(racer.db);
}

static void an_absent_server_is_db_and_its_return_needs_no_restart(void **state)
{
	(void)state;
	const char *socket = scratch.config.db_socket;
	struct db *db = scratch_connect();
	scratch.config.db_socket = "/nonexistent/portico.sock";
	struct thing thing;
	db_budget(db, time_monotonic_ms());
	assert_int_equal(db_one(db, scratch.arena, &list_things, DB_NO_ARGS, &thing), RC_DB);
	assert_int_equal(db_begin(db), RC_DB);
	scratch.config.db_socket = socket;
	db_budget(db, time_monotonic_ms());
	assert_int_equal(db_begin(db), RC_OK);
	db_close(db);
}

static void a_restarted_server_is_found_again(void **state)
{
	(void)state;
	const char *restart = getenv("PORTICO_TEST_RESTART"); /* a command that restarts the private server */
	if (restart == NULL)
		skip();
	add(scratch.db, 1, "x");
	assert_int_equal(system(restart), 0);
	struct thing thing;
	assert_int_equal(db_one(scratch.db, scratch.arena, &find_thing, DB_ARGS(1), &thing), RC_OK);
}

static void an_idle_connection_can_rest(void **state)
{
	(void)state;
	struct db *db = scratch_connect();
	int64_t before = id_of(db);
	db_rest(db, 60);
	assert_int_equal(id_of(db), before);
	usleep(5000);
	db_rest(db, 0);
	assert_int_not_equal(id_of(db), before);
	db_close(db);
}

/* --- budget, schema, cache ------------------------------------------------------------------- */

static void statements_start_only_within_the_budget(void **state)
{
	(void)state;
	struct db *db = scratch_connect();
	struct thing thing;
	db_budget(db, time_monotonic_ms());
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_OK);
	assert_int_equal(db_statements(db), 1);
	db_budget(db, time_monotonic_ms() - LIMIT_STATEMENT_START_MS - 1);
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_DB);
	assert_int_equal(db_begin(db), RC_DB);
	db_budget(db, 0);
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_OK);
	db_close(db);
}

/* The server ends it too: nobody waits for its rows any more. */
static void a_statement_without_end_is_ended(void **state)
{
	(void)state;
	struct db *db = scratch_connect();
	struct thing thing;
	int64_t started = time_monotonic_ms();
	db_budget(db, started);
	assert_int_equal(db_one(db, scratch.arena, &endless, DB_NO_ARGS, &thing), RC_DB);
	assert_in_range(time_monotonic_ms() - started, 1000, LIMIT_REQUEST_MS);
	usleep(700000);
	assert_int_equal(db_one(scratch.db, scratch.arena, &endless_still, DB_NO_ARGS, &thing), RC_OK);
	assert_int_equal(thing.id, 0);
	db_budget(db, time_monotonic_ms());
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_OK);
	db_close(db);
}

static void another_schema_is_refused_until_it_fits(void **state)
{
	(void)state;
	scratch_sql("CREATE TABLE schema_migration (id BIGINT, finished_at BIGINT)");
	scratch_sql("INSERT INTO schema_migration VALUES (1, 5)");
	struct db *db = scratch_connect();
	struct thing thing;
	db_expect_schema(db, 2);
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_DB);
	scratch_sql("INSERT INTO schema_migration VALUES (2, NULL)");
	usleep(1050000);
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_DB);
	scratch_sql("UPDATE schema_migration SET finished_at = 6");
	usleep(1050000);
	assert_int_equal(db_one(db, scratch.arena, &sleep_a_bit, DB_NO_ARGS, &thing), RC_OK);
	db_close(db);
	scratch_sql("DROP TABLE schema_migration");
}

static void more_statements_than_are_kept(void **state)
{
	(void)state;
	static struct query many[400];
	struct thing thing;
	for (size_t i = 0; i < LENGTH(many); i++) {
		many[i] = connection_id;
		assert_int_equal(db_one(scratch.db, scratch.arena, &many[i], DB_NO_ARGS, &thing), RC_OK);
	}
	assert_int_equal(db_one(scratch.db, scratch.arena, &many[0], DB_NO_ARGS, &thing), RC_OK);
}

static void pauses_grow_and_stay_below_their_bound(void **state)
{
	(void)state;
	for (int run = 1; run < 10; run++)
		for (int i = 0; i < 100; i++)
			assert_in_range(db_pause_ms(run), 25, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_type_comes_back, setup),
		cmocka_unit_test_setup(of_many_statements_few_stay_open, setup),
		cmocka_unit_test_setup(null_is_zero_or_null_pointer, setup),
		cmocka_unit_test_setup(texts_of_every_length_come_back_whole, setup),
		cmocka_unit_test_setup(lists_of_any_length, setup),
		cmocka_unit_test_setup(db_one_without_a_row_is_not_found, setup),
		cmocka_unit_test_setup(db_one_leaves_no_rows_behind, setup),
		cmocka_unit_test_setup(a_full_arena_is_told_and_leaves_the_connection_usable, setup),
		cmocka_unit_test_setup(swapped_or_missing_columns_are_refused, setup),
		cmocka_unit_test_setup(a_number_too_large_for_its_member_is_refused, setup),
		cmocka_unit_test_setup(duplicates_and_foreign_keys_have_their_codes, setup),
		cmocka_unit_test_setup(a_rollback_takes_back, setup),
		cmocka_unit_test_setup(a_deadlock_runs_again, setup),
		cmocka_unit_test_setup(a_lock_held_too_long_breaks_the_transaction, setup),
		cmocka_unit_test_setup(a_select_survives_a_lost_connection, setup),
		cmocka_unit_test_setup(a_loss_inside_a_transaction_is_retry, setup),
		cmocka_unit_test_setup(db_transact_outlives_two_lost_connections, setup),
		cmocka_unit_test_setup(an_absent_server_is_db_and_its_return_needs_no_restart, setup),
		cmocka_unit_test_setup(a_restarted_server_is_found_again, setup),
		cmocka_unit_test_setup(an_idle_connection_can_rest, setup),
		cmocka_unit_test_setup(statements_start_only_within_the_budget, setup),
		cmocka_unit_test_setup(a_statement_without_end_is_ended, setup),
		cmocka_unit_test_setup(another_schema_is_refused_until_it_fits, setup),
		cmocka_unit_test_setup(more_statements_than_are_kept, setup),
		cmocka_unit_test_setup(pauses_grow_and_stay_below_their_bound, setup),
	};
	scratch_open("db", 0);
	scratch_sql("CREATE TABLE thing (id BIGINT PRIMARY KEY, small INT, flag BOOLEAN, `real` DOUBLE, text "
	            "VARCHAR(800), "
	            "body MEDIUMTEXT, data MEDIUMBLOB) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 "
	            "COLLATE=utf8mb4_bin");
	scratch_sql("CREATE TABLE child (id BIGINT AUTO_INCREMENT PRIMARY KEY, thing_id BIGINT NOT NULL, "
	            "FOREIGN KEY (thing_id) REFERENCES thing (id)) ENGINE=InnoDB");
	return cmocka_run_group_tests_name("db", tests, NULL, scratch_close);
}
