/*
 * A unit of work between BEGIN and COMMIT that runs again when it loses a race or its connection.
 */
#include <errno.h>
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/secret.h"
#include "io/db.h"

#define FIRST_PAUSE_MS   50
#define LONGEST_PAUSE_MS 400

int db_pause_ms(int run_number)
{
	int most = FIRST_PAUSE_MS;
	for (int i = 1; i < run_number && most < LONGEST_PAUSE_MS; i++)
		most *= 2;
	return most / 2 + (int)secret_random_below((uint32_t)(most / 2 + 1));
}

static void pause_before(int run_number)
{
	int ms = db_pause_ms(run_number);
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };
	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
}

static enum rc transact_once(struct db *db, enum rc (*unit)(void *), void *context)
{
	enum rc rc = db_begin(db);
	if (rc == RC_OK)
		rc = unit(context);
	if (rc == RC_OK)
		return db_commit(db);
	db_rollback(db);
	return rc;
}

enum rc db_transact(struct db *db, enum rc (*unit)(void *), void *context)
{
	enum rc rc = transact_once(db, unit, context);
	for (int run_number = 1; rc == RC_RETRY && run_number < LIMIT_RUNS; run_number++) {
		pause_before(run_number);
		rc = transact_once(db, unit, context);
	}
	if (rc == RC_RETRY)
		log_error("database: a transaction was lost %d times", LIMIT_RUNS);
	return rc;
}
