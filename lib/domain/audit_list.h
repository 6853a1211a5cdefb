/*
 * Reading the audit log: newest first, paged by key, filtered. Names are looked up as they are now: of
 * whoever was deleted the number is left.
 */
#ifndef PORTICO_DOMAIN_AUDIT_LIST_H
#define PORTICO_DOMAIN_AUDIT_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/ticket_list.h"
#include "io/db.h"

struct audit_row {
	int64_t id;
	int64_t actor_id;       /* 0: nobody signed in, or the system */
	const char *actor_name; /* NULL: there is no such account any more */
	const char *actor_state;
	const char *action;
	const char *object; /* "" for none */
	int64_t object_id;
	const char *object_name; /* of an account, company, team or role; NULL: none, or it is gone */
	const char *object_state;
	int64_t ticket_number; /* of a ticket; 0: none, or it is gone */
	const char *detail;
	const char *address; /* of the network; NULL: none, or not kept any more */
	int64_t created_at;
};

struct audit_filter {
	int64_t actor_id;    /* 0: everybody */
	const char *action;  /* "ticket.close", or all that begin with "ticket."; NULL or "": every */
	const char *object;  /* "ticket"; NULL or "": every */
	int64_t object_id;   /* 0: every; counts only with object */
	int64_t from, until; /* created_at from `from` to before `until`; until 0: without end */
	struct list_place place;
};

/* At most `most` struct audit_row. *more: further ones in the direction of reading. One statement. */
enum rc audit_list(struct db *db, struct arena *arena, const struct audit_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

/* The id of the ticket of that number, whoever may read it. RC_NOT_FOUND. */
enum rc audit_ticket_id(struct db *db, struct arena *arena, int64_t number, int64_t *id) MUST_USE;

/* Deletes up to `most` network addresses noted before `before`; the log itself stays. For the worker. */
enum rc audit_origin_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
