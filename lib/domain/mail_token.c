/* Links in mails: rows of `mail_token`, found by the hash of the link's secret. */
#include "domain/mail_token.h"

#include "base/secret.h"
#include "base/text.h"

DB_QUERY(forget_account_tokens, "DELETE FROM mail_token WHERE account_id = ? AND purpose = ?", DB_NO_ROW);
DB_QUERY(forget_signup_tokens, "DELETE FROM mail_token WHERE signup_id = ? AND purpose = ?", DB_NO_ROW);
DB_QUERY(forget_invite_tokens, "DELETE FROM mail_token WHERE invite_id = ? AND purpose = ?", DB_NO_ROW);
DB_QUERY(add_token,
        "INSERT INTO mail_token (token_hash, purpose, account_id, signup_id, ticket_id, invite_id, mail, "
        "code_hash, created_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(find_token,
        "SELECT purpose, account_id, signup_id, ticket_id, invite_id, mail, code_hash, ends_at "
        "FROM mail_token WHERE token_hash = ? AND ends_at > ?",
        DB_ROW(struct mail_token, purpose, account_id, signup_id, ticket_id, invite_id, mail, code_hash,
                ends_at));
DB_QUERY(use_token, "DELETE FROM mail_token WHERE token_hash = ?", DB_NO_ROW);
DB_QUERY(sweep_tokens, "DELETE FROM mail_token WHERE ends_at <= ? ORDER BY ends_at LIMIT ?", DB_NO_ROW);

/* One living link for each purpose and person. But each mail to a guest has a link that works, and whoever
 * has changed an address twice cannot take the first one's way back from its owner. */
static enum rc forget_older(struct db *db, const struct mail_token *token)
{
	if (token->ticket_id || text_equal(token->purpose, TOKEN_UNDO))
		return RC_OK;
	if (token->invite_id)
		return db_run(db, &forget_invite_tokens, DB_ARGS(token->invite_id, token->purpose), NULL);
	if (token->signup_id)
		return db_run(db, &forget_signup_tokens, DB_ARGS(token->signup_id, token->purpose), NULL);
	return db_run(db, &forget_account_tokens, DB_ARGS(token->account_id, token->purpose), NULL);
}

enum rc token_make(struct db *db, struct arena *arena, const struct mail_token *token, int64_t lifetime,
        int64_t now, const char **text)
{
	enum rc rc = forget_older(db, token);
	if (rc != RC_OK)
		return rc;
	*text = secret_token(arena);
	if (!*text)
		return RC_NO_MEMORY;
	uint8_t hash[SECRET_HASH];
	secret_hash_text(*text, hash);
	return db_run(db, &add_token,
	        DB_ARGS(DB_HASH(hash), token->purpose, db_id_or_null(token->account_id),
	                db_id_or_null(token->signup_id), db_id_or_null(token->ticket_id),
	                db_id_or_null(token->invite_id), token->mail, token->code_hash, now, now + lifetime),
	        NULL);
}

enum rc token_find(
        struct db *db, struct arena *arena, const char *text, int64_t now, struct mail_token *token)
{
	if (!secret_is_token(text))
		return RC_NOT_FOUND;
	uint8_t hash[SECRET_HASH];
	secret_hash_text(text, hash);
	return db_one(db, arena, &find_token, DB_ARGS(DB_HASH(hash), now), token);
}

enum rc token_use(struct db *db, const char *text)
{
	uint8_t hash[SECRET_HASH];
	secret_hash_text(text, hash);
	struct db_done done;
	enum rc rc = db_run(db, &use_token, DB_ARGS(DB_HASH(hash)), &done);
	if (rc != RC_OK)
		return rc;
	return done.affected == 1 ? RC_OK : RC_NOT_FOUND;
}

enum rc token_sweep(struct db *db, int64_t now, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_tokens, DB_ARGS(now, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
