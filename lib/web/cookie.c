/* See cookie.h. */
#include "web/cookie.h"

#include <stdio.h>

/* __Host- asks for Secure and Path=/, so it goes with https only. */
static const char *cookie_name(const struct request *request, const char *name)
{
	return request->config->secure ? arena_format(request->arena, "__Host-%s", name) : name;
}

const char *cookie_value(struct request *request, const char *name)
{
	const char *full = cookie_name(request, name);
	return full ? form_cookie(request->arena, http_param(request->http, "HTTP_COOKIE"), full) : NULL;
}

const char *cookie_token(struct request *request, const char *name)
{
	const char *value = cookie_value(request, name);
	return value && secret_is_token(value) ? value : NULL;
}

enum rc cookie_set(struct request *request, const char *name, const char *value, int64_t max_age)
{
	const char *full = cookie_name(request, name);
	if (!full)
		return RC_NO_MEMORY;
	char age[40] = "";
	if (max_age != 0)
		(void)snprintf(age, sizeof(age), "; Max-Age=%lld", max_age > 0 ? (long long)max_age : 0LL);
	const char *cookie = arena_format(request->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", full,
	        value, age, request->config->secure ? "; Secure" : "");
	return cookie ? response_header(request, "Set-Cookie", cookie) : RC_NO_MEMORY;
}
