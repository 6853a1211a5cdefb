/*
 * A template just parsed, made smaller: what depends on constants alone is rendered once, as text.
 */
#ifndef PORTICO_WEB_TEMPLATE_FOLD_H
#define PORTICO_WEB_TEMPLATE_FOLD_H

#include <cs/cs.h>

/* Turns commands that ask for nothing but `constants` into text (addresses of the frame, icons), puts their
 * branch in the place of conditions on constants, and makes one text of neighbours. `constants` NULL: only
 * the last. What it makes belongs to `parse`. For templates that escape as HTML. */
NEOERR *template_fold(CSPARSE *parse, HDF *constants);

#endif
