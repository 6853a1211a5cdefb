/*
 * Two accounts of one person become one. What belongs to the person moves to the account that is kept:
 * tickets, messages, files, companies (with the rights of both), teams, notices, choices, and the community:
 * texts, likes, votes, follows, groups, each once where both had them. Address, password,
 * second factor, role, settings and picture of the kept one stay, those of the other go; the other is left as
 * a deleted account without name and address, and its address is free.
 */
#ifndef PORTICO_DOMAIN_PERSON_MERGE_H
#define PORTICO_DOMAIN_PERSON_MERGE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/person.h"
#include "io/db.h"

/* What would move; each stops at LIMIT_COUNT. */
struct merge_preview {
	int64_t ticket_count, message_count, file_count, participant_count;
	int64_t company_count, team_count, notice_count, choice_count;
	int64_t assigned_count; /* tickets that the other works on as an agent */
	int64_t post_count, like_count, suggestion_count, comment_count, vote_count, follow_count,
	        group_count;
};

/* One statement. */
enum rc person_merge_preview(
        struct db *db, struct arena *arena, int64_t other_id, struct merge_preview *preview) MUST_USE;

/* Locks both, always in the same order, so that two who merge at once wait for each other. RC_NOT_FOUND if
 * one is gone or deleted. In the caller's transaction. */
enum rc person_lock_both(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id,
        struct person *kept, struct person *other) MUST_USE;

/* Moves everything, in the caller's transaction, on persons locked by person_lock_both; writes the audit row
 * and a mail to each address. RC_INVALID: the kept one is no account that can be signed in to, while the
 * other is. RC_CONFLICT: the other is the last administrator. */
enum rc person_merge(struct db *db, struct arena *arena, const struct person *kept,
        const struct person *other, int64_t actor_id, int64_t now) MUST_USE;

#endif
