/*
 * Articles for the search's tests: a few of the test's own, or the whole of a folder of Markdown files.
 */
#ifndef PORTICO_TESTS_LIBRARY_H
#define PORTICO_TESTS_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/article.h"
#include "domain/search.h"

/* cmocka setup: no articles, categories or search rows. */
int library_empty(void **state);

/* Takes a text in; the test fails if it is refused. */
void library_add(const struct article_source *source);
void library_add_text(const char *slug, const char *lang, const char *title, const char *body);

/* Takes in each Markdown file of a folder; `lang` for files that name none. Answers how many. */
size_t library_add_folder(const char *path, const char *lang);

/* Takes in a plain text whose first line is the title. */
void library_add_plain(const char *path, const char *slug, const char *lang);

/* Indexes all that waits. */
void library_index(void);

/* A search by somebody who is not signed in. */
struct search_ask library_ask(const char *lang, const char *query);
struct search_result library_search(const char *lang, const char *query);

/* True if the article is among the hits of all words. */
bool library_finds(const char *lang, const char *query, const char *slug);

#endif
