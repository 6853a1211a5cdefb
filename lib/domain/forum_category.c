/* See forum_category.h. There are at most LIMIT_FORUM_CATEGORIES, so they are read whole and judged here. */
#include "domain/forum_category.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"

static const char *const colours[] = { "blue", "green", "purple", "orange", "red", "teal", "grey" };

/* clang-format off */
#define CATEGORY \
	"SELECT c.id, c.slug, c.colour, COALESCE(n.name, c.slug) AS name, COALESCE(n.description, '') AS description," \
	" c.audience, c.audience_id, " AUDIENCE_BELONGS("c") " AS belongs, c.guests, c.active, c.position, c.version," \
	" w.mail AS follow FROM forum_category c" \
	" LEFT JOIN forum_category_text n ON n.category_id = c.id AND n.lang = (SELECT b.lang FROM forum_category_text b" \
	"  WHERE b.category_id = c.id ORDER BY b.lang = ? DESC, b.lang = ? DESC, b.lang LIMIT 1)" \
	" LEFT JOIN follow w ON w.account_id = ? AND w.kind = 'category' AND w.ref_id = c.id"
#define CATEGORY_ROW DB_ROW(struct forum_category, id, slug, colour, name, description, audience, audience_id, belongs, \
	guests, active, position, version, follow)
#define CATEGORY_ARGS(reader) \
	(reader)->who->id, (reader)->who->id, (reader)->lang, (reader)->fallback, (reader)->who->id

/* What a stranger may read, in his language alone: nobody's company, group or follows are asked for. A name that there is not
 * in it is NULL. */
DB_QUERY(list_public_categories,
	"SELECT STRAIGHT_JOIN c.id, c.slug, c.colour, n.name, n.description, c.audience, c.audience_id, FALSE AS belongs,"
	" c.guests, c.active, c.position, c.version, NULL AS follow"
	" FROM forum_category c FORCE INDEX (forum_category_position)"
	" LEFT JOIN forum_category_text n FORCE INDEX (PRIMARY) ON n.category_id = c.id AND n.lang = ?"
	" WHERE c.audience = 'public' ORDER BY c.position, c.id LIMIT ?", CATEGORY_ROW);
DB_QUERY(list_categories, CATEGORY " ORDER BY c.position, c.id LIMIT ?", CATEGORY_ROW);
DB_QUERY(find_category_slug, CATEGORY " WHERE c.slug = ?", CATEGORY_ROW);
DB_QUERY(find_category_id, CATEGORY " WHERE c.id = ?", CATEGORY_ROW);
/* clang-format on */

const char *forum_colour_at(size_t index)
{
	return index < LENGTH(colours) ? colours[index] : NULL;
}

bool forum_colour_is_known(const char *word)
{
	for (size_t i = 0; i < LENGTH(colours); i++)
		if (text_equal(colours[i], word))
			return true;
	return false;
}

static bool may_read(const struct forum_reader *reader, const struct forum_category *category)
{
	return may_read_audience(reader->who, category->audience, category->belongs);
}

static bool is_each_named(const struct db_rows *rows)
{
	const struct forum_category *categories = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		if (!categories[i].name)
			return false;
	return true;
}

/* Of a stranger the short question first; that of everybody where a name has to be taken from elsewhere. */
static enum rc read_categories(
        struct db *db, struct arena *arena, const struct forum_reader *reader, struct db_rows *rows)
{
	if (reader->who->id == 0) {
		enum rc rc = db_all(db, arena, &list_public_categories,
		        DB_ARGS(reader->lang, LIMIT_FORUM_CATEGORIES), rows);
		if (rc != RC_OK || is_each_named(rows))
			return rc;
	}
	return db_all(
	        db, arena, &list_categories, DB_ARGS(CATEGORY_ARGS(reader), LIMIT_FORUM_CATEGORIES), rows);
}

enum rc forum_category_list(
        struct db *db, struct arena *arena, const struct forum_reader *reader, struct db_rows *rows)
{
	enum rc rc = read_categories(db, arena, reader, rows);
	if (rc != RC_OK)
		return rc;
	struct forum_category *items = rows->items;
	size_t kept = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (may_read(reader, &items[i]))
			items[kept++] = items[i];
	rows->count = kept;
	return RC_OK;
}

static enum rc judge(enum rc rc, const struct forum_reader *reader, const struct forum_category *category)
{
	if (rc != RC_OK)
		return rc;
	return may_read(reader, category) ? RC_OK : RC_NOT_FOUND;
}

enum rc forum_category_find(struct db *db, struct arena *arena, const struct forum_reader *reader,
        const char *slug, struct forum_category *category)
{
	return judge(db_one(db, arena, &find_category_slug, DB_ARGS(CATEGORY_ARGS(reader), slug), category),
	        reader, category);
}

enum rc forum_category_by_id(struct db *db, struct arena *arena, const struct forum_reader *reader,
        int64_t id, struct forum_category *category)
{
	return judge(db_one(db, arena, &find_category_id, DB_ARGS(CATEGORY_ARGS(reader), id), category),
	        reader, category);
}

const struct forum_category *forum_category_in(const struct db_rows *rows, int64_t id)
{
	const struct forum_category *items = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		if (items[i].id == id)
			return &items[i];
	return NULL;
}

bool forum_category_takes(const struct forum_category *category, const struct account *who)
{
	return category->active && (may_post(who) || category->guests);
}
