/* See db_statement.h. */
#include "io/db_statement.h"

#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errmsg.h>

#include "base/log.h"

#define MOST_COLUMNS 44  /* DB_ROW's bound */
#define FIRST_GUESS  256 /* bytes of a text that are fetched with its row */
#define FIRST_ROWS   16  /* of a list, doubled when full */

/* Where a column's value arrives. */
struct column {
	union {
		long long number;
		int small;
		double real;
		signed char flag;
		char *text; /* room for FIRST_GUESS bytes */
	} value;
	unsigned long length;
	my_bool null, cut;
};

struct db_statement {
	const struct query *query;
	MYSQL *mysql;
	MYSQL_STMT *stmt;
	char *guesses;           /* of all its texts */
	struct column columns[]; /* as many as the query's */
};

/* An error among rows is noted on the connection alone. */
static enum rc note_failure(const struct db_statement *statement, struct db_failure *failure)
{
	bool here = mysql_stmt_errno(statement->stmt) != 0;
	failure->code = here ? mysql_stmt_errno(statement->stmt) : mysql_errno(statement->mysql);
	if (failure->code == 0)
		failure->code = CR_UNKNOWN_ERROR;
	snprintf(failure->message, sizeof(failure->message), "%s",
	        here ? mysql_stmt_error(statement->stmt) : mysql_error(statement->mysql));
	return RC_DB;
}

/* --- preparing ------------------------------------------------------------------------------- */

/* A column that stands in another place than its member of the row is refused. */
static enum rc compare_columns(const struct query *query, MYSQL_STMT *stmt)
{
	unsigned count = mysql_stmt_field_count(stmt);
	if (count != query->column_count || count > MOST_COLUMNS) {
		log_error(
		        "database: %s: %u columns for a row of %zu", query->name, count, query->column_count);
		return RC_DB;
	}
	MYSQL_RES *result = count == 0 ? NULL : mysql_stmt_result_metadata(stmt);
	if (count != 0 && result == NULL)
		return RC_DB;
	enum rc rc = RC_OK;
	for (unsigned i = 0; i < count && rc == RC_OK; i++) {
		const char *name = mysql_fetch_field_direct(result, i)->name;
		if (strcmp(name, query->columns[i].name) == 0)
			continue;
		log_error("database: %s: column %u is %s, the row has %s", query->name, i + 1, name,
		        query->columns[i].name);
		rc = RC_DB;
	}
	if (result != NULL)
		mysql_free_result(result);
	return rc;
}

static bool is_long(enum db_type type)
{
	return type == DB_TEXT || type == DB_BYTES;
}

static MYSQL_BIND bind_column(struct column *column, enum db_type type)
{
	MYSQL_BIND bind = { .length = &column->length,
		.is_null = &column->null,
		.error = &column->cut,
		.buffer = &column->value };
	switch (type) {
	case DB_INT64:
		bind.buffer_type = MYSQL_TYPE_LONGLONG;
		break;
	case DB_INT32:
		bind.buffer_type = MYSQL_TYPE_LONG;
		break;
	case DB_BOOL:
		bind.buffer_type = MYSQL_TYPE_TINY;
		break;
	case DB_DOUBLE:
		bind.buffer_type = MYSQL_TYPE_DOUBLE;
		break;
	case DB_TEXT:
	case DB_BYTES:
		bind.buffer_type = type == DB_TEXT ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		bind.buffer = column->value.text;
		bind.buffer_length = FIRST_GUESS;
		break;
	}
	return bind;
}

/* The library copies what it is told. */
static enum rc bind_columns(struct db_statement *statement)
{
	const struct query *query = statement->query;
	MYSQL_BIND binds[MOST_COLUMNS];
	size_t texts = 0;
	if (query->column_count == 0)
		return RC_OK;
	for (size_t i = 0; i < query->column_count; i++)
		texts += is_long(query->columns[i].type);
	statement->guesses = malloc(texts * FIRST_GUESS + 1);
	if (statement->guesses == NULL)
		return RC_NO_MEMORY;
	char *guess = statement->guesses;
	for (size_t i = 0; i < query->column_count; i++) {
		struct column *column = &statement->columns[i];
		if (is_long(query->columns[i].type)) {
			column->value.text = guess;
			guess += FIRST_GUESS;
		}
		binds[i] = bind_column(column, query->columns[i].type);
	}
	return mysql_stmt_bind_result(statement->stmt, binds) == 0 ? RC_OK : RC_DB;
}

static enum rc prepare(struct db_statement *statement, struct db_failure *failure)
{
	const struct query *query = statement->query;
	if (mysql_stmt_prepare(statement->stmt, query->sql, (unsigned long)strlen(query->sql)) != 0)
		return note_failure(statement, failure);
	enum rc rc = compare_columns(query, statement->stmt);
	return rc == RC_OK ? bind_columns(statement) : rc;
}

enum rc db_statement_make(struct st_mysql *mysql, const struct query *query, struct db_statement **made,
        struct db_failure *failure)
{
	struct db_statement *statement =
	        calloc(1, sizeof(*statement) + query->column_count * sizeof(statement->columns[0]));
	if (statement == NULL)
		return RC_NO_MEMORY;
	statement->query = query;
	statement->mysql = mysql;
	statement->stmt = mysql_stmt_init(mysql);
	enum rc rc = statement->stmt == NULL ? RC_NO_MEMORY : prepare(statement, failure);
	if (rc != RC_OK) {
		db_statement_drop(statement);
		return rc;
	}
	*made = statement;
	return RC_OK;
}

void db_statement_drop(struct db_statement *statement)
{
	if (statement->stmt != NULL)
		mysql_stmt_close(statement->stmt);
	free(statement->guesses);
	free(statement);
}

const struct query *db_statement_query(const struct db_statement *statement)
{
	return statement->query;
}

/* --- running --------------------------------------------------------------------------------- */

static void bind_value(MYSQL_BIND *bind, const struct db_value *value)
{
	static my_bool null = 1;
	if (value->null)
		bind->is_null = &null;
	switch (value->type) {
	case DB_INT64:
	case DB_INT32:
	case DB_BOOL:
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = (void *)(uintptr_t)&value->number;
		break;
	case DB_DOUBLE:
		bind->buffer_type = MYSQL_TYPE_DOUBLE;
		bind->buffer = (void *)(uintptr_t)&value->real;
		break;
	case DB_TEXT:
	case DB_BYTES:
		bind->buffer_type = value->type == DB_TEXT ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		bind->buffer = (void *)(uintptr_t)value->bytes.data;
		bind->buffer_length = (unsigned long)value->bytes.length;
		break;
	}
}

enum rc db_statement_execute(
        struct db_statement *statement, const struct db_value *args, size_t count, struct db_failure *failure)
{
	MYSQL_STMT *stmt = statement->stmt;
	if (mysql_stmt_param_count(stmt) != count || count > MOST_COLUMNS) {
		log_error("database: %s: %zu arguments for %lu places", statement->query->name, count,
		        mysql_stmt_param_count(stmt));
		return RC_DB;
	}
	MYSQL_BIND binds[MOST_COLUMNS];
	memset(binds, 0, count * sizeof(binds[0]));
	for (size_t i = 0; i < count; i++)
		bind_value(&binds[i], &args[i]);
	if ((count != 0 && mysql_stmt_bind_param(stmt, binds) != 0) || mysql_stmt_execute(stmt) != 0)
		return note_failure(statement, failure);
	return RC_OK;
}

/* The column's bytes and a final NUL in the arena. */
static char *take_bytes(struct arena *arena, struct db_statement *statement, unsigned i)
{
	struct column *column = &statement->columns[i];
	if (column->length <= FIRST_GUESS)
		return arena_copy(arena, column->value.text, column->length);
	char *bytes = arena_alloc(arena, column->length + 1);
	if (bytes == NULL)
		return NULL;
	MYSQL_BIND bind = bind_column(column, statement->query->columns[i].type);
	unsigned long length;
	bind.length = &length;
	bind.buffer = bytes;
	bind.buffer_length = column->length;
	return mysql_stmt_fetch_column(statement->stmt, &bind, i, 0) == 0 ? bytes : NULL;
}

static enum rc take_column(struct arena *arena, struct db_statement *statement, unsigned i, char *row)
{
	const struct db_column *column = &statement->query->columns[i];
	const struct column *found = &statement->columns[i];
	void *member = row + column->offset;
	bool null = found->null != 0;
	if (!null && !is_long(column->type) && found->cut) {
		log_error("database: %s: column %s does not fit", statement->query->name, column->name);
		return RC_DB;
	}
	size_t length = null ? 0 : found->length;
	char *bytes = null || !is_long(column->type) ? NULL : take_bytes(arena, statement, i);
	if (is_long(column->type) && !null && bytes == NULL)
		return RC_NO_MEMORY;
	switch (column->type) {
	case DB_INT64:
		*(int64_t *)member = null ? 0 : found->value.number;
		break;
	case DB_INT32:
		*(int32_t *)member = null ? 0 : found->value.small;
		break;
	case DB_BOOL:
		*(bool *)member = !null && found->value.flag != 0;
		break;
	case DB_DOUBLE:
		*(double *)member = null ? 0 : found->value.real;
		break;
	case DB_TEXT:
		*(const char **)member = bytes;
		break;
	case DB_BYTES:
		*(struct bytes *)member = (struct bytes){ bytes, length };
		break;
	}
	return RC_OK;
}

enum rc db_statement_row(
        struct db_statement *statement, struct arena *arena, void *row, struct db_failure *failure)
{
	int got = mysql_stmt_fetch(statement->stmt);
	if (got == MYSQL_NO_DATA)
		return RC_NOT_FOUND;
	if (got == 1)
		return note_failure(statement, failure);
	memset(row, 0, statement->query->row_size);
	enum rc rc = RC_OK;
	for (unsigned i = 0; i < statement->query->column_count && rc == RC_OK; i++)
		rc = take_column(arena, statement, i, row);
	return rc;
}

enum rc db_statement_rows(
        struct db_statement *statement, struct arena *arena, struct db_rows *rows, struct db_failure *failure)
{
	size_t size = statement->query->row_size, room = 0;
	char *items = NULL;
	rows->count = 0;
	for (;;) {
		if (rows->count == room) {
			size_t more = room == 0 ? FIRST_ROWS : room * 2;
			char *grown = arena_alloc_array(arena, size, more);
			if (grown == NULL)
				return RC_NO_MEMORY;
			if (items != NULL)
				memcpy(grown, items, room * size);
			items = grown;
			room = more;
		}
		enum rc rc = db_statement_row(statement, arena, items + rows->count * size, failure);
		if (rc == RC_NOT_FOUND)
			break;
		if (rc != RC_OK)
			return rc;
		rows->count++;
	}
	rows->items = rows->count == 0 ? NULL : items;
	return RC_OK;
}

struct db_done db_statement_done(const struct db_statement *statement)
{
	return (struct db_done){ (int64_t)mysql_stmt_affected_rows(statement->stmt),
		(int64_t)mysql_stmt_insert_id(statement->stmt) };
}

void db_statement_finish(struct db_statement *statement)
{
	if (statement->query->column_count != 0)
		mysql_stmt_free_result(statement->stmt);
}
