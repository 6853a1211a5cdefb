/*
 * Changing a post, and what it said before: nothing that was once public is lost.
 */
#ifndef PORTICO_DOMAIN_FORUM_EDIT_H
#define PORTICO_DOMAIN_FORUM_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/forum_post.h"
#include "io/db.h"

struct forum_change {
	const char *body;
	const char *title;       /* of a question; NULL: as it is */
	const char *const *tags; /* of a question, of forum_tags_read; with a title only */
	size_t tag_count;
	int32_t edit_count; /* that the form was made with */
	int32_t version;    /* of the topic; with a title only */
};

/* Keeps the old text and writes the new one. A newcomer's links hold the post again. Nothing changed: RC_OK
 * and no trace. An edit of another's text is audited. RC_CONFLICT: it was edited meanwhile. In the caller's
 * transaction, post and topic locked. RC_DENIED of trust_judge, RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc forum_edit_save(struct db *db, struct arena *arena, const struct forum_post *post,
        const struct forum_topic *topic, const struct account *who, const struct forum_change *change,
        int64_t now) MUST_USE;

struct forum_edit { /* an earlier text */
	int64_t id;
	int64_t editor_id;  /* who replaced it; 0: nobody who has an account */
	const char *editor; /* his name */
	const char *title;  /* "" unless the post is a question */
	const char *body;
	const char *html;   /* safe; NULL: show the body as typed */
	int64_t created_at; /* when it was replaced */
};

/* Newest first, before id `before` (0: from the newest), at most `most`. *more: there are older ones. One
 * statement. */
enum rc forum_edit_list(struct db *db, struct arena *arena, const struct account *who,
        const struct forum_post *post, int64_t before, size_t most, struct db_rows *rows,
        bool *more) MUST_USE;

#endif
