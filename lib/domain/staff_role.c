/* See staff_role.h. */
#include "domain/staff_role.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "domain/factor_duty.h"

struct count {
	int64_t count;
};

/* clang-format off */
#define FROM_ROLE \
	"SELECT r.id, r.name, r.permissions, r.second_factor, r.version, r.created_at," \
	" (SELECT COUNT(*) FROM account a WHERE a.role_id = r.id AND a.role = 'agent' AND a.state <> 'deleted') AS holder_count" \
	" FROM staff_role r "
#define ROLE_ROW DB_ROW(struct staff_role, id, name, permissions, second_factor, version, created_at, holder_count)
/* clang-format on */

DB_QUERY(list_staff_roles, FROM_ROLE "ORDER BY r.name_key, r.id LIMIT ?", ROLE_ROW);
DB_QUERY(roles_name_up, FROM_ROLE NAMED_NAME_UP("staff_role"), ROLE_ROW);
DB_QUERY(roles_name_down, FROM_ROLE NAMED_NAME_DOWN("staff_role"), ROLE_ROW);
DB_QUERY(roles_made_up, FROM_ROLE NAMED_MADE_UP, ROLE_ROW);
DB_QUERY(roles_made_down, FROM_ROLE NAMED_MADE_DOWN, ROLE_ROW);
DB_QUERY(find_staff_role, FROM_ROLE "WHERE r.id = ?", ROLE_ROW);
DB_QUERY(find_staff_role_by_name, FROM_ROLE "WHERE r.name_key = ?", ROLE_ROW);

/* Whoever gives the role to somebody locks it too (LOCK IN SHARE MODE), so the count after it holds. */
DB_QUERY(lock_staff_role, FROM_ROLE "WHERE r.id = ? FOR UPDATE", ROLE_ROW);

DB_QUERY(count_admins, "SELECT COUNT(*) AS count FROM account WHERE role = 'admin' AND state = 'active'",
        DB_ROW(struct count, count));
DB_QUERY(count_holders,
        "SELECT COUNT(*) AS count FROM account WHERE role_id = ? AND role = 'agent' AND state <> 'deleted'",
        DB_ROW(struct count, count));
DB_QUERY(count_staff_roles, "SELECT COUNT(*) AS count FROM staff_role", DB_ROW(struct count, count));
DB_QUERY(add_staff_role,
        "INSERT INTO staff_role (name, name_key, permissions, second_factor, created_at) VALUES (?, ?, ?, ?, "
        "?)",
        DB_NO_ROW);
DB_QUERY(change_staff_role,
        "UPDATE staff_role SET name = ?, name_key = ?, permissions = ?, second_factor = ?, version = version "
        "+ 1 "
        "WHERE id = ?",
        DB_NO_ROW);
DB_QUERY(forget_staff_role, "UPDATE account SET role_id = NULL WHERE role_id = ?", DB_NO_ROW);
DB_QUERY(delete_staff_role, "DELETE FROM staff_role WHERE id = ?", DB_NO_ROW);

enum rc staff_role_list(struct db *db, struct arena *arena, struct db_rows *rows)
{
	return db_all(db, arena, &list_staff_roles, DB_ARGS(LIMIT_ROLES), rows);
}

enum rc staff_role_page(struct db *db, struct arena *arena, const struct named_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	static const struct named_queries queries = { { { &roles_name_up, &roles_name_down },
		{ &roles_made_up, &roles_made_down } } };
	return named_list(db, arena, &queries, filter, most, rows, more);
}

enum rc staff_role_by_id(struct db *db, struct arena *arena, int64_t id, struct staff_role *role)
{
	return db_one(db, arena, &find_staff_role, DB_ARGS(id), role);
}

enum rc staff_role_lock(struct db *db, struct arena *arena, int64_t id, struct staff_role *role)
{
	return db_one(db, arena, &lock_staff_role, DB_ARGS(id), role);
}

enum rc staff_role_by_name(struct db *db, struct arena *arena, const char *name, struct staff_role *role)
{
	const char *key = text_fold(arena, name);
	if (!key)
		return RC_NO_MEMORY;
	return db_one(db, arena, &find_staff_role_by_name, DB_ARGS(key), role);
}

enum rc staff_role_admins(struct db *db, struct arena *arena, int64_t *count)
{
	struct count found;
	enum rc rc = db_one(db, arena, &count_admins, DB_NO_ARGS, &found);
	if (rc == RC_OK)
		*count = found.count;
	return rc;
}

bool staff_role_same(const struct staff_role *a, const struct staff_role *b)
{
	return text_equal(a->name, b->name) && a->second_factor == b->second_factor &&
	       permissions_read(a->permissions) == permissions_read(b->permissions);
}

static enum rc note(struct db *db, const struct account *who, const char *action, int64_t id,
        const char *detail, int64_t now)
{
	return audit_add(db, who->id, action, "staff_role", id, detail, now);
}

/* What the log keeps of a role: its permissions in order, and whether a second factor is a duty. */
static const char *describe(struct arena *arena, const struct staff_role *role)
{
	const char *words = permissions_write(arena, permissions_read(role->permissions));
	if (!words)
		return NULL;
	return role->second_factor ? arena_format(arena, "%s%sfactor", words, *words ? " " : "") : words;
}

enum rc staff_role_add(struct db *db, struct arena *arena, const struct account *who,
        const struct staff_role *role, int64_t now, int64_t *id)
{
	uint32_t set = permissions_read(role->permissions);
	if (!may_grant(who, set, false))
		return RC_DENIED;
	struct count roles;
	enum rc rc = db_one(db, arena, &count_staff_roles, DB_NO_ARGS, &roles);
	if (rc != RC_OK)
		return rc;
	if (roles.count >= LIMIT_ROLES)
		return RC_LIMITED;
	const char *key = text_fold(arena, role->name), *words = permissions_write(arena, set);
	const char *detail = describe(arena, role);
	if (!key || !words || !detail)
		return RC_NO_MEMORY;
	struct db_done done;
	rc = db_run(db, &add_staff_role, DB_ARGS(role->name, key, words, role->second_factor, now), &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	return note(db, who, "role.add", *id, detail, now);
}

enum rc staff_role_change(struct db *db, struct arena *arena, const struct account *who,
        const struct staff_role *locked, const struct staff_role *wanted, int64_t now)
{
	uint32_t set = permissions_read(wanted->permissions);
	if (!may_grant(who, permissions_read(locked->permissions) | set, false))
		return RC_DENIED;
	if (locked->second_factor && !wanted->second_factor &&
	        !may_lift_factor(who, locked->id, permissions_read(locked->permissions)))
		return RC_DENIED;
	if (staff_role_same(locked, wanted))
		return RC_OK;
	if (wanted->version != locked->version)
		return RC_INVALID;
	const char *key = text_fold(arena, wanted->name), *words = permissions_write(arena, set);
	const char *detail = describe(arena, wanted);
	if (!key || !words || !detail)
		return RC_NO_MEMORY;
	enum rc rc = db_run(db, &change_staff_role,
	        DB_ARGS(wanted->name, key, words, wanted->second_factor, locked->id), NULL);
	if (rc == RC_OK && wanted->second_factor && !locked->second_factor)
		rc = factor_duty_role(db, locked->id);
	return rc == RC_OK ? note(db, who, "role.change", locked->id, detail, now) : rc;
}

enum rc staff_role_delete(struct db *db, struct arena *arena, const struct account *who,
        const struct staff_role *locked, int64_t now)
{
	if (!may_grant(who, permissions_read(locked->permissions), false))
		return RC_DENIED;
	struct count holders;
	enum rc rc = db_one(db, arena, &count_holders, DB_ARGS(locked->id), &holders);
	if (rc == RC_OK && holders.count > 0)
		return RC_CONFLICT;
	const char *detail = describe(arena, locked);
	if (!detail)
		return RC_NO_MEMORY;
	if (rc == RC_OK)
		rc = db_run(db, &forget_staff_role, DB_ARGS(locked->id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &delete_staff_role, DB_ARGS(locked->id), NULL);
	return rc == RC_OK ? note(db, who, "role.delete", locked->id, detail, now) : rc;
}
