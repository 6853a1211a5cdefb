/* clang-format off */
/*
 * Mails to be: a row says what happened and whom it concerns; the worker writes the text when it sends it, in
 * the receiver's language. A row is added in the transaction of what it tells about (EML-07). What concerns a
 * person's tickets, companies and account also leaves a notice in his portal (notice.h), as he has chosen.
 *
 * kind              needs                   who gets what
 * signup            mail, signup_id         the address: a link that confirms it, or "you have an account already"
 * signup_refused    mail                    the address: the registration was not accepted
 * approval          account_id              staff who manage people: this person waits for approval
 * reset             mail                    the account of the address, if any: a link for a new password
 * signin            mail                    the account of the address, if any: a code and a link to sign in
 * password_changed  account_id              a notice
 * security          account_id, detail      a notice; details: new_device factor_on factor_off recovery_made
 *                                           recovery_used mail_changed sessions_ended data_taken deletion_planned
 *                                           deletion_stopped role_changed account_disabled account_enabled
 *                                           accounts_merged (mail: to another address than the account’s)
 *                                           account_approved, and with company_id: company_joined company_left
 *                                           company_rights
 * mail_new          account_id, mail        the new address: a link that confirms it
 * mail_old          account_id, mail        the old address: a link that takes the change back
 * deleted           mail                    the address: its account is gone
 * invite            invite_id               the invited address: a link into the company
 * guest_link        mail, ticket_id         the requester, if the address is his: the link to the ticket
 * ticket_received   ticket_id               the requester; a guest also gets a link to set a password
 * ticket_answer     account_id, ticket_id, message_id    somebody answered
 * ticket_state      account_id, ticket_id   solved, closed or opened again by staff (ticket_tell.h for both)
 * participant       account_id, ticket_id   he was added to the ticket
 * forum_topic       account_id, topic_id, post_id    a new topic in a category he follows
 * forum_post        account_id, topic_id, post_id    a reply in a topic he follows
 * forum_accepted    account_id, topic_id, post_id    this reply is the answer of a topic he follows
 * suggestion_new    account_id, suggestion_id        a new suggestion on a board he follows
 * suggestion_status account_id, suggestion_id, status_id   the firm has answered to one he follows
 * suggestion_merged account_id, suggestion_id        one he followed goes on in this one
 * moderated         account_id, detail, and topic_id with post_id, or suggestion_id, of a comment with comment_id
 *                                           a text of his that waited; details: approved declined
 * digest            account_id              the lines of digest.h that have this row as their mail
 * (community.h adds those for followers, not more than one by one; moderated is added by who judges)
 *
 * A claimed row is the claimer's for OUTBOX_LEASE seconds and is worked on without a lock. A row that fails
 * waits longer each time and is parked after OUTBOX_TRIES: it never blocks others, and the doctor shows it.
 */
/* clang-format on */
#ifndef PORTICO_DOMAIN_OUTBOX_H
#define PORTICO_DOMAIN_OUTBOX_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

#define OUTBOX_LEASE 300 /* seconds */
#define OUTBOX_TRIES 5

struct outbox_item {
	const char *kind;
	const char *mail;   /* NULL: the account's or the requester's */
	int64_t account_id; /* ids: 0 for none */
	int64_t signup_id;
	int64_t ticket_id;
	int64_t message_id;
	int64_t invite_id;
	int64_t company_id;
	int64_t topic_id; /* of the forum */
	int64_t post_id;
	int64_t suggestion_id;
	int64_t status_id;
	int64_t comment_id; /* on the suggestion */
	const char *detail; /* a word of ours, NULL for none: which security event, for instance */
	const char *lang;   /* of the page it happened on: for receivers without an account */
	int64_t now;
};

/* Notes a mail, and the notice that goes with it, in the caller's transaction. RC_DB, RC_RETRY. */
enum rc outbox_add(struct db *db, const struct outbox_item *item) MUST_USE;

/* The same; *id is the row's. */
enum rc outbox_add_row(struct db *db, const struct outbox_item *item, int64_t *id) MUST_USE;

/* --- for the worker -------------------------------------------------------------------------- */

struct outbox_job {
	int64_t id;
	const char *kind;
	const char *mail;                                     /* NULL: none given */
	int64_t account_id, signup_id, ticket_id, message_id; /* 0: none */
	int64_t invite_id, company_id;                        /* 0: none */
	int64_t topic_id, post_id, suggestion_id, status_id;  /* 0: none */
	const char *detail;                                   /* "" for none */
	const char *lang;
	int32_t tries; /* this one included */
	int64_t created_at;
};

/* Claims the row that is due longest, in a transaction of its own. RC_NOT_FOUND: nothing to do. RC_DB,
 * RC_NO_MEMORY. */
enum rc outbox_claim(struct db *db, struct arena *arena, int64_t now, struct outbox_job *job) MUST_USE;

/* The mail is out. A row that is done holds no address any more. */
enum rc outbox_sent(struct db *db, const struct outbox_job *job, int64_t now) MUST_USE;

/* Nobody to write to, or too many mails to one address: `why` is a word for the operator. */
enum rc outbox_drop(struct db *db, const struct outbox_job *job, const char *why, int64_t now) MUST_USE;

/* Try again later (1, 5, 15 minutes, then hourly), or park it after OUTBOX_TRIES. `error` is cut to fit. */
enum rc outbox_fail(struct db *db, struct arena *arena, const struct outbox_job *job, const char *error,
        int64_t now) MUST_USE;

/* Refused for good: parked at once. */
enum rc outbox_park(struct db *db, struct arena *arena, const struct outbox_job *job, const char *error,
        int64_t now) MUST_USE;

struct outbox_state {
	int64_t waiting_count, parked_count;
	int64_t oldest_due; /* of those that wait; 0 if none does */
};

enum rc outbox_state(struct db *db, struct arena *arena, struct outbox_state *state) MUST_USE;

/* Drops what waits and was noted before `before`: mails about events that were written into the past. In the
 * caller's transaction. */
enum rc outbox_discard(struct db *db, int64_t before, const char *why, int64_t now) MUST_USE;

/* Deletes up to `most` rows that were done before `before`; parked ones stay. */
enum rc outbox_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
