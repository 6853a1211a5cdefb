/* The list of people: filters, search, the file of it, and who waits for approval. */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/company.h"
#include "domain/person.h"
#include "web/page.h"
#include "web/show_person.h"

static const char *const roles[] = { "customer", "agent", "admin" };
static const char *const states[] = { "active", "waiting", "guest", "disabled" };

/* --- what is asked for ----------------------------------------------------------------------- */

static const char *const filters[] = { "role", "state", "company", "factor", "sort", NULL };

static struct page_key key_of(const struct db_rows *rows, size_t index)
{
	const struct person_row *row = (const struct person_row *)rows->items + index;

	return (struct page_key){ .at = row->created_at, .id = row->id };
}

static const struct admin_list list = {
	.path = "/admin/people", .csv = "/admin/people.csv", .filters = filters, .key = key_of
};

static enum rc asked_filter(struct request *request, struct person_filter *filter)
{
	const char *factor = field_text(request, "factor");

	*filter = (struct person_filter){ .role = field_text(request, "role"),
		.state = field_text(request, "state"),
		.company_id = field_number(request, "company"),
		.factor = text_equal(factor, "yes") - text_equal(factor, "no"),
		.by_created = list_by_date(request),
		.downwards = list_downwards(request),
		.search = field_text(request, "q"),
		.place = list_place(request) };
	return person_visible(request->db, request->arena, &request->who, &filter->visible);
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
	struct view *view = request->view;

	list_show_choice(request, "Roles", "role", N_("All roles"), roles, LENGTH(roles), say_role);
	list_show_choice(
	        request, "States", "state", N_("All states"), states, LENGTH(states), say_account_state);
	view_option(view, "Factors", 0, "", view_say(view, N_("With or without second step")),
	        filter->factor == 0);
	view_option(view, "Factors", 1, "yes", view_say(view, N_("With second step")), filter->factor > 0);
	view_option(view, "Factors", 2, "no", view_say(view, N_("Without second step")), filter->factor < 0);
	list_show_sorts(request);
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
	const struct person_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_person_row(request, i, &items[i]);
	view_flag(request->view, "List.waiting", text_equal(filter.state, "waiting"));
	list_show(request, &list, &rows, more);
	show_filters(request, &filter);
	return page_show(request, "admin/people");
}

/* --- the file -------------------------------------------------------------------------------- */

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
	struct db_rows rows;
	bool more;
	enum rc rc;

	do {
		rc = person_list(request->db, csv_batch(csv), filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct person_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(request, csv, &items[i]);
	} while (rc == RC_OK && list_next(request, &list, csv, &rows, more, &filter->place));
	return rc;
}

enum rc people_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("E-mail address"), N_("Role"),
		N_("Status"), N_("Language"), N_("Organisation"), N_("Company"), N_("Second step"),
		N_("Since") };
	struct person_filter filter;
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);

	if (rc == RC_OK)
		rc = asked_filter(request, &filter);
	if (rc != RC_OK)
		return rc;
	filter.place = (struct list_place){ 0 };
	rc = write_rows(request, csv, &filter);
	return rc == RC_OK ? list_send(request, &list, csv, "people") : rc;
}
