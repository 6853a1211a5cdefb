/*
 * Articles: a slug, one text per language, rendered when it is saved.
 *
 * Links between articles are stored relative ("./other-slug"), so a rendering holds in every language, base
 * path and URL style. A reader sees the text in the own language, else in the fallback language, else in any.
 */
#ifndef PORTICO_DOMAIN_ARTICLE_H
#define PORTICO_DOMAIN_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "domain/account.h"
#include "io/db.h"

/* For whom articles are chosen. */
struct reader {
	const char *lang;     /* of the page */
	const char *fallback; /* the portal's language */
	const char *visible;  /* readable_articles(who) */
};

/* Both languages are codes that outlive the reader. */
struct reader article_reader(const struct account *who, const char *lang, const char *fallback);

struct article {
	int64_t id;
	int64_t category_id;
	const char *slug;
	const char *visibility;
	const char *series; /* "" if none */
	int32_t position;
	const char *category_slug, *category_name;
	const char *parent_slug, *parent_name; /* NULL: the category stands at the top */
	const char *langs;                     /* languages there is a text in: "en,fa" */
	const char *lang;                      /* of the text that follows */
	const char *title, *summary;
	const char *html;     /* safe */
	const char *contents; /* headings, one "level<TAB>id<TAB>text" a line */
	const char *body;     /* Markdown, only where the stored rendering was out of date; else NULL */
	int32_t words;
	int64_t updated_at;
};

struct article_brief { /* one line in a list */
	int64_t id;
	int64_t category_id;
	int32_t position;
	const char *slug, *title, *summary;
};

struct article_briefs {
	struct article_brief *items;
	size_t count;
};

struct article_page {
	struct article article;
	struct article_brief next;     /* in its series, in the article's language; id 0: none */
	struct article_briefs related; /* in the article's language, nearest first, at most 5 */
};

/* The page of a slug. RC_NOT_FOUND also when the reader may not see it. RC_DB, RC_NO_MEMORY. */
enum rc article_read(struct db *db, struct arena *arena, const struct reader *reader, const char *slug,
        struct article_page *page) MUST_USE;

/* Minutes to read it, at least 1. */
int article_minutes(const struct article *article);

/* True if the language is among "en,fa". */
bool article_has_language(const struct article *article, const char *lang);

/* Promoted articles in the reader's language. */
enum rc article_list_promoted(struct db *db, struct arena *arena, const struct reader *reader, int most,
        struct article_briefs *list) MUST_USE;

/* A place in a category's list, which is sorted by (position, id). */
struct article_place {
	int64_t position;
	int64_t id;
};

/* A category's own articles in the reader's language after a place (NULL: from the start). */
enum rc article_list_after(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t category_id, const struct article_place *after, int most,
        struct article_briefs *list) MUST_USE;

/* Those before a place, in list order. */
enum rc article_list_before(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t category_id, const struct article_place *before, int most,
        struct article_briefs *list) MUST_USE;

/* The first `most` of each subcategory, ordered by category_id. */
enum rc article_list_sections(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t parent_id, int most, struct article_briefs *list) MUST_USE;

/* --- was this helpful? ----------------------------------------------------------------------- */

struct article_vote {
	uint8_t visitor[SECRET_HASH]; /* changes daily, tells nobody */
	bool helpful;
	const char *reason;  /* "" or a word of ours */
	const char *comment; /* "" or what the reader wrote */
};

enum article_voted { ARTICLE_VOTE_COUNTED, ARTICLE_VOTE_EXPLAINED, ARTICLE_VOTE_KNOWN };

/* Counts a visitor's vote on the text the reader sees: once a day. A second "no" may add its reason. Runs in
 * the caller's transaction. RC_NOT_FOUND as article_read. */
enum rc article_vote(struct db *db, struct arena *arena, const struct reader *reader, const char *slug,
        const struct article_vote *vote, int64_t now, enum article_voted *voted) MUST_USE;

/* --- taking in ------------------------------------------------------------------------------- */

struct article_source {            /* one text of one article, as a file holds it */
	const char *slug;          /* text_is_slug */
	const char *lang;          /* a known language */
	const char *title;         /* not empty; Markdown emphasis is dropped */
	const char *summary;       /* NULL or "": none; Markdown is dropped */
	const char *body;          /* Markdown; a leading "# Title" equal to the title is not shown twice */
	const char *category;      /* slug; NULL or "": "general". Made if it is missing */
	const char *category_name; /* of a category made now; NULL: from the slug */
	const char *series;        /* NULL or "": none */
	int32_t position;
	bool promoted;
	const char *const *tags; /* tag_count of them */
	size_t tag_count;
	const char *visibility;           /* public | signed_in | staff; NULL: public */
	uint8_t source_hash[SECRET_HASH]; /* of the whole file */
	int64_t updated_at;               /* 0: now */
};

enum article_change { ARTICLE_UNCHANGED, ARTICLE_UPDATED, ARTICLE_IMPORTED };

/* Takes one text in, in a transaction of its own: article, text, tags, category and its count, a place in the
 * search's queue. One whose source_hash is known is left alone. RC_INVALID when a rule above is broken,
 * RC_TOO_LARGE past LIMIT_ARTICLE_BYTES or the renderer's bounds, RC_DB, RC_NO_MEMORY. */
enum rc article_import(struct db *db, struct arena *arena, const struct article_source *source,
        enum article_change *change) MUST_USE;

/* The same in the caller's transaction. RC_RETRY. */
enum rc article_put(struct db *db, struct arena *arena, const struct article_source *source,
        enum article_change *change) MUST_USE;

#endif
