/*
 * How far the community trusts a person: by reading, by coming back, by what others liked. Newcomers are kept
 * to small numbers and their first posts wait for a moderator; who is known writes freely. A level given by
 * staff does not move.
 *
 * The idea of levels that grow by reading and time is Discourse's; the numbers are settings.
 */
#ifndef PORTICO_DOMAIN_TRUST_H
#define PORTICO_DOMAIN_TRUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

enum trust_level { TRUST_NEW, TRUST_KNOWN, TRUST_REGULAR, TRUST_LEADER, TRUST__COUNT };

struct trust {
	int64_t account_id;
	int32_t level;       /* enum trust_level, the fixed one if there is one */
	int32_t fixed_level; /* -1: none */
	int32_t topics_read, posts_read, days;
	int32_t topics, posts, solved;
	int32_t likes_given, likes_got;
	int32_t suggestions, votes;
	int32_t flags_right, flagged;
	int64_t blocked_until;
	int64_t last_day;         /* the newest day on which he was here, days since 1970 */
	const char *stored_rules; /* for trust.c: of a locked row */
};

/* What an administrator may set (rows of `setting`; defaults in trust.c). */
struct trust_rules {
	int32_t known_topics, known_posts, known_days;       /* read, read, days here: for TRUST_KNOWN */
	int32_t regular_topics, regular_posts, regular_days; /* for TRUST_REGULAR */
	int32_t regular_likes;                               /* got and given, each */
	int32_t new_posts_day; /* that a newcomer may write in 24 hours: posts, suggestions and comments */
	int32_t new_links;     /* links in a newcomer's text; more, and it is held */
	int32_t hold_first;    /* a newcomer's first so many texts are held; 0: none */
	int32_t hide_flags;    /* so many flags hide a post until staff looks */
};

/* One of them, for forms: its name is also that of the field and, with "trust_" before it, of the setting. */
struct trust_rule {
	const char *name;
	int32_t least, most, usual;
};

/* NULL past the last. */
const struct trust_rule *trust_rule_at(size_t index);
int32_t *trust_rule_value(struct trust_rules *rules, size_t index);

struct trust_rules trust_rules_default(void);
enum rc trust_rules_read(struct db *db, struct arena *arena, struct trust_rules *rules) MUST_USE;
/* The same, locked until the end of the caller's transaction. */
enum rc trust_rules_lock(struct db *db, struct arena *arena, struct trust_rules *rules) MUST_USE;
/* In the caller's transaction; audited as an act of `who`. RC_INVALID for a number out of its range. */
enum rc trust_rules_write(struct db *db, struct arena *arena, const struct account *who,
        const struct trust_rules *rules, int64_t now) MUST_USE;

/* The level that these numbers make; of TRUST_LEADER only staff makes somebody. */
enum trust_level trust_level_of(const struct trust *trust, const struct trust_rules *rules);

/* One without a row is a newcomer with nothing. One statement. RC_DB, RC_NO_MEMORY. */
enum rc trust_find(struct db *db, struct arena *arena, int64_t account_id, struct trust *trust) MUST_USE;

/* May this text appear? Staff and guests too: a guest's (who->id 0) is always held, staff's never. Locks the
 * person's row until the end of the caller's transaction, so that texts sent at once are counted one after
 * the other. *held_for: "" (it is open), or guest | new | links. RC_LIMITED: a newcomer's number for 24 hours
 * is used up; RC_DENIED: blocked. */
enum rc trust_judge(struct db *db, struct arena *arena, const struct account *who, const char *body,
        int64_t now, const char **held_for) MUST_USE;

/* May the new text of something that stands already stay? It counts as none of the texts of a newcomer's day;
 * *hold: he links to too much. RC_DENIED as trust_judge. */
enum rc trust_judge_change(struct db *db, struct arena *arena, const struct account *who, const char *body,
        int64_t now, bool *hold) MUST_USE;

/* May he like, vote, follow, accept? RC_DENIED: he is blocked. One statement for customers. RC_DB,
 * RC_NO_MEMORY. */
enum rc trust_allows(struct db *db, struct arena *arena, const struct account *who, int64_t now) MUST_USE;

/* What changed by an act, added to the person's numbers; the level and badges follow. */
struct trust_change {
	int32_t topics, posts, solved, likes_given, likes_got, suggestions, votes, flags_right, flagged;
};
/* account_id 0 does nothing. In the caller's transaction. RC_DB, RC_RETRY. */
enum rc trust_add(struct db *db, struct arena *arena, int64_t account_id, struct trust_change change,
        int64_t now) MUST_USE;

/* A vote given (1) or withdrawn (-1): a number that moves nothing else. One statement. RC_DB, RC_RETRY. */
enum rc trust_add_vote(struct db *db, int64_t account_id, int step, int64_t now) MUST_USE;

/* He read a topic up to this place: forum_read, numbers and level. Writes only when something is new (a
 * further place, a new day); allowed on a GET. */
enum rc trust_read(struct db *db, struct arena *arena, int64_t account_id, int64_t topic_id, int32_t place,
        int64_t now) MUST_USE;

/* By staff: level -1 lets it move again; blocked_until 0 lifts a block. Audited by the caller. */
enum rc trust_fix(struct db *db, int64_t account_id, int level, int64_t now) MUST_USE;
enum rc trust_block(struct db *db, int64_t account_id, int64_t until, int64_t now) MUST_USE;

#endif
