/* The list of companies, its file, and a new company. */
#include "admin.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/company.h"
#include "domain/company_admin.h"
#include "domain/company_invite.h"
#include "domain/industry.h"
#include "web/csv.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_person.h"

/* --- the list -------------------------------------------------------------------------------- */

static struct company_filter asked_filter(struct request *request)
{
	const char *sort = field_text(request, "sort"), *industry = field_text(request, "industry");
	struct page_key key = pager_key(request);

	return (struct company_filter){ .state = field_text(request, "state"),
		.industry = industry_is_known(industry) ? industry : "",
		.by_created = text_equal(sort, "newest") || text_equal(sort, "oldest"),
		.downwards = text_equal(sort, "newest") || text_equal(sort, "name-down"),
		.search = field_text(request, "q"),
		.place = { key.at, key.id, key.set, key.backwards } };
}

/* The filters as a query: words of ours, nothing to encode. */
static const char *filter_query(struct request *request, const struct company_filter *filter)
{
	const char *const names[] = { "state", "industry", "sort" };
	const char *const values[] = { filter->state, filter->industry, field_text(request, "sort") };
	const char *query = "";

	for (size_t i = 0; query != NULL && i < LENGTH(names); i++)
		if (!text_empty(values[i]))
			query = arena_format(
			        request->arena, "%s%s%s=%s", query, *query ? "&" : "", names[i], values[i]);
	return query == NULL ? "" : query;
}

static const char *list_address(
        struct request *request, const char *path, const struct company_filter *filter)
{
	const char *query = filter_query(request, filter), *search = filter->search;
	const char *address = *search ? urlf(request, arena_format(request->arena, "%s?q={1}", path), search)
	                              : url(request, path);

	if (*query == '\0')
		return address;
	return arena_format(request->arena, "%s%s%s", address, *search ? "&" : "?", query);
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
	static const struct {
		const char *value, *text;
	} sorts[] = { { "name", N_("Name, A to Z") }, { "name-down", N_("Name, Z to A") },
		{ "newest", N_("Newest first") }, { "oldest", N_("Oldest first") } };
	static const char *const states[] = { "active", "disabled" };
	struct view *view = request->view;

	view_option(view, "States", 0, "", view_say(view, N_("All states")), text_empty(filter->state));
	for (size_t i = 0; i < LENGTH(states); i++)
		view_option(view, "States", i + 1, states[i], say_account_state(view, states[i]),
		        text_equal(filter->state, states[i]));
	show_industries(view, "Industries", filter->industry);
	view_option(view, "Industries", 0, "", view_say(view, N_("All industries")),
	        text_empty(filter->industry));
	for (size_t i = 0; i < LENGTH(sorts); i++)
		view_option(view, "Sorts", i, sorts[i].value, view_say(view, sorts[i].text),
		        text_equal(field_text(request, "sort"), sorts[i].value));
}

static void show_pages(
        struct request *request, const struct company_filter *filter, const struct db_rows *rows, bool more)
{
	const struct company_row *items = rows->items;
	bool backwards = filter->place.backwards;

	if (rows->count == 0)
		return;
	struct page_key from = { .at = items[0].created_at, .id = items[0].id };
	struct page_key to = { .at = items[rows->count - 1].created_at, .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/admin/companies"), filter_query(request, filter), from, to,
	        backwards ? more : filter->place.set, backwards || more);
}

static void show_list(
        struct request *request, const struct company_filter *filter, const struct db_rows *rows, bool more)
{
	const struct company_row *items = rows->items;
	bool search = !text_empty(filter->search);
	struct view *view = request->view;

	for (size_t i = 0; i < rows->count; i++)
		show_row(request, i, &items[i]);
	if (!search)
		show_pages(request, filter, rows, more);
	else if (more)
		view_text(view, "List.summary_text",
		        view_fill(view, N_("The first {1}. More letters find fewer."),
		                view_digits(view, (int64_t)rows->count)));
	view_text(view, "List.action", url(request, "/admin/companies"));
	view_text(view, "List.new_url", url(request, "/admin/companies/new"));
	view_text(view, "List.query", filter->search);
	view_flag(view, "List.filtered", search || *filter_query(request, filter) != '\0');
	if (may(&request->who, PERMISSION_EXPORT))
		view_text(view, "List.csv_url", list_address(request, "/admin/companies.csv", filter));
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
	show_list(request, &filter, &rows, more);
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
	bool search = !text_empty(filter.search), more;
	struct db_rows rows;
	enum rc rc;

	do {
		/* a search is one batch: it finds no more than that */
		rc = company_list(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct company_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(request, csv, &items[i]);
		if (rc == RC_OK && rows.count > 0)
			filter.place = (struct list_place){ .at = items[rows.count - 1].created_at,
				.id = items[rows.count - 1].id,
				.set = true };
	} while (rc == RC_OK && more && !search && csv_goes_on(csv));
	return rc;
}

enum rc companies_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("Industry"), N_("Status"),
		N_("Owner"), N_("E-mail address"), N_("Members"), N_("Since") };
	struct company_filter filter = asked_filter(request);
	struct csv *csv;
	enum rc rc = csv_begin(request, &csv);

	if (rc != RC_OK)
		return rc;
	filter.place = (struct list_place){ 0 };
	for (size_t i = 0; i < LENGTH(titles); i++)
		csv_head(csv, titles[i]);
	csv_end_row(csv);
	rc = write_rows(request, csv, filter);
	return rc == RC_OK ? csv_send(csv, "companies", list_address(request, "/admin/companies", &filter))
	                   : rc;
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
