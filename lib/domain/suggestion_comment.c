/* See suggestion_comment.h. */
#include "domain/suggestion_comment.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/follow.h"
#include "domain/list.h"
#include "domain/trust.h"
#include "io/markup.h"

struct comment_place {
	int64_t suggestion_id;
};

/* clang-format off */
#define COMMENT \
	"SELECT c.id, c.suggestion_id, c.author_id, COALESCE(a.name, c.author_name) AS author, c.by_staff, c.state, c.held_for," \
	" c.body, IF(c.markup_version = ?, c.html, NULL) AS html, c.created_at" \
	" FROM suggestion_comment c LEFT JOIN account a ON a.id = c.author_id"
#define COMMENT_ROW \
	DB_ROW(struct suggestion_comment, id, suggestion_id, author_id, author, by_staff, state, held_for, body, html, created_at)
/* moderator; staff; his own */
#define SEEN " AND (c.state = 'open' OR ? OR (c.state = 'note' AND ?) OR (c.state IN ('held', 'hidden') AND c.author_id = ?))"

DB_QUERY(list_comments_after, COMMENT " WHERE c.suggestion_id = ? AND c.id > ?" SEEN " ORDER BY c.id LIMIT ?",
	COMMENT_ROW);
DB_QUERY(list_comments_before, COMMENT " WHERE c.suggestion_id = ? AND c.id < ?" SEEN " ORDER BY c.id DESC LIMIT ?",
	COMMENT_ROW);
DB_QUERY(find_comment, COMMENT " WHERE c.id = ?", COMMENT_ROW);
DB_QUERY(lock_comment,
	"SELECT id, suggestion_id, author_id, '' AS author, by_staff, state, held_for, '' AS body, NULL AS html, created_at"
	" FROM suggestion_comment WHERE id = ? FOR UPDATE", COMMENT_ROW);
DB_QUERY(find_comment_place, "SELECT suggestion_id FROM suggestion_comment WHERE id = ?",
	DB_ROW(struct comment_place, suggestion_id));
DB_QUERY(add_comment,
	"INSERT INTO suggestion_comment (suggestion_id, author_id, author_name, by_staff, state, held_for, body, html,"
	" markup_version, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(set_comment_state, "UPDATE suggestion_comment SET state = ?, held_for = ? WHERE id = ?", DB_NO_ROW);
/* clang-format on */

static enum rc render_missing(struct arena *arena, struct suggestion_comment *comment)
{
	return comment->html ? RC_OK : suggestion_render(arena, comment->body, &comment->html);
}

enum rc suggestion_comment_list(struct db *db, struct arena *arena, const struct account *who,
        int64_t suggestion_id, const struct list_place *place, size_t most, struct db_rows *rows, bool *more)
{
	bool back = place->backwards;
	int64_t end = back ? INT64_MAX : 0;
	int64_t from = place->set ? place->id : end;
	int64_t wanted = (int64_t)most + 1;
	enum rc rc = db_all(db, arena, back ? &list_comments_before : &list_comments_after,
	        DB_ARGS(MARKUP_VERSION, suggestion_id, from, may_moderate(who), account_is_staff(who),
	                audience_reader(who).account_id, wanted),
	        rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct suggestion_comment), most, back, more);
	struct suggestion_comment *comments = rc == RC_OK ? rows->items : NULL;
	for (size_t i = 0; rc == RC_OK && i < rows->count; i++)
		rc = render_missing(arena, &comments[i]);
	return rc;
}

enum rc suggestion_comment_find(
        struct db *db, struct arena *arena, int64_t id, struct suggestion_comment *comment)
{
	enum rc rc = db_one(db, arena, &find_comment, DB_ARGS(MARKUP_VERSION, id), comment);
	return rc == RC_OK ? render_missing(arena, comment) : rc;
}

static enum rc judge(struct db *db, struct arena *arena, const struct suggestion_comment_draft *draft,
        const char **state, const char **held_for)
{
	*held_for = "";
	*state = "note";
	if (draft->note)
		return RC_OK;
	enum rc rc = trust_judge(db, arena, draft->author, draft->body, draft->now, held_for);
	*state = rc == RC_OK && !text_empty(*held_for) ? "held" : "open";
	return rc;
}

static enum rc insert(struct db *db, struct arena *arena, int64_t suggestion_id,
        const struct suggestion_comment_draft *draft, const char *state, const char *held_for, int64_t *id)
{
	const struct account *author = draft->author;
	const char *html;
	struct db_done done;
	enum rc rc = suggestion_render(arena, draft->body, &html);
	if (rc != RC_OK)
		return rc;
	if (html && strlen(html) > LIMIT_MESSAGE_HTML)
		html = NULL;
	rc = db_run(db, &add_comment,
	        DB_ARGS(suggestion_id, db_id_or_null(author->id),
	                author->id == 0 && draft->author_name ? draft->author_name : "",
	                account_is_staff(author), state, held_for, draft->body, html,
	                html ? MARKUP_VERSION : 0, draft->now),
	        &done);
	*id = rc == RC_OK ? done.insert_id : 0;
	return rc;
}

enum rc suggestion_comment_add(struct db *db, struct arena *arena, const struct suggestion *locked,
        const struct suggestion_comment_draft *draft, int64_t *id, bool *held)
{
	const char *state, *held_for;
	enum rc rc = judge(db, arena, draft, &state, &held_for);
	if (rc == RC_OK)
		rc = insert(db, arena, locked->id, draft, state, held_for, id);
	if (rc != RC_OK)
		return rc;
	*held = text_equal(state, "held");
	if (text_equal(state, "open"))
		rc = suggestion_count(db, arena, locked, 0, 1, draft->now);
	if (rc != RC_OK || draft->note)
		return rc;
	return follow_start(db, draft->author->id, FOLLOW_SUGGESTION, locked->id, draft->now);
}

#define GONE_NOTE "note" /* held_for of a deleted note, as of the forum's */

/* The suggestion first, as everywhere. */
static enum rc lock_both(struct db *db, struct arena *arena, int64_t id, struct suggestion *suggestion,
        struct suggestion_comment *comment)
{
	struct comment_place place;
	enum rc rc = db_one(db, arena, &find_comment_place, DB_ARGS(id), &place);
	if (rc == RC_OK)
		rc = suggestion_lock(db, arena, place.suggestion_id, 0, "en", suggestion);
	return rc == RC_OK ? db_one(db, arena, &lock_comment, DB_ARGS(id), comment) : rc;
}

/* What was written for staff alone can go, but never appear for others. */
static bool is_allowed(const struct suggestion_comment *comment, const char *state)
{
	if (suggestion_comment_is_gone_note(comment))
		return false;
	return !text_equal(comment->state, "note") || text_equal(state, "deleted");
}

bool suggestion_comment_is_gone_note(const struct suggestion_comment *comment)
{
	return text_equal(comment->held_for, GONE_NOTE);
}

enum rc suggestion_comment_set_state(
        struct db *db, struct arena *arena, int64_t id, const char *state, const char *held_for, int64_t now)
{
	struct suggestion suggestion;
	struct suggestion_comment comment;
	(void)now;
	enum rc rc = lock_both(db, arena, id, &suggestion, &comment);
	if (rc != RC_OK || text_equal(comment.state, state))
		return rc;
	if (!is_allowed(&comment, state))
		return RC_INVALID;
	bool was = text_equal(comment.state, "open"), is = text_equal(state, "open");
	const char *kept = text_equal(comment.state, "note") ? GONE_NOTE : is ? "" : held_for;
	rc = db_run(db, &set_comment_state, DB_ARGS(state, kept, id), NULL);
	if (rc != RC_OK || was == is)
		return rc;
	return suggestion_count(db, arena, &suggestion, 0, is ? 1 : -1, comment.created_at);
}
