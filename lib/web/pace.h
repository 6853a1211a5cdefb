/*
 * Paces: how often one account, or one network address where there is none, may do a thing. Each is a bucket
 * (gate.h) that holds what may be done at once and fills up again within an hour, so whoever is refused waits
 * until there is room for one, not for an hour. Staff is not counted: it serves many people.
 */
#ifndef PORTICO_WEB_PACE_H
#define PORTICO_WEB_PACE_H

#include <stdint.h>

#include "web/request.h"

enum pace {
	PACE_TICKET, /* filing one */
	PACE_REPLY,
	PACE_SEARCH,
	PACE_POST, /* asking or answering in the forum, changing an idea */
	PACE_ACT,  /* liking, voting, following, flagging, accepting an answer */
};

/* For a route's prepare: counts one act. Past the limit it notes an error of the form that says how long to
 * wait, and pace_answer does the rest. A form whose result stands already does not count, and the same form
 * sent twice at once gets one answer. Leaves request->prepared alone unless it refuses. */
enum rc pace_form(struct request *request, enum pace pace) MUST_USE;

/* For the page function of such a route, before it shows the form again: status 429 and Retry-After if
 * pace_form refused, else nothing. */
enum rc pace_answer(struct request *request) MUST_USE;

/* For a page that is read: counts one, and if it is too many notes the error and sets 429 and Retry-After.
 * One statement, two if it refuses. */
enum rc pace_page(struct request *request, enum pace pace, bool *refused) MUST_USE;

/* RC_LIMITED if there is no room for one now; counts nothing. One statement. */
enum rc pace_look(struct request *request, enum pace pace) MUST_USE;

#endif
