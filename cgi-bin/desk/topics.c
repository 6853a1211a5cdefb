/* Topics of the community that an agent shows beside a ticket. Its reader sees those that he may read. */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "domain/forum_turn.h"
#include "web/page.h"
#include "web/show_forum.h"

/* "https://…/forum/topic/123?from=2", "123", "#۱۲۳": the number; 0 if there is none. */
static int64_t topic_number(struct request *request, const char *typed)
{
	const char *path = strstr(typed, "/topic/"), *start = path != NULL ? path + strlen("/topic/") : typed;
	const char *ascii = text_ascii_digits(request->arena, start + (*start == '#'));
	int64_t number = 0;
	if (ascii == NULL)
		return 0;
	size_t digits = strspn(ascii, "0123456789");
	if (path == NULL && ascii[digits] != '\0')
		return 0;
	const char *id = arena_copy(request->arena, ascii, digits);
	return id != NULL && text_number(id, &number) == RC_OK && number > 0 ? number : 0;
}

static enum rc show_beside(struct request *request, const struct ticket *ticket)
{
	struct forum_reader reader = forum_reader_of(request);
	int64_t id = topic_number(request, field_text(request, "topic"));
	struct forum_topic topic;
	enum rc rc =
	        id == 0 ? RC_NOT_FOUND : forum_topic_find(request->db, request->arena, &reader, id, &topic);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !text_equal(topic.state, "open"))) {
		request_error(request, "topic", N_("There is no open topic with this address or number."));
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = ticket_topic_add(
		        request->db, request->arena, ticket->id, topic.id, &request->who, request->now);
	if (rc != RC_LIMITED)
		return rc;
	request_error(request, "topic", N_("No more topics can be shown here. Remove one first."));
	return RC_OK;
}

enum rc change_topics(struct request *request)
{
	int64_t removed = field_number(request, "remove");
	struct ticket ticket;
	enum rc rc = lock_ticket(request, may_reply_ticket, &ticket);
	if (rc == RC_OK)
		rc = removed != 0 ? ticket_topic_remove(
		                            request->db, ticket.id, removed, &request->who, request->now)
		                  : show_beside(request, &ticket);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_with_error(request);
	return page_go(request, page_done(request, ticket_url(request, "/desk/{1}", ticket.number),
	                                removed != 0 ? "topic-hidden" : "topic-shown"));
}
