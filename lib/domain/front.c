/*
 * See front.h. Each audience is a piece of an index of its own, read from its end, and in that order: the
 * optimizer would begin with the categories and read all that they hold. The joined category or board says
 * whether the copy of the audience still holds.
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

DB_QUERY(list_front,
        "SELECT kind, id, title, COALESCE(place_name, '') AS `where`, count, solved, status,"
        " status_name, status_colour, at FROM ("
        "SELECT 'topic' AS kind, t.id, t.title, t.reply_count AS count, t.solved, '' AS status,"
        " NULL AS status_name, NULL AS status_colour,"
        " t.activity_at AS at, ROW_NUMBER() OVER (ORDER BY x.rank_by DESC, x.id DESC) AS place,"
        " (SELECT n.name FROM forum_category_text n WHERE n.category_id = t.category_id"
        "  ORDER BY n.lang = ? DESC, n.lang LIMIT 1) AS place_name"
        " FROM " ALL_FOR(
                TOPICS_FOR) " x JOIN forum_topic t ON t.id = x.id"
                            " UNION ALL"
                            " SELECT 'suggestion', s.id, s.title, s.vote_count, FALSE, s.status, "
                            "(SELECT q.name FROM suggestion_rule_text q WHERE q.status = s.status AND q.lang "
                            "= ?),"
                            " (SELECT q.colour FROM suggestion_rule q WHERE q.status = s.status), "
                            "s.created_at,"
                            " ROW_NUMBER() OVER (ORDER BY x.rank_by DESC, x.id DESC),"
                            " (SELECT n.name FROM suggestion_board_text n WHERE n.board_id = s.board_id"
                            "  ORDER BY n.lang = ? DESC, n.lang LIMIT 1)"
                            " FROM " ALL_FOR(IDEAS_FOR) " x JOIN suggestion s ON s.id = x.id"
                                                        ") r ORDER BY r.kind DESC, r.place",
        DB_ROW(struct front_row, kind, id, title, where, count, solved, status, status_name, status_colour,
                at));

enum rc front_list(struct db *db, struct arena *arena, const struct audience_reader *reader, const char *lang,
        int topics, int ideas, struct db_rows *rows)
{
	return db_all(db, arena, &list_front,
	        DB_ARGS(lang, topics, reader->signed_in, topics, reader->company_id, topics, topics, lang,
	                lang, ideas, reader->signed_in, ideas, reader->company_id, ideas, ideas),
	        rows);
}
