/* One person, and what staff does to an account. */
#include "domain/person.h"

#include <inttypes.h>
#include <string.h>

#include "base/language.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/industry.h"
#include "domain/outbox.h"
#include "domain/second_factor.h"
#include "domain/signin.h"

/* clang-format off */
#define COLUMNS \
	"SELECT a.id, a.name, a.mail, a.role, a.state, a.lang, a.zone, a.organisation, a.industry, a.role_id," \
	" r.name AS staff_role, COALESCE(r.permissions, '') AS permissions, a.password_hash IS NOT NULL AS has_password," \
	" a.totp_since, a.delete_at, a.created_at"
#define FROM \
	" FROM account a LEFT JOIN staff_role r ON r.id = a.role_id AND a.role = 'agent'" \
	" WHERE a.id = ? AND a.state <> 'deleted'"

DB_QUERY(read_person,
	COLUMNS ","
	" (SELECT COUNT(*) FROM recovery_code k WHERE k.account_id = a.id AND k.used_at IS NULL) AS codes_left,"
	" (SELECT COUNT(*) FROM session s WHERE s.account_id = a.id) AS session_count,"
	" (SELECT COUNT(*) FROM device d WHERE d.account_id = a.id) AS device_count,"
	" (SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id) AS seen_at,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE requester_id = ? LIMIT ?) t) AS ticket_count,"
	" (SELECT COUNT(*) FROM company_member m WHERE m.account_id = a.id) AS company_count,"
	" (SELECT GROUP_CONCAT(t.name ORDER BY t.name SEPARATOR ', ') FROM team_member m JOIN team t ON t.id = m.team_id"
	" WHERE m.account_id = a.id) AS teams"
	FROM,
	DB_ROW(struct person, id, name, mail, role, state, lang, zone, organisation, industry, role_id, staff_role,
		permissions, has_password, totp_since, delete_at, created_at, codes_left, session_count, device_count,
		seen_at, ticket_count, company_count, teams));
DB_QUERY(lock_person, COLUMNS FROM " FOR UPDATE",
	DB_ROW(struct person, id, name, mail, role, state, lang, zone, organisation, industry, role_id, staff_role,
		permissions, has_password, totp_since, delete_at, created_at));

DB_QUERY(edit_person,
	"UPDATE account SET name = ?, mail = ?, mail_key = ?, lang = ?, organisation = ?, industry = ?, updated_at = ?"
	" WHERE id = ?", DB_NO_ROW);
DB_QUERY(set_person_state, "UPDATE account SET state = ?, updated_at = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(end_person_tokens, "DELETE FROM mail_token WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(end_person_steps, "DELETE FROM signin_step WHERE account_id = ?", DB_NO_ROW);
/* The way back to the old address outlives further changes: see account_mail.h. */
DB_QUERY(end_address_tokens,
	"DELETE FROM mail_token WHERE account_id = ? AND purpose <> 'undo'", DB_NO_ROW);
DB_QUERY(guest_again,
	"UPDATE account SET state = 'guest', password_hash = NULL, updated_at = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(remove_person, "DELETE FROM account WHERE id = ?", DB_NO_ROW);

struct number { int64_t number; };
DB_QUERY(owns_anything,
	"SELECT EXISTS (SELECT 1 FROM ticket WHERE requester_id = ?) OR EXISTS (SELECT 1 FROM attachment WHERE owner_id = ?)"
	" OR EXISTS (SELECT 1 FROM ticket_participant WHERE account_id = ?)"
	" OR EXISTS (SELECT 1 FROM company_member WHERE account_id = ?) AS number",
	DB_ROW(struct number, number));
/* clang-format on */

enum rc person_read(struct db *db, struct arena *arena, int64_t id, struct person *person)
{
	return db_one(db, arena, &read_person, DB_ARGS(id, LIMIT_COUNT, id), person);
}

enum rc person_lock(struct db *db, struct arena *arena, int64_t id, struct person *person)
{
	return db_one(db, arena, &lock_person, DB_ARGS(id), person);
}

struct account person_account(const struct person *person)
{
	return (struct account){ .id = person->id,
		.mail = person->mail,
		.name = person->name,
		.role = person->role,
		.state = person->state,
		.lang = person->lang,
		.role_id = person->role_id,
		.permissions = person->permissions };
}

const char *person_version(struct arena *arena, const struct person *person)
{
	const char *const parts[] = { person->name, person->mail, person->lang, person->organisation,
		person->industry, person->role, arena_format(arena, "%" PRId64, person->role_id) };
	struct secret_hasher *hasher = secret_hasher_new(arena);
	uint8_t hash[SECRET_HASH];

	if (hasher == NULL)
		return NULL;
	for (size_t i = 0; i < LENGTH(parts); i++) {
		if (parts[i] == NULL)
			return NULL;
		secret_hasher_add(hasher, parts[i], strlen(parts[i]) + 1);
	}
	secret_hasher_end(hasher, hash);
	return text_hex(arena, hash, 8);
}

static enum rc tell(struct db *db, const struct person *person, const char *event, int64_t now)
{
	return outbox_add(db, &(struct outbox_item){ .kind = "security",
	                              .account_id = person->id,
	                              .detail = event,
	                              .lang = person->lang,
	                              .now = now });
}

static enum rc note(
        struct db *db, const struct person *person, const char *action, int64_t actor_id, int64_t now)
{
	return audit_add(db, actor_id, action, "account", person->id, "", now);
}

/* Into the log, and to the person himself. */
static enum rc announce(struct db *db, const struct person *locked, const char *action, const char *event,
        int64_t actor_id, int64_t now)
{
	enum rc rc = note(db, locked, action, actor_id, now);

	return rc == RC_OK ? tell(db, locked, event, now) : rc;
}

/* --- facts ----------------------------------------------------------------------------------- */

static enum rc tell_both_addresses(struct db *db, const struct person *before, int64_t now)
{
	enum rc rc = db_run(db, &end_address_tokens, DB_ARGS(before->id), NULL);

	if (rc == RC_OK)
		rc = outbox_add(db, &(struct outbox_item){ .kind = "mail_old",
		                            .account_id = before->id,
		                            .mail = before->mail,
		                            .lang = before->lang,
		                            .now = now });
	return rc == RC_OK ? tell(db, before, "mail_changed", now) : rc;
}

enum rc person_edit(struct db *db, struct arena *arena, const struct person *locked,
        const struct person_facts *facts, int64_t actor_id, int64_t now)
{
	const char *key = text_fold(arena, facts->mail), *old_key = text_fold(arena, locked->mail);
	bool known = text_empty(facts->industry) || industry_is_known(facts->industry);
	enum rc rc;

	if (key == NULL || old_key == NULL)
		return RC_NO_MEMORY;
	if (!known || language_find(facts->lang) == NULL || text_empty(facts->name))
		return RC_INVALID;
	rc = db_run(db, &edit_person,
	        DB_ARGS(facts->name, facts->mail, key, facts->lang, facts->organisation, facts->industry, now,
	                locked->id),
	        NULL);
	if (rc == RC_OK && !text_equal(key, old_key))
		rc = tell_both_addresses(db, locked, now);
	if (rc != RC_OK)
		return rc;
	return audit_add(db, actor_id, "account.edit", "account", locked->id,
	        text_equal(key, old_key) ? "" : "address", now);
}

/* --- role ------------------------------------------------------------------------------------ */

enum rc person_set_role(struct db *db, struct arena *arena, const struct person *locked, const char *role,
        int64_t role_id, int64_t actor_id, int64_t now)
{
	bool agent = text_equal(role, "agent");
	const char *detail = agent ? arena_format(arena, "agent %" PRId64, role_id) : role;
	enum rc rc;

	if (detail == NULL)
		return RC_NO_MEMORY;
	if (text_equal(role, locked->role) && (!agent || role_id == locked->role_id))
		return RC_OK;
	rc = account_set_role(db, arena, locked->id, role, role_id, now);
	if (rc == RC_OK)
		rc = audit_add(db, actor_id, "account.role", "account", locked->id, detail, now);
	return rc == RC_OK ? tell(db, locked, "role_changed", now) : rc;
}

/* --- acts ------------------------------------------------------------------------------------ */

static enum rc set_state(struct db *db, const struct person *person, const char *state, int64_t now)
{
	return db_run(db, &set_person_state, DB_ARGS(state, now, person->id), NULL);
}

/* Whatever lets somebody in. */
static enum rc shut_out(struct db *db, const struct person *person)
{
	enum rc rc = signin_end_all(db, person->id);

	if (rc == RC_OK)
		rc = db_run(db, &end_person_steps, DB_ARGS(person->id), NULL);
	return rc == RC_OK ? db_run(db, &end_person_tokens, DB_ARGS(person->id), NULL) : rc;
}

enum rc person_disable(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	enum rc rc;

	if (!text_equal(locked->state, "active") && !text_equal(locked->state, "waiting"))
		return RC_INVALID;
	rc = account_admin_stays(db, arena, locked->id);
	if (rc == RC_OK)
		rc = set_state(db, locked, "disabled", now);
	if (rc == RC_OK)
		rc = shut_out(db, locked);
	return rc == RC_OK ? announce(db, locked, "account.disable", "account_disabled", actor_id, now) : rc;
}

enum rc person_enable(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	enum rc rc;

	(void)arena;
	if (!text_equal(locked->state, "disabled"))
		return RC_INVALID;
	rc = set_state(db, locked, "active", now);
	return rc == RC_OK ? announce(db, locked, "account.enable", "account_enabled", actor_id, now) : rc;
}

enum rc person_sign_out(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	enum rc rc = signin_end_all(db, locked->id);

	(void)arena;
	if (rc == RC_OK)
		rc = db_run(db, &end_person_steps, DB_ARGS(locked->id), NULL);
	return rc == RC_OK ? announce(db, locked, "account.sign_out", "sessions_ended", actor_id, now) : rc;
}

enum rc person_reset_factor(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	enum rc rc;

	(void)arena;
	if (locked->totp_since == 0)
		return RC_INVALID;
	rc = factor_stop(db, locked->id, now);
	if (rc == RC_OK)
		rc = signin_end_all(db, locked->id);
	return rc == RC_OK ? announce(db, locked, "account.factor_reset", "factor_off", actor_id, now) : rc;
}

enum rc person_send_link(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	enum rc rc;

	(void)arena;
	if (!text_equal(locked->state, "active") && !text_equal(locked->state, "guest"))
		return RC_INVALID;
	rc = note(db, locked, "account.password_link", actor_id, now);
	if (rc != RC_OK)
		return rc;
	return outbox_add(
	        db, &(struct outbox_item){
	                    .kind = "reset", .mail = locked->mail, .lang = locked->lang, .now = now });
}

enum rc person_approve(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	enum rc rc;

	(void)arena;
	if (!text_equal(locked->state, "waiting"))
		return RC_INVALID;
	rc = set_state(db, locked, "active", now);
	return rc == RC_OK ? announce(db, locked, "account.approve", "account_approved", actor_id, now) : rc;
}

enum rc person_refuse(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now)
{
	struct number owns;
	int64_t id = locked->id;
	enum rc rc;

	if (!text_equal(locked->state, "waiting"))
		return RC_INVALID;
	rc = db_one(db, arena, &owns_anything, DB_ARGS(id, id, id, id), &owns);
	if (rc == RC_OK)
		rc = shut_out(db, locked);
	if (rc == RC_OK)
		rc = note(db, locked, "account.refuse", actor_id, now);
	if (rc == RC_OK)
		rc = outbox_add(db, &(struct outbox_item){ .kind = "signup_refused",
		                            .mail = locked->mail,
		                            .lang = locked->lang,
		                            .now = now });
	if (rc != RC_OK)
		return rc;
	return owns.number != 0 ? db_run(db, &guest_again, DB_ARGS(now, id), NULL)
	                        : db_run(db, &remove_person, DB_ARGS(id), NULL);
}
