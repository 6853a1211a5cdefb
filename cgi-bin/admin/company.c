/* One company, for staff: facts and billing details, people and invitations, disable and enable. */
#include "admin.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/company_invite.h"
#include "domain/company_member.h"
#include "domain/industry.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_person.h"

/* --- rights in forms ------------------------------------------------------------------------- */

uint32_t admin_sent_rights(const struct request *request)
{
	uint32_t rights = 0;

	for (enum company_right right = 0; right < COMPANY__COUNT; right++)
		if (field_flag(request, company_right_word(right)))
			rights |= COMPANY_BIT(right);
	return rights;
}

void admin_show_rights(struct request *request, uint32_t checked)
{
	struct view *view = request->view;

	for (enum company_right right = 0; right < COMPANY__COUNT; right++) {
		view_text(view, view_item(view, "Rights", right, "name"), company_right_word(right));
		view_text(view, view_item(view, "Rights", right, "text"), say_company_right(view, right));
		view_flag(view, view_item(view, "Rights", right, "checked"), checked & COMPANY_BIT(right));
	}
}

/* --- the page -------------------------------------------------------------------------------- */

enum rc admin_company(struct request *request, bool lock, struct company *company)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);

	if (rc != RC_OK)
		return rc;
	return lock ? company_lock(request->db, request->arena, id, 0, company)
	            : company_find(request->db, request->arena, id, 0, company);
}

static void show_facts(struct request *request, const struct company *company)
{
	bool active = text_equal(company->state, "active");
	struct view *view = request->view;

	view_text(view, "Company.name", company->name);
	view_text(view, "Company.state", account_state_tag(company->state));
	view_text(view, "Company.state_text", say_account_state(view, company->state));
	view_count(view, "Company.members", company->member_count);
	view_flag(view, "Company.no_owner", company->owner_count == 0);
	view_number(view, "Company.id", company->id);
	view_number(view, "Company.version", company->version);
	view_time(view, "Company.since", company->created_at);
	view_time(view, "Company.changed", company->updated_at);
	view_text(view, "Company.url", admin_url(request, "/admin/companies/{1}", company->id));
	view_text(
	        view, "Company.members_url", admin_url(request, "/admin/companies/{1}/members", company->id));
	view_flag(view, "Company.may_open", may_open_company(&request->who, company->member_count));
	view_flag(view, "Company.active", active);
	view_text(view, "Company.switch_url",
	        admin_url(request, active ? "/admin/companies/{1}/disable" : "/admin/companies/{1}/enable",
	                company->id));
	view_text(view, "Company.tickets_url", admin_url(request, "/desk?company={1}", company->id));
	if (may(&request->who, PERMISSION_PEOPLE))
		view_text(view, "Company.people_url",
		        admin_url(request, "/admin/people?company={1}", company->id));
}

/* Only the form that adds a person has boxes. */
static uint32_t ticked(const struct request *request)
{
	return text_equal(request->route->path, "/admin/companies/:id/members") ? admin_sent_rights(request)
	                                                                        : 0;
}

static void show_form(struct request *request, const struct company *company)
{
	const char *industry = request->method == METHOD_POST ? form_value(&request->form, "industry") : NULL;
	struct view *view = request->view;

	view_text(view, "Form.name.value", company->name);
	view_text(view, "Form.billing_name.value", company->billing_name);
	view_text(view, "Form.billing_address.value", company->billing_address);
	view_text(view, "Form.billing_mail.value", company->billing_mail);
	view_text(view, "Form.tax_number.value", company->tax_number);
	show_industries(view, "Industries", industry == NULL ? company->industry : industry);
	page_token(request, "Token.edit", "/admin/companies/:id");
	page_token(request, "Token.add", "/admin/companies/:id/members");
	admin_show_rights(request, ticked(request));
}

static const char *member_url(struct request *request, const struct company_member *member)
{
	return urlf(request, "/admin/companies/{1}/members/{2}",
	        arena_format(request->arena, "%lld", (long long)member->company_id),
	        arena_format(request->arena, "%lld", (long long)member->account_id));
}

static void show_members(struct request *request, const struct company *company,
        const struct company_member_filter *filter, const struct db_rows *rows, bool more)
{
	const struct company_member *items = rows->items;
	struct view *view = request->view;
	bool backwards = filter->place.backwards;

	for (size_t i = 0; i < rows->count; i++) {
		view_text(view, view_item(view, "Members", i, "url"), member_url(request, &items[i]));
		view_text(view, view_item(view, "Members", i, "name"), items[i].name);
		view_text(view, view_item(view, "Members", i, "mail"), items[i].mail);
		view_text(view, view_item(view, "Members", i, "rights_text"),
		        say_membership(view, items[i].owner, items[i].rights));
		view_time(view, view_item(view, "Members", i, "since"), items[i].created_at);
	}
	if (rows->count == 0)
		return;
	struct page_key from = { .at = items[0].created_at, .id = items[0].account_id };
	struct page_key to = { .at = items[rows->count - 1].created_at,
		.id = items[rows->count - 1].account_id };
	pager_show(request, admin_url(request, "/admin/companies/{1}", company->id), "", from, to,
	        backwards ? more : filter->place.set, backwards || more);
}

static void show_invites(struct request *request, const struct db_rows *rows)
{
	const struct company_invite *items = rows->items;
	struct view *view = request->view;
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		if (items[i].ends_at <= request->now)
			continue;
		view_text(view, view_item(view, "Invites", count, "mail"), items[i].mail);
		view_text(view, view_item(view, "Invites", count, "rights_text"),
		        say_membership(view, false, items[i].rights));
		view_time(view, view_item(view, "Invites", count, "until"), items[i].ends_at);
		count++;
	}
}

static enum rc show_company(struct request *request, const struct company *company)
{
	struct page_key key = request->method == METHOD_GET ? pager_key(request) : (struct page_key){ 0 };
	const struct company_member_filter filter = {
		.company_id = company->id, .search = "", .place = { key.at, key.id, key.set, key.backwards }
	};
	struct db_rows members, invites;
	bool more = false;
	enum rc rc =
	        company_member_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &members, &more);

	if (rc == RC_OK)
		rc = company_invite_list(request->db, request->arena, company->id, &invites);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "companies");
	page_crumb(request, company->name, NULL);
	page_title(request, company->name);
	show_facts(request, company);
	show_form(request, company);
	show_members(request, company, &filter, &members, more);
	show_invites(request, &invites);
	return page_show(request, "admin/company");
}

enum rc company_page(struct request *request)
{
	struct company company;
	enum rc rc = admin_company(request, false, &company);

	return rc == RC_OK ? show_company(request, &company) : rc;
}

/* --- the facts ------------------------------------------------------------------------------- */

static void show_difference(
        struct request *request, size_t *index, const char *label, const char *now, const char *wanted)
{
	struct view *view = request->view;

	if (text_equal(now, wanted))
		return;
	view_text(view, view_item(view, "Conflict", *index, "label"), view_say(view, label));
	view_text(view, view_item(view, "Conflict", *index, "now"), now);
	view_text(view, view_item(view, "Conflict", *index, "wanted"), wanted);
	(*index)++;
}

/* Somebody changed the company meanwhile: both sides are shown, the form keeps what was typed. */
static enum rc show_conflict(struct request *request, const struct company *now)
{
	struct view *view = request->view;
	size_t count = 0;

	show_difference(request, &count, N_("Name"), now->name, field_text(request, "name"));
	show_difference(request, &count, N_("Industry"), say_industry(view, now->industry),
	        say_industry(view, field_text(request, "industry")));
	show_difference(request, &count, N_("Name on invoices"), now->billing_name,
	        field_text(request, "billing_name"));
	show_difference(
	        request, &count, N_("Address"), now->billing_address, field_text(request, "billing_address"));
	show_difference(request, &count, N_("E-mail address for invoices"), now->billing_mail,
	        field_text(request, "billing_mail"));
	show_difference(
	        request, &count, N_("Tax number"), now->tax_number, field_text(request, "tax_number"));
	view_flag(view, "Company.stale", true);
	request->response.status = 409;
	return company_page(request);
}

static enum rc save(struct request *request, const struct company *locked)
{
	const struct company_facts facts = { field_text(request, "name"), field_text(request, "industry") };
	const struct company_billing billing = { .name = field_text(request, "billing_name"),
		.address = field_text(request, "billing_address"),
		.mail = field_text(request, "billing_mail"),
		.tax_number = field_text(request, "tax_number") };
	int32_t version = (int32_t)field_number(request, "version");
	enum rc rc = company_edit(
	        request->db, request->arena, locked, version, &facts, request->who.id, request->now);

	return rc == RC_OK ? company_set_billing(
	                             request->db, locked, version, &billing, request->who.id, request->now)
	                   : rc;
}

enum rc company_save(struct request *request)
{
	const char *industry = field_text(request, "industry");
	struct company company;
	enum rc rc = admin_company(request, true, &company);

	if (rc != RC_OK)
		return rc;
	if (!text_empty(industry) && !industry_is_known(industry))
		request_error(request, "industry", N_("Choose one of the options."));
	if (request_has_errors(request))
		return company_page(request);
	rc = save(request, &company);
	if (rc == RC_CONFLICT)
		return show_conflict(request, &company);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/companies/{1}", company.id), "company-saved"));
}

/* --- people ---------------------------------------------------------------------------------- */

static enum rc invite(struct request *request, const struct company *company, const char *rights)
{
	const struct company_invite_new made = { .mail = field_text(request, "mail"),
		.rights = rights,
		.lang = request->language->code,
		.invited_by = request->who.id,
		.now = request->now };
	int64_t id;

	return company_invite_make(request->db, request->arena, company, &made, &id);
}

/* An address with an account belongs to the company at once, any other one is invited; its owners hear of
 * both. */
static enum rc let_in(struct request *request, const struct company *company, const struct account *account,
        const char *rights)
{
	bool at_once = account != NULL && text_equal(account->state, "active");
	enum rc rc = at_once ? company_member_add(request->db, request->arena, company, account->id,
	                               field_flag(request, "owner"), rights, request->who.id, request->now)
	                     : invite(request, company, rights);

	return rc == RC_OK ? company_member_tell_owners(request->db, request->arena, company,
	                             at_once ? account->id : 0, request->now)
	                   : rc;
}

static enum rc add(struct request *request, const struct company *locked, bool *invited)
{
	const char *rights = company_rights_write(request->arena, admin_sent_rights(request));
	struct account account;
	struct company company; /* with its members counted */
	enum rc rc = company_find(request->db, request->arena, locked->id, 0, &company);

	if (rc == RC_OK)
		rc = account_by_mail(request->db, request->arena, field_text(request, "mail"), &account);
	if (rights == NULL)
		return RC_NO_MEMORY;
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	const struct account *known = rc == RC_OK ? &account : NULL;
	if (!may_put_into_company(&request->who, known, company.member_count))
		return RC_DENIED;
	*invited = known == NULL || !text_equal(known->state, "active");
	return let_in(request, &company, known, rights);
}

static const char *adding_error(enum rc rc)
{
	if (rc == RC_CONFLICT)
		return N_("This person belongs to the company already.");
	if (rc == RC_LIMITED)
		return N_("This person belongs to too many companies already.");
	return rc == RC_TOO_LARGE ? N_("The company has as many people and invitations as there may be.")
	                          : NULL;
}

enum rc company_add_member(struct request *request)
{
	bool invited = false;
	struct company company;
	enum rc rc = admin_company(request, true, &company);

	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return company_page(request);
	rc = add(request, &company, &invited);
	if (adding_error(rc) != NULL) {
		request_error(request, "mail", adding_error(rc));
		return company_page(request);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, admin_url(request, "/admin/companies/{1}", company.id),
	                                invited ? "invited" : "member-added"));
}

/* --- disable and enable ---------------------------------------------------------------------- */

static const struct act {
	const char *code, *text, *explanation, *done;
	bool disables;
} acts[] = {
	{ "disable", N_("Disable the company"),
	        N_("Nobody can act for the company or see its tickets, and its invitations stop working. "
	           "Nothing is deleted; you can enable it again."),
	        "company-disabled", true },
	{ "enable", N_("Enable the company"), N_("Everything is as it was before it was disabled."),
	        "company-enabled", false },
};

static enum rc find_act(struct request *request, bool lock, struct company *company, const struct act **act)
{
	enum rc rc = admin_company(request, lock, company);

	*act = NULL;
	for (size_t i = 0; i < LENGTH(acts); i++)
		if (text_equal(param_text(request, "act"), acts[i].code))
			*act = &acts[i];
	return rc == RC_OK && *act == NULL ? RC_NOT_FOUND : rc;
}

enum rc company_act_page(struct request *request)
{
	const struct act *act;
	struct company company;
	struct view *view = request->view;
	enum rc rc = find_act(request, false, &company, &act);

	if (rc != RC_OK)
		return rc;
	const char *own = admin_url(request, "/admin/companies/{1}", company.id);
	admin_frame(request, "companies");
	page_crumb(request, company.name, own);
	page_crumb(request, view_say(view, act->text), NULL);
	page_title(request, view_say(view, act->text));
	view_text(view, "Act.name", company.name);
	view_text(view, "Act.text", view_say(view, act->text));
	view_text(view, "Act.explanation", view_say(view, act->explanation));
	view_flag(view, "Act.danger", act->disables);
	view_text(view, "Act.url",
	        urlf(request, "/admin/companies/{1}/{2}",
	                arena_format(request->arena, "%lld", (long long)company.id), act->code));
	view_text(view, "Act.back_url", own);
	page_token(request, "Token.act", "/admin/companies/:id/:act");
	return page_show(request, "admin/act");
}

enum rc company_act_do(struct request *request)
{
	const struct act *act;
	struct company company;
	enum rc rc = find_act(request, true, &company, &act);

	if (rc == RC_OK)
		rc = company_set_disabled(
		        request->db, &company, act->disables, request->who.id, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/companies/{1}", company.id), act->done));
}
