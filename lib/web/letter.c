/* See letter.h: the kinds, and what all of them have in common. */
#include "web/letter_part.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/notify.h"
#include "web/page.h"

#define LETTER_BYTES ((size_t)2 << 20)

static const struct letter_kind {
	const char *name;
	letter_address_fn *address;
	letter_put_fn *put;
} kinds[] = {
	{ "signup", to_registration, put_signup },
	{ "signup_refused", to_address, put_signup_refused },
	{ "approval", to_staff, put_approval },
	{ "reset", to_account_of_address, put_reset },
	{ "signin", to_account_of_address, put_signin },
	{ "password_changed", to_account, put_password_changed },
	{ "security", to_concerned, put_security },
	{ "mail_new", to_new_address, put_mail_new },
	{ "mail_old", to_old_address, put_mail_old },
	{ "deleted", to_address, put_deleted },
	{ "invite", to_invited, put_invite },
	{ "guest_link", to_guest, put_guest_link },
	{ "ticket_received", to_reader, put_received },
	{ "ticket_answer", to_reader, put_answer },
	{ "ticket_state", to_reader, put_state },
	{ "participant", to_reader, put_participant },
	{ "forum_topic", to_follower, put_community },
	{ "forum_post", to_follower, put_community },
	{ "forum_accepted", to_follower, put_community },
	{ "suggestion_new", to_follower, put_community },
	{ "suggestion_status", to_follower, put_community },
	{ "suggestion_merged", to_follower, put_community },
	{ "moderated", to_follower, put_moderated },
	{ "digest", to_collector, put_digest },
};

static const struct letter_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(name, kinds[i].name))
			return &kinds[i];
	return NULL;
}

enum rc letter_address(
        const struct letter_desk *desk, const struct outbox_job *job, struct letter *letter, const char **why)
{
	const struct letter_kind *kind = find_kind(job->kind);
	*letter = (struct letter){ .job = job, .template_name = job->kind };
	*why = "the database failed";
	if (kind != NULL)
		return kind->address(desk, letter, why);
	*why = "no such kind of mail";
	return RC_INVALID;
}

/* --- links ----------------------------------------------------------------------------------- */

const char *letter_url(const struct letter_desk *desk, const struct letter *letter, const char *path)
{
	return path == NULL ? NULL : url_mail(desk->arena, desk->config, letter->language, path);
}

static const char *expires_text(struct view *view, bool once, int64_t lifetime)
{
	int64_t days = lifetime / DAY, minutes = lifetime / MINUTE;
	if (!once)
		return view_plural(view, N_("This link works for {n} day. Keep it to yourself."),
		        N_("This link works for {n} days. Keep it to yourself."), days);
	if (days > 0)
		return view_plural(view, N_("This link works once, within {n} day."),
		        N_("This link works once, within {n} days."), days);
	return view_plural(view, N_("This link works once, within {n} minute."),
	        N_("This link works once, within {n} minutes."), minutes);
}

enum rc letter_link(const struct letter_desk *desk, const struct letter *letter, const char *node,
        const char *path, const struct mail_token *token, int64_t lifetime)
{
	const char *text;
	enum rc rc = token_make(desk->db, desk->arena, token, lifetime, desk->now, &text);
	if (rc != RC_OK)
		return rc;
	const char *url = letter_url(desk, letter, arena_format(desk->arena, "%s/%s", path, text));
	const char *node_url = arena_format(desk->arena, "%s.url", node);
	const char *node_expires = arena_format(desk->arena, "%s.expires", node);
	if (url == NULL || node_url == NULL || node_expires == NULL)
		return RC_NO_MEMORY;
	view_text(desk->view, node_url, url);
	bool once = !text_equal(token->purpose, TOKEN_TICKET);
	view_text(desk->view, node_expires, expires_text(desk->view, once, lifetime));
	return RC_OK;
}

/* --- the whole ------------------------------------------------------------------------------- */

static struct clock_view clock_of(const struct letter_desk *desk, const struct letter *letter)
{
	const struct account *account = &letter->account;
	struct clock_view clock = { .language = letter->language,
		.zone = desk->config->default_zone,
		.calendar = letter->language->calendar,
		.latin_digits = text_equal(account->digits, "latin") };
	if (!text_empty(account->zone))
		clock.zone = account->zone;
	if (!text_empty(account->calendar))
		clock.calendar =
		        text_equal(account->calendar, "persian") ? CALENDAR_PERSIAN : CALENDAR_GREGORIAN;
	return clock;
}

/* Where to say which mails one wants; nothing for mails that always come, and for who cannot sign in. */
static void put_choices(const struct letter_desk *desk, const struct letter *letter)
{
	enum notify_event event;
	if (text_equal(letter->account.state, "active") &&
	        notify_event_of(letter->job->kind, letter->job->detail, &event) &&
	        !notify_is_fixed(event, NOTIFY_MAIL))
		view_text(desk->view, "Choices.url", letter_url(desk, letter, "/account/notifications"));
}

static void open_view(const struct letter_desk *desk, const struct letter *letter)
{
	struct clock_view clock = clock_of(desk, letter);
	view_reset(desk->view, desk->arena, &clock, desk->now);
	view_text(desk->view, "Site.name", desk->config->site_name);
	view_text(desk->view, "Site.url", desk->config->base_url);
	view_text(desk->view, "Letter.lang", letter->language->code);
	view_text(desk->view, "Letter.dir", letter->language->direction);
	view_text(desk->view, "Letter.greeting",
	        text_empty(letter->to_name) ? view_say(desk->view, N_("Hello,"))
	                                    : view_fill(desk->view, N_("Hello {1},"), letter->to_name));
	put_choices(desk, letter);
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
		.to_name = text_empty(letter->to_name) ? NULL : one_line(desk->arena, letter->to_name),
		.from = desk->config->mail_from,
		.from_name = desk->config->site_name,
		.subject = one_line(desk->arena, subject),
		.language = letter->language->code,
		.date = desk->now };
	view_text(desk->view, "Letter.subject", mail->subject);
	if (letter->unsubscribe != NULL) {
		mail->unsubscribe = letter->unsubscribe;
		mail->list_id = arena_format(desk->arena, "community.%s", own_domain(desk->config));
		if (mail->list_id == NULL)
			return RC_NO_MEMORY;
	}
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
	const struct letter_kind *kind = find_kind(letter->job->kind);
	*why = "it could not be written";
	if (kind == NULL)
		return RC_INVALID;
	open_view(desk, letter);
	const char *subject = "";
	enum rc rc = kind->put(desk, letter, &subject, why);
	return rc == RC_OK ? fill_mail(desk, letter, subject, mail) : rc;
}

enum rc letter_test(const struct letter_desk *desk, const char *to, struct mail *mail)
{
	const struct outbox_job job = { .kind = "test", .detail = "", .created_at = desk->now };
	const struct letter letter = { .job = &job,
		.to = to,
		.to_name = "",
		.template_name = "test",
		.language = letter_language(desk, desk->config->default_language) };
	open_view(desk, &letter);
	return fill_mail(desk, &letter, view_say(desk->view, N_("Test of outgoing mail")), mail);
}
