/*
 * The search: one page of results, and suggestions while somebody types. Both work over all kinds that are
 * indexed.
 */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "web/pace.h"
#include "web/page.h"
#include "web/route.h"
#include "web/show_article.h"
#include "web/show_hit.h"

#define SNIPPET_CHARS 200

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

/* The summary is what the article says of itself, of a topic and a suggestion it is the answer; a piece of
 * the text is shown when only that holds the words. *from_summary: which it was. */
static const char *words_of(struct request *request, const struct search_words *words,
        const struct search_hit *hit, bool *from_summary, enum rc *rc)
{
	const char *summary = text_empty(hit->summary) ? "" : snippet(request, words, hit->summary, rc);
	*from_summary = *summary != '\0';
	if (searchtext_marked(summary) || text_empty(hit->text))
		return summary;
	const char *text = snippet(request, words, hit->text, rc);
	if (*from_summary && !searchtext_marked(text))
		return summary;
	*from_summary = false;
	return text;
}

/* What stands before a snippet that is an answer. */
static const char *answer_text(struct request *request, const struct search_hit *hit)
{
	if (search_kind_of(hit->kind) == SEARCH_TOPICS)
		return view_say(request->view, N_("Accepted answer:"));
	if (search_kind_of(hit->kind) == SEARCH_SUGGESTIONS)
		return view_say(request->view, N_("Official answer:"));
	return "";
}

static enum rc show_hit(struct request *request, const char *list, size_t index,
        const struct search_words *words, const struct search_hit *hit)
{
	struct view *view = request->view;
	enum rc rc = RC_OK;
	bool answer;
	view_text(view, view_item(view, list, index, "kind"), hit->kind);
	view_text(view, view_item(view, list, index, "icon"), hit_icon(hit));
	view_text(view, view_item(view, list, index, "url"), hit_url(request, hit));
	view_text(view, view_item(view, list, index, "crumb"), hit_crumb(request, hit));
	view_text(view, view_item(view, list, index, "note"), hit_note(request, hit));
	view_flag(view, view_item(view, list, index, "solved"), hit->solved);
	view_html(view, view_item(view, list, index, "title_html"),
	        title_marked(request, words, hit->title, &rc));
	view_html(view, view_item(view, list, index, "snippet_html"),
	        words_of(request, words, hit, &answer, &rc));
	if (answer)
		view_text(view, view_item(view, list, index, "answer_text"), answer_text(request, hit));
	return rc;
}

static enum rc show_hits(struct request *request, const char *list, const struct search_words *words,
        const struct search_hits *hits)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < hits->count; i++)
		rc = show_hit(request, list, i, words, &hits->items[i]);
	return rc;
}

/* --- tabs: the kinds with their counts, then the languages in which the same words find something --- */

struct tabs {
	struct request *request;
	const struct search_ask *ask;
	size_t count;
};

/* A count below 0 is not told. */
static void show_tab(struct tabs *tabs, const char *text, const char *address, int64_t count, bool current)
{
	struct view *view = tabs->request->view;
	size_t index = tabs->count++;
	view_text(view, view_item(view, "Tabs", index, "text"), text);
	view_text(view, view_item(view, "Tabs", index, "url"), address);
	if (count >= 0)
		view_count(view, view_item(view, "Tabs", index, "count"), count);
	view_flag(view, view_item(view, "Tabs", index, "current"), current);
}

static void show_kind_tab(struct tabs *tabs, const char *kind, const char *text, int64_t count)
{
	const struct search_ask *ask = tabs->ask;
	show_tab(tabs, text, search_url(tabs->request, ask->language, ask->query, kind, 1), count,
	        text_equal(ask->kind, kind));
}

static void show_kind_tabs(struct tabs *tabs, const struct search_result *result)
{
	static const char *const words[SEARCH_KINDS] = { SEARCH_ARTICLE, SEARCH_TOPIC, SEARCH_SUGGESTION };
	static const char *const texts[SEARCH_KINDS] = { N_("Articles"), N_("Community"), N_("Ideas") };
	struct view *view = tabs->request->view;
	int64_t all = 0;
	for (size_t i = 0; i < SEARCH_KINDS; i++)
		all += result->kinds[i];
	show_kind_tab(tabs, "", view_say(view, N_("All")), all < LIMIT_COUNT ? all : LIMIT_COUNT);
	for (size_t i = 0; i < SEARCH_KINDS; i++)
		if (result->kinds[i] > 0 || text_equal(tabs->ask->kind, words[i]))
			/* of more than are counted nobody knows how many are of a kind */
			show_kind_tab(tabs, words[i], view_say(view, texts[i]),
			        all < LIMIT_COUNT ? result->kinds[i] : -1);
}

static void show_tabs(
        struct request *request, const struct search_ask *ask, const struct search_result *result)
{
	struct tabs tabs = { request, ask, 0 };
	bool elsewhere = result->elsewhere_count > 0 || !text_empty(ask->kind);
	if (result->hits.total == 0 && !elsewhere)
		return;
	show_kind_tabs(&tabs, result);
	for (size_t i = 0; i < result->elsewhere_count; i++) {
		const struct search_elsewhere *other = &result->elsewhere[i];
		show_tab(&tabs, other->language->name,
		        search_url(request, other->language, ask->query, ask->kind, 1), other->hits, false);
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

static const char *page_url(struct request *request, const struct search_ask *ask, int page)
{
	return search_url(request, ask->language, ask->query, ask->kind, page);
}

static void show_pages(struct request *request, const struct search_ask *ask, int64_t total)
{
	struct view *view = request->view;
	int page = ask->page;
	int64_t pages = (total + LIMIT_PAGE_ROWS - 1) / LIMIT_PAGE_ROWS;
	if (pages > SEARCH_PAGES)
		pages = SEARCH_PAGES;
	if (pages < 2)
		return;
	if (page > 1)
		view_text(view, "Pager.previous_url", page_url(request, ask, page - 1));
	if (page < pages)
		view_text(view, "Pager.next_url", page_url(request, ask, page + 1));
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
	show_tabs(request, ask, result);
	show_pages(request, ask, result->hits.total);
	view_text(view, "Search.query", ask->query);
	view_text(view, "Search.kind", field_text(request, "kind"));
	view_text(view, "Search.summary_text", say_summary(request, ask->query, result->hits.total));
	view_text(view, "Search.ticket_url", urlf(request, "/tickets/new?subject={1}", ask->query));
	if (result->meant != NULL) {
		view_text(view, "Meant.text", result->meant);
		view_text(view, "Meant.url", search_url(request, ask->language, result->meant, "", 1));
	}
	return rc;
}

struct asked {
	const char *query;
	int64_t hits;
};

/* The log is a statistic: nobody waits for the disk because of it. */
static enum rc log_asked(struct request *request, void *context)
{
	const struct asked *asked = context;
	return search_log_add(request->db, request->arena, request->language->code, asked->query, asked->hits,
	        request->now);
}

static enum rc note_asked(struct request *request, const struct search_ask *ask, int64_t hits)
{
	struct asked *asked = arena_alloc(request->arena, sizeof(*asked));
	if (!asked)
		return RC_NO_MEMORY;
	*asked = (struct asked){ ask->query, hits };
	request->response.after = log_asked;
	request->response.after_context = asked;
	return RC_OK;
}

static enum rc show_found(struct request *request)
{
	int64_t page = field_number(request, "page");
	struct search_ask ask = search_ask_of(request, field_text(request, "q"), field_text(request, "kind"),
	        page < 1 || page > SEARCH_PAGES ? 1 : (int)page);
	struct search_result result;

	enum rc rc = search_run(request->db, request->arena, &ask, &result);
	if (rc == RC_OK && ask.page > 1 && result.hits.count == 0)
		return RC_NOT_FOUND;
	/* staff finds what others may not: its words must not become a popular search */
	bool counts = ask.page == 1 && !request->head && !account_is_staff(&request->who);
	if (rc == RC_OK && counts)
		rc = note_asked(request, &ask, result.hits.total);
	return rc == RC_OK ? show_result(request, &ask, &result) : rc;
}

/* Too many of them: the words stay in the box. */
static void show_refusal(struct request *request, const char *query)
{
	struct view *view = request->view;
	view_flag(view, "Search.refused", true);
	view_text(view, "Search.query", query);
	view_text(view, "Search.kind", field_text(request, "kind"));
	view_text(view, "Search.ticket_url", urlf(request, "/tickets/new?subject={1}", query));
}

static enum rc show_counted(struct request *request, const char *query)
{
	bool refused;
	enum rc rc = pace_page(request, PACE_SEARCH, &refused);
	if (rc != RC_OK)
		return rc;
	if (!refused)
		return show_found(request);
	show_refusal(request, query);
	return RC_OK;
}

static enum rc results_page(struct request *request)
{
	const char *query = field_text(request, "q");
	struct view *view = request->view;
	enum rc rc = text_empty(query) ? show_popular(request) : show_counted(request, query);
	if (rc != RC_OK)
		return rc;
	page_title(request, text_empty(query) ? view_say(view, N_("Search for help"))
	                                      : view_fill(view, N_("Search: {1}"), query));
	view_flag(view, "Page.noindex", true);
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return page_show(request, "search/results");
}

/* --- suggestions -----------------------------------------------------------------------------
 * They come with each letter, so they are not counted, nginx alone slows them down; but who has no searches
 * left gets none. */

static enum rc suggest_page(struct request *request)
{
	struct search_ask ask = search_ask_of(request, field_text(request, "q"), "", 1);
	struct search_hits hits;

	enum rc rc = pace_look(request, PACE_SEARCH);
	if (rc == RC_OK)
		rc = search_suggest(request->db, request->arena, &ask, LIMIT_SUGGESTIONS, &hits);
	if (rc != RC_OK)
		return rc;
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return hits_json(request, &hits, search_url(request, request->language, ask.query, "", 1));
}

/* --- routes ---------------------------------------------------------------------------------- */

static const struct field results_fields[] = {
	{ "q", FIELD_LINE, false, .max = LIMIT_SEARCH },
	{ "kind", FIELD_CHOICE, false, .choices = "article topic suggestion" },
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
