/* See badge.h. */
#include "domain/badge.h"

#include <stdbool.h>

#include "base/text.h"

DB_QUERY(grant_badge, "INSERT IGNORE INTO badge (account_id, badge, created_at) VALUES (?, ?, ?)", DB_NO_ROW);
DB_QUERY(list_badges,
        "SELECT badge, created_at FROM badge WHERE account_id = ? ORDER BY created_at DESC, badge LIMIT ?",
        DB_ROW(struct badge_row, badge, created_at));

/* The numbers stand as words in lib/web/show_trust.c. */
static const struct {
	const char *word;
	int32_t number;
} badges[] = {
	[BADGE_FIRST_QUESTION] = { "first_question", 1 },
	[BADGE_FIRST_ANSWER] = { "first_answer", 1 },
	[BADGE_TEN_ANSWERS] = { "ten_answers", 10 },
	[BADGE_SOLVER] = { "solver", 1 },
	[BADGE_HELPER] = { "helper", 5 },
	[BADGE_LIKED] = { "liked", 10 },
	[BADGE_FIRST_IDEA] = { "first_idea", 1 },
	[BADGE_READER] = { "reader", 500 },
	[BADGE_FAITHFUL] = { "faithful", 30 },
	[BADGE_WATCHFUL] = { "watchful", 3 },
};

_Static_assert(LENGTH(badges) == BADGE__COUNT, "each badge has a word");

const char *badge_word(enum badge badge)
{
	return (size_t)badge < LENGTH(badges) ? badges[badge].word : NULL;
}

int32_t badge_number(enum badge badge)
{
	return (size_t)badge < LENGTH(badges) ? badges[badge].number : 0;
}

/* What the badge is about. */
static int32_t reached(const struct trust *trust, enum badge badge)
{
	switch (badge) {
	case BADGE_FIRST_QUESTION:
		return trust->topics;
	case BADGE_FIRST_ANSWER:
	case BADGE_TEN_ANSWERS:
		return trust->posts - trust->topics;
	case BADGE_SOLVER:
	case BADGE_HELPER:
		return trust->solved;
	case BADGE_LIKED:
		return trust->likes_got;
	case BADGE_FIRST_IDEA:
		return trust->suggestions;
	case BADGE_READER:
		return trust->posts_read;
	case BADGE_FAITHFUL:
		return trust->days;
	case BADGE_WATCHFUL:
		return trust->flags_right;
	case BADGE__COUNT:
		break;
	}
	return 0;
}

static bool has_earned(const struct trust *trust, enum badge badge)
{
	return reached(trust, badge) >= badges[badge].number;
}

enum rc badge_grant(struct db *db, const struct trust *before, const struct trust *after, int64_t now)
{
	enum rc rc = RC_OK;
	for (int i = 0; rc == RC_OK && i < BADGE__COUNT; i++) {
		enum badge badge = (enum badge)i;
		if (has_earned(after, badge) && !has_earned(before, badge))
			rc = db_run(
			        db, &grant_badge, DB_ARGS(after->account_id, badges[badge].word, now), NULL);
	}
	return rc;
}

enum rc badge_list(struct db *db, struct arena *arena, int64_t account_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_badges, DB_ARGS(account_id, (int64_t)BADGE__COUNT), rows);
}
