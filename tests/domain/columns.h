/* Looking for a text in the whole database: what must be gone may stand nowhere. */
#ifndef PORTICO_TESTS_COLUMNS_H
#define PORTICO_TESTS_COLUMNS_H

#include <stdint.h>

/* How many cells of the scratch database hold the text, in any case. Tells which. */
int64_t cells_with(const char *marker);

#endif
