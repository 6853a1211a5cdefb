/*
 * The audit log in words: what was done, to what kind of thing.
 */
#ifndef PORTICO_WEB_SHOW_AUDIT_H
#define PORTICO_WEB_SHOW_AUDIT_H

#include <stddef.h>

#include "base/arena.h"
#include "web/view.h"

/* "Closed a ticket" for "ticket.close", in the page's language; a word without a text as it is. */
const char *say_audit_action(const struct view *view, const char *action);

/* "Ticket" for "ticket"; "" for none; a word without a text as it is. */
const char *say_audit_object(const struct view *view, const char *object);

/* "Person 7 · Owner" for "account 7 owner" of an act on a company: an act's detail in words; a code without a
 * word as it is. In the arena. */
const char *say_audit_detail(struct view *view, struct arena *arena, const char *action, const char *detail);

/* The kinds of things that acts are about, and the groups of acts ("ticket."): NULL past the last. */
const char *audit_object_at(size_t index);
const char *audit_group_at(size_t index, const char **text);

/* Every action that has a text, in order: NULL past the last. */
const char *audit_action_at(size_t index);

#endif
