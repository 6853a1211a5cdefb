/*
 * Tickets as agents work on them: the queue, the facts, public replies and internal notes.
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
#include "domain/ticket_list.h"
#include "io/db.h"
#include "io/form.h"

enum queue { QUEUE_MINE, QUEUE_UNASSIGNED, QUEUE_OPEN, QUEUE_WAITING, QUEUE_SOLVED };

struct queue_row {
	int64_t id;
	int64_t number;
	const char *subject;
	const char *state;
	const char *priority;
	const char *requester;
	const char *assignee; /* NULL: nobody */
	bool last_by_staff;
	const char *last_name;
	int64_t created_at, activity_at;
};

struct queue_counts { /* each stops at LIMIT_COUNT */
	int64_t mine_count, unassigned_count, open_count, waiting_count, solved_count;
};

struct queue_filter {
	enum queue queue;
	int64_t agent_id;
	bool newest_first;
	struct list_place place;
};

/* Open tickets of the agent, of nobody, of all; waiting; solved and closed. At most `most` struct queue_row
 * by activity. *more: further ones in the direction of reading. */
enum rc queue_list(struct db *db, struct arena *arena, const struct queue_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

enum rc queue_counts(
        struct db *db, struct arena *arena, int64_t agent_id, struct queue_counts *counts) MUST_USE;

/* The newest tickets that a number, a mail address, or words of subject and description find: at most `most`.
 */
enum rc queue_search(struct db *db, struct arena *arena, const struct language *language, const char *search,
        size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* A ticket as the agent who_id stands to it, with its requester; topic in `lang`. RC_NOT_FOUND, RC_DB. */
enum rc desk_ticket(struct db *db, struct arena *arena, int64_t number, int64_t who_id, const char *lang,
        struct ticket *ticket, struct ticket_requester *requester) MUST_USE;

struct agent {
	int64_t id;
	const char *name;
};

struct other_ticket {
	int64_t number;
	const char *subject, *state;
};

struct desk_side {            /* what stands beside a ticket */
	struct agent *agents; /* who may be assigned: active agents and admins by name */
	size_t agent_count;
	struct other_ticket *others; /* the requester's other tickets, newest first */
	size_t other_count;
};

/* At most `most` other tickets. One statement. */
enum rc desk_side(struct db *db, struct arena *arena, const struct ticket *ticket, size_t most,
        struct desk_side *side) MUST_USE;

/* A public reply; the ticket is then open, waiting or solved as `state` says. The requester gets a mail. */
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
};

/* Sets the facts. RC_CONFLICT if somebody changed them since, RC_INVALID if the assignee is not staff. */
enum rc desk_change(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const struct ticket_facts *facts, int64_t now) MUST_USE;

#endif
