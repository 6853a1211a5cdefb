/* See browser.h. */
#include "web/browser.h"

#include "base/time.h"
#include "web/cookie.h"

#define COOKIE   "portico_device"
#define KEPT_FOR (365 * DAY)

enum rc browser_find(struct request *request, int64_t account_id, struct browser *browser)
{
	*browser = (struct browser){ 0 };
	const char *token = cookie_token(request, COOKIE);
	browser->present = token != NULL;
	if (token)
		secret_hash_text(token, browser->hash);
	return device_find(
	        request->db, request->arena, browser->hash, account_id, request->now, &browser->device);
}

/* The cookie starts its year anew. */
static enum rc renew(struct request *request)
{
	const char *token = cookie_token(request, COOKIE);
	return token ? cookie_set(request, COOKIE, token, KEPT_FOR) : RC_NO_MEMORY;
}

enum rc browser_note(
        struct request *request, int64_t account_id, const struct browser *browser, int64_t trusted_until)
{
	if (browser->device.known) {
		enum rc rc = device_note(request->db, browser->hash, account_id, trusted_until, request->now);
		return rc == RC_OK ? renew(request) : rc;
	}
	const char *token = secret_token(request->arena);
	if (!token)
		return RC_NO_MEMORY;
	uint8_t hash[SECRET_HASH];
	secret_hash_text(token, hash);
	enum rc rc = browser->present ? device_move(request->db, browser->hash, hash) : RC_OK;
	if (rc == RC_OK)
		rc = device_note(request->db, hash, account_id, trusted_until, request->now);
	return rc == RC_OK ? cookie_set(request, COOKIE, token, KEPT_FOR) : rc;
}
