/*
 * Between our UTF-8 and ICU's UTF-16, in request memory.
 */
#ifndef PORTICO_BASE_UNICODE_H
#define PORTICO_BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include <unicode/utypes.h>

#include "base/arena.h"

/* Once, when a process starts: ICU 72 finds its default locale when it first needs one, and where memory
 * lacks just then it waits for itself for ever. */
void unicode_start(void);

/* Around whatever opens or loads something of ICU, or formats with it. It takes some lacks of memory for what
 * a language does not have, and keeps for good that something could not be loaded. unicode_opened is true if
 * all went well; unicode_broken then tells, until the process ends, that it did not for want of memory: what
 * a page would show of dates and words is not what it should be, and the process is to make room for a fresh
 * one. */
void unicode_open(void);
bool unicode_opened(UErrorCode status);
bool unicode_broken(void);

/* After unicode_open and a call that formats: without memory ICU may say so, or claim success and leave out a
 * number or all. True then; the arena lacks memory too, so that the page does not go out, and unicode_broken
 * tells. */
bool unicode_lacked(struct arena *arena, UErrorCode status, int32_t length);

/* UTF-16 of a text; malformed bytes become U+FFFD. *length is in units. NULL without memory. */
UChar *unicode_units(struct arena *arena, const char *text, int32_t *length) MUST_USE;

/* UTF-8 of `length` units; unpaired surrogates become U+FFFD. NULL without memory. */
char *unicode_text(struct arena *arena, const UChar *units, int32_t length) MUST_USE;

#endif
