/*
 * Browsers in which an account has signed in before. A known one is not held up by strangers who guess
 * (AUTH-06), and may be trusted to skip the second factor for some days. One cookie stands for one browser
 * and any number of accounts; only its SHA-256 is kept.
 */
#ifndef PORTICO_DOMAIN_DEVICE_H
#define PORTICO_DOMAIN_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

struct device {
	bool known;
	bool trusted; /* no second factor is asked */
};

/* What this browser is to this account; account_id 0 or hash NULL: unknown, at the same cost. RC_DB. */
enum rc device_find(struct db *db, struct arena *arena, const uint8_t *hash, int64_t account_id, int64_t now,
        struct device *device) MUST_USE;

/* Notes a sign-in from it; trusted_until 0 leaves an earlier trust as it is. Past LIMIT_DEVICES the one seen
 * longest ago is forgotten. */
enum rc device_note(struct db *db, const uint8_t hash[SECRET_HASH], int64_t account_id, int64_t trusted_until,
        int64_t now) MUST_USE;

/* Gives a browser another cookie: what accounts know of it goes along. */
enum rc device_move(struct db *db, const uint8_t from[SECRET_HASH], const uint8_t to[SECRET_HASH]) MUST_USE;

/* Known browsers of the account: a first sign-in is no surprise to its owner, one from elsewhere is. RC_DB.
 */
enum rc device_count(struct db *db, int64_t account_id, int64_t *count) MUST_USE;

/* Takes the trust from all devices of the account, or forgets them all (after a password reset or by the
 * owner). */
enum rc device_distrust_all(struct db *db, int64_t account_id) MUST_USE;
enum rc device_forget_all(struct db *db, int64_t account_id) MUST_USE;

/* Forgets those that first signed in at `since` or later. */
enum rc device_forget_since(struct db *db, int64_t account_id, int64_t since) MUST_USE;

/* Deletes up to `most` that were not seen since `before`. */
enum rc device_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
