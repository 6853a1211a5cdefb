/* Cookies and who is behind them. */
#include "web/session.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/signin.h"
#include "web/cookie.h"

#define COOKIE_SESSION "portico_session"
#define COOKIE_VISITOR "portico_visitor"

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

/* Of an account or of a guest. */
static bool has_session(const struct request *request)
{
	return request->signed_in || request->who.guest_ticket_id != 0;
}

enum rc session_begin(struct request *request, const struct account *account, bool remember)
{
	const char *token = secret_token(request->arena);
	if (!token)
		return RC_NO_MEMORY;
	if (has_session(request)) {
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
	memcpy(request->begun_hash, hash, SECRET_HASH);
	bool keep = remember && !account_is_staff(account);
	rc = cookie_set(request, COOKIE_SESSION, token, keep ? limits.absolute : 0);
	return rc == RC_OK ? cookie_set(request, COOKIE_VISITOR, "", -1) : rc;
}

enum rc session_begin_guest(struct request *request, const struct account *account, int64_t ticket_id)
{
	static const struct signin_limits limits = { GUEST_HOURS * HOUR, GUEST_HOURS * HOUR };
	const char *token = secret_token(request->arena);
	uint8_t hash[SECRET_HASH];
	enum rc rc = RC_OK;
	if (!token)
		return RC_NO_MEMORY;
	if (has_session(request))
		rc = signin_end(request->db, request->session_hash);
	secret_hash_text(token, hash);
	if (rc == RC_OK)
		rc = signin_add_guest(request->db, hash, account, ticket_id, limits, request->address,
		        request->agent, request->now);
	if (rc == RC_OK)
		rc = cookie_set(request, COOKIE_SESSION, token, 0);
	return rc == RC_OK ? cookie_set(request, COOKIE_VISITOR, "", -1) : rc;
}

void session_show(struct request *request, const struct account *account)
{
	request->who = *account;
	request->signed_in = true;
	memcpy(request->session_hash, request->begun_hash, SECRET_HASH);
	request->has_session_key = true;
}

enum rc session_end(struct request *request)
{
	if (has_session(request)) {
		enum rc rc = signin_end(request->db, request->session_hash);
		if (rc != RC_OK)
			return rc;
	}
	enum rc rc = response_header(request, "Clear-Site-Data", "\"cache\"");
	return rc == RC_OK ? cookie_set(request, COOKIE_SESSION, "", -1) : rc;
}

enum rc session_visitor(struct request *request)
{
	if (request->has_session_key)
		return RC_OK;
	const char *token = secret_token(request->arena);
	if (!token)
		return RC_NO_MEMORY;
	take_key(request, token);
	return cookie_set(request, COOKIE_VISITOR, token, 0);
}

void session_visitor_hash(const struct request *request, uint8_t hash[SECRET_HASH])
{
	char text[512];
	(void)snprintf(text, sizeof(text), "%lld\n%s\n%s", (long long)(request->now / DAY), request->network,
	        request->agent);
	secret_sign(request->key, "visitor", text, strlen(text), hash);
}
