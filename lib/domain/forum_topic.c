/* See forum_topic.h. */
#include "domain/forum_topic.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "domain/community.h"
#include "domain/forum_post.h"
#include "domain/forum_tag.h"
#include "domain/search.h"
#include "domain/trust.h"

/* clang-format off */
/* One row for each of its tags, and the name of its category in one language: what is asked by subqueries costs the
 * server more than the rest of it. Without ORDER BY, for which it would make a table. */
#define TOPIC \
	"SELECT STRAIGHT_JOIN t.id, t.category_id, c.slug AS category_slug, n.name AS category, c.colour, c.audience," \
	" t.author_id, COALESCE(a.name, t.author_name) AS author, t.title, t.lang, t.industry, t.state, t.closed, t.pinned," \
	" t.solved_post_id, s.place AS solved_place, t.places, t.reply_count, t.like_count, t.answered_at, t.ticket_id," \
	" t.suggestion_id, t.article_slug, t.version, t.created_at, t.activity_at, g.tag AS tags, g.tag_key"
#define TOPIC_TABLES \
	" FROM forum_topic t JOIN forum_category c ON c.id = t.category_id" \
	" LEFT JOIN forum_category_text n ON n.category_id = c.id AND n.lang = ?" \
	" LEFT JOIN account a ON a.id = t.author_id" \
	" LEFT JOIN forum_post s ON s.id = t.solved_post_id AND s.state = 'open'" \
	" LEFT JOIN forum_tag g ON g.topic_id = t.id"
#define TOPIC_COLUMNS id, category_id, category_slug, category, colour, audience, author_id, author, title, lang, \
	industry, state, closed, pinned, solved_post_id, solved_place, places, reply_count, like_count, answered_at, \
	ticket_id, suggestion_id, article_slug, version, created_at, activity_at, tags, tag_key

DB_QUERY(find_topic_of_all, TOPIC TOPIC_TABLES " WHERE t.id = ?", DB_ROW(struct forum_topic, TOPIC_COLUMNS));
DB_QUERY(find_topic_of_account,
	TOPIC ", r.place AS read_place, r.seen_at, w.mail AS follow" TOPIC_TABLES
	" LEFT JOIN forum_read r ON r.account_id = ? AND r.topic_id = t.id"
	" LEFT JOIN follow w ON w.account_id = ? AND w.kind = 'topic' AND w.ref_id = t.id WHERE t.id = ?",
	DB_ROW(struct forum_topic, TOPIC_COLUMNS, read_place, seen_at, follow));

struct locked {
	int64_t id;
};
/* The topic alone is locked: a category's row, read on the way, is nobody's to hold up. */
DB_QUERY(lock_forum_topic, "SELECT id FROM forum_topic WHERE id = ? FOR UPDATE", DB_ROW(struct locked, id));

/* The audience is the category's of this moment: one that changes meanwhile waits for the new row, or is waited for. */
DB_QUERY(insert_topic,
	"INSERT INTO forum_topic (category_id, audience, audience_id, author_id, author_name, title, lang, industry, state,"
	" created_at, activity_at)"
	" SELECT c.id, c.audience, c.audience_id, ?, ?, ?, ?,"
	" COALESCE((SELECT a.industry FROM account a WHERE a.id = ?), ''), ?, ?, ? FROM forum_category c WHERE c.id = ?",
	DB_NO_ROW);

DB_QUERY(note_accepted_told,
	"UPDATE forum_post SET accepted_told = TRUE WHERE id = ? AND accepted_told = FALSE", DB_NO_ROW);
DB_QUERY(set_solved,
	"UPDATE forum_topic SET solved_post_id = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(set_closed, "UPDATE forum_topic SET closed = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(set_pinned, "UPDATE forum_topic SET pinned = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(set_category,
	"UPDATE forum_topic t JOIN forum_category c ON c.id = ? SET t.category_id = c.id, t.audience = c.audience,"
	" t.audience_id = c.audience_id, t.pinned = FALSE, t.version = t.version + 1 WHERE t.id = ?",
	DB_NO_ROW);
DB_QUERY(set_links,
	"UPDATE forum_topic SET ticket_id = COALESCE(?, ticket_id), suggestion_id = COALESCE(?, suggestion_id),"
	" article_slug = COALESCE(?, article_slug) WHERE id = ?",
	DB_NO_ROW);

struct answer {
	int64_t id;
	int64_t author_id;
};
DB_QUERY(find_answer_author, "SELECT id, author_id FROM forum_post WHERE id = ? AND topic_id = ?",
	DB_ROW(struct answer, id, author_id));
DB_QUERY(find_open_answer,
	"SELECT id, author_id FROM forum_post WHERE id = ? AND topic_id = ? AND place > 1 AND state = 'open' FOR UPDATE",
	DB_ROW(struct answer, id, author_id));
/* clang-format on */

/* --- reading --------------------------------------------------------------------------------- */

static enum rc read_rows(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct db_rows *rows)
{
	int64_t who_id = reader->who->id;
	return who_id == 0 ? db_all(db, arena, &find_topic_of_all, DB_ARGS(reader->lang, id), rows)
	                   : db_all(db, arena, &find_topic_of_account,
	                             DB_ARGS(reader->lang, who_id, who_id, id), rows);
}

static int by_tag(const void *a, const void *b)
{
	const struct forum_topic *one = a, *other = b;
	return strcmp(one->tag_key, other->tag_key);
}

/* NULL without memory. */
static const char *join_tags(struct arena *arena, struct db_rows *rows)
{
	struct forum_topic *items = rows->items;
	if (!items->tag_key)
		return "";
	qsort(items, rows->count, sizeof(*items), by_tag);
	const char *lines = items->tags;
	for (size_t i = 1; lines && i < rows->count; i++)
		lines = arena_format(arena, "%s\n%s", lines, items[i].tags);
	return lines;
}

/* Asks the category where only few need to: whether the reader is of its company or group, and its name where
 * it has none in his language. */
static enum rc read_category(
        struct db *db, struct arena *arena, const struct forum_reader *reader, struct forum_topic *topic)
{
	struct forum_category category;
	bool for_some =
	        text_equal(topic->audience, AUDIENCE_COMPANY) || text_equal(topic->audience, AUDIENCE_GROUP);
	if (topic->category && !(for_some && reader->who->id != 0))
		return RC_OK;
	enum rc rc = forum_category_by_id(db, arena, reader, topic->category_id, &category);
	if (rc != RC_OK)
		return rc;
	topic->category = category.name;
	topic->belongs = category.belongs;
	return RC_OK;
}

enum rc forum_topic_find(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_topic *topic)
{
	struct db_rows rows;
	enum rc rc = read_rows(db, arena, reader, id, &rows);
	if (rc != RC_OK)
		return rc;
	if (rows.count == 0)
		return RC_NOT_FOUND;
	const char *tags = join_tags(arena, &rows);
	if (!tags)
		return RC_NO_MEMORY;
	*topic = *(struct forum_topic *)rows.items;
	topic->tags = tags;
	rc = read_category(db, arena, reader, topic);
	if (rc != RC_OK)
		return rc;
	bool visible = may_read_audience(reader->who, topic->audience, topic->belongs) &&
	               may_see_state(reader->who, topic->state, topic->author_id);
	return visible ? RC_OK : RC_NOT_FOUND;
}

enum rc forum_topic_lock(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_topic *topic)
{
	struct locked locked;
	enum rc rc = db_one(db, arena, &lock_forum_topic, DB_ARGS(id), &locked);
	return rc == RC_OK ? forum_topic_find(db, arena, reader, id, topic) : rc;
}

bool forum_topic_takes(const struct forum_topic *topic, const struct account *who)
{
	return may_post(who) && text_equal(topic->state, "open") && (!topic->closed || may_moderate(who));
}

int32_t forum_topic_page_of(int32_t place)
{
	return place < 1 ? 1 : (place - 1) / LIMIT_TOPIC_PAGE + 1;
}

int32_t forum_topic_pages(const struct forum_topic *topic)
{
	return forum_topic_page_of(topic->places);
}

/* --- asking ---------------------------------------------------------------------------------- */

static enum rc add_question(
        struct db *db, struct arena *arena, const struct forum_draft *draft, int64_t id, const char *held_for)
{
	struct forum_post_new post = { .who = draft->who,
		.author_name = draft->author_name,
		.body = draft->body,
		.held_for = held_for,
		.files = draft->files,
		.now = draft->now };
	int64_t post_id;
	enum rc rc = forum_tags_set(db, arena, id, draft->tags, draft->tag_count);
	return rc == RC_OK ? forum_post_add(db, arena, id, &post, &post_id) : rc;
}

enum rc forum_topic_ask(
        struct db *db, struct arena *arena, const struct forum_draft *draft, int64_t *id, const char **state)
{
	const char *held_for;
	struct db_done done;
	bool known = may_post(draft->who);
	enum rc rc = trust_judge(db, arena, draft->who, draft->body, draft->now, &held_for);
	if (rc != RC_OK)
		return rc;
	*state = *held_for ? "held" : "open";
	int64_t author_id = known ? draft->who->id : 0;
	rc = db_run(db, &insert_topic,
	        DB_ARGS(db_id_or_null(author_id), known ? "" : draft->author_name, draft->title, draft->lang,
	                author_id, *state, draft->now, draft->now, draft->category_id),
	        &done);
	if (rc == RC_OK && done.affected == 0)
		rc = RC_NOT_FOUND; /* the category was deleted at this moment */
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	return add_question(db, arena, draft, *id, held_for);
}

/* --- acts ------------------------------------------------------------------------------------ */

/* What is done to one's own topic leaves no trace in the log of rights. */
static enum rc note(struct db *db, const struct forum_topic *topic, const struct account *who,
        const char *action, const char *detail, int64_t now)
{
	return topic->author_id == who->id
	               ? RC_OK
	               : audit_add(db, who->id, action, "forum_topic", topic->id, detail, now);
}

/* The answer before is none any more. */
static enum rc take_back(struct db *db, struct arena *arena, const struct forum_topic *topic, int64_t now)
{
	struct answer answer;
	if (topic->solved_post_id == 0)
		return RC_OK;
	enum rc rc =
	        db_one(db, arena, &find_answer_author, DB_ARGS(topic->solved_post_id, topic->id), &answer);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	if (answer.author_id == topic->author_id)
		return RC_OK;
	return trust_add(db, arena, answer.author_id, (struct trust_change){ .solved = -1 }, now);
}

/* Followers are told once, however often the answer is taken back and accepted again. */
static enum rc tell_accepted(struct db *db, const struct forum_topic *topic, const struct account *who,
        int64_t post_id, int64_t now)
{
	const struct community_event event = {
		.kind = "accepted", .actor_id = who->id, .topic_id = topic->id, .post_id = post_id, .now = now
	};
	struct db_done told;
	enum rc rc = db_run(db, &note_accepted_told, DB_ARGS(post_id), &told);
	return rc == RC_OK && told.affected > 0 ? community_tell(db, &event) : rc;
}

static enum rc give(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct answer *answer, int64_t now)
{
	enum rc rc =
	        answer->author_id == topic->author_id
	                ? RC_OK /* an answer to oneself earns nothing */
	                : trust_add(db, arena, answer->author_id, (struct trust_change){ .solved = 1 }, now);
	return rc == RC_OK ? tell_accepted(db, topic, who, answer->id, now) : rc;
}

enum rc forum_topic_accept(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, int64_t post_id, int64_t now)
{
	struct answer answer = { .id = 0 };
	char detail[40];
	if (post_id == topic->solved_post_id)
		return RC_OK;
	enum rc rc = RC_OK;
	if (post_id != 0)
		rc = db_one(db, arena, &find_open_answer, DB_ARGS(post_id, topic->id), &answer);
	if (rc == RC_OK)
		rc = take_back(db, arena, topic, now);
	if (rc == RC_OK)
		rc = db_run(db, &set_solved, DB_ARGS(db_id_or_null(post_id), topic->id), NULL);
	if (rc == RC_OK && post_id != 0)
		rc = give(db, arena, topic, who, &answer, now);
	if (rc == RC_OK)
		rc = search_touch(db, "topic", topic->id, now);
	(void)snprintf(detail, sizeof(detail), "post %" PRId64, post_id);
	return rc == RC_OK ? note(db, topic, who, "forum.accept", detail, now) : rc;
}

enum rc forum_topic_close(
        struct db *db, const struct forum_topic *topic, const struct account *who, bool closed, int64_t now)
{
	if (topic->closed == closed)
		return RC_OK;
	enum rc rc = db_run(db, &set_closed, DB_ARGS(closed, topic->id), NULL);
	return rc == RC_OK ? audit_add(db, who->id, closed ? "forum.close" : "forum.open", "forum_topic",
	                             topic->id, "", now)
	                   : rc;
}

enum rc forum_topic_pin(
        struct db *db, const struct forum_topic *topic, const struct account *who, bool pinned, int64_t now)
{
	if (topic->pinned == pinned)
		return RC_OK;
	enum rc rc = db_run(db, &set_pinned, DB_ARGS(pinned, topic->id), NULL);
	return rc == RC_OK ? audit_add(db, who->id, pinned ? "forum.pin" : "forum.unpin", "forum_topic",
	                             topic->id, "", now)
	                   : rc;
}

enum rc forum_topic_move(struct db *db, const struct forum_topic *topic, const struct account *who,
        const struct forum_category *to, int64_t now)
{
	char detail[60];
	if (topic->category_id == to->id)
		return RC_OK;
	enum rc rc = db_run(db, &set_category, DB_ARGS(to->id, topic->id), NULL);
	if (rc == RC_OK)
		rc = search_touch(db, "topic", topic->id, now);
	(void)snprintf(detail, sizeof(detail), "%" PRId64 " %" PRId64, topic->category_id, to->id);
	return rc == RC_OK ? audit_add(db, who->id, "forum.move", "forum_topic", topic->id, detail, now) : rc;
}

enum rc forum_topic_link(
        struct db *db, int64_t id, int64_t ticket_id, int64_t suggestion_id, const char *article_slug)
{
	return db_run(db, &set_links,
	        DB_ARGS(db_id_or_null(ticket_id), db_id_or_null(suggestion_id), article_slug, id), NULL);
}
