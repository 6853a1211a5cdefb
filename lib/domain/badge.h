/*
 * Badges: what somebody has done in the community, as a small sign beside his name. One is given once, at the
 * act that earned it, and stays.
 */
#ifndef PORTICO_DOMAIN_BADGE_H
#define PORTICO_DOMAIN_BADGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/trust.h"
#include "io/db.h"

enum badge {
	BADGE_FIRST_QUESTION,
	BADGE_FIRST_ANSWER,
	BADGE_TEN_ANSWERS,
	BADGE_SOLVER, /* an answer was accepted */
	BADGE_HELPER, /* five were */
	BADGE_LIKED,
	BADGE_FIRST_IDEA,
	BADGE_READER,
	BADGE_FAITHFUL, /* came back on many days */
	BADGE_WATCHFUL, /* flagged rightly */
	BADGE__COUNT
};

/* "first_question" …; NULL past the last. */
const char *badge_word(enum badge badge);

/* The number that earns it, of what it is about: 10 answers, 30 days. */
int32_t badge_number(enum badge badge);

/* Those that `after` has earned and `before` had not, in the caller's transaction. No statement if there are
 * none. */
enum rc badge_grant(
        struct db *db, const struct trust *before, const struct trust *after, int64_t now) MUST_USE;

struct badge_row {
	const char *badge; /* a word */
	int64_t created_at;
};

/* The person's, the newest first, at most BADGE__COUNT struct badge_row. */
enum rc badge_list(struct db *db, struct arena *arena, int64_t account_id, struct db_rows *rows) MUST_USE;

#endif
