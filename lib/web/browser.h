/*
 * The browser as something that accounts know (domain/device.h): the cookie portico_device, kept for a year.
 * It proves nothing by itself; with it, strangers' guesses do not hold up the account's owner, and the second
 * factor may be left out for some days.
 */
#ifndef PORTICO_WEB_BROWSER_H
#define PORTICO_WEB_BROWSER_H

#include "domain/device.h"
#include "web/request.h"

struct browser {
	bool present; /* brought a cookie of ours */
	uint8_t hash[SECRET_HASH];
	struct device device; /* what it is to the account */
};

/* What the browser is to this account; account_id 0: unknown, at the same cost. RC_DB. */
enum rc browser_find(struct request *request, int64_t account_id, struct browser *browser) MUST_USE;

/* Makes the browser a known one of the account, in the transaction of the sign-in. One that the account does
 * not know gets a new cookie, so that nobody plants one that he can read; what other accounts know of it goes
 * along. trusted_until 0 leaves an earlier trust as it is. */
enum rc browser_note(struct request *request, int64_t account_id, const struct browser *browser,
        int64_t trusted_until) MUST_USE;

#endif
