/*
 * How many rows each table has: what a backup promises and a restore checks. A migration that makes a table
 * adds it here.
 */
#ifndef PORTICO_DOMAIN_INVENTORY_H
#define PORTICO_DOMAIN_INVENTORY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct inventory_row {
	const char *name;
	int64_t count;
};

/* Every table of the schema, struct inventory_row. Counts them: slow on large tables. */
enum rc inventory_list(struct db *db, struct arena *arena, struct db_rows *rows) MUST_USE;

/* The tables that the database holds, ours or not. */
enum rc inventory_tables(struct db *db, struct arena *arena, int64_t *count) MUST_USE;

#endif
