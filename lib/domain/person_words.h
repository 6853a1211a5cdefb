/*
 * What tells a person in other texts (his name, mail and network addresses), and texts without it.
 */
#ifndef PORTICO_DOMAIN_PERSON_WORDS_H
#define PORTICO_DOMAIN_PERSON_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define PERSON_WORDS 200   /* most; further ones are refused */
#define PERSON_GAP   "[…]" /* what stands in their place */

struct person_words {
	struct person_word {
		const char *text;
		size_t length;
		bool exact; /* letter case counts */
	} items[PERSON_WORDS];
	size_t count;
	bool starts[256]; /* bytes that one of them begins with */
};

/* Adds a whole name or address; ASCII letters count in either case unless it is `exact`. NULL and "" add
 * nothing. The text must live as long. RC_TOO_LARGE. */
enum rc person_words_add(struct person_words *words, const char *text, bool exact) MUST_USE;

/* Adds each part of a name that has three characters or more, as it is written. */
enum rc person_words_add_parts(struct person_words *words, struct arena *arena, const char *name) MUST_USE;

/* The text with PERSON_GAP for each of them that stands by itself, not inside a longer word; NULL in *out if
 * there is none. RC_NO_MEMORY, RC_TOO_LARGE past the length of a column. */
enum rc person_words_hide(
        const struct person_words *words, struct arena *arena, const char *text, const char **out) MUST_USE;

#endif
