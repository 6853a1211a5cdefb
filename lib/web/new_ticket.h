/*
 * The form of a new ticket: the topics to choose from, the chosen one's own questions, what was answered to
 * them, and the articles that may make the ticket needless. The route declares topic, subject, follows,
 * shown, priority, field_1 to field_5.
 */
#ifndef PORTICO_WEB_NEW_TICKET_H
#define PORTICO_WEB_NEW_TICKET_H

#include "domain/search.h"
#include "domain/topic.h"
#include "web/request.h"

struct new_ticket {
	struct db_rows topics;     /* struct topic */
	const struct topic *topic; /* the chosen one, NULL: none yet */
	struct db_rows questions;  /* struct topic_field, of the chosen one */
	struct topic_answer answers[TOPIC_FIELDS];
	size_t answer_count;
};

/* Reads field "topic" and what belongs to it. Two statements. RC_DB, RC_NO_MEMORY. */
enum rc new_ticket_read(struct request *request, struct new_ticket *form) MUST_USE;

/* Reads field_1 to field_5 as answers to the topic's questions; notes field errors. RC_NO_MEMORY. */
enum rc new_ticket_answers(struct request *request, struct new_ticket *form) MUST_USE;

/* Articles, topics and suggestions that may answer a subject. One statement. */
enum rc new_ticket_suggest(struct request *request, const char *subject, struct search_hits *hits) MUST_USE;

/* Step 1: topic and subject. */
enum rc new_ticket_show_subject(struct request *request, const struct new_ticket *form) MUST_USE;

/* Step 2: articles that fit (hits NULL: none), then the whole form. */
enum rc new_ticket_show_form(
        struct request *request, const struct new_ticket *form, const struct search_hits *hits) MUST_USE;

#endif
