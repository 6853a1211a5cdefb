/*
 * The page of a customer's tickets: what is asked for, and the list with its scopes, tabs, counts, order,
 * search and pages.
 */
#ifndef PORTICO_WEB_SHOW_TICKET_LIST_H
#define PORTICO_WEB_SHOW_TICKET_LIST_H

#include <stdbool.h>

#include "domain/ticket_list.h"
#include "web/request.h"

/* Reads the fields scope (mine company shared), tab (open waiting solved all), sort (updated created), q and
 * at. A scope that is not the reader's to see is his own one. */
struct ticket_filter ticket_list_asked(const struct request *request);

/* Scopes, Tabs, Sorts, List, Tickets and Pager of templates/tickets/list.cs. */
void show_ticket_list(struct request *request, const struct ticket_filter *filter,
        const struct ticket_counts *counts, const struct db_rows *rows, bool more);

#endif
