/*
 * Translations from a compiled catalog (.mo): our own bounded reader, as libintl answers only for locales
 * that the host has installed. The file is mapped at the start and checked in full; look-ups cannot fail.
 */
#ifndef PORTICO_IO_CATALOG_H
#define PORTICO_IO_CATALOG_H

#include <stddef.h>

#include "base/rc.h"

struct catalog;

/* Maps and checks a .mo file of either byte order. RC_NOT_FOUND, RC_IO, RC_TOO_LARGE (LIMIT_CATALOG),
 * RC_NO_MEMORY, RC_INVALID (not a catalog, or damaged). The caller closes it. */
enum rc catalog_open(const char *path, struct catalog **catalog) MUST_USE;

/* The translation, living as long as the catalog; the message itself if there is none or `catalog` is NULL.
 */
const char *catalog_find(const struct catalog *catalog, const char *message);

/* The translation's plural form number `form` (number_plural gives it). Without one: `one` for form 0, else
 * `other`. */
const char *catalog_plural(const struct catalog *catalog, const char *one, const char *other, size_t form);

/* NULL is allowed. */
void catalog_close(struct catalog *catalog);

#endif
