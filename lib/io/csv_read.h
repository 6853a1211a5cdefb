/*
 * Reading CSV (RFC 4180): cells between commas (or semicolons, as some spreadsheets write, told by the first
 * line), quoted by ", a doubled "" inside of quotes is one; CRLF or LF ends a row, quoted cells may hold
 * either. A byte order mark is skipped. The first row names the columns.
 */
#ifndef PORTICO_IO_CSV_READ_H
#define PORTICO_IO_CSV_READ_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define CSV_COLUMNS 64 /* of a row */

struct csv_row {
	const char *cells[CSV_COLUMNS];
	size_t count;
	size_t line; /* where it begins, 1 is the file's first */
};

struct csv_reader {
	struct arena *arena;
	const char *at, *end;
	size_t line;
	char separator;
	struct csv_row head; /* names as given, trimmed */
};

/* Reads the first row. The text must outlive the reader and be valid UTF-8; cells live in the arena.
 * RC_INVALID: no names, or a broken quote; RC_TOO_LARGE past CSV_COLUMNS; RC_NO_MEMORY. */
enum rc csv_read_open(
        struct csv_reader *reader, struct arena *arena, const char *text, size_t length) MUST_USE;

/* The next row; wholly empty lines are skipped. RC_NOT_FOUND at the end; RC_INVALID: a quote that does not
 * end, or text behind one that did; RC_TOO_LARGE, RC_NO_MEMORY. After an error the reader stands behind the
 * row's line. */
enum rc csv_read_row(struct csv_reader *reader, struct csv_row *row) MUST_USE;

/* The row's cell of that column (letter case does not matter), or NULL if there is no such column or cell. */
const char *csv_cell(const struct csv_reader *reader, const struct csv_row *row, const char *name);

#endif
