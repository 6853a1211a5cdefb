/* The response on the wire. Headers go out only here, after the whole page was rendered. */
#include "web/respond.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "io/gzip.h"
#include "web/route.h"

#define HEADERS_MAX (32 * 1024)

#define POLICY                                                                                               \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "         \
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

static const struct header common[] = {
	{ "Content-Security-Policy", POLICY },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
};

static const char *reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = {
		{ 200, "OK" },
		{ 301, "Moved Permanently" },
		{ 302, "Found" },
		{ 303, "See Other" },
		{ 304, "Not Modified" },
		{ 400, "Bad Request" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 409, "Conflict" },
		{ 413, "Content Too Large" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" },
		{ 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
		{ 507, "Insufficient Storage" },
	};
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

static bool is_set(const struct response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (strcasecmp(response->headers[i].name, name) == 0)
			return true;
	return false;
}

static void add(struct buf *out, const char *name, const char *value)
{
	buf_text(out, name);
	buf_text(out, ": ");
	buf_text(out, value);
	buf_text(out, "\r\n");
}

/* Seen by one person alone: signed in, a guest, or whoever has the link of a mail. */
static bool is_personal(const struct request *request)
{
	return request->signed_in || request->who.guest_ticket_id != 0 ||
	       (request->route && strstr(request->route->path, ":key"));
}

/* nginx says that it keeps pages and tells browsers to ask again (portico-locations.conf). What depends on
 * any cookie is never kept, and neither is what sets one. */
static bool is_shared(const struct request *request)
{
	const struct response *response = &request->response;
	return http_param(request->http, "PORTICO_KEEPS") && response->cache_seconds > 0 &&
	       response->status == 200 && request->method == METHOD_GET && !request->head && request->route &&
	       (request->route->flags & ROUTE_CACHED) && !request->has_session_key && !is_personal(request) &&
	       !response->stream && !is_set(response, "Set-Cookie") && !is_set(response, "Cache-Control");
}

/* Browsers always ask again, and what a person sees is never stored. nginx may show a page that has grown old
 * while it fetches a newer one, and longer while there is none. */
static void add_caching(struct buf *out, const struct request *request, bool shared)
{
	const struct response *response = &request->response;
	if (shared) {
		buf_format(out, "Cache-Control: max-age=%d, stale-while-revalidate=%d, stale-if-error=%d\r\n",
		        response->cache_seconds, LIMIT_SHARED_STALE, LIMIT_SHARED_OUTAGE);
		return;
	}
	add(out, "X-Accel-Expires", "0");
	if (!is_set(response, "Cache-Control"))
		add(out, "Cache-Control", is_personal(request) ? "no-store" : "no-cache");
}

/* A page that will be read often is compressed once; the web server unpacks it for who cannot. */
static void pack(struct request *request)
{
	struct response *response = &request->response;
	struct buf packed, plain = response->body;
	buf_init(&packed, plain.max);
	if (plain.length < LIMIT_PACK || gzip_add(&packed, plain.data, plain.length) != RC_OK ||
	        response_header(request, "Content-Encoding", "gzip") != RC_OK) {
		buf_free(&packed);
		return;
	}
	response->body = packed;
	buf_free(&plain);
}

static void add_headers(struct buf *out, const struct request *request, bool shared)
{
	const struct response *response = &request->response;
	buf_format(out, "Status: %d %s\r\n", response->status, reason(response->status));
	if (response->location)
		add(out, "Location", response->location);
	add(out, "Content-Type",
	        response->content_type ? response->content_type : "text/plain; charset=utf-8");
	int64_t length = response->stream ? response->stream_length : (int64_t)response->body.length;
	if (length >= 0)
		buf_format(out, "Content-Length: %lld\r\n", (long long)length);
	add(out, "X-Request-Id", request->id);
	for (size_t i = 0; i < LENGTH(common); i++)
		if (!is_set(response, common[i].name))
			add(out, common[i].name, common[i].value);
	if (request->config->secure)
		add(out, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
	add_caching(out, request, shared);
	for (size_t i = 0; i < response->header_count; i++)
		add(out, response->headers[i].name, response->headers[i].value);
	buf_text(out, "\r\n");
}

enum rc respond(struct request *request)
{
	struct response *response = &request->response;
	bool shared = is_shared(request);
	struct buf out;
	if (shared)
		pack(request);
	buf_init(&out, HEADERS_MAX + response->body.length);
	add_headers(&out, request, shared);
	if (!request->head && !response->stream)
		buf_add(&out, response->body.data, response->body.length); /* one write for all of it */
	enum rc rc = buf_finish(&out);
	bool more = !request->head && response->stream;
	if (rc == RC_OK)
		rc = more ? http_write(request->http, out.data, out.length)
		          : http_send(request->http, out.data, out.length);
	buf_free(&out);
	if (rc == RC_OK && more)
		rc = response->stream(request, response->stream_context);
	return rc;
}
