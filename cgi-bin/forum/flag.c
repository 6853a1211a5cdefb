/* Telling the moderators of a post that should not stand there. */
#include "forum.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/forum_flag.h"
#include "domain/trust.h"
#include "web/pace.h"
#include "web/show_forum.h"
#include "web/show_person.h"
#include "web/show_trust.h"
#include "web/show_text.h"

/* What keeps him from flagging the post; "" for nothing. RC_NOT_FOUND for one that nobody flags: his own, or
 * one that is not open. */
static enum rc find_refusal(struct request *request, const struct forum_post *post, const char **refusal)
{
	struct trust trust;
	*refusal = "";
	if (post->author_id == request->who.id || !text_equal(post->state, "open"))
		return RC_NOT_FOUND;
	enum rc rc = trust_find(request->db, request->arena, request->who.id, &trust);
	if (rc != RC_OK || forum_flag_allowed(post, &request->who, &trust, request->now))
		return rc;
	*refusal =
	        trust.blocked_until > request->now
	                ? N_("You cannot write in the community for the time being.")
	                : N_("Flags are for people who have been here for a while. Read along for some days, "
	                     "then you can flag posts, too.");
	return RC_OK;
}

static void show_reasons(struct request *request)
{
	struct view *view = request->view;
	for (size_t i = 0; forum_flag_reason_at(i); i++)
		view_option(view, "Reasons", i, forum_flag_reason_at(i),
		        say_flag_reason(view, forum_flag_reason_at(i)),
		        text_equal(field_text(request, "reason"), forum_flag_reason_at(i)));
}

static enum rc show_flag(struct request *request, const struct forum_post *post,
        const struct forum_topic *topic, const char *refusal)
{
	struct view *view = request->view;
	bool flagged;
	const char *back = forum_place_url(request, topic->id, post->place, post->id);
	enum rc rc = forum_flag_find(request->db, request->arena, post->id, request->who.id, &flagged);
	if (rc == RC_OK)
		rc = show_text(request, "Post.body_html", post->html, post->body);
	if (rc != RC_OK)
		return rc;
	show_forum_way(request, topic->category_slug, topic->category);
	page_crumb(request, topic->title, back);
	page_crumb(request, view_say(view, N_("Flag a post")), NULL);
	page_title(request, view_say(view, N_("Flag a post")));
	view_text(view, "Post.author", say_name(view, post->author));
	view_text(view, "Post.initial", text_first(request->arena, post->author));
	view_flag(view, "Post.staff", post->by_staff);
	view_time(view, "Post.time", post->created_at);
	view_flag(view, "Post.flagged", flagged);
	if (!text_empty(refusal))
		view_text(view, "Post.refusal_text", view_say(view, refusal));
	view_text(view, "Post.back_url", back);
	view_text(view, "Post.flag_url", forum_url(request, "/forum/post/{1}/flag", post->id));
	show_reasons(request);
	page_token(request, "Token.flag", "/forum/post/:id/flag");
	return page_show(request, "forum/flag");
}

enum rc flag_page(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	const char *refusal;
	enum rc rc = find_post(request, &post, &topic);
	if (rc == RC_OK)
		rc = find_refusal(request, &post, &refusal);
	return rc == RC_OK ? show_flag(request, &post, &topic, refusal) : rc;
}

enum rc flag_post(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	const char *refusal;
	const struct forum_flag_new flag = { .who = &request->who,
		.reason = field_text(request, "reason"),
		.note = field_text(request, "note"),
		.now = request->now };
	enum rc rc = lock_post(request, &post, &topic);
	if (rc == RC_OK)
		rc = find_refusal(request, &post, &refusal);
	if (rc == RC_OK && !text_empty(refusal))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc != RC_OK)
		return rc;
	if (text_equal(flag.reason, "other") && text_empty(flag.note))
		request_error(request, "note", N_("Write what is wrong with it."));
	if (request_has_errors(request))
		return show_flag(request, &post, &topic, "");
	rc = forum_flag_add(request->db, request->arena, &post, &flag);
	if (rc != RC_OK)
		return rc;
	/* a question may be hidden now with its topic; of a reply the topic's page is there in any case */
	const char *back = post.place == 1 ? urlf(request, "/forum/c/{1}", topic.category_slug)
	                                   : forum_place_url(request, topic.id, post.place, 0);
	return page_go(request, page_done(request, back, "post-flagged"));
}
