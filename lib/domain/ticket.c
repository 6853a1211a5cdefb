/*
 * Filing a ticket and what its requester does with it. Everything here stands in the caller's transaction;
 * files, words, mails and the audit row go with the message they belong to or not at all.
 */
#include "domain/ticket.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attachment.h"
#include "domain/audit.h"
#include "domain/message.h"
#include "domain/outbox.h"
#include "domain/ticket_tally.h"
#include "domain/ticket_tell.h"
#include "domain/ticket_word.h"

#define NUMBER_LOWEST 10000000
#define NUMBER_COUNT  90000000
#define NUMBER_TRIES  20

/* A row for each answer to the topic's own fields, one at least: much cheaper than GROUP_CONCAT, and so is no
 * ORDER BY, which takes a temporary table. */
/* clang-format off */
#define TICKET(columns, joins) \
	"SELECT t.id, t.number, t.requester_id, t.company_id, t.team_id, COALESCE(x.name, e.name) AS topic, t.subject," \
	" t.state, t.priority, t.assignee_id, a.name AS assignee, t.lang, t.unproven, t.close_reason, t.version," \
	" t.last_by_staff, t.customer_seen_at, t.solved_at, t.created_at, t.updated_at, t.activity_at," \
	" t.in_forum, f.number AS follows, w.position, w.label, w.value" columns \
	" FROM ticket t LEFT JOIN topic_text x ON x.topic_id = t.topic_id AND x.lang = ?" \
	" LEFT JOIN topic_text e ON e.topic_id = t.topic_id AND e.lang = 'en'" \
	" LEFT JOIN account a ON a.id = t.assignee_id LEFT JOIN ticket f ON f.id = t.follows_id" \
	joins " LEFT JOIN ticket_field w ON w.ticket_id = t.id"
#define FACTS \
	id, number, requester_id, company_id, team_id, topic, subject, state, priority, assignee_id, assignee, lang, \
	unproven, close_reason, version, last_by_staff, customer_seen_at, solved_at, created_at, updated_at, activity_at, \
	in_forum, follows, position, label, value

/* Whether a notice of the ticket waits for the reader: a look in passing, where a statement of its own would cost as much
 * as the ticket. */
#define NOTICED      ", n.account_id IS NOT NULL AS noticed"
#define NOTICED_JOIN " LEFT JOIN notice n ON n.account_id = ? AND n.seen = FALSE AND n.ticket_id = t.id"

/* How a member of companies stands to the ticket. For anybody else these joins find nothing: nobody but members
 * reads a company's ticket. */
#define TICKET_OF_MEMBER \
	TICKET(", c.name AS company, r.name AS requester, m.owner AS member_owner, m.rights AS member_rights," \
		" p.account_id IS NOT NULL AS participant" NOTICED, \
		NOTICED_JOIN " LEFT JOIN company c ON c.id = t.company_id" \
		" LEFT JOIN account r ON r.id = t.requester_id AND c.id IS NOT NULL" \
		" LEFT JOIN company_member m ON m.company_id = c.id AND m.account_id = ? AND c.state = 'active'" \
		" LEFT JOIN ticket_participant p ON p.ticket_id = t.id AND p.account_id = ? AND c.id IS NOT NULL")
#define ROW_OF_MEMBER DB_ROW(struct ticket, FACTS, company, requester, member_owner, member_rights, participant, noticed)
/* clang-format on */

DB_QUERY(find_ticket, TICKET(NOTICED, NOTICED_JOIN) " WHERE t.number = ?",
        DB_ROW(struct ticket, FACTS, noticed));
DB_QUERY(find_for_member, TICKET_OF_MEMBER " WHERE t.number = ?", ROW_OF_MEMBER);
DB_QUERY(find_ticket_id, TICKET_OF_MEMBER " WHERE t.id = ?", ROW_OF_MEMBER);

struct ticket_id {
	int64_t id;
};

DB_QUERY(find_of_address,
        "SELECT t.id FROM ticket t JOIN account r ON r.id = t.requester_id"
        " WHERE t.number = ? AND r.mail_key = ? AND r.state IN ('guest', 'active')",
        DB_ROW(struct ticket_id, id));

/* Subqueries, not joins: only the ticket is to be locked. */
/* clang-format off */
#define MEMBER(column) \
	" (SELECT m." column " FROM company_member m JOIN company c ON c.id = m.company_id AND c.state = 'active'" \
	" WHERE m.company_id = t.company_id AND m.account_id = ?)"

DB_QUERY(lock_ticket,
	"SELECT t.id, t.number, t.requester_id, t.company_id, t.team_id, t.subject, t.state, t.priority, t.assignee_id,"
	" t.lang, t.unproven, t.close_reason, t.version, t.last_by_staff, t.customer_seen_at, t.solved_at, t.created_at,"
	" t.updated_at, t.activity_at," MEMBER("owner") " AS member_owner," MEMBER("rights") " AS member_rights,"
	" EXISTS (SELECT 1 FROM ticket_participant p WHERE p.ticket_id = t.id AND p.account_id = ?) AS participant,"
	" EXISTS (SELECT 1 FROM team_member g WHERE g.team_id = t.team_id AND g.account_id = ?) AS in_team"
	" FROM ticket t WHERE t.number = ? FOR UPDATE",
	DB_ROW(struct ticket, id, number, requester_id, company_id, team_id, subject, state, priority, assignee_id, lang,
		unproven, close_reason, version, last_by_staff, customer_seen_at, solved_at, created_at, updated_at,
		activity_at, member_owner, member_rights, participant, in_team));
/* clang-format on */

DB_QUERY(insert_ticket,
        "INSERT INTO ticket (number, requester_id, company_id, topic_id, team_id, subject, priority, lang,"
        " unproven, follows_id, message_count, last_name, customer_seen_at, created_at, updated_at, "
        "activity_at)"
        " VALUES (?, ?, ?, ?, (SELECT team_id FROM topic WHERE id = ?), ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
        DB_NO_ROW);

DB_QUERY(insert_answer, "INSERT INTO ticket_field (ticket_id, position, label, value) VALUES (?, ?, ?, ?)",
        DB_NO_ROW);

/* What a colleague does, the requester has not seen. */
#define SEEN_BY " customer_seen_at = IF(requester_id = ?, ?, customer_seen_at)"

DB_QUERY(note_reply,
        "UPDATE ticket SET state = ?, solved_at = ?, close_reason = '', version = version + ?,"
        " message_count = message_count + 1, last_by_staff = FALSE, last_name = ?, updated_at = ?, "
        "activity_at = ?," SEEN_BY " WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(note_closed,
        "UPDATE ticket SET state = 'closed', solved_at = ?, close_reason = ?, version = version + 1,"
        " last_by_staff = FALSE, last_name = ?, updated_at = ?, activity_at = ?," SEEN_BY " WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(note_reopened,
        "UPDATE ticket SET state = 'open', solved_at = NULL, close_reason = '', version = version + 1,"
        " last_by_staff = FALSE, last_name = ?, updated_at = ?, activity_at = ?," SEEN_BY " WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(
        note_seen, "UPDATE ticket SET customer_seen_at = ? WHERE id = ? AND customer_seen_at < ?", DB_NO_ROW);

struct ticket_rights ticket_rights(const struct ticket *ticket)
{
	return (struct ticket_rights){ .ticket_id = ticket->id,
		.requester_id = ticket->requester_id,
		.company_id = ticket->company_id,
		.team_id = ticket->team_id,
		.assignee_id = ticket->assignee_id,
		.member = ticket->member_rights != NULL,
		.member_owner = ticket->member_owner,
		.member_rights = ticket->member_rights,
		.participant = ticket->participant,
		.in_team = ticket->in_team };
}

bool ticket_is_open(const struct ticket *ticket)
{
	return text_equal(ticket->state, "open") || text_equal(ticket->state, "waiting");
}

bool ticket_may_reopen(const struct ticket *ticket, int64_t now)
{
	return !ticket_is_open(ticket) && ticket->solved_at > now - LIMIT_REOPEN_DAYS * DAY;
}

bool ticket_is_new(const struct ticket *ticket)
{
	return ticket->last_by_staff && ticket->updated_at > ticket->customer_seen_at;
}

static int by_position(const void *one, const void *other)
{
	const struct ticket_answer *a = one, *b = other;

	return (a->position > b->position) - (a->position < b->position);
}

enum rc ticket_answers(struct arena *arena, struct ticket_answer *answers, size_t count, const char **text)
{
	*text = NULL;
	qsort(answers, count, sizeof(*answers), by_position);
	for (size_t i = 0; i < count; i++) {
		const char *before = *text;
		bool again = i > 0 && answers[i].position == answers[i - 1].position;
		if (answers[i].label == NULL || again)
			continue;
		*text = arena_format(arena, "%s%s%s\t%s", before == NULL ? "" : before,
		        before == NULL ? "" : "\n", answers[i].label, answers[i].value);
		if (*text == NULL)
			return RC_NO_MEMORY;
	}
	return RC_OK;
}

/* The ticket of rows that differ in their answers. */
static enum rc first_of(struct arena *arena, const struct db_rows *rows, struct ticket *ticket)
{
	const struct ticket *items = rows->items;
	struct ticket_answer *answers;

	if (rows->count == 0)
		return RC_NOT_FOUND;
	answers = arena_alloc_array(arena, sizeof(*answers), rows->count);
	if (answers == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < rows->count; i++)
		answers[i] = (struct ticket_answer){ items[i].position, items[i].label, items[i].value };
	*ticket = items[0];
	return ticket_answers(arena, answers, rows->count, &ticket->answers);
}

enum rc ticket_find(struct db *db, struct arena *arena, int64_t number, int64_t who_id, bool member,
        const char *lang, struct ticket *ticket)
{
	struct db_rows rows;
	enum rc rc = member ? db_all(db, arena, &find_for_member,
	                              DB_ARGS(lang, who_id, who_id, who_id, number), &rows)
	                    : db_all(db, arena, &find_ticket, DB_ARGS(lang, who_id, number), &rows);

	return rc == RC_OK ? first_of(arena, &rows, ticket) : rc;
}

enum rc ticket_find_id(struct db *db, struct arena *arena, int64_t id, int64_t who_id, const char *lang,
        struct ticket *ticket)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &find_ticket_id, DB_ARGS(lang, who_id, who_id, who_id, id), &rows);

	return rc == RC_OK ? first_of(arena, &rows, ticket) : rc;
}

enum rc ticket_of_address(struct db *db, struct arena *arena, int64_t number, const char *mail, int64_t *id)
{
	const char *key = text_fold(arena, mail);
	struct ticket_id found = { 0 };
	enum rc rc;

	*id = 0;
	if (key == NULL)
		return RC_NO_MEMORY;
	rc = db_one(db, arena, &find_of_address, DB_ARGS(number, key), &found);
	*id = found.id;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc ticket_lock(struct db *db, struct arena *arena, int64_t number, int64_t who_id, struct ticket *ticket)
{
	return db_one(db, arena, &lock_ticket, DB_ARGS(who_id, who_id, who_id, who_id, number), ticket);
}

/* --- filing ---------------------------------------------------------------------------------- */

static enum rc insert(struct db *db, const struct ticket_draft *draft, int64_t *id, int64_t *number)
{
	for (int i = 0; i < NUMBER_TRIES; i++) {
		struct db_done done;
		int64_t chosen = NUMBER_LOWEST + (int64_t)secret_random_below(NUMBER_COUNT);
		enum rc rc = db_run(db, &insert_ticket,
		        DB_ARGS(chosen, draft->requester_id, db_id_or_null(draft->company_id),
		                db_id_or_null(draft->topic_id), db_id_or_null(draft->topic_id),
		                draft->subject, draft->priority, draft->language->code, draft->unproven,
		                db_id_or_null(draft->follows_id), draft->requester_name, draft->now,
		                draft->now, draft->now, draft->now),
		        &done);
		if (rc == RC_CONFLICT)
			continue;
		*id = done.insert_id;
		*number = chosen;
		return rc;
	}
	log_error("no free ticket number in %d tries", NUMBER_TRIES);
	return RC_DB;
}

static enum rc add_answers(struct db *db, int64_t ticket_id, const struct ticket_draft *draft)
{
	for (size_t i = 0; i < draft->answer_count; i++) {
		const struct topic_answer *answer = &draft->answers[i];
		enum rc rc = db_run(db, &insert_answer,
		        DB_ARGS(ticket_id, (int64_t)i + 1, answer->label, answer->value), NULL);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc add_first_message(
        struct db *db, struct arena *arena, int64_t ticket_id, const struct ticket_draft *draft)
{
	struct attachment_owner owner = { .ticket_id = ticket_id,
		.owner_id = draft->unproven ? 0 : draft->requester_id,
		.now = draft->now };
	const char *html;
	enum rc rc = message_render(arena, draft->body, &html);

	if (rc != RC_OK)
		return rc;
	rc = message_add(db,
	        &(struct message_new){ .ticket_id = ticket_id,
	                .kind = "public",
	                .author_id = draft->requester_id,
	                .body = draft->body,
	                .html = html,
	                .files = attachment_count(draft->files),
	                .now = draft->now },
	        &owner.message_id);

	if (rc != RC_OK)
		return rc;
	return attachment_add(db, arena, &owner, draft->files);
}

static enum rc announce(struct db *db, int64_t ticket_id, const struct ticket_draft *draft)
{
	enum rc rc = audit_add(db, draft->unproven ? 0 : draft->requester_id, "ticket.open", "ticket",
	        ticket_id, draft->unproven ? "not signed in" : "", draft->now);

	if (rc != RC_OK)
		return rc;
	return outbox_add(db, &(struct outbox_item){ .kind = "ticket_received",
	                              .account_id = draft->requester_id,
	                              .ticket_id = ticket_id,
	                              .lang = draft->language->code,
	                              .now = draft->now });
}

enum rc ticket_open(struct db *db, struct arena *arena, const struct ticket_draft *draft, int64_t *number)
{
	int64_t id = 0;
	enum rc rc = insert(db, draft, &id, number);

	if (rc == RC_OK)
		rc = add_first_message(db, arena, id, draft);
	if (rc == RC_OK)
		rc = add_answers(db, id, draft);
	if (rc == RC_OK)
		rc = ticket_words_add(db, arena, id, draft->language, draft->subject, draft->body);
	if (rc == RC_OK)
		rc = announce(db, id, draft);
	return rc == RC_OK ? ticket_tally_move(db, draft->requester_id, draft->company_id, NULL, "open") : rc;
}

/* --- the requester --------------------------------------------------------------------------- */

static enum rc add_event(struct db *db, const struct ticket *ticket, const struct account *who,
        const char *event, const char *to, const char *words, int64_t now)
{
	return message_add(db,
	        &(struct message_new){ .ticket_id = ticket->id,
	                .kind = "event",
	                .author_id = who->id,
	                .event = event,
	                .event_to = to,
	                .body = words,
	                .now = now },
	        NULL);
}

static enum rc tally(struct db *db, const struct ticket *ticket, const char *state)
{
	return ticket_tally_move(db, ticket->requester_id, ticket->company_id, ticket->state, state);
}

/* What somebody replies; those whom it concerns beside him are told. */
static enum rc add_reply(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, const struct ticket_said *said, int64_t now)
{
	struct attachment_owner owner = { .ticket_id = ticket->id, .owner_id = who->id, .now = now };
	const char *html;
	enum rc rc = message_render(arena, said->body, &html);

	if (rc != RC_OK)
		return rc;
	rc = message_add(db,
	        &(struct message_new){ .ticket_id = ticket->id,
	                .kind = "public",
	                .author_id = who->id,
	                .body = said->body,
	                .html = html,
	                .files = attachment_count(said->files),
	                .now = now },
	        &owner.message_id);

	if (rc == RC_OK)
		rc = attachment_add(db, arena, &owner, said->files);
	if (rc != RC_OK || ticket->company_id == 0)
		return rc;
	return ticket_tell(db, ticket, "ticket_answer", owner.message_id, now);
}

/* Who replies opens the ticket again, unless he says that it is solved. */
static enum rc move_on(
        struct db *db, const struct ticket *ticket, const struct account *who, bool solved, int64_t now)
{
	const char *state = solved ? "solved" : "open";
	bool changed = !text_equal(ticket->state, state);
	struct db_value solved_at = db_id_or_null(solved ? now : 0);
	enum rc rc = RC_OK;

	if (changed && solved)
		rc = add_event(db, ticket, who, "state", state, NULL, now);
	else if (!solved && !ticket_is_open(ticket))
		rc = add_event(db, ticket, who, "reopened", state, NULL, now);
	if (rc != RC_OK)
		return rc;
	rc = db_run(db, &note_reply,
	        DB_ARGS(state, solved_at, changed, who->name, now, now, who->id, now, ticket->id), NULL);
	return rc == RC_OK ? tally(db, ticket, state) : rc;
}

enum rc ticket_reply(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *who, const struct ticket_said *said, int64_t now)
{
	enum rc rc;

	if (!ticket_is_open(ticket) && !ticket_may_reopen(ticket, now))
		return RC_CONFLICT;
	rc = add_reply(db, arena, ticket, who, said, now);
	if (rc == RC_OK)
		rc = move_on(db, ticket, who, said->solved, now);
	return rc == RC_OK ? audit_add(db, who->id, "ticket.reply", "ticket", ticket->id, "", now) : rc;
}

enum rc ticket_close(struct db *db, const struct ticket *ticket, const struct account *who,
        const char *reason, const char *words, int64_t now)
{
	enum rc rc;

	if (text_equal(ticket->state, "closed"))
		return RC_OK;
	rc = add_event(db, ticket, who, "closed", reason, words, now);
	if (rc == RC_OK)
		rc = db_run(db, &note_closed,
		        DB_ARGS(now, reason, who->name, now, now, who->id, now, ticket->id), NULL);
	if (rc == RC_OK)
		rc = tally(db, ticket, "closed");
	return rc == RC_OK ? audit_add(db, who->id, "ticket.close", "ticket", ticket->id, reason, now) : rc;
}

enum rc ticket_reopen(struct db *db, const struct ticket *ticket, const struct account *who, int64_t now)
{
	enum rc rc;

	if (ticket_is_open(ticket))
		return RC_OK;
	if (!ticket_may_reopen(ticket, now))
		return RC_CONFLICT;
	rc = add_event(db, ticket, who, "reopened", "open", NULL, now);
	if (rc == RC_OK)
		rc = db_run(db, &note_reopened, DB_ARGS(who->name, now, now, who->id, now, ticket->id), NULL);
	if (rc == RC_OK)
		rc = tally(db, ticket, "open");
	return rc == RC_OK ? audit_add(db, who->id, "ticket.reopen", "ticket", ticket->id, "", now) : rc;
}

enum rc ticket_seen(struct db *db, const struct ticket *ticket, int64_t who_id)
{
	enum rc rc;

	if (who_id != ticket->requester_id || !ticket_is_new(ticket))
		return RC_OK;
	rc = db_run(db, &note_seen, DB_ARGS(ticket->updated_at, ticket->id, ticket->updated_at), NULL);
	return rc == RC_RETRY ? RC_OK : rc; /* somebody writes to it right now: the next visit notes it */
}
