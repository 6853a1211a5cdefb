/* See person_merge_community.h. */
#include "domain/person_merge_community.h"

#include "domain/account.h"
#include "domain/forum_like.h"
#include "domain/search.h"
#include "domain/suggestion.h"
#include "domain/trust_recount.h"

struct doubled {
	int64_t id;
};

struct spare_like {
	int64_t account_id, post_id, topic_id;
	int32_t place;
	int64_t author_id;
};

/* clang-format off */
/* --- what would count twice --- */
DB_QUERY(list_double_votes,
	"SELECT o.suggestion_id AS id FROM suggestion_vote o JOIN suggestion_vote k"
	" ON k.suggestion_id = o.suggestion_id AND k.account_id = ? WHERE o.account_id = ? ORDER BY o.suggestion_id",
	DB_ROW(struct doubled, id));
DB_QUERY(drop_double_vote, "DELETE FROM suggestion_vote WHERE suggestion_id = ? AND account_id = ?", DB_NO_ROW);
#define LIKE "SELECT l.account_id, l.post_id, p.topic_id, p.place, p.author_id FROM forum_like l JOIN forum_post p ON p.id = l.post_id"
DB_QUERY(list_spare_likes,
	LIKE " WHERE l.account_id = ? AND (p.author_id = ? OR EXISTS (SELECT 1 FROM forum_like k"
	"  WHERE k.post_id = l.post_id AND k.account_id = ?))"
	" UNION ALL " LIKE " WHERE l.account_id = ? AND p.author_id = ? ORDER BY topic_id, post_id",
	DB_ROW(struct spare_like, account_id, post_id, topic_id, place, author_id));
DB_QUERY(lock_liked_topic, "SELECT id FROM forum_topic WHERE id = ? FOR UPDATE", DB_ROW(struct doubled, id));
DB_QUERY(uncount_double_flags,
	"UPDATE forum_flag o JOIN forum_flag k ON k.post_id = o.post_id AND k.account_id = ?"
	" JOIN forum_post p ON p.id = o.post_id SET p.flag_count = GREATEST(p.flag_count - 1, 0)"
	" WHERE o.account_id = ? AND o.state = 'waiting'", DB_NO_ROW);
DB_QUERY(drop_double_flags,
	"DELETE o FROM forum_flag o JOIN forum_flag k ON k.post_id = o.post_id AND k.account_id = ? WHERE o.account_id = ?",
	DB_NO_ROW);
DB_QUERY(drop_double_follows,
	"DELETE o FROM follow o JOIN follow k ON k.kind = o.kind AND k.ref_id = o.ref_id AND k.account_id = ?"
	" WHERE o.account_id = ?", DB_NO_ROW);
DB_QUERY(drop_double_groups,
	"DELETE o FROM people_group_member o JOIN people_group_member k ON k.group_id = o.group_id AND k.account_id = ?"
	" WHERE o.account_id = ?", DB_NO_ROW);
DB_QUERY(drop_double_lines,
	"DELETE o FROM digest_item o JOIN digest_item k ON k.account_id = ? AND k.mail_id IS NULL AND k.kind = o.kind"
	" AND k.topic_id <=> o.topic_id AND k.post_id <=> o.post_id AND k.suggestion_id <=> o.suggestion_id"
	" AND k.status_id <=> o.status_id WHERE o.account_id = ? AND o.mail_id IS NULL", DB_NO_ROW);

/* --- what changes hands: the kept one's id, then the other's --- */
DB_QUERY(move_votes, "UPDATE suggestion_vote SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_votes_made, "UPDATE suggestion_vote SET by_id = ? WHERE by_id = ?", DB_NO_ROW);
DB_QUERY(move_likes, "UPDATE forum_like SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_flags, "UPDATE forum_flag SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_follows, "UPDATE follow SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_groups, "UPDATE people_group_member SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_lines, "UPDATE digest_item SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_last_names,
	"UPDATE forum_post p JOIN forum_topic t ON t.id = p.topic_id AND t.last_post_id = p.id SET t.last_id = ?"
	" WHERE p.author_id = ?", DB_NO_ROW);
DB_QUERY(move_forum_topics, "UPDATE forum_topic SET author_id = ? WHERE author_id = ?", DB_NO_ROW);
DB_QUERY(move_posts, "UPDATE forum_post SET author_id = ? WHERE author_id = ?", DB_NO_ROW);
DB_QUERY(move_edits, "UPDATE forum_edit SET editor_id = ? WHERE editor_id = ?", DB_NO_ROW);
DB_QUERY(move_suggestions, "UPDATE suggestion SET author_id = ? WHERE author_id = ?", DB_NO_ROW);
DB_QUERY(move_comments, "UPDATE suggestion_comment SET author_id = ? WHERE author_id = ?", DB_NO_ROW);
DB_QUERY(move_answers, "UPDATE suggestion_status SET author_id = ? WHERE author_id = ?", DB_NO_ROW);
DB_QUERY(move_topics_shown, "UPDATE ticket_topic SET agent_id = ? WHERE agent_id = ?", DB_NO_ROW);
DB_QUERY(move_badges,
	"INSERT INTO badge (account_id, badge, created_at) SELECT ?, o.badge, o.created_at FROM badge o WHERE o.account_id = ?"
	" ON DUPLICATE KEY UPDATE created_at = LEAST(badge.created_at, VALUES(created_at))", DB_NO_ROW);

/* A topic that both read counts once, with the place of the one who got further. */
DB_QUERY(move_trust,
	"INSERT INTO trust (account_id, fixed_level, topics_read, posts_read, days, last_day, flags_right, flagged,"
	" blocked_until, created_at)"
	" SELECT ?, o.fixed_level, GREATEST(o.topics_read - d.topics, 0), GREATEST(o.posts_read - d.posts, 0), o.days,"
	" o.last_day, o.flags_right, o.flagged, o.blocked_until, o.created_at FROM trust o,"
	" (SELECT COUNT(*) AS topics, COALESCE(SUM(LEAST(a.place, b.place)), 0) AS posts FROM forum_read a"
	"  JOIN forum_read b ON b.topic_id = a.topic_id AND b.account_id = ? WHERE a.account_id = ?) d WHERE o.account_id = ?"
	" ON DUPLICATE KEY UPDATE fixed_level = COALESCE(trust.fixed_level, VALUES(fixed_level)),"
	" topics_read = trust.topics_read + VALUES(topics_read), posts_read = trust.posts_read + VALUES(posts_read),"
	" days = GREATEST(trust.days, VALUES(days)), last_day = GREATEST(trust.last_day, VALUES(last_day)),"
	" flags_right = trust.flags_right + VALUES(flags_right), flagged = trust.flagged + VALUES(flagged),"
	" blocked_until = GREATEST(trust.blocked_until, VALUES(blocked_until)),"
	" created_at = LEAST(trust.created_at, VALUES(created_at))", DB_NO_ROW);
DB_QUERY(move_reads,
	"INSERT INTO forum_read (account_id, topic_id, place, seen_at)"
	" SELECT ?, o.topic_id, o.place, o.seen_at FROM forum_read o WHERE o.account_id = ?"
	" ON DUPLICATE KEY UPDATE place = GREATEST(forum_read.place, VALUES(place)),"
	" seen_at = GREATEST(forum_read.seen_at, VALUES(seen_at))", DB_NO_ROW);
DB_QUERY(drop_merged_reads, "DELETE FROM forum_read WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_badges, "DELETE FROM badge WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_trust, "DELETE FROM trust WHERE account_id = ?", DB_NO_ROW);

/* One answered what the other had asked: his own answer is none. */
DB_QUERY(list_answered,
	"SELECT DISTINCT p.topic_id AS id FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id"
	" WHERE p.author_id IN (?, ?) AND p.place > 1 AND t.author_id IN (?, ?) AND t.author_id <> p.author_id ORDER BY p.topic_id", DB_ROW(struct doubled, id));
DB_QUERY(answer_anew,
	"UPDATE forum_topic t SET answered_at = (SELECT p.created_at FROM forum_post p WHERE p.topic_id = t.id"
	" AND p.state = 'open' AND p.place > 1 AND NOT (p.author_id <=> t.author_id AND p.author_name = t.author_name)"
	" ORDER BY p.place LIMIT 1) WHERE t.id = ?", DB_NO_ROW);
/* clang-format on */

static const struct query *const in_order[] = { &uncount_double_flags, &drop_double_flags,
	&drop_double_follows, &drop_double_groups, &drop_double_lines, &move_votes, &move_votes_made,
	&move_likes, &move_flags, &move_follows, &move_groups, &move_lines, &move_last_names,
	&move_forum_topics, &move_posts, &move_edits, &move_suggestions, &move_comments, &move_answers,
	&move_topics_shown, &move_badges };

static const struct query *const ends[] = { &drop_merged_reads, &drop_merged_badges, &drop_merged_trust };

/* In the order of the suggestions' ids, as everywhere where more than one is locked. */
static enum rc unite_votes(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id, int64_t now)
{
	struct db_rows rows;
	struct suggestion locked;
	enum rc rc = db_all(db, arena, &list_double_votes, DB_ARGS(kept_id, other_id), &rows);
	const struct doubled *items = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		rc = suggestion_lock(db, arena, items[i].id, 0, "en", &locked);
		if (rc == RC_OK)
			rc = db_run(db, &drop_double_vote, DB_ARGS(items[i].id, other_id), NULL);
		if (rc == RC_OK)
			rc = suggestion_recount(db, arena, items[i].id, now);
		if (rc == RC_OK)
			rc = search_touch(db, "suggestion", items[i].id, now);
	}
	return rc;
}

static enum rc take_like(struct db *db, struct arena *arena, const struct spare_like *like, int64_t now)
{
	const struct account who = { .id = like->account_id, .role = "customer", .state = "active" };
	const struct forum_post post = { .id = like->post_id,
		.topic_id = like->topic_id,
		.place = like->place,
		.author_id = like->author_id };
	struct doubled locked;
	int32_t count;
	enum rc rc = db_one(db, arena, &lock_liked_topic, DB_ARGS(like->topic_id), &locked);
	return rc == RC_OK ? forum_like_set(db, arena, &post, &who, false, now, &count) : rc;
}

/* The kept one's like of a post stands; what the two liked of each other goes. */
static enum rc unite_likes(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id, int64_t now)
{
	struct db_rows rows;
	enum rc rc = db_all(
	        db, arena, &list_spare_likes, DB_ARGS(other_id, kept_id, kept_id, kept_id, other_id), &rows);
	const struct spare_like *items = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = take_like(db, arena, &items[i], now);
	return rc;
}

static enum rc answered_anew(struct db *db, int64_t topic_id, int64_t now)
{
	enum rc rc = db_run(db, &answer_anew, DB_ARGS(topic_id), NULL);
	return rc == RC_OK ? search_touch(db, "topic", topic_id, now) : rc;
}

static enum rc move_rows(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id, int64_t now)
{
	struct db_rows answered;
	enum rc rc =
	        db_all(db, arena, &list_answered, DB_ARGS(kept_id, other_id, kept_id, other_id), &answered);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(in_order); i++)
		rc = db_run(db, in_order[i], DB_ARGS(kept_id, other_id), NULL);
	const struct doubled *items = answered.items;
	for (size_t i = 0; rc == RC_OK && i < answered.count; i++)
		rc = answered_anew(db, items[i].id, now);
	return rc;
}

/* What he read: the numbers before the rows that they are told from. */
static enum rc move_reading(struct db *db, int64_t kept_id, int64_t other_id)
{
	enum rc rc = db_run(db, &move_trust, DB_ARGS(kept_id, kept_id, other_id, other_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &move_reads, DB_ARGS(kept_id, other_id), NULL);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(ends); i++)
		rc = db_run(db, ends[i], DB_ARGS(other_id), NULL);
	return rc;
}

enum rc merge_community(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id, int64_t now)
{
	enum rc rc = unite_votes(db, arena, kept_id, other_id, now);
	if (rc == RC_OK)
		rc = unite_likes(db, arena, kept_id, other_id, now);
	if (rc == RC_OK)
		rc = move_rows(db, arena, kept_id, other_id, now);
	if (rc == RC_OK)
		rc = move_reading(db, kept_id, other_id);
	return rc == RC_OK ? trust_recount(db, arena, kept_id, now) : rc;
}
