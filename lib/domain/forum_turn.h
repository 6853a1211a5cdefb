/*
 * What else is made of a topic: a ticket for who asked, a suggestion in his name, the draft of an article;
 * and the topics that an agent shows in a ticket. Only what everyone reads in the topic is taken: the open
 * question, of an article also the accepted answer; where others will read it, names of those who wrote,
 * addresses and long numbers are masked (base/mask.h).
 */
#ifndef PORTICO_DOMAIN_FORUM_TURN_H
#define PORTICO_DOMAIN_FORUM_TURN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/audience.h"
#include "domain/forum_topic.h"
#include "domain/suggestion_board.h"
#include "io/db.h"

enum forum_turn { TURN_TICKET, TURN_SUGGESTION, TURN_ARTICLE };

struct forum_turn_text { /* what is taken: exactly what the preview shows */
	const char *title;
	const char *body; /* Markdown */
};

/* What a topic gives for it; in an article a line stands between the question and the answer. RC_NOT_FOUND:
 * the question is not open. Two statements. RC_DB, RC_NO_MEMORY. */
enum rc forum_turn_text(struct db *db, struct arena *arena, const struct forum_topic *topic,
        enum forum_turn turn, struct forum_turn_text *text) MUST_USE;

/* Who gets the ticket. RC_NOT_FOUND: he has no account, or may not sign in. One statement. */
enum rc forum_turn_asker(
        struct db *db, struct arena *arena, const struct forum_topic *topic, struct account *asker) MUST_USE;

/* The acts: on a locked topic that is open and has none of its kind yet, in the caller's transaction, audited
 * as acts of `who`. */

/* RC_NOT_FOUND as forum_turn_asker; the rest as ticket_open. */
enum rc forum_turn_ticket(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct forum_turn_text *text, int64_t now, int64_t *number) MUST_USE;

/* With his vote, and open at once. `board` takes suggestions. RC_LIMITED, RC_DENIED: he may not propose now.
 */
enum rc forum_turn_suggestion(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct suggestion_board *board, const struct forum_turn_text *text,
        int64_t now, int64_t *id) MUST_USE;

/* Leads to a suggestion that is there: RC_NOT_FOUND: `who` may not see it; RC_CONFLICT: it is not open, or
 * was merged. It shows the topic to whoever may read that, as the topic shows it. */
enum rc forum_turn_link(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, int64_t suggestion_id, int64_t now) MUST_USE;

/* Visible to staff alone. RC_INVALID, RC_TOO_LARGE as article_import. */
enum rc forum_turn_article(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const char *category_slug, const struct forum_turn_text *text, int64_t now,
        const char **slug) MUST_USE;

/* The number of a ticket; 0 if it is gone. One statement. */
enum rc forum_turn_ticket_number(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t *number) MUST_USE;

/* --- topics beside a ticket ------------------------------------------------------------------ */

struct ticket_topic {
	int64_t id; /* of the topic */
	const char *title;
	bool solved;
	bool origin; /* the ticket was made of it */
};

/* Those that the reader may read, at most LIMIT_TICKET_TOPICS: struct ticket_topic. One statement. */
enum rc ticket_topic_list(struct db *db, struct arena *arena, const struct audience_reader *reader,
        int64_t ticket_id, struct db_rows *rows) MUST_USE;

/* Shows a topic beside a ticket, or no longer. In the caller's transaction, on a locked ticket, audited.
 * RC_LIMITED past LIMIT_TICKET_TOPICS, RC_DB, RC_RETRY. What stands so already: RC_OK. */
enum rc ticket_topic_add(struct db *db, struct arena *arena, int64_t ticket_id, int64_t topic_id,
        const struct account *who, int64_t now) MUST_USE;
enum rc ticket_topic_remove(
        struct db *db, int64_t ticket_id, int64_t topic_id, const struct account *who, int64_t now) MUST_USE;

#endif
