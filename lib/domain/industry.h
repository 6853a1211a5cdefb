/*
 * The industries that a person or a company may belong to: words of ours, stored as they are.
 */
#ifndef PORTICO_DOMAIN_INDUSTRY_H
#define PORTICO_DOMAIN_INDUSTRY_H

#include <stdbool.h>
#include <stddef.h>

/* The word at `index`; NULL past the last. */
const char *industry_at(size_t index);

/* True for one of them. */
bool industry_is_known(const char *word);

#endif
