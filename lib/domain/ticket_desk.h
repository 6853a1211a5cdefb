/*
 * Tickets as agents work on them: the facts, public replies and internal notes. Their lists stand in queue.h.
 */
#ifndef PORTICO_DOMAIN_TICKET_DESK_H
#define PORTICO_DOMAIN_TICKET_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "domain/ticket.h"
#include "io/db.h"
#include "io/form.h"

/* A ticket as the agent who_id stands to it, with its requester; topic in `lang`. RC_NOT_FOUND, RC_DB. */
enum rc desk_ticket(struct db *db, struct arena *arena, int64_t number, int64_t who_id, const char *lang,
        struct ticket *ticket, struct ticket_requester *requester) MUST_USE;

struct agent {
	int64_t id;
	const char *name;
};

struct desk_team {
	int64_t id;
	const char *name;
	bool own; /* the agent who looks belongs to it */
};

struct other_ticket {
	int64_t number;
	const char *subject, *state;
};

struct desk_side {            /* what stands beside a ticket */
	struct agent *agents; /* who may be assigned: active staff who may work on it, by name */
	size_t agent_count;
	struct desk_team *teams; /* all, by name */
	size_t team_count;
	struct other_ticket *others; /* of the requester, newest first, that `who` may work on */
	size_t other_count;
	struct db_rows people; /* struct participant, as participant_list tells them */
};

/* At most `most` other tickets, for the agent `who`. One statement. */
enum rc desk_side(struct db *db, struct arena *arena, const struct ticket *ticket, const struct account *who,
        size_t most, struct desk_side *side) MUST_USE;

/* A public reply; the ticket is then open, waiting or solved as `state` says. Requester and
 * participants are told. */
enum rc desk_answer(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const char *body, const struct form_file *files, const char *state,
        int64_t now) MUST_USE;

/* A note that only staff sees; the ticket's facts and the customer's list stay as they are. */
enum rc desk_note(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const char *body, const struct form_file *files, int64_t now) MUST_USE;

struct ticket_facts {
	int32_t version; /* as the agent saw it */
	const char *state;
	const char *priority;
	int64_t assignee_id; /* 0: nobody */
	int64_t team_id;     /* 0: every agent's */
};

/* Sets the facts. RC_CONFLICT if somebody changed them since; RC_INVALID if the new assignee may not work on
 * the ticket, or there is no such team. An assignee who may not see the ticket in its new team is taken off
 * it. */
enum rc desk_change(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const struct ticket_facts *facts, int64_t now) MUST_USE;

#endif
