/* See scratch.h. */
#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "domain/migrate.h"

struct scratch scratch;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

static void on_server(const char *format, const char *name)
{
	struct db *server;
	const char *why = "";
	char *sql = arena_format(scratch.keep, "%s `%s`", format, name);
	if (sql == NULL || db_open_server(&scratch.config, &server) != RC_OK)
		die("scratch", "no memory");
	if (db_run_script(server, scratch.keep, sql, &why) != RC_OK)
		die(sql, why);
	db_close(server);
}

int scratch_open(const char *name, int migrated)
{
	const char *path = getenv("PORTICO_TEST_CONF"), *why = "";
	if (path == NULL) {
		printf("SKIP: PORTICO_TEST_CONF names no portico.conf of a private database server\n");
		exit(77);
	}
	log_start(name, getenv("PORTICO_TEST_LOG") ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR);
	scratch.keep = arena_new(16384, 1 << 20);
	scratch.arena = arena_new(65536, 64 << 20);
	if (secret_start() != RC_OK || scratch.keep == NULL || scratch.arena == NULL)
		die("scratch", "no memory");
	if (config_load_file(scratch.keep, path, &scratch.config, &why) != RC_OK)
		die(path, why);
	config_database_role(&scratch.config, DATABASE_OPERATOR);
	scratch.config.db_name = arena_format(scratch.keep, "%s_%s", scratch.config.db_name, name);
	on_server("DROP DATABASE IF EXISTS", scratch.config.db_name);
	on_server("CREATE DATABASE", scratch.config.db_name);
	scratch.db = scratch_connect();
	if (migrated &&
	        migrate_run(scratch.db, scratch.keep, scratch.config.share_dir, NULL, NULL, &why) != RC_OK)
		die("migrate", why);
	return 0;
}

struct db *scratch_connect(void)
{
	struct db *db;
	if (db_open(&scratch.config, &db) != RC_OK)
		die("scratch", "no memory");
	return db;
}

int scratch_close(void **state)
{
	(void)state;
	db_close(scratch.db);
	on_server("DROP DATABASE IF EXISTS", scratch.config.db_name);
	arena_free(scratch.arena);
	arena_free(scratch.keep);
	return 0;
}

int scratch_reset(void **state)
{
	(void)state;
	arena_reset(scratch.arena);
	db_budget(scratch.db, 0);
	return 0;
}

void scratch_sql(const char *statement)
{
	const char *why = "";
	if (db_run_script(scratch.db, scratch.arena, statement, &why) != RC_OK)
		fail_msg("%s: %s", statement, why);
}

struct number {
	int64_t number;
};

/* The query's name is its text: a statement of a test that is asked once. */
int64_t scratch_ask(const char *sql)
{
	struct query query = { sql, sql, DB_ROW(struct number, number) };
	struct db *db = scratch_connect();
	struct number row = { 0 };
	enum rc rc = db_one(db, scratch.arena, &query, DB_NO_ARGS, &row);
	db_close(db);
	if (rc != RC_OK)
		fail_msg("%s: %s", sql, rc_text(rc));
	return row.number;
}
