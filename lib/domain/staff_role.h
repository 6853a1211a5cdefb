/*
 * What agents may do, as named sets of permissions: rows of `staff_role`. An agent holds one; his permissions
 * are read with each request, so a change takes effect at once. Full administrators need none.
 *
 * Nobody puts a permission that he has not into a role, nor touches a role that holds more than he has.
 */
#ifndef PORTICO_DOMAIN_STAFF_ROLE_H
#define PORTICO_DOMAIN_STAFF_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

struct staff_role {
	int64_t id;
	const char *name;
	const char *permissions; /* words of access.h with spaces between */
	bool second_factor;      /* who holds it must set one up */
	int32_t version;
	int64_t created_at;
	int64_t holder_count; /* people with it, disabled ones too */
};

/* All, by name: at most LIMIT_ROLES struct staff_role. */
enum rc staff_role_list(struct db *db, struct arena *arena, struct db_rows *rows) MUST_USE;

/* A page of them, at most `most` in order; see named_list. */
enum rc staff_role_page(struct db *db, struct arena *arena, const struct named_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

enum rc staff_role_by_id(struct db *db, struct arena *arena, int64_t id, struct staff_role *role) MUST_USE;

/* The same, locked until the end of the caller's transaction. */
enum rc staff_role_lock(struct db *db, struct arena *arena, int64_t id, struct staff_role *role) MUST_USE;

/* By its name, in any case: for the command line. */
enum rc staff_role_by_name(
        struct db *db, struct arena *arena, const char *name, struct staff_role *role) MUST_USE;

/* Full administrators who are active. */
enum rc staff_role_admins(struct db *db, struct arena *arena, int64_t *count) MUST_USE;

/* The same set of permissions, name and switch. */
bool staff_role_same(const struct staff_role *a, const struct staff_role *b);

/* Makes one with what `role` says (name, permissions, second_factor). RC_DENIED: it holds more than `who`
 * may; RC_CONFLICT: the name is taken; RC_LIMITED: there are LIMIT_ROLES. In the caller's transaction. */
enum rc staff_role_add(struct db *db, struct arena *arena, const struct account *who,
        const struct staff_role *role, int64_t now, int64_t *id) MUST_USE;

/* Changes `locked` into `wanted`, whose version is what the form saw. Where the second factor becomes a duty,
 * holders without one are signed out and set it up when they come back. RC_RETRY runs again as always;
 * RC_DENIED: the role holds or would hold more than `who` may, or he would lift a duty that binds himself;
 * RC_INVALID: it was changed since; RC_CONFLICT: the name is taken. */
enum rc staff_role_change(struct db *db, struct arena *arena, const struct account *who,
        const struct staff_role *locked, const struct staff_role *wanted, int64_t now) MUST_USE;

/* RC_DENIED as above; RC_CONFLICT: somebody holds it. */
enum rc staff_role_delete(struct db *db, struct arena *arena, const struct account *who,
        const struct staff_role *locked, int64_t now) MUST_USE;

#endif
