/*
 * The desk's pages and what they share. A ticket that the agent does not see is missing for him, on every
 * address.
 */
#ifndef PORTICO_DESK_H
#define PORTICO_DESK_H

#include <stddef.h>

#include "domain/access.h"
#include "domain/queue.h"
#include "domain/ticket.h"
#include "web/request.h"

/* What may be asked of a ticket: may_work_ticket, may_reply_ticket … */
typedef bool desk_right(const struct account *who, const struct ticket_rights *ticket);

/* `path` with the number for {1}. */
const char *ticket_url(struct request *request, const char *path, int64_t number);

/* The views beside each page: those of the queue, then what the community has to do; counts NULL: without.
 * `current`: one of the queue's, VIEW_FORUM, VIEW_MODERATION (moderators alone have it), or VIEWS: none.
 * `team`: the part of the queue as the links keep it, "" for all. */
enum { QUEUES = 5, VIEW_FORUM = QUEUES, VIEW_MODERATION, VIEWS };
struct forum_waiting_counts;
void show_community_counts(struct request *request, const struct forum_waiting_counts *counts);
void show_views(struct request *request, const struct queue_counts *counts, size_t current, const char *team);

/* queue.c */
enum rc queue_page(struct request *request);

/* ticket.c */
enum rc ticket_page(struct request *request);

/* The ticket's page once more, with what is wrong. */
enum rc show_again(struct request *request);

/* The same of a form that has none of the reply's fields. */
enum rc show_with_error(struct request *request);

/* The same after somebody else changed the facts meanwhile: both sides are shown. */
struct ticket_facts;
enum rc show_conflict(struct request *request, const struct ticket_facts *wanted);

/* act.c */
enum rc reply(struct request *request);
enum rc update(struct request *request);

/* forum.c */
enum rc forum_page(struct request *request);

/* moderation.c */
enum rc moderation_page(struct request *request);
enum rc moderation_do(struct request *request);

/* topics.c */
enum rc change_topics(struct request *request);

/* idea.c */
enum rc idea_page(struct request *request);
enum rc idea_vote(struct request *request);

/* people.c */
enum rc people_page(struct request *request);
enum rc add_person(struct request *request);
enum rc remove_person(struct request *request);

/* The ticket of the address, locked, if the agent has the right to it. RC_NOT_FOUND, RC_DB, RC_RETRY. */
enum rc lock_ticket(struct request *request, desk_right *right, struct ticket *ticket) MUST_USE;

#endif
