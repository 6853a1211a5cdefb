/*
 * The languages of the portal. A further one is a line in language.c and a .po file.
 */
#ifndef PORTICO_BASE_LANGUAGE_H
#define PORTICO_BASE_LANGUAGE_H

#include <stddef.h>

enum calendar { CALENDAR_GREGORIAN, CALENDAR_PERSIAN };

struct language {
	const char *code;       /* "fa": in paths, hreflang and the database */
	const char *name;       /* in itself: فارسی */
	const char *direction;  /* "ltr" or "rtl" */
	const char *locale;     /* ICU locale without calendar: "fa_IR" */
	enum calendar calendar; /* when the person chose none */
	size_t index;           /* place in the table, 0 .. language_count()-1; of a twin behind them all */
	const char *plurals[4]; /* ICU plural keywords in the order of the .po file's forms; NULL ends */
};

size_t language_count(void);
const struct language *language_at(size_t index);

/* The language with this code, or NULL. `code` may be NULL. */
const struct language *language_find(const char *code);

/* The same language for numbers and dates in 0-9: itself, or a twin whose locale says so. For the formatters
 * of number.h and time.h alone: language_find and language_at never answer with one. */
const struct language *language_latin(const struct language *language);

/* The best language for an Accept-Language header (RFC 9110 quality values); `fallback` if none fits.
 * `header` may be NULL or malformed. */
const struct language *language_accept(const char *header, const struct language *fallback);

#endif
