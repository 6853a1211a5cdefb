/* The list of companies, its file, and a new company. */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/company.h"
#include "domain/company_admin.h"
#include "domain/company_invite.h"
#include "domain/industry.h"
#include "web/page.h"
#include "web/show_person.h"

/* --- the list -------------------------------------------------------------------------------- */

static const char *const filters[] = { "state", "industry", "sort", NULL };

static struct page_key key_of(const struct db_rows *rows, size_t index)
{
	const struct company_row *row = (const struct company_row *)rows->items + index;

	return (struct page_key){ .at = row->created_at, .id = row->id };
}

static const struct admin_list list = {
	.path = "/admin/companies", .csv = "/admin/companies.csv", .filters = filters, .key = key_of
};

static struct company_filter asked_filter(struct request *request)
{
	const char *industry = field_text(request, "industry");

	return (struct company_filter){ .state = field_text(request, "state"),
		.industry = industry_is_known(industry) ? industry : "",
		.by_created = list_by_date(request),
		.downwards = list_downwards(request),
		.search = field_text(request, "q"),
		.place = list_place(request) };
}

static void show_row(struct request *request, size_t index, const struct company_row *row)
{
	struct view *view = request->view;

	view_text(view, view_item(view, "Companies", index, "url"),
	        admin_url(request, "/admin/companies/{1}", row->id));
	view_text(view, view_item(view, "Companies", index, "name"), row->name);
	view_text(view, view_item(view, "Companies", index, "industry_text"),
	        say_industry(view, row->industry));
	view_text(view, view_item(view, "Companies", index, "owner"), row->owner_name);
	view_text(view, view_item(view, "Companies", index, "owner_mail"), row->owner_mail);
	view_count(view, view_item(view, "Companies", index, "members"), row->member_count);
	view_text(view, view_item(view, "Companies", index, "state"), account_state_tag(row->state));
	view_text(
	        view, view_item(view, "Companies", index, "state_text"), say_account_state(view, row->state));
	view_time(view, view_item(view, "Companies", index, "since"), row->created_at);
}

static void show_filters(struct request *request, const struct company_filter *filter)
{
	static const char *const states[] = { "active", "disabled" };
	struct view *view = request->view;

	list_show_choice(
	        request, "States", "state", N_("All states"), states, LENGTH(states), say_account_state);
	show_industries(view, "Industries", filter->industry);
	view_option(view, "Industries", 0, "", view_say(view, N_("All industries")),
	        text_empty(filter->industry));
	list_show_sorts(request);
}

enum rc companies_page(struct request *request)
{
	struct company_filter filter = asked_filter(request);
	struct db_rows rows;
	bool more = false;
	enum rc rc = company_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);

	if (rc != RC_OK)
		return rc;
	admin_frame(request, "companies");
	page_title(request, view_say(request->view, N_("Companies")));
	const struct company_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &items[i]);
	view_text(request->view, "List.new_url", url(request, "/admin/companies/new"));
	list_show(request, &list, &rows, more);
	show_filters(request, &filter);
	return page_show(request, "admin/companies");
}

/* --- the file -------------------------------------------------------------------------------- */

static void write_row(struct request *request, struct csv *csv, const struct company_row *row)
{
	csv_number(csv, row->id);
	csv_text(csv, row->name);
	csv_text(csv, say_industry(request->view, row->industry));
	csv_text(csv, say_account_state(request->view, row->state));
	csv_text(csv, row->owner_name);
	csv_text(csv, row->owner_mail);
	csv_number(csv, row->member_count);
	csv_time(csv, row->created_at);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv, struct company_filter filter)
{
	struct db_rows rows;
	bool more;
	enum rc rc;

	do {
		rc = company_list(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct company_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(request, csv, &items[i]);
	} while (rc == RC_OK && list_next(request, &list, csv, &rows, more, &filter.place));
	return rc;
}

enum rc companies_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("Industry"), N_("Status"),
		N_("Owner"), N_("E-mail address"), N_("Members"), N_("Since") };
	struct company_filter filter = asked_filter(request);
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);

	filter.place = (struct list_place){ 0 };
	if (rc == RC_OK)
		rc = write_rows(request, csv, filter);
	return rc == RC_OK ? list_send(request, &list, csv, "companies") : rc;
}

/* --- a new company --------------------------------------------------------------------------- */

static enum rc show_new(struct request *request)
{
	struct view *view = request->view;

	admin_frame(request, "companies");
	page_crumb(request, view_say(view, N_("New company")), NULL);
	page_title(request, view_say(view, N_("New company")));
	show_industries(
	        view, "Industries", request->method == METHOD_POST ? field_text(request, "industry") : "");
	view_text(view, "Company.url", url(request, "/admin/companies/new"));
	view_text(view, "Company.back_url", url(request, "/admin/companies"));
	page_token(request, "Token.new", "/admin/companies/new");
	return page_show(request, "admin/company-new");
}

enum rc company_new_page(struct request *request)
{
	return show_new(request);
}

/* An address without an account is invited with every right: whoever accepts becomes the owner. */
static enum rc invite_owner(struct request *request, int64_t id)
{
	const struct company_invite_new made = { .mail = field_text(request, "mail"),
		.rights = company_rights_write(request->arena, COMPANY_RIGHTS_EVERY),
		.lang = request->language->code,
		.invited_by = request->who.id,
		.now = request->now };
	struct company company;
	int64_t invite;
	enum rc rc = made.rights == NULL ? RC_NO_MEMORY
	                                 : company_lock(request->db, request->arena, id, 0, &company);

	return rc == RC_OK ? company_invite_make(request->db, request->arena, &company, &made, &invite) : rc;
}

static enum rc make(struct request *request, int64_t *id)
{
	const struct company_facts facts = { field_text(request, "name"), field_text(request, "industry") };
	struct account owner = { 0 };
	enum rc rc = account_by_mail(request->db, request->arena, field_text(request, "mail"), &owner);
	bool known = rc == RC_OK && text_equal(owner.state, "active");

	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (!may_put_into_company(&request->who, rc == RC_OK ? &owner : NULL, 0))
		return RC_DENIED;
	rc = company_create(
	        request->db, request->arena, &facts, known ? owner.id : 0, request->who.id, request->now, id);
	return rc == RC_OK && !known ? invite_owner(request, *id) : rc;
}

enum rc company_add(struct request *request)
{
	const char *industry = field_text(request, "industry");
	int64_t id;

	if (!text_empty(industry) && !industry_is_known(industry))
		request_error(request, "industry", N_("Choose one of the options."));
	if (request_has_errors(request))
		return show_new(request);
	enum rc rc = make(request, &id);
	if (rc == RC_LIMITED) {
		request_error(request, "mail", N_("This person belongs to too many companies already."));
		return show_new(request);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, admin_url(request, "/admin/companies/{1}", id), "company-made"));
}
