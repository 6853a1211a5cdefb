/* See signin_code.h. A row of `mail_token` holds both. */
#include "domain/signin_code.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/mail_token.h"

#define BOUND 100000000 /* 10 to the SIGNIN_CODE */
#define GROUP (SIGNIN_CODE / 2)

struct code_row {
	struct bytes code_hash;
};

DB_QUERY(find_code,
        "SELECT code_hash FROM mail_token WHERE account_id = ? AND purpose = 'signin' AND ends_at > ? LIMIT "
        "1",
        DB_ROW(struct code_row, code_hash));
DB_QUERY(use_code, "DELETE FROM mail_token WHERE account_id = ? AND purpose = 'signin' AND code_hash = ?",
        DB_NO_ROW);

/* Few enough digits to be tried out, so the hash is keyed. */
static enum rc hash_code(struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *code, uint8_t hash[SECRET_HASH])
{
	const char *both = arena_format(arena, "%lld %s", (long long)account_id, code);
	if (!both)
		return RC_NO_MEMORY;
	secret_sign(key, "signin-code", both, strlen(both), hash);
	return RC_OK;
}

enum rc signin_code_make(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        int64_t now, const char **code, const char **link)
{
	const char *plain = arena_format(arena, "%0*u", SIGNIN_CODE, secret_random_below(BOUND));
	if (!plain)
		return RC_NO_MEMORY;
	uint8_t hash[SECRET_HASH];
	enum rc rc = hash_code(arena, key, account_id, plain, hash);
	if (rc != RC_OK)
		return rc;
	*code = arena_format(arena, "%.*s %s", GROUP, plain, plain + GROUP);
	if (!*code)
		return RC_NO_MEMORY;
	const struct mail_token token = {
		.purpose = TOKEN_SIGNIN, .account_id = account_id, .code_hash = DB_HASH(hash)
	};
	return token_make(db, arena, &token, LIMIT_CODE_MINUTES * MINUTE, now, link);
}

/* What was typed as ASCII digits; "" for what cannot be a code. NULL without memory. */
static const char *read_code(struct arena *arena, const char *typed)
{
	const char *ascii = text_ascii_digits(arena, typed);
	char *code = arena_alloc(arena, SIGNIN_CODE + 1);
	if (!ascii || !code)
		return NULL;
	size_t length = 0;
	for (; *ascii; ascii++) {
		if (*ascii == ' ')
			continue;
		if (*ascii < '0' || *ascii > '9' || length == SIGNIN_CODE)
			return "";
		code[length++] = *ascii;
	}
	return length == SIGNIN_CODE ? code : "";
}

enum rc signin_code_use(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *typed, int64_t now, bool *good)
{
	*good = false;
	const char *code = read_code(arena, typed);
	if (!code)
		return RC_NO_MEMORY;
	uint8_t hash[SECRET_HASH];
	enum rc rc = hash_code(arena, key, account_id, code, hash);
	if (rc != RC_OK)
		return rc;
	struct code_row row;
	rc = db_one(db, arena, &find_code, DB_ARGS(account_id, now), &row);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	if (row.code_hash.length != SECRET_HASH || !secret_equal(row.code_hash.data, hash, SECRET_HASH))
		return RC_OK;
	struct db_done done;
	rc = db_run(db, &use_code, DB_ARGS(account_id, DB_HASH(hash)), &done);
	*good = rc == RC_OK && done.affected == 1;
	return rc;
}

enum rc signin_link_find(
        struct db *db, struct arena *arena, const char *link, int64_t now, int64_t *account_id)
{
	struct mail_token token;
	enum rc rc = token_find(db, arena, link, now, &token);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(token.purpose, TOKEN_SIGNIN))
		return RC_NOT_FOUND;
	*account_id = token.account_id;
	return RC_OK;
}
