/*
 * Profile pictures. What was sent waits as it came and is shown to nobody; the worker has it drawn anew
 * (io/picture.h), and only that is ever sent out.
 */
#ifndef PORTICO_DOMAIN_PICTURE_H
#define PORTICO_DOMAIN_PICTURE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

#define PICTURE_ID 16 /* bytes of a public id */

struct picture {
	int64_t id;
	struct bytes public_id;
	const char *state; /* waiting | ready | refused */
};

/* The newest picture of an account. RC_NOT_FOUND: none. */
enum rc picture_newest(
        struct db *db, struct arena *arena, int64_t account_id, struct picture *picture) MUST_USE;

/* Takes one in; those that wait or were refused give way, the shown one stays until this is drawn. In the
 * caller's transaction. */
enum rc picture_add(struct db *db, int64_t account_id, struct bytes data, int64_t now) MUST_USE;

/* Takes all pictures of an account away. In the caller's transaction. */
enum rc picture_remove(struct db *db, int64_t account_id, int64_t now) MUST_USE;

/* The PNG of a picture that is shown. RC_NOT_FOUND. */
enum rc picture_find(
        struct db *db, struct arena *arena, const uint8_t public_id[PICTURE_ID], struct bytes *png) MUST_USE;

/* Has the picture that waits longest drawn, with transactions of its own; one that cannot be is refused.
 * RC_NOT_FOUND: none waits. RC_DB, RC_RETRY, RC_NO_MEMORY, RC_IO. For the worker. */
enum rc picture_draw_one(struct db *db, struct arena *arena, int64_t now) MUST_USE;

#endif
