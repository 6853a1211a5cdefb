/*
 * Making and changing topics and their own questions: found by slug, so that doing it again changes nothing.
 */
#ifndef PORTICO_DOMAIN_TOPIC_EDIT_H
#define PORTICO_DOMAIN_TOPIC_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "io/db.h"

struct topic_words { /* of a topic: name, hint; of a question: label, hint, options */
	const char *lang, *name, *hint;
	const char *options; /* of a select: one a line, the same order in each language; "" otherwise */
};

/* Within the caller's transaction; *id is the topic's. RC_INVALID for a bad slug, RC_DB, RC_RETRY. */
enum rc topic_put(struct db *db, const char *slug, int32_t position, const struct topic_words *words,
        size_t count, int64_t *id) MUST_USE;

struct topic_question {
	const char *slug;
	const char *kind; /* text | select */
	bool required;
	int32_t position;
};

/* The same for a question of a topic. RC_INVALID also for another kind. */
enum rc topic_put_question(struct db *db, int64_t topic_id, const struct topic_question *question,
        const struct topic_words *words, size_t count) MUST_USE;

/* The id of an active topic's slug. RC_NOT_FOUND. */
enum rc topic_id_of(struct db *db, struct arena *arena, const char *slug, int64_t *id) MUST_USE;

#endif
