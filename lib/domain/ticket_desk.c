/*
 * The agents' side of a ticket. A note touches nothing that a customer can see: neither updated_at nor
 * last_name nor the count.
 */
#include "domain/ticket_desk.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/attachment.h"
#include "domain/audit.h"
#include "domain/message.h"
#include "domain/outbox.h"

struct desk_row { /* a ticket and its requester, as one statement finds them */
	int64_t id, number, requester_id;
	const char *topic, *subject, *state, *priority;
	int64_t company_id, team_id;
	const char *company, *team;
	bool in_team;
	int64_t assignee_id;
	const char *assignee;
	bool unproven;
	int32_t version;
	int64_t created_at, updated_at, activity_at, follows;
	const char *answers;
	const char *requester_name, *requester_mail, *requester_lang, *requester_zone, *requester_state;
	int64_t requester_since;
};

DB_QUERY(find_desk_ticket,
        "SELECT t.id, t.number, t.requester_id, t.company_id, t.team_id, c.name AS company, n.name AS team,"
        " g.account_id IS NOT NULL AS in_team, COALESCE(x.name, e.name) AS topic, t.subject, t.state, "
        "t.priority,"
        " t.assignee_id, a.name AS assignee, t.unproven, t.version, t.created_at,"
        " t.updated_at, t.activity_at, f.number AS follows,"
        " (SELECT GROUP_CONCAT(w.label, '\\t', w.value ORDER BY w.position SEPARATOR '\\n')"
        " FROM ticket_field w WHERE w.ticket_id = t.id) AS answers,"
        " r.name AS requester_name, r.mail AS requester_mail, r.lang AS requester_lang, r.zone AS "
        "requester_zone,"
        " r.state AS requester_state, r.created_at AS requester_since"
        " FROM ticket t JOIN account r ON r.id = t.requester_id"
        " LEFT JOIN topic_text x ON x.topic_id = t.topic_id AND x.lang = ?"
        " LEFT JOIN topic_text e ON e.topic_id = t.topic_id AND e.lang = 'en'"
        " LEFT JOIN account a ON a.id = t.assignee_id LEFT JOIN ticket f ON f.id = t.follows_id"
        " LEFT JOIN company c ON c.id = t.company_id LEFT JOIN team n ON n.id = t.team_id"
        " LEFT JOIN team_member g ON g.team_id = t.team_id AND g.account_id = ? WHERE t.number = ?",
        DB_ROW(struct desk_row, id, number, requester_id, company_id, team_id, company, team, in_team, topic,
                subject, state, priority, assignee_id, assignee, unproven, version, created_at, updated_at,
                activity_at, follows, answers, requester_name, requester_mail, requester_lang, requester_zone,
                requester_state, requester_since));

struct side_row {
	int64_t id;
	int64_t number; /* 0: an agent */
	const char *text, *state;
};

DB_QUERY(list_side,
        "(SELECT id, 0 AS number, name AS text, '' AS state FROM account"
        " WHERE role IN ('agent', 'admin') AND state = 'active' ORDER BY name LIMIT ?)"
        " UNION ALL (SELECT id, number, subject, state FROM ticket"
        " WHERE requester_id = ? AND id <> ? ORDER BY updated_at DESC, id DESC LIMIT ?)",
        DB_ROW(struct side_row, id, number, text, state));

DB_QUERY(find_agent,
        "SELECT id, name FROM account WHERE id = ? AND role IN ('agent', 'admin') AND state = 'active'",
        DB_ROW(struct agent, id, name));

DB_QUERY(note_answer,
        "UPDATE ticket SET state = ?, solved_at = ?, close_reason = '', version = version + ?,"
        " message_count = message_count + 1, last_by_staff = TRUE, last_name = ?,"
        " customer_seen_at = 0, answered_at = COALESCE(answered_at, ?), updated_at = ?, activity_at = ? "
        "WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(note_activity, "UPDATE ticket SET activity_at = ? WHERE id = ?", DB_NO_ROW);

DB_QUERY(note_facts,
        "UPDATE ticket SET priority = ?, assignee_id = ?, version = version + 1, activity_at = ? WHERE id = "
        "?",
        DB_NO_ROW);

DB_QUERY(note_state,
        "UPDATE ticket SET state = ?, solved_at = ?, close_reason = '', last_by_staff = TRUE, last_name = ?,"
        " customer_seen_at = 0, updated_at = ? WHERE id = ?",
        DB_NO_ROW);

enum rc desk_ticket(struct db *db, struct arena *arena, int64_t number, int64_t who_id, const char *lang,
        struct ticket *ticket, struct ticket_requester *requester)
{
	struct desk_row row;
	enum rc rc = db_one(db, arena, &find_desk_ticket, DB_ARGS(lang, who_id, number), &row);

	if (rc != RC_OK)
		return rc;
	*ticket = (struct ticket){ .id = row.id,
		.number = row.number,
		.requester_id = row.requester_id,
		.company_id = row.company_id,
		.company = row.company,
		.team_id = row.team_id,
		.team = row.team,
		.in_team = row.in_team,
		.topic = row.topic,
		.subject = row.subject,
		.state = row.state,
		.priority = row.priority,
		.assignee_id = row.assignee_id,
		.assignee = row.assignee,
		.unproven = row.unproven,
		.version = row.version,
		.created_at = row.created_at,
		.updated_at = row.updated_at,
		.activity_at = row.activity_at,
		.follows = row.follows,
		.answers = row.answers };
	*requester = (struct ticket_requester){ .id = row.requester_id,
		.name = row.requester_name,
		.mail = row.requester_mail,
		.lang = row.requester_lang,
		.zone = row.requester_zone,
		.state = row.requester_state,
		.created_at = row.requester_since };
	return RC_OK;
}

enum rc desk_side(
        struct db *db, struct arena *arena, const struct ticket *ticket, size_t most, struct desk_side *side)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_side,
	        DB_ARGS(LIMIT_AGENTS, ticket->requester_id, ticket->id, (int64_t)most), &rows);

	if (rc != RC_OK)
		return rc;
	*side = (struct desk_side){ .agents = ARENA_ARRAY(arena, struct agent, rows.count),
		.others = ARENA_ARRAY(arena, struct other_ticket, rows.count) };
	if (side->agents == NULL || side->others == NULL)
		return RC_NO_MEMORY;
	const struct side_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		const struct side_row *row = &items[i];
		if (row->number == 0)
			side->agents[side->agent_count++] = (struct agent){ row->id, row->text };
		else
			side->others[side->other_count++] =
			        (struct other_ticket){ row->number, row->text, row->state };
	}
	return RC_OK;
}

/* --- replies and notes ----------------------------------------------------------------------- */

static enum rc add_event(struct db *db, const struct ticket *ticket, const struct account *agent,
        const char *event, const char *to, int64_t now)
{
	return message_add(db,
	        &(struct message_new){ .ticket_id = ticket->id,
	                .kind = "event",
	                .author_id = agent->id,
	                .by_staff = true,
	                .event = event,
	                .event_to = to,
	                .now = now },
	        NULL);
}

static enum rc add_words(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const char *kind, const char *body, const struct form_file *files,
        int64_t now, int64_t *message_id)
{
	struct attachment_owner owner = { .ticket_id = ticket->id, .owner_id = agent->id, .now = now };
	const char *html;
	enum rc rc = message_render(arena, body, &html);

	if (rc != RC_OK)
		return rc;
	rc = message_add(db,
	        &(struct message_new){ .ticket_id = ticket->id,
	                .kind = kind,
	                .author_id = agent->id,
	                .by_staff = true,
	                .body = body,
	                .html = html,
	                .files = attachment_count(files),
	                .now = now },
	        message_id);

	owner.message_id = *message_id;
	return rc == RC_OK ? attachment_add(db, arena, &owner, files) : rc;
}

/* Since when a ticket in `state` counts as ended. */
static struct db_value ended_at(const struct ticket *ticket, const char *state, int64_t now)
{
	if (!text_equal(state, "solved") && !text_equal(state, "closed"))
		return db_id_or_null(0);
	return db_value_int(ticket->solved_at != 0 ? ticket->solved_at : now);
}

static enum rc tell_requester(
        struct db *db, const struct ticket *ticket, const char *kind, int64_t message_id, int64_t now)
{
	return outbox_add(db, &(struct outbox_item){ .kind = kind,
	                              .account_id = ticket->requester_id,
	                              .ticket_id = ticket->id,
	                              .message_id = message_id,
	                              .lang = ticket->lang,
	                              .now = now });
}

enum rc desk_answer(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const char *body, const struct form_file *files, const char *state,
        int64_t now)
{
	bool changed = !text_equal(ticket->state, state);
	int64_t message_id = 0;
	enum rc rc = add_words(db, arena, ticket, agent, "public", body, files, now, &message_id);

	if (rc == RC_OK && changed)
		rc = add_event(db, ticket, agent, "state", state, now);
	if (rc == RC_OK)
		rc = db_run(db, &note_answer,
		        DB_ARGS(state, ended_at(ticket, state, now), changed, agent->name, now, now, now,
		                ticket->id),
		        NULL);
	if (rc == RC_OK)
		rc = tell_requester(db, ticket, "ticket_answer", message_id, now);
	return rc == RC_OK ? audit_add(db, agent->id, "ticket.answer", "ticket", ticket->id, state, now) : rc;
}

enum rc desk_note(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const char *body, const struct form_file *files, int64_t now)
{
	int64_t message_id = 0;
	enum rc rc = add_words(db, arena, ticket, agent, "note", body, files, now, &message_id);

	if (rc == RC_OK)
		rc = db_run(db, &note_activity, DB_ARGS(now, ticket->id), NULL);
	return rc == RC_OK ? audit_add(db, agent->id, "ticket.note", "ticket", ticket->id, "", now) : rc;
}

/* --- facts ----------------------------------------------------------------------------------- */

static enum rc change_assignee(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, int64_t assignee_id, int64_t now)
{
	struct agent chosen = { .name = "" };
	enum rc rc;

	if (assignee_id == ticket->assignee_id)
		return RC_OK;
	rc = assignee_id == 0 ? RC_OK : db_one(db, arena, &find_agent, DB_ARGS(assignee_id), &chosen);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	return add_event(db, ticket, agent, "assignee", chosen.name, now);
}

static bool is_worth_a_mail(const struct ticket *ticket, const char *state)
{
	bool ends = text_equal(state, "solved") || text_equal(state, "closed");
	return ends || !ticket_is_open(ticket);
}

/* A new state is public: the requester sees it, and gets a mail when the ticket ends or is opened again. */
static enum rc change_state(struct db *db, const struct ticket *ticket, const struct account *agent,
        const char *state, int64_t now)
{
	enum rc rc;

	if (text_equal(ticket->state, state))
		return RC_OK;
	rc = add_event(db, ticket, agent, "state", state, now);
	if (rc == RC_OK)
		rc = db_run(db, &note_state,
		        DB_ARGS(state, ended_at(ticket, state, now), agent->name, now, ticket->id), NULL);
	if (rc != RC_OK || !is_worth_a_mail(ticket, state))
		return rc;
	return tell_requester(db, ticket, "ticket_state", 0, now);
}

static bool is_same(const struct ticket *ticket, const struct ticket_facts *facts)
{
	return text_equal(ticket->state, facts->state) && text_equal(ticket->priority, facts->priority) &&
	       ticket->assignee_id == facts->assignee_id;
}

enum rc desk_change(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const struct ticket_facts *facts, int64_t now)
{
	enum rc rc;

	if (is_same(ticket, facts))
		return RC_OK;
	if (facts->version != ticket->version)
		return RC_CONFLICT;
	rc = change_assignee(db, arena, ticket, agent, facts->assignee_id, now);
	if (rc == RC_OK && !text_equal(ticket->priority, facts->priority))
		rc = add_event(db, ticket, agent, "priority", facts->priority, now);
	if (rc == RC_OK)
		rc = db_run(db, &note_facts,
		        DB_ARGS(facts->priority, db_id_or_null(facts->assignee_id), now, ticket->id), NULL);
	if (rc == RC_OK)
		rc = change_state(db, ticket, agent, facts->state, now);
	return rc == RC_OK
	               ? audit_add(db, agent->id, "ticket.change", "ticket", ticket->id, facts->state, now)
	               : rc;
}
