/* See forum_import.h. */
#include "domain/forum_import.h"

#include <string.h>

#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/forum_category.h"
#include "domain/forum_post.h"
#include "domain/forum_tag.h"
#include "domain/search.h"
#include "io/markup.h"

struct known {
	int64_t id;
	int32_t places;
};

struct place {
	int64_t id;
	const char *audience;
	int64_t audience_id;
};

struct post_row {
	int64_t id;
};

/* clang-format off */
DB_QUERY(find_category,
	"SELECT id, audience, audience_id FROM forum_category WHERE slug = ? FOR UPDATE",
	DB_ROW(struct place, id, audience, audience_id));
DB_QUERY(make_category,
	"INSERT INTO forum_category (slug, colour, audience, created_at) VALUES (?, 'grey', 'staff', ?)", DB_NO_ROW);
DB_QUERY(find_topic, "SELECT id, places FROM forum_topic WHERE source = ? FOR UPDATE",
	DB_ROW(struct known, id, places));
DB_QUERY(make_topic,
	"INSERT INTO forum_topic (category_id, audience, audience_id, author_id, author_name, title, lang, closed, source,"
	" created_at, activity_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(find_post, "SELECT id FROM forum_post WHERE source = ?", DB_ROW(struct post_row, id));
DB_QUERY(make_post,
	"INSERT INTO forum_post (topic_id, place, parent_id, author_id, author_name, by_staff, body, format, html,"
	" markup_version, source, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", DB_NO_ROW);

/* What forum_post_add keeps step by step, made of the rows at once. */
DB_QUERY(settle_topic,
	"UPDATE forum_topic t JOIN (SELECT p.topic_id, COUNT(*) - 1 AS replies,"
	"  MIN(CASE WHEN p.place > 1 AND (NOT p.author_id <=> f.author_id OR p.author_name <> f.author_name)"
	"   THEN p.created_at END) AS answered,"
	"  MAX(p.id) AS newest, MAX(p.place) AS places"
	"  FROM forum_post p JOIN forum_post f ON f.topic_id = p.topic_id AND f.place = 1"
	"  WHERE p.topic_id = ? AND p.state = 'open') c ON c.topic_id = t.id"
	" JOIN forum_post n ON n.id = c.newest"
	" SET t.reply_count = c.replies, t.answered_at = c.answered, t.places = GREATEST(t.places, c.places),"
	"  t.last_post_id = n.id, t.last_id = n.author_id, t.last_name = n.author_name, t.activity_at = n.created_at,"
	"  t.solved_post_id = COALESCE(?, t.solved_post_id) WHERE t.id = ?", DB_NO_ROW);
/* clang-format on */

struct taking {
	struct db *db;
	struct arena *arena;
	const struct forum_import *import;
	const char **html; /* of each post */
	struct forum_tags tags;
	int64_t now;
	int64_t *ids; /* of the posts, as far as they are written */
	struct forum_imported done;
};

/* --- what may be taken in -------------------------------------------------------------------- */

static bool is_sound_post(const struct forum_import_post *post, size_t place)
{
	return !text_empty(post->body) && strlen(post->body) <= LIMIT_POST_BYTES &&
	       text_valid(post->body, strlen(post->body)) && post->parent <= place &&
	       text_valid(post->author, strlen(post->author)) && text_chars(post->author) <= LIMIT_NAME;
}

static bool is_sound(const struct forum_import *import)
{
	if (text_empty(import->title) || !text_valid(import->title, strlen(import->title)) ||
	        text_has_break(import->title) || text_chars(import->title) > LIMIT_SUBJECT)
		return false;
	if (!text_is_slug(import->category) || language_find(import->lang) == NULL || import->count == 0 ||
	        import->count > INT32_MAX)
		return false;
	for (size_t i = 0; i < import->count; i++)
		if (!is_sound_post(&import->posts[i], i))
			return false;
	return true;
}

static enum rc prepare(struct taking *taking)
{
	const struct forum_import *import = taking->import;
	enum rc rc = forum_tags_read(taking->arena, import->tags != NULL ? import->tags : "", &taking->tags);
	if (rc != RC_OK)
		return rc == RC_TOO_LARGE ? RC_INVALID : rc;
	taking->html = ARENA_ARRAY(taking->arena, const char *, import->count);
	taking->ids = ARENA_ARRAY(taking->arena, int64_t, import->count);
	if (taking->html == NULL || taking->ids == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; rc == RC_OK && i < import->count; i++)
		rc = forum_post_render(
		        taking->arena, import->format, import->posts[i].body, &taking->html[i]);
	return rc;
}

/* --- the transaction ------------------------------------------------------------------------- */

static enum rc find_or_make_category(struct taking *taking, struct place *place)
{
	const char *slug = taking->import->category;
	enum rc rc = db_one(taking->db, taking->arena, &find_category, DB_ARGS(slug), place);
	if (rc != RC_NOT_FOUND)
		return rc;
	struct db_done made;
	rc = db_run(taking->db, &make_category, DB_ARGS(slug, taking->now), &made);
	*place = (struct place){ made.insert_id, AUDIENCE_STAFF, 0 };
	taking->done.category_made = rc == RC_OK;
	return rc;
}

static struct db_value id_or_null(int64_t id)
{
	struct db_value value = db_value_int(id);
	value.null = id == 0;
	return value;
}

static enum rc make(struct taking *taking, struct known *topic)
{
	const struct forum_import *import = taking->import;
	const struct forum_import_post *first = &import->posts[0];
	struct place place;
	struct db_done made;
	enum rc rc = find_or_make_category(taking, &place);
	if (rc == RC_OK)
		rc = db_run(taking->db, &make_topic,
		        DB_ARGS(place.id, place.audience, place.audience_id, id_or_null(first->author_id),
		                first->author_id != 0 ? "" : first->author, import->title, import->lang,
		                import->closed, DB_HASH(import->source), first->created_at,
		                first->created_at),
		        &made);
	if (rc == RC_OK)
		rc = forum_tags_set(
		        taking->db, taking->arena, made.insert_id, taking->tags.items, taking->tags.count);
	*topic = (struct known){ made.insert_id, 0 };
	taking->done.topic = true;
	return rc;
}

static enum rc write_post(struct taking *taking, struct known *topic, size_t index)
{
	const struct forum_import_post *post = &taking->import->posts[index];
	struct db_done made;
	int64_t parent = post->parent != 0 ? taking->ids[post->parent - 1] : 0;
	enum rc rc = db_run(taking->db, &make_post,
	        DB_ARGS(topic->id, ++topic->places, id_or_null(parent), id_or_null(post->author_id),
	                post->author_id != 0 ? "" : post->author, post->by_staff, post->body,
	                taking->import->format, taking->html[index], MARKUP_VERSION, DB_HASH(post->source),
	                post->created_at),
	        &made);
	taking->ids[index] = made.insert_id;
	taking->done.posts++;
	return rc;
}

static enum rc write_posts(struct taking *taking, struct known *topic)
{
	for (size_t i = 0; i < taking->import->count; i++) {
		const struct forum_import_post *post = &taking->import->posts[i];
		struct post_row known;
		enum rc rc =
		        db_one(taking->db, taking->arena, &find_post, DB_ARGS(DB_HASH(post->source)), &known);
		if (rc == RC_OK)
			taking->ids[i] = known.id;
		else if (rc == RC_NOT_FOUND)
			rc = write_post(taking, topic, i);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static int64_t answer_of(const struct taking *taking)
{
	int64_t id = 0;
	for (size_t i = 1; i < taking->import->count; i++)
		if (taking->import->posts[i].answer)
			id = taking->ids[i];
	return id;
}

static enum rc import_unit(void *context)
{
	struct taking *taking = context;
	struct known topic;
	taking->done = (struct forum_imported){ .topic = false };
	enum rc rc = db_one(
	        taking->db, taking->arena, &find_topic, DB_ARGS(DB_HASH(taking->import->source)), &topic);
	if (rc == RC_NOT_FOUND)
		rc = make(taking, &topic);
	if (rc == RC_OK)
		rc = write_posts(taking, &topic);
	if (rc != RC_OK || taking->done.posts == 0)
		return rc;
	rc = db_run(
	        taking->db, &settle_topic, DB_ARGS(topic.id, id_or_null(answer_of(taking)), topic.id), NULL);
	return rc == RC_OK ? search_touch(taking->db, "topic", topic.id, taking->now) : rc;
}

enum rc forum_import(struct db *db, struct arena *arena, const struct forum_import *import, int64_t now,
        struct forum_imported *done)
{
	struct taking taking = { .db = db, .arena = arena, .import = import, .now = now };
	if (!is_sound(import))
		return RC_INVALID;
	enum rc rc = prepare(&taking);
	if (rc == RC_OK)
		rc = db_transact(db, import_unit, &taking);
	if (rc == RC_OK)
		*done = taking.done;
	return rc;
}
