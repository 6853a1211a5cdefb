/* See people_group.h. */
#include "domain/people_group.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"

struct count {
	int64_t count;
};

/* clang-format off */
#define FROM_GROUP \
	"SELECT id, name, version, created_at," \
	" (SELECT COUNT(*) FROM people_group_member m WHERE m.group_id = g.id) AS member_count," \
	" (SELECT COUNT(*) FROM forum_category c WHERE c.audience = 'group' AND c.audience_id = g.id)" \
	" + (SELECT COUNT(*) FROM suggestion_board b WHERE b.audience = 'group' AND b.audience_id = g.id) AS use_count" \
	" FROM people_group g "
#define GROUP_ROW DB_ROW(struct people_group, id, name, version, created_at, member_count, use_count)

DB_QUERY(groups_name_up, FROM_GROUP NAMED_NAME_UP("people_group"), GROUP_ROW);
DB_QUERY(groups_name_down, FROM_GROUP NAMED_NAME_DOWN("people_group"), GROUP_ROW);
DB_QUERY(groups_made_up, FROM_GROUP NAMED_MADE_UP, GROUP_ROW);
DB_QUERY(groups_made_down, FROM_GROUP NAMED_MADE_DOWN, GROUP_ROW);
DB_QUERY(find_group, FROM_GROUP "WHERE g.id = ?", GROUP_ROW);
DB_QUERY(lock_group, FROM_GROUP "WHERE g.id = ? FOR UPDATE", GROUP_ROW);
DB_QUERY(all_groups, "SELECT id, name, version, created_at FROM people_group ORDER BY name_key LIMIT ?",
	DB_ROW(struct people_group, id, name, version, created_at));

#define MEMBER \
	"SELECT m.account_id, a.name, a.mail, a.state, m.created_at FROM people_group_member m" \
	" JOIN account a ON a.id = m.account_id WHERE m.group_id = ?"
#define AFTER \
	" AND m.created_at >= ? AND (m.created_at > ? OR m.account_id > ?) ORDER BY m.created_at, m.account_id LIMIT ?"
#define BEFORE \
	" AND m.created_at <= ? AND (m.created_at < ? OR m.account_id < ?)" \
	" ORDER BY m.created_at DESC, m.account_id DESC LIMIT ?"
/* A group has so few people that looking at each of them is cheap. */
#define LIKE \
	" AND (a.name COLLATE utf8mb4_unicode_520_ci LIKE ? OR a.mail COLLATE utf8mb4_unicode_520_ci LIKE ?)"
#define MEMBER_ROW DB_ROW(struct people_group_member, account_id, name, mail, state, created_at)

DB_QUERY(members_after, MEMBER AFTER, MEMBER_ROW);
DB_QUERY(members_before, MEMBER BEFORE, MEMBER_ROW);
DB_QUERY(found_after, MEMBER LIKE AFTER, MEMBER_ROW);
DB_QUERY(found_before, MEMBER LIKE BEFORE, MEMBER_ROW);
/* clang-format on */

DB_QUERY(count_groups, "SELECT COUNT(*) AS count FROM people_group", DB_ROW(struct count, count));
DB_QUERY(add_group, "INSERT INTO people_group (name, name_key, created_at) VALUES (?, ?, ?)", DB_NO_ROW);
DB_QUERY(rename_group, "UPDATE people_group SET name = ?, name_key = ?, version = version + 1 WHERE id = ?",
        DB_NO_ROW);
DB_QUERY(delete_group, "DELETE FROM people_group WHERE id = ?", DB_NO_ROW);
DB_QUERY(add_member, "INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(remove_member, "DELETE FROM people_group_member WHERE group_id = ? AND account_id = ?", DB_NO_ROW);

/* --- reading ---------------------------------------------------------------------------------- */

enum rc people_group_list(struct db *db, struct arena *arena, const struct named_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	static const struct named_queries queries = { { { &groups_name_up, &groups_name_down },
		{ &groups_made_up, &groups_made_down } } };
	return named_list(db, arena, &queries, filter, most, rows, more);
}

enum rc people_group_all(struct db *db, struct arena *arena, struct db_rows *rows)
{
	return db_all(db, arena, &all_groups, DB_ARGS(LIMIT_GROUPS), rows);
}

enum rc people_group_find(struct db *db, struct arena *arena, int64_t id, struct people_group *group)
{
	return db_one(db, arena, &find_group, DB_ARGS(id), group);
}

enum rc people_group_lock(struct db *db, struct arena *arena, int64_t id, struct people_group *group)
{
	return db_one(db, arena, &lock_group, DB_ARGS(id), group);
}

enum rc people_group_members(struct db *db, struct arena *arena, const struct people_group_filter *filter,
        size_t most, struct db_rows *rows, bool *more)
{
	const struct list_place *place = &filter->place;
	bool backwards = place->set && place->backwards;
	int64_t wanted = (int64_t)most + 1, at = place->set ? place->at : 0, id = place->set ? place->id : 0;
	enum rc rc;
	if (text_empty(filter->search)) {
		rc = db_all(db, arena, backwards ? &members_before : &members_after,
		        DB_ARGS(filter->group_id, at, at, id, wanted), rows);
	} else {
		const char *start = text_like_start(arena, filter->search);
		const char *like = start ? arena_format(arena, "%%%s", start) : NULL;
		if (!like)
			return RC_NO_MEMORY;
		rc = db_all(db, arena, backwards ? &found_before : &found_after,
		        DB_ARGS(filter->group_id, like, like, at, at, id, wanted), rows);
	}
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct people_group_member), most, backwards, more);
	return rc;
}

/* --- changing --------------------------------------------------------------------------------- */

/* `account_id`: of the member it is about, 0 for none. */
static enum rc note(struct db *db, const struct account *who, const char *action, int64_t group_id,
        int64_t account_id, int64_t now)
{
	char detail[40] = "";
	if (account_id != 0)
		(void)snprintf(detail, sizeof(detail), "account %" PRId64, account_id);
	return audit_add(db, who->id, action, "people_group", group_id, detail, now);
}

enum rc people_group_add(struct db *db, struct arena *arena, const struct account *who, const char *name,
        int64_t now, int64_t *id)
{
	struct count groups;
	enum rc rc = db_one(db, arena, &count_groups, DB_NO_ARGS, &groups);
	if (rc != RC_OK)
		return rc;
	if (groups.count >= LIMIT_GROUPS)
		return RC_LIMITED;
	const char *key = text_fold(arena, name);
	if (!key)
		return RC_NO_MEMORY;
	struct db_done done;
	rc = db_run(db, &add_group, DB_ARGS(name, key, now), &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	return note(db, who, "group.add", *id, 0, now);
}

enum rc people_group_rename(struct db *db, struct arena *arena, const struct account *who,
        const struct people_group *locked, const char *name, int32_t version, int64_t now)
{
	if (text_equal(locked->name, name))
		return RC_OK;
	if (version != locked->version)
		return RC_INVALID;
	const char *key = text_fold(arena, name);
	if (!key)
		return RC_NO_MEMORY;
	enum rc rc = db_run(db, &rename_group, DB_ARGS(name, key, locked->id), NULL);
	return rc == RC_OK ? note(db, who, "group.rename", locked->id, 0, now) : rc;
}

enum rc people_group_delete(
        struct db *db, const struct account *who, const struct people_group *locked, int64_t now)
{
	if (locked->use_count > 0)
		return RC_DENIED;
	enum rc rc = db_run(db, &delete_group, DB_ARGS(locked->id), NULL);
	return rc == RC_OK ? note(db, who, "group.delete", locked->id, 0, now) : rc;
}

enum rc people_group_add_member(struct db *db, struct arena *arena, const struct account *who,
        const struct people_group *locked, const char *mail, int64_t now)
{
	struct account account;
	enum rc rc = account_by_mail(db, arena, mail, &account);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(account.state, "active"))
		return RC_NOT_FOUND;
	if (locked->member_count >= LIMIT_GROUP_MEMBERS)
		return RC_LIMITED;
	rc = db_run(db, &add_member, DB_ARGS(locked->id, account.id, now), NULL);
	return rc == RC_OK ? note(db, who, "group.member.add", locked->id, account.id, now) : rc;
}

enum rc people_group_remove_member(struct db *db, const struct account *who,
        const struct people_group *locked, int64_t account_id, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &remove_member, DB_ARGS(locked->id, account_id), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	return note(db, who, "group.member.remove", locked->id, account_id, now);
}
