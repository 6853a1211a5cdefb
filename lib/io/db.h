/*
 * The database: constant SQL, typed binding, typed rows. The only door to MariaDB.
 *
 * A query is a static const struct query; its statement is prepared once per connection and kept,
 * keyed by the query's address. Result columns are compared by name with the row's members when it
 * is prepared, so a swapped column cannot pass. Text and bytes of a row live in the arena.
 *
 *	DB_QUERY(find_ticket, "SELECT id, subject FROM ticket WHERE number = ?", DB_ROW(struct ticket, id,
 *subject)); DB_QUERY(touch_ticket, "UPDATE ticket SET updated_at = ? WHERE id = ?", DB_NO_ROW);
 *
 *	rc = db_one(db, arena, &find_ticket, DB_ARGS(number), &ticket);
 *
 * DB_QUERY stands at file scope only; it defines a static const struct query and lists it in a section of the
 * program, so that tests/domain/test_queries prepares every query there is.
 */
#ifndef PORTICO_IO_DB_H
#define PORTICO_IO_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/rc.h"

struct db;

struct bytes { /* a BLOB, BINARY or VARBINARY; data NULL is SQL NULL */
	const void *data;
	size_t length;
};

/* --- rows ------------------------------------------------------------------------------------ */

enum db_type { DB_INT64, DB_INT32, DB_BOOL, DB_DOUBLE, DB_TEXT, DB_BYTES };

struct db_column { /* one member of the row's struct, named like the SQL column */
	const char *name;
	size_t offset;
	enum db_type type;
};

struct query {
	const char *name;                /* for logs */
	const char *sql;                 /* constant; ? for each argument */
	const struct db_column *columns; /* NULL for statements without rows */
	size_t column_count;
	size_t row_size;
};

struct db_rows {     /* array of the query's row struct in the arena */
	void *items; /* cast to struct X *; NULL when count is 0 */
	size_t count;
};

struct db_done {
	int64_t affected;  /* rows changed */
	int64_t insert_id; /* AUTO_INCREMENT value, 0 if none */
};

/* --- arguments ------------------------------------------------------------------------------- */

struct db_value {
	enum db_type type;
	bool null;
	int64_t number;
	double real;
	struct bytes bytes; /* text and bytes */
};

struct db_value db_value_int(int64_t number);
struct db_value db_value_double(double real);
struct db_value db_value_text(const char *text);    /* NULL text is SQL NULL */
struct db_value db_value_bytes(struct bytes bytes); /* NULL data is SQL NULL */
struct db_value db_value_same(struct db_value value);

/* A 0 that means "none" as SQL NULL, for optional foreign keys. */
struct db_value db_id_or_null(int64_t id);

/* Bytes of a fixed array. */
#define DB_HASH(array) ((struct bytes){ (array), sizeof(array) })

/* clang-format off */
#define DB_VALUE(x) _Generic((x), \
	bool: db_value_int, char: db_value_int, signed char: db_value_int, short: db_value_int, int: db_value_int, \
	unsigned char: db_value_int, unsigned short: db_value_int, unsigned: db_value_int, \
	long: db_value_int, long long: db_value_int, \
	double: db_value_double, char *: db_value_text, const char *: db_value_text, \
	struct bytes: db_value_bytes, struct db_value: db_value_same)(x)
#define DB_TYPE(member) _Generic((member), \
	int64_t: DB_INT64, int32_t: DB_INT32, bool: DB_BOOL, double: DB_DOUBLE, \
	char *: DB_TEXT, const char *: DB_TEXT, struct bytes: DB_BYTES)

#define DB_COUNT_(_1,_2,_3,_4,_5,_6,_7,_8,_9,_10,_11,_12,_13,_14,_15,_16,_17,_18,_19,_20,_21,_22,_23,_24,_25,_26,_27,_28,_29,_30,_31,_32,_33,_34,_35,_36,_37,_38,_39,_40,_41,_42,_43,_44,N,...) N
#define DB_COUNT(...) DB_COUNT_(__VA_ARGS__,44,43,42,41,40,39,38,37,36,35,34,33,32,31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1)
#define DB_PASTE_(a, b) a##b
#define DB_PASTE(a, b) DB_PASTE_(a, b)
#define DB_MAP_1(F,x,a) F(x,a)
#define DB_MAP_2(F,x,a,...) F(x,a), DB_MAP_1(F,x,__VA_ARGS__)
#define DB_MAP_3(F,x,a,...) F(x,a), DB_MAP_2(F,x,__VA_ARGS__)
#define DB_MAP_4(F,x,a,...) F(x,a), DB_MAP_3(F,x,__VA_ARGS__)
#define DB_MAP_5(F,x,a,...) F(x,a), DB_MAP_4(F,x,__VA_ARGS__)
#define DB_MAP_6(F,x,a,...) F(x,a), DB_MAP_5(F,x,__VA_ARGS__)
#define DB_MAP_7(F,x,a,...) F(x,a), DB_MAP_6(F,x,__VA_ARGS__)
#define DB_MAP_8(F,x,a,...) F(x,a), DB_MAP_7(F,x,__VA_ARGS__)
#define DB_MAP_9(F,x,a,...) F(x,a), DB_MAP_8(F,x,__VA_ARGS__)
#define DB_MAP_10(F,x,a,...) F(x,a), DB_MAP_9(F,x,__VA_ARGS__)
#define DB_MAP_11(F,x,a,...) F(x,a), DB_MAP_10(F,x,__VA_ARGS__)
#define DB_MAP_12(F,x,a,...) F(x,a), DB_MAP_11(F,x,__VA_ARGS__)
#define DB_MAP_13(F,x,a,...) F(x,a), DB_MAP_12(F,x,__VA_ARGS__)
#define DB_MAP_14(F,x,a,...) F(x,a), DB_MAP_13(F,x,__VA_ARGS__)
#define DB_MAP_15(F,x,a,...) F(x,a), DB_MAP_14(F,x,__VA_ARGS__)
#define DB_MAP_16(F,x,a,...) F(x,a), DB_MAP_15(F,x,__VA_ARGS__)
#define DB_MAP_17(F,x,a,...) F(x,a), DB_MAP_16(F,x,__VA_ARGS__)
#define DB_MAP_18(F,x,a,...) F(x,a), DB_MAP_17(F,x,__VA_ARGS__)
#define DB_MAP_19(F,x,a,...) F(x,a), DB_MAP_18(F,x,__VA_ARGS__)
#define DB_MAP_20(F,x,a,...) F(x,a), DB_MAP_19(F,x,__VA_ARGS__)
#define DB_MAP_21(F,x,a,...) F(x,a), DB_MAP_20(F,x,__VA_ARGS__)
#define DB_MAP_22(F,x,a,...) F(x,a), DB_MAP_21(F,x,__VA_ARGS__)
#define DB_MAP_23(F,x,a,...) F(x,a), DB_MAP_22(F,x,__VA_ARGS__)
#define DB_MAP_24(F,x,a,...) F(x,a), DB_MAP_23(F,x,__VA_ARGS__)
#define DB_MAP_25(F,x,a,...) F(x,a), DB_MAP_24(F,x,__VA_ARGS__)
#define DB_MAP_26(F,x,a,...) F(x,a), DB_MAP_25(F,x,__VA_ARGS__)
#define DB_MAP_27(F,x,a,...) F(x,a), DB_MAP_26(F,x,__VA_ARGS__)
#define DB_MAP_28(F,x,a,...) F(x,a), DB_MAP_27(F,x,__VA_ARGS__)
#define DB_MAP_29(F,x,a,...) F(x,a), DB_MAP_28(F,x,__VA_ARGS__)
#define DB_MAP_30(F,x,a,...) F(x,a), DB_MAP_29(F,x,__VA_ARGS__)
#define DB_MAP_31(F,x,a,...) F(x,a), DB_MAP_30(F,x,__VA_ARGS__)
#define DB_MAP_32(F,x,a,...) F(x,a), DB_MAP_31(F,x,__VA_ARGS__)
#define DB_MAP_33(F,x,a,...) F(x,a), DB_MAP_32(F,x,__VA_ARGS__)
#define DB_MAP_34(F,x,a,...) F(x,a), DB_MAP_33(F,x,__VA_ARGS__)
#define DB_MAP_35(F,x,a,...) F(x,a), DB_MAP_34(F,x,__VA_ARGS__)
#define DB_MAP_36(F,x,a,...) F(x,a), DB_MAP_35(F,x,__VA_ARGS__)
#define DB_MAP_37(F,x,a,...) F(x,a), DB_MAP_36(F,x,__VA_ARGS__)
#define DB_MAP_38(F,x,a,...) F(x,a), DB_MAP_37(F,x,__VA_ARGS__)
#define DB_MAP_39(F,x,a,...) F(x,a), DB_MAP_38(F,x,__VA_ARGS__)
#define DB_MAP_40(F,x,a,...) F(x,a), DB_MAP_39(F,x,__VA_ARGS__)
#define DB_MAP_41(F,x,a,...) F(x,a), DB_MAP_40(F,x,__VA_ARGS__)
#define DB_MAP_42(F,x,a,...) F(x,a), DB_MAP_41(F,x,__VA_ARGS__)
#define DB_MAP_43(F,x,a,...) F(x,a), DB_MAP_42(F,x,__VA_ARGS__)
#define DB_MAP_44(F,x,a,...) F(x,a), DB_MAP_43(F,x,__VA_ARGS__)
#define DB_MAP(F,x,...) DB_PASTE(DB_MAP_, DB_COUNT(__VA_ARGS__))(F,x,__VA_ARGS__)

#define DB_COLUMN_(row, member) { #member, offsetof(row, member), DB_TYPE(((row *)0)->member) }
#define DB_ARG_(unused, value) DB_VALUE(value)

/* The columns of a row struct, up to 44, in any order. Members not named are zero. */
#define DB_ROW(row, ...) \
	(const struct db_column[]){ DB_MAP(DB_COLUMN_, row, __VA_ARGS__) }, DB_COUNT(__VA_ARGS__), sizeof(row)
#define DB_NO_ROW NULL, 0, 0

/* Defines `static const struct query name` at file scope: name, constant SQL, then DB_ROW(…) or DB_NO_ROW. */
#define DB_QUERY(name, text, ...) \
	static const struct query name = { #name, text, __VA_ARGS__ }; \
	static const struct query *const DB_PASTE(name, _listed) \
	        __attribute__((section("portico_query"), used, retain)) = &name

/* Every query linked into the program: for (q = __start_portico_query; q < __stop_portico_query; q++) … */
extern const struct query *const __start_portico_query[], *const __stop_portico_query[];

/* The arguments of a statement, up to 44: integers, bool, double, text, struct bytes, struct db_value. */
#define DB_ARGS(...) (const struct db_value[]){ DB_MAP(DB_ARG_, _, __VA_ARGS__) }, DB_COUNT(__VA_ARGS__)
#define DB_NO_ARGS NULL, 0
/* clang-format on */

/* --- the connection -------------------------------------------------------------------------- */

/* A handle that connects when first needed. RC_NO_MEMORY. Reads the password file then. */
enum rc db_open(const struct config *config, struct db **db) MUST_USE;
void db_close(struct db *db); /* NULL is allowed */

/* True if the server is another machine, by TCP: without TLS whoever is on the way reads and writes along. */
bool db_is_far(const struct config *config);

/* Statements run only while the newest finished migration is `version` (PORTICO_SCHEMA of version.h); else
 * each is RC_DB and the log says what to do. Asked when a connection opens and, while it differs, at most
 * once a second. 0 (the start) asks nothing. */
void db_expect_schema(struct db *db, int version);

/* Starts the budget of a request or job: statements start only within LIMIT_STATEMENT_START_MS of it (RC_DB
 * after), a connection within LIMIT_CONNECT_START_MS, COMMIT within LIMIT_COMMIT_START_MS (RC_DB after,
 * rolled back); 0 takes the bounds away (worker, migrations). Resets the statement count. */
void db_budget(struct db *db, int64_t start_monotonic_ms);

/* Statements run since db_budget, without SET, START, COMMIT, ROLLBACK. */
int db_statements(const struct db *db);

/* Drops the connection if it was idle longer than `seconds`; shared hosts cap them. */
void db_rest(struct db *db, int64_t seconds);

/* --- statements ------------------------------------------------------------------------------
 * RC_NOT_FOUND  db_one: no row.
 * RC_CONFLICT   duplicate key (1062).
 * RC_INVALID    a foreign key or CHECK refused the row (1452, 4025).
 * RC_RETRY      1213, 1205, 1020; or the connection was lost inside a transaction (also at COMMIT, whose
 * outcome is then unknown): run the whole unit again. RC_DB         any other failure, or no connection, or
 * past the budget. Logged with the query's name, never its arguments. RC_NO_MEMORY  the arena is full. A lost
 * connection outside a transaction is opened again and a SELECT run a second time. */

enum rc db_one(struct db *db, struct arena *arena, const struct query *query, const struct db_value *args,
        size_t count, void *row) MUST_USE;
enum rc db_all(struct db *db, struct arena *arena, const struct query *query, const struct db_value *args,
        size_t count, struct db_rows *rows) MUST_USE;
enum rc db_run(struct db *db, const struct query *query, const struct db_value *args, size_t count,
        struct db_done *done) MUST_USE; /* done may be NULL */

/* --- transactions ---------------------------------------------------------------------------- */

enum rc db_begin(struct db *db) MUST_USE;
enum rc db_commit(struct db *db) MUST_USE; /* RC_RETRY as above */
void db_rollback(struct db *db);           /* no-op outside a transaction; drops the connection if it fails */
bool db_in_transaction(const struct db *db);

/* Runs unit(context) between BEGIN and COMMIT; on RC_RETRY again, up to LIMIT_RUNS times with growing,
 * jittered pauses. Any other code rolls back and is returned. unit must have no effect outside the database.
 */
enum rc db_transact(struct db *db, enum rc (*unit)(void *), void *context) MUST_USE;

/* The pause before run number `run` (1 is the first repeat), milliseconds, jittered. */
int db_pause_ms(int run);

/* --- for the command line only --------------------------------------------------------------- */

/* Runs one statement of a migration file as plain text (DDL cannot all be prepared). RC_DB with *why in the
 * arena. */
enum rc db_run_script(struct db *db, struct arena *arena, const char *statement, const char **why) MUST_USE;

/* Opens without selecting a database, for portico init. */
enum rc db_open_server(const struct config *config, struct db **db) MUST_USE;

/* Lets the client library load and look up what it does once, before the process is confined; by TCP it
 * connects for that, and closes again. NULL: the library alone. */
void db_prepare(struct db *db);

/* Prepares the query and checks columns without running it: for tests/domain/test_queries. */
enum rc db_check(struct db *db, const struct query *query) MUST_USE;

#endif
