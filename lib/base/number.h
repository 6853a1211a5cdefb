/*
 * Numbers as a reader of a language writes them (ICU). Formatters are opened once per language and kept.
 * All return NULL only without memory.
 */
#ifndef PORTICO_BASE_NUMBER_H
#define PORTICO_BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"

/* 1,250,000 · ۱٬۲۵۰٬۰۰۰ · 1 250 000 */
char *number_text(struct arena *arena, const struct language *language, int64_t number) MUST_USE;

/* 812 B · 2.4 MB · 25 MB (steps of 1000, one decimal from kB on unless the size is whole), a no-break space
 * before the unit sign, which is the language's. */
char *number_size(struct arena *arena, const struct language *language, int64_t bytes) MUST_USE;

/* The same digits in the language's own digit characters, nothing grouped: for codes and ticket numbers. */
char *number_code(struct arena *arena, const struct language *language, const char *digits) MUST_USE;

/* Index of the plural form in language->plurals for this number. */
size_t number_plural(const struct language *language, int64_t number);

/* Frees the kept formatters (end of process, leak checkers). */
void number_release(void);

#endif
