/* See forum_turn.h. */
#include "domain/forum_turn.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/mask.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/article.h"
#include "domain/audit.h"
#include "domain/suggestion.h"
#include "domain/ticket.h"

#define NAMES_LOOKED "1000" /* posts whose writers' names are masked */

/* --- what is taken --------------------------------------------------------------------------- */

struct taken {
	const char *body;
	bool question;
};

DB_QUERY(list_taken,
        "SELECT p.body, p.place = 1 AS question FROM forum_post p"
        " WHERE p.topic_id = ? AND (p.place = 1 OR p.id = ?) AND p.state = 'open' ORDER BY p.place",
        DB_ROW(struct taken, body, question));

struct writer {
	const char *name;
};

DB_QUERY(list_writers,
        "SELECT DISTINCT COALESCE(a.name, w.author_name) AS name FROM"
        " (SELECT p.author_id, p.author_name FROM forum_post p WHERE p.topic_id = ?"
        "  ORDER BY p.place LIMIT " NAMES_LOOKED ") w"
        " LEFT JOIN account a ON a.id = w.author_id WHERE COALESCE(a.name, w.author_name) <> ''",
        DB_ROW(struct writer, name));

static enum rc read_names(
        struct db *db, struct arena *arena, int64_t topic_id, const char *const **names, size_t *count)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_writers, DB_ARGS(topic_id), &rows);
	if (rc != RC_OK)
		return rc;
	const struct writer *writers = rows.items;
	const char **list = ARENA_ARRAY(arena, const char *, rows.count + 1);
	if (list == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < rows.count; i++)
		list[i] = writers[i].name;
	*names = list;
	*count = rows.count;
	return RC_OK;
}

static const char *join(struct arena *arena, const struct db_rows *rows, enum forum_turn turn)
{
	const struct taken *taken = rows->items;
	if (turn != TURN_ARTICLE || rows->count < 2)
		return taken[0].body;
	return arena_format(arena, "%s\n\n---\n\n%s\n", taken[0].body, taken[1].body);
}

enum rc forum_turn_text(struct db *db, struct arena *arena, const struct forum_topic *topic,
        enum forum_turn turn, struct forum_turn_text *text)
{
	struct db_rows rows = { NULL, 0 };
	const char *const *names = NULL;
	size_t count = 0;

	enum rc rc = db_all(db, arena, &list_taken, DB_ARGS(topic->id, topic->solved_post_id), &rows);
	if (rc != RC_OK)
		return rc;
	const struct taken *taken = rows.items;
	if (rows.count == 0 || !taken[0].question || !text_equal(topic->state, "open"))
		return RC_NOT_FOUND;
	*text = (struct forum_turn_text){ topic->title, join(arena, &rows, turn) };
	if (turn == TURN_TICKET) /* he reads his own words */
		return text->body != NULL ? RC_OK : RC_NO_MEMORY;
	rc = text->body != NULL ? read_names(db, arena, topic->id, &names, &count) : RC_NO_MEMORY;
	if (rc != RC_OK)
		return rc;
	text->title = mask_private(arena, text->title, names, count);
	text->body = mask_private(arena, text->body, names, count);
	return text->title != NULL && text->body != NULL ? RC_OK : RC_NO_MEMORY;
}

/* --- a ticket -------------------------------------------------------------------------------- */

enum rc forum_turn_asker(
        struct db *db, struct arena *arena, const struct forum_topic *topic, struct account *asker)
{
	if (topic->author_id == 0)
		return RC_NOT_FOUND;
	enum rc rc = account_by_id(db, arena, topic->author_id, asker);
	return rc == RC_OK && !text_equal(asker->state, "active") ? RC_NOT_FOUND : rc;
}

struct numbered {
	int64_t id, number;
};

DB_QUERY(find_by_number, "SELECT id, number FROM ticket WHERE number = ?",
        DB_ROW(struct numbered, id, number));
DB_QUERY(find_by_id, "SELECT id, number FROM ticket WHERE id = ?", DB_ROW(struct numbered, id, number));
DB_QUERY(note_in_forum, "UPDATE ticket SET in_forum = TRUE WHERE id = ?", DB_NO_ROW);

static enum rc note_turn(struct db *db, const struct account *who, const char *action, int64_t topic_id,
        int64_t made_id, int64_t now)
{
	char detail[32];
	(void)snprintf(detail, sizeof(detail), "%lld", (long long)made_id);
	return audit_add(db, who->id, action, "forum_topic", topic_id, detail, now);
}

enum rc forum_turn_ticket(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct forum_turn_text *text, int64_t now, int64_t *number)
{
	const struct language *language = language_find(topic->lang);
	struct numbered made;
	struct account asker;

	enum rc rc = forum_turn_asker(db, arena, topic, &asker);
	if (rc != RC_OK)
		return rc;
	const char *subject = text_cut(arena, text->title, LIMIT_SUBJECT - 1);
	if (subject == NULL)
		return RC_NO_MEMORY;
	const struct ticket_draft draft = {
		.requester_id = asker.id,
		.requester_name = asker.name,
		.subject = subject,
		.body = text->body,
		.priority = "normal",
		.language = language != NULL ? language : language_at(0),
		.now = now,
	};
	rc = ticket_open(db, arena, &draft, number);
	if (rc == RC_OK)
		rc = db_one(db, arena, &find_by_number, DB_ARGS(*number), &made);
	if (rc == RC_OK)
		rc = forum_topic_link(db, topic->id, made.id, 0, NULL);
	if (rc == RC_OK)
		rc = db_run(db, &note_in_forum, DB_ARGS(made.id), NULL);
	return rc == RC_OK ? note_turn(db, who, "topic.ticket", topic->id, made.id, now) : rc;
}

enum rc forum_turn_ticket_number(struct db *db, struct arena *arena, int64_t ticket_id, int64_t *number)
{
	struct numbered found = { 0, 0 };
	enum rc rc = db_one(db, arena, &find_by_id, DB_ARGS(ticket_id), &found);
	*number = found.number;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* --- a suggestion ---------------------------------------------------------------------------- */

/* The moderator who makes it has judged it. */
static enum rc open_held(struct db *db, struct arena *arena, int64_t id, const char *lang, int64_t now)
{
	struct suggestion suggestion;
	enum rc rc = suggestion_lock(db, arena, id, 0, lang, &suggestion);
	return rc == RC_OK ? suggestion_set_state(db, arena, &suggestion, "open", "", now) : rc;
}

enum rc forum_turn_suggestion(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct suggestion_board *board, const struct forum_turn_text *text,
        int64_t now, int64_t *id)
{
	struct account author = { .id = 0 };
	bool held = false;
	enum rc rc = forum_turn_asker(db, arena, topic, &author);
	if (rc == RC_NOT_FOUND) {
		author = (struct account){ .id = 0 };
		rc = RC_OK;
	}
	const char *title = text_cut(arena, text->title, LIMIT_SUBJECT - 1);
	if (rc != RC_OK || title == NULL)
		return rc != RC_OK ? rc : RC_NO_MEMORY;
	const struct suggestion_draft draft = {
		.board = board,
		.author = &author,
		.author_name = author.id == 0 ? topic->author : NULL,
		.title = title,
		.body = text->body,
		.lang = topic->lang,
		.industry = topic->industry,
		.topic_id = topic->id,
		.now = now,
	};
	rc = suggestion_add(db, arena, &draft, id, &held);
	if (rc == RC_OK && held)
		rc = open_held(db, arena, *id, topic->lang, now);
	if (rc == RC_OK)
		rc = forum_topic_link(db, topic->id, 0, *id, NULL);
	return rc == RC_OK ? note_turn(db, who, "topic.suggestion", topic->id, *id, now) : rc;
}

enum rc forum_turn_link(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, int64_t suggestion_id, int64_t now)
{
	struct suggestion suggestion;
	enum rc rc = suggestion_lock(db, arena, suggestion_id, who->id, topic->lang, &suggestion);
	if (rc == RC_OK && !suggestion_is_readable(who, &suggestion))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK && !suggestion_takes_comments(&suggestion))
		rc = RC_CONFLICT;
	if (rc == RC_OK)
		rc = forum_topic_link(db, topic->id, 0, suggestion_id, NULL);
	return rc == RC_OK ? note_turn(db, who, "topic.link", topic->id, suggestion_id, now) : rc;
}

/* --- an article ------------------------------------------------------------------------------ */

enum rc forum_turn_article(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const char *category_slug, const struct forum_turn_text *text, int64_t now,
        const char **slug)
{
	enum article_change change;
	struct article_source source = {
		.slug = arena_format(arena, "topic-%lld", (long long)topic->id),
		.lang = topic->lang,
		.title = text_cut(arena, text->title, LIMIT_TITLE - 1),
		.body = text->body,
		.category = category_slug,
		.visibility = "staff",
		.updated_at = now,
	};
	if (source.slug == NULL || source.title == NULL)
		return RC_NO_MEMORY;
	secret_hash_text(text->body, source.source_hash);
	*slug = source.slug;
	enum rc rc = article_put(db, arena, &source, &change);
	if (rc == RC_OK)
		rc = forum_topic_link(db, topic->id, 0, 0, source.slug);
	return rc == RC_OK ? note_turn(db, who, "topic.article", topic->id, 0, now) : rc;
}

/* --- topics beside a ticket ------------------------------------------------------------------ */

DB_QUERY(list_beside,
        "SELECT t.id, t.title, t.solved, x.origin FROM"
        " (SELECT id, TRUE AS origin FROM forum_topic WHERE ticket_id = ?"
        "  UNION SELECT l.topic_id, FALSE FROM ticket_topic l LEFT JOIN forum_topic o"
        "  ON o.id = l.topic_id AND o.ticket_id = l.ticket_id WHERE l.ticket_id = ? AND o.id IS NULL) x"
        " JOIN forum_topic t ON t.id = x.id AND t.state = 'open'"
        " JOIN forum_category c ON c.id = t.category_id AND " AUDIENCE_SEEN(
                "c") " ORDER BY x.origin DESC, t.id LIMIT ?",
        DB_ROW(struct ticket_topic, id, title, solved, origin));

DB_QUERY(add_beside,
        "INSERT IGNORE INTO ticket_topic (ticket_id, topic_id, agent_id, created_at) VALUES (?, ?, ?, ?)",
        DB_NO_ROW);

DB_QUERY(remove_beside, "DELETE FROM ticket_topic WHERE ticket_id = ? AND topic_id = ?", DB_NO_ROW);

struct beside {
	int64_t count;
};

DB_QUERY(count_beside, "SELECT COUNT(*) AS count FROM ticket_topic WHERE ticket_id = ?",
        DB_ROW(struct beside, count));

enum rc ticket_topic_list(struct db *db, struct arena *arena, const struct audience_reader *reader,
        int64_t ticket_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_beside,
	        DB_ARGS(ticket_id, ticket_id, AUDIENCE_ARGS(reader), LIMIT_TICKET_TOPICS), rows);
}

enum rc ticket_topic_add(struct db *db, struct arena *arena, int64_t ticket_id, int64_t topic_id,
        const struct account *who, int64_t now)
{
	struct beside beside;
	struct db_done done;
	enum rc rc = db_one(db, arena, &count_beside, DB_ARGS(ticket_id), &beside);
	if (rc != RC_OK)
		return rc;
	if (beside.count >= LIMIT_TICKET_TOPICS)
		return RC_LIMITED;
	rc = db_run(db, &add_beside, DB_ARGS(ticket_id, topic_id, who->id, now), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	rc = db_run(db, &note_in_forum, DB_ARGS(ticket_id), NULL);
	return rc == RC_OK ? note_turn(db, who, "topic.show", topic_id, ticket_id, now) : rc;
}

enum rc ticket_topic_remove(
        struct db *db, int64_t ticket_id, int64_t topic_id, const struct account *who, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &remove_beside, DB_ARGS(ticket_id, topic_id), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	return note_turn(db, who, "topic.hide", topic_id, ticket_id, now);
}
