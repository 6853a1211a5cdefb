/*
 * Who may do what. The only file that decides; pages and queries ask here. Forbidden and missing look the
 * same outside.
 */
#ifndef PORTICO_DOMAIN_ACCESS_H
#define PORTICO_DOMAIN_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/account.h"

bool account_is_staff(const struct account *who); /* agent or admin, active */
bool account_is_admin(const struct account *who);

struct ticket_rights { /* of a ticket, what deciding needs */
	int64_t requester_id;
};

bool may_read_ticket(const struct account *who, const struct ticket_rights *ticket);
bool may_write_ticket(const struct account *who, const struct ticket_rights *ticket);
/* What only the requester does himself: reply as the customer, close, open again. */
bool may_act_as_requester(const struct account *who, const struct ticket_rights *ticket);
bool may_read_notes(const struct account *who);
bool may_use_desk(const struct account *who);

/* public | signed_in | staff */
bool may_read_article(const struct account *who, const char *visibility);

/* The visibilities that `who` may read, for FIND_IN_SET in queries over articles: "public,signed_in". */
const char *readable_articles(const struct account *who);

#endif
