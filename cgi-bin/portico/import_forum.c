/*
 * portico forum import: topics of another forum or a mailing list.
 *
 * JSON: [{ "title", "id", "category", "lang", "tags", "closed", "posts": [{ "id", "parent", "author", "date",
 * "body", "answer" }] }]. CSV: one post a row, with the columns topic, title, category, lang, tags, closed,
 * id, parent, author, date, body, answer; rows of one topic (or title) belong together.
 */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/forum_import.h"

struct post {
	const json_t *row;
	int64_t date;
	size_t order; /* in the file */
};

static int by_date(const void *a, const void *b)
{
	const struct post *one = a, *other = b;
	if (one->date != other->date)
		return one->date < other->date ? -1 : 1;
	return one->order < other->order ? -1 : 1;
}

/* --- what is wrong with it ------------------------------------------------------------------- */

static const char *fault_of_post(const json_t *post, int64_t *date)
{
	const char *body = import_text(post, "body"), *author = import_text(post, "author");
	if (!json_is_object(post))
		return "it is no object";
	if (text_empty(body))
		return "it has no text";
	if (strlen(body) > LIMIT_POST_BYTES)
		return "its text is longer than 64 KB";
	if (author != NULL && text_chars(author) > LIMIT_NAME)
		return "its author’s name is too long";
	return import_date(post, "date", 0, date) ? NULL : "its date is missing or cannot be read";
}

static const char *fault_of_topic(const json_t *topic, const char *title)
{
	if (!json_is_object(topic))
		return "it is no object";
	if (text_empty(title))
		return "it has no title";
	if (text_chars(title) > LIMIT_SUBJECT)
		return "its title is longer than 200 characters";
	if (text_has_break(title))
		return "its title has control characters";
	return json_is_array(json_object_get(topic, "posts")) ? NULL : "it has no posts";
}

/* --- one topic ------------------------------------------------------------------------------- */

/* In the order of their dates: a mailing list's file goes by arrival. */
static struct post *sound_posts(struct import *import, const json_t *topic, size_t *count)
{
	json_t *list = json_object_get(topic, "posts"), *row;
	struct post *posts = ARENA_ARRAY(import->tool->arena, struct post, json_array_size(list) + 1);
	size_t i;
	*count = 0;
	if (posts == NULL)
		return NULL;
	json_array_foreach(list, i, row)
	{
		struct post post = { row, 0, i };
		const char *fault = fault_of_post(row, &post.date);
		if (fault == NULL)
			posts[(*count)++] = post;
		else
			import_skip(
			        import, topic, arena_format(import->tool->arena, "post %zu", i + 1), fault);
	}
	qsort(posts, *count, sizeof *posts, by_date);
	return posts;
}

/* The place of an earlier post with this id, from 1; 0: none. */
static size_t parent_of(const struct post *posts, size_t before, const char *id)
{
	for (size_t i = 0; !text_empty(id) && i < before; i++)
		if (text_equal(import_text(posts[i].row, "id"), id))
			return i + 1;
	return 0;
}

static void fill_post(struct import *import, const struct post *posts, size_t index,
        const struct forum_import *topic, struct forum_import_post *to)
{
	const json_t *row = posts[index].row;
	const char *author = import_text(row, "author");
	*to = (struct forum_import_post){ .parent = parent_of(posts, index, import_text(row, "parent")),
		.author = text_empty(author) ? "?" : author,
		.author_id = import->person != NULL && author != NULL
		                     ? import->person(import->context, author)
		                     : 0,
		.by_staff = import_flag(row, "staff"),
		.body = import_text(row, "body"),
		.created_at = posts[index].date,
		.answer = import_flag(row, "answer") };
	const char *id = import_text(row, "id");
	const char *own = text_empty(id) ? NULL : arena_format(import->tool->arena, "post %s", id);
	const char *title = arena_format(import->tool->arena, "%s\n%s", topic->title, to->author);
	import_source(import, own, title != NULL ? title : "", to->body, to->created_at, to->source);
}

/* A mail has a subject of its own; what it says is no Markdown. */
static const char *format_of(const struct import *import, const json_t *post)
{
	if (import->format != NULL)
		return import->format;
	return import_text(post, "subject") != NULL ? "text" : "markdown";
}

static void tell(struct import *import, const char *title, const struct forum_imported *done)
{
	if (done->posts == 0)
		import->unchanged++;
	else
		import->taken++;
	if (done->category_made)
		tool_note("a category was made for it; only staff sees it until it is opened in the "
		          "management");
	if (!import->quiet)
		tool_say("%-10s %zu posts  %s",
		        done->topic       ? "taken in"
		        : done->posts > 0 ? "grown"
		                          : "unchanged",
		        done->posts, title);
}

static void take_topic(struct import *import, const json_t *row)
{
	size_t count = 0;
	const char *title = import_line(import, row, "title");
	const char *fault = fault_of_topic(row, title);
	struct post *sound = fault == NULL ? sound_posts(import, row, &count) : NULL;
	if (fault == NULL && count == 0)
		fault = "none of its posts can be taken in";
	struct forum_import_post *posts =
	        ARENA_ARRAY(import->tool->arena, struct forum_import_post, count + 1);
	if (fault != NULL || posts == NULL) {
		import_skip(import, row, "", fault != NULL ? fault : "out of memory");
		return;
	}
	const char *category = import_text(row, "category"), *lang = import_text(row, "lang");
	struct forum_import topic = { .category = text_empty(category) ? import->place : category,
		.title = title,
		.lang = text_empty(lang) ? import->lang : lang,
		.format = format_of(import, sound[0].row),
		.tags = import_words(import, row, "tags"),
		.closed = import_flag(row, "closed"),
		.posts = posts,
		.count = count };
	for (size_t i = 0; i < count; i++)
		fill_post(import, sound, i, &topic, &posts[i]);
	const char *id = import_text(row, "id");
	const char *first = import_text(sound[0].row, "id");
	const char *own = !text_empty(id) ? id : !text_empty(first) ? first : NULL;
	import_source(import, own == NULL ? NULL : arena_format(import->tool->arena, "topic %s", own),
	        topic.title, posts[0].author, posts[0].created_at, topic.source);

	struct forum_imported done;
	enum rc rc = forum_import(import->tool->db, import->tool->arena, &topic, time_now(), &done);
	if (rc == RC_OK)
		tell(import, topic.title, &done);
	else
		import_skip(import, row, "",
		        rc == RC_INVALID ? "its category, language or tags are not sound" : rc_text(rc));
}

void import_topics(struct import *import, json_t *rows)
{
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row)
	{
		arena_reset(import->tool->arena);
		take_topic(import, row);
	}
}

/* --- CSV: a post a row ----------------------------------------------------------------------- */

static bool is_flat(json_t *rows)
{
	const json_t *first = json_array_get(rows, 0);
	return first != NULL && json_object_get(first, "posts") == NULL &&
	       json_object_get(first, "body") != NULL;
}

/* Rows of posts into topics, in the order in which topics begin. */
static json_t *group(json_t *rows)
{
	json_t *topics = json_array(), *known = json_object(), *row;
	size_t i;
	json_array_foreach(rows, i, row)
	{
		const char *key = import_text(row, "topic");
		if (text_empty(key))
			key = import_text(row, "title");
		json_t *topic = text_empty(key) ? NULL : json_object_get(known, key);
		if (topic == NULL) {
			topic = json_copy(row);
			json_object_set_new(topic, "posts", json_array());
			json_object_del(topic, "id");
			if (!text_empty(import_text(row, "topic")))
				json_object_set(topic, "id", json_object_get(row, "topic"));
			if (!text_empty(key))
				json_object_set(known, key, topic);
			json_array_append_new(topics, topic);
		}
		json_array_append(json_object_get(topic, "posts"), row);
	}
	json_decref(known);
	return topics;
}

int command_forum_import(struct tool *tool)
{
	struct import import = {
		.tool = tool, .kind = "forum", .place = "imported", .lang = tool->config.default_language
	};
	int status;
	json_t *rows = import_open(&import, &status);
	if (rows == NULL)
		return status;
	json_t *topics = is_flat(rows) ? group(rows) : json_incref(rows);
	import_topics(&import, topics);
	json_decref(topics);
	json_decref(rows);
	return import_end(&import);
}
