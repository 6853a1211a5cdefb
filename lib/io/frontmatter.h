/*
 * The lines between "---" and "---" at the top of a Markdown file: "name: value", one a line. A value may
 * stand in double quotes (with \" \\ inside) or single quotes (with '' inside); "[a, b]" and "- a" lines
 * below an empty value read as "a, b". That is all of YAML that such files need; anything else is refused by
 * line. A file without them is all body.
 */
#ifndef PORTICO_IO_FRONTMATTER_H
#define PORTICO_IO_FRONTMATTER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define FRONTMATTER_PAIRS 32
#define FRONTMATTER_VALUE 4000 /* bytes */

struct frontmatter_pair {
	const char *name;
	const char *value; /* may be "" */
};

struct frontmatter {
	struct frontmatter_pair pairs[FRONTMATTER_PAIRS];
	size_t count;     /* 0 also when there is none */
	const char *body; /* within the given text */
};

/* Reads a whole file: valid UTF-8 with a NUL behind it. RC_INVALID with *why, which names the line;
 * RC_TOO_LARGE past the bounds above; RC_NO_MEMORY. */
enum rc frontmatter_parse(
        struct arena *arena, const char *text, struct frontmatter *front, const char **why) MUST_USE;

/* The value of that name, NULL if it is not given or empty. */
const char *frontmatter_value(const struct frontmatter *front, const char *name);

#endif
