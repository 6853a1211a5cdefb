/*
 * See community.h. An event is told in pages of followers, by the accounts' ids: each page is one transaction
 * that writes the notices, mails and lines of daily mails of its people and notes the last id, so a worker
 * that is killed has told a whole page or nobody of it.
 */
#include "domain/community.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/audience.h"
#include "domain/digest.h"
#include "domain/follow.h"
#include "domain/notice.h"
#include "domain/notify.h"
#include "domain/outbox.h"

struct event_row {
	int64_t id;
	const char *kind;
	int64_t actor_id, topic_id, post_id, suggestion_id, status_id, told_id;
};

struct source_row {       /* what the event is about, as it is now */
	int64_t place_id; /* the category or the board */
	const char *lang;
	bool open;
};

struct follower_row {
	int64_t id;
	const char *mail, *zone, *lang;
	bool told;       /* he is active, may read it, and it is not his own act */
	bool wants_mail; /* of such events */
};

#define EVENT_COLUMNS "id, kind, actor_id, topic_id, post_id, suggestion_id, status_id, told_id"

/* The account is a row of the query itself: staff and memberships as they are at this moment. */
#define FOLLOWER(place, table)                                                                               \
	"SELECT f.account_id AS id, f.mail, a.zone, a.lang,"                                                 \
	" a.state = 'active' AND a.id <> ? AND (" place ".audience IN ('public', 'signed_in')"               \
	"  OR a.role IN ('agent', 'admin') OR " AUDIENCE_BELONGS_TO(                                         \
	        place, "a.id") ") AS told,"                                                                  \
	                       " COALESCE(n.wanted, ?) AS wants_mail"                                        \
	                       " FROM " table " JOIN follow f ON f.kind = ? AND f.ref_id = ?"                \
	                       " JOIN account a ON a.id = f.account_id"                                      \
	                       " LEFT JOIN notify_choice n ON n.account_id = a.id AND n.event = ? AND "      \
	                       "n.channel = 'mail'"                                                          \
	                       " WHERE " place ".id = ? AND f.account_id > ? ORDER BY f.account_id LIMIT ?"

/* clang-format off */
DB_QUERY(add_event,
	"INSERT INTO community_event (kind, actor_id, topic_id, post_id, suggestion_id, status_id, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	DB_NO_ROW);
DB_QUERY(claim_event, "SELECT " EVENT_COLUMNS " FROM community_event ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
	DB_ROW(struct event_row, id, kind, actor_id, topic_id, post_id, suggestion_id, status_id, told_id));
DB_QUERY(pass_event, "UPDATE community_event SET told_id = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(end_event, "DELETE FROM community_event WHERE id = ?", DB_NO_ROW);

DB_QUERY(find_post,
	"SELECT t.category_id AS place_id, t.lang, t.state = 'open' AND p.state = 'open' AS open"
	" FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id WHERE p.id = ? AND t.id = ?",
	DB_ROW(struct source_row, place_id, lang, open));
DB_QUERY(find_suggestion,
	"SELECT board_id AS place_id, lang, state = 'open' AS open FROM suggestion WHERE id = ?",
	DB_ROW(struct source_row, place_id, lang, open));

DB_QUERY(followers_in_category, FOLLOWER("c", "forum_category c"),
	DB_ROW(struct follower_row, id, mail, zone, lang, told, wants_mail));
DB_QUERY(followers_on_board, FOLLOWER("b", "suggestion_board b"),
	DB_ROW(struct follower_row, id, mail, zone, lang, told, wants_mail));
/* clang-format on */

static const struct kind {
	const char *event, *mail, *follow;
} kinds[] = {
	{ "topic", "forum_topic", FOLLOW_CATEGORY },
	{ "post", "forum_post", FOLLOW_TOPIC },
	{ "accepted", "forum_accepted", FOLLOW_TOPIC },
	{ "suggestion", "suggestion_new", FOLLOW_BOARD },
	{ "status", "suggestion_status", FOLLOW_SUGGESTION },
	{ "merged", "suggestion_merged", FOLLOW_SUGGESTION },
};

enum rc community_tell(struct db *db, const struct community_event *event)
{
	return db_run(db, &add_event,
	        DB_ARGS(event->kind, db_id_or_null(event->actor_id), db_id_or_null(event->topic_id),
	                db_id_or_null(event->post_id), db_id_or_null(event->suggestion_id),
	                db_id_or_null(event->status_id), event->now),
	        NULL);
}

/* --- the worker ------------------------------------------------------------------------------ */

struct telling {
	struct db *db;
	struct arena *arena;
	const char *zone; /* of who has none */
	int64_t now;
	int told;
	struct event_row event;
	struct source_row source;
	const struct kind *kind;
	enum notify_event notify;
};

static const struct kind *kind_of(const char *event)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(event, kinds[i].event))
			return &kinds[i];
	return NULL;
}

static enum rc find_source(struct telling *telling)
{
	const struct event_row *event = &telling->event;
	if (event->suggestion_id != 0)
		return db_one(telling->db, telling->arena, &find_suggestion, DB_ARGS(event->suggestion_id),
		        &telling->source);
	return db_one(telling->db, telling->arena, &find_post, DB_ARGS(event->post_id, event->topic_id),
	        &telling->source);
}

/* What is followed: the thing itself, or the place it stands in. */
static int64_t followed_id(const struct telling *telling)
{
	const struct event_row *event = &telling->event;
	const char *follow = telling->kind->follow;
	if (text_equal(follow, FOLLOW_TOPIC))
		return event->topic_id;
	return text_equal(follow, FOLLOW_SUGGESTION) ? event->suggestion_id : telling->source.place_id;
}

static enum rc list_followers(struct telling *telling, struct db_rows *rows)
{
	const struct event_row *event = &telling->event;
	const struct query *query = event->suggestion_id != 0 ? &followers_on_board : &followers_in_category;
	return db_all(telling->db, telling->arena, query,
	        DB_ARGS(event->actor_id, notify_default(telling->notify, NOTIFY_MAIL), telling->kind->follow,
	                followed_id(telling), notify_event_word(telling->notify), telling->source.place_id,
	                event->told_id, LIMIT_FOLLOWERS_AT_ONCE),
	        rows);
}

static enum rc notify(const struct telling *telling, const struct follower_row *follower)
{
	const struct event_row *event = &telling->event;
	return notice_add(telling->db, &(struct notice_new){ .account_id = follower->id,
	                                       .event = telling->notify,
	                                       .topic_id = event->topic_id,
	                                       .post_id = event->post_id,
	                                       .suggestion_id = event->suggestion_id,
	                                       .detail = telling->kind->mail,
	                                       .now = telling->now });
}

/* The notice goes with the outbox's row. */
static enum rc mail_now(const struct telling *telling, const struct follower_row *follower)
{
	const struct event_row *event = &telling->event;
	return outbox_add(telling->db, &(struct outbox_item){ .kind = telling->kind->mail,
	                                       .account_id = follower->id,
	                                       .topic_id = event->topic_id,
	                                       .post_id = event->post_id,
	                                       .suggestion_id = event->suggestion_id,
	                                       .status_id = event->status_id,
	                                       .lang = follower->lang,
	                                       .now = telling->now });
}

static enum rc mail_later(const struct telling *telling, const struct follower_row *follower)
{
	const struct event_row *event = &telling->event;
	return digest_add(telling->db, telling->arena,
	        &(struct digest_new){ .account_id = follower->id,
	                .zone = text_empty(follower->zone) ? telling->zone : follower->zone,
	                .kind = telling->kind->mail,
	                .topic_id = event->topic_id,
	                .post_id = event->post_id,
	                .suggestion_id = event->suggestion_id,
	                .status_id = event->status_id,
	                .now = telling->now });
}

static enum rc tell_one(const struct telling *telling, const struct follower_row *follower)
{
	if (!follower->told)
		return RC_OK;
	if (follower->wants_mail && text_equal(follower->mail, FOLLOW_NOW))
		return mail_now(telling, follower);
	enum rc rc = RC_OK;
	if (follower->wants_mail && text_equal(follower->mail, FOLLOW_DAILY))
		rc = mail_later(telling, follower);
	return rc == RC_OK ? notify(telling, follower) : rc;
}

static enum rc tell_page(struct telling *telling)
{
	struct db_rows rows;
	enum rc rc = list_followers(telling, &rows);
	const struct follower_row *items = rows.items;
	/* by id: two who tell the same people change their rows in the same order */
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = tell_one(telling, &items[i]);
	if (rc != RC_OK)
		return rc;
	telling->told = (int)rows.count;
	if (rows.count < LIMIT_FOLLOWERS_AT_ONCE)
		return db_run(telling->db, &end_event, DB_ARGS(telling->event.id), NULL);
	return db_run(telling->db, &pass_event, DB_ARGS(items[rows.count - 1].id, telling->event.id), NULL);
}

/* What is hidden or gone by now is told to nobody further. */
static enum rc tell_oldest(void *context)
{
	struct telling *telling = context;
	telling->told = 0;
	enum rc rc = db_one(telling->db, telling->arena, &claim_event, DB_NO_ARGS, &telling->event);
	if (rc != RC_OK)
		return rc;
	telling->told = 1;
	telling->kind = kind_of(telling->event.kind);
	rc = telling->kind == NULL ? RC_NOT_FOUND : find_source(telling);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND || !telling->source.open ||
	        !notify_event_of(telling->kind->mail, "", &telling->notify))
		return db_run(telling->db, &end_event, DB_ARGS(telling->event.id), NULL);
	rc = tell_page(telling);
	if (rc == RC_OK && telling->told == 0)
		telling->told = 1;
	return rc;
}

enum rc community_tell_some(struct db *db, struct arena *arena, const char *zone, int64_t now, int *told)
{
	struct telling telling = { .db = db, .arena = arena, .zone = zone, .now = now };
	enum rc rc = db_transact(db, tell_oldest, &telling);
	*told = rc == RC_OK ? telling.told : 0;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}
