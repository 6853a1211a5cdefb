/*
 * Feeds for readers (Atom): the newest of what everybody may read. They are the same for whoever asks, signed
 * in or not, and may be kept a moment; a reader that has the newest one already gets 304.
 */
#ifndef PORTICO_WEB_FEED_H
#define PORTICO_WEB_FEED_H

#include "domain/community_feed.h"
#include "web/request.h"

/* The way to a feed in the head of a page: `address` made by url() or urlf(). */
void show_feed_link(struct request *request, const char *address, const char *title);

struct feed {
	const char *title;       /* in the page's language, or user text */
	const char *page;        /* the page it stands for, made by url() or urlf() */
	const char *kind;        /* of its entries, for their ids: "topic" "suggestion" "status" "article" */
	const char *path;        /* of an entry: "/forum/topic/{1}" */
	const char *status_text; /* of what became of suggestions: stands before each title; else NULL */
};

/* Answers with the rows, struct feed_row. RC_NO_MEMORY, RC_TOO_LARGE. */
enum rc feed_show(struct request *request, const struct feed *feed, const struct db_rows *rows) MUST_USE;

#endif
