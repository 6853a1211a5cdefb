/*
 * A web program: the accept loop and the fixed order in which each request is read, checked, run and
 * answered.
 */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/statvfs.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "base/unicode.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "io/confine.h"
#include "io/turn.h"
#include "version.h"
#include "web/address.h"
#include "web/cookie.h"
#include "web/csv.h"
#include "web/errors.h"
#include "web/fields.h"
#include "web/form_token.h"
#include "web/origin.h"
#include "web/page.h"
#include "web/process.h"
#include "web/respond.h"
#include "web/route.h"
#include "web/session.h"
#include "web/submit.h"

#define ARENA_FIRST ((size_t)64 << 10)
#define MB          1000000

struct program {
	struct process process;
	const struct route *routes;
	size_t route_count;
	struct arena *arena; /* of the request */
	struct http *http;
	struct buf body; /* kept from page to page */
};

/* --- reading the request --------------------------------------------------------------------- */

static void give_id(struct request *request)
{
	uint8_t bytes[8];
	secret_random(bytes, sizeof(bytes));
	const char *hex = text_hex(request->arena, bytes, sizeof(bytes));
	if (hex)
		memcpy(request->id, hex, 2 * sizeof(bytes) + 1);
	log_request(request->id);
}

static const char *param(const struct request *request, const char *name)
{
	const char *value = http_param(request->http, name);
	return value ? value : "";
}

static void take_method(struct request *request)
{
	const char *method = param(request, "REQUEST_METHOD");
	request->head = text_equal(method, "HEAD");
	if (request->head || text_equal(method, "GET"))
		request->method = METHOD_GET;
	else if (text_equal(method, "POST"))
		request->method = METHOD_POST;
	else
		request->method = METHOD_OTHER;
}

/* User-Agent as data: cut, and without bytes that do not belong in a header. */
static const char *clean_agent(struct request *request)
{
	const char *agent = param(request, "HTTP_USER_AGENT");
	size_t length = strnlen(agent, 255);
	char *copy = arena_copy(request->arena, agent, length);
	for (char *at = copy; at && *at; at++)
		if ((unsigned char)*at < 0x20 || (unsigned char)*at > 0x7E)
			*at = '?';
	return copy ? copy : "";
}

/* The language of a page whose address names none: the choice kept by our script, else the browser's wish. */
static const struct language *wished_language(struct request *request)
{
	const struct language *language = language_find(cookie_value(request, "portico_lang"));
	if (language)
		return language;
	return language_accept(http_param(request->http, "HTTP_ACCEPT_LANGUAGE"),
	        language_find(request->config->default_language));
}

static void fill_request(struct program *program, struct request *request)
{
	*request = (struct request){
		.config = &program->process.config,
		.key = &program->process.key,
		.http = program->http,
		.db = program->process.db,
		.view = program->process.view,
		.door = program->process.door,
		.common_passwords = program->process.common_passwords,
		.program = program->process.name,
		.arena = program->arena,
		.now = time_now(),
		.started_ms = time_monotonic_ms(),
		.path = "/",
		.query = "",
		.response = { .status = 200, .body = program->body },
	};
	give_id(request);
	take_method(request);
	request->language = wished_language(request);
	request->address = origin_address(request);
	request->network = origin_network(request);
	request->agent = clean_agent(request);
	audit_from(request->address);
	request->wants_json = strstr(param(request, "HTTP_ACCEPT"), "application/json") != NULL;
	struct clock_view clock = request_clock(request);
	view_reset(request->view, request->arena, &clock, request->now);
	db_budget(request->db, request->started_ms);
}

static enum rc take_address(struct request *request)
{
	const char *uri = http_param(request->http, "DOCUMENT_URI");
	const char *info = http_param(request->http, "PATH_INFO");
	const char *query = param(request, "QUERY_STRING");
	if (strlen(query) > LIMIT_QUERY)
		return RC_INVALID;
	request->query = arena_text(request->arena, query);
	if (!request->query)
		return RC_NO_MEMORY;
	return address_parse(request, uri ? uri : info, info);
}

static enum rc read_http(void *source, void *data, size_t size, size_t *got)
{
	return http_read(source, data, size, got);
}

static bool has_room(const struct request *request)
{
	struct statvfs info;
	if (statvfs(request->config->state_dir, &info) != 0)
		return false;
	return (int64_t)(info.f_bavail * info.f_frsize / MB) >= request->config->free_space_mb;
}

/* The body, up to the route's limit and no byte further. */
static enum rc take_body(struct request *request)
{
	bool upload = (request->route->flags & ROUTE_UPLOAD) != 0;
	struct form_limits limits = { .body = upload ? LIMIT_UPLOAD_BODY : LIMIT_BODY };
	if (upload) {
		limits.files = LIMIT_FILES;
		limits.file = LIMIT_FILE;
		limits.all_files = LIMIT_FILES_BYTES;
		limits.spool = arena_format(request->arena, "%s/spool", request->config->state_dir);
		if (!limits.spool)
			return RC_NO_MEMORY;
	}
	int64_t length;
	if (text_number(param(request, "CONTENT_LENGTH"), &length) == RC_OK && length > (int64_t)limits.body)
		return RC_TOO_LARGE;
	return form_body(request->arena, &request->form, param(request, "CONTENT_TYPE"), read_http,
	        request->http, &limits);
}

static enum rc take_input(struct request *request)
{
	enum rc rc = request->method == METHOD_POST ? take_body(request)
	                                            : form_query(request->arena, &request->form,
	                                                      request->query, strlen(request->query));
	return rc == RC_OK ? fields_check(request) : rc;
}

/* --- checking and running -------------------------------------------------------------------- */

static void set_language(struct request *request)
{
	if (request->signed_in && !request->language_in_path) {
		const struct language *own = language_find(request->who.lang);
		if (own)
			request->language = own;
	}
	struct clock_view clock = request_clock(request);
	view_clock(request->view, &clock);
}

static enum rc go_to_language(struct request *request)
{
	enum rc rc = page_go(request, url_here(request, request->language));
	request->response.status = 302;
	return rc == RC_OK ? response_header(request, "Vary", "Accept-Language, Cookie") : rc;
}

static enum rc go_to_sign_in(struct request *request)
{
	return page_go(request, urlf(request, "/login?next={1}", url_here(request, request->language)));
}

static bool is_allowed(const struct request *request)
{
	const struct account *who = &request->who;
	switch (request->route->needs) {
	case NEED_NONE:
		return true;
	case NEED_GUEST:
		return request->signed_in || request->who.guest_ticket_id != 0;
	case NEED_LOGIN:
		return request->signed_in;
	case NEED_STAFF:
		return account_is_staff(who);
	case NEED_ADMIN:
		return account_is_admin(who);
	case NEED_MANAGEMENT:
		return may_use_admin(who);
	case NEED_PEOPLE:
		return may(who, PERMISSION_PEOPLE);
	case NEED_COMPANIES:
		return may(who, PERMISSION_COMPANIES);
	case NEED_ROLES:
		return may(who, PERMISSION_ROLES);
	case NEED_SETTINGS:
		return may(who, PERMISSION_SETTINGS);
	case NEED_AUDIT:
		return may(who, PERMISSION_AUDIT);
	case NEED_MODERATE:
		return may_moderate(who);
	case NEED__COUNT:
		break;
	}
	return false;
}

static enum rc run_get(struct request *request)
{
	enum rc rc = take_input(request);
	if (rc == RC_OK && (request->route->flags & ROUTE_VISITOR))
		rc = session_visitor(request);
	return rc == RC_OK ? request->route->page(request) : rc;
}

static void show_error(struct request *request, int status)
{
	errors_show(request, status);
}

/* A POST whose input is read: origin and token first, then what the route prepares, then the transaction. */
static enum rc run_post(struct request *request)
{
	const struct route *route = request->route;
	enum origin origin = origin_of(request);
	if (origin == ORIGIN_FOREIGN || (origin == ORIGIN_UNKNOWN && (route->flags & ROUTE_ANONYMOUS))) {
		log_security("foreign-form", request->who.id, request->address, route->path);
		show_error(request, 403);
		return RC_OK;
	}
	enum rc rc = take_input(request);
	if (rc == RC_IO &&
	        (route->flags & ROUTE_UPLOAD)) { /* the spool takes no more: full, read-only, no descriptor */
		show_error(request, 507);
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	const char *token = form_value(&request->form, "token");
	bool needs_token = !(route->flags & (ROUTE_ANONYMOUS | ROUTE_KEYED));
	if ((needs_token && form_token_check(request, token) != TOKEN_GOOD) || !is_allowed(request)) {
		/* a form sent with a sign-in that has ended meanwhile comes here too: what was typed is kept
		 */
		errors_expired(request);
		return RC_OK;
	}
	if (route->prepare && !request_has_errors(request)) {
		rc = route->prepare(request);
		if (rc != RC_OK)
			return rc;
	}
	if (route->flags & ROUTE_SECRET)
		return route->page(request);
	return needs_token ? submit_run(request, route->page, token) : submit_run_plain(request, route->page);
}

static bool is_out_of_room(const struct request *request)
{
	int64_t length;
	return request->method == METHOD_POST && (request->route->flags & ROUTE_UPLOAD) &&
	       text_number(param(request, "CONTENT_LENGTH"), &length) == RC_OK &&
	       length > (int64_t)LIMIT_BODY && !has_room(request);
}

static enum rc dispatch(struct program *program, struct request *request)
{
	enum rc rc = take_address(request);
	if (rc != RC_OK)
		return rc;
	/* under overload all would wait ever longer, and none be served in time */
	if (http_waited_ms(request->http) > LIMIT_QUEUE_MS) {
		show_error(request, 503);
		return RC_OK;
	}
	if (request->method == METHOD_OTHER) {
		show_error(request, 405);
		return response_header(request, "Allow", "GET, HEAD, POST");
	}
	rc = route_match(program->routes, program->route_count, request);
	if (rc == RC_DENIED) {
		show_error(request, 405);
		return response_header(
		        request, "Allow", request->method == METHOD_GET ? "POST" : "GET, HEAD");
	}
	/* the session is read for missing pages too, so that their frame does not sign anybody out */
	enum rc session = session_find(request);
	if (session != RC_OK)
		return session;
	set_language(request);
	if (rc != RC_OK)
		return rc;
	request->wants_json = request->wants_json || (request->route->flags & ROUTE_JSON);
	if (request->method == METHOD_GET && address_wants_language(request))
		return go_to_language(request);
	if (is_out_of_room(request)) {
		show_error(request, 507);
		return RC_OK;
	}
	if (request->signed_in && !is_allowed(request))
		return RC_DENIED;
	if (request->method == METHOD_POST)
		return run_post(request);
	return is_allowed(request) ? run_get(request) : go_to_sign_in(request);
}

static void log_page(const struct request *request)
{
	log_debug("page %s %s status=%d statements=%d ms=%lld",
	        request->head ? "HEAD" : param(request, "REQUEST_METHOD"),
	        request->route ? request->route->path : "-", request->response.status,
	        db_statements(request->db), (long long)(time_monotonic_ms() - request->started_ms));
}

/* A request's name in the log: an address may hold the token of a mailed link, its pattern does not. */
static const char *log_name(const struct request *request)
{
	return request->route ? request->route->path : request->path;
}

/* What somebody known may not reach, and what is not there or not for him, which nobody is told apart:
 * whoever tries numbers leaves a trail. */
static void log_refusal(const struct request *request, enum rc rc)
{
	if (rc == RC_DENIED)
		log_security("denied", request->who.id, request->address, log_name(request));
	else if (rc == RC_NOT_FOUND && request->who.id != 0 && request->route &&
	         strchr(request->route->path, ':'))
		log_security("missing", request->who.id, request->address, log_name(request));
}

static void finish(struct request *request)
{
	const struct response *response = &request->response;
	http_finish(request->http);
	enum rc rc = response->after ? response->after(request, response->after_context) : RC_OK;
	if (rc != RC_OK)
		log_error("%s, after the answer: %s", log_name(request), rc_text(rc));
}

static void serve(struct program *program)
{
	struct request request;
	fill_request(program, &request);
	enum rc rc = dispatch(program, &request);
	db_rollback(request.db);
	if (rc == RC_OK)
		audit_log();
	log_refusal(&request, rc);
	if (rc != RC_OK) {
		if (errors_status(rc) >= 500)
			log_error("%s: %s", log_name(&request), rc_text(rc));
		show_error(&request, errors_status(rc));
	}
	log_page(&request);
	if (respond(&request) != RC_OK)
		log_info("the reader left before the end of %s", log_name(&request));
	finish(&request);
	program->body = request.response.body;
	buf_clear(&program->body);
	bool large = request.form.files || request.response.stream;
	arena_reset(program->arena);
	if (large)
		(void)malloc_trim(0); /* what files took lies all over the heap */
	log_request(NULL);
}

/* --- the process ----------------------------------------------------------------------------- */

static bool takes_passwords(const struct route *routes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < routes[i].field_count; j++)
			if (routes[i].fields[j].kind == FIELD_PASSWORD)
				return true;
	return false;
}

static bool takes_uploads(const struct route *routes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (routes[i].flags & ROUTE_UPLOAD)
			return true;
	return false;
}

/* From the first request on the process may do what its routes need (PRC-02). */
static enum rc shut_in(struct program *program)
{
	const struct process *process = &program->process;
	unsigned needs = CONFINE_RUN | CONFINE_SERVE;
	if (text_empty(process->config.db_socket))
		needs |= CONFINE_TCP;
	if (process->door)
		needs |= CONFINE_PASSWORDS;
	if (takes_uploads(program->routes, program->route_count)) {
		const char *spool = arena_format(process->arena, "%s/spool", process->config.state_dir);
		if (!spool)
			return RC_NO_MEMORY;
		needs |= form_spool_nameless(spool) ? CONFINE_UPLOAD : CONFINE_UPLOAD_NAMED;
	}
	const char *slots = arena_format(process->arena, "%s/slots", process->config.state_dir);
	if (!slots)
		return RC_NO_MEMORY;
	if (turn_make(slots, CSV_TURN) != RC_OK) /* a full disk takes lists away, not pages */
		log_warn("start: no lists as files until there is room");
	confine_prepare(process->db, needs);
	return confine(needs, process->door ? password_door_folder(process->door) : -1);
}

static enum rc start(struct program *program, const char *name)
{
	enum rc rc = process_start(&program->process, name);
	if (rc != RC_OK)
		return rc;
	db_expect_schema(program->process.db, PORTICO_SCHEMA);
	buf_init(&program->body, LIMIT_PAGE);
	program->arena = arena_new(ARENA_FIRST, LIMIT_ARENA);
	if (!program->arena)
		return RC_NO_MEMORY;
	if (takes_passwords(program->routes, program->route_count))
		rc = process_passwords(&program->process);
	if (rc == RC_OK)
		rc = page_constants(
		        program->process.view, program->process.arena, &program->process.config, name);
	if (rc == RC_OK)
		rc = process_templates(&program->process, name);
	if (rc == RC_OK)
		rc = process_templates(&program->process, "error");
	if (rc == RC_OK)
		rc = http_start(&program->http);
	return rc == RC_OK ? shut_in(program) : rc;
}

static struct http_bounds bounds_of(const struct config *config)
{
	return (struct http_bounds){ .requests = config->process_requests,
		.memory = config->process_memory_mb * MB,
		.seconds = (unsigned)config->process_seconds };
}

/* All that this program could ask the database, for the test of its rights there. */
static enum rc print_queries(FILE *out)
{
	/* cppcheck-suppress comparePointers ; the linker makes them one array */
	for (const struct query *const *query = __start_portico_query; query < __stop_portico_query; query++)
		fprintf(out, "%s\n", (*query)->sql);
	return fflush(out) == 0 && !ferror(out) ? RC_OK : RC_IO;
}

int program_main(int argc, char **argv, const char *name, const struct route *routes, size_t count)
{
	/* a CGI's arguments may be words of the address: by hand means without a request */
	if (argc == 2 && text_equal(argv[1], "--routes") && !getenv("REQUEST_METHOD"))
		return routes_print(stdout, routes, count) == RC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
	if (argc == 2 && text_equal(argv[1], "--queries") && !getenv("REQUEST_METHOD"))
		return print_queries(stdout) == RC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
	struct program program = { .routes = routes, .route_count = count };
	enum rc rc = start(&program, name);
	struct http_bounds bounds = bounds_of(&program.process.config);
	if (rc == RC_OK)
		while (!unicode_broken() && http_accept(program.http, &bounds))
			serve(&program);
	http_stop(program.http);
	arena_free(program.arena);
	buf_free(&program.body);
	process_stop(&program.process);
	return rc == RC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
