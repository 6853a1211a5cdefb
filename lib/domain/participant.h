/*
 * Participants of a ticket: colleagues of its requester who were added to it, read it and reply. Only members
 * of the ticket's company can be; who stops being one reads nothing any more.
 *
 * The thread tells who was added and removed by the account's id, so that a name lives in one place only.
 * Changes run in the caller's transaction on a ticket that ticket_lock has locked; rights are the caller's to
 * ask (may_add_participants).
 */
#ifndef PORTICO_DOMAIN_PARTICIPANT_H
#define PORTICO_DOMAIN_PARTICIPANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/ticket.h"
#include "io/db.h"

struct participant {
	int64_t id; /* of the account */
	const char *name;
	bool current; /* else he was one, and the thread tells of him */
};

/* Everyone who is or was one, by name; who is one first. One statement; none for a ticket without a company.
 */
enum rc participant_list(
        struct db *db, struct arena *arena, const struct ticket *ticket, struct db_rows *rows) MUST_USE;

/* The name of an account among struct participant rows; NULL if it is not there. */
const char *participant_name(const struct db_rows *rows, int64_t account_id);
bool participant_is_current(const struct db_rows *rows, int64_t account_id);

/* Adds a colleague and writes to him. `by_staff`: `who` acts as an agent. RC_INVALID: no active member of the
 * ticket's company, or the requester himself; RC_LIMITED: it has LIMIT_PARTICIPANTS. RC_OK also when he is
 * one already. */
enum rc participant_add(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, bool by_staff, int64_t account_id, int64_t now) MUST_USE;

/* RC_OK also when he is none. */
enum rc participant_remove(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, bool by_staff, int64_t account_id, int64_t now) MUST_USE;

#endif
