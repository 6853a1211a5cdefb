/*
 * Cuts a text into words and folds and stems each: the inside of the search text.
 */
#ifndef PORTICO_IO_SEARCHWORD_H
#define PORTICO_IO_SEARCHWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/language.h"

#define SEARCHWORD_BYTES 60 /* of a stem: InnoDB indexes words of at most 84 characters */

struct searchword {
	size_t start, length;             /* bytes of the text */
	char stem[SEARCHWORD_BYTES + 4];  /* letters and digits, not padded */
	char plain[SEARCHWORD_BYTES + 4]; /* folded, not stemmed */
	char bare[SEARCHWORD_BYTES + 4];  /* and without diacritics and hamza */
	bool stop;                        /* says nothing: not searched for */
};

/* Fills `word` with the next word at or after *at and moves *at behind it; false at the end. Words that fold
 * to nothing are passed over. */
bool searchword_next(const struct language *language, const char *text, size_t length, size_t *at,
        struct searchword *word);

/* Folds and stems one word given by itself, as a joined spelling of two. */
void searchword_fold(
        const struct language *language, const char *text, size_t length, struct searchword *word);

/* A stem as it is indexed: padded with '_' if InnoDB would not take it (shorter than 3 or in its stop list).
 */
void searchword_padded(const char *stem, char padded[SEARCHWORD_BYTES + 4]);

#endif
