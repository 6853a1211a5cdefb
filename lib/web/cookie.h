/*
 * Our cookies: tokens of 256 random bits, or what is sealed for the browser that brings it back. Names get
 * __Host- in front over https.
 */
#ifndef PORTICO_WEB_COOKIE_H
#define PORTICO_WEB_COOKIE_H

#include "web/request.h"

/* What the browser sends under that name, unchecked; NULL: nothing. */
const char *cookie_value(struct request *request, const char *name);

/* The value of one of our cookies if it has the form of a token, else NULL. */
const char *cookie_token(struct request *request, const char *name);

/* Sets one, HttpOnly and SameSite=Lax; max_age in seconds, 0 lasts as long as the browser, below 0 takes it
 * away. */
enum rc cookie_set(struct request *request, const char *name, const char *value, int64_t max_age) MUST_USE;

#endif
