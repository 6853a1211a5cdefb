/*
 * UTF-8 text: checks, trimming, digits, parsing. All lengths in bytes unless a name says chars.
 */
#ifndef PORTICO_BASE_TEXT_H
#define PORTICO_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

/* Reads one code point and returns its bytes; 0 at the end. A malformed byte gives U+FFFD and 1. */
size_t text_next(const char *text, size_t length, uint32_t *point);

/* True for well-formed UTF-8 without NUL, surrogates or overlong forms (INJ-10). */
bool text_valid(const char *text, size_t length);

/* True if a byte below 0x20 other than tab, CR, LF, or 0x7F occurs. */
bool text_has_control(const char *text);

/* True if any byte below 0x20 or 0x7F occurs: not fit for a header, cookie, log line or name (INJ-08). */
bool text_has_break(const char *text);

/* Code points in a valid text. */
size_t text_chars(const char *text);

bool text_equal(const char *a, const char *b); /* NULL equals only NULL */
bool text_empty(const char *text);             /* NULL, "" */
bool text_starts(const char *text, const char *prefix);

/* Without leading and trailing Unicode white space and zero-width characters; CRLF becomes LF. NULL without
 * memory. */
char *text_trim(struct arena *arena, const char *text) MUST_USE;

/* At most `chars` code points, cut at a word where one is near, "…" added if cut. NULL without memory. */
char *text_cut(struct arena *arena, const char *text, size_t chars) MUST_USE;

/* The first code point, for an avatar; "" for an empty text. NULL without memory. */
char *text_first(struct arena *arena, const char *text) MUST_USE;

/* Persian and Arabic digits become 0-9, everything else stays. NULL without memory. */
char *text_ascii_digits(struct arena *arena, const char *text) MUST_USE;

/* A whole decimal number in ASCII, Persian or Arabic digits, optional minus, nothing else. RC_INVALID
 * otherwise or past int64. */
enum rc text_number(const char *text, int64_t *number) MUST_USE;

/* A LIKE pattern for texts that begin so: the signs LIKE knows stand for themselves. NULL without memory. */
char *text_like_start(struct arena *arena, const char *text) MUST_USE;

/* NFKC case fold, for comparing names, tags and mail addresses. NULL without memory. */
char *text_fold(struct arena *arena, const char *text) MUST_USE;

/* True for an address that we may write to: one @, a dot in the domain, ASCII, 3 to 254 bytes, no controls,
 * spaces, quotes or commas. */
bool text_is_mail(const char *text);

/* Lower case a-z 0-9 and single hyphens inside, 1 to 80 bytes. */
bool text_is_slug(const char *text);

/* Removes control, bidirectional-override and zero-width characters and path separators from a
 * file name; keeps at most 120 bytes with the extension; "file" if nothing remains (UPL-04). NULL without
 * memory. */
char *text_file_name(struct arena *arena, const char *name) MUST_USE;

/* Replaces {1}…{9} and {n} in a message with the given texts ({n} is values[0]); other braces stay.
 * The values are data, never a format. NULL without memory. */
char *text_fill(struct arena *arena, const char *message, const char *const *values, size_t count) MUST_USE;

/* Lower-case hex of the bytes; and back (RC_INVALID unless exactly 2 * size hex digits). */
char *text_hex(struct arena *arena, const void *bytes, size_t size) MUST_USE;
enum rc text_unhex(const char *hex, void *bytes, size_t size) MUST_USE;

#endif
