/*
 * Companies: customers that are more than one person. Their people stand in company_member.h, open
 * invitations in company_invite.h.
 *
 * Functions that change something run inside the caller's transaction, on a company that company_lock has
 * locked: whatever changes a company's people waits for that lock, so an owner always remains. They write the
 * audit row and queue the mail that goes with the change. Rights are the caller's to ask (access.h): give
 * may_in_company and may_manage_member what company_membership answers. `actor_id` is who does it, for the
 * audit log; 0: the system.
 */
#ifndef PORTICO_DOMAIN_COMPANY_H
#define PORTICO_DOMAIN_COMPANY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/access.h"
#include "io/db.h"

struct company {
	int64_t id;
	const char *name;
	const char *industry; /* a word of industry.h, "" not told */
	const char *state;    /* active | disabled */
	const char *billing_name, *billing_address, *billing_mail, *tax_number; /* "" not given */
	int32_t version; /* of all the above; grows with each edit */
	int64_t created_at, updated_at;

	/* of company_find only */
	int64_t member_count, owner_count;

	/* of the person who was asked for */
	bool owner;
	const char *rights; /* words, see access.h; NULL: no member */
};

/* What the person that the company was read for is in it: nothing if the company is disabled. */
struct membership company_membership(const struct company *company);

/* The company, whatever its state, as `who_id` stands to it (0: nobody asks). RC_NOT_FOUND, RC_DB,
 * RC_NO_MEMORY. One statement. */
enum rc company_find(
        struct db *db, struct arena *arena, int64_t id, int64_t who_id, struct company *company) MUST_USE;

/* The same, locked for the rest of the transaction. Also RC_RETRY. */
enum rc company_lock(
        struct db *db, struct arena *arena, int64_t id, int64_t who_id, struct company *company) MUST_USE;

/* What can be edited; texts trimmed and within limits.h, industry a known word or "". */
struct company_facts {
	const char *name, *industry;
};

struct company_billing {
	const char *name, *address, *mail, *tax_number;
};

/* Makes an active company. `owner_id`: the account that becomes its owner, 0: none yet (staff adds one
 * later). RC_NOT_FOUND if that account is not active, RC_LIMITED if it belongs to LIMIT_COMPANIES, RC_DB,
 * RC_RETRY, RC_NO_MEMORY. Names need not be unique. */
enum rc company_create(struct db *db, struct arena *arena, const struct company_facts *facts,
        int64_t owner_id, int64_t actor_id, int64_t now, int64_t *id) MUST_USE;

/* Renames it, sets its industry. RC_CONFLICT if it is not at `version` any more. */
enum rc company_edit(struct db *db, struct arena *arena, const struct company *company, int32_t version,
        const struct company_facts *facts, int64_t actor_id, int64_t now) MUST_USE;

/* Billing details. RC_CONFLICT if it is not at `version` any more. */
enum rc company_set_billing(struct db *db, const struct company *company, int32_t version,
        const struct company_billing *billing, int64_t actor_id, int64_t now) MUST_USE;

/* Disabled, a company gives nobody any right, and its invitations do not work; enabled, all is as before.
 * RC_OK and nothing done if it is so already. */
enum rc company_set_disabled(
        struct db *db, const struct company *company, bool disabled, int64_t actor_id, int64_t now) MUST_USE;

/* --- of one person --------------------------------------------------------------------------- */

/* The companies of a person, disabled ones too, by name; at most LIMIT_COMPANIES. Rows are struct company
 * with owner, rights, member_count. */
enum rc company_list_of(
        struct db *db, struct arena *arena, int64_t account_id, struct db_rows *rows) MUST_USE;

/* Locks all of them for the rest of the transaction, always in the same order: before his account is deleted
 * or merged. */
enum rc company_lock_of(struct db *db, struct arena *arena, int64_t account_id) MUST_USE;

/* Those in which nobody else who can sign in is owner: before his account is deleted or merged; what it tells
 * holds under company_lock_of. Rows are struct company (id, name, state, member_count). */
enum rc company_list_sole(
        struct db *db, struct arena *arena, int64_t account_id, struct db_rows *rows) MUST_USE;

/* For whom a person acts from now on; 0: for himself. RC_NOT_FOUND if he is no member or the company is
 * disabled. */
enum rc company_act(struct db *db, int64_t account_id, int64_t company_id, int64_t now) MUST_USE;

#endif
