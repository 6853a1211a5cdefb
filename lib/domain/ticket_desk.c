/*
 * The agents' side of a ticket. A note touches nothing that a customer can see: neither updated_at nor
 * last_name nor the count.
 */
#include "domain/ticket_desk.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/audit.h"
#include "domain/message.h"
#include "domain/participant.h"
#include "domain/ticket_tally.h"
#include "domain/ticket_tell.h"

struct desk_row { /* a ticket and its requester, as one statement finds them: a row for each answer */
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
	bool in_forum;
	int32_t position; /* one of its answers to the topic's own fields */
	const char *label, *value;
	const char *requester_name, *requester_mail, *requester_lang, *requester_zone, *requester_state;
	int64_t requester_since;
	const char *ideas; /* as in struct ticket */
};

DB_QUERY(find_desk_ticket,
        "SELECT t.id, t.number, t.requester_id, t.company_id, t.team_id, c.name AS company, n.name AS team,"
        " g.account_id IS NOT NULL AS in_team, COALESCE(x.name, e.name) AS topic, t.subject, t.state, "
        "t.priority,"
        " t.assignee_id, a.name AS assignee, t.unproven, t.version, t.created_at,"
        " t.updated_at, t.activity_at, t.in_forum, f.number AS follows,"
        " w.position, w.label, w.value,"
        " (SELECT GROUP_CONCAT(DISTINCT s.id, '\t', s.title ORDER BY s.id SEPARATOR '\n') FROM "
        "suggestion_vote v"
        "  JOIN suggestion s ON s.id = v.suggestion_id WHERE v.ticket_id = t.id) AS ideas,"
        " r.name AS requester_name, r.mail AS requester_mail, r.lang AS requester_lang, r.zone AS "
        "requester_zone,"
        " r.state AS requester_state, r.created_at AS requester_since"
        " FROM ticket t JOIN account r ON r.id = t.requester_id"
        " LEFT JOIN topic_text x ON x.topic_id = t.topic_id AND x.lang = ?"
        " LEFT JOIN topic_text e ON e.topic_id = t.topic_id AND e.lang = 'en'"
        " LEFT JOIN account a ON a.id = t.assignee_id LEFT JOIN ticket f ON f.id = t.follows_id"
        " LEFT JOIN company c ON c.id = t.company_id LEFT JOIN team n ON n.id = t.team_id"
        " LEFT JOIN team_member g ON g.team_id = t.team_id AND g.account_id = ?"
        " LEFT JOIN ticket_field w ON w.ticket_id = t.id WHERE t.number = ?",
        DB_ROW(struct desk_row, id, number, requester_id, company_id, team_id, company, team, in_team, topic,
                subject, state, priority, assignee_id, assignee, unproven, version, created_at, updated_at,
                activity_at, in_forum, follows, position, label, value, ideas, requester_name, requester_mail,
                requester_lang, requester_zone, requester_state, requester_since));

struct side_row {
	int64_t id;
	int64_t number; /* of a ticket; 0: staff, -1: a team, -2: a participant, -3: one who was */
	const char *text, *state;
	bool mine; /* of a person: he belongs to the ticket's team; of a team: who looks does */
	const char *role, *permissions; /* of a person */
};

/* clang-format off */
#define STAFF \
	"SELECT a.id, 0 AS number, a.name AS text, '' AS state, g.account_id IS NOT NULL AS mine, a.role," \
	" COALESCE(s.permissions, '') AS permissions FROM account a" \
	" LEFT JOIN staff_role s ON s.id = a.role_id AND a.role = 'agent'" \
	" LEFT JOIN team_member g ON g.team_id = ? AND g.account_id = a.id"

DB_QUERY(list_side,
	"(" STAFF " WHERE a.role IN ('agent', 'admin') AND a.state = 'active' ORDER BY a.name LIMIT ?)"
	" UNION ALL (SELECT n.id, -1, n.name, '', g.account_id IS NOT NULL, '', '' FROM team n"
	" LEFT JOIN team_member g ON g.team_id = n.id AND g.account_id = ? ORDER BY n.name LIMIT ?)"
	" UNION ALL (SELECT t.id, t.number, t.subject, t.state, FALSE, '', '' FROM ticket t"
	" WHERE t.requester_id = ? AND t.id <> ? AND (? OR t.team_id IS NULL OR t.assignee_id = ?"
	" OR EXISTS (SELECT 1 FROM team_member o WHERE o.team_id = t.team_id AND o.account_id = ?))"
	" ORDER BY t.updated_at DESC, t.id DESC LIMIT ?)"
	" UNION ALL (SELECT a.id, MAX(p.number), a.name, '', FALSE, '', '' FROM ("
	"SELECT q.account_id, -2 AS number FROM ticket_participant q WHERE ? <> 0 AND q.ticket_id = ?"
	" UNION ALL SELECT CAST(e.event_to AS SIGNED), -3 FROM ticket_message e WHERE ? <> 0 AND e.ticket_id = ?"
	" AND e.kind = 'event' AND e.event IN ('added', 'removed')) p"
	" JOIN account a ON a.id = p.account_id GROUP BY a.id, a.name ORDER BY a.name LIMIT ?)",
	DB_ROW(struct side_row, id, number, text, state, mine, role, permissions));

DB_QUERY(find_agent, STAFF " WHERE a.id = ? AND a.role IN ('agent', 'admin') AND a.state = 'active'",
	DB_ROW(struct side_row, id, number, text, state, mine, role, permissions));
/* clang-format on */

struct team_row {
	int64_t id;
	const char *name;
};

DB_QUERY(find_team, "SELECT id, name FROM team WHERE id = ?", DB_ROW(struct team_row, id, name));

DB_QUERY(note_answer,
        "UPDATE ticket SET state = ?, solved_at = ?, close_reason = '', version = version + ?,"
        " message_count = message_count + 1, last_by_staff = TRUE, last_name = ?,"
        " customer_seen_at = 0, answered_at = COALESCE(answered_at, ?), updated_at = ?, activity_at = ? "
        "WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(note_activity, "UPDATE ticket SET activity_at = ? WHERE id = ?", DB_NO_ROW);

DB_QUERY(note_facts,
        "UPDATE ticket SET priority = ?, assignee_id = ?, team_id = ?, version = version + 1, activity_at = ?"
        " WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(note_state,
        "UPDATE ticket SET state = ?, solved_at = ?, close_reason = '', last_by_staff = TRUE, last_name = ?,"
        " customer_seen_at = 0, updated_at = ? WHERE id = ?",
        DB_NO_ROW);

static enum rc add_answers(struct arena *arena, const struct db_rows *rows, struct ticket *ticket)
{
	const struct desk_row *items = rows->items;
	struct ticket_answer *answers = arena_alloc_array(arena, sizeof(*answers), rows->count);

	if (answers == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < rows->count; i++)
		answers[i] = (struct ticket_answer){ items[i].position, items[i].label, items[i].value };
	return ticket_answers(arena, answers, rows->count, &ticket->answers);
}

enum rc desk_ticket(struct db *db, struct arena *arena, int64_t number, int64_t who_id, const char *lang,
        struct ticket *ticket, struct ticket_requester *requester)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &find_desk_ticket, DB_ARGS(lang, who_id, number), &rows);

	if (rc != RC_OK)
		return rc;
	if (rows.count == 0)
		return RC_NOT_FOUND;
	const struct desk_row row = *(const struct desk_row *)rows.items;
	*ticket = (struct ticket){ .id = row.id,
		.number = row.number,
		.requester_id = row.requester_id,
		.company_id = row.company_id,
		.company = row.company,
		.team_id = row.team_id,
		.team = row.team,
		.in_team = row.in_team,
		.ideas = row.ideas,
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
		.in_forum = row.in_forum,
		.follows = row.follows };
	*requester = (struct ticket_requester){ .id = row.requester_id,
		.name = row.requester_name,
		.mail = row.requester_mail,
		.lang = row.requester_lang,
		.zone = row.requester_zone,
		.state = row.requester_state,
		.created_at = row.requester_since };
	return add_answers(arena, &rows, ticket);
}

/* Whether a member of staff could work on the ticket without being its assignee. */
static bool could_work(const struct ticket *ticket, const struct side_row *row)
{
	const struct account person = {
		.id = row->id, .role = row->role, .state = "active", .permissions = row->permissions
	};
	struct ticket_rights rights = ticket_rights(ticket);

	rights.assignee_id = 0;
	rights.in_team = row->mine;
	return may_work_ticket(&person, &rights);
}

static void add_side(struct desk_side *side, const struct ticket *ticket, const struct side_row *row)
{
	struct participant *people = side->people.items;

	if (row->number > 0)
		side->others[side->other_count++] =
		        (struct other_ticket){ row->number, row->text, row->state };
	else if (row->number < -1)
		people[side->people.count++] = (struct participant){ row->id, row->text, row->number == -2 };
	else if (row->number < 0)
		side->teams[side->team_count++] = (struct desk_team){ row->id, row->text, row->mine };
	else if (could_work(ticket, row))
		side->agents[side->agent_count++] = (struct agent){ row->id, row->text };
}

enum rc desk_side(struct db *db, struct arena *arena, const struct ticket *ticket, const struct account *who,
        size_t most, struct desk_side *side)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_side,
	        DB_ARGS(ticket->team_id, LIMIT_AGENTS, who->id, LIMIT_TEAMS, ticket->requester_id, ticket->id,
	                may(who, PERMISSION_ALL_TICKETS), who->id, who->id, (int64_t)most, ticket->company_id,
	                ticket->id, ticket->company_id, ticket->id, LIMIT_AGENTS),
	        &rows);

	if (rc != RC_OK)
		return rc;
	*side = (struct desk_side){ .agents = ARENA_ARRAY(arena, struct agent, rows.count),
		.teams = ARENA_ARRAY(arena, struct desk_team, rows.count),
		.others = ARENA_ARRAY(arena, struct other_ticket, rows.count),
		.people = { ARENA_ARRAY(arena, struct participant, rows.count), 0 } };
	if (side->agents == NULL || side->teams == NULL || side->others == NULL || side->people.items == NULL)
		return RC_NO_MEMORY;
	const struct side_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		add_side(side, ticket, &items[i]);
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

static enum rc tally(struct db *db, const struct ticket *ticket, const char *state)
{
	return ticket_tally_move(db, ticket->requester_id, ticket->company_id, ticket->state, state);
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
		rc = tally(db, ticket, state);
	if (rc == RC_OK)
		rc = ticket_tell(db, ticket, "ticket_answer", message_id, now);
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

/* Who shall have the ticket once it stands in its new team: *wanted is the one chosen, or nobody if the one
 * who has it could not see it there. RC_INVALID if a new one could not. */
static enum rc choose_assignee(
        struct db *db, struct arena *arena, const struct ticket *moved, int64_t *wanted, const char **name)
{
	struct side_row found;
	enum rc rc;

	*name = "";
	if (*wanted == 0)
		return RC_OK;
	rc = db_one(db, arena, &find_agent, DB_ARGS(moved->team_id, *wanted), &found);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_OK && could_work(moved, &found)) {
		*name = found.text;
		return RC_OK;
	}
	if (*wanted != moved->assignee_id)
		return RC_INVALID;
	*wanted = 0;
	return RC_OK;
}

static enum rc change_assignee(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const struct ticket_facts *facts, int64_t now, int64_t *assignee_id)
{
	struct ticket moved = *ticket;
	const char *name;
	enum rc rc;

	*assignee_id = facts->assignee_id;
	if (facts->assignee_id == ticket->assignee_id && facts->team_id == ticket->team_id)
		return RC_OK;
	moved.team_id = facts->team_id;
	rc = choose_assignee(db, arena, &moved, assignee_id, &name);
	if (rc != RC_OK || *assignee_id == ticket->assignee_id)
		return rc;
	return add_event(db, ticket, agent, "assignee", name, now);
}

static enum rc change_team(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, int64_t team_id, int64_t now)
{
	struct team_row team = { .name = "" };
	enum rc rc;

	if (team_id == ticket->team_id)
		return RC_OK;
	rc = team_id == 0 ? RC_OK : db_one(db, arena, &find_team, DB_ARGS(team_id), &team);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	return add_event(db, ticket, agent, "team", team.name, now);
}

static bool is_worth_a_mail(const struct ticket *ticket, const char *state)
{
	bool ends = text_equal(state, "solved") || text_equal(state, "closed");
	return ends || !ticket_is_open(ticket);
}

/* A new state is public: the customer sees it, and is told when the ticket ends or is opened again. */
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
	if (rc == RC_OK)
		rc = tally(db, ticket, state);
	if (rc != RC_OK || !is_worth_a_mail(ticket, state))
		return rc;
	return ticket_tell(db, ticket, "ticket_state", 0, now);
}

static bool is_same(const struct ticket *ticket, const struct ticket_facts *facts)
{
	return text_equal(ticket->state, facts->state) && text_equal(ticket->priority, facts->priority) &&
	       ticket->assignee_id == facts->assignee_id && ticket->team_id == facts->team_id;
}

enum rc desk_change(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, const struct ticket_facts *facts, int64_t now)
{
	int64_t assignee_id;
	enum rc rc;

	if (is_same(ticket, facts))
		return RC_OK;
	if (facts->version != ticket->version)
		return RC_CONFLICT;
	rc = change_team(db, arena, ticket, agent, facts->team_id, now);
	if (rc == RC_OK)
		rc = change_assignee(db, arena, ticket, agent, facts, now, &assignee_id);
	if (rc == RC_OK && !text_equal(ticket->priority, facts->priority))
		rc = add_event(db, ticket, agent, "priority", facts->priority, now);
	if (rc == RC_OK)
		rc = db_run(db, &note_facts,
		        DB_ARGS(facts->priority, db_id_or_null(assignee_id), db_id_or_null(facts->team_id),
		                now, ticket->id),
		        NULL);
	if (rc == RC_OK)
		rc = change_state(db, ticket, agent, facts->state, now);
	return rc == RC_OK
	               ? audit_add(db, agent->id, "ticket.change", "ticket", ticket->id, facts->state, now)
	               : rc;
}
