/* What is new for the person: the list behind the bell. */
#include "account.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/notice.h"
#include "web/pager.h"
#include "web/show_notice.h"

static void show_pages(
        struct request *request, const struct db_rows *rows, const struct list_place *place, bool more)
{
	const struct notice *items = rows->items;
	if (rows->count == 0)
		return;
	const struct notice *first = &items[0], *last = &items[rows->count - 1];
	pager_show(request, url(request, "/account/notices"), "",
	        (struct page_key){ .at = first->created_at, .id = first->id },
	        (struct page_key){ .at = last->created_at, .id = last->id },
	        place->backwards ? more : place->set, place->backwards || more);
}

/* The newest notice that the reader has before his eyes: what comes later is not marked with it. */
static int64_t newest_of(const struct db_rows *rows)
{
	const struct notice *items = rows->items;
	return rows->count == 0 ? 0 : items[0].id;
}

enum rc notices_page(struct request *request)
{
	struct page_key key = pager_key(request);
	struct list_place place = { key.at, key.id, key.set, key.backwards };
	struct view *view = request->view;
	struct db_rows rows;
	bool more = false;
	enum rc rc = notice_list(request->db, request->arena, request->who.id, request->language->code, place,
	        LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_NOTIFICATIONS, view_say(view, N_("What’s new")));
	const struct notice *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_notice(request, "Notices", i, &items[i]);
	show_pages(request, &rows, &place, more);
	view_text(view, "Notice_list.action", url(request, "/account/notices"));
	view_text(view, "Notice_list.choices_url", url(request, "/account/notifications"));
	view_flag(view, "Notice_list.later", place.set);
	view_flag(view, "Notice_list.unread", request->who.notice_count > 0 && !place.set && rows.count > 0);
	view_number(view, "Notice_list.last", newest_of(&rows));
	page_token(request, "Token.read", "/account/notices");
	page_token(request, "Token.follow", "/account/notices/:id");
	return page_show(request, "account/notices");
}

enum rc read_notices(struct request *request)
{
	enum rc rc = notice_seen_all(request->db, request->who.id, field_number(request, "last"));
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/notices"), "notices-read"));
}

/* Marks one and goes where it leads. */
enum rc follow_notice(struct request *request)
{
	struct notice notice;
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = notice_find(request->db, request->arena, request->who.id, id, &notice);
	if (rc == RC_OK)
		rc = notice_seen(request->db, request->who.id, id);
	if (rc != RC_OK)
		return rc;
	const char *target = notice_url(request, &notice);
	return page_go(request, target != NULL ? target : url(request, "/account/notices"));
}
