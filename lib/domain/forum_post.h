/*
 * Posts: the question of a topic and what is answered to it, each at a place of its own that is never given
 * twice. Pages of a topic are cut by places, so the last page costs what the first one does.
 *
 * forum_post_add and forum_post_set_state are the only places where a post appears or goes: they keep the
 * topic's counters, the authors' trust, the followers and the search right.
 */
#ifndef PORTICO_DOMAIN_FORUM_POST_H
#define PORTICO_DOMAIN_FORUM_POST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/forum_topic.h"
#include "io/db.h"
#include "io/form.h"

struct forum_post {
	int64_t id;
	int64_t topic_id;
	int32_t place;        /* 1: the question */
	int64_t parent_id;    /* the post that it answers; 0: none */
	int32_t parent_place; /* of a list; 0: none, or it is not open */
	const char *parent;   /* of a list: who wrote that one; NULL: none */
	int64_t author_id;    /* 0: somebody without an account here */
	const char *author;   /* his name */
	int32_t level;        /* enum trust_level of the author */
	bool by_staff;
	const char *state;  /* open | held | hidden | deleted | note (for staff alone) */
	const char *body;   /* as typed; of a list "" where html is there */
	const char *format; /* markdown | text */
	const char *html;   /* safe; NULL: the renderer gave up, show the body as typed */
	int32_t like_count, edit_count;
	int32_t flag_count; /* of one post */
	bool files;         /* of a list: it has some */
	int64_t edited_at;  /* 0: never */
	int64_t created_at;
	bool liked;    /* by the reader */
	bool imported; /* taken in from elsewhere: a name without an account is unclaimed, not a guest's */
};

/* The page's form of what somebody wrote. `format`: markdown, or text for a mail that was taken in
 * (io/plaintext.h renders it; an edit keeps the format). *html is NULL if it must be shown as it was typed.
 * RC_NO_MEMORY. */
enum rc forum_post_render(
        struct arena *arena, const char *format, const char *body, const char **html) MUST_USE;

/* Posts at places from .. to of a topic that the reader may see, in order: struct forum_post. What he may not
 * see is left out. One statement, and one if some answer a post outside these places. RC_DB, RC_NO_MEMORY. */
enum rc forum_post_list(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, int32_t from, int32_t to, struct db_rows *rows) MUST_USE;

/* The accepted answer: one of these rows of forum_post_list, else it is read besides. accepted->id 0: there
 * is none, or it is not open. RC_DB, RC_NO_MEMORY. */
enum rc forum_post_accepted(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct account *who, const struct db_rows *rows, struct forum_post *accepted) MUST_USE;

/* One post with its Markdown, of a topic that the caller has found. RC_NOT_FOUND also when the reader may not
 * see it. One statement. RC_DB, RC_NO_MEMORY. */
enum rc forum_post_read(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_post *post) MUST_USE;

/* The same, and its topic as forum_topic_find has it: RC_NOT_FOUND also when the reader may not see
 * one of them. Two statements. RC_DB, RC_NO_MEMORY. */
enum rc forum_post_find(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_post *post, struct forum_topic *topic) MUST_USE;

/* The same, both locked until the end of the caller's transaction (the topic first). RC_RETRY. */
enum rc forum_post_lock(struct db *db, struct arena *arena, const struct forum_reader *reader, int64_t id,
        struct forum_post *post, struct forum_topic *topic) MUST_USE;

/* --- writing --------------------------------------------------------------------------------- */

struct forum_post_new {
	const struct account *who; /* id 0: somebody without an account */
	const char *author_name;   /* of whom has none */
	int64_t parent_id;         /* a post of the same topic; 0: none */
	const char *body;
	bool note;                     /* of staff, for staff alone */
	const char *held_for;          /* of trust_judge: "" appears at once; unused of a note */
	const struct form_file *files; /* NULL: none */
	int64_t now;
};

/* Adds a post to a topic that is locked, or that the same transaction has just made (then it is the first
 * one, and the topic takes its state). What is open counts at once, its author follows, followers are told.
 * In the caller's transaction. RC_IO (spool), RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc forum_post_add(struct db *db, struct arena *arena, int64_t topic_id,
        const struct forum_post_new *post, int64_t *id) MUST_USE;

/* Judges and adds a reply of `who`: *state open, held or note. RC_LIMITED and RC_DENIED of trust_judge. In
 * the caller's transaction, after forum_topic_lock and forum_topic_takes. */
enum rc forum_post_reply(struct db *db, struct arena *arena, const struct forum_topic *topic,
        const struct forum_post_new *post, int64_t *id, const char **state) MUST_USE;

/* Gives a post another state (open | held | hidden | deleted), and the topic if it is its first; notes are
 * only deleted. `held_for` stays with a post that is held or hidden: guest | new | links | flags | moderator,
 * "" keeps what is there. What opens for the first time is told to followers; what goes takes its counters,
 * trust and acceptance along. The same state again: RC_OK and nothing done. `who` is noted in the audit log;
 * id 0: the system (flags). Locks topic and post itself. RC_NOT_FOUND, RC_INVALID for another change, RC_DB,
 * RC_RETRY. */
enum rc forum_post_set_state(struct db *db, struct arena *arena, int64_t id, const char *state,
        const char *held_for, const struct account *who, int64_t now) MUST_USE;

#endif
