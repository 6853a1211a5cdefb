/*
 * Files of messages and posts, kept in the database in pieces of LIMIT_FILE_CHUNK. They are written in the
 * transaction of their message or post and read piece by piece: none is ever whole in memory. Addresses carry
 * 128 random bits and still ask for rights.
 */
#ifndef PORTICO_DOMAIN_ATTACHMENT_H
#define PORTICO_DOMAIN_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/access.h"
#include "io/db.h"
#include "io/form.h"

#define ATTACHMENT_ID 16 /* bytes of a public id */

struct attachment {
	int64_t id;
	int64_t message_id; /* 0: of a post */
	int64_t post_id;
	struct bytes public_id;
	const char *name;
	const char *type; /* by content, from our own list */
	int64_t size;

	/* filled by attachment_find only */
	bool in_note;
	int64_t ticket_id, requester_id, company_id, team_id, assignee_id;
	const char *member_rights; /* as in struct ticket */
	bool member_owner, participant, in_team;

	/* filled by attachment_find_post only: of the post, its topic and its category */
	const char *state, *topic_state, *audience;
	int64_t author_id, topic_author_id;
	bool belongs; /* the reader is in the audience's company or group */
};

/* Files of the posts at places from .. to of a topic, struct attachment. */
enum rc attachment_list_posts(struct db *db, struct arena *arena, int64_t topic_id, int32_t from, int32_t to,
        struct db_rows *files) MUST_USE;

/* Files of the ticket's messages with ids from `first` on, struct attachment. For customers: none of notes.
 */
enum rc attachment_list_public(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t first, struct db_rows *files) MUST_USE;
enum rc attachment_list_all(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t first, struct db_rows *files) MUST_USE;

/* With its ticket as the account who_id stands to it. RC_NOT_FOUND, RC_DB. */
enum rc attachment_find(struct db *db, struct arena *arena, const uint8_t public_id[ATTACHMENT_ID],
        int64_t who_id, struct attachment *file) MUST_USE;

/* A file of a post, with its category as the account who_id stands to it. RC_NOT_FOUND, RC_DB. */
enum rc attachment_find_post(struct db *db, struct arena *arena, const uint8_t public_id[ATTACHMENT_ID],
        int64_t who_id, struct attachment *file) MUST_USE;

/* Whether a post's file may be read: as its post, topic and category. */
bool attachment_may_read_post(const struct account *who, const struct attachment *file);

struct ticket_rights attachment_rights(const struct attachment *file);

/* Whether more files may come: RC_OK, RC_LIMITED (the day's bytes of the owner; 0: of all who are not signed
 * in together), RC_TOO_LARGE (the ticket's bytes; ticket_id 0: a new one), RC_DB. */
enum rc attachment_check(struct db *db, struct arena *arena, int64_t owner_id, int64_t ticket_id,
        const struct form_file *files, int64_t now) MUST_USE;

struct attachment_owner {
	int64_t ticket_id, message_id; /* of a ticket's message, or both 0 */
	int64_t post_id;               /* of a post in the forum, or 0 */
	int64_t owner_id;              /* 0: not signed in */
	int64_t now;
};

/* Keeps the files. Their descriptors stay open and untouched, so that it may run again. RC_IO, RC_DB,
 * RC_RETRY. */
enum rc attachment_add(struct db *db, struct arena *arena, const struct attachment_owner *owner,
        const struct form_file *files) MUST_USE;

size_t attachment_count(const struct form_file *files);

/* Hands the content to `take` piece by piece. RC_IO if pieces are missing, or what `take` answered. */
typedef enum rc attachment_take(void *context, const void *data, size_t length);
enum rc attachment_read(
        struct db *db, const struct attachment *file, attachment_take *take, void *context) MUST_USE;

#endif
