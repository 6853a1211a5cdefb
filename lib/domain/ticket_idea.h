/*
 * Suggestions that a ticket asks for: staff votes for one in the name of its requester, in one click.
 */
#ifndef PORTICO_DOMAIN_TICKET_IDEA_H
#define PORTICO_DOMAIN_TICKET_IDEA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/suggestion.h"
#include "domain/suggestion_list.h"
#include "domain/ticket.h"
#include "io/db.h"

struct suggestion;

/* Votes for what `suggestion_id` is or was merged into; *suggestion is that one. With the vote stand the
 * agent and the ticket, whose staff sees it in the thread. Voted already: RC_OK, nothing new. RC_NOT_FOUND:
 * none, or none that the requester may read (so that nothing shows to him in what he is told of it);
 * RC_CONFLICT: it takes no votes. In the caller's transaction, on a locked ticket; audited. */
enum rc ticket_idea_vote(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, int64_t suggestion_id, int64_t now,
        struct suggestion *suggestion) MUST_USE;

/* Who the requester is to suggestions: what staff finds for him is what he may read. One statement.
 * RC_NOT_FOUND. */
enum rc ticket_idea_reader(struct db *db, struct arena *arena, const struct ticket *ticket,
        struct audience_reader *reader) MUST_USE;

#endif
