/* One post: the way to it, likes, the accepted answer, its history, what moderators do to it; previews. */
#include "forum.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/forum_edit.h"
#include "domain/forum_flag.h"
#include "domain/forum_like.h"
#include "web/show_forum.h"
#include "web/show_person.h"
#include "web/show_text.h"
#include "web/small_act.h"

enum rc find_post(struct request *request, struct forum_post *post, struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? forum_post_find(request->db, request->arena, &reader, id, post, topic) : rc;
}

enum rc lock_post(struct request *request, struct forum_post *post, struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? forum_post_lock(request->db, request->arena, &reader, id, post, topic) : rc;
}

/* To the post on its page; what a form has done is told there. */
enum rc go_to_post(struct request *request, const struct forum_post *post, const char *done)
{
	const char *address = forum_place_url(request, post->topic_id, post->place, 0);
	if (!text_empty(done))
		address = page_done(request, address, done);
	return page_go(request, arena_format(request->arena, "%s#p%" PRId64, address, post->id));
}

enum rc post_page(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	const char *done = field_text(request, "done");
	enum rc rc = find_post(request, &post, &topic);
	return rc == RC_OK ? go_to_post(request, &post, text_is_slug(done) ? done : "") : rc;
}

/* --- likes and the answer -------------------------------------------------------------------- */

enum rc like_post(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	int32_t count;
	bool refused;
	enum rc rc = lock_post(request, &post, &topic);
	if (rc != RC_OK)
		return rc;
	if (text_empty(field_text(request, "like")))
		return RC_INVALID;
	if (!forum_like_allowed(&post, &request->who))
		return RC_NOT_FOUND;
	rc = check_small_act(request, &refused);
	if (rc != RC_OK || refused)
		return rc != RC_OK ? rc : show_topic_at(request, &topic, post.place);
	bool like = text_equal(field_text(request, "like"), "yes");
	rc = forum_like_set(request->db, request->arena, &post, &request->who, like, request->now, &count);
	return rc == RC_OK ? go_to_post(request, &post, "") : rc;
}

enum rc accept_post(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	bool refused;
	enum rc rc = lock_post(request, &post, &topic);
	if (rc != RC_OK)
		return rc;
	if (text_empty(field_text(request, "answer")))
		return RC_INVALID;
	if (!may_accept_answer(&request->who, topic.author_id))
		return RC_NOT_FOUND;
	rc = check_small_act(request, &refused);
	if (rc != RC_OK || refused)
		return rc != RC_OK ? rc : show_topic_at(request, &topic, post.place);
	bool accept = text_equal(field_text(request, "answer"), "yes");
	if (accept || topic.solved_post_id == post.id)
		rc = forum_topic_accept(request->db, request->arena, &topic, &request->who,
		        accept ? post.id : 0, request->now);
	return rc == RC_OK ? go_to_post(request, &post, accept ? "answer-accepted" : "answer-taken-back")
	                   : rc;
}

/* --- history --------------------------------------------------------------------------------- */

static enum rc show_edits(struct request *request, const struct db_rows *edits)
{
	struct view *view = request->view;
	const struct forum_edit *items = edits->items;
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < edits->count; i++) {
		view_text(view, view_item(view, "Edits", i, "editor"), say_name(view, items[i].editor));
		view_text(view, view_item(view, "Edits", i, "title"), items[i].title);
		view_time(view, view_item(view, "Edits", i, "time"), items[i].created_at);
		rc = show_text(
		        request, view_item(view, "Edits", i, "body_html"), items[i].html, items[i].body);
	}
	return rc;
}

static void show_post_way(struct request *request, const struct forum_post *post,
        const struct forum_topic *topic, const char *title)
{
	page_title(request, title);
	show_forum_way(request, topic->category_slug, topic->category);
	page_crumb(request, topic->title, forum_place_url(request, topic->id, post->place, post->id));
	page_crumb(request, title, NULL);
	view_text(request->view, "Post.url", forum_place_url(request, topic->id, post->place, post->id));
	view_text(request->view, "Post.topic", topic->title);
}

enum rc history_page(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	struct db_rows edits;
	bool more;
	enum rc rc = find_post(request, &post, &topic);
	if (rc == RC_OK)
		rc = forum_edit_list(request->db, request->arena, &request->who, &post,
		        field_number(request, "before"), LIMIT_PAGE_ROWS, &edits, &more);
	if (rc == RC_OK)
		rc = show_edits(request, &edits);
	if (rc == RC_OK)
		rc = show_text(request, "Post.body_html", post.html, post.body);
	if (rc != RC_OK)
		return rc;
	const struct forum_edit *items = edits.items;
	const char *own = forum_url(request, "/forum/post/{1}/history", post.id);
	view_text(request->view, "Post.author", say_name(request->view, post.author));
	view_flag(request->view, "Post.first", field_number(request, "before") == 0);
	if (more)
		view_text(request->view, "Pager.next_url",
		        arena_format(request->arena, "%s?before=%" PRId64, own, items[edits.count - 1].id));
	if (field_number(request, "before") != 0)
		view_text(request->view, "Pager.previous_url", own);
	show_post_way(request, &post, &topic, view_say(request->view, N_("Earlier texts")));
	return page_show(request, "forum/history");
}

/* --- moderators ------------------------------------------------------------------------------ */

static enum rc show_judging(
        struct request *request, const struct forum_post *post, const struct forum_topic *topic)
{
	static const struct {
		const char *state, *text;
	} states[] = {
		{ "open", N_("Show it to everyone who may read the topic") },
		{ "hidden", N_("Hide it: its author and the moderators still see it") },
		{ "deleted", N_("Delete it: only moderators still see it") },
	};
	struct view *view = request->view;
	bool note = text_equal(post->state, "note");
	size_t shown = 0;
	for (size_t i = 0; i < LENGTH(states); i++)
		if (!note || text_equal(states[i].state, "deleted"))
			view_option(view, "States", shown++, states[i].state, view_say(view, states[i].text),
			        note || text_equal(states[i].state, post->state));
	view_text(view, "Post.author", say_name(view, post->author));
	view_text(view, "Post.judge_url", forum_url(request, "/forum/post/{1}/judge", post->id));
	view_flag(view, "Post.question", post->place == 1);
	page_token(request, "Token.judge", "/forum/post/:id/judge");
	show_post_way(request, post, topic, view_say(view, N_("Moderate a post")));
	enum rc rc = show_text(request, "Post.body_html", post->html, post->body);
	return rc == RC_OK ? page_show(request, "forum/judge") : rc;
}

enum rc judge_page(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	enum rc rc = find_post(request, &post, &topic);
	return rc == RC_OK ? show_judging(request, &post, &topic) : rc;
}

enum rc judge_post(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	enum rc rc = lock_post(request, &post, &topic);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_judging(request, &post, &topic);
	const char *state = field_text(request, "state");
	int64_t judged;
	if (post.flag_count > 0)
		rc = forum_flag_judge(request->db, request->arena, &post, !text_equal(state, "open"),
		        request->now, &judged);
	if (rc == RC_OK)
		rc = forum_post_set_state(request->db, request->arena, post.id, state, "moderator",
		        &request->who, request->now);
	return rc == RC_OK ? go_to_post(request, &post, "post-changed") : rc;
}

/* --- previews -------------------------------------------------------------------------------- */

/* For our script: {"html": …}. Without it the forms themselves show a preview. */
enum rc preview(struct request *request)
{
	struct buf *body = &request->response.body;
	const char *text = field_text(request, "body"), *html;
	if (request_has_errors(request))
		return RC_TOO_LARGE;
	enum rc rc = forum_post_render(request->arena, "markdown", text, &html);
	if (rc != RC_OK)
		return rc;
	buf_text(body, "{\"html\":");
	buf_json(body, html ? html : "");
	buf_char(body, '}');
	return page_json(request);
}
