/* See forum_person.h. */
#include "domain/forum_person.h"

#include "base/limits.h"
#include "domain/access.h"

/* clang-format off */
#define SEEN_POSTS \
	" FROM forum_post p FORCE INDEX (forum_post_author) JOIN forum_topic t ON t.id = p.topic_id" \
	" JOIN forum_category c ON c.id = t.category_id" \
	" WHERE p.author_id = ? AND p.state = 'open' AND t.state = 'open' AND " AUDIENCE_SEEN("c")

/* The numbers are those of what the reader may see, not the sums that trust keeps. */
DB_QUERY(find_forum_person,
	"SELECT a.id, a.name, p.public_id AS picture, a.role IN ('agent', 'admin') AS staff,"
	" IF(a.industry_shown, a.industry, '') AS industry, a.created_at,"
	" COALESCE(k.fixed_level, k.level) AS level, COALESCE(k.fixed_level, -1) AS fixed_level, k.blocked_until,"
	" f.topics, f.posts, f.solved, f.likes_got, i.suggestions"
	" FROM account a LEFT JOIN picture p ON p.id = a.picture_id AND p.state = 'ready'"
	" LEFT JOIN trust k ON k.account_id = a.id,"
	" (SELECT COUNT(*) AS posts, COALESCE(SUM(n.question), 0) AS topics, COALESCE(SUM(n.solved), 0) AS solved,"
	"  COALESCE(SUM(n.like_count), 0) AS likes_got FROM (SELECT p.place = 1 AS question, p.like_count,"
	"   t.solved_post_id <=> p.id AND NOT (t.author_id <=> p.author_id) AS solved" SEEN_POSTS
	"   ORDER BY p.created_at DESC, p.id DESC LIMIT ?) n) f,"
	" (SELECT COUNT(*) AS suggestions FROM (SELECT 1 FROM suggestion s JOIN suggestion_board b ON b.id = s.board_id"
	"   WHERE s.author_id = ? AND s.state = 'open' AND " AUDIENCE_SEEN("b") " LIMIT ?) n) i"
	" WHERE a.id = ? AND a.state = 'active'",
	DB_ROW(struct forum_person, id, name, picture, staff, industry, created_at, level, fixed_level, blocked_until,
		topics, posts, solved, likes_got, suggestions));

#define POSTS \
	"SELECT p.id, p.topic_id, t.title, p.place = 1 AS question, t.solved_post_id <=> p.id AS accepted, p.like_count," \
	" p.created_at" SEEN_POSTS
#define OLDER " AND p.created_at <= ? AND (p.created_at < ? OR p.id < ?) ORDER BY p.created_at DESC, p.id DESC LIMIT ?"
#define NEWER " AND p.created_at >= ? AND (p.created_at > ? OR p.id > ?) ORDER BY p.created_at, p.id LIMIT ?"
#define POST_ROW DB_ROW(struct forum_person_post, id, topic_id, title, question, accepted, like_count, created_at)

DB_QUERY(person_posts_older, POSTS OLDER, POST_ROW);
DB_QUERY(person_posts_newer, POSTS NEWER, POST_ROW);
/* clang-format on */

enum rc forum_person_find(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        struct forum_person *person)
{
	const struct audience_reader reader = audience_reader(who);
	return db_one(db, arena, &find_forum_person,
	        DB_ARGS(id, AUDIENCE_ARGS(&reader), LIMIT_COUNT, id, AUDIENCE_ARGS(&reader), LIMIT_COUNT, id),
	        person);
}

enum rc forum_person_posts(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        struct list_place place, size_t most, struct db_rows *rows, bool *more)
{
	const struct audience_reader reader = audience_reader(who);
	bool backwards = place.set && place.backwards;
	int64_t end = INT64_MAX, wanted = (int64_t)most + 1;
	int64_t at = place.set ? place.at : end, from = place.set ? place.id : end;
	enum rc rc = db_all(db, arena, backwards ? &person_posts_newer : &person_posts_older,
	        DB_ARGS(id, AUDIENCE_ARGS(&reader), at, at, from, wanted), rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct forum_person_post), most, backwards, more);
	return rc;
}

bool forum_person_is_shown(
        const struct account *who, const struct forum_person *person, const struct db_rows *posts)
{
	return posts->count > 0 || person->suggestions > 0 || account_is_staff(who) || who->id == person->id;
}
