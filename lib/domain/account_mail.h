/*
 * Changing the address of an account: the new one confirms, the old one can take it back.
 *
 * A wish sends a link to the new address; that the address is taken shows nowhere but there (AUTH-05). Once
 * confirmed, the old address gets a link that works for LIMIT_UNDO_DAYS and outlives further changes and new
 * passwords, so that whoever has stolen an account cannot keep it from its owner. Going back ends what came
 * later, other ways back included, and leaves alone those from earlier: a second step, recovery codes and
 * known devices that were set up since the change go with it, older ones stay.
 */
#ifndef PORTICO_DOMAIN_ACCOUNT_MAIL_H
#define PORTICO_DOMAIN_ACCOUNT_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/mail_token.h"
#include "io/db.h"

/* Sends the link to the new address, in the caller's transaction. */
enum rc account_mail_ask(
        struct db *db, const struct account *account, const char *mail, int64_t now) MUST_USE;

/* What is behind a link; `purpose` is TOKEN_MAIL or TOKEN_UNDO. RC_NOT_FOUND: it does not work any more, or
 * the account is not active. Changes nothing. */
struct account_mail {
	struct mail_token token;
	struct account account;
};
enum rc account_mail_find(struct db *db, struct arena *arena, const char *purpose, const char *text,
        int64_t now, struct account_mail *change) MUST_USE;

/* The new address is confirmed: sets it, ends the account's other links and tells the old one. The tickets
 * that a guest has filed with the address come to the account. RC_NOT_FOUND: the link is dead, RC_CONFLICT:
 * somebody has the address meanwhile. In the caller's transaction. */
enum rc account_mail_confirm(struct db *db, struct arena *arena, const char *text, int64_t now) MUST_USE;

/* Back to the old address: sets it, ends all sign-ins, the password, all trust in devices, and what else came
 * later. *factor_ended: a second step was among it. Otherwise as account_mail_confirm. */
enum rc account_mail_undo(
        struct db *db, struct arena *arena, const char *text, int64_t now, bool *factor_ended) MUST_USE;

#endif
