/* See suggestion_export.h. */
#include "domain/suggestion_export.h"

/* clang-format off */
DB_QUERY(export_suggestions,
	"SELECT s.id, COALESCE(x.name, e.name, b.slug) AS board, s.title, s.body, s.status, s.state, s.merged_id, s.vote_count,"
	" s.comment_count, COALESCE(a.name, s.author_name) AS author, s.industry, s.lang,"
	" (SELECT GROUP_CONCAT(g.tag ORDER BY g.tag_key SEPARATOR ', ') FROM suggestion_tag g WHERE g.suggestion_id = s.id)"
	"  AS tags,"
	" (SELECT h.body FROM suggestion_status h WHERE h.suggestion_id = s.id AND h.body <> '' ORDER BY h.id DESC LIMIT 1)"
	"  AS answer,"
	" s.created_at, s.updated_at, s.status_at"
	" FROM suggestion s JOIN suggestion_board b ON b.id = s.board_id"
	" LEFT JOIN suggestion_board_text x ON x.board_id = b.id AND x.lang = ?"
	" LEFT JOIN suggestion_board_text e ON e.board_id = b.id AND e.lang = 'en'"
	" LEFT JOIN account a ON a.id = s.author_id"
	" WHERE s.id > ? AND ? IN (0, s.board_id) AND ? IN ('', s.status) AND ? IN ('', s.state) ORDER BY s.id LIMIT ?",
	DB_ROW(struct suggestion_export_row, id, board, title, body, status, state, merged_id, vote_count, comment_count,
		author, industry, lang, tags, answer, created_at, updated_at, status_at));
/* clang-format on */

enum rc suggestion_export(struct db *db, struct arena *arena, const struct suggestion_export_filter *filter,
        size_t most, struct db_rows *rows)
{
	return db_all(db, arena, &export_suggestions,
	        DB_ARGS(filter->lang, filter->after_id, filter->board_id, filter->status, filter->state,
	                (int64_t)most),
	        rows);
}
