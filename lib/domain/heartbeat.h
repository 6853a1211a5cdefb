/*
 * Signs of life: when the worker was last seen.
 */
#ifndef PORTICO_DOMAIN_HEARTBEAT_H
#define PORTICO_DOMAIN_HEARTBEAT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

#define HEARTBEAT_WORKER "worker"

struct heartbeat {
	int64_t seen_at;
	const char *detail;
};

/* Notes that `name` is alive; `detail` is a few words of ours. */
enum rc heartbeat_beat(struct db *db, const char *name, const char *detail, int64_t now) MUST_USE;

/* RC_NOT_FOUND: never seen. */
enum rc heartbeat_find(
        struct db *db, struct arena *arena, const char *name, struct heartbeat *heartbeat) MUST_USE;

#endif
