/*
 * People: customers, agents and admins, guests (filed a ticket without signing up).
 * Addresses are found by mail_key, the folded form; the typed form is kept for writing to.
 */
#ifndef PORTICO_DOMAIN_ACCOUNT_H
#define PORTICO_DOMAIN_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct account {
	int64_t id; /* 0: nobody */
	const char *mail;
	const char *name;
	const char *role;          /* customer | agent | admin */
	const char *state;         /* guest | active | disabled */
	const char *lang;          /* code */
	const char *zone;          /* "" = the portal's */
	const char *calendar;      /* "" = the language's | gregorian | persian */
	const char *theme;         /* "" = the device's | light | dark */
	const char *password_hash; /* only filled by account_by_mail; NULL: none set */
	int64_t created_at;        /* not filled by sessions */
};

/* All: RC_NOT_FOUND, RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc account_by_id(struct db *db, struct arena *arena, int64_t id, struct account *account) MUST_USE;
enum rc account_by_mail(
        struct db *db, struct arena *arena, const char *mail, struct account *account) MUST_USE;

/* Creates one in the given state; `password_hash` may be NULL. RC_CONFLICT if the address is taken. */
enum rc account_create(
        struct db *db, struct arena *arena, const struct account *account, int64_t now, int64_t *id) MUST_USE;

/* The account of an address, a guest's if there was none: for tickets filed without signing in. RC_RETRY on a
 * race. */
enum rc account_or_guest(struct db *db, struct arena *arena, const char *mail, const char *name,
        const char *lang, int64_t now, struct account *account) MUST_USE;

/* Sets the password, makes a guest active, ends all sessions and kills open reset and claim links (AUTH-09,
 * AUTH-10). In the caller's transaction; the caller adds the notice to the outbox. */
enum rc account_set_password(struct db *db, int64_t id, const char *password_hash, int64_t now) MUST_USE;

/* Replaces the hash alone, after a sign-in with parameters that have risen since; RC_OK and nothing done if
 * it is not `before` any more. */
enum rc account_rehash(struct db *db, int64_t id, const char *before, const char *password_hash) MUST_USE;

/* role: customer | agent | admin. Ends all sessions. RC_INVALID for other words, RC_NOT_FOUND. */
enum rc account_set_role(struct db *db, int64_t id, const char *role, int64_t now) MUST_USE;

/* Everyone of that role, by name: for assigning and for the command line. At most `most`. Rows are struct
 * account. */
enum rc account_list(
        struct db *db, struct arena *arena, const char *role, int most, struct db_rows *rows) MUST_USE;

/* --- registration ---------------------------------------------------------------------------- */

struct signup {
	int64_t id;
	const char *mail, *name, *password_hash, *lang;
};

/* Notes a registration, whether or not the address is known: the worker writes what fits (AUTH-05). */
enum rc signup_add(
        struct db *db, struct arena *arena, const struct signup *signup, int64_t now, int64_t *id) MUST_USE;
enum rc signup_by_id(struct db *db, struct arena *arena, int64_t id, struct signup *signup) MUST_USE;

/* Makes the account of a confirmed registration, or gives a guest's his name and password, and deletes all
 * waiting ones of the address. RC_CONFLICT if the address has an active account meanwhile. */
enum rc signup_confirm(
        struct db *db, struct arena *arena, int64_t signup_id, int64_t now, int64_t *account_id) MUST_USE;

/* Deletes up to `most` registrations noted before `before`. */
enum rc signup_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
