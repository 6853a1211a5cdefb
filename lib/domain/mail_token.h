/*
 * Links in mails: 256 random bits, of which only the SHA-256 is kept; bound to one purpose and one person;
 * each works once.
 */
#ifndef PORTICO_DOMAIN_MAIL_TOKEN_H
#define PORTICO_DOMAIN_MAIL_TOKEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

#define TOKEN_CONFIRM "confirm" /* a registration's address: signup_id */
#define TOKEN_RESET   "reset"   /* an account's password: account_id */
#define TOKEN_CLAIM   "claim"   /* a guest's first password: account_id */
#define TOKEN_TICKET  "ticket"  /* a guest's ticket, as often as he likes: account_id, ticket_id */
#define TOKEN_SIGNIN  "signin"  /* instead of a password: account_id, code_hash */
#define TOKEN_MAIL    "mail"    /* an account's new address: account_id, mail */
#define TOKEN_UNDO    "undo"    /* back to the old address: account_id, mail */
#define TOKEN_INVITE  "invite"  /* into a company: invite_id */
#define TOKEN_KEEP    "keep"    /* the account is not deleted after all: account_id */

struct mail_token {
	const char *purpose;
	int64_t account_id; /* ids: 0 for none */
	int64_t signup_id;
	int64_t ticket_id;
	int64_t invite_id;
	const char *mail;       /* NULL: none */
	struct bytes code_hash; /* of a short code that may be typed instead of following the link; NULL data:
	                           none */
	int64_t ends_at;
};

/* Makes one that lives `lifetime` seconds; *text is what goes into the link. Older ones of the same purpose
 * and person (invitation, registration) die, but for TOKEN_TICKET and TOKEN_UNDO. */
enum rc token_make(struct db *db, struct arena *arena, const struct mail_token *token, int64_t lifetime,
        int64_t now, const char **text) MUST_USE;

/* Finds a living one by exact hash. RC_NOT_FOUND for unknown, used, ended or malformed ones. Changes nothing.
 */
enum rc token_find(
        struct db *db, struct arena *arena, const char *text, int64_t now, struct mail_token *token) MUST_USE;

/* Takes it out of use, in the caller's transaction. RC_NOT_FOUND if somebody was first. */
enum rc token_use(struct db *db, const char *text) MUST_USE;

/* Deletes up to `most` ended ones. */
enum rc token_sweep(struct db *db, int64_t now, int most, int64_t *done) MUST_USE;

#endif
