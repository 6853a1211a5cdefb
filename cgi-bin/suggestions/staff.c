/* What moderators do: the status with the firm's answer; moving, hiding and deleting, each after a question.
 */
#include "suggestions.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/message.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/suggestion_board.h"
#include "domain/suggestion_comment.h"
#include "domain/suggestion_status.h"
#include "web/show_suggestion.h"
#include "web/show_text.h"

/* --- the status ------------------------------------------------------------------------------- */

enum rc status_save(struct request *request)
{
	struct suggestion suggestion;
	enum rc rc = lock_suggestion(request, &suggestion);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request))
		rc = suggestion_status_set(request->db, request->arena, &request->who, &suggestion,
		        field_text(request, "status"), field_text(request, "answer"), request->now);
	if (rc == RC_INVALID)
		request_error(request, "answer", N_("Choose another status, or write an answer."));
	if (rc == RC_CONFLICT)
		request_error(request, "", N_("This idea was merged into another one meanwhile."));
	if (request_has_errors(request))
		return show_again(request);
	return rc == RC_OK ? go_back(request, suggestion.id, "status-set") : rc;
}

/* --- moving, hiding, deleting ----------------------------------------------------------------- */

struct act { /* what a button means for the state */
	const char *word, *state;
	const char *action; /* of the audit */
	const char *done;
};

static const struct act acts[] = {
	{ "hide", "hidden", "suggestion.hide", "idea-hidden" },
	{ "show", "open", "suggestion.show", "idea-shown" },
	{ "delete", "deleted", "suggestion.delete", "idea-deleted" },
};

static const struct act *asked_act(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(acts); i++)
		if (text_equal(field_text(request, "act"), acts[i].word))
			return &acts[i];
	return NULL;
}

/* The comment that the address names, of this suggestion; id 0: it is about the suggestion itself. */
static enum rc find_comment(
        struct request *request, const struct suggestion *suggestion, struct suggestion_comment *comment)
{
	int64_t id = field_number(request, "comment");
	*comment = (struct suggestion_comment){ .id = 0 };
	if (id == 0)
		return RC_OK;
	enum rc rc = suggestion_comment_find(request->db, request->arena, id, comment);
	if (rc == RC_OK && comment->suggestion_id != suggestion->id)
		rc = RC_NOT_FOUND;
	return rc;
}

static void show_boards(
        struct request *request, const struct suggestion *suggestion, const struct db_rows *rows)
{
	const struct suggestion_board *boards = rows->items;
	struct view *view = request->view;
	for (size_t i = 0; i < rows->count; i++)
		view_option(view, "Boards", i, arena_format(request->arena, "%lld", (long long)boards[i].id),
		        boards[i].name, boards[i].id == suggestion->board_id);
}

static enum rc show_what(struct request *request, const struct suggestion *suggestion,
        const struct suggestion_comment *comment)
{
	struct view *view = request->view;
	const char *state = comment->id ? comment->state : suggestion->state;
	view_text(view, "What.title", suggestion->title);
	view_flag(view, "What.hides", text_equal(state, "open"));
	view_flag(view, "What.shows",
	        !suggestion_comment_is_gone_note(comment) &&
	                (text_equal(state, "hidden") || text_equal(state, "deleted") ||
	                        text_equal(state, "held")));
	view_flag(view, "What.deletes", !text_equal(state, "deleted"));
	if (comment->id == 0)
		return RC_OK;
	view_number(view, "What.comment", comment->id);
	view_text(view, "What.author", comment->author);
	return show_text(request, "What.comment_html", comment->html, comment->body);
}

static enum rc show_staff_page(struct request *request, const struct suggestion *suggestion,
        const struct suggestion_comment *comment)
{
	struct view *view = request->view;
	const char *title = comment->id ? N_("Moderate the comment") : N_("Move, hide or delete");
	struct db_rows boards;
	enum rc rc = suggestion_board_list(
	        request->db, request->arena, &request->who, request->language->code, &boards);
	if (rc == RC_OK)
		rc = show_what(request, suggestion, comment);
	if (rc != RC_OK)
		return rc;
	if (comment->id == 0)
		show_boards(request, suggestion, &boards);
	page_title(request, view_say(view, title));
	show_way(request, view_say(view, title));
	view_text(view, "What.url", suggestion_url(request, "/suggestions/{1}", suggestion->id));
	view_text(view, "What.action", suggestion_url(request, "/suggestions/{1}/staff", suggestion->id));
	page_token(request, "Token.staff", "/suggestions/:id/staff");
	return page_show(request, "suggestions/staff");
}

enum rc staff_page(struct request *request)
{
	struct suggestion suggestion;
	struct suggestion_comment comment;
	enum rc rc = find_suggestion(request, &suggestion);
	if (rc == RC_OK)
		rc = find_comment(request, &suggestion, &comment);
	return rc == RC_OK ? show_staff_page(request, &suggestion, &comment) : rc;
}

static enum rc set_comment(struct request *request, const struct suggestion *suggestion,
        const struct suggestion_comment *comment, const struct act *act)
{
	char detail[60];
	(void)snprintf(detail, sizeof(detail), "comment %" PRId64, comment->id);
	enum rc rc = suggestion_comment_set_state(
	        request->db, request->arena, comment->id, act->state, "moderator", request->now);
	if (rc == RC_OK)
		rc = audit_add(request->db, request->who.id, act->action, "suggestion", suggestion->id,
		        detail, request->now);
	return rc == RC_OK ? go_back(request, suggestion->id, "comment-changed") : rc;
}

static enum rc set_state(struct request *request, const struct suggestion *suggestion, const struct act *act)
{
	enum rc rc = suggestion_set_state(
	        request->db, request->arena, suggestion, act->state, "moderator", request->now);
	if (rc == RC_OK)
		rc = audit_add(request->db, request->who.id, act->action, "suggestion", suggestion->id, "",
		        request->now);
	return rc == RC_OK ? go_back(request, suggestion->id, act->done) : rc;
}

static enum rc move(struct request *request, const struct suggestion *suggestion,
        const struct suggestion_comment *comment)
{
	struct suggestion_board board;
	enum rc rc = suggestion_board_by_id(request->db, request->arena, &request->who,
	        field_number(request, "board"), request->language->code, &board);
	if (rc == RC_NOT_FOUND) {
		request_error(request, "board", N_("Choose a board."));
		return show_staff_page(request, suggestion, comment);
	}
	if (rc == RC_OK)
		rc = suggestion_move(request->db, &request->who, suggestion, &board, request->now);
	return rc == RC_OK ? go_back(request, suggestion->id, "idea-moved") : rc;
}

enum rc staff_do(struct request *request)
{
	const struct act *act = asked_act(request);
	struct suggestion suggestion;
	struct suggestion_comment comment;
	enum rc rc = lock_suggestion(request, &suggestion);
	if (rc == RC_OK)
		rc = find_comment(request, &suggestion, &comment);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_staff_page(request, &suggestion, &comment);
	if (!act && comment.id == 0)
		return move(request, &suggestion, &comment);
	if (!act)
		return RC_NOT_FOUND;
	return comment.id ? set_comment(request, &suggestion, &comment, act)
	                  : set_state(request, &suggestion, act);
}
