/* The queue: views with counts, one team's part of it or all that the agent sees, the search in it. */
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "domain/forum_waiting.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_person.h"
#include "web/show_ticket.h"

#define NO_TEAM "none"

/* --- views ----------------------------------------------------------------------------------- */

static const struct {
	const char *code, *text;
} views[] = {
	[QUEUE_MINE] = { "mine", N_("Mine") },
	[QUEUE_UNASSIGNED] = { "unassigned", N_("Unassigned") },
	[QUEUE_OPEN] = { "open", N_("All open") },
	[QUEUE_WAITING] = { "waiting", N_("Waiting for customer") },
	[QUEUE_SOLVED] = { "solved", N_("Solved") },
};

static enum queue asked_view(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(views); i++)
		if (text_equal(field_text(request, "view"), views[i].code))
			return (enum queue)i;
	return QUEUE_OPEN;
}

_Static_assert(LENGTH(views) == QUEUES, "desk.h counts the views");

static void show_view(
        struct request *request, size_t index, const char *path, const char *text, size_t current)
{
	struct view *view = request->view;

	view_text(view, view_item(view, "Views", index, "url"), url(request, path));
	view_text(view, view_item(view, "Views", index, "text"), view_say(view, text));
	view_flag(view, view_item(view, "Views", index, "current"), index == current);
}

static void show_community_views(struct request *request, size_t current)
{
	show_view(request, VIEW_FORUM, "/desk/forum", N_("Forum: no answer"), current);
	if (may_moderate(&request->who))
		show_view(request, VIEW_MODERATION, "/desk/moderation", N_("Moderation"), current);
}

void show_community_counts(struct request *request, const struct forum_waiting_counts *counts)
{
	struct view *view = request->view;

	view_count(view, view_item(view, "Views", VIEW_FORUM, "count"), counts->topic_count);
	if (may_moderate(&request->who))
		view_count(
		        view, view_item(view, "Views", VIEW_MODERATION, "count"), counts->moderation_count);
}

void show_views(struct request *request, const struct queue_counts *counts, size_t current, const char *team)
{
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(views); i++) {
		view_text(view, view_item(view, "Views", i, "url"),
		        text_empty(team) ? urlf(request, "/desk?view={1}", views[i].code)
		                         : urlf(request, "/desk?view={1}&team={2}", views[i].code, team));
		view_text(view, view_item(view, "Views", i, "text"), view_say(view, views[i].text));
		view_flag(view, view_item(view, "Views", i, "current"), i == current);
	}
	show_community_views(request, current);
	if (counts == NULL)
		return;
	const int64_t count[] = { counts->mine_count, counts->unassigned_count, counts->open_count,
		counts->waiting_count, counts->solved_count };
	for (size_t i = 0; i < LENGTH(views); i++)
		view_count(view, view_item(view, "Views", i, "count"), count[i]);
}

/* --- teams ----------------------------------------------------------------------------------- */

/* The part of the queue that is asked for; all, if the agent does not see that team's. */
static void ask_part(
        const struct request *request, const struct queue_sight *sight, struct queue_filter *filter)
{
	const struct queue_team *teams = sight->own.items;
	const char *asked = field_text(request, "team");
	int64_t id;

	filter->part = QUEUE_PART_ALL;
	if (text_equal(asked, NO_TEAM)) {
		filter->part = QUEUE_PART_NO_TEAM;
		return;
	}
	if (text_number(asked, &id) != RC_OK)
		return;
	for (size_t i = 0; i < sight->own.count; i++) {
		if (teams[i].id != id)
			continue;
		filter->part = QUEUE_PART_TEAM;
		filter->team_id = id;
	}
}

static const char *number_text(struct request *request, int64_t number)
{
	return arena_format(request->arena, "%lld", (long long)number);
}

/* The part as a parameter. */
static const char *part_code(struct request *request, const struct queue_filter *filter)
{
	if (filter->part == QUEUE_PART_NO_TEAM)
		return NO_TEAM;
	return filter->part == QUEUE_PART_TEAM ? number_text(request, filter->team_id) : "";
}

/* Nothing where there are no teams. */
static void show_teams(
        struct request *request, const struct queue_sight *sight, const struct queue_filter *filter)
{
	const struct queue_team *teams = sight->own.items;
	struct view *view = request->view;

	if (sight->own.count == 0)
		return;
	view_option(view, "Teams", 0, "",
	        view_say(view, sight->all ? N_("All teams") : N_("All my tickets and teams")),
	        filter->part == QUEUE_PART_ALL);
	view_option(
	        view, "Teams", 1, NO_TEAM, view_say(view, N_("No team")), filter->part == QUEUE_PART_NO_TEAM);
	for (size_t i = 0; i < sight->own.count; i++)
		view_option(view, "Teams", i + 2, number_text(request, teams[i].id), teams[i].name,
		        filter->part == QUEUE_PART_TEAM && filter->team_id == teams[i].id);
}

/* --- the queue ------------------------------------------------------------------------------- */

static struct queue_filter asked_filter(const struct request *request, const struct queue_sight *sight)
{
	struct page_key key = pager_key(request);
	struct queue_filter filter = { .queue = asked_view(request),
		.newest_first = text_equal(field_text(request, "sort"), "newest"),
		.place = { key.at, key.id, key.set, key.backwards } };

	ask_part(request, sight, &filter);
	filter.company_id = field_number(request, "company");
	return filter;
}

/* --- one company's --------------------------------------------------------------------------- */

/* The name only for who may see companies anyway, or a ticket of this one. */
static const char *company_name(struct request *request, const struct queue_counts *counts)
{
	int64_t seen = counts->open_count + counts->waiting_count + counts->solved_count;

	if (counts->company == NULL || (seen == 0 && !may(&request->who, PERMISSION_COMPANIES)))
		return view_say(request->view, N_("One company"));
	return counts->company;
}

/* The views go on in the same company; the chip leads out of it. */
static void show_company(
        struct request *request, const struct queue_filter *filter, const struct queue_counts *counts)
{
	struct view *view = request->view;
	const char *id = number_text(request, filter->company_id), *team = part_code(request, filter);

	for (size_t i = 0; i < LENGTH(views); i++)
		view_text(view, view_item(view, "Views", i, "url"),
		        urlf(request, "/desk?view={1}&team={2}&company={3}", views[i].code, team, id));
	view_text(view, "Queue.company", company_name(request, counts));
	view_text(view, "Queue.company_id", id);
	view_text(view, "Queue.every_url",
	        urlf(request, "/desk?view={1}&team={2}", views[filter->queue].code, team));
}

static const char *last_text(struct request *request, const struct queue_row *row)
{
	const char *message = row->last_by_staff ? N_("Last by staff: {1}") : N_("Last by customer: {1}");

	return view_fill(request->view, message, say_name(request->view, row->last_name));
}

static void show_row(struct request *request, size_t index, const struct queue_row *row)
{
	struct view *view = request->view;
	const char *number = arena_format(request->arena, "%lld", (long long)row->number);
	bool marked = text_equal(row->priority, "urgent") || text_equal(row->priority, "high");

	view_text(view, view_item(view, "Tickets", index, "url"), urlf(request, "/desk/{1}", number));
	view_code(view, view_item(view, "Tickets", index, "number"), row->number);
	view_text(view, view_item(view, "Tickets", index, "subject"), row->subject);
	view_text(view, view_item(view, "Tickets", index, "last_text"), last_text(request, row));
	view_text(view, view_item(view, "Tickets", index, "requester"), say_name(view, row->requester));
	view_flag(view, view_item(view, "Tickets", index, "unread"), !row->last_by_staff);
	view_text(view, view_item(view, "Tickets", index, "status"), row->state);
	view_text(view, view_item(view, "Tickets", index, "status_text"),
	        say_ticket_state(view, SIDE_STAFF, row->state));
	view_text(view, view_item(view, "Tickets", index, "agent"), row->assignee);
	view_text(view, view_item(view, "Tickets", index, "team"), row->team);
	view_time(view, view_item(view, "Tickets", index, "waited"), row->activity_at);
	if (!marked)
		return;
	view_text(view, view_item(view, "Tickets", index, "priority"), row->priority);
	view_text(view, view_item(view, "Tickets", index, "priority_text"),
	        say_ticket_priority(view, SIDE_STAFF, row->priority));
}

static void show_pages(
        struct request *request, const struct queue_filter *filter, const struct db_rows *rows, bool more)
{
	const struct queue_row *items = rows->items;
	const char *query =
	        arena_format(request->arena, "view=%s&sort=%s&team=%s&company=%s", views[filter->queue].code,
	                filter->newest_first ? "newest" : "oldest", part_code(request, filter),
	                filter->company_id ? number_text(request, filter->company_id) : "");
	bool backwards = filter->place.backwards;

	if (rows->count == 0 || query == NULL)
		return;
	struct page_key from = { .at = items[0].activity_at, .id = items[0].id };
	struct page_key to = { .at = items[rows->count - 1].activity_at, .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/desk"), query, from, to, backwards ? more : filter->place.set,
	        backwards || more);
}

static const char *summary(struct request *request, size_t count, bool more, bool search)
{
	struct view *view = request->view;

	if (count == 0 || (!search && more))
		return NULL;
	if (more)
		return view_fill(view, N_("The newest {1}. More words find fewer."),
		        view_digits(view, (int64_t)count));
	return search ? view_plural(view, N_("{n} ticket found"), N_("{n} tickets found"), (int64_t)count)
	              : NULL;
}

static void show_tools(
        struct request *request, const struct queue_sight *sight, const struct queue_filter *filter)
{
	struct view *view = request->view;

	view_text(view, "Queue.action", url(request, "/desk"));
	view_text(view, "Queue.view", views[filter->queue].code);
	view_text(view, "Queue.query", field_text(request, "q"));
	view_option(
	        view, "Sorts", 0, "oldest", view_say(view, N_("Longest wait first")), !filter->newest_first);
	view_option(
	        view, "Sorts", 1, "newest", view_say(view, N_("Latest change first")), filter->newest_first);
	show_teams(request, sight, filter);
}

static enum rc read_queue(struct request *request, const struct queue_sight *sight,
        const struct queue_filter *filter, struct db_rows *rows, bool *more)
{
	const char *search = field_text(request, "q");

	if (text_empty(search))
		return queue_list(request->db, request->arena, sight, filter, LIMIT_PAGE_ROWS, rows, more);
	return queue_search(
	        request->db, request->arena, sight, request->language, search, LIMIT_PAGE_ROWS, rows, more);
}

/* A search looks through every view and team that the agent sees. */
static void show_queue(struct request *request, const struct queue_filter *filter, const struct db_rows *rows,
        bool more, bool search)
{
	const struct queue_row *items = rows->items;
	struct view *view = request->view;
	const char *title = view_say(view, search ? N_("Search") : views[filter->queue].text);

	for (size_t i = 0; i < rows->count; i++)
		show_row(request, i, &items[i]);
	if (!search)
		show_pages(request, filter, rows, more);
	page_title(request, title);
	view_text(view, "Queue.title", title);
	view_text(view, "Queue.summary_text", summary(request, rows->count, more, search));
}

enum rc queue_page(struct request *request)
{
	bool search = !text_empty(field_text(request, "q"));
	struct queue_filter filter;
	struct queue_counts counts;
	struct forum_waiting_counts community;
	struct queue_sight sight;
	struct db_rows rows;
	bool more = false;
	enum rc rc = queue_sight(request->db, request->arena, &request->who, &sight);

	if (rc != RC_OK)
		return rc;
	filter = asked_filter(request, &sight);
	rc = queue_counts(request->db, request->arena, &sight, &filter, &counts);
	if (rc == RC_OK)
		rc = forum_waiting_counts(request->db, request->arena, request->now, &community);
	if (rc == RC_OK)
		rc = read_queue(request, &sight, &filter, &rows, &more);
	if (rc != RC_OK)
		return rc;
	show_queue(request, &filter, &rows, more, search);
	show_views(request, &counts, search ? VIEWS : filter.queue, part_code(request, &filter));
	if (filter.company_id != 0 && !search)
		show_company(request, &filter, &counts);
	show_community_counts(request, &community);
	show_tools(request, &sight, &filter);
	return page_show(request, "desk/queue");
}
