/* The list of people: filters, search, the file of it, and who waits for approval. */
#include "admin.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/company.h"
#include "domain/person.h"
#include "web/csv.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_person.h"

static const char *const roles[] = { "customer", "agent", "admin" };
static const char *const states[] = { "active", "waiting", "guest", "disabled" };

/* --- what is asked for ----------------------------------------------------------------------- */

static enum rc asked_filter(struct request *request, struct person_filter *filter)
{
	const char *sort = field_text(request, "sort"), *factor = field_text(request, "factor");
	struct page_key key = pager_key(request);

	*filter = (struct person_filter){ .role = field_text(request, "role"),
		.state = field_text(request, "state"),
		.company_id = field_number(request, "company"),
		.factor = text_equal(factor, "yes") - text_equal(factor, "no"),
		.by_created = text_equal(sort, "newest") || text_equal(sort, "oldest"),
		.downwards = text_equal(sort, "newest") || text_equal(sort, "name-down"),
		.search = field_text(request, "q"),
		.place = { key.at, key.id, key.set, key.backwards } };
	return person_visible(request->db, request->arena, &request->who, &filter->visible);
}

/* The filters as a query, without the search, which has no pages, and without the place. */
static const char *filter_query(struct request *request)
{
	static const char *const names[] = { "role", "state", "company", "factor", "sort" };
	const char *query = "";

	for (size_t i = 0; query != NULL && i < LENGTH(names); i++) {
		const char *value = field_text(request, names[i]);
		if (*value != '\0') /* words and numbers of ours: nothing to encode */
			query = arena_format(
			        request->arena, "%s%s%s=%s", query, *query ? "&" : "", names[i], value);
	}
	return query == NULL ? "" : query;
}

static const char *list_address(struct request *request, const char *path)
{
	const char *query = filter_query(request), *search = field_text(request, "q");
	const char *address = *search ? urlf(request, arena_format(request->arena, "%s?q={1}", path), search)
	                              : url(request, path);

	if (*query == '\0')
		return address;
	return arena_format(request->arena, "%s%s%s", address, *search ? "&" : "?", query);
}

/* --- the page -------------------------------------------------------------------------------- */

static void show_person_row(struct request *request, size_t index, const struct person_row *row)
{
	struct view *view = request->view;
	const char *role = row->staff_role == NULL ? say_role(view, row->role) : row->staff_role;

	view_text(view, view_item(view, "People", index, "url"),
	        admin_url(request, "/admin/people/{1}", row->id));
	view_text(view, view_item(view, "People", index, "name"), row->name);
	view_text(view, view_item(view, "People", index, "mail"), row->mail);
	view_text(view, view_item(view, "People", index, "role_text"), role);
	view_text(view, view_item(view, "People", index, "company"),
	        row->company == NULL ? row->organisation : row->company);
	view_text(view, view_item(view, "People", index, "state"), account_state_tag(row->state));
	view_text(view, view_item(view, "People", index, "state_text"), say_account_state(view, row->state));
	view_flag(view, view_item(view, "People", index, "factor"), row->has_factor);
	view_time(view, view_item(view, "People", index, "since"), row->created_at);
	if (!text_equal(row->state, "waiting"))
		return;
	view_text(view, view_item(view, "People", index, "approve_url"),
	        admin_url(request, "/admin/people/{1}/approve", row->id));
	view_text(view, view_item(view, "People", index, "refuse_url"),
	        admin_url(request, "/admin/people/{1}/refuse", row->id));
	page_token(request, view_item(view, "People", index, "token"), "/admin/people/:id/:act");
}

static void show_filters(struct request *request, const struct person_filter *filter)
{
	static const struct {
		const char *value, *text;
	} sorts[] = { { "name", N_("Name, A to Z") }, { "name-down", N_("Name, Z to A") },
		{ "newest", N_("Newest first") }, { "oldest", N_("Oldest first") } };
	const char *sort = field_text(request, "sort");
	struct view *view = request->view;

	view_option(view, "Roles", 0, "", view_say(view, N_("All roles")), text_empty(filter->role));
	for (size_t i = 0; i < LENGTH(roles); i++)
		view_option(view, "Roles", i + 1, roles[i], say_role(view, roles[i]),
		        text_equal(filter->role, roles[i]));
	view_option(view, "States", 0, "", view_say(view, N_("All states")), text_empty(filter->state));
	for (size_t i = 0; i < LENGTH(states); i++)
		view_option(view, "States", i + 1, states[i], say_account_state(view, states[i]),
		        text_equal(filter->state, states[i]));
	view_option(view, "Factors", 0, "", view_say(view, N_("With or without second step")),
	        filter->factor == 0);
	view_option(view, "Factors", 1, "yes", view_say(view, N_("With second step")), filter->factor > 0);
	view_option(view, "Factors", 2, "no", view_say(view, N_("Without second step")), filter->factor < 0);
	for (size_t i = 0; i < LENGTH(sorts); i++)
		view_option(view, "Sorts", i, sorts[i].value, view_say(view, sorts[i].text),
		        text_equal(sort, sorts[i].value));
}

/* The name of the company that the list is cut by, where the reader may know it. */
static enum rc show_company(struct request *request, const struct person_filter *filter)
{
	struct company company;
	enum rc rc;

	if (filter->company_id == 0)
		return RC_OK;
	rc = company_find(request->db, request->arena, filter->company_id, 0, &company);
	if (rc != RC_OK)
		return rc;
	view_number(request->view, "List.company", company.id);
	view_text(request->view, "List.company_text", company.name);
	return RC_OK;
}

static void show_pages(
        struct request *request, const struct person_filter *filter, const struct db_rows *rows, bool more)
{
	const struct person_row *items = rows->items;
	bool backwards = filter->place.backwards;

	if (rows->count == 0)
		return;
	struct page_key from = { .at = items[0].created_at, .id = items[0].id };
	struct page_key to = { .at = items[rows->count - 1].created_at, .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/admin/people"), filter_query(request), from, to,
	        backwards ? more : filter->place.set, backwards || more);
}

static void show_list(
        struct request *request, const struct person_filter *filter, const struct db_rows *rows, bool more)
{
	const struct person_row *items = rows->items;
	bool search = !text_empty(filter->search);
	struct view *view = request->view;

	for (size_t i = 0; i < rows->count; i++)
		show_person_row(request, i, &items[i]);
	if (!search)
		show_pages(request, filter, rows, more);
	else if (more)
		view_text(view, "List.summary_text",
		        view_fill(view, N_("The first {1}. More letters find fewer."),
		                view_digits(view, (int64_t)rows->count)));
	view_text(view, "List.action", url(request, "/admin/people"));
	view_text(view, "List.query", filter->search);
	view_flag(view, "List.waiting", text_equal(filter->state, "waiting"));
	view_flag(view, "List.filtered", search || *filter_query(request) != '\0');
	if (may(&request->who, PERMISSION_EXPORT))
		view_text(view, "List.csv_url", list_address(request, "/admin/people.csv"));
}

enum rc people_page(struct request *request)
{
	struct person_filter filter;
	struct db_rows rows;
	bool more = false;
	enum rc rc = asked_filter(request, &filter);

	if (rc == RC_OK)
		rc = show_company(request, &filter);
	if (rc == RC_OK)
		rc = person_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "people");
	page_title(request, view_say(request->view, N_("People")));
	show_list(request, &filter, &rows, more);
	show_filters(request, &filter);
	return page_show(request, "admin/people");
}

/* --- the file -------------------------------------------------------------------------------- */

static void write_head(struct csv *csv)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("E-mail address"), N_("Role"),
		N_("Status"), N_("Language"), N_("Organisation"), N_("Company"), N_("Second step"),
		N_("Since") };

	for (size_t i = 0; i < LENGTH(titles); i++)
		csv_head(csv, titles[i]);
	csv_end_row(csv);
}

static void write_row(struct request *request, struct csv *csv, const struct person_row *row)
{
	struct view *view = request->view;

	csv_number(csv, row->id);
	csv_text(csv, row->name);
	csv_text(csv, row->mail);
	csv_text(csv, row->staff_role == NULL ? say_role(view, row->role) : row->staff_role);
	csv_text(csv, say_account_state(view, row->state));
	csv_text(csv, row->lang);
	csv_text(csv, row->organisation);
	csv_text(csv, row->company);
	csv_text(csv, view_say(view, row->has_factor ? N_("yes") : N_("no")));
	csv_time(csv, row->created_at);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv, struct person_filter *filter)
{
	bool search = !text_empty(filter->search), more;
	struct db_rows rows;
	enum rc rc;

	do {
		/* a search is one batch: it finds no more than that */
		rc = person_list(request->db, csv_batch(csv), filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct person_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(request, csv, &items[i]);
		if (rc == RC_OK && rows.count > 0)
			filter->place = (struct list_place){ .at = items[rows.count - 1].created_at,
				.id = items[rows.count - 1].id,
				.set = true };
	} while (rc == RC_OK && more && !search && csv_goes_on(csv));
	return rc;
}

enum rc people_csv(struct request *request)
{
	struct person_filter filter;
	struct csv *csv;
	enum rc rc = csv_begin(request, &csv);

	if (rc == RC_OK)
		rc = asked_filter(request, &filter);
	if (rc != RC_OK)
		return rc;
	filter.place = (struct list_place){ 0 };
	write_head(csv);
	rc = write_rows(request, csv, &filter);
	return rc == RC_OK ? csv_send(csv, "people", list_address(request, "/admin/people")) : rc;
}
