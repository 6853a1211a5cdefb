/*
 * The names of the result codes, as the log shows them.
 */
#include "base/rc.h"

static const char *const names[] = {
	[RC_OK] = "ok",
	[RC_NOT_FOUND] = "not found",
	[RC_DENIED] = "denied",
	[RC_INVALID] = "invalid",
	[RC_CONFLICT] = "conflict",
	[RC_TOO_LARGE] = "too large",
	[RC_LIMITED] = "limited",
	[RC_NO_MEMORY] = "no memory",
	[RC_RETRY] = "retry",
	[RC_DB] = "database",
	[RC_IO] = "input or output",
	[RC_TEMPLATE] = "template",
};

_Static_assert(LENGTH(names) == RC__MAX, "every code has a name");

const char *rc_text(enum rc rc)
{
	return (unsigned)rc < RC__MAX ? names[rc] : "unknown";
}
