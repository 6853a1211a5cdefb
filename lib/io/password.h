/*
 * Passwords: Argon2id behind a door that lets only a few compute at once, all programs together, and the
 * judgement of new ones. One computation takes 19 MiB and some 17 ms, which is why the door is there
 * (AUTH-02).
 */
#ifndef PORTICO_IO_PASSWORD_H
#define PORTICO_IO_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

struct password_door;

/* How many may compute at once on this machine if `wished` is what the operator wants: at most half of the
 * processors that this process may use, and one at least. A computation is nothing but processor and memory
 * for some 17 ms; those who read pages meanwhile find the other half free. Priorities would not do: a process
 * may lower its own but not raise it again, and between sessions (sched_autogroup) and control groups they do
 * not count at all. */
int64_t password_slots(int64_t wished);

/* Opens the door whose slots are locked files in `directory` (made with mode 0700 if missing). Every program
 * must be told the same `slots`, 1 to 64. RC_DENIED if others may enter the directory, RC_IO, RC_NO_MEMORY.
 */
enum rc password_door_open(const char *directory, int64_t slots, struct password_door **door) MUST_USE;

/* NULL is allowed. */
void password_door_close(struct password_door *door);

/* The descriptor of its directory, for the list of what a process may do. */
int password_door_folder(const struct password_door *door);

/* The password's Argon2id hash as an encoded string, in the arena. RC_TOO_LARGE past LIMIT_PASSWORD_MAX
 * bytes, before any work; RC_LIMITED if no slot came free within LIMIT_HASH_WAIT_MS; RC_NO_MEMORY, RC_IO. */
enum rc password_hash(
        struct password_door *door, struct arena *arena, const char *password, const char **encoded) MUST_USE;

/* Compares a password with an encoded hash. NULL `encoded` stands for an unknown account: the work is the
 * same, the answer no (AUTH-05). *stale: made with less work than is usual now, so hash it anew after a
 * match. RC_INVALID if `encoded` is none of ours; otherwise as password_hash. */
enum rc password_check(struct password_door *door, const char *encoded, const char *password, bool *matches,
        bool *stale) MUST_USE;

/* The shipped list of common passwords: sorted lines in lower case. It stays mapped until closed. */
struct password_list;

/* RC_NOT_FOUND, RC_IO, RC_NO_MEMORY, RC_TOO_LARGE (LIMIT_PASSWORD_LIST), RC_INVALID if it is not sorted. */
enum rc password_list_open(const char *path, struct password_list **list) MUST_USE;
void password_list_close(struct password_list *list);

/* RC_INVALID for a password that stands in the list, or that is one of the person's or site's own words (site
 * name, the part of the address before the @) and no more than four digits; letter case, spaces and symbols
 * do not count (AUTH-04). RC_TOO_LARGE past LIMIT_PASSWORD_MAX. `common` may be NULL. The least length is the
 * form's matter. */
enum rc password_judge(const char *password, const char *const *own_words, size_t count,
        const struct password_list *common) MUST_USE;

#endif
