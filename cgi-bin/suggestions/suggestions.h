/*
 * The page functions of the suggestions program, by file, and what they share. What the reader may not see is
 * missing for him, on every address.
 */
#ifndef PORTICO_SUGGESTIONS_H
#define PORTICO_SUGGESTIONS_H

#include "domain/suggestion.h"
#include "domain/suggestion_list.h"
#include "web/page.h"

/* index.c */
page_fn index_page;
page_fn board_page;
page_fn roadmap_page;

/* Answers a GET that is the same for every stranger. */
enum rc show_shared(struct request *request, const char *template_name) MUST_USE;

/* The way back: Home, Ideas, and the page itself if `last` is not NULL. */
void show_way(struct request *request, const char *last);

/* read.c */
page_fn read_page;

/* The suggestion of the address, if the reader may see it; locked: in a POST. RC_NOT_FOUND, RC_DB, RC_RETRY.
 */
enum rc find_suggestion(struct request *request, struct suggestion *suggestion) MUST_USE;
enum rc lock_suggestion(struct request *request, struct suggestion *suggestion) MUST_USE;

/* Its page, once more with what is wrong. */
enum rc show_again(struct request *request) MUST_USE;

/* Back to its page, which says `code` on top. */
enum rc go_back(struct request *request, int64_t id, const char *code) MUST_USE;

/* act.c */
page_fn vote;
page_fn follow;
page_fn board_follow;
page_fn comment;
page_fn count_comment;

/* feed.c */
page_fn feed_page;

/* new.c */
page_fn new_page;
page_fn propose;
page_fn count_proposal;
page_fn sent_page;
page_fn similar_page;

/* edit.c */
page_fn edit_page;
page_fn edit_save;
page_fn count_edit;

/* Notes the error of a form whose tags, numbers or author were refused: RC_INVALID, RC_LIMITED and RC_DENIED
 * of suggestion_add and its like. False for other codes. */
bool note_refusal(struct request *request, enum rc rc);

/* staff.c */
page_fn status_save;
page_fn staff_page;
page_fn staff_do;

/* merge.c */
page_fn merge_page;
page_fn merge_do;

/* voters.c */
page_fn voters_page;
page_fn voters_csv;

#endif
