/*
 * Brings the schema up to date: share_dir/migrations/NNNN-what.sql, in order, each statement safe to run
 * again (MariaDB commits each DDL by itself). What began and what ended stands in schema_migration; a killed
 * run is simply started once more. One migrator at a time: a lease row that runs out by itself.
 */
#ifndef PORTICO_DOMAIN_MIGRATE_H
#define PORTICO_DOMAIN_MIGRATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct migration {
	int64_t id;       /* NNNN */
	const char *name; /* "0001-foundation" */
	const char *sql;
	const char *checksum; /* SHA-256 of the file, hex */
	bool begun;           /* a run started it */
	bool finished;
};

struct migrations {
	struct migration *items; /* by id, without gaps, from 1 */
	size_t count;
};

/* Reads the folder <share_dir>/migrations and what the database knows of it. A database without any table
 * knows nothing. RC_IO, RC_INVALID (a bad name, a gap, a finished one whose file changed, or one that we do
 * not have), RC_DB; *why tells. */
enum rc migrate_plan(struct db *db, struct arena *arena, const char *share_dir, struct migrations *plan,
        const char **why) MUST_USE;

/* Runs what is missing. `tell` (may be NULL) hears of each migration before it runs. RC_CONFLICT: another
 * migrator holds the lease. Else as migrate_plan, and RC_DB with the failed statement in *why. The database
 * needs no tables beforehand. */
enum rc migrate_run(struct db *db, struct arena *arena, const char *share_dir,
        void (*tell)(void *context, const struct migration *migration), void *context,
        const char **why) MUST_USE;

/* The next statement of a script: text up to a ';' that ends a line outside quotes and comments, without it.
 * Advances *script. NULL at the end (comments and white space alone are none) or without memory (*script then
 * not at its end). */
char *migrate_statement(struct arena *arena, const char **script) MUST_USE;

#endif
