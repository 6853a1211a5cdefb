/*
 * What page functions answer with, and the addresses they point to.
 */
#ifndef PORTICO_WEB_PAGE_H
#define PORTICO_WEB_PAGE_H

#include "web/request.h"
#include "web/route.h"

/* Renders a template with layout data (see templates/layout.cs), the form's values and errors. 422 when
 * errors stand, else the response's status (200). The page's title must be set by page_title before. */
enum rc page_show(struct request *request, const char *template_name) MUST_USE;

/* What the frame shows alike on each page of a program, in all languages: set once, before templates are
 * parsed. RC_NO_MEMORY. */
enum rc page_constants(
        struct view *view, struct arena *arena, const struct config *config, const char *program) MUST_USE;

/* Layout data alone, for pages the dispatcher makes itself (errors). */
void page_layout(struct request *request);

/* The title, in the page's language already (view_say) or user text. */
void page_title(struct request *request, const char *title);

/* A step of the way back: text already in the page's language or user text; url NULL for the page itself. In
 * order. */
void page_crumb(struct request *request, const char *text, const char *url);

/* The languages this page exists in, "en,fa": the others are listed without an address. Must outlive the
 * request. */
void page_languages(struct request *request, const char *codes);

/* 303 to a path of this site, made by url() or urlf(). RC_OK, RC_NO_MEMORY, RC_INVALID for one with control
 * bytes. */
enum rc page_go(struct request *request, const char *url) MUST_USE;

/* JSON from `request->response.body`, which the page has filled. */
enum rc page_json(struct request *request) MUST_USE;

/* A redirect target given by a visitor ("next"): itself if it is a plain path of this site, else `fallback`
 * (INJ-07). */
const char *page_next(struct request *request, const char *next, const char *fallback);

/* One line shown on top of the page that a redirect leads to: appended to the address as ?done=<code>; the
 * codes and their messages stand in page.c. */
const char *page_done(struct request *request, const char *url, const char *code);

/* The address of a page in the request's language: path is canonical ("/tickets/new"); with base path,
 * language and url style.
 * "" without memory. */
const char *url(struct request *request, const char *path);
const char *url_in(struct request *request, const struct language *language, const char *path);

/* The same outside a request. */
const char *url_site(
        struct arena *arena, const struct config *config, const struct language *language, const char *path);

/* The address of this request in a language: its path, encoded anew, and its query, of which only what no
 * address may hold is encoded. "" without memory. */
const char *url_here(struct request *request, const struct language *language);

/* url() with {1}, {2} filled by percent-encoded values: urlf(r, "/kb/{1}", slug). */
#define urlf(request, path, ...)                                                                             \
	url_values((request), (path), (const char *const[]){ __VA_ARGS__ },                                  \
	        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
const char *url_values(struct request *request, const char *path, const char *const *values, size_t count);

/* The same for a program that stands outside requests (mails): base_url + path in a language. */
const char *url_mail(
        struct arena *arena, const struct config *config, const struct language *language, const char *path);

/* Puts a form token for POSTs to `route_path` (the route's own spelling, "/tickets/:number/reply") into the
 * view at `hdf`. */
void page_token(struct request *request, const char *hdf, const char *route_path);

#endif
