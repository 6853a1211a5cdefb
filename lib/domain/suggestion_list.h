/*
 * Lists of suggestions: of one board or over all that somebody may read, by heat, votes or age, of one status
 * or one tag; his own; the roadmap; what waits for a moderator. Every list pages by key and is read from an
 * index that starts with what it is cut by. Over all boards a reader sees the public ones, those for
 * everybody signed in, and those of the company for which he acts; a board of a group or of another company
 * of his is a list of its own. What is merged, shipped or declined stands only where its status is asked for.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_LIST_H
#define PORTICO_DOMAIN_SUGGESTION_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/audience.h"
#include "domain/suggestion_rule.h"
#include "domain/ticket_list.h"
#include "io/db.h"

enum suggestion_sort {
	SUGGESTION_TRENDING,
	SUGGESTION_TOP,
	SUGGESTION_NEW,
	SUGGESTION_MINE, /* proposed by him or voted for by him, newest first; nothing for nobody */
};

struct suggestion_row {
	int64_t id;
	int64_t board_id;
	const char *board, *board_slug, *colour;
	const char *title;
	const char *status, *state;
	int32_t vote_count, comment_count;
	double heat;
	bool voted; /* by who looks */
	int64_t created_at, status_at;
	const char *rule_name, *rule_colour; /* of its status; from suggestion_list_by_ids alone */
	bool rule_votes;
};

struct suggestion_filter {
	struct audience_reader reader;
	const char *lang;          /* of the boards' names */
	int64_t board_id;          /* 0: over all; whether he may read it is the caller's to ask */
	const char *status;        /* a word of suggestion_status.h; "" or NULL: the live ones */
	const char *tag;           /* "" or NULL: any; of a tag the newest LIMIT_TAGGED are looked through */
	enum suggestion_sort sort; /* of one status, trending is by votes, and new by the change of status */
	struct list_place place;   /* at: suggestion_place */
};

/* The order that the filter really gets: of one status, trending is by votes. */
enum suggestion_sort suggestion_sort_of(const struct suggestion_filter *filter);

/* A row's place in the list, for a key of pages. */
int64_t suggestion_place(const struct suggestion_filter *filter, const struct suggestion_row *row);

/* At most `most` struct suggestion_row in order. *more: there are further ones in the direction of reading.
 * One statement. RC_DB, RC_NO_MEMORY. */
enum rc suggestion_list(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* How many the list holds, without tag and sort; stops at LIMIT_COUNT. One statement; none where strangers'
 * list over all boards was found to hold so many within the last ten seconds: everybody sees those. */
enum rc suggestion_list_count(
        struct db *db, struct arena *arena, const struct suggestion_filter *filter, int64_t *count) MUST_USE;

/* The newest LIMIT_PAGE_ROWS (by status_at) of each status that is a column (suggestion_rule_columns): struct
 * suggestion_row, those of one status together, in two parts. One statement, two of more than three columns.
 */
#define SUGGESTION_PARTS 2
enum rc suggestion_roadmap(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        const struct suggestion_rules *rules, struct db_rows rows[SUGGESTION_PARTS]) MUST_USE;

/* Those that a ticket's requester was given a vote for in it: struct suggestion_row, at most LIMIT_SIMILAR.
 */
enum rc suggestion_list_of_ticket(struct db *db, struct arena *arena, const struct audience_reader *reader,
        int64_t ticket_id, const char *lang, struct db_rows *rows) MUST_USE;

/* The rows of these ids that the reader may see and that are open, in the order of the ids (at most
 * LIMIT_SIMILAR): for hits of a search. One statement. */
enum rc suggestion_list_by_ids(struct db *db, struct arena *arena, const struct audience_reader *reader,
        const int64_t *ids, size_t count, const char *lang, struct db_rows *rows) MUST_USE;

/* The rules of the statuses that these rows have: what such rows are shown by needs no further statement. */
struct suggestion_rules suggestion_rules_of(const struct db_rows *rows);

#endif
