/*
 * Staff roles: the list, and one role to make, change or delete. The built-in administrator stands first and
 * cannot be changed. A role that holds more than the reader may is shown, not offered for change.
 */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/staff_role.h"
#include "web/page.h"
#include "web/show_person.h"

/* --- the list -------------------------------------------------------------------------------- */

static const char *say_holders(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} person"), N_("{n} people"), count);
}

static const char *say_permissions(struct request *request, uint32_t set)
{
	const char *text = "";
	for (enum permission one = 0; text && one < PERMISSION__COUNT; one++)
		if (set & PERMISSION_BIT(one))
			text = arena_format(request->arena, "%s%s%s", text, *text ? " · " : "",
			        say_permission(request->view, one));
	return text_empty(text) ? view_say(request->view, N_("Reads the tickets of their teams")) : text;
}

static void show_administrator(struct request *request, int64_t count)
{
	struct view *view = request->view;
	view_text(view, "Built_in.name", say_role(view, "admin"));
	view_text(view, "Built_in.may_text",
	        view_say(view, N_("May do everything. This role is built in and cannot be changed.")));
	view_text(view, "Built_in.holders_text", say_holders(view, count));
}

static void show_row(struct request *request, size_t index, const struct staff_role *role)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Roles", index, "url"),
	        admin_url(request, "/admin/roles/{1}", role->id));
	view_text(view, view_item(view, "Roles", index, "name"), role->name);
	view_text(view, view_item(view, "Roles", index, "may_text"),
	        say_permissions(request, permissions_read(role->permissions)));
	view_text(
	        view, view_item(view, "Roles", index, "holders_text"), say_holders(view, role->holder_count));
	view_flag(view, view_item(view, "Roles", index, "factor"), role->second_factor);
}

static struct page_key key_of(const struct db_rows *rows, size_t index)
{
	const struct staff_role *role = (const struct staff_role *)rows->items + index;
	return (struct page_key){ .at = role->created_at, .id = role->id };
}

static const struct admin_list list = { .path = "/admin/roles",
	.csv = "/admin/roles.csv",
	.filters = (const char *const[]){ "sort", NULL },
	.pages_search = true,
	.key = key_of };

/* The built-in role stands on the first page of all roles. */
static enum rc show_built_in(struct request *request)
{
	int64_t admins;
	if (list_is_search(request) || list_place(request).set)
		return RC_OK;
	enum rc rc = staff_role_admins(request->db, request->arena, &admins);
	if (rc == RC_OK)
		show_administrator(request, admins);
	return rc;
}

enum rc roles_page(struct request *request)
{
	struct named_filter filter = list_named_filter(request);
	struct db_rows rows;
	bool more;
	enum rc rc = staff_role_page(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc == RC_OK)
		rc = show_built_in(request);
	if (rc != RC_OK)
		return rc;
	const struct staff_role *roles = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &roles[i]);
	admin_frame(request, "roles");
	page_title(request, view_say(request->view, N_("Staff roles")));
	list_show(request, &list, &rows, more);
	list_show_sorts(request);
	view_text(request->view, "Url.role_new", url(request, "/admin/roles/new"));
	return page_show(request, "admin/roles");
}

static void write_row(struct request *request, struct csv *csv, const struct staff_role *role)
{
	csv_number(csv, role->id);
	csv_text(csv, role->name);
	csv_text(csv, say_permissions(request, permissions_read(role->permissions)));
	csv_text(csv, view_say(request->view, role->second_factor ? N_("Yes") : N_("No")));
	csv_number(csv, role->holder_count);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv, struct named_filter filter)
{
	struct db_rows rows;
	bool more;
	enum rc rc;
	do {
		rc = staff_role_page(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct staff_role *roles = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(request, csv, &roles[i]);
	} while (rc == RC_OK && list_next(request, &list, csv, &rows, more, &filter.place));
	return rc;
}

enum rc roles_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("Permissions"), N_("Second step"),
		N_("People") };
	struct named_filter filter = list_named_filter(request);
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);
	filter.place = (struct list_place){ 0 };
	if (rc == RC_OK)
		rc = write_rows(request, csv, filter);
	return rc == RC_OK ? list_send(request, &list, csv, "staff_role") : rc;
}

/* --- the form -------------------------------------------------------------------------------- */

static const char *flag_name(struct request *request, enum permission permission)
{
	return arena_format(request->arena, "may_%s", permission_word(permission));
}

static uint32_t ticked(struct request *request)
{
	uint32_t set = 0;
	for (enum permission one = 0; one < PERMISSION__COUNT; one++)
		if (field_flag(request, flag_name(request, one)))
			set |= PERMISSION_BIT(one);
	return set;
}

/* What the form asks for; names and words live in the arena. */
static enum rc wanted_role(struct request *request, struct staff_role *role)
{
	*role = (struct staff_role){
		.name = field_text(request, "name"),
		.permissions = permissions_write(request->arena, ticked(request)),
		.second_factor = field_flag(request, "second_factor"),
	};
	return role->permissions ? RC_OK : RC_NO_MEMORY;
}

/* Boxes for all permissions; those that the reader has not himself cannot be ticked. */
static void show_boxes(struct request *request, uint32_t set)
{
	struct view *view = request->view;
	uint32_t own = permissions_of(&request->who);
	for (enum permission one = 0; one < PERMISSION__COUNT; one++) {
		view_text(view, view_item(view, "Permissions", one, "name"), flag_name(request, one));
		view_text(view, view_item(view, "Permissions", one, "text"), say_permission(view, one));
		view_flag(view, view_item(view, "Permissions", one, "ticked"), set & PERMISSION_BIT(one));
		view_flag(view, view_item(view, "Permissions", one, "locked"), !(own & PERMISSION_BIT(one)));
	}
}

static void show_role(struct request *request, const struct staff_role *role)
{
	struct view *view = request->view;
	view_text(view, "Role.name", role->name);
	view_flag(view, "Role.factor", role->second_factor);
	show_boxes(request, permissions_read(role->permissions));
	view_text(view, "Form.name.value", role->name); /* unless another one was typed */
}

static void frame(struct request *request, const char *title)
{
	admin_frame(request, "roles");
	page_crumb(request, title, NULL);
	page_title(request, title);
}

/* --- making ---------------------------------------------------------------------------------- */

static enum rc show_new(struct request *request, const struct staff_role *role)
{
	frame(request, view_say(request->view, N_("New role")));
	show_role(request, role);
	view_text(request->view, "Role.action", url(request, "/admin/roles/new"));
	view_flag(request->view, "Role.new", true);
	view_flag(request->view, "Role.may_change", true);
	page_token(request, "Token.role", "/admin/roles/new");
	return page_show(request, "admin/role");
}

enum rc role_new_page(struct request *request)
{
	return show_new(request, &(struct staff_role){ .name = "", .permissions = "" });
}

enum rc role_add(struct request *request)
{
	struct staff_role role;
	enum rc rc = wanted_role(request, &role);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_new(request, &role);
	rc = staff_role_add(request->db, request->arena, &request->who, &role, request->now, &role.id);
	if (rc == RC_CONFLICT)
		request_error(
		        request, "name", N_("There is a role with this name already. Choose another name."));
	if (rc == RC_LIMITED)
		request_error(request, "",
		        N_("There are as many roles as there may be. Delete one that nobody holds."));
	if (request_has_errors(request))
		return show_new(request, &role);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, admin_url(request, "/admin/roles/{1}", role.id), "role-added"));
}

/* --- one role -------------------------------------------------------------------------------- */

static bool may_change(const struct request *request, const struct staff_role *role)
{
	return may_grant(&request->who, permissions_read(role->permissions), false);
}

/* `shown`: what stands in the form, the stored role or what was typed. */
static enum rc show_one(
        struct request *request, const struct staff_role *stored, const struct staff_role *shown)
{
	struct view *view = request->view;
	frame(request, stored->name);
	show_role(request, shown);
	view_text(view, "Role.stored_name", stored->name);
	view_number(view, "Role.version", stored->version);
	view_text(view, "Role.holders_text", say_holders(view, stored->holder_count));
	view_flag(view, "Role.held", stored->holder_count > 0);
	view_flag(view, "Role.may_change", may_change(request, stored));
	view_flag(view, "Role.factor_bound",
	        stored->second_factor &&
	                !may_lift_factor(&request->who, stored->id, permissions_read(stored->permissions)));
	view_text(view, "Role.action", admin_url(request, "/admin/roles/{1}", stored->id));
	view_text(view, "Role.delete_url", admin_url(request, "/admin/roles/{1}/delete", stored->id));
	page_token(request, "Token.role", "/admin/roles/:id");
	return page_show(request, "admin/role");
}

static enum rc read_role(struct request *request, bool locked, struct staff_role *role)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc != RC_OK)
		return rc;
	return locked ? staff_role_lock(request->db, request->arena, id, role)
	              : staff_role_by_id(request->db, request->arena, id, role);
}

enum rc role_page(struct request *request)
{
	struct staff_role role;
	enum rc rc = read_role(request, false, &role);
	return rc == RC_OK ? show_one(request, &role, &role) : rc;
}

static void show_side(struct request *request, const char *side, const struct staff_role *role)
{
	struct view *view = request->view;
	uint32_t set = permissions_read(role->permissions);
	view_text(view, arena_format(request->arena, "Conflict.%s_name", side), role->name);
	view_text(view, arena_format(request->arena, "Conflict.%s_may", side), say_permissions(request, set));
	view_text(view, arena_format(request->arena, "Conflict.%s_factor", side),
	        view_say(view, role->second_factor ? N_("Yes") : N_("No")));
}

/* Somebody changed the role meanwhile: both sides are shown, the form keeps what was typed. */
static enum rc show_conflict(
        struct request *request, const struct staff_role *stored, const struct staff_role *wanted)
{
	show_side(request, "now", stored);
	show_side(request, "wanted", wanted);
	request->response.status = 409;
	return show_one(request, stored, wanted);
}

enum rc role_change(struct request *request)
{
	struct staff_role stored, wanted;
	enum rc rc = read_role(request, true, &stored);
	if (rc == RC_OK)
		rc = wanted_role(request, &wanted);
	if (rc != RC_OK)
		return rc;
	if (!may_change(request, &stored))
		return RC_DENIED;
	if (request_has_errors(request))
		return show_one(request, &stored, &wanted);
	wanted.version = (int32_t)field_number(request, "version");
	rc = staff_role_change(request->db, request->arena, &request->who, &stored, &wanted, request->now);
	if (rc == RC_INVALID)
		return show_conflict(request, &stored, &wanted);
	if (rc == RC_CONFLICT) {
		request_error(
		        request, "name", N_("There is a role with this name already. Choose another name."));
		return show_one(request, &stored, &wanted);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/roles/{1}", stored.id), "role-changed"));
}

/* --- deleting -------------------------------------------------------------------------------- */

static enum rc show_delete(struct request *request, const struct staff_role *role)
{
	struct view *view = request->view;
	admin_frame(request, "roles");
	page_crumb(request, role->name, admin_url(request, "/admin/roles/{1}", role->id));
	page_crumb(request, view_say(view, N_("Delete the role")), NULL);
	page_title(request, view_fill(view, N_("Delete the role “{1}”?"), role->name));
	view_text(view, "Role.action", admin_url(request, "/admin/roles/{1}/delete", role->id));
	view_text(view, "Role.url", admin_url(request, "/admin/roles/{1}", role->id));
	view_flag(view, "Role.held", role->holder_count > 0);
	view_text(view, "Role.holders_text", say_holders(view, role->holder_count));
	page_token(request, "Token.delete", "/admin/roles/:id/delete");
	return page_show(request, "admin/role-delete");
}

enum rc role_delete_page(struct request *request)
{
	struct staff_role role = { 0 };
	enum rc rc = read_role(request, false, &role);
	if (rc == RC_OK && !may_change(request, &role))
		rc = RC_DENIED;
	return rc == RC_OK ? show_delete(request, &role) : rc;
}

enum rc role_delete(struct request *request)
{
	struct staff_role role = { 0 };
	enum rc rc = read_role(request, true, &role);
	if (rc == RC_OK)
		rc = staff_role_delete(request->db, request->arena, &request->who, &role, request->now);
	if (rc == RC_CONFLICT) {
		request->response.status = 409;
		return show_delete(request, &role);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/roles"), "role-deleted"));
}
