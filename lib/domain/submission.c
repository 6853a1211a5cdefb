/* Submissions: rows of `submit`. */
#include "domain/submission.h"

/* The same form at once waits here for the one that came first. */
DB_QUERY(claim_submission,
        "INSERT INTO submit (id, created_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE created_at = created_at",
        DB_NO_ROW);

DB_QUERY(find_submission,
        "SELECT COALESCE(status, 0) AS status, location, body_hash FROM submit WHERE id = ?",
        DB_ROW(struct submission, status, location, body_hash));

struct submission_state {
	int32_t status;
};
DB_QUERY(look_submission, "SELECT COALESCE(status, 0) AS status FROM submit WHERE id = ?",
        DB_ROW(struct submission_state, status));

DB_QUERY(finish_submission, "UPDATE submit SET body_hash = ?, status = ?, location = ? WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(sweep_submissions, "DELETE FROM submit WHERE created_at < ? ORDER BY created_at LIMIT ?", DB_NO_ROW);

static struct bytes hash_bytes(const uint8_t hash[SECRET_HASH])
{
	return (struct bytes){ hash, SECRET_HASH };
}

enum rc submission_claim(struct db *db, struct arena *arena, const uint8_t id[SECRET_HASH], int64_t now,
        struct submission *row)
{
	struct db_done done;
	*row = (struct submission){ .status = 0 };
	enum rc rc = db_run(db, &claim_submission, DB_ARGS(hash_bytes(id), now), &done);
	if (rc != RC_OK || done.affected > 0)
		return rc;
	return db_one(db, arena, &find_submission, DB_ARGS(hash_bytes(id)), row);
}

enum rc submission_is_done(struct db *db, const uint8_t id[SECRET_HASH], bool *done)
{
	struct submission_state state = { 0 };
	enum rc rc = db_one(db, NULL, &look_submission, DB_ARGS(hash_bytes(id)), &state);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	bool answered = state.status != 0;
	*done = answered;
	return RC_OK;
}

enum rc submission_finish(struct db *db, const uint8_t id[SECRET_HASH], const uint8_t body_hash[SECRET_HASH],
        int status, const char *location)
{
	return db_run(db, &finish_submission,
	        DB_ARGS(hash_bytes(body_hash), status, location, hash_bytes(id)), NULL);
}

enum rc submission_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_submissions, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
