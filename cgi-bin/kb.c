/* Help articles: all topics, one topic, one article, and whether it helped. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "web/feed.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/route.h"
#include "web/session.h"
#include "web/show_article.h"

#define PROMOTED_SHOWN 6
#define CONTENTS_FROM  3 /* fewer headings need no table of contents */

static void show_way(struct request *request)
{
	page_crumb(request, view_say(request->view, N_("Home")), url(request, "/"));
	page_crumb(request, view_say(request->view, N_("Help articles")), url(request, "/kb"));
}

static enum rc show_shared(struct request *request, const char *template_name)
{
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_show(request, template_name);
}

/* --- all topics ------------------------------------------------------------------------------ */

static enum rc index_page(struct request *request)
{
	struct reader reader = reader_of(request);
	struct category_list categories;
	struct article_briefs promoted;
	enum rc rc = category_list_top(request->db, request->arena, &reader, &categories);
	if (rc == RC_OK)
		rc = article_list_promoted(request->db, request->arena, &reader, PROMOTED_SHOWN, &promoted);
	if (rc != RC_OK)
		return rc;
	show_category_cards(request, "Categories", &categories);
	show_article_links(request, "Articles", &promoted);
	page_title(request, view_say(request->view, N_("Help articles")));
	show_feed_link(request, url(request, "/kb/feed"), view_say(request->view, N_("Help articles")));
	page_crumb(request, view_say(request->view, N_("Home")), url(request, "/"));
	page_crumb(request, view_say(request->view, N_("Help articles")), NULL);
	return show_shared(request, "kb/index");
}

/* --- one topic ------------------------------------------------------------------------------- */

static void show_section(struct request *request, size_t index, const struct category *category,
        const struct article_briefs *articles)
{
	struct view *view = request->view;
	const char *list = view_item(view, "Sections", index, "articles");
	size_t shown = 0;
	for (size_t i = 0; i < articles->count; i++)
		if (articles->items[i].category_id == category->id)
			show_article_link(request, list, shown++, &articles->items[i]);
	view_text(view, view_item(view, "Sections", index, "title"), category->name);
	view_text(view, view_item(view, "Sections", index, "description"), category->description);
	view_text(view, view_item(view, "Sections", index, "url"), category_url(request, category->slug));
	if (category->article_count > (int64_t)shown)
		view_text(view, view_item(view, "Sections", index, "more_text"),
		        view_plural(view, N_("See the {n} article"), N_("See all {n} articles"),
		                category->article_count));
}

static enum rc show_sections(
        struct request *request, const struct reader *reader, const struct category *category)
{
	struct category_list below;
	struct article_briefs articles;
	enum rc rc = category_list_below(request->db, request->arena, reader, category->id, &below);
	if (rc != RC_OK || below.count == 0)
		return rc;
	rc = article_list_sections(
	        request->db, request->arena, reader, category->id, LIMIT_SECTION_ROWS, &articles);
	for (size_t i = 0; rc == RC_OK && i < below.count; i++)
		show_section(request, i, &below.items[i], &articles);
	return rc;
}

static struct page_key key_of(const struct article_brief *article)
{
	return (struct page_key){ .at = article->position, .id = article->id, .set = true };
}

/* One row more than is shown is read: it tells whether there is a further page. */
static enum rc read_articles(struct request *request, const struct reader *reader, int64_t category_id,
        struct page_key key, struct article_briefs *articles, bool *more)
{
	struct article_place place = { key.at, key.id };
	enum rc rc = key.backwards ? article_list_before(request->db, request->arena, reader, category_id,
	                                     &place, LIMIT_CATEGORY_ROWS + 1, articles)
	                           : article_list_after(request->db, request->arena, reader, category_id,
	                                     key.set ? &place : NULL, LIMIT_CATEGORY_ROWS + 1, articles);
	*more = rc == RC_OK && articles->count > LIMIT_CATEGORY_ROWS;
	if (*more) {
		articles->count = LIMIT_CATEGORY_ROWS;
		articles->items += key.backwards ? 1 : 0;
	}
	return rc;
}

static enum rc show_articles(struct request *request, const struct reader *reader,
        const struct category *category, struct page_key key)
{
	struct article_briefs articles;
	bool more;
	enum rc rc = read_articles(request, reader, category->id, key, &articles, &more);
	if (rc != RC_OK || articles.count == 0)
		return rc;
	show_article_links(request, "Articles", &articles);
	pager_show(request, category_url(request, category->slug), "", key_of(&articles.items[0]),
	        key_of(&articles.items[articles.count - 1]), key.backwards ? more : key.set,
	        key.backwards ? true : more);
	return RC_OK;
}

static void show_category(struct request *request, const struct category *category)
{
	struct view *view = request->view;
	view_text(view, "Category.title", category->name);
	view_text(view, "Category.description", category->description);
	view_text(view, "Category.icon", category->icon);
	if (category->article_count > 0)
		view_text(view, "Category.count_text",
		        view_plural(view, N_("{n} article"), N_("{n} articles"), category->article_count));
	page_title(request, category->name);
	show_way(request);
	if (category->parent_slug != NULL)
		page_crumb(request, category->parent_name, category_url(request, category->parent_slug));
	page_crumb(request, category->name, NULL);
}

static enum rc category_page(struct request *request)
{
	struct reader reader = reader_of(request);
	struct page_key key = pager_key(request);
	struct category category;
	enum rc rc =
	        category_find(request->db, request->arena, &reader, param_text(request, "slug"), &category);
	if (rc == RC_OK && !key.set)
		rc = show_sections(request, &reader, &category);
	if (rc == RC_OK)
		rc = show_articles(request, &reader, &category, key);
	if (rc != RC_OK)
		return rc;
	show_category(request, &category);
	return show_shared(request, "kb/category");
}

/* --- one article ----------------------------------------------------------------------------- */

/* The headings of the second and third level, from "level<TAB>id<TAB>text" lines. */
static enum rc show_contents(struct request *request, const char *contents)
{
	struct view *view = request->view;
	char *line = arena_text(request->arena, contents), *kept = NULL;
	size_t count = 0;
	if (line == NULL)
		return RC_NO_MEMORY;
	for (const char *at = contents; *at != '\0'; at++)
		count += *at == '\n';
	if (count < CONTENTS_FROM)
		return RC_OK;
	count = 0;
	for (line = strtok_r(line, "\n", &kept); line != NULL; line = strtok_r(NULL, "\n", &kept)) {
		char *id = strchr(line, '\t'), *text = id != NULL ? strchr(id + 1, '\t') : NULL;
		if (text == NULL || (line[0] != '2' && line[0] != '3'))
			continue;
		*text++ = '\0';
		view_text(view, view_item(view, "Article.toc", count, "id"), id + 1);
		view_text(view, view_item(view, "Article.toc", count, "text"), text);
		view_text(view, view_item(view, "Article.toc", count++, "level"), line[0] == '2' ? "2" : "3");
	}
	return RC_OK;
}

static void show_reasons(struct request *request)
{
	static const struct {
		const char *code, *text;
	} reasons[] = {
		{ "missing", N_("What I looked for is not there") },
		{ "unclear", N_("It is hard to understand") },
		{ "wrong", N_("It is wrong or out of date") },
		{ "failed", N_("I did all that, and it still does not work") },
	};
	struct view *view = request->view;
	for (size_t i = 0; i < LENGTH(reasons); i++) {
		view_text(view, view_item(view, "Reasons", i, "value"), reasons[i].code);
		view_text(view, view_item(view, "Reasons", i, "text"), view_say(view, reasons[i].text));
	}
}

static void show_vote(struct request *request, const char *slug)
{
	struct view *view = request->view;
	const char *vote = field_text(request, "vote");
	view_text(view, "Article.vote_url", urlf(request, "/kb/{1}/vote", slug));
	view_flag(view, "Article.reason_sent", text_equal(vote, "sent"));
	if (text_equal(vote, "yes") || text_equal(vote, "no"))
		view_text(view, "Article.voted", vote);
	show_reasons(request);
}

static const char *say_updated(struct request *request, const struct article *article)
{
	struct clock_view clock = request_clock(request);
	const char *date = time_date(request->arena, &clock, article->updated_at);
	return date != NULL ? view_fill(request->view, N_("Updated {1}"), date) : NULL;
}

/* A text in another language than the page's says so and is kept out of search engines. */
static void show_language(struct request *request, const struct article *article)
{
	struct view *view = request->view;
	const struct language *language = language_find(article->lang);
	if (language == NULL)
		language = request->language;
	view_text(view, "Article.lang", language->code);
	view_text(view, "Article.dir", language->direction);
	page_languages(request, article->langs);
	if (language == request->language)
		return;
	view_flag(view, "Page.noindex", true);
	view_text(view, "Article.fallback_text",
	        view_fill(view, N_("This article is not available in your language yet. Here it is in {1}."),
	                language->name));
}

static void show_article_way(struct request *request, const struct article *article)
{
	show_way(request);
	if (article->parent_slug != NULL)
		page_crumb(request, article->parent_name, category_url(request, article->parent_slug));
	page_crumb(request, article->category_name, category_url(request, article->category_slug));
	page_crumb(request, article->title, NULL);
}

static enum rc show_article(struct request *request, const struct article *article)
{
	struct view *view = request->view;
	view_text(view, "Article.title", article->title);
	view_html(view, "Article.body_html", article->html);
	view_text(view, "Article.updated_text", say_updated(request, article));
	view_text(view, "Article.minutes_text",
	        view_plural(
	                view, N_("{n} minute to read"), N_("{n} minutes to read"), article_minutes(article)));
	page_title(request, article->title);
	show_article_way(request, article);
	show_language(request, article);
	show_vote(request, article->slug);
	return show_contents(request, article->contents);
}

/* Without the one that is shown as the next of the series. */
static void show_related(struct request *request, const struct article_briefs *related, int64_t next_id)
{
	size_t shown = 0;
	for (size_t i = 0; i < related->count; i++)
		if (related->items[i].id != next_id)
			show_article_link(request, "Related", shown++, &related->items[i]);
}

static void show_further(struct request *request, const struct article_page *page)
{
	if (page->next.id != 0)
		show_article_link(request, "Next", 0, &page->next);
	show_related(request, &page->related, page->next.id);
}

static enum rc article_page(struct request *request)
{
	struct reader reader = reader_of(request);
	struct article_page page;
	enum rc rc = article_read(request->db, request->arena, &reader, param_text(request, "slug"), &page);
	if (rc != RC_OK)
		return rc;
	show_further(request, &page);
	rc = show_article(request, &page.article);
	return rc == RC_OK ? show_shared(request, "kb/article") : rc;
}

/* --- was this helpful? ----------------------------------------------------------------------- */

static enum rc count_vote_try(struct request *request)
{
	int count;
	enum rc rc = attempt_count(request->db, "vote", request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	return count > LIMIT_VOTES_HOUR ? RC_LIMITED : RC_OK;
}

static enum rc vote_page(struct request *request)
{
	struct reader reader = reader_of(request);
	const char *slug = param_text(request, "slug"), *answer = field_text(request, "vote");
	struct article_vote vote = {
		.helpful = text_equal(answer, "yes"),
		.reason = field_text(request, "reason"),
		.comment = field_text(request, "comment"),
	};
	enum article_voted voted;

	if (request_has_errors(request))
		return RC_INVALID;
	session_visitor_hash(request, vote.visitor);
	enum rc rc = article_vote(request->db, request->arena, &reader, slug, &vote, request->now, &voted);
	if (rc != RC_OK)
		return rc;
	bool explained = !text_empty(vote.reason) || !text_empty(vote.comment);
	return page_go(request, urlf(request, "/kb/{1}?vote={2}#vote", slug, explained ? "sent" : answer));
}

/* --- the feed ------------------------------------------------------------------------------- */

static enum rc feed_page(struct request *request)
{
	struct view *view = request->view;
	const struct feed feed = { .kind = "article",
		.path = "/kb/{1}",
		.page = url(request, "/kb"),
		.title = view_fill(view, N_("{1}: {2}"), request->config->site_name,
		        view_say(view, N_("Help articles"))) };
	struct db_rows rows;
	enum rc rc = feed_articles(request->db, request->arena, request->language->code, &rows);
	return rc == RC_OK ? feed_show(request, &feed, &rows) : rc;
}

/* --- routes ---------------------------------------------------------------------------------- */

static const struct field category_fields[] = {
	{ "at", FIELD_LINE, false, .max = 60 },
};

static const struct field article_fields[] = {
	{ "vote", FIELD_CHOICE, false, .choices = "yes no sent" },
};

static const struct field vote_fields[] = {
	{ "vote", FIELD_CHOICE, true, .choices = "yes no" },
	{ "reason", FIELD_CHOICE, false, .choices = "missing unclear wrong failed" },
	{ "comment", FIELD_LINE, false, .max = LIMIT_REASON },
};

static const struct route routes[] = {
	{ METHOD_GET, "/kb", index_page, NEED_NONE, NO_FIELDS, ROUTE_CACHED, NULL },
	{ METHOD_GET, "/kb/feed", feed_page, NEED_NONE, NO_FIELDS, ROUTE_CACHED, NULL },
	{ METHOD_GET, "/kb/c/:slug", category_page, NEED_NONE, FIELDS(category_fields), ROUTE_CACHED, NULL },
	{ METHOD_GET, "/kb/:slug", article_page, NEED_NONE, FIELDS(article_fields), ROUTE_CACHED, NULL },
	{ METHOD_POST, "/kb/:slug/vote", vote_page, NEED_NONE, FIELDS(vote_fields), ROUTE_ANONYMOUS,
	        count_vote_try },
};

int main(int argc, char **argv)
{
	return program_main(argc, argv, "kb", routes, LENGTH(routes));
}
