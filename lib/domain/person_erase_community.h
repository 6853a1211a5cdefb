/*
 * What a deleted person leaves in the community: part of person_erase.h.
 *
 * His votes and likes go, and the counters with them. What he wrote as a customer stays under the pseudonym,
 * or its texts go, as he chose: then a topic that nobody else answered is deleted, and so is a suggestion
 * that nobody else voted for or commented; of the others the answers, votes and comments stay, and the title
 * of a suggestion, for it says what the others wish. What he wrote as staff stays, it is the firm's. Words
 * that tell the person are taken out of all that is left in the topics and suggestions that he wrote in.
 */
#ifndef PORTICO_DOMAIN_PERSON_ERASE_COMMUNITY_H
#define PORTICO_DOMAIN_PERSON_ERASE_COMMUNITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/person_erase_ticket.h"
#include "domain/person_words.h"
#include "io/db.h"

struct community_erasure {
	const struct erased *person;
	const struct person_words *words;
	int64_t since; /* texts that he wrote or changed since then; 0: all */
	int64_t now;
};

/* In the caller's transaction. */
enum rc erase_from_community(struct db *db, const struct community_erasure *erasure) MUST_USE;

/* The same piece by piece, each in a short transaction of its own, so that a person of 20,000 posts keeps
 * nobody waiting: before the last transaction, which then only looks at what came `since`. */
enum rc erase_from_community_ahead(struct db *db, const struct community_erasure *erasure) MUST_USE;

/* --- for the files of this noun -------------------------------------------------------------- */

struct community_work {
	struct db *db;
	struct arena *scratch; /* emptied between pages of texts */
	struct arena *kept;    /* emptied between topics and suggestions */
	const struct community_erasure *erasure;
};

/* How far a step has come; all 0 at the start. */
struct community_place {
	int64_t id; /* of the topic or suggestion */
	int64_t at; /* inside it; 0: it is done */
};

/* Does a bounded piece of work after the place and moves it on; *more: there may be more to do. */
typedef enum rc community_step(
        const struct community_work *work, struct community_place *place, bool *more) MUST_USE;

community_step erase_topics, erase_suggestions, erase_likes, erase_votes, erase_flags;

/* The text without his words; `text` itself if there are none. */
enum rc community_hide(const struct community_work *work, struct arena *arena, const char *text,
        const char **out, bool *changed) MUST_USE;

#endif
