/* See gate.h. */
#include "domain/gate.h"

#include <assert.h>

#include "domain/submission.h"

#define TRIES 3

struct gate_row {
	int64_t next_at;
};

/* Assignments are done from left to right: next_at, which all of them ask, comes last. While tries are free
 * it stays in the past: two requests at once may see the clock a second apart. */
/* clang-format off */
#define COUNT_TRY \
	" ON DUPLICATE KEY UPDATE" \
	" count = IF(next_at > ?, count, LEAST(1000, GREATEST(0, count - GREATEST(0, ? - counted_at) DIV ?) + 1))," \
	" counted_at = IF(next_at > ?, counted_at, ?)," \
	" next_at = IF(next_at > ? OR count < ?, next_at, ? + LEAST(?, ? << LEAST(count - ?, 20)))"
DB_QUERY(pass_gate, "INSERT INTO gate (key_hash, count, counted_at, next_at) VALUES (?, 1, ?, ?)" COUNT_TRY, DB_NO_ROW);
DB_QUERY(pass_gate_once,
	"INSERT INTO gate (key_hash, count, counted_at, next_at) SELECT ?, 1, ?, ? FROM DUAL"
	" WHERE NOT EXISTS (SELECT 1 FROM submit WHERE id = ? AND status IS NOT NULL)" COUNT_TRY, DB_NO_ROW);
/* clang-format on */
DB_QUERY(look_gate, "SELECT next_at FROM gate WHERE key_hash = ?", DB_ROW(struct gate_row, next_at));
DB_QUERY(take_back,
        "UPDATE gate SET count = GREATEST(0, count - 1), next_at = LEAST(next_at, ?) WHERE key_hash = ?",
        DB_NO_ROW);
DB_QUERY(forget_gate, "DELETE FROM gate WHERE key_hash = ?", DB_NO_ROW);
DB_QUERY(sweep_gates, "DELETE FROM gate WHERE counted_at < ? ORDER BY counted_at LIMIT ?", DB_NO_ROW);

/* The hash of hashes: no subject can look like another kind. */
static void hash_key(const struct gate *gate, const char *subject, uint8_t key[SECRET_HASH])
{
	uint8_t both[2 * SECRET_HASH];
	secret_hash_text(gate->kind, both);
	secret_hash_text(subject, both + SECRET_HASH);
	secret_hash(both, sizeof(both), key);
}

static enum rc look(struct db *db, struct bytes key, int64_t now, int64_t *wait)
{
	struct gate_row row = { 0 };
	enum rc rc = db_one(db, NULL, &look_gate, DB_ARGS(key), &row);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	*wait = row.next_at > now ? row.next_at - now : 0;
	return RC_OK;
}

enum rc gate_look(struct db *db, const struct gate *gate, const char *subject, int64_t now, int64_t *wait)
{
	uint8_t key[SECRET_HASH];
	hash_key(gate, subject, key);
	return look(db, DB_HASH(key), now, wait);
}

#define TRY_ARGS(gate, now)                                                                                  \
	(now), (now), (gate)->forgive, (now), (now), (now), (gate)->free, (now), (gate)->most,               \
	        (gate)->first, (gate)->free

/* `submission` NULL: each try counts. */
static enum rc run_pass(struct db *db, const struct gate *gate, struct bytes key, struct bytes submission,
        int64_t now, struct db_done *done)
{
	int64_t next = gate->free > 1 ? 0 : now + gate->first;
	if (submission.data == NULL)
		return db_run(db, &pass_gate, DB_ARGS(key, now, next, TRY_ARGS(gate, now)), done);
	return db_run(db, &pass_gate_once, DB_ARGS(key, now, next, submission, TRY_ARGS(gate, now)), done);
}

static enum rc pass(struct db *db, const struct gate *gate, struct bytes key, struct bytes submission,
        int64_t now, struct db_done *done)
{
	enum rc rc = RC_RETRY;
	for (int i = 0; i < TRIES && rc == RC_RETRY; i++)
		rc = run_pass(db, gate, key, submission, now, done);
	return rc == RC_RETRY ? RC_DB : rc;
}

enum rc gate_pass(struct db *db, const struct gate *gate, const char *subject, int64_t now, int64_t *wait)
{
	assert(!db_in_transaction(db));
	uint8_t key[SECRET_HASH];
	hash_key(gate, subject, key);
	struct db_done done;
	*wait = 0;
	enum rc rc = pass(db, gate, DB_HASH(key), (struct bytes){ NULL, 0 }, now, &done);
	if (rc != RC_OK || done.affected > 0)
		return rc;
	rc = look(db, DB_HASH(key), now, wait);
	if (rc == RC_OK && *wait == 0) /* it was taken back or forgotten this moment: the next try passes */
		*wait = 1;
	return rc;
}

enum rc gate_pass_once(struct db *db, const struct gate *gate, const char *subject,
        const uint8_t submission[SECRET_HASH], int64_t now, int64_t *wait)
{
	assert(!db_in_transaction(db));
	uint8_t key[SECRET_HASH];
	hash_key(gate, subject, key);
	struct db_done done;
	bool sent;
	*wait = 0;
	enum rc rc = pass(db, gate, DB_HASH(key), (struct bytes){ submission, SECRET_HASH }, now, &done);
	if (rc != RC_OK || done.affected > 0)
		return rc;
	rc = submission_is_done(db, submission, &sent);
	if (rc != RC_OK || sent)
		return rc;
	rc = look(db, DB_HASH(key), now, wait);
	if (rc == RC_OK && *wait == 0)
		*wait = 1;
	return rc;
}

enum rc gate_take_back(struct db *db, const struct gate *gate, const char *subject, int64_t now)
{
	uint8_t key[SECRET_HASH];
	hash_key(gate, subject, key);
	return db_run(db, &take_back, DB_ARGS(now, DB_HASH(key)), NULL);
}

enum rc gate_forget(struct db *db, const struct gate *gate, const char *subject)
{
	uint8_t key[SECRET_HASH];
	hash_key(gate, subject, key);
	return db_run(db, &forget_gate, DB_ARGS(DB_HASH(key)), NULL);
}

enum rc gate_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_gates, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
