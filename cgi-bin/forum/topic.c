/* One topic: the question, the accepted answer, the posts of one page, the reply; what staff does to it. */
#include "forum.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/notice.h"
#include "domain/trust.h"
#include "web/pace.h"
#include "web/show_follow.h"
#include "web/show_forum.h"
#include "web/show_person.h"
#include "web/show_ticket.h"
#include "web/show_turn.h"

struct shown { /* one page of a topic */
	struct forum_topic topic;
	int32_t page, pages;
	int32_t from, to; /* its places */
	struct db_rows posts, files;
	struct forum_post accepted;
};

enum rc find_topic(struct request *request, struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? forum_topic_find(request->db, request->arena, &reader, id, topic) : rc;
}

enum rc lock_topic(struct request *request, struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? forum_topic_lock(request->db, request->arena, &reader, id, topic) : rc;
}

/* --- reading --------------------------------------------------------------------------------- */

static bool any_files(const struct shown *shown)
{
	const struct forum_post *posts = shown->posts.items;
	for (size_t i = 0; i < shown->posts.count; i++)
		if (posts[i].files)
			return true;
	return false;
}

static void choose_page(struct shown *shown, int64_t from)
{
	int32_t place = from < 1 ? 1 : from > INT32_MAX ? INT32_MAX : (int32_t)from;
	shown->pages = forum_topic_pages(&shown->topic);
	shown->page = forum_topic_page_of(place);
	if (shown->page > shown->pages)
		shown->page = shown->pages;
	shown->from = (shown->page - 1) * LIMIT_TOPIC_PAGE + 1;
	shown->to = shown->page * LIMIT_TOPIC_PAGE;
}

static enum rc read_posts(struct request *request, struct shown *shown)
{
	enum rc rc = forum_post_list(request->db, request->arena, &shown->topic, &request->who, shown->from,
	        shown->to, &shown->posts);
	if (rc == RC_OK && shown->page == 1)
		rc = forum_post_accepted(request->db, request->arena, &shown->topic, &request->who,
		        &shown->posts, &shown->accepted);
	if (rc != RC_OK || !any_files(shown))
		return rc;
	return attachment_list_posts(
	        request->db, request->arena, shown->topic.id, shown->from, shown->to, &shown->files);
}

/* Notes how far he has read: a further place, or the first time today. */
static enum rc note_reading(struct request *request, const struct shown *shown)
{
	const struct forum_topic *topic = &shown->topic;
	const struct forum_post *posts = shown->posts.items;
	if (!request->signed_in || request->method != METHOD_GET || shown->posts.count == 0)
		return RC_OK;
	/* places of what he may not see are read with the last page */
	bool last = shown->page == forum_topic_pages(topic);
	int32_t place = last ? topic->places : posts[shown->posts.count - 1].place;
	if (place <= topic->read_place && topic->seen_at / DAY == request->now / DAY)
		return RC_OK;
	return trust_read(request->db, request->arena, request->who.id, topic->id, place, request->now);
}

/* --- showing --------------------------------------------------------------------------------- */

static const char *page_url(struct request *request, const struct shown *shown, int32_t page)
{
	return forum_place_url(request, shown->topic.id, (page - 1) * LIMIT_TOPIC_PAGE + 1, 0);
}

/* The first, the last and those near; the others are left out. */
static void show_pages(struct request *request, const struct shown *shown)
{
	struct view *view = request->view;
	size_t count = 0;
	int32_t before = 0;
	if (shown->pages == 1)
		return;
	for (int32_t page = 1; page <= shown->pages; page++) {
		if (page == shown->page + 3 && page < shown->pages)
			page = shown->pages;
		else if (page == 2 && shown->page > 4)
			page = shown->page - 2;
		view_text(view, view_item(view, "Pages", count, "url"), page_url(request, shown, page));
		view_text(view, view_item(view, "Pages", count, "text"), view_digits(view, page));
		view_flag(view, view_item(view, "Pages", count, "gap"), page > before + 1);
		view_flag(view, view_item(view, "Pages", count++, "current"), page == shown->page);
		before = page;
	}
	if (shown->page > 1)
		view_text(view, "Pager.previous_url", page_url(request, shown, shown->page - 1));
	if (shown->page < shown->pages)
		view_text(view, "Pager.next_url", page_url(request, shown, shown->page + 1));
}

/* The first post that came since he was here, where others have written. */
static void mark_new(struct request *request, const struct shown *shown)
{
	const struct forum_post *posts = shown->posts.items;
	int32_t read = shown->topic.read_place;
	struct view *view = request->view;
	if (read == 0 || shown->topic.places <= read)
		return;
	if (read + 1 > shown->to || read + 1 < shown->from)
		view_text(view, "Topic.new_url", forum_place_url(request, shown->topic.id, read + 1, 0));
	for (size_t i = 0; read + 1 >= shown->from && i < shown->posts.count; i++)
		if (posts[i].place > read && posts[i].author_id != request->who.id) {
			view_flag(view, view_item(view, "Posts", i, "first_new"), true);
			return;
		}
}

/* Under the question, unless it stands there anyway. */
static enum rc show_answer(struct request *request, const struct shown *shown)
{
	const struct forum_post *posts = shown->posts.items, *accepted = &shown->accepted;
	if (accepted->id == 0 || shown->posts.count == 0 || posts[0].place != 1)
		return RC_OK;
	if (shown->posts.count > 1 && posts[1].id == accepted->id)
		return RC_OK;
	struct shown_post answer = { .post = accepted,
		.topic = &shown->topic,
		.topic_url = page_url(request, shown, 1),
		.page_url = page_url(request, shown, forum_topic_page_of(accepted->place)),
		.files = &shown->files,
		.copy = true };
	view_flag(request->view, view_item(request->view, "Posts", 0, "answered"), true);
	return show_forum_post(request, "Answer", &answer);
}

static enum rc show_posts(struct request *request, const struct shown *shown)
{
	const struct forum_post *posts = shown->posts.items;
	struct shown_post post = { .topic = &shown->topic,
		.topic_url = page_url(request, shown, 1),
		.page_url = page_url(request, shown, shown->page),
		.files = &shown->files };
	enum rc rc = RC_OK;
	show_forum_tokens(request, &shown->topic);
	for (size_t i = 0; rc == RC_OK && i < shown->posts.count; i++) {
		post.post = &posts[i];
		rc = show_forum_post(request, arena_format(request->arena, "Posts.%zu", i), &post);
	}
	return rc == RC_OK ? show_answer(request, shown) : rc;
}

static const char *state_text(const struct view *view, const struct forum_topic *topic)
{
	if (text_equal(topic->state, "held"))
		return view_say(
		        view, N_("This topic waits for a moderator. Until then only its author and the "
		                 "moderators see it."));
	if (text_equal(topic->state, "hidden"))
		return view_say(view, N_("This topic is hidden until a moderator has looked at it."));
	if (text_equal(topic->state, "deleted"))
		return view_say(view, N_("This topic is deleted. Only moderators see it."));
	return topic->closed ? view_say(view, N_("This topic is closed: it takes no more replies.")) : NULL;
}

static void show_facts(struct request *request, const struct forum_topic *topic)
{
	struct view *view = request->view;
	view_text(view, "Topic.title", topic->title);
	view_text(view, "Topic.category", topic->category);
	view_text(view, "Topic.category_url", urlf(request, "/forum/c/{1}", topic->category_slug));
	view_text(view, "Topic.colour", topic->colour);
	view_flag(view, "Topic.solved", topic->solved_place != 0);
	view_flag(view, "Topic.closed", topic->closed);
	view_flag(view, "Topic.pinned", topic->pinned);
	view_text(view, "Topic.state_text", state_text(view, topic));
	view_text(view, "Topic.asked_text",
	        view_fill(view, N_("Asked by {1} {2}"),
	                arena_format(request->arena, "\u2068%s\u2069", say_name(view, topic->author)),
	                say_ago(request, topic->created_at)));
	view_text(view, "Topic.replies_text",
	        view_plural(view, N_("{n} reply"), N_("{n} replies"), topic->reply_count));
	show_forum_tags(request, "Topic.tags", topic->tags);
	if (topic->solved_place != 0)
		view_text(view, "Topic.answer_url",
		        forum_place_url(request, topic->id, topic->solved_place, topic->solved_post_id));
}

static enum rc show_moving(struct request *request, const struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	struct view *view = request->view;
	struct db_rows rows;
	enum rc rc = forum_category_list(request->db, request->arena, &reader, &rows);
	const struct forum_category *items = rc == RC_OK ? rows.items : NULL;
	for (size_t i = 0; items && i < rows.count; i++)
		view_option(view, "Categories", i, arena_format(request->arena, "%" PRId64, items[i].id),
		        items[i].name, items[i].id == topic->category_id);
	return rc;
}

/* What moderators may do; the list of categories to move it to is asked for by a page of its own. */
static void show_staff(struct request *request, const struct forum_topic *topic)
{
	struct view *view = request->view;
	if (!may_moderate(&request->who))
		return;
	view_text(view, "Staff.url", forum_url(request, "/forum/topic/{1}/staff", topic->id));
	view_flag(view, "Staff.deleted", text_equal(topic->state, "deleted"));
	page_token(request, "Token.staff", "/forum/topic/:id/staff");
}

static void show_reply(struct request *request, const struct shown *shown)
{
	struct view *view = request->view;
	const struct forum_topic *topic = &shown->topic;
	if (!request->signed_in)
		view_text(view, "Reply.login_url",
		        urlf(request, "/login?next={1}", forum_url(request, "/forum/topic/{1}", topic->id)));
	if (!forum_topic_takes(topic, &request->who))
		return;
	view_text(view, "Reply.url", forum_url(request, "/forum/topic/{1}/reply", topic->id));
	view_number(view, "Reply.from", shown->from);
	view_number(view, "Reply.topic", topic->id);
	view_flag(view, "Reply.may_note", account_is_staff(&request->who));
	page_token(request, "Token.reply", "/forum/topic/:id/reply");
}

/* "> " before each line, under the name of who wrote it. */
static const char *quoted(struct request *request, const struct forum_post *post)
{
	struct view *view = request->view;
	const char *text = view_fill(view, N_("{1} wrote:"), say_name(view, post->author));
	const char *line = post->body;
	struct buf out;
	buf_init(&out, 4 * (size_t)LIMIT_POST_BYTES);
	buf_text(&out, "> ");
	buf_text(&out, text);
	buf_text(&out, "\n>\n");
	while (*line) {
		size_t length = strcspn(line, "\n");
		buf_text(&out, "> ");
		buf_add(&out, line, length);
		buf_char(&out, '\n');
		line += length + (line[length] == '\n');
	}
	buf_char(&out, '\n');
	text = buf_keep(&out, request->arena);
	return text ? text : "";
}

static enum rc show_quote(struct request *request, const struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	struct forum_post post;
	int64_t id = request->method == METHOD_GET ? field_number(request, "quote") : 0;
	if (id == 0 || !forum_topic_takes(topic, &request->who))
		return RC_OK;
	enum rc rc = forum_post_read(request->db, request->arena, &reader, id, &post);
	if (rc != RC_OK || post.topic_id != topic->id || !text_equal(post.state, "open"))
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	view_text(request->view, "Form.body.value", quoted(request, &post));
	view_text(request->view, "Form.parent.value", arena_format(request->arena, "%" PRId64, id));
	return RC_OK;
}

static enum rc show_page(struct request *request, struct shown *shown, int64_t from)
{
	const struct forum_topic *topic = &shown->topic;
	choose_page(shown, from);
	enum rc rc = read_posts(request, shown);
	if (rc == RC_OK)
		rc = show_posts(request, shown);
	if (rc == RC_OK)
		rc = show_forum_editor(request);
	if (rc == RC_OK)
		rc = show_quote(request, topic);
	if (rc == RC_OK)
		rc = note_reading(request, shown);
	if (rc == RC_OK)
		rc = show_topic_turns(request, topic);
	if (rc != RC_OK)
		return rc;
	mark_new(request, shown);
	show_pages(request, shown);
	show_facts(request, topic);
	show_staff(request, topic);
	show_reply(request, shown);
	show_follow(request, topic->follow, forum_url(request, "/forum/topic/{1}/follow", topic->id),
	        "/forum/topic/:id/follow");
	page_title(request, topic->title);
	show_forum_way(request, topic->category_slug, topic->category);
	page_crumb(request, topic->title, NULL);
	return page_show(request, "forum/topic");
}

enum rc topic_page(struct request *request)
{
	struct shown shown = { .page = 1 };
	enum rc rc = find_topic(request, &shown.topic);
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	if (rc == RC_OK && request->signed_in && request->who.notice_count > 0)
		rc = notice_seen_topic(request->db, request->who.id, shown.topic.id);
	return rc == RC_OK ? show_page(request, &shown, field_number(request, "from")) : rc;
}

enum rc show_topic_at(struct request *request, const struct forum_topic *topic, int32_t place)
{
	struct shown shown = { .page = 1, .topic = *topic };
	return show_page(request, &shown, place);
}

/* --- replying -------------------------------------------------------------------------------- */

enum rc count_post(struct request *request)
{
	return forum_wants_preview(request) ? RC_OK : pace_form(request, PACE_POST);
}

static const char *done_of(const char *state)
{
	if (text_equal(state, "held"))
		return "post-held";
	return text_equal(state, "note") ? "note-added" : "post-sent";
}

static enum rc send(struct request *request, struct shown *shown)
{
	struct forum_post_new post = { .who = &request->who,
		.author_name = "",
		.parent_id = field_number(request, "parent"),
		.body = field_text(request, "body"),
		.note = account_is_staff(&request->who) && text_equal(field_text(request, "kind"), "note"),
		.held_for = "",
		.files = field_files(request, "files"),
		.now = request->now };
	const char *state;
	int64_t id;
	enum rc rc = forum_post_reply(request->db, request->arena, &shown->topic, &post, &id, &state);
	rc = forum_refusal(request, rc);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_page(request, shown, field_number(request, "from"));
	const char *address = forum_url(request, "/forum/post/{1}", id);
	return page_go(request, page_done(request, address, done_of(state)));
}

enum rc reply_to_topic(struct request *request)
{
	struct shown shown = { .page = 1 };
	enum rc rc = lock_topic(request, &shown.topic);
	if (rc == RC_OK && !forum_topic_takes(&shown.topic, &request->who))
		return RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc == RC_OK && !request_has_errors(request))
		rc = check_post_files(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request) || forum_wants_preview(request))
		return show_page(request, &shown, field_number(request, "from"));
	return send(request, &shown);
}

/* --- staff ----------------------------------------------------------------------------------- */

static enum rc move(struct request *request, const struct forum_topic *topic)
{
	struct forum_reader reader = forum_reader_of(request);
	struct forum_category to;
	enum rc rc = forum_category_by_id(
	        request->db, request->arena, &reader, field_number(request, "category"), &to);
	return rc == RC_OK ? forum_topic_move(request->db, topic, &request->who, &to, request->now) : rc;
}

static enum rc set_state(struct request *request, const struct forum_topic *topic, const char *state)
{
	struct db_rows rows;
	enum rc rc = forum_post_list(request->db, request->arena, topic, &request->who, 1, 1, &rows);
	if (rc != RC_OK || rows.count == 0)
		return rc == RC_OK ? RC_NOT_FOUND : rc;
	const struct forum_post *first = rows.items;
	return forum_post_set_state(
	        request->db, request->arena, first->id, state, "moderator", &request->who, request->now);
}

/* A page of its own for what wants a choice or a second thought. */
static enum rc show_act(struct request *request, const struct forum_topic *topic, const char *act)
{
	struct view *view = request->view;
	bool moving = text_equal(act, "move");
	enum rc rc = moving ? show_moving(request, topic) : RC_OK;
	if (rc != RC_OK)
		return rc;
	show_facts(request, topic);
	show_staff(request, topic);
	view_text(view, "Staff.act", act);
	view_text(view, "Staff.back_url", forum_url(request, "/forum/topic/{1}", topic->id));
	page_title(request, view_say(view, moving ? N_("Move this topic") : N_("Delete this topic")));
	show_forum_way(request, topic->category_slug, topic->category);
	page_crumb(request, topic->title, forum_url(request, "/forum/topic/{1}", topic->id));
	page_crumb(request, view_say(view, moving ? N_("Move this topic") : N_("Delete this topic")), NULL);
	return page_show(request, "forum/act");
}

static enum rc act_on(struct request *request, const struct forum_topic *topic, const char *act)
{
	struct db *db = request->db;
	const struct account *who = &request->who;
	if (text_equal(act, "close") || text_equal(act, "open"))
		return forum_topic_close(db, topic, who, text_equal(act, "close"), request->now);
	if (text_equal(act, "pin") || text_equal(act, "unpin"))
		return forum_topic_pin(db, topic, who, text_equal(act, "pin"), request->now);
	if (text_equal(act, "move"))
		return move(request, topic);
	return set_state(request, topic, text_equal(act, "delete") ? "deleted" : "open");
}

enum rc act_on_topic(struct request *request)
{
	const char *act = field_text(request, "act");
	bool asks = text_equal(act, "move") || text_equal(act, "delete");
	struct forum_topic topic;
	enum rc rc = lock_topic(request, &topic);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return RC_INVALID;
	if (asks && !field_flag(request, "sure"))
		return show_act(request, &topic, act);
	rc = act_on(request, &topic, act);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, forum_url(request, "/forum/topic/{1}", topic.id), "topic-changed"));
}
