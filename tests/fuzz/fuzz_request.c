/*
 * Any bytes as the head of a request: address, query, cookies, whom it comes from, where it wants to go next.
 * What is read is text within its bounds, what goes back into an address leads to this site and to the same
 * page.
 */
#include "target.h"
#include "target_http.h"

#include "base/limits.h"
#include "web/address.h"
#include "web/cookie.h"
#include "web/fields.h"
#include "web/origin.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/route.h"

#define NAMES  "REMOTE_ADDR=", "HTTP_X_FORWARDED_FOR=", "HTTP_ORIGIN=", "HTTP_SEC_FETCH_SITE=", "HTTP_COOKIE="
#define CHARS  20
#define PLENTY 64

extern char **environ;

static const struct field fields[] = {
	{ .name = "line", .kind = FIELD_LINE, .max = CHARS },
	{ .name = "text", .kind = FIELD_TEXT, .max = 50 },
	{ .name = "mail", .kind = FIELD_MAIL, .max = 40 },
	{ .name = "number", .kind = FIELD_NUMBER },
	{ .name = "choice", .kind = FIELD_CHOICE, .choices = "open waiting solved" },
	{ .name = "at", .kind = FIELD_LINE, .max = PLENTY },
	{ .name = "flag", .kind = FIELD_FLAG },
};

static const struct route routes[] = {
	{ METHOD_GET, "/", NULL, NEED_NONE, FIELDS(fields), 0, NULL },
	{ METHOD_GET, "/tickets", NULL, NEED_NONE, FIELDS(fields), 0, NULL },
	{ METHOD_GET, "/tickets/:number", NULL, NEED_NONE, FIELDS(fields), 0, NULL },
	{ METHOD_POST, "/tickets/:number/close", NULL, NEED_NONE, FIELDS(fields), 0, NULL },
	{ METHOD_GET, "/:a/:b/:c/:d", NULL, NEED_NONE, FIELDS(fields), 0, NULL },
};

static void set_environment(struct arena *arena, struct input *input)
{
	static const char *const names[] = { NAMES };
	static char *variables[LENGTH(names) + 1];

	for (size_t i = 0; i < LENGTH(names); i++)
		variables[i] = arena_format(arena, "%s%s", names[i], take_bytes(arena, input));
	environ = variables;
}

/* The path of an address of ours as a server decodes it. */
static const char *path_of(struct arena *arena, const char *address)
{
	struct form form = { 0 };
	size_t length = strcspn(address, "?");
	char *pair = arena_format(arena, "p=%.*s", (int)length, address);

	assert(strpbrk(pair, " +\"<>\\") == NULL);
	assert(form_query(arena, &form, pair, strlen(pair)) == RC_OK);
	return form.fields->value;
}

static void check_origin(struct request *request)
{
	const char *peer = http_param(request->http, "REMOTE_ADDR");
	const char *forwarded = http_param(request->http, "HTTP_X_FORWARDED_FOR");

	request->address = origin_address(request);
	assert(strlen(request->address) <= 45);
	assert(strspn(request->address, "0123456789abcdefABCDEF:.") == strlen(request->address));
	if (text_empty(request->config->trusted_proxies)) /* who trusts nobody believes nobody */
		assert(*request->address == '\0' || text_equal(request->address, peer));
	else
		assert(strstr(forwarded, request->address) != NULL || text_equal(request->address, peer));
	request->network = origin_network(request);
	assert(strspn(request->network, "0123456789abcdefABCDEF:./") == strlen(request->network));

	const char *origin = http_param(request->http, "HTTP_ORIGIN");
	if (origin_of(request) == ORIGIN_OURS)
		assert(text_equal(origin, request->config->base_url) || strstr(origin, "127.0.0.1") != NULL ||
		        strstr(origin, "localhost") != NULL || strstr(origin, "[::1]") != NULL ||
		        text_starts(request->config->base_url, origin));
}

static void check_cookie(struct request *request)
{
	const char *value = cookie_value(request, "portico_session"), *token = cookie_token(request, "a");

	assert(value == NULL || (!text_has_break(value) && strpbrk(value, " \",;\\") == NULL));
	assert(token == NULL || secret_is_token(token));
}

static void check_next(struct request *request, const char *next)
{
	const char *base = request->config->base_path, *to = page_next(request, next, "no");

	if (text_equal(to, "no"))
		return;
	assert(text_equal(to, next) && text_starts(to, base) && to[0] == '/');
	assert(to[1] != '/' && to[1] != '\\' && !text_has_break(to) && strchr(to, '\\') == NULL);
}

/* The page's own address in each language leads back to it. */
static void check_address(struct request *request)
{
	const char *path = request->path;

	assert(path[0] == '/' && text_valid(path, strlen(path)) && !text_has_break(path));
	for (size_t i = 0; i < language_count(); i++) {
		struct request again = *request;
		const char *address = url_here(request, language_at(i));
		const char *base = request->config->base_path;

		if (page_go(&again, address) != RC_OK)
			continue; /* the query holds what no header may */
		assert(text_starts(address, base) && address[strlen(base)] == '/');
		assert(strlen(base) > 0 || address[1] != '/');
		const char *uri = path_of(request->arena, address);
		const char *info = uri + strlen(base) + strlen("/tickets");
		if (request->config->url_style == URL_PATHINFO && !text_starts(path, "/tickets"))
			continue;
		if (strlen(uri) > LIMIT_QUERY)
			continue;
		assert(address_parse(&again, uri, info) == RC_OK && text_equal(again.path, path));
		assert(!again.language_in_path || again.language == language_at(i));
	}
}

static void check_route(struct request *request)
{
	int64_t number;

	if (route_match(routes, LENGTH(routes), request) != RC_OK)
		return;
	assert(request->route->method == request->method && request->param_count <= ROUTE_PARAMS);
	for (size_t i = 0; i < request->param_count; i++) {
		const char *value = request->params[i].value;

		assert(*value != '\0' && strchr(value, '/') == NULL && strstr(request->path, value) != NULL);
		assert(param_number(request, request->params[i].name, &number) != RC_OK || number > 0);
	}
}

/* A wrong value of a GET is none: what pages read is of its kind. */
static void check_fields(struct request *request)
{
	const char *query = request->query;
	int64_t number = field_number(request, "number");

	request->form = (struct form){ 0 };
	request->route = &routes[0];
	if (form_query(request->arena, &request->form, query, strlen(query)) != RC_OK)
		return;
	assert(fields_check(request) == RC_OK && !request_has_errors(request));
	const char *line = field_text(request, "line"), *text = field_text(request, "text");
	const char *mail = field_text(request, "mail"), *choice = field_text(request, "choice");
	assert(!text_has_break(line) && text_chars(line) <= CHARS);
	assert(!text_has_control(text) && text_chars(text) <= 50);
	assert(*mail == '\0' || text_is_mail(mail));
	assert(*choice == '\0' || text_equal(choice, "open") || text_equal(choice, "waiting") ||
	        text_equal(choice, "solved"));
	number = field_number(request, "number");
	assert(*field_text(request, "number") != '\0' || number == 0);
	struct page_key at = pager_key(request);
	assert(at.set || (at.at == 0 && at.id == 0 && !at.backwards));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const bases[] = { "https://firm.example", "http://127.0.0.1:8080/support" };
	static const char *const proxies[] = { "", "127.0.0.1", "127.0.0.1 10.0.0.1 ::1" };
	static struct http *http; /* of plain CGI, which reads a request's head from the environment */
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	uint8_t bits = take_byte(&input);

	if (http == NULL)
		http = start_http();
	struct config config = { .base_url = bases[bits & 1],
		.base_path = bits & 1 ? "/support" : "",
		.secure = !(bits & 1),
		.url_style = bits & 2 ? URL_PATHINFO : URL_CLEAN,
		.trusted_proxies = proxies[bits / 4 % 3],
		.default_language = "en" };
	struct request request = { .config = &config,
		.arena = arena,
		.http = http,
		.program = "tickets",
		.language = language_at(0),
		.route = &routes[0],
		.method = bits & 32 ? METHOD_POST : METHOD_GET };

	const char *uri = take_bytes(arena, &input);
	request.query = take_bytes(arena, &input);
	const char *next = take_bytes(arena, &input);
	set_environment(arena, &input);
	check_origin(&request);
	check_cookie(&request);
	check_next(&request, next);
	if (address_parse(&request, uri, uri) == RC_OK) {
		check_address(&request);
		check_route(&request);
	}
	request.method = METHOD_GET;
	check_fields(&request);
	return 0;
}
