/*
 * Topics that a deleted person wrote in, his likes and flags: see person_erase_community.h. A topic is locked
 * before its posts, as everywhere.
 */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/account.h"
#include "domain/forum_like.h"
#include "domain/forum_post.h"
#include "domain/person_erase_community.h"
#include "domain/search.h"
#include "io/markup.h"

#define POSTS_AT_ONCE 20
#define POSTS_A_PIECE 60 /* that one transaction looks at, and then the rest of that page */
#define LIKES_A_PIECE 40
#define FLAGS_A_PIECE 100
#define EDITS_AT_ONCE 20

struct next {
	int64_t id;
};

struct topic {
	int64_t id, author_id;
	const char *title;
	bool answered; /* by somebody else */
	bool by_staff; /* the question */
};

struct post {
	int64_t id;
	int32_t place;
	int64_t author_id;
	bool by_staff;
	const char *format, *body;
	int32_t edit_count;
	int64_t file_id; /* the first of its files; 0: none */
};

struct edit {
	int64_t id;
	const char *title, *body;
};

struct file {
	int64_t id;
	const char *name;
};

struct tag {
	const char *tag_key, *tag;
};

struct flag {
	int64_t post_id, account_id;
	const char *note;
};

struct liked {
	int64_t post_id, topic_id;
	int32_t place;
	int64_t author_id;
};

/* clang-format off */
DB_QUERY(next_touched_topic,
	"SELECT topic_id AS id FROM forum_post WHERE author_id = ? AND topic_id > ?"
	" AND (created_at >= ? OR edited_at >= ?) ORDER BY topic_id LIMIT 1", DB_ROW(struct next, id));
DB_QUERY(lock_touched_topic, "SELECT id FROM forum_topic WHERE id = ? FOR UPDATE", DB_ROW(struct next, id));
DB_QUERY(read_touched_topic,
	"SELECT t.id, t.author_id, t.title, COALESCE(q.by_staff, FALSE) AS by_staff,"
	" EXISTS (SELECT 1 FROM forum_post p WHERE p.topic_id = t.id AND p.place > 1 AND p.state = 'open'"
	"  AND NOT (p.author_id <=> t.author_id)) AS answered"
	" FROM forum_topic t LEFT JOIN forum_post q ON q.topic_id = t.id AND q.place = 1 WHERE t.id = ?",
	DB_ROW(struct topic, id, author_id, title, by_staff, answered));
DB_QUERY(put_topic_title, "UPDATE forum_topic SET title = ?, industry = IF(?, '', industry) WHERE id = ?", DB_NO_ROW);
DB_QUERY(list_topic_tags, "SELECT tag_key, tag FROM forum_tag WHERE topic_id = ?", DB_ROW(struct tag, tag_key, tag));
DB_QUERY(drop_topic_tag, "DELETE FROM forum_tag WHERE topic_id = ? AND tag_key = ?", DB_NO_ROW);
DB_QUERY(list_touched_posts,
	"SELECT p.id, p.place, p.author_id, p.by_staff, p.format, p.body, p.edit_count,"
	" (SELECT MIN(f.id) FROM attachment f WHERE f.post_id = p.id) AS file_id"
	" FROM forum_post p WHERE p.topic_id = ? AND p.place > ? ORDER BY p.place LIMIT ?",
	DB_ROW(struct post, id, place, author_id, by_staff, format, body, edit_count, file_id));
DB_QUERY(put_post_body, "UPDATE forum_post SET body = ?, html = ?, markup_version = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(list_post_edits, "SELECT id, title, body FROM forum_edit WHERE post_id = ? AND id > ? ORDER BY id LIMIT ?",
	DB_ROW(struct edit, id, title, body));
DB_QUERY(put_edit, "UPDATE forum_edit SET title = ?, body = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(drop_edits, "DELETE FROM forum_edit WHERE post_id = ?", DB_NO_ROW);
DB_QUERY(count_no_edits, "UPDATE forum_post SET edit_count = 0, edited_at = NULL, flag_count = 0 WHERE id = ?", DB_NO_ROW);
DB_QUERY(drop_post_flags, "DELETE FROM forum_flag WHERE post_id = ?", DB_NO_ROW);
DB_QUERY(drop_post_files, "DELETE FROM attachment WHERE post_id = ?", DB_NO_ROW);
DB_QUERY(list_post_files, "SELECT id, name FROM attachment WHERE post_id = ? AND id >= ? ORDER BY id",
	DB_ROW(struct file, id, name));
DB_QUERY(put_file_name, "UPDATE attachment SET name = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(list_topic_flags,
	"SELECT f.post_id, f.account_id, f.note FROM forum_post p JOIN forum_flag f ON f.post_id = p.id"
	" WHERE p.topic_id = ? AND p.place > ? AND p.place <= ? AND f.note <> ''", DB_ROW(struct flag, post_id, account_id, note));
DB_QUERY(list_own_flags,
	"SELECT post_id, account_id, note FROM forum_flag WHERE account_id = ? AND post_id > ? AND created_at >= ?"
	" ORDER BY post_id LIMIT ?", DB_ROW(struct flag, post_id, account_id, note));
DB_QUERY(put_flag_note, "UPDATE forum_flag SET note = ? WHERE post_id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(list_own_likes,
	"SELECT l.post_id, p.topic_id, p.place, p.author_id FROM forum_like l JOIN forum_post p ON p.id = l.post_id"
	" WHERE l.account_id = ? ORDER BY l.created_at LIMIT ?", DB_ROW(struct liked, post_id, topic_id, place, author_id));
/* clang-format on */

static const struct account nobody = { .role = "customer", .state = "active" };

/* --- what is left of a post ------------------------------------------------------------------ */

static enum rc put_body(const struct community_work *work, const struct post *post, const char *body)
{
	const char *html;
	enum rc rc = forum_post_render(work->scratch, post->format, body, &html);
	if (rc != RC_OK)
		return rc;
	if (html && strlen(html) > LIMIT_MESSAGE_HTML)
		html = NULL;
	return db_run(
	        work->db, &put_post_body, DB_ARGS(body, html, html ? MARKUP_VERSION : 0, post->id), NULL);
}

static enum rc clean_edits(const struct community_work *work, const struct post *post)
{
	struct db_rows rows = { .count = EDITS_AT_ONCE };
	enum rc rc = RC_OK;
	int64_t last = 0;
	if (post->edit_count == 0)
		return RC_OK;
	while (rc == RC_OK && rows.count == EDITS_AT_ONCE) {
		rc = db_all(work->db, work->scratch, &list_post_edits, DB_ARGS(post->id, last, EDITS_AT_ONCE),
		        &rows);
		const struct edit *edits = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
			const char *title, *body;
			bool changed = false;
			last = edits[i].id;
			rc = community_hide(work, work->scratch, edits[i].title, &title, &changed);
			if (rc == RC_OK)
				rc = community_hide(work, work->scratch, edits[i].body, &body, &changed);
			if (rc == RC_OK && changed)
				rc = db_run(work->db, &put_edit, DB_ARGS(title, body, edits[i].id), NULL);
		}
	}
	return rc;
}

static enum rc clean_files(const struct community_work *work, const struct post *post)
{
	struct db_rows rows = { .count = 0 };
	enum rc rc = post->file_id == 0 ? RC_OK
	                                : db_all(work->db, work->scratch, &list_post_files,
	                                          DB_ARGS(post->id, post->file_id), &rows);
	const struct file *files = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		const char *name;
		bool changed = false;
		rc = community_hide(work, work->scratch, files[i].name, &name, &changed);
		if (rc == RC_OK && changed)
			rc = db_run(work->db, &put_file_name, DB_ARGS(name, files[i].id), NULL);
	}
	return rc;
}

static enum rc clean_post(const struct community_work *work, const struct post *post, bool *changed)
{
	const char *body;
	bool other = false;
	enum rc rc = community_hide(work, work->scratch, post->body, &body, &other);
	if (rc == RC_OK && other)
		rc = put_body(work, post, body);
	if (rc == RC_OK)
		rc = clean_edits(work, post);
	*changed = *changed || other;
	return rc == RC_OK ? clean_files(work, post) : rc;
}

/* The text goes; the question of a topic that others answered keeps its place. */
static enum rc drop_post(
        const struct community_work *work, const struct topic *topic, const struct post *post)
{
	static const struct query *const drops[] = { &drop_edits, &drop_post_flags, &drop_post_files,
		&count_no_edits };
	bool stays = post->place == 1 && topic->answered;
	enum rc rc = put_body(work, post, stays ? PERSON_GAP : "");
	for (size_t i = 0; rc == RC_OK && i < LENGTH(drops); i++)
		rc = db_run(work->db, drops[i], DB_ARGS(post->id), NULL);
	if (rc != RC_OK || stays)
		return rc;
	return forum_post_set_state(
	        work->db, work->scratch, post->id, "deleted", "", &nobody, work->erasure->now);
}

static bool goes(const struct community_work *work, int64_t author_id, bool by_staff)
{
	const struct erased *person = work->erasure->person;
	return person->posts_go && author_id == person->id && !by_staff;
}

/* --- a topic --------------------------------------------------------------------------------- */

static enum rc clean_tags(const struct community_work *work, const struct topic *topic, bool all)
{
	struct db_rows rows;
	enum rc rc = db_all(work->db, work->scratch, &list_topic_tags, DB_ARGS(topic->id), &rows);
	const struct tag *tags = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		const char *tag;
		bool changed = all;
		rc = community_hide(work, work->scratch, tags[i].tag, &tag, &changed);
		if (rc == RC_OK && changed)
			rc = db_run(work->db, &drop_topic_tag, DB_ARGS(topic->id, tags[i].tag_key), NULL);
	}
	return rc;
}

static enum rc clean_title(const struct community_work *work, const struct topic *topic, bool *changed)
{
	bool his = topic->author_id == work->erasure->person->id;
	bool all = goes(work, topic->author_id, topic->by_staff);
	const char *title = PERSON_GAP;
	enum rc rc = all ? RC_OK : community_hide(work, work->scratch, topic->title, &title, changed);
	*changed = *changed || all;
	if (rc == RC_OK)
		rc = clean_tags(work, topic, all);
	return rc == RC_OK ? db_run(work->db, &put_topic_title, DB_ARGS(title, his, topic->id), NULL) : rc;
}

static enum rc clean_notes(const struct community_work *work, int64_t topic_id, int64_t from, int64_t to)
{
	struct db_rows rows;
	enum rc rc = db_all(work->db, work->scratch, &list_topic_flags, DB_ARGS(topic_id, from, to), &rows);
	const struct flag *flags = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		const char *note;
		bool changed = false;
		rc = community_hide(work, work->scratch, flags[i].note, &note, &changed);
		if (rc == RC_OK && changed)
			rc = db_run(work->db, &put_flag_note,
			        DB_ARGS(note, flags[i].post_id, flags[i].account_id), NULL);
	}
	return rc;
}

/* A page of posts after place->at; the topic is done when there are no more. */
static enum rc clean_page(const struct community_work *work, const struct topic *topic,
        struct community_place *place, bool *changed, int *looked)
{
	struct db_rows rows;
	int64_t from = place->at;
	enum rc rc = db_all(
	        work->db, work->scratch, &list_touched_posts, DB_ARGS(topic->id, from, POSTS_AT_ONCE), &rows);
	if (rc != RC_OK)
		return rc;
	const struct post *posts = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		place->at = posts[i].place;
		if (!goes(work, posts[i].author_id, posts[i].by_staff)) {
			rc = clean_post(work, &posts[i], changed);
			continue;
		}
		*changed = true;
		rc = drop_post(work, topic, &posts[i]);
	}
	if (rc == RC_OK)
		rc = clean_notes(work, topic->id, from, place->at);
	*looked += (int)rows.count;
	if (rows.count < POSTS_AT_ONCE)
		place->at = 0;
	return rc;
}

static enum rc open_topic(const struct community_work *work, int64_t id, struct topic *topic)
{
	struct next locked;
	arena_reset(work->kept);
	enum rc rc = db_one(work->db, work->kept, &lock_touched_topic, DB_ARGS(id), &locked);
	return rc == RC_OK ? db_one(work->db, work->kept, &read_touched_topic, DB_ARGS(id), topic) : rc;
}

/* One page of one topic. */
static enum rc clean_topic(const struct community_work *work, struct community_place *place, int *looked)
{
	struct topic topic;
	bool changed = false;
	arena_reset(work->scratch);
	enum rc rc = open_topic(work, place->id, &topic);
	if (rc == RC_OK && place->at == 0)
		rc = clean_title(work, &topic, &changed);
	if (rc == RC_OK)
		rc = clean_page(work, &topic, place, &changed, looked);
	return rc == RC_OK && changed ? search_touch(work->db, SEARCH_TOPIC, topic.id, work->erasure->now)
	                              : rc;
}

static enum rc find_next(const struct community_work *work, struct community_place *place)
{
	const struct community_erasure *erasure = work->erasure;
	struct next next;
	enum rc rc = db_one(work->db, work->scratch, &next_touched_topic,
	        DB_ARGS(erasure->person->id, place->id, erasure->since, erasure->since), &next);
	if (rc == RC_OK)
		place->id = next.id;
	return rc;
}

enum rc erase_topics(const struct community_work *work, struct community_place *place, bool *more)
{
	enum rc rc = RC_OK;
	*more = true;
	for (int looked = 0; rc == RC_OK && looked < POSTS_A_PIECE;) {
		if (place->at == 0)
			rc = find_next(work, place);
		if (rc == RC_NOT_FOUND) {
			*more = false;
			return RC_OK;
		}
		if (rc == RC_OK)
			rc = clean_topic(work, place, &looked);
	}
	return rc;
}

/* --- likes and flags ------------------------------------------------------------------------- */

static enum rc take_like(const struct community_work *work, const struct liked *liked)
{
	const struct account who = { .id = work->erasure->person->id, .role = "customer", .state = "active" };
	const struct forum_post post = { .id = liked->post_id,
		.topic_id = liked->topic_id,
		.place = liked->place,
		.author_id = liked->author_id };
	struct next locked;
	int32_t count;
	enum rc rc = db_one(work->db, work->kept, &lock_touched_topic, DB_ARGS(liked->topic_id), &locked);
	return rc == RC_OK ? forum_like_set(
	                             work->db, work->scratch, &post, &who, false, work->erasure->now, &count)
	                   : rc;
}

enum rc erase_likes(const struct community_work *work, struct community_place *place, bool *more)
{
	struct db_rows rows;
	(void)place; /* what is done is gone */
	enum rc rc = db_all(work->db, work->scratch, &list_own_likes,
	        DB_ARGS(work->erasure->person->id, LIKES_A_PIECE), &rows);
	const struct liked *likes = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = take_like(work, &likes[i]);
	*more = rc == RC_OK && rows.count == LIKES_A_PIECE;
	return rc;
}

/* What he reported stays for the moderators, as does all that he wrote to the firm. */
enum rc erase_flags(const struct community_work *work, struct community_place *place, bool *more)
{
	struct db_rows rows;
	enum rc rc = db_all(work->db, work->scratch, &list_own_flags,
	        DB_ARGS(work->erasure->person->id, place->id, work->erasure->since, FLAGS_A_PIECE), &rows);
	const struct flag *flags = rows.items;
	*more = rc == RC_OK && rows.count == FLAGS_A_PIECE;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		const char *note;
		bool changed = false;
		place->id = flags[i].post_id;
		rc = community_hide(work, work->scratch, flags[i].note, &note, &changed);
		if (rc == RC_OK && changed)
			rc = db_run(work->db, &put_flag_note,
			        DB_ARGS(note, flags[i].post_id, flags[i].account_id), NULL);
	}
	return rc;
}
