/*
 * The headings of a text and their ids. Inside of the markup renderer.
 */
#ifndef PORTICO_IO_MARKUP_HEADING_H
#define PORTICO_IO_MARKUP_HEADING_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/markup.h"

struct heading_list {
	struct markup_heading *items; /* room for LIMIT_HEADINGS */
	unsigned *repeats;            /* how often each item's id was asked for again */
	size_t count;
};

/* Adds a heading and gives its id: letters and digits of its words, "section" without any, "-2" and on for a
 * repeated one. NULL past LIMIT_HEADINGS: it has none. RC_NO_MEMORY. */
enum rc heading_add(struct arena *arena, struct heading_list *list, int level, const char *words,
        const char **id) MUST_USE;

#endif
