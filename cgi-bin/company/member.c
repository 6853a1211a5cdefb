/* One member of a company: rights, ownership, removal. */
#include "company.h"

#include "base/message.h"
#include "base/text.h"
#include "web/show_person.h"

static bool manages(const struct request *request, const struct company *company,
        const struct company_member *target, uint32_t rights, bool owner)
{
	struct membership own = company_membership(company);
	struct membership his = company_member_membership(target);
	return may_manage_member(&request->who, &own, &his, rights, owner);
}

/* May he touch him at all? Then he may take all rights from him, too. */
static bool reaches(
        const struct request *request, const struct company *company, const struct company_member *target)
{
	return manages(request, company, target, 0, false);
}

static enum rc find_target(
        struct request *request, const struct company *company, struct company_member *target)
{
	int64_t account;
	enum rc rc = param_number(request, "account", &account);
	return rc == RC_OK ? company_member_find(request->db, request->arena, company->id, account, target)
	                   : rc;
}

static enum rc find_member(struct request *request, struct company *company, struct company_member *target)
{
	enum rc rc = find_company_for(request, COMPANY_MEMBERS, company);
	return rc == RC_OK ? find_target(request, company, target) : rc;
}

static enum rc lock_member(struct request *request, struct company *company, struct company_member *target)
{
	enum rc rc = lock_company_for(request, COMPANY_MEMBERS, company);
	return rc == RC_OK ? find_target(request, company, target) : rc;
}

static void frame(struct request *request, const struct company *company, const char *title)
{
	show_frame(request, company, view_say(request->view, N_("Members")),
	        company_url(request, company->id, "/members"), title);
}

/* `rights` and `owner` are what the form shows. */
static enum rc show_member(struct request *request, const struct company *company,
        const struct company_member *target, uint32_t rights, bool owner)
{
	struct view *view = request->view;
	struct membership own = company_membership(company);
	bool self = target->account_id == request->who.id;
	frame(request, company, target->name);
	view_text(view, "Member.name", target->name);
	view_text(view, "Member.mail", target->mail);
	view_text(view, "Member.initial", text_first(request->arena, target->name));
	view_text(view, "Member.rights_text", say_membership(view, target->owner, target->rights));
	view_time(view, "Member.since", target->created_at);
	view_flag(view, "Member.self", self);
	view_flag(view, "Member.owner", owner);
	view_flag(view, "Member.may_change", reaches(request, company, target));
	view_flag(view, "Member.may_own", own.owner);
	view_text(view, "Member.was",
	        company_rights_write(request->arena, company_rights_read(target->rights)));
	view_flag(view, "Member.was_owner", target->owner);
	view_text(view, "Member.action",
	        company_url_of(request, company->id, "/members/{2}", target->account_id));
	if (self)
		view_text(view, "Member.leave_url", company_url(request, company->id, "/leave"));
	else if (reaches(request, company, target))
		view_text(view, "Member.remove_url",
		        company_url_of(request, company->id, "/members/{2}/remove", target->account_id));
	show_rights(request, &own, company_rights_read(target->rights), rights);
	page_token(request, "Token.member", "/company/:id/members/:account");
	return page_show(request, "company/member");
}

enum rc member_page(struct request *request)
{
	struct company company;
	struct company_member target;
	enum rc rc = find_member(request, &company, &target);
	if (rc != RC_OK)
		return rc;
	return show_member(request, &company, &target, company_rights_read(target.rights), target.owner);
}

static enum rc show_conflict(struct request *request, const struct company *company,
        const struct company_member *target, uint32_t rights, bool owner)
{
	const char *now = say_membership(request->view, target->owner, target->rights);
	request_error_text(request, "",
	        view_fill(request->view,
	                N_("Somebody else has changed this member meanwhile. What holds now: {1}. Save "
	                   "again to replace it."),
	                now));
	request->response.status = 409;
	return show_member(request, company, target, rights, owner);
}

/* What the form's writer had seen. */
static bool is_as_seen(const struct request *request, const struct company_member *target)
{
	return field_flag(request, "was_owner") == target->owner &&
	       company_rights_read(field_text(request, "was")) == company_rights_read(target->rights);
}

static enum rc change(struct request *request, const struct company *company,
        const struct company_member *target, uint32_t rights, bool owner)
{
	const char *words = company_rights_write(request->arena, rights);
	if (!words)
		return RC_NO_MEMORY;
	enum rc rc = company_member_change(
	        request->db, request->arena, company, target, owner, words, request->who.id, request->now);
	if (rc == RC_INVALID) {
		request_error(
		        request, "owner", N_("A company needs an owner. Make somebody else an owner first."));
		return show_member(request, company, target, rights, owner);
	}
	if (rc != RC_OK)
		return rc;
	/* he may have given his own right to be here away */
	bool gone =
	        target->account_id == request->who.id && !owner && !(rights & COMPANY_BIT(COMPANY_MEMBERS));
	const char *back = company_url(request, company->id, gone ? "" : "/members");
	return page_go(request, page_done(request, back, "member-changed"));
}

enum rc change_member(struct request *request)
{
	struct company company;
	struct company_member target;
	enum rc rc = lock_member(request, &company, &target);
	if (rc != RC_OK)
		return rc;
	struct membership own = company_membership(&company);
	uint32_t rights = sent_rights(request);
	bool owner = own.owner ? field_flag(request, "owner") : target.owner;
	if (!manages(request, &company, &target, rights, owner))
		return RC_NOT_FOUND;
	if (!is_as_seen(request, &target))
		return show_conflict(request, &company, &target, rights, owner);
	if (request_has_errors(request))
		return show_member(request, &company, &target, rights, owner);
	return change(request, &company, &target, rights, owner);
}

/* --- removing -------------------------------------------------------------------------------- */

static enum rc show_remove(
        struct request *request, const struct company *company, const struct company_member *target)
{
	struct view *view = request->view;
	const char *title = view_say(view, N_("Remove a member"));
	frame(request, company, title);
	return show_question(request,
	        &(struct question){ .text = view_fill(view, N_("Do you want to remove {1} from {2}?"),
	                                    target->name, company->name),
	                .warning = view_say(view,
	                        N_("Access ends at once, also to tickets of the company that this person "
	                           "opened. Only a new invitation gives it back.")),
	                .button = view_say(view, N_("Remove from the company")),
	                .route = "/company/:id/members/:account/remove",
	                .action = company_url_of(
	                        request, company->id, "/members/{2}/remove", target->account_id),
	                .back = company_url_of(request, company->id, "/members/{2}", target->account_id) });
}

enum rc remove_page(struct request *request)
{
	struct company company;
	struct company_member target;
	enum rc rc = find_member(request, &company, &target);
	if (rc != RC_OK)
		return rc;
	if (target.account_id == request->who.id)
		return page_go(request, company_url(request, company.id, "/leave"));
	return reaches(request, &company, &target) ? show_remove(request, &company, &target) : RC_NOT_FOUND;
}

enum rc remove_member(struct request *request)
{
	struct company company;
	struct company_member target;
	enum rc rc = lock_member(request, &company, &target);
	if (rc != RC_OK)
		return rc;
	if (target.account_id == request->who.id || !reaches(request, &company, &target))
		return RC_NOT_FOUND;
	rc = company_member_remove(
	        request->db, request->arena, &company, target.account_id, request->who.id, request->now);
	if (rc == RC_INVALID) {
		request_error(
		        request, "", N_("A company needs an owner. Make somebody else an owner first."));
		return show_remove(request, &company, &target);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, company_url(request, company.id, "/members"), "member-removed"));
}
