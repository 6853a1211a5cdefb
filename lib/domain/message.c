/*
 * The thread of a ticket. The public list's SQL names what customers may see, so that a note cannot come
 * through by a forgotten condition elsewhere.
 */
#include "domain/message.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "io/markup.h"

/* clang-format off */
#define MESSAGE_COLUMNS \
	"SELECT m.id, m.kind, m.author_id, a.name AS author, m.by_staff, m.event, m.event_to," \
	" IF(m.markup_version = ?, COALESCE(m.html, ''), m.body) AS body, m.markup_version, m.files, m.created_at" \
	" FROM ticket_message m FORCE INDEX (ticket_message_ticket) LEFT JOIN account a ON a.id = m.author_id"
#define MESSAGE_ROW \
	DB_ROW(struct message, id, kind, author_id, author, by_staff, event, event_to, body, markup_version, files, created_at)
/* clang-format on */

DB_QUERY(list_public_messages,
        MESSAGE_COLUMNS
        " WHERE m.ticket_id = ? AND m.id < ?"
        " AND (m.kind = 'public' OR (m.kind = 'event' AND m.event IN ('state', 'reopened', 'closed', 'added',"
        " 'removed')))"
        " ORDER BY m.id DESC LIMIT ?",
        MESSAGE_ROW);

DB_QUERY(list_all_messages, MESSAGE_COLUMNS " WHERE m.ticket_id = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?",
        MESSAGE_ROW);

DB_QUERY(find_answer,
        "SELECT m.id, m.kind, m.author_id, a.name AS author, m.by_staff, m.body, m.files, m.created_at"
        " FROM ticket_message m LEFT JOIN account a ON a.id = m.author_id"
        " WHERE m.id = ? AND m.ticket_id = ? AND m.kind = 'public'",
        DB_ROW(struct message, id, kind, author_id, author, by_staff, body, files, created_at));

/* Whoever merges or deletes the author locks the row for himself: either he finds the message, or it is not
 * written. */
DB_QUERY(hold_author, "SELECT id FROM account WHERE id = ? AND state <> 'deleted' LOCK IN SHARE MODE",
        DB_ROW(struct message, id));

DB_QUERY(insert_message,
        "INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, event, event_to, body, html,"
        " markup_version, files, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);

DB_QUERY(rewrite_message, "UPDATE ticket_message SET body = ?, html = ?, markup_version = ? WHERE id = ?",
        DB_NO_ROW);

/* How many of the newest messages fit a page: one at least. */
static size_t fitting(const struct message *newest_first, size_t count)
{
	size_t most = count < LIMIT_THREAD ? count : LIMIT_THREAD;
	size_t bytes = 0, fit = 0;

	while (fit < most) {
		bytes += strlen(newest_first[fit].body);
		if (fit > 0 && bytes > LIMIT_THREAD_BYTES)
			break;
		fit++;
	}
	return fit;
}

static void turn_round(struct message *messages, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct message kept = messages[i];
		messages[i] = messages[count - 1 - i];
		messages[count - 1 - i] = kept;
	}
}

enum rc message_render(struct arena *arena, const char *body, const char **html)
{
	static const struct markup_options options = { .heading_shift = 3, .plain_breaks = true };
	struct markup_page page = { .html = NULL };
	enum rc rc = markup_render(arena, body, strlen(body), &options, &page);

	*html = rc == RC_OK ? page.html : NULL;
	return rc == RC_NO_MEMORY ? rc : RC_OK;
}

/* What was read is the rendering that was kept; texts of an older MARKUP_VERSION are made anew. */
static enum rc set_html(struct arena *arena, struct message *message)
{
	if (text_equal(message->kind, "event"))
		return RC_OK;
	if (message->markup_version != MARKUP_VERSION)
		return message_render(arena, message->body, &message->html);
	message->html = message->body;
	message->body = "";
	return RC_OK;
}

static enum rc list(struct db *db, struct arena *arena, const struct query *query, int64_t ticket_id,
        int64_t before, struct db_rows *messages, bool *earlier)
{
	enum rc rc = db_all(db, arena, query,
	        DB_ARGS(MARKUP_VERSION, ticket_id, before == 0 ? INT64_MAX : before, LIMIT_THREAD + 1),
	        messages);
	struct message *items = messages->items;

	if (rc != RC_OK)
		return rc;
	size_t fit = fitting(items, messages->count);
	*earlier = fit < messages->count;
	messages->count = fit;
	turn_round(items, fit);
	for (size_t i = 0; i < fit && rc == RC_OK; i++)
		rc = set_html(arena, &items[i]);
	return rc;
}

enum rc message_list_public(struct db *db, struct arena *arena, int64_t ticket_id, int64_t before,
        struct db_rows *messages, bool *earlier)
{
	return list(db, arena, &list_public_messages, ticket_id, before, messages, earlier);
}

enum rc message_list_all(struct db *db, struct arena *arena, int64_t ticket_id, int64_t before,
        struct db_rows *messages, bool *earlier)
{
	return list(db, arena, &list_all_messages, ticket_id, before, messages, earlier);
}

enum rc message_find_answer(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t id, struct message *answer)
{
	return db_one(db, arena, &find_answer, DB_ARGS(id, ticket_id), answer);
}

bool message_any_files(const struct db_rows *messages)
{
	const struct message *items = messages->items;

	for (size_t i = 0; i < messages->count; i++)
		if (items[i].files > 0)
			return true;
	return false;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

enum rc message_add(struct db *db, const struct message_new *message, int64_t *id)
{
	/* a page of threads reads its rows before it counts their bytes: none may be much longer than its
	 * text */
	bool kept = message->html != NULL && strlen(message->html) <= LIMIT_MESSAGE_HTML;
	const char *html = kept ? message->html : NULL;
	struct message author;
	struct db_done done;
	enum rc rc = message->author_id == 0
	                     ? RC_OK
	                     : db_one(db, NULL, &hold_author, DB_ARGS(message->author_id), &author);

	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_RETRY : rc;
	rc = db_run(db, &insert_message,
	        DB_ARGS(message->ticket_id, message->kind, db_id_or_null(message->author_id),
	                message->by_staff, or_empty(message->event), or_empty(message->event_to),
	                or_empty(message->body), html, kept ? MARKUP_VERSION : 0, (int64_t)message->files,
	                message->now),
	        &done);

	if (rc == RC_OK && id != NULL)
		*id = done.insert_id;
	return rc;
}

enum rc message_rewrite(struct db *db, struct arena *arena, int64_t id, const char *kind, const char *body)
{
	const char *html = NULL;
	enum rc rc = text_equal(kind, "event") ? RC_OK : message_render(arena, body, &html);

	if (rc != RC_OK)
		return rc;
	if (html != NULL && strlen(html) > LIMIT_MESSAGE_HTML)
		html = NULL;
	return db_run(db, &rewrite_message, DB_ARGS(body, html, html == NULL ? 0 : MARKUP_VERSION, id), NULL);
}
