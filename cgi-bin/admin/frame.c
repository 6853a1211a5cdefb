/* What all pages of the management share: the list of its areas and the way back. */
#include "admin.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "web/page.h"

static const struct {
	const char *code, *path, *text;
	enum permission permission;
} areas[] = {
	{ "people", "/admin/people", N_("People"), PERMISSION_PEOPLE },
	{ "companies", "/admin/companies", N_("Companies"), PERMISSION_COMPANIES },
	{ "roles", "/admin/roles", N_("Staff roles"), PERMISSION_ROLES },
	{ "teams", "/admin/teams", N_("Teams"), PERMISSION_ROLES },
	{ "forum", "/admin/forum", N_("Forum categories"), PERMISSION_SETTINGS },
	{ "boards", "/admin/boards", N_("Boards of ideas"), PERMISSION_SETTINGS },
	{ "statuses", "/admin/statuses", N_("Statuses of ideas"), PERMISSION_SETTINGS },
	{ "groups", "/admin/groups", N_("Groups"), PERMISSION_SETTINGS },
	{ "community", "/admin/community", N_("Community rules"), PERMISSION_SETTINGS },
	{ "audit", "/admin/audit", N_("Audit log"), PERMISSION_AUDIT },
	{ "settings", "/admin/settings", N_("Settings"), PERMISSION_SETTINGS },
};

static void show_area(struct request *request, size_t index, const char *path, const char *text, bool current)
{
	struct view *view = request->view;

	view_text(view, view_item(view, "Views", index, "url"), url(request, path));
	view_text(view, view_item(view, "Views", index, "text"), view_say(view, text));
	view_flag(view, view_item(view, "Views", index, "current"), current);
}

void admin_frame(struct request *request, const char *current)
{
	bool inside = !text_empty(current);
	size_t count = 0;

	show_area(request, count++, "/admin", N_("Overview"), !inside);
	if (inside)
		page_crumb(request, view_say(request->view, N_("Management")), url(request, "/admin"));
	for (size_t i = 0; i < LENGTH(areas); i++) {
		if (!may(&request->who, areas[i].permission))
			continue;
		bool here = text_equal(areas[i].code, current);
		show_area(request, count++, areas[i].path, areas[i].text, here);
		if (here)
			page_crumb(
			        request, view_say(request->view, areas[i].text), url(request, areas[i].path));
	}
}

bool admin_may_export_community(const struct request *request)
{
	return may_moderate(&request->who) && may(&request->who, PERMISSION_EXPORT);
}

const char *admin_url(struct request *request, const char *path, int64_t id)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)id));
}
