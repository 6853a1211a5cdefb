/*
 * Proposing: the title first, then what is like it, with a vote for each, above the rest of the form. A
 * stranger may propose on boards that take guests, once he is no robot; a moderator looks at it.
 */
#include "suggestions.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/search.h"
#include "domain/suggestion_board.h"
#include "web/pace.h"
#include "web/robot.h"
#include "web/show_hit.h"
#include "web/show_suggestion.h"

struct proposing {
	struct db_rows boards; /* those that he may read */
	const struct suggestion_board *board;
	size_t taking; /* how many take his suggestion */
};

/* A guest of one ticket is a stranger here. */
static const struct account *author_of(const struct request *request)
{
	static const struct account nobody = { .id = 0 };
	return request->signed_in ? &request->who : &nobody;
}

static enum rc read_boards(struct request *request, struct proposing *form)
{
	const struct account *author = author_of(request);
	const char *slug = field_text(request, "board");
	*form = (struct proposing){ .board = NULL };
	enum rc rc = suggestion_board_list(
	        request->db, request->arena, author, request->language->code, &form->boards);
	if (rc != RC_OK)
		return rc;
	struct suggestion_board *boards = form->boards.items;
	for (size_t i = 0; i < form->boards.count; i++)
		if (suggestion_board_takes(author, &boards[i]))
			boards[form->taking++] = boards[i];
	form->boards.count = form->taking;
	for (size_t i = 0; i < form->taking; i++)
		if (text_equal(boards[i].slug, slug) || form->taking == 1)
			form->board = &boards[i];
	return RC_OK;
}

/* To the sign-in page and back to the form. */
static enum rc sign_in_first(struct request *request)
{
	const char *back = urlf(request, "/suggestions/new?board={1}&title={2}", field_text(request, "board"),
	        field_text(request, "title"));
	return page_go(request, urlf(request, "/login?next={1}", back));
}

static enum rc refuse(struct request *request)
{
	return request->signed_in ? RC_NOT_FOUND : sign_in_first(request);
}

/* --- the form --------------------------------------------------------------------------------- */

static void show_boards(struct request *request, const struct proposing *form)
{
	const struct suggestion_board *boards = form->boards.items;
	struct view *view = request->view;
	for (size_t i = 0; i < form->boards.count; i++) {
		view_option(view, "Boards", i, boards[i].slug, boards[i].name, &boards[i] == form->board);
		view_text(view, view_item(view, "Boards", i, "hint"), boards[i].description);
	}
}

static void show_form(struct request *request, const struct proposing *form)
{
	struct view *view = request->view;
	page_title(request, view_say(view, N_("Propose an idea")));
	show_way(request, view_say(view, N_("Propose an idea")));
	show_boards(request, form);
	view_text(view, "New.action", url(request, "/suggestions/new"));
	view_text(view, "New.similar_url", url(request, "/suggestions/similar"));
	view_text(view, "New.back_url",
	        urlf(request, "/suggestions/new?change=1&board={1}&title={2}", field_text(request, "board"),
	                field_text(request, "title")));
	view_flag(view, "New.guest", !request->signed_in);
	if (request->signed_in)
		page_token(request, "Token.vote", "/suggestions/:id/vote");
}

static enum rc show_title(struct request *request, const struct proposing *form)
{
	show_form(request, form);
	return page_show(request, "suggestions/title");
}

/* What any word of the title finds. */
static enum rc show_similar(struct request *request)
{
	const char *here = urlf(request, "/suggestions/new?board={1}&title={2}", field_text(request, "board"),
	        field_text(request, "title"));
	struct search_ask ask = search_ask_of(request, field_text(request, "title"), SEARCH_SUGGESTION, 1);
	int64_t ids[LIMIT_SIMILAR];
	struct search_hits hits;
	struct db_rows rows;
	if (pace_look(request, PACE_SEARCH) != RC_OK)
		return RC_OK; /* who has searched too much proposes without being shown others */
	enum rc rc = search_answers(request->db, request->arena, &ask, LIMIT_SIMILAR, &hits);
	if (rc != RC_OK || hits.count == 0)
		return rc;
	for (size_t i = 0; i < hits.count && i < LIMIT_SIMILAR; i++)
		ids[i] = hits.items[i].id;
	struct audience_reader reader = audience_reader(&request->who);
	rc = suggestion_list_by_ids(
	        request->db, request->arena, &reader, ids, hits.count, request->language->code, &rows);
	if (rc != RC_OK)
		return rc;
	const struct suggestion_row *items = rows.items;
	struct suggestion_rules rules = suggestion_rules_of(&rows);
	for (size_t i = 0; i < rows.count; i++)
		show_suggestion_row(request, "Similar", i, &items[i], &rules, here);
	return RC_OK;
}

static enum rc show_rest(struct request *request, const struct proposing *form)
{
	enum rc rc = show_similar(request);
	if (rc != RC_OK)
		return rc;
	show_form(request, form);
	robot_show(request, "Token.propose", "/suggestions/new");
	return page_show(request, "suggestions/new");
}

enum rc new_page(struct request *request)
{
	bool titleless = text_empty(field_text(request, "title"));
	struct proposing form;
	enum rc rc = read_boards(request, &form);
	if (rc != RC_OK)
		return rc;
	if (form.taking == 0)
		return refuse(request);
	return titleless || field_flag(request, "change") ? show_title(request, &form)
	                                                  : show_rest(request, &form);
}

enum rc similar_page(struct request *request)
{
	return similar_json(request, SEARCH_SUGGESTION);
}

/* --- sending ---------------------------------------------------------------------------------- */

bool note_refusal(struct request *request, enum rc rc)
{
	if (rc == RC_INVALID)
		request_error(request, "tags",
		        N_("Write at most 5 tags, with commas between, none longer than 50 characters."));
	else if (rc == RC_LIMITED)
		request_error(request, "",
		        N_("New members can write only so much in one day. Please come back tomorrow."));
	else if (rc == RC_DENIED)
		request_error(request, "", N_("You cannot write here at the moment."));
	else
		return false;
	return true;
}

static enum rc send(struct request *request, const struct proposing *form)
{
	const struct suggestion_draft draft = { .board = form->board,
		.author = author_of(request),
		.author_name = field_text(request, "name"),
		.title = field_text(request, "title"),
		.body = field_text(request, "body"),
		.tags = field_text(request, "tags"),
		.lang = request->language->code,
		.now = request->now };
	int64_t id;
	bool held;
	enum rc rc = suggestion_add(request->db, request->arena, &draft, &id, &held);
	if (note_refusal(request, rc))
		return show_rest(request, form);
	if (rc != RC_OK)
		return rc;
	if (!request->signed_in)
		return page_go(request, url(request, "/suggestions/sent"));
	return go_back(request, id, held ? "idea-held" : "idea-sent");
}

enum rc propose(struct request *request)
{
	struct proposing form;
	enum rc rc = pace_answer(request);
	if (rc == RC_OK)
		rc = read_boards(request, &form);
	if (rc != RC_OK)
		return rc;
	if (form.taking == 0)
		return refuse(request);
	if (!form.board)
		request_error(request, "board", N_("Choose a board."));
	if (!request->signed_in && text_empty(field_text(request, "name")))
		request_error(request, "name", N_("Write your name."));
	return request_has_errors(request) ? show_rest(request, &form) : send(request, &form);
}

/* Nobody proposes without end, and robots do not propose. */
enum rc count_proposal(struct request *request)
{
	enum rc rc = pace_form(request, PACE_TICKET);
	if (rc != RC_OK || request_has_errors(request))
		return rc;
	return robot_check(request);
}

enum rc sent_page(struct request *request)
{
	page_title(request, view_say(request->view, N_("Your idea was sent")));
	show_way(request, view_say(request->view, N_("Your idea was sent")));
	view_text(request->view, "List.all_url", url(request, "/suggestions"));
	return page_show(request, "suggestions/sent");
}
