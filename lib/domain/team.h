/*
 * Teams of agents. A ticket of a team stands in the queue of its members (and of those who see all tickets);
 * a topic that routes to a team gives it its new tickets.
 */
#ifndef PORTICO_DOMAIN_TEAM_H
#define PORTICO_DOMAIN_TEAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

struct team {
	int64_t id;
	const char *name;
	int32_t version;
	int64_t created_at;
	int64_t member_count, topic_count;
	int64_t ticket_count; /* that stand in its queue, ended ones too; stops at LIMIT_COUNT */
};

struct team_person { /* member, or somebody who could be one */
	int64_t id;
	const char *name, *mail, *role, *state;
};

struct team_topic {
	int64_t id;
	const char *name;
	int64_t team_id; /* where its tickets go; 0: to every agent */
	const char *team;
};

/* At most `most` struct team in order, without ticket_count; see named_list. */
enum rc team_list(struct db *db, struct arena *arena, const struct named_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

enum rc team_by_id(struct db *db, struct arena *arena, int64_t id, struct team *team) MUST_USE;

/* The same, locked until the end of the caller's transaction. */
enum rc team_lock(struct db *db, struct arena *arena, int64_t id, struct team *team) MUST_USE;

/* Members by name, at most LIMIT_AGENTS struct team_person. */
enum rc team_members(struct db *db, struct arena *arena, int64_t team_id, struct db_rows *rows) MUST_USE;

/* Active staff who are not in it, by name, at most LIMIT_AGENTS struct team_person. */
enum rc team_candidates(struct db *db, struct arena *arena, int64_t team_id, struct db_rows *rows) MUST_USE;

/* All active topics in order, names in `lang`, at most 100 struct team_topic. */
enum rc team_topics(struct db *db, struct arena *arena, const char *lang, struct db_rows *rows) MUST_USE;

/* All that follow run in the caller's transaction and are audited as acts of `who`. */

/* RC_CONFLICT: the name is taken; RC_LIMITED: there are LIMIT_TEAMS. */
enum rc team_add(struct db *db, struct arena *arena, const struct account *who, const char *name, int64_t now,
        int64_t *id) MUST_USE;

/* `version` is what the form saw. RC_INVALID: changed since; RC_CONFLICT: the name is taken. */
enum rc team_rename(struct db *db, struct arena *arena, const struct account *who, const struct team *locked,
        const char *name, int32_t version, int64_t now) MUST_USE;

/* Its tickets and topics fall back to every agent. */
enum rc team_delete(
        struct db *db, const struct account *who, const struct team *locked, int64_t now) MUST_USE;

/* RC_INVALID: no active staff. RC_OK also when he is a member already. */
enum rc team_add_member(struct db *db, struct arena *arena, const struct account *who,
        const struct team *locked, int64_t account_id, int64_t now) MUST_USE;

/* RC_OK also when he is none. */
enum rc team_remove_member(struct db *db, const struct account *who, const struct team *locked,
        int64_t account_id, int64_t now) MUST_USE;

/* New tickets of the topic go to the team. RC_INVALID: no such topic. */
enum rc team_add_topic(struct db *db, struct arena *arena, const struct account *who,
        const struct team *locked, int64_t topic_id, int64_t now) MUST_USE;

/* New tickets of the topic go to every agent; RC_OK also when it routes elsewhere. */
enum rc team_remove_topic(struct db *db, const struct account *who, const struct team *locked,
        int64_t topic_id, int64_t now) MUST_USE;

#endif
