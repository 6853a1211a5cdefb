/* See feed.h. */
#include "web/feed.h"

#include <string.h>

#include "base/authority.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/forum_post.h"
#include "io/atom.h"
#include "io/markup.h"
#include "web/page.h"
#include "web/show_suggestion.h"
#include "web/show_person.h"

#define LONGEST   12000  /* bytes of a text that stands whole in a feed */
#define BEGINNING 1500   /* characters of a longer one */
#define SINCE     "2026" /* of the names that entries have for ever (RFC 4151) */

void show_feed_link(struct request *request, const char *address, const char *title)
{
	view_text(request->view, "Page.feed_url", address);
	view_text(request->view, "Page.feed_title", title);
}

/* Of an address made by url(): base_path stands in it already. */
static const char *absolute(const struct request *request, const char *address)
{
	const struct config *config = request->config;
	size_t length = strlen(config->base_url) - strlen(config->base_path);
	return arena_format(request->arena, "%.*s%s", (int)length, config->base_url, address);
}

static const char *host_of(const struct request *request)
{
	struct authority authority;
	const char *at = strstr(request->config->base_url, "://");
	bool good = at != NULL && authority_read(at + 3, &authority);
	return good ? arena_text(request->arena, authority.host) : "localhost";
}

/* --- entries --------------------------------------------------------------------------------- */

/* Thirty long texts would be a page past its bounds: of a long one the beginning stands, without markup. */
static enum rc take_beginning(struct request *request, const struct feed_row *row, struct atom_entry *entry)
{
	const char *plain = row->body;
	if (!text_equal(row->format, "text")) {
		enum rc rc = markup_plain(request->arena, row->body, strlen(row->body), &plain);
		if (rc == RC_NO_MEMORY)
			return rc;
		if (rc != RC_OK)
			plain = row->body;
	}
	entry->html = NULL;
	entry->text = text_cut(request->arena, plain, BEGINNING);
	return entry->text == NULL ? RC_NO_MEMORY : RC_OK;
}

static enum rc take_text(struct request *request, const struct feed_row *row, struct atom_entry *entry)
{
	enum rc rc = RC_OK;
	entry->html = row->html;
	if (row->html == NULL && !text_empty(row->body))
		rc = forum_post_render(request->arena, row->format, row->body, &entry->html);
	if (rc != RC_OK || text_empty(row->body))
		return rc;
	if (entry->html == NULL || strlen(entry->html) > LONGEST)
		return take_beginning(request, row, entry);
	return RC_OK;
}

static const char *title_of(struct request *request, const struct feed *feed, const struct feed_row *row)
{
	if (feed->status_text == NULL)
		return row->title;
	return view_fill(request->view, N_("{1}: {2}"), feed->status_text, row->title);
}

static enum rc add_entry(struct request *request, const struct feed *feed, const struct feed_row *row)
{
	struct arena *arena = request->arena;
	const char *id = arena_format(arena, "%lld", (long long)row->thing_id);
	struct atom_entry entry = { .title = title_of(request, feed, row),
		.author = text_empty(row->author) ? request->config->site_name
		                                  : say_name(request->view, row->author),
		.url = absolute(request, urlf(request, feed->path, row->slug != NULL ? row->slug : id)),
		.category = row->place,
		.published = row->published_at,
		.updated = row->updated_at };
	/* an article has one text a language, each is an entry */
	entry.id = arena_format(arena, "tag:%s," SINCE ":%s/%lld%s%s", host_of(request), feed->kind,
	        (long long)row->id, row->slug != NULL ? "/" : "",
	        row->slug != NULL ? request->language->code : "");
	if (entry.id == NULL || entry.url == NULL)
		return RC_NO_MEMORY;
	enum rc rc = take_text(request, row, &entry);
	return rc == RC_OK ? atom_add(arena, &request->response.body, &entry) : rc;
}

/* --- the whole ------------------------------------------------------------------------------- */

static int64_t newest(const struct db_rows *rows)
{
	const struct feed_row *items = rows->items;
	int64_t at = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (items[i].updated_at > at)
			at = items[i].updated_at;
	return at;
}

static enum rc write_feed(struct request *request, const struct feed *feed, const struct db_rows *rows)
{
	struct buf *out = &request->response.body;
	const char *here = url_here(request, request->language);
	struct atom_feed head = { .title = feed->title,
		.language = request->language->code,
		.self = absolute(request, here),
		.page = absolute(request, feed->page),
		.base = arena_format(request->arena, "%s/", request->config->base_url),
		.updated = newest(rows) };
	head.id = arena_format(request->arena, "tag:%s," SINCE ":%s", host_of(request), here);
	if (head.id == NULL || head.self == NULL || head.page == NULL || head.base == NULL)
		return RC_NO_MEMORY;
	enum rc rc = atom_begin(request->arena, out, &head);
	const struct feed_row *items = rows->items;
	for (size_t i = 0; rc == RC_OK && i < rows->count; i++)
		rc = add_entry(request, feed, &items[i]);
	atom_end(out);
	return rc == RC_OK ? buf_finish(out) : rc;
}

/* A reader that asks again and has this very feed gets no body. */
static enum rc add_tag(struct request *request)
{
	struct response *response = &request->response;
	uint8_t hash[SECRET_HASH];
	secret_hash(response->body.data, response->body.length, hash);
	const char *hex = text_hex(request->arena, hash, 16);
	const char *tag = hex == NULL ? NULL : arena_format(request->arena, "\"%s\"", hex);
	if (tag == NULL)
		return RC_NO_MEMORY;
	const char *known = http_param(request->http, "HTTP_IF_NONE_MATCH");
	if (known != NULL && strstr(known, tag) != NULL) {
		response->status = 304;
		buf_clear(&response->body);
	}
	return response_header(request, "ETag", tag);
}

enum rc feed_show(struct request *request, const struct feed *feed, const struct db_rows *rows)
{
	struct response *response = &request->response;
	response->content_type = "application/atom+xml; charset=utf-8";
	response->cache_seconds = LIMIT_SHARED_SECONDS;
	enum rc rc = write_feed(request, feed, rows);
	return rc == RC_OK ? add_tag(request) : rc;
}
