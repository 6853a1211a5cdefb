/*
 * The post office: one row of the outbox becomes one mail.
 */
#ifndef PORTICO_WEB_POST_H
#define PORTICO_WEB_POST_H

#include "web/letter.h"

/* Claims the row that is due longest, writes and sends it, and notes what became of it: sent, dropped, to be
 * tried again, or parked. RC_NOT_FOUND: nothing is due. RC_DB, RC_NO_MEMORY. */
enum rc post_one(const struct letter_desk *desk) MUST_USE;

#endif
