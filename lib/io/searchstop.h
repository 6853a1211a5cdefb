/*
 * Words that a search passes over.
 */
#ifndef PORTICO_IO_SEARCHSTOP_H
#define PORTICO_IO_SEARCHSTOP_H

#include <stdbool.h>

/* `word` is folded as for stemming: no diacritics, one form of each letter. */
bool searchstop_english(const char *word);
bool searchstop_lithuanian(const char *word);
bool searchstop_persian(const char *word);

/* True for the stop list of InnoDB itself, which we cannot change on a shared host. */
bool searchstop_innodb(const char *word);

#endif
