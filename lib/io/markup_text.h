/*
 * What md4c hands over, as characters: pieces of text, attributes, addresses. Inside of the markup renderer.
 */
#ifndef PORTICO_IO_MARKUP_TEXT_H
#define PORTICO_IO_MARKUP_TEXT_H

#include <stddef.h>

#include <md4c.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"

/* md4c's flags: the text's own HTML is always text. */
#define MARKUP_STRICT   MD_FLAG_NOHTML
#define MARKUP_EXTENDED (MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH)

/* Bytes that may come out of `length` bytes. */
size_t markup_output_max(size_t length);

/* What md4c reads in place of the text: a copy of its own that ends in a newline (md4c looks past the end of
 * a text that does not) and is else byte for byte as long. CommonMark since 0.31 counts symbols (£, €, ©) as
 * punctuation beside * and _, this md4c does not: it reads a punctuation mark there. Tabs after # are read as
 * spaces, or they would become part of a heading. */
struct markup_source {
	const char *text; /* as given */
	size_t length;
	const char *parsed;
	size_t parsed_length;
};

/* RC_TOO_LARGE past LIMIT_MARKUP_INPUT, RC_INVALID for what is not UTF-8, RC_NO_MEMORY. */
enum rc markup_source(
        struct arena *arena, const char *text, size_t length, struct markup_source *source) MUST_USE;

/* Turns a piece that md4c names into the given text at the same place, cut at its end. Pieces from elsewhere
 * (md4c's own spaces and line ends) stay. */
void markup_given(const struct markup_source *source, const char **piece, size_t *length);

/* Appends the characters that a piece of the source stands for: references decoded, nothing escaped. */
void markup_add_text(struct buf *out, MD_TEXTTYPE type, const char *text, size_t length);

/* An attribute's characters in the arena; *text is NULL if there is none. RC_NO_MEMORY, RC_TOO_LARGE. */
enum rc markup_attribute(struct arena *arena, const MD_ATTRIBUTE *attribute, const char **text) MUST_USE;

/* Percent-encodes what may not stand in a URL; existing escapes stay. NULL without memory. */
char *markup_url_encode(struct arena *arena, const char *url) MUST_USE;

#endif
