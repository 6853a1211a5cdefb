/*
 * Choosing for whom a forum category or a board of suggestions is, and its colour: parts of forms.
 */
#ifndef PORTICO_WEB_SHOW_AUDIENCE_H
#define PORTICO_WEB_SHOW_AUDIENCE_H

#include <stdint.h>

#include "domain/audience.h"
#include "web/request.h"
#include "web/route.h"

/* What such a form sends; the template's part is audience_fields() of admin/audience.cs. */
#define AUDIENCE_FIELDS                                                                                      \
	{ .name = "audience",                                                                                \
		.kind = FIELD_CHOICE,                                                                        \
		.required = true,                                                                            \
		.choices = "public signed_in company group staff" },                                         \
	        { .name = "company", .kind = FIELD_LINE, .max = LIMIT_NAME },                                \
	{                                                                                                    \
		.name = "group", .kind = FIELD_NUMBER                                                        \
	}

struct audience_choice {
	const char *audience;
	int64_t id;       /* the company or the group; 0: none */
	const char *name; /* of the company; NULL: none */
};

/* "Everyone", "The company Ostsee GmbH" … `name` of the company or group, NULL if it is gone. */
const char *say_audience(struct view *view, const char *audience, const char *name);

/* "Blue" … */
const char *say_colour(const struct view *view, const char *colour);

/* Audiences.N, Groups.N, Form.company: what was typed, else `choice`. One statement. RC_DB, RC_NO_MEMORY. */
enum rc show_audience(struct request *request, const struct audience_choice *choice) MUST_USE;

/* Colours.N of a list of words that ends with NULL at `colour_at`. */
void show_colours(struct request *request, const char *(*colour_at)(size_t index), const char *chosen);

/* Reads the form; what is wrong is noted with its field. RC_DB, RC_NO_MEMORY. */
enum rc take_audience(struct request *request, struct audience_choice *choice) MUST_USE;

#endif
