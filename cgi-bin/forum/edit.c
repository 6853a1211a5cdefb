/* Changing a post: its text, of a question also title and tags. */
#include "forum.h"

#include <inttypes.h>

#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/forum_edit.h"
#include "domain/forum_tag.h"
#include "web/pace.h"
#include "web/show_forum.h"

static bool may_edit(
        const struct request *request, const struct forum_post *post, const struct forum_topic *topic)
{
	return may_edit_post(&request->who, post->author_id, post->state, topic->closed) &&
	       !text_equal(post->state, "deleted");
}

/* What stands there now; a form with errors shows what was typed instead. */
static void show_values(
        struct request *request, const struct forum_post *post, const struct forum_topic *topic)
{
	struct view *view = request->view;
	if (request->method == METHOD_POST)
		return;
	view_text(view, "Form.body.value", post->body);
	view_text(view, "Form.title.value", topic->title);
	view_text(view, "Form.tags.value", forum_tags_write(request->arena, topic->tags));
}

static enum rc show_form(
        struct request *request, const struct forum_post *post, const struct forum_topic *topic)
{
	struct view *view = request->view;
	show_values(request, post, topic);
	view_text(view, "Edit.url", forum_url(request, "/forum/post/{1}/edit", post->id));
	view_text(view, "Edit.back_url", forum_place_url(request, topic->id, post->place, post->id));
	view_flag(view, "Edit.question", post->place == 1);
	view_flag(view, "Edit.plain", text_equal(post->format, "text"));
	view_number(view, "Edit.edits", post->edit_count);
	view_number(view, "Edit.version", topic->version);
	page_token(request, "Token.edit", "/forum/post/:id/edit");
	page_title(request, view_say(view, N_("Edit a post")));
	show_forum_way(request, topic->category_slug, topic->category);
	page_crumb(request, topic->title, forum_place_url(request, topic->id, post->place, post->id));
	page_crumb(request, view_say(view, N_("Edit a post")), NULL);
	enum rc rc = show_forum_editor(request);
	return rc == RC_OK ? page_show(request, "forum/edit") : rc;
}

enum rc edit_page(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	enum rc rc = find_post(request, &post, &topic);
	if (rc != RC_OK)
		return rc;
	return may_edit(request, &post, &topic) ? show_form(request, &post, &topic) : RC_NOT_FOUND;
}

static enum rc check(struct request *request, const struct forum_post *post, struct forum_tags *tags)
{
	enum rc rc = forum_tags_read(request->arena, field_text(request, "tags"), tags);
	if (rc == RC_TOO_LARGE)
		request_error(request, "tags",
		        N_("Up to five tags of 50 characters each, with commas between them."));
	else if (rc != RC_OK)
		return rc;
	if (post->place == 1 && text_empty(field_text(request, "title")))
		request_error(request, "title", N_("Write in one sentence what it is about."));
	return RC_OK;
}

static void show_difference(
        struct request *request, size_t index, const char *label, const char *now, const char *wanted)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Conflict", index, "label"), view_say(view, label));
	view_text(view, view_item(view, "Conflict", index, "now"), now);
	view_text(view, view_item(view, "Conflict", index, "wanted"), wanted);
}

/* Somebody changed it meanwhile: both texts are shown, the form keeps what was typed. */
static enum rc show_conflict(
        struct request *request, const struct forum_post *post, const struct forum_topic *topic)
{
	show_difference(request, 0, N_("Text"), post->body, field_text(request, "body"));
	if (post->place == 1) {
		const char *tags = forum_tags_write(request->arena, topic->tags);
		show_difference(request, 1, N_("Title"), topic->title, field_text(request, "title"));
		show_difference(request, 2, N_("Tags"), tags ? tags : "", field_text(request, "tags"));
	}
	request_error(request, "",
	        N_("Somebody changed this meanwhile. Your text is kept below; save it once more to "
	           "replace theirs."));
	request->response.status = 409;
	return show_form(request, post, topic);
}

static enum rc save(struct request *request, const struct forum_post *post, const struct forum_topic *topic,
        const struct forum_tags *tags)
{
	struct forum_change change = { .body = field_text(request, "body"),
		.title = post->place == 1 ? field_text(request, "title") : NULL,
		.tags = tags->items,
		.tag_count = tags->count,
		.edit_count = (int32_t)field_number(request, "edits"),
		.version = (int32_t)field_number(request, "version") };
	return forum_edit_save(
	        request->db, request->arena, post, topic, &request->who, &change, request->now);
}

enum rc edit_post(struct request *request)
{
	struct forum_post post;
	struct forum_topic topic;
	struct forum_tags tags;
	enum rc rc = lock_post(request, &post, &topic);
	if (rc == RC_OK && !may_edit(request, &post, &topic))
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = pace_answer(request); /* each change keeps the whole text before it */
	if (rc == RC_OK)
		rc = check(request, &post, &tags);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request) || forum_wants_preview(request))
		return show_form(request, &post, &topic);
	rc = save(request, &post, &topic, &tags);
	if (rc == RC_CONFLICT)
		return show_conflict(request, &post, &topic);
	rc = forum_refusal(request, rc);
	if (rc != RC_OK)
		return rc;
	return request_has_errors(request) ? show_form(request, &post, &topic)
	                                   : go_to_post(request, &post, "post-edited");
}
