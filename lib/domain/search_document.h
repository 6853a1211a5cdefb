/*
 * One row of the search's index, as its source makes it. For the files that index a kind of thing; the
 * search's own header is search.h.
 */
#ifndef PORTICO_DOMAIN_SEARCH_DOCUMENT_H
#define PORTICO_DOMAIN_SEARCH_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "io/db.h"

struct search_document {
	const char *kind;
	int64_t ref_id;
	const struct language *language;
	const char *title;
	const char *words;  /* indexed beside the text, but not shown; may be NULL */
	const char *answer; /* of a topic or a suggestion: shown before the text; may be NULL */
	const char *text;   /* plain */
	double weight;      /* 0 .. 2 */
	bool open_to_all;   /* its words may be suggested to anyone */
};

/* In the caller's transaction, all three. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc search_document_write(
        struct db *db, struct arena *arena, const struct search_document *document) MUST_USE;

/* Removes a source's documents but those in these languages ("en fa"); "" removes them all. */
enum rc search_document_keep(
        struct db *db, struct arena *arena, const char *kind, int64_t ref_id, const char *langs) MUST_USE;

/* A topic of the forum: its open posts, the accepted answer first. Away with it if it is not open. */
enum rc search_index_topic(struct db *db, struct arena *arena, int64_t id) MUST_USE;

/* A suggestion with its official answer. Away with it if it is not open, or was merged into another. */
enum rc search_index_suggestion(struct db *db, struct arena *arena, int64_t id) MUST_USE;

/* 1 for a text of today, a half after a year. */
double search_freshness(int64_t updated_at);

#endif
