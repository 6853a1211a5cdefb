/*
 * Topics and what was made of them, in pages: links on the topic's page, topics beside a ticket.
 */
#ifndef PORTICO_WEB_SHOW_TURN_H
#define PORTICO_WEB_SHOW_TURN_H

#include "domain/forum_turn.h"
#include "domain/ticket.h"
#include "web/request.h"

/* Where the thing is that was made of the topic; NULL: there is none. One statement for a ticket. RC_DB. */
enum rc turn_made_url(struct request *request, const struct forum_topic *topic, enum forum_turn turn,
        const char **made) MUST_USE;

/* Made.N.url .icon .text for the macro made_links: what the reader may know of; Turns.N.url .icon .text for
 * staff: what else may be made. One statement if the topic has a ticket. RC_DB. */
enum rc show_topic_turns(struct request *request, const struct forum_topic *topic) MUST_USE;

/* SeeAlso.N.url .title .solved .origin .id for the macro see_also: topics beside a ticket that its reader may
 * read. One statement, of a ticket that has to do with the community at all. RC_DB. */
enum rc show_ticket_topics(struct request *request, const struct ticket *ticket) MUST_USE;

#endif
