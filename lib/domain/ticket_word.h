/*
 * The words that find a ticket: those of its subject and its first message, folded and stemmed.
 */
#ifndef PORTICO_DOMAIN_TICKET_WORD_H
#define PORTICO_DOMAIN_TICKET_WORD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"
#include "io/db.h"

/* Adds a ticket's words, in the caller's transaction. RC_DB, RC_RETRY, RC_NO_MEMORY. */
enum rc ticket_words_add(struct db *db, struct arena *arena, int64_t ticket_id,
        const struct language *language, const char *subject, const char *body) MUST_USE;

/* The same after its texts were changed. */
enum rc ticket_words_replace(struct db *db, struct arena *arena, int64_t ticket_id,
        const struct language *language, const char *subject, const char *body) MUST_USE;

#endif
