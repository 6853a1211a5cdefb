/* Topics and suggestions as documents of the search: see search_document.h. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/search.h"
#include "domain/search_document.h"
#include "io/markup.h"

#define POST_CHARS "8000" /* of one post that are looked at */

/* --- texts ----------------------------------------------------------------------------------- */

struct passage { /* one post, one answer */
	const char *body;
	bool plain;  /* no Markdown: a mail that was taken in */
	bool answer; /* the one that is shown first */
};

/* A text that cannot be read as Markdown is not found, that is all. */
static enum rc add_passage(struct arena *arena, const struct passage *passage, struct buf *out)
{
	const char *plain = passage->body;
	enum rc rc = passage->plain ? RC_OK : markup_plain(arena, plain, strlen(plain), &plain);
	if (rc == RC_INVALID || rc == RC_TOO_LARGE)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	if (out->length > 0)
		buf_char(out, '\n');
	buf_text(out, plain);
	return RC_OK;
}

/* At most LIMIT_SEARCH_TEXT characters of the passages that are, or are not, the answer; in the arena. */
static enum rc join_passages(
        struct arena *arena, const struct db_rows *passages, bool answer, const char **text)
{
	const struct passage *items = passages->items;
	enum rc rc = RC_OK;
	struct buf out;

	buf_init(&out, 16 * LIMIT_SEARCH_TEXT);
	for (size_t i = 0; rc == RC_OK && i < passages->count && out.length < LIMIT_SEARCH_TEXT; i++)
		if (items[i].answer == answer)
			rc = add_passage(arena, &items[i], &out);
	if (rc == RC_OK)
		rc = buf_finish(&out);
	const char *trimmed = rc == RC_OK ? text_trim(arena, out.data) : NULL;
	*text = trimmed != NULL ? text_cut(arena, trimmed, LIMIT_SEARCH_TEXT) : NULL;
	buf_free(&out);
	if (rc != RC_OK)
		return rc;
	return *text != NULL ? RC_OK : RC_NO_MEMORY;
}

/* --- topics ---------------------------------------------------------------------------------- */

struct topic_text {
	const char *title, *lang, *tags;
	const char *audience; /* of its category */
	int64_t activity_at;
	bool solved, answered;
};

DB_QUERY(find_topic_text,
        "SELECT t.title, t.lang, t.activity_at, t.solved, t.answered_at IS NOT NULL AS answered, c.audience,"
        " COALESCE((SELECT GROUP_CONCAT(g.tag SEPARATOR ' ') FROM forum_tag g WHERE g.topic_id = t.id), '')"
        "  AS tags"
        " FROM forum_topic t JOIN forum_category c ON c.id = t.category_id"
        " WHERE t.id = ? AND t.state = 'open'",
        DB_ROW(struct topic_text, title, lang, activity_at, solved, answered, audience, tags));

/* The accepted answer wherever it stands, then the topic from its beginning. */
DB_QUERY(list_passages,
        "(SELECT LEFT(p.body, " POST_CHARS ") AS body, p.format = 'text' AS plain, TRUE AS answer"
        " FROM forum_topic t JOIN forum_post p ON p.id = t.solved_post_id AND p.topic_id = t.id"
        " WHERE t.id = ? AND p.state = 'open')"
        " UNION ALL"
        " (SELECT LEFT(p.body, " POST_CHARS "), p.format = 'text', FALSE FROM forum_post p"
        " LEFT JOIN forum_topic t ON t.solved_post_id = p.id"
        " WHERE p.topic_id = ? AND p.state = 'open' AND t.id IS NULL ORDER BY p.place LIMIT ?)",
        DB_ROW(struct passage, body, plain, answer));

/* An accepted answer stands before talk that led to none. */
static double topic_weight(const struct topic_text *topic)
{
	double use = topic->solved ? 0.9 : topic->answered ? 0.4 : 0.1;
	return use + search_freshness(topic->activity_at) * 0.8;
}

static enum rc write_topic(struct db *db, struct arena *arena, int64_t id, const struct topic_text *topic)
{
	struct search_document document = {
		.kind = SEARCH_TOPIC,
		.ref_id = id,
		.language = language_find(topic->lang),
		.title = topic->title,
		.words = topic->tags,
		.weight = topic_weight(topic),
		.open_to_all = text_equal(topic->audience, AUDIENCE_PUBLIC),
	};
	struct db_rows passages = { NULL, 0 };

	if (document.language == NULL)
		return RC_OK;
	enum rc rc = db_all(db, arena, &list_passages, DB_ARGS(id, id, LIMIT_SEARCH_POSTS), &passages);
	if (rc == RC_OK)
		rc = join_passages(arena, &passages, true, &document.answer);
	if (rc == RC_OK)
		rc = join_passages(arena, &passages, false, &document.text);
	return rc == RC_OK ? search_document_write(db, arena, &document) : rc;
}

enum rc search_index_topic(struct db *db, struct arena *arena, int64_t id)
{
	struct topic_text topic;
	enum rc rc = db_one(db, arena, &find_topic_text, DB_ARGS(id), &topic);
	if (rc == RC_NOT_FOUND)
		return search_document_keep(db, arena, SEARCH_TOPIC, id, "");
	if (rc == RC_OK)
		rc = search_document_keep(db, arena, SEARCH_TOPIC, id, topic.lang);
	return rc == RC_OK ? write_topic(db, arena, id, &topic) : rc;
}

/* --- suggestions ----------------------------------------------------------------------------- */

struct suggestion_text {
	const char *title, *lang, *words;
	const char *audience; /* of its board */
	int64_t updated_at;
	int32_t votes;
};

/* The titles of duplicates lead to the one that goes on, if everybody who reads it may read them, too. */
DB_QUERY(find_suggestion_text,
        "SELECT s.title, s.lang, s.updated_at, s.vote_count AS votes, b.audience,"
        " CONCAT_WS('\n', (SELECT GROUP_CONCAT(g.tag SEPARATOR ' ') FROM suggestion_tag g"
        "  WHERE g.suggestion_id = s.id),"
        "  (SELECT GROUP_CONCAT(m.title SEPARATOR '\n') FROM suggestion m"
        "  JOIN suggestion_board mb ON mb.id = m.board_id AND mb.audience = b.audience"
        "  AND mb.audience_id = b.audience_id WHERE m.merged_id = s.id AND m.state = 'open')) AS words"
        " FROM suggestion s JOIN suggestion_board b ON b.id = s.board_id"
        " WHERE s.id = ? AND s.state = 'open' AND s.merged_id IS NULL",
        DB_ROW(struct suggestion_text, title, lang, updated_at, votes, audience, words));

/* The newest of the firm's answers, then what was proposed. */
DB_QUERY(list_statements,
        "(SELECT LEFT(a.body, " POST_CHARS
        ") AS body, FALSE AS plain, TRUE AS answer FROM suggestion_status a"
        " WHERE a.suggestion_id = ? AND a.body <> '' ORDER BY a.id DESC LIMIT 1)"
        " UNION ALL (SELECT s.body, FALSE, FALSE FROM suggestion s WHERE s.id = ?)",
        DB_ROW(struct passage, body, plain, answer));

static enum rc write_suggestion(
        struct db *db, struct arena *arena, int64_t id, const struct suggestion_text *suggestion)
{
	double votes = (double)suggestion->votes;
	struct search_document document = {
		.kind = SEARCH_SUGGESTION,
		.ref_id = id,
		.language = language_find(suggestion->lang),
		.title = suggestion->title,
		.words = suggestion->words,
		.weight = votes / (votes + 20) + search_freshness(suggestion->updated_at) * 0.5,
		.open_to_all = text_equal(suggestion->audience, AUDIENCE_PUBLIC),
	};
	struct db_rows statements = { NULL, 0 };

	if (document.language == NULL)
		return RC_OK;
	enum rc rc = db_all(db, arena, &list_statements, DB_ARGS(id, id), &statements);
	if (rc == RC_OK)
		rc = join_passages(arena, &statements, true, &document.answer);
	if (rc == RC_OK)
		rc = join_passages(arena, &statements, false, &document.text);
	return rc == RC_OK ? search_document_write(db, arena, &document) : rc;
}

enum rc search_index_suggestion(struct db *db, struct arena *arena, int64_t id)
{
	struct suggestion_text suggestion;
	enum rc rc = db_one(db, arena, &find_suggestion_text, DB_ARGS(id), &suggestion);
	if (rc == RC_NOT_FOUND)
		return search_document_keep(db, arena, SEARCH_SUGGESTION, id, "");
	if (rc == RC_OK)
		rc = search_document_keep(db, arena, SEARCH_SUGGESTION, id, suggestion.lang);
	return rc == RC_OK ? write_suggestion(db, arena, id, &suggestion) : rc;
}
