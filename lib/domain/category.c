/*
 * Categories. Reading joins the names of the reader's language; writing keeps the stored counts right.
 */
#include "domain/category.h"

#include <string.h>

#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"

DB_QUERY(find_category,
        "SELECT c.id, c.slug, c.icon, n.name, n.description, COALESCE(o.article_count, 0) AS article_count,"
        " p.slug AS parent_slug, (SELECT m.name FROM category_text m WHERE m.category_id = p.id"
        "  ORDER BY m.lang = ? DESC, m.lang = ? DESC, m.lang LIMIT 1) AS parent_name"
        " FROM category c"
        " JOIN category_text n ON n.category_id = c.id AND n.lang = (SELECT b.lang FROM category_text b"
        "  WHERE b.category_id = c.id ORDER BY b.lang = ? DESC, b.lang = ? DESC, b.lang LIMIT 1)"
        " LEFT JOIN category_text o ON o.category_id = c.id AND o.lang = ?"
        " LEFT JOIN category p ON p.id = c.parent_id"
        " WHERE c.slug = ?",
        DB_ROW(struct category, id, slug, icon, name, description, article_count, parent_slug, parent_name));

#define CARD                                                                                                 \
	"SELECT c.id, c.slug, c.icon, n.name, n.description, n.article_count FROM category c"                \
	" JOIN category_text n ON n.category_id = c.id AND n.lang = ? AND n.article_count > 0"
#define CARD_ROW DB_ROW(struct category, id, slug, icon, name, description, article_count)

DB_QUERY(list_top, CARD " WHERE c.parent_id IS NULL ORDER BY c.position, c.id LIMIT 60", CARD_ROW);

DB_QUERY(list_below, CARD " WHERE c.parent_id = ? ORDER BY c.position, c.id LIMIT 60", CARD_ROW);

struct place { /* where a category stands */
	int64_t id, parent_id;
	int64_t children;
};

DB_QUERY(find_place,
        "SELECT c.id, COALESCE(c.parent_id, 0) AS parent_id,"
        " (SELECT COUNT(*) FROM category k WHERE k.parent_id = c.id) AS children FROM category c WHERE "
        "c.slug = ?",
        DB_ROW(struct place, id, parent_id, children));

DB_QUERY(put_category,
        "INSERT INTO category (slug, parent_id, icon, position) VALUES (?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), parent_id = VALUES(parent_id), icon = "
        "VALUES(icon),"
        " position = VALUES(position)",
        DB_NO_ROW);

DB_QUERY(put_name,
        "INSERT INTO category_text (category_id, lang, name, description) VALUES (?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE name = VALUES(name), description = VALUES(description)",
        DB_NO_ROW);

struct known_name {
	const char *own, *any; /* in the language asked for, in any language */
};

DB_QUERY(find_name,
        "SELECT (SELECT n.name FROM category_text n WHERE n.category_id = ? AND n.lang = ?) AS own,"
        " (SELECT n.name FROM category_text n WHERE n.category_id = ? ORDER BY n.lang LIMIT 1) AS `any`",
        DB_ROW(struct known_name, own, any));

DB_QUERY(recount_category,
        "UPDATE category_text n SET n.article_count = (SELECT COUNT(*) FROM category k"
        "  JOIN article a ON a.category_id = k.id AND a.visibility = 'public'"
        "  JOIN article_text t ON t.article_id = a.id AND t.lang = n.lang"
        "  WHERE k.id = n.category_id OR k.parent_id = n.category_id)"
        " WHERE n.category_id IN (?, (SELECT p.parent_id FROM category p WHERE p.id = ?))",
        DB_NO_ROW);

/* --- reading --------------------------------------------------------------------------------- */

enum rc category_find(struct db *db, struct arena *arena, const struct reader *reader, const char *slug,
        struct category *category)
{
	return db_one(db, arena, &find_category,
	        DB_ARGS(reader->lang, reader->fallback, reader->lang, reader->fallback, reader->lang, slug),
	        category);
}

enum rc category_list_top(
        struct db *db, struct arena *arena, const struct reader *reader, struct category_list *list)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_top, DB_ARGS(reader->lang), &rows);
	*list = (struct category_list){ rows.items, rows.count };
	return rc;
}

enum rc category_list_below(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t parent_id, struct category_list *list)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_below, DB_ARGS(reader->lang, parent_id), &rows);
	*list = (struct category_list){ rows.items, rows.count };
	return rc;
}

/* --- writing --------------------------------------------------------------------------------- */

enum rc category_recount(struct db *db, int64_t id)
{
	return db_run(db, &recount_category, DB_ARGS(id, id), NULL);
}

/* "shell-overview" becomes "Shell overview". */
static const char *readable(struct arena *arena, const char *slug)
{
	char *text = arena_text(arena, slug);
	if (text == NULL)
		return NULL;
	for (char *at = text; *at != '\0'; at++)
		if (*at == '-')
			*at = ' ';
	if (text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	return text;
}

/* Names a category in a language where it has no name yet. */
static enum rc name_if_nameless(
        struct db *db, struct arena *arena, int64_t id, const char *slug, const char *lang, const char *name)
{
	struct known_name known;
	enum rc rc = db_one(db, arena, &find_name, DB_ARGS(id, lang, id), &known);
	if (rc != RC_OK || known.own != NULL)
		return rc;
	if (text_empty(name))
		name = known.any != NULL ? known.any : readable(arena, slug);
	if (name == NULL)
		return RC_NO_MEMORY;
	return db_run(db, &put_name, DB_ARGS(id, lang, name, ""), NULL);
}

#define LAST_POSITION 1000 /* of categories that nobody has put in order */

enum rc category_ensure(
        struct db *db, struct arena *arena, const char *slug, const char *lang, const char *name, int64_t *id)
{
	struct place place = { 0 };
	struct db_done done;

	enum rc rc = db_one(db, arena, &find_place, DB_ARGS(slug), &place);
	if (rc == RC_NOT_FOUND) {
		rc = db_run(
		        db, &put_category, DB_ARGS(slug, db_id_or_null(0), "folder", LAST_POSITION), &done);
		place.id = rc == RC_OK ? done.insert_id : 0;
	}
	if (rc == RC_OK)
		rc = name_if_nameless(db, arena, place.id, slug, lang, name);
	if (rc == RC_OK && place.parent_id != 0)
		rc = name_if_nameless(db, arena, place.parent_id, slug, lang, NULL);
	if (rc == RC_OK)
		*id = place.id;
	return rc;
}

struct put {
	struct db *db;
	struct arena *arena;
	const struct category_source *source;
};

static bool is_sound(const struct category_source *source)
{
	bool sound = text_is_slug(source->slug) && !text_equal(source->slug, source->parent) &&
	             source->name_count > 0;
	for (size_t i = 0; sound && i < source->name_count; i++)
		sound = language_find(source->names[i].lang) != NULL && !text_empty(source->names[i].name) &&
		        text_chars(source->names[i].name) <= LIMIT_NAME;
	return sound;
}

/* The parent must stand at the top, and whoever gets one must have no children: two levels are all there is.
 */
static enum rc find_parent(const struct put *put, const struct place *own, int64_t *parent_id)
{
	struct place parent;
	*parent_id = 0;
	if (text_empty(put->source->parent))
		return RC_OK;
	enum rc rc = db_one(put->db, put->arena, &find_place, DB_ARGS(put->source->parent), &parent);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	if (parent.parent_id != 0 || own->children > 0)
		return RC_INVALID;
	*parent_id = parent.id;
	return RC_OK;
}

static enum rc put_names(const struct put *put, int64_t id)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < put->source->name_count; i++) {
		const struct category_name *name = &put->source->names[i];
		const char *description = name->description != NULL ? name->description : "";
		rc = db_run(put->db, &put_name, DB_ARGS(id, name->lang, name->name, description), NULL);
	}
	return rc;
}

static enum rc put_unit(void *context)
{
	const struct put *put = context;
	const struct category_source *source = put->source;
	const char *icon = text_empty(source->icon) ? "folder" : source->icon;
	struct place own = { 0 };
	struct db_done done;
	int64_t parent_id;

	enum rc rc = db_one(put->db, put->arena, &find_place, DB_ARGS(source->slug), &own);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	rc = find_parent(put, &own, &parent_id);
	if (rc == RC_OK)
		rc = db_run(put->db, &put_category,
		        DB_ARGS(source->slug, db_id_or_null(parent_id), icon, source->position), &done);
	if (rc == RC_OK)
		rc = put_names(put, done.insert_id);
	if (rc == RC_OK)
		rc = category_recount(put->db, done.insert_id);
	if (rc == RC_OK && own.parent_id != 0 && own.parent_id != parent_id)
		rc = category_recount(put->db, own.parent_id);
	return rc;
}

enum rc category_put(struct db *db, struct arena *arena, const struct category_source *source)
{
	struct put put = { db, arena, source };
	return is_sound(source) ? db_transact(db, put_unit, &put) : RC_INVALID;
}
