/* Sign-ins: rows of `session`, found by the hash of their token. */
#include "domain/signin.h"

#include "base/time.h"

#define TOUCH_EVERY (5 * MINUTE)

/* Everything a page asks of who is there: a row for each company that he belongs to, one at least. Joins over
 * keys that are mostly NULL cost little, a subquery that counts the companies would cost more than all of
 * them. */
/* clang-format off */
DB_QUERY(find_signin,
	"SELECT a.id, a.mail, a.name, a.role, a.state, a.lang, a.zone, a.calendar, a.digits, a.theme, a.text_size,"
	" COALESCE(r.permissions, '') AS permissions, a.role_id, a.delete_at, a.notice_count, p.public_id AS picture,"
	" m.account_id IS NOT NULL AS company_count,"
	" c.id AS company_id, c.name AS company, m.owner AS company_owner, m.rights AS company_rights,"
	" s.ticket_id AS guest_ticket_id, s.seen_at, s.idle_for"
	" FROM session s JOIN account a ON a.id = s.account_id"
	" LEFT JOIN staff_role r ON r.id = a.role_id AND a.role = 'agent'"
	" LEFT JOIN company_member m ON m.account_id = a.id"
	" LEFT JOIN company c ON c.id = m.company_id AND c.id = a.acting_company_id AND c.state = 'active'"
	" LEFT JOIN picture p ON p.id = a.picture_id AND p.state = 'ready'"
	" WHERE s.token_hash = ? AND s.idle_at > ? AND s.ends_at > ?"
	" AND ((a.state = 'active' AND s.ticket_id IS NULL) OR (a.state = 'guest' AND s.ticket_id IS NOT NULL))",
	DB_ROW(struct account, id, mail, name, role, state, lang, zone, calendar, digits, theme, text_size, permissions,
		role_id, delete_at, notice_count, picture, company_count, company_id, company, company_owner, company_rights,
		guest_ticket_id, seen_at, idle_for));
/* clang-format on */

DB_QUERY(touch_signin, "UPDATE session SET seen_at = ?, idle_at = ? WHERE token_hash = ?", DB_NO_ROW);

/* The lock waits for a change of the password that is under way, so that no session outlives it. */
DB_QUERY(add_signin,
        "INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for, "
        "address, agent) "
        "SELECT ?, id, ?, ?, ?, ?, ?, ?, ? FROM account "
        "WHERE id = ? AND state = 'active' AND password_hash <=> ? LOCK IN SHARE MODE",
        DB_NO_ROW);

/* Likewise: a guest who becomes a customer has no session left. */
DB_QUERY(add_guest,
        "INSERT INTO session (token_hash, account_id, ticket_id, created_at, seen_at, idle_at, ends_at, "
        "idle_for, address, agent) "
        "SELECT ?, a.id, t.id, ?, ?, ?, ?, ?, ?, ? FROM account a JOIN ticket t ON t.requester_id = a.id "
        "WHERE a.id = ? AND a.state = 'guest' AND t.id = ? LOCK IN SHARE MODE",
        DB_NO_ROW);

DB_QUERY(end_signin, "DELETE FROM session WHERE token_hash = ?", DB_NO_ROW);

DB_QUERY(end_all_signins, "DELETE FROM session WHERE account_id = ?", DB_NO_ROW);

DB_QUERY(end_all_steps, "DELETE FROM signin_step WHERE account_id = ?", DB_NO_ROW);

DB_QUERY(sweep_ended, "DELETE FROM session WHERE ends_at <= ? ORDER BY ends_at LIMIT ?", DB_NO_ROW);

static struct bytes hash_bytes(const uint8_t hash[SECRET_HASH])
{
	return (struct bytes){ hash, SECRET_HASH };
}

/* The row of the company for which he acts, if there is one. Rights of another are none of his here. */
static void take_account(const struct db_rows *rows, struct account *account)
{
	const struct account *items = rows->items;
	int32_t companies = 0;
	*account = items[0];
	for (size_t i = 0; i < rows->count; i++) {
		companies += items[i].company_count;
		if (items[i].company_id != 0)
			*account = items[i];
	}
	account->company_count = companies;
	if (account->company_id == 0) {
		account->company_owner = false;
		account->company_rights = NULL;
	}
}

enum rc signin_find(struct db *db, struct arena *arena, const uint8_t hash[SECRET_HASH], int64_t now,
        struct account *account)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &find_signin, DB_ARGS(hash_bytes(hash), now, now), &rows);
	if (rc != RC_OK)
		return rc;
	if (rows.count == 0)
		return RC_NOT_FOUND;
	take_account(&rows, account);
	if (now - account->seen_at < TOUCH_EVERY)
		return RC_OK;
	return db_run(db, &touch_signin, DB_ARGS(now, now + account->idle_for, hash_bytes(hash)), NULL);
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

enum rc signin_add_guest(struct db *db, const uint8_t hash[SECRET_HASH], const struct account *account,
        int64_t ticket_id, struct signin_limits limits, const char *address, const char *agent, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &add_guest,
	        DB_ARGS(hash_bytes(hash), now, now, now + limits.idle, now + limits.absolute, limits.idle,
	                address, agent, account->id, ticket_id),
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
	enum rc rc = db_run(db, &end_all_signins, DB_ARGS(account_id), NULL);
	return rc == RC_OK ? db_run(db, &end_all_steps, DB_ARGS(account_id), NULL) : rc;
}

enum rc signin_sweep(struct db *db, int64_t now, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_ended, DB_ARGS(now, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
