/* Migrations: split into statements, run once, resumed wherever they were killed, refused when they changed
 * (DAT-08). */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/migrate.h"
#include "scratch.h"

static char share[] = "/tmp/portico-migrate-XXXXXX"; /* a share_dir of our own */

/* A number that differs when any column, key or constraint does. */
static const char columns_of[] =
        "SELECT CAST(CONV(LEFT(MD5(GROUP_CONCAT(CONCAT_WS('|', table_name, column_name, column_type, "
        "is_nullable, column_default, "
        "extra, collation_name) ORDER BY table_name, ordinal_position)), 12), 16, 10) AS INT) AS number "
        "FROM information_schema.columns WHERE table_schema = DATABASE()";
static const char keys_of[] =
        "SELECT CAST(CONV(LEFT(MD5(GROUP_CONCAT(CONCAT_WS('|', table_name, index_name, seq_in_index, "
        "column_name, non_unique, "
        "index_type) ORDER BY table_name, index_name, seq_in_index)), 12), 16, 10) AS INT) AS number "
        "FROM information_schema.statistics WHERE table_schema = DATABASE()";
static const char constraints_of[] =
        "SELECT CAST(CONV(LEFT(MD5(GROUP_CONCAT(CONCAT_WS('|', table_name, constraint_name, "
        "referenced_table_name, delete_rule) "
        "ORDER BY table_name, constraint_name)), 12), 16, 10) AS INT) AS number "
        "FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()";

struct shape {
	int64_t columns, keys, constraints;
};

static struct shape shape_now(void)
{
	return (struct shape){ scratch_ask(columns_of), scratch_ask(keys_of), scratch_ask(constraints_of) };
}

static void empty_database(void)
{
	char sql[200];
	snprintf(sql, sizeof(sql), "DROP DATABASE `%s`", scratch.config.db_name);
	scratch_sql(sql);
	snprintf(sql, sizeof(sql), "CREATE DATABASE `%s`", scratch.config.db_name);
	scratch_sql(sql);
	db_close(scratch.db);
	scratch.db = scratch_connect();
}

static void put(const char *name, const char *text)
{
	char path[200];
	snprintf(path, sizeof(path), "%s/migrations/%s", share, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void remove_files(void)
{
	char command[200];
	snprintf(command, sizeof(command), "rm -f %s/migrations/*", share);
	assert_int_equal(system(command), 0);
}

static enum rc migrate(const char *from, const char **why)
{
	return migrate_run(scratch.db, scratch.arena, from, NULL, NULL, why);
}

static int setup(void **state)
{
	scratch_reset(state);
	empty_database();
	remove_files();
	return 0;
}

/* --- statements ------------------------------------------------------------------------------- */

static void a_script_is_split_at_semicolons_that_end_a_line(void **state)
{
	(void)state;
	const char *script = "-- first; comment;\nCREATE TABLE a (x INT); -- not the end\nINSERT INTO a "
	                     "VALUES (';\n');  \n"
	                     "/* ;\n */ # more;\nSELECT `;\n` FROM \"it\\\"s;\n\" ;\r\n\n-- the end;\n";
	char *first = migrate_statement(scratch.arena, &script);
	assert_non_null(first);
	assert_true(
	        text_starts(first, "CREATE TABLE a (x INT); -- not the end\nINSERT INTO a VALUES (';\n')"));
	assert_string_equal(migrate_statement(scratch.arena, &script), "SELECT `;\n` FROM \"it\\\"s;\n\" ");
	assert_null(migrate_statement(scratch.arena, &script));
	assert_int_equal(*script, '\0');
}

static void comments_alone_are_no_statement(void **state)
{
	(void)state;
	const char *scripts[] = { "", "  \n", "-- only\n", "/* open", "#x" };
	for (size_t i = 0; i < LENGTH(scripts); i++) {
		const char *script = scripts[i];
		assert_null(migrate_statement(scratch.arena, &script));
		assert_int_equal(*script, '\0');
	}
}

/* --- running ---------------------------------------------------------------------------------- */

static void a_second_run_changes_nothing(void **state)
{
	(void)state;
	const char *why = "";
	assert_int_equal(migrate(scratch.config.share_dir, &why), RC_OK);
	struct shape before = shape_now();
	int64_t finished =
	        scratch_ask("SELECT SUM(finished_at + started_at) AS number FROM schema_migration");
	assert_int_equal(migrate(scratch.config.share_dir, &why), RC_OK);
	struct shape after = shape_now();
	assert_memory_equal(&before, &after, sizeof(before));
	assert_int_equal(scratch_ask("SELECT SUM(finished_at + started_at) AS number FROM schema_migration"),
	        finished);
	struct migrations plan;
	assert_int_equal(
	        migrate_plan(scratch.db, scratch.arena, scratch.config.share_dir, &plan, &why), RC_OK);
	for (size_t i = 0; i < plan.count; i++)
		assert_true(plan.items[i].finished);
}

/* The file's first `count` statements and then one that fails, as a kill at that place leaves it. False past
 * its end. */
static bool put_prefix(const char *name, const char *whole, int count)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	const char *script = whole;
	int taken = 0;
	for (const char *statement;
	        taken < count && (statement = migrate_statement(scratch.arena, &script)) != NULL; taken++)
		buf_format(&out, "%s;\n", statement);
	buf_text(&out, "THIS STOPS HERE;\n");
	assert_int_equal(buf_finish(&out), RC_OK);
	put(name, out.data);
	buf_free(&out);
	return taken == count;
}

static void stopped_at_every_statement_it_ends_like_a_fresh_one(void **state)
{
	(void)state;
	const char *why = "";
	struct migrations plan;
	assert_int_equal(
	        migrate_plan(scratch.db, scratch.arena, scratch.config.share_dir, &plan, &why), RC_OK);
	for (size_t i = 0; i < plan.count; i++) {
		char name[120];
		snprintf(name, sizeof(name), "%s.sql", plan.items[i].name);
		for (int count = 0; put_prefix(name, plan.items[i].sql, count); count++)
			assert_int_equal(migrate(share, &why), RC_DB);
		put(name, plan.items[i].sql);
		assert_int_equal(migrate(share, &why), RC_OK);
	}
	struct shape resumed = shape_now();
	empty_database();
	assert_int_equal(migrate(scratch.config.share_dir, &why), RC_OK);
	struct shape fresh = shape_now();
	assert_memory_equal(&resumed, &fresh, sizeof(fresh));
}

static void migrate_in_child(void)
{
	struct db *db;
	struct arena *arena = arena_new(65536, 16 << 20);
	const char *why = "";
	if (arena == NULL || db_open(&scratch.config, &db) != RC_OK)
		_exit(1);
	_exit(migrate_run(db, arena, scratch.config.share_dir, NULL, NULL, &why) == RC_OK ? 0 : 1);
}

static void killed_at_any_moment_it_is_simply_run_again(void **state)
{
	(void)state;
	for (int delay_ms = 10; delay_ms < 300; delay_ms += 30) {
		pid_t child = fork();
		if (child == 0)
			migrate_in_child();
		usleep((useconds_t)delay_ms * 1000);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	const char *why = "";
	enum rc rc = RC_CONFLICT;
	for (int i = 0; i < 100 && rc == RC_CONFLICT;
	        i++) { /* until the server has noticed that the last one is gone */
		rc = migrate(scratch.config.share_dir, &why);
		usleep(50000);
	}
	assert_int_equal(rc, RC_OK);
	struct shape resumed = shape_now();
	empty_database();
	assert_int_equal(migrate(scratch.config.share_dir, &why), RC_OK);
	struct shape fresh = shape_now();
	assert_memory_equal(&resumed, &fresh, sizeof(fresh));
}

static void only_one_migrator_at_a_time(void **state)
{
	(void)state;
	const char *why = "";
	put("0001-a.sql", "SELECT 1;\n");
	assert_int_equal(migrate(share, &why), RC_OK);
	scratch_sql(
	        "UPDATE schema_lease SET holder = 'another host:3306:7', until_at = UNIX_TIMESTAMP() + 100");
	assert_int_equal(migrate(share, &why), RC_CONFLICT);
	scratch_sql("UPDATE schema_lease SET until_at = UNIX_TIMESTAMP() - 1");
	assert_int_equal(migrate(share, &why), RC_OK);
	scratch_sql("UPDATE schema_lease SET holder = CONCAT(@@hostname, ':', @@port, ':', 4000000000), "
	            "until_at = UNIX_TIMESTAMP() + 100");
	assert_int_equal(migrate(share, &why), RC_OK); /* its connection is gone */
	assert_int_equal(scratch_ask("SELECT until_at AS number FROM schema_lease"), 0);
}

/* --- refusing --------------------------------------------------------------------------------- */

static void a_finished_one_that_changed_is_refused(void **state)
{
	(void)state;
	const char *why = "";
	put("0001-a.sql", "CREATE TABLE IF NOT EXISTS a (x INT);\n");
	assert_int_equal(migrate(share, &why), RC_OK);
	put("0001-a.sql", "CREATE TABLE IF NOT EXISTS a (y INT);\n");
	assert_int_equal(migrate(share, &why), RC_INVALID);
	assert_true(strstr(why, "0001-a") != NULL);
}

static void a_failed_one_may_change_and_names_its_statement(void **state)
{
	(void)state;
	const char *why = "";
	put("0001-a.sql", "CREATE TABLE IF NOT EXISTS a (x INT);\nCREATE TABLE b (x NONSENSE);\n");
	assert_int_equal(migrate(share, &why), RC_DB);
	assert_true(strstr(why, "CREATE TABLE b") != NULL);
	put("0001-a.sql", "CREATE TABLE IF NOT EXISTS a (x INT);\nCREATE TABLE IF NOT EXISTS b (x INT);\n");
	assert_int_equal(migrate(share, &why), RC_OK);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM b"), 0);
}

static void a_newer_database_is_refused(void **state)
{
	(void)state;
	const char *why = "";
	put("0001-a.sql", "SELECT 1;\n");
	assert_int_equal(migrate(share, &why), RC_OK);
	scratch_sql("INSERT INTO schema_migration VALUES (2, '0002-later', '', 1, 1)");
	assert_int_equal(migrate(share, &why), RC_INVALID);
	assert_true(strstr(why, "newer") != NULL);
}

static void gaps_and_odd_names_are_refused(void **state)
{
	(void)state;
	const char *why = "";
	put("0001-a.sql", "SELECT 1;\n");
	put("0003-c.sql", "SELECT 1;\n");
	assert_int_equal(migrate(share, &why), RC_INVALID);
	remove_files();
	put("first.sql", "SELECT 1;\n");
	assert_int_equal(migrate(share, &why), RC_INVALID);
	assert_int_equal(migrate("/nonexistent", &why), RC_IO);
}

/* --- what hangs on the list of tables --------------------------------------------------------- */

struct name {
	const char *name;
};

DB_QUERY(list_tables,
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() "
        "AND table_name NOT LIKE 'schema\\_%' AND table_name <> 'audit'",
        DB_ROW(struct name, name));

/* True if the file below the checkout holds "before name after". */
static void expect_in(const char *path, const char *before, const char *name, const char *after)
{
	char wanted[200], *text;
	size_t length;
	snprintf(wanted, sizeof(wanted), "%s%s%s", before, name, after);
	assert_int_equal(file_read(scratch.arena, path, 1 << 20, &text, &length), RC_OK);
	if (strstr(text, wanted) == NULL)
		fail_msg("%s does not know %s", path, name);
}

static void every_table_is_granted_and_counted(void **state)
{
	(void)state;
	const char *why = "";
	if (access("sql/grants.sql", R_OK) != 0)
		skip(); /* not run from the checkout */
	assert_int_equal(migrate(scratch.config.share_dir, &why), RC_OK);
	struct db_rows rows;
	assert_int_equal(db_all(scratch.db, scratch.arena, &list_tables, DB_NO_ARGS, &rows), RC_OK);
	assert_true(rows.count > 20);
	const struct name *names = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		expect_in("sql/grants.sql", "ON portico.", names[i].name, " TO");
		expect_in("lib/domain/inventory.c", "FROM ", names[i].name, "");
	}
}

static int teardown(void **state)
{
	char command[200];
	snprintf(command, sizeof(command), "rm -rf %s", share);
	if (system(command) != 0)
		return -1;
	return scratch_close(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_script_is_split_at_semicolons_that_end_a_line, setup),
		cmocka_unit_test_setup(comments_alone_are_no_statement, setup),
		cmocka_unit_test_setup(a_second_run_changes_nothing, setup),
		cmocka_unit_test_setup(stopped_at_every_statement_it_ends_like_a_fresh_one, setup),
		cmocka_unit_test_setup(killed_at_any_moment_it_is_simply_run_again, setup),
		cmocka_unit_test_setup(only_one_migrator_at_a_time, setup),
		cmocka_unit_test_setup(a_finished_one_that_changed_is_refused, setup),
		cmocka_unit_test_setup(a_failed_one_may_change_and_names_its_statement, setup),
		cmocka_unit_test_setup(a_newer_database_is_refused, setup),
		cmocka_unit_test_setup(gaps_and_odd_names_are_refused, setup),
		cmocka_unit_test_setup(every_table_is_granted_and_counted, setup),
	};
	scratch_open("migrate", 0);
	char folder[200];
	if (mkdtemp(share) == NULL)
		return 1;
	snprintf(folder, sizeof(folder), "%s/migrations", share);
	if (mkdir(folder, 0700) != 0)
		return 1;
	return cmocka_run_group_tests_name("migrate", tests, NULL, teardown);
}
