/*
 * Time zones to choose from: the places of ICU's list, with names and offsets as a language writes them.
 */
#ifndef PORTICO_BASE_ZONE_H
#define PORTICO_BASE_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/time.h"

struct zone {
	const char *id;     /* "Europe/Vilnius" */
	const char *region; /* "Europe": what stands before the slash */
	const char *city;   /* "Vilnius", وین */
	const char *offset; /* of now: GMT+02:00, in the language's digits */
};

/* All of them, by region and by name within, for the page of one request. The lists are made once per
 * language and hour and kept. *zones is theirs: use it before the next call. RC_NO_MEMORY; RC_IO if ICU's
 * data is missing. */
enum rc zone_list(
        const struct clock_view *clock, int64_t now, const struct zone **zones, size_t *count) MUST_USE;

/* Settles ICU's default zone, which nothing of ours uses, so that it does not go and look for the machine's
 * when the process may no longer. */
void zone_prepare(void);

/* Frees the kept lists (end of process, leak checkers). */
void zone_release(void);

#endif
