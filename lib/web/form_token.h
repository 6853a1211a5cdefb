/*
 * Form tokens: base64url of nonce(16), time(8) and HMAC(32) over session, route, nonce and time. CSRF token
 * and submit id at once.
 */
#ifndef PORTICO_WEB_FORM_TOKEN_H
#define PORTICO_WEB_FORM_TOKEN_H

#include "web/request.h"
#include "web/route.h"

/* A fresh token for a route's path ("/tickets/:number/reply"); NULL without memory. */
const char *form_token(struct request *request, const char *route_path);

enum token_state { TOKEN_GOOD, TOKEN_EXPIRED, TOKEN_FOREIGN };

/* Checks a token against session and route of the request. */
enum token_state form_token_check(const struct request *request, const char *token);

/* Seconds since the form was made; 0 for a token that is not ours. */
int64_t form_token_age(const struct request *request, const char *token);

#endif
