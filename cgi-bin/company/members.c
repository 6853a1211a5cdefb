/* A company's members and the invitations that wait. */
#include "company.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "domain/company_invite.h"
#include "web/pager.h"
#include "web/show_person.h"

/* --- the list -------------------------------------------------------------------------------- */

static void show_member_row(struct request *request, size_t index, const struct company *company,
        const struct company_member *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Members", index, "name"), row->name);
	view_text(view, view_item(view, "Members", index, "mail"), row->mail);
	view_text(view, view_item(view, "Members", index, "initial"), text_first(request->arena, row->name));
	view_text(view, view_item(view, "Members", index, "rights_text"),
	        say_membership(view, row->owner, row->rights));
	view_flag(view, view_item(view, "Members", index, "owner"), row->owner);
	view_flag(view, view_item(view, "Members", index, "self"), row->account_id == request->who.id);
	if (!text_equal(row->state, "active"))
		view_text(view, view_item(view, "Members", index, "state_text"),
		        say_account_state(view, row->state));
	view_text(view, view_item(view, "Members", index, "url"),
	        company_url_of(request, company->id, "/members/{2}", row->account_id));
}

static struct company_member_filter filter_of(const struct request *request, const struct company *company)
{
	struct company_member_filter filter = { .company_id = company->id, .search = "" };
	if (request->method != METHOD_GET)
		return filter;
	struct page_key key = pager_key(request);
	filter.search = field_text(request, "q");
	filter.place.at = key.at;
	filter.place.id = key.id;
	filter.place.set = key.set;
	filter.place.backwards = key.backwards;
	return filter;
}

static const char *search_query(struct request *request, const char *search)
{
	struct buf query;
	buf_init(&query, LIMIT_QUERY);
	buf_text(&query, "q=");
	buf_url(&query, search);
	const char *text = buf_keep(&query, request->arena);
	return text ? text : "";
}

static void show_pager(struct request *request, const struct company *company,
        const struct company_member_filter *filter, const struct db_rows *rows, bool more)
{
	if (rows->count == 0)
		return;
	const struct company_member *items = rows->items, *last = &items[rows->count - 1];
	const char *query = text_empty(filter->search) ? "" : search_query(request, filter->search);
	bool backwards = filter->place.backwards;
	pager_show(request, company_url(request, company->id, "/members"), query,
	        (struct page_key){ .at = items->created_at, .id = items->account_id },
	        (struct page_key){ .at = last->created_at, .id = last->account_id },
	        backwards ? more : filter->place.set, backwards || more);
}

static enum rc list_members(
        struct request *request, const struct company *company, const struct company_member_filter *filter)
{
	struct db_rows rows;
	bool more;
	enum rc rc = company_member_list(request->db, request->arena, filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct company_member *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_member_row(request, i, company, &items[i]);
	show_pager(request, company, filter, &rows, more);
	return RC_OK;
}

/* --- invitations ----------------------------------------------------------------------------- */

/* May he send an invitation with these rights? Taking one back is open to all who manage members. */
static bool may_invite(const struct request *request, const struct company *company, const char *rights)
{
	struct membership own = company_membership(company);
	const struct membership nobody = { .company_id = company->id, .rights = "" };
	return may_manage_member(&request->who, &own, &nobody, company_rights_read(rights), false);
}

static const char *invite_text(struct request *request, const struct company_invite *invite)
{
	struct clock_view clock = request_clock(request);
	const char *date = time_date(request->arena, &clock, invite->ends_at);
	if (!date)
		return "";
	return view_fill(request->view,
	        invite->ends_at > request->now ? N_("The link works until {1}.")
	                                       : N_("The link stopped working on {1}."),
	        date);
}

static void show_invite(struct request *request, size_t index, const struct company *company,
        const struct company_invite *invite)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Invites", index, "mail"), invite->mail);
	view_text(view, view_item(view, "Invites", index, "rights_text"),
	        say_membership(view, false, invite->rights));
	view_text(view, view_item(view, "Invites", index, "until_text"), invite_text(request, invite));
	view_flag(view, view_item(view, "Invites", index, "ended"), invite->ends_at <= request->now);
	if (may_invite(request, company, invite->rights))
		view_text(view, view_item(view, "Invites", index, "again_url"),
		        company_url_of(request, company->id, "/invites/{2}/again", invite->id));
	view_text(view, view_item(view, "Invites", index, "withdraw_url"),
	        company_url_of(request, company->id, "/invites/{2}/withdraw", invite->id));
}

static enum rc list_invites(struct request *request, const struct company *company)
{
	struct db_rows rows;
	enum rc rc = company_invite_list(request->db, request->arena, company->id, &rows);
	if (rc != RC_OK)
		return rc;
	const struct company_invite *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_invite(request, i, company, &items[i]);
	if (rows.count)
		page_token(request, "Token.again", "/company/:id/invites/:invite/again");
	return RC_OK;
}

/* --- the page -------------------------------------------------------------------------------- */

static enum rc show_members(struct request *request, const struct company *company, uint32_t checked)
{
	struct view *view = request->view;
	struct company_member_filter filter = filter_of(request, company);
	struct membership own = company_membership(company);
	bool first = text_empty(filter.search) && !filter.place.set;
	enum rc rc = list_members(request, company, &filter);
	if (rc == RC_OK && first)
		rc = list_invites(request, company);
	if (rc != RC_OK)
		return rc;
	show_frame(request, company, NULL, NULL, view_say(view, N_("Members")));
	view_flag(view, "List.first", first);
	view_text(view, "List.query", filter.search);
	view_text(view, "List.action", company_url(request, company->id, "/members"));
	view_text(view, "Invite.action", company_url(request, company->id, "/invites"));
	view_text(view, "Invite.hint",
	        view_plural(view, N_("The person gets a mail with a link that works for {n} day."),
	                N_("The person gets a mail with a link that works for {n} days."),
	                LIMIT_INVITE_DAYS));
	show_rights(request, &own, 0, checked);
	page_token(request, "Token.invite", "/company/:id/invites");
	return page_show(request, "company/members");
}

enum rc members_page(struct request *request)
{
	struct company company;
	enum rc rc = find_company_for(request, COMPANY_MEMBERS, &company);
	return rc == RC_OK ? show_members(request, &company, COMPANY_BIT(COMPANY_OWN)) : rc;
}

/* --- inviting -------------------------------------------------------------------------------- */

/* Counts what a company's people send. Only theirs: nobody else can use up what they have. */
static enum rc count_sending(struct request *request, bool *limited)
{
	struct company company;
	int count;
	enum rc rc = find_company_for(request, COMPANY_MEMBERS, &company);
	if (rc != RC_OK)
		return rc;
	rc = attempt_count(
	        request->db, "company-invite", param_text(request, "id"), HOUR, request->now, &count);
	*limited = count > LIMIT_INVITES_HOUR;
	return rc;
}

enum rc prepare_invitation(struct request *request)
{
	static char too_often; /* only its address counts */
	bool limited = false;
	enum rc rc = count_sending(request, &limited);
	if (rc != RC_OK || !limited)
		return rc;
	request->prepared = &too_often;
	request_error(request, "mail",
	        N_("Your company has sent many invitations within the hour. Please wait a while."));
	return RC_OK;
}

static enum rc refuse(struct request *request, const struct company *company, enum rc why)
{
	if (why == RC_CONFLICT)
		request_error(request, "mail", N_("A member of the company has this address already."));
	else
		request_error(request, "mail",
		        N_("No more invitations can wait. Withdraw some that are no longer needed."));
	return show_members(request, company, sent_rights(request));
}

enum rc invite(struct request *request)
{
	struct company company;
	enum rc rc = lock_company_for(request, COMPANY_MEMBERS, &company);
	if (rc != RC_OK)
		return rc;
	uint32_t rights = sent_rights(request);
	struct company_invite_new made = { .mail = field_text(request, "mail"),
		.rights = company_rights_write(request->arena, rights),
		.lang = request->language->code,
		.invited_by = request->who.id,
		.now = request->now };
	if (!made.rights)
		return RC_NO_MEMORY;
	if (!may_invite(request, &company, made.rights))
		return RC_NOT_FOUND;
	if (rights == 0)
		request_error(request, "own", N_("Choose at least one right."));
	if (request->prepared)
		request->response.status = 429;
	if (request_has_errors(request))
		return show_members(request, &company, rights);
	rc = company_invite_make(request->db, request->arena, &company, &made, &(int64_t){ 0 });
	if (rc == RC_CONFLICT || rc == RC_TOO_LARGE)
		return refuse(request, &company, rc);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, company_url(request, company.id, "/members"), "invited"));
}

enum rc prepare_sending(struct request *request)
{
	bool limited = false;
	enum rc rc = count_sending(request, &limited);
	return rc == RC_OK && limited ? RC_LIMITED : rc;
}

/* The invitation of the address, which must be this company's. */
static enum rc find_invite(
        struct request *request, const struct company *company, struct company_invite *invite)
{
	int64_t id;
	enum rc rc = param_number(request, "invite", &id);
	if (rc == RC_OK)
		rc = company_invite_by_id(request->db, request->arena, id, invite);
	if (rc != RC_OK)
		return rc;
	return invite->company_id == company->id ? RC_OK : RC_NOT_FOUND;
}

static enum rc lock_invite(struct request *request, struct company *company, struct company_invite *invite)
{
	enum rc rc = lock_company_for(request, COMPANY_MEMBERS, company);
	return rc == RC_OK ? find_invite(request, company, invite) : rc;
}

enum rc send_again(struct request *request)
{
	struct company company;
	struct company_invite invite;
	enum rc rc = lock_invite(request, &company, &invite);
	if (rc == RC_OK && !may_invite(request, &company, invite.rights))
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = company_invite_again(
		        request->db, request->arena, &company, invite.id, request->who.id, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, company_url(request, company.id, "/members"), "invited"));
}

enum rc withdraw_page(struct request *request)
{
	struct view *view = request->view;
	struct company company;
	struct company_invite invite;
	enum rc rc = find_company_for(request, COMPANY_MEMBERS, &company);
	if (rc == RC_OK)
		rc = find_invite(request, &company, &invite);
	if (rc != RC_OK)
		return rc;
	const char *members = company_url(request, company.id, "/members");
	const char *title = view_say(view, N_("Withdraw the invitation"));
	show_frame(request, &company, view_say(view, N_("Members")), members, title);
	return show_question(request,
	        &(struct question){
	                .text = view_fill(
	                        view, N_("Do you want to withdraw the invitation to {1}?"), invite.mail),
	                .warning = view_say(view, N_("The link in the mail stops working at once.")),
	                .button = title,
	                .route = "/company/:id/invites/:invite/withdraw",
	                .action = company_url_of(request, company.id, "/invites/{2}/withdraw", invite.id),
	                .back = members });
}

enum rc withdraw(struct request *request)
{
	struct company company;
	struct company_invite invite;
	enum rc rc = lock_invite(request, &company, &invite);
	if (rc == RC_OK)
		rc = company_invite_withdraw(
		        request->db, request->arena, &company, invite.id, request->who.id, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, company_url(request, company.id, "/members"), "withdrawn"));
}
