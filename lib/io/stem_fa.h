/*
 * A light stemmer for Persian: plurals, the indefinite and linking ی, comparatives, possessives, می of verbs,
 * and the broken plurals that a help desk meets. It takes little, so that different words stay apart.
 */
#ifndef PORTICO_IO_STEM_FA_H
#define PORTICO_IO_STEM_FA_H

#include <stddef.h>

#include <unicode/utypes.h>

/* Stems `length` folded letters (see searchfold.h) in place, in room for at least length + 2; returns the new
 * length. `joint` is where the piece after the last zero-width non-joiner began, 0 if there was none. */
int32_t stem_fa(UChar *word, int32_t length, int32_t joint);

#endif
