/*
 * What a person is told, and by which channel. Events and channels stand in one table with what holds for who
 * has chosen nothing; a choice that differs is a row of `notify_choice`. Mails about the security of an
 * account cannot be switched off.
 */
#ifndef PORTICO_DOMAIN_NOTIFY_H
#define PORTICO_DOMAIN_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

enum notify_event {
	NOTIFY_TICKET_ANSWER,      /* somebody answered in a ticket of his */
	NOTIFY_TICKET_STATE,       /* it was solved, closed or opened again */
	NOTIFY_TICKET_PARTICIPANT, /* he was added to one */
	NOTIFY_FORUM,              /* something new in topics and categories that he follows */
	NOTIFY_SUGGESTION, /* the firm has answered to a suggestion he follows; a new one on a board */
	NOTIFY_MODERATION, /* a text of his was approved or declined */
	NOTIFY_COMPANY,    /* he joined or left a company, or has other rights there */
	NOTIFY_SECURITY,   /* sign-ins, password, second factor, address, role, data, deletion */
	NOTIFY__COUNT
};

enum notify_channel { NOTIFY_MAIL, NOTIFY_PORTAL, NOTIFY_CHANNEL__COUNT };

/* "ticket_answer" …, "mail" and "portal", as the tables name them; NULL past the last. */
const char *notify_event_word(enum notify_event event);
const char *notify_channel_word(enum notify_channel channel);

/* The event that a mail of this kind (outbox.h) tells of; `detail` is the row's. False: a mail that was asked
 * for, or that nobody can do without. */
bool notify_event_of(const char *kind, const char *detail, enum notify_event *event);

/* What holds without a choice. */
bool notify_default(enum notify_event event, enum notify_channel channel);

/* True if it cannot be chosen: it always comes. */
bool notify_is_fixed(enum notify_event event, enum notify_channel channel);

struct notify_choices {
	bool wanted[NOTIFY__COUNT][NOTIFY_CHANNEL__COUNT];
};

/* What the account gets; one that is not there has the defaults. One statement. RC_DB, RC_NO_MEMORY. */
enum rc notify_read(
        struct db *db, struct arena *arena, int64_t account_id, struct notify_choices *choices) MUST_USE;

/* Keeps what differs from the defaults and forgets the rest, in the caller's transaction. RC_DB, RC_RETRY. */
enum rc notify_write(struct db *db, int64_t account_id, const struct notify_choices *choices) MUST_USE;

#endif
