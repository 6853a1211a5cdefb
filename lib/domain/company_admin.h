/*
 * All companies, for staff: the list. One company and its people are in company.h and its kin.
 */
#ifndef PORTICO_DOMAIN_COMPANY_ADMIN_H
#define PORTICO_DOMAIN_COMPANY_ADMIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/ticket_list.h"
#include "io/db.h"

struct company_row {
	int64_t id;
	const char *name, *industry, *state;
	const char *owner_name, *owner_mail; /* of the first owner; NULL: none */
	int64_t member_count, created_at;
};

struct company_filter {
	const char *state;    /* active | disabled; "" or NULL: all */
	const char *industry; /* a word of industry.h; "" or NULL: all */
	bool by_created;      /* else by name */
	bool downwards;       /* Z first, or the newest first */
	const char *search;   /* the beginning of a name or of its rest from the second word on; "" or NULL:
	                       * none.   Finds at most 500 of each before the filters, in the order of names,
	                       * without pages */
	struct list_place place; /* at: created_at, unused by name */
};

/* At most `most` struct company_row in order. *more: there are further ones in the direction of reading. One
 * statement, by name with a place two. */
enum rc company_list(struct db *db, struct arena *arena, const struct company_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

#endif
