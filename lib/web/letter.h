/*
 * Mails: who gets one and what stands in it. Each kind of the outbox has two templates, mail/<kind>.html and
 * mail/<kind>.txt, written in the receiver's language and direction. Links come from base_url alone (AUTH-11)
 * and never act when opened. A disabled or deleted account gets nothing, but for the notice that says so.
 *
 * letter_address.c finds the receiver, letter_account.c, letter_ticket.c and letter_community.c write the
 * kinds.
 */
#ifndef PORTICO_WEB_LETTER_H
#define PORTICO_WEB_LETTER_H

#include "base/arena.h"
#include "base/config.h"
#include "base/rc.h"
#include "base/secret.h"
#include "domain/account.h"
#include "domain/community_item.h"
#include "domain/company_invite.h"
#include "domain/outbox.h"
#include "domain/ticket.h"
#include "io/db.h"
#include "io/mail.h"
#include "web/view.h"

struct letter_desk { /* what writing needs */
	const struct config *config;
	const struct secret_key *key;
	struct db *db;
	struct view *view;
	struct arena *arena; /* of one letter */
	int64_t now;
};

struct letter {
	const struct outbox_job *job;
	const char *to, *to_name; /* address; name NULL or "" for none */
	const struct language *language;
	const char *counted;          /* anybody who knows the address can cause it: the word of the counter
	                                 that it goes by (RAT-02); NULL: nobody else can */
	struct account account;       /* id 0: the address has none */
	struct signup signup;         /* of kind signup */
	struct company_invite invite; /* of kind invite */
	struct ticket ticket;         /* of the ticket kinds */
	struct community_item item;   /* of the community's kinds */
	const char *unsubscribe;      /* the address that ends mails like this one; NULL: nothing to end */
	const char *template_name;    /* "signup_known" when the address has an account */
};

/* Finds out who gets it. RC_NOT_FOUND: nobody, *why says so for the operator. RC_INVALID: an unknown kind.
 * RC_DB, RC_NO_MEMORY. */
enum rc letter_address(const struct letter_desk *desk, const struct outbox_job *job, struct letter *letter,
        const char **why) MUST_USE;

/* Writes it, and makes the link that it carries. RC_NOT_FOUND as above. RC_DB, RC_TEMPLATE, RC_NO_MEMORY,
 * RC_TOO_LARGE. */
enum rc letter_write(const struct letter_desk *desk, const struct letter *letter, struct mail *mail,
        const char **why) MUST_USE;

/* A mail that only says that mail works, for `portico mail test`. */
enum rc letter_test(const struct letter_desk *desk, const char *to, struct mail *mail) MUST_USE;

#endif
