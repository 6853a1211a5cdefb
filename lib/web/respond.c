/* The response on the wire. Headers go out only here, after the whole page was rendered. */
#include "web/respond.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
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

/* A page of nobody in particular may be kept by nginx; browsers always ask again. What a person sees is never
 * stored. */
static void add_caching(struct buf *out, const struct request *request)
{
	const struct response *response = &request->response;
	bool personal = is_personal(request);
	bool shared = response->cache_seconds > 0 && !personal && response->status == 200;
	if (shared)
		buf_format(out, "X-Accel-Expires: %d\r\n", response->cache_seconds);
	else
		add(out, "X-Accel-Expires", "0");
	if (!is_set(response, "Cache-Control"))
		add(out, "Cache-Control", personal ? "no-store" : "no-cache");
}

static void add_headers(struct buf *out, const struct request *request)
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
	add_caching(out, request);
	for (size_t i = 0; i < response->header_count; i++)
		add(out, response->headers[i].name, response->headers[i].value);
	buf_text(out, "\r\n");
}

enum rc respond(struct request *request)
{
	struct response *response = &request->response;
	struct buf out;
	buf_init(&out, HEADERS_MAX + response->body.length);
	add_headers(&out, request);
	if (!request->head && !response->stream)
		buf_add(&out, response->body.data, response->body.length); /* one write for all of it */
	enum rc rc = buf_finish(&out);
	if (rc == RC_OK)
		rc = http_write(request->http, out.data, out.length);
	buf_free(&out);
	if (rc == RC_OK && !request->head && response->stream)
		rc = response->stream(request, response->stream_context);
	return rc;
}
