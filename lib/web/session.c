/* Cookies and who is behind them. */
#include "web/session.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/signin.h"

#define COOKIE_SESSION "portico_session"
#define COOKIE_VISITOR "portico_visitor"

/* __Host- asks for Secure and Path=/, so it goes with https only. */
static const char *cookie_name(const struct request *request, const char *name)
{
	return request->config->secure ? arena_format(request->arena, "__Host-%s", name) : name;
}

/* The value of one of our cookies if it has the form of a token, else NULL. */
static const char *cookie_token(struct request *request, const char *name)
{
	const char *full = cookie_name(request, name);
	const char *value =
	        full ? form_cookie(request->arena, http_param(request->http, "HTTP_COOKIE"), full) : NULL;
	return value && secret_is_token(value) ? value : NULL;
}

/* Sets a cookie; max_age 0 lasts as long as the browser, below 0 takes it away. */
static enum rc set_cookie(struct request *request, const char *name, const char *value, int64_t max_age)
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

static void take_key(struct request *request, const char *token)
{
	secret_hash_text(token, request->session_hash);
	request->has_session_key = true;
}

enum rc session_find(struct request *request)
{
	const char *token = cookie_token(request, COOKIE_SESSION);
	if (token) {
		take_key(request, token);
		enum rc rc = signin_find(
		        request->db, request->arena, request->session_hash, request->now, &request->who);
		request->signed_in = rc == RC_OK && request->who.guest_ticket_id == 0;
		if (rc == RC_OK || rc != RC_NOT_FOUND)
			return rc;
		request->who = (struct account){ 0 };
		request->has_session_key = false;
	}
	const char *visitor = cookie_token(request, COOKIE_VISITOR);
	if (visitor)
		take_key(request, visitor);
	return RC_OK;
}

static struct signin_limits limits_for(
        const struct request *request, const struct account *account, bool remember)
{
	const struct config *config = request->config;
	if (account_is_staff(account))
		return (struct signin_limits){ config->staff_session_hours * HOUR,
			3 * config->staff_session_hours * HOUR };
	if (remember)
		return (struct signin_limits){ config->session_days * DAY, 3 * config->session_days * DAY };
	return (struct signin_limits){ config->session_hours * HOUR, config->session_hours * HOUR };
}

enum rc session_begin(struct request *request, const struct account *account, bool remember)
{
	const char *token = secret_token(request->arena);
	if (!token)
		return RC_NO_MEMORY;
	if (request->signed_in) {
		enum rc rc = signin_end(request->db, request->session_hash);
		if (rc != RC_OK)
			return rc;
	}
	struct signin_limits limits = limits_for(request, account, remember);
	uint8_t hash[SECRET_HASH];
	secret_hash_text(token, hash);
	enum rc rc = signin_add(
	        request->db, hash, account, limits, request->address, request->agent, request->now);
	if (rc != RC_OK)
		return rc;
	bool keep = remember && !account_is_staff(account);
	rc = set_cookie(request, COOKIE_SESSION, token, keep ? limits.absolute : 0);
	return rc == RC_OK ? set_cookie(request, COOKIE_VISITOR, "", -1) : rc;
}

enum rc session_end(struct request *request)
{
	if (request->signed_in) {
		enum rc rc = signin_end(request->db, request->session_hash);
		if (rc != RC_OK)
			return rc;
	}
	enum rc rc = response_header(request, "Clear-Site-Data", "\"cache\"");
	return rc == RC_OK ? set_cookie(request, COOKIE_SESSION, "", -1) : rc;
}

enum rc session_visitor(struct request *request)
{
	if (request->has_session_key)
		return RC_OK;
	const char *token = secret_token(request->arena);
	if (!token)
		return RC_NO_MEMORY;
	take_key(request, token);
	return set_cookie(request, COOKIE_VISITOR, token, 0);
}

void session_visitor_hash(const struct request *request, uint8_t hash[SECRET_HASH])
{
	char text[512];
	(void)snprintf(text, sizeof(text), "%lld\n%s\n%s", (long long)(request->now / DAY), request->network,
	        request->agent);
	secret_sign(request->key, "visitor", text, strlen(text), hash);
}
