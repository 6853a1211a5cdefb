/*
 * Finds out, while a quote is being read, whether it is a callout: its first paragraph starts with a bold
 * label and a colon
 * (**Note:** or **Note**:), or it starts with a heading. Inside of the markup renderer.
 */
#ifndef PORTICO_IO_MARKUP_CALLOUT_H
#define PORTICO_IO_MARKUP_CALLOUT_H

#include <stdbool.h>
#include <stddef.h>

#include <md4c.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"

struct callout_watch {
	enum { WATCH_NONE, WATCH_QUOTE, WATCH_PARAGRAPH, WATCH_LABEL, WATCH_COLON } state;
	struct buf label; /* the bold text so far */
	const char *kind; /* named by the label, while waiting for its colon */
};

void callout_start(struct callout_watch *watch);
void callout_end(struct callout_watch *watch);

void callout_enter_quote(struct callout_watch *watch);
void callout_enter_block(struct callout_watch *watch, MD_BLOCKTYPE type); /* other than quotes */
void callout_enter_span(struct callout_watch *watch, MD_SPANTYPE type);
void callout_leave_block(struct callout_watch *watch);

/* True for the heading that is about to be entered and starts a quote. */
bool callout_is_title(const struct callout_watch *watch);

/* Each sets *kind ("note", "tip", "warning", "important") when the innermost quote turns out to be a callout,
 * else NULL. RC_NO_MEMORY. */
enum rc callout_leave_span(struct callout_watch *watch, struct arena *arena, const char **kind) MUST_USE;
void callout_text(
        struct callout_watch *watch, MD_TEXTTYPE type, const char *text, size_t length, const char **kind);

#endif
