/*
 * Route matching: the table's paths against the request's path, segment by segment.
 */
#include "web/route.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Length of the segment that starts at `path` (which stands after a '/'). */
static size_t segment(const char *path)
{
	return strcspn(path, "/");
}

/* Matches pattern against path; parameters are noted in the request. */
static bool match(const char *pattern, const char *path, struct request *request)
{
	request->param_count = 0;
	while (*pattern == '/' && *path == '/') {
		pattern++;
		path++;
		size_t want = segment(pattern), have = segment(path);
		if (*pattern == ':') {
			if (have == 0 || request->param_count == ROUTE_PARAMS)
				return false;
			struct route_param *param = &request->params[request->param_count++];
			param->name = arena_copy(request->arena, pattern + 1, want - 1);
			param->value = arena_copy(request->arena, path, have);
			if (!param->name || !param->value)
				return false;
		} else if (want != have || strncmp(pattern, path, want) != 0) {
			return false;
		}
		pattern += want;
		path += have;
	}
	return *pattern == '\0' && *path == '\0';
}

enum rc route_match(const struct route *routes, size_t count, struct request *request)
{
	bool other_method = false;
	for (size_t i = 0; i < count; i++) {
		if (!match(routes[i].path, request->path, request))
			continue;
		if (routes[i].method == request->method) {
			request->route = &routes[i];
			return RC_OK;
		}
		other_method = true;
	}
	request->param_count = 0;
	return other_method ? RC_DENIED : RC_NOT_FOUND;
}

const char *needs_word(enum needs needs)
{
	static const char *const words[] = {
		[NEED_NONE] = "none",
		[NEED_GUEST] = "guest",
		[NEED_LOGIN] = "login",
		[NEED_STAFF] = "staff",
		[NEED_ADMIN] = "admin",
		[NEED_MANAGEMENT] = "management",
		[NEED_PEOPLE] = "people",
		[NEED_COMPANIES] = "companies",
		[NEED_ROLES] = "roles",
		[NEED_SETTINGS] = "settings",
		[NEED_AUDIT] = "audit",
		[NEED_MODERATE] = "moderate",
	};
	return needs < NEED__COUNT ? words[needs] : "";
}

static void print_route(FILE *out, const struct route *route)
{
	fprintf(out, "%s %s %s", route->method == METHOD_POST ? "POST" : "GET", route->path,
	        needs_word(route->needs));
	fprintf(out, "%s%s", route->flags & ROUTE_ANONYMOUS ? " anonymous" : "",
	        route->flags & ROUTE_SECRET ? " secret" : "");
	for (size_t i = 0; i < route->field_count; i++)
		fprintf(out, "%s%s", i ? "," : " fields=", route->fields[i].name);
	fputc('\n', out);
}

enum rc routes_print(FILE *out, const struct route *routes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		print_route(out, &routes[i]);
	return fflush(out) == 0 && !ferror(out) ? RC_OK : RC_IO;
}
