/*
 * The search: what is indexed, what is found, what was asked.
 *
 * A source's transaction only writes a search_dirty row; the worker turns it into search_doc rows of
 * normalised words. A query always joins the source, which decides who may see it. Kinds stand in one table
 * in search_index.c.
 */
#ifndef PORTICO_DOMAIN_SEARCH_H
#define PORTICO_DOMAIN_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "domain/article.h"
#include "domain/audience.h"
#include "io/db.h"
#include "io/searchtext.h"

#define SEARCH_ARTICLE    "article"
#define SEARCH_TOPIC      "topic"
#define SEARCH_SUGGESTION "suggestion"

enum search_kind { SEARCH_ARTICLES, SEARCH_TOPICS, SEARCH_SUGGESTIONS, SEARCH_KINDS };

#define SEARCH_PAGES 10 /* of LIMIT_PAGE_ROWS: who has not found it by then needs other words */

/* --- the index (worker, command line) -------------------------------------------------------- */

/* Notes that a source must be indexed anew. In the transaction that changes it. */
enum rc search_touch(struct db *db, const char *kind, int64_t ref_id, int64_t now) MUST_USE;

/* Indexes up to `most` waiting sources, each in a transaction of its own; *done tells how many. One that
 * cannot be indexed is logged and dropped. `arena` is scratch memory: it is reset for each source. */
enum rc search_index_some(struct db *db, struct arena *arena, int most, int *done) MUST_USE;

/* Puts every source in the queue and drops rows whose source is gone; *count tells how many wait. */
enum rc search_reindex_all(struct db *db, int64_t now, int64_t *count) MUST_USE;

/* Rebuilds the full-text index when enough of it is stale and the last time is a week ago. Cheap to call
 * often. */
enum rc search_optimize(struct db *db, struct arena *arena, int64_t now) MUST_USE;

/* --- asking ---------------------------------------------------------------------------------- */

struct search_hit {
	const char *kind; /* article | topic | suggestion */
	int64_t id;       /* of the article, topic or suggestion */
	const char *slug; /* of an article, else "" */
	const char *title;
	const char *summary;  /* what the article says of itself; the accepted or official answer, or "" */
	const char *text;     /* plain words, for a snippet; "" in suggestions */
	const char *category; /* its name; of a suggestion its board's */
	bool solved;          /* a topic with an accepted answer */
	int32_t votes;        /* of a suggestion */
	const char *status;   /* of a suggestion: its word; else "" */
	bool voted;           /* the reader has voted for it */
	int64_t updated_at;
	int64_t total; /* hits of the whole search, at most LIMIT_COUNT; then by kind */
	int64_t articles, topics, suggestions;
};

struct search_hits {
	struct search_hit *items;
	size_t count;
	int64_t total;
};

struct search_elsewhere { /* hits in another language */
	const struct language *language;
	int64_t hits;
};

struct search_result {
	struct search_words words;   /* of the query, for marking */
	struct search_hits hits;     /* all words */
	struct search_hits related;  /* any word; only when hits.total < 3 */
	int64_t kinds[SEARCH_KINDS]; /* hits of all words by kind, whichever kind was asked for */
	struct search_elsewhere elsewhere[8];
	size_t elsewhere_count;
	const char *meant; /* the query with its unknown words corrected, or NULL */
};

struct search_ask {
	struct reader reader;            /* of articles */
	struct audience_reader audience; /* of topics and suggestions */
	const struct language *language;
	const char *kind; /* only this one; "" or NULL: all */
	const char *query;
	int page; /* 1 .. SEARCH_PAGES */
};

/* The place of a kind's word in enum search_kind; SEARCH_KINDS for another word. */
enum search_kind search_kind_of(const char *word);

/* At most 5 statements, 6 where words of very many documents have few hits of the kind that is asked for. An
 * empty or wordless query finds nothing. RC_DB, RC_NO_MEMORY. */
enum rc search_run(struct db *db, struct arena *arena, const struct search_ask *ask,
        struct search_result *result) MUST_USE;

/* Titles and texts that go on from what is typed, at most `most`, titles first. At most 4 statements. */
enum rc search_suggest(struct db *db, struct arena *arena, const struct search_ask *ask, int most,
        struct search_hits *hits) MUST_USE;

/* What answers a text that was not written as a query (a ticket's subject, the title of a question): any
 * word, best first; beside rarer words those of very many documents do not count. Two statements. */
enum rc search_answers(struct db *db, struct arena *arena, const struct search_ask *ask, int most,
        struct search_hits *hits) MUST_USE;

/* --- what was asked -------------------------------------------------------------------------- */

/* Logs a query without the person; addresses and long numbers in it are masked. */
enum rc search_log_add(struct db *db, struct arena *arena, const char *lang, const char *query, int64_t hits,
        int64_t now) MUST_USE;

struct search_popular {
	const char *query;
	int64_t times;
};

struct search_populars {
	struct search_popular *items;
	size_t count;
};

/* What several people looked for lately and found, most often first. */
enum rc search_list_popular(struct db *db, struct arena *arena, const char *lang, int most,
        struct search_populars *list) MUST_USE;

/* Deletes log rows older than `before`, at most `most`. */
enum rc search_log_sweep(struct db *db, int64_t before, int most, int64_t *done) MUST_USE;

#endif
