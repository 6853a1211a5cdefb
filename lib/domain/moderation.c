/* See moderation.h. */
#include "domain/moderation.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/forum_flag.h"
#include "domain/forum_post.h"
#include "domain/outbox.h"
#include "domain/suggestion.h"
#include "domain/suggestion_comment.h"
#include "domain/trust.h"
#include "io/markup.h"

/* --- what waits ------------------------------------------------------------------------------- */

/* clang-format off */
DB_QUERY(count_waiting,
	"SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM forum_post WHERE state = 'held' LIMIT ?) p) AS post_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM forum_post WHERE flagged AND state IN ('open', 'hidden') LIMIT ?) f)"
	"  AS flagged_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM suggestion WHERE state = 'held' LIMIT ?) s) AS suggestion_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM suggestion_comment WHERE state = 'held' LIMIT ?) c) AS comment_count",
	DB_ROW(struct moderation_counts, post_count, flagged_count, suggestion_count, comment_count));

/* p: the text; a: its author; k: what is known of him */
#define TEXT \
	" p.author_id, COALESCE(a.name, p.author_name) AS author, COALESCE(k.fixed_level, k.level) AS level," \
	" COALESCE(k.posts + k.suggestions, 0) AS text_count, COALESCE(k.flagged, 0) AS flagged," \
	" COALESCE(k.blocked_until, 0) > ? AS blocked, p.state, p.held_for, p.body, p.html, p.markup_version," \
	" p.created_at"
#define AUTHOR " LEFT JOIN account a ON a.id = p.author_id LEFT JOIN trust k ON k.account_id = p.author_id"
#define NAME(table, key, id) \
	"(SELECT n.name FROM " table " n WHERE n." key " = " id " ORDER BY n.lang = ? DESC, n.lang = 'en' DESC, n.lang LIMIT 1)"

#define POSTS \
	"SELECT p.id, p.topic_id AS about_id, t.title, p.place = 1 AS question, p.flag_count, p.format, " \
	NAME("forum_category_text", "category_id", "t.category_id") " AS place," TEXT \
	" FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id" AUTHOR
#define SUGGESTIONS \
	"SELECT p.id, p.id AS about_id, p.title, TRUE AS question, 0 AS flag_count, 'markdown' AS format, " \
	NAME("suggestion_board_text", "board_id", "p.board_id") " AS place," TEXT " FROM suggestion p" AUTHOR
#define COMMENTS \
	"SELECT p.id, p.suggestion_id AS about_id, s.title, FALSE AS question, 0 AS flag_count, 'markdown' AS format, " \
	NAME("suggestion_board_text", "board_id", "s.board_id") " AS place," TEXT \
	" FROM suggestion_comment p JOIN suggestion s ON s.id = p.suggestion_id" AUTHOR

#define HELD " WHERE p.state = 'held'"
#define FLAGGED " WHERE p.flagged AND p.state IN ('open', 'hidden')"
#define AFTER " AND p.id > ? ORDER BY p.id LIMIT ?"
#define BEFORE " AND p.id < ? ORDER BY p.id DESC LIMIT ?"
#define THIS " AND p.id = ?"
#define ROW DB_ROW(struct moderation_row, id, about_id, title, question, flag_count, format, place, author_id, author, \
	level, text_count, flagged, blocked, state, held_for, body, html, markup_version, created_at)

DB_QUERY(held_posts_after, POSTS HELD AFTER, ROW);
DB_QUERY(held_posts_before, POSTS HELD BEFORE, ROW);
DB_QUERY(held_post, POSTS HELD THIS, ROW);
DB_QUERY(flagged_posts_after, POSTS FLAGGED AFTER, ROW);
DB_QUERY(flagged_posts_before, POSTS FLAGGED BEFORE, ROW);
DB_QUERY(flagged_post, POSTS FLAGGED THIS, ROW);
DB_QUERY(held_suggestions_after, SUGGESTIONS HELD AFTER, ROW);
DB_QUERY(held_suggestions_before, SUGGESTIONS HELD BEFORE, ROW);
DB_QUERY(held_suggestion, SUGGESTIONS HELD THIS, ROW);
DB_QUERY(held_comments_after, COMMENTS HELD AFTER, ROW);
DB_QUERY(held_comments_before, COMMENTS HELD BEFORE, ROW);
DB_QUERY(held_comment, COMMENTS HELD THIS, ROW);
/* clang-format on */

static const struct {
	const struct query *after, *before, *one;
	const char *object; /* the table, for the audit log */
} tabs[MODERATION__COUNT] = {
	[MODERATION_POSTS] = { &held_posts_after, &held_posts_before, &held_post, "forum_post" },
	[MODERATION_FLAGGED] = { &flagged_posts_after, &flagged_posts_before, &flagged_post, "forum_post" },
	[MODERATION_SUGGESTIONS] = { &held_suggestions_after, &held_suggestions_before, &held_suggestion,
	        "suggestion" },
	[MODERATION_COMMENTS] = { &held_comments_after, &held_comments_before, &held_comment,
	        "suggestion_comment" },
};

enum rc moderation_counts(struct db *db, struct arena *arena, struct moderation_counts *counts)
{
	return db_one(db, arena, &count_waiting, DB_ARGS(LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT),
	        counts);
}

/* What an older renderer made is made anew, though not written: whoever reads the text's own page does. */
static enum rc freshen(struct arena *arena, struct moderation_row *rows, size_t count)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < count; i++)
		if (rows[i].markup_version != MARKUP_VERSION)
			rc = forum_post_render(arena, rows[i].format, rows[i].body, &rows[i].html);
	return rc;
}

enum rc moderation_list(struct db *db, struct arena *arena, enum moderation_tab tab, const char *lang,
        struct list_place place, int64_t now, size_t most, struct db_rows *rows, bool *more)
{
	bool backwards = place.set && place.backwards;
	int64_t wanted = (int64_t)most + 1, id = place.set ? place.id : 0;
	enum rc rc = db_all(db, arena, backwards ? tabs[tab].before : tabs[tab].after,
	        DB_ARGS(lang, now, id, wanted), rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct moderation_row), most, backwards, more);
	return rc == RC_OK ? freshen(arena, rows->items, rows->count) : rc;
}

enum rc moderation_find(struct db *db, struct arena *arena, enum moderation_tab tab, int64_t id,
        const char *lang, int64_t now, struct moderation_row *row)
{
	return db_one(db, arena, tabs[tab].one, DB_ARGS(lang, now, id), row);
}

/* --- judging ---------------------------------------------------------------------------------- */

struct judging {
	struct db *db;
	struct arena *arena;
	const struct account *who;
	enum moderation_act act;
	int64_t now;
	struct judged {
		int64_t author_id, topic_id, post_id, suggestion_id, comment_id;
	} about;
	bool judged, was_hidden;
};

static bool approves(const struct judging *judging)
{
	return judging->act == MODERATION_APPROVE;
}

static const char *next_state(const struct judging *judging)
{
	return approves(judging) ? "open" : "deleted";
}

static enum rc lock_post(struct judging *judging, int64_t id, struct forum_post *post)
{
	const struct forum_reader reader = { .who = judging->who, .lang = "en", .fallback = "en" };
	struct forum_topic topic;
	enum rc rc = forum_post_lock(judging->db, judging->arena, &reader, id, post, &topic);
	if (rc == RC_OK)
		judging->about = (struct judged){
			.author_id = post->author_id, .topic_id = post->topic_id, .post_id = post->id
		};
	return rc;
}

static enum rc judge_held_post(struct judging *judging, int64_t id)
{
	struct forum_post post;
	enum rc rc = lock_post(judging, id, &post);
	if (rc != RC_OK || !text_equal(post.state, "held"))
		return rc;
	judging->judged = true;
	return forum_post_set_state(
	        judging->db, judging->arena, id, next_state(judging), "", judging->who, judging->now);
}

/* Flags were right or wrong; a post that they had hidden appears again or goes for good. */
static enum rc judge_flagged_post(struct judging *judging, int64_t id)
{
	struct forum_post post;
	int64_t flags;
	enum rc rc = lock_post(judging, id, &post);
	if (rc != RC_OK || (!text_equal(post.state, "open") && !text_equal(post.state, "hidden")))
		return rc;
	rc = forum_flag_judge(judging->db, judging->arena, &post, !approves(judging), judging->now, &flags);
	if (rc != RC_OK || flags == 0)
		return rc;
	judging->judged = true;
	judging->was_hidden = text_equal(post.state, "hidden");
	return forum_post_set_state(
	        judging->db, judging->arena, id, next_state(judging), "", judging->who, judging->now);
}

static enum rc judge_suggestion(struct judging *judging, int64_t id)
{
	struct suggestion suggestion;
	enum rc rc = suggestion_lock(judging->db, judging->arena, id, judging->who->id, "en", &suggestion);
	if (rc != RC_OK || !text_equal(suggestion.state, "held"))
		return rc;
	judging->judged = true;
	judging->about = (struct judged){ .author_id = suggestion.author_id, .suggestion_id = id };
	return suggestion_set_state(
	        judging->db, judging->arena, &suggestion, next_state(judging), "", judging->now);
}

/* The suggestion is locked first, as whoever comments on it does; then the comment is looked at anew. */
static enum rc judge_comment(struct judging *judging, int64_t id)
{
	struct suggestion suggestion;
	struct suggestion_comment comment;
	enum rc rc = suggestion_comment_find(judging->db, judging->arena, id, &comment);
	if (rc == RC_OK)
		rc = suggestion_lock(judging->db, judging->arena, comment.suggestion_id, judging->who->id,
		        "en", &suggestion);
	if (rc == RC_OK)
		rc = suggestion_comment_find(judging->db, judging->arena, id, &comment);
	if (rc != RC_OK || !text_equal(comment.state, "held"))
		return rc;
	judging->judged = true;
	judging->about = (struct judged){
		.author_id = comment.author_id, .suggestion_id = comment.suggestion_id, .comment_id = id
	};
	return suggestion_comment_set_state(
	        judging->db, judging->arena, id, next_state(judging), "", judging->now);
}

static enum rc judge(struct judging *judging, enum moderation_tab tab, int64_t id)
{
	switch (tab) {
	case MODERATION_POSTS:
		return judge_held_post(judging, id);
	case MODERATION_FLAGGED:
		return judge_flagged_post(judging, id);
	case MODERATION_SUGGESTIONS:
		return judge_suggestion(judging, id);
	case MODERATION_COMMENTS:
		return judge_comment(judging, id);
	case MODERATION__COUNT:
		break;
	}
	return RC_NOT_FOUND;
}

/* Whoever is staff is not blocked by this way: that is for his administrator. */
static enum rc block_author(const struct judging *judging)
{
	struct account author;
	enum rc rc = account_by_id(judging->db, judging->arena, judging->about.author_id, &author);
	if (rc != RC_OK || !text_equal(author.role, "customer"))
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = trust_block(judging->db, author.id, judging->now + MODERATION_BLOCK_DAYS * DAY, judging->now);
	return rc == RC_OK ? audit_add(judging->db, judging->who->id, "trust.block", "account", author.id, "",
	                             judging->now)
	                   : rc;
}

/* The author hears of it: a notice, and a mail if he wants one. */
static enum rc tell_author(const struct judging *judging)
{
	const struct judged *about = &judging->about;
	if (about->author_id == 0 || about->author_id == judging->who->id)
		return RC_OK;
	return outbox_add(judging->db, &(struct outbox_item){ .kind = "moderated",
	                                       .account_id = about->author_id,
	                                       .topic_id = about->topic_id,
	                                       .post_id = about->post_id,
	                                       .suggestion_id = about->suggestion_id,
	                                       .comment_id = about->comment_id,
	                                       .detail = approves(judging) ? "approved" : "declined",
	                                       .lang = "en",
	                                       .now = judging->now });
}

/* A post that stood there all the time is no news to its author. */
static bool is_news(const struct judging *judging, enum moderation_tab tab)
{
	return tab != MODERATION_FLAGGED || !approves(judging) || judging->was_hidden;
}

static enum rc finish(const struct judging *judging, enum moderation_tab tab, int64_t id)
{
	static const char *const words[MODERATION_ACT__COUNT] = {
		[MODERATION_APPROVE] = "moderation.approve",
		[MODERATION_DECLINE] = "moderation.decline",
		[MODERATION_BLOCK] = "moderation.decline",
	};
	enum rc rc = audit_add(judging->db, judging->who->id, words[judging->act], tabs[tab].object, id,
	        tab == MODERATION_FLAGGED ? "flags" : "", judging->now);
	if (rc == RC_OK && judging->act == MODERATION_BLOCK && judging->about.author_id != 0)
		rc = block_author(judging);
	return rc == RC_OK && is_news(judging, tab) ? tell_author(judging) : rc;
}

enum rc moderation_judge(struct db *db, struct arena *arena, const struct account *who,
        enum moderation_tab tab, int64_t id, enum moderation_act act, int64_t now, bool *judged)
{
	struct judging judging = { .db = db, .arena = arena, .who = who, .act = act, .now = now };
	enum rc rc = judge(&judging, tab, id);
	*judged = rc == RC_OK && judging.judged;
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	return *judged ? finish(&judging, tab, id) : rc;
}
