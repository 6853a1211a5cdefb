/* See show_forum.h. */
#include "web/show_forum.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/forum_like.h"
#include "domain/trust.h"
#include "io/filetype.h"
#include "web/fields.h"
#include "web/page.h"
#include "web/show_person.h"
#include "web/show_ticket.h"
#include "web/show_trust.h"
#include "web/show_text.h"
#include "web/view_path.h"

struct forum_reader forum_reader_of(const struct request *request)
{
	return (struct forum_reader){ .who = &request->who,
		.lang = request->language->code,
		.fallback = request->config->default_language };
}

const char *forum_url(struct request *request, const char *path, int64_t id)
{
	return urlf(request, path, arena_format(request->arena, "%" PRId64, id));
}

const char *forum_place_url(struct request *request, int64_t topic_id, int32_t place, int64_t post_id)
{
	const char *address = forum_url(request, "/forum/topic/{1}", topic_id);
	int32_t page = forum_topic_page_of(place);
	if (page > 1)
		address = arena_format(
		        request->arena, "%s?from=%d", address, (page - 1) * LIMIT_TOPIC_PAGE + 1);
	if (address && post_id != 0)
		address = arena_format(request->arena, "%s#p%" PRId64, address, post_id);
	return address ? address : "";
}

void show_forum_way(struct request *request, const char *category_slug, const char *category)
{
	page_crumb(request, view_say(request->view, N_("Home")), url(request, "/"));
	page_crumb(request, view_say(request->view, N_("Community")), url(request, "/forum"));
	if (category)
		page_crumb(request, category, urlf(request, "/forum/c/{1}", category_slug));
}

/* --- lists ----------------------------------------------------------------------------------- */

/* Who can read it, where that is not everybody. */
static const char *say_audience(const struct view *view, const char *audience)
{
	if (text_equal(audience, AUDIENCE_SIGNED_IN))
		return view_say(view, N_("For everyone who is signed in"));
	if (text_equal(audience, AUDIENCE_COMPANY))
		return view_say(view, N_("For one company alone"));
	if (text_equal(audience, AUDIENCE_GROUP))
		return view_say(view, N_("For one group alone"));
	return text_equal(audience, AUDIENCE_STAFF) ? view_say(view, N_("For staff alone")) : NULL;
}

void show_forum_categories(struct request *request, const char *list, const struct db_rows *categories)
{
	struct view *view = request->view;
	const struct forum_category *items = categories->items;
	for (size_t i = 0; i < categories->count; i++) {
		view_text(
		        view, view_item(view, list, i, "url"), urlf(request, "/forum/c/{1}", items[i].slug));
		view_text(view, view_item(view, list, i, "title"), items[i].name);
		view_text(view, view_item(view, list, i, "description"), items[i].description);
		view_text(view, view_item(view, list, i, "colour"), items[i].colour);
		view_text(view, view_item(view, list, i, "audience_text"),
		        say_audience(view, items[i].audience));
	}
}

void show_forum_tags(struct request *request, const char *list, const char *lines)
{
	struct view *view = request->view;
	for (size_t i = 0; !text_empty(lines); i++) {
		size_t length = strcspn(lines, "\n");
		const char *tag = arena_copy(request->arena, lines, length);
		if (!tag)
			return;
		view_text(view, view_item(view, list, i, "text"), tag);
		view_text(view, view_item(view, list, i, "url"), urlf(request, "/forum?tag={1}", tag));
		lines += length + (lines[length] == '\n');
	}
}

/* A name in a sentence of another direction keeps to itself. */
static const char *name_in(struct request *request, const char *name)
{
	const char *text = say_name(request->view, name);
	return arena_format(request->arena, "\u2068%s\u2069", text ? text : "");
}

static const char *last_text(struct request *request, const struct forum_topic_row *row)
{
	struct view *view = request->view;
	if (row->reply_count > 0)
		return view_fill(view, N_("Last reply by {1} {2}"), name_in(request, row->last_name),
		        say_ago(request, row->activity_at));
	return view_fill(view, N_("Asked by {1} {2}"), name_in(request, row->author),
	        say_ago(request, row->created_at));
}

/* Something came since the reader was there; of what he never opened nothing is new. */
static const char *new_text(struct request *request, const struct forum_topic_row *row)
{
	int32_t fresh = row->places - row->read_place;
	if (row->read_place == 0 || fresh <= 0)
		return NULL;
	return view_plural(request->view, N_("{n} new post"), N_("{n} new posts"), fresh);
}

static void show_row_category(
        struct request *request, const char *list, size_t index, const struct forum_category *category)
{
	struct view *view = request->view;
	if (!category)
		return;
	view_text(view, view_item(view, list, index, "category"), category->name);
	view_text(view, view_item(view, list, index, "colour"), category->colour);
	view_text(view, view_item(view, list, index, "category_url"),
	        urlf(request, "/forum/c/{1}", category->slug));
}

static void show_row(
        struct request *request, const char *list, size_t index, const struct forum_topic_row *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, list, index, "url"), forum_url(request, "/forum/topic/{1}", row->id));
	view_text(view, view_item(view, list, index, "title"), row->title);
	view_flag(view, view_item(view, list, index, "pinned"), row->pinned);
	view_flag(view, view_item(view, list, index, "closed"), row->closed);
	view_flag(view, view_item(view, list, index, "solved"), row->solved);
	view_flag(view, view_item(view, list, index, "waits"), !text_equal(row->state, "open"));
	view_text(view, view_item(view, list, index, "last_text"), last_text(request, row));
	view_text(view, view_item(view, list, index, "replies_text"),
	        view_plural(view, N_("{n} reply"), N_("{n} replies"), row->reply_count));
	const char *fresh = new_text(request, row);
	view_text(view, view_item(view, list, index, "new_text"), fresh);
	if (fresh)
		view_text(view, view_item(view, list, index, "new_url"),
		        forum_place_url(request, row->id, row->read_place + 1, 0));
	show_forum_tags(request, view_item(view, list, index, "tags"), row->tags);
}

void show_topic_rows(struct request *request, const char *list, const struct db_rows *rows,
        const struct db_rows *categories)
{
	const struct forum_topic_row *items = rows->items;
	for (size_t i = 0; i < rows->count; i++) {
		show_row(request, list, i, &items[i]);
		if (categories)
			show_row_category(
			        request, list, i, forum_category_in(categories, items[i].category_id));
	}
}

/* --- a post ---------------------------------------------------------------------------------- */

static const char *at(struct request *request, const char *path, const char *member)
{
	return view_path(request->arena, path, member);
}

static void show_file(struct request *request, const char *list, size_t index, const struct attachment *file)
{
	struct view *view = request->view;
	const char *id = text_hex(request->arena, file->public_id.data, file->public_id.length);
	bool picture = filetype_inline(file->type);
	view_text(view, view_item(view, list, index, "url"),
	        urlf(request, picture ? "/files/{1}/{2}?inline=1" : "/files/{1}/{2}", id, file->name));
	view_text(view, view_item(view, list, index, "name"), file->name);
	view_size(view, view_item(view, list, index, "size"), file->size);
	view_text(view, view_item(view, list, index, "kind"), picture ? "image" : "file");
}

/* Pictures stand under the text, anything else as a chip. */
static void show_files(
        struct request *request, const char *path, int64_t post_id, const struct db_rows *files)
{
	const struct attachment *items = files->items;
	size_t pictures = 0, others = 0;
	for (size_t i = 0; i < files->count; i++) {
		if (items[i].post_id != post_id)
			continue;
		if (filetype_inline(items[i].type))
			show_file(request, at(request, path, "pictures"), pictures++, &items[i]);
		else
			show_file(request, at(request, path, "attachments"), others++, &items[i]);
	}
	if (pictures + others > 0)
		view_flag(request->view, at(request, path, "files"), true);
}

/* What he is here; of staff its own tag tells. */
static const char *say_standing(const struct request *request, const struct forum_post *post)
{
	const struct view *view = request->view;
	if (request->signed_in && post->author_id == request->who.id)
		return view_say(view, N_("You"));
	if (post->author_id == 0)
		return view_say(view, post->imported ? N_("Unclaimed name") : N_("Guest"));
	return post->by_staff ? NULL : say_trust_level(view, post->level);
}

static void show_author(struct request *request, const char *path, const struct forum_post *post)
{
	struct view *view = request->view;
	const char *author = say_name(view, post->author);
	view_text(view, at(request, path, "author"), author);
	view_text(view, at(request, path, "initial"), text_first(request->arena, author));
	view_text(view, at(request, path, "standing"), say_standing(request, post));
	if (post->by_staff)
		view_flag(view, at(request, path, "staff"), true);
	if (post->author_id != 0)
		view_text(view, at(request, path, "author_url"),
		        forum_url(request, "/forum/people/{1}", post->author_id));
}

static const char *say_state(const struct view *view, const struct forum_post *post)
{
	if (text_equal(post->state, "held"))
		return view_say(
		        view, N_("Waits for a moderator. Only its author and the moderators see it."));
	if (text_equal(post->state, "hidden"))
		return view_say(view, N_("Hidden until a moderator has looked at it."));
	return text_equal(post->state, "deleted") ? view_say(view, N_("Deleted. Only moderators see it."))
	                                          : NULL;
}

static bool is_accepted(const struct shown_post *shown)
{
	return shown->post->id == shown->topic->solved_post_id && text_equal(shown->post->state, "open");
}

/* What stands out of the others; everything else is left out. */
static void show_marks(struct request *request, const char *path, const struct shown_post *shown)
{
	struct view *view = request->view;
	bool note = text_equal(shown->post->state, "note"), accepted = is_accepted(shown);
	if (!note && !accepted && !shown->post->by_staff)
		return;
	view_flag(view, at(request, path, "marked"), true);
	view_flag(view, at(request, path, "note"), note);
	view_flag(view, at(request, path, "accepted"), accepted);
}

/* What stands above the text. */
static void show_notes(struct request *request, const char *path, const struct forum_post *post)
{
	struct view *view = request->view;
	const char *state = say_state(view, post);
	/* who answers the question, or the post right above: everybody sees it */
	bool answers = post->parent_place > 1 && post->parent_place != post->place - 1;
	if (!state && !answers)
		return;
	view_flag(view, at(request, path, "noted"), true);
	view_text(view, at(request, path, "state_text"), state);
	if (!answers)
		return;
	view_text(view, at(request, path, "parent_text"),
	        view_fill(view, N_("In reply to {1}"), name_in(request, post->parent)));
	view_text(view, at(request, path, "parent_url"),
	        forum_place_url(request, post->topic_id, post->parent_place, post->parent_id));
}

static void show_like(
        struct request *request, const char *path, const struct forum_post *post, const char *id)
{
	struct view *view = request->view;
	if (forum_like_allowed(post, &request->who)) {
		view_text(view, at(request, path, "like_url"), urlf(request, "/forum/post/{1}/like", id));
		view_number(view, at(request, path, "likes"), post->like_count);
		view_text(view, at(request, path, "likes_short"), view_digits(view, post->like_count));
		view_flag(view, at(request, path, "liked"), post->liked);
	} else if (post->like_count > 0)
		view_text(view, at(request, path, "likes_text"),
		        view_plural(view, N_("{n} like"), N_("{n} likes"), post->like_count));
}

static void show_edits(
        struct request *request, const char *path, const struct forum_post *post, const char *id)
{
	struct view *view = request->view;
	if (post->edit_count == 0)
		return;
	view_text(view, at(request, path, "edited_text"),
	        view_fill(view, N_("Edited {1}"), say_ago(request, post->edited_at)));
	view_text(view, at(request, path, "history_url"), urlf(request, "/forum/post/{1}/history", id));
}

/* What somebody who is signed in may do. */
static void show_ways(
        struct request *request, const char *path, const struct shown_post *shown, const char *id)
{
	struct view *view = request->view;
	const struct forum_post *post = shown->post;
	const struct account *who = &request->who;
	bool open = text_equal(post->state, "open");
	if (open && post->place > 1 && may_accept_answer(who, shown->topic->author_id))
		view_text(view, at(request, path, "accept_url"), urlf(request, "/forum/post/{1}/accept", id));
	if (open && forum_topic_takes(shown->topic, who))
		view_text(view, at(request, path, "quote_url"),
		        arena_format(request->arena, "%s?from=%d&quote=%s#reply", shown->topic_url,
		                post->place, id));
	if (may_edit_post(who, post->author_id, post->state, shown->topic->closed) &&
	        !text_equal(post->state, "deleted"))
		view_text(view, at(request, path, "edit_url"), urlf(request, "/forum/post/{1}/edit", id));
	if (open && post->author_id != who->id)
		view_text(view, at(request, path, "flag_url"), urlf(request, "/forum/post/{1}/flag", id));
	if (may_moderate(who))
		view_text(view, at(request, path, "judge_url"), urlf(request, "/forum/post/{1}/judge", id));
}

/* What stands below the text; for strangers mostly nothing does. */
static void show_acts(
        struct request *request, const char *path, const struct shown_post *shown, const char *id)
{
	const struct forum_post *post = shown->post;
	bool any = post->like_count > 0 || post->edit_count > 0 || is_accepted(shown);
	if (!any && !request->signed_in)
		return;
	view_flag(request->view, at(request, path, "acts"), true);
	show_like(request, path, post, id);
	show_edits(request, path, post, id);
	if (request->signed_in)
		show_ways(request, path, shown, id);
}

void show_forum_tokens(struct request *request, const struct forum_topic *topic)
{
	if (may_post(&request->who))
		page_token(request, "Token.like", "/forum/post/:id/like");
	if (may_accept_answer(&request->who, topic->author_id))
		page_token(request, "Token.accept", "/forum/post/:id/accept");
}

enum rc show_forum_post(struct request *request, const char *path, const struct shown_post *shown)
{
	struct view *view = request->view;
	const struct forum_post *post = shown->post;
	const char *url = arena_format(request->arena, "%s#p%" PRId64, shown->page_url, post->id);
	if (!url)
		return RC_NO_MEMORY;
	const char *anchor = strrchr(url, '#') + 1, *id = anchor + 1;
	view_text(view, at(request, path, "url"), url);
	if (!shown->copy)
		view_text(view, at(request, path, "id"), anchor);
	show_author(request, path, post);
	view_time(view, at(request, path, "time"), post->created_at);
	show_marks(request, path, shown);
	show_notes(request, path, post);
	show_files(request, path, post->id, shown->files);
	if (!shown->copy)
		show_acts(request, path, shown, id);
	return show_text(request, at(request, path, "body_html"), post->html, post->body);
}

/* --- writing --------------------------------------------------------------------------------- */

bool forum_wants_preview(const struct request *request)
{
	return fields_are_typed(request, "then") && text_equal(field_text(request, "then"), "preview");
}

static void show_limits(struct request *request)
{
	struct view *view = request->view;
	struct clock_view clock = request_clock(request);
	const char *one = number_size(request->arena, clock_numbers(&clock), LIMIT_POST_FILE);
	view_number(view, "Limits.files", LIMIT_POST_FILES);
	view_number(view, "Limits.file_bytes", LIMIT_POST_FILE);
	view_text(view, "Limits.files_text",
	        view_fill(view, N_("Pictures and other files, up to {1} of {2} each."),
	                view_digits(view, LIMIT_POST_FILES), one));
	if ((request_has_errors(request) || forum_wants_preview(request)) && request->form.file_count > 0)
		view_text(view, "Form.files.error",
		        view_say(view, N_("Choose your files again: a browser does not keep them.")));
}

enum rc show_forum_editor(struct request *request)
{
	const char *body = fields_are_typed(request, "body") ? field_text(request, "body") : "", *html;
	show_limits(request);
	view_text(request->view, "Editor.preview_url", url(request, "/forum/preview"));
	if (text_empty(body) || !forum_wants_preview(request))
		return RC_OK;
	enum rc rc = forum_post_render(request->arena, "markdown", body, &html);
	return rc == RC_OK ? show_text(request, "Preview.body_html", html, body) : rc;
}

static enum rc count_allowed(struct request *request, size_t *most)
{
	struct trust trust;
	*most = LIMIT_POST_FILES;
	if (account_is_staff(&request->who))
		return RC_OK;
	*most = 1;
	if (!request->signed_in)
		return RC_OK;
	enum rc rc = trust_find(request->db, request->arena, request->who.id, &trust);
	if (rc == RC_OK && trust.level > TRUST_NEW)
		*most = LIMIT_POST_FILES;
	return rc;
}

static bool is_too_large(const struct form_file *files)
{
	for (; files; files = files->next)
		if (files->size > LIMIT_POST_FILE)
			return true;
	return false;
}

enum rc check_post_files(struct request *request)
{
	const struct form_file *files = field_files(request, "files");
	size_t most;
	if (!files)
		return RC_OK;
	enum rc rc = count_allowed(request, &most);
	if (rc != RC_OK)
		return rc;
	if (attachment_count(files) > LIMIT_POST_FILES)
		request_error(request, "files", N_("These are too many files for one post."));
	else if (attachment_count(files) > most)
		request_error(request, "files",
		        N_("As long as you are new here, one file can go with a post. Send the others with "
		           "the next one."));
	else if (is_too_large(files))
		request_error(request, "files", N_("This file is too large."));
	int64_t owner_id = request->signed_in ? request->who.id : 0;
	rc = attachment_check(request->db, request->arena, owner_id, 0, files, request->now);
	if (rc != RC_LIMITED)
		return rc;
	request_error(request, "files",
	        N_("These files pass what can be sent in one day. Send them tomorrow, or fewer now."));
	return RC_OK;
}

enum rc forum_refusal(struct request *request, enum rc rc)
{
	if (rc == RC_LIMITED) {
		request->response.status = 429;
		request_error(request, "",
		        N_("Nothing was posted: whoever is new here can write only a few texts a day. What "
		           "you typed is kept here; try again tomorrow."));
		return RC_OK;
	}
	if (rc != RC_DENIED)
		return rc;
	request->response.status = 403;
	request_error(request, "",
	        N_("Nothing was posted: a moderator has taken the right to write from you for a while."));
	return RC_OK;
}
