/* Groups of people: the list, and one group with its members. Forum categories and boards can be for one. */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/people_group.h"
#include "web/page.h"
#include "web/show_person.h"

static const char name_taken[] = N_("There is a group with this name already. Choose another name.");

/* --- the list -------------------------------------------------------------------------------- */

static const char *say_members(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} member"), N_("{n} members"), count);
}

static const char *say_uses(struct view *view, int64_t count)
{
	if (count == 0)
		return view_say(view, N_("not used"));
	return view_plural(view, N_("used in {n} place"), N_("used in {n} places"), count);
}

static void show_row(struct request *request, size_t index, const struct people_group *group)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Groups", index, "url"),
	        admin_url(request, "/admin/groups/{1}", group->id));
	view_text(view, view_item(view, "Groups", index, "name"), group->name);
	view_text(view, view_item(view, "Groups", index, "members_text"),
	        say_members(view, group->member_count));
	view_text(view, view_item(view, "Groups", index, "uses_text"), say_uses(view, group->use_count));
}

static struct page_key key_of(const struct db_rows *rows, size_t index)
{
	const struct people_group *group = (const struct people_group *)rows->items + index;
	return (struct page_key){ .at = group->created_at, .id = group->id };
}

static const struct admin_list list = { .path = "/admin/groups",
	.csv = "/admin/groups.csv",
	.filters = (const char *const[]){ "sort", NULL },
	.pages_search = true,
	.key = key_of };

static enum rc show_list(struct request *request)
{
	struct named_filter filter = list_named_filter(request);
	struct db_rows rows;
	bool more;
	enum rc rc = people_group_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct people_group *groups = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &groups[i]);
	admin_frame(request, "groups");
	page_title(request, view_say(request->view, N_("Groups")));
	list_show(request, &list, &rows, more);
	list_show_sorts(request);
	view_text(request->view, "Group.action", url(request, "/admin/groups"));
	page_token(request, "Token.group", "/admin/groups");
	return page_show(request, "admin/groups");
}

enum rc groups_page(struct request *request)
{
	return show_list(request);
}

static enum rc write_rows(struct request *request, struct csv *csv, struct named_filter filter)
{
	struct db_rows rows;
	bool more;
	enum rc rc;
	do {
		rc = people_group_list(
		        request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct people_group *groups = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
			csv_number(csv, groups[i].id);
			csv_text(csv, groups[i].name);
			csv_number(csv, groups[i].member_count);
			csv_time(csv, groups[i].created_at);
			csv_end_row(csv);
		}
	} while (rc == RC_OK && list_next(request, &list, csv, &rows, more, &filter.place));
	return rc;
}

enum rc groups_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("Members"), N_("Since") };
	struct named_filter filter = list_named_filter(request);
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);
	filter.place = (struct list_place){ 0 };
	if (rc == RC_OK)
		rc = write_rows(request, csv, filter);
	return rc == RC_OK ? list_send(request, &list, csv, "people_group") : rc;
}

enum rc group_make(struct request *request)
{
	int64_t id;
	if (request_has_errors(request))
		return show_list(request);
	enum rc rc = people_group_add(
	        request->db, request->arena, &request->who, field_text(request, "name"), request->now, &id);
	if (rc == RC_CONFLICT)
		request_error(request, "name", name_taken);
	if (rc == RC_LIMITED)
		request_error(request, "", N_("There are as many groups as there may be. Delete one first."));
	if (request_has_errors(request))
		return show_list(request);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, admin_url(request, "/admin/groups/{1}", id), "group-added"));
}

/* --- one group ------------------------------------------------------------------------------- */

static enum rc read_group(struct request *request, bool lock, struct people_group *group)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc != RC_OK)
		return rc;
	return lock ? people_group_lock(request->db, request->arena, id, group)
	            : people_group_find(request->db, request->arena, id, group);
}

static const char *group_url(struct request *request, const struct people_group *group)
{
	return admin_url(request, "/admin/groups/{1}", group->id);
}

static void show_member(struct request *request, size_t index, const struct people_group_member *member)
{
	struct view *view = request->view;
	view_number(view, view_item(view, "Members", index, "id"), member->account_id);
	view_text(view, view_item(view, "Members", index, "name"), member->name);
	view_text(view, view_item(view, "Members", index, "mail"), member->mail);
	view_text(
	        view, view_item(view, "Members", index, "initial"), text_first(request->arena, member->name));
	view_time(view, view_item(view, "Members", index, "since"), member->created_at);
	view_text(view, view_item(view, "Members", index, "remove_text"),
	        view_fill(view, N_("Remove {1} from the group"), member->name));
	if (may(&request->who, PERMISSION_PEOPLE))
		view_text(view, view_item(view, "Members", index, "url"),
		        admin_url(request, "/admin/people/{1}", member->account_id));
	if (!text_equal(member->state, "active"))
		view_text(view, view_item(view, "Members", index, "state_text"),
		        say_account_state(view, member->state));
}

static void show_pages(struct request *request, const struct people_group *group,
        const struct list_place *place, const struct db_rows *rows, bool more)
{
	const struct people_group_member *items = rows->items;
	if (rows->count == 0)
		return;
	struct page_key from = { .at = items[0].created_at, .id = items[0].account_id };
	struct page_key to = { .at = items[rows->count - 1].created_at,
		.id = items[rows->count - 1].account_id };
	pager_show(request, group_url(request, group),
	        list_query(request, (const char *const[]){ "q", NULL }), from, to,
	        place->backwards ? more : place->set, place->backwards || more);
}

/* The form to add a person stands on this page, too: its POST shows the first page of all. */
static struct people_group_filter asked_members(const struct request *request, int64_t group_id)
{
	struct people_group_filter filter = { .group_id = group_id, .search = "" };
	if (request->method != METHOD_GET)
		return filter;
	filter.search = field_text(request, "q");
	filter.place = list_place(request);
	return filter;
}

static enum rc show_members(struct request *request, const struct people_group *group)
{
	struct people_group_filter filter = asked_members(request, group->id);
	struct db_rows rows;
	bool more;
	enum rc rc =
	        people_group_members(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct people_group_member *members = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_member(request, i, &members[i]);
	if (request->method == METHOD_GET)
		show_pages(request, group, &filter.place, &rows, more);
	view_text(request->view, "List.query", filter.search);
	return RC_OK;
}

static enum rc show_group(struct request *request, const struct people_group *group)
{
	struct view *view = request->view;
	enum rc rc = show_members(request, group);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "groups");
	page_crumb(request, group->name, NULL);
	page_title(request, group->name);
	view_number(view, "Group.version", group->version);
	view_text(view, "Group.members_text", say_members(view, group->member_count));
	view_text(view, "Group.uses_text", say_uses(view, group->use_count));
	view_flag(view, "Group.used", group->use_count > 0);
	view_text(view, "Group.url", group_url(request, group));
	view_text(view, "Group.add_url", admin_url(request, "/admin/groups/{1}/members", group->id));
	view_text(
	        view, "Group.remove_url", admin_url(request, "/admin/groups/{1}/members/remove", group->id));
	view_text(view, "Group.delete_url", admin_url(request, "/admin/groups/{1}/delete", group->id));
	view_text(view, "Form.name.value", group->name); /* unless another one was typed */
	page_token(request, "Token.rename", "/admin/groups/:id");
	page_token(request, "Token.add", "/admin/groups/:id/members");
	page_token(request, "Token.remove", "/admin/groups/:id/members/remove");
	return page_show(request, "admin/group");
}

enum rc group_page(struct request *request)
{
	struct people_group group = { .id = 0 };
	enum rc rc = read_group(request, false, &group);
	return rc == RC_OK ? show_group(request, &group) : rc;
}

/* --- changing it ----------------------------------------------------------------------------- */

static enum rc go_back(struct request *request, const struct people_group *group)
{
	return page_go(request, page_done(request, group_url(request, group), "group-changed"));
}

/* Somebody renamed it meanwhile: both names are shown, the form keeps what was typed. */
static enum rc show_conflict(struct request *request, const struct people_group *group)
{
	struct view *view = request->view;
	view_text(view, "Conflicts.0.label", view_say(view, N_("Name of the group")));
	view_text(view, "Conflicts.0.now", group->name);
	view_text(view, "Conflicts.0.wanted", field_text(request, "name"));
	request->response.status = 409;
	return show_group(request, group);
}

enum rc group_change(struct request *request)
{
	struct people_group group = { .id = 0 };
	enum rc rc = read_group(request, true, &group);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_group(request, &group);
	rc = people_group_rename(request->db, request->arena, &request->who, &group,
	        field_text(request, "name"), (int32_t)field_number(request, "version"), request->now);
	if (rc == RC_INVALID)
		return show_conflict(request, &group);
	if (rc == RC_CONFLICT) {
		request_error(request, "name", name_taken);
		return show_group(request, &group);
	}
	return rc == RC_OK ? go_back(request, &group) : rc;
}

static const char *adding_error(enum rc rc)
{
	switch (rc) {
	case RC_NOT_FOUND:
		return N_("No active account has this address.");
	case RC_CONFLICT:
		return N_("This person is in the group already.");
	case RC_LIMITED:
		return N_("The group has as many members as there may be.");
	default:
		return NULL;
	}
}

enum rc group_member_add(struct request *request)
{
	struct people_group group = { .id = 0 };
	enum rc rc = read_group(request, true, &group);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request))
		rc = people_group_add_member(request->db, request->arena, &request->who, &group,
		        field_text(request, "mail"), request->now);
	if (adding_error(rc))
		request_error(request, "mail", adding_error(rc));
	if (request_has_errors(request))
		return show_group(request, &group);
	return rc == RC_OK ? go_back(request, &group) : rc;
}

enum rc group_member_remove(struct request *request)
{
	struct people_group group = { .id = 0 };
	enum rc rc = read_group(request, true, &group);
	if (rc == RC_OK)
		rc = people_group_remove_member(
		        request->db, &request->who, &group, field_number(request, "person"), request->now);
	return rc == RC_OK ? go_back(request, &group) : rc;
}

/* --- deleting -------------------------------------------------------------------------------- */

enum rc group_delete_page(struct request *request)
{
	struct view *view = request->view;
	struct people_group group = { .id = 0 };
	enum rc rc = read_group(request, false, &group);
	if (rc != RC_OK)
		return rc;
	if (group.use_count > 0) /* its page says why not */
		return page_go(request, group_url(request, &group));
	admin_frame(request, "groups");
	page_crumb(request, group.name, group_url(request, &group));
	page_crumb(request, view_say(view, N_("Delete the group")), NULL);
	page_title(request, view_fill(view, N_("Delete the group “{1}”?"), group.name));
	view_text(view, "Act.explanation",
	        view_say(view,
	                N_("Its members stay customers as they are. The group cannot be brought back.")));
	view_text(view, "Act.text", view_say(view, N_("Delete the group")));
	view_text(view, "Act.url", admin_url(request, "/admin/groups/{1}/delete", group.id));
	view_text(view, "Act.back_url", group_url(request, &group));
	view_flag(view, "Act.danger", true);
	page_token(request, "Token.act", "/admin/groups/:id/delete");
	return page_show(request, "admin/act");
}

enum rc group_delete(struct request *request)
{
	struct people_group group = { .id = 0 };
	enum rc rc = read_group(request, true, &group);
	if (rc == RC_OK)
		rc = people_group_delete(request->db, &request->who, &group, request->now);
	if (rc == RC_DENIED) { /* a category was made for it meanwhile */
		request_error(request, "",
		        N_("A forum category or a board is for this group. Give it to somebody "
		           "else first."));
		return show_group(request, &group);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/groups"), "group-deleted"));
}
