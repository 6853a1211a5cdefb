/*
 * A second factor becomes a duty: whoever it concerns and has none is signed out everywhere, and sets one up
 * when he comes back. In the caller's transaction, with the change of the role or setting.
 */
#ifndef PORTICO_DOMAIN_FACTOR_DUTY_H
#define PORTICO_DOMAIN_FACTOR_DUTY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

/* True if the account must have one, by its role or the settings: it cannot be turned off. Two statements. */
enum rc factor_duty_of(struct db *db, struct arena *arena, int64_t account_id, bool *duty) MUST_USE;

/* Of the holders of a staff role. RC_DB, RC_RETRY. */
enum rc factor_duty_role(struct db *db, int64_t role_id) MUST_USE;

/* Of full administrators, whoever switches it on included. */
enum rc factor_duty_admins(struct db *db) MUST_USE;

/* Of customers; guests with the mailed link to one ticket have no factor and stay. */
enum rc factor_duty_customers(struct db *db) MUST_USE;

#endif
