/*
 * Signing in by mail instead of a password: a short code to type and a link, of which either works, once, for
 * LIMIT_CODE_MINUTES. Whoever composes the mail makes them; only the link's SHA-256 and a keyed hash of
 * account and code are kept. Making new ones ends the older. The second factor is asked as after a password.
 */
#ifndef PORTICO_DOMAIN_SIGNIN_CODE_H
#define PORTICO_DOMAIN_SIGNIN_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

#define SIGNIN_CODE 8 /* digits */

/* Makes both for an active account. *code is written in two groups ("4821 0937"), *link is what stands behind
 * /login/mail/ in the address. In a transaction of the caller. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc signin_code_make(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        int64_t now, const char **code, const char **link) MUST_USE;

/* True if the digits (any script, spaces allowed) are the account's living code, which is then used up with
 * its link. An account_id of 0 costs the same and is false. The caller counts tries before (AUTH-07). In a
 * transaction of the caller. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc signin_code_use(struct db *db, struct arena *arena, const struct secret_key *key, int64_t account_id,
        const char *typed, int64_t now, bool *good) MUST_USE;

/* The account that a link signs in. RC_NOT_FOUND for a dead one. Changes nothing. */
enum rc signin_link_find(
        struct db *db, struct arena *arena, const char *link, int64_t now, int64_t *account_id) MUST_USE;

#endif
