/* See community_feed.h. */
#include "domain/community_feed.h"

#include "base/limits.h"
#include "base/text.h"
#include "io/markup.h"

struct name_row {
	const char *name;
};

/* clang-format off */
#define NAME(table, column, id) \
	"(SELECT n.name FROM " table " n WHERE n." column " = " id \
	" ORDER BY n.lang = ? DESC, n.lang = 'en' DESC, n.lang LIMIT 1)"

/* A rendering of another version is made anew, of the whole text. */
#define TEXT(row) \
	" IF(" row ".html IS NULL OR " row ".markup_version <> ?, " row ".body, LEFT(" row ".body, 4000)) AS body," \
	" IF(" row ".markup_version = ?, " row ".html, NULL) AS html"

#define TOPIC_COLUMNS \
	"SELECT t.id, t.id AS thing_id, t.title, COALESCE(a.name, t.author_name) AS author, " \
	NAME("forum_category_text", "category_id", "c.id") " AS place, p.format," TEXT("p") "," \
	" t.created_at AS published_at, COALESCE(p.edited_at, t.created_at) AS updated_at"
#define TOPIC_JOINS \
	" JOIN forum_category c ON c.id = t.category_id AND c.audience = 'public'" \
	" JOIN forum_post p ON p.topic_id = t.id AND p.place = 1 AND p.state = 'open'" \
	" LEFT JOIN account a ON a.id = t.author_id"
#define TOPIC_ROW \
	DB_ROW(struct feed_row, id, thing_id, title, author, place, format, body, html, published_at, updated_at)

DB_QUERY(feed_newest,
	TOPIC_COLUMNS " FROM forum_topic t" TOPIC_JOINS
	" WHERE t.audience = 'public' AND t.audience_id = 0 AND t.state = 'open'"
	" ORDER BY t.created_at DESC, t.id DESC LIMIT ?", TOPIC_ROW);
DB_QUERY(feed_of_category,
	TOPIC_COLUMNS " FROM forum_topic t" TOPIC_JOINS
	" WHERE t.category_id = (SELECT id FROM forum_category WHERE slug = ?) AND t.state = 'open'"
	" ORDER BY t.created_at DESC, t.id DESC LIMIT ?", TOPIC_ROW);
DB_QUERY(feed_of_industry,
	TOPIC_COLUMNS " FROM forum_topic t" TOPIC_JOINS
	" WHERE t.audience = 'public' AND t.audience_id = 0 AND t.state = 'open' AND t.industry = ? AND a.industry_shown"
	" ORDER BY t.activity_at DESC, t.id DESC LIMIT ?", TOPIC_ROW);
DB_QUERY(feed_of_tag,
	TOPIC_COLUMNS " FROM forum_tag g STRAIGHT_JOIN forum_topic t ON t.id = g.topic_id" TOPIC_JOINS
	" WHERE g.tag_key = ? AND t.audience = 'public' AND t.state = 'open' ORDER BY g.topic_id DESC LIMIT ?", TOPIC_ROW);

#define SUGGESTION_PLACE NAME("suggestion_board_text", "board_id", "b.id") " AS place,"
#define SUGGESTION_COLUMNS \
	"SELECT s.id, s.id AS thing_id, s.title, COALESCE(a.name, s.author_name) AS author, " SUGGESTION_PLACE \
	" 'markdown' AS format," TEXT("s") ", s.status, s.created_at AS published_at, s.created_at AS updated_at" \
	" FROM suggestion s JOIN suggestion_board b ON b.id = s.board_id AND b.audience = 'public'" \
	" LEFT JOIN account a ON a.id = s.author_id"
#define SUGGESTION_ROW \
	DB_ROW(struct feed_row, id, thing_id, title, author, place, format, body, html, status, published_at, updated_at)

DB_QUERY(feed_new_suggestions,
	SUGGESTION_COLUMNS " WHERE s.audience = 'public' AND s.audience_id = 0 AND s.phase = 'live'"
	" ORDER BY s.created_at DESC, s.id DESC LIMIT ?", SUGGESTION_ROW);
DB_QUERY(feed_of_board,
	SUGGESTION_COLUMNS " WHERE s.board_id = (SELECT id FROM suggestion_board WHERE slug = ?) AND s.phase = 'live'"
	" ORDER BY s.created_at DESC, s.id DESC LIMIT ?", SUGGESTION_ROW);
DB_QUERY(feed_of_status,
	"SELECT st.id, s.id AS thing_id, s.title, a.name AS author, " SUGGESTION_PLACE
	" 'markdown' AS format," TEXT("st") ", st.status, st.created_at AS published_at, st.created_at AS updated_at"
	" FROM suggestion_status st JOIN suggestion s ON s.id = st.suggestion_id AND s.state = 'open'"
	" JOIN suggestion_board b ON b.id = s.board_id AND b.audience = 'public' AND (? = '' OR b.slug = ?)"
	" LEFT JOIN account a ON a.id = st.author_id"
	" WHERE st.status = ? ORDER BY st.id DESC LIMIT ?", SUGGESTION_ROW);

DB_QUERY(feed_of_articles,
	"SELECT a.id, a.id AS thing_id, a.slug, x.title, x.html, 'markdown' AS format, x.summary AS body,"
	" a.created_at AS published_at, x.updated_at"
	" FROM article_text x JOIN article a ON a.id = x.article_id AND a.visibility = 'public'"
	" WHERE x.lang = ? ORDER BY x.updated_at DESC LIMIT ?",
	DB_ROW(struct feed_row, id, thing_id, slug, title, html, format, body, published_at, updated_at));

DB_QUERY(name_category,
	"SELECT " NAME("forum_category_text", "category_id", "c.id") " AS name"
	" FROM forum_category c WHERE c.slug = ? AND c.audience = 'public'", DB_ROW(struct name_row, name));
DB_QUERY(name_board,
	"SELECT " NAME("suggestion_board_text", "board_id", "b.id") " AS name"
	" FROM suggestion_board b WHERE b.slug = ? AND b.audience = 'public'", DB_ROW(struct name_row, name));
/* clang-format on */

enum rc feed_topics(
        struct db *db, struct arena *arena, const struct feed_filter *filter, struct db_rows *rows)
{
	const char *lang = filter->lang;
	if (!text_empty(filter->category))
		return db_all(db, arena, &feed_of_category,
		        DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, filter->category, LIMIT_FEED), rows);
	if (!text_empty(filter->industry))
		return db_all(db, arena, &feed_of_industry,
		        DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, filter->industry, LIMIT_FEED), rows);
	if (text_empty(filter->tag))
		return db_all(db, arena, &feed_newest,
		        DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, LIMIT_FEED), rows);
	const char *key = text_fold(arena, filter->tag);
	if (key == NULL)
		return RC_NO_MEMORY;
	return db_all(db, arena, &feed_of_tag, DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, key, LIMIT_FEED),
	        rows);
}

enum rc feed_suggestions(
        struct db *db, struct arena *arena, const struct feed_filter *filter, struct db_rows *rows)
{
	const char *lang = filter->lang, *board = filter->board ? filter->board : "";
	if (!text_empty(filter->status))
		return db_all(db, arena, &feed_of_status,
		        DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, board, board, filter->status,
		                LIMIT_FEED),
		        rows);
	if (*board != '\0')
		return db_all(db, arena, &feed_of_board,
		        DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, board, LIMIT_FEED), rows);
	return db_all(db, arena, &feed_new_suggestions,
	        DB_ARGS(lang, MARKUP_VERSION, MARKUP_VERSION, LIMIT_FEED), rows);
}

enum rc feed_articles(struct db *db, struct arena *arena, const char *lang, struct db_rows *rows)
{
	return db_all(db, arena, &feed_of_articles, DB_ARGS(lang, LIMIT_FEED), rows);
}

static enum rc name_of(struct db *db, struct arena *arena, const struct query *query, const char *slug,
        const char *lang, const char **name)
{
	struct name_row row;
	enum rc rc = db_one(db, arena, query, DB_ARGS(lang, slug), &row);
	if (rc == RC_OK)
		*name = row.name != NULL ? row.name : "";
	return rc;
}

enum rc feed_category(
        struct db *db, struct arena *arena, const char *slug, const char *lang, const char **name)
{
	return name_of(db, arena, &name_category, slug, lang, name);
}

enum rc feed_board(struct db *db, struct arena *arena, const char *slug, const char *lang, const char **name)
{
	return name_of(db, arena, &name_board, slug, lang, name);
}
