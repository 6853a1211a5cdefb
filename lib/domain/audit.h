/*
 * Who did what to what, when. Only added to: the programs' database user may neither change nor delete rows.
 */
#ifndef PORTICO_DOMAIN_AUDIT_H
#define PORTICO_DOMAIN_AUDIT_H

#include <stdint.h>

#include "base/rc.h"
#include "io/db.h"

/* The network address that the acts of this request come from; NULL or "" for none. It is kept beside the
 * log, where it can be deleted with the person. Set by the dispatcher for each request. */
void audit_from(const char *address);

/* Adds a row, in the transaction of what it tells about. actor_id 0: nobody signed in, or the system.
 * `action` is a word of ours ("ticket.close"), `object` a table's name and object_id its row ("" and 0 for
 * none), `detail` at most 200 characters of ours, "" for none: ids and states, never names, addresses or
 * texts. RC_DB, RC_RETRY. */
enum rc audit_add(struct db *db, int64_t actor_id, const char *action, const char *object, int64_t object_id,
        const char *detail, int64_t now) MUST_USE;

/* What was added since audit_from or audit_forget, as security events in the program's log as well (PRC-07);
 * everyday work on tickets, and sign-ins, which tell more themselves, are left out. For the dispatcher:
 * written once the transaction is through, forgotten when it runs again. */
void audit_log(void);
void audit_forget(void);

#endif
