/*
 * A customer's own tickets: tabs, counts, search, pages by key. Every query stands on an index that starts
 * with the requester.
 */
#ifndef PORTICO_DOMAIN_TICKET_LIST_H
#define PORTICO_DOMAIN_TICKET_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "io/db.h"

enum ticket_tab { TICKET_TAB_OPEN, TICKET_TAB_WAITING, TICKET_TAB_SOLVED, TICKET_TAB_ALL };

struct list_place { /* where a page begins; all zero: at the top */
	int64_t at, id;
	bool set;
	bool backwards; /* the rows before this place */
};

struct ticket_row {
	int64_t id;
	int64_t number;
	const char *subject;
	const char *state;
	bool last_by_staff;
	const char *last_name; /* who wrote or changed last, in public */
	int64_t customer_seen_at;
	int64_t created_at, updated_at;
	int64_t total; /* of ticket_list_open_brief only */
};

struct ticket_counts {
	int64_t open_count, waiting_count, solved_count, all_count;
};

struct ticket_filter {
	int64_t requester_id;
	enum ticket_tab tab;
	bool by_created;    /* else by updated */
	const char *search; /* a number, or words of subject and description; "" for none. A search looks
	                       through all tabs. */
	const struct language *language; /* of the search words */
	struct list_place place;
};

/* Something happened that the customer has not seen. */
bool ticket_row_is_new(const struct ticket_row *row);

/* At most `most` struct ticket_row in order, newest first. *more: there are further ones in the direction of
 * reading. */
enum rc ticket_list(struct db *db, struct arena *arena, const struct ticket_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

/* One statement. */
enum rc ticket_counts(
        struct db *db, struct arena *arena, int64_t requester_id, struct ticket_counts *counts) MUST_USE;

/* The person's open and waiting tickets, newest first: at most `most` struct ticket_row and how many there
 * are in all (up to LIMIT_COUNT). One statement. For the home page. */
enum rc ticket_list_open_brief(struct db *db, struct arena *arena, int64_t account_id, size_t most,
        struct db_rows *rows, int64_t *count) MUST_USE;

#endif
