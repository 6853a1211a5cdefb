/*
 * Private data out of a text before others read it: mail addresses, telephone, order and other long numbers,
 * and given names. It finds what looks like one; a person still reads the text.
 */
#ifndef PORTICO_BASE_MASK_H
#define PORTICO_BASE_MASK_H

#include <stddef.h>

#include "base/arena.h"

#define MASKED "[…]" /* what stands in its place */

/* The text with MASKED for each of them. A name counts as a whole word as it is written, and so does each
 * part of it of three letters and more. NULL without memory. */
const char *mask_private(
        struct arena *arena, const char *text, const char *const *names, size_t count) MUST_USE;

#endif
