/*
 * The community's part of person_merge.h: what one account wrote, liked, voted for and follows becomes the
 * other's. What both had counts once: one vote for a suggestion, one like of a post, one report, one
 * following. Likes of what is now one's own go.
 */
#ifndef PORTICO_DOMAIN_PERSON_MERGE_COMMUNITY_H
#define PORTICO_DOMAIN_PERSON_MERGE_COMMUNITY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

/* In the caller's transaction, on two locked accounts. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc merge_community(
        struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id, int64_t now) MUST_USE;

#endif
