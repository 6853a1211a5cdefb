/*
 * What health_data asks about the forum and the suggestions: counters and copies against the rows that they
 * are made of.
 */
#ifndef PORTICO_DOMAIN_HEALTH_COMMUNITY_H
#define PORTICO_DOMAIN_HEALTH_COMMUNITY_H

#include <stddef.h>

#include "io/db.h"

struct health_claim {
	const struct query *query; /* one row: how many break it, the id of one of them */
	const char *claim, *cure;  /* as in struct health_fault */
};

struct health_broken { /* that row */
	int64_t count;
	int64_t sample;
};

/* The claim at an index from 0, NULL past the end. */
const struct health_claim *health_community_claim(size_t index);

#endif
