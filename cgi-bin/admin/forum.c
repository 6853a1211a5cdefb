/* The forum's categories: the list in its order, and one with its texts, audience and topics. */
#include "admin.h"
#include "list.h"
#include "place.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/forum_category.h"
#include "domain/forum_category_edit.h"
#include "web/fields.h"
#include "web/page.h"
#include "web/show_audience.h"

#define MOVE_AT_ONCE 1000

/* --- the list -------------------------------------------------------------------------------- */

static void show_row(
        struct request *request, size_t index, size_t count, const struct forum_category_row *row)
{
	struct view *view = request->view;
	view_number(view, view_item(view, "Categories", index, "id"), row->id);
	view_text(view, view_item(view, "Categories", index, "url"),
	        admin_url(request, "/admin/forum/{1}", row->id));
	view_text(view, view_item(view, "Categories", index, "name"), row->name);
	view_text(view, view_item(view, "Categories", index, "slug"), row->slug);
	view_text(view, view_item(view, "Categories", index, "colour"), row->colour);
	view_text(view, view_item(view, "Categories", index, "audience_text"),
	        say_audience(view, row->audience, row->audience_name));
	view_flag(view, view_item(view, "Categories", index, "guests"), row->guests);
	view_flag(view, view_item(view, "Categories", index, "closed"), !row->active);
	view_flag(view, view_item(view, "Categories", index, "stale"), row->stale);
	view_flag(view, view_item(view, "Categories", index, "may_rise"), index > 0);
	view_flag(view, view_item(view, "Categories", index, "may_sink"), index + 1 < count);
}

enum rc categories_page(struct request *request)
{
	struct view *view = request->view;
	struct db_rows rows;
	enum rc rc = forum_category_rows(request->db, request->arena, request->language->code, &rows);
	if (rc != RC_OK)
		return rc;
	const struct forum_category_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, rows.count, &items[i]);
	admin_frame(request, "forum");
	page_title(request, view_say(view, N_("Forum categories")));
	view_text(view, "Category.new_url", url(request, "/admin/forum/new"));
	view_text(view, "Category.order_url", url(request, "/admin/forum/order"));
	if (may(&request->who, PERMISSION_EXPORT))
		view_text(view, "List.csv_url", url(request, "/admin/forum.csv"));
	if (admin_may_export_community(request))
		view_text(view, "List.topics_url", url(request, "/admin/topics.csv"));
	page_token(request, "Token.order", "/admin/forum/order");
	return page_show(request, "admin/categories");
}

enum rc categories_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("Address"), N_("Who reads it"),
		N_("Guests may ask"), N_("Takes new topics"), N_("Since") };
	struct view *view = request->view;
	struct db_rows rows;
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);
	if (rc == RC_OK)
		rc = forum_category_rows(request->db, request->arena, request->language->code, &rows);
	if (rc != RC_OK)
		return rc;
	const struct forum_category_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		csv_number(csv, items[i].id);
		csv_text(csv, items[i].name);
		csv_text(csv, items[i].slug);
		csv_text(csv, say_audience(view, items[i].audience, items[i].audience_name));
		csv_number(csv, items[i].guests);
		csv_number(csv, items[i].active);
		csv_time(csv, items[i].created_at);
		csv_end_row(csv);
	}
	return csv_send(csv, "forum_category", url(request, "/admin/forum"));
}

enum rc category_order(struct request *request)
{
	int64_t up = field_number(request, "up"), down = field_number(request, "down");
	if (request_has_errors(request) || (up <= 0 && down <= 0))
		return RC_NOT_FOUND;
	enum rc rc = forum_category_shift(
	        request->db, request->arena, &request->who, up > 0 ? up : down, up <= 0, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/forum"), "category-ordered"));
}

/* --- its form -------------------------------------------------------------------------------- */

static void show_values(struct request *request, const struct forum_category_row *row)
{
	bool typed = fields_are_typed(request, "colour");
	struct view *view = request->view;
	view_text(view, "Form.slug.value", row->slug);
	view_flag(view, "Form.guests.value", typed ? field_flag(request, "guests") : row->guests);
	view_flag(view, "Form.active.value", typed ? field_flag(request, "active") : row->active);
	show_colours(request, forum_colour_at, typed ? field_text(request, "colour") : row->colour);
}

static enum rc show_form(
        struct request *request, const struct forum_category_row *row, const struct db_rows *texts)
{
	const struct audience_choice choice = { row->audience, row->audience_id, row->audience_name };
	enum rc rc = show_audience(request, &choice);
	if (rc != RC_OK)
		return rc;
	show_values(request, row);
	place_show_texts(request, texts, true);
	return RC_OK;
}

static enum rc take_draft(struct request *request, struct forum_category_draft *draft)
{
	struct audience_choice choice;
	*draft = (struct forum_category_draft){ .slug = field_text(request, "slug"),
		.colour = field_text(request, "colour"),
		.guests = field_flag(request, "guests"),
		.active = field_flag(request, "active") };
	enum rc rc = take_audience(request, &choice);
	draft->audience = choice.audience;
	draft->audience_id = choice.id;
	place_check(request, draft->slug, draft->colour);
	place_take_texts(request, &draft->texts,
	        N_("Give the category a name in this language: it is shown where another one is missing."));
	return rc;
}

static void slug_is_taken(struct request *request)
{
	request_error(request, "slug", N_("Another category has this address. Choose another one."));
}

/* --- a new one ------------------------------------------------------------------------------- */

static enum rc show_new(struct request *request)
{
	const struct forum_category_row empty = {
		.slug = "", .colour = "blue", .audience = AUDIENCE_PUBLIC, .active = true
	};
	const struct db_rows none = { 0 };
	enum rc rc = show_form(request, &empty, &none);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "forum");
	page_crumb(request, view_say(request->view, N_("New category")), NULL);
	page_title(request, view_say(request->view, N_("New category")));
	view_text(request->view, "Category.action", url(request, "/admin/forum/new"));
	page_token(request, "Token.category", "/admin/forum/new");
	return page_show(request, "admin/category");
}

enum rc category_new_page(struct request *request)
{
	return show_new(request);
}

enum rc category_add(struct request *request)
{
	struct forum_category_draft draft;
	int64_t id;
	enum rc rc = take_draft(request, &draft);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_new(request);
	rc = forum_category_add(request->db, request->arena, &request->who, &draft, request->now, &id);
	if (rc == RC_CONFLICT)
		slug_is_taken(request);
	if (rc == RC_LIMITED)
		request_error(
		        request, "", N_("There are as many categories as there may be. Delete one first."));
	if (request_has_errors(request))
		return show_new(request);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, admin_url(request, "/admin/forum/{1}", id), "category-added"));
}

/* --- one category ---------------------------------------------------------------------------- */

static enum rc read_row(struct request *request, bool lock, struct forum_category_row *row)
{
	int64_t id;
	const char *lang = request->language->code;
	enum rc rc = param_number(request, "id", &id);
	if (rc != RC_OK)
		return rc;
	return lock ? forum_category_lock(request->db, request->arena, id, lang, row)
	            : forum_category_row(request->db, request->arena, id, lang, row);
}

static const char *say_topics(struct view *view, int64_t count)
{
	if (count >= LIMIT_COUNT)
		return view_fill(view, N_("More than {1} forum topics"), view_digits(view, LIMIT_COUNT - 1));
	return view_plural(view, N_("{n} forum topic"), N_("{n} forum topics"), count);
}

/* Where its topics could go. */
static void show_targets(struct request *request, const struct db_rows *rows, int64_t id)
{
	const struct forum_category_row *items = rows->items;
	struct view *view = request->view;
	size_t count = 0;
	if (rows->count < 2)
		return;
	view_option(view, "Targets", count++, "", view_say(view, N_("Choose a category")), true);
	for (size_t i = 0; i < rows->count; i++)
		if (items[i].id != id)
			view_option(view, "Targets", count++,
			        arena_format(request->arena, "%lld", (long long)items[i].id), items[i].name,
			        false);
}

static void show_facts(struct request *request, const struct forum_category_row *row)
{
	struct view *view = request->view;
	view_number(view, "Category.version", row->version);
	view_flag(view, "Category.known", true);
	view_flag(view, "Category.stale", row->stale);
	view_flag(view, "Category.used", row->topic_count > 0);
	view_text(view, "Category.topics_text", say_topics(view, row->topic_count));
	view_text(view, "Category.action", admin_url(request, "/admin/forum/{1}", row->id));
	view_text(view, "Category.move_url", admin_url(request, "/admin/forum/{1}/move", row->id));
	view_text(view, "Category.delete_url", admin_url(request, "/admin/forum/{1}/delete", row->id));
	if (admin_may_export_community(request))
		view_text(view, "List.topics_url",
		        admin_url(request, "/admin/topics.csv?category={1}", row->id));
	view_text(view, "Category.forum_url", urlf(request, "/forum/c/{1}", row->slug));
	page_token(request, "Token.category", "/admin/forum/:id");
	page_token(request, "Token.move", "/admin/forum/:id/move");
}

static enum rc show_category(struct request *request, const struct forum_category_row *row)
{
	struct db_rows texts, rows;
	enum rc rc = forum_category_texts(request->db, request->arena, row->id, &texts);
	if (rc == RC_OK)
		rc = forum_category_rows(request->db, request->arena, request->language->code, &rows);
	if (rc == RC_OK)
		rc = show_form(request, row, &texts);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "forum");
	page_crumb(request, row->name, NULL);
	page_title(request, row->name);
	show_facts(request, row);
	show_targets(request, &rows, row->id);
	return page_show(request, "admin/category");
}

enum rc category_page(struct request *request)
{
	struct forum_category_row row = { .id = 0 };
	enum rc rc = read_row(request, false, &row);
	return rc == RC_OK ? show_category(request, &row) : rc;
}

/* --- changing it ----------------------------------------------------------------------------- */

static enum rc go_back(struct request *request, const struct forum_category_row *row, const char *code)
{
	return page_go(request, page_done(request, admin_url(request, "/admin/forum/{1}", row->id), code));
}

/* Somebody saved it meanwhile: what differs is shown, the form keeps what was entered. */
static enum rc show_conflict(struct request *request, const struct forum_category_row *row,
        const struct forum_category_draft *draft)
{
	struct view *view = request->view;
	struct db_rows texts;
	size_t count = 0;
	const char *wanted =
	        text_equal(draft->audience, row->audience) && draft->audience_id == row->audience_id
	                ? row->audience_name
	                : field_text(request, "company");
	enum rc rc = forum_category_texts(request->db, request->arena, row->id, &texts);
	if (rc != RC_OK)
		return rc;
	place_show_names(request, &count, &texts, &draft->texts);
	place_show_difference(request, &count, view_say(view, N_("Address")), row->slug, draft->slug);
	place_show_difference(request, &count, view_say(view, N_("Colour")), say_colour(view, row->colour),
	        say_colour(view, draft->colour));
	place_show_difference(request, &count, view_say(view, N_("Who reads it")),
	        say_audience(view, row->audience, row->audience_name),
	        say_audience(view, draft->audience, wanted));
	view_flag(view, "Category.conflict", true);
	request->response.status = 409;
	return show_category(request, row);
}

enum rc category_save(struct request *request)
{
	struct forum_category_row row = { .id = 0 };
	struct forum_category_draft draft;
	enum rc rc = read_row(request, true, &row);
	if (rc == RC_OK)
		rc = take_draft(request, &draft);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_category(request, &row);
	rc = forum_category_change(request->db, &request->who, &row,
	        (int32_t)field_number(request, "version"), &draft, request->now);
	if (rc == RC_INVALID)
		return show_conflict(request, &row, &draft);
	if (rc == RC_CONFLICT) {
		slug_is_taken(request);
		return show_category(request, &row);
	}
	return rc == RC_OK ? go_back(request, &row, "category-saved") : rc;
}

/* The two are locked in the order of their numbers, so that two who move at once do not wait for each other.
 */
static enum rc lock_two(struct request *request, int64_t from_id, int64_t to_id,
        struct forum_category_row *from, struct forum_category_row *to)
{
	const char *lang = request->language->code;
	bool first = from_id < to_id;
	enum rc rc = forum_category_lock(
	        request->db, request->arena, first ? from_id : to_id, lang, first ? from : to);
	return rc == RC_OK ? forum_category_lock(request->db, request->arena, first ? to_id : from_id, lang,
	                             first ? to : from)
	                   : rc;
}

enum rc category_move(struct request *request)
{
	struct forum_category_row from, to;
	int64_t target = field_number(request, "target"), moved, id;
	enum rc rc = read_row(request, false, &from);
	if (rc == RC_OK)
		rc = param_number(request, "id", &id);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request) && target != id)
		rc = lock_two(request, id, target, &from, &to);
	if (rc == RC_NOT_FOUND || target == id)
		request_error(request, "target", N_("Choose another category."));
	if (request_has_errors(request))
		return show_category(request, &from);
	if (rc == RC_OK)
		rc = forum_category_empty(
		        request->db, &request->who, &from, &to, MOVE_AT_ONCE, request->now, &moved);
	if (rc != RC_OK)
		return rc;
	return go_back(request, &from, moved < MOVE_AT_ONCE ? "category-emptied" : "category-emptied-partly");
}

/* --- deleting -------------------------------------------------------------------------------- */

enum rc category_delete_page(struct request *request)
{
	struct view *view = request->view;
	struct forum_category_row row = { .id = 0 };
	enum rc rc = read_row(request, false, &row);
	if (rc != RC_OK)
		return rc;
	const char *back = admin_url(request, "/admin/forum/{1}", row.id);
	if (row.topic_count > 0) /* its page says why not */
		return page_go(request, back);
	admin_frame(request, "forum");
	page_crumb(request, row.name, back);
	page_crumb(request, view_say(view, N_("Delete the category")), NULL);
	page_title(request, view_fill(view, N_("Delete the category “{1}”?"), row.name));
	view_text(view, "Act.explanation",
	        view_say(view, N_("No topic stands in it. Who follows it stops following. It cannot be "
	                          "brought back.")));
	view_text(view, "Act.text", view_say(view, N_("Delete the category")));
	view_text(view, "Act.url", admin_url(request, "/admin/forum/{1}/delete", row.id));
	view_text(view, "Act.back_url", back);
	view_flag(view, "Act.danger", true);
	page_token(request, "Token.act", "/admin/forum/:id/delete");
	return page_show(request, "admin/act");
}

enum rc category_delete(struct request *request)
{
	struct forum_category_row row = { .id = 0 };
	enum rc rc = read_row(request, true, &row);
	if (rc == RC_OK)
		rc = forum_category_delete(request->db, &request->who, &row, request->now);
	if (rc == RC_DENIED) { /* a topic came meanwhile */
		request_error(request, "",
		        N_("Topics stand in this category. Move them to another one before you delete it."));
		return show_category(request, &row);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/forum"), "category-deleted"));
}
