/* The list of a customer's tickets. Each link keeps what else was chosen. */
#include "web/show_ticket_list.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_ticket.h"

static const struct {
	const char *code, *text;
} tabs[] = {
	[TICKET_TAB_OPEN] = { "open", N_("Open") },
	[TICKET_TAB_WAITING] = { "waiting", N_("Waiting for you") },
	[TICKET_TAB_SOLVED] = { "solved", N_("Solved") },
	[TICKET_TAB_ALL] = { "all", N_("All") },
};

static enum ticket_tab asked_tab(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(tabs); i++)
		if (text_equal(field_text(request, "tab"), tabs[i].code))
			return (enum ticket_tab)i;
	return TICKET_TAB_ALL;
}

struct ticket_filter ticket_list_asked(const struct request *request)
{
	struct page_key key = pager_key(request);

	return (struct ticket_filter){ .requester_id = request->who.id,
		.tab = asked_tab(request),
		.by_created = text_equal(field_text(request, "sort"), "created"),
		.search = field_text(request, "q"),
		.language = request->language,
		.place = { key.at, key.id, key.set, key.backwards } };
}

/* The list's own parameters, for links that keep them. */
static const char *list_query(
        struct request *request, const struct ticket_filter *filter, enum ticket_tab tab)
{
	struct buf query;
	const char *kept;

	buf_init(&query, LIMIT_QUERY);
	buf_format(&query, "tab=%s", tabs[tab].code);
	if (filter->by_created)
		buf_text(&query, "&sort=created");
	if (!text_empty(filter->search)) {
		buf_text(&query, "&q=");
		buf_url(&query, filter->search);
	}
	kept = buf_finish(&query) == RC_OK ? arena_text(request->arena, query.data) : NULL;
	buf_free(&query);
	return kept == NULL ? "" : kept;
}

static void show_tabs(
        struct request *request, const struct ticket_filter *filter, const struct ticket_counts *counts)
{
	static const enum ticket_tab shown[] = { TICKET_TAB_ALL, TICKET_TAB_OPEN, TICKET_TAB_WAITING,
		TICKET_TAB_SOLVED };
	const int64_t count[] = { counts->open_count, counts->waiting_count, counts->solved_count,
		counts->all_count };
	struct ticket_filter plain = { .by_created = filter->by_created };
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(shown); i++) {
		enum ticket_tab tab = shown[i];
		bool current = tab == filter->tab && text_empty(filter->search);
		view_text(view, view_item(view, "Tabs", i, "url"),
		        arena_format(request->arena, "%s?%s", url(request, "/tickets"),
		                list_query(request, &plain, tab)));
		view_text(view, view_item(view, "Tabs", i, "text"), view_say(view, tabs[tab].text));
		view_count(view, view_item(view, "Tabs", i, "count"), count[tab]);
		view_flag(view, view_item(view, "Tabs", i, "current"), current);
	}
}

static void show_rows(
        struct request *request, const struct ticket_filter *filter, const struct db_rows *rows, bool more)
{
	const struct ticket_row *items = rows->items;
	const char *query = list_query(request, filter, filter->tab);
	bool backwards = filter->place.backwards;

	for (size_t i = 0; i < rows->count; i++)
		show_ticket_row(request, "Tickets", i, &items[i]);
	if (rows->count == 0)
		return;
	const struct ticket_row *first = &items[0], *last = &items[rows->count - 1];
	struct page_key from = { .at = filter->by_created ? first->created_at : first->updated_at,
		.id = first->id };
	struct page_key to = { .at = filter->by_created ? last->created_at : last->updated_at,
		.id = last->id };
	pager_show(request, url(request, "/tickets"), query, from, to, backwards ? more : filter->place.set,
	        backwards || more);
}

static void show_found(struct request *request, const struct ticket_filter *filter, size_t count, bool more)
{
	struct view *view = request->view;

	if (text_empty(filter->search) || count == 0)
		return;
	view_text(view, "List.summary_text",
	        more || filter->place.set
	                ? view_say(view, N_("Tickets found"))
	                : view_plural(view, N_("{n} ticket found"), N_("{n} tickets found"), (int64_t)count));
}

static void show_list_tools(struct request *request, const struct ticket_filter *filter)
{
	struct view *view = request->view;

	view_text(view, "List.action", url(request, "/tickets"));
	view_text(view, "List.query", filter->search);
	view_text(view, "List.tab", tabs[filter->tab].code);
	view_option(
	        view, "Sorts", 0, "updated", view_say(view, N_("Latest change first")), !filter->by_created);
	view_option(
	        view, "Sorts", 1, "created", view_say(view, N_("Newest ticket first")), filter->by_created);
}

void show_ticket_list(struct request *request, const struct ticket_filter *filter,
        const struct ticket_counts *counts, const struct db_rows *rows, bool more)
{
	show_tabs(request, filter, counts);
	show_list_tools(request, filter);
	show_rows(request, filter, rows, more);
	show_found(request, filter, rows->count, more);
}
