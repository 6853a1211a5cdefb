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
	" IF(m.markup_version = ?, '', m.body) AS body, IF(m.markup_version = ?, m.html, NULL) AS html," \
	" LENGTH(m.body) AS bytes, m.files, m.created_at" \
	" FROM ticket_message m LEFT JOIN account a ON a.id = m.author_id"
#define MESSAGE_ROW \
	DB_ROW(struct message, id, kind, author_id, author, by_staff, event, event_to, body, html, bytes, files, created_at)
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
	int64_t bytes = 0;
	size_t fit = 0;

	while (fit < most) {
		bytes += newest_first[fit].bytes;
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

/* Texts of an older MARKUP_VERSION are made anew. */
static enum rc render_missing(struct arena *arena, struct message *messages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (messages[i].html != NULL || text_equal(messages[i].kind, "event"))
			continue;
		enum rc rc = message_render(arena, messages[i].body, &messages[i].html);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc list(struct db *db, struct arena *arena, const struct query *query, int64_t ticket_id,
        int64_t before, struct db_rows *messages, bool *earlier)
{
	enum rc rc = db_all(db, arena, query,
	        DB_ARGS(MARKUP_VERSION, MARKUP_VERSION, ticket_id, before == 0 ? INT64_MAX : before,
	                LIMIT_THREAD + 1),
	        messages);

	if (rc != RC_OK)
		return rc;
	size_t fit = fitting(messages->items, messages->count);
	*earlier = fit < messages->count;
	messages->count = fit;
	turn_round(messages->items, fit);
	return render_missing(arena, messages->items, fit);
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
	struct db_done done;
	enum rc rc = db_run(db, &insert_message,
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
