/* See show_hit.h. */
#include "web/show_hit.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "web/pace.h"
#include "web/page.h"
#include "web/show_article.h"

struct search_ask search_ask_of(const struct request *request, const char *query, const char *kind, int page)
{
	return (struct search_ask){
		.reader = reader_of(request),
		.audience = audience_reader(&request->who),
		.language = request->language,
		.kind = kind,
		.query = query,
		.page = page,
	};
}

const char *search_url(struct request *request, const struct language *language, const char *query,
        const char *kind, int page)
{
	struct buf path;
	buf_init(&path, LIMIT_QUERY);
	buf_text(&path, "/search?q=");
	buf_url(&path, query);
	if (!text_empty(kind))
		buf_format(&path, "&kind=%s", kind);
	if (page > 1)
		buf_format(&path, "&page=%d", page);
	const char *whole = buf_keep(&path, request->arena);
	return whole ? url_in(request, language, whole) : "";
}

/* --- one hit --------------------------------------------------------------------------------- */

static const char *number_of(struct request *request, const struct search_hit *hit)
{
	return arena_format(request->arena, "%lld", (long long)hit->id);
}

const char *hit_url(struct request *request, const struct search_hit *hit)
{
	switch (search_kind_of(hit->kind)) {
	case SEARCH_TOPICS:
		return urlf(request, "/forum/topic/{1}", number_of(request, hit));
	case SEARCH_SUGGESTIONS:
		return urlf(request, "/suggestions/{1}", number_of(request, hit));
	default:
		return article_url(request, hit->slug);
	}
}

const char *hit_icon(const struct search_hit *hit)
{
	switch (search_kind_of(hit->kind)) {
	case SEARCH_TOPICS:
		return "users";
	case SEARCH_SUGGESTIONS:
		return "lightbulb";
	default:
		return "file-text";
	}
}

static const char *kind_text(struct request *request, const struct search_hit *hit)
{
	switch (search_kind_of(hit->kind)) {
	case SEARCH_TOPICS:
		return view_say(request->view, N_("Community"));
	case SEARCH_SUGGESTIONS:
		return view_say(request->view, N_("Ideas"));
	default:
		return "";
	}
}

const char *hit_crumb(struct request *request, const struct search_hit *hit)
{
	const char *kind = kind_text(request, hit), *category = hit->category != NULL ? hit->category : "";
	if (*kind == '\0' || *category == '\0')
		return *kind == '\0' ? category : kind;
	const char *crumb = arena_format(request->arena, "%s · %s", kind, category);
	return crumb != NULL ? crumb : kind;
}

const char *hit_note(struct request *request, const struct search_hit *hit)
{
	struct view *view = request->view;
	if (hit->solved)
		return view_say(view, N_("Solved"));
	if (search_kind_of(hit->kind) != SEARCH_SUGGESTIONS)
		return "";
	if (hit->voted)
		return view_say(view, N_("You voted for it"));
	return view_plural(view, N_("{n} vote"), N_("{n} votes"), hit->votes);
}

const char *hit_key(struct request *request, const struct search_hit *hit)
{
	switch (search_kind_of(hit->kind)) {
	case SEARCH_TOPICS:
		return number_of(request, hit);
	case SEARCH_SUGGESTIONS:
		return "";
	default:
		return hit->slug;
	}
}

/* --- for scripts ----------------------------------------------------------------------------- */

static void write_member(struct buf *out, const char *name, const char *value, char end)
{
	buf_json(out, name);
	buf_char(out, ':');
	buf_json(out, value != NULL ? value : "");
	buf_char(out, end);
}

static const char *crumb_and_note(struct request *request, const struct search_hit *hit)
{
	const char *crumb = hit_crumb(request, hit), *note = hit_note(request, hit);
	return *note == '\0' ? crumb : arena_format(request->arena, "%s · %s", crumb, note);
}

static void write_hit(struct request *request, const struct search_hit *hit)
{
	struct buf *out = &request->response.body;
	buf_char(out, '{');
	write_member(out, "title", hit->title, ',');
	write_member(out, "url", hit_url(request, hit), ',');
	write_member(out, "kind", hit->kind, ',');
	write_member(out, "icon", hit_icon(hit), ',');
	write_member(out, "crumb", crumb_and_note(request, hit), ',');
	write_member(out, "id", hit_key(request, hit), '}');
}

enum rc hits_json(struct request *request, const struct search_hits *hits, const char *all_url)
{
	struct buf *out = &request->response.body;
	buf_text(out, "{\"items\":[");
	for (size_t i = 0; i < hits->count; i++) {
		if (i > 0)
			buf_char(out, ',');
		write_hit(request, &hits->items[i]);
	}
	buf_char(out, ']');
	if (all_url != NULL) {
		buf_char(out, ',');
		write_member(out, "all", all_url, '}');
	} else {
		buf_char(out, '}');
	}
	return page_json(request);
}

enum rc similar_json(struct request *request, const char *kind)
{
	struct search_ask ask = search_ask_of(request, field_text(request, "q"), kind, 1);
	struct search_hits hits;

	enum rc rc = pace_look(request, PACE_SEARCH);
	if (rc == RC_OK)
		rc = search_answers(request->db, request->arena, &ask, LIMIT_SIMILAR, &hits);
	if (rc != RC_OK)
		return rc;
	request->response.cache_seconds = LIMIT_SHARED_SECONDS;
	return hits_json(request, &hits, NULL);
}
