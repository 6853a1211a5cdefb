/* The front page of the help center: search, topics, recommended articles, what is new in the community; for
 * those signed in their open tickets first. */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/front.h"
#include "web/page.h"
#include "web/route.h"
#include "web/show_article.h"
#include "web/show_suggestion.h"
#include "web/show_ticket.h"

#define PROMOTED_SHOWN 6
#define TALKS_SHOWN    5
#define IDEAS_SHOWN    3
#define TICKETS_SHOWN  5
#define TICKETS_READ   20 /* the newest, of which those that wait for the person come first */

/* Shows the rows of one kind; answers how many stand there now. */
static size_t show_tickets_that(
        struct request *request, const struct db_rows *rows, bool waiting, size_t shown)
{
	const struct ticket_row *tickets = rows->items;
	for (size_t i = 0; i < rows->count && shown < TICKETS_SHOWN; i++)
		if (text_equal(tickets[i].state, "waiting") == waiting)
			show_ticket_row(request, "MyTickets", shown++, &tickets[i]);
	return shown;
}

static enum rc show_tickets(struct request *request)
{
	struct db_rows rows = { NULL, 0 };
	int64_t count = 0;
	if (!request->signed_in)
		return RC_OK;
	int64_t company_id = ticket_company(&request->who);
	enum rc rc = ticket_list_open_brief(
	        request->db, request->arena, request->who.id, company_id, TICKETS_READ, &rows, &count);
	if (rc != RC_OK || rows.count == 0)
		return rc;
	size_t shown = show_tickets_that(request, &rows, true, 0);
	(void)show_tickets_that(request, &rows, false, shown);
	view_text(request->view, "MyTickets_text",
	        view_plural(request->view, N_("{n} open ticket"), N_("{n} open tickets"), count));
	return RC_OK;
}

static enum rc show_topics(struct request *request)
{
	struct reader reader = reader_of(request);
	struct category_list categories;
	struct article_briefs promoted;
	enum rc rc = category_list_top(request->db, request->arena, &reader, &categories);
	if (rc == RC_OK)
		rc = article_list_promoted(request->db, request->arena, &reader, PROMOTED_SHOWN, &promoted);
	if (rc != RC_OK)
		return rc;
	show_category_cards(request, "Categories", &categories);
	show_article_links(request, "Promoted", &promoted);
	return RC_OK;
}

/* --- community ------------------------------------------------------------------------------- */

static const char *number_text(struct request *request, int64_t number)
{
	return arena_format(request->arena, "%lld", (long long)number);
}

static void show_talk(struct request *request, size_t index, const struct front_row *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Talks", index, "url"),
	        urlf(request, "/forum/topic/{1}", number_text(request, row->id)));
	view_text(view, view_item(view, "Talks", index, "title"), row->title);
	view_text(view, view_item(view, "Talks", index, "where"), row->where);
	view_text(view, view_item(view, "Talks", index, "count_text"),
	        view_plural(view, N_("{n} reply"), N_("{n} replies"), row->count));
	view_text(view, view_item(view, "Talks", index, "ago"), say_ago(request, row->at));
	view_flag(view, view_item(view, "Talks", index, "solved"), row->solved);
}

static void show_idea(struct request *request, size_t index, const struct front_row *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Ideas", index, "url"),
	        urlf(request, "/suggestions/{1}", number_text(request, row->id)));
	view_text(view, view_item(view, "Ideas", index, "title"), row->title);
	view_text(view, view_item(view, "Ideas", index, "where"), row->where);
	view_text(view, view_item(view, "Ideas", index, "count_text"), say_votes(view, row->count));
	view_text(view, view_item(view, "Ideas", index, "status"),
	        row->status_colour ? suggestion_colour_tag(row->status_colour)
	                           : suggestion_status_tag(NULL, row->status));
	view_text(view, view_item(view, "Ideas", index, "status_text"),
	        row->status_name ? row->status_name : say_suggestion_status(view, NULL, row->status));
}

static enum rc show_community(struct request *request)
{
	struct audience_reader reader = audience_reader(&request->who);
	struct db_rows rows = { NULL, 0 };
	size_t talks = 0, ideas = 0;
	enum rc rc = front_list(request->db, request->arena, &reader, request->language->code, TALKS_SHOWN,
	        IDEAS_SHOWN, &rows);
	const struct front_row *items = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		if (text_equal(items[i].kind, "topic"))
			show_talk(request, talks++, &items[i]);
		else
			show_idea(request, ideas++, &items[i]);
	return rc;
}

/* --- the page -------------------------------------------------------------------------------- */

static enum rc home_page(struct request *request)
{
	enum rc rc = show_tickets(request);
	if (rc == RC_OK)
		rc = show_topics(request);
	if (rc == RC_OK)
		rc = show_community(request);
	if (rc == RC_OK)
		rc = show_popular(request);
	if (rc != RC_OK)
		return rc;
	page_title(request, request->config->site_name);
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_show(request, "home/home");
}

static const struct route routes[] = {
	{ METHOD_GET, "/", home_page, NEED_NONE, NO_FIELDS, ROUTE_CACHED, NULL },
};

int main(int argc, char **argv)
{
	return program_main(argc, argv, "home", routes, LENGTH(routes));
}
