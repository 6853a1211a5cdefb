/* See show_turn.h. */
#include "web/show_turn.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/suggestion.h"
#include "web/page.h"

static const char *numbered(struct request *request, const char *path, int64_t number)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)number));
}

static enum rc ticket_made(struct request *request, const struct forum_topic *topic, const char **made)
{
	int64_t number;
	if (topic->ticket_id == 0)
		return RC_OK;
	enum rc rc = forum_turn_ticket_number(request->db, request->arena, topic->ticket_id, &number);
	if (rc == RC_OK && number != 0)
		*made = numbered(
		        request, account_is_staff(&request->who) ? "/desk/{1}" : "/tickets/{1}", number);
	return rc;
}

enum rc turn_made_url(
        struct request *request, const struct forum_topic *topic, enum forum_turn turn, const char **made)
{
	*made = NULL;
	if (turn == TURN_TICKET)
		return ticket_made(request, topic, made);
	if (turn == TURN_SUGGESTION && topic->suggestion_id != 0)
		*made = numbered(request, "/suggestions/{1}", topic->suggestion_id);
	if (turn == TURN_ARTICLE && topic->article_slug != NULL)
		*made = urlf(request, "/kb/{1}", topic->article_slug);
	return RC_OK;
}

/* --- the topic's page ------------------------------------------------------------------------ */

static const struct kind {
	enum forum_turn turn;
	const char *icon, *path, *made, *make;
	bool (*may)(const struct account *who);
} kinds[] = {
	{ TURN_TICKET, "inbox", "/forum/topic/{1}/ticket", N_("Continued as a ticket"),
	        N_("Make a ticket of it"), may_turn_into_ticket },
	{ TURN_SUGGESTION, "lightbulb", "/forum/topic/{1}/suggestion", N_("Continued as an idea"),
	        N_("Make an idea of it"), may_turn_into_suggestion },
	{ TURN_ARTICLE, "file-text", "/forum/topic/{1}/article", N_("An article was made of it"),
	        N_("Draft an article of it"), may_turn_into_article },
};

static bool may_know_suggestion(struct request *request, int64_t id)
{
	struct suggestion suggestion;
	return id == 0 || account_is_staff(&request->who) ||
	       (suggestion_find(request->db, request->arena, id, request->who.id, request->language->code,
	                &suggestion) == RC_OK &&
	               suggestion_is_readable(&request->who, &suggestion));
}

/* A link that leads nowhere for its reader is none; a draft is staff's alone until it is published. */
static bool may_know(struct request *request, const struct forum_topic *topic, enum forum_turn turn)
{
	if (turn == TURN_TICKET)
		return may_see_topic_ticket(&request->who, topic->author_id);
	if (turn == TURN_SUGGESTION)
		return may_know_suggestion(request, topic->suggestion_id);
	return account_is_staff(&request->who);
}

static void show_link(struct request *request, const char *list, size_t index, const struct kind *kind,
        const char *address, const char *text)
{
	struct view *view = request->view;
	view_text(view, view_item(view, list, index, "url"), address);
	view_text(view, view_item(view, list, index, "icon"), kind->icon);
	view_text(view, view_item(view, list, index, "text"), view_say(view, text));
}

enum rc show_topic_turns(struct request *request, const struct forum_topic *topic)
{
	bool open = text_equal(topic->state, "open");
	size_t made_count = 0, turn_count = 0;
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		const char *made = NULL;
		enum rc rc = RC_OK;
		if (may_know(request, topic, kinds[i].turn))
			rc = turn_made_url(request, topic, kinds[i].turn, &made);
		if (rc != RC_OK)
			return rc;
		if (made != NULL)
			show_link(request, "Made", made_count++, &kinds[i], made, kinds[i].made);
		else if (open && kinds[i].may(&request->who))
			show_link(request, "Turns", turn_count++, &kinds[i],
			        numbered(request, kinds[i].path, topic->id), kinds[i].make);
	}
	return RC_OK;
}

/* --- a ticket's page ------------------------------------------------------------------------- */

enum rc show_ticket_topics(struct request *request, const struct ticket *ticket)
{
	if (!ticket->in_forum)
		return RC_OK;
	struct audience_reader reader = audience_reader(&request->who);
	struct view *view = request->view;
	struct db_rows rows = { NULL, 0 };
	enum rc rc = ticket_topic_list(request->db, request->arena, &reader, ticket->id, &rows);
	const struct ticket_topic *topics = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		view_text(view, view_item(view, "SeeAlso", i, "url"),
		        numbered(request, "/forum/topic/{1}", topics[i].id));
		view_text(view, view_item(view, "SeeAlso", i, "title"), topics[i].title);
		view_flag(view, view_item(view, "SeeAlso", i, "solved"), topics[i].solved);
		view_flag(view, view_item(view, "SeeAlso", i, "origin"), topics[i].origin);
		view_text(view, view_item(view, "SeeAlso", i, "id"),
		        arena_format(request->arena, "%lld", (long long)topics[i].id));
	}
	return rc;
}
