/*
 * Participants of a ticket in pages: their names beside it, and the page that adds and removes them.
 * Customers and staff use the same one below their own addresses.
 */
#ifndef PORTICO_WEB_SHOW_PARTICIPANTS_H
#define PORTICO_WEB_SHOW_PARTICIPANTS_H

#include <stdbool.h>

#include "domain/ticket.h"
#include "web/request.h"
#include "web/route.h"

/* Participants.N.name of those who are participants now, from struct participant rows. */
void show_participants(struct request *request, const struct db_rows *people);

struct participants_page {
	const struct ticket *ticket;
	const char *path;   /* of this page: "/tickets/{1}/participants"; "/remove" is added for removing */
	const char *add;    /* the route's own spelling, for form tokens: "/tickets/:number/participants" */
	const char *remove; /* likewise */
	const char *back;   /* the ticket's address */
	bool staff;         /* addresses are shown, too */
	const char *template_name;
};

/* What the routes of the page declare: q and at; account is whom a POST is about. */
extern const struct field participants_fields[3];

/* The page: who takes part, and the company's members to choose from, with what is wrong. Three statements.
 */
enum rc show_participants_page(struct request *request, const struct participants_page *page) MUST_USE;

/* Adds or removes the one that field "account" names. True in *good if that is done; else errors are noted.
 */
enum rc change_participants(struct request *request, const struct ticket *ticket, bool remove, bool by_staff,
        bool *good) MUST_USE;

#endif
