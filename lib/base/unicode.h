/*
 * Between our UTF-8 and ICU's UTF-16, in request memory.
 */
#ifndef PORTICO_BASE_UNICODE_H
#define PORTICO_BASE_UNICODE_H

#include <stdint.h>

#include <unicode/utypes.h>

#include "base/arena.h"

/* UTF-16 of a text; malformed bytes become U+FFFD. *length is in units. NULL without memory. */
UChar *unicode_units(struct arena *arena, const char *text, int32_t *length) MUST_USE;

/* UTF-8 of `length` units; unpaired surrogates become U+FFFD. NULL without memory. */
char *unicode_text(struct arena *arena, const UChar *units, int32_t length) MUST_USE;

#endif
