/*
 * Trust and moderation in pages: words for levels, badges, reasons to hold a text and to flag it.
 */
#ifndef PORTICO_WEB_SHOW_TRUST_H
#define PORTICO_WEB_SHOW_TRUST_H

#include "domain/badge.h"
#include "domain/trust.h"
#include "web/view.h"

/* In the page's language: "Newcomer", "Known", "Regular", "Leader". */
const char *say_trust_level(const struct view *view, int32_t level);

/* A badge by its word: its name, what it is for, and its icon. An unknown word as it is, "" and "tag". */
const char *say_badge(const struct view *view, const char *badge);
const char *say_badge_reason(const struct view *view, const char *badge);
const char *badge_icon(const char *badge);

/* Why a text is held or hidden: guest | new | links | flags | moderator. */
const char *say_held_for(const struct view *view, const char *held_for);

/* Why it was flagged: spam | rude | private | other. */
const char *say_flag_reason(const struct view *view, const char *reason);

#endif
