/* Where a test's mails are written: a folder of its own, and the worker's desk that empties the queue. */
#ifndef PORTICO_TEST_MAILROOM_H
#define PORTICO_TEST_MAILROOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

/* After scratch_open. False if there is no room for it. */
bool mailroom_open(void);
int mailroom_close(void **state); /* with scratch_close, for the group's teardown */

/* Deletes the mails that were written; not 0 on failure, as a setup answers. */
int mailroom_empty(void);

enum rc mailroom_post(int64_t now);  /* the next mail that is due */
void mailroom_post_all(int64_t now); /* all of them */
int64_t mailroom_count(void);        /* mails written */

#endif
