/*
 * What somebody wrote, on a page: as it was rendered, or as it was typed where it cannot be.
 */
#ifndef PORTICO_WEB_SHOW_TEXT_H
#define PORTICO_WEB_SHOW_TEXT_H

#include "web/request.h"

/* Sets `path`, which ends in _html, to safe `html`; NULL: to the escaped `body`, at most LIMIT_TYPED_CHARS of
 * it. RC_NO_MEMORY, RC_TOO_LARGE. */
enum rc show_text(struct request *request, const char *path, const char *html, const char *body) MUST_USE;

#endif
