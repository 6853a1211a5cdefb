/*
 * Gates that open more and more slowly: guesses at passwords and codes. Up to `free` tries pass as they come;
 * after each further one the gate stays shut for a time that doubles. One try is forgotten after each
 * `forgive` seconds without one. A try counts when it passes, before anybody knows whether it is right, and
 * is taken back if it was; those that find the gate shut do not count, so nobody keeps it shut by knocking.
 *
 * With `first`, `most` and `forgive` the same it is a bucket of `free` acts (1,000 at most) that fills up
 * again with one in so many seconds.
 *
 * Passing is one statement: of any number of tries at once no more pass than one after another (AUTH-06,
 * AUTH-07). Only the SHA-256 of gate and subject is stored.
 */
#ifndef PORTICO_DOMAIN_GATE_H
#define PORTICO_DOMAIN_GATE_H

#include <stdint.h>

#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

struct gate {
	const char *kind; /* a word of ours */
	int free;         /* tries without waiting, at least 1 */
	int64_t first;    /* seconds shut after the last of them */
	int64_t most;     /* seconds shut at most */
	int64_t forgive;  /* seconds that forget one try */
};

/* Seconds until the gate opens for this subject; 0: it is open. RC_DB: treat it as shut. */
enum rc gate_look(
        struct db *db, const struct gate *gate, const char *subject, int64_t now, int64_t *wait) MUST_USE;

/* Passes if it is open, and counts. *wait as above; 0: passed. Not inside a transaction (asserted). */
enum rc gate_pass(
        struct db *db, const struct gate *gate, const char *subject, int64_t now, int64_t *wait) MUST_USE;

/* gate_pass for a form, which counts once however often it is sent: one that has its result (submission.h)
 * passes uncounted. */
enum rc gate_pass_once(struct db *db, const struct gate *gate, const char *subject,
        const uint8_t submission[SECRET_HASH], int64_t now, int64_t *wait) MUST_USE;

/* The try that passed last was a right one: it is taken back, or all are forgotten. */
enum rc gate_take_back(struct db *db, const struct gate *gate, const char *subject, int64_t now) MUST_USE;
enum rc gate_forget(struct db *db, const struct gate *gate, const char *subject) MUST_USE;

/* Deletes up to `most` that nobody passed since `before`. For the worker. */
enum rc gate_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
