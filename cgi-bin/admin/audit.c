/*
 * The audit log: who did what to what, when, from where. Newest first, filtered; the same as CSV for those
 * who may export. The log holds ids; names are looked up as they are now.
 */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/account.h"
#include "domain/audit_list.h"
#include "web/csv.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_audit.h"

/* --- the filter ------------------------------------------------------------------------------ */

/* `nothing`: a field names nobody or no such thing, so nothing fits. */
static void refuse(struct request *request, const char *hdf, const char *message, bool *nothing)
{
	view_text(request->view, hdf, view_say(request->view, message));
	*nothing = true;
}

/* An account by its number or address. */
static enum rc take_who(struct request *request, struct audit_filter *filter, bool *nothing)
{
	const char *who = field_text(request, "who");
	if (text_empty(who) || (text_number(who, &filter->actor_id) == RC_OK && filter->actor_id > 0))
		return RC_OK;
	struct account account;
	enum rc rc = account_by_mail(request->db, request->arena, who, &account);
	if (rc == RC_OK)
		filter->actor_id = account.id;
	if (rc != RC_NOT_FOUND)
		return rc;
	refuse(request, "Form.who.error", N_("Nobody has this address or number."), nothing);
	return RC_OK;
}

/* Tickets are asked for by their number, all else by id. */
static enum rc take_thing(struct request *request, struct audit_filter *filter, bool *nothing)
{
	int64_t number = field_number(request, "number");
	filter->object = field_text(request, "object");
	if (number <= 0)
		return RC_OK;
	if (text_empty(filter->object)) {
		refuse(request, "Form.object.error", N_("Choose what kind of number this is."), nothing);
		return RC_OK;
	}
	filter->object_id = number;
	if (!text_equal(filter->object, "ticket"))
		return RC_OK;
	enum rc rc = audit_ticket_id(request->db, request->arena, number, &filter->object_id);
	if (rc != RC_NOT_FOUND)
		return rc;
	refuse(request, "Form.number.error", N_("There is no ticket with this number."), nothing);
	return RC_OK;
}

/* A day in the reader's calendar; *from and *until stay as they are without one. */
static enum rc take_day(struct request *request, const char *name, const char *hdf, int64_t *from,
        int64_t *until, bool *nothing)
{
	struct clock_view clock = request_clock(request);
	const char *day = field_text(request, name);
	if (text_empty(day))
		return RC_OK;
	enum rc rc = time_day(request->arena, &clock, day, from, until);
	if (rc != RC_INVALID)
		return rc;
	refuse(request, hdf, N_("Write the day as year-month-day, as in the example."), nothing);
	return RC_OK;
}

static enum rc take_filter(struct request *request, struct audit_filter *filter, bool *nothing)
{
	int64_t unused;
	*filter = (struct audit_filter){ .action = field_text(request, "action") };
	*nothing = false;
	enum rc rc = take_who(request, filter, nothing);
	if (rc == RC_OK)
		rc = take_thing(request, filter, nothing);
	if (rc == RC_OK)
		rc = take_day(request, "from", "Form.from.error", &filter->from, &unused, nothing);
	if (rc == RC_OK)
		rc = take_day(request, "to", "Form.to.error", &unused, &filter->until, nothing);
	return rc;
}

/* The filter as it stands in addresses: without the place. */
static const char *filter_query(struct request *request)
{
	static const char *const names[] = { "who", "action", "object", "number", "from", "to", NULL };
	return list_query(request, names);
}

static void show_actions(struct request *request)
{
	struct view *view = request->view;
	const char *chosen = field_text(request, "action"), *text;
	size_t count = 0;
	view_option(view, "Actions", count++, "", view_say(view, N_("Every act")), text_empty(chosen));
	for (size_t i = 0; audit_group_at(i, &text); i++, count++)
		view_option(view, "Actions", count, audit_group_at(i, &text), view_say(view, text),
		        text_equal(audit_group_at(i, &text), chosen));
	for (size_t i = 0; audit_action_at(i); i++, count++)
		view_option(view, "Actions", count, audit_action_at(i),
		        say_audit_action(view, audit_action_at(i)), text_equal(audit_action_at(i), chosen));
}

static void show_filter(struct request *request)
{
	struct view *view = request->view;
	struct clock_view clock = request_clock(request);
	const char *chosen = field_text(request, "object");
	show_actions(request);
	view_option(view, "Objects", 0, "", view_say(view, N_("Everything")), text_empty(chosen));
	for (size_t i = 0; audit_object_at(i); i++)
		view_option(view, "Objects", i + 1, audit_object_at(i),
		        say_audit_object(view, audit_object_at(i)), text_equal(audit_object_at(i), chosen));
	view_text(view, "Audit.action", url(request, "/admin/audit"));
	/* isolated: between Persian words the bare digits would turn round */
	const char *day = arena_format(
	        request->arena, "\u2066%s\u2069", time_day_text(request->arena, &clock, request->now));
	view_text(view, "Audit.day_hint", view_fill(view, N_("For example {1}"), day));
}

/* --- rows ------------------------------------------------------------------------------------ */

static const char *id_text(struct request *request, int64_t id)
{
	return arena_format(request->arena, "%lld", (long long)id);
}

/* The name of an account, or what is left of one that is gone. */
static const char *say_person(struct request *request, int64_t id, const char *name, const char *state)
{
	if (name && !text_equal(state, "deleted"))
		return name;
	return view_fill(request->view, N_("Deleted person #{1}"), id_text(request, id));
}

static const char *say_actor(struct request *request, const struct audit_row *row)
{
	if (row->actor_id == 0)
		return view_say(request->view, N_("Nobody signed in, or the system"));
	return say_person(request, row->actor_id, row->actor_name, row->actor_state);
}

static const char *say_thing(struct request *request, const struct audit_row *row)
{
	struct view *view = request->view;
	const char *kind = say_audit_object(view, row->object);
	if (text_empty(row->object) || row->object_id == 0)
		return kind;
	if (text_equal(row->object, "account"))
		return say_person(request, row->object_id, row->object_name, row->object_state);
	int64_t number = row->ticket_number ? row->ticket_number : row->object_id;
	if (row->object_name)
		return view_fill(view, N_("{1} “{2}”"), kind, row->object_name);
	return view_fill(view, N_("{1} #{2}"), kind, id_text(request, number));
}

static const char *thing_url(struct request *request, const struct audit_row *row)
{
	static const struct {
		const char *object, *path;
		enum permission permission;
	} pages[] = {
		{ "account", "/admin/people/{1}", PERMISSION_PEOPLE },
		{ "company", "/admin/companies/{1}", PERMISSION_COMPANIES },
		{ "staff_role", "/admin/roles/{1}", PERMISSION_ROLES },
		{ "team", "/admin/teams/{1}", PERMISSION_ROLES },
	};
	if (row->ticket_number)
		return admin_url(request, "/desk/{1}", row->ticket_number);
	for (size_t i = 0; row->object_name && i < LENGTH(pages); i++)
		if (text_equal(pages[i].object, row->object) && may(&request->who, pages[i].permission))
			return admin_url(request, pages[i].path, row->object_id);
	return NULL;
}

static void show_row(struct request *request, size_t index, const struct audit_row *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Acts", index, "text"), say_audit_action(view, row->action));
	view_text(view, view_item(view, "Acts", index, "actor"), say_actor(request, row));
	if (row->actor_id != 0)
		view_text(view, view_item(view, "Acts", index, "actor_url"),
		        admin_url(request, "/admin/audit?who={1}", row->actor_id));
	if (!text_equal(row->object, "account") || row->object_id != row->actor_id) {
		const char *thing = say_thing(request, row);
		view_text(view, view_item(view, "Acts", index, "thing"), *thing ? thing : NULL);
		view_text(view, view_item(view, "Acts", index, "thing_url"), thing_url(request, row));
	}
	if (!text_empty(row->detail))
		view_text(view, view_item(view, "Acts", index, "detail"),
		        say_audit_detail(view, request->arena, row->action, row->detail));
	view_text(view, view_item(view, "Acts", index, "address"), row->address);
	view_time(view, view_item(view, "Acts", index, "time"), row->created_at);
}

static void show_pages(struct request *request, const struct audit_filter *filter, const char *query,
        const struct db_rows *rows, bool more)
{
	const struct audit_row *items = rows->items;
	bool backwards = filter->place.backwards;
	if (rows->count == 0)
		return;
	struct page_key from = { .at = items[0].created_at, .id = items[0].id };
	struct page_key to = { .at = items[rows->count - 1].created_at, .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/admin/audit"), query, from, to,
	        backwards ? more : filter->place.set, backwards || more);
}

enum rc audit_page(struct request *request)
{
	struct page_key key = pager_key(request);
	struct audit_filter filter;
	struct db_rows rows = { 0 };
	bool more = false, nothing;
	const char *query = filter_query(request);
	enum rc rc = take_filter(request, &filter, &nothing);
	filter.place = (struct list_place){ key.at, key.id, key.set, key.backwards };
	if (rc == RC_OK && !nothing)
		rc = audit_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct audit_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &items[i]);
	show_pages(request, &filter, query, &rows, more);
	show_filter(request);
	admin_frame(request, "audit");
	page_title(request, view_say(request->view, N_("Audit log")));
	view_flag(request->view, "Audit.filtered", *query);
	if (may(&request->who, PERMISSION_EXPORT) && !nothing)
		view_text(request->view, "Audit.csv_url",
		        arena_format(request->arena, "%s?%s", url(request, "/admin/audit.csv"), query));
	return page_show(request, "admin/audit");
}

/* --- the same as CSV ------------------------------------------------------------------------- */

static void write_head(struct csv *csv)
{
	static const char *const titles[] = { N_("Number"), N_("When"), N_("Who"), N_("Account"), N_("Act"),
		N_("About"), N_("Detail"), N_("Network address") };
	for (size_t i = 0; i < LENGTH(titles); i++)
		csv_head(csv, titles[i]);
	csv_end_row(csv);
}

static void write_row(struct request *request, struct csv *csv, const struct audit_row *row)
{
	csv_number(csv, row->id);
	csv_time(csv, row->created_at);
	csv_text(csv, say_actor(request, row));
	csv_number(csv, row->actor_id);
	csv_text(csv, row->action);
	csv_text(csv, say_thing(request, row));
	csv_text(csv, row->detail);
	csv_text(csv, row->address);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv, struct audit_filter *filter)
{
	struct db_rows rows;
	bool more = false;
	enum rc rc;
	do {
		rc = audit_list(request->db, csv_batch(csv), filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct audit_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(request, csv, &items[i]);
		if (rc == RC_OK && rows.count > 0)
			filter->place = (struct list_place){ .at = items[rows.count - 1].created_at,
				.id = items[rows.count - 1].id,
				.set = true };
	} while (rc == RC_OK && more && csv_goes_on(csv));
	return rc;
}

enum rc audit_csv(struct request *request)
{
	struct audit_filter filter;
	struct csv *csv;
	bool nothing;
	const char *query = filter_query(request);
	enum rc rc = csv_begin(request, &csv);
	if (rc == RC_OK)
		rc = take_filter(request, &filter, &nothing);
	if (rc != RC_OK)
		return rc;
	write_head(csv);
	if (!nothing)
		rc = write_rows(request, csv, &filter);
	if (rc != RC_OK)
		return rc;
	return csv_send(
	        csv, "audit", arena_format(request->arena, "%s?%s", url(request, "/admin/audit"), query));
}
