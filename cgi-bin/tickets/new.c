/* A new ticket, after the answers that may spare it; who is not signed in files one as a guest. */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "domain/deflection.h"
#include "domain/setting.h"
#include "tickets.h"
#include "web/new_ticket.h"
#include "web/pace.h"
#include "web/page.h"
#include "web/robot.h"
#include "web/show_hit.h"
#include "web/show_ticket.h"

/* --- filing ---------------------------------------------------------------------------------- */

/* Whether a stranger may file at all; *allowed is true for who is signed in. */
static enum rc may_file(struct request *request, bool *allowed)
{
	struct settings settings;
	enum rc rc;

	*allowed = true;
	if (request->signed_in)
		return RC_OK;
	rc = settings_read(request->db, request->arena, &settings);
	*allowed = rc == RC_OK && settings.guest_tickets;
	return rc;
}

/* To the sign-in page and back to the form, with topic and subject as far as they were chosen. */
static enum rc sign_in_first(struct request *request)
{
	const char *back = urlf(request, "/tickets/new?topic={1}&subject={2}", field_text(request, "topic"),
	        field_text(request, "subject"));

	return page_go(request, urlf(request, "/login?next={1}", back));
}

static bool lacks_topic(const struct new_ticket *form)
{
	return form->topic == NULL && form->topics.count > 0;
}

static enum rc show_step(struct request *request)
{
	bool empty = text_empty(field_text(request, "subject"));
	bool change = field_flag(request, "change");
	struct new_ticket form;
	struct search_hits hits;
	enum rc rc = new_ticket_read(request, &form);

	if (rc != RC_OK)
		return rc;
	if (empty && !change && !text_empty(field_text(request, "topic")))
		request_error(request, "subject", N_("Write in one sentence what it is about."));
	if (empty || change || lacks_topic(&form))
		return new_ticket_show_subject(request, &form);
	rc = new_ticket_suggest(request, field_text(request, "subject"), &hits);
	return rc == RC_OK ? new_ticket_show_form(request, &form, &hits) : rc;
}

enum rc new_page(struct request *request)
{
	bool allowed;
	enum rc rc = may_file(request, &allowed);

	if (rc != RC_OK)
		return rc;
	return allowed ? show_step(request) : sign_in_first(request);
}

/* The ticket that the new one goes on from; 0 if he may not read that one. */
static enum rc find_followed(struct request *request, int64_t *id)
{
	int64_t number = field_number(request, "follows");
	struct ticket ticket;
	enum rc rc;

	*id = 0;
	if (number == 0 || !request->signed_in)
		return RC_OK;
	rc = ticket_find(
	        request->db, request->arena, number, request->who.id, true, request->language->code, &ticket);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	struct ticket_rights rights = ticket_rights(&ticket);
	if (may_read_ticket(&request->who, &rights))
		*id = ticket.id;
	return RC_OK;
}

/* Who files: the person signed in, else the account of the typed address, be it made now. Which it was shows
 * nowhere. */
static enum rc find_requester(struct request *request, struct account *requester)
{
	if (request->signed_in) {
		*requester = request->who;
		return RC_OK;
	}
	return account_or_guest(request->db, request->arena, field_text(request, "mail"),
	        field_text(request, "name"), request->language->code, request->now, requester);
}

static struct ticket_draft draft_of(
        struct request *request, const struct new_ticket *form, const struct account *requester)
{
	const char *priority = field_text(request, "priority");
	struct ticket_draft draft = { .requester_id = requester->id,
		.company_id = request->signed_in ? ticket_company(&request->who) : 0,
		.requester_name = requester->name,
		.unproven = !request->signed_in,
		.topic_id = form->topic == NULL ? 0 : form->topic->id,
		.subject = field_text(request, "subject"),
		.body = field_text(request, "body"),
		.priority = text_empty(priority) ? "normal" : priority,
		.language = request->language,
		.answer_count = form->answer_count,
		.files = field_files(request, "files"),
		.now = request->now };

	memcpy(draft.answers, form->answers, sizeof(draft.answers));
	return draft;
}

static enum rc file_ticket(struct request *request, const struct new_ticket *form)
{
	struct account requester;
	struct ticket_draft draft;
	int64_t number;
	enum rc rc = find_requester(request, &requester);

	if (rc != RC_OK)
		return rc;
	draft = draft_of(request, form, &requester);
	rc = find_followed(request, &draft.follows_id);
	if (rc == RC_OK)
		rc = ticket_open(request->db, request->arena, &draft, &number);
	if (rc == RC_OK && field_flag(request, "shown"))
		rc = deflection_filed(request->db, request->language->code, request->now);
	if (rc != RC_OK)
		return rc;
	if (!request->signed_in)
		return page_go(request, url(request, "/tickets/sent"));
	return page_go(
	        request, page_done(request, ticket_url(request, "/tickets/{1}", number), "ticket-sent"));
}

static void check_guest(struct request *request)
{
	if (request->signed_in)
		return;
	if (text_empty(field_text(request, "name")))
		request_error(request, "name", N_("Write your name."));
	if (text_empty(field_text(request, "mail")))
		request_error(request, "mail", N_("Write the address that the answer shall go to."));
}

enum rc open_ticket(struct request *request)
{
	struct new_ticket form;
	bool allowed;
	enum rc rc = may_file(request, &allowed);

	if (rc == RC_OK && !allowed)
		return sign_in_first(request);
	if (rc == RC_OK)
		rc = pace_answer(request);
	if (rc == RC_OK)
		rc = new_ticket_read(request, &form);
	if (rc != RC_OK)
		return rc;
	if (lacks_topic(&form)) {
		request_error(request, "topic", N_("Choose what it is about."));
		return new_ticket_show_subject(request, &form);
	}
	check_guest(request);
	rc = new_ticket_answers(request, &form);
	if (rc == RC_OK && !request_has_errors(request))
		rc = check_files(request, request->signed_in ? request->who.id : 0, 0);
	if (rc != RC_OK)
		return rc;
	return request_has_errors(request) ? new_ticket_show_form(request, &form, NULL)
	                                   : file_ticket(request, &form);
}

/* Nobody files without end, and robots do not file. */
enum rc count_filing(struct request *request)
{
	enum rc rc = pace_form(request, PACE_TICKET);

	if (rc != RC_OK || request_has_errors(request))
		return rc;
	return robot_check(request);
}

enum rc show_thanks(struct request *request, const char *heading, const char *text)
{
	page_title(request, view_say(request->view, heading));
	view_text(request->view, "Thanks.heading", view_say(request->view, heading));
	view_text(request->view, "Thanks.text", view_say(request->view, text));
	return page_show(request, "tickets/thanks");
}

enum rc sent_page(struct request *request)
{
	return show_thanks(request, N_("Your ticket was sent"),
	        N_("A mail with its number is on its way to the address you gave. Follow the link in it to "
	           "read our answer here, or simply wait: the answer comes by mail, too."));
}

/* --- answers that spare a ticket ------------------------------------------------------------- */

enum rc solved(struct request *request)
{
	enum rc rc = deflection_solved(request->db, request->language->code, field_text(request, "article"),
	        field_number(request, "topic"), request->now);

	return rc == RC_OK ? page_go(request, url(request, "/tickets/solved")) : rc;
}

enum rc solved_page(struct request *request)
{
	return show_thanks(request, N_("Glad that helped"),
	        N_("No ticket was sent. Should the question come back, we are here."));
}

enum rc answers_page(struct request *request)
{
	struct search_hits hits;
	enum rc rc = pace_look(request, PACE_SEARCH);

	if (rc == RC_OK)
		rc = new_ticket_suggest(request, field_text(request, "q"), &hits);
	return rc == RC_OK ? hits_json(request, &hits, NULL) : rc;
}
