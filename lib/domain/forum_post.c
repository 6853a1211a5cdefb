/* See forum_post.h. */
#include "domain/forum_post.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/forum_count.h"
#include "domain/trust.h"
#include "io/markup.h"
#include "io/plaintext.h"

/* clang-format off */
#define POST_FACTS \
	"SELECT STRAIGHT_JOIN p.id, p.place, p.parent_id, p.author_id," \
	" COALESCE(a.name, p.author_name) AS author, COALESCE(u.fixed_level, u.level, 0) AS level, p.by_staff, p.state," \
	" p.like_count, p.edit_count, p.edited_at, p.created_at, p.format, p.source IS NOT NULL AS imported," \
	" IF(p.markup_version = ?, p.html, NULL) AS html"
#define POST_TABLES \
	" FROM forum_post p LEFT JOIN account a ON a.id = p.author_id LEFT JOIN trust u ON u.account_id = p.author_id"
/* Of a post that nobody likes no reader is looked for. */
#define LIKED ", l.account_id IS NOT NULL AS liked"
#define LIKED_TABLE \
	" LEFT JOIN forum_like l ON l.post_id = p.id AND l.account_id = ? AND p.like_count > 0"
#define POST_COLUMNS id, place, parent_id, author_id, author, level, by_staff, state, like_count, edit_count, edited_at, \
	created_at, format, imported, html, body

/* A post comes once for each of its files: few have any, and a subquery in each row costs more. */
#define LISTED ", IF(p.markup_version = ?, '', p.body) AS body, f.id IS NOT NULL AS files"
#define LISTED_WHERE \
	" LEFT JOIN attachment f ON f.post_id = p.id WHERE p.topic_id = ? AND p.place BETWEEN ? AND ? ORDER BY p.place"

DB_QUERY(list_posts, POST_FACTS LISTED POST_TABLES LISTED_WHERE, DB_ROW(struct forum_post, POST_COLUMNS, files));
DB_QUERY(list_posts_liked, POST_FACTS LISTED LIKED POST_TABLES LIKED_TABLE LISTED_WHERE,
	DB_ROW(struct forum_post, POST_COLUMNS, files, liked));

DB_QUERY(list_answered,
	"SELECT STRAIGHT_JOIN q.id, q.place, q.state, COALESCE(e.name, q.author_name) AS author FROM forum_post p"
	" JOIN forum_post q ON q.id = p.parent_id AND q.state = 'open' LEFT JOIN account e ON e.id = q.author_id"
	" WHERE p.topic_id = ? AND p.place BETWEEN ? AND ?",
	DB_ROW(struct forum_post, id, place, state, author));

DB_QUERY(find_post, POST_FACTS ", p.body" LIKED ", p.topic_id, p.flag_count" POST_TABLES LIKED_TABLE " WHERE p.id = ?",
	DB_ROW(struct forum_post, POST_COLUMNS, liked, topic_id, flag_count));

struct post_place {
	int64_t id, topic_id;
};
DB_QUERY(find_post_topic, "SELECT id, topic_id FROM forum_post WHERE id = ?", DB_ROW(struct post_place, id, topic_id));
DB_QUERY(lock_post, "SELECT id, topic_id FROM forum_post WHERE id = ? FOR UPDATE",
	DB_ROW(struct post_place, id, topic_id));
DB_QUERY(find_parent, "SELECT id, topic_id FROM forum_post WHERE id = ? AND topic_id = ? AND state = 'open'",
	DB_ROW(struct post_place, id, topic_id));

DB_QUERY(take_place, "UPDATE forum_topic SET places = LAST_INSERT_ID(places + 1) WHERE id = ?", DB_NO_ROW);

DB_QUERY(insert_post,
	"INSERT INTO forum_post (topic_id, place, parent_id, author_id, author_name, by_staff, state, held_for, body, html,"
	" markup_version, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	DB_NO_ROW);
/* clang-format on */

/* --- reading --------------------------------------------------------------------------------- */

static enum rc plain_html(struct arena *arena, const char *body, const char **html)
{
	enum rc rc = plaintext_render(arena, body, strlen(body), html);
	if (rc != RC_OK || strlen(*html) > LIMIT_MESSAGE_HTML)
		*html = NULL;
	return rc == RC_NO_MEMORY ? rc : RC_OK;
}

enum rc forum_post_render(struct arena *arena, const char *format, const char *body, const char **html)
{
	static const struct markup_options options = { .heading_shift = 3,
		.images = true,
		.plain_breaks = true,
		.extensions = true,
		.direction_auto = true };
	struct markup_page page = { .html = NULL };
	if (text_equal(format, "text"))
		return plain_html(arena, body, html);
	enum rc rc = markup_render(arena, body, strlen(body), &options, &page);
	/* a page shows many: a text that grows beyond measure is shown as it was typed */
	*html = rc == RC_OK && page.length <= LIMIT_MESSAGE_HTML ? page.html : NULL;
	return rc == RC_NO_MEMORY ? rc : RC_OK;
}

/* Texts of an older MARKUP_VERSION are made anew. */
static enum rc render_missing(struct arena *arena, struct forum_post *post)
{
	return post->html ? RC_OK : forum_post_render(arena, post->format, post->body, &post->html);
}

static bool is_visible(const struct forum_post *post, const struct account *who)
{
	return may_see_state(who, post->state, post->author_id);
}

static const struct forum_post *post_in(const struct db_rows *rows, int64_t id)
{
	const struct forum_post *items = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		if (items[i].id == id)
			return &items[i];
	return NULL;
}

/* Notes whom posts answer, where that one is among `answered`. True if there are others. */
static bool note_answered(struct db_rows *rows, const struct db_rows *answered)
{
	struct forum_post *items = rows->items;
	bool others = false;
	for (size_t i = 0; i < rows->count; i++) {
		if (items[i].parent_id == 0)
			continue;
		const struct forum_post *parent = post_in(answered, items[i].parent_id);
		others |= parent == NULL;
		if (!parent || !text_equal(parent->state, "open"))
			continue;
		items[i].parent_place = parent->place;
		items[i].parent = parent->author;
	}
	return others;
}

/* Mostly it is somebody of the same page. */
static enum rc find_parents(
        struct db *db, struct arena *arena, int64_t topic_id, int32_t from, int32_t to, struct db_rows *rows)
{
	struct db_rows answered;
	if (!note_answered(rows, rows))
		return RC_OK;
	enum rc rc = db_all(db, arena, &list_answered, DB_ARGS(topic_id, from, to), &answered);
	if (rc == RC_OK)
		(void)note_answered(rows, &answered);
	return rc;
}

/* Keeps what the reader may see, each post once. */
static enum rc keep(struct arena *arena, const struct account *who, int64_t topic_id, struct db_rows *rows)
{
	struct forum_post *items = rows->items;
	size_t kept = 0;
	for (size_t i = 0; i < rows->count; i++) {
		bool again = kept > 0 && items[kept - 1].id == items[i].id;
		if (again || !is_visible(&items[i], who))
			continue;
		enum rc rc = render_missing(arena, &items[i]);
		if (rc != RC_OK)
			return rc;
		items[i].topic_id = topic_id;
		items[kept++] = items[i];
	}
	rows->count = kept;
	return RC_OK;
}

enum rc forum_post_list(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, int32_t from, int32_t to, struct db_rows *rows)
{
	const int version = MARKUP_VERSION;
	enum rc rc = who->id == 0 ? db_all(db, arena, &list_posts,
	                                    DB_ARGS(version, version, topic->id, from, to), rows)
	                          : db_all(db, arena, &list_posts_liked,
	                                    DB_ARGS(version, version, who->id, topic->id, from, to), rows);
	if (rc == RC_OK)
		rc = find_parents(db, arena, topic->id, from, to, rows);
	return rc == RC_OK ? keep(arena, who, topic->id, rows) : rc;
}

enum rc forum_post_accepted(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct db_rows *rows, struct forum_post *accepted)
{
	*accepted = (struct forum_post){ .id = 0 };
	int32_t place = topic->solved_place;
	if (place == 0)
		return RC_OK;
	struct db_rows own;
	const struct forum_post *found = post_in(rows, topic->solved_post_id);
	enum rc rc = found ? RC_OK : forum_post_list(db, arena, topic, who, place, place, &own);
	if (rc == RC_OK && !found)
		found = post_in(&own, topic->solved_post_id);
	if (found)
		*accepted = *found;
	return rc;
}

enum rc forum_post_read(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_post *post)
{
	enum rc rc = db_one(db, arena, &find_post, DB_ARGS(MARKUP_VERSION, reader->who->id, id), post);
	if (rc != RC_OK)
		return rc;
	return is_visible(post, reader->who) ? render_missing(arena, post) : RC_NOT_FOUND;
}

enum rc forum_post_find(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_post *post, struct forum_topic *topic)
{
	enum rc rc = forum_post_read(db, arena, reader, id, post);
	return rc == RC_OK ? forum_topic_find(db, arena, reader, post->topic_id, topic) : rc;
}

enum rc forum_post_lock(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_post *post, struct forum_topic *topic)
{
	struct post_place place;
	enum rc rc = db_one(db, arena, &find_post_topic, DB_ARGS(id), &place);
	if (rc == RC_OK)
		rc = forum_topic_lock(db, arena, reader, place.topic_id, topic);
	if (rc == RC_OK)
		rc = db_one(db, arena, &lock_post, DB_ARGS(id), &place);
	return rc == RC_OK ? forum_post_read(db, arena, reader, id, post) : rc;
}

/* --- writing --------------------------------------------------------------------------------- */

static enum rc find_answered(
        struct db *db, struct arena *arena, int64_t topic_id, int64_t asked_id, int64_t *parent_id)
{
	struct post_place place;
	*parent_id = 0;
	if (asked_id == 0)
		return RC_OK;
	enum rc rc = db_one(db, arena, &find_parent, DB_ARGS(asked_id, topic_id), &place);
	if (rc == RC_OK)
		*parent_id = place.id;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* Fills in what counting it needs to know. */
static enum rc insert(
        struct db *db, struct arena *arena, const struct forum_post_new *post, struct forum_counted *added)
{
	struct db_done place, done;
	int64_t parent_id;
	const char *html;
	enum rc rc = find_answered(db, arena, added->topic_id, post->parent_id, &parent_id);
	if (rc == RC_OK)
		rc = forum_post_render(arena, "markdown", post->body, &html);
	if (rc == RC_OK)
		rc = db_run(db, &take_place, DB_ARGS(added->topic_id), &place);
	if (rc != RC_OK)
		return rc;
	added->place = (int32_t)place.insert_id;
	rc = db_run(db, &insert_post,
	        DB_ARGS(added->topic_id, added->place, db_id_or_null(parent_id),
	                db_id_or_null(added->author_id), added->author_name, account_is_staff(post->who),
	                added->state, post->note ? "" : post->held_for, post->body, html,
	                html ? MARKUP_VERSION : 0, post->now),
	        &done);
	if (rc == RC_OK)
		added->id = done.insert_id;
	return rc;
}

enum rc forum_post_add(
        struct db *db, struct arena *arena, int64_t topic_id, const struct forum_post_new *post, int64_t *id)
{
	bool known = may_post(post->who);
	struct forum_counted added = { .topic_id = topic_id,
		.author_id = known ? post->who->id : 0,
		.author_name = known ? "" : post->author_name,
		.state = post->note        ? "note"
		         : *post->held_for ? "held"
		                           : "open" };
	enum rc rc = insert(db, arena, post, &added);
	if (rc != RC_OK)
		return rc;
	*id = added.id;
	struct attachment_owner owner = { .post_id = *id, .owner_id = added.author_id, .now = post->now };
	rc = attachment_add(db, arena, &owner, post->files);
	if (rc != RC_OK || post->note)
		return rc;
	return forum_count_new(db, arena, &added, post->now);
}

enum rc forum_post_reply(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct forum_post_new *post, int64_t *id, const char **state)
{
	struct forum_post_new judged = *post;
	enum rc rc = RC_OK;
	judged.held_for = "";
	if (!post->note)
		rc = trust_judge(db, arena, post->who, post->body, post->now, &judged.held_for);
	if (rc != RC_OK)
		return rc;
	*state = post->note ? "note" : *judged.held_for ? "held" : "open";
	return forum_post_add(db, arena, topic->id, &judged, id);
}
