/* See ticket_tell.h. */
#include "domain/ticket_tell.h"

#include "base/limits.h"
#include "domain/outbox.h"

struct receiver {
	int64_t id;
};

DB_QUERY(list_receivers,
        "SELECT r.id FROM (SELECT requester_id AS id FROM ticket WHERE id = ?"
        " UNION SELECT account_id FROM ticket_participant WHERE ticket_id = ?) r"
        " LEFT JOIN ticket_message m ON m.id = ? AND m.author_id = r.id"
        " WHERE m.id IS NULL ORDER BY r.id LIMIT ?",
        DB_ROW(struct receiver, id));

enum rc ticket_tell(
        struct db *db, const struct ticket *ticket, const char *kind, int64_t message_id, int64_t now)
{
	struct arena *arena = arena_new(1024, 65536);
	struct db_rows rows = { 0 };
	if (arena == NULL)
		return RC_NO_MEMORY;
	enum rc rc = db_all(db, arena, &list_receivers,
	        DB_ARGS(ticket->id, ticket->id, message_id, LIMIT_PARTICIPANTS + 1), &rows);
	const struct receiver *items = rows.items;
	/* by id: two tickets that tell the same people change their rows in the same order */
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = outbox_add(db, &(struct outbox_item){ .kind = kind,
		                            .account_id = items[i].id,
		                            .ticket_id = ticket->id,
		                            .message_id = message_id,
		                            .lang = ticket->lang,
		                            .now = now });
	arena_free(arena);
	return rc;
}
