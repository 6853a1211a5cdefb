/* See forum_waiting.h. */
#include "domain/forum_waiting.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

/* clang-format off */
#define COLUMNS \
	"SELECT t.id, t.title, t.lang," \
	" COALESCE((SELECT n.name FROM forum_category_text n WHERE n.category_id = c.id" \
	"  ORDER BY n.lang = ? DESC, n.lang = 'en' DESC, n.lang LIMIT 1), c.slug) AS category, c.colour, c.audience," \
	" COALESCE(a.name, t.author_name) AS author, t.created_at"
#define JOINS \
	" JOIN forum_category c ON c.id = t.category_id LEFT JOIN account a ON a.id = t.author_id" \
	" WHERE t.waits = 1 AND t.created_at <= ?"
#define AFTER " AND t.created_at >= ? AND (t.created_at > ? OR t.id > ?) ORDER BY t.created_at, t.id LIMIT ?"
#define BEFORE " AND t.created_at <= ? AND (t.created_at < ? OR t.id < ?) ORDER BY t.created_at DESC, t.id DESC LIMIT ?"
#define ROW DB_ROW(struct forum_waiting_row, id, title, lang, category, colour, audience, author, created_at)

DB_QUERY(waiting_after, COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_waits)" JOINS AFTER, ROW);
DB_QUERY(waiting_before, COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_waits)" JOINS BEFORE, ROW);
DB_QUERY(waiting_lang_after,
	COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_lang_waits)" JOINS " AND t.lang = ?" AFTER, ROW);
DB_QUERY(waiting_lang_before,
	COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_lang_waits)" JOINS " AND t.lang = ?" BEFORE, ROW);
DB_QUERY(waiting_category_after,
	COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_category_waits)" JOINS " AND t.category_id = ?" AFTER, ROW);
DB_QUERY(waiting_category_before,
	COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_category_waits)" JOINS " AND t.category_id = ?" BEFORE, ROW);
/* A category is mostly of one language: what is of another one is passed over. */
DB_QUERY(waiting_both_after,
	COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_category_waits)" JOINS " AND t.category_id = ? AND t.lang = ?"
	AFTER, ROW);
DB_QUERY(waiting_both_before,
	COLUMNS " FROM forum_topic t FORCE INDEX (forum_topic_category_waits)" JOINS " AND t.category_id = ? AND t.lang = ?"
	BEFORE, ROW);

DB_QUERY(count_community_waits,
	"SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM forum_topic WHERE waits = 1 AND created_at <= ? LIMIT ?) t) AS topic_count,"
	" LEAST(?, (SELECT COUNT(*) FROM (SELECT 1 FROM forum_post WHERE state = 'held' LIMIT ?) p)"
	" + (SELECT COUNT(*) FROM (SELECT 1 FROM forum_post WHERE flagged AND state IN ('open', 'hidden') LIMIT ?) f)"
	" + (SELECT COUNT(*) FROM (SELECT 1 FROM suggestion WHERE state = 'held' LIMIT ?) s)"
	" + (SELECT COUNT(*) FROM (SELECT 1 FROM suggestion_comment WHERE state = 'held' LIMIT ?) c)) AS moderation_count",
	DB_ROW(struct forum_waiting_counts, topic_count, moderation_count));
/* clang-format on */

static enum rc read_rows(struct db *db, struct arena *arena, const struct forum_waiting_filter *filter,
        const char *page_lang, int64_t until, int64_t wanted, struct db_rows *rows)
{
	const struct list_place *place = &filter->place;
	bool back = place->set && place->backwards, by_lang = !text_empty(filter->lang);
	int64_t at = place->set ? place->at : 0, id = place->set ? place->id : 0;
	const char *lang = filter->lang;
	if (filter->category_id != 0 && by_lang)
		return db_all(db, arena, back ? &waiting_both_before : &waiting_both_after,
		        DB_ARGS(page_lang, until, filter->category_id, lang, at, at, id, wanted), rows);
	if (filter->category_id != 0)
		return db_all(db, arena, back ? &waiting_category_before : &waiting_category_after,
		        DB_ARGS(page_lang, until, filter->category_id, at, at, id, wanted), rows);
	if (by_lang)
		return db_all(db, arena, back ? &waiting_lang_before : &waiting_lang_after,
		        DB_ARGS(page_lang, until, lang, at, at, id, wanted), rows);
	return db_all(db, arena, back ? &waiting_before : &waiting_after,
	        DB_ARGS(page_lang, until, at, at, id, wanted), rows);
}

enum rc forum_waiting_list(struct db *db, struct arena *arena, const struct forum_waiting_filter *filter,
        const char *page_lang, int64_t now, size_t most, struct db_rows *rows, bool *more)
{
	enum rc rc = read_rows(
	        db, arena, filter, page_lang, now - FORUM_WAITING_HOURS * HOUR, (int64_t)most + 1, rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct forum_waiting_row), most,
		        filter->place.set && filter->place.backwards, more);
	return rc;
}

enum rc forum_waiting_counts(
        struct db *db, struct arena *arena, int64_t now, struct forum_waiting_counts *counts)
{
	return db_one(db, arena, &count_community_waits,
	        DB_ARGS(now - FORUM_WAITING_HOURS * HOUR, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT,
	                LIMIT_COUNT, LIMIT_COUNT),
	        counts);
}
