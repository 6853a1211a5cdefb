/* See forum_export.h. */
#include "domain/forum_export.h"

/* clang-format off */
DB_QUERY(export_topics,
	"SELECT t.id, COALESCE((SELECT n.name FROM forum_category_text n WHERE n.category_id = c.id"
	"  ORDER BY n.lang = ? DESC, n.lang = 'en' DESC, n.lang LIMIT 1), c.slug) AS category, t.title, p.body, t.state,"
	" t.closed, t.pinned, t.solved, t.reply_count, t.like_count, COALESCE(a.name, t.author_name) AS author, t.industry,"
	" t.lang, (SELECT GROUP_CONCAT(g.tag ORDER BY g.tag_key SEPARATOR ', ') FROM forum_tag g WHERE g.topic_id = t.id)"
	"  AS tags, t.suggestion_id, t.created_at, t.activity_at"
	" FROM forum_topic t JOIN forum_category c ON c.id = t.category_id"
	" LEFT JOIN forum_post p ON p.topic_id = t.id AND p.place = 1 LEFT JOIN account a ON a.id = t.author_id"
	" WHERE t.id > ? AND ? IN (0, t.category_id) AND ? IN ('', t.state) ORDER BY t.id LIMIT ?",
	DB_ROW(struct forum_export_row, id, category, title, body, state, closed, pinned, solved, reply_count, like_count,
		author, industry, lang, tags, suggestion_id, created_at, activity_at));
/* clang-format on */

enum rc forum_export(struct db *db, struct arena *arena, const struct forum_export_filter *filter,
        size_t most, struct db_rows *rows)
{
	return db_all(db, arena, &export_topics,
	        DB_ARGS(filter->lang, filter->after_id, filter->category_id, filter->state, (int64_t)most),
	        rows);
}
