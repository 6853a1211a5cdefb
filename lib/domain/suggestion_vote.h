/*
 * Votes: one a person (the row's key says so), withdrawn as often as one likes. With each stands for which
 * company and of which industry the voter was then, and who voted on his behalf out of which ticket.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_VOTE_H
#define PORTICO_DOMAIN_SUGGESTION_VOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/suggestion.h"
#include "domain/ticket_list.h"
#include "io/db.h"

struct suggestion_voter {
	int64_t account_id;
	int64_t company_id; /* for which he acts; 0: none */
	int64_t by_id;      /* staff who votes on his behalf; 0: he himself */
	int64_t ticket_id;  /* out of which; 0: none */
};

/* Votes or, with yes false, withdraws; what stands so already is RC_OK and changes nothing. Counters, the
 * voter's trust and his following move only with the row. *changed may be NULL. RC_CONFLICT: it takes no
 * votes (any more). On a locked one, which is not merged: suggestion_lock_voted finds that. */
enum rc suggestion_vote(struct db *db, struct arena *arena, const struct suggestion *locked,
        const struct suggestion_voter *voter, bool yes, int64_t now, bool *changed) MUST_USE;

/* The industry that counts with a vote: that of the company for which he acts, else his own; "" if neither is
 * told. Account 0: "". */
enum rc suggestion_voter_industry(struct db *db, struct arena *arena, int64_t account_id, int64_t company_id,
        const char **industry) MUST_USE;

/* Locks the one that votes for `id` go to: itself, or what it was merged into. Of it are read id, title,
 * author_id, audience, belongs, state, status, merged_id, the counts, heat and votes_open. One statement for
 * each merge. RC_NOT_FOUND: `who` may not read it, or what it was merged into. */
enum rc suggestion_lock_voted(struct db *db, struct arena *arena, int64_t id, const struct account *who,
        struct suggestion *suggestion) MUST_USE;

/* --- who voted, for staff -------------------------------------------------------------------- */

struct suggestion_vote_row {
	int64_t account_id;
	const char *name, *mail, *state; /* of the voter */
	int64_t company_id;
	const char *company; /* NULL: none */
	const char *industry;
	int64_t by_id;
	const char *by_name;   /* staff who voted on his behalf; NULL: he himself */
	int64_t ticket_number; /* 0: none */
	int64_t created_at;
};

/* Newest first, at most `most` struct suggestion_vote_row; place: (created_at, account_id). */
enum rc suggestion_vote_list(struct db *db, struct arena *arena, int64_t suggestion_id,
        const struct list_place *place, size_t most, struct db_rows *rows, bool *more) MUST_USE;

struct suggestion_vote_total {
	int64_t company_id; /* by company: 0: people without one */
	const char *name;   /* of the company, or the word of the industry; NULL or "": none */
	int64_t votes;
};

/* Votes by company or by industry, most first: at most LIMIT_VOTE_TOTALS struct suggestion_vote_total. */
enum rc suggestion_vote_by_company(
        struct db *db, struct arena *arena, int64_t suggestion_id, struct db_rows *rows) MUST_USE;
enum rc suggestion_vote_by_industry(
        struct db *db, struct arena *arena, int64_t suggestion_id, struct db_rows *rows) MUST_USE;

/* --- merging --------------------------------------------------------------------------------- */

/* How many votes the target would have. One statement. */
enum rc suggestion_merge_preview(
        struct db *db, struct arena *arena, int64_t old_id, int64_t target_id, int64_t *votes) MUST_USE;

/* Makes `old_id` a duplicate of `target_id`: its votes and followers become the target's, each person once;
 * comments stay; those that were merged into it go on to the target. Locks both itself, in order. Followers
 * are told, the change stands in the timeline; audited. RC_NOT_FOUND; RC_CONFLICT: one of them is merged
 * already, or they are one; RC_INVALID: one is not open. It cannot be taken back. */
enum rc suggestion_merge(struct db *db, struct arena *arena, const struct account *who, int64_t old_id,
        int64_t target_id, int64_t now) MUST_USE;

#endif
