/* Who voted for a suggestion, for staff: people, companies, industries; the same as a file. */
#include "suggestions.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/suggestion_vote.h"
#include "web/csv.h"
#include "web/pager.h"
#include "web/show_person.h"
#include "web/show_suggestion.h"

static void show_row(struct request *request, size_t index, const struct suggestion_vote_row *row)
{
	struct view *view = request->view;
	bool gone = text_equal(row->state, "deleted");
	view_text(view, view_item(view, "Voters", index, "name"), say_name(view, row->name));
	view_text(view, view_item(view, "Voters", index, "mail"), gone ? "" : row->mail);
	view_text(view, view_item(view, "Voters", index, "company"), row->company);
	view_text(view, view_item(view, "Voters", index, "industry"), say_industry(view, row->industry));
	view_time(view, view_item(view, "Voters", index, "time"), row->created_at);
	if (row->by_id != 0)
		view_text(view, view_item(view, "Voters", index, "by_text"),
		        view_fill(view, N_("by {1}"), say_name(view, row->by_name)));
	if (row->ticket_number == 0)
		return;
	view_code(view, view_item(view, "Voters", index, "ticket"), row->ticket_number);
	view_text(view, view_item(view, "Voters", index, "ticket_url"),
	        suggestion_url(request, "/desk/{1}", row->ticket_number));
}

static void show_rows(struct request *request, const struct suggestion *suggestion,
        const struct db_rows *rows, const struct list_place *place, bool more)
{
	const struct suggestion_vote_row *items = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		show_row(request, i, &items[i]);
	if (rows->count == 0)
		return;
	const struct suggestion_vote_row *last = &items[rows->count - 1];
	pager_show(request, suggestion_url(request, "/suggestions/{1}/voters", suggestion->id), "",
	        (struct page_key){ .at = items->created_at, .id = items->account_id },
	        (struct page_key){ .at = last->created_at, .id = last->account_id },
	        place->backwards ? more : place->set, place->backwards || more);
}

/* <hdf>.N.text .votes; `say` puts a word into the page's language, NULL: a name as it is. */
static void show_totals(struct request *request, const char *hdf, const struct db_rows *rows,
        const char *(*say)(const struct view *, const char *), const char *none)
{
	const struct suggestion_vote_total *items = rows->items;
	struct view *view = request->view;
	for (size_t i = 0; i < rows->count; i++) {
		const char *name = items[i].name;
		if (text_empty(name))
			name = view_say(view, none);
		else if (say)
			name = say(view, name);
		view_text(view, view_item(view, hdf, i, "text"), name);
		view_count(view, view_item(view, hdf, i, "votes"), items[i].votes);
	}
}

enum rc voters_page(struct request *request)
{
	struct page_key key = pager_key(request);
	struct list_place place = { key.at, key.id, key.set, key.backwards };
	struct db_rows rows, companies, industries;
	struct suggestion suggestion;
	bool more;
	enum rc rc = find_suggestion(request, &suggestion);
	if (rc == RC_OK)
		rc = suggestion_vote_list(
		        request->db, request->arena, suggestion.id, &place, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc == RC_OK)
		rc = suggestion_vote_by_company(request->db, request->arena, suggestion.id, &companies);
	if (rc == RC_OK)
		rc = suggestion_vote_by_industry(request->db, request->arena, suggestion.id, &industries);
	if (rc != RC_OK)
		return rc;
	show_rows(request, &suggestion, &rows, &place, more);
	show_totals(request, "Companies", &companies, NULL, N_("Without a company"));
	show_totals(request, "Industries", &industries, say_industry, N_("Not told"));
	page_title(request, view_say(request->view, N_("Who voted")));
	show_way(request, view_say(request->view, N_("Who voted")));
	view_text(request->view, "Idea.title", suggestion.title);
	view_text(request->view, "Idea.url", suggestion_url(request, "/suggestions/{1}", suggestion.id));
	view_text(request->view, "Idea.votes_text", say_votes(request->view, suggestion.vote_count));
	if (may(&request->who, PERMISSION_EXPORT))
		view_text(request->view, "List.csv_url",
		        suggestion_url(request, "/suggestions/{1}/voters.csv", suggestion.id));
	return page_show(request, "suggestions/voters");
}

static void write_row(struct csv *csv, const struct suggestion_vote_row *row)
{
	csv_number(csv, row->account_id);
	csv_text(csv, row->name);
	csv_text(csv, text_equal(row->state, "deleted") ? NULL : row->mail);
	csv_text(csv, row->company);
	csv_text(csv, row->industry);
	csv_time(csv, row->created_at);
	csv_text(csv, row->by_name);
	if (row->ticket_number == 0)
		csv_text(csv, NULL);
	else
		csv_number(csv, row->ticket_number);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv, int64_t id)
{
	struct list_place place = { .set = false };
	struct db_rows rows;
	bool more;
	enum rc rc;
	do {
		rc = suggestion_vote_list(
		        request->db, csv_batch(csv), id, &place, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct suggestion_vote_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(csv, &items[i]);
		if (rc == RC_OK && rows.count > 0)
			place = (struct list_place){ .at = items[rows.count - 1].created_at,
				.id = items[rows.count - 1].account_id,
				.set = true };
	} while (rc == RC_OK && more && csv_goes_on(csv));
	return rc;
}

enum rc voters_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("E-mail address"), N_("Company"),
		N_("Industry"), N_("Voted"), N_("On behalf, by"), N_("Ticket") };
	struct suggestion suggestion;
	struct csv *csv;
	enum rc rc = find_suggestion(request, &suggestion);
	if (rc == RC_OK)
		rc = csv_begin(request, &csv);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < LENGTH(titles); i++)
		csv_head(csv, titles[i]);
	csv_end_row(csv);
	rc = write_rows(request, csv, suggestion.id);
	return rc == RC_OK ? csv_send(csv, "suggestion_vote",
	                             suggestion_url(request, "/suggestions/{1}/voters", suggestion.id))
	                   : rc;
}
