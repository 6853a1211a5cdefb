/* See show_article.h. */
#include "web/show_article.h"

#include <assert.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "web/page.h"
#include "web/show_hit.h"

#define POPULAR_SHOWN 4
#define POPULAR_BYTES 161 /* 40 characters */
#define LANGUAGES     8

struct reader reader_of(const struct request *request)
{
	return article_reader(&request->who, request->language->code, request->config->default_language);
}

const char *article_url(struct request *request, const char *slug)
{
	return urlf(request, "/kb/{1}", slug);
}

const char *category_url(struct request *request, const char *slug)
{
	return urlf(request, "/kb/c/{1}", slug);
}

void show_article_link(
        struct request *request, const char *list, size_t index, const struct article_brief *article)
{
	struct view *view = request->view;
	view_text(view, view_item(view, list, index, "url"), article_url(request, article->slug));
	view_text(view, view_item(view, list, index, "title"), article->title);
	view_text(view, view_item(view, list, index, "summary"), article->summary);
}

void show_article_links(struct request *request, const char *list, const struct article_briefs *articles)
{
	for (size_t i = 0; i < articles->count; i++)
		show_article_link(request, list, i, &articles->items[i]);
}

void show_category_cards(struct request *request, const char *list, const struct category_list *categories)
{
	struct view *view = request->view;
	for (size_t i = 0; i < categories->count; i++) {
		const struct category *category = &categories->items[i];
		view_text(view, view_item(view, list, i, "url"), category_url(request, category->slug));
		view_text(view, view_item(view, list, i, "title"), category->name);
		view_text(view, view_item(view, list, i, "description"), category->description);
		view_text(view, view_item(view, list, i, "icon"), category->icon);
		view_text(view, view_item(view, list, i, "count_text"),
		        view_plural(view, N_("{n} article"), N_("{n} articles"), category->article_count));
	}
}

struct popular {
	int64_t since;
	size_t count;
	char queries[POPULAR_SHOWN][POPULAR_BYTES];
};

/* Reads a thousand lines of the log for four words that everybody sees alike, and that change slowly. */
static enum rc read_popular(struct request *request, struct popular *popular)
{
	struct search_populars found;
	enum rc rc = search_list_popular(
	        request->db, request->arena, request->language->code, POPULAR_SHOWN, &found);
	if (rc != RC_OK)
		return rc;
	popular->count = found.count;
	for (size_t i = 0; i < found.count; i++)
		(void)snprintf(popular->queries[i], POPULAR_BYTES, "%s", found.items[i].query);
	popular->since = request->now;
	return RC_OK;
}

enum rc show_popular(struct request *request)
{
	static struct popular
	        kept[LANGUAGES]; /* as long as a page is: else it takes more than all the rest */
	assert(request->language->index < LANGUAGES);
	struct popular *popular = &kept[request->language->index];
	struct view *view = request->view;
	int64_t age = request->now - popular->since; /* negative where the clock was set back */
	enum rc rc = age < 0 || age >= LIMIT_SHARED_SECONDS ? read_popular(request, popular) : RC_OK;
	for (size_t i = 0; rc == RC_OK && i < popular->count; i++) {
		const char *query = popular->queries[i];
		view_text(view, view_item(view, "Popular", i, "text"), query);
		view_text(view, view_item(view, "Popular", i, "url"),
		        search_url(request, request->language, query, "", 1));
	}
	return rc;
}
