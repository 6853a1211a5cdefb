/*
 * Between our UTF-8 and ICU's UTF-16, in request memory.
 */
#ifndef PORTICO_BASE_UNICODE_H
#define PORTICO_BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include <unicode/utypes.h>

#include "base/arena.h"

/* Around whatever opens or loads something of ICU. It takes some lacks of memory for what a language does not
 * have, and keeps for good that something could not be loaded. unicode_opened is true if all went well;
 * unicode_broken then tells, until the process ends, that it did not for want of memory: what a page would
 * show of dates and words is not what it should be, and the process is to make room for a fresh one. */
void unicode_open(void);
bool unicode_opened(UErrorCode status);
bool unicode_broken(void);

/* UTF-16 of a text; malformed bytes become U+FFFD. *length is in units. NULL without memory. */
UChar *unicode_units(struct arena *arena, const char *text, int32_t *length) MUST_USE;

/* UTF-8 of `length` units; unpaired surrogates become U+FFFD. NULL without memory. */
char *unicode_text(struct arena *arena, const UChar *units, int32_t length) MUST_USE;

#endif
