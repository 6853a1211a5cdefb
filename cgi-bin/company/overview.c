/* A company's first page, and leaving it. */
#include "company.h"

#include "base/message.h"
#include "base/text.h"
#include "web/show_person.h"

static void show_facts(struct request *request, const struct company *company)
{
	struct view *view = request->view;
	const char *industry = company->industry;
	view_text(view, "Company.industry_text",
	        text_empty(industry) ? view_say(view, N_("Not told")) : say_industry(view, industry));
	view_text(view, "Company.rights_text", say_membership(view, company->owner, company->rights));
	view_text(view, "Company.members_text",
	        view_plural(view, N_("{n} member"), N_("{n} members"), company->member_count));
	view_time(view, "Company.since", company->created_at);
}

/* What he may do here, as ways to go. */
static void show_ways(struct request *request, const struct company *company)
{
	struct view *view = request->view;
	struct membership member = company_membership(company);
	const struct account *who = &request->who;
	bool acts = who->company_id == company->id;
	view_flag(view, "Company.acts", acts);
	view_flag(view, "Company.has_tickets",
	        may_in_company(who, &member, COMPANY_OWN) ||
	                may_in_company(who, &member, COMPANY_COLLEAGUES));
	view_flag(view, "Company.may_open", may_in_company(who, &member, COMPANY_OWN));
	if (may_in_company(who, &member, COMPANY_MEMBERS))
		view_text(view, "Company.members_url", company_url(request, company->id, "/members"));
	if (may_in_company(who, &member, COMPANY_FINANCE))
		view_text(view, "Company.billing_url", company_url(request, company->id, "/billing"));
	view_text(view, "Company.leave_url", company_url(request, company->id, "/leave"));
	view_text(view, "Company.act_url", url(request, "/company/act"));
	view_number(view, "Company.id", company->id);
	page_token(request, "Token.act", "/company/act");
}

enum rc overview_page(struct request *request)
{
	struct company company;
	enum rc rc = find_company(request, &company);
	if (rc != RC_OK)
		return rc;
	show_frame(request, &company, NULL, NULL, company.name);
	show_facts(request, &company);
	show_ways(request, &company);
	return page_show(request, "company/overview");
}

/* --- leaving --------------------------------------------------------------------------------- */

static enum rc show_leave(struct request *request, const struct company *company)
{
	struct view *view = request->view;
	const char *title = view_say(view, N_("Leave the company"));
	show_frame(request, company, NULL, NULL, title);
	return show_question(request,
	        &(struct question){ .text = view_fill(view, N_("Do you want to leave {1}?"), company->name),
	                .warning = view_say(
	                        view, N_("You will no longer see its pages or any of its tickets, also those "
	                                 "that you opened. You can come back only by a new invitation.")),
	                .button = title,
	                .route = "/company/:id/leave",
	                .action = company_url(request, company->id, "/leave"),
	                .back = company_url(request, company->id, "") });
}

enum rc leave_page(struct request *request)
{
	struct company company;
	enum rc rc = find_company(request, &company);
	return rc == RC_OK ? show_leave(request, &company) : rc;
}

enum rc leave(struct request *request)
{
	struct company company;
	enum rc rc = lock_company(request, &company);
	if (rc == RC_OK)
		rc = company_member_remove(request->db, request->arena, &company, request->who.id,
		        request->who.id, request->now);
	if (rc == RC_INVALID) {
		request_error(request, "",
		        N_("You are the only owner. Make somebody else an owner first, then you can leave."));
		return show_leave(request, &company);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/company"), "company-left"));
}
