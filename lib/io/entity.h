/*
 * Character references of HTML: &amp; &#1740; &#x6CC;
 */
#ifndef PORTICO_IO_ENTITY_H
#define PORTICO_IO_ENTITY_H

#include <stddef.h>

#define ENTITY_BYTES 16 /* room for the longest replacement and its NUL */

/* Decodes one whole reference, '&' to ';'. Returns the bytes written to `text` (UTF-8, NUL-terminated), 0 if
 * there is no such reference. Numbers that are no character (0, surrogates, past 10FFFF) give U+FFFD. */
size_t entity_decode(const char *reference, size_t length, char text[ENTITY_BYTES]);

#endif
