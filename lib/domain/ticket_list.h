/*
 * A customer's tickets: his own, those of his company, those he was added to. Tabs, counts, search, pages by
 * key; each list holds what access.h lets him read and nothing else. Every query stands on an index that
 * starts with the person or the company.
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

/* Whose: filed by the person, for the company or for himself; all of the company; those of any of his
 * companies that he was added to. Whether he may see the company's is the caller's to ask. */
enum ticket_scope { TICKET_SCOPE_OWN, TICKET_SCOPE_COMPANY, TICKET_SCOPE_SHARED };

struct list_place { /* where a page begins; all zero: at the top */
	int64_t at, id;
	bool set;
	bool backwards; /* the rows before this place */
};

struct ticket_row {
	int64_t id;
	int64_t number;
	int64_t requester_id;
	const char *requester; /* name; NULL in TICKET_SCOPE_OWN */
	int64_t company_id;    /* 0: none */
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
	enum ticket_scope scope;
	int64_t account_id; /* who looks */
	int64_t company_id; /* for which he acts; 0: for himself, then not with TICKET_SCOPE_COMPANY */
	enum ticket_tab tab;
	bool by_created;    /* else by updated */
	const char *search; /* a number, or words of subject and description; "" for none. A search looks
	                       through all tabs. */
	const struct language *language; /* of the search words */
	struct list_place place;
};

/* Something happened that the requester has not seen; nothing is new to others. */
bool ticket_row_is_new(const struct ticket_row *row, int64_t account_id);

/* At most `most` struct ticket_row in order, newest first. *more: there are further ones in the direction of
 * reading. */
enum rc ticket_list(struct db *db, struct arena *arena, const struct ticket_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

/* How many the tabs of the filter's scope hold. One statement. */
enum rc ticket_counts(struct db *db, struct arena *arena, const struct ticket_filter *filter,
        struct ticket_counts *counts) MUST_USE;

/* The open and waiting tickets that the person filed for the company (0: for himself), newest first: at most
 * `most` struct ticket_row and how many there are in all (up to LIMIT_COUNT). One statement. For the home
 * page. */
enum rc ticket_list_open_brief(struct db *db, struct arena *arena, int64_t account_id, int64_t company_id,
        size_t most, struct db_rows *rows, int64_t *count) MUST_USE;

#endif
