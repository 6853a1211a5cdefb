/* The management's first page: what there is, and who waits. */
#include "admin.h"

#include "base/message.h"
#include "domain/access.h"
#include "domain/person.h"
#include "web/page.h"

#define WAITING_SHOWN 5

static void show_count(
        struct request *request, size_t index, const char *path, const char *text, int64_t count)
{
	struct view *view = request->view;

	view_text(view, view_item(view, "Counts", index, "url"), url(request, path));
	view_text(view, view_item(view, "Counts", index, "text"), view_say(view, text));
	view_count(view, view_item(view, "Counts", index, "count"), count);
}

static void show_counts(struct request *request, const struct management_counts *counts)
{
	const struct account *who = &request->who;
	size_t count = 0;

	if (may(who, PERMISSION_PEOPLE)) {
		show_count(request, count++, "/admin/people?state=active", N_("Active people"),
		        counts->active_count);
		show_count(request, count++, "/admin/people?state=waiting", N_("Waiting for approval"),
		        counts->waiting_count);
		show_count(request, count++, "/admin/people?state=guest", N_("Guests"), counts->guest_count);
		show_count(request, count++, "/admin/people?state=disabled", N_("Disabled people"),
		        counts->disabled_count);
	}
	if (may(who, PERMISSION_COMPANIES))
		show_count(request, count++, "/admin/companies", N_("Companies"), counts->company_count);
	if (may(who, PERMISSION_ROLES)) {
		show_count(request, count++, "/admin/roles", N_("Staff roles"), counts->role_count);
		show_count(request, count++, "/admin/teams", N_("Teams"), counts->team_count);
	}
	if (may(who, PERMISSION_SETTINGS)) {
		show_count(request, count++, "/admin/forum", N_("Forum categories"), counts->category_count);
		show_count(request, count++, "/admin/groups", N_("Groups"), counts->group_count);
	}
}

static void show_waiting(struct request *request, const struct db_rows *rows)
{
	const struct person_row *items = rows->items;
	struct view *view = request->view;

	for (size_t i = 0; i < rows->count; i++) {
		view_text(view, view_item(view, "Waiting", i, "url"),
		        admin_url(request, "/admin/people/{1}", items[i].id));
		view_text(view, view_item(view, "Waiting", i, "name"), items[i].name);
		view_text(view, view_item(view, "Waiting", i, "mail"), items[i].mail);
		view_time(view, view_item(view, "Waiting", i, "since"), items[i].created_at);
	}
	view_text(view, "Url.waiting", url(request, "/admin/people?state=waiting"));
}

static enum rc read_waiting(struct request *request, struct db_rows *rows)
{
	struct person_filter waiting = { .state = "waiting", .by_created = true };
	bool more;
	enum rc rc = person_visible(request->db, request->arena, &request->who, &waiting.visible);

	return rc == RC_OK ? person_list(request->db, request->arena, &waiting, WAITING_SHOWN, rows, &more)
	                   : rc;
}

enum rc admin_page(struct request *request)
{
	struct management_counts counts;
	struct db_rows rows = { 0 };
	enum rc rc = management_counts(request->db, request->arena, &counts);

	if (rc == RC_OK && may(&request->who, PERMISSION_PEOPLE))
		rc = read_waiting(request, &rows);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "");
	page_title(request, view_say(request->view, N_("Management")));
	show_counts(request, &counts);
	show_waiting(request, &rows);
	return page_show(request, "admin/index");
}
