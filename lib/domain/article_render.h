/*
 * From an article's Markdown to what its row stores.
 */
#ifndef PORTICO_DOMAIN_ARTICLE_RENDER_H
#define PORTICO_DOMAIN_ARTICLE_RENDER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

struct article_rendering {
	const char *html;
	const char *contents; /* headings, one "level<TAB>id<TAB>text" a line */
	int32_t words;
};

/* A leading "# Title" equal to the title is left out; the highest heading left becomes <h2>. "other-id.md"
 * becomes the relative "./other-id". RC_TOO_LARGE, RC_INVALID (not UTF-8), RC_NO_MEMORY. All in the arena. */
enum rc article_render(struct arena *arena, const char *title, const char *body,
        struct article_rendering *rendering) MUST_USE;

/* Text without Markdown in one line: "Views in **Files**" becomes "Views in Files". Same codes. */
enum rc article_plain_line(struct arena *arena, const char *markdown, const char **line) MUST_USE;

/* The Markdown after a leading "# Title" equal to the title. */
enum rc article_body_start(
        struct arena *arena, const char *title, const char *body, const char **start) MUST_USE;

#endif
