/*
 * A plain text (a mail, a post of a mailing list) as safe HTML: nothing in it is markup, so that quotes,
 * patches and columns stay as they were. Lines that begin with > become quotes, as deep as they are marked;
 * patches and indented lines keep their columns; the rest are paragraphs whose lines end where they ended.
 * Web addresses become links.
 */
#ifndef PORTICO_IO_PLAINTEXT_H
#define PORTICO_IO_PLAINTEXT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define PLAINTEXT_DEEPEST 12 /* quotes inside each other; deeper ones are shown at this depth */

/* Safe HTML in the arena. Tags that occur: p br blockquote pre code a. RC_INVALID for what is not UTF-8,
 * RC_TOO_LARGE past the markup's bounds (limits.h), RC_NO_MEMORY. */
enum rc plaintext_render(struct arena *arena, const char *text, size_t length, const char **html) MUST_USE;

#endif
