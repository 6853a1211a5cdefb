/*
 * Dates as files of other programs write them.
 */
#ifndef PORTICO_BASE_ISODATE_H
#define PORTICO_BASE_ISODATE_H

#include <stdint.h>

#include "base/rc.h"

/* UNIX seconds of "2009-11-17T09:13:27-08:00", "2009-11-17 09:13", "2009-11-17T09:13:27.5Z" or "2009-11-17":
 * ISO 8601's calendar dates, without an offset UTC; or of a whole number, which is UNIX seconds already.
 * Years 1970 to 9999. RC_INVALID for anything else. */
enum rc isodate_read(const char *text, int64_t *when) MUST_USE;

#endif
