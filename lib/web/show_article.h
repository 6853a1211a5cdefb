/*
 * Articles, categories and searches in pages: cards, links, what is looked for, and who reads.
 */
#ifndef PORTICO_WEB_SHOW_ARTICLE_H
#define PORTICO_WEB_SHOW_ARTICLE_H

#include <stddef.h>

#include "domain/article.h"
#include "domain/category.h"
#include "web/request.h"

/* Whom articles are chosen for: the person and the page's language. */
struct reader reader_of(const struct request *request);

const char *article_url(struct request *request, const char *slug);
const char *category_url(struct request *request, const char *slug);

/* <list>.N for the macro article_link. */
void show_article_link(
        struct request *request, const char *list, size_t index, const struct article_brief *article);
void show_article_links(struct request *request, const char *list, const struct article_briefs *articles);

/* <list>.N for the macro category_card. */
void show_category_cards(struct request *request, const char *list, const struct category_list *categories);

/* Popular.N: what many look for, some seconds old. At most one statement. RC_DB, RC_NO_MEMORY. */
enum rc show_popular(struct request *request) MUST_USE;

#endif
