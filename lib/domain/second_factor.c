/* See second_factor.h. The key stands in `account`, the hashes of recovery codes in `recovery_code`. */
#include "domain/second_factor.h"

#include <liboath/oath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/device.h"

#define STEP         30 /* seconds */
#define DIGITS       6
#define SEALED       (FACTOR_KEY + SECRET_SEAL_EXTRA)
#define RECOVERY     24 /* letters of a recovery code, five bits each */
#define GROUP        4  /* letters between hyphens */
#define RECOVERY_MAX 64 /* bytes of one as it is typed */
#define ADDRESS_MAX  ((size_t)2000)

/* A proposal is not yet a key: the two cannot stand for each other. */
#define SEAL_PROPOSAL "factor-proposal"
#define SEAL_KEY      "factor"

/* No i, l, o and u: they are misread, or make words. */
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct factor_key {
	struct bytes totp_sealed;
};

struct owned_key {
	int64_t id;
	struct bytes totp_sealed;
};

DB_QUERY(read_factor,
        "SELECT a.id AS account_id, a.totp_since, "
        "(SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = a.id AND c.used_at IS NULL) AS "
        "codes_left "
        "FROM account a WHERE a.id = ?",
        DB_ROW(struct second_factor, account_id, totp_since, codes_left));
DB_QUERY(find_key, "SELECT totp_sealed FROM account WHERE id = ?", DB_ROW(struct factor_key, totp_sealed));
DB_QUERY(list_keys,
        "SELECT id, totp_sealed FROM account WHERE id > ? AND totp_sealed IS NOT NULL ORDER BY id LIMIT ?",
        DB_ROW(struct owned_key, id, totp_sealed));
DB_QUERY(replace_key, "UPDATE account SET totp_sealed = ? WHERE id = ? AND totp_sealed = ?", DB_NO_ROW);
DB_QUERY(start_factor,
        "UPDATE account SET totp_sealed = ?, totp_step = ?, totp_since = ?, updated_at = ? "
        "WHERE id = ? AND totp_sealed IS NULL",
        DB_NO_ROW);
DB_QUERY(stop_factor,
        "UPDATE account SET totp_sealed = NULL, totp_step = 0, totp_since = NULL, updated_at = ? WHERE id = "
        "?",
        DB_NO_ROW);
DB_QUERY(use_step, "UPDATE account SET totp_step = ? WHERE id = ? AND totp_step < ?", DB_NO_ROW);
DB_QUERY(end_steps, "DELETE FROM signin_step WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(add_recovery, "INSERT INTO recovery_code (account_id, code_hash, created_at) VALUES (?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(use_recovery,
        "UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL",
        DB_NO_ROW);
DB_QUERY(end_later_recovery, "DELETE FROM recovery_code WHERE account_id = ? AND created_at >= ?", DB_NO_ROW);
DB_QUERY(end_recovery, "DELETE FROM recovery_code WHERE account_id = ?", DB_NO_ROW);

enum rc factor_read(struct db *db, struct arena *arena, int64_t account_id, struct second_factor *factor)
{
	return db_one(db, arena, &read_factor, DB_ARGS(account_id), factor);
}

/* --- the key --------------------------------------------------------------------------------- */

static const char *owner_of(struct arena *arena, int64_t account_id)
{
	return arena_format(arena, "account %lld", (long long)account_id);
}

static const uint8_t *seal(struct arena *arena, const struct secret_key *key, const char *purpose,
        int64_t account_id, const uint8_t bytes[FACTOR_KEY])
{
	const char *owner = owner_of(arena, account_id);
	return owner ? secret_seal(arena, key, purpose, owner, bytes, FACTOR_KEY) : NULL;
}

const char *factor_propose(struct arena *arena, const struct secret_key *key, int64_t account_id)
{
	uint8_t bytes[FACTOR_KEY];
	secret_random(bytes, sizeof(bytes));
	const uint8_t *sealed = seal(arena, key, SEAL_PROPOSAL, account_id, bytes);
	secret_wipe(bytes, sizeof(bytes));
	return sealed ? secret_encode(arena, sealed, SEALED) : NULL;
}

static enum rc open_proposal(struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *proposal, uint8_t bytes[FACTOR_KEY])
{
	const char *owner = owner_of(arena, account_id);
	if (!owner)
		return RC_NO_MEMORY;
	uint8_t sealed[SEALED];
	if (secret_decode(proposal, sealed, sizeof(sealed)) != RC_OK)
		return RC_INVALID;
	return secret_unseal(key, SEAL_PROPOSAL, owner, sealed, sizeof(sealed), bytes);
}

/* The key in base32, as apps want it. */
static const char *base32(struct arena *arena, const uint8_t bytes[FACTOR_KEY])
{
	char *made = NULL;
	size_t length;
	if (oath_base32_encode((const char *)bytes, FACTOR_KEY, &made, &length) != OATH_OK)
		return NULL;
	const char *text = arena_copy(arena, made, length);
	secret_wipe(made, length);
	free(made);
	return text;
}

static const char *grouped(struct arena *arena, const char *text, char between)
{
	size_t length = strlen(text), at = 0;
	char *groups = arena_alloc(arena, length + length / GROUP + 1);
	if (!groups)
		return NULL;
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && i % GROUP == 0)
			groups[at++] = between;
		groups[at++] = text[i];
	}
	return groups;
}

static const char *address_of(struct arena *arena, const char *issuer, const char *mail, const char *typed)
{
	struct buf out;
	buf_init(&out, ADDRESS_MAX);
	buf_text(&out, "otpauth://totp/");
	buf_url(&out, issuer);
	buf_char(&out, ':');
	buf_url(&out, mail);
	buf_format(&out, "?secret=%s&issuer=", typed);
	buf_url(&out, issuer);
	buf_format(&out, "&algorithm=SHA1&digits=%d&period=%d", DIGITS, STEP);
	const char *text = buf_finish(&out) == RC_OK ? arena_copy(arena, out.data, out.length) : NULL;
	buf_free(&out);
	return text;
}

enum rc factor_show(struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *proposal, const char *issuer, const char *mail, const char **typed, const char **address)
{
	uint8_t bytes[FACTOR_KEY];
	enum rc rc = open_proposal(arena, key, account_id, proposal, bytes);
	if (rc != RC_OK)
		return rc;
	const char *whole = base32(arena, bytes);
	secret_wipe(bytes, sizeof(bytes));
	if (!whole)
		return RC_NO_MEMORY;
	*typed = grouped(arena, whole, ' ');
	*address = address_of(arena, issuer, mail, whole);
	return *typed && *address ? RC_OK : RC_NO_MEMORY;
}

/* --- codes ----------------------------------------------------------------------------------- */

/* What was typed as six ASCII digits. RC_INVALID for anything else. */
static enum rc read_code(struct arena *arena, const char *typed, char code[DIGITS + 1])
{
	const char *ascii = text_ascii_digits(arena, typed);
	if (!ascii)
		return RC_NO_MEMORY;
	size_t length = 0;
	for (; *ascii; ascii++) {
		if (*ascii == ' ')
			continue;
		if (*ascii < '0' || *ascii > '9' || length == DIGITS)
			return RC_INVALID;
		code[length++] = *ascii;
	}
	code[length] = '\0';
	return length == DIGITS ? RC_OK : RC_INVALID;
}

/* The latest time step around `now` that the code belongs to; 0 for none. Always looks at all three. */
static int64_t step_of(const uint8_t key[FACTOR_KEY], const char code[DIGITS + 1], int64_t now)
{
	int64_t found = 0;
	for (int64_t step = now / STEP - 1; step <= now / STEP + 1; step++) {
		char right[DIGITS + 1];
		if (oath_totp_generate((const char *)key, FACTOR_KEY, step * STEP, STEP,
		            OATH_TOTP_DEFAULT_START_TIME, DIGITS, right) != OATH_OK)
			return 0;
		if (secret_equal(right, code, DIGITS))
			found = step;
		secret_wipe(right, sizeof(right));
	}
	return found;
}

enum rc factor_start(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *proposal, const char *typed, int64_t now)
{
	uint8_t bytes[FACTOR_KEY];
	char code[DIGITS + 1];
	enum rc rc = read_code(arena, typed, code);
	if (rc == RC_OK)
		rc = open_proposal(arena, key, account_id, proposal, bytes);
	if (rc != RC_OK)
		return rc;
	int64_t step = step_of(bytes, code, now);
	const uint8_t *sealed = seal(arena, key, SEAL_KEY, account_id, bytes);
	secret_wipe(bytes, sizeof(bytes));
	if (!sealed)
		return RC_NO_MEMORY;
	if (step == 0)
		return RC_INVALID;
	struct db_done done;
	rc = db_run(db, &start_factor,
	        DB_ARGS(((struct bytes){ sealed, SEALED }), step, now, now, account_id), &done);
	if (rc != RC_OK)
		return rc;
	if (done.affected == 0)
		return RC_CONFLICT;
	return db_run(db, &end_recovery, DB_ARGS(account_id), NULL);
}

enum rc factor_stop(struct db *db, int64_t account_id, int64_t now)
{
	enum rc rc = db_run(db, &stop_factor, DB_ARGS(now, account_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &end_recovery, DB_ARGS(account_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &end_steps, DB_ARGS(account_id), NULL);
	return rc == RC_OK ? device_distrust_all(db, account_id) : rc;
}

enum rc factor_stop_since(
        struct db *db, struct arena *arena, int64_t account_id, int64_t since, int64_t now, bool *ended)
{
	struct second_factor factor;
	*ended = false;
	enum rc rc = factor_read(db, arena, account_id, &factor);
	if (rc != RC_OK)
		return rc;
	if (factor.totp_since < since)
		return db_run(db, &end_later_recovery, DB_ARGS(account_id, since), NULL);
	*ended = true;
	return factor_stop(db, account_id, now);
}

/* The account's key. RC_NOT_FOUND if the factor is off or the key does not open. */
static enum rc open_key(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        uint8_t bytes[FACTOR_KEY])
{
	struct factor_key found;
	enum rc rc = db_one(db, arena, &find_key, DB_ARGS(account_id), &found);
	if (rc != RC_OK)
		return rc;
	if (!found.totp_sealed.data)
		return RC_NOT_FOUND;
	const char *owner = owner_of(arena, account_id);
	if (!owner)
		return RC_NO_MEMORY;
	if (found.totp_sealed.length == SEALED &&
	        secret_unseal(key, SEAL_KEY, owner, found.totp_sealed.data, SEALED, bytes) == RC_OK)
		return RC_OK;
	log_error(
	        "the second factor of account %lld does not open with this key file", (long long)account_id);
	return RC_NOT_FOUND;
}

enum rc factor_check(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *typed, int64_t now, bool *good)
{
	*good = false;
	uint8_t bytes[FACTOR_KEY];
	char code[DIGITS + 1];
	enum rc rc = read_code(arena, typed, code);
	if (rc != RC_OK)
		return rc == RC_INVALID ? RC_OK : rc;
	rc = open_key(db, arena, key, account_id, bytes);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	int64_t step = step_of(bytes, code, now);
	secret_wipe(bytes, sizeof(bytes));
	if (step == 0)
		return RC_OK;
	struct db_done done;
	rc = db_run(db, &use_step, DB_ARGS(step, account_id, step), &done);
	*good = rc == RC_OK && done.affected == 1;
	return rc;
}

/* --- another key file ------------------------------------------------------------------------ */

static bool opens(
        const struct secret_key *key, const char *owner, struct bytes sealed, uint8_t bytes[FACTOR_KEY])
{
	return sealed.length == SEALED &&
	       secret_unseal(key, SEAL_KEY, owner, sealed.data, SEALED, bytes) == RC_OK;
}

/* Whoever changed it meanwhile sealed it himself: the next run looks at it again. */
static enum rc renew_one(struct db *db, struct arena *arena, const struct secret_key *key,
        const struct owned_key *owned, struct factor_renewal *renewal)
{
	struct secret_key alone = *key;
	uint8_t bytes[FACTOR_KEY];
	const char *owner = owner_of(arena, owned->id);
	if (!owner)
		return RC_NO_MEMORY;
	alone.has_old = false;
	bool fresh = opens(&alone, owner, owned->totp_sealed, bytes);
	bool open = fresh || opens(key, owner, owned->totp_sealed, bytes);
	secret_wipe(&alone, sizeof(alone));
	if (!open)
		log_error("the second factor of account %lld opens with neither key", (long long)owned->id);
	renewal->kept += fresh;
	renewal->lost += !open;
	if (fresh || !open) {
		secret_wipe(bytes, sizeof(bytes));
		return RC_OK;
	}
	const uint8_t *sealed = seal(arena, key, SEAL_KEY, owned->id, bytes);
	secret_wipe(bytes, sizeof(bytes));
	if (!sealed)
		return RC_NO_MEMORY;
	struct db_done done;
	enum rc rc = db_run(db, &replace_key,
	        DB_ARGS(((struct bytes){ sealed, SEALED }), owned->id, owned->totp_sealed), &done);
	renewal->sealed += rc == RC_OK && done.affected == 1;
	return rc;
}

enum rc factor_renew(
        struct db *db, struct arena *arena, const struct secret_key *key, struct factor_renewal *renewal)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_keys, DB_ARGS(renewal->after, LIMIT_EXPORT_BATCH), &rows);
	const struct owned_key *owned = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		rc = renew_one(db, arena, key, &owned[i], renewal);
		if (rc == RC_OK)
			renewal->after = owned[i].id;
	}
	return rc == RC_OK && rows.count == 0 ? RC_NOT_FOUND : rc;
}

/* --- recovery codes -------------------------------------------------------------------------- */

/* 120 random bits need no slow hash; the account in front makes one person's code useless to another. */
static enum rc hash_recovery(
        struct arena *arena, int64_t account_id, const char *code, uint8_t hash[SECRET_HASH])
{
	const char *owner = owner_of(arena, account_id);
	const char *both = owner ? arena_format(arena, "%s recovery %s", owner, code) : NULL;
	if (!both)
		return RC_NO_MEMORY;
	secret_hash_text(both, hash);
	return RC_OK;
}

static enum rc make_one(
        struct db *db, struct arena *arena, int64_t account_id, int64_t now, const char **code)
{
	char plain[RECOVERY + 1];
	for (size_t i = 0; i < RECOVERY; i++)
		plain[i] = letters[secret_random_below(sizeof(letters) - 1)];
	plain[RECOVERY] = '\0';
	uint8_t hash[SECRET_HASH];
	enum rc rc = hash_recovery(arena, account_id, plain, hash);
	if (rc != RC_OK)
		return rc;
	*code = grouped(arena, plain, '-');
	if (!*code)
		return RC_NO_MEMORY;
	return db_run(db, &add_recovery, DB_ARGS(account_id, DB_HASH(hash), now), NULL);
}

enum rc factor_recovery_make(
        struct db *db, struct arena *arena, int64_t account_id, int64_t now, const char **codes)
{
	enum rc rc = db_run(db, &end_recovery, DB_ARGS(account_id), NULL);
	for (int i = 0; i < LIMIT_RECOVERY_CODES && rc == RC_OK; i++)
		rc = make_one(db, arena, account_id, now, &codes[i]);
	return rc;
}

/* A letter as it was meant; 0 for one that no code has. */
static char meant(char typed)
{
	if (typed >= 'A' && typed <= 'Z')
		typed = (char)(typed - 'A' + 'a');
	if (typed == 'o')
		return '0';
	if (typed == 'i' || typed == 'l')
		return '1';
	return typed && strchr(letters, typed) ? typed : 0;
}

/* What was typed as the plain letters. RC_INVALID for what cannot be a code. */
static enum rc read_recovery(struct arena *arena, const char *typed, char code[RECOVERY + 1])
{
	if (strnlen(typed, RECOVERY_MAX + 1) > RECOVERY_MAX)
		return RC_INVALID;
	const char *ascii = text_ascii_digits(arena, typed);
	if (!ascii)
		return RC_NO_MEMORY;
	size_t length = 0;
	for (; *ascii; ascii++) {
		if (*ascii == ' ' || *ascii == '-')
			continue;
		char letter = meant(*ascii);
		if (!letter || length == RECOVERY)
			return RC_INVALID;
		code[length++] = letter;
	}
	code[length] = '\0';
	return length == RECOVERY ? RC_OK : RC_INVALID;
}

enum rc factor_recovery_use(
        struct db *db, struct arena *arena, int64_t account_id, const char *typed, int64_t now, bool *good)
{
	*good = false;
	char code[RECOVERY + 1];
	uint8_t hash[SECRET_HASH];
	enum rc rc = read_recovery(arena, typed, code);
	if (rc != RC_OK)
		return rc == RC_INVALID ? RC_OK : rc;
	rc = hash_recovery(arena, account_id, code, hash);
	if (rc != RC_OK)
		return rc;
	struct db_done done;
	rc = db_run(db, &use_recovery, DB_ARGS(now, account_id, DB_HASH(hash)), &done);
	*good = rc == RC_OK && done.affected == 1;
	return rc;
}
