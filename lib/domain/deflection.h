/*
 * Answers shown before a ticket is filed: which helped, and what was filed all the same. Nothing of a person
 * is kept.
 */
#ifndef PORTICO_DOMAIN_DEFLECTION_H
#define PORTICO_DOMAIN_DEFLECTION_H

#include <stdint.h>

#include "base/rc.h"
#include "io/db.h"

/* "This solved it": the article of that slug, or that topic of the forum; "", 0 or an unknown one: not said
 * which. */
enum rc deflection_solved(
        struct db *db, const char *lang, const char *article_slug, int64_t topic_id, int64_t now) MUST_USE;

/* A ticket was filed although answers had been shown. */
enum rc deflection_filed(struct db *db, const char *lang, int64_t now) MUST_USE;

#endif
