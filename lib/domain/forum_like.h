/*
 * Likes of posts: one of a person each, and none of one's own.
 */
#ifndef PORTICO_DOMAIN_FORUM_LIKE_H
#define PORTICO_DOMAIN_FORUM_LIKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/forum_post.h"
#include "io/db.h"

/* True if he may like it: signed in, open, and not his own. */
bool forum_like_allowed(const struct forum_post *post, const struct account *who);

/* Likes a locked post, or takes it back; the same again changes nothing. *like_count: likes it has now. In
 * the caller's transaction. RC_DB, RC_RETRY. */
enum rc forum_like_set(struct db *db, struct arena *arena, const struct forum_post *post,
        const struct account *who, bool like, int64_t now, int32_t *like_count) MUST_USE;

#endif
