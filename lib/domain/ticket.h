/*
 * A ticket: what a customer asked and what becomes of it.
 *
 * open (we are next) | waiting (the customer is next) | solved | closed. `phase` puts solved and closed
 * together for lists. updated_at is the newest public event, activity_at the newest of any kind: an internal
 * note never moves the customer's list. Functions that change something run inside the caller's transaction,
 * on a ticket that ticket_lock has locked, and may run again. Rights are the caller's to ask (access.h).
 */
#ifndef PORTICO_DOMAIN_TICKET_H
#define PORTICO_DOMAIN_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "domain/access.h"
#include "domain/account.h"
#include "domain/ticket_list.h"
#include "domain/topic.h"
#include "io/db.h"
#include "io/form.h"

struct ticket {
	int64_t id;
	int64_t number; /* 8 digits, for people */
	int64_t requester_id;
	const char *requester; /* his name, of a company's ticket as its members find it */
	int64_t company_id;    /* 0: the requester acted for himself */
	int64_t team_id;       /* 0: every agent's */
	const char *team;      /* its name, NULL: none; of desk_ticket */
	const char *company;   /* its name, likewise and of desk_ticket */
	const char *topic;     /* its name in the language asked for; NULL: none */
	const char *subject;
	const char *state;    /* open | waiting | solved | closed */
	const char *priority; /* low | normal | high | urgent */
	int64_t assignee_id;  /* 0: nobody */
	const char *assignee; /* name, NULL: nobody */
	const char *lang;
	bool unproven;            /* sent without signing in: the address was only typed */
	const char *close_reason; /* "" unless the customer closed it */
	int32_t version;          /* of the facts that agents edit */
	bool last_by_staff;       /* whose the newest public event is */
	int64_t customer_seen_at; /* updated_at as the customer saw it; 0: staff did something since */
	int64_t solved_at;        /* since when it is solved or closed; 0 while it is not */
	int64_t created_at, updated_at, activity_at;
	bool in_forum;       /* topics of the community stood beside it once: worth a look */
	int64_t follows;     /* number of the ticket that this one goes on from, 0: none */
	const char *answers; /* "label<TAB>value" a line: the topic's own fields; NULL: none */

	/* of the person that was asked for: see struct ticket_rights */
	const char *member_rights; /* NULL: no member of the ticket's company */
	bool member_owner, participant;
	bool noticed;      /* of ticket_find: a notice of it waits for him */
	bool in_team;      /* not of ticket_find, which is for customers */
	const char *ideas; /* of desk_ticket: "number<TAB>title" a line, suggestions voted for in it; NULL:
	                      none */

	int32_t position; /* of the row that was read: part of `answers` */
	const char *label, *value;
};

/* The requester, for the desk. */
struct ticket_requester {
	int64_t id;
	const char *name, *mail, *lang, *zone, *state;
	int64_t created_at;
};

struct ticket_answer {
	int32_t position;          /* among the topic's own fields */
	const char *label, *value; /* NULL: no answer */
};

/* Sorts the answers by position; *text is "label<TAB>value" a line, NULL if there is none. RC_NO_MEMORY. */
enum rc ticket_answers(
        struct arena *arena, struct ticket_answer *answers, size_t count, const char **text) MUST_USE;

struct ticket_rights ticket_rights(const struct ticket *ticket);

/* True while the ticket has not ended. */
bool ticket_is_open(const struct ticket *ticket);

/* Solved or closed so recently that it may be opened again; later a new ticket follows it. */
bool ticket_may_reopen(const struct ticket *ticket, int64_t now);

/* Something happened that the requester has not seen. */
bool ticket_is_new(const struct ticket *ticket);

/* The ticket with this number for the account who_id (0: nobody), as a member of companies stands to it if he
 * is one, else, which is quicker, as anybody does; texts of the topic in `lang`, else in English. Whether he
 * may see it is access.h's to say. RC_NOT_FOUND, RC_DB. */
enum rc ticket_find(struct db *db, struct arena *arena, int64_t number, int64_t who_id, bool member,
        const char *lang, struct ticket *ticket) MUST_USE;

/* The same by id, for mails; who_id is any account. */
enum rc ticket_find_id(struct db *db, struct arena *arena, int64_t id, int64_t who_id, const char *lang,
        struct ticket *ticket) MUST_USE;

/* The id of the ticket with this number if its requester has this address and may sign in or is a guest, else
 * 0. RC_DB, RC_NO_MEMORY. */
enum rc ticket_of_address(
        struct db *db, struct arena *arena, int64_t number, const char *mail, int64_t *id) MUST_USE;

/* ticket_find inside a transaction; nobody else changes it until the end. RC_NOT_FOUND, RC_RETRY, RC_DB. */
enum rc ticket_lock(
        struct db *db, struct arena *arena, int64_t number, int64_t who_id, struct ticket *ticket) MUST_USE;

/* --- filing ---------------------------------------------------------------------------------- */

struct ticket_draft {
	int64_t requester_id;
	int64_t company_id; /* for which the requester acts; 0: for himself */
	const char *requester_name;
	bool unproven;
	int64_t topic_id;
	const char *subject, *body;
	const char *priority;
	const struct language *language; /* that it was written in */
	struct topic_answer answers[TOPIC_FIELDS];
	size_t answer_count;
	int64_t follows_id;            /* 0: none */
	const struct form_file *files; /* NULL: none */
	int64_t now;
};

/* Files a ticket and queues its receipt: the number is random and free. RC_RETRY, RC_DB, RC_IO (spool),
 * RC_NO_MEMORY. A requester whose account is deleted or merged at this moment gets none: RC_RETRY. */
enum rc ticket_open(
        struct db *db, struct arena *arena, const struct ticket_draft *draft, int64_t *number) MUST_USE;

/* --- what the customer does ------------------------------------------------------------------ */

struct ticket_said {
	const char *body;
	const struct form_file *files; /* NULL: none */
	bool solved;                   /* and that solves it */
};

/* A reply of the requester or of a colleague: an ended or waiting ticket is open again, or solved; the others
 * of a company's ticket are told. RC_CONFLICT if it ended too long ago. */
enum rc ticket_reply(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, const struct ticket_said *said, int64_t now) MUST_USE;

/* Closes it with a reason (solved_myself | answered | not_needed | other) and words of his, "" for none.
 * Closed already: RC_OK. */
enum rc ticket_close(struct db *db, const struct ticket *ticket, const struct account *who,
        const char *reason, const char *words, int64_t now) MUST_USE;

/* RC_CONFLICT if it ended too long ago; not ended: RC_OK. */
enum rc ticket_reopen(
        struct db *db, const struct ticket *ticket, const struct account *who, int64_t now) MUST_USE;

/* Notes what the requester has seen. Nothing is asked of the database if nothing is new, or if who looks is a
 * colleague. */
enum rc ticket_seen(struct db *db, const struct ticket *ticket, int64_t who_id) MUST_USE;

#endif
