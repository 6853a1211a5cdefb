/*
 * What the doctor asks the database: the server, and the stored data itself.
 */
#ifndef PORTICO_DOMAIN_HEALTH_H
#define PORTICO_DOMAIN_HEALTH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

struct health_server {
	const char *version;    /* "10.11.6-MariaDB…" */
	int64_t version_number; /* 101106 */
	int64_t clock;          /* of the server, UNIX seconds */
	int64_t packet_bytes;   /* max_allowed_packet */
	int64_t dirty_count;    /* sources waiting to be indexed */
	int64_t dirty_since;    /* of the one that waits longest, 0: none */
};

enum rc health_server(struct db *db, struct arena *arena, struct health_server *server) MUST_USE;

/* What the database user of this connection may do beyond what programs need; counts of grants. */
struct health_rights {
	int64_t schema_grants; /* change tables */
	int64_t log_grants;    /* change or delete rows of the audit log */
};

enum rc health_rights(struct db *db, struct arena *arena, struct health_rights *rights) MUST_USE;

struct health_fault {
	const char *claim; /* what should hold: "each attachment has all its bytes" */
	const char *cure;  /* what to type or do */
	int64_t count;     /* rows for which it does not */
	int64_t sample;    /* the id of one of them */
};

/* Looks through all stored data; one entry per claim, kept or broken. Reads whole tables: for quiet hours. */
enum rc health_data(struct db *db, struct arena *arena, struct health_fault **faults, size_t *count) MUST_USE;

#endif
