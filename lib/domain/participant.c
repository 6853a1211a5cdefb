/* See participant.h. */
#include "domain/participant.h"

#include "base/limits.h"
#include "domain/audit.h"
#include "domain/message.h"
#include "domain/outbox.h"

/* Who was removed stands in the thread's events only. */
DB_QUERY(list_participants,
        "SELECT a.id, a.name, MAX(s.current) AS current FROM ("
        "SELECT p.account_id, 1 AS current FROM ticket_participant p WHERE p.ticket_id = ?"
        " UNION ALL SELECT CAST(m.event_to AS SIGNED), 0 FROM ticket_message m WHERE m.ticket_id = ?"
        " AND m.kind = 'event' AND m.event IN ('added', 'removed')) s"
        " JOIN account a ON a.id = s.account_id GROUP BY a.id, a.name ORDER BY current DESC, a.name, a.id "
        "LIMIT ?",
        DB_ROW(struct participant, id, name, current));

struct candidate {
	const char *lang;
	int64_t participants;
};

DB_QUERY(find_candidate,
        "SELECT a.lang, (SELECT COUNT(*) FROM ticket_participant p WHERE p.ticket_id = ?) AS participants"
        " FROM company_member m JOIN account a ON a.id = m.account_id AND a.state = 'active'"
        " WHERE m.company_id = ? AND m.account_id = ?",
        DB_ROW(struct candidate, lang, participants));

DB_QUERY(add_participant,
        "INSERT IGNORE INTO ticket_participant (ticket_id, account_id, added_by, created_at) VALUES (?, ?, "
        "?, ?)",
        DB_NO_ROW);

DB_QUERY(remove_participant, "DELETE FROM ticket_participant WHERE ticket_id = ? AND account_id = ?",
        DB_NO_ROW);

/* Nobody has to answer it: the customer's list stays as it is. */
DB_QUERY(note_people, "UPDATE ticket SET activity_at = ? WHERE id = ?", DB_NO_ROW);

#define LIST_MOST 200

enum rc participant_list(
        struct db *db, struct arena *arena, const struct ticket *ticket, struct db_rows *rows)
{
	*rows = (struct db_rows){ 0 };
	if (ticket->company_id == 0)
		return RC_OK;
	return db_all(db, arena, &list_participants, DB_ARGS(ticket->id, ticket->id, LIST_MOST), rows);
}

static const struct participant *find(const struct db_rows *rows, int64_t account_id)
{
	const struct participant *items = rows->items;

	for (size_t i = 0; i < rows->count; i++)
		if (items[i].id == account_id)
			return &items[i];
	return NULL;
}

const char *participant_name(const struct db_rows *rows, int64_t account_id)
{
	const struct participant *found = find(rows, account_id);

	return found == NULL ? NULL : found->name;
}

bool participant_is_current(const struct db_rows *rows, int64_t account_id)
{
	const struct participant *found = find(rows, account_id);

	return found != NULL && found->current;
}

/* The event of the thread and the row of the audit log. */
static enum rc tell(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, bool by_staff, const char *event, int64_t account_id, int64_t now)
{
	const char *id = arena_format(arena, "%lld", (long long)account_id);
	enum rc rc;

	if (id == NULL)
		return RC_NO_MEMORY;
	rc = message_add(db,
	        &(struct message_new){ .ticket_id = ticket->id,
	                .kind = "event",
	                .author_id = who->id,
	                .by_staff = by_staff,
	                .event = event,
	                .event_to = id,
	                .now = now },
	        NULL);
	if (rc == RC_OK)
		rc = db_run(db, &note_people, DB_ARGS(now, ticket->id), NULL);
	if (rc != RC_OK)
		return rc;
	const char *action = event[0] == 'a' ? "ticket.add-person" : "ticket.remove-person";
	const char *detail = arena_format(arena, "account %s", id);
	return detail == NULL ? RC_NO_MEMORY
	                      : audit_add(db, who->id, action, "ticket", ticket->id, detail, now);
}

static enum rc check(struct db *db, struct arena *arena, const struct ticket *ticket, int64_t account_id,
        struct candidate *candidate)
{
	enum rc rc;

	if (ticket->company_id == 0 || account_id == ticket->requester_id)
		return RC_INVALID;
	rc = db_one(
	        db, arena, &find_candidate, DB_ARGS(ticket->id, ticket->company_id, account_id), candidate);
	return rc == RC_NOT_FOUND ? RC_INVALID : rc;
}

enum rc participant_add(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, bool by_staff, int64_t account_id, int64_t now)
{
	struct candidate candidate;
	struct db_done done = { 0 };
	enum rc rc = check(db, arena, ticket, account_id, &candidate);

	if (rc == RC_OK)
		rc = db_run(db, &add_participant, DB_ARGS(ticket->id, account_id, who->id, now), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	if (candidate.participants >= LIMIT_PARTICIPANTS)
		return RC_LIMITED; /* the caller rolls back */
	rc = tell(db, arena, ticket, who, by_staff, "added", account_id, now);
	if (rc != RC_OK)
		return rc;
	return outbox_add(db, &(struct outbox_item){ .kind = "participant",
	                              .account_id = account_id,
	                              .ticket_id = ticket->id,
	                              .lang = candidate.lang,
	                              .now = now });
}

enum rc participant_remove(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, bool by_staff, int64_t account_id, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &remove_participant, DB_ARGS(ticket->id, account_id), &done);

	if (rc != RC_OK || done.affected == 0)
		return rc;
	return tell(db, arena, ticket, who, by_staff, "removed", account_id, now);
}
