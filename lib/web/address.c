/*
 * Addresses: the only place that knows how program, language and path become a URL, and how a URL is taken
 *apart.
 *
 *	clean      <base>/fa/tickets/12345678
 *	pathinfo   <base>/tickets/fa/12345678   (plain CGI without rewriting: <base> is the folder of the
 *programs)
 */
#include "web/address.h"

#include <string.h>

#include "base/text.h"
#include "io/markup.h"
#include "web/page.h"

/* Staff pages follow the agent's own language, so their addresses carry none. */
static bool carries_language(const char *path)
{
	static const char *const staff[] = { "/desk", "/admin" };
	for (size_t i = 0; i < LENGTH(staff); i++) {
		const char *rest = path + strlen(staff[i]);
		if (text_starts(path, staff[i]) && (*rest == '\0' || *rest == '/' || *rest == '?'))
			return false;
	}
	return true;
}

/* Addresses are put together without a format: a page has some fifty. */
static const char *join(struct arena *arena, const char *const *parts, size_t count)
{
	size_t length = 0;
	for (size_t i = 0; i < count; i++)
		length += strlen(parts[i]);
	char *joined = arena_alloc(arena, length + 1), *at = joined; /* zeroed: the end stands */
	for (size_t i = 0; joined && i < count; i++) {
		size_t part = strlen(parts[i]);
		memcpy(at, parts[i], part);
		at += part;
	}
	return joined;
}

static const char *clean_url(struct arena *arena, const char *base, const char *code, const char *path)
{
	const char *parts[] = { base, "/", code, path };
	const char *bare[] = { base, path };
	return carries_language(path) ? join(arena, parts, LENGTH(parts)) : join(arena, bare, LENGTH(bare));
}

static const char *pathinfo_url(struct arena *arena, const char *base, const char *code, const char *path)
{
	size_t program = strcspn(path + 1, "/?#");
	const char *rest = path + 1 + program;
	if (!carries_language(path))
		return arena_format(arena, "%s%s", base, path);
	if (program == 0)
		return arena_format(arena, "%s/home/%s%s", base, code, path + 1);
	return arena_format(arena, "%s/%.*s/%s%s", base, (int)program, path + 1, code, rest);
}

static const char *make_url(struct arena *arena, const struct config *config, const char *base,
        const struct language *language, const char *path)
{
	const char *made = config->url_style == URL_PATHINFO ? pathinfo_url(arena, base, language->code, path)
	                                                     : clean_url(arena, base, language->code, path);
	return made ? made : "";
}

const char *url_site(
        struct arena *arena, const struct config *config, const struct language *language, const char *path)
{
	return make_url(arena, config, config->base_path, language, path);
}

const char *url_in(struct request *request, const struct language *language, const char *path)
{
	return url_site(request->arena, request->config, language, path);
}

const char *url(struct request *request, const char *path)
{
	return url_in(request, request->language, path);
}

static bool is_number(const char *text)
{
	while (text && *text >= '0' && *text <= '9')
		text++;
	return text && *text == '\0';
}

const char *url_values(struct request *request, const char *path, const char *const *values, size_t count)
{
	const char *encoded[9] = { 0 };
	if (count > LENGTH(encoded))
		return "";
	for (size_t i = 0; i < count; i++) {
		if (is_number(values[i])) {
			encoded[i] = values[i];
			continue;
		}
		struct buf out;
		buf_init(&out, LIMIT_QUERY * 3);
		buf_url(&out, values[i]);
		encoded[i] = buf_keep(&out, request->arena);
		if (!encoded[i])
			return "";
	}
	const char *filled = text_fill(request->arena, path, encoded, count);
	return filled ? url(request, filled) : "";
}

/* Each segment of a decoded path, percent-encoded. */
static void add_path(struct buf *out, struct arena *arena, const char *path)
{
	while (*path) {
		size_t length = strcspn(path, "/");
		buf_url(out, arena_copy(arena, path, length));
		path += length;
		if (*path == '/')
			buf_char(out, *path++);
	}
}

/* A query as it was sent; what no address may hold, and clients send all the same, percent-encoded. */
static void add_query(struct buf *out, const char *query)
{
	for (; *query; query++) {
		bool plain = *query > ' ' && *query < 0x7f && !strchr("\"<>\\^`{|}", *query);
		if (plain)
			buf_char(out, *query);
		else
			buf_format(out, "%%%02X", (unsigned)(unsigned char)*query);
	}
}

const char *url_here(struct request *request, const struct language *language)
{
	struct buf out;
	buf_init(&out, LIMIT_QUERY * 6);
	add_path(&out, request->arena, request->path);
	if (*request->query) {
		buf_char(&out, '?');
		add_query(&out, request->query);
	}
	const char *path = buf_keep(&out, request->arena);
	return path ? url_in(request, language, path) : "";
}

const char *url_mail(
        struct arena *arena, const struct config *config, const struct language *language, const char *path)
{
	return make_url(arena, config, config->base_url, language, path);
}

const char *page_next(struct request *request, const char *next, const char *fallback)
{
	bool local = next && next[0] == '/' && next[1] != '/' && strlen(next) <= LIMIT_QUERY &&
	             markup_url_safe(next);
	if (!local || !text_starts(next, request->config->base_path))
		return fallback;
	const char *copy = arena_text(request->arena, next);
	return copy ? copy : fallback;
}

/* --- taking apart ---------------------------------------------------------------------------- */

/* If `path` starts with "/xx" of a known language, answers it and moves *path past it. */
static const struct language *take_language(const char **path)
{
	const char *at = *path;
	if (at[0] != '/' || !at[1] || !at[2] || (at[3] != '/' && at[3] != '\0'))
		return NULL;
	const char code[3] = { at[1], at[2], '\0' };
	const struct language *language = language_find(code);
	if (language)
		*path = at + 3;
	return language;
}

enum rc address_parse(struct request *request, const char *uri, const char *path_info)
{
	const struct config *config = request->config;
	bool pathinfo = config->url_style == URL_PATHINFO;
	const char *path = pathinfo ? path_info : uri;
	if (!path)
		path = "";
	if (strlen(path) > LIMIT_QUERY || !text_valid(path, strlen(path)) || text_has_break(path))
		return RC_INVALID;
	if (!pathinfo) {
		if (!text_starts(path, config->base_path))
			return RC_NOT_FOUND;
		path += strlen(config->base_path);
	}
	if (*path != '\0' && *path != '/')
		return RC_NOT_FOUND;
	const struct language *language = take_language(&path);
	request->language_in_path = language != NULL;
	if (language)
		request->language = language;
	if (pathinfo && !text_equal(request->program, "home"))
		path = arena_format(request->arena, "/%s%s", request->program, path);
	else if (*path == '\0')
		path = "/";
	if (!path)
		return RC_NO_MEMORY;
	request->path = arena_text(request->arena, path);
	return request->path ? RC_OK : RC_NO_MEMORY;
}

bool address_wants_language(const struct request *request)
{
	return !request->language_in_path && carries_language(request->path);
}
