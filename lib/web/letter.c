/* See letter.h. */
#include "web/letter.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/mail_token.h"
#include "domain/message.h"
#include "io/markup.h"
#include "web/page.h"

#define LETTER_BYTES ((size_t)2 << 20)

/* --- who gets it ----------------------------------------------------------------------------- */

static enum rc nobody(const char **why, const char *reason)
{
	*why = reason;
	return RC_NOT_FOUND;
}

static const struct language *language_of(const struct letter_desk *desk, const char *code)
{
	const struct language *language = language_find(code);
	return language != NULL ? language : language_find(desk->config->default_language);
}

/* Whose name nobody has confirmed: a stranger may have put words into it, so no mail carries it. */
static bool is_guest(const struct letter *letter)
{
	return text_equal(letter->account.state, "guest");
}

static enum rc to_account(const struct letter_desk *desk, int64_t id, struct letter *letter, const char **why)
{
	enum rc rc = account_by_id(desk->db, desk->arena, id, &letter->account);
	if (rc == RC_NOT_FOUND)
		return nobody(why, "the account is gone");
	if (rc != RC_OK)
		return rc;
	if (text_equal(letter->account.state, "disabled"))
		return nobody(why, "the account is disabled");
	letter->to = letter->account.mail;
	letter->to_name = is_guest(letter) ? "" : letter->account.name;
	letter->language = language_of(desk, letter->account.lang);
	return RC_OK;
}

static enum rc to_registration(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = signup_by_id(desk->db, desk->arena, letter->job->signup_id, &letter->signup);
	if (rc == RC_NOT_FOUND)
		return nobody(why, "the registration is gone");
	if (rc != RC_OK)
		return rc;
	rc = account_by_mail(desk->db, desk->arena, letter->signup.mail, &letter->account);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	letter->by_stranger = true;
	bool known = rc == RC_OK && !text_equal(letter->account.state, "guest");
	if (known) {
		letter->template_name = "signup_known";
		return to_account(desk, letter->account.id, letter, why);
	}
	letter->account = (struct account){ 0 };
	letter->to = letter->signup.mail;
	letter->language = language_of(desk, letter->signup.lang);
	return RC_OK;
}

static enum rc to_address(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	struct account account;
	enum rc rc = account_by_mail(desk->db, desk->arena, letter->job->mail, &account);
	if (rc == RC_NOT_FOUND)
		return nobody(why, "no account has this address");
	letter->by_stranger = true;
	return rc == RC_OK ? to_account(desk, account.id, letter, why) : rc;
}

static enum rc to_requester(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = ticket_find_id(desk->db, desk->arena, letter->job->ticket_id, letter->job->account_id,
	        letter->job->lang, &letter->ticket);
	if (rc == RC_NOT_FOUND)
		return nobody(why, "the ticket is gone");
	if (rc != RC_OK)
		return rc;
	letter->by_stranger = letter->ticket.unproven && text_equal(letter->job->kind, "ticket_received");
	return to_account(desk, letter->ticket.requester_id, letter, why);
}

enum rc letter_address(
        const struct letter_desk *desk, const struct outbox_job *job, struct letter *letter, const char **why)
{
	*letter = (struct letter){ .job = job, .template_name = job->kind };
	*why = "the database failed";
	if (text_equal(job->kind, "signup"))
		return to_registration(desk, letter, why);
	if (text_equal(job->kind, "reset"))
		return to_address(desk, letter, why);
	if (text_equal(job->kind, "password_changed"))
		return to_account(desk, job->account_id, letter, why);
	if (text_starts(job->kind, "ticket_"))
		return to_requester(desk, letter, why);
	*why = "no such kind of mail";
	return RC_INVALID;
}

/* --- what stands in it ----------------------------------------------------------------------- */

static const char *site_link(const struct letter_desk *desk, const struct letter *letter, const char *path)
{
	return path == NULL ? NULL : url_mail(desk->arena, desk->config, letter->language, path);
}

/* Puts <node>.url and <node>.expires: a link that works once. */
static enum rc put_link(const struct letter_desk *desk, const struct letter *letter, const char *node,
        const char *path, const struct mail_token *token, int64_t lifetime)
{
	const char *text;
	enum rc rc = token_make(desk->db, desk->arena, token, lifetime, desk->now, &text);
	if (rc != RC_OK)
		return rc;
	const char *url = site_link(desk, letter, arena_format(desk->arena, "%s/%s", path, text));
	const char *node_url = arena_format(desk->arena, "%s.url", node);
	const char *node_expires = arena_format(desk->arena, "%s.expires", node);
	if (url == NULL || node_url == NULL || node_expires == NULL)
		return RC_NO_MEMORY;
	view_text(desk->view, node_url, url);
	int64_t minutes = lifetime / MINUTE, days = lifetime / DAY;
	view_text(desk->view, node_expires,
	        days > 0 ? view_plural(desk->view, N_("This link works once, within {n} day."),
	                           N_("This link works once, within {n} days."), days)
	                 : view_plural(desk->view, N_("This link works once, within {n} minute."),
	                           N_("This link works once, within {n} minutes."), minutes));
	return RC_OK;
}

static enum rc put_signup(const struct letter_desk *desk, const struct letter *letter, const char **subject)
{
	if (letter->account.id != 0) {
		*subject = view_say(desk->view, N_("You already have an account"));
		view_text(desk->view, "Letter.url", site_link(desk, letter, "/login"));
		view_text(desk->view, "Recover.url", site_link(desk, letter, "/login/recover"));
		return RC_OK;
	}
	*subject = view_say(desk->view, N_("Confirm your e-mail address"));
	return put_link(desk, letter, "Letter", "/login/confirm",
	        &(struct mail_token){ .purpose = TOKEN_CONFIRM, .signup_id = letter->signup.id },
	        LIMIT_CONFIRM_DAYS * DAY);
}

static enum rc put_reset(const struct letter_desk *desk, const struct letter *letter, const char **subject)
{
	bool guest = is_guest(letter);
	*subject = view_say(desk->view, guest ? N_("Choose a password") : N_("Choose a new password"));
	view_flag(desk->view, "Letter.guest", guest);
	return put_link(desk, letter, "Letter", "/login/reset",
	        &(struct mail_token){
	                .purpose = guest ? TOKEN_CLAIM : TOKEN_RESET, .account_id = letter->account.id },
	        LIMIT_RESET_MINUTES * MINUTE);
}

static enum rc put_password_changed(
        const struct letter_desk *desk, const struct letter *letter, const char **subject)
{
	*subject = view_say(desk->view, N_("Your password was changed"));
	view_time(desk->view, "Letter.time", letter->job->created_at);
	view_text(desk->view, "Recover.url", site_link(desk, letter, "/login/recover"));
	return RC_OK;
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
	*number = plain == NULL ? NULL : number_code(desk->arena, letter->language, plain);
	const char *url = site_link(
	        desk, letter, arena_format(desk->arena, "/tickets/%lld", (long long)ticket->number));
	if (*number == NULL || url == NULL)
		return RC_NO_MEMORY;
	view_text(desk->view, "Ticket.url", url);
	if (!is_guest(letter))
		return RC_OK;
	return put_link(desk, letter, "Claim", "/login/reset",
	        &(struct mail_token){ .purpose = TOKEN_CLAIM, .account_id = letter->account.id },
	        LIMIT_CONFIRM_DAYS * DAY);
}

static enum rc put_received(const struct letter_desk *desk, const struct letter *letter, const char **subject)
{
	const char *number;
	enum rc rc = put_ticket(desk, letter, !letter->ticket.unproven, &number);
	if (rc == RC_OK)
		*subject = view_fill(desk->view, N_("We have received your ticket {1}"), number);
	return rc;
}

static enum rc put_answer(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	static const struct markup_options options = {
		.heading_shift = 2, .plain_breaks = true, .direction_auto = true
	};
	struct message answer;
	enum rc rc = message_find_answer(
	        desk->db, desk->arena, letter->ticket.id, letter->job->message_id, &answer);
	if (rc == RC_NOT_FOUND)
		return nobody(why, "the answer is gone");
	struct markup_page page = { 0 };
	if (rc == RC_OK)
		rc = markup_render(desk->arena, answer.body, strlen(answer.body), &options, &page);
	const char *number = NULL;
	if (rc == RC_OK)
		rc = put_ticket(desk, letter, true, &number);
	if (rc != RC_OK)
		return rc;
	*subject =
	        view_fill(desk->view, N_("Answer to your ticket {1}: {2}"), number, letter->ticket.subject);
	view_text(desk->view, "Message.author", view_fill(desk->view, N_("{1} wrote:"), answer.author));
	view_text(desk->view, "Message.body", answer.body);
	view_html(desk->view, "Message.body_html", page.html);
	if (answer.files > 0)
		view_text(desk->view, "Message.files",
		        view_plural(desk->view, N_("{n} file is attached. You find it in the ticket."),
		                N_("{n} files are attached. You find them in the ticket."), answer.files));
	return RC_OK;
}

static enum rc put_state(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	static const struct {
		const char *state, *subject;
	} states[] = {
		{ "solved", N_("Your ticket {1} is solved") },
		{ "closed", N_("Your ticket {1} is closed") },
		{ "open", N_("Your ticket {1} is open again") },
	};
	for (size_t i = 0; i < LENGTH(states); i++) {
		if (!text_equal(states[i].state, letter->ticket.state))
			continue;
		const char *number;
		enum rc rc = put_ticket(desk, letter, true, &number);
		if (rc == RC_OK)
			*subject = view_fill(desk->view, states[i].subject, number);
		view_text(desk->view, "Ticket.state", letter->ticket.state);
		return rc;
	}
	return nobody(why, "the ticket has moved on");
}

static enum rc put_content(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const char *kind = letter->job->kind;
	if (text_equal(kind, "signup"))
		return put_signup(desk, letter, subject);
	if (text_equal(kind, "reset"))
		return put_reset(desk, letter, subject);
	if (text_equal(kind, "password_changed"))
		return put_password_changed(desk, letter, subject);
	if (text_equal(kind, "ticket_received"))
		return put_received(desk, letter, subject);
	if (text_equal(kind, "ticket_answer"))
		return put_answer(desk, letter, subject, why);
	if (text_equal(kind, "ticket_state"))
		return put_state(desk, letter, subject, why);
	*why = "no such kind of mail";
	return RC_INVALID;
}

/* --- the whole ------------------------------------------------------------------------------- */

static void open_view(const struct letter_desk *desk, const struct letter *letter)
{
	const struct account *account = &letter->account;
	struct clock_view clock = { .language = letter->language,
		.zone = desk->config->default_zone,
		.calendar = letter->language->calendar };
	if (!text_empty(account->zone))
		clock.zone = account->zone;
	if (!text_empty(account->calendar))
		clock.calendar =
		        text_equal(account->calendar, "persian") ? CALENDAR_PERSIAN : CALENDAR_GREGORIAN;
	view_reset(desk->view, desk->arena, &clock, desk->now);
	view_text(desk->view, "Site.name", desk->config->site_name);
	view_text(desk->view, "Site.url", desk->config->base_url);
	view_text(desk->view, "Letter.lang", letter->language->code);
	view_text(desk->view, "Letter.dir", letter->language->direction);
	view_text(desk->view, "Letter.greeting",
	        text_empty(letter->to_name) ? view_say(desk->view, N_("Hello,"))
	                                    : view_fill(desk->view, N_("Hello {1},"), letter->to_name));
}

static enum rc render(const struct letter_desk *desk, const char *name, const char *form, const char **text)
{
	const char *path = arena_format(desk->arena, "mail/%s.%s", name, form);
	if (path == NULL)
		return RC_NO_MEMORY;
	struct buf out;
	buf_init(&out, LETTER_BYTES);
	enum rc rc = view_render(desk->view, path, &out);
	*text = rc == RC_OK ? arena_copy(desk->arena, out.data, out.length) : NULL;
	buf_free(&out);
	return rc == RC_OK && *text == NULL ? RC_NO_MEMORY : rc;
}

/* The part of our own address behind the @. */
static const char *own_domain(const struct config *config)
{
	const char *at = strrchr(config->mail_from, '@');
	return at == NULL ? "localhost" : at + 1;
}

/* A subject is one line, whatever a ticket's subject holds. */
static const char *one_line(struct arena *arena, const char *text)
{
	char *line = arena_text(arena, text);
	for (char *at = line; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
	return line;
}

static enum rc fill_mail(
        const struct letter_desk *desk, const struct letter *letter, const char *subject, struct mail *mail)
{
	*mail = (struct mail){ .to = letter->to,
		.to_name = text_empty(letter->to_name) ? NULL : letter->to_name,
		.from = desk->config->mail_from,
		.from_name = desk->config->site_name,
		.subject = one_line(desk->arena, subject),
		.language = letter->language->code,
		.date = desk->now };
	view_text(desk->view, "Letter.subject", mail->subject);
	mail->message_id = arena_format(desk->arena, "%lld.%lld@%s", (long long)letter->job->id,
	        (long long)letter->job->created_at, own_domain(desk->config));
	if (mail->subject == NULL || mail->message_id == NULL)
		return RC_NO_MEMORY;
	enum rc rc = render(desk, letter->template_name, "html", &mail->html);
	return rc == RC_OK ? render(desk, letter->template_name, "txt", &mail->text) : rc;
}

enum rc letter_write(
        const struct letter_desk *desk, const struct letter *letter, struct mail *mail, const char **why)
{
	*why = "it could not be written";
	open_view(desk, letter);
	const char *subject = "";
	enum rc rc = put_content(desk, letter, &subject, why);
	return rc == RC_OK ? fill_mail(desk, letter, subject, mail) : rc;
}

enum rc letter_test(const struct letter_desk *desk, const char *to, struct mail *mail)
{
	const struct outbox_job job = { .kind = "test", .created_at = desk->now };
	const struct letter letter = { .job = &job,
		.to = to,
		.to_name = "",
		.template_name = "test",
		.language = language_of(desk, desk->config->default_language) };
	open_view(desk, &letter);
	return fill_mail(desk, &letter, view_say(desk->view, N_("Test of outgoing mail")), mail);
}
