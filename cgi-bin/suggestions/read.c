/* One suggestion: what it is about, its votes, what the firm says, what people say. */
#include "suggestions.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/follow.h"
#include "domain/notice.h"
#include "domain/suggestion_comment.h"
#include "domain/suggestion_status.h"
#include "web/pager.h"
#include "web/show_follow.h"
#include "web/show_person.h"
#include "web/show_suggestion.h"
#include "web/show_text.h"

struct reading { /* what the page shows */
	struct suggestion suggestion;
	struct db_rows statuses, comments;
	struct list_place place; /* in the comments */
	bool more;
	struct suggestion_rules rules;
};

/* --- finding ---------------------------------------------------------------------------------- */

static enum rc readable(const struct request *request, const struct suggestion *suggestion)
{
	return suggestion_is_readable(&request->who, suggestion) ? RC_OK : RC_NOT_FOUND;
}

enum rc find_suggestion(struct request *request, struct suggestion *suggestion)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = suggestion_find(request->db, request->arena, id,
		        audience_reader(&request->who).account_id, request->language->code, suggestion);
	return rc == RC_OK ? readable(request, suggestion) : rc;
}

enum rc lock_suggestion(struct request *request, struct suggestion *suggestion)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = suggestion_lock(request->db, request->arena, id,
		        audience_reader(&request->who).account_id, request->language->code, suggestion);
	return rc == RC_OK ? readable(request, suggestion) : rc;
}

enum rc go_back(struct request *request, int64_t id, const char *code)
{
	const char *back = suggestion_url(request, "/suggestions/{1}", id);
	return page_go(request, code ? page_done(request, back, code) : back);
}

/* --- showing ---------------------------------------------------------------------------------- */

/* Each word of `lines` as <list>.N.text, .url. */
static void show_tags(struct request *request, const char *lines)
{
	struct view *view = request->view;
	size_t count = 0;
	for (const char *at = lines; at && *at; count++) {
		size_t length = strcspn(at, "\n");
		const char *tag = arena_copy(request->arena, at, length);
		view_text(view, view_item(view, "Tags", count, "text"), tag);
		view_text(view, view_item(view, "Tags", count, "url"),
		        urlf(request, "/suggestions?tag={1}", tag));
		at += at[length] ? length + 1 : length;
	}
}

/* Each line of `lines`, "17 Its title", as Topics.N.url, .title. */
static void show_topics(struct request *request, const char *lines)
{
	struct view *view = request->view;
	size_t count = 0;
	for (const char *at = lines; at && *at; count++) {
		size_t length = strcspn(at, "\n"), digits = strcspn(at, " ");
		if (digits < length) {
			view_text(view, view_item(view, "Topics", count, "url"),
			        urlf(request, "/forum/topic/{1}", arena_copy(request->arena, at, digits)));
			view_text(view, view_item(view, "Topics", count, "title"),
			        arena_copy(request->arena, at + digits + 1, length - digits - 1));
		}
		at += at[length] ? length + 1 : length;
	}
}

static const char *author_name(struct request *request, const char *name)
{
	return text_empty(name) ? view_say(request->view, N_("Somebody without an account"))
	                        : say_name(request->view, name);
}

static void show_merged(struct request *request, const struct suggestion *suggestion)
{
	struct view *view = request->view;
	if (suggestion->merged_id == 0)
		return;
	view_flag(view, "Merged.is", true);
	if (!suggestion_is_target_readable(&request->who, suggestion))
		return;
	view_text(view, "Merged.title", suggestion->merged_title);
	view_text(view, "Merged.url", suggestion_url(request, "/suggestions/{1}", suggestion->merged_id));
}

static void show_votes(struct request *request, const struct suggestion *suggestion)
{
	struct vote_box box = { .id = suggestion->id,
		.url = suggestion_url(request, "/suggestions/{1}", suggestion->id),
		.title = suggestion->title,
		.votes = suggestion->vote_count,
		.voted = suggestion->voted,
		.open = suggestion_takes_votes(suggestion) };
	show_vote_box(request, "Suggestion.vote", &box, box.url);
}

static void show_state(struct request *request, const struct suggestion *suggestion)
{
	struct view *view = request->view;
	if (text_equal(suggestion->state, "held"))
		view_text(view, "Suggestion.state_text",
		        view_say(view, N_("This idea waits for a moderator. Until then only you see it.")));
	if (text_equal(suggestion->state, "hidden"))
		view_text(view, "Suggestion.state_text",
		        view_say(view, N_("A moderator has hidden this idea. Others do not see it.")));
	if (text_equal(suggestion->state, "deleted"))
		view_text(view, "Suggestion.state_text",
		        view_say(view, N_("This idea was deleted. Only moderators see it.")));
}

static enum rc show_facts(struct request *request, const struct reading *page)
{
	const struct suggestion *suggestion = &page->suggestion;
	struct view *view = request->view;
	view_number(view, "Suggestion.id", suggestion->id);
	view_text(view, "Suggestion.title", suggestion->title);
	view_text(view, "Suggestion.status", suggestion_status_tag(&page->rules, suggestion->status));
	view_text(view, "Suggestion.status_text",
	        say_suggestion_status(view, &page->rules, suggestion->status));
	view_text(view, "Suggestion.author", author_name(request, suggestion->author));
	view_text(view, "Suggestion.author_initial",
	        text_first(request->arena, author_name(request, suggestion->author)));
	view_flag(view, "Suggestion.author_staff",
	        text_equal(suggestion->author_role, "agent") || text_equal(suggestion->author_role, "admin"));
	view_time(view, "Suggestion.created", suggestion->created_at);
	view_text(view, "Suggestion.board", suggestion->board);
	view_text(view, "Suggestion.colour", suggestion->colour);
	view_text(view, "Suggestion.board_url", urlf(request, "/suggestions/b/{1}", suggestion->board_slug));
	view_text(view, "Suggestion.comments_text", say_comments(view, suggestion->comment_count));
	view_text(view, "Suggestion.roadmap_url", url(request, "/suggestions/roadmap"));
	if (suggestion_may_edit(&request->who, suggestion))
		view_text(view, "Suggestion.edit_url",
		        suggestion_url(request, "/suggestions/{1}/edit", suggestion->id));
	show_tags(request, suggestion->tags);
	show_topics(request, suggestion->topics);
	show_state(request, suggestion);
	return show_text(request, "Suggestion.body_html", suggestion->html, suggestion->body);
}

/* --- what the firm says ----------------------------------------------------------------------- */

static enum rc show_status(struct request *request, const char *item, const struct suggestion_rules *rules,
        const struct suggestion_status *status)
{
	struct view *view = request->view;
	view_text(view, arena_format(request->arena, "%s.status", item),
	        suggestion_status_tag(rules, status->status));
	view_text(view, arena_format(request->arena, "%s.status_text", item),
	        say_suggestion_status(view, rules, status->status));
	view_text(view, arena_format(request->arena, "%s.author", item), say_name(view, status->author));
	view_time(view, arena_format(request->arena, "%s.time", item), status->created_at);
	if (text_empty(status->body))
		return RC_OK;
	return show_text(
	        request, arena_format(request->arena, "%s.body_html", item), status->html, status->body);
}

/* The newest answer stands above all, the timeline tells how it came to that. */
static enum rc show_statuses(struct request *request, const struct reading *page)
{
	const struct db_rows *rows = &page->statuses;
	const struct suggestion_status *items = rows->items;
	enum rc rc = RC_OK;
	bool answered = false;
	for (size_t i = 0; rc == RC_OK && i < rows->count; i++) {
		if (!answered && !text_empty(items[i].body)) {
			rc = show_status(request, "Answer", &page->rules, &items[i]);
			answered = true;
		}
		if (rc == RC_OK)
			rc = show_status(request, arena_format(request->arena, "Timeline.%zu", i),
			        &page->rules, &items[i]);
	}
	return rc;
}

/* --- what people say -------------------------------------------------------------------------- */

static const char *comment_state(struct view *view, const char *state)
{
	if (text_equal(state, "held"))
		return view_say(view, N_("Waits for a moderator"));
	if (text_equal(state, "hidden"))
		return view_say(view, N_("Hidden by a moderator"));
	return text_equal(state, "deleted") ? view_say(view, N_("Deleted")) : NULL;
}

static enum rc show_comment(struct request *request, size_t index, const struct suggestion_comment *comment)
{
	struct view *view = request->view;
	const char *author = author_name(request, comment->author);
	bool mine = request->signed_in && comment->author_id == request->who.id;
	view_text(view, view_item(view, "Comments", index, "id"),
	        arena_format(request->arena, "c%lld", (long long)comment->id));
	view_text(view, view_item(view, "Comments", index, "author"), author);
	view_text(view, view_item(view, "Comments", index, "initial"), text_first(request->arena, author));
	view_flag(view, view_item(view, "Comments", index, "staff"), comment->by_staff);
	view_flag(view, view_item(view, "Comments", index, "mine"), mine);
	view_flag(view, view_item(view, "Comments", index, "note"), text_equal(comment->state, "note"));
	view_text(
	        view, view_item(view, "Comments", index, "state_text"), comment_state(view, comment->state));
	view_time(view, view_item(view, "Comments", index, "time"), comment->created_at);
	if (may_moderate(&request->who))
		view_text(view, view_item(view, "Comments", index, "staff_url"),
		        urlf(request, "/suggestions/{1}/staff?comment={2}", param_text(request, "id"),
		                arena_format(request->arena, "%lld", (long long)comment->id)));
	return show_text(
	        request, view_item(view, "Comments", index, "body_html"), comment->html, comment->body);
}

static enum rc show_comments(struct request *request, const struct reading *page)
{
	const struct suggestion_comment *items = page->comments.items;
	size_t count = page->comments.count;
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < count; i++)
		rc = show_comment(request, i, &items[i]);
	if (rc != RC_OK || count == 0)
		return rc;
	bool backwards = page->place.backwards;
	pager_show(request, suggestion_url(request, "/suggestions/{1}", page->suggestion.id), "",
	        (struct page_key){ .at = items[0].id, .id = items[0].id },
	        (struct page_key){ .at = items[count - 1].id, .id = items[count - 1].id },
	        backwards ? page->more : page->place.set, backwards || page->more);
	return RC_OK;
}

static void show_comment_form(struct request *request, const struct suggestion *suggestion)
{
	struct view *view = request->view;
	if (!suggestion_takes_comments(suggestion))
		return;
	if (!may_post(&request->who)) {
		view_text(view, "Comment.login_url",
		        urlf(request, "/login?next={1}",
		                suggestion_url(request, "/suggestions/{1}", suggestion->id)));
		return;
	}
	view_text(
	        view, "Comment.action", suggestion_url(request, "/suggestions/{1}/comment", suggestion->id));
	view_flag(view, "Comment.may_note", account_is_staff(&request->who));
	page_token(request, "Token.comment", "/suggestions/:id/comment");
}

/* --- what staff does -------------------------------------------------------------------------- */

static void show_status_form(struct request *request, const struct reading *page)
{
	const struct suggestion *suggestion = &page->suggestion;
	const char *chosen = request->method == METHOD_POST ? form_value(&request->form, "status") : NULL;
	struct view *view = request->view;
	const char *word;
	size_t shown = 0;
	if (text_empty(chosen))
		chosen = suggestion->status;
	for (size_t i = 0; (word = suggestion_status_at(i)) != NULL; i++)
		if (!text_equal(word, STATUS_DUPLICATE))
			view_option(view, "Statuses", shown++, word,
			        say_suggestion_status(view, &page->rules, word), text_equal(word, chosen));
	view_text(
	        view, "Staff.status_url", suggestion_url(request, "/suggestions/{1}/status", suggestion->id));
	page_token(request, "Token.status", "/suggestions/:id/status");
}

static void show_staff(struct request *request, const struct reading *page)
{
	const struct suggestion *suggestion = &page->suggestion;
	struct view *view = request->view;
	bool open = suggestion_takes_comments(suggestion);
	if (!account_is_staff(&request->who))
		return;
	view_text(
	        view, "Staff.voters_url", suggestion_url(request, "/suggestions/{1}/voters", suggestion->id));
	if (suggestion->ticket_number != 0) {
		view_code(view, "Staff.ticket", suggestion->ticket_number);
		view_text(view, "Staff.ticket_url",
		        suggestion_url(request, "/desk/{1}", suggestion->ticket_number));
	}
	if (!may_moderate(&request->who))
		return;
	view_text(view, "Staff.acts_url", suggestion_url(request, "/suggestions/{1}/staff", suggestion->id));
	if (!open)
		return;
	view_text(view, "Staff.merge_url", suggestion_url(request, "/suggestions/{1}/merge", suggestion->id));
	show_status_form(request, page);
}

/* --- the page --------------------------------------------------------------------------------- */

static enum rc read_rest(struct request *request, struct reading *page)
{
	int64_t id = page->suggestion.id;
	struct page_key key = { 0 };
	if (request->method == METHOD_GET)
		key = pager_key(request);
	page->place = (struct list_place){ key.at, key.id, key.set, key.backwards };
	enum rc rc = suggestion_status_list(request->db, request->arena, id, &page->statuses);
	if (rc == RC_OK)
		rc = suggestion_comment_list(request->db, request->arena, &request->who, id, &page->place,
		        LIMIT_PAGE_ROWS, &page->comments, &page->more);
	if (rc == RC_OK)
		rc = suggestion_rules_read(
		        request->db, request->arena, request->language->code, &page->rules);
	return rc;
}

static enum rc show_reading(struct request *request, const struct reading *page)
{
	const struct suggestion *suggestion = &page->suggestion;
	enum rc rc = show_facts(request, page);
	if (rc == RC_OK)
		rc = show_statuses(request, page);
	if (rc == RC_OK)
		rc = show_comments(request, page);
	if (rc != RC_OK)
		return rc;
	page_title(request, suggestion->title);
	show_way(request, suggestion->title);
	show_votes(request, suggestion);
	show_merged(request, suggestion);
	show_comment_form(request, suggestion);
	show_staff(request, page);
	if (request->signed_in && suggestion->merged_id == 0)
		show_follow(request, suggestion->follow,
		        suggestion_url(request, "/suggestions/{1}/follow", suggestion->id),
		        "/suggestions/:id/follow");
	return show_shared(request, "suggestions/read");
}

enum rc read_page(struct request *request)
{
	struct reading page = { .more = false };
	enum rc rc = find_suggestion(request, &page.suggestion);
	if (rc == RC_OK)
		rc = read_rest(request, &page);
	if (rc == RC_OK && request->signed_in && request->who.notice_count > 0)
		rc = notice_seen_suggestion(request->db, request->who.id, page.suggestion.id);
	return rc == RC_OK ? show_reading(request, &page) : rc;
}

enum rc show_again(struct request *request)
{
	return read_page(request);
}
