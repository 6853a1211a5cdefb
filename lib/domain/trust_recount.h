/*
 * A person's numbers in the community made of the rows they count: after accounts were merged or content was
 * taken in. What he has read and on how many days he was here are not in any row and stay.
 */
#ifndef PORTICO_DOMAIN_TRUST_RECOUNT_H
#define PORTICO_DOMAIN_TRUST_RECOUNT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

/* In the caller's transaction; level and badges follow. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc trust_recount(struct db *db, struct arena *arena, int64_t account_id, int64_t now) MUST_USE;

#endif
