/*
 * Files of other forums and boards: JSON, or CSV whose rows become the same JSON.
 */
#ifndef PORTICO_IMPORT_H
#define PORTICO_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/secret.h"
#include "tool.h"

struct import {
	struct tool *tool;
	const char *kind;   /* "forum" …: tells the sources of one kind from another's */
	const char *place;  /* slug of the category or board, where a row names none */
	const char *lang;   /* where a row names none */
	const char *format; /* markdown | text; NULL: as the rows look */
	bool quiet;
	/* The account that an author's name or address stands for, 0 for none; NULL: nobody is known. */
	int64_t (*person)(void *context, const char *author);
	void *context;
	long taken, unchanged, skipped;
};

/* The options of the command line and the file it names: an array of objects, each with "_row", its line
 * (CSV) or its number (JSON). Explains what is wrong: *status then is not DONE and the answer NULL. The
 * caller gives it back by json_decref. */
json_t *import_open(struct import *import, int *status);

/* --- values of a row; NULL or "" where it has none --------------------------------------------- */

const char *import_text(const json_t *row, const char *name);
bool import_flag(const json_t *row, const char *name); /* true, or "yes", "true", "1" */
/* A title on one line: a mail's subject is folded over several. "" without one, NULL without memory. */
const char *import_line(struct import *import, const json_t *row, const char *name);
/* An array of words, or one text with commas: words with commas between. */
const char *import_words(struct import *import, const json_t *row, const char *name);
/* UNIX seconds, at most now; false for a date that is none. An absent one: false unless `otherwise` is above
 * 0. */
bool import_date(const json_t *row, const char *name, int64_t otherwise, int64_t *when);

/* What tells a thing from all others: the hash of kind and id, or of the parts where it has no id. */
void import_source(struct import *import, const char *id, const char *part, const char *other, int64_t date,
        uint8_t source[SECRET_HASH]);

/* --- the report -------------------------------------------------------------------------------- */

void import_skip(struct import *import, const json_t *row, const char *what, const char *why);
int import_end(const struct import *import); /* the totals; the status of the command */

/* Each takes rows in. For the demo, too. */
void import_topics(struct import *import, json_t *rows);
void import_suggestions(struct import *import, json_t *rows);

#endif
