/* See signin_step.h. */
#include "domain/signin_step.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

struct step_duty {
	const char *role;
	int64_t totp_since;
	bool demanded; /* by the staff role */
};

DB_QUERY(find_duty,
        "SELECT a.role, a.totp_since, COALESCE(r.second_factor, FALSE) AS demanded FROM account a "
        "LEFT JOIN staff_role r ON r.id = a.role_id AND a.role = 'agent' WHERE a.id = ?",
        DB_ROW(struct step_duty, role, totp_since, demanded));
DB_QUERY(add_step,
        "INSERT INTO signin_step (token_hash, account_id, need, remember, next, created_at, ends_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(find_step,
        "SELECT account_id, need, remember, next FROM signin_step WHERE token_hash = ? AND ends_at > ?",
        DB_ROW(struct signin_step, account_id, need, remember, next));
DB_QUERY(end_step, "DELETE FROM signin_step WHERE token_hash = ?", DB_NO_ROW);
DB_QUERY(sweep_steps, "DELETE FROM signin_step WHERE ends_at <= ? ORDER BY ends_at LIMIT ?", DB_NO_ROW);

static bool is_demanded(const struct step_duty *duty, const struct settings *settings)
{
	if (text_equal(duty->role, "admin"))
		return settings->factor_admins;
	if (text_equal(duty->role, "agent"))
		return duty->demanded;
	return settings->factor_customers;
}

enum rc signin_step_need(struct db *db, struct arena *arena, int64_t account_id,
        const struct settings *settings, bool trusted, const char **need)
{
	struct step_duty duty;
	*need = NULL;
	enum rc rc = db_one(db, arena, &find_duty, DB_ARGS(account_id), &duty);
	if (rc != RC_OK)
		return rc;
	if (duty.totp_since != 0)
		*need = trusted ? NULL : STEP_CODE;
	else if (is_demanded(&duty, settings))
		*need = STEP_SETUP;
	return RC_OK;
}

enum rc signin_step_add(
        struct db *db, const uint8_t hash[SECRET_HASH], const struct signin_step *step, int64_t now)
{
	struct bytes key = { hash, SECRET_HASH };
	return db_run(db, &add_step,
	        DB_ARGS(key, step->account_id, step->need, step->remember, step->next, now,
	                now + LIMIT_STEP_MINUTES * MINUTE),
	        NULL);
}

enum rc signin_step_find(struct db *db, struct arena *arena, const uint8_t hash[SECRET_HASH], int64_t now,
        struct signin_step *step)
{
	struct bytes key = { hash, SECRET_HASH };
	return db_one(db, arena, &find_step, DB_ARGS(key, now), step);
}

enum rc signin_step_end(struct db *db, const uint8_t hash[SECRET_HASH])
{
	struct bytes key = { hash, SECRET_HASH };
	struct db_done done;
	enum rc rc = db_run(db, &end_step, DB_ARGS(key), &done);
	if (rc != RC_OK)
		return rc;
	return done.affected == 1 ? RC_OK : RC_NOT_FOUND;
}

enum rc signin_step_sweep(struct db *db, int64_t now, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_steps, DB_ARGS(now, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
