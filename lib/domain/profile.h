/*
 * What a person says of himself, and how he wants the portal shown: columns of his account that he may write.
 */
#ifndef PORTICO_DOMAIN_PROFILE_H
#define PORTICO_DOMAIN_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct profile {
	const char *name;
	const char *organisation; /* where he works, as he writes it; "" for none */
	const char *industry;     /* a word of industry.h, "" not told */
	bool industry_shown;      /* on his page in the community */
};

/* RC_NOT_FOUND, RC_DB, RC_NO_MEMORY. */
enum rc profile_read(
        struct db *db, struct arena *arena, int64_t account_id, struct profile *profile) MUST_USE;

/* RC_INVALID for an unknown industry or an empty name. In the caller's transaction. */
enum rc profile_save(struct db *db, int64_t account_id, const struct profile *profile, int64_t now) MUST_USE;

/* Words as in struct account; "" stands for the default each. */
struct preferences {
	const char *lang;
	const char *zone;
	const char *calendar;  /* gregorian | persian */
	const char *digits;    /* latin */
	const char *theme;     /* light | dark | contrast */
	const char *text_size; /* large | larger */
};

/* RC_INVALID for a language, zone or word that there is not. In the caller's transaction. */
enum rc preferences_save(
        struct db *db, int64_t account_id, const struct preferences *preferences, int64_t now) MUST_USE;

#endif
