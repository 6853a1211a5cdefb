/*
 * The name and the description of a place that the management makes (a category of the forum, a board of
 * ideas, a status of ideas) in one language.
 */
#ifndef PORTICO_DOMAIN_PLACE_TEXT_H
#define PORTICO_DOMAIN_PLACE_TEXT_H

#include <stddef.h>

#define PLACE_TEXTS 8 /* languages */

struct place_text {
	const char *lang, *name;
	const char *description; /* NULL: such a place has none */
};

/* As a form says them; one with an empty name is none. */
struct place_texts {
	struct place_text items[PLACE_TEXTS];
	size_t count;
};

#endif
