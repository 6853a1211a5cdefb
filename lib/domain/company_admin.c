/*
 * The list of all companies. What is asked for most sharply chooses the index that is walked, the other
 * filter picks from its rows; each query reads a page from one index.
 */
#include "domain/company_admin.h"

#include "base/text.h"
#include "domain/list.h"

/* clang-format off */
#define COLUMNS \
	"SELECT STRAIGHT_JOIN c.id, c.name, c.industry, c.state, a.name AS owner_name, a.mail AS owner_mail," \
	" (SELECT COUNT(*) FROM company_member n WHERE n.company_id = c.id) AS member_count, c.created_at FROM "
#define OWNER \
	" LEFT JOIN account a ON a.id = (SELECT m.account_id FROM company_member m WHERE m.company_id = c.id AND m.owner" \
	" ORDER BY m.created_at, m.account_id LIMIT 1)"
#define ROW DB_ROW(struct company_row, id, name, industry, state, owner_name, owner_mail, member_count, created_at)

/* A NULL argument lets everything through. */
#define FILTERS " AND c.state = COALESCE(?, c.state) AND c.industry = COALESCE(?, c.industry)"
#define NAME_UP " AND c.name_key >= ? AND (c.name_key > ? OR c.id > ?) ORDER BY c.name_key, c.id LIMIT ?"
#define NAME_DOWN " AND c.name_key <= ? AND (c.name_key < ? OR c.id < ?) ORDER BY c.name_key DESC, c.id DESC LIMIT ?"
#define MADE_UP " AND c.created_at >= ? AND (c.created_at > ? OR c.id > ?) ORDER BY c.created_at, c.id LIMIT ?"
#define MADE_DOWN \
	" AND c.created_at <= ? AND (c.created_at < ? OR c.id < ?) ORDER BY c.created_at DESC, c.id DESC LIMIT ?"
#define WALK(index, where) COLUMNS "company c FORCE INDEX (" index ")" OWNER " WHERE " where FILTERS

DB_QUERY(companies_name_up, WALK("company_name", "c.name_key IS NOT NULL") NAME_UP, ROW);
DB_QUERY(companies_name_down, WALK("company_name", "c.name_key IS NOT NULL") NAME_DOWN, ROW);
DB_QUERY(companies_made_up, WALK("company_created", "c.created_at IS NOT NULL") MADE_UP, ROW);
DB_QUERY(companies_made_down, WALK("company_created", "c.created_at IS NOT NULL") MADE_DOWN, ROW);
DB_QUERY(industry_name_up, WALK("company_industry_name", "c.industry = ?") NAME_UP, ROW);
DB_QUERY(industry_name_down, WALK("company_industry_name", "c.industry = ?") NAME_DOWN, ROW);
DB_QUERY(industry_made_up, WALK("company_industry", "c.industry = ?") MADE_UP, ROW);
DB_QUERY(industry_made_down, WALK("company_industry", "c.industry = ?") MADE_DOWN, ROW);
DB_QUERY(company_state_name_up, WALK("company_state_name", "c.state = ?") NAME_UP, ROW);
DB_QUERY(company_state_name_down, WALK("company_state_name", "c.state = ?") NAME_DOWN, ROW);
DB_QUERY(company_state_made_up, WALK("company_state", "c.state = ?") MADE_UP, ROW);
DB_QUERY(company_state_made_down, WALK("company_state", "c.state = ?") MADE_DOWN, ROW);

#define FOUND(key) "(SELECT id FROM company WHERE " key " LIKE ? ORDER BY " key ", id LIMIT 500)"
DB_QUERY(companies_found,
	COLUMNS "(" FOUND("name_key") " UNION " FOUND("rest_key") ") f JOIN company c ON c.id = f.id" OWNER
	" WHERE c.name_key IS NOT NULL" FILTERS " ORDER BY c.name_key, c.id LIMIT ?", ROW);

struct name_place { const char *name_key; };
DB_QUERY(find_company_place, "SELECT name_key FROM company WHERE id = ?", DB_ROW(struct name_place, name_key));
/* clang-format on */

enum source { ALL, INDUSTRY, STATE };

/* By source; then by name or date; then up or down. */
static const struct query *const queries[][2][2] = {
	[ALL] = { { &companies_name_up, &companies_name_down },
	        { &companies_made_up, &companies_made_down } },
	[INDUSTRY] = { { &industry_name_up, &industry_name_down },
	        { &industry_made_up, &industry_made_down } },
	[STATE] = { { &company_state_name_up, &company_state_name_down },
	        { &company_state_made_up, &company_state_made_down } },
};

struct arguments {
	struct db_value values[12];
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

static enum source choose(const struct company_filter *filter, struct arguments *arguments)
{
	bool industry = !text_empty(filter->industry);

	if (!industry && text_empty(filter->state))
		return ALL;
	add(arguments, db_value_text(industry ? filter->industry : filter->state));
	return industry ? INDUSTRY : STATE;
}

#define LAST_NAME "\xF4\x8F\xBF\xBF" /* U+10FFFF: after every name */

/* The name that the page's place stands for; a company that is gone leads to the list's beginning. */
static enum rc add_start_name(struct db *db, struct arena *arena, const struct company_filter *filter,
        bool down, struct arguments *arguments)
{
	struct name_place name = { down ? LAST_NAME : "" };
	int64_t id = down ? INT64_MAX : 0;
	enum rc rc = RC_OK;

	if (filter->place.set)
		rc = db_one(db, arena, &find_company_place, DB_ARGS(filter->place.id), &name);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_OK && filter->place.set)
		id = filter->place.id;
	add(arguments, db_value_text(name.name_key));
	add(arguments, db_value_text(name.name_key));
	add(arguments, db_value_int(id));
	return RC_OK;
}

static enum rc add_start(struct db *db, struct arena *arena, const struct company_filter *filter, bool down,
        struct arguments *arguments)
{
	int64_t end = down ? INT64_MAX : 0;
	int64_t at = filter->place.set ? filter->place.at : end;

	if (!filter->by_created)
		return add_start_name(db, arena, filter, down, arguments);
	add(arguments, db_value_int(at));
	add(arguments, db_value_int(at));
	add(arguments, db_value_int(filter->place.set ? filter->place.id : end));
	return RC_OK;
}

static enum rc walk(struct db *db, struct arena *arena, const struct company_filter *filter, int64_t wanted,
        struct db_rows *rows)
{
	bool down = filter->downwards != filter->place.backwards;
	struct arguments arguments = { .count = 0 };
	enum source source = choose(filter, &arguments);
	enum rc rc;

	add(&arguments, text_or_null(filter->state));
	add(&arguments, text_or_null(filter->industry));
	rc = add_start(db, arena, filter, down, &arguments);
	if (rc != RC_OK)
		return rc;
	add(&arguments, db_value_int(wanted));
	return db_all(db, arena, queries[source][filter->by_created][down], arguments.values, arguments.count,
	        rows);
}

static enum rc search(struct db *db, struct arena *arena, const struct company_filter *filter, int64_t wanted,
        struct db_rows *rows)
{
	const char *key = text_fold(arena, filter->search);
	const char *like = key == NULL ? NULL : text_like_start(arena, key);

	if (like == NULL)
		return RC_NO_MEMORY;
	return db_all(db, arena, &companies_found,
	        DB_ARGS(like, like, text_or_null(filter->state), text_or_null(filter->industry), wanted),
	        rows);
}

enum rc company_list(struct db *db, struct arena *arena, const struct company_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	bool found = !text_empty(filter->search);
	int64_t wanted = (int64_t)most + 1;
	enum rc rc = found ? search(db, arena, filter, wanted, rows) : walk(db, arena, filter, wanted, rows);

	if (rc == RC_OK)
		list_settle(rows, sizeof(struct company_row), most, !found && filter->place.backwards, more);
	return rc;
}
