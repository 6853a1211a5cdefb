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

/* Notes the id, by itself and before the transaction; RC_OK also when it stands already. */
enum rc submission_note(struct db *db, const uint8_t id[SECRET_HASH], int64_t now) MUST_USE;

/* Locks the row for the rest of the transaction and reads its result. RC_NOT_FOUND if it was swept away,
 * RC_RETRY. */
enum rc submission_lock(
        struct db *db, struct arena *arena, const uint8_t id[SECRET_HASH], struct submission *row) MUST_USE;

/* Whether it has a result, without locking; false for an id that was never noted. */
enum rc submission_is_done(struct db *db, const uint8_t id[SECRET_HASH], bool *done) MUST_USE;

/* Writes the result, in the transaction of the work. */
enum rc submission_finish(struct db *db, const uint8_t id[SECRET_HASH], const uint8_t body_hash[SECRET_HASH],
        int status, const char *location) MUST_USE;

/* Deletes up to `most` rows noted before `before`. For the worker. */
enum rc submission_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
