/*
 * Finds bare addresses in a piece of text: http://…, https://…, www.… and mail addresses. md4c could do this
 * too, but takes quadratic time on hostile text and takes Persian punctuation into the link. Inside of the
 * markup renderer.
 */
#ifndef PORTICO_IO_MARKUP_AUTOLINK_H
#define PORTICO_IO_MARKUP_AUTOLINK_H

#include <stdbool.h>
#include <stddef.h>

struct autolink {
	size_t start, length; /* bytes of the text to show */
	const char *prefix;   /* makes it a target: "", "http://" or "mailto:" */
};

/* The first address at or after `from`; false if there is none. Linear when called on with the end of the
 * last one. */
bool autolink_find(const char *text, size_t length, size_t from, struct autolink *link);

#endif
