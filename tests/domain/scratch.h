/*
 * A database of one test program's own, made new on the server that PORTICO_TEST_CONF names and dropped at
 * the end.
 */
#ifndef PORTICO_TESTS_SCRATCH_H
#define PORTICO_TESTS_SCRATCH_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/config.h"
#include "io/db.h"

struct scratch {
	struct config config;
	struct arena *keep;  /* of the whole program: settings */
	struct arena *arena; /* of one test: reset by scratch_reset */
	struct db *db;
};

/* The one of this program. */
extern struct scratch scratch;

/* Makes the database "<db_name>_<name>" and connects. With `migrated` all migrations run. Without
 * PORTICO_TEST_CONF the program says so and leaves with status 77 (skipped). */
int scratch_open(const char *name, int migrated);
int scratch_close(void **state);

/* A second connection to the same database. */
struct db *scratch_connect(void);

/* cmocka setup: an empty arena and no budget. */
int scratch_reset(void **state);

/* Runs plain SQL; the test fails if it does. */
void scratch_sql(const char *statement);

/* The first column of the first row, as a number; the test fails without a row. */
#define scratch_number(sql) scratch_ask(sql)
int64_t scratch_ask(const char *sql);

#endif
