/*
 * Markdown to safe HTML: md4c parses, our own renderer writes from a list of tags. The text's own HTML is
 * shown as text. Links: http, https, mailto, paths of this site and fragments; others lose their target.
 * Outside links carry rel="nofollow ugc noopener". The output is bounded (16 x input + 64 KB), tables by 32
 * columns and 20,000 cells; quotes and lists past 100 levels are shown flat.
 */
#ifndef PORTICO_IO_MARKUP_H
#define PORTICO_IO_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define MARKUP_VERSION 2 /* raise when the output changes: stored renderings are made anew */

struct markup_heading {
	int level;        /* 1..6 as written to the page */
	const char *id;   /* unique in the text, made from its words */
	const char *text; /* plain */
};

struct markup_options {
	int heading_shift; /* added to each heading's level: an article's "#" becomes <h2> with 1 */
	bool heading_ids;  /* write id attributes and collect headings */
	bool callouts; /* a quote that starts with **Note:** and its kin, or a heading, becomes a callout */
	bool images;   /* <img> for paths of this site; else the image becomes its text */
	bool plain_breaks;   /* a single line break shows as one (messages) */
	bool extensions;     /* tables, ~~strikethrough~~, bare web and mail addresses; without it strictly
	                        CommonMark */
	bool direction_auto; /* dir="auto" on each block of text, dir="ltr" on code */
	/* Rewrites a link target before it is checked ("other-id.md" to a path), or NULL. Returns NULL to
	 * keep it. */
	const char *(*link)(void *context, struct arena *arena, const char *target); /* images too */
	void *link_context;
};

struct markup_page {
	const char *html; /* safe, NUL-terminated */
	size_t length;
	struct markup_heading *headings;
	size_t heading_count;
};

/* RC_TOO_LARGE past the bounds, RC_NO_MEMORY, RC_INVALID if the text is not UTF-8 or md4c gives up. All in
 * the arena. Tags that may occur: p h1-h6 blockquote ul ol li pre code hr br em strong del a img table thead
 * tbody tr th td, <div class="table-wrap"> around a table, <aside role="note" class="callout
 * callout-note|tip|warning|important"> with <p class="callout-title">; cells carry
 * class="cell-start|cell-center|cell-end". */
enum rc markup_render(struct arena *arena, const char *text, size_t length,
        const struct markup_options *options, struct markup_page *page) MUST_USE;

/* The words of a Markdown text without markup, blocks separated by newlines: for search and snippets. Same
 * codes. */
enum rc markup_plain(struct arena *arena, const char *text, size_t length, const char **plain) MUST_USE;

/* True if `url` may stand in href: http, https, mailto, "/path" or "./neighbour" of this site, "#fragment" or
 * "?query". Control characters, backslashes and "//host" are refused (INJ-03, INJ-07). */
bool markup_url_safe(const char *url);

#endif
