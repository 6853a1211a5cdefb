/*
 * The multipart half of form.c: RFC 7578 bodies, read through a window of fixed size.
 */
#ifndef PORTICO_IO_FORM_MULTIPART_H
#define PORTICO_IO_FORM_MULTIPART_H

#include "io/form.h"

/* As form_body, for a body of multipart/form-data with this boundary (1 to 70 characters). */
enum rc form_multipart(struct arena *arena, struct form *form, const char *boundary, form_read *read,
        void *source, const struct form_limits *limits) MUST_USE;

/* Appends a field; checks name, number of fields and UTF-8. RC_INVALID, RC_TOO_LARGE, RC_NO_MEMORY. */
enum rc form_add(struct arena *arena, struct form *form, const char *name, size_t name_length,
        const char *value, size_t value_length) MUST_USE;

#endif
