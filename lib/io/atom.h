/*
 * Atom feeds (RFC 4287) as text. Whatever titles and texts hold, the result is well-formed XML: markup is
 * escaped, characters that XML does not have are left out.
 */
#ifndef PORTICO_IO_ATOM_H
#define PORTICO_IO_ATOM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"

struct atom_feed {
	const char *id; /* an IRI that stays the same: "tag:firm.example,2026:forum" */
	const char *title;
	const char *language; /* code; NULL: none */
	const char *self;     /* its own address, absolute */
	const char *page;     /* the page it stands for, absolute */
	const char *base;     /* what addresses in texts are relative to, absolute */
	int64_t updated;      /* newest entry */
};

struct atom_entry {
	const char *id; /* as above */
	const char *title;
	const char *author;
	const char *url;      /* absolute */
	const char *category; /* NULL: none */
	const char *html;     /* safe HTML, becomes escaped content; NULL: none */
	const char *text;     /* plain, when there is no HTML; NULL: none */
	int64_t published, updated;
};

/* Appends text with what XML wants escaped. The text is UTF-8. */
void atom_text(struct buf *out, const char *text);

/* One after the other; what fails is kept by the buffer. RC_NO_MEMORY of the arena (times). */
enum rc atom_begin(struct arena *arena, struct buf *out, const struct atom_feed *feed) MUST_USE;
enum rc atom_add(struct arena *arena, struct buf *out, const struct atom_entry *entry) MUST_USE;
void atom_end(struct buf *out);

#endif
