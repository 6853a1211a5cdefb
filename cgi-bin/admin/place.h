/*
 * What the forms of categories, boards and statuses have in common: texts in each language, and what differs
 * when somebody saved another state meanwhile.
 */
#ifndef PORTICO_ADMIN_PLACE_H
#define PORTICO_ADMIN_PLACE_H

#include "domain/place_text.h"
#include "io/db.h"
#include "web/request.h"

/* What such a form sends of the texts; with descriptions, and without. */
#define PLACE_TEXT_FIELDS                                                                                    \
	{ .name = "name_en", .kind = FIELD_LINE, .max = LIMIT_NAME },                                        \
	        { .name = "description_en", .kind = FIELD_LINE, .max = LIMIT_SUMMARY },                      \
	        { .name = "name_fa", .kind = FIELD_LINE, .max = LIMIT_NAME },                                \
	        { .name = "description_fa", .kind = FIELD_LINE, .max = LIMIT_SUMMARY },                      \
	        { .name = "name_lt", .kind = FIELD_LINE, .max = LIMIT_NAME },                                \
	{                                                                                                    \
		.name = "description_lt", .kind = FIELD_LINE, .max = LIMIT_SUMMARY                           \
	}
#define PLACE_NAME_FIELDS                                                                                    \
	{ .name = "name_en", .kind = FIELD_LINE, .max = LIMIT_NAME },                                        \
	        { .name = "name_fa", .kind = FIELD_LINE, .max = LIMIT_NAME },                                \
	{                                                                                                    \
		.name = "name_lt", .kind = FIELD_LINE, .max = LIMIT_NAME                                     \
	}

/* Label.name_en .description_en .required_en … and the stored texts (struct place_text) as values;
 * page_show puts what was typed over them. `required`: the site's language must have a name. */
void place_show_texts(struct request *request, const struct db_rows *stored, bool required);

/* What was typed. `missing`: the error of a name that must be there, NULL if none must. */
void place_take_texts(struct request *request, struct place_texts *texts, const char *missing);

/* Notes errors of the fields "slug" and "colour". */
void place_check(struct request *request, const char *slug, const char *colour);

/* Conflicts.N of what is stored and what was wanted, where they differ; *count goes on. */
void place_show_difference(
        struct request *request, size_t *count, const char *label, const char *now, const char *wanted);
void place_show_names(struct request *request, size_t *count, const struct db_rows *stored,
        const struct place_texts *wanted);

#endif
