/* What agents do to a ticket: replies, notes, facts. Who may not send a form finds nothing at its address. */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "domain/ticket_desk.h"
#include "web/page.h"
#include "web/show_ticket.h"

enum rc lock_ticket(struct request *request, desk_right *right, struct ticket *ticket)
{
	int64_t number;
	enum rc rc = param_number(request, "number", &number);

	if (rc == RC_OK)
		rc = ticket_lock(request->db, request->arena, number, request->who.id, ticket);
	if (rc != RC_OK)
		return rc;
	struct ticket_rights rights = ticket_rights(ticket);
	return right(&request->who, &rights) ? RC_OK : RC_NOT_FOUND;
}

/* A form that does not say which of both it is may come from who may either. */
static desk_right *right_to(const char *kind)
{
	if (text_equal(kind, "note"))
		return may_note_ticket;
	return text_equal(kind, "reply") ? may_reply_ticket : may_work_ticket;
}

static enum rc send(struct request *request, const struct ticket *ticket, bool note)
{
	const char *body = field_text(request, "body"), *state = field_text(request, "status");
	const struct form_file *files = field_files(request, "files");

	if (note)
		return desk_note(
		        request->db, request->arena, ticket, &request->who, body, files, request->now);
	return desk_answer(request->db, request->arena, ticket, &request->who, body, files,
	        text_empty(state) ? "waiting" : state, request->now);
}

enum rc reply(struct request *request)
{
	const char *kind = field_text(request, "kind");
	bool note = text_equal(kind, "note");
	struct ticket ticket;
	enum rc rc = lock_ticket(request, right_to(kind), &ticket);

	if (rc == RC_OK && !request_has_errors(request))
		rc = check_files(request, request->who.id, ticket.id);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request);
	rc = send(request, &ticket, note);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, ticket_url(request, "/desk/{1}", ticket.number),
	                                note ? "note-added" : "answer-sent"));
}

/* "Assign to me" changes nothing else, whatever the other fields say. */
static struct ticket_facts wanted_facts(const struct request *request, const struct ticket *ticket)
{
	struct ticket_facts facts = { .version = (int32_t)field_number(request, "version") };

	if (field_flag(request, "take")) {
		facts.state = ticket->state;
		facts.priority = ticket->priority;
		facts.assignee_id = request->who.id;
		facts.team_id = ticket->team_id;
		return facts;
	}
	facts.state = field_text(request, "status");
	facts.priority = field_text(request, "priority");
	facts.assignee_id = field_number(request, "agent");
	/* a portal without teams has no such field */
	facts.team_id =
	        text_empty(field_text(request, "team")) ? ticket->team_id : field_number(request, "team");
	return facts;
}

/* Back to the ticket, or to the queue if it is out of sight now. */
static enum rc go_on(struct request *request)
{
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_work_ticket, &ticket);

	if (rc == RC_NOT_FOUND)
		return page_go(request, page_done(request, url(request, "/desk"), "ticket-moved"));
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, ticket_url(request, "/desk/{1}", ticket.number), "ticket-updated"));
}

enum rc update(struct request *request)
{
	struct ticket_facts facts;
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_change_ticket, &ticket);

	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request);
	facts = wanted_facts(request, &ticket);
	rc = desk_change(request->db, request->arena, &ticket, &request->who, &facts, request->now);
	if (rc == RC_CONFLICT)
		return show_conflict(request, &facts);
	if (rc == RC_INVALID) {
		request_error(request, "agent",
		        N_("This person cannot work on the ticket in this team. Choose another."));
		return show_again(request);
	}
	return rc == RC_OK ? go_on(request) : rc;
}
