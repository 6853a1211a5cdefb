/* One ticket as an agent works on it: what he may not do is not offered. */
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "desk.h"
#include "domain/attachment.h"
#include "domain/message.h"
#include "domain/ticket_desk.h"
#include "web/page.h"
#include "web/show_participants.h"
#include "web/show_person.h"
#include "web/show_ticket.h"
#include "web/show_turn.h"

#define OTHER_TICKETS 5 /* of the requester, beside a ticket */

struct desk_page { /* what the page of a ticket shows */
	struct ticket ticket;
	struct ticket_requester requester;
	struct thread thread;
	struct desk_side side;
	struct ticket_rights rights;
};

const char *ticket_url(struct request *request, const char *path, int64_t number)
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
	page->rights = ticket_rights(&page->ticket);
	if (!may_work_ticket(&request->who, &page->rights))
		return RC_NOT_FOUND;
	page->thread.path = ticket_url(request, "/desk/{1}", page->ticket.number);
	rc = read_thread(request, page->ticket.id, &page->thread);
	if (rc != RC_OK)
		return rc;
	rc = desk_side(request->db, request->arena, &page->ticket, &request->who, OTHER_TICKETS, &page->side);
	page->thread.people = page->side.people;
	return rc;
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
	if (!found) /* he may not work on it any more: the form must not unassign him in passing */
		view_option(view, "Agents", count,
		        arena_format(request->arena, "%lld", (long long)ticket->assignee_id),
		        ticket->assignee, true);
}

static void show_teams(struct request *request, const struct desk_page *page)
{
	const struct desk_team *teams = page->side.teams;
	bool all = may(&request->who, PERMISSION_ALL_TICKETS);
	struct view *view = request->view;

	if (page->side.team_count == 0)
		return;
	view_option(view, "Teams", 0, "0", view_say(view, N_("No team")), page->ticket.team_id == 0);
	for (size_t i = 0; i < page->side.team_count; i++)
		view_option(view, "Teams", i + 1,
		        arena_format(request->arena, "%lld", (long long)teams[i].id), teams[i].name,
		        teams[i].id == page->ticket.team_id);
	if (!all)
		view_text(view, "Ticket.team_hint",
		        view_say(view,
		                N_("In a team that you do not belong to, you will not see it any more.")));
}

static void show_facts_form(struct request *request, const struct desk_page *page)
{
	const struct ticket *ticket = &page->ticket;
	struct view *view = request->view;

	view_number(view, "Ticket.version", ticket->version);
	view_text(view, "Ticket.change_url", ticket_url(request, "/desk/{1}/update", ticket->number));
	view_flag(view, "Ticket.may_change", true);
	view_flag(view, "Ticket.may_take", ticket->assignee_id != request->who.id);
	show_statuses(request, "Statuses", ticket->state);
	show_priorities(request, ticket->priority);
	show_agents(request, page);
	show_teams(request, page);
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
	view_text(view, "Ticket.team", ticket->team);
	view_text(view, "Ticket.company", ticket->company);
	view_text(view, "Ticket.assignee", ticket->assignee);
	view_text(view, "Ticket.priority_word", say_ticket_priority(view, SIDE_STAFF, ticket->priority));
	show_answers(request, "Ticket.answers", ticket->answers);
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

/* The composer, as far as he may write: to the customer, to staff, or both. */
static void show_composer(struct request *request, const struct desk_page *page, const char *typed_state)
{
	bool answers = may_reply_ticket(&request->who, &page->rights);
	bool notes = may_note_ticket(&request->who, &page->rights);
	struct view *view = request->view;

	if (!answers && !notes)
		return;
	view_flag(view, "Ticket.may_reply", answers);
	view_flag(view, "Ticket.may_note", notes);
	view_text(view, "Ticket.answer_url", ticket_url(request, "/desk/{1}/reply", page->ticket.number));
	page_token(request, "Token.answer", "/desk/:number/reply");
	if (answers)
		show_after(request, typed_state);
	show_file_limits(request);
}

static void show_requester(struct request *request, const struct ticket_requester *requester)
{
	const struct language *language = language_find(requester->lang);
	const char *zone = text_empty(requester->zone) ? request->config->default_zone : requester->zone;
	struct clock_view clock = request_clock(request);
	struct view *view = request->view;

	view_text(view, "Customer.name", say_name(view, requester->name));
	view_text(view, "Customer.mail", text_equal(requester->state, "deleted") ? "" : requester->mail);
	view_text(view, "Customer.initial", text_first(request->arena, requester->name));
	view_text(view, "Customer.language_text", language == NULL ? requester->lang : language->name);
	view_text(view, "Customer.since_text", time_date(request->arena, &clock, requester->created_at));
	view_flag(view, "Customer.guest", text_equal(requester->state, "guest"));
	clock.zone = zone;
	view_text(view, "Customer.zone", zone);
	view_text(view, "Customer.time_text", time_date_time(request->arena, &clock, request->now));
}

/* The suggestions that were voted for in it: "number<TAB>title" a line. */
static void show_ideas(struct request *request, const char *lines)
{
	struct view *view = request->view;
	size_t count = 0;
	for (const char *at = lines; at && *at; count++) {
		size_t length = strcspn(at, "\n"), number = strcspn(at, "\t");
		const char *id = arena_copy(request->arena, at, number);
		view_text(
		        view, view_item(view, "Ideas", count, "url"), urlf(request, "/suggestions/{1}", id));
		view_text(view, view_item(view, "Ideas", count, "title"),
		        number < length ? arena_copy(request->arena, at + number + 1, length - number - 1)
		                        : id);
		at += at[length] ? length + 1 : length;
	}
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

/* Topics of the community beside it, and the form for a further one. */
static enum rc show_topics(struct request *request, const struct desk_page *page)
{
	enum rc rc = show_ticket_topics(request, &page->ticket);
	if (rc != RC_OK || !may_reply_ticket(&request->who, &page->rights))
		return rc;
	view_text(request->view, "SeeAlso_url", ticket_url(request, "/desk/{1}/topic", page->ticket.number));
	page_token(request, "Token.link", "/desk/:number/topic");
	return RC_OK;
}

static enum rc show_page(struct request *request, const struct desk_page *page, const char *typed_state)
{
	enum rc rc = show_thread(request, SIDE_STAFF, &page->thread);

	if (rc == RC_OK)
		rc = show_topics(request, page);
	if (rc != RC_OK)
		return rc;
	page_title(request, page->ticket.subject);
	page_crumb(request, view_say(request->view, N_("Desk")), url(request, "/desk"));
	page_crumb(request, say_ticket_number(request, page->ticket.number), NULL);
	show_views(request, NULL, VIEWS, "");
	show_ticket(request, &page->ticket);
	if (may_change_ticket(&request->who, &page->rights))
		show_facts_form(request, page);
	if (may_add_participants(&request->who, &page->rights))
		view_text(request->view, "Ticket.people_url",
		        ticket_url(request, "/desk/{1}/participants", page->ticket.number));
	show_composer(request, page, typed_state);
	show_participants(request, &page->side.people);
	show_requester(request, &page->requester);
	show_others(request, &page->side);
	show_ideas(request, page->ticket.ideas);
	view_text(
	        request->view, "Ticket.vote_url", ticket_url(request, "/desk/{1}/vote", page->ticket.number));
	return page_show(request, "desk/ticket");
}

enum rc ticket_page(struct request *request)
{
	struct desk_page page;
	enum rc rc = read_ticket(request, field_number(request, "before"), &page);

	return rc == RC_OK ? show_page(request, &page, "") : rc;
}

enum rc show_again(struct request *request)
{
	struct desk_page page;
	enum rc rc = read_ticket(request, 0, &page);

	return rc == RC_OK ? show_page(request, &page, field_text(request, "status")) : rc;
}

enum rc show_with_error(struct request *request)
{
	struct desk_page page;
	enum rc rc = read_ticket(request, 0, &page);

	return rc == RC_OK ? show_page(request, &page, "") : rc;
}

/* Somebody changed the facts meanwhile: both sides are shown, and the agent decides on the newer ones. */
enum rc show_conflict(struct request *request, const struct ticket_facts *wanted)
{
	struct view *view = request->view;
	struct desk_page page;
	enum rc rc = read_ticket(request, 0, &page);

	if (rc != RC_OK)
		return rc;
	view_text(view, "Conflict.status_text", say_ticket_state(view, SIDE_STAFF, wanted->state));
	view_text(view, "Conflict.priority_text", say_ticket_priority(view, SIDE_STAFF, wanted->priority));
	view_text(view, "Conflict.agent", view_say(view, N_("Nobody")));
	view_text(view, "Conflict.team", view_say(view, N_("No team")));
	const struct agent *agents = page.side.agents;
	for (size_t i = 0; i < page.side.agent_count; i++)
		if (agents[i].id == wanted->assignee_id)
			view_text(view, "Conflict.agent", agents[i].name);
	const struct desk_team *teams = page.side.teams;
	for (size_t i = 0; i < page.side.team_count; i++)
		if (teams[i].id == wanted->team_id)
			view_text(view, "Conflict.team", teams[i].name);
	view_text(view, "Conflict.team_now",
	        page.ticket.team == NULL ? view_say(view, N_("No team")) : page.ticket.team);
	view_text(view, "Ticket.agent",
	        page.ticket.assignee == NULL ? view_say(view, N_("Nobody")) : page.ticket.assignee);
	view_text(view, "Conflict.priority_now", say_ticket_priority(view, SIDE_STAFF, page.ticket.priority));
	request->response.status = 409;
	return show_page(request, &page, "");
}
