/* See forum_edit.h. */
#include "domain/forum_edit.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "domain/forum_tag.h"
#include "domain/list.h"
#include "domain/search.h"
#include "domain/trust.h"
#include "io/markup.h"

/* clang-format off */
DB_QUERY(keep_edit,
	"INSERT INTO forum_edit (post_id, editor_id, title, body, shown, created_at) VALUES (?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(hide_edits, "UPDATE forum_edit SET shown = FALSE WHERE post_id = ?", DB_NO_ROW);
DB_QUERY(change_post,
	"UPDATE forum_post SET body = ?, html = ?, markup_version = ?, edit_count = edit_count + 1, edited_at = ?"
	" WHERE id = ?",
	DB_NO_ROW);
DB_QUERY(change_title, "UPDATE forum_topic SET title = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(list_edits,
	"SELECT e.id, e.editor_id, a.name AS editor, e.title, e.body, e.created_at FROM forum_edit e"
	" LEFT JOIN account a ON a.id = e.editor_id WHERE e.post_id = ? AND e.id < ? AND (e.shown OR ?) ORDER BY e.id DESC LIMIT ?",
	DB_ROW(struct forum_edit, id, editor_id, editor, title, body, created_at));
/* clang-format on */

static bool same_tags(struct arena *arena, const struct forum_topic *topic, const struct forum_change *change)
{
	const char *lines = "";
	for (size_t i = 0; lines && i < change->tag_count; i++)
		lines = arena_format(arena, "%s%s%s", lines, *lines ? "\n" : "", change->tags[i]);
	return lines && text_equal(lines, topic->tags);
}

static enum rc write_post(
        struct db *db, struct arena *arena, const struct forum_post *post, const char *body, int64_t now)
{
	const char *html;
	enum rc rc = forum_post_render(arena, post->format, body, &html);
	if (rc != RC_OK)
		return rc;
	return db_run(db, &change_post, DB_ARGS(body, html, html ? MARKUP_VERSION : 0, now, post->id), NULL);
}

static enum rc write_title(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct forum_change *change)
{
	if (!change->title)
		return RC_OK;
	enum rc rc = db_run(db, &change_title, DB_ARGS(change->title, topic->id), NULL);
	return rc == RC_OK ? forum_tags_set(db, arena, topic->id, change->tags, change->tag_count) : rc;
}

/* What a moderator takes out of a text, and what stood in it before anybody approved it, is not for every
 * reader of the history. */
static enum rc keep_before(struct db *db, const struct forum_post *post, const struct account *who,
        const char *title, int64_t now)
{
	bool own = who->id == post->author_id, shown = own && text_equal(post->state, "open");
	enum rc rc = db_run(db, &keep_edit,
	        DB_ARGS(post->id, db_id_or_null(who->id), title, post->body, shown, now), NULL);
	return rc == RC_OK && !own ? db_run(db, &hide_edits, DB_ARGS(post->id), NULL) : rc;
}

enum rc forum_edit_save(struct db *db, struct arena *arena, const struct forum_post *post,
        const struct forum_topic *topic, const struct account *who, const struct forum_change *change,
        int64_t now)
{
	static const struct account nobody = { .id = 0 };
	bool hold, titled = change->title != NULL;
	if (change->edit_count != post->edit_count || (titled && change->version != topic->version))
		return RC_CONFLICT;
	if (text_equal(change->body, post->body) &&
	        (!titled || (text_equal(change->title, topic->title) && same_tags(arena, topic, change))))
		return RC_OK;
	enum rc rc = trust_judge_change(db, arena, who, change->body, now, &hold);
	if (rc == RC_OK)
		rc = keep_before(db, post, who, titled ? topic->title : "", now);
	if (rc == RC_OK)
		rc = write_post(db, arena, post, change->body, now);
	if (rc == RC_OK)
		rc = write_title(db, arena, topic, change);
	if (rc == RC_OK)
		rc = search_touch(db, "topic", topic->id, now);
	if (rc == RC_OK && hold && text_equal(post->state, "open"))
		rc = forum_post_set_state(db, arena, post->id, "held", "moderator", &nobody, now);
	if (rc != RC_OK || who->id == post->author_id)
		return rc;
	return audit_add(db, who->id, "forum.edit", "forum_post", post->id, "", now);
}

enum rc forum_edit_list(struct db *db, struct arena *arena, const struct account *who,
        const struct forum_post *post, int64_t before, size_t most, struct db_rows *rows, bool *more)
{
	bool all = may_moderate(who) || (may_post(who) && who->id == post->author_id);
	int64_t wanted = (int64_t)most + 1;
	int64_t from = before == 0 ? INT64_MAX : before;
	enum rc rc = db_all(db, arena, &list_edits, DB_ARGS(post->id, from, all, wanted), rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct forum_edit), most, false, more);
	struct forum_edit *items = rc == RC_OK ? rows->items : NULL;
	for (size_t i = 0; rc == RC_OK && i < rows->count; i++)
		rc = forum_post_render(arena, post->format, items[i].body, &items[i].html);
	return rc;
}
