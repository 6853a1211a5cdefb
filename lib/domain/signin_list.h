/*
 * The devices on which a person is signed in, for himself to see and to end (SES-05).
 */
#ifndef PORTICO_DOMAIN_SIGNIN_LIST_H
#define PORTICO_DOMAIN_SIGNIN_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

struct signin {
	struct bytes token_hash; /* names it to its owner; of no use to sign in */
	int64_t created_at, seen_at;
	const char *address; /* the network's, as it signed in */
	const char *agent;   /* User-Agent */
};

/* A place in the list, which goes from the newest to the oldest. */
struct signin_place {
	int64_t created_at; /* 0: from its start */
	uint8_t token_hash[SECRET_HASH];
};

/* Up to `most` living ones after `place`; *more tells of further ones. Rows are struct signin. */
enum rc signin_list(struct db *db, struct arena *arena, int64_t account_id, const struct signin_place *place,
        int most, int64_t now, struct db_rows *rows, bool *more) MUST_USE;

/* Ends one of the account's. RC_NOT_FOUND: gone, or not his. */
enum rc signin_end_own(struct db *db, int64_t account_id, const uint8_t hash[SECRET_HASH]) MUST_USE;

/* Ends all of the account but this one. */
enum rc signin_end_others(struct db *db, int64_t account_id, const uint8_t kept[SECRET_HASH]) MUST_USE;

#endif
