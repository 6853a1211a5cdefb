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
	int64_t id; /* 0: nobody; also a guest with the link to one ticket has one: see access.h */
	const char *mail;
	const char *name;
	const char *role;        /* customer | agent | admin */
	const char *state;       /* guest | waiting (for approval) | active | disabled | deleted */
	const char *lang;        /* code */
	const char *zone;        /* "" = the portal's */
	const char *calendar;    /* "" = the language's | gregorian | persian */
	const char *digits;      /* "" = the language's | latin */
	const char *theme;       /* "" = the device's | light | dark | contrast */
	const char *text_size;   /* "" = normal | large | larger */
	const char *permissions; /* words of an agent's staff role, "" if none */
	int64_t delete_at;       /* when the account is deleted, as its owner asked; 0: not */
	int64_t role_id;         /* of an agent's staff role; 0: none */

	/* filled by account_by_id and account_by_mail only */
	const char *password_hash; /* NULL: none set */
	int64_t created_at;

	/* filled by sessions only */
	struct bytes picture;       /* public id of the picture; NULL data: none */
	int32_t notice_count;       /* notices in the portal that he has not seen */
	int32_t company_count;      /* companies he belongs to */
	int64_t company_id;         /* for which he acts; 0: for himself */
	const char *company;        /* its name */
	bool company_owner;         /* of it */
	const char *company_rights; /* words, see access.h */
	int64_t guest_ticket_id;   /* a guest's sign-in by a mailed link: reaches this ticket alone; else 0 */
	int64_t seen_at, idle_for; /* of the sign-in */
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

/* Sets the password, makes a guest active, ends all sessions and kills open links but those back to an old
 * address (AUTH-09, AUTH-10). In the caller's transaction; the caller adds the notice to the outbox. */
enum rc account_set_password(struct db *db, int64_t id, const char *password_hash, int64_t now) MUST_USE;

/* Locks the account until the end of the caller's transaction. RC_NOT_FOUND if it is not active, or its
 * password is not the one that was compared before the transaction. */
enum rc account_lock_proven(struct db *db, int64_t id, const char *password_hash) MUST_USE;

/* An account that became active this moment waits for an administrator's approval instead. */
enum rc account_hold_back(struct db *db, int64_t id, int64_t now) MUST_USE;

/* Replaces the hash alone, after a sign-in with parameters that have risen since; RC_OK and nothing done if
 * it is not `before` any more. */
enum rc account_rehash(struct db *db, int64_t id, const char *before, const char *password_hash) MUST_USE;

/* role: customer | agent | admin; role_id: the staff role of an agent, 0: the first one. Ends all sessions,
 * and whoever is no staff any more leaves his teams. RC_INVALID for other words or no such staff role,
 * RC_CONFLICT: he is the last administrator, RC_NOT_FOUND. In the caller's transaction. */
enum rc account_set_role(struct db *db, struct arena *arena, int64_t id, const char *role, int64_t role_id,
        int64_t now) MUST_USE;

/* Asked before an account stops being an active administrator's (role, disabling, deletion, merging):
 * RC_CONFLICT if no other would remain. Locks the administrators until the end of the caller's transaction,
 * so that two who go at once are not both the last but one. */
enum rc account_admin_stays(struct db *db, struct arena *arena, int64_t id) MUST_USE;

/* Everyone of that role, by name: for assigning and for the command line. At most `most`. Rows are struct
 * account. */
enum rc account_list(
        struct db *db, struct arena *arena, const char *role, int most, struct db_rows *rows) MUST_USE;

/* --- registration ---------------------------------------------------------------------------- */

struct signup {
	int64_t id;
	const char *mail, *name, *lang;
};

/* Notes a registration, whether or not the address is known: the worker writes what fits (AUTH-05). */
enum rc signup_add(
        struct db *db, struct arena *arena, const struct signup *signup, int64_t now, int64_t *id) MUST_USE;
enum rc signup_by_id(struct db *db, struct arena *arena, int64_t id, struct signup *signup) MUST_USE;

/* Makes the account of a confirmed registration with the password that the mail's reader chose, or gives a
 * guest's account name and password, and deletes all waiting registrations of the address. `state`: active,
 * or waiting for an administrator's approval. RC_CONFLICT if the address has an account meanwhile. */
enum rc signup_confirm(struct db *db, struct arena *arena, int64_t signup_id, const char *password_hash,
        const char *state, int64_t now, int64_t *account_id) MUST_USE;

/* Deletes up to `most` registrations noted before `before`. */
enum rc signup_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
