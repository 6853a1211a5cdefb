/* One ticket, as its requester and his colleagues read it: the thread, the reply, closing, opening again. */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attachment.h"
#include "domain/message.h"
#include "domain/notice.h"
#include "domain/participant.h"
#include "tickets.h"
#include "web/pace.h"
#include "web/page.h"
#include "web/show_participants.h"
#include "web/show_ticket.h"
#include "web/show_turn.h"

const char *ticket_url(struct request *request, const char *path, int64_t number)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)number));
}

enum rc find_ticket(struct request *request, ticket_right *right, struct ticket *ticket)
{
	int64_t number;
	enum rc rc = param_number(request, "number", &number);

	if (rc == RC_OK)
		rc = ticket_find(request->db, request->arena, number, request->who.id,
		        request->who.company_count > 0, request->language->code, ticket);
	if (rc != RC_OK)
		return rc;
	struct ticket_rights rights = ticket_rights(ticket);
	return right(&request->who, &rights) ? RC_OK : RC_NOT_FOUND;
}

enum rc lock_ticket(struct request *request, ticket_right *right, struct ticket *ticket)
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

static const char *next_text(struct view *view, const struct ticket *ticket)
{
	if (text_equal(ticket->state, "open"))
		return view_say(view, N_("The next answer is ours. We will write to you by mail, too."));
	if (text_equal(ticket->state, "waiting"))
		return view_say(view, N_("We are waiting for your answer."));
	if (text_equal(ticket->state, "solved"))
		return view_say(view, N_("This ticket is solved."));
	return view_say(view, N_("This ticket is closed."));
}

/* What is said where the reply box stands, once the ticket has ended. */
static void show_end(struct request *request, const struct ticket *ticket)
{
	struct view *view = request->view;
	const char *days = view_digits(view, LIMIT_REOPEN_DAYS);

	if (ticket_is_open(ticket))
		return;
	if (ticket_may_reopen(ticket, request->now)) {
		view_text(view, "Ticket.closed_text", view_say(view, N_("A reply opens this ticket again.")));
		return;
	}
	view_text(view, "Ticket.closed_text",
	        view_fill(view,
	                N_("This ticket ended more than {1} days ago. Is there more to it? Open a new one "
	                   "that refers to it."),
	                days));
	view_text(view, "Ticket.follow_url", ticket_url(request, "/tickets/new?follows={1}", ticket->number));
}

static void show_facts(struct request *request, const struct ticket *ticket)
{
	struct view *view = request->view;

	view_code(view, "Ticket.number", ticket->number);
	view_text(view, "Ticket.subject", ticket->subject);
	view_text(view, "Ticket.status", ticket->state);
	view_text(view, "Ticket.status_text", say_ticket_state(view, SIDE_CUSTOMER, ticket->state));
	view_text(view, "Ticket.updated_text",
	        view_fill(view, N_("Updated {1}"), say_ago(request, ticket->updated_at)));
	view_text(view, "Ticket.topic_text", ticket->topic);
	view_text(view, "Ticket.priority_text", say_ticket_priority(view, SIDE_CUSTOMER, ticket->priority));
	view_text(view, "Ticket.agent", ticket->assignee);
	view_text(view, "Ticket.next_text", next_text(view, ticket));
	view_time(view, "Ticket.opened", ticket->created_at);
	view_text(view, "Ticket.url", ticket_url(request, "/tickets/{1}", ticket->number));
	show_answers(request, "Ticket.answers", ticket->answers);
	view_text(view, "Ticket.company", ticket->company);
	view_text(view, "Ticket.requester", ticket->requester);
	if (ticket->follows != 0) {
		view_code(view, "Ticket.follows", ticket->follows);
		view_text(view, "Ticket.follows_url", ticket_url(request, "/tickets/{1}", ticket->follows));
	}
}

static void show_acts(struct request *request, const struct ticket *ticket)
{
	struct view *view = request->view;
	struct ticket_rights rights = ticket_rights(ticket);
	bool acts = may_act_as_requester(&request->who, &rights);
	bool open = ticket_is_open(ticket), again = ticket_may_reopen(ticket, request->now);

	view_flag(view, "Ticket.may_reply", open || again);
	view_flag(view, "Ticket.may_close", acts && open);
	view_flag(view, "Ticket.may_reopen", acts && again);
	if (acts && may_add_participants(&request->who, &rights))
		view_text(view, "Ticket.people_url",
		        ticket_url(request, "/tickets/{1}/participants", ticket->number));
	view_text(view, "Ticket.reply_url", ticket_url(request, "/tickets/{1}/reply", ticket->number));
	view_text(view, "Ticket.close_url", ticket_url(request, "/tickets/{1}/close", ticket->number));
	view_text(view, "Ticket.reopen_url", ticket_url(request, "/tickets/{1}/reopen", ticket->number));
	page_token(request, "Token.reply", "/tickets/:number/reply");
	if (acts && again)
		page_token(request, "Token.reopen", "/tickets/:number/reopen");
	show_end(request, ticket);
	show_file_limits(request);
}

/* A guest has no list to go back to: his way is this one ticket. */
static void show_guest(struct request *request, const struct ticket *ticket)
{
	view_code(request->view, "Guest.number", ticket->number);
	view_text(request->view, "Guest.url", ticket_url(request, "/tickets/{1}", ticket->number));
}

void show_crumbs(struct request *request, const struct ticket *ticket, const char *last)
{
	const char *number = say_ticket_number(request, ticket->number);
	const char *own = ticket_url(request, "/tickets/{1}", ticket->number);

	if (request->signed_in)
		page_crumb(request, view_say(request->view, N_("My tickets")), url(request, "/tickets"));
	else
		show_guest(request, ticket);
	page_crumb(request, number, last == NULL ? NULL : own);
	if (last != NULL)
		page_crumb(request, last, NULL);
}

static enum rc read_thread(struct request *request, const struct ticket *ticket, struct thread *thread)
{
	enum rc rc = message_list_public(
	        request->db, request->arena, ticket->id, thread->before, &thread->messages, &thread->earlier);

	if (rc == RC_OK)
		rc = participant_list(request->db, request->arena, ticket, &thread->people);
	if (rc != RC_OK || !message_any_files(&thread->messages))
		return rc;
	const struct message *oldest = thread->messages.items;
	return attachment_list_public(request->db, request->arena, ticket->id, oldest->id, &thread->files);
}

static enum rc show_ticket(struct request *request, const struct ticket *ticket, int64_t before)
{
	struct thread thread = { .before = before,
		.path = ticket_url(request, "/tickets/{1}", ticket->number) };
	enum rc rc = read_thread(request, ticket, &thread);

	if (rc == RC_OK)
		rc = show_thread(request, SIDE_CUSTOMER, &thread);
	if (rc == RC_OK)
		rc = show_ticket_topics(request, ticket);
	if (rc != RC_OK)
		return rc;
	page_title(request, ticket->subject);
	show_crumbs(request, ticket, NULL);
	show_facts(request, ticket);
	show_acts(request, ticket);
	show_participants(request, &thread.people);
	return page_show(request, "tickets/read");
}

enum rc read_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_ticket(request, may_read_ticket, &ticket);

	if (rc == RC_NOT_FOUND && may_use_desk(&request->who))
		return page_go(request, urlf(request, "/desk/{1}", param_text(request, "number")));
	if (rc == RC_OK)
		rc = ticket_seen(request->db, &ticket, request->who.id);
	if (rc == RC_OK && ticket.noticed)
		rc = notice_seen_ticket(request->db, request->who.id, ticket.id);
	return rc == RC_OK ? show_ticket(request, &ticket, field_number(request, "before")) : rc;
}

/* The ticket's page once more, with what is wrong. */
static enum rc show_again(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_ticket(request, may_read_ticket, &ticket);

	return rc == RC_OK ? show_ticket(request, &ticket, 0) : rc;
}

static enum rc refuse_late(struct request *request)
{
	request_error(request, "",
	        N_("This ticket ended too long ago to be opened again. Open a new one that refers to it."));
	return show_again(request);
}

enum rc count_reply(struct request *request)
{
	return pace_form(request, PACE_REPLY);
}

enum rc reply(struct request *request)
{
	struct ticket_said said = { .body = field_text(request, "body"),
		.files = field_files(request, "files"),
		.solved = text_equal(field_text(request, "then"), "solve") };
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_write_ticket, &ticket);

	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc == RC_OK && !request_has_errors(request))
		rc = check_files(request, request->who.id, ticket.id);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request);
	rc = ticket_reply(request->db, request->arena, &ticket, &request->who, &said, request->now);
	if (rc == RC_CONFLICT)
		return refuse_late(request);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, ticket_url(request, "/tickets/{1}", ticket.number), "reply-sent"));
}

static enum rc show_close(struct request *request, const struct ticket *ticket)
{
	static const char *const reasons[] = { "answered", "solved_myself", "not_needed", "other" };
	struct view *view = request->view;

	page_title(request, view_say(view, N_("Close this ticket")));
	show_crumbs(request, ticket, view_say(view, N_("Close this ticket")));
	show_facts(request, ticket);
	view_text(view, "Ticket.close_url", ticket_url(request, "/tickets/{1}/close", ticket->number));
	for (size_t i = 0; i < LENGTH(reasons); i++)
		view_option(view, "Reasons", i, reasons[i], say_close_reason(view, reasons[i]),
		        text_equal(field_text(request, "reason"), reasons[i]));
	page_token(request, "Token.close", "/tickets/:number/close");
	return page_show(request, "tickets/close");
}

enum rc close_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_ticket(request, may_act_as_requester, &ticket);

	if (rc != RC_OK)
		return rc;
	if (!ticket_is_open(&ticket))
		return page_go(request, ticket_url(request, "/tickets/{1}", ticket.number));
	return show_close(request, &ticket);
}

enum rc close_ticket(struct request *request)
{
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_act_as_requester, &ticket);

	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_close(request, &ticket);
	rc = ticket_close(request->db, &ticket, &request->who, field_text(request, "reason"),
	        field_text(request, "comment"), request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, ticket_url(request, "/tickets/{1}", ticket.number), "ticket-closed"));
}

enum rc reopen(struct request *request)
{
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_act_as_requester, &ticket);

	if (rc == RC_OK)
		rc = ticket_reopen(request->db, &ticket, &request->who, request->now);
	if (rc == RC_CONFLICT)
		return refuse_late(request);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, ticket_url(request, "/tickets/{1}", ticket.number), "ticket-reopened"));
}
