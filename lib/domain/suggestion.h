/*
 * A suggestion: what somebody wishes, who else wishes it, and what the firm says to it.
 *
 * state is open | held (for moderation) | hidden | deleted; status is what the firm makes of it, see
 * suggestion_status.h. One that was merged into another has the status duplicate and names it in merged_id:
 * its votes and followers are the other's, its page stays. Chains do not occur.
 *
 * Counters (vote_count, comment_count, heat, and what trust.h counts) change with the rows they count, in the
 * same transaction, on a suggestion that suggestion_lock has locked; whoever locks two does it in the order
 * of their ids. Functions that change something run inside the caller's transaction and may run again. Rights
 * are the caller's to ask (suggestion_is_readable, access.h).
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_H
#define PORTICO_DOMAIN_SUGGESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/suggestion_board.h"
#include "io/db.h"

struct suggestion {
	int64_t id;
	int64_t board_id;
	const char *board, *board_slug, *colour; /* its name in the language that was asked for */
	const char *audience;                    /* the board's own */
	int64_t audience_id;
	bool belongs;       /* who looks is in that company or group */
	int64_t author_id;  /* 0: somebody without an account here */
	const char *author; /* his name, as far as it is known */
	const char *author_role;
	const char *title;
	const char *body; /* Markdown as written */
	const char *html; /* safe; NULL: to be shown as it was typed */
	const char *lang, *industry;
	const char *state, *held_for;
	const char *status;
	int64_t status_at;
	int64_t merged_id; /* 0: none */
	int32_t vote_count, comment_count;
	double heat;
	bool votes_open;    /* ideas of its status can be voted for, see suggestion_rule.h */
	bool voted;         /* who looks has voted for it */
	const char *follow; /* how who looks hears of it, see follow.h; NULL: he does not follow it */
	bool author_voted;  /* the author has */
	int64_t topic_id, ticket_id; /* that it was made of; 0: none */
	int64_t ticket_number;
	int32_t version; /* of what the author edits */
	int64_t created_at, updated_at;
	const char *tags;   /* one a line; NULL: none */
	bool in_forum;      /* topics of the forum lead to it, whoever may read them */
	const char *topics; /* open ones of the forum that lead to it and that who looks may read, at most
	                       LIMIT_SIMILAR: each a line of id, space, title; NULL: none */

	/* of the one that it was merged into; NULL and 0 without one */
	const char *merged_title, *merged_audience, *merged_state;
	int64_t merged_audience_id, merged_author_id;
	bool merged_belongs;
};

/* Whether he may see it: the board's audience and the state. */
bool suggestion_is_readable(const struct account *who, const struct suggestion *suggestion);

/* Whether he may see the one that it was merged into. */
bool suggestion_is_target_readable(const struct account *who, const struct suggestion *suggestion);

/* Votes count: it is open, not merged, and its status takes votes. */
bool suggestion_takes_votes(const struct suggestion *suggestion);

/* Takes comments: open and not merged. */
bool suggestion_takes_comments(const struct suggestion *suggestion);

/* The author while nobody else has voted and it has not ended; moderators at any time. */
bool suggestion_may_edit(const struct account *who, const struct suggestion *suggestion);

/* As the account who_id stands to it, texts of the board in `lang`. One statement; one more each for a board
 * of a company or group, for a merged one, for one with topics in the forum. RC_NOT_FOUND, RC_DB. */
enum rc suggestion_find(struct db *db, struct arena *arena, int64_t id, int64_t who_id, const char *lang,
        struct suggestion *suggestion) MUST_USE;

/* The same inside a transaction: nobody else changes it until the end. RC_RETRY, also if its status changed
 * since the transaction began: what goes with it must be read anew. */
enum rc suggestion_lock(struct db *db, struct arena *arena, int64_t id, int64_t who_id, const char *lang,
        struct suggestion *suggestion) MUST_USE;

/* Makes *html of a Markdown text; NULL if it must be shown as it was typed. RC_NO_MEMORY. */
enum rc suggestion_render(struct arena *arena, const char *body, const char **html) MUST_USE;

/* --- writing --------------------------------------------------------------------------------- */

struct suggestion_draft {
	const struct suggestion_board *board; /* whose audience the caller has asked */
	const struct account *author;         /* id 0: a guest */
	const char *author_name;              /* of a guest */
	const char *title, *body;
	const char *tags;            /* with commas between; "" or NULL: none */
	const char *lang;            /* that it was written in */
	const char *industry;        /* the author's; NULL: his profile's is asked */
	int64_t topic_id, ticket_id; /* that it is made of; 0: none */
	int64_t now;
};

/* Proposes it: held or open as trust.h judges; open at once, counters, followers and search know of it. Its
 * author follows it and has voted for it. *held: it waits for a moderator. RC_LIMITED, RC_DENIED as
 * trust_judge; RC_INVALID: the tags are too many or too long (nothing was written). */
enum rc suggestion_add(struct db *db, struct arena *arena, const struct suggestion_draft *draft, int64_t *id,
        bool *held) MUST_USE;

struct suggestion_edit {
	const char *title, *body, *tags;
	int32_t version; /* that the form saw */
	int64_t now;
};

/* A newcomer's links hold it again. RC_CONFLICT: changed since; RC_INVALID: tags; RC_DENIED of trust_judge.
 * Audited if it is another's. */
enum rc suggestion_change(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion *locked, const struct suggestion_edit *edit) MUST_USE;

/* Puts it on another board, whose audience it has from now on. Audited. */
enum rc suggestion_move(struct db *db, const struct account *who, const struct suggestion *locked,
        const struct suggestion_board *board, int64_t now) MUST_USE;

/* --- moderation ------------------------------------------------------------------------------ */

/* The only place that opens, holds, hides and deletes: the author's counters, followers of the board (once,
 * when what was held opens), and the search. The same state: RC_OK and nothing done. held_for: why it is held
 * or hidden (guest | new | links | flags | moderator), "" when it opens. Audit is the caller's. */
enum rc suggestion_set_state(struct db *db, struct arena *arena, const struct suggestion *locked,
        const char *state, const char *held_for, int64_t now) MUST_USE;

/* --- for its neighbours ---------------------------------------------------------------------- */

/* Adds votes and comments that came or went to the row's counters: `votes` and `comments` are +1, 0 or -1, of
 * an act at `when`. On a locked one. */
enum rc suggestion_count(struct db *db, struct arena *arena, const struct suggestion *locked, int votes,
        int comments, int64_t when) MUST_USE;

/* Makes vote_count, comment_count and heat anew of the rows. On a locked one. */
enum rc suggestion_recount(struct db *db, struct arena *arena, int64_t id, int64_t now) MUST_USE;

#endif
