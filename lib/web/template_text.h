/*
 * The text of a template as ClearSilver gets it: read from its file, the words of a language and the
 * addresses of static files written in.
 */
#ifndef PORTICO_WEB_TEMPLATE_TEXT_H
#define PORTICO_WEB_TEMPLATE_TEXT_H

#include <stdbool.h>

#include "base/rc.h"
#include "web/view.h"

/* Reads a file of a fit size; *text is the caller's to free. RC_NOT_FOUND, RC_IO, RC_NO_MEMORY. */
enum rc template_text_read(const char *path, char **text) MUST_USE;

/* Writes the words of the view's language and the addresses of files below `base_path` in the place of their
 * commands, so that a page holds them as text; as HTML unless `plain`. Replaces *text. RC_NO_MEMORY: it is
 * freed and NULL. */
enum rc template_text_fill(const struct view *view, const char *base_path, bool plain, char **text) MUST_USE;

#endif
