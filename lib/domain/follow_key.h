/*
 * Ending mails by a link: what stands in each mail of the community. The link's key names the account and
 * what is ended, signed with the portal's key file, so that no sign-in is asked for and no table is kept. It
 * does not expire, and used twice it does nothing more.
 */
#ifndef PORTICO_DOMAIN_FOLLOW_KEY_H
#define PORTICO_DOMAIN_FOLLOW_KEY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "base/secret.h"
#include "io/db.h"

#define FOLLOW_EVERY_DAILY "digest"     /* everything that he follows by one mail a day; ref_id 0 */
#define FOLLOW_MODERATION  "moderation" /* mails about judgements on his texts; ref_id 0 */

struct follow_key {
	int64_t account_id;
	const char *kind; /* of follow.h, or one of the above */
	int64_t ref_id;
};

/* SECRET_TOKEN characters; NULL without memory. */
const char *follow_key_write(
        struct arena *arena, const struct secret_key *key, const struct follow_key *what) MUST_USE;

/* RC_NOT_FOUND for anything that this portal did not write. */
enum rc follow_key_read(const struct secret_key *key, const char *text, struct follow_key *what) MUST_USE;

/* No more mails of it; the notices in the portal stay, and so does what he chooses for other things. In the
 * caller's transaction. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc follow_key_use(struct db *db, struct arena *arena, const struct follow_key *what) MUST_USE;

#endif
