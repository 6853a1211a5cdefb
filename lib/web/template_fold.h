/*
 * A template just parsed, made smaller: what depends on constants alone is rendered once, as text.
 */
#ifndef PORTICO_WEB_TEMPLATE_FOLD_H
#define PORTICO_WEB_TEMPLATE_FOLD_H

#include <cs/cs.h>

/* Turns commands that ask for nothing but `constants` into text (addresses of the frame, icons), puts their
 * branch in the place of conditions on constants, and makes one text of neighbours. `constants` NULL: only
 * the last. What it makes belongs to `parse`, whose texts stand together afterwards, without the files they
 * came from. From `shared` on the macros are another parse's; NULL: all are its own. For templates that
 * escape as HTML. After an error `parse` can only be destroyed. */
NEOERR *template_fold(CSPARSE *parse, const CS_MACRO *shared, HDF *constants);

#endif
