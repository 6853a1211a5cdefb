/*
 * What a ticket is about, chosen when it is filed; a topic may ask up to five questions of its own.
 */
#ifndef PORTICO_DOMAIN_TOPIC_H
#define PORTICO_DOMAIN_TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

#define TOPIC_FIELDS 5

struct topic {
	int64_t id;
	const char *slug;
	const char *name;
	const char *hint;
};

struct topic_field {
	int64_t id;
	const char *slug;
	const char *kind; /* text | select */
	bool required;
	const char *label;
	const char *hint;
	const char *options; /* of a select: one a line */
};

struct topic_answer { /* as it is kept with the ticket */
	const char *label;
	const char *value;
};

/* The active topics in order, texts in `lang`, else in English. */
enum rc topic_list(struct db *db, struct arena *arena, const char *lang, struct db_rows *topics) MUST_USE;

/* A topic's own questions in order, at most TOPIC_FIELDS. */
enum rc topic_field_list(struct db *db, struct arena *arena, int64_t topic_id, const char *lang,
        struct db_rows *fields) MUST_USE;

/* The active topic of that slug in a list, or NULL. */
const struct topic *topic_in(const struct db_rows *topics, const char *slug);

/* Option `number` (from 1) of a select; NULL if there is none. RC_NO_MEMORY. */
enum rc topic_option(
        struct arena *arena, const struct topic_field *field, int64_t number, const char **option) MUST_USE;

#endif
