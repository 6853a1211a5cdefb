/*
 * What is said and done in a ticket, in order. Customers' lists are queries of their own that cannot see
 * notes (ACL-06).
 */
#ifndef PORTICO_DOMAIN_MESSAGE_H
#define PORTICO_DOMAIN_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct message {
	int64_t id;
	const char *kind; /* public | note | event */
	int64_t author_id;
	const char *author; /* name; NULL: the system */
	bool by_staff;
	const char *event;    /* of an event: state | reopened | closed | added | removed, and for staff only:
	                         assignee | priority | team | idea */
	const char *event_to; /* the new state, reason, name, priority or team; of added and removed the
	                         account's id, see participant.h */
	const char *body;     /* Markdown as written, where there is no html; else "" */
	const char *html;     /* safe; NULL of an event, and of a text that is shown as it was typed */
	int32_t markup_version; /* that html was made by; 0: none */
	int32_t files;
	int64_t created_at;
};

/* The newest messages before id `before` (0: the newest of all), oldest first: as many as fit a page.
 * *earlier: there are older ones. For customers: neither notes nor staff's own events. */
enum rc message_list_public(struct db *db, struct arena *arena, int64_t ticket_id, int64_t before,
        struct db_rows *messages, bool *earlier) MUST_USE;

/* The same for staff: everything. */
enum rc message_list_all(struct db *db, struct arena *arena, int64_t ticket_id, int64_t before,
        struct db_rows *messages, bool *earlier) MUST_USE;

/* One public message, with its Markdown; html is not set. RC_NOT_FOUND. */
enum rc message_find_answer(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t id, struct message *answer) MUST_USE;

/* True if files came with one of the messages. */
bool message_any_files(const struct db_rows *messages);

/* The page's form of what somebody wrote. *html is NULL if it must be shown as it was typed. RC_NO_MEMORY. */
enum rc message_render(struct arena *arena, const char *body, const char **html) MUST_USE;

struct message_new {
	int64_t ticket_id;
	const char *kind;
	int64_t author_id; /* 0: the system */
	bool by_staff;
	const char *event, *event_to; /* NULL for none */
	const char *body;             /* NULL for none */
	const char *html;             /* of message_render; NULL for none */
	size_t files;
	int64_t now;
};

/* In the caller's transaction. RC_RETRY also if the author was deleted or merged into another account since
 * the request began: run again, it knows. */
enum rc message_add(struct db *db, const struct message_new *message, int64_t *id) MUST_USE;

/* Gives a message another text: when its author, or somebody named in it, was deleted. An event's is shown as
 * it was typed. In the caller's transaction. */
enum rc message_rewrite(
        struct db *db, struct arena *arena, int64_t id, const char *kind, const char *body) MUST_USE;

#endif
