/*
 * The place between the first half of a sign-in (password, or code by mail) and the second: a factor's code
 * is next, or a factor must be set up first. It is no session and opens no page but that of the step; a row
 * is found only by the SHA-256 of its cookie. Whatever ends an account's sessions ends its steps.
 */
#ifndef PORTICO_DOMAIN_SIGNIN_STEP_H
#define PORTICO_DOMAIN_SIGNIN_STEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "domain/setting.h"
#include "io/db.h"

#define STEP_CODE  "code"
#define STEP_SETUP "setup"

struct signin_step {
	int64_t account_id;
	const char *need; /* STEP_CODE | STEP_SETUP */
	bool remember;    /* as he chose with the first half */
	const char *next; /* path to go to afterwards, "" for none */
};

/* What a sign-in of the account still needs: NULL for nothing. A trusted browser needs no code, but a factor
 * that is demanded (of his staff role, of administrators, of customers) must be set up anywhere. RC_DB,
 * RC_NOT_FOUND. */
enum rc signin_step_need(struct db *db, struct arena *arena, int64_t account_id,
        const struct settings *settings, bool trusted, const char **need) MUST_USE;

/* Notes one that lives LIMIT_STEP_MINUTES. */
enum rc signin_step_add(
        struct db *db, const uint8_t hash[SECRET_HASH], const struct signin_step *step, int64_t now) MUST_USE;

/* RC_NOT_FOUND: none, done or too old. */
enum rc signin_step_find(struct db *db, struct arena *arena, const uint8_t hash[SECRET_HASH], int64_t now,
        struct signin_step *step) MUST_USE;

/* Ends it. RC_NOT_FOUND if somebody was first. */
enum rc signin_step_end(struct db *db, const uint8_t hash[SECRET_HASH]) MUST_USE;

/* Deletes up to `most` that ended before `now`. */
enum rc signin_step_sweep(struct db *db, int64_t now, int most, int64_t *done) MUST_USE;

#endif
