/*
 * A guest's one ticket: who filed it without an account reaches it by the mailed link alone. The link may be
 * used until it ends, since people open their mails again; it leads to a page with a button, because programs
 * that look at mails follow links. A lost link is mailed anew to the address of the ticket, and whether there
 * was such a ticket shows nowhere.
 */
#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "domain/audit.h"
#include "domain/mail_token.h"
#include "domain/outbox.h"
#include "tickets.h"
#include "web/page.h"
#include "web/session.h"

/* --- the mailed link ------------------------------------------------------------------------- */

struct guest_link {
	struct account account;
	int64_t ticket_id, number;
};

/* Where a link leads. RC_NOT_FOUND if it is dead. */
static enum rc find_link(struct request *request, const char *key, struct guest_link *link)
{
	struct mail_token token;
	struct ticket ticket;
	enum rc rc = token_find(request->db, request->arena, key, request->now, &token);

	if (rc != RC_OK)
		return rc;
	if (!text_equal(token.purpose, TOKEN_TICKET))
		return RC_NOT_FOUND;
	rc = account_by_id(request->db, request->arena, token.account_id, &link->account);
	if (rc == RC_OK)
		rc = ticket_find_id(request->db, request->arena, token.ticket_id, token.account_id,
		        request->language->code, &ticket);
	if (rc != RC_OK)
		return rc;
	link->ticket_id = ticket.id;
	link->number = ticket.number;
	return ticket.requester_id == link->account.id ? RC_OK : RC_NOT_FOUND;
}

static bool is_guest(const struct guest_link *link)
{
	return text_equal(link->account.state, "guest");
}

static enum rc show_dead_link(struct request *request)
{
	request->response.status = 404;
	page_title(request, view_say(request->view, N_("This link is not valid any more")));
	view_text(request->view, "Find.url", url(request, "/tickets/find"));
	return page_show(request, "tickets/dead");
}

/* He has an account meanwhile: signed in, he finds all his tickets. */
static enum rc go_as_customer(struct request *request, const struct guest_link *link)
{
	return page_go(request, ticket_url(request, "/tickets/{1}", link->number));
}

static enum rc show_link(struct request *request, const struct guest_link *link, const char *key)
{
	struct view *view = request->view;

	page_title(request, view_say(view, N_("Open your ticket")));
	view_code(view, "Guest_link.number", link->number);
	view_text(view, "Guest_link.action", url(request, "/tickets/guest"));
	view_text(view, "Guest_link.key", key);
	page_token(request, "Token.guest", "/tickets/guest");
	return page_show(request, "tickets/guest");
}

enum rc guest_page(struct request *request)
{
	const char *key = param_text(request, "key");
	struct guest_link link;
	enum rc rc = find_link(request, key, &link);

	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	return is_guest(&link) ? show_link(request, &link, key) : go_as_customer(request, &link);
}

static enum rc count_key(struct request *request)
{
	int count;
	enum rc rc = attempt_count(request->db, "guest-key", request->network, HOUR, request->now, &count);

	if (rc != RC_OK)
		return rc;
	return count > LIMIT_GUEST_KEYS_HOUR ? RC_LIMITED : RC_OK;
}

static enum rc enter(struct request *request, const struct guest_link *link)
{
	enum rc rc = session_begin_guest(request, &link->account, link->ticket_id);

	if (rc == RC_NOT_FOUND) /* the account was claimed a moment ago */
		return go_as_customer(request, link);
	if (rc == RC_OK)
		rc = audit_add(request->db, link->account.id, "guest.sign-in", "ticket", link->ticket_id, "",
		        request->now);
	if (rc != RC_OK)
		return rc;
	log_security("guest-sign-in", link->account.id, request->address, NULL);
	return page_go(request, ticket_url(request, "/tickets/{1}", link->number));
}

enum rc enter_as_guest(struct request *request)
{
	struct guest_link link;
	enum rc rc = count_key(request);

	if (rc != RC_OK)
		return rc;
	rc = request_has_errors(request) ? RC_NOT_FOUND
	                                 : find_link(request, field_text(request, "key"), &link);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	return is_guest(&link) ? enter(request, &link) : go_as_customer(request, &link);
}

/* --- a lost link ----------------------------------------------------------------------------- */

enum rc find_page(struct request *request)
{
	page_title(request, view_say(request->view, N_("Find your ticket")));
	view_text(request->view, "Find.action", url(request, "/tickets/find"));
	page_token(request, "Token.find", "/tickets/find");
	return page_show(request, "tickets/find");
}

/* By network address, and by the address that would be written to (RAT-02); past that bound nothing is
 * queued, and the answer stays the same. */
enum rc count_find(struct request *request)
{
	const char *key = text_fold(request->arena, field_text(request, "mail"));
	bool *quiet = ARENA_NEW(request->arena, bool);
	int count;
	enum rc rc;

	if (key == NULL || quiet == NULL)
		return RC_NO_MEMORY;
	rc = attempt_count(request->db, "guest-find", request->network, HOUR, request->now, &count);
	if (rc == RC_OK && count > LIMIT_GUEST_FINDS_HOUR)
		return RC_LIMITED;
	if (rc == RC_OK)
		rc = attempt_count(request->db, "guest-find-mail", key, HOUR, request->now, &count);
	*quiet = rc == RC_OK && count > LIMIT_MAILS_HOUR;
	request->prepared = quiet;
	return rc;
}

/* The number as people type it: in any digits, with or without the sign in front. */
static int64_t typed_number(struct request *request)
{
	const char *text = field_text(request, "number");
	int64_t number = 0;

	if (text_number(text + (text[0] == '#'), &number) != RC_OK)
		return 0;
	return number;
}

/* Found or not, a row is queued; the worker finds nothing to send for a ticket of 0. */
static enum rc queue_link(struct request *request, int64_t ticket_id)
{
	return outbox_add(request->db, &(struct outbox_item){ .kind = "guest_link",
	                                       .mail = field_text(request, "mail"),
	                                       .ticket_id = ticket_id,
	                                       .lang = request->language->code,
	                                       .now = request->now });
}

enum rc send_link(struct request *request)
{
	const bool *quiet = request->prepared;
	int64_t ticket_id = 0;
	enum rc rc;

	if (request_has_errors(request))
		return find_page(request);
	rc = ticket_of_address(
	        request->db, request->arena, typed_number(request), field_text(request, "mail"), &ticket_id);
	if (rc == RC_OK && !*quiet)
		rc = queue_link(request, ticket_id);
	return rc == RC_OK ? page_go(request, url(request, "/tickets/found")) : rc;
}

enum rc found_page(struct request *request)
{
	return show_thanks(request, N_("Look into your mailbox"),
	        N_("If there is a ticket with this number and this address, a mail with a link to it is on "
	           "its way. Nothing there after some minutes? Look into the spam folder, or check number "
	           "and "
	           "address."));
}
