/*
 * The agents' desk: the queue, and one ticket to answer. Pages follow the agent's own language; whoever is
 * not staff finds nothing here.
 */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/message.h"
#include "domain/ticket_desk.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/route.h"
#include "web/show_ticket.h"

#define OTHER_TICKETS 5 /* of the requester, beside a ticket */

/* --- views ----------------------------------------------------------------------------------- */

static const struct {
	const char *code, *text;
} views[] = {
	[QUEUE_MINE] = { "mine", N_("Mine") },
	[QUEUE_UNASSIGNED] = { "unassigned", N_("Unassigned") },
	[QUEUE_OPEN] = { "open", N_("All open") },
	[QUEUE_WAITING] = { "waiting", N_("Waiting for customer") },
	[QUEUE_SOLVED] = { "solved", N_("Solved") },
};

static enum queue asked_view(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(views); i++)
		if (text_equal(field_text(request, "view"), views[i].code))
			return (enum queue)i;
	return QUEUE_OPEN;
}

/* counts NULL: without. current past the last: none. */
static void show_views(struct request *request, const struct queue_counts *counts, size_t current)
{
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(views); i++) {
		view_text(view, view_item(view, "Views", i, "url"),
		        urlf(request, "/desk?view={1}", views[i].code));
		view_text(view, view_item(view, "Views", i, "text"), view_say(view, views[i].text));
		view_flag(view, view_item(view, "Views", i, "current"), i == current);
	}
	if (counts == NULL)
		return;
	const int64_t count[] = { counts->mine_count, counts->unassigned_count, counts->open_count,
		counts->waiting_count, counts->solved_count };
	for (size_t i = 0; i < LENGTH(views); i++)
		view_count(view, view_item(view, "Views", i, "count"), count[i]);
}

/* --- the queue ------------------------------------------------------------------------------- */

static struct queue_filter asked_filter(const struct request *request)
{
	struct page_key key = pager_key(request);

	return (struct queue_filter){ .queue = asked_view(request),
		.agent_id = request->who.id,
		.newest_first = text_equal(field_text(request, "sort"), "newest"),
		.place = { key.at, key.id, key.set, key.backwards } };
}

static const char *last_text(struct request *request, const struct queue_row *row)
{
	const char *message = row->last_by_staff ? N_("Last by staff: {1}") : N_("Last by customer: {1}");

	return view_fill(request->view, message, row->last_name);
}

static void show_row(struct request *request, size_t index, const struct queue_row *row)
{
	struct view *view = request->view;
	const char *number = arena_format(request->arena, "%lld", (long long)row->number);
	bool marked = text_equal(row->priority, "urgent") || text_equal(row->priority, "high");

	view_text(view, view_item(view, "Tickets", index, "url"), urlf(request, "/desk/{1}", number));
	view_code(view, view_item(view, "Tickets", index, "number"), row->number);
	view_text(view, view_item(view, "Tickets", index, "subject"), row->subject);
	view_text(view, view_item(view, "Tickets", index, "last_text"), last_text(request, row));
	view_text(view, view_item(view, "Tickets", index, "requester"), row->requester);
	view_flag(view, view_item(view, "Tickets", index, "unread"), !row->last_by_staff);
	view_text(view, view_item(view, "Tickets", index, "status"), row->state);
	view_text(view, view_item(view, "Tickets", index, "status_text"),
	        say_ticket_state(view, SIDE_STAFF, row->state));
	view_text(view, view_item(view, "Tickets", index, "agent"), row->assignee);
	view_time(view, view_item(view, "Tickets", index, "waited"), row->activity_at);
	if (!marked)
		return;
	view_text(view, view_item(view, "Tickets", index, "priority"), row->priority);
	view_text(view, view_item(view, "Tickets", index, "priority_text"),
	        say_ticket_priority(view, SIDE_STAFF, row->priority));
}

static void show_pages(
        struct request *request, const struct queue_filter *filter, const struct db_rows *rows, bool more)
{
	const struct queue_row *items = rows->items;
	const char *query = arena_format(request->arena, "view=%s&sort=%s", views[filter->queue].code,
	        filter->newest_first ? "newest" : "oldest");
	bool backwards = filter->place.backwards;

	if (rows->count == 0 || query == NULL)
		return;
	struct page_key from = { .at = items[0].activity_at, .id = items[0].id };
	struct page_key to = { .at = items[rows->count - 1].activity_at, .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/desk"), query, from, to, backwards ? more : filter->place.set,
	        backwards || more);
}

static const char *summary(struct request *request, size_t count, bool more, bool search)
{
	struct view *view = request->view;

	if (count == 0 || (!search && more))
		return NULL;
	if (more)
		return view_fill(view, N_("The newest {1}. More words find fewer."),
		        view_digits(view, (int64_t)count));
	return search ? view_plural(view, N_("{n} ticket found"), N_("{n} tickets found"), (int64_t)count)
	              : NULL;
}

static void show_tools(struct request *request, const struct queue_filter *filter)
{
	struct view *view = request->view;

	view_text(view, "Queue.action", url(request, "/desk"));
	view_text(view, "Queue.view", views[filter->queue].code);
	view_text(view, "Queue.query", field_text(request, "q"));
	view_option(
	        view, "Sorts", 0, "oldest", view_say(view, N_("Longest wait first")), !filter->newest_first);
	view_option(
	        view, "Sorts", 1, "newest", view_say(view, N_("Latest change first")), filter->newest_first);
}

static enum rc read_queue(
        struct request *request, const struct queue_filter *filter, struct db_rows *rows, bool *more)
{
	const char *search = field_text(request, "q");

	if (text_empty(search))
		return queue_list(request->db, request->arena, filter, LIMIT_PAGE_ROWS, rows, more);
	return queue_search(
	        request->db, request->arena, request->language, search, LIMIT_PAGE_ROWS, rows, more);
}

static enum rc queue_page(struct request *request)
{
	struct queue_filter filter = asked_filter(request);
	bool search = !text_empty(field_text(request, "q"));
	struct view *view = request->view;
	struct queue_counts counts;
	struct db_rows rows;
	bool more = false;
	enum rc rc = queue_counts(request->db, request->arena, request->who.id, &counts);

	if (rc == RC_OK)
		rc = read_queue(request, &filter, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct queue_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &items[i]);
	if (!search)
		show_pages(request, &filter, &rows, more);
	show_views(request, &counts, search ? LENGTH(views) : filter.queue);
	show_tools(request, &filter);
	const char *title = view_say(view, search ? N_("Search") : views[filter.queue].text);
	page_title(request, title);
	view_text(view, "Queue.title", title);
	view_text(view, "Queue.summary_text", summary(request, rows.count, more, search));
	return page_show(request, "desk/queue");
}

/* --- one ticket ------------------------------------------------------------------------------ */

struct desk_page { /* what the page of a ticket shows */
	struct ticket ticket;
	struct ticket_requester requester;
	struct thread thread;
	struct desk_side side;
};

static const char *ticket_url(struct request *request, const char *path, int64_t number)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)number));
}

static enum rc read_thread(struct request *request, int64_t ticket_id, struct thread *thread)
{
	enum rc rc = message_list_all(
	        request->db, request->arena, ticket_id, thread->before, &thread->messages, &thread->earlier);

	if (rc != RC_OK || !message_any_files(&thread->messages))
		return rc;
	const struct message *oldest = thread->messages.items;
	return attachment_list_all(request->db, request->arena, ticket_id, oldest->id, &thread->files);
}

static enum rc read_ticket(struct request *request, int64_t before, struct desk_page *page)
{
	int64_t number;
	enum rc rc = param_number(request, "number", &number);

	*page = (struct desk_page){ .thread = { .before = before } };
	if (rc == RC_OK)
		rc = desk_ticket(request->db, request->arena, number, request->who.id,
		        request->language->code, &page->ticket, &page->requester);
	if (rc != RC_OK)
		return rc;
	page->thread.path = ticket_url(request, "/desk/{1}", page->ticket.number);
	rc = read_thread(request, page->ticket.id, &page->thread);
	if (rc != RC_OK)
		return rc;
	return desk_side(request->db, request->arena, &page->ticket, OTHER_TICKETS, &page->side);
}

/* A choice of the form: what was typed when it comes back with errors, else the ticket's own. */
static const char *chosen(const struct request *request, const char *typed, const char *own)
{
	return request->method == METHOD_POST && !text_empty(typed) ? typed : own;
}

static void show_statuses(struct request *request, const char *list, const char *own)
{
	static const char *const states[] = { "open", "waiting", "solved", "closed" };
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(states); i++)
		view_option(view, list, i, states[i], say_ticket_state(view, SIDE_STAFF, states[i]),
		        text_equal(own, states[i]));
}

static void show_priorities(struct request *request, const char *own)
{
	static const char *const priorities[] = { "low", "normal", "high", "urgent" };
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(priorities); i++)
		view_option(view, "Priorities", i, priorities[i],
		        say_ticket_priority(view, SIDE_STAFF, priorities[i]), text_equal(own, priorities[i]));
}

static void show_agents(struct request *request, const struct desk_page *page)
{
	const struct agent *agents = page->side.agents;
	const struct ticket *ticket = &page->ticket;
	struct view *view = request->view;
	bool found = ticket->assignee_id == 0;
	size_t count = 0;

	view_option(view, "Agents", count++, "0", view_say(view, N_("Nobody")), found);
	for (size_t i = 0; i < page->side.agent_count; i++) {
		bool own = agents[i].id == ticket->assignee_id;
		const char *id = arena_format(request->arena, "%lld", (long long)agents[i].id);
		view_option(view, "Agents", count++, id, agents[i].name, own);
		found = found || own;
	}
	if (!found) /* he is no agent any more: the form must not unassign him in passing */
		view_option(view, "Agents", count,
		        arena_format(request->arena, "%lld", (long long)ticket->assignee_id),
		        ticket->assignee, true);
}

static void show_facts_form(struct request *request, const struct desk_page *page)
{
	const struct ticket *ticket = &page->ticket;
	struct view *view = request->view;

	view_number(view, "Ticket.version", ticket->version);
	view_text(view, "Ticket.change_url", ticket_url(request, "/desk/{1}/update", ticket->number));
	view_flag(view, "Ticket.may_take", ticket->assignee_id != request->who.id);
	show_statuses(request, "Statuses", ticket->state);
	show_priorities(request, ticket->priority);
	show_agents(request, page);
	page_token(request, "Token.change", "/desk/:number/update");
}

/* What the composer offers as the ticket's state after a reply. */
static void show_after(struct request *request, const char *typed)
{
	static const struct {
		const char *state, *text;
	} after[] = {
		{ "waiting", N_("wait for the customer") },
		{ "solved", N_("mark as solved") },
		{ "open", N_("leave it open") },
	};
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(after); i++)
		view_option(view, "After", i, after[i].state, view_say(view, after[i].text),
		        text_equal(chosen(request, typed, "waiting"), after[i].state));
}

static void show_ticket(struct request *request, const struct ticket *ticket)
{
	struct view *view = request->view;
	bool marked = text_equal(ticket->priority, "urgent") || text_equal(ticket->priority, "high");

	view_code(view, "Ticket.number", ticket->number);
	view_text(view, "Ticket.url", ticket_url(request, "/desk/{1}", ticket->number));
	view_text(view, "Ticket.subject", ticket->subject);
	view_text(view, "Ticket.status", ticket->state);
	view_text(view, "Ticket.status_text", say_ticket_state(view, SIDE_STAFF, ticket->state));
	view_text(view, "Ticket.topic_text", ticket->topic);
	view_time(view, "Ticket.opened", ticket->created_at);
	view_text(view, "Ticket.updated_text",
	        view_fill(view, N_("Updated {1}"), say_ago(request, ticket->activity_at)));
	view_flag(view, "Ticket.unproven", ticket->unproven);
	view_text(view, "Ticket.answer_url", ticket_url(request, "/desk/{1}/reply", ticket->number));
	show_answers(request, "Ticket.answers", ticket->answers);
	page_token(request, "Token.answer", "/desk/:number/reply");
	if (marked) {
		view_text(view, "Ticket.priority", ticket->priority);
		view_text(view, "Ticket.priority_text",
		        say_ticket_priority(view, SIDE_STAFF, ticket->priority));
	}
	if (ticket->follows != 0) {
		view_code(view, "Ticket.follows", ticket->follows);
		view_text(view, "Ticket.follows_url", ticket_url(request, "/desk/{1}", ticket->follows));
	}
}

static void show_requester(struct request *request, const struct ticket_requester *requester)
{
	const struct language *language = language_find(requester->lang);
	const char *zone = text_empty(requester->zone) ? request->config->default_zone : requester->zone;
	struct clock_view clock = request_clock(request);
	struct view *view = request->view;

	view_text(view, "Customer.name", requester->name);
	view_text(view, "Customer.mail", requester->mail);
	view_text(view, "Customer.initial", text_first(request->arena, requester->name));
	view_text(view, "Customer.language_text", language == NULL ? requester->lang : language->name);
	view_text(view, "Customer.since_text", time_date(request->arena, &clock, requester->created_at));
	view_flag(view, "Customer.guest", text_equal(requester->state, "guest"));
	clock.zone = zone;
	view_text(view, "Customer.zone", zone);
	view_text(view, "Customer.time_text", time_date_time(request->arena, &clock, request->now));
}

static void show_others(struct request *request, const struct desk_side *side)
{
	struct view *view = request->view;

	for (size_t i = 0; i < side->other_count; i++) {
		const struct other_ticket *other = &side->others[i];
		view_text(view, view_item(view, "Customer.tickets", i, "url"),
		        ticket_url(request, "/desk/{1}", other->number));
		view_text(view, view_item(view, "Customer.tickets", i, "subject"), other->subject);
		view_text(view, view_item(view, "Customer.tickets", i, "status"), other->state);
		view_text(view, view_item(view, "Customer.tickets", i, "status_text"),
		        say_ticket_state(view, SIDE_STAFF, other->state));
	}
}

static enum rc show_page(struct request *request, const struct desk_page *page, const char *typed_state)
{
	enum rc rc = show_thread(request, SIDE_STAFF, &page->thread);

	if (rc != RC_OK)
		return rc;
	page_title(request, page->ticket.subject);
	page_crumb(request, view_say(request->view, N_("Desk")), url(request, "/desk"));
	page_crumb(request, say_ticket_number(request, page->ticket.number), NULL);
	show_views(request, NULL, LENGTH(views));
	show_ticket(request, &page->ticket);
	show_facts_form(request, page);
	show_after(request, typed_state);
	show_requester(request, &page->requester);
	show_others(request, &page->side);
	show_file_limits(request);
	return page_show(request, "desk/ticket");
}

static enum rc ticket_page(struct request *request)
{
	struct desk_page page;
	enum rc rc = read_ticket(request, field_number(request, "before"), &page);

	return rc == RC_OK ? show_page(request, &page, "") : rc;
}

/* --- what agents do -------------------------------------------------------------------------- */

static enum rc lock_ticket(struct request *request, struct ticket *ticket)
{
	int64_t number;
	enum rc rc = param_number(request, "number", &number);

	return rc == RC_OK ? ticket_lock(request->db, request->arena, number, request->who.id, ticket) : rc;
}

static enum rc show_again(struct request *request)
{
	struct desk_page page;
	enum rc rc = read_ticket(request, 0, &page);

	return rc == RC_OK ? show_page(request, &page, field_text(request, "status")) : rc;
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

static enum rc reply(struct request *request)
{
	bool note = text_equal(field_text(request, "kind"), "note");
	struct ticket ticket;
	enum rc rc = lock_ticket(request, &ticket);

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

/* Somebody changed the facts meanwhile: both sides are shown, and the agent decides on the newer ones. */
static enum rc show_conflict(struct request *request, const struct ticket_facts *wanted)
{
	struct view *view = request->view;
	struct desk_page page;
	enum rc rc = read_ticket(request, 0, &page);

	if (rc != RC_OK)
		return rc;
	view_text(view, "Conflict.status_text", say_ticket_state(view, SIDE_STAFF, wanted->state));
	view_text(view, "Conflict.priority_text", say_ticket_priority(view, SIDE_STAFF, wanted->priority));
	view_text(view, "Conflict.agent", view_say(view, N_("Nobody")));
	const struct agent *agents = page.side.agents;
	for (size_t i = 0; i < page.side.agent_count; i++)
		if (agents[i].id == wanted->assignee_id)
			view_text(view, "Conflict.agent", agents[i].name);
	view_text(view, "Ticket.agent",
	        page.ticket.assignee == NULL ? view_say(view, N_("Nobody")) : page.ticket.assignee);
	view_text(view, "Conflict.priority_now", say_ticket_priority(view, SIDE_STAFF, page.ticket.priority));
	request->response.status = 409;
	return show_page(request, &page, "");
}

/* "Assign to me" changes nothing else, whatever the other fields say. */
static struct ticket_facts wanted_facts(const struct request *request, const struct ticket *ticket)
{
	struct ticket_facts facts = { .version = (int32_t)field_number(request, "version") };

	if (field_flag(request, "take")) {
		facts.state = ticket->state;
		facts.priority = ticket->priority;
		facts.assignee_id = request->who.id;
		return facts;
	}
	facts.state = field_text(request, "status");
	facts.priority = field_text(request, "priority");
	facts.assignee_id = field_number(request, "agent");
	return facts;
}

static enum rc update(struct request *request)
{
	struct ticket_facts facts;
	struct ticket ticket;
	enum rc rc = lock_ticket(request, &ticket);

	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request);
	facts = wanted_facts(request, &ticket);
	rc = desk_change(request->db, request->arena, &ticket, &request->who, &facts, request->now);
	if (rc == RC_CONFLICT)
		return show_conflict(request, &facts);
	if (rc == RC_INVALID) {
		request_error(request, "agent", N_("This person is no agent any more. Choose another."));
		return show_again(request);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, ticket_url(request, "/desk/{1}", ticket.number), "ticket-updated"));
}

/* --- routes ---------------------------------------------------------------------------------- */

static const struct field queue_fields[] = {
	{ .name = "view", .kind = FIELD_CHOICE, .choices = "mine unassigned open waiting solved" },
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "oldest newest" },
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field read_fields[] = {
	{ .name = "before", .kind = FIELD_NUMBER },
};

static const struct field reply_fields[] = {
	{ .name = "kind",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "reply note",
	        .missing = N_("Say who shall read it: the customer, or only staff.") },
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_MESSAGE_BYTES,
	        .missing = N_("Write a message.") },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "status", .kind = FIELD_CHOICE, .choices = "open waiting solved" },
};

static const struct field update_fields[] = {
	{ .name = "version", .kind = FIELD_NUMBER, .required = true },
	{ .name = "status", .kind = FIELD_CHOICE, .required = true, .choices = "open waiting solved closed" },
	{ .name = "priority", .kind = FIELD_CHOICE, .required = true, .choices = "low normal high urgent" },
	{ .name = "agent", .kind = FIELD_NUMBER },
	{ .name = "take", .kind = FIELD_FLAG },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/desk",                queue_page,  NEED_STAFF, FIELDS(queue_fields),  0,            NULL },
	{ METHOD_GET,  "/desk/:number",        ticket_page, NEED_STAFF, FIELDS(read_fields),   0,            NULL },
	{ METHOD_POST, "/desk/:number/reply",  reply,       NEED_STAFF, FIELDS(reply_fields),  ROUTE_UPLOAD, NULL },
	{ METHOD_POST, "/desk/:number/update", update,      NEED_STAFF, FIELDS(update_fields), 0,            NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "desk", routes, LENGTH(routes));
}
