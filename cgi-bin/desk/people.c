/* Who takes part in a company's ticket, as staff see and change it: members of that company only. */
#include "base/message.h"
#include "desk.h"
#include "domain/ticket_desk.h"
#include "web/page.h"
#include "web/show_participants.h"
#include "web/show_ticket.h"

/* Customers do it on their own pages, whatever else they are. */
static bool may_add_here(const struct account *who, const struct ticket_rights *ticket)
{
	return may_change_ticket(who, ticket) && may_add_participants(who, ticket);
}

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
	return may_add_here(&request->who, &rights) ? RC_OK : RC_NOT_FOUND;
}

enum rc people_page(struct request *request)
{
	struct ticket ticket;
	enum rc rc = find(request, &ticket);

	if (rc != RC_OK)
		return rc;
	const char *own = ticket_url(request, "/desk/{1}", ticket.number);
	const struct participants_page page = { .ticket = &ticket,
		.path = "/desk/{1}/participants",
		.add = "/desk/:number/participants",
		.remove = "/desk/:number/participants/remove",
		.back = own,
		.staff = true,
		.template_name = "desk/people" };
	page_crumb(request, view_say(request->view, N_("Desk")), url(request, "/desk"));
	page_crumb(request, say_ticket_number(request, ticket.number), own);
	page_crumb(request, view_say(request->view, N_("People on this ticket")), NULL);
	show_views(request, NULL, VIEWS, "");
	return show_participants_page(request, &page);
}

static enum rc change(struct request *request, bool remove)
{
	struct ticket ticket;
	bool good = false;
	enum rc rc = lock_ticket(request, may_add_here, &ticket);

	if (rc == RC_OK && !request_has_errors(request))
		rc = change_participants(request, &ticket, remove, true, &good);
	if (rc != RC_OK)
		return rc;
	if (!good)
		return people_page(request);
	return page_go(
	        request, page_done(request, ticket_url(request, "/desk/{1}/participants", ticket.number),
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
