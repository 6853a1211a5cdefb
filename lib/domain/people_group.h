/*
 * Groups of people that a forum category or a suggestion board can be kept for: testers, partners, a user
 * council. Made and filled by staff.
 */
#ifndef PORTICO_DOMAIN_PEOPLE_GROUP_H
#define PORTICO_DOMAIN_PEOPLE_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

struct people_group {
	int64_t id;
	const char *name;
	int32_t version;
	int64_t created_at;
	int64_t member_count;
	int64_t use_count; /* categories and boards that are for it */
};

/* At most `most` struct people_group in order; see named_list. */
enum rc people_group_list(struct db *db, struct arena *arena, const struct named_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

/* All by name, at most LIMIT_GROUPS, without counts: for a choice. */
enum rc people_group_all(struct db *db, struct arena *arena, struct db_rows *rows) MUST_USE;

/* RC_NOT_FOUND. The second locks it until the end of the caller's transaction. */
enum rc people_group_find(
        struct db *db, struct arena *arena, int64_t id, struct people_group *group) MUST_USE;
enum rc people_group_lock(
        struct db *db, struct arena *arena, int64_t id, struct people_group *group) MUST_USE;

struct people_group_member {
	int64_t account_id;
	const char *name, *mail, *state;
	int64_t created_at; /* since when he is in it */
};

struct people_group_filter {
	int64_t group_id;
	const char *search; /* the beginning of a name or an address; "" all */
	struct list_place place;
};

/* At most `most` struct people_group_member, who came first first. One statement. */
enum rc people_group_members(struct db *db, struct arena *arena, const struct people_group_filter *filter,
        size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* All that follow run in the caller's transaction and are audited as acts of `who`. */

/* RC_CONFLICT: the name is taken; RC_LIMITED: there are LIMIT_GROUPS. */
enum rc people_group_add(struct db *db, struct arena *arena, const struct account *who, const char *name,
        int64_t now, int64_t *id) MUST_USE;

/* `version` is what the form saw. RC_INVALID: changed since; RC_CONFLICT: the name is taken. */
enum rc people_group_rename(struct db *db, struct arena *arena, const struct account *who,
        const struct people_group *locked, const char *name, int32_t version, int64_t now) MUST_USE;

/* RC_DENIED while a category or a board is for it. */
enum rc people_group_delete(
        struct db *db, const struct account *who, const struct people_group *locked, int64_t now) MUST_USE;

/* The active account of this address. RC_NOT_FOUND: there is none; RC_CONFLICT: he is in it already;
 * RC_LIMITED: the group has LIMIT_GROUP_MEMBERS. */
enum rc people_group_add_member(struct db *db, struct arena *arena, const struct account *who,
        const struct people_group *locked, const char *mail, int64_t now) MUST_USE;

/* RC_OK also when he is not in it. */
enum rc people_group_remove_member(struct db *db, const struct account *who,
        const struct people_group *locked, int64_t account_id, int64_t now) MUST_USE;

#endif
