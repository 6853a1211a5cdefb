/*
 * The search: one page of results, and suggestions while somebody types. Both work over all kinds that are
 * indexed.
 */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "web/page.h"
#include "web/route.h"
#include "web/show_article.h"

#define SNIPPET_CHARS 200

static struct search_ask ask_of(const struct request *request, int page)
{
	return (struct search_ask){
		.reader = reader_of(request),
		.language = request->language,
		.query = field_text(request, "q"),
		.page = page,
	};
}

/* --- results --------------------------------------------------------------------------------- */

static const char *title_marked(
        struct request *request, const struct search_words *words, const char *title, enum rc *rc)
{
	const char *html = "";
	if (*rc == RC_OK)
		*rc = searchtext_mark(request->arena, request->language, title, words, &html);
	return html;
}

static const char *snippet(
        struct request *request, const struct search_words *words, const char *text, enum rc *rc)
{
	const char *html = "";
	if (*rc == RC_OK)
		*rc = searchtext_snippet(
		        request->arena, request->language, text, words, SNIPPET_CHARS, &html);
	return html;
}

/* The summary is what the article says of itself; a piece of its text is shown when only that holds the
 * words. */
static const char *words_of(
        struct request *request, const struct search_words *words, const struct search_hit *hit, enum rc *rc)
{
	const char *summary = text_empty(hit->summary) ? "" : snippet(request, words, hit->summary, rc);
	if (searchtext_marked(summary) || text_empty(hit->text))
		return summary;
	const char *text = snippet(request, words, hit->text, rc);
	return *summary == '\0' || searchtext_marked(text) ? text : summary;
}

static enum rc show_hits(struct request *request, const char *list, const struct search_words *words,
        const struct search_hits *hits)
{
	struct view *view = request->view;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < hits->count; i++) {
		const struct search_hit *hit = &hits->items[i];
		view_text(view, view_item(view, list, i, "kind"), hit->kind);
		view_text(view, view_item(view, list, i, "url"), article_url(request, hit->slug));
		view_text(view, view_item(view, list, i, "crumb"), hit->category);
		view_html(view, view_item(view, list, i, "title_html"),
		        title_marked(request, words, hit->title, &rc));
		view_html(view, view_item(view, list, i, "snippet_html"), words_of(request, words, hit, &rc));
	}
	return rc;
}

static void show_tab(
        struct request *request, size_t index, const char *text, const char *address, int64_t count)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Tabs", index, "text"), text);
	view_text(view, view_item(view, "Tabs", index, "url"), address);
	view_count(view, view_item(view, "Tabs", index, "count"), count);
	view_flag(view, view_item(view, "Tabs", index, "current"), index == 0);
}

/* The kind that is shown, then the languages in which the same words find something. */
static void show_tabs(struct request *request, const char *query, const struct search_result *result)
{
	if (result->hits.total == 0 && result->elsewhere_count == 0)
		return;
	show_tab(request, 0, view_say(request->view, N_("Articles")),
	        search_url(request, request->language, query, 1), result->hits.total);
	for (size_t i = 0; i < result->elsewhere_count; i++) {
		const struct search_elsewhere *other = &result->elsewhere[i];
		show_tab(request, i + 1, other->language->name,
		        search_url(request, other->language, query, 1), other->hits);
	}
}

static const char *say_summary(struct request *request, const char *query, int64_t total)
{
	struct view *view = request->view;
	if (total == 0)
		return view_fill(view, N_("Nothing found for “{1}”"), query);
	if (total >= LIMIT_COUNT)
		return view_fill(view, N_("More than {1} results for “{2}”"),
		        view_digits(view, LIMIT_COUNT - 1), query);
	const char *counted =
	        view_plural(view, N_("{n} result for “{2}”"), N_("{n} results for “{2}”"), total);
	return text_fill(request->arena, counted, (const char *const[]){ "", query }, 2);
}

static void show_pages(struct request *request, const char *query, int page, int64_t total)
{
	struct view *view = request->view;
	int64_t pages = (total + LIMIT_PAGE_ROWS - 1) / LIMIT_PAGE_ROWS;
	if (pages > SEARCH_PAGES)
		pages = SEARCH_PAGES;
	if (pages < 2)
		return;
	if (page > 1)
		view_text(
		        view, "Pager.previous_url", search_url(request, request->language, query, page - 1));
	if (page < pages)
		view_text(view, "Pager.next_url", search_url(request, request->language, query, page + 1));
	view_text(view, "Pager.text",
	        view_fill(view, N_("Page {1} of {2}"), view_digits(view, page), view_digits(view, pages)));
}

static enum rc show_result(
        struct request *request, const struct search_ask *ask, const struct search_result *result)
{
	struct view *view = request->view;
	enum rc rc = show_hits(request, "Results", &result->words, &result->hits);
	if (rc == RC_OK)
		rc = show_hits(request, "Also", &result->words, &result->related);
	show_tabs(request, ask->query, result);
	show_pages(request, ask->query, ask->page, result->hits.total);
	view_text(view, "Search.query", ask->query);
	view_text(view, "Search.kind", field_text(request, "kind"));
	view_text(view, "Search.summary_text", say_summary(request, ask->query, result->hits.total));
	view_text(view, "Search.ticket_url", urlf(request, "/tickets/new?subject={1}", ask->query));
	if (result->meant != NULL) {
		view_text(view, "Meant.text", result->meant);
		view_text(view, "Meant.url", search_url(request, request->language, result->meant, 1));
	}
	return rc;
}

static enum rc show_found(struct request *request)
{
	int64_t page = field_number(request, "page");
	struct search_ask ask = ask_of(request, page < 1 || page > SEARCH_PAGES ? 1 : (int)page);
	struct search_result result;

	enum rc rc = search_run(request->db, request->arena, &ask, &result);
	if (rc == RC_OK && ask.page > 1 && result.hits.count == 0)
		return RC_NOT_FOUND;
	/* staff finds what others may not: its words must not become a popular search */
	bool counts = ask.page == 1 && !request->head && !account_is_staff(&request->who);
	if (rc == RC_OK && counts)
		rc = search_log_add(request->db, request->arena, request->language->code, ask.query,
		        result.hits.total, request->now);
	return rc == RC_OK ? show_result(request, &ask, &result) : rc;
}

static enum rc results_page(struct request *request)
{
	const char *query = field_text(request, "q");
	struct view *view = request->view;
	enum rc rc = text_empty(query) ? show_popular(request) : show_found(request);
	if (rc != RC_OK)
		return rc;
	page_title(request, text_empty(query) ? view_say(view, N_("Search for help"))
	                                      : view_fill(view, N_("Search: {1}"), query));
	view_flag(view, "Page.noindex", true);
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_show(request, "search/results");
}

/* --- suggestions ----------------------------------------------------------------------------- */

static void write_member(struct buf *out, const char *name, const char *value)
{
	buf_json(out, name);
	buf_char(out, ':');
	buf_json(out, value != NULL ? value : "");
}

static void write_hit(struct request *request, const struct search_hit *hit)
{
	struct buf *out = &request->response.body;
	buf_char(out, '{');
	write_member(out, "title", hit->title);
	buf_char(out, ',');
	write_member(out, "url", article_url(request, hit->slug));
	buf_char(out, ',');
	write_member(out, "kind", hit->kind);
	buf_char(out, ',');
	write_member(out, "crumb", hit->category);
	buf_char(out, '}');
}

static enum rc suggest_page(struct request *request)
{
	struct search_ask ask = ask_of(request, 1);
	struct buf *out = &request->response.body;
	struct search_hits hits;

	enum rc rc = search_suggest(request->db, request->arena, &ask, LIMIT_SUGGESTIONS, &hits);
	if (rc != RC_OK)
		return rc;
	buf_text(out, "{\"items\":[");
	for (size_t i = 0; i < hits.count; i++) {
		if (i > 0)
			buf_char(out, ',');
		write_hit(request, &hits.items[i]);
	}
	buf_text(out, "],");
	write_member(out, "all", search_url(request, request->language, ask.query, 1));
	buf_char(out, '}');
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_json(request);
}

/* --- routes ---------------------------------------------------------------------------------- */

static const struct field results_fields[] = {
	{ "q", FIELD_LINE, false, .max = LIMIT_SEARCH },
	{ "kind", FIELD_CHOICE, false, .choices = "article" },
	{ "page", FIELD_NUMBER, .required = false },
};

static const struct field suggest_fields[] = {
	{ "q", FIELD_LINE, false, .max = LIMIT_SEARCH },
};

static const struct route routes[] = {
	{ METHOD_GET, "/search", results_page, NEED_NONE, FIELDS(results_fields), ROUTE_CACHED, NULL },
	{ METHOD_GET, "/search/suggest", suggest_page, NEED_NONE, FIELDS(suggest_fields),
	        ROUTE_CACHED | ROUTE_JSON, NULL },
};

int main(int argc, char **argv)
{
	return program_main(argc, argv, "search", routes, LENGTH(routes));
}
