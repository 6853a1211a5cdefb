/*
 * Lists page by key: "after" carries the last row's (time, id) of the page before, "before" the first one's
 * of the page after.
 */
#ifndef PORTICO_WEB_PAGER_H
#define PORTICO_WEB_PAGER_H

#include <stdbool.h>
#include <stdint.h>

#include "web/request.h"

struct page_key { /* a place in a list sorted by (at, id) downwards */
	int64_t at;
	int64_t id;
	bool set;
	bool backwards; /* the rows before this key are wanted, nearest first; the page turns them round */
};

/* Reads field "at" ("a1732-55" after, "b1732-55" before); anything else is the first page. */
struct page_key pager_key(const struct request *request);

/* Puts Pager.previous_url / Pager.next_url: `path` is url()-made, `query` the list's own parameters
 * ("tab=open&q=…") or "". first/last are the keys of the rows shown; more_before/more_after say whether there
 * are further rows. */
void pager_show(struct request *request, const char *path, const char *query, struct page_key first,
        struct page_key last, bool more_before, bool more_after);

#endif
