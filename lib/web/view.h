/*
 * A page's data (HDF) and its template. The only door to ClearSilver.
 *
 * Every value is escaped when it is printed; HTML made safe in C is stored under a name that ends in _html
 * and printed by safe_html(). Names are constant paths of ours ("Ticket.subject"), never user text; list
 * items are numbered by view_item. Setting is sticky: the first failure is kept and answered by view_render.
 */
#ifndef PORTICO_WEB_VIEW_H
#define PORTICO_WEB_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/config.h"
#include "base/language.h"
#include "base/rc.h"
#include "base/time.h"

struct view;

/* Loads the catalogs and prepares templates below share_dir/templates. One per process. `frame` ("kb/frame")
 * is the template whose macros its pages have at hand; NULL: it renders mails only. RC_IO, RC_INVALID,
 * RC_NO_MEMORY. */
enum rc view_open(const struct config *config, const char *frame, struct view **view) MUST_USE;
void view_close(struct view *view); /* NULL is allowed */

/* A value that each page of a language shows, as long as the process lives: its templates are parsed with it.
 * Before the first of them. RC_NO_MEMORY. */
enum rc view_constant(
        struct view *view, const struct language *language, const char *path, const char *text) MUST_USE;

/* Parses a template now, so that a broken one stops the start. RC_TEMPLATE. */
enum rc view_prepare(struct view *view, const char *template_name) MUST_USE;

/* Empties the data and sets language and clock for the next page or mail. `arena` serves until the next
 * view_reset. */
void view_reset(struct view *view, struct arena *arena, const struct clock_view *clock, int64_t now);

/* Language and clock of what is set from now on, and of the template. */
void view_clock(struct view *view, const struct clock_view *clock);

const struct language *view_language(const struct view *view);

/* --- values. path is printf-like with our own constants and numbers only; user text goes into the value
 * ------------- */

void view_text(
        struct view *view, const char *path, const char *text); /* NULL removes nothing and sets nothing */
void view_number(struct view *view, const char *path,
        int64_t number); /* plain ASCII digits, for attributes and URLs */
void view_flag(struct view *view, const char *path, bool flag); /* "1" or nothing */
void view_html(struct view *view, const char *path_html,
        const char *safe_html); /* path must end in _html (asserted) */
void view_time(
        struct view *view, const char *path, int64_t when); /* path.iso, path.ago, path.full; nothing for 0 */
void view_count(struct view *view, const char *path,
        int64_t number); /* number as the language writes it; LIMIT_COUNT shows as "1,000+" */
void view_code(struct view *view, const char *path, int64_t number); /* ungrouped, in the language's digits */
void view_size(struct view *view, const char *path, int64_t bytes);  /* 2.4 MB */

/* "List.3" + ".name": the path of a member of item `index`, in the arena ("" without memory, and the view's
 * error is set). */
const char *view_item(struct view *view, const char *list, size_t index, const char *member);

/* An option of a choice: <list>.N.value .text .selected. */
void view_option(struct view *view, const char *list, size_t index, const char *value, const char *text,
        bool selected);

/* --- words ----------------------------------------------------------------------------------- */

/* The message in the page's language. Never NULL. Mark messages with N_() where they are written. */
const char *view_say(const struct view *view, const char *message);

/* The message with {1}, {2} … filled in. Up to 9 values. Never NULL ("" without memory). */
#define view_fill(view, message, ...)                                                                        \
	view_fill_values((view), (message), (const char *const[]){ __VA_ARGS__ },                            \
	        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
const char *view_fill_values(struct view *view, const char *message, const char *const *values, size_t count);

/* The right plural with {n} as the language writes the number: view_plural(v, N_("{n} article"), N_("{n}
 * articles"), 3). */
const char *view_plural(struct view *view, const char *one, const char *other, int64_t number);

/* The number as the page's language writes it, in 0-9 if the person wants that. */
const char *view_digits(struct view *view, int64_t number);

/* --- output ---------------------------------------------------------------------------------- */

/* Renders "tickets/list" (without .cs) into `out`; in one whose name ends in ".txt" nothing is escaped. The
 * first error of any call since view_reset, RC_TEMPLATE (logged), or the buffer's. */
enum rc view_render(struct view *view, const char *template_name, struct buf *out) MUST_USE;

#endif
