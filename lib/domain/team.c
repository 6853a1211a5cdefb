/* See team.h. */
#include "domain/team.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"

struct count {
	int64_t count;
};

/* clang-format off */
#define FROM_TEAM \
	"SELECT t.id, t.name, t.version, t.created_at," \
	" (SELECT COUNT(*) FROM team_member m WHERE m.team_id = t.id) AS member_count," \
	" (SELECT COUNT(*) FROM topic o WHERE o.team_id = t.id AND o.active) AS topic_count, "
#define LISTED "0 AS ticket_count FROM team t "
#define COUNTED "(SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE team_id = ? LIMIT ?) k) AS ticket_count FROM team t "
#define TEAM_ROW DB_ROW(struct team, id, name, version, created_at, member_count, topic_count, ticket_count)
#define PERSON_ROW DB_ROW(struct team_person, id, name, mail, role, state)

DB_QUERY(teams_name_up, FROM_TEAM LISTED NAMED_NAME_UP("team"), TEAM_ROW);
DB_QUERY(teams_name_down, FROM_TEAM LISTED NAMED_NAME_DOWN("team"), TEAM_ROW);
DB_QUERY(teams_made_up, FROM_TEAM LISTED NAMED_MADE_UP, TEAM_ROW);
DB_QUERY(teams_made_down, FROM_TEAM LISTED NAMED_MADE_DOWN, TEAM_ROW);
DB_QUERY(find_team, FROM_TEAM COUNTED "WHERE t.id = ?", TEAM_ROW);
DB_QUERY(lock_team, FROM_TEAM LISTED "WHERE t.id = ? FOR UPDATE", TEAM_ROW);

DB_QUERY(list_members,
	"SELECT a.id, a.name, a.mail, a.role, a.state FROM team_member m JOIN account a ON a.id = m.account_id"
	" WHERE m.team_id = ? ORDER BY a.name, a.id LIMIT ?", PERSON_ROW);
DB_QUERY(list_candidates,
	"SELECT a.id, a.name, a.mail, a.role, a.state FROM account a"
	" LEFT JOIN team_member m ON m.team_id = ? AND m.account_id = a.id"
	" WHERE a.role IN ('agent', 'admin') AND a.state = 'active' AND m.team_id IS NULL"
	" ORDER BY a.name, a.id LIMIT ?", PERSON_ROW);
DB_QUERY(find_staff,
	"SELECT a.id, a.name, a.mail, a.role, a.state FROM account a"
	" WHERE a.id = ? AND a.role IN ('agent', 'admin') AND a.state = 'active'", PERSON_ROW);
DB_QUERY(list_routes,
	"SELECT o.id, COALESCE(x.name, e.name, o.slug) AS name, o.team_id, t.name AS team FROM topic o"
	" LEFT JOIN topic_text x ON x.topic_id = o.id AND x.lang = ?"
	" LEFT JOIN topic_text e ON e.topic_id = o.id AND e.lang = 'en'"
	" LEFT JOIN team t ON t.id = o.team_id WHERE o.active ORDER BY o.position, o.id LIMIT 100",
	DB_ROW(struct team_topic, id, name, team_id, team));
/* clang-format on */

DB_QUERY(count_teams, "SELECT COUNT(*) AS count FROM team", DB_ROW(struct count, count));
DB_QUERY(add_team, "INSERT INTO team (name, name_key, created_at) VALUES (?, ?, ?)", DB_NO_ROW);
DB_QUERY(
        rename_team, "UPDATE team SET name = ?, name_key = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(free_tickets, "UPDATE ticket SET team_id = NULL WHERE team_id = ?", DB_NO_ROW);
DB_QUERY(free_topics, "UPDATE topic SET team_id = NULL WHERE team_id = ?", DB_NO_ROW);
DB_QUERY(delete_team, "DELETE FROM team WHERE id = ?", DB_NO_ROW);
DB_QUERY(add_member, "INSERT IGNORE INTO team_member (team_id, account_id) VALUES (?, ?)", DB_NO_ROW);
DB_QUERY(remove_member, "DELETE FROM team_member WHERE team_id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(lock_route,
        "SELECT o.id, o.slug AS name, o.team_id, '' AS team FROM topic o WHERE o.id = ? AND o.active FOR "
        "UPDATE",
        DB_ROW(struct team_topic, id, name, team_id, team));
DB_QUERY(route_topic, "UPDATE topic SET team_id = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(unroute_topic, "UPDATE topic SET team_id = NULL WHERE id = ? AND team_id = ?", DB_NO_ROW);

enum rc team_list(struct db *db, struct arena *arena, const struct named_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	static const struct named_queries queries = { { { &teams_name_up, &teams_name_down },
		{ &teams_made_up, &teams_made_down } } };
	return named_list(db, arena, &queries, filter, most, rows, more);
}

enum rc team_by_id(struct db *db, struct arena *arena, int64_t id, struct team *team)
{
	return db_one(db, arena, &find_team, DB_ARGS(id, LIMIT_COUNT, id), team);
}

enum rc team_lock(struct db *db, struct arena *arena, int64_t id, struct team *team)
{
	return db_one(db, arena, &lock_team, DB_ARGS(id), team);
}

enum rc team_members(struct db *db, struct arena *arena, int64_t team_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_members, DB_ARGS(team_id, LIMIT_AGENTS), rows);
}

enum rc team_candidates(struct db *db, struct arena *arena, int64_t team_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_candidates, DB_ARGS(team_id, LIMIT_AGENTS), rows);
}

enum rc team_topics(struct db *db, struct arena *arena, const char *lang, struct db_rows *rows)
{
	return db_all(db, arena, &list_routes, DB_ARGS(lang), rows);
}

/* --- changing --------------------------------------------------------------------------------- */

/* `about`: the id of the member or topic, 0 for none. */
static enum rc note(struct db *db, const struct account *who, const char *action, int64_t team_id,
        const char *what, int64_t about, int64_t now)
{
	char detail[40] = "";
	if (about != 0)
		(void)snprintf(detail, sizeof(detail), "%s %" PRId64, what, about);
	return audit_add(db, who->id, action, "team", team_id, detail, now);
}

enum rc team_add(struct db *db, struct arena *arena, const struct account *who, const char *name, int64_t now,
        int64_t *id)
{
	struct count teams;
	enum rc rc = db_one(db, arena, &count_teams, DB_NO_ARGS, &teams);
	if (rc != RC_OK)
		return rc;
	if (teams.count >= LIMIT_TEAMS)
		return RC_LIMITED;
	const char *key = text_fold(arena, name);
	if (!key)
		return RC_NO_MEMORY;
	struct db_done done;
	rc = db_run(db, &add_team, DB_ARGS(name, key, now), &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	return note(db, who, "team.add", *id, "", 0, now);
}

enum rc team_rename(struct db *db, struct arena *arena, const struct account *who, const struct team *locked,
        const char *name, int32_t version, int64_t now)
{
	if (text_equal(locked->name, name))
		return RC_OK;
	if (version != locked->version)
		return RC_INVALID;
	const char *key = text_fold(arena, name);
	if (!key)
		return RC_NO_MEMORY;
	enum rc rc = db_run(db, &rename_team, DB_ARGS(name, key, locked->id), NULL);
	return rc == RC_OK ? note(db, who, "team.rename", locked->id, "", 0, now) : rc;
}

enum rc team_delete(struct db *db, const struct account *who, const struct team *locked, int64_t now)
{
	struct db_done freed;
	enum rc rc = db_run(db, &free_tickets, DB_ARGS(locked->id), &freed);
	if (rc == RC_OK)
		rc = db_run(db, &free_topics, DB_ARGS(locked->id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &delete_team, DB_ARGS(locked->id), NULL);
	return rc == RC_OK ? note(db, who, "team.delete", locked->id, "tickets", freed.affected, now) : rc;
}

enum rc team_add_member(struct db *db, struct arena *arena, const struct account *who,
        const struct team *locked, int64_t account_id, int64_t now)
{
	struct team_person person;
	enum rc rc = db_one(db, arena, &find_staff, DB_ARGS(account_id), &person);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	struct db_done done;
	rc = db_run(db, &add_member, DB_ARGS(locked->id, account_id), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	return note(db, who, "team.member.add", locked->id, "account", account_id, now);
}

enum rc team_remove_member(
        struct db *db, const struct account *who, const struct team *locked, int64_t account_id, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &remove_member, DB_ARGS(locked->id, account_id), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	return note(db, who, "team.member.remove", locked->id, "account", account_id, now);
}

enum rc team_add_topic(struct db *db, struct arena *arena, const struct account *who,
        const struct team *locked, int64_t topic_id, int64_t now)
{
	struct team_topic topic;
	enum rc rc = db_one(db, arena, &lock_route, DB_ARGS(topic_id), &topic);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	if (topic.team_id == locked->id)
		return RC_OK;
	rc = db_run(db, &route_topic, DB_ARGS(locked->id, topic_id), NULL);
	return rc == RC_OK ? note(db, who, "team.topic.add", locked->id, "topic", topic_id, now) : rc;
}

enum rc team_remove_topic(
        struct db *db, const struct account *who, const struct team *locked, int64_t topic_id, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &unroute_topic, DB_ARGS(topic_id, locked->id), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	return note(db, who, "team.topic.remove", locked->id, "topic", topic_id, now);
}
