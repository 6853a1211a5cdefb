/*
 * What an administrator may change while the portal runs: a few named values with defaults, kept as rows of
 * `setting`.
 */
#ifndef PORTICO_DOMAIN_SETTING_H
#define PORTICO_DOMAIN_SETTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

enum signup_policy { SIGNUP_OPEN, SIGNUP_APPROVE, SIGNUP_CLOSED };

/* Names in the table are those of the members. */
struct settings {
	enum signup_policy signup; /* open | approve | closed */
	bool guest_tickets;        /* a ticket may be filed without signing in */
	bool mail_signin;          /* a code by mail instead of the password */
	bool factor_admins; /* administrators must use a second factor; roles of agents say it themselves */
	bool factor_customers;     /* customers must, too */
	int32_t device_trust_days; /* "remember this device": 0 (never) to 90 */
	int32_t delete_days;       /* between the wish to be deleted and the deletion: 1 to 60 */
};

/* The defaults: open, guests and mail codes allowed, no factor demanded, 30 days, 7 days. */
struct settings settings_default(void);

/* Reads all; what is missing or out of range has its default. One statement. RC_DB, RC_NO_MEMORY. */
enum rc settings_read(struct db *db, struct arena *arena, struct settings *settings) MUST_USE;

/* The same, locked until the end of the caller's transaction. */
enum rc settings_lock(struct db *db, struct arena *arena, struct settings *settings) MUST_USE;

/* All values in one line of ours, for telling whether they are still what a form showed: "open 1 1 0 0 30 7".
 * NULL without memory. */
const char *settings_text(struct arena *arena, const struct settings *settings);

/* Writes all, in the caller's transaction. RC_DB, RC_RETRY. */
enum rc settings_write(struct db *db, const struct settings *settings, int64_t now) MUST_USE;

/* Makes `before`, which is locked, into `after` as an act of `who`: one line of the audit log for each value
 * that differs, with the old and the new word. Where a second factor becomes a duty, those without one are
 * signed out. In the caller's transaction. */
enum rc settings_change(struct db *db, const struct account *who, const struct settings *before,
        const struct settings *after, int64_t now) MUST_USE;

#endif
