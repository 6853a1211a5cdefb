/*
 * The state of one rendering and the writing that blocks and spans share. Inside of the markup renderer.
 *
 * Two things are known only later than their place in the output: a heading's id, and whether a quote is a
 * callout. Such a place is kept as a hole, and the holes are filled when the page is put together.
 */
#ifndef PORTICO_IO_MARKUP_RENDER_H
#define PORTICO_IO_MARKUP_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include <md4c.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/rc.h"
#include "io/markup.h"
#include "io/markup_callout.h"
#include "io/markup_heading.h"
#include "io/markup_text.h"

struct hole {
	size_t at; /* offset in the output */
	const char *text;
};

struct quote {
	size_t hole;
	bool callout;
};

struct render {
	struct arena *arena;
	const struct markup_options *options;
	struct markup_source source;
	enum rc rc; /* first error that no buffer keeps */
	struct buf out;
	struct buf holes;     /* array of struct hole */
	struct buf words;     /* plain text of the heading being read */
	size_t blocks, spans; /* open levels */
	size_t images;        /* open images: only the outermost is written, the rest is its text */
	size_t cells;
	bool reading_words; /* inside a heading that gets an id */
	bool title_open;    /* inside a callout's title */
	size_t links;       /* open links */
	bool link_written;
	bool image_written;
	struct callout_watch watch;
	struct quote quotes[LIMIT_NESTING];
	size_t quote_count;
	struct heading_list headings;
};

/* Keeps the first error. */
void render_fail(struct render *render, enum rc rc);

/* For md4c: 0, or 1 after an error, which stops it at once. */
int render_status(const struct render *render);

/* A place in the output to be filled later; stands for `text`, constant, if it never is. */
size_t render_hole(struct render *render, const char *text);
void render_fill(struct render *render, size_t index, const char *text); /* NULL text: no memory */

void render_open(struct render *render, const char *name); /* "<name" */
void render_end(struct render *render); /* the end of a block's opening tag, with its direction */
void render_close(struct render *render, const char *name);

/* name="value" after a space, escaped; nothing for a NULL value. */
void render_attribute(struct buf *out, const char *name, const char *value);

/* The innermost quote is a callout of this kind. */
void render_callout(struct render *render, const char *kind);

/* The callbacks, in markup_block.c and markup_span.c. */
int markup_enter_block(MD_BLOCKTYPE type, void *detail, void *context);
int markup_leave_block(MD_BLOCKTYPE type, void *detail, void *context);
int markup_enter_span(MD_SPANTYPE type, void *detail, void *context);
int markup_leave_span(MD_SPANTYPE type, void *detail, void *context);
int markup_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE length, void *context);

#endif
