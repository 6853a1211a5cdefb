/*
 * Counters of what may be tried only so often: sign-ins by account and by address, mails to one address. They
 * count within a sliding window and are committed by themselves, before the act, so that a rollback does not
 * take them back.
 *
 * `kind` is a word of ours ("login-account"), `subject` whom it is about; only the SHA-256 of both is stored.
 * One kind always goes with one window. The count is never too low; it may hold what is up to a sixth of the
 * window too old.
 */
#ifndef PORTICO_DOMAIN_ATTEMPT_H
#define PORTICO_DOMAIN_ATTEMPT_H

#include <stdint.h>

#include "base/rc.h"
#include "io/db.h"

/* Counts one and tells how many there are within the last `window` seconds, this one included. Not inside a
 * transaction (asserted). Two statements. RC_DB: treat it as too many. */
enum rc attempt_count(struct db *db, const char *kind, const char *subject, int64_t window, int64_t now,
        int *count) MUST_USE;

/* The same without counting one. One statement, allowed anywhere. */
enum rc attempt_look(struct db *db, const char *kind, const char *subject, int64_t window, int64_t now,
        int *count) MUST_USE;

/* Forgets all of this kind and subject: after a sign-in that succeeded. */
enum rc attempt_forget(struct db *db, const char *kind, const char *subject) MUST_USE;

/* Deletes up to `most` counters older than `before`. For the worker. */
enum rc attempt_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
