/*
 * A file of tab-separated values whose first line names the columns.
 */
#ifndef PORTICO_TABLE_H
#define PORTICO_TABLE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define TABLE_COLUMNS 16

struct table {
	const char *(*rows)[TABLE_COLUMNS]; /* without the first line; absent cells are "" */
	size_t count;
	const char *names[TABLE_COLUMNS];
};

/* RC_NOT_FOUND, RC_IO, RC_TOO_LARGE, RC_INVALID (not UTF-8, more columns than that), RC_NO_MEMORY. */
enum rc table_read(struct arena *arena, const char *path, struct table *table) MUST_USE;

/* The cell of a named column, "" if there is none. */
const char *table_cell(const struct table *table, size_t row, const char *name);

#endif
