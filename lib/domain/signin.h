/*
 * Sign-ins: the devices an account is signed in on. A row is found only by the SHA-256 of its token.
 */
#ifndef PORTICO_DOMAIN_SIGNIN_H
#define PORTICO_DOMAIN_SIGNIN_H

#include <stdint.h>

#include "base/secret.h"
#include "domain/account.h"
#include "io/db.h"

struct signin_limits {
	int64_t idle;     /* seconds without a visit */
	int64_t absolute; /* seconds in all */
};

/* The active account behind a live sign-in, with what its pages need to know of it, or the guest of a mailed
 * link (guest_ticket_id). A visit is noted at most every five minutes. RC_NOT_FOUND, RC_DB. */
enum rc signin_find(struct db *db, struct arena *arena, const uint8_t hash[SECRET_HASH], int64_t now,
        struct account *account) MUST_USE;

/* Notes a new sign-in. `address` and `agent` are shown to the owner. RC_NOT_FOUND if the account is not
 * active or its password is not the one it was read with: a reset meanwhile has ended all sessions, this one
 * too. RC_DB, RC_CONFLICT never in practice (256 bits). */
enum rc signin_add(struct db *db, const uint8_t hash[SECRET_HASH], const struct account *account,
        struct signin_limits limits, const char *address, const char *agent, int64_t now) MUST_USE;

/* The same for a guest and the one ticket that he filed; RC_NOT_FOUND if he is no guest any more. */
enum rc signin_add_guest(struct db *db, const uint8_t hash[SECRET_HASH], const struct account *account,
        int64_t ticket_id, struct signin_limits limits, const char *address, const char *agent,
        int64_t now) MUST_USE;

/* Ends one; RC_OK also when it is gone already. */
enum rc signin_end(struct db *db, const uint8_t hash[SECRET_HASH]) MUST_USE;

/* Ends all of an account, and sign-ins that are half done (SES-04). */
enum rc signin_end_all(struct db *db, int64_t account_id) MUST_USE;

/* Deletes up to `most` dead ones; *done says how many. For the worker. */
enum rc signin_sweep(struct db *db, int64_t now, int most, int64_t *done) MUST_USE;

#endif
