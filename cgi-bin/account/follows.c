/* What the person follows in the community, how he hears of each, and how to end it. */
#include "account.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/follow.h"
#include "web/pager.h"
#include "web/show_follow.h"

static const struct kind {
	const char *kind, *text, *icon, *path;
} kinds[] = {
	{ FOLLOW_TOPIC, N_("Topic of the forum"), "message-square", "/forum/topic/{1}" },
	{ FOLLOW_CATEGORY, N_("Category of the forum"), "folder", "/forum/c/{1}" },
	{ FOLLOW_SUGGESTION, N_("Idea"), "lightbulb", "/suggestions/{1}" },
	{ FOLLOW_BOARD, N_("Board of ideas"), "inbox", "/suggestions/b/{1}" },
};

static const struct kind *kind_of(const struct follow_row *row)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(row->kind, kinds[i].kind))
			return &kinds[i];
	return &kinds[0];
}

static const char *row_url(struct request *request, const struct follow_row *row)
{
	bool thing = text_equal(row->kind, FOLLOW_TOPIC) || text_equal(row->kind, FOLLOW_SUGGESTION);
	const char *id = arena_format(request->arena, "%lld", (long long)row->ref_id);
	return urlf(request, kind_of(row)->path, thing ? id : row->slug);
}

/* Of what he may not see any more only that there is something to end. */
static void show_row(struct request *request, size_t index, const struct follow_row *row)
{
	struct view *view = request->view;
	const struct kind *kind = kind_of(row);
	bool readable = follow_is_readable(&request->who, row);
	view_text(view, view_item(view, "Follows", index, "title"),
	        readable ? row->title : view_say(view, N_("No longer there for you")));
	if (readable)
		view_text(view, view_item(view, "Follows", index, "url"), row_url(request, row));
	view_text(view, view_item(view, "Follows", index, "kind"), view_say(view, kind->text));
	view_text(view, view_item(view, "Follows", index, "icon"), kind->icon);
	view_number(view, view_item(view, "Follows", index, "id"), row->id);
	view_text(view, view_item(view, "Follows", index, "action"),
	        urlf(request, "/account/follows/{1}",
	                arena_format(request->arena, "%lld", (long long)row->id)));
	show_follow_ways(request, view_item(view, "Follows", index, "options"), row->mail, true);
}

static void show_pages(
        struct request *request, const struct db_rows *rows, const struct list_place *place, bool more)
{
	const struct follow_row *items = rows->items;
	if (rows->count == 0)
		return;
	const struct follow_row *first = &items[0], *last = &items[rows->count - 1];
	pager_show(request, url(request, "/account/follows"), "",
	        (struct page_key){ .at = first->created_at, .id = first->id },
	        (struct page_key){ .at = last->created_at, .id = last->id },
	        place->backwards ? more : place->set, place->backwards || more);
}

enum rc follows_page(struct request *request)
{
	struct view *view = request->view;
	struct page_key key = pager_key(request);
	struct list_place place = { key.at, key.id, key.set, key.backwards };
	struct db_rows rows;
	bool more = false;
	enum rc rc = follow_list(request->db, request->arena, request->who.id, request->language->code, place,
	        LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_NOTIFICATIONS, view_say(view, N_("What you follow")));
	const struct follow_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &items[i]);
	show_pages(request, &rows, &place, more);
	show_follow_ways(request, "All.options", NULL, false);
	view_text(view, "Follow_list.action", url(request, "/account/follows"));
	view_text(view, "Follow_list.choices_url", url(request, "/account/notifications"));
	view_text(view, "Follow_list.forum_url", url(request, "/forum"));
	view_flag(view, "Follow_list.later", place.set);
	page_token(request, "Token.one", "/account/follows/:id");
	page_token(request, "Token.all", "/account/follows");
	return page_show(request, "account/follows");
}

static enum rc go_back(struct request *request)
{
	return page_go(request, page_done(request, url(request, "/account/follows"), "follows-changed"));
}

enum rc change_follow(struct request *request)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = request_has_errors(request) ? RC_INVALID
		                                 : follow_change(request->db, request->who.id, id,
		                                           field_text(request, "mail"), request->now);
	return rc == RC_OK ? go_back(request) : rc;
}

enum rc change_follows(struct request *request)
{
	if (request_has_errors(request))
		return RC_INVALID;
	enum rc rc = follow_change_all(request->db, request->who.id, field_text(request, "mail"));
	return rc == RC_OK ? go_back(request) : rc;
}
