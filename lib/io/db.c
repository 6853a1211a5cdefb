/*
 * The database by MariaDB Connector/C. lib/io/db_connect.c, lib/io/db_statement.c and this file alone include
 * mysql.h. Here is what becomes of the connection: when it is opened, asked, given up and opened again.
 *
 * A statement is prepared once per connection. A transaction that met RC_RETRY is broken: all its further
 * statements answer RC_RETRY until it is rolled back, so that none of them can slip out of it.
 */
#include "io/db.h"

#include <assert.h>
#include <mysql.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <errmsg.h>
#include <mysqld_error.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/time.h"
#include "io/db_connect.h"
#include "io/db_error.h"
#include "io/db_statement.h"

#define MOST_STATEMENTS 64 /* kept per connection: each takes 10 kB, and a page needs five */
#define SLOW_MS         200
#define SCHEMA_AGAIN_MS 1000

enum transaction { OUTSIDE, INSIDE, BROKEN };

struct db {
	const struct config *config;
	bool whole_server; /* no database selected */
	MYSQL *mysql;      /* NULL: not connected */
	bool patient;      /* the connection's timeouts are those of the command line */
	enum transaction transaction;
	struct db_statement *prepared[MOST_STATEMENTS]; /* the latest used first */
	size_t prepared_count;
	int64_t budget;      /* monotonic start, 0: none */
	int64_t used_ms;     /* last use of the connection */
	bool look_at_socket; /* a request began: the server may have hung up meanwhile */
	bool refused;        /* connecting failed within this budget */
	int statements;
	int schema; /* expected, 0: any */
	bool schema_fits;
	int64_t schema_asked_ms;
};

/* --- the connection -------------------------------------------------------------------------- */

static void drop_statements(struct db *db)
{
	while (db->prepared_count > 0)
		db_statement_drop(db->prepared[--db->prepared_count]);
}

static void disconnect(struct db *db)
{
	if (db->mysql == NULL)
		return;
	mysql_close(db->mysql); /* first: the server forgets its statements without being told one by one */
	drop_statements(db);
	db->mysql = NULL;
	if (db->transaction == INSIDE)
		db->transaction = BROKEN;
}

static bool used_up(const struct db *db, int64_t milliseconds)
{
	return db->budget != 0 && time_monotonic_ms() - db->budget > milliseconds;
}

/* Asked before each way to the server and back: one that began in time is waited for by its own bound. */
static enum rc in_time(const struct db *db)
{
	if (!used_up(db, LIMIT_STATEMENT_START_MS))
		return RC_OK;
	log_warn("database: no time left in this request");
	return RC_DB;
}

static enum rc run_plain(struct db *db, const char *what, const char *sql)
{
	enum rc rc = in_time(db);
	if (rc != RC_OK)
		return rc;
	if (mysql_real_query(db->mysql, sql, (unsigned long)strlen(sql)) == 0)
		return RC_OK;
	db_error_tell(what, mysql_errno(db->mysql), mysql_error(db->mysql));
	return RC_DB;
}

/* The first column of a one-row SELECT, or -1 if there is no row or it is NULL. */
static enum rc ask_number(struct db *db, const char *what, const char *sql, int64_t *number)
{
	*number = -1;
	enum rc rc = run_plain(db, what, sql);
	if (rc != RC_OK)
		return rc;
	MYSQL_RES *result = mysql_store_result(db->mysql);
	if (result == NULL)
		return RC_DB;
	MYSQL_ROW row = mysql_fetch_row(result);
	if (row != NULL && row[0] != NULL)
		*number = strtoll(row[0], NULL, 10);
	mysql_free_result(result);
	return RC_OK;
}

static enum rc prepare_session(struct db *db)
{
	static const char requests[] =
	        "SET SESSION time_zone = '+00:00', "
	        "sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', "
	        "innodb_lock_wait_timeout = 1, lock_wait_timeout = 2, max_statement_time = 2";
	static const char commands[] =
	        "SET SESSION time_zone = '+00:00', "
	        "sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', "
	        "innodb_lock_wait_timeout = 5, lock_wait_timeout = 60, max_statement_time = 0";
	enum rc rc = run_plain(db, "session", db->patient ? commands : requests);
	if (rc == RC_OK)
		rc = run_plain(db, "session", "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
	int64_t flush = 0;
	if (rc == RC_OK)
		rc = ask_number(db, "session", "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit", &flush);
	if (rc != RC_OK)
		return rc;
	if (flush != 1 && flush != 3 && !db->config->db_relaxed_durability) {
		log_error("database: innodb_flush_log_at_trx_commit is %lld, so a crash may lose what was "
		          "acknowledged: "
		          "set it to 1, or db_relaxed_durability = yes to accept that",
		        (long long)flush);
		return RC_DB;
	}
	return RC_OK;
}

/* True if the last call failed because the server refused it, not for want of time, memory or connection. */
static bool was_refused(struct db *db)
{
	return mysql_errno(db->mysql) != 0 && mysql_errno(db->mysql) < CR_MIN_ERROR;
}

static void check_schema(struct db *db)
{
	db->schema_asked_ms = time_monotonic_ms();
	int64_t found = -1;
	db->schema_fits = false;
	enum rc rc = ask_number(
	        db, "schema", "SELECT MAX(id) FROM schema_migration WHERE finished_at IS NOT NULL", &found);
	if (rc != RC_OK && !was_refused(db)) {
		disconnect(db); /* the next request asks again, and needs not wait for SCHEMA_AGAIN_MS */
		return;
	}
	if (rc != RC_OK) {
		log_error("database: the schema cannot be read: run portico migrate");
		return;
	}
	db->schema_fits = found == db->schema;
	if (!db->schema_fits && found < db->schema)
		log_error("database: schema %lld is older than this program's %d: run portico migrate",
		        (long long)found, db->schema);
	if (!db->schema_fits && found > db->schema)
		log_error("database: schema %lld is newer than this program's %d: install the newer programs",
		        (long long)found, db->schema);
}

static enum rc connect_now(struct db *db)
{
	MYSQL *mysql;
	db->patient = db->budget == 0;
	enum rc rc = db_connect(db->config, db->whole_server, db->patient, &mysql);
	if (rc != RC_OK)
		return rc;
	db->mysql = mysql;
	rc = prepare_session(db);
	if (rc != RC_OK) {
		disconnect(db);
		return rc;
	}
	if (db->schema != 0)
		check_schema(db);
	return RC_OK;
}

/* True if the server closed its end or sent something unasked: a farewell. */
static bool hung_up(struct db *db)
{
	struct pollfd poller = { .fd = (int)mysql_get_socket(db->mysql), .events = POLLIN };
	return poll(&poller, 1, 0) != 0;
}

/* A connection to run one statement on, or the reason why not. */
static enum rc ready(struct db *db)
{
	if (db->transaction == BROKEN)
		return RC_RETRY;
	enum rc rc = in_time(db);
	if (rc != RC_OK || db->transaction == INSIDE)
		return rc;
	if (db->mysql != NULL && ((db->patient && db->budget != 0) || (db->look_at_socket && hung_up(db))))
		disconnect(db);
	db->look_at_socket = false;
	if (db->mysql == NULL) {
		if (db->refused)
			return RC_DB;
		if (used_up(db, LIMIT_CONNECT_START_MS)) {
			log_warn("database: no time left to connect in this request");
			return RC_DB;
		}
		rc = connect_now(db);
		db->refused = rc != RC_OK && db->budget != 0;
		if (rc != RC_OK)
			return rc;
	}
	if (db->schema != 0 && !db->schema_fits &&
	        time_monotonic_ms() - db->schema_asked_ms >= SCHEMA_AGAIN_MS)
		check_schema(db);
	return db->schema == 0 || db->schema_fits ? RC_OK : RC_DB;
}

void db_prepare(struct db *db)
{
	if (mysql_library_init(0, NULL, NULL) != 0)
		log_error("database: its library does not start");
	/* a host's name may be answered by a library that is loaded for it */
	if (db != NULL && db->config->db_socket[0] == '\0' && connect_now(db) == RC_OK)
		disconnect(db);
}

static enum rc open_handle(const struct config *config, bool whole_server, struct db **db)
{
	*db = calloc(1, sizeof(**db));
	if (*db == NULL)
		return RC_NO_MEMORY;
	(*db)->config = config;
	(*db)->whole_server = whole_server;
	return RC_OK;
}

enum rc db_open(const struct config *config, struct db **db)
{
	return open_handle(config, false, db);
}

enum rc db_open_server(const struct config *config, struct db **db)
{
	return open_handle(config, true, db);
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	disconnect(db);
	free(db);
}

void db_expect_schema(struct db *db, int version)
{
	db->schema = version;
	db->schema_fits = false;
	db->schema_asked_ms = 0;
}

void db_budget(struct db *db, int64_t start_monotonic_ms)
{
	db->budget = start_monotonic_ms;
	db->statements = 0;
	db->look_at_socket = true;
	db->refused = false;
}

int db_statements(const struct db *db)
{
	return db->statements;
}

void db_rest(struct db *db, int64_t seconds)
{
	if (db->transaction == OUTSIDE && db->mysql != NULL &&
	        time_monotonic_ms() - db->used_ms > seconds * 1000)
		disconnect(db);
}

/* What a failure means, and what becomes of connection and transaction. */
static enum rc failed(struct db *db, const char *what, unsigned code, const char *message)
{
	enum rc rc = db_error_code(code);
	bool lost = db_error_means_lost(code);
	if (rc == RC_DB && !(lost && db->transaction == INSIDE))
		db_error_tell(what, code, message);
	if (lost && db->transaction != OUTSIDE)
		rc = RC_RETRY;
	if (lost)
		disconnect(db);
	if (rc == RC_RETRY && db->transaction == INSIDE)
		db->transaction = BROKEN;
	return rc;
}

/* --- statements ------------------------------------------------------------------------------ */

static enum rc make_statement(struct db *db, const struct query *query, struct db_statement **made)
{
	struct db_failure failure = { .code = 0 };
	enum rc rc = db_statement_make(db->mysql, query, made, &failure);
	return failure.code == 0 ? rc : failed(db, query->name, failure.code, failure.message);
}

/* Those before it move on by one, so that the last is the one longest unused. */
static void put_first(struct db *db, size_t place, struct db_statement *statement)
{
	memmove(&db->prepared[1], &db->prepared[0], place * sizeof(db->prepared[0]));
	db->prepared[0] = statement;
}

static enum rc find_statement(struct db *db, const struct query *query, struct db_statement **found)
{
	for (size_t i = 0; i < db->prepared_count; i++) {
		*found = db->prepared[i];
		if (db_statement_query(*found) != query)
			continue;
		put_first(db, i, *found);
		return RC_OK;
	}
	struct db_statement *made = NULL;
	enum rc rc = make_statement(db, query, &made);
	if (rc != RC_OK)
		return rc;
	if (db->prepared_count == MOST_STATEMENTS)
		db_statement_drop(db->prepared[--db->prepared_count]);
	put_first(db, db->prepared_count++, made);
	*found = made;
	return RC_OK;
}

struct job { /* one statement and where its result goes: exactly one of row, rows and done, or none */
	const struct query *query;
	const struct db_value *args;
	size_t count;
	struct arena *arena;
	void *row;
	struct db_rows *rows;
	struct db_done *done;
};

static enum rc answer(struct db_statement *statement, const struct job *job, struct db_failure *failure)
{
	enum rc rc = db_statement_execute(statement, job->args, job->count, failure);
	if (rc != RC_OK)
		return rc;
	if (job->row != NULL)
		return db_statement_row(statement, job->arena, job->row, failure);
	if (job->rows != NULL)
		return db_statement_rows(statement, job->arena, job->rows, failure);
	if (job->done != NULL)
		*job->done = db_statement_done(statement);
	return RC_OK;
}

static enum rc run_once(struct db *db, const struct job *job)
{
	struct db_failure failure = { .code = 0 };
	struct db_statement *statement;
	enum rc rc = find_statement(db, job->query, &statement);
	if (rc == RC_OK)
		rc = in_time(db);
	if (rc != RC_OK)
		return rc;
	rc = answer(statement, job, &failure);
	if (failure.code != 0)
		rc = failed(db, job->query->name, failure.code, failure.message);
	if (db->mysql != NULL) /* else the statement went with the connection */
		db_statement_finish(statement);
	return rc;
}

static bool is_select(const struct query *query)
{
	return strncasecmp(query->sql, "SELECT", 6) == 0 || strncasecmp(query->sql, "WITH", 4) == 0;
}

static enum rc run(struct db *db, const struct job *job)
{
	enum rc rc = ready(db);
	if (rc != RC_OK)
		return rc;
	int64_t start = time_monotonic_ms();
	db->statements++;
	rc = run_once(db, job);
	if (rc == RC_DB && db->mysql == NULL && is_select(job->query)) {
		if (job->rows != NULL)
			job->rows->count = 0;
		rc = ready(db);
		if (rc == RC_OK)
			rc = run_once(db, job);
	}
	db->used_ms = time_monotonic_ms();
	if (db->used_ms - start > SLOW_MS)
		log_warn("database: %s took %lld ms", job->query->name, (long long)(db->used_ms - start));
	return rc;
}

enum rc db_one(struct db *db, struct arena *arena, const struct query *query, const struct db_value *args,
        size_t count, void *row)
{
	return run(db,
	        &(struct job){ .query = query, .args = args, .count = count, .arena = arena, .row = row });
}

enum rc db_all(struct db *db, struct arena *arena, const struct query *query, const struct db_value *args,
        size_t count, struct db_rows *rows)
{
	*rows = (struct db_rows){ NULL, 0 };
	return run(db,
	        &(struct job){ .query = query, .args = args, .count = count, .arena = arena, .rows = rows });
}

enum rc db_run(struct db *db, const struct query *query, const struct db_value *args, size_t count,
        struct db_done *done)
{
	return run(db, &(struct job){ .query = query, .args = args, .count = count, .done = done });
}

enum rc db_check(struct db *db, const struct query *query)
{
	enum rc rc = ready(db);
	struct db_statement *statement;
	return rc == RC_OK ? find_statement(db, query, &statement) : rc;
}

/* --- transactions ---------------------------------------------------------------------------- */

enum rc db_begin(struct db *db)
{
	assert(db->transaction == OUTSIDE);
	enum rc rc = RC_DB;
	for (int run_number = 0; run_number < 2; run_number++) {
		rc = ready(db);
		if (rc != RC_OK)
			return rc;
		if (mysql_real_query(db->mysql, "START TRANSACTION", 17) == 0) {
			db->transaction = INSIDE;
			return RC_OK;
		}
		rc = failed(db, "begin", mysql_errno(db->mysql), mysql_error(db->mysql));
		if (db->mysql != NULL)
			break;
	}
	return rc;
}

enum rc db_commit(struct db *db)
{
	if (db->transaction == OUTSIDE)
		return RC_OK;
	if (db->transaction == BROKEN) {
		db_rollback(db);
		return RC_RETRY;
	}
	if (used_up(db, LIMIT_COMMIT_START_MS)) {
		log_warn("database: no time left to commit");
		db_rollback(db);
		return RC_DB;
	}
	enum rc rc = RC_OK;
	if (mysql_real_query(db->mysql, "COMMIT", 6) != 0) {
		unsigned code = mysql_errno(db->mysql);
		rc = failed(db, "commit", code, mysql_error(db->mysql));
		if (code == ER_ERROR_DURING_COMMIT)
			rc = RC_RETRY;
		db_rollback(db);
	}
	db->transaction = OUTSIDE;
	db->used_ms = time_monotonic_ms();
	return rc;
}

void db_rollback(struct db *db)
{
	if (db->transaction == OUTSIDE)
		return;
	if (used_up(db, LIMIT_STATEMENT_START_MS))
		disconnect(db); /* which rolls back too, and waits for no answer */
	else if (db->mysql != NULL && mysql_real_query(db->mysql, "ROLLBACK", 8) != 0)
		disconnect(db);
	db->transaction = OUTSIDE;
}

bool db_in_transaction(const struct db *db)
{
	return db->transaction != OUTSIDE;
}

/* --- plain statements of the command line ---------------------------------------------------- */

enum rc db_run_script(struct db *db, struct arena *arena, const char *statement, const char **why)
{
	*why = "the database cannot be reached; the log says why";
	enum rc rc = ready(db);
	if (rc != RC_OK)
		return rc;
	if (mysql_real_query(db->mysql, statement, (unsigned long)strlen(statement)) != 0) {
		unsigned code = mysql_errno(db->mysql);
		*why = arena_format(arena, "%u: %s", code, mysql_error(db->mysql));
		if (db_error_means_lost(code))
			disconnect(db);
		return *why == NULL ? RC_NO_MEMORY : RC_DB;
	}
	MYSQL_RES *result = mysql_store_result(db->mysql);
	if (result != NULL)
		mysql_free_result(result);
	return RC_OK;
}
