/* See forum_category_edit.h. */
#include "domain/forum_category_edit.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"

struct count {
	int64_t count;
};

struct placed {
	int64_t id;
	int32_t position;
};

/* clang-format off */
#define CATEGORY \
	"SELECT c.id, c.slug, c.colour," \
	" COALESCE((SELECT n.name FROM forum_category_text n WHERE n.category_id = c.id" \
	"  ORDER BY n.lang = ? DESC, n.lang = 'en' DESC, n.lang LIMIT 1), c.slug) AS name," \
	" c.audience, c.audience_id," \
	" IF(c.audience = 'company', (SELECT k.name FROM company k WHERE k.id = c.audience_id)," \
	"  IF(c.audience = 'group', (SELECT g.name FROM people_group g WHERE g.id = c.audience_id), NULL)) AS audience_name," \
	" c.stale, c.guests, c.active, c.position, c.version, c.created_at, "
#define ANY "EXISTS (SELECT 1 FROM forum_topic t WHERE t.category_id = c.id)"
#define COUNTED "(SELECT COUNT(*) FROM (SELECT 1 FROM forum_topic WHERE category_id = ? LIMIT ?) k)"
#define ROW DB_ROW(struct forum_category_row, id, slug, colour, name, audience, audience_id, audience_name, stale, guests, \
	active, position, version, created_at, topic_count)

DB_QUERY(list_category_rows, CATEGORY ANY " AS topic_count FROM forum_category c ORDER BY c.position, c.id LIMIT ?", ROW);
DB_QUERY(find_category_row, CATEGORY COUNTED " AS topic_count FROM forum_category c WHERE c.id = ?", ROW);
DB_QUERY(lock_category, "SELECT id, position FROM forum_category WHERE id = ? FOR UPDATE", DB_ROW(struct placed, id, position));
DB_QUERY(lock_order, "SELECT id, position FROM forum_category ORDER BY position, id FOR UPDATE",
	DB_ROW(struct placed, id, position));
DB_QUERY(category_texts,
	"SELECT lang, name, description FROM forum_category_text WHERE category_id = ? ORDER BY lang LIMIT ?",
	DB_ROW(struct place_text, lang, name, description));

DB_QUERY(count_categories, "SELECT COUNT(*) AS count FROM forum_category", DB_ROW(struct count, count));
DB_QUERY(add_category,
	"INSERT INTO forum_category (slug, colour, audience, audience_id, guests, active, position, created_at)"
	" SELECT ?, ?, ?, ?, ?, ?, COALESCE(MAX(position), 0) + 1, ? FROM forum_category", DB_NO_ROW);
DB_QUERY(change_category,
	"UPDATE forum_category SET slug = ?, colour = ?, guests = ?, active = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(change_audience,
	"UPDATE forum_category SET audience = ?, audience_id = ?, stale = TRUE, copied_id = 0 WHERE id = ?", DB_NO_ROW);
DB_QUERY(clear_category_texts, "DELETE FROM forum_category_text WHERE category_id = ?", DB_NO_ROW);
DB_QUERY(add_category_text,
	"INSERT INTO forum_category_text (category_id, lang, name, description) VALUES (?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(place_category, "UPDATE forum_category SET position = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(forget_category_followers, "DELETE FROM follow WHERE kind = 'category' AND ref_id = ?", DB_NO_ROW);
DB_QUERY(delete_category, "DELETE FROM forum_category WHERE id = ?", DB_NO_ROW);

DB_QUERY(touch_topics,
	"INSERT INTO search_dirty (kind, ref_id, created_at)"
	" SELECT 'topic', t.id, ? FROM forum_topic t WHERE t.category_id = ? ORDER BY t.state, t.created_at, t.id LIMIT ?",
	DB_NO_ROW);
DB_QUERY(move_topics,
	"UPDATE forum_topic SET category_id = ?, audience = ?, audience_id = ?, pinned = FALSE, version = version + 1"
	" WHERE category_id = ? ORDER BY state, created_at, id LIMIT ?",
	DB_NO_ROW);

struct stale_category {
	int64_t id;
	const char *audience;
	int64_t audience_id, copied_id;
};
DB_QUERY(find_stale_category,
	"SELECT id, audience, audience_id, copied_id FROM forum_category WHERE stale ORDER BY id LIMIT 1 FOR UPDATE",
	DB_ROW(struct stale_category, id, audience, audience_id, copied_id));
struct end {
	int64_t id;
};
DB_QUERY(find_batch_end,
	"SELECT COALESCE(MAX(k.id), 0) AS id FROM (SELECT id FROM forum_topic WHERE id > ? ORDER BY id LIMIT ?) k",
	DB_ROW(struct end, id));
DB_QUERY(touch_batch,
	"INSERT INTO search_dirty (kind, ref_id, created_at)"
	" SELECT 'topic', t.id, ? FROM forum_topic t FORCE INDEX (PRIMARY) WHERE t.id > ? AND t.id <= ? AND t.category_id = ?",
	DB_NO_ROW);
DB_QUERY(copy_audience,
	"UPDATE forum_topic FORCE INDEX (PRIMARY) SET audience = ?, audience_id = ?"
	" WHERE id > ? AND id <= ? AND category_id = ?", DB_NO_ROW);
DB_QUERY(note_copied, "UPDATE forum_category SET copied_id = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(end_stale_category, "UPDATE forum_category SET stale = FALSE, copied_id = 0 WHERE id = ?", DB_NO_ROW);
/* clang-format on */

/* --- reading ---------------------------------------------------------------------------------- */

enum rc forum_category_rows(struct db *db, struct arena *arena, const char *lang, struct db_rows *rows)
{
	return db_all(db, arena, &list_category_rows, DB_ARGS(lang, LIMIT_FORUM_CATEGORIES), rows);
}

enum rc forum_category_row(
        struct db *db, struct arena *arena, int64_t id, const char *lang, struct forum_category_row *row)
{
	return db_one(db, arena, &find_category_row, DB_ARGS(lang, id, LIMIT_COUNT, id), row);
}

enum rc forum_category_lock(
        struct db *db, struct arena *arena, int64_t id, const char *lang, struct forum_category_row *row)
{
	struct placed locked;
	enum rc rc = db_one(db, arena, &lock_category, DB_ARGS(id), &locked);
	return rc == RC_OK ? forum_category_row(db, arena, id, lang, row) : rc;
}

enum rc forum_category_texts(struct db *db, struct arena *arena, int64_t id, struct db_rows *rows)
{
	return db_all(db, arena, &category_texts, DB_ARGS(id, PLACE_TEXTS), rows);
}

/* --- changing --------------------------------------------------------------------------------- */

static enum rc write_texts(struct db *db, int64_t id, const struct forum_category_draft *draft)
{
	enum rc rc = db_run(db, &clear_category_texts, DB_ARGS(id), NULL);
	for (size_t i = 0; rc == RC_OK && i < draft->texts.count; i++) {
		const struct place_text *text = &draft->texts.items[i];
		if (!text_empty(text->name))
			rc = db_run(db, &add_category_text,
			        DB_ARGS(id, text->lang, text->name, text->description), NULL);
	}
	return rc;
}

static enum rc note(struct db *db, const struct account *who, const char *action, int64_t id,
        const struct forum_category_draft *draft, int64_t now)
{
	char detail[60] = "";
	if (draft)
		(void)snprintf(
		        detail, sizeof(detail), "audience %s %" PRId64, draft->audience, draft->audience_id);
	return audit_add(db, who->id, action, "forum_category", id, detail, now);
}

enum rc forum_category_add(struct db *db, struct arena *arena, const struct account *who,
        const struct forum_category_draft *draft, int64_t now, int64_t *id)
{
	struct count categories;
	struct db_done done;
	enum rc rc = db_one(db, arena, &count_categories, DB_NO_ARGS, &categories);
	if (rc != RC_OK)
		return rc;
	if (categories.count >= LIMIT_FORUM_CATEGORIES)
		return RC_LIMITED;
	rc = db_run(db, &add_category,
	        DB_ARGS(draft->slug, draft->colour, draft->audience, draft->audience_id, draft->guests,
	                draft->active, now),
	        &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	rc = write_texts(db, *id, draft);
	return rc == RC_OK ? note(db, who, "forum.category.add", *id, draft, now) : rc;
}

enum rc forum_category_change(struct db *db, const struct account *who,
        const struct forum_category_row *locked, int32_t version, const struct forum_category_draft *draft,
        int64_t now)
{
	bool moved =
	        !text_equal(locked->audience, draft->audience) || locked->audience_id != draft->audience_id;
	if (version != locked->version)
		return RC_INVALID;
	enum rc rc = db_run(db, &change_category,
	        DB_ARGS(draft->slug, draft->colour, draft->guests, draft->active, locked->id), NULL);
	if (rc == RC_OK && moved)
		rc = db_run(
		        db, &change_audience, DB_ARGS(draft->audience, draft->audience_id, locked->id), NULL);
	if (rc == RC_OK)
		rc = write_texts(db, locked->id, draft);
	return rc == RC_OK ? note(db, who, "forum.category.change", locked->id, draft, now) : rc;
}

/* Where it stands; rows->count if it is not there. */
static size_t place_of(const struct db_rows *rows, int64_t id)
{
	const struct placed *items = rows->items;
	size_t i = 0;
	while (i < rows->count && items[i].id != id)
		i++;
	return i;
}

/* All get their positions anew: two that had the same one are told apart, too. */
static enum rc renumber(struct db *db, const struct db_rows *rows)
{
	const struct placed *items = rows->items;
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < rows->count; i++)
		if (items[i].position != (int32_t)i + 1)
			rc = db_run(db, &place_category, DB_ARGS((int64_t)i + 1, items[i].id), NULL);
	return rc;
}

enum rc forum_category_shift(
        struct db *db, struct arena *arena, const struct account *who, int64_t id, bool down, int64_t now)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &lock_order, DB_NO_ARGS, &rows);
	if (rc != RC_OK)
		return rc;
	struct placed *items = rows.items;
	size_t at = place_of(&rows, id);
	if (at == rows.count)
		return RC_NOT_FOUND;
	if (down ? at + 1 == rows.count : at == 0)
		return RC_OK;
	size_t other = down ? at + 1 : at - 1;
	struct placed kept = items[at];
	items[at] = items[other];
	items[other] = kept;
	rc = renumber(db, &rows);
	return rc == RC_OK ? note(db, who, "forum.category.order", id, NULL, now) : rc;
}

enum rc forum_category_delete(
        struct db *db, const struct account *who, const struct forum_category_row *locked, int64_t now)
{
	if (locked->topic_count > 0)
		return RC_DENIED;
	enum rc rc = db_run(db, &forget_category_followers, DB_ARGS(locked->id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &delete_category, DB_ARGS(locked->id), NULL);
	return rc == RC_OK ? note(db, who, "forum.category.delete", locked->id, NULL, now) : rc;
}

enum rc forum_category_empty(struct db *db, const struct account *who, const struct forum_category_row *from,
        const struct forum_category_row *to, int most, int64_t now, int64_t *moved)
{
	char detail[80];
	struct db_done done = { 0 };
	enum rc rc = db_run(db, &touch_topics, DB_ARGS(now, from->id, most), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &move_topics, DB_ARGS(to->id, to->audience, to->audience_id, from->id, most),
		        &done);
	*moved = done.affected;
	if (rc != RC_OK || done.affected == 0)
		return rc;
	(void)snprintf(detail, sizeof(detail), "topics %" PRId64 " to %" PRId64, done.affected, to->id);
	return audit_add(db, who->id, "forum.category.move", "forum_category", from->id, detail, now);
}

/* --- the worker ------------------------------------------------------------------------------- */

struct copying {
	struct db *db;
	struct arena *arena;
	int most;
	int64_t now;
	bool worked;
};

/* The table is gone through by its own key, however the category's topics lie in it. */
static enum rc copy_some(void *context)
{
	struct copying *job = context;
	struct stale_category category;
	struct end end;
	enum rc rc = db_one(job->db, job->arena, &find_stale_category, DB_NO_ARGS, &category);
	job->worked = rc == RC_OK;
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = db_one(job->db, job->arena, &find_batch_end, DB_ARGS(category.copied_id, job->most), &end);
	if (rc != RC_OK)
		return rc;
	if (end.id == 0)
		return db_run(job->db, &end_stale_category, DB_ARGS(category.id), NULL);
	rc = db_run(job->db, &copy_audience,
	        DB_ARGS(category.audience, category.audience_id, category.copied_id, end.id, category.id),
	        NULL);
	if (rc == RC_OK)
		rc = db_run(job->db, &touch_batch, DB_ARGS(job->now, category.copied_id, end.id, category.id),
		        NULL);
	return rc == RC_OK ? db_run(job->db, &note_copied, DB_ARGS(end.id, category.id), NULL) : rc;
}

enum rc forum_category_copy_audience(struct db *db, struct arena *arena, int most, int64_t now, bool *worked)
{
	struct copying job = { .db = db, .arena = arena, .most = most, .now = now };
	enum rc rc = db_transact(db, copy_some, &job);
	*worked = job.worked;
	return rc;
}
