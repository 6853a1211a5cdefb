/* Who takes part in a company's ticket: colleagues who were added to it read it and reply. */
#include "base/message.h"
#include "base/text.h"
#include "tickets.h"
#include "web/page.h"
#include "web/show_participants.h"

/* Staff do it at the desk. */
static bool may_add_here(const struct account *who, const struct ticket_rights *ticket)
{
	return may_act_as_requester(who, ticket) && may_add_participants(who, ticket);
}

static enum rc show_page(struct request *request, const struct ticket *ticket)
{
	const struct participants_page page = { .ticket = ticket,
		.path = "/tickets/{1}/participants",
		.add = "/tickets/:number/participants",
		.remove = "/tickets/:number/participants/remove",
		.back = ticket_url(request, "/tickets/{1}", ticket->number),
		.template_name = "tickets/people" };

	show_crumbs(request, ticket, view_say(request->view, N_("People on this ticket")));
	return show_participants_page(request, &page);
}

enum rc people_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find_ticket(request, may_add_here, &ticket);

	return rc == RC_OK ? show_page(request, &ticket) : rc;
}

static enum rc change(struct request *request, bool remove)
{
	struct ticket ticket;
	bool good = false;
	enum rc rc = lock_ticket(request, may_add_here, &ticket);

	if (rc == RC_OK && !request_has_errors(request))
		rc = change_participants(request, &ticket, remove, false, &good);
	if (rc != RC_OK)
		return rc;
	if (!good)
		return people_page(request);
	return page_go(
	        request, page_done(request, ticket_url(request, "/tickets/{1}/participants", ticket.number),
	                         remove ? "person-removed" : "person-added"));
}

enum rc add_person(struct request *request)
{
	return change(request, false);
}

enum rc remove_person(struct request *request)
{
	return change(request, true);
}
