/*
 * Checks what was sent against the fields a route declares. Cleaned values replace the sent ones.
 */
#ifndef PORTICO_WEB_FIELDS_H
#define PORTICO_WEB_FIELDS_H

#include "web/request.h"

/* For a POST every breach becomes a request_error; for a GET a wrong value reads as empty and a long one is
 * cut. RC_NO_MEMORY. */
enum rc fields_check(struct request *request) MUST_USE;

/* Whether a form with this field was sent: then what was typed stands in it. A page with several forms is
 * shown again by each of them. */
bool fields_are_typed(const struct request *request, const char *name);

#endif
