/*
 * Submissions: one row for each form that was sent, whatever number of times it arrives. The protocol is in
 * web/submit.c.
 */
#ifndef PORTICO_DOMAIN_SUBMISSION_H
#define PORTICO_DOMAIN_SUBMISSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "io/db.h"

struct submission {
	int32_t status; /* 0 until the work is done */
	const char *location;
	struct bytes body_hash;
};

/* Makes the row or finds it, locked for the rest of the transaction, with its result: waits for whoever sends
 * the same form. A transaction that ends without commit leaves none. RC_RETRY. */
enum rc submission_claim(struct db *db, struct arena *arena, const uint8_t id[SECRET_HASH], int64_t now,
        struct submission *row) MUST_USE;

/* Whether it has a result, without locking; false for an id that was never sent. */
enum rc submission_is_done(struct db *db, const uint8_t id[SECRET_HASH], bool *done) MUST_USE;

/* Writes the result, in the transaction of the work. */
enum rc submission_finish(struct db *db, const uint8_t id[SECRET_HASH], const uint8_t body_hash[SECRET_HASH],
        int status, const char *location) MUST_USE;

/* Deletes up to `most` rows made before `before`. For the worker. */
enum rc submission_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
