/* What people do to a suggestion: voting, following, commenting. */
#include "suggestions.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/follow.h"
#include "domain/suggestion_comment.h"
#include "domain/suggestion_vote.h"
#include "web/pace.h"
#include "web/small_act.h"
#include "web/show_follow.h"
#include "web/show_suggestion.h"

/* A vote for a duplicate is one for what it was merged into, as far as the voter may see that. */
static enum rc lock_voted(struct request *request, struct suggestion *suggestion)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? suggestion_lock_voted(request->db, request->arena, id, &request->who, suggestion)
	                   : rc;
}

enum rc vote(struct request *request)
{
	bool yes = text_equal(field_text(request, "vote"), "yes");
	struct suggestion_voter voter = { .account_id = request->who.id,
		.company_id = request->who.company_id };
	struct suggestion suggestion;
	bool refused = false;
	enum rc rc = lock_voted(request, &suggestion);
	if (rc == RC_OK)
		rc = check_small_act(request, &refused);
	if (rc != RC_OK)
		return rc;
	if (refused)
		return show_again(request);
	rc = suggestion_vote(request->db, request->arena, &suggestion, &voter, yes, request->now, NULL);
	if (rc == RC_CONFLICT)
		return go_back(request, suggestion.id, "votes-closed");
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_next(request, field_text(request, "next"),
	                                suggestion_url(request, "/suggestions/{1}", suggestion.id)));
}

enum rc follow(struct request *request)
{
	struct suggestion suggestion;
	enum rc rc = find_suggestion(request, &suggestion);
	if (rc != RC_OK)
		return rc;
	return take_follow(request, FOLLOW_SUGGESTION, suggestion.id,
	        suggestion_url(request, "/suggestions/{1}", suggestion.id));
}

enum rc board_follow(struct request *request)
{
	struct suggestion_board board;
	const char *slug = param_text(request, "slug");
	enum rc rc = suggestion_board_by_slug(
	        request->db, request->arena, &request->who, slug, request->language->code, &board);
	if (rc != RC_OK)
		return rc;
	return take_follow(request, FOLLOW_BOARD, board.id, urlf(request, "/suggestions/b/{1}", slug));
}

enum rc count_comment(struct request *request)
{
	return pace_form(request, PACE_REPLY);
}

/* Where it is read: a long list begins with it. */
static const char *comment_url(struct request *request, const struct suggestion *suggestion, int64_t id)
{
	if (suggestion->comment_count < LIMIT_PAGE_ROWS)
		return suggestion_url(request, "/suggestions/{1}", suggestion->id);
	return arena_format(request->arena, "%s?at=a%lld-%lld",
	        suggestion_url(request, "/suggestions/{1}", suggestion->id), (long long)id - 1,
	        (long long)id - 1);
}

static enum rc say_comment(struct request *request, const struct suggestion *suggestion)
{
	bool note = field_flag(request, "note") && account_is_staff(&request->who), held;
	const struct suggestion_comment_draft draft = { .author = &request->who,
		.body = field_text(request, "body"),
		.note = note,
		.now = request->now };
	int64_t id;
	enum rc rc = suggestion_comment_add(request->db, request->arena, suggestion, &draft, &id, &held);
	if (note_refusal(request, rc))
		return show_again(request);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, comment_url(request, suggestion, id),
	                                note   ? "note-added"
	                                : held ? "comment-held"
	                                       : "comment-sent"));
}

enum rc comment(struct request *request)
{
	struct suggestion suggestion;
	enum rc rc = lock_suggestion(request, &suggestion);
	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc == RC_OK && !suggestion_takes_comments(&suggestion))
		rc = RC_NOT_FOUND;
	if (rc != RC_OK)
		return rc;
	return request_has_errors(request) ? show_again(request) : say_comment(request, &suggestion);
}
