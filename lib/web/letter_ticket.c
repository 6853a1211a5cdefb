/* Mails about tickets. */
#include "web/letter_part.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/message.h"
#include "io/markup.h"

/* A guest's ways: to the ticket with a link that is his sign-in for it alone, and to a password. */
static enum rc put_guest_ways(const struct letter_desk *desk, const struct letter *letter)
{
	enum rc rc = letter_link(desk, letter, "Ticket", "/tickets/guest",
	        &(struct mail_token){ .purpose = TOKEN_TICKET,
	                .account_id = letter->account.id,
	                .ticket_id = letter->ticket.id },
	        LIMIT_GUEST_LINK_DAYS * DAY);
	if (rc != RC_OK)
		return rc;
	return letter_link(desk, letter, "Claim", "/login/reset",
	        &(struct mail_token){ .purpose = TOKEN_CLAIM, .account_id = letter->account.id },
	        LIMIT_CONFIRM_DAYS * DAY);
}

/* The ticket's facts and the way to it. What a stranger typed is not sent to an address that he typed too. */
static enum rc put_ticket(
        const struct letter_desk *desk, const struct letter *letter, bool with_subject, const char **number)
{
	const struct ticket *ticket = &letter->ticket;
	view_code(desk->view, "Ticket.number", ticket->number);
	if (with_subject)
		view_text(desk->view, "Ticket.subject", ticket->subject);
	const char *plain = arena_format(desk->arena, "%lld", (long long)ticket->number);
	bool latin = text_equal(letter->account.digits, "latin");
	const struct language *numbers = latin ? language_latin(letter->language) : letter->language;
	*number = plain == NULL ? NULL : number_code(desk->arena, numbers, plain);
	const char *url = letter_url(
	        desk, letter, arena_format(desk->arena, "/tickets/%lld", (long long)ticket->number));
	if (*number == NULL || url == NULL)
		return RC_NO_MEMORY;
	if (letter_is_guest(letter))
		return put_guest_ways(desk, letter);
	view_text(desk->view, "Ticket.url", url);
	return RC_OK;
}

static bool is_requester(const struct letter *letter)
{
	return letter->account.id == letter->ticket.requester_id;
}

enum rc put_guest_link(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const char *number;
	(void)why;
	enum rc rc = put_ticket(desk, letter, !letter->ticket.unproven, &number);
	if (rc == RC_OK)
		*subject = view_fill(desk->view, N_("The link to your ticket {1}"), number);
	return rc;
}

enum rc put_received(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const char *number;
	(void)why;
	enum rc rc = put_ticket(desk, letter, !letter->ticket.unproven, &number);
	if (rc == RC_OK)
		*subject = view_fill(desk->view, N_("We have received your ticket {1}"), number);
	return rc;
}

static void put_message(const struct letter_desk *desk, const struct message *answer, const char *html)
{
	const char *author = text_empty(answer->author) ? desk->config->site_name : answer->author;
	view_text(desk->view, "Message.author", view_fill(desk->view, N_("{1} wrote:"), author));
	view_text(desk->view, "Message.body", answer->body);
	view_html(desk->view, "Message.body_html", html);
	if (answer->files > 0)
		view_text(desk->view, "Message.files",
		        view_plural(desk->view, N_("{n} file is attached. You find it in the ticket."),
		                N_("{n} files are attached. You find them in the ticket."), answer->files));
}

enum rc put_answer(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	static const struct markup_options options = {
		.heading_shift = 2, .plain_breaks = true, .direction_auto = true
	};
	const struct ticket *ticket = &letter->ticket;
	struct message answer;
	enum rc rc = message_find_answer(desk->db, desk->arena, ticket->id, letter->job->message_id, &answer);
	if (rc == RC_NOT_FOUND)
		return letter_nobody(why, "the answer is gone");
	struct markup_page page = { 0 };
	if (rc == RC_OK)
		rc = markup_render(desk->arena, answer.body, strlen(answer.body), &options, &page);
	const char *number = NULL;
	if (rc == RC_OK)
		rc = put_ticket(desk, letter, true, &number);
	if (rc != RC_OK)
		return rc;
	*subject = view_fill(desk->view,
	        is_requester(letter) ? N_("Answer to your ticket {1}: {2}") : N_("Answer in ticket {1}: {2}"),
	        number, ticket->subject);
	put_message(desk, &answer, page.html);
	return RC_OK;
}

enum rc put_state(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	static const struct {
		const char *state, *own, *other;
	} states[] = {
		{ "solved", N_("Your ticket {1} is solved"), N_("Ticket {1} is solved") },
		{ "closed", N_("Your ticket {1} is closed"), N_("Ticket {1} is closed") },
		{ "open", N_("Your ticket {1} is open again"), N_("Ticket {1} is open again") },
	};
	for (size_t i = 0; i < LENGTH(states); i++) {
		if (!text_equal(states[i].state, letter->ticket.state))
			continue;
		const char *number;
		enum rc rc = put_ticket(desk, letter, true, &number);
		if (rc == RC_OK)
			*subject = view_fill(
			        desk->view, is_requester(letter) ? states[i].own : states[i].other, number);
		view_text(desk->view, "Ticket.state", letter->ticket.state);
		return rc;
	}
	return letter_nobody(why, "the ticket has moved on");
}

enum rc put_participant(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const char *number;
	(void)why;
	enum rc rc = put_ticket(desk, letter, true, &number);
	if (rc == RC_OK)
		*subject = view_fill(
		        desk->view, N_("You were added to ticket {1}: {2}"), number, letter->ticket.subject);
	return rc;
}
