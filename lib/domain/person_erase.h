/*
 * Deleting a person: his wish, the days in which he may think again, and what is then left of him.
 *
 * What he wrote to the firm stays, under a pseudonym and without his name, addresses, files and answers to a
 * topic's own fields; what staff wrote to him too. What he wrote in the community stays like that or goes, as
 * he chose (person_erase_community.h). Everything else of him goes. What an agent sent to customers is the
 * firm's: his files stay, his name does not.
 */
#ifndef PORTICO_DOMAIN_PERSON_ERASE_H
#define PORTICO_DOMAIN_PERSON_ERASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

#define PERSON_GONE "deleted-" /* and the account's id: the name that is left; pages put it into words */

/* What keeps a person from being deleted. */
enum person_bond {
	PERSON_FREE,
	PERSON_ONLY_OWNER, /* of a company that has other members: he hands it over first */
	PERSON_ONLY_ADMIN, /* the last full administrator */
};

/* At most two statements. */
enum rc person_bond(
        struct db *db, struct arena *arena, const struct account *person, enum person_bond *bond) MUST_USE;

/* Notes the wish and whether his texts in the community go with him, queues the mail with the link that takes
 * it back, and writes the audit row. Wished already: RC_OK and nothing new. In the caller's transaction. */
enum rc person_wish(
        struct db *db, const struct account *person, int64_t delete_at, bool posts_go, int64_t now) MUST_USE;

/* What he chose for his texts. One statement. RC_NOT_FOUND. */
enum rc person_posts_go(struct db *db, struct arena *arena, int64_t account_id, bool *posts_go) MUST_USE;

/* Takes it back. RC_OK also if there is none (any more); RC_CONFLICT: its moment has come, the deletion goes
 * on. In the caller's transaction. */
enum rc person_keep(
        struct db *db, struct arena *arena, int64_t account_id, const char *lang, int64_t now) MUST_USE;

/* Deletes in the caller's transaction, which may run again; deleted already: RC_OK. Queues the last mail to
 * the address. `actor_id`: who has it done, 0 for the system. RC_NOT_FOUND; RC_CONFLICT while a bond stands.
 */
enum rc person_erase(
        struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t now) MUST_USE;

/* The same in transactions of its own: what may be much (his texts, likes and votes in the community) piece
 * by piece, the rest in a last one. Killed in between it may be run again. */
enum rc person_erase_whole(
        struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t now) MUST_USE;

/* Deletes one of those that are due, as person_erase_whole does. One whom a bond holds waits another day.
 * RC_NOT_FOUND: none is due. For the worker. */
enum rc person_erase_due(struct db *db, struct arena *arena, int64_t now) MUST_USE;

#endif
