/* People: rows of `account`. */
#include "domain/account.h"

#include "base/text.h"
#include "domain/signin.h"

/* clang-format off */
#define FROM_ACCOUNT \
	"SELECT a.id, a.mail, a.name, a.role, a.state, a.lang, a.zone, a.calendar, a.digits, a.theme, a.text_size," \
	" COALESCE(r.permissions, '') AS permissions, a.role_id, a.password_hash, a.delete_at, a.created_at" \
	" FROM account a LEFT JOIN staff_role r ON r.id = a.role_id AND a.role = 'agent'"
#define ACCOUNT_ROW \
	DB_ROW(struct account, id, mail, name, role, state, lang, zone, calendar, digits, theme, text_size, permissions, \
		role_id, password_hash, delete_at, created_at)
/* clang-format on */

DB_QUERY(find_by_id, FROM_ACCOUNT " WHERE a.id = ?", ACCOUNT_ROW);
DB_QUERY(find_by_mail, FROM_ACCOUNT " WHERE a.mail_key = ?", ACCOUNT_ROW);
DB_QUERY(list_by_role, FROM_ACCOUNT " WHERE a.role = ? AND a.state = 'active' ORDER BY a.name, a.id LIMIT ?",
        ACCOUNT_ROW);
DB_QUERY(add_account,
        "INSERT INTO account (mail, mail_key, name, password_hash, role, role_id, state, lang, zone, "
        "created_at, "
        "updated_at) SELECT ?, ?, ?, ?, ?, IF(? = 'agent', COALESCE(?, MIN(id)), NULL), ?, ?, ?, ?, ? "
        "FROM staff_role",
        DB_NO_ROW);
DB_QUERY(set_password,
        "UPDATE account SET password_hash = ?, state = IF(state = 'guest', 'active', state), updated_at = ? "
        "WHERE id = ?",
        DB_NO_ROW);
DB_QUERY(lock_proven,
        "SELECT id FROM account WHERE id = ? AND password_hash = ? AND state = 'active' FOR UPDATE",
        DB_ROW(struct account, id));
DB_QUERY(hold_back, "UPDATE account SET state = 'waiting', updated_at = ? WHERE id = ? AND state = 'active'",
        DB_NO_ROW);
DB_QUERY(set_hash, "UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?", DB_NO_ROW);
DB_QUERY(set_role,
        "UPDATE account SET role = ?, role_id = IF(? = 'agent', COALESCE(?, (SELECT MIN(id) FROM "
        "staff_role)), "
        "NULL), updated_at = ? WHERE id = ?",
        DB_NO_ROW);
DB_QUERY(leave_teams, "DELETE FROM team_member WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(find_staff_role, "SELECT id FROM staff_role WHERE id = ? LOCK IN SHARE MODE",
        DB_ROW(struct account, id));
DB_QUERY(lock_admins,
        "SELECT id FROM account WHERE role = 'admin' AND state = 'active' ORDER BY id FOR UPDATE",
        DB_ROW(struct account, id));
DB_QUERY(claim_guest,
        "UPDATE account SET name = ?, password_hash = ?, lang = ?, state = ?, updated_at = ? "
        "WHERE id = ? AND state = 'guest'",
        DB_NO_ROW);
/* The way back to an old address stays: a thief who knows the password must not take it from the owner. */
DB_QUERY(end_tokens, "DELETE FROM mail_token WHERE account_id = ? AND purpose <> 'undo'", DB_NO_ROW);

DB_QUERY(add_signup, "INSERT INTO signup (mail, mail_key, name, lang, created_at) VALUES (?, ?, ?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(find_signup, "SELECT id, mail, name, lang FROM signup WHERE id = ?",
        DB_ROW(struct signup, id, mail, name, lang));
DB_QUERY(end_signups, "DELETE FROM signup WHERE mail_key = ?", DB_NO_ROW);
DB_QUERY(sweep_signups, "DELETE FROM signup WHERE created_at < ? ORDER BY created_at LIMIT ?", DB_NO_ROW);

enum rc account_by_id(struct db *db, struct arena *arena, int64_t id, struct account *account)
{
	return db_one(db, arena, &find_by_id, DB_ARGS(id), account);
}

enum rc account_by_mail(struct db *db, struct arena *arena, const char *mail, struct account *account)
{
	const char *key = text_fold(arena, mail);
	if (!key)
		return RC_NO_MEMORY;
	return db_one(db, arena, &find_by_mail, DB_ARGS(key), account);
}

enum rc account_create(
        struct db *db, struct arena *arena, const struct account *account, int64_t now, int64_t *id)
{
	const char *key = text_fold(arena, account->mail);
	if (!key)
		return RC_NO_MEMORY;
	struct db_done done;
	enum rc rc = db_run(db, &add_account,
	        DB_ARGS(account->mail, key, account->name, account->password_hash, account->role,
	                account->role, db_id_or_null(account->role_id), account->state, account->lang,
	                account->zone ? account->zone : "", now, now),
	        &done);
	if (rc == RC_OK)
		*id = done.insert_id;
	return rc;
}

enum rc account_or_guest(struct db *db, struct arena *arena, const char *mail, const char *name,
        const char *lang, int64_t now, struct account *account)
{
	enum rc rc = account_by_mail(db, arena, mail, account);
	if (rc != RC_NOT_FOUND)
		return rc;
	*account = (struct account){
		.mail = mail,
		.name = name,
		.role = "customer",
		.state = "guest",
		.lang = lang,
		.zone = "",
		.calendar = "",
		.digits = "",
		.theme = "",
		.text_size = "",
		.permissions = "",
		.created_at = now,
	};
	rc = account_create(db, arena, account, now, &account->id);
	return rc == RC_CONFLICT ? RC_RETRY : rc;
}

enum rc account_set_password(struct db *db, int64_t id, const char *password_hash, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &set_password, DB_ARGS(password_hash, now, id), &done);
	if (rc != RC_OK)
		return rc;
	if (done.affected == 0)
		return RC_NOT_FOUND;
	rc = db_run(db, &end_tokens, DB_ARGS(id), NULL);
	return rc == RC_OK ? signin_end_all(db, id) : rc;
}

enum rc account_lock_proven(struct db *db, int64_t id, const char *password_hash)
{
	struct account held;
	return db_one(db, NULL, &lock_proven, DB_ARGS(id, password_hash), &held);
}

enum rc account_hold_back(struct db *db, int64_t id, int64_t now)
{
	return db_run(db, &hold_back, DB_ARGS(now, id), NULL);
}

enum rc account_rehash(struct db *db, int64_t id, const char *before, const char *password_hash)
{
	return db_run(db, &set_hash, DB_ARGS(password_hash, id, before), NULL);
}

enum rc account_admin_stays(struct db *db, struct arena *arena, int64_t id)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &lock_admins, DB_NO_ARGS, &rows);
	const struct account *admins = rows.items;
	bool is_admin = false;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		is_admin = is_admin || admins[i].id == id;
	return rc == RC_OK && is_admin && rows.count == 1 ? RC_CONFLICT : rc;
}

/* What the role asks for: a staff role that exists, another administrator if this one is one. */
static enum rc check_role(struct db *db, struct arena *arena, int64_t id, const char *role, int64_t role_id)
{
	struct account found;
	if (text_equal(role, "admin"))
		return RC_OK;
	if (!text_equal(role, "customer") && !text_equal(role, "agent"))
		return RC_INVALID;
	if (text_equal(role, "agent") && role_id != 0) {
		enum rc rc = db_one(db, arena, &find_staff_role, DB_ARGS(role_id), &found);
		if (rc != RC_OK)
			return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	}
	return account_admin_stays(db, arena, id);
}

enum rc account_set_role(
        struct db *db, struct arena *arena, int64_t id, const char *role, int64_t role_id, int64_t now)
{
	struct db_done done;
	enum rc rc = check_role(db, arena, id, role, role_id);
	if (rc == RC_OK)
		rc = db_run(db, &set_role, DB_ARGS(role, role, db_id_or_null(role_id), now, id), &done);
	if (rc != RC_OK)
		return rc;
	if (done.affected == 0)
		return RC_NOT_FOUND;
	if (text_equal(role, "customer"))
		rc = db_run(db, &leave_teams, DB_ARGS(id), NULL);
	return rc == RC_OK ? signin_end_all(db, id) : rc;
}

enum rc account_list(struct db *db, struct arena *arena, const char *role, int most, struct db_rows *rows)
{
	return db_all(db, arena, &list_by_role, DB_ARGS(role, most), rows);
}

/* --- registration ---------------------------------------------------------------------------- */

enum rc signup_add(struct db *db, struct arena *arena, const struct signup *signup, int64_t now, int64_t *id)
{
	const char *key = text_fold(arena, signup->mail);
	if (!key)
		return RC_NO_MEMORY;
	struct db_done done;
	enum rc rc =
	        db_run(db, &add_signup, DB_ARGS(signup->mail, key, signup->name, signup->lang, now), &done);
	if (rc == RC_OK)
		*id = done.insert_id;
	return rc;
}

enum rc signup_by_id(struct db *db, struct arena *arena, int64_t id, struct signup *signup)
{
	return db_one(db, arena, &find_signup, DB_ARGS(id), signup);
}

/* A guest's account becomes the registered one and keeps its tickets. */
static enum rc claim(struct db *db, const struct signup *signup, const char *password_hash, const char *state,
        int64_t account_id, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &claim_guest,
	        DB_ARGS(signup->name, password_hash, signup->lang, state, now, account_id), &done);
	if (rc != RC_OK)
		return rc;
	return done.affected ? signin_end_all(db, account_id) : RC_CONFLICT;
}

enum rc signup_confirm(struct db *db, struct arena *arena, int64_t signup_id, const char *password_hash,
        const char *state, int64_t now, int64_t *account_id)
{
	struct signup signup;
	struct account account;
	enum rc rc = signup_by_id(db, arena, signup_id, &signup);
	if (rc != RC_OK)
		return rc;
	rc = account_by_mail(db, arena, signup.mail, &account);
	if (rc == RC_OK) {
		*account_id = account.id;
		rc = claim(db, &signup, password_hash, state, account.id, now);
	} else if (rc == RC_NOT_FOUND) {
		account = (struct account){
			.mail = signup.mail,
			.name = signup.name,
			.password_hash = password_hash,
			.role = "customer",
			.state = state,
			.lang = signup.lang,
		};
		rc = account_create(db, arena, &account, now, account_id);
	}
	if (rc != RC_OK)
		return rc;
	const char *key = text_fold(arena, signup.mail);
	return key ? db_run(db, &end_signups, DB_ARGS(key), NULL) : RC_NO_MEMORY;
}

enum rc signup_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_signups, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
