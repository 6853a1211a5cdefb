/*
 * The pages of a customer's tickets and what they share. Rights are those of access.h, asked of each ticket
 * anew; a missing ticket and one that is not his are the same.
 */
#ifndef PORTICO_TICKETS_H
#define PORTICO_TICKETS_H

#include "domain/access.h"
#include "domain/ticket.h"
#include "web/request.h"

/* What may be asked of a ticket: may_read_ticket, may_write_ticket … */
typedef bool ticket_right(const struct account *who, const struct ticket_rights *ticket);

/* The ticket of the address, if the person behind the request has the right to it; locked in a POST's
 * transaction. RC_NOT_FOUND, RC_DB, RC_RETRY. */
enum rc find_ticket(struct request *request, ticket_right *right, struct ticket *ticket) MUST_USE;
enum rc lock_ticket(struct request *request, ticket_right *right, struct ticket *ticket) MUST_USE;

/* `path` with the number for {1}. */
const char *ticket_url(struct request *request, const char *path, int64_t number);

/* The way back from a page about a ticket; `last` is the page itself, NULL on the ticket's own. Who is a
 * guest there sees whose guest he is. */
void show_crumbs(struct request *request, const struct ticket *ticket, const char *last);

/* The page after an act that needs no reading: a heading and a sentence. */
enum rc show_thanks(struct request *request, const char *heading, const char *text) MUST_USE;

/* list.c */
enum rc list_page(struct request *request);

/* read.c */
enum rc read_page(struct request *request);
enum rc count_reply(struct request *request);
enum rc reply(struct request *request);
enum rc close_page(struct request *request);
enum rc close_ticket(struct request *request);
enum rc reopen(struct request *request);

/* people.c */
enum rc people_page(struct request *request);
enum rc add_person(struct request *request);
enum rc remove_person(struct request *request);

/* new.c */
enum rc new_page(struct request *request);
enum rc open_ticket(struct request *request);
enum rc count_filing(struct request *request);
enum rc sent_page(struct request *request);
enum rc solved(struct request *request);
enum rc solved_page(struct request *request);
enum rc answers_page(struct request *request);

/* guest.c */
enum rc guest_page(struct request *request);
enum rc enter_as_guest(struct request *request);
enum rc find_page(struct request *request);
enum rc count_find(struct request *request);
enum rc send_link(struct request *request);
enum rc found_page(struct request *request);

#endif
