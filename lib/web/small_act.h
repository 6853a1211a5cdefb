/*
 * Small acts in the community: a like, a vote, following, accepting an answer, a flag. They are counted by
 * the hour, and refused to whom a moderator has taken the right to take part.
 */
#ifndef PORTICO_WEB_SMALL_ACT_H
#define PORTICO_WEB_SMALL_ACT_H

#include <stdbool.h>

#include "web/request.h"

/* A route's prepare. RC_DB, RC_NO_MEMORY. */
enum rc count_small_act(struct request *request) MUST_USE;

/* In the page function of such a route: if the act is refused, *refused, the reason is an error of the form,
 * and the answer has the status 429 or 403 unless the caller makes another one. One statement for customers.
 * RC_DB, RC_NO_MEMORY. */
enum rc check_small_act(struct request *request, bool *refused) MUST_USE;

/* The same for who is blocked alone; *blocked notes nothing. */
enum rc find_blocked(struct request *request, bool *blocked) MUST_USE;

#endif
