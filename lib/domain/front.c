/*
 * See front.h. Each audience is a piece of an index of its own, read from its end, and in that order: the
 * optimizer would begin with the categories and read all that they hold. The joined category or board says
 * whether the copy of the audience still holds. A stranger's pieces are handed out as they are read, without
 * a table in between: the server gives a UNION ALL part by part.
 */
#include "domain/front.h"

#define TOPICS_FOR(audience, id, who)                                                                        \
	"(SELECT STRAIGHT_JOIN t.id, t.activity_at AS rank_by"                                               \
	" FROM forum_topic t FORCE INDEX (forum_topic_seen)"                                                 \
	" JOIN forum_category c ON c.id = t.category_id AND c.audience = t.audience"                         \
	"  AND c.audience_id = t.audience_id"                                                                \
	" WHERE t.audience = '" audience "' AND t.audience_id = " id " AND t.state = 'open'" who             \
	" ORDER BY t.activity_at DESC, t.id DESC LIMIT ?)"

#define IDEAS_FOR(audience, id, who)                                                                         \
	"(SELECT STRAIGHT_JOIN s.id, s.heat AS rank_by"                                                      \
	" FROM suggestion s FORCE INDEX (suggestion_seen_heat)"                                              \
	" JOIN suggestion_board b ON b.id = s.board_id AND b.audience = s.audience"                          \
	"  AND b.audience_id = s.audience_id"                                                                \
	" WHERE s.audience = '" audience "' AND s.audience_id = " id " AND s.phase = 'live'" who             \
	" ORDER BY s.heat DESC, s.id DESC LIMIT ?)"

/* Whoever acts for a company is a member of it: the session has asked. */
#define ALL_FOR(things)                                                                                      \
	"(SELECT id, rank_by FROM (" things("public", "0", "") " UNION ALL " things("signed_in", "0",        \
	        " AND ?") " UNION ALL " things("company", "?", "") ") one ORDER BY rank_by DESC, id"         \
	                                                           " DESC LIMIT ?)"

/* clang-format off */
#define NAME_OF(table, column, row) \
	"COALESCE(n.name, (SELECT y.name FROM " table " y WHERE y." column " = " row "." column " ORDER BY y.lang LIMIT 1), '')"

#define TOPIC \
	"'topic' AS kind, t.id, t.title, " NAME_OF("forum_category_text", "category_id", "t") " AS `where`," \
	" t.reply_count AS count, t.solved, '' AS status, NULL AS status_name, NULL AS status_colour, t.activity_at AS at"
#define TOPIC_WORDS " LEFT JOIN forum_category_text n ON n.category_id = t.category_id AND n.lang = ?"

#define IDEA \
	"'suggestion' AS kind, s.id, s.title, " NAME_OF("suggestion_board_text", "board_id", "s") " AS `where`," \
	" s.vote_count AS count, FALSE AS solved, s.status, w.name AS status_name, q.colour AS status_colour, s.created_at AS at"
#define IDEA_WORDS \
	" LEFT JOIN suggestion_board_text n ON n.board_id = s.board_id AND n.lang = ?" \
	" LEFT JOIN suggestion_rule q ON q.status = s.status" \
	" LEFT JOIN suggestion_rule_text w ON w.status = s.status AND w.lang = ?"

#define FRONT_ROW \
	DB_ROW(struct front_row, kind, id, title, where, count, solved, status, status_name, status_colour, at)

DB_QUERY(list_public,
	"(SELECT STRAIGHT_JOIN " TOPIC " FROM forum_topic t FORCE INDEX (forum_topic_seen)"
	" JOIN forum_category c FORCE INDEX (PRIMARY) ON c.id = t.category_id AND c.audience = t.audience" TOPIC_WORDS
	" WHERE t.audience = 'public' AND t.audience_id = 0 AND t.state = 'open'"
	" ORDER BY t.activity_at DESC, t.id DESC LIMIT ?)"
	" UNION ALL "
	"(SELECT STRAIGHT_JOIN " IDEA " FROM suggestion s FORCE INDEX (suggestion_seen_heat)"
	" JOIN suggestion_board b FORCE INDEX (PRIMARY) ON b.id = s.board_id AND b.audience = s.audience" IDEA_WORDS
	" WHERE s.audience = 'public' AND s.audience_id = 0 AND s.phase = 'live'"
	" ORDER BY s.heat DESC, s.id DESC LIMIT ?)",
	FRONT_ROW);

DB_QUERY(list_seen,
	"(SELECT STRAIGHT_JOIN " TOPIC " FROM " ALL_FOR(TOPICS_FOR) " x JOIN forum_topic t ON t.id = x.id" TOPIC_WORDS
	" ORDER BY x.rank_by DESC, x.id DESC LIMIT ?)"
	" UNION ALL "
	"(SELECT STRAIGHT_JOIN " IDEA " FROM " ALL_FOR(IDEAS_FOR) " x JOIN suggestion s ON s.id = x.id" IDEA_WORDS
	" ORDER BY x.rank_by DESC, x.id DESC LIMIT ?)",
	FRONT_ROW);
/* clang-format on */

enum rc front_list(struct db *db, struct arena *arena, const struct audience_reader *reader, const char *lang,
        int topics, int ideas, struct db_rows *rows)
{
	if (!reader->signed_in)
		return db_all(db, arena, &list_public, DB_ARGS(lang, topics, lang, lang, ideas), rows);
	return db_all(db, arena, &list_seen,
	        DB_ARGS(topics, reader->signed_in, topics, reader->company_id, topics, topics, lang, topics,
	                ideas, reader->signed_in, ideas, reader->company_id, ideas, ideas, lang, lang, ideas),
	        rows);
}
