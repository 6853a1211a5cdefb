/*
 * How many tickets a person filed, for himself or for a company, stand in each phase: rows of `ticket_tally`.
 * Whoever files a ticket or moves it to another state tells the tally in the same transaction, after the
 * ticket's own row is locked; the tabs of a list then read one row instead of counting tickets.
 */
#ifndef PORTICO_DOMAIN_TICKET_TALLY_H
#define PORTICO_DOMAIN_TICKET_TALLY_H

#include <stdint.h>

#include "base/rc.h"
#include "io/db.h"

/* A ticket of the requester for the company (0: for himself) goes from one state (open, waiting, solved,
 * closed) to another; `from` NULL: it is new. No statement if the phase stays. RC_DB, RC_RETRY. */
enum rc ticket_tally_move(
        struct db *db, int64_t requester_id, int64_t company_id, const char *from, const char *to) MUST_USE;

/* After all tickets of `other_id` became those of `kept_id`. RC_DB, RC_RETRY. */
enum rc ticket_tally_merge(struct db *db, int64_t kept_id, int64_t other_id) MUST_USE;

#endif
