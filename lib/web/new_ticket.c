/* The two steps of a new ticket. Both work without scripts; what was typed in one goes with the other. */
#include "web/new_ticket.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "web/page.h"
#include "web/robot.h"
#include "web/show_hit.h"
#include "web/show_ticket.h"

static const char *const question_names[TOPIC_FIELDS] = { "field_1", "field_2", "field_3", "field_4",
	"field_5" };

enum rc new_ticket_read(struct request *request, struct new_ticket *form)
{
	const char *lang = request->language->code;
	enum rc rc = topic_list(request->db, request->arena, lang, &form->topics);

	*form = (struct new_ticket){ .topics = form->topics };
	if (rc != RC_OK)
		return rc;
	form->topic = topic_in(&form->topics, field_text(request, "topic"));
	if (form->topic == NULL)
		return RC_OK;
	return topic_field_list(request->db, request->arena, form->topic->id, lang, &form->questions);
}

/* What was answered to a question; "" for nothing. */
static enum rc answer_to(
        struct request *request, const struct topic_field *question, const char *name, const char **answer)
{
	int64_t number = 0;
	enum rc rc;

	*answer = field_text(request, name);
	if (!text_equal(question->kind, "select") || text_empty(*answer))
		return RC_OK;
	if (text_number(*answer, &number) != RC_OK)
		number = 0;
	rc = topic_option(request->arena, question, number, answer);
	if (rc == RC_OK && *answer == NULL) {
		request_error(request, name, N_("Choose one of the options."));
		*answer = "";
	}
	return rc;
}

enum rc new_ticket_answers(struct request *request, struct new_ticket *form)
{
	const struct topic_field *questions = form->questions.items;

	for (size_t i = 0; i < form->questions.count; i++) {
		const char *answer;
		enum rc rc = answer_to(request, &questions[i], question_names[i], &answer);
		if (rc != RC_OK)
			return rc;
		if (!text_empty(answer))
			form->answers[form->answer_count++] =
			        (struct topic_answer){ questions[i].label, answer };
		else if (questions[i].required && text_empty(field_text(request, question_names[i])))
			request_error(request, question_names[i], N_("Fill in this field."));
	}
	return RC_OK;
}

enum rc new_ticket_suggest(struct request *request, const char *subject, struct search_hits *hits)
{
	struct search_ask ask = search_ask_of(request, subject, "", 1);

	return search_answers(request->db, request->arena, &ask, LIMIT_SUGGESTIONS, hits);
}

/* --- showing --------------------------------------------------------------------------------- */

/* Step 1 once more, with what was chosen there. */
static const char *back_url(struct request *request)
{
	return urlf(request, "/tickets/new?change=1&topic={1}&subject={2}&follows={3}",
	        field_text(request, "topic"), field_text(request, "subject"), field_text(request, "follows"));
}

static void show_frame(struct request *request)
{
	struct view *view = request->view;

	page_title(request, view_say(view, N_("Open a ticket")));
	page_crumb(request, view_say(view, N_("Home")), url(request, "/"));
	page_crumb(request, view_say(view, N_("Open a ticket")), NULL);
	view_text(view, "New.action", url(request, "/tickets/new"));
	view_text(view, "New.answers_url", url(request, "/tickets/answers"));
	view_text(view, "New.solved_url", url(request, "/tickets/solved"));
	view_text(view, "New.follows", field_text(request, "follows"));
	page_token(request, "Token.solved", "/tickets/solved");
}

enum rc new_ticket_show_subject(struct request *request, const struct new_ticket *form)
{
	const struct topic *topics = form->topics.items;
	struct view *view = request->view;

	show_frame(request);
	for (size_t i = 0; i < form->topics.count; i++) {
		bool chosen = form->topic == NULL ? i == 0 : form->topic == &topics[i];
		view_option(view, "Topics", i, topics[i].slug, topics[i].name, chosen);
		view_text(view, view_item(view, "Topics", i, "hint"), topics[i].hint);
	}
	return page_show(request, "tickets/subject");
}

static enum rc show_options(
        struct request *request, const char *list, const struct topic_field *question, int64_t chosen)
{
	struct view *view = request->view;

	view_option(view, list, 0, "", question->required ? view_say(view, N_("Choose…")) : "–", chosen == 0);
	for (int64_t number = 1;; number++) {
		const char *option;
		enum rc rc = topic_option(request->arena, question, number, &option);
		if (rc != RC_OK || option == NULL)
			return rc;
		view_option(view, list, (size_t)number,
		        arena_format(request->arena, "%lld", (long long)number), option, number == chosen);
	}
}

static enum rc show_question(struct request *request, size_t index, const struct topic_field *question)
{
	struct view *view = request->view;
	const char *name = question_names[index];

	view_text(view, view_item(view, "Questions", index, "name"), name);
	view_text(view, view_item(view, "Questions", index, "label"), question->label);
	view_text(view, view_item(view, "Questions", index, "hint"), question->hint);
	view_flag(view, view_item(view, "Questions", index, "required"), question->required);
	if (!text_equal(question->kind, "select"))
		return RC_OK;
	return show_options(request, view_item(view, "Questions", index, "options"), question,
	        field_number(request, name));
}

static void show_priorities(struct request *request)
{
	static const char *const priorities[] = { "low", "normal", "high" };
	const char *chosen = field_text(request, "priority");
	struct view *view = request->view;

	for (size_t i = 0; i < LENGTH(priorities); i++)
		view_option(view, "Priorities", i, priorities[i],
		        say_ticket_priority(view, SIDE_CUSTOMER, priorities[i]),
		        text_equal(text_empty(chosen) ? "normal" : chosen, priorities[i]));
}

static void show_hits(struct request *request, const struct search_hits *hits)
{
	struct view *view = request->view;

	for (size_t i = 0; hits != NULL && i < hits->count; i++) {
		const struct search_hit *hit = &hits->items[i];
		view_text(view, view_item(view, "Answers", i, "id"), hit_key(request, hit));
		view_text(view, view_item(view, "Answers", i, "kind"), hit->kind);
		view_text(view, view_item(view, "Answers", i, "icon"), hit_icon(hit));
		view_text(view, view_item(view, "Answers", i, "title"), hit->title);
		view_text(view, view_item(view, "Answers", i, "crumb"), hit_crumb(request, hit));
		view_text(view, view_item(view, "Answers", i, "note"), hit_note(request, hit));
		view_text(view, view_item(view, "Answers", i, "url"), hit_url(request, hit));
	}
	view_flag(view, "New.shown", (hits != NULL && hits->count > 0) || field_flag(request, "shown"));
}

static void show_for_whom(struct request *request)
{
	if (!request->signed_in || request->who.company_id == 0)
		return;
	bool filed = ticket_company(&request->who) != 0;
	view_text(request->view, "New.company", filed ? request->who.company : NULL);
	view_flag(request->view, "New.for_self", !filed);
}

enum rc new_ticket_show_form(
        struct request *request, const struct new_ticket *form, const struct search_hits *hits)
{
	const struct topic_field *questions = form->questions.items;
	struct view *view = request->view;

	show_frame(request);
	show_hits(request, hits);
	for (size_t i = 0; i < form->questions.count; i++) {
		enum rc rc = show_question(request, i, &questions[i]);
		if (rc != RC_OK)
			return rc;
	}
	if (form->topic != NULL)
		view_text(view, "New.topic_text", form->topic->name);
	view_text(view, "New.back_url", back_url(request));
	view_flag(view, "New.guest", !request->signed_in);
	view_text(view, "New.find_url", url(request, "/tickets/find"));
	show_for_whom(request);
	show_priorities(request);
	show_file_limits(request);
	robot_show(request, "Token.open", "/tickets/new");
	return page_show(request, "tickets/new");
}
