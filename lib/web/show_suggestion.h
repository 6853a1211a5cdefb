/*
 * Suggestions in pages: words for statuses, rows of lists, the box with the votes, boards to choose from.
 */
#ifndef PORTICO_WEB_SHOW_SUGGESTION_H
#define PORTICO_WEB_SHOW_SUGGESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/suggestion.h"
#include "domain/suggestion_list.h"
#include "domain/suggestion_rule.h"
#include "web/request.h"

/* In the page's language, as the management has named it; unknown words as they are. `rules` NULL: the
 * built-in words. */
const char *say_suggestion_status(
        const struct view *view, const struct suggestion_rules *rules, const char *status);

/* The colour of a status's tag, see tag-… in style.css; of its colour, a word of suggestion_rule.h. */
const char *suggestion_status_tag(const struct suggestion_rules *rules, const char *status);
const char *suggestion_colour_tag(const char *colour);

/* "12 votes", "3 comments". */
const char *say_votes(struct view *view, int64_t count);
const char *say_comments(struct view *view, int64_t count);

/* `path` with the number for {1}. */
const char *suggestion_url(struct request *request, const char *path, int64_t id);

/* The macro vote_box at `hdf`. `back` is where a vote leads without scripts, made by url() or urlf(). */
struct vote_box {
	int64_t id;
	const char *url, *title; /* of the suggestion */
	int64_t votes;
	bool voted;
	bool open; /* votes count; else only their number is shown */
};
void show_vote_box(struct request *request, const char *hdf, const struct vote_box *box, const char *back);

/* <list>.N for the macro suggestion_row, with its vote box at <list>.N.vote. */
void show_suggestion_row(struct request *request, const char *list, size_t index,
        const struct suggestion_row *row, const struct suggestion_rules *rules, const char *back);

#endif
