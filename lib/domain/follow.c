/* See follow.h. */
#include "domain/follow.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audience.h"

struct way_row {
	const char *mail;
};

struct before_row {
	const char *mail; /* NULL: he does not follow it */
	int64_t count;
};

/* clang-format off */
DB_QUERY(find_way, "SELECT mail FROM follow WHERE account_id = ? AND kind = ? AND ref_id = ?",
	DB_ROW(struct way_row, mail));
DB_QUERY(look_before,
	"SELECT (SELECT mail FROM follow WHERE account_id = ? AND kind = ? AND ref_id = ?) AS mail,"
	" (SELECT COUNT(*) FROM follow WHERE account_id = ?) AS count",
	DB_ROW(struct before_row, mail, count));
DB_QUERY(add_follow,
	"INSERT INTO follow (account_id, kind, ref_id, mail, created_at) VALUES (?, ?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE mail = VALUES(mail), created_at = VALUES(created_at)",
	DB_NO_ROW);
/* In the way of his last choice; what he follows already stays as it is. */
DB_QUERY(start_follow,
	"INSERT IGNORE INTO follow (account_id, kind, ref_id, mail, created_at)"
	" SELECT ?, ?, ?, COALESCE((SELECT b.mail FROM follow b WHERE b.account_id = ? ORDER BY b.created_at DESC, b.id DESC"
	" LIMIT 1), '" FOLLOW_NOW "'), ? FROM DUAL WHERE (SELECT COUNT(*) FROM follow c WHERE c.account_id = ?) < ?",
	DB_NO_ROW);
DB_QUERY(stop_follow, "DELETE FROM follow WHERE account_id = ? AND kind = ? AND ref_id = ?", DB_NO_ROW);

/* A name in the reader's language, else in English, else in any. */
#define NAME(table, column, id) \
	"(SELECT n.name FROM " table " n WHERE n." column " = " id \
	" ORDER BY n.lang = ? DESC, n.lang = 'en' DESC, n.lang LIMIT 1)"
#define COLUMNS \
	"SELECT f.id, f.kind, f.ref_id, f.mail, f.created_at, COALESCE(t.title, s.title," \
	" IF(f.kind = 'category', " NAME("forum_category_text", "category_id", "c.id") ", NULL)," \
	" IF(f.kind = 'board', " NAME("suggestion_board_text", "board_id", "b.id") ", NULL)) AS title," \
	" COALESCE(c.slug, b.slug) AS slug, COALESCE(c.audience, b.audience) AS audience," \
	" COALESCE(" AUDIENCE_BELONGS_TO("c", "f.account_id") ", " AUDIENCE_BELONGS_TO("b", "f.account_id") ") AS belongs," \
	" COALESCE(t.state, s.state) AS state, COALESCE(t.author_id, s.author_id) AS owner_id" \
	" FROM follow f" \
	" LEFT JOIN forum_topic t ON f.kind = 'topic' AND t.id = f.ref_id" \
	" LEFT JOIN suggestion s ON f.kind = 'suggestion' AND s.id = f.ref_id" \
	" LEFT JOIN forum_category c ON c.id = CASE f.kind WHEN 'category' THEN f.ref_id ELSE t.category_id END" \
	" LEFT JOIN suggestion_board b ON b.id = CASE f.kind WHEN 'board' THEN f.ref_id ELSE s.board_id END" \
	" WHERE f.account_id = ?"
#define ROW DB_ROW(struct follow_row, id, kind, ref_id, mail, created_at, title, slug, audience, belongs, state, owner_id)

DB_QUERY(follows_after,
	COLUMNS " AND f.created_at <= ? AND (f.created_at < ? OR f.id < ?) ORDER BY f.created_at DESC, f.id DESC LIMIT ?", ROW);
DB_QUERY(follows_before,
	COLUMNS " AND f.created_at >= ? AND (f.created_at > ? OR f.id > ?) ORDER BY f.created_at, f.id LIMIT ?", ROW);
DB_QUERY(find_follow, COLUMNS " AND f.kind = ? AND f.ref_id = ?", ROW);
DB_QUERY(change_way, "UPDATE follow SET mail = ?, created_at = ? WHERE id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(stop_by_id, "DELETE FROM follow WHERE id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(change_ways, "UPDATE follow SET mail = ? WHERE account_id = ?", DB_NO_ROW);
/* clang-format on */

static bool is_way(const char *mail)
{
	return text_equal(mail, FOLLOW_NOW) || text_equal(mail, FOLLOW_DAILY) || text_equal(mail, FOLLOW_OFF);
}

static enum rc look(struct db *db, struct arena *arena, int64_t account_id, const char *kind, int64_t ref_id,
        struct before_row *before)
{
	return db_one(db, arena, &look_before, DB_ARGS(account_id, kind, ref_id, account_id), before);
}

enum rc follow_find(struct db *db, struct arena *arena, int64_t account_id, const char *kind, int64_t ref_id,
        const char **mail)
{
	struct way_row row;
	*mail = NULL;
	enum rc rc = db_one(db, arena, &find_way, DB_ARGS(account_id, kind, ref_id), &row);
	if (rc == RC_OK)
		*mail = row.mail;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc follow_set(struct db *db, struct arena *arena, int64_t account_id, const char *kind, int64_t ref_id,
        const char *mail, int64_t now)
{
	struct before_row before;
	if (!is_way(mail))
		return RC_INVALID;
	enum rc rc = look(db, arena, account_id, kind, ref_id, &before);
	if (rc != RC_OK)
		return rc;
	if (before.mail == NULL && before.count >= LIMIT_FOLLOWS)
		return RC_LIMITED;
	return db_run(db, &add_follow, DB_ARGS(account_id, kind, ref_id, mail, now), NULL);
}

enum rc follow_start(struct db *db, int64_t account_id, const char *kind, int64_t ref_id, int64_t now)
{
	if (account_id == 0)
		return RC_OK;
	return db_run(db, &start_follow,
	        DB_ARGS(account_id, kind, ref_id, account_id, now, account_id, LIMIT_FOLLOWS), NULL);
}

enum rc follow_stop(struct db *db, int64_t account_id, const char *kind, int64_t ref_id)
{
	return db_run(db, &stop_follow, DB_ARGS(account_id, kind, ref_id), NULL);
}

/* --- what a person follows ------------------------------------------------------------------- */

bool follow_is_readable(const struct account *who, const struct follow_row *row)
{
	if (row->title == NULL || row->audience == NULL)
		return false;
	return may_read_audience(who, row->audience, row->belongs) &&
	       (row->state == NULL || may_see_state(who, row->state, row->owner_id));
}

enum rc follow_list(struct db *db, struct arena *arena, int64_t account_id, const char *lang,
        struct list_place place, size_t most, struct db_rows *rows, bool *more)
{
	const struct query *query = place.backwards ? &follows_before : &follows_after;
	int64_t at = place.set ? place.at : INT64_MAX, id = place.set ? place.id : INT64_MAX;
	enum rc rc = db_all(
	        db, arena, query, DB_ARGS(lang, lang, account_id, at, at, id, (int64_t)most + 1), rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct follow_row), most, place.backwards, more);
	return rc;
}

enum rc follow_find_row(struct db *db, struct arena *arena, int64_t account_id, const char *kind,
        int64_t ref_id, const char *lang, struct follow_row *row)
{
	return db_one(db, arena, &find_follow, DB_ARGS(lang, lang, account_id, kind, ref_id), row);
}

enum rc follow_change(struct db *db, int64_t account_id, int64_t id, const char *mail, int64_t now)
{
	if (text_equal(mail, "stop"))
		return db_run(db, &stop_by_id, DB_ARGS(id, account_id), NULL);
	if (!is_way(mail))
		return RC_INVALID;
	return db_run(db, &change_way, DB_ARGS(mail, now, id, account_id), NULL);
}

enum rc follow_change_all(struct db *db, int64_t account_id, const char *mail)
{
	return is_way(mail) ? db_run(db, &change_ways, DB_ARGS(mail, account_id), NULL) : RC_INVALID;
}
