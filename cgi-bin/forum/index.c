/* The forum's first page and those of its categories: topics by what is newest, unanswered, one's own … */
#include "forum.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/profile.h"
#include "web/pager.h"
#include "web/feed.h"
#include "web/show_follow.h"
#include "web/show_forum.h"
#include "web/show_person.h"

static const struct {
	const char *word, *text;
	bool personal; /* for who is signed in */
} views[] = {
	[FORUM_LATEST] = { "latest", N_("Latest"), false },
	[FORUM_UNANSWERED] = { "unanswered", N_("Unanswered"), false },
	[FORUM_SOLVED] = { "solved", N_("Solved"), false },
	[FORUM_INDUSTRY] = { "industry", N_("From companies like yours"), true },
	[FORUM_MINE] = { "mine", N_("My topics"), true },
	[FORUM_FOLLOWING] = { "following", N_("Followed"), true },
};

static enum forum_view view_asked(const struct request *request)
{
	const char *word = field_text(request, "view");
	if (!text_empty(field_text(request, "tag")))
		return FORUM_TAG;
	for (size_t i = 0; i < LENGTH(views); i++)
		if (text_equal(word, views[i].word) && (request->signed_in || !views[i].personal))
			return (enum forum_view)i;
	return FORUM_LATEST;
}

static struct forum_filter filter_asked(const struct request *request, int64_t category_id)
{
	struct page_key key = pager_key(request);
	return (struct forum_filter){ .view = view_asked(request),
		.who = &request->who,
		.category_id = category_id,
		.industry = "",
		.tag = field_text(request, "tag"),
		.place = { .at = key.at, .id = key.id, .set = key.set, .backwards = key.backwards } };
}

static void show_views(struct request *request, const char *path, enum forum_view chosen)
{
	struct view *view = request->view;
	size_t shown = 0;
	for (size_t i = 0; i < LENGTH(views); i++) {
		if (views[i].personal && !request->signed_in)
			continue;
		const char *address =
		        i == FORUM_LATEST ? path
		                          : arena_format(request->arena, "%s?view=%s", path, views[i].word);
		view_text(view, view_item(view, "Tabs", shown, "url"), address);
		view_text(view, view_item(view, "Tabs", shown, "text"), view_say(view, views[i].text));
		view_flag(view, view_item(view, "Tabs", shown++, "current"), i == chosen);
	}
}

static const char *query_of(struct request *request, const struct forum_filter *filter)
{
	if (filter->view == FORUM_TAG)
		return urlf(request, "tag={1}", filter->tag);
	return filter->view == FORUM_LATEST
	               ? ""
	               : arena_format(request->arena, "view=%s", views[filter->view].word);
}

static struct page_key key_of(const struct forum_filter *filter, const struct forum_topic_row *row)
{
	return (struct page_key){ .at = forum_topic_at(filter->view, row), .id = row->id, .set = true };
}

static void show_pager(struct request *request, const char *path, const struct forum_filter *filter,
        const struct db_rows *rows, bool more)
{
	const struct forum_topic_row *items = rows->items;
	bool back = filter->place.backwards;
	if (rows->count > 0)
		pager_show(request, path, query_of(request, filter), key_of(filter, &items[0]),
		        key_of(filter, &items[rows->count - 1]), back ? more : filter->place.set,
		        back ? true : more);
}

/* Whose companies are like the reader's: he says so in his profile. */
static enum rc read_industry(struct request *request, struct forum_filter *filter)
{
	struct profile profile;
	struct view *view = request->view;
	if (filter->view != FORUM_INDUSTRY)
		return RC_OK;
	enum rc rc = profile_read(request->db, request->arena, request->who.id, &profile);
	if (rc != RC_OK)
		return rc;
	filter->industry = profile.industry;
	view_text(view, "Forum.profile_url", url(request, "/account/profile"));
	if (!text_empty(profile.industry))
		view_text(view, "Forum.industry_text",
		        view_fill(view, N_("Asked by people whose industry is the same as yours: {1}."),
		                say_industry(view, profile.industry)));
	return RC_OK;
}

static enum rc read_topics(
        struct request *request, const struct forum_filter *filter, struct db_rows *rows, bool *more)
{
	*rows = (struct db_rows){ .count = 0 };
	*more = false;
	if (filter->view == FORUM_INDUSTRY && text_empty(filter->industry))
		return RC_OK;
	return forum_topic_list(request->db, request->arena, filter, LIMIT_PAGE_ROWS, rows, more);
}

static enum rc show_list(struct request *request, const char *path, struct forum_filter *filter,
        const struct db_rows *categories)
{
	struct view *view = request->view;
	struct db_rows rows;
	bool more;
	enum rc rc = read_industry(request, filter);
	if (rc == RC_OK)
		rc = read_topics(request, filter, &rows, &more);
	if (rc != RC_OK)
		return rc;
	show_topic_rows(request, "Topics", &rows, categories);
	show_views(request, path, filter->view);
	show_pager(request, path, filter, &rows, more);
	view_text(view, "Forum.all_url", path);
	if (filter->view == FORUM_TAG)
		view_text(view, "Forum.tag", filter->tag);
	else
		view_text(view, "Forum.view", views[filter->view].word);
	return RC_OK;
}

static enum rc show_shared(struct request *request, const char *template_name)
{
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_show(request, template_name);
}

/* --- all categories -------------------------------------------------------------------------- */

enum rc index_page(struct request *request)
{
	struct forum_reader reader = forum_reader_of(request);
	struct forum_filter filter = filter_asked(request, 0);
	struct view *view = request->view;
	struct db_rows categories;
	enum rc rc = forum_category_list(request->db, request->arena, &reader, &categories);
	if (rc == RC_OK)
		rc = show_list(request, url(request, "/forum"), &filter, &categories);
	if (rc != RC_OK)
		return rc;
	show_forum_categories(request, "Categories", &categories);
	view_flag(view, "Forum.first", filter.view == FORUM_LATEST && !filter.place.set);
	view_text(view, "Forum.ask_url", url(request, "/forum/new"));
	page_title(request, view_say(view, N_("Community")));
	show_feed_link(request, url(request, "/forum/feed"), view_say(view, N_("New topics")));
	page_crumb(request, view_say(view, N_("Home")), url(request, "/"));
	page_crumb(request, view_say(view, N_("Community")), NULL);
	return show_shared(request, "forum/index");
}

/* --- one category ---------------------------------------------------------------------------- */

static enum rc show_pinned(
        struct request *request, const struct forum_filter *filter, const struct forum_category *category)
{
	struct db_rows pinned;
	if (filter->view != FORUM_LATEST || filter->place.set)
		return RC_OK;
	enum rc rc =
	        forum_topic_list_pinned(request->db, request->arena, &request->who, category->id, &pinned);
	if (rc == RC_OK)
		show_topic_rows(request, "Pinned", &pinned, NULL);
	return rc;
}

static void show_category(struct request *request, const struct forum_category *category)
{
	struct view *view = request->view;
	struct db_rows one = { (void *)category, 1 };
	show_forum_categories(request, "Categories", &one);
	view_text(view, "Forum.description", category->description);
	if (forum_category_takes(category, &request->who))
		view_text(view, "Forum.ask_url", urlf(request, "/forum/new?category={1}", category->slug));
	view_flag(view, "Forum.inactive", !category->active);
	show_follow(request, category->follow, urlf(request, "/forum/c/{1}/follow", category->slug),
	        "/forum/c/:slug/follow");
	page_title(request, category->name);
	if (text_equal(category->audience, AUDIENCE_PUBLIC))
		show_feed_link(
		        request, urlf(request, "/forum/feed?category={1}", category->slug), category->name);
	show_forum_way(request, NULL, NULL);
	page_crumb(request, category->name, NULL);
}

enum rc category_page(struct request *request)
{
	struct forum_reader reader = forum_reader_of(request);
	struct forum_category category;
	enum rc rc = forum_category_find(
	        request->db, request->arena, &reader, param_text(request, "slug"), &category);
	if (rc != RC_OK)
		return rc;
	struct forum_filter filter = filter_asked(request, category.id);
	rc = show_list(request, urlf(request, "/forum/c/{1}", category.slug), &filter, NULL);
	if (rc == RC_OK)
		rc = show_pinned(request, &filter, &category);
	if (rc != RC_OK)
		return rc;
	show_category(request, &category);
	return show_shared(request, "forum/category");
}
