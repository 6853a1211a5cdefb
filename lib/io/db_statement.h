/*
 * A prepared statement of one connection: its text is prepared once and its result columns are bound once, to
 * buffers that it keeps; short texts are copied from there, longer ones fetched into exactly their length.
 * Rows are read as they arrive, never stored twice. For lib/io/db.c alone, which knows what a failure means
 * to connection and transaction.
 */
#ifndef PORTICO_IO_DB_STATEMENT_H
#define PORTICO_IO_DB_STATEMENT_H

#include "io/db.h"

struct st_mysql; /* MYSQL of mysql.h */
struct db_statement;

struct db_failure {    /* what server or library said */
	unsigned code; /* 0: nothing; the failure is ours and logged */
	char message[256];
};

/* Prepares it; *made is the caller's to drop, before or after the connection is closed. RC_DB: refused, or
 * its columns are not those of the query's row (logged); RC_NO_MEMORY. */
enum rc db_statement_make(struct st_mysql *mysql, const struct query *query, struct db_statement **made,
        struct db_failure *failure) MUST_USE;
void db_statement_drop(struct db_statement *statement);

/* That it was made of. */
const struct query *db_statement_query(const struct db_statement *statement);

/* Sends it with these arguments. What it answers is taken by the next three functions, and finished. RC_DB.
 */
enum rc db_statement_execute(struct db_statement *statement, const struct db_value *args, size_t count,
        struct db_failure *failure) MUST_USE;

/* The next row, zeroed first; its texts lie in the arena. RC_NOT_FOUND at the end; RC_DB, RC_NO_MEMORY. */
enum rc db_statement_row(
        struct db_statement *statement, struct arena *arena, void *row, struct db_failure *failure) MUST_USE;

/* All rows, in the arena. RC_DB, RC_NO_MEMORY. */
enum rc db_statement_rows(struct db_statement *statement, struct arena *arena, struct db_rows *rows,
        struct db_failure *failure) MUST_USE;

struct db_done db_statement_done(const struct db_statement *statement);

/* Lets go of rows that were not taken. Only while the connection is open. */
void db_statement_finish(struct db_statement *statement);

#endif
