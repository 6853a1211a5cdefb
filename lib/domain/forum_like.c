/* See forum_like.h. */
#include "domain/forum_like.h"

#include "base/text.h"
#include "domain/access.h"
#include "domain/trust.h"

/* clang-format off */
DB_QUERY(add_like, "INSERT IGNORE INTO forum_like (post_id, account_id, created_at) VALUES (?, ?, ?)", DB_NO_ROW);
DB_QUERY(drop_like, "DELETE FROM forum_like WHERE post_id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(count_like, "UPDATE forum_post SET like_count = GREATEST(like_count + ?, 0) WHERE id = ?", DB_NO_ROW);
DB_QUERY(count_topic_like, "UPDATE forum_topic SET like_count = GREATEST(like_count + ?, 0) WHERE id = ?", DB_NO_ROW);
/* clang-format on */

bool forum_like_allowed(const struct forum_post *post, const struct account *who)
{
	return may_post(who) && text_equal(post->state, "open") && post->author_id != who->id;
}

static enum rc trust_one(
        struct db *db, struct arena *arena, int64_t account_id, bool giver, int step, int64_t now)
{
	struct trust_change change = { .likes_given = giver ? step : 0, .likes_got = giver ? 0 : step };
	return trust_add(db, arena, account_id, change, now);
}

/* The lower id first: two who like each other's posts at once do not wait for each other. */
static enum rc trust_both(
        struct db *db, struct arena *arena, int64_t giver, int64_t author, int step, int64_t now)
{
	bool giver_first = giver < author;
	enum rc rc = trust_one(db, arena, giver_first ? giver : author, giver_first, step, now);
	return rc == RC_OK ? trust_one(db, arena, giver_first ? author : giver, !giver_first, step, now) : rc;
}

static enum rc count(struct db *db, struct arena *arena, const struct forum_post *post, int64_t giver,
        int step, int64_t now)
{
	enum rc rc = db_run(db, &count_like, DB_ARGS(step, post->id), NULL);
	if (rc == RC_OK && post->place == 1)
		rc = db_run(db, &count_topic_like, DB_ARGS(step, post->topic_id), NULL);
	return rc == RC_OK ? trust_both(db, arena, giver, post->author_id, step, now) : rc;
}

enum rc forum_like_set(struct db *db, struct arena *arena, const struct forum_post *post,
        const struct account *who, bool like, int64_t now, int32_t *like_count)
{
	struct db_done done;
	enum rc rc = like ? db_run(db, &add_like, DB_ARGS(post->id, who->id, now), &done)
	                  : db_run(db, &drop_like, DB_ARGS(post->id, who->id), &done);
	if (rc != RC_OK)
		return rc;
	int step = done.affected == 0 ? 0 : like ? 1 : -1;
	*like_count = post->like_count + step < 0 ? 0 : post->like_count + step;
	return step == 0 ? RC_OK : count(db, arena, post, who->id, step, now);
}
