/* Merging a duplicate into the suggestion that goes on: search it, look at what becomes of the votes,
 * confirm. */
#include "suggestions.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/search.h"
#include "domain/suggestion_vote.h"
#include "web/show_hit.h"
#include "web/show_suggestion.h"

/* A number names one, words find some; the one that shall be merged is none of them. */
static enum rc find_candidates(
        struct request *request, const struct suggestion *suggestion, struct db_rows *rows)
{
	const char *words = field_text(request, "q");
	struct audience_reader reader = audience_reader(&request->who);
	int64_t ids[LIMIT_SIMILAR] = { 0 }, number;
	struct search_hits hits = { .count = 0 };
	size_t count = 0;
	*rows = (struct db_rows){ .count = 0 };
	if (text_number(words, &number) == RC_OK) {
		ids[count++] = number;
	} else {
		struct search_ask ask = search_ask_of(
		        request, text_empty(words) ? suggestion->title : words, SEARCH_SUGGESTION, 1);
		enum rc rc = search_answers(request->db, request->arena, &ask, LIMIT_SIMILAR, &hits);
		if (rc != RC_OK)
			return rc;
	}
	for (size_t i = 0; i < hits.count && count < LIMIT_SIMILAR; i++)
		ids[count++] = hits.items[i].id;
	return suggestion_list_by_ids(
	        request->db, request->arena, &reader, ids, count, request->language->code, rows);
}

static void show_candidates(
        struct request *request, const struct suggestion *suggestion, const struct db_rows *rows)
{
	const struct suggestion_row *items = rows->items;
	struct view *view = request->view;
	size_t shown = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct suggestion_row *row = &items[i];
		if (row->id == suggestion->id || text_equal(row->status, "duplicate"))
			continue;
		view_number(view, view_item(view, "Candidates", shown, "id"), row->id);
		view_text(view, view_item(view, "Candidates", shown, "title"), row->title);
		view_text(view, view_item(view, "Candidates", shown, "board"), row->board);
		view_text(view, view_item(view, "Candidates", shown++, "votes_text"),
		        say_votes(view, row->vote_count));
	}
}

static void show_frame(struct request *request, const struct suggestion *suggestion)
{
	struct view *view = request->view;
	page_title(request, view_say(view, N_("Merge into another idea")));
	show_way(request, view_say(view, N_("Merge into another idea")));
	view_text(view, "Merge.title", suggestion->title);
	view_text(view, "Merge.votes_text", say_votes(view, suggestion->vote_count));
	view_text(view, "Merge.url", suggestion_url(request, "/suggestions/{1}", suggestion->id));
	view_text(view, "Merge.action", suggestion_url(request, "/suggestions/{1}/merge", suggestion->id));
}

static enum rc show_search(struct request *request, const struct suggestion *suggestion)
{
	struct db_rows rows;
	enum rc rc = find_candidates(request, suggestion, &rows);
	if (rc != RC_OK)
		return rc;
	show_candidates(request, suggestion, &rows);
	show_frame(request, suggestion);
	view_text(request->view, "Merge.query", field_text(request, "q"));
	return page_show(request, "suggestions/merge");
}

/* How many votes will unite, before anybody confirms. */
static enum rc show_question(struct request *request, const struct suggestion *suggestion, int64_t target_id)
{
	struct view *view = request->view;
	struct suggestion target;
	int64_t votes;
	enum rc rc = suggestion_find(
	        request->db, request->arena, target_id, request->who.id, request->language->code, &target);
	if (rc == RC_OK && (!suggestion_takes_comments(&target) || target_id == suggestion->id))
		rc = RC_NOT_FOUND;
	if (rc == RC_NOT_FOUND) {
		request_error(request, "q", N_("Choose an idea that is open and no duplicate itself."));
		return show_search(request, suggestion);
	}
	if (rc == RC_OK)
		rc = suggestion_merge_preview(request->db, request->arena, suggestion->id, target_id, &votes);
	if (rc != RC_OK)
		return rc;
	show_frame(request, suggestion);
	view_number(view, "Target.id", target_id);
	view_text(view, "Target.title", target.title);
	view_text(view, "Target.votes_text", say_votes(view, target.vote_count));
	view_text(view, "Target.united_text", say_votes(view, votes));
	page_token(request, "Token.merge", "/suggestions/:id/merge");
	return page_show(request, "suggestions/merge");
}

/* What is held, hidden or deleted is merged with nothing. */
static enum rc find_open(struct request *request, struct suggestion *suggestion)
{
	enum rc rc = find_suggestion(request, suggestion);
	return rc == RC_OK && !text_equal(suggestion->state, "open") ? RC_NOT_FOUND : rc;
}

enum rc merge_page(struct request *request)
{
	int64_t target_id = field_number(request, "target");
	struct suggestion suggestion;
	enum rc rc = find_open(request, &suggestion);
	if (rc == RC_OK && suggestion.merged_id != 0)
		rc = RC_NOT_FOUND;
	if (rc != RC_OK)
		return rc;
	return target_id ? show_question(request, &suggestion, target_id) : show_search(request, &suggestion);
}

enum rc merge_do(struct request *request)
{
	int64_t id, target_id = field_number(request, "target");
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = suggestion_merge(
		        request->db, request->arena, &request->who, id, target_id, request->now);
	if (rc == RC_CONFLICT || rc == RC_INVALID) {
		struct suggestion suggestion;
		rc = find_open(request, &suggestion);
		if (rc == RC_OK && suggestion.merged_id != 0)
			return go_back(request, suggestion.merged_id, "ideas-merged");
		request_error(request, "q", N_("Choose an idea that is open and no duplicate itself."));
		return rc == RC_OK ? show_search(request, &suggestion) : rc;
	}
	return rc == RC_OK ? go_back(request, target_id, "ideas-merged") : rc;
}
