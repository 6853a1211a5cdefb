/*
 * The people of a company. All changes in the caller's transaction, on a company locked by company_lock; see
 * company.h. They take effect with the next request of whom they concern: rights are read each time.
 */
#ifndef PORTICO_DOMAIN_COMPANY_MEMBER_H
#define PORTICO_DOMAIN_COMPANY_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/company.h"

struct company_member {
	int64_t company_id, account_id;
	const char *name, *mail;
	const char *state, *lang; /* of the account */
	bool owner;
	const char *rights; /* words, see access.h */
	int64_t created_at; /* since when he belongs to it */
};

struct company_member_filter {
	int64_t company_id;
	const char *search; /* part of name or address; "" all */
	struct {            /* the place in the list, sorted by (created_at, account_id) upwards */
		int64_t at, id;
		bool set, backwards; /* backwards: the rows before the place are wanted */
	} place;
};

/* What may_manage_member wants to know of the target. */
struct membership company_member_membership(const struct company_member *member);

/* Up to `most` rows, oldest member first; *more: there are further ones in the direction asked for. One
 * statement. */
enum rc company_member_list(struct db *db, struct arena *arena, const struct company_member_filter *filter,
        size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* RC_NOT_FOUND if he is none. */
enum rc company_member_find(struct db *db, struct arena *arena, int64_t company_id, int64_t account_id,
        struct company_member *member) MUST_USE;

/* Makes an active account a member. RC_CONFLICT: he is one already; RC_TOO_LARGE: the company has
 * LIMIT_MEMBERS; RC_LIMITED: he belongs to LIMIT_COMPANIES; RC_NOT_FOUND: no active account. */
enum rc company_member_add(struct db *db, struct arena *arena, const struct company *company,
        int64_t account_id, bool owner, const char *rights, int64_t actor_id, int64_t now) MUST_USE;

/* Sets rights and ownership. `before` is what the editor had seen: RC_CONFLICT if it is not so any more.
 * RC_INVALID: nobody would be owner. RC_NOT_FOUND. His open invitations that he could not send any more die.
 */
enum rc company_member_change(struct db *db, struct arena *arena, const struct company *company,
        const struct company_member *before, bool owner, const char *rights, int64_t actor_id,
        int64_t now) MUST_USE;

/* Takes him out, by himself (actor_id is account_id: he leaves) or by others: he acts for himself again, is
 * no participant of the company's tickets, and his open invitations die. RC_INVALID: he is the only owner.
 * RC_NOT_FOUND. */
enum rc company_member_remove(struct db *db, struct arena *arena, const struct company *company,
        int64_t account_id, int64_t actor_id, int64_t now) MUST_USE;

/* Tells the owners, all but `account_id`, that staff changed who belongs to the company or what somebody may
 * do there (event "company_people"). */
enum rc company_member_tell_owners(struct db *db, struct arena *arena, const struct company *company,
        int64_t account_id, int64_t now) MUST_USE;

/* Takes him out of all companies, even where he is the only owner, without a mail: for the deletion of his
 * account. company_list_sole tells beforehand which ones staff must find a new owner for. */
enum rc company_member_forget(
        struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t now) MUST_USE;

#endif
