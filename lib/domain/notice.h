/*
 * Notices in the portal: what happened to a person's tickets, companies and account, and to what he follows,
 * since he last looked. A notice names rows, never words: who reads the list sees of a ticket, a topic or a
 * suggestion only what he may still see.
 *
 * account.notice_count is how many he has not seen. A ticket, a topic or a suggestion has one unseen notice
 * at most: a newer one settles the one before.
 */
#ifndef PORTICO_DOMAIN_NOTICE_H
#define PORTICO_DOMAIN_NOTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/notify.h"
#include "domain/ticket_list.h"
#include "io/db.h"

struct notice_new {
	int64_t account_id;
	enum notify_event event;
	int64_t ticket_id;                        /* 0: none */
	int64_t company_id;                       /* 0: none */
	int64_t topic_id, post_id, suggestion_id; /* 0: none */
	const char *detail; /* a word of ours: which security event; NULL or "" for none */
	int64_t now;
};

/* Adds one if the account is active and wants such notices, in the caller's transaction. RC_DB, RC_RETRY. */
enum rc notice_add(struct db *db, const struct notice_new *notice) MUST_USE;

struct notice {
	int64_t id;
	const char *event; /* a word of notify.h */
	const char *detail;
	bool seen;
	int64_t created_at;
	int64_t ticket_id; /* 0: none */
	int64_t number;    /* of the ticket */
	const char *subject;
	const char *state;
	int64_t company_id; /* 0: none */
	const char *company;

	/* of the ticket, for struct ticket_rights */
	int64_t requester_id, ticket_company_id;
	bool member_owner, participant;
	const char *member_rights; /* NULL: no member */

	/* of the community: a topic of the forum, with a post or without, or a suggestion */
	int64_t topic_id, post_id, suggestion_id; /* 0: none */
	const char *title, *thing_state, *status; /* of the topic or suggestion; NULL: it is gone */
	const char
	        *status_name; /* as the management has named it in the reader's language; NULL: it has not */
	int64_t thing_author_id;
	const char *post_state; /* NULL: no post, or it is gone */
	int64_t post_author_id;
	const char *audience; /* of the category or board, see audience.h */
	bool belongs;
};

/* The account's notices, newest first, at most `most` struct notice. The place goes by id alone. *more: there
 * are further ones in the direction of reading. One statement. */
enum rc notice_list(struct db *db, struct arena *arena, int64_t account_id, const char *lang,
        struct list_place place, size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* One of the account's own. RC_NOT_FOUND, RC_DB. */
enum rc notice_find(
        struct db *db, struct arena *arena, int64_t account_id, int64_t id, struct notice *notice) MUST_USE;

/* Notes that he has seen one, or all up to `last_id`, and counts anew. In the caller's transaction. */
enum rc notice_seen(struct db *db, int64_t account_id, int64_t id) MUST_USE;
enum rc notice_seen_all(struct db *db, int64_t account_id, int64_t last_id) MUST_USE;

/* The same for what a ticket's page shows: one statement, allowed anywhere. Ask it only where ticket.noticed
 * says so. */
enum rc notice_seen_ticket(struct db *db, int64_t account_id, int64_t ticket_id) MUST_USE;
enum rc notice_seen_topic(struct db *db, int64_t account_id, int64_t topic_id) MUST_USE;
enum rc notice_seen_suggestion(struct db *db, int64_t account_id, int64_t suggestion_id) MUST_USE;

/* Deletes up to `most` that were seen and made before `before`. */
enum rc notice_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
