/*
 * What a deleted person leaves in tickets: part of person_erase.h.
 */
#ifndef PORTICO_DOMAIN_PERSON_ERASE_TICKET_H
#define PORTICO_DOMAIN_PERSON_ERASE_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "domain/person_words.h"
#include "io/db.h"

struct erased {
	int64_t id;
	const char *mail, *mail_key, *name, *role, *state, *lang, *organisation;
	bool posts_go; /* so do his texts in the community */
};

/* Takes the words that tell the person out of every ticket that he filed, wrote in or was added to; blanks
 * what he answered to a topic's fields and removes the files that he sent as a customer. In the caller's
 * transaction. */
enum rc erase_from_tickets(
        struct db *db, const struct erased *person, const struct person_words *words) MUST_USE;

#endif
