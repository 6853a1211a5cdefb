/* Voting for a suggestion in the name of a ticket's requester: found by words or number, given in one click.
 */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "domain/search.h"
#include "domain/ticket_desk.h"
#include "domain/ticket_idea.h"
#include "web/page.h"
#include "web/show_hit.h"
#include "web/show_suggestion.h"
#include "web/show_ticket.h"

static enum rc find(struct request *request, struct ticket *ticket)
{
	struct ticket_requester requester;
	int64_t number;
	enum rc rc = param_number(request, "number", &number);
	if (rc == RC_OK)
		rc = desk_ticket(request->db, request->arena, number, request->who.id,
		        request->language->code, ticket, &requester);
	if (rc != RC_OK)
		return rc;
	struct ticket_rights rights = ticket_rights(ticket);
	return may_work_ticket(&request->who, &rights) ? RC_OK : RC_NOT_FOUND;
}

/* What the requester may read: a number names one, words find some, the ticket's subject if there are none.
 */
static enum rc find_ideas(struct request *request, const struct ticket *ticket, struct db_rows *rows)
{
	const char *words = field_text(request, "q");
	int64_t ids[LIMIT_SIMILAR] = { 0 }, number;
	struct search_hits hits = { .count = 0 };
	struct audience_reader reader;
	size_t count = 0;
	enum rc rc = ticket_idea_reader(request->db, request->arena, ticket, &reader);
	if (rc == RC_OK && text_number(words, &number) == RC_OK) {
		ids[count++] = number;
	} else if (rc == RC_OK) {
		struct search_ask ask = search_ask_of(
		        request, text_empty(words) ? ticket->subject : words, SEARCH_SUGGESTION, 1);
		ask.audience = reader;
		rc = search_answers(request->db, request->arena, &ask, LIMIT_SIMILAR, &hits);
	}
	for (size_t i = 0; rc == RC_OK && i < hits.count && count < LIMIT_SIMILAR; i++)
		ids[count++] = hits.items[i].id;
	if (rc != RC_OK)
		return rc;
	return suggestion_list_by_ids(
	        request->db, request->arena, &reader, ids, count, request->language->code, rows);
}

static void show_idea(struct request *request, size_t index, const struct suggestion_row *row,
        const struct suggestion_rules *rules)
{
	struct view *view = request->view;
	view_number(view, view_item(view, "Ideas", index, "id"), row->id);
	view_text(view, view_item(view, "Ideas", index, "url"),
	        suggestion_url(request, "/suggestions/{1}", row->id));
	view_text(view, view_item(view, "Ideas", index, "title"), row->title);
	view_text(view, view_item(view, "Ideas", index, "board"), row->board);
	view_text(view, view_item(view, "Ideas", index, "votes_text"), say_votes(view, row->vote_count));
	view_text(view, view_item(view, "Ideas", index, "status"), suggestion_status_tag(rules, row->status));
	view_text(view, view_item(view, "Ideas", index, "status_text"),
	        say_suggestion_status(view, rules, row->status));
	view_flag(view, view_item(view, "Ideas", index, "voted"), row->voted);
	view_flag(
	        view, view_item(view, "Ideas", index, "closed"), !suggestion_rule_votes(rules, row->status));
}

static enum rc show_page(struct request *request, const struct ticket *ticket)
{
	const char *own = ticket_url(request, "/desk/{1}", ticket->number);
	struct view *view = request->view;
	struct db_rows rows;
	enum rc rc = find_ideas(request, ticket, &rows);
	if (rc != RC_OK)
		return rc;
	const struct suggestion_row *items = rows.items;
	struct suggestion_rules rules = suggestion_rules_of(&rows);
	for (size_t i = 0; i < rows.count; i++)
		show_idea(request, i, &items[i], &rules);
	page_title(request, view_say(view, N_("Vote for an idea")));
	page_crumb(request, view_say(view, N_("Desk")), url(request, "/desk"));
	page_crumb(request, say_ticket_number(request, ticket->number), own);
	page_crumb(request, view_say(view, N_("Vote for an idea")), NULL);
	show_views(request, NULL, VIEWS, "");
	view_text(view, "Idea.subject", ticket->subject);
	view_text(view, "Idea.back_url", own);
	view_text(view, "Idea.query", field_text(request, "q"));
	view_text(view, "Idea.action", ticket_url(request, "/desk/{1}/vote", ticket->number));
	page_token(request, "Token.idea", "/desk/:number/vote");
	return page_show(request, "desk/idea");
}

enum rc idea_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find(request, &ticket);
	return rc == RC_OK ? show_page(request, &ticket) : rc;
}

enum rc idea_vote(struct request *request)
{
	struct suggestion suggestion;
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_work_ticket, &ticket);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request))
		rc = ticket_idea_vote(request->db, request->arena, &ticket, &request->who,
		        field_number(request, "idea"), request->now, &suggestion);
	if (rc == RC_NOT_FOUND)
		request_error(request, "q",
		        N_("The requester cannot read this idea, or there is none with this number."));
	if (rc == RC_CONFLICT)
		request_error(request, "q", N_("This idea takes no more votes."));
	if (request_has_errors(request))
		return show_page(request, &ticket);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, ticket_url(request, "/desk/{1}", ticket.number), "idea-voted"));
}
