/*
 * Pages for what went wrong: one table maps result codes to status and words.
 */
#ifndef PORTICO_WEB_ERRORS_H
#define PORTICO_WEB_ERRORS_H

#include "web/request.h"

/* The HTTP status of a result code. */
int errors_status(enum rc rc);

/* Fills the response with the error page (or a JSON body for our scripts). Never fails: without a template it
 * is a plain line. */
void errors_show(struct request *request, int status);

/* "This was sent already": the typed form is kept and may be sent as a new one. `location` is where the first
 * one led. */
void errors_sent_already(struct request *request, const char *location);

/* The form or the sign-in expired: the typed form is kept and may be sent again. Status 403. */
void errors_expired(struct request *request);

#endif
