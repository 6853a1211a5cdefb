/* Sign-ins: rows of `session`, found by the hash of their token. */
#include "domain/signin.h"

#include "base/time.h"

#define TOUCH_EVERY (5 * MINUTE)

struct signin_row {
	int64_t id;
	const char *mail, *name, *role, *state, *lang, *zone, *calendar, *theme;
	int64_t seen_at, idle_for;
};

DB_QUERY(find_signin,
        "SELECT a.id, a.mail, a.name, a.role, a.state, a.lang, a.zone, a.calendar, a.theme, s.seen_at, "
        "s.idle_for "
        "FROM session s JOIN account a ON a.id = s.account_id "
        "WHERE s.token_hash = ? AND s.idle_at > ? AND s.ends_at > ? AND a.state = 'active'",
        DB_ROW(struct signin_row, id, mail, name, role, state, lang, zone, calendar, theme, seen_at,
                idle_for));

DB_QUERY(touch_signin, "UPDATE session SET seen_at = ?, idle_at = ? WHERE token_hash = ?", DB_NO_ROW);

/* The lock waits for a change of the password that is under way, so that no session outlives it. */
DB_QUERY(add_signin,
        "INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for, "
        "address, agent) "
        "SELECT ?, id, ?, ?, ?, ?, ?, ?, ? FROM account "
        "WHERE id = ? AND state = 'active' AND password_hash <=> ? LOCK IN SHARE MODE",
        DB_NO_ROW);

DB_QUERY(end_signin, "DELETE FROM session WHERE token_hash = ?", DB_NO_ROW);

DB_QUERY(end_all_signins, "DELETE FROM session WHERE account_id = ?", DB_NO_ROW);

DB_QUERY(sweep_ended, "DELETE FROM session WHERE ends_at <= ? ORDER BY ends_at LIMIT ?", DB_NO_ROW);

static struct bytes hash_bytes(const uint8_t hash[SECRET_HASH])
{
	return (struct bytes){ hash, SECRET_HASH };
}

enum rc signin_find(struct db *db, struct arena *arena, const uint8_t hash[SECRET_HASH], int64_t now,
        struct account *account)
{
	struct signin_row row;
	enum rc rc = db_one(db, arena, &find_signin, DB_ARGS(hash_bytes(hash), now, now), &row);
	if (rc != RC_OK)
		return rc;
	*account = (struct account){
		.id = row.id,
		.mail = row.mail,
		.name = row.name,
		.role = row.role,
		.state = row.state,
		.lang = row.lang,
		.zone = row.zone,
		.calendar = row.calendar,
		.theme = row.theme,
	};
	if (now - row.seen_at < TOUCH_EVERY)
		return RC_OK;
	return db_run(db, &touch_signin, DB_ARGS(now, now + row.idle_for, hash_bytes(hash)), NULL);
}

enum rc signin_add(struct db *db, const uint8_t hash[SECRET_HASH], const struct account *account,
        struct signin_limits limits, const char *address, const char *agent, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &add_signin,
	        DB_ARGS(hash_bytes(hash), now, now, now + limits.idle, now + limits.absolute, limits.idle,
	                address, agent, account->id, account->password_hash),
	        &done);
	if (rc != RC_OK)
		return rc;
	return done.affected == 1 ? RC_OK : RC_NOT_FOUND;
}

enum rc signin_end(struct db *db, const uint8_t hash[SECRET_HASH])
{
	return db_run(db, &end_signin, DB_ARGS(hash_bytes(hash)), NULL);
}

enum rc signin_end_all(struct db *db, int64_t account_id)
{
	return db_run(db, &end_all_signins, DB_ARGS(account_id), NULL);
}

enum rc signin_sweep(struct db *db, int64_t now, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_ended, DB_ARGS(now, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
