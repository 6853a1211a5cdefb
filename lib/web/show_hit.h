/*
 * What a search found, in pages and for scripts: articles, topics of the forum, suggestions. Each says of
 * what kind it is by a word and an icon.
 */
#ifndef PORTICO_WEB_SHOW_HIT_H
#define PORTICO_WEB_SHOW_HIT_H

#include "domain/search.h"
#include "web/request.h"

/* A question for everything that the person may read, in the page's language; `kind` "" asks for all. */
struct search_ask search_ask_of(const struct request *request, const char *query, const char *kind, int page);

/* The results of a query; page 1 and kind "" stand in no address. "" without memory. */
const char *search_url(struct request *request, const struct language *language, const char *query,
        const char *kind, int page);

const char *hit_url(struct request *request, const struct search_hit *hit);

/* A name in static/icons.svg. */
const char *hit_icon(const struct search_hit *hit);

/* "Community · Devices"; of an article its category alone. */
const char *hit_crumb(struct request *request, const struct search_hit *hit);

/* "Solved", "12 votes"; "" for an article. */
const char *hit_note(struct request *request, const struct search_hit *hit);

/* By which "this solved it" names it, in the field that is called like its kind; "" for a suggestion. */
const char *hit_key(struct request *request, const struct search_hit *hit);

/* {"items":[{"title","url","kind","icon","crumb","id"} …]} and, if all_url is not NULL, "all". Answers
 * what page_json does. */
enum rc hits_json(struct request *request, const struct search_hits *hits, const char *all_url) MUST_USE;

/* The answer of a /similar route: what any word of the field q finds among things of this kind. RC_LIMITED
 * when the person has no searches left. */
enum rc similar_json(struct request *request, const char *kind) MUST_USE;

#endif
