/*
 * Form tokens and the rule that a form sent twice acts once (DESIGN: one POST is one transaction that may run
 * again). A token is base64url of nonce(16), time(8) and HMAC(32) over session, route, nonce and time: CSRF
 * token and submit id at once.
 */
#ifndef PORTICO_WEB_SUBMIT_H
#define PORTICO_WEB_SUBMIT_H

#include "web/request.h"
#include "web/route.h"

/* A fresh token for a route's path; NULL without memory. */
const char *submit_token(struct request *request, const char *route_path);

enum submit_state { SUBMIT_GOOD, SUBMIT_EXPIRED, SUBMIT_FOREIGN };

/* Checks a token against session and route. */
enum submit_state submit_check(const struct request *request, const char *token);

/* Runs the page function as one transaction that any number of equal requests share: the first does the work,
 * all get its status and Location. A changed body under a used token shows "already sent". RC_OK with the
 * response filled, or an error. */
enum rc submit_run(struct request *request, page_fn *page, const char *token) MUST_USE;

/* The same without the shared result, for routes that hand out a secret or need no token. */
enum rc submit_run_plain(struct request *request, page_fn *page) MUST_USE;

#endif
