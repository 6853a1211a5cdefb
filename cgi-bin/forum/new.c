/* A new topic: where, what it is about, the question. Who has no account may ask where a category lets him.
 */
#include "forum.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/forum_tag.h"
#include "web/pace.h"
#include "web/robot.h"
#include "web/show_forum.h"

struct asking {                    /* what the form is about */
	struct db_rows categories; /* that take a question of this person */
	const struct forum_category *category;
	struct forum_tags tags;
};

static bool is_guest(const struct request *request)
{
	return !may_post(&request->who);
}

static enum rc read_categories(struct request *request, struct asking *asking)
{
	struct forum_reader reader = forum_reader_of(request);
	const char *chosen = field_text(request, "category");
	enum rc rc = forum_category_list(request->db, request->arena, &reader, &asking->categories);
	if (rc != RC_OK)
		return rc;
	struct forum_category *items = asking->categories.items;
	size_t kept = 0;
	for (size_t i = 0; i < asking->categories.count; i++) {
		if (!forum_category_takes(&items[i], &request->who))
			continue;
		items[kept] = items[i];
		if (text_equal(items[kept].slug, chosen))
			asking->category = &items[kept];
		kept++;
	}
	asking->categories.count = kept;
	if (kept == 1)
		asking->category = &items[0];
	return RC_OK;
}

static void show_choice(struct request *request, const struct asking *asking)
{
	struct view *view = request->view;
	const struct forum_category *items = asking->categories.items;
	size_t shown = 0;
	if (asking->categories.count > 1)
		view_option(view, "Categories", shown++, "", view_say(view, N_("Choose…")),
		        asking->category == NULL);
	for (size_t i = 0; i < asking->categories.count; i++)
		view_option(view, "Categories", shown++, items[i].slug, items[i].name,
		        asking->category == &items[i]);
}

static enum rc show_form(struct request *request, const struct asking *asking)
{
	struct view *view = request->view;
	show_choice(request, asking);
	view_text(view, "New.action", url(request, "/forum/new"));
	view_text(view, "New.similar_url", url(request, "/forum/similar"));
	view_flag(view, "New.guest", is_guest(request));
	view_text(view, "New.login_url", urlf(request, "/login?next={1}", url(request, "/forum/new")));
	robot_show(request, "Token.ask", "/forum/new");
	page_title(request, view_say(view, N_("Ask the community")));
	show_forum_way(request, NULL, NULL);
	page_crumb(request, view_say(view, N_("Ask the community")), NULL);
	enum rc rc = show_forum_editor(request);
	return rc == RC_OK ? page_show(request, "forum/new") : rc;
}

static enum rc sign_in_first(struct request *request)
{
	const char *back = urlf(request, "/forum/new?category={1}&title={2}", field_text(request, "category"),
	        field_text(request, "title"));
	return page_go(request, urlf(request, "/login?next={1}", back));
}

enum rc new_page(struct request *request)
{
	struct asking asking = { .category = NULL };
	enum rc rc = read_categories(request, &asking);
	if (rc != RC_OK)
		return rc;
	if (asking.categories.count == 0 && is_guest(request))
		return sign_in_first(request);
	return show_form(request, &asking);
}

enum rc count_asking(struct request *request)
{
	if (forum_wants_preview(request))
		return RC_OK;
	enum rc rc = pace_form(request, PACE_POST);
	return rc == RC_OK && !request_has_errors(request) ? robot_check(request) : rc;
}

static enum rc check(struct request *request, struct asking *asking)
{
	enum rc rc = forum_tags_read(request->arena, field_text(request, "tags"), &asking->tags);
	if (rc == RC_TOO_LARGE)
		request_error(request, "tags",
		        N_("Up to five tags of 50 characters each, with commas between them."));
	else if (rc != RC_OK)
		return rc;
	if (!asking->category)
		request_error(request, "category", N_("Choose a category."));
	if (is_guest(request) && text_empty(field_text(request, "name")))
		request_error(request, "name", N_("Write your name."));
	return request_has_errors(request) ? RC_OK : check_post_files(request);
}

static const char *where_to(struct request *request, int64_t id, const char *state)
{
	bool held = text_equal(state, "held");
	if (held && is_guest(request))
		return page_done(request, url(request, "/forum"), "topic-held");
	return page_done(
	        request, forum_url(request, "/forum/topic/{1}", id), held ? "topic-held" : "topic-sent");
}

static enum rc ask(struct request *request, struct asking *asking)
{
	struct forum_draft draft = { .category_id = asking->category->id,
		.who = &request->who,
		.author_name = field_text(request, "name"),
		.title = field_text(request, "title"),
		.body = field_text(request, "body"),
		.lang = request->language->code,
		.tags = asking->tags.items,
		.tag_count = asking->tags.count,
		.files = field_files(request, "files"),
		.now = request->now };
	const char *state;
	int64_t id;
	enum rc rc = forum_topic_ask(request->db, request->arena, &draft, &id, &state);
	rc = forum_refusal(request, rc);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_form(request, asking);
	return page_go(request, where_to(request, id, state));
}

enum rc ask_topic(struct request *request)
{
	struct asking asking = { .category = NULL };
	enum rc rc = read_categories(request, &asking);
	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc == RC_OK)
		rc = check(request, &asking);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request) || forum_wants_preview(request))
		return show_form(request, &asking);
	return ask(request, &asking);
}
