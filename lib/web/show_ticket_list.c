/* The list of a customer's tickets. Each link keeps what else was chosen. */
#include "web/show_ticket_list.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
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

static const struct {
	const char *code, *text;
} scopes[] = {
	[TICKET_SCOPE_OWN] = { "mine", N_("My tickets") },
	[TICKET_SCOPE_COMPANY] = { "company", N_("All of the company") },
	[TICKET_SCOPE_SHARED] = { "shared", N_("Shared with me") },
};

static bool may_choose(const struct request *request, enum ticket_scope scope)
{
	if (scope == TICKET_SCOPE_COMPANY)
		return may_for_company(&request->who, COMPANY_COLLEAGUES);
	return scope == TICKET_SCOPE_OWN || request->who.company_count > 0;
}

static enum ticket_scope asked_scope(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(scopes); i++)
		if (text_equal(field_text(request, "scope"), scopes[i].code) &&
		        may_choose(request, (enum ticket_scope)i))
			return (enum ticket_scope)i;
	return TICKET_SCOPE_OWN;
}

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
	enum ticket_scope scope = asked_scope(request);
	bool own = scope == TICKET_SCOPE_OWN;

	return (struct ticket_filter){ .scope = scope,
		.account_id = request->who.id,
		.company_id = own ? ticket_company(&request->who) : request->who.company_id,
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
	if (filter->scope != TICKET_SCOPE_OWN)
		buf_format(&query, "&scope=%s", scopes[filter->scope].code);
	if (filter->by_created)
		buf_text(&query, "&sort=created");
	if (!text_empty(filter->search)) {
		buf_text(&query, "&q=");
		buf_url(&query, filter->search);
	}
	kept = buf_keep(&query, request->arena);
	return kept == NULL ? "" : kept;
}

/* Nothing for who belongs to no company. */
static void show_scopes(struct request *request, const struct ticket_filter *filter)
{
	struct ticket_filter other = { .by_created = filter->by_created };
	struct view *view = request->view;
	size_t shown = 0;

	if (request->who.company_count == 0)
		return;
	for (size_t i = 0; i < LENGTH(scopes); i++) {
		if (!may_choose(request, (enum ticket_scope)i))
			continue;
		other.scope = (enum ticket_scope)i;
		view_text(view, view_item(view, "Scopes", shown, "url"),
		        arena_format(request->arena, "%s?%s", url(request, "/tickets"),
		                list_query(request, &other, filter->tab)));
		view_text(view, view_item(view, "Scopes", shown, "text"), view_say(view, scopes[i].text));
		view_flag(view, view_item(view, "Scopes", shown, "current"), i == filter->scope);
		shown++;
	}
}

static void show_tabs(
        struct request *request, const struct ticket_filter *filter, const struct ticket_counts *counts)
{
	static const enum ticket_tab shown[] = { TICKET_TAB_ALL, TICKET_TAB_OPEN, TICKET_TAB_WAITING,
		TICKET_TAB_SOLVED };
	const int64_t count[] = { counts->open_count, counts->waiting_count, counts->solved_count,
		counts->all_count };
	struct ticket_filter plain = { .scope = filter->scope, .by_created = filter->by_created };
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
	view_text(view, "List.scope", filter->scope == TICKET_SCOPE_OWN ? NULL : scopes[filter->scope].code);
	view_text(view, "List.company",
	        filter->scope != TICKET_SCOPE_SHARED && filter->company_id != 0 ? request->who.company
	                                                                        : NULL);
	view_option(
	        view, "Sorts", 0, "updated", view_say(view, N_("Latest change first")), !filter->by_created);
	view_option(
	        view, "Sorts", 1, "created", view_say(view, N_("Newest ticket first")), filter->by_created);
}

void show_ticket_list(struct request *request, const struct ticket_filter *filter,
        const struct ticket_counts *counts, const struct db_rows *rows, bool more)
{
	show_scopes(request, filter);
	show_tabs(request, filter, counts);
	show_list_tools(request, filter);
	show_rows(request, filter, rows, more);
	show_found(request, filter, rows->count, more);
}
