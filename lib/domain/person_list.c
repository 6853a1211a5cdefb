/*
 * Lists of people. What is asked for most sharply (a company, staff, a state, a second factor) chooses the
 * index that is walked; the other filters pick from its rows. Each query reads a page from one index, but for
 * those of a company's people and of staff, who are few and sorted.
 */
#include "domain/person.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/list.h"
#include "domain/staff_role.h"

/* clang-format off */
#define COLUMNS \
	"SELECT STRAIGHT_JOIN a.id, a.name, a.mail, a.role, a.state, a.lang, a.organisation, r.name AS staff_role," \
	" (SELECT c.name FROM company_member m JOIN company c ON c.id = m.company_id WHERE m.account_id = a.id" \
	" ORDER BY m.created_at, c.id LIMIT 1) AS company, a.has_factor, a.created_at FROM "
#define ROLE " LEFT JOIN staff_role r ON r.id = a.role_id AND a.role = 'agent'"
#define ROW \
	DB_ROW(struct person_row, id, name, mail, role, state, lang, organisation, staff_role, company, has_factor, created_at)

/* A NULL argument lets everything through. */
#define FILTERS \
	" AND a.role = COALESCE(?, a.role) AND a.state = COALESCE(?, a.state) AND a.state <> 'deleted'" \
	" AND a.has_factor = COALESCE(?, a.has_factor)" \
	" AND (? IS NULL OR a.role = 'customer'" \
	" OR FIND_IN_SET(IF(a.role = 'admin', 'admin', COALESCE(a.role_id, 0)), ?))"
#define NAME_UP " AND a.name_key >= ? AND (a.name_key > ? OR a.id > ?) ORDER BY a.name_key, a.id LIMIT ?"
#define NAME_DOWN " AND a.name_key <= ? AND (a.name_key < ? OR a.id < ?) ORDER BY a.name_key DESC, a.id DESC LIMIT ?"
#define MADE_UP " AND a.created_at >= ? AND (a.created_at > ? OR a.id > ?) ORDER BY a.created_at, a.id LIMIT ?"
#define MADE_DOWN \
	" AND a.created_at <= ? AND (a.created_at < ? OR a.id < ?) ORDER BY a.created_at DESC, a.id DESC LIMIT ?"

#define WALK(index, where) COLUMNS "account a FORCE INDEX (" index ")" ROLE " WHERE " where FILTERS

DB_QUERY(people_name_up, WALK("account_name", "a.name_key IS NOT NULL") NAME_UP, ROW);
DB_QUERY(people_name_down, WALK("account_name", "a.name_key IS NOT NULL") NAME_DOWN, ROW);
DB_QUERY(people_made_up, WALK("account_created", "a.created_at IS NOT NULL") MADE_UP, ROW);
DB_QUERY(people_made_down, WALK("account_created", "a.created_at IS NOT NULL") MADE_DOWN, ROW);

DB_QUERY(state_name_up, WALK("account_state_name", "a.state = ?") NAME_UP, ROW);
DB_QUERY(state_name_down, WALK("account_state_name", "a.state = ?") NAME_DOWN, ROW);
DB_QUERY(state_made_up, WALK("account_state", "a.state = ?") MADE_UP, ROW);
DB_QUERY(state_made_down, WALK("account_state", "a.state = ?") MADE_DOWN, ROW);

DB_QUERY(factor_name_up, WALK("account_factor_name", "a.has_factor = ?") NAME_UP, ROW);
DB_QUERY(factor_name_down, WALK("account_factor_name", "a.has_factor = ?") NAME_DOWN, ROW);
DB_QUERY(factor_made_up, WALK("account_factor", "a.has_factor = ?") MADE_UP, ROW);
DB_QUERY(factor_made_down, WALK("account_factor", "a.has_factor = ?") MADE_DOWN, ROW);

DB_QUERY(staff_name_up, WALK("account_role", "a.role = ?") NAME_UP, ROW);
DB_QUERY(staff_name_down, WALK("account_role", "a.role = ?") NAME_DOWN, ROW);
DB_QUERY(staff_made_up, WALK("account_role", "a.role = ?") MADE_UP, ROW);
DB_QUERY(staff_made_down, WALK("account_role", "a.role = ?") MADE_DOWN, ROW);

#define MEMBERS COLUMNS "company_member b JOIN account a ON a.id = b.account_id" ROLE " WHERE b.company_id = ?" FILTERS
DB_QUERY(members_name_up, MEMBERS NAME_UP, ROW);
DB_QUERY(members_name_down, MEMBERS NAME_DOWN, ROW);
DB_QUERY(members_made_up, MEMBERS MADE_UP, ROW);
DB_QUERY(members_made_down, MEMBERS MADE_DOWN, ROW);

#define FOUND(key) "(SELECT id FROM account WHERE " key " LIKE ? AND state <> 'deleted' ORDER BY " key ", id LIMIT 500)"
DB_QUERY(people_found,
	COLUMNS "(" FOUND("name_key") " UNION " FOUND("surname_key") " UNION " FOUND("mail_key") ") f"
	" JOIN account a ON a.id = f.id" ROLE
	" WHERE (? IS NULL OR EXISTS (SELECT 1 FROM company_member b WHERE b.company_id = ? AND b.account_id = a.id))"
	FILTERS " ORDER BY a.name_key, a.id LIMIT ?", ROW);

struct name_place { const char *name_key; };
DB_QUERY(find_place, "SELECT name_key FROM account WHERE id = ?", DB_ROW(struct name_place, name_key));

#define CAPPED(from) "(SELECT COUNT(*) FROM (SELECT 1 FROM " from " LIMIT ?) x)"
DB_QUERY(count_management,
	"SELECT " CAPPED("account WHERE state = 'active'") " AS active_count,"
	CAPPED("account WHERE state = 'waiting'") " AS waiting_count,"
	CAPPED("account WHERE state = 'guest'") " AS guest_count,"
	CAPPED("account WHERE state = 'disabled'") " AS disabled_count,"
	CAPPED("company WHERE state = 'active'") " AS company_count,"
	CAPPED("staff_role") " AS role_count," CAPPED("team") " AS team_count,"
	CAPPED("forum_category") " AS category_count," CAPPED("people_group") " AS group_count",
	DB_ROW(struct management_counts, active_count, waiting_count, guest_count, disabled_count, company_count,
		role_count, team_count, category_count, group_count));
/* clang-format on */

enum source { ALL, STATE, FACTOR, STAFF, MEMBERS_OF };

/* By source; then by name or date; then up or down. */
static const struct query *const queries[][2][2] = {
	[ALL] = { { &people_name_up, &people_name_down }, { &people_made_up, &people_made_down } },
	[STATE] = { { &state_name_up, &state_name_down }, { &state_made_up, &state_made_down } },
	[FACTOR] = { { &factor_name_up, &factor_name_down }, { &factor_made_up, &factor_made_down } },
	[STAFF] = { { &staff_name_up, &staff_name_down }, { &staff_made_up, &staff_made_down } },
	[MEMBERS_OF] = { { &members_name_up, &members_name_down }, { &members_made_up, &members_made_down } },
};

struct arguments {
	struct db_value values[16];
	size_t count;
};

static void add(struct arguments *arguments, struct db_value value)
{
	arguments->values[arguments->count++] = value;
}

static struct db_value text_or_null(const char *text)
{
	return db_value_text(text_empty(text) ? NULL : text);
}

static void add_filters(struct arguments *arguments, const struct person_filter *filter)
{
	struct db_value factor = db_value_int(filter->factor > 0);

	factor.null = filter->factor == 0;
	add(arguments, text_or_null(filter->role));
	add(arguments, text_or_null(filter->state));
	add(arguments, factor);
	add(arguments, text_or_null(filter->visible));
	add(arguments, text_or_null(filter->visible));
}

static enum source choose(const struct person_filter *filter, struct arguments *arguments)
{
	if (filter->company_id != 0) {
		add(arguments, db_value_int(filter->company_id));
		return MEMBERS_OF;
	}
	if (text_equal(filter->role, "agent") || text_equal(filter->role, "admin")) {
		add(arguments, db_value_text(filter->role));
		return STAFF;
	}
	if (!text_empty(filter->state)) {
		add(arguments, db_value_text(filter->state));
		return STATE;
	}
	if (filter->factor == 0)
		return ALL;
	add(arguments, db_value_int(filter->factor > 0));
	return FACTOR;
}

/* --- where a page begins --------------------------------------------------------------------- */

#define LAST_NAME "\xF4\x8F\xBF\xBF" /* U+10FFFF: after every name */

/* The name that the page's place stands for; a person who is gone meanwhile leads to the list's beginning. */
static enum rc start_name(struct db *db, struct arena *arena, const struct person_filter *filter, bool down,
        struct name_place *name, int64_t *id)
{
	enum rc rc = RC_NOT_FOUND;

	if (filter->place.set)
		rc = db_one(db, arena, &find_place, DB_ARGS(filter->place.id), name);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	*id = filter->place.id;
	if (rc == RC_OK && name->name_key != NULL)
		return RC_OK;
	name->name_key = down ? LAST_NAME : "";
	*id = down ? INT64_MAX : 0;
	return RC_OK;
}

static enum rc add_start(struct db *db, struct arena *arena, const struct person_filter *filter, bool down,
        struct arguments *arguments)
{
	int64_t at = down ? INT64_MAX : 0, id = at;
	struct name_place name;
	enum rc rc;

	if (filter->by_created) {
		if (filter->place.set) {
			at = filter->place.at;
			id = filter->place.id;
		}
		add(arguments, db_value_int(at));
		add(arguments, db_value_int(at));
		add(arguments, db_value_int(id));
		return RC_OK;
	}
	rc = start_name(db, arena, filter, down, &name, &id);
	if (rc != RC_OK)
		return rc;
	add(arguments, db_value_text(name.name_key));
	add(arguments, db_value_text(name.name_key));
	add(arguments, db_value_int(id));
	return RC_OK;
}

/* --- search ---------------------------------------------------------------------------------- */

static enum rc search(struct db *db, struct arena *arena, const struct person_filter *filter, int64_t wanted,
        struct db_rows *rows)
{
	const char *name = text_like_start(arena, filter->search), *key = text_fold(arena, filter->search);
	struct db_value company = db_id_or_null(filter->company_id);
	struct arguments arguments = { .count = 0 };
	const char *mail = key == NULL ? NULL : text_like_start(arena, key);

	if (name == NULL || mail == NULL)
		return RC_NO_MEMORY;
	add(&arguments, db_value_text(name));
	add(&arguments, db_value_text(name));
	add(&arguments, db_value_text(mail));
	add(&arguments, company);
	add(&arguments, company);
	add_filters(&arguments, filter);
	add(&arguments, db_value_int(wanted));
	return db_all(db, arena, &people_found, arguments.values, arguments.count, rows);
}

/* --- the lists ------------------------------------------------------------------------------- */

static enum rc walk(struct db *db, struct arena *arena, const struct person_filter *filter, int64_t wanted,
        struct db_rows *rows)
{
	bool down = filter->downwards != filter->place.backwards;
	struct arguments arguments = { .count = 0 };
	enum source source = choose(filter, &arguments);
	enum rc rc;

	add_filters(&arguments, filter);
	rc = add_start(db, arena, filter, down, &arguments);
	if (rc != RC_OK)
		return rc;
	add(&arguments, db_value_int(wanted));
	return db_all(db, arena, queries[source][filter->by_created][down], arguments.values, arguments.count,
	        rows);
}

enum rc person_list(struct db *db, struct arena *arena, const struct person_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	bool found = !text_empty(filter->search);
	int64_t wanted = (int64_t)most + 1;
	enum rc rc = found ? search(db, arena, filter, wanted, rows) : walk(db, arena, filter, wanted, rows);

	if (rc == RC_OK)
		list_settle(rows, sizeof(struct person_row), most, !found && filter->place.backwards, more);
	return rc;
}

enum rc person_visible(struct db *db, struct arena *arena, const struct account *who, const char **visible)
{
	struct db_rows rows;
	enum rc rc = staff_role_list(db, arena, &rows);
	const struct staff_role *roles = rows.items;
	const char *made = account_is_admin(who) ? "admin,0" : "0";

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; made != NULL && i < rows.count; i++)
		if (may_grant(who, permissions_read(roles[i].permissions), false))
			made = arena_format(arena, "%s,%lld", made, (long long)roles[i].id);
	*visible = made;
	return made == NULL ? RC_NO_MEMORY : RC_OK;
}

enum rc management_counts(struct db *db, struct arena *arena, struct management_counts *counts)
{
	return db_one(db, arena, &count_management,
	        DB_ARGS(LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT,
	                LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT),
	        counts);
}
