/*
 * Everything that the portal holds of a person, for himself: table by table, a few rows at a time.
 *
 * Of tickets: those that he filed with their public messages, and what he wrote in others. Of the community:
 * what he wrote, what he did, and the numbers that are kept of it. Never internal notes, nor anything else of
 * other people. Votes on articles and searches are kept without the person and
 * cannot be found by him.
 */
#ifndef PORTICO_DOMAIN_PERSON_DATA_H
#define PORTICO_DOMAIN_PERSON_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/attachment.h"
#include "io/db.h"

struct person_section {
	const char *name;          /* "tickets": a word of ours */
	const struct query *query; /* columns of its rows; a name that ends in _at is a time, one that begins
	                              with is_ or has_ a yes or no */
	bool once;                 /* all rows at once: there are few */
};

size_t person_section_count(void);
const struct person_section *person_section_at(size_t index);

/* Takes one row of a section. */
typedef enum rc person_take(void *context, const struct person_section *section, const void *row);

/* Hands the rows of a section to `take`, oldest first. `scratch` is emptied between pages of rows. RC_DB,
 * RC_NO_MEMORY, or what `take` answered. */
enum rc person_data_read(struct db *db, struct arena *scratch, const struct person_section *section,
        int64_t account_id, person_take *take, void *context) MUST_USE;

/* The next file that he sent with a ticket (or, `posted`, in the community) after the one with id `after`,
 * with its content for attachment_read: those of the section files, or post_files, in their order.
 * RC_NOT_FOUND: no more. */
enum rc person_data_file(struct db *db, struct arena *arena, int64_t account_id, bool posted, int64_t after,
        struct attachment *file) MUST_USE;

/* The picture that he shows. RC_NOT_FOUND: none. */
enum rc person_data_picture(
        struct db *db, struct arena *arena, int64_t account_id, struct bytes *png) MUST_USE;

#endif
