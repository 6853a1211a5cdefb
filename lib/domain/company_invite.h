/*
 * Invitations into a company (AUTH-13). One waits for each address; the mail's link works LIMIT_INVITE_DAYS,
 * once, and dies when the invitation is sent again, withdrawn or accepted. The worker makes the link's token
 * (TOKEN_INVITE, invite_id) when it writes the mail "invite"; it lives until ends_at.
 *
 * Changes in the caller's transaction, on a company locked by company_lock; see company.h.
 */
#ifndef PORTICO_DOMAIN_COMPANY_INVITE_H
#define PORTICO_DOMAIN_COMPANY_INVITE_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/company.h"

struct company_invite {
	int64_t id;
	int64_t company_id;
	const char *company;       /* its name */
	const char *company_state; /* active | disabled */
	const char *mail;          /* as typed */
	const char *mail_key;      /* folded */
	const char *rights;        /* words, see access.h */
	int64_t invited_by;        /* 0: an account that is gone, or the system */
	const char *inviter;       /* his name, NULL: gone */
	const char *lang;          /* of the page it was sent from: of a mail to somebody without account */
	int64_t created_at, ends_at;
};

/* Whatever its age and its company's state. RC_NOT_FOUND. */
enum rc company_invite_by_id(
        struct db *db, struct arena *arena, int64_t id, struct company_invite *invite) MUST_USE;

/* The invitation behind a mail's link; RC_NOT_FOUND if the link, the invitation or its company does not work
 * any more. Two statements. Changes nothing. */
enum rc company_invite_by_link(struct db *db, struct arena *arena, const char *text, int64_t now,
        struct company_invite *invite) MUST_USE;

/* Those of a company, ended ones too until they are swept, newest first; at most LIMIT_INVITES. */
enum rc company_invite_list(
        struct db *db, struct arena *arena, int64_t company_id, struct db_rows *rows) MUST_USE;

struct company_invite_new {
	const char *mail;
	const char *rights; /* words */
	const char *lang;
	int64_t invited_by;
	int64_t now;
};

/* Invites an address, whether or not it has an account, and queues the mail; an invitation that waits for the
 * same address is replaced, its link dies. RC_CONFLICT: a member has this address; RC_TOO_LARGE:
 * LIMIT_INVITES wait, or members and invitations reach LIMIT_MEMBERS. */
enum rc company_invite_make(struct db *db, struct arena *arena, const struct company *company,
        const struct company_invite_new *made, int64_t *id) MUST_USE;

/* Sends it again with a new link and a new term; the old link dies. RC_NOT_FOUND. */
enum rc company_invite_again(struct db *db, struct arena *arena, const struct company *company,
        int64_t invite_id, int64_t actor_id, int64_t now) MUST_USE;

/* Takes it back. RC_NOT_FOUND. */
enum rc company_invite_withdraw(struct db *db, struct arena *arena, const struct company *company,
        int64_t invite_id, int64_t actor_id, int64_t now) MUST_USE;

/* Those that `sender_id` sent and, being what `sender` says in the company, could not send any more die. */
enum rc company_invite_recheck(struct db *db, struct arena *arena, const struct company *company,
        int64_t sender_id, const struct membership *sender) MUST_USE;

/* The account, which must have the invited address, becomes a member (a member remains what he is); the
 * invitation and its link are used up. Locks the company itself. RC_NOT_FOUND: not usable any more, or
 * another's; RC_TOO_LARGE, RC_LIMITED as company_member_add. */
enum rc company_invite_accept(struct db *db, struct arena *arena, const struct company_invite *invite,
        int64_t account_id, int64_t now) MUST_USE;

/* The account of an invited address that has none, or a guest's: the link proves the address. Its name and
 * password are set, older links to it die. RC_CONFLICT if it has one meanwhile.
 * The invitation stands for the permission that the policy of signing up asks for: only staff make companies.
 */
enum rc company_invite_register(struct db *db, struct arena *arena, const struct company_invite *invite,
        const char *name, const char *password_hash, const char *lang, int64_t now,
        int64_t *account_id) MUST_USE;

/* Deletes up to `most` that ended before `before`, for the worker; their links have ended with them. */
enum rc company_invite_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
