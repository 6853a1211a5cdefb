/*
 * Following on pages: the box that says how one hears of a topic, a category, a suggestion or a board, and
 * what its form does. A page puts the box with show_follow and `call:follow_box()`; its route for the form
 * has follow_fields and ends in take_follow.
 */
#ifndef PORTICO_WEB_SHOW_FOLLOW_H
#define PORTICO_WEB_SHOW_FOLLOW_H

#include <stdbool.h>

#include "domain/follow.h"
#include "web/request.h"
#include "web/route.h"

/* mail=now|daily|off|stop */
extern const struct field follow_fields[1];

/* Follow.action .token .follows .options for the macro follow_box; nothing for who is not signed in. `mail`
 * as follow_find answers it; `address` is the form's, made by urlf; `route_path` its spelling in the list of
 * routes ("/forum/topic/:id/follow"). */
void show_follow(struct request *request, const char *mail, const char *address, const char *route_path);

/* Options <list>.N for how one hears of something, `mail` selected; `stop`: the last one ends it. */
void show_follow_ways(struct request *request, const char *list, const char *mail, bool stop);

/* The form's act, once the caller has found that he may read what it is about: follows, changes the way or
 * stops, and goes to `back`. In the transaction of the POST. */
enum rc take_follow(struct request *request, const char *kind, int64_t ref_id, const char *back) MUST_USE;

#endif
