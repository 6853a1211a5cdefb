/*
 * A light stemmer for Lithuanian over letters without diacritics. People search without them, and the
 * Snowball stemmer needs them: its stems of saskaita and sąskaitą differ. Endings of nouns, adjectives and
 * verbs, the alternation of t and č, d and dž, and the noun of an action with its infinitive (mokėjimas,
 * mokėti).
 */
#ifndef PORTICO_IO_STEM_LT_H
#define PORTICO_IO_STEM_LT_H

#include <stddef.h>

/* Stems a word of a-z and 0-9 in place and returns its new length. The result is not terminated. */
size_t stem_lt(char *word, size_t length);

#endif
