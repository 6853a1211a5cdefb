/*
 * Flags: readers tell the moderators of a post that should not stand there. One of a person and post, none on
 * one's own. Enough of them hide the post until a moderator has looked; what staff wrote is not hidden by
 * them. forum_post.flag_count is how many nobody has judged yet.
 */
#ifndef PORTICO_DOMAIN_FORUM_FLAG_H
#define PORTICO_DOMAIN_FORUM_FLAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/forum_post.h"
#include "domain/trust.h"
#include "io/db.h"

#define FORUM_FLAG_REASONS "spam rude private other" /* as choices of a form */

/* "spam" …; NULL past the last. */
const char *forum_flag_reason_at(size_t index);

/* True if he may flag such a post: signed in, not his own, open; who is new here may not yet, nor who is
 * blocked. */
bool forum_flag_allowed(
        const struct forum_post *post, const struct account *who, const struct trust *trust, int64_t now);

/* *flagged: he has flagged it, judged or not. One statement. RC_DB, RC_NO_MEMORY. */
enum rc forum_flag_find(
        struct db *db, struct arena *arena, int64_t post_id, int64_t account_id, bool *flagged) MUST_USE;

struct forum_flag_new {
	const struct account *who;
	const char *reason; /* one of the words */
	const char *note;   /* "" for none */
	int64_t now;
};

/* Flags a locked post, which is hidden if that is enough; the caller has asked forum_flag_allowed. RC_OK also
 * if he has flagged it before: nothing is done. In the caller's transaction. RC_INVALID for another reason,
 * RC_DB, RC_RETRY. */
enum rc forum_flag_add(struct db *db, struct arena *arena, const struct forum_post *locked,
        const struct forum_flag_new *flag) MUST_USE;

struct forum_flag {
	int64_t post_id, account_id;
	const char *name; /* who flagged it */
	const char *reason, *note;
	int64_t created_at;
};

/* The flags of these posts (up to LIMIT_PAGE_ROWS) that nobody has judged, by post and time: struct
 * forum_flag. One statement. */
enum rc forum_flag_list(struct db *db, struct arena *arena, const int64_t *post_ids, size_t count,
        struct db_rows *rows) MUST_USE;

/* Judges all that wait on a locked post: each right one counts for who flagged, and once against the author.
 * *judged: how many there were. In the caller's transaction. */
enum rc forum_flag_judge(struct db *db, struct arena *arena, const struct forum_post *locked, bool right,
        int64_t now, int64_t *judged) MUST_USE;

#endif
