/*
 * The second factor: time-based codes (RFC 6238: SHA-1, 6 digits, 30 seconds) and ten recovery codes.
 *
 * The key is sealed with the key file and the account's id. Each code works once: the last used time step is
 * kept, and only later ones count (AUTH-07). Counting wrong tries is the caller's (attempt.h), before he
 * asks.
 */
#ifndef PORTICO_DOMAIN_SECOND_FACTOR_H
#define PORTICO_DOMAIN_SECOND_FACTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

#define FACTOR_KEY 20 /* bytes */

/* The state of an account's factor. */
struct second_factor {
	int64_t account_id;
	int64_t totp_since; /* 0: off */
	int32_t codes_left; /* unused recovery codes */
};

/* RC_NOT_FOUND: no such account. */
enum rc factor_read(
        struct db *db, struct arena *arena, int64_t account_id, struct second_factor *factor) MUST_USE;

/* A new random key, sealed for this account: goes through the set-up form and comes back to factor_start.
 * NULL without memory. */
const char *factor_propose(struct arena *arena, const struct secret_key *key, int64_t account_id);

/* What the set-up page shows of a proposal: the key in base32 (groups of four) and the otpauth: address for
 * the QR code. RC_INVALID if the proposal is not ours or another account's. */
enum rc factor_show(struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *proposal, const char *issuer, const char *mail, const char **base32,
        const char **address) MUST_USE;

/* Turns it on if `code` fits the proposal now; older recovery codes die. RC_INVALID: wrong code or proposal.
 * RC_CONFLICT: it is on already (another window, or somebody else's set-up step); to change the key, stop and
 * start in one transaction. The code counts as used. In the caller's transaction. */
enum rc factor_start(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *proposal, const char *code, int64_t now) MUST_USE;

/* Turns it off: key, recovery codes, trusted devices and waiting sign-ins go. In the caller's transaction. */
enum rc factor_stop(struct db *db, int64_t account_id, int64_t now) MUST_USE;

/* Takes back what was set up at `since` or later: a factor with all that hangs on it (*ended), or the
 * recovery codes of one from before. In the caller's transaction. */
enum rc factor_stop_since(struct db *db, struct arena *arena, int64_t account_id, int64_t since, int64_t now,
        bool *ended) MUST_USE;

/* True if the six digits (any script, spaces allowed) are of now or one step beside it and of a step after
 * the last used one, which this then is. False too if the factor is off, or its key cannot be opened with
 * this key file (logged). RC_OK, RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc factor_check(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *code, int64_t now, bool *good) MUST_USE;

struct factor_renewal {
	int64_t after; /* the last account that was looked at; 0 at the start */
	int64_t sealed, kept,
	        lost; /* sealed anew, sealed with the key already, opened by neither key (logged) */
};

/* Seals what is sealed with the key before anew, with the key: the next LIMIT_EXPORT_BATCH accounts that have
 * a second factor. RC_NOT_FOUND: there are no more. May be broken off anywhere and begun again. */
enum rc factor_renew(struct db *db, struct arena *arena, const struct secret_key *key,
        struct factor_renewal *renewal) MUST_USE;

/* Makes LIMIT_RECOVERY_CODES new recovery codes of 120 bits ("abcd-efgh-jkmn-pqrs-tvwx-yz01"); the older ones
 * die. Only their hashes are kept: codes[i] is in the arena and shown once. In the caller's transaction. */
enum rc factor_recovery_make(
        struct db *db, struct arena *arena, int64_t account_id, int64_t now, const char **codes) MUST_USE;

/* Uses one up. *good false: unknown or used before. Case, spaces and hyphens do not matter. */
enum rc factor_recovery_use(struct db *db, struct arena *arena, int64_t account_id, const char *code,
        int64_t now, bool *good) MUST_USE;

#endif
