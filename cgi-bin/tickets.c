/*
 * A customer's tickets: filing one (with the answers that may spare it), the list, reading, replying,
 * closing, opening again. Staff who come to a ticket's customer page are sent to the desk.
 */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/attempt.h"
#include "domain/deflection.h"
#include "domain/message.h"
#include "domain/ticket.h"
#include "web/new_ticket.h"
#include "web/page.h"
#include "web/route.h"
#include "web/show_ticket.h"
#include "web/show_ticket_list.h"

/* --- the list -------------------------------------------------------------------------------- */

static enum rc list_page(struct request *request)
{
	struct ticket_filter filter = ticket_list_asked(request);
	struct ticket_counts counts;
	struct db_rows rows;
	bool more = false;
	enum rc rc = ticket_counts(request->db, request->arena, request->who.id, &counts);

	if (rc == RC_OK)
		rc = ticket_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	page_title(request, view_say(request->view, N_("My tickets")));
	show_ticket_list(request, &filter, &counts, &rows, more);
	return page_show(request, "tickets/list");
}

/* --- one ticket ------------------------------------------------------------------------------ */

static const char *ticket_url(struct request *request, const char *path, int64_t number)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)number));
}

/* The ticket of the address, for its requester alone. Missing and someone else's are the same. */
static enum rc find_own(struct request *request, struct ticket *ticket)
{
	int64_t number;
	enum rc rc = param_number(request, "number", &number);

	if (rc == RC_OK)
		rc = ticket_find(request->db, request->arena, number, request->who.id,
		        request->language->code, ticket);
	if (rc != RC_OK)
		return rc;
	struct ticket_rights rights = ticket_rights(ticket);
	return may_act_as_requester(&request->who, &rights) ? RC_OK : RC_NOT_FOUND;
}

static enum rc lock_own(struct request *request, struct ticket *ticket)
{
	int64_t number;
	enum rc rc = param_number(request, "number", &number);

	if (rc == RC_OK)
		rc = ticket_lock(request->db, request->arena, number, request->who.id, ticket);
	if (rc != RC_OK)
		return rc;
	struct ticket_rights rights = ticket_rights(ticket);
	return may_act_as_requester(&request->who, &rights) ? RC_OK : RC_NOT_FOUND;
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
	if (ticket->follows != 0) {
		view_code(view, "Ticket.follows", ticket->follows);
		view_text(view, "Ticket.follows_url", ticket_url(request, "/tickets/{1}", ticket->follows));
	}
}

static void show_acts(struct request *request, const struct ticket *ticket)
{
	struct view *view = request->view;
	bool open = ticket_is_open(ticket), again = ticket_may_reopen(ticket, request->now);

	view_flag(view, "Ticket.may_reply", open || again);
	view_flag(view, "Ticket.may_close", open);
	view_flag(view, "Ticket.may_reopen", again);
	view_text(view, "Ticket.reply_url", ticket_url(request, "/tickets/{1}/reply", ticket->number));
	view_text(view, "Ticket.close_url", ticket_url(request, "/tickets/{1}/close", ticket->number));
	view_text(view, "Ticket.reopen_url", ticket_url(request, "/tickets/{1}/reopen", ticket->number));
	page_token(request, "Token.reply", "/tickets/:number/reply");
	if (again)
		page_token(request, "Token.reopen", "/tickets/:number/reopen");
	show_end(request, ticket);
	show_file_limits(request);
}

static void show_crumbs(struct request *request, const struct ticket *ticket, const char *last)
{
	const char *number = say_ticket_number(request, ticket->number);
	const char *own = ticket_url(request, "/tickets/{1}", ticket->number);

	page_crumb(request, view_say(request->view, N_("My tickets")), url(request, "/tickets"));
	page_crumb(request, number, last == NULL ? NULL : own);
	if (last != NULL)
		page_crumb(request, last, NULL);
}

static enum rc read_thread(struct request *request, const struct ticket *ticket, struct thread *thread)
{
	enum rc rc = message_list_public(
	        request->db, request->arena, ticket->id, thread->before, &thread->messages, &thread->earlier);

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
	if (rc != RC_OK)
		return rc;
	page_title(request, ticket->subject);
	show_crumbs(request, ticket, NULL);
	show_facts(request, ticket);
	show_acts(request, ticket);
	return page_show(request, "tickets/read");
}

static enum rc read_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_own(request, &ticket);

	if (rc == RC_NOT_FOUND && may_use_desk(&request->who))
		return page_go(request, urlf(request, "/desk/{1}", param_text(request, "number")));
	if (rc == RC_OK)
		rc = ticket_seen(request->db, &ticket);
	return rc == RC_OK ? show_ticket(request, &ticket, field_number(request, "before")) : rc;
}

/* The ticket's page once more, with what is wrong. */
static enum rc show_again(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_own(request, &ticket);

	return rc == RC_OK ? show_ticket(request, &ticket, 0) : rc;
}

static enum rc refuse_late(struct request *request)
{
	request_error(request, "",
	        N_("This ticket ended too long ago to be opened again. Open a new one that refers to it."));
	return show_again(request);
}

static enum rc reply(struct request *request)
{
	struct ticket_said said = { .body = field_text(request, "body"),
		.files = field_files(request, "files"),
		.solved = text_equal(field_text(request, "then"), "solve") };
	struct ticket ticket;
	enum rc rc = lock_own(request, &ticket);

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

static enum rc close_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_own(request, &ticket);

	if (rc != RC_OK)
		return rc;
	if (!ticket_is_open(&ticket))
		return page_go(request, ticket_url(request, "/tickets/{1}", ticket.number));
	return show_close(request, &ticket);
}

static enum rc close_ticket(struct request *request)
{
	struct ticket ticket;
	enum rc rc = lock_own(request, &ticket);

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

static enum rc reopen(struct request *request)
{
	struct ticket ticket;
	enum rc rc = lock_own(request, &ticket);

	if (rc == RC_OK)
		rc = ticket_reopen(request->db, &ticket, &request->who, request->now);
	if (rc == RC_CONFLICT)
		return refuse_late(request);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, ticket_url(request, "/tickets/{1}", ticket.number), "ticket-reopened"));
}

/* --- a new ticket ---------------------------------------------------------------------------- */

static bool lacks_topic(const struct new_ticket *form)
{
	return form->topic == NULL && form->topics.count > 0;
}

static enum rc new_page(struct request *request)
{
	bool empty = text_empty(field_text(request, "subject"));
	bool change = field_flag(request, "change");
	struct new_ticket form;
	struct search_hits hits;
	enum rc rc = new_ticket_read(request, &form);

	if (rc != RC_OK)
		return rc;
	if (empty && !change && !text_empty(field_text(request, "topic")))
		request_error(request, "subject", N_("Write in one sentence what it is about."));
	if (empty || change || lacks_topic(&form))
		return new_ticket_show_subject(request, &form);
	rc = new_ticket_suggest(request, field_text(request, "subject"), &hits);
	return rc == RC_OK ? new_ticket_show_form(request, &form, &hits) : rc;
}

/* The ticket that the new one goes on from; 0 if it is not his. */
static enum rc find_followed(struct request *request, int64_t *id)
{
	int64_t number = field_number(request, "follows");
	struct ticket ticket;
	enum rc rc;

	*id = 0;
	if (number == 0 || !request->signed_in)
		return RC_OK;
	rc = ticket_find(
	        request->db, request->arena, number, request->who.id, request->language->code, &ticket);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	struct ticket_rights rights = ticket_rights(&ticket);
	if (may_act_as_requester(&request->who, &rights))
		*id = ticket.id;
	return RC_OK;
}

/* Who files: the person signed in, else the account of the typed address, be it made now. Which it was shows
 * nowhere. */
static enum rc find_requester(struct request *request, struct account *requester)
{
	if (request->signed_in) {
		*requester = request->who;
		return RC_OK;
	}
	return account_or_guest(request->db, request->arena, field_text(request, "mail"),
	        field_text(request, "name"), request->language->code, request->now, requester);
}

static struct ticket_draft draft_of(
        struct request *request, const struct new_ticket *form, const struct account *requester)
{
	const char *priority = field_text(request, "priority");
	struct ticket_draft draft = { .requester_id = requester->id,
		.requester_name = requester->name,
		.unproven = !request->signed_in,
		.topic_id = form->topic == NULL ? 0 : form->topic->id,
		.subject = field_text(request, "subject"),
		.body = field_text(request, "body"),
		.priority = text_empty(priority) ? "normal" : priority,
		.language = request->language,
		.answer_count = form->answer_count,
		.files = field_files(request, "files"),
		.now = request->now };

	memcpy(draft.answers, form->answers, sizeof(draft.answers));
	return draft;
}

static enum rc file_ticket(struct request *request, const struct new_ticket *form)
{
	struct account requester;
	struct ticket_draft draft;
	int64_t number;
	enum rc rc = find_requester(request, &requester);

	if (rc != RC_OK)
		return rc;
	draft = draft_of(request, form, &requester);
	rc = find_followed(request, &draft.follows_id);
	if (rc == RC_OK)
		rc = ticket_open(request->db, request->arena, &draft, &number);
	if (rc == RC_OK && field_flag(request, "shown"))
		rc = deflection_filed(request->db, request->language->code, request->now);
	if (rc != RC_OK)
		return rc;
	if (!request->signed_in)
		return page_go(request, url(request, "/tickets/sent"));
	return page_go(
	        request, page_done(request, ticket_url(request, "/tickets/{1}", number), "ticket-sent"));
}

static void check_guest(struct request *request)
{
	if (request->signed_in)
		return;
	if (text_empty(field_text(request, "name")))
		request_error(request, "name", N_("Write your name."));
	if (text_empty(field_text(request, "mail")))
		request_error(request, "mail", N_("Write the address that the answer shall go to."));
}

static enum rc open_ticket(struct request *request)
{
	struct new_ticket form;
	enum rc rc = new_ticket_read(request, &form);

	if (rc != RC_OK)
		return rc;
	if (lacks_topic(&form)) {
		request_error(request, "topic", N_("Choose what it is about."));
		return new_ticket_show_subject(request, &form);
	}
	check_guest(request);
	rc = new_ticket_answers(request, &form);
	if (rc == RC_OK && !request_has_errors(request))
		rc = check_files(request, request->signed_in ? request->who.id : 0, 0);
	if (rc != RC_OK)
		return rc;
	return request_has_errors(request) ? new_ticket_show_form(request, &form, NULL)
	                                   : file_ticket(request, &form);
}

/* Strangers may file, but not without end. */
static enum rc count_guest(struct request *request)
{
	int count;
	enum rc rc;

	if (request->signed_in)
		return RC_OK;
	rc = attempt_count(request->db, "guest-ticket", request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	return count > LIMIT_GUEST_TICKETS_HOUR ? RC_LIMITED : RC_OK;
}

static enum rc show_thanks(struct request *request, const char *heading, const char *text)
{
	page_title(request, view_say(request->view, heading));
	view_text(request->view, "Thanks.heading", view_say(request->view, heading));
	view_text(request->view, "Thanks.text", view_say(request->view, text));
	return page_show(request, "tickets/thanks");
}

static enum rc sent_page(struct request *request)
{
	return show_thanks(request, N_("Your ticket was sent"),
	        N_("A mail with its number is on its way to the address you gave. Follow the link in it to "
	           "read our answer here, or simply wait: the answer comes by mail, too."));
}

/* --- answers that spare a ticket ------------------------------------------------------------- */

static enum rc solved(struct request *request)
{
	enum rc rc = deflection_solved(
	        request->db, request->language->code, field_text(request, "article"), request->now);

	return rc == RC_OK ? page_go(request, url(request, "/tickets/solved")) : rc;
}

static enum rc solved_page(struct request *request)
{
	return show_thanks(request, N_("Glad that helped"),
	        N_("No ticket was sent. Should the question come back, we are here."));
}

static void add_answer(struct request *request, const struct search_hit *hit)
{
	struct buf *body = &request->response.body;

	buf_text(body, "{\"id\":");
	buf_json(body, hit->slug);
	buf_text(body, ",\"title\":");
	buf_json(body, hit->title);
	buf_text(body, ",\"url\":");
	buf_json(body, urlf(request, "/kb/{1}", hit->slug));
	buf_text(body, ",\"crumb\":");
	buf_json(body, hit->category == NULL ? "" : hit->category);
	buf_char(body, '}');
}

static enum rc answers_page(struct request *request)
{
	struct search_hits hits;
	enum rc rc = new_ticket_suggest(request, field_text(request, "q"), &hits);

	if (rc != RC_OK)
		return rc;
	buf_text(&request->response.body, "{\"items\":[");
	for (size_t i = 0; i < hits.count; i++) {
		if (i > 0)
			buf_char(&request->response.body, ',');
		add_answer(request, &hits.items[i]);
	}
	buf_text(&request->response.body, "]}");
	return page_json(request);
}

/* --- routes ---------------------------------------------------------------------------------- */

static const struct field list_fields[] = {
	{ .name = "tab", .kind = FIELD_CHOICE, .choices = "open waiting solved all" },
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "updated created" },
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field read_fields[] = {
	{ .name = "before", .kind = FIELD_NUMBER },
};

static const struct field reply_fields[] = {
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_MESSAGE_BYTES,
	        .missing = N_("Write your reply.") },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "then", .kind = FIELD_CHOICE, .choices = "solve" },
};

static const struct field close_fields[] = {
	{ .name = "reason",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "answered solved_myself not_needed other",
	        .missing = N_("Choose a reason.") },
	{ .name = "comment", .kind = FIELD_LINE, .max = LIMIT_REASON },
};

static const struct field new_fields[] = {
	{ .name = "topic", .kind = FIELD_LINE, .max = 80 },
	{ .name = "name", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "mail", .kind = FIELD_MAIL, .max = LIMIT_MAIL },
	{ .name = "subject",
	        .kind = FIELD_LINE,
	        .required = true,
	        .max = LIMIT_SUBJECT,
	        .missing = N_("Write in one sentence what it is about.") },
	{ .name = "field_1", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_2", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_3", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_4", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_5", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_MESSAGE_BYTES,
	        .missing = N_("Describe what happened.") },
	{ .name = "priority", .kind = FIELD_CHOICE, .choices = "low normal high" },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "follows", .kind = FIELD_NUMBER },
	{ .name = "shown", .kind = FIELD_FLAG },
	{ .name = "change", .kind = FIELD_FLAG },
};

static const struct field solved_fields[] = {
	{ .name = "article", .kind = FIELD_LINE, .max = 80 },
};

static const struct field answers_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/tickets",                list_page,    NEED_LOGIN, FIELDS(list_fields),    0,             NULL },
	{ METHOD_GET,  "/tickets/new",            new_page,     NEED_NONE,  FIELDS(new_fields),     ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/tickets/new",            open_ticket,  NEED_NONE,  FIELDS(new_fields),     ROUTE_UPLOAD,  count_guest },
	{ METHOD_GET,  "/tickets/sent",           sent_page,    NEED_NONE,  NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/tickets/solved",         solved_page,  NEED_NONE,  NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/tickets/solved",         solved,       NEED_NONE,  FIELDS(solved_fields),  0,             NULL },
	{ METHOD_GET,  "/tickets/answers",        answers_page, NEED_NONE,  FIELDS(answers_fields), ROUTE_JSON,    NULL },
	{ METHOD_GET,  "/tickets/:number",        read_page,    NEED_LOGIN, FIELDS(read_fields),    0,             NULL },
	{ METHOD_POST, "/tickets/:number/reply",  reply,        NEED_LOGIN, FIELDS(reply_fields),   ROUTE_UPLOAD,  NULL },
	{ METHOD_GET,  "/tickets/:number/close",  close_page,   NEED_LOGIN, FIELDS(close_fields),   0,             NULL },
	{ METHOD_POST, "/tickets/:number/close",  close_ticket, NEED_LOGIN, FIELDS(close_fields),   0,             NULL },
	{ METHOD_POST, "/tickets/:number/reopen", reopen,       NEED_LOGIN, NO_FIELDS,              0,             NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "tickets", routes, LENGTH(routes));
}
