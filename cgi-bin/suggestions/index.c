/* The boards and what stands on them, and the roadmap. */
#include "suggestions.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/follow.h"
#include "domain/suggestion_board.h"
#include "domain/suggestion_status.h"
#include "web/pager.h"
#include "web/feed.h"
#include "web/show_follow.h"
#include "web/show_suggestion.h"

enum rc show_shared(struct request *request, const char *template_name)
{
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_show(request, template_name);
}

void show_way(struct request *request, const char *last)
{
	struct view *view = request->view;
	page_crumb(request, view_say(view, N_("Home")), url(request, "/"));
	page_crumb(request, view_say(view, N_("Ideas")), last ? url(request, "/suggestions") : NULL);
	if (last)
		page_crumb(request, last, NULL);
}

/* --- what is asked for ------------------------------------------------------------------------ */

static const struct {
	const char *code, *text;
} sorts[] = {
	[SUGGESTION_TRENDING] = { "trending", N_("Trending") },
	[SUGGESTION_TOP] = { "top", N_("Most votes") },
	[SUGGESTION_NEW] = { "new", N_("Newest") },
	[SUGGESTION_MINE] = { "mine", N_("Mine") },
};

static enum suggestion_sort asked_sort(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(sorts); i++)
		if (text_equal(field_text(request, "sort"), sorts[i].code))
			return (enum suggestion_sort)i;
	return SUGGESTION_TRENDING;
}

static struct suggestion_filter asked_filter(struct request *request, int64_t board_id)
{
	struct page_key key = pager_key(request);
	return (struct suggestion_filter){ .reader = audience_reader(&request->who),
		.lang = request->language->code,
		.board_id = board_id,
		.status = field_text(request, "status"),
		.tag = field_text(request, "tag"),
		.sort = asked_sort(request),
		.place = { key.at, key.id, key.set, key.backwards } };
}

/* The list's own parameters with another order; "" without any or without memory. */
static const char *list_query(
        struct request *request, const struct suggestion_filter *filter, enum suggestion_sort sort)
{
	struct buf query;
	buf_init(&query, LIMIT_QUERY);
	buf_format(&query, "sort=%s", sorts[sort].code);
	if (!text_empty(filter->status))
		buf_format(&query, "&status=%s", filter->status);
	if (!text_empty(filter->tag)) {
		buf_text(&query, "&tag=");
		buf_url(&query, filter->tag);
	}
	const char *kept = buf_keep(&query, request->arena);
	return kept ? kept : "";
}

/* --- a list ----------------------------------------------------------------------------------- */

struct listing {
	struct suggestion_filter filter;
	const struct suggestion_board *board; /* NULL: over all */
	struct suggestion_rules rules;
	struct db_rows boards, rows;
	int64_t count;
	bool more;
	const char *path; /* of the list */
};

/* In one status there is no trend. */
static bool is_offered(const struct request *request, const struct listing *listing, size_t sort)
{
	if (sort == SUGGESTION_MINE)
		return request->signed_in;
	return sort != SUGGESTION_TRENDING || text_empty(listing->filter.status);
}

static void show_tabs(struct request *request, const struct listing *listing)
{
	enum suggestion_sort chosen = suggestion_sort_of(&listing->filter);
	struct view *view = request->view;
	size_t shown = 0;
	for (size_t i = 0; i < LENGTH(sorts); i++) {
		if (!is_offered(request, listing, i))
			continue;
		view_text(view, view_item(view, "Tabs", shown, "url"),
		        arena_format(request->arena, "%s?%s", listing->path,
		                list_query(request, &listing->filter, (enum suggestion_sort)i)));
		view_text(view, view_item(view, "Tabs", shown, "text"), view_say(view, sorts[i].text));
		view_flag(view, view_item(view, "Tabs", shown++, "current"), i == chosen);
	}
}

static void show_statuses(struct request *request, const struct listing *listing)
{
	const struct suggestion_filter *filter = &listing->filter;
	struct view *view = request->view;
	const char *word;
	view_option(
	        view, "Statuses", 0, "", view_say(view, N_("All that are open")), text_empty(filter->status));
	for (size_t i = 0; (word = suggestion_status_at(i)) != NULL; i++)
		view_option(view, "Statuses", i + 1, word, say_suggestion_status(view, &listing->rules, word),
		        text_equal(word, filter->status));
}

static void show_boards(struct request *request, const struct listing *listing)
{
	const struct suggestion_board *boards = listing->boards.items;
	struct view *view = request->view;
	for (size_t i = 0; i < listing->boards.count; i++) {
		view_text(view, view_item(view, "Boards", i, "url"),
		        urlf(request, "/suggestions/b/{1}", boards[i].slug));
		view_text(view, view_item(view, "Boards", i, "name"), boards[i].name);
		view_text(view, view_item(view, "Boards", i, "colour"), boards[i].colour);
		view_text(view, view_item(view, "Boards", i, "description"), boards[i].description);
		view_flag(view, view_item(view, "Boards", i, "private"),
		        !text_equal(boards[i].audience, AUDIENCE_PUBLIC));
		view_flag(view, view_item(view, "Boards", i, "current"), &boards[i] == listing->board);
	}
}

static void show_rows(struct request *request, const struct listing *listing)
{
	const struct suggestion_filter *filter = &listing->filter;
	const struct suggestion_row *rows = listing->rows.items;
	const char *query = list_query(request, filter, filter->sort);
	const char *here = arena_format(request->arena, "%s?%s", listing->path, query);
	if (!text_empty(field_text(request, "at")))
		here = arena_format(request->arena, "%s&at=%s", here, field_text(request, "at"));
	for (size_t i = 0; i < listing->rows.count; i++)
		show_suggestion_row(request, "Ideas", i, &rows[i], &listing->rules, here);
	if (listing->rows.count == 0)
		return;
	const struct suggestion_row *last = &rows[listing->rows.count - 1];
	bool backwards = filter->place.backwards;
	pager_show(request, listing->path, query,
	        (struct page_key){ .at = suggestion_place(filter, rows), .id = rows->id },
	        (struct page_key){ .at = suggestion_place(filter, last), .id = last->id },
	        backwards ? listing->more : filter->place.set, backwards || listing->more);
}

static bool takes_any(const struct request *request, const struct listing *listing)
{
	const struct suggestion_board *boards = listing->boards.items;
	for (size_t i = 0; i < listing->boards.count; i++)
		if (suggestion_board_takes(&request->who, &boards[i]))
			return true;
	return false;
}

/* Who may propose here; a stranger is led to the sign-in page where no board takes guests. */
static void show_propose(struct request *request, const struct listing *listing)
{
	const struct suggestion_board *board = listing->board;
	struct view *view = request->view;
	const char *path = board ? urlf(request, "/suggestions/new?board={1}", board->slug)
	                         : url(request, "/suggestions/new");
	bool takes = board ? suggestion_board_takes(&request->who, board) : takes_any(request, listing);
	if (takes)
		view_text(view, "List.new_url", path);
	else if (!request->signed_in && (!board || board->active))
		view_text(view, "List.login_url", urlf(request, "/login?next={1}", path));
	else
		view_flag(view, "List.closed", board != NULL && !board->active);
}

/* A board that is not for everybody has none. */
static void show_feed(struct request *request, const struct suggestion_board *board)
{
	if (board == NULL)
		show_feed_link(
		        request, url(request, "/suggestions/feed"), view_say(request->view, N_("New ideas")));
	else if (text_equal(board->audience, AUDIENCE_PUBLIC))
		show_feed_link(
		        request, urlf(request, "/suggestions/feed?board={1}", board->slug), board->name);
}

static void show_tools(struct request *request, const struct listing *listing)
{
	const struct suggestion_filter *filter = &listing->filter;
	struct view *view = request->view;
	view_text(view, "List.action", listing->path);
	view_text(view, "List.sort", sorts[filter->sort].code);
	view_text(view, "List.tag", filter->tag);
	view_flag(view, "List.mine", filter->sort == SUGGESTION_MINE);
	view_flag(view, "List.filtered", !text_empty(filter->status) || !text_empty(filter->tag));
	view_text(view, "List.roadmap_url", url(request, "/suggestions/roadmap"));
	view_text(view, "List.all_url", url(request, "/suggestions"));
	show_feed(request, listing->board);
	if (filter->sort != SUGGESTION_MINE && text_empty(filter->tag) && listing->count > 0)
		view_text(view, "List.count_text",
		        view_plural(view, N_("{n} idea"), N_("{n} ideas"), listing->count));
}

static enum rc show_list(struct request *request, struct listing *listing)
{
	const struct suggestion_filter *filter = &listing->filter;
	bool counted = filter->sort != SUGGESTION_MINE && text_empty(filter->tag);
	enum rc rc = suggestion_list(
	        request->db, request->arena, filter, LIMIT_PAGE_ROWS, &listing->rows, &listing->more);
	if (rc == RC_OK)
		rc = suggestion_rules_read(
		        request->db, request->arena, request->language->code, &listing->rules);
	if (rc == RC_OK && counted)
		rc = suggestion_list_count(request->db, request->arena, filter, &listing->count);
	if (rc != RC_OK)
		return rc;
	show_boards(request, listing);
	show_tabs(request, listing);
	show_statuses(request, listing);
	show_rows(request, listing);
	show_propose(request, listing);
	show_tools(request, listing);
	return show_shared(request, "suggestions/index");
}

/* "Mine" of a stranger: whose? */
static bool needs_login(const struct request *request)
{
	return !request->signed_in && asked_sort(request) == SUGGESTION_MINE;
}

enum rc index_page(struct request *request)
{
	struct listing listing = { .path = url(request, "/suggestions") };
	if (needs_login(request))
		return page_go(request, urlf(request, "/login?next={1}", listing.path));
	enum rc rc = suggestion_board_list(
	        request->db, request->arena, &request->who, request->language->code, &listing.boards);
	if (rc != RC_OK)
		return rc;
	listing.filter = asked_filter(request, 0);
	page_title(request, view_say(request->view, N_("Ideas")));
	show_way(request, NULL);
	return show_list(request, &listing);
}

static const struct suggestion_board *board_in(const struct db_rows *rows, const char *slug)
{
	const struct suggestion_board *boards = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		if (text_equal(boards[i].slug, slug))
			return &boards[i];
	return NULL;
}

enum rc board_page(struct request *request)
{
	struct listing listing = { .count = 0 };
	enum rc rc = suggestion_board_list(
	        request->db, request->arena, &request->who, request->language->code, &listing.boards);
	if (rc != RC_OK)
		return rc;
	const struct suggestion_board *board = board_in(&listing.boards, param_text(request, "slug"));
	if (!board)
		return RC_NOT_FOUND;
	listing.board = board;
	listing.path = urlf(request, "/suggestions/b/{1}", board->slug);
	if (needs_login(request))
		return page_go(request, urlf(request, "/login?next={1}", listing.path));
	listing.filter = asked_filter(request, board->id);
	page_title(request, board->name);
	view_text(request->view, "Board.description", board->description);
	view_text(request->view, "Board.colour", board->colour);
	show_way(request, board->name);
	show_follow(request, board->follow, urlf(request, "/suggestions/b/{1}/follow", board->slug),
	        "/suggestions/b/:slug/follow");
	return show_list(request, &listing);
}

/* --- the roadmap ------------------------------------------------------------------------------ */

struct roadmap {
	struct suggestion_rules rules;
	struct db_rows rows[SUGGESTION_PARTS];
};

static void show_column(
        struct request *request, size_t index, const char *status, const struct roadmap *roadmap)
{
	struct view *view = request->view;
	const char *list = view_item(view, "Columns", index, "rows");
	size_t shown = 0;
	view_text(view, view_item(view, "Columns", index, "status"), status);
	view_text(view, view_item(view, "Columns", index, "text"),
	        say_suggestion_status(view, &roadmap->rules, status));
	view_text(view, view_item(view, "Columns", index, "url"),
	        urlf(request, "/suggestions?status={1}&sort=new", status));
	for (size_t part = 0; part < SUGGESTION_PARTS; part++) {
		const struct suggestion_row *items = roadmap->rows[part].items;
		for (size_t i = 0; i < roadmap->rows[part].count; i++)
			if (text_equal(items[i].status, status)) {
				show_suggestion_row(request, list, shown, &items[i], &roadmap->rules,
				        url(request, "/suggestions/roadmap"));
				view_text(view, view_item(view, list, shown++, "status"),
				        ""); /* the heading says it */
			}
	}
}

enum rc roadmap_page(struct request *request)
{
	struct suggestion_filter filter = { .reader = audience_reader(&request->who),
		.lang = request->language->code };
	const char *statuses[SUGGESTION_COLUMNS];
	struct view *view = request->view;
	struct roadmap roadmap;
	enum rc rc = suggestion_rules_read(request->db, request->arena, filter.lang, &roadmap.rules);
	if (rc == RC_OK)
		rc = suggestion_roadmap(request->db, request->arena, &filter, &roadmap.rules, roadmap.rows);
	if (rc != RC_OK)
		return rc;
	size_t columns = suggestion_rule_columns(&roadmap.rules, statuses);
	for (size_t i = 0; i < columns; i++)
		show_column(request, i, statuses[i], &roadmap);
	page_title(request, view_say(view, N_("Roadmap")));
	show_way(request, view_say(view, N_("Roadmap")));
	view_text(view, "List.all_url", url(request, "/suggestions"));
	return show_shared(request, "suggestions/roadmap");
}
