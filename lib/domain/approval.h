/*
 * Registrations that wait for approval: one row "approval" of the outbox, with the account that waits,
 * becomes one for each of the staff who manage people; their detail holds the account's id.
 */
#ifndef PORTICO_DOMAIN_APPROVAL_H
#define PORTICO_DOMAIN_APPROVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/outbox.h"
#include "io/db.h"

/* True for a claimed row that still names the one who waits. */
bool approval_is_open(const struct outbox_job *job);

/* Notes a mail for each who may approve, and that the row itself is done, in one transaction of its own. */
enum rc approval_announce(
        struct db *db, struct arena *arena, const struct outbox_job *job, int64_t now) MUST_USE;

#endif
