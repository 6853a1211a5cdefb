/*
 * What the management has decided about each status of suggestions: its name, the colour of its tag, whether
 * ideas in it can be voted for, whether it is a column of the roadmap. What a status means stays as
 * suggestion_status.h has it: lists, mails and merging rest on it. A duplicate takes no votes and stands in
 * no column, whatever is asked for.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_RULE_H
#define PORTICO_DOMAIN_SUGGESTION_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/place_text.h"
#include "io/db.h"

#define SUGGESTION_RULES   7 /* one for each status, in the order of suggestion_status_at */
#define SUGGESTION_COLUMNS 6 /* of the roadmap at most */

struct suggestion_rule {
	const char *status;
	const char *name;   /* in the language that was asked for; NULL: the built-in word */
	const char *colour; /* a word of suggestion_rule_colour_at */
	bool votes, roadmap;
	int32_t position; /* of the column */
	int32_t version;  /* 0: nobody has changed it */
};

struct suggestion_rules {
	struct suggestion_rule items[SUGGESTION_RULES];
};

/* Whether suggestions of its status can be voted for: of a row of suggestion named s. */
#define SUGGESTION_VOTES_OPEN                                                                                \
	"COALESCE((SELECT q.votes FROM suggestion_rule q WHERE q.status = s.status), s.phase = 'live')"

/* "blue" "orange" "green" "purple" "red" "grey"; NULL past the last. */
const char *suggestion_rule_colour_at(size_t index);

/* As they are before anybody changes them. */
struct suggestion_rules suggestion_rules_built_in(void);

/* All of them, names in `lang`. One statement. RC_DB, RC_NO_MEMORY. */
enum rc suggestion_rules_read(
        struct db *db, struct arena *arena, const char *lang, struct suggestion_rules *rules) MUST_USE;

/* NULL for an unknown word; `rules` NULL: the built-in ones. */
const struct suggestion_rule *suggestion_rule_of(const struct suggestion_rules *rules, const char *status);

/* Whether ideas of this status can be voted for; `rules` NULL: the built-in ones. */
bool suggestion_rule_votes(const struct suggestion_rules *rules, const char *status);

/* The statuses that are columns of the roadmap, in order. */
size_t suggestion_rule_columns(
        const struct suggestion_rules *rules, const char *statuses[SUGGESTION_COLUMNS]);

/* --- management ------------------------------------------------------------------------------ */

struct suggestion_rule_count {
	const char *status;
	int64_t count;
};

/* How many open suggestions have each status, of all boards: struct suggestion_rule_count, each stops at
 * LIMIT_COUNT. One statement. */
enum rc suggestion_rule_counts(struct db *db, struct arena *arena, struct db_rows *rows) MUST_USE;

/* The names of one that are not built in: struct place_text without descriptions. One statement. */
enum rc suggestion_rule_texts(
        struct db *db, struct arena *arena, const char *status, struct db_rows *rows) MUST_USE;

struct suggestion_rule_draft {
	const char *status, *colour;
	bool votes, roadmap;
	int32_t position;
	int32_t version;          /* that the form saw */
	struct place_texts texts; /* an empty name: the built-in word */
};

/* In the caller's transaction; audited as an act of `who`. RC_INVALID: an unknown status or colour;
 * RC_DENIED: somebody changed it meanwhile. */
enum rc suggestion_rule_change(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion_rule_draft *draft, int64_t now) MUST_USE;

#endif
