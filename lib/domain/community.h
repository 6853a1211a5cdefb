/*
 * What happened in the forum and with suggestions, for those who follow it. An act adds one event in its
 * transaction, however many follow; the worker tells them in steps: a notice in the portal, a mail at once or
 * a line of the next daily mail, as each has chosen, and only to who may read it at that moment.
 */
#ifndef PORTICO_DOMAIN_COMMUNITY_H
#define PORTICO_DOMAIN_COMMUNITY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

/* kind         ids                          followers of
 * topic        topic_id, post_id            the category: a new topic
 * post         topic_id, post_id            the topic: a reply
 * accepted     topic_id, post_id            the topic: this reply is the answer
 * suggestion   suggestion_id                the board: a new suggestion
 * status       suggestion_id, status_id     the suggestion: the firm has answered or changed its status
 * merged       suggestion_id                the suggestion (already the one that goes on)
 */
struct community_event {
	const char *kind;
	int64_t actor_id; /* is not told; 0: nobody */
	int64_t topic_id, post_id, suggestion_id, status_id;
	int64_t now;
};

/* In the caller's transaction, once the thing is open (not while it is held). RC_DB, RC_RETRY. */
enum rc community_tell(struct db *db, const struct community_event *event) MUST_USE;

/* --- for the worker -------------------------------------------------------------------------- */

/* Tells up to LIMIT_FOLLOWERS_AT_ONCE followers of the oldest event, in a transaction of its own. `zone` is
 * the portal's, for who has none. *told: 0 when nothing waits, else above it (an event without followers is
 * work, too). */
enum rc community_tell_some(
        struct db *db, struct arena *arena, const char *zone, int64_t now, int *told) MUST_USE;

#endif
