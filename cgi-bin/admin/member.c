/* One member of a company, for staff: rights, ownership, removal. */
#include "admin.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/company_member.h"
#include "web/page.h"
#include "web/show_person.h"

static const char *member_url(struct request *request, const struct company_member *member, const char *path)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)member->company_id),
	        arena_format(request->arena, "%lld", (long long)member->account_id));
}

static enum rc find(
        struct request *request, bool lock, struct company *company, struct company_member *member)
{
	int64_t account;
	enum rc rc = admin_company(request, lock, company);

	if (rc == RC_OK)
		rc = param_number(request, "account", &account);
	return rc == RC_OK ? company_member_find(request->db, request->arena, company->id, account, member)
	                   : rc;
}

static enum rc show_member(struct request *request, const struct company *company,
        const struct company_member *member, uint32_t rights, bool owner)
{
	const char *own = admin_url(request, "/admin/companies/{1}", company->id);
	struct view *view = request->view;

	admin_frame(request, "companies");
	page_crumb(request, company->name, own);
	page_crumb(request, member->name, NULL);
	page_title(request, member->name);
	view_text(view, "Member.mail", member->mail);
	view_text(view, "Member.company", company->name);
	view_text(view, "Member.rights_text", say_membership(view, member->owner, member->rights));
	view_time(view, "Member.since", member->created_at);
	view_flag(view, "Member.owner", owner);
	view_text(view, "Member.was",
	        company_rights_write(request->arena, company_rights_read(member->rights)));
	view_flag(view, "Member.was_owner", member->owner);
	view_text(view, "Member.action", member_url(request, member, "/admin/companies/{1}/members/{2}"));
	view_text(view, "Member.remove_url",
	        member_url(request, member, "/admin/companies/{1}/members/{2}/remove"));
	view_text(view, "Member.back_url", own);
	view_flag(view, "Member.may_open", may_open_company(&request->who, 1));
	if (may(&request->who, PERMISSION_PEOPLE))
		view_text(view, "Member.person_url",
		        admin_url(request, "/admin/people/{1}", member->account_id));
	admin_show_rights(request, rights);
	page_token(request, "Token.member", "/admin/companies/:id/members/:account");
	page_token(request, "Token.remove", "/admin/companies/:id/members/:account/remove");
	return page_show(request, "admin/member");
}

enum rc company_member_page(struct request *request)
{
	struct company company;
	struct company_member member;
	enum rc rc = find(request, false, &company, &member);

	return rc == RC_OK ? show_member(request, &company, &member, company_rights_read(member.rights),
	                             member.owner)
	                   : rc;
}

/* What the form's writer had seen still holds. */
static bool is_as_seen(const struct request *request, const struct company_member *member)
{
	return field_flag(request, "was_owner") == member->owner &&
	       company_rights_read(field_text(request, "was")) == company_rights_read(member->rights);
}

/* Whatever he may then that he may not now. */
static bool is_more(const struct company_member *member, uint32_t rights, bool owner)
{
	uint32_t before = member->owner ? COMPANY_RIGHTS_EVERY : company_rights_read(member->rights);

	return (owner && !member->owner) || (rights & ~before) != 0;
}

static enum rc change(struct request *request, const struct company *company,
        const struct company_member *member, const char *words, bool owner)
{
	bool same =
	        owner == member->owner && company_rights_read(words) == company_rights_read(member->rights);
	enum rc rc = company_member_change(
	        request->db, request->arena, company, member, owner, words, request->who.id, request->now);

	return rc == RC_OK && !same ? company_member_tell_owners(request->db, request->arena, company,
	                                      member->account_id, request->now)
	                            : rc;
}

enum rc company_member_save(struct request *request)
{
	uint32_t rights = admin_sent_rights(request);
	const char *words = company_rights_write(request->arena, rights);
	bool owner = field_flag(request, "owner");
	struct company company;
	struct company_member member;
	enum rc rc = words == NULL ? RC_NO_MEMORY : find(request, true, &company, &member);

	if (rc != RC_OK)
		return rc;
	if (!is_as_seen(request, &member)) {
		request_error_text(request, "",
		        view_fill(request->view,
		                N_("Somebody else has changed this member meanwhile. What holds now: {1}. "
		                   "Save "
		                   "again to replace it."),
		                say_membership(request->view, member.owner, member.rights)));
		request->response.status = 409;
		return show_member(request, &company, &member, rights, owner);
	}
	if (is_more(&member, rights, owner) && !may_open_company(&request->who, 1)) {
		request_error(request, "owner",
		        N_("Only staff who see all tickets can let a member do more. The company’s owners "
		           "can, too."));
		return show_member(request, &company, &member, rights, owner);
	}
	rc = change(request, &company, &member, words, owner);
	if (rc == RC_INVALID) {
		request_error(
		        request, "owner", N_("A company needs an owner. Make somebody else an owner first."));
		return show_member(request, &company, &member, rights, owner);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/companies/{1}", company.id), "member-changed"));
}

enum rc company_member_out(struct request *request)
{
	struct company company = { 0 };
	struct company_member member = { 0 };
	enum rc rc = find(request, true, &company, &member);

	if (rc == RC_OK)
		rc = company_member_remove(request->db, request->arena, &company, member.account_id,
		        request->who.id, request->now);
	if (rc == RC_OK)
		rc = company_member_tell_owners(
		        request->db, request->arena, &company, member.account_id, request->now);
	if (rc == RC_INVALID) {
		request_error(
		        request, "owner", N_("A company needs an owner. Make somebody else an owner first."));
		return show_member(
		        request, &company, &member, company_rights_read(member.rights), member.owner);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/companies/{1}", company.id), "member-removed"));
}
