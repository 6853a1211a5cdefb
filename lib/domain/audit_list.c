/* See audit_list.h. Each query reads the log through the index of its most telling filter. */
#include "domain/audit_list.h"

#include <string.h>

#include "base/text.h"
#include "domain/list.h"

/* clang-format off */
#define COLUMNS \
	"SELECT STRAIGHT_JOIN u.id, u.actor_id, a.name AS actor_name, a.state AS actor_state, u.action, u.object, u.object_id," \
	" COALESCE(p.name, c.name, m.name, r.name) AS object_name, p.state AS object_state, t.number AS ticket_number," \
	" u.detail, o.address, u.created_at" \
	" FROM audit u LEFT JOIN account a ON a.id = u.actor_id LEFT JOIN audit_origin o ON o.audit_id = u.id" \
	" LEFT JOIN account p ON u.object = 'account' AND p.id = u.object_id" \
	" LEFT JOIN company c ON u.object = 'company' AND c.id = u.object_id" \
	" LEFT JOIN team m ON u.object = 'team' AND m.id = u.object_id" \
	" LEFT JOIN staff_role r ON u.object = 'staff_role' AND r.id = u.object_id" \
	" LEFT JOIN ticket t ON u.object = 'ticket' AND t.id = u.object_id WHERE "
#define ROW \
	DB_ROW(struct audit_row, id, actor_id, actor_name, actor_state, action, object, object_id, object_name, object_state, \
		ticket_number, detail, address, created_at)
#define SPAN " AND u.created_at >= ? AND u.created_at < ?"
#define DOWN SPAN " AND u.created_at <= ? AND (u.created_at < ? OR u.id < ?) ORDER BY u.created_at DESC, u.id DESC LIMIT ?"
#define UP SPAN " AND u.created_at >= ? AND (u.created_at > ? OR u.id > ?) ORDER BY u.created_at, u.id LIMIT ?"
#define BY_THING "u.object = ? AND u.object_id = ? AND (? = 0 OR u.actor_id = ?) AND u.action LIKE ?"
#define BY_ACTOR "u.actor_id = ? AND (? = '' OR u.object = ?) AND u.action LIKE ?"
#define BY_KIND "u.object = ? AND u.action LIKE ?"
#define BY_ACTION "u.action LIKE ?"

DB_QUERY(audit_thing_down, COLUMNS BY_THING DOWN, ROW);
DB_QUERY(audit_thing_up, COLUMNS BY_THING UP, ROW);
DB_QUERY(audit_actor_down, COLUMNS BY_ACTOR DOWN, ROW);
DB_QUERY(audit_actor_up, COLUMNS BY_ACTOR UP, ROW);
DB_QUERY(audit_kind_down, COLUMNS BY_KIND DOWN, ROW);
DB_QUERY(audit_kind_up, COLUMNS BY_KIND UP, ROW);
DB_QUERY(audit_action_down, COLUMNS BY_ACTION DOWN, ROW);
DB_QUERY(audit_action_up, COLUMNS BY_ACTION UP, ROW);
DB_QUERY(audit_all_down, COLUMNS "TRUE" DOWN, ROW);
DB_QUERY(audit_all_up, COLUMNS "TRUE" UP, ROW);
/* clang-format on */

struct found {
	int64_t id;
};

DB_QUERY(audit_ticket, "SELECT id FROM ticket WHERE number = ?", DB_ROW(struct found, id));
DB_QUERY(sweep_origins, "DELETE FROM audit_origin WHERE created_at < ? ORDER BY created_at LIMIT ?",
        DB_NO_ROW);

/* What follows the filter's own arguments: span and place. */
#define PLACE from, until, at, at, id, wanted

struct bounds {
	struct db *db;
	struct arena *arena;
	const struct audit_filter *filter;
	const char *pattern; /* of the action, for LIKE: our own words hold no wildcard but the last % */
	int64_t wanted;
	struct db_rows *rows;
};

static enum rc read_rows(const struct bounds *bounds)
{
	const struct audit_filter *filter = bounds->filter;
	bool up = filter->place.backwards;
	const char *object = filter->object ? filter->object : "", *pattern = bounds->pattern;
	int64_t actor = filter->actor_id, wanted = bounds->wanted;
	int64_t from = filter->from, until = filter->until ? filter->until : INT64_MAX;
	int64_t at = filter->place.set ? filter->place.at : INT64_MAX;
	int64_t id = filter->place.set ? filter->place.id : INT64_MAX;
	struct db *db = bounds->db;
	struct arena *arena = bounds->arena;

	if (*object && filter->object_id != 0)
		return db_all(db, arena, up ? &audit_thing_up : &audit_thing_down,
		        DB_ARGS(object, filter->object_id, actor, actor, pattern, PLACE), bounds->rows);
	if (actor != 0)
		return db_all(db, arena, up ? &audit_actor_up : &audit_actor_down,
		        DB_ARGS(actor, object, object, pattern, PLACE), bounds->rows);
	if (*object)
		return db_all(db, arena, up ? &audit_kind_up : &audit_kind_down,
		        DB_ARGS(object, pattern, PLACE), bounds->rows);
	if (!text_equal(pattern, "%"))
		return db_all(db, arena, up ? &audit_action_up : &audit_action_down, DB_ARGS(pattern, PLACE),
		        bounds->rows);
	return db_all(db, arena, up ? &audit_all_up : &audit_all_down, DB_ARGS(PLACE), bounds->rows);
}

/* "ticket." finds every act on tickets, "ticket.close" that one alone. */
static const char *pattern_of(struct arena *arena, const char *action)
{
	if (text_empty(action))
		return "%";
	if (strpbrk(action, "%_\\"))
		return ""; /* no word of ours: finds nothing */
	size_t length = strlen(action);
	return action[length - 1] == '.' ? arena_format(arena, "%s%%", action) : action;
}

enum rc audit_list(struct db *db, struct arena *arena, const struct audit_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	const char *pattern = pattern_of(arena, filter->action);
	if (!pattern)
		return RC_NO_MEMORY;
	enum rc rc = read_rows(&(struct bounds){ db, arena, filter, pattern, (int64_t)most + 1, rows });
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct audit_row), most, filter->place.backwards, more);
	return rc;
}

enum rc audit_ticket_id(struct db *db, struct arena *arena, int64_t number, int64_t *id)
{
	struct found found;
	enum rc rc = db_one(db, arena, &audit_ticket, DB_ARGS(number), &found);
	if (rc == RC_OK)
		*id = found.id;
	return rc;
}

enum rc audit_origin_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_origins, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
