/*
 * The thread of a ticket. The public list's SQL names what customers may see, so that a note cannot come
 * through by a forgotten condition elsewhere.
 */
#include "domain/message.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define MESSAGE_COLUMNS                                                                                      \
	"SELECT m.id, m.kind, m.author_id, a.name AS author, m.by_staff, m.event,"                           \
	" m.event_to, m.body, m.files, m.created_at"                                                         \
	" FROM ticket_message m LEFT JOIN account a ON a.id = m.author_id"
#define MESSAGE_ROW                                                                                          \
	DB_ROW(struct message, id, kind, author_id, author, by_staff, event, event_to, body, files,          \
	        created_at)

DB_QUERY(list_public_messages,
        MESSAGE_COLUMNS
        " WHERE m.ticket_id = ? AND m.id < ?"
        " AND (m.kind = 'public' OR (m.kind = 'event' AND m.event IN ('state', 'reopened', 'closed')))"
        " ORDER BY m.id DESC LIMIT ?",
        MESSAGE_ROW);

DB_QUERY(list_all_messages, MESSAGE_COLUMNS " WHERE m.ticket_id = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?",
        MESSAGE_ROW);

DB_QUERY(insert_message,
        "INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, event, event_to, body, files, "
        "created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);

/* How many of the newest messages fit a page: one at least. */
static size_t fitting(const struct message *newest_first, size_t count)
{
	size_t most = count < LIMIT_THREAD ? count : LIMIT_THREAD;
	size_t bytes = 0;
	size_t fit = 0;

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

static enum rc list(struct db *db, struct arena *arena, const struct query *query, int64_t ticket_id,
        int64_t before, struct db_rows *messages, bool *earlier)
{
	enum rc rc = db_all(db, arena, query,
	        DB_ARGS(ticket_id, before == 0 ? INT64_MAX : before, LIMIT_THREAD + 1), messages);

	if (rc != RC_OK)
		return rc;
	size_t fit = fitting(messages->items, messages->count);
	*earlier = fit < messages->count;
	messages->count = fit;
	turn_round(messages->items, fit);
	return RC_OK;
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

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

enum rc message_add(struct db *db, const struct message_new *message, int64_t *id)
{
	struct db_done done;
	enum rc rc = db_run(db, &insert_message,
	        DB_ARGS(message->ticket_id, message->kind, db_id_or_null(message->author_id),
	                message->by_staff, or_empty(message->event), or_empty(message->event_to),
	                or_empty(message->body), (int64_t)message->files, message->now),
	        &done);

	if (rc == RC_OK && id != NULL)
		*id = done.insert_id;
	return rc;
}
