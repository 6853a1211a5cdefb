/*
 * What people say to a suggestion, oldest first. A comment of state note is for staff.
 */
#ifndef PORTICO_DOMAIN_SUGGESTION_COMMENT_H
#define PORTICO_DOMAIN_SUGGESTION_COMMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/suggestion.h"
#include "domain/ticket_list.h"
#include "io/db.h"

struct suggestion_comment {
	int64_t id;
	int64_t suggestion_id;
	int64_t author_id;  /* 0: a guest, or somebody without an account here */
	const char *author; /* his name */
	bool by_staff;
	const char *state;    /* open | held | hidden | deleted | note */
	const char *held_for; /* see suggestion_set_state */
	const char *body, *html;
	int64_t created_at;
};

/* A page of those that `who` may see (his own while they wait; staff notes for staff; what is hidden and
 * deleted for moderators), oldest first: at most `most` struct suggestion_comment. place: id in both parts.
 * One statement. */
enum rc suggestion_comment_list(struct db *db, struct arena *arena, const struct account *who,
        int64_t suggestion_id, const struct list_place *place, size_t most, struct db_rows *rows,
        bool *more) MUST_USE;

/* RC_NOT_FOUND. */
enum rc suggestion_comment_find(
        struct db *db, struct arena *arena, int64_t id, struct suggestion_comment *comment) MUST_USE;

struct suggestion_comment_draft {
	const struct account *author; /* id 0: a guest */
	const char *author_name;      /* of a guest */
	const char *body;
	bool note; /* for staff alone: the author is staff */
	int64_t now;
};

/* Adds one to a locked suggestion: held or open as trust.h judges. Its author follows the suggestion. *held:
 * it waits for a moderator. RC_LIMITED, RC_DENIED as trust_judge. */
enum rc suggestion_comment_add(struct db *db, struct arena *arena, const struct suggestion *locked,
        const struct suggestion_comment_draft *draft, int64_t *id, bool *held) MUST_USE;

/* The only place that opens, holds, hides and deletes comments: counters of the suggestion and of the author.
 * Locks the suggestion itself. The same state: RC_OK; RC_INVALID: a note can only be deleted, and stays so.
 * Audit is the caller's. */
enum rc suggestion_comment_set_state(struct db *db, struct arena *arena, int64_t id, const char *state,
        const char *held_for, int64_t now) MUST_USE;

/* A deleted one that had been written for staff alone: nobody shows it again. */
bool suggestion_comment_is_gone_note(const struct suggestion_comment *comment);

#endif
