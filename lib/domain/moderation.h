/*
 * What waits for a moderator: held posts, posts that readers have flagged, held suggestions and comments.
 * Oldest first, each list by an index of its own, pages by key (the id).
 */
#ifndef PORTICO_DOMAIN_MODERATION_H
#define PORTICO_DOMAIN_MODERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

#define MODERATION_BLOCK_DAYS 30 /* that a declined author who is blocked with it may not write */

enum moderation_tab {
	MODERATION_POSTS,
	MODERATION_FLAGGED,
	MODERATION_SUGGESTIONS,
	MODERATION_COMMENTS,
	MODERATION__COUNT
};

struct moderation_counts { /* each stops at LIMIT_COUNT */
	int64_t post_count, flagged_count, suggestion_count, comment_count;
};

/* One statement. RC_DB, RC_NO_MEMORY. */
enum rc moderation_counts(struct db *db, struct arena *arena, struct moderation_counts *counts) MUST_USE;

struct moderation_row {
	int64_t id;       /* of the post, suggestion or comment */
	int64_t about_id; /* the topic, or the suggestion (its own) */
	const char *title;
	const char *place;  /* name of the category or board */
	bool question;      /* a topic's first post: the whole topic waits with it */
	int64_t author_id;  /* 0: a guest, or somebody without an account */
	const char *author; /* his name */
	int32_t level;      /* enum trust_level */
	int32_t text_count; /* posts and suggestions of his that are open */
	int32_t flagged;    /* posts of his that were flagged rightly */
	bool blocked;
	const char *state;       /* held; of what is flagged open or hidden */
	const char *held_for;    /* guest | new | links | flags | moderator; "" for none */
	const char *body, *html; /* html NULL: show the body as typed */
	const char *format;      /* markdown | text */
	int32_t markup_version;
	int32_t flag_count;
	int64_t created_at;
};

/* At most `most` struct moderation_row, names in `lang`. place: id alone. One statement. */
enum rc moderation_list(struct db *db, struct arena *arena, enum moderation_tab tab, const char *lang,
        struct list_place place, int64_t now, size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* One of them, while it waits. RC_NOT_FOUND: it does not wait (any more). */
enum rc moderation_find(struct db *db, struct arena *arena, enum moderation_tab tab, int64_t id,
        const char *lang, int64_t now, struct moderation_row *row) MUST_USE;

enum moderation_act {
	MODERATION_APPROVE, /* it appears; of what is flagged: it stays, the flags were wrong */
	MODERATION_DECLINE, /* it goes; of what is flagged: the flags were right */
	MODERATION_BLOCK,   /* the same, and its author may not write for MODERATION_BLOCK_DAYS */
	MODERATION_ACT__COUNT
};

/* Judges one thing as `who`, who may moderate: its state, the flags, the numbers of those concerned, the
 * audit log; the author gets a notice. *judged: false if somebody else was first, or it is gone. In the
 * caller's transaction. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc moderation_judge(struct db *db, struct arena *arena, const struct account *who,
        enum moderation_tab tab, int64_t id, enum moderation_act act, int64_t now, bool *judged) MUST_USE;

#endif
