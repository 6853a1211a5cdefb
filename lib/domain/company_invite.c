/* Invitations: rows of `company_invite`; their links are rows of `mail_token`. */
#include "domain/company_invite.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/company_member.h"
#include "domain/mail_token.h"
#include "domain/outbox.h"

/* clang-format off */
#define COLUMNS \
	"SELECT i.id, i.company_id, c.name AS company, c.state AS company_state, i.mail, i.mail_key, i.rights, i.invited_by," \
	" a.name AS inviter, i.lang, i.created_at, i.ends_at" \
	" FROM company_invite i JOIN company c ON c.id = i.company_id LEFT JOIN account a ON a.id = i.invited_by"
#define ROW \
	DB_ROW(struct company_invite, id, company_id, company, company_state, mail, mail_key, rights, invited_by, inviter, \
		lang, created_at, ends_at)

DB_QUERY(find_invite, COLUMNS " WHERE i.id = ?", ROW);
DB_QUERY(find_invite_mail, COLUMNS " WHERE i.company_id = ? AND i.mail_key = ?", ROW);
DB_QUERY(list_invites, COLUMNS " WHERE i.company_id = ? ORDER BY i.created_at DESC, i.id DESC LIMIT ?", ROW);
/* clang-format on */

struct crowd {
	int64_t members, invites;
	bool known; /* a member has the address */
};

DB_QUERY(count_crowd,
        "SELECT (SELECT COUNT(*) FROM company_member m WHERE m.company_id = ?) AS members,"
        " (SELECT COUNT(*) FROM company_invite i WHERE i.company_id = ? AND i.mail_key <> ?) AS invites,"
        " EXISTS (SELECT 1 FROM account a JOIN company_member n ON n.account_id = a.id AND n.company_id = ?"
        " WHERE a.mail_key = ?) AS known",
        DB_ROW(struct crowd, members, invites, known));
DB_QUERY(add_invite,
        "INSERT INTO company_invite (company_id, mail, mail_key, rights, invited_by, lang, created_at, "
        "ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(renew_invite,
        "UPDATE company_invite SET mail = ?, rights = ?, invited_by = ?, lang = ?, created_at = ?, ends_at = "
        "? WHERE id = ?",
        DB_NO_ROW);
DB_QUERY(end_invite, "DELETE FROM company_invite WHERE id = ?", DB_NO_ROW);
DB_QUERY(end_invite_links, "DELETE FROM mail_token WHERE invite_id = ?", DB_NO_ROW);
DB_QUERY(name_guest, "UPDATE account SET name = ?, lang = ? WHERE id = ? AND state = 'guest'", DB_NO_ROW);
DB_QUERY(sweep_invites, "DELETE FROM company_invite WHERE ends_at < ? ORDER BY ends_at LIMIT ?", DB_NO_ROW);

/* --- reading --------------------------------------------------------------------------------- */

static bool is_usable(const struct company_invite *invite, int64_t now)
{
	return invite->ends_at > now && text_equal(invite->company_state, "active");
}

enum rc company_invite_by_id(struct db *db, struct arena *arena, int64_t id, struct company_invite *invite)
{
	return db_one(db, arena, &find_invite, DB_ARGS(id), invite);
}

enum rc company_invite_by_link(
        struct db *db, struct arena *arena, const char *text, int64_t now, struct company_invite *invite)
{
	struct mail_token token;
	enum rc rc = token_find(db, arena, text, now, &token);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(token.purpose, TOKEN_INVITE))
		return RC_NOT_FOUND;
	rc = company_invite_by_id(db, arena, token.invite_id, invite);
	return rc == RC_OK && !is_usable(invite, now) ? RC_NOT_FOUND : rc;
}

enum rc company_invite_list(struct db *db, struct arena *arena, int64_t company_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_invites, DB_ARGS(company_id, LIMIT_INVITES), rows);
}

/* --- sending --------------------------------------------------------------------------------- */

static enum rc audit_invite(struct db *db, struct arena *arena, const struct company *company,
        const char *action, int64_t invite_id, const char *rights, int64_t actor_id, int64_t now)
{
	const char *detail = arena_format(
	        arena, "invite %lld%s%s", (long long)invite_id, text_empty(rights) ? "" : " ", rights);
	if (!detail)
		return RC_NO_MEMORY;
	return audit_add(db, actor_id, action, "company", company->id, detail, now);
}

/* The old link dies now, not when the worker comes to write the new one. */
static enum rc queue_mail(struct db *db, int64_t invite_id, const char *mail, const char *lang, int64_t now)
{
	enum rc rc = db_run(db, &end_invite_links, DB_ARGS(invite_id), NULL);
	if (rc != RC_OK)
		return rc;
	return outbox_add(db,
	        &(struct outbox_item){
	                .kind = "invite", .mail = mail, .invite_id = invite_id, .lang = lang, .now = now });
}

static enum rc check_room(struct db *db, const struct company *company, const char *key)
{
	struct crowd crowd;
	enum rc rc = db_one(
	        db, NULL, &count_crowd, DB_ARGS(company->id, company->id, key, company->id, key), &crowd);
	if (rc != RC_OK)
		return rc;
	if (crowd.known)
		return RC_CONFLICT;
	bool full = crowd.invites >= LIMIT_INVITES || crowd.members + crowd.invites >= LIMIT_MEMBERS;
	return full ? RC_TOO_LARGE : RC_OK;
}

enum rc company_invite_make(struct db *db, struct arena *arena, const struct company *company,
        const struct company_invite_new *made, int64_t *id)
{
	const char *key = text_fold(arena, made->mail);
	const char *rights = company_rights_write(arena, company_rights_read(made->rights));
	if (!key || !rights)
		return RC_NO_MEMORY;
	enum rc rc = check_room(db, company, key);
	if (rc != RC_OK)
		return rc;
	int64_t ends_at = made->now + LIMIT_INVITE_DAYS * DAY;
	struct company_invite waiting;
	rc = db_one(db, arena, &find_invite_mail, DB_ARGS(company->id, key), &waiting);
	if (rc == RC_OK) {
		*id = waiting.id;
		rc = db_run(db, &renew_invite,
		        DB_ARGS(made->mail, rights, db_id_or_null(made->invited_by), made->lang, made->now,
		                ends_at, waiting.id),
		        NULL);
	} else if (rc == RC_NOT_FOUND) {
		struct db_done done;
		rc = db_run(db, &add_invite,
		        DB_ARGS(company->id, made->mail, key, rights, db_id_or_null(made->invited_by),
		                made->lang, made->now, ends_at),
		        &done);
		*id = rc == RC_OK ? done.insert_id : 0;
	}
	if (rc == RC_OK)
		rc = queue_mail(db, *id, made->mail, made->lang, made->now);
	if (rc != RC_OK)
		return rc;
	return audit_invite(db, arena, company, "company.invite", *id, rights, made->invited_by, made->now);
}

/* The company's own, in the locked company. */
static enum rc find_own(struct db *db, struct arena *arena, const struct company *company, int64_t invite_id,
        struct company_invite *invite)
{
	enum rc rc = company_invite_by_id(db, arena, invite_id, invite);
	return rc == RC_OK && invite->company_id != company->id ? RC_NOT_FOUND : rc;
}

enum rc company_invite_again(struct db *db, struct arena *arena, const struct company *company,
        int64_t invite_id, int64_t actor_id, int64_t now)
{
	struct company_invite invite;
	enum rc rc = find_own(db, arena, company, invite_id, &invite);
	if (rc == RC_OK)
		rc = db_run(db, &renew_invite,
		        DB_ARGS(invite.mail, invite.rights, db_id_or_null(actor_id), invite.lang, now,
		                now + LIMIT_INVITE_DAYS * DAY, invite.id),
		        NULL);
	if (rc == RC_OK)
		rc = queue_mail(db, invite.id, invite.mail, invite.lang, now);
	if (rc != RC_OK)
		return rc;
	return audit_invite(
	        db, arena, company, "company.invite-again", invite.id, invite.rights, actor_id, now);
}

static enum rc end(struct db *db, int64_t invite_id)
{
	enum rc rc = db_run(db, &end_invite_links, DB_ARGS(invite_id), NULL);
	return rc == RC_OK ? db_run(db, &end_invite, DB_ARGS(invite_id), NULL) : rc;
}

enum rc company_invite_withdraw(struct db *db, struct arena *arena, const struct company *company,
        int64_t invite_id, int64_t actor_id, int64_t now)
{
	struct company_invite invite;
	enum rc rc = find_own(db, arena, company, invite_id, &invite);
	if (rc == RC_OK)
		rc = end(db, invite.id);
	if (rc != RC_OK)
		return rc;
	return audit_invite(db, arena, company, "company.invite-withdraw", invite.id, "", actor_id, now);
}

enum rc company_invite_recheck(struct db *db, struct arena *arena, const struct company *company,
        int64_t sender_id, const struct membership *sender)
{
	const struct account who = { .id = sender_id, .state = "active" };
	const struct membership nobody = { .company_id = company->id, .rights = "" };
	struct db_rows rows;
	enum rc rc = company_invite_list(db, arena, company->id, &rows);
	const struct company_invite *invites = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		uint32_t rights = company_rights_read(invites[i].rights);
		if (invites[i].invited_by == sender_id &&
		        !may_manage_member(&who, sender, &nobody, rights, false))
			rc = end(db, invites[i].id);
	}
	return rc;
}

/* --- answering ------------------------------------------------------------------------------- */

/* Reads the invitation again, now that its company is locked. */
static enum rc find_locked(struct db *db, struct arena *arena, const struct company_invite *seen, int64_t now,
        struct company *company, struct company_invite *invite)
{
	enum rc rc = company_lock(db, arena, seen->company_id, 0, company);
	if (rc == RC_OK)
		rc = company_invite_by_id(db, arena, seen->id, invite);
	if (rc != RC_OK)
		return rc;
	return is_usable(invite, now) && text_equal(invite->mail_key, seen->mail_key) ? RC_OK : RC_NOT_FOUND;
}

/* A company that staff made for somebody without an account has no owner: whoever is invited with every right
 * becomes it. */
static enum rc becomes_owner(
        struct db *db, struct arena *arena, const struct company_invite *invite, bool *owner)
{
	struct company company;
	enum rc rc = company_find(db, arena, invite->company_id, 0, &company);
	*owner = rc == RC_OK && company.owner_count == 0 &&
	         company_rights_read(invite->rights) == COMPANY_RIGHTS_EVERY;
	return rc;
}

enum rc company_invite_accept(struct db *db, struct arena *arena, const struct company_invite *seen,
        int64_t account_id, int64_t now)
{
	struct company company;
	struct company_invite invite;
	struct account account;
	enum rc rc = find_locked(db, arena, seen, now, &company, &invite);
	if (rc == RC_OK)
		rc = account_by_id(db, arena, account_id, &account);
	if (rc != RC_OK)
		return rc;
	const char *key = text_fold(arena, account.mail);
	if (!key)
		return RC_NO_MEMORY;
	if (!text_equal(key, invite.mail_key))
		return RC_NOT_FOUND;
	bool owner;
	rc = becomes_owner(db, arena, &invite, &owner);
	if (rc == RC_OK)
		rc = company_member_add(
		        db, arena, &company, account_id, owner, invite.rights, account_id, now);
	return rc == RC_OK || rc == RC_CONFLICT ? end(db, invite.id) : rc;
}

enum rc company_invite_register(struct db *db, struct arena *arena, const struct company_invite *invite,
        const char *name, const char *password_hash, const char *lang, int64_t now, int64_t *account_id)
{
	struct account account;
	enum rc rc = account_by_mail(db, arena, invite->mail, &account);
	if (rc == RC_NOT_FOUND) {
		account = (struct account){ .mail = invite->mail,
			.name = name,
			.password_hash = password_hash,
			.role = "customer",
			.state = "active",
			.lang = lang };
		rc = account_create(db, arena, &account, now, account_id);
	} else if (rc == RC_OK && text_equal(account.state, "guest")) {
		*account_id = account.id;
		rc = db_run(db, &name_guest, DB_ARGS(name, lang, account.id), NULL);
		if (rc == RC_OK)
			rc = account_set_password(db, account.id, password_hash, now);
	} else if (rc == RC_OK) {
		return RC_CONFLICT;
	}
	if (rc != RC_OK)
		return rc;
	return audit_add(db, *account_id, "address-confirmed", "account", *account_id, "", now);
}

enum rc company_invite_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_invites, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
