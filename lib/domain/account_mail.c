/* See account_mail.h. */
#include "domain/account_mail.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/device.h"
#include "domain/outbox.h"
#include "domain/person_merge.h"
#include "domain/second_factor.h"
#include "domain/signin.h"

DB_QUERY(lock_address, "SELECT id, mail, lang FROM account WHERE id = ? AND state = 'active' FOR UPDATE",
        DB_ROW(struct account, id, mail, lang));
DB_QUERY(set_address, "UPDATE account SET mail = ?, mail_key = ?, updated_at = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(end_links_but_undo, "DELETE FROM mail_token WHERE account_id = ? AND purpose <> 'undo'", DB_NO_ROW);
/* What lives longer was made later: all ways back live equally long. */
DB_QUERY(end_later_links,
        "DELETE FROM mail_token WHERE account_id = ? AND (purpose <> 'undo' OR ends_at >= ?)", DB_NO_ROW);
/* Whoever made the change knew it. */
DB_QUERY(end_password, "UPDATE account SET password_hash = NULL WHERE id = ?", DB_NO_ROW);
DB_QUERY(end_steps, "DELETE FROM signin_step WHERE account_id = ?", DB_NO_ROW);

enum rc account_mail_ask(struct db *db, const struct account *account, const char *mail, int64_t now)
{
	enum rc rc = outbox_add(db, &(struct outbox_item){ .kind = "mail_new",
	                                    .account_id = account->id,
	                                    .mail = mail,
	                                    .lang = account->lang,
	                                    .now = now });
	return rc == RC_OK ? audit_add(db, account->id, "address-asked", "account", account->id, "", now)
	                   : rc;
}

enum rc account_mail_find(struct db *db, struct arena *arena, const char *purpose, const char *text,
        int64_t now, struct account_mail *change)
{
	enum rc rc = token_find(db, arena, text, now, &change->token);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(change->token.purpose, purpose) || text_empty(change->token.mail))
		return RC_NOT_FOUND;
	rc = account_by_id(db, arena, change->token.account_id, &change->account);
	return rc == RC_OK && !text_equal(change->account.state, "active") ? RC_NOT_FOUND : rc;
}

/* Takes the link out of use and locks its account, whose address is read anew. */
static enum rc use_link(struct db *db, struct arena *arena, const char *purpose, const char *text,
        int64_t now, struct account_mail *change)
{
	enum rc rc = account_mail_find(db, arena, purpose, text, now, change);
	if (rc == RC_OK)
		rc = token_use(db, text);
	return rc == RC_OK
	               ? db_one(db, arena, &lock_address, DB_ARGS(change->token.account_id), &change->account)
	               : rc;
}

/* Whoever reads the address's mail is the guest who filed tickets with it: they come along. That is also why
 * nobody can shut the way back by filing one with the old address. RC_CONFLICT: the address is somebody's
 * account. */
static enum rc take_guest(struct db *db, struct arena *arena, const struct account_mail *change, int64_t now)
{
	struct account holder;
	struct person kept, guest;
	enum rc rc = account_by_mail(db, arena, change->token.mail, &holder);
	if (rc != RC_OK || holder.id == change->account.id)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	if (!text_equal(holder.state, "guest"))
		return RC_CONFLICT;
	rc = person_lock_both(db, arena, change->account.id, holder.id, &kept, &guest);
	if (rc == RC_OK)
		rc = person_merge(db, arena, &kept, &guest, change->account.id, now);
	return rc == RC_NOT_FOUND ? RC_RETRY : rc;
}

static enum rc set(struct db *db, struct arena *arena, const struct account_mail *change, int64_t now)
{
	const char *key = text_fold(arena, change->token.mail);
	if (!key)
		return RC_NO_MEMORY;
	enum rc rc = take_guest(db, arena, change, now);
	if (rc != RC_OK)
		return rc;
	return db_run(db, &set_address, DB_ARGS(change->token.mail, key, now, change->account.id), NULL);
}

/* Tells the address that the account has now. */
static enum rc tell(struct db *db, const struct account *account, const char *event, int64_t now)
{
	return outbox_add(db, &(struct outbox_item){ .kind = "security",
	                              .account_id = account->id,
	                              .detail = event,
	                              .lang = account->lang,
	                              .now = now });
}

enum rc account_mail_confirm(struct db *db, struct arena *arena, const char *text, int64_t now)
{
	struct account_mail change;
	enum rc rc = use_link(db, arena, TOKEN_MAIL, text, now, &change);
	if (rc == RC_OK)
		rc = set(db, arena, &change, now);
	if (rc == RC_OK)
		rc = db_run(db, &end_links_but_undo, DB_ARGS(change.account.id), NULL);
	if (rc == RC_OK)
		rc = outbox_add(db, &(struct outbox_item){ .kind = "mail_old",
		                            .account_id = change.account.id,
		                            .mail = change.account.mail,
		                            .lang = change.account.lang,
		                            .now = now });
	if (rc == RC_OK)
		rc = tell(db, &change.account, "mail_changed", now);
	return rc == RC_OK ? audit_add(db, change.account.id, "address-changed", "account", change.account.id,
	                             "", now)
	                   : rc;
}

/* What whoever made the change may have set up with the account: it would keep the owner out, or him in. */
static enum rc end_later(struct db *db, struct arena *arena, const struct account_mail *change, int64_t now,
        bool *factor_ended)
{
	int64_t id = change->account.id, changed_at = change->token.ends_at - LIMIT_UNDO_DAYS * DAY;
	enum rc rc = factor_stop_since(db, arena, id, changed_at, now, factor_ended);
	if (rc == RC_OK)
		rc = device_forget_since(db, id, changed_at);
	return rc == RC_OK ? db_run(db, &end_later_links, DB_ARGS(id, change->token.ends_at), NULL) : rc;
}

/* Ways in that may be anybody's, whenever they were made. */
static enum rc shut_out(struct db *db, int64_t id)
{
	enum rc rc = db_run(db, &end_password, DB_ARGS(id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &end_steps, DB_ARGS(id), NULL);
	if (rc == RC_OK)
		rc = signin_end_all(db, id);
	return rc == RC_OK ? device_distrust_all(db, id) : rc;
}

enum rc account_mail_undo(
        struct db *db, struct arena *arena, const char *text, int64_t now, bool *factor_ended)
{
	struct account_mail change;
	*factor_ended = false;
	enum rc rc = use_link(db, arena, TOKEN_UNDO, text, now, &change);
	if (rc == RC_OK)
		rc = set(db, arena, &change, now);
	if (rc == RC_OK)
		rc = end_later(db, arena, &change, now, factor_ended);
	if (rc == RC_OK)
		rc = shut_out(db, change.account.id);
	if (rc == RC_OK)
		rc = tell(db, &change.account, "mail_changed", now);
	if (rc == RC_OK && *factor_ended)
		rc = tell(db, &change.account, "factor_undone", now);
	return rc == RC_OK ? audit_add(db, change.account.id, "address-back", "account", change.account.id,
	                             *factor_ended ? "factor" : "", now)
	                   : rc;
}
