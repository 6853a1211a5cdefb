/*
 * The page functions of the forum program, by file.
 */
#ifndef PORTICO_FORUM_H
#define PORTICO_FORUM_H

#include "domain/forum_post.h"
#include "domain/forum_topic.h"
#include "web/page.h"

/* The topic of the address, or the post and its topic, if the reader may see it; locked in a POST's
 * transaction. RC_NOT_FOUND, RC_DB, RC_RETRY. */
enum rc find_topic(struct request *request, struct forum_topic *topic) MUST_USE;
enum rc lock_topic(struct request *request, struct forum_topic *topic) MUST_USE;
enum rc find_post(struct request *request, struct forum_post *post, struct forum_topic *topic) MUST_USE;
enum rc lock_post(struct request *request, struct forum_post *post, struct forum_topic *topic) MUST_USE;

/* Redirects to the post on its page of the topic; `done`: a code of page_done, "" for none. */
enum rc go_to_post(struct request *request, const struct forum_post *post, const char *done) MUST_USE;

/* index.c */
page_fn index_page, category_page;

/* topic.c */
page_fn topic_page, count_post, reply_to_topic, act_on_topic;

/* Its page with this place, once more with what is wrong. */
enum rc show_topic_at(struct request *request, const struct forum_topic *topic, int32_t place) MUST_USE;

/* new.c */
page_fn new_page, count_asking, ask_topic;

/* edit.c */
page_fn edit_page, edit_post;

/* post.c */
page_fn post_page, like_post, accept_post, history_page, judge_page, judge_post, preview;

/* flag.c */
page_fn flag_page, flag_post;

/* person.c */
page_fn person_page, person_trust;

/* follow.c */
page_fn follow_topic, follow_category, unsubscribe_page, unsubscribe;

/* feed.c */
page_fn feed_page;

/* similar.c */
page_fn similar_page;

/* turn.c */
page_fn turn_ticket_page, turn_ticket, turn_suggestion_page, turn_suggestion, turn_article_page, turn_article;

#endif
