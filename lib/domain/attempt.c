/* See attempt.h. A window is six rows at most: each counts a sixth of it. */
#include "domain/attempt.h"

#include <assert.h>
#include <limits.h>

#include "base/secret.h"

#define PIECES 6
#define TRIES  3

struct total {
	int64_t total;
};

DB_QUERY(count_attempt,
        "INSERT INTO attempt (key_hash, window_at, count) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE count = "
        "count + 1",
        DB_NO_ROW);
DB_QUERY(sum_attempts,
        "SELECT COALESCE(SUM(count), 0) AS total FROM attempt WHERE key_hash = ? AND window_at > ?",
        DB_ROW(struct total, total));
DB_QUERY(forget_attempts, "DELETE FROM attempt WHERE key_hash = ?", DB_NO_ROW);
DB_QUERY(sweep_attempts, "DELETE FROM attempt WHERE window_at < ? ORDER BY window_at LIMIT ?", DB_NO_ROW);

/* The hash of hashes: no subject can look like another kind. */
static void hash_key(const char *kind, const char *subject, uint8_t key[SECRET_HASH])
{
	uint8_t both[2 * SECRET_HASH];
	secret_hash_text(kind, both);
	secret_hash_text(subject, both + SECRET_HASH);
	secret_hash(both, sizeof(both), key);
}

static int64_t piece_of(int64_t window)
{
	return window < PIECES ? 1 : window / PIECES;
}

static enum rc add_one(struct db *db, struct bytes key, int64_t at)
{
	enum rc rc = RC_RETRY;
	for (int i = 0; i < TRIES && rc == RC_RETRY; i++)
		rc = db_run(db, &count_attempt, DB_ARGS(key, at), NULL);
	return rc == RC_RETRY ? RC_DB : rc;
}

static enum rc sum(struct db *db, struct bytes key, int64_t window, int64_t now, int *count)
{
	*count = INT_MAX;
	struct total total;
	enum rc rc = db_one(db, NULL, &sum_attempts, DB_ARGS(key, now - window - piece_of(window)), &total);
	if (rc == RC_OK)
		*count = total.total < INT_MAX ? (int)total.total : INT_MAX;
	return rc;
}

enum rc attempt_count(
        struct db *db, const char *kind, const char *subject, int64_t window, int64_t now, int *count)
{
	assert(!db_in_transaction(db));
	uint8_t key[SECRET_HASH];
	hash_key(kind, subject, key);
	*count = INT_MAX;
	enum rc rc = add_one(db, DB_HASH(key), now - now % piece_of(window));
	return rc == RC_OK ? sum(db, DB_HASH(key), window, now, count) : rc;
}

enum rc attempt_look(
        struct db *db, const char *kind, const char *subject, int64_t window, int64_t now, int *count)
{
	uint8_t key[SECRET_HASH];
	hash_key(kind, subject, key);
	return sum(db, DB_HASH(key), window, now, count);
}

enum rc attempt_forget(struct db *db, const char *kind, const char *subject)
{
	uint8_t key[SECRET_HASH];
	hash_key(kind, subject, key);
	return db_run(db, &forget_attempts, DB_ARGS(DB_HASH(key)), NULL);
}

enum rc attempt_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_attempts, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
