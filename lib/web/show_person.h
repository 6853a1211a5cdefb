/*
 * People and companies in pages: words for industries, roles, states and rights.
 */
#ifndef PORTICO_WEB_SHOW_PERSON_H
#define PORTICO_WEB_SHOW_PERSON_H

#include "domain/access.h"
#include "web/view.h"

/* In the page's language; unknown words as they are, "" as "". */
const char *say_industry(const struct view *view, const char *word);
const char *say_role(const struct view *view, const char *role); /* customer agent admin */
const char *say_account_state(const struct view *view, const char *state);
/* The colour of a state's tag, see tag-… in style.css. */
const char *account_state_tag(const char *state);
const char *say_permission(const struct view *view, enum permission permission);
const char *say_company_right(const struct view *view, enum company_right right);

/* What somebody may in a company, in short: "Owner", or its areas one after the other. "" without memory. */
const char *say_membership(struct view *view, bool owner, const char *rights);

/* A name as people read it: what is left of a deleted person in the page's words, any other as it is. NULL
 * as NULL. */
const char *say_name(struct view *view, const char *name);

/* Options of a choice of industries, <list>.N.value .text .selected, the first one empty ("Not told"). */
void show_industries(struct view *view, const char *list, const char *chosen);

#endif
