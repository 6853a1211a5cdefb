/*
 * What a mail of the community tells of, as its receiver stands to it at this moment: a post in its topic, a
 * suggestion, the firm's answer to one. Read when the mail is written, so that nothing goes out that was
 * hidden meanwhile, or that he may not read any more.
 */
#ifndef PORTICO_DOMAIN_COMMUNITY_ITEM_H
#define PORTICO_DOMAIN_COMMUNITY_ITEM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

struct community_item {
	const char *kind;                                    /* of outbox.h: "forum_post" … */
	int64_t topic_id, post_id, suggestion_id, status_id; /* 0: none */
	const char *title; /* of the topic or suggestion; NULL: it is gone */
	const char *place; /* the category's or board's name in the receiver's language */
	int64_t place_id;
	const char *author; /* who wrote the post, the suggestion or the answer; "" for unknown */
	const char *body;   /* Markdown of the post, the answer or the suggestion; of lists its beginning */
	const char *format; /* of the body: markdown | text */
	const char *status; /* of the suggestion: what the answer set it to, else what it is now */
	const char *
	        status_name; /* as the management has named it in the receiver's language; NULL: it has not */
	int64_t created_at;  /* of the post, the answer or the suggestion */

	/* rights */
	const char *audience;
	bool belongs;
	const char *state, *post_state; /* of the topic or suggestion, and of the post; NULL: none */
	int64_t owner_id;               /* who asked or proposed */
	const char *follow; /* how the receiver hears of it: now | daily | off; NULL: he does not follow it */
};

/* Columns and joins for queries FROM a table with account_id, kind and the ids, named x; `body` is an
 * expression over p, st and s. */
#define COMMUNITY_ITEM(body, table)                                                                          \
	"SELECT x.kind, x.topic_id, x.post_id, x.suggestion_id, x.status_id, COALESCE(t.title, s.title)"     \
	" AS title,"                                                                                         \
	" COALESCE((SELECT n.name FROM forum_category_text n WHERE n.category_id = c.id"                     \
	"  ORDER BY n.lang = a.lang DESC, n.lang = 'en' DESC, n.lang LIMIT 1),"                              \
	"  (SELECT n.name FROM suggestion_board_text n WHERE n.board_id = b.id"                              \
	"  ORDER BY n.lang = a.lang DESC, n.lang = 'en' DESC, n.lang LIMIT 1)) AS place,"                    \
	" COALESCE(c.id, b.id) AS place_id,"                                                                 \
	" COALESCE(w.name, p.author_name, IF(st.id IS NULL, s.author_name, '')) AS author, " body            \
	" AS body, COALESCE(p.format, 'markdown') AS format, COALESCE(st.status, s.status) AS status,"       \
	" (SELECT rn.name FROM suggestion_rule_text rn WHERE rn.status = COALESCE(st.status, s.status)"      \
	"  AND rn.lang = a.lang) AS status_name,"                                                            \
	" COALESCE(p.created_at, st.created_at, s.created_at) AS created_at,"                                \
	" COALESCE(c.audience, b.audience) AS audience,"                                                     \
	" IF(b.id IS NULL, " AUDIENCE_BELONGS_TO("c", "a.id") ", " AUDIENCE_BELONGS_TO("b",                  \
	        "a.id") ") AS belongs,"                                                                      \
	                " COALESCE(t.state, s.state) AS state, p.state AS post_state,"                       \
	                " COALESCE(t.author_id, s.author_id) AS owner_id, f.mail AS follow"                  \
	                " FROM " table " x JOIN account a ON a.id = x.account_id"                            \
	                " LEFT JOIN forum_topic t ON t.id = x.topic_id"                                      \
	                " LEFT JOIN forum_category c ON c.id = t.category_id"                                \
	                " LEFT JOIN forum_post p ON p.id = x.post_id AND p.topic_id = t.id"                  \
	                " LEFT JOIN suggestion s ON s.id = x.suggestion_id"                                  \
	                " LEFT JOIN suggestion_board b ON b.id = s.board_id"                                 \
	                " LEFT JOIN suggestion_status st ON st.id = x.status_id AND st.suggestion_id = s.id" \
	                " LEFT JOIN account w ON w.id = COALESCE(p.author_id, IF(st.id IS NULL, "            \
	                "s.author_id, st.author_id))"                                                        \
	                " LEFT JOIN follow f ON f.account_id = a.id AND f.kind = CASE x.kind WHEN "          \
	                "'forum_topic' THEN"                                                                 \
	                "  'category' WHEN 'forum_post' THEN 'topic' WHEN 'forum_accepted' THEN 'topic' "    \
	                "WHEN"                                                                               \
	                "  'suggestion_new' THEN 'board' ELSE 'suggestion' END"                              \
	                "  AND f.ref_id = CASE x.kind WHEN 'forum_topic' THEN c.id WHEN 'forum_post' THEN "  \
	                "t.id WHEN"                                                                          \
	                "  'forum_accepted' THEN t.id WHEN 'suggestion_new' THEN b.id ELSE s.id END"

#define COMMUNITY_ITEM_ROW                                                                                   \
	DB_ROW(struct community_item, kind, topic_id, post_id, suggestion_id, status_id, title, place,       \
	        place_id, author, body, format, status, status_name, created_at, audience, belongs, state,   \
	        post_state, owner_id, follow)

/* What a row of the outbox tells of. RC_NOT_FOUND: the row or its account is gone. One statement. RC_DB,
 * RC_NO_MEMORY. */
enum rc community_item_find(
        struct db *db, struct arena *arena, int64_t outbox_id, struct community_item *item) MUST_USE;

/* He may read it as it stands. Of a judgement on his own text (kind "moderated") only the topic or the
 * suggestion counts, which he sees while it waits, too. */
bool community_item_is_readable(const struct account *who, const struct community_item *item);

/* He wrote the topic or the suggestion and may read what stands beside it: he hears of its end. */
bool community_item_was_his(const struct account *who, const struct community_item *item);

/* The kind and the id of what he follows that made him hear of it (follow.h); NULL for "moderated". */
const char *community_item_follow(const struct community_item *item, int64_t *ref_id);

#endif
