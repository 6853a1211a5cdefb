/* Changing what one has proposed, while nobody else has voted for it; moderators at any time. */
#include "suggestions.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/forum_tag.h"
#include "web/pace.h"
#include "web/show_suggestion.h"

static const char *typed_tags(struct request *request, const struct suggestion *suggestion)
{
	const char *tags = suggestion->tags ? forum_tags_write(request->arena, suggestion->tags) : "";
	return tags ? tags : "";
}

static enum rc show_edit(struct request *request, const struct suggestion *suggestion)
{
	struct view *view = request->view;
	page_title(request, view_say(view, N_("Edit the idea")));
	show_way(request, view_say(view, N_("Edit the idea")));
	view_text(view, "Form.title.value", suggestion->title); /* unless others were typed */
	view_text(view, "Form.body.value", suggestion->body);
	view_text(view, "Form.tags.value", typed_tags(request, suggestion));
	view_number(view, "Edit.version", suggestion->version);
	view_text(view, "Edit.url", suggestion_url(request, "/suggestions/{1}", suggestion->id));
	view_text(view, "Edit.action", suggestion_url(request, "/suggestions/{1}/edit", suggestion->id));
	page_token(request, "Token.edit", "/suggestions/:id/edit");
	return page_show(request, "suggestions/edit");
}

enum rc edit_page(struct request *request)
{
	struct suggestion suggestion;
	enum rc rc = find_suggestion(request, &suggestion);
	if (rc == RC_OK && !suggestion_may_edit(&request->who, &suggestion))
		rc = RC_NOT_FOUND;
	return rc == RC_OK ? show_edit(request, &suggestion) : rc;
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
static enum rc show_conflict(struct request *request, const struct suggestion *suggestion)
{
	show_difference(request, 0, N_("Title"), suggestion->title, field_text(request, "title"));
	show_difference(request, 1, N_("Text"), suggestion->body, field_text(request, "body"));
	show_difference(request, 2, N_("Tags"), typed_tags(request, suggestion), field_text(request, "tags"));
	request->response.status = 409;
	return show_edit(request, suggestion);
}

enum rc count_edit(struct request *request)
{
	return pace_form(request, PACE_POST);
}

enum rc edit_save(struct request *request)
{
	const struct suggestion_edit edit = { .title = field_text(request, "title"),
		.body = field_text(request, "body"),
		.tags = field_text(request, "tags"),
		.version = (int32_t)field_number(request, "version"),
		.now = request->now };
	struct suggestion suggestion;
	enum rc rc = lock_suggestion(request, &suggestion);
	if (rc == RC_OK && !suggestion_may_edit(&request->who, &suggestion))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_edit(request, &suggestion);
	rc = suggestion_change(request->db, request->arena, &request->who, &suggestion, &edit);
	if (rc == RC_CONFLICT)
		return show_conflict(request, &suggestion);
	if (note_refusal(request, rc))
		return show_edit(request, &suggestion);
	return rc == RC_OK ? go_back(request, suggestion.id, "idea-saved") : rc;
}
