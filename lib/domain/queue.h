/*
 * The agents' lists of tickets. Who does not see every team's tickets sees those of his own teams, of no
 * team, and those assigned to him: lists, counts and searches ask as may_work_ticket does, in queries of
 * their own.
 */
#ifndef PORTICO_DOMAIN_QUEUE_H
#define PORTICO_DOMAIN_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/ticket_list.h"
#include "io/db.h"

enum queue { QUEUE_MINE, QUEUE_UNASSIGNED, QUEUE_OPEN, QUEUE_WAITING, QUEUE_SOLVED };

struct queue_row {
	int64_t id;
	int64_t number;
	const char *subject;
	const char *state;
	const char *priority;
	const char *requester;
	const char *assignee; /* NULL: nobody */
	const char *team;     /* NULL: none */
	bool last_by_staff;
	const char *last_name;
	int64_t created_at, activity_at;
};

struct queue_counts { /* each stops at LIMIT_COUNT; one that did may have fallen below it ten seconds ago */
	int64_t mine_count, unassigned_count, open_count, waiting_count, solved_count;
	const char *company; /* with a company in the filter: its name; NULL: there is none of that id */
};

struct queue_team {
	int64_t id;
	const char *name;
	bool own; /* the agent belongs to it */
};

/* What a member of staff sees. */
struct queue_sight {
	int64_t agent_id;
	bool all;           /* every team's */
	const char *teams;  /* else the ids of his own, "3,8" */
	struct db_rows own; /* struct queue_team that he may look at, by name */
};

/* Reads it, at most LIMIT_TEAMS teams. One statement. RC_DB, RC_NO_MEMORY. */
enum rc queue_sight(
        struct db *db, struct arena *arena, const struct account *who, struct queue_sight *sight) MUST_USE;

enum queue_part { /* of what he sees */
	QUEUE_PART_ALL,
	QUEUE_PART_TEAM,   /* one team's */
	QUEUE_PART_NO_TEAM /* those of no team */
};

struct queue_filter {
	enum queue queue;
	enum queue_part part;
	int64_t team_id;    /* of QUEUE_PART_TEAM: one of sight.own */
	int64_t company_id; /* only tickets filed for it; 0: all */
	bool newest_first;
	struct list_place place;
};

/* Open tickets of the agent, of nobody, of all; waiting; solved and closed. At most `most` struct queue_row
 * by activity. *more: further ones in the direction of reading. */
enum rc queue_list(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* Of the filter's part and company; queue, order and place do not matter. One statement. */
enum rc queue_counts(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, struct queue_counts *counts) MUST_USE;

/* The newest tickets that a number, a mail address, or words of subject and description find: at most `most`.
 */
enum rc queue_search(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct language *language, const char *search, size_t most, struct db_rows *rows,
        bool *more) MUST_USE;

#endif
