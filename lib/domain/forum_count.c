/* See forum_count.h and forum_post.h. */
#include "domain/forum_count.h"

#include "base/text.h"
#include "domain/audit.h"
#include "domain/community.h"
#include "domain/follow.h"
#include "domain/forum_post.h"
#include "domain/search.h"
#include "domain/trust.h"

struct standing { /* a post and its topic, as far as counting goes */
	int64_t id, topic_id;
	int32_t place;
	int64_t author_id;
	const char *author_name;
	const char *state, *held_for;
	int64_t asker_id, solved_post_id;
};

/* clang-format off */
struct topic_lock {
	int64_t id;
};
DB_QUERY(find_topic_of, "SELECT topic_id AS id FROM forum_post WHERE id = ?", DB_ROW(struct topic_lock, id));
DB_QUERY(lock_topic_of, "SELECT id FROM forum_topic WHERE id = ? FOR UPDATE", DB_ROW(struct topic_lock, id));
DB_QUERY(lock_counted, "SELECT id FROM forum_post WHERE id = ? FOR UPDATE", DB_ROW(struct topic_lock, id));

DB_QUERY(find_standing,
	"SELECT STRAIGHT_JOIN p.id, p.topic_id, p.place, p.author_id, p.author_name, p.state, p.held_for,"
	" t.author_id AS asker_id, t.solved_post_id"
	" FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id WHERE p.id = ?",
	DB_ROW(struct standing, id, topic_id, place, author_id, author_name, state, held_for, asker_id, solved_post_id));

DB_QUERY(set_post_state, "UPDATE forum_post SET state = ?, held_for = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(set_topic_state, "UPDATE forum_topic SET state = ? WHERE id = ?", DB_NO_ROW);

/* The assignments are made from left to right. An answer is another's than who asked. */
DB_QUERY(count_in,
	"UPDATE forum_topic SET reply_count = reply_count + ?,"
	" answered_at = IF(? AND NOT (author_id <=> ? AND author_name = ?), LEAST(COALESCE(answered_at, ?), ?), answered_at),"
	" activity_at = GREATEST(activity_at, ?),"
	" last_id = IF(? > COALESCE(last_post_id, 0), ?, last_id),"
	" last_name = IF(? > COALESCE(last_post_id, 0), ?, last_name),"
	" last_post_id = GREATEST(COALESCE(last_post_id, 0), ?) WHERE id = ?",
	DB_NO_ROW);

#define OPEN_POSTS " FROM forum_post p WHERE p.topic_id = t.id AND p.state = 'open'"
DB_QUERY(count_out,
	"UPDATE forum_topic t SET reply_count = GREATEST(reply_count - ?, 0),"
	" answered_at = (SELECT p.created_at" OPEN_POSTS " AND p.place > 1"
	"  AND NOT (p.author_id <=> t.author_id AND p.author_name = t.author_name) ORDER BY p.place LIMIT 1),"
	" last_id = (SELECT p.author_id" OPEN_POSTS " ORDER BY p.place DESC LIMIT 1),"
	" last_name = COALESCE((SELECT p.author_name" OPEN_POSTS " ORDER BY p.place DESC LIMIT 1), ''),"
	" activity_at = COALESCE((SELECT p.created_at" OPEN_POSTS " ORDER BY p.place DESC LIMIT 1), t.created_at),"
	" last_post_id = (SELECT p.id" OPEN_POSTS " ORDER BY p.place DESC LIMIT 1),"
	" solved_post_id = IF(solved_post_id = ?, NULL, solved_post_id) WHERE t.id = ?",
	DB_NO_ROW);
/* clang-format on */

/* --- appearing and going --------------------------------------------------------------------- */

static bool was_never_open(const char *held_for)
{
	return text_equal(held_for, "guest") || text_equal(held_for, "new") || text_equal(held_for, "links");
}

static enum rc trust_by(
        struct db *db, struct arena *arena, const struct standing *post, int step, int64_t now)
{
	struct trust_change change = { .topics = post->place == 1 ? step : 0, .posts = step };
	return trust_add(db, arena, post->author_id, change, now);
}

static enum rc tell(struct db *db, const struct standing *post, int64_t now)
{
	struct community_event event = { .kind = post->place == 1 ? "topic" : "post",
		.actor_id = post->author_id,
		.topic_id = post->topic_id,
		.post_id = post->id,
		.now = now };
	enum rc rc = community_tell(db, &event);
	return rc == RC_OK ? follow_start(db, post->author_id, FOLLOW_TOPIC, post->topic_id, now) : rc;
}

static enum rc appear(struct db *db, struct arena *arena, const struct standing *post, bool told, int64_t now)
{
	bool reply = post->place > 1;
	struct db_value author = db_id_or_null(post->author_id);
	enum rc rc = db_run(db, &count_in,
	        DB_ARGS(reply, reply, author, post->author_name, now, now, now, post->id, author, post->id,
	                post->author_name, post->id, post->topic_id),
	        NULL);
	if (rc == RC_OK)
		rc = trust_by(db, arena, post, 1, now);
	if (rc == RC_OK && told)
		rc = tell(db, post, now);
	return rc == RC_OK ? search_touch(db, "topic", post->topic_id, now) : rc;
}

static enum rc vanish(struct db *db, struct arena *arena, const struct standing *post, int64_t now)
{
	bool solved = post->solved_post_id == post->id && post->author_id != post->asker_id;
	enum rc rc = db_run(db, &count_out, DB_ARGS(post->place > 1, post->id, post->topic_id), NULL);
	if (rc == RC_OK)
		rc = trust_by(db, arena, post, -1, now);
	if (rc == RC_OK && solved)
		rc = trust_add(db, arena, post->author_id, (struct trust_change){ .solved = -1 }, now);
	return rc == RC_OK ? search_touch(db, "topic", post->topic_id, now) : rc;
}

static enum rc mirror(struct db *db, const struct standing *post, const char *state)
{
	return post->place == 1 ? db_run(db, &set_topic_state, DB_ARGS(state, post->topic_id), NULL) : RC_OK;
}

enum rc forum_count_new(struct db *db, struct arena *arena, const struct forum_counted *post, int64_t now)
{
	const struct standing standing = { .id = post->id,
		.topic_id = post->topic_id,
		.place = post->place,
		.author_id = post->author_id,
		.author_name = post->author_name,
		.state = post->state };
	enum rc rc = mirror(db, &standing, post->state);
	if (rc != RC_OK || !text_equal(post->state, "open"))
		return rc;
	return appear(db, arena, &standing, true, now);
}

/* --- another state --------------------------------------------------------------------------- */

#define GONE_NOTE "note" /* held_for of a deleted note: it must not come back for everybody */

static bool is_allowed(const struct standing *post, const char *state)
{
	if (text_equal(post->held_for, GONE_NOTE))
		return false;
	if (text_equal(post->state, "note"))
		return text_equal(state, "deleted");
	return text_equal(state, "open") || text_equal(state, "held") || text_equal(state, "hidden") ||
	       text_equal(state, "deleted");
}

/* What is held for a reason of the beginning keeps it until it opens: it has not been told of yet. */
static const char *reason(const struct standing *post, const char *state, const char *held_for)
{
	if (text_equal(post->state, "note"))
		return GONE_NOTE;
	if (text_equal(state, "open"))
		return "";
	return *held_for && !was_never_open(post->held_for) ? held_for : post->held_for;
}

static enum rc lock(struct db *db, struct arena *arena, int64_t id, struct standing *post)
{
	struct topic_lock topic;
	enum rc rc = db_one(db, arena, &find_topic_of, DB_ARGS(id), &topic);
	if (rc == RC_OK)
		rc = db_one(db, arena, &lock_topic_of, DB_ARGS(topic.id), &topic);
	if (rc == RC_OK)
		rc = db_one(db, arena, &lock_counted, DB_ARGS(id), &topic);
	return rc == RC_OK ? db_one(db, arena, &find_standing, DB_ARGS(id), post) : rc;
}

static const char *act_of(const struct standing *post, const char *state)
{
	if (text_equal(state, "open"))
		return text_equal(post->state, "held") ? "forum.approve" : "forum.restore";
	if (text_equal(state, "deleted"))
		return "forum.delete";
	return text_equal(state, "hidden") ? "forum.hide" : "forum.hold";
}

enum rc forum_post_set_state(struct db *db, struct arena *arena, int64_t id, const char *state,
        const char *held_for, const struct account *who, int64_t now)
{
	struct standing post;
	enum rc rc = lock(db, arena, id, &post);
	if (rc != RC_OK || text_equal(post.state, state))
		return rc;
	if (!is_allowed(&post, state))
		return RC_INVALID;
	const char *kept = reason(&post, state, held_for);
	rc = db_run(db, &set_post_state, DB_ARGS(state, kept, id), NULL);
	if (rc == RC_OK)
		rc = mirror(db, &post, state);
	if (rc == RC_OK && text_equal(state, "open"))
		rc = appear(db, arena, &post, was_never_open(post.held_for), now);
	if (rc == RC_OK && text_equal(post.state, "open"))
		rc = vanish(db, arena, &post, now);
	return rc == RC_OK ? audit_add(db, who->id, act_of(&post, state), "forum_post", id, kept, now) : rc;
}
