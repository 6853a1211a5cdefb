/*
 * Whom a ticket's news reach: the requester and the participants, each by mail and in the portal as he has
 * chosen (notify.h). Whether a receiver may still read the ticket is asked when the mail is written and when
 * the notice is shown.
 */
#ifndef PORTICO_DOMAIN_TICKET_TELL_H
#define PORTICO_DOMAIN_TICKET_TELL_H

#include <stdint.h>

#include "base/rc.h"
#include "domain/ticket.h"
#include "io/db.h"

/* Queues what tells them, in the caller's transaction. kind: ticket_answer with the message_id of a public
 * message, whose author is left out; or ticket_state with 0, after staff solved, closed or reopened the
 * ticket. RC_DB, RC_RETRY. */
enum rc ticket_tell(struct db *db, const struct ticket *ticket, const char *kind, int64_t message_id,
        int64_t now) MUST_USE;

#endif
