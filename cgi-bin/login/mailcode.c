/*
 * Signing in by mail instead of a password: an address is asked, and if an account has it, its owner is sent
 * an eight-digit code and a link. The page says the same to all, and a code is tried the same for all.
 */
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/mail_token.h"
#include "domain/outbox.h"
#include "domain/signin_code.h"
#include "login.h"
#include "web/cookie.h"
#include "web/submit.h"

#define SEAL        "mail-signin"
#define COOKIE_MAIL "portico_mail" /* the address, sealed, from the one page to the other */
#define NEXT_MAX    400            /* bytes of a path that goes along */

static const struct gate of_browser = { "mail-code-browser", LIMIT_CODE_TRIES, LIMIT_TRIES_SECONDS, HOUR,
	HOUR };
static const struct gate of_mail = { "mail-code", LIMIT_CODE_TRIES, LIMIT_TRIES_SECONDS, HOUR, HOUR };

struct arrival {
	struct entrant entrant;
	const char *code; /* or */
	const char *link;
};

/* RC_NOT_FOUND while the administrator does not allow it. */
static enum rc is_allowed(struct request *request)
{
	struct settings settings;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	return rc == RC_OK && !settings.mail_signin ? RC_NOT_FOUND : rc;
}

/* --- the address, kept between two pages ----------------------------------------------------- */

/* This browser's alone: an address in a link of somebody else's making means nothing. */
static const char *owner(struct request *request)
{
	return text_hex(request->arena, request->session_hash, SECRET_HASH);
}

static const char *seal(struct request *request, const char *mail)
{
	const char *about = owner(request);
	size_t length = strlen(mail);
	uint8_t *sealed = about ? secret_seal(request->arena, request->key, SEAL, about, mail, length) : NULL;
	return sealed ? secret_encode(request->arena, sealed, length + SECRET_SEAL_EXTRA) : NULL;
}

/* RC_INVALID for what this browser was not given. */
static enum rc unseal(struct request *request, const char *state, const char **mail)
{
	uint8_t sealed[LIMIT_MAIL + SECRET_SEAL_EXTRA];
	size_t size = strlen(state) * 3 / 4;
	if (size <= SECRET_SEAL_EXTRA || size > sizeof(sealed) || secret_decode(state, sealed, size) != RC_OK)
		return RC_INVALID;
	const char *about = owner(request);
	char *opened = arena_alloc(request->arena, size - SECRET_SEAL_EXTRA + 1);
	if (!about || !opened)
		return RC_NO_MEMORY;
	*mail = opened;
	return secret_unseal(request->key, SEAL, about, sealed, size, opened);
}

/* --- asking for the mail --------------------------------------------------------------------- */

static const char *wanted_path(struct request *request)
{
	const char *next = page_next(request, field_text(request, "next"), "");
	return strlen(next) <= NEXT_MAX ? next : "";
}

static enum rc show_mail(struct request *request)
{
	page_title(request, view_say(request->view, N_("Sign in by mail")));
	view_text(request->view, "Mail.action", url(request, "/login/mail"));
	view_text(request->view, "Mail.next", wanted_path(request));
	page_token(request, "Token.mail", "/login/mail");
	return page_show(request, "login/mail");
}

enum rc mail_page(struct request *request)
{
	enum rc rc = is_allowed(request);
	if (rc != RC_OK)
		return rc;
	if (request->signed_in)
		return page_go(request, after_sign_in(request, &request->who, field_text(request, "next")));
	return show_mail(request);
}

enum rc prepare_mail(struct request *request)
{
	return count_form(request, "signin-mail");
}

enum rc mail_ask(struct request *request)
{
	enum rc rc = is_allowed(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_mail(request);
	const char *mail = field_text(request, "mail");
	const char *state = seal(request, mail);
	if (!state)
		return RC_NO_MEMORY;
	rc = outbox_add(request->db, &(struct outbox_item){ .kind = "signin",
	                                     .mail = mail,
	                                     .lang = request->language->code,
	                                     .now = request->now });
	if (rc != RC_OK)
		return rc;
	rc = cookie_set(request, COOKIE_MAIL, state, LIMIT_CODE_MINUTES * MINUTE);
	if (rc != RC_OK)
		return rc;
	const char *next = wanted_path(request);
	return page_go(request,
	        *next ? urlf(request, "/login/mail/code?next={1}", next) : url(request, "/login/mail/code"));
}

/* --- the code -------------------------------------------------------------------------------- */

static enum rc show_code(struct request *request, const char *mail, const char *state)
{
	struct view *view = request->view;
	page_title(request, view_say(view, N_("Check your mail")));
	view_text(view, "Mail.text",
	        view_plural(view,
	                N_("If there is an account for this address, a code is on its way. It works for {n} "
	                   "minute."),
	                N_("If there is an account for this address, a code is on its way. It works for {n} "
	                   "minutes."),
	                LIMIT_CODE_MINUTES));
	view_text(view, "Mail.address", mail);
	view_text(view, "Mail.action", url(request, "/login/mail/code"));
	view_text(view, "Mail.again_url", url(request, "/login/mail"));
	view_text(view, "Mail.state", state);
	view_text(view, "Mail.next", wanted_path(request));
	page_token(request, "Token.code", "/login/mail/code");
	return page_show(request, "login/mailcode");
}

enum rc mail_code_page(struct request *request)
{
	const char *mail, *state = cookie_value(request, COOKIE_MAIL);
	enum rc rc = is_allowed(request);
	if (rc == RC_OK)
		rc = unseal(request, state ? state : "", &mail);
	if (rc == RC_INVALID)
		return page_go(request, url(request, "/login/mail"));
	return rc == RC_OK ? show_code(request, mail, state) : rc;
}

static enum rc find_arrival(struct request *request, const char *mail, struct arrival *arrival)
{
	*arrival = (struct arrival){ .entrant = { .remember = field_flag(request, "remember"),
		                             .next = wanted_path(request) },
		.code = field_text(request, "code") };
	struct account *account = &arrival->entrant.account;
	enum rc rc = account_by_mail(request->db, request->arena, mail, account);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND)
		*account = (struct account){ 0 };
	return browser_find(request, account->id, &arrival->entrant.browser);
}

static enum rc code_guess(
        struct request *request, const struct arrival *arrival, const char *mail, struct guess *guess)
{
	const struct entrant *entrant = &arrival->entrant;
	if (entrant->browser.device.known)
		return guess_of_browser(request, &of_browser, &entrant->browser, entrant->account.id, guess);
	*guess = (struct guess){ 0 };
	guess_add(guess, &of_mail, guessed_mail(request, mail));
	return RC_OK;
}

/* RC_INVALID: wrong or too old; nothing is used up then. */
static enum rc enter_by_code(struct request *request)
{
	struct arrival *arrival = request->prepared;
	const struct account *account = &arrival->entrant.account;
	bool good;
	enum rc rc = signin_code_use(
	        request->db, request->arena, request->key, account->id, arrival->code, request->now, &good);
	if (rc == RC_OK && (!good || !text_equal(account->state, "active")))
		return RC_INVALID;
	if (rc == RC_OK)
		rc = cookie_set(request, COOKIE_MAIL, "", -1);
	return rc == RC_OK ? door_enter(request, &arrival->entrant) : rc;
}

static enum rc refuse_code(struct request *request, const char *mail, const struct arrival *arrival)
{
	log_security("sign-in-failed", arrival->entrant.account.id, request->address, "mail");
	request_error(request, "code",
	        N_("This code is not right, or not valid any more. Look into the newest mail."));
	return show_code(request, mail, field_text(request, "state"));
}

static enum rc try_code(struct request *request, const char *mail)
{
	struct arrival arrival;
	struct guess guess;
	int64_t wait = 0;
	enum rc rc = find_arrival(request, mail, &arrival);
	if (rc == RC_OK)
		rc = code_guess(request, &arrival, mail, &guess);
	if (rc == RC_OK)
		rc = guess_begin(request, &guess, &wait);
	if (rc == RC_OK && wait > 0) {
		log_security("sign-in-limited", arrival.entrant.account.id, request->address, "mail");
		rc = note_wait(request, "code", wait);
		return rc == RC_OK ? show_code(request, mail, field_text(request, "state")) : rc;
	}
	if (rc != RC_OK)
		return rc;
	request->prepared = &arrival;
	rc = submit_run_plain(request, enter_by_code);
	request->prepared = NULL;
	if (rc == RC_INVALID || rc == RC_NOT_FOUND)
		return refuse_code(request, mail, &arrival);
	if (rc != RC_OK)
		return rc;
	guess_was_right(request, &guess);
	log_security("sign-in", arrival.entrant.account.id, request->address, "mail");
	return RC_OK;
}

enum rc mail_code_enter(struct request *request)
{
	const char *mail;
	enum rc rc = is_allowed(request);
	if (rc == RC_OK)
		rc = unseal(request, field_text(request, "state"), &mail);
	if (rc == RC_INVALID)
		return page_go(request, url(request, "/login/mail"));
	if (rc != RC_OK)
		return rc;
	return request_has_errors(request) ? show_code(request, mail, field_text(request, "state"))
	                                   : try_code(request, mail);
}

/* --- the link -------------------------------------------------------------------------------- */

static enum rc find_link(struct request *request, const char *link, struct account *account)
{
	int64_t account_id;
	enum rc rc = is_allowed(request);
	if (rc == RC_OK)
		rc = signin_link_find(request->db, request->arena, link, request->now, &account_id);
	if (rc == RC_OK)
		rc = account_by_id(request->db, request->arena, account_id, account);
	return rc == RC_OK && !text_equal(account->state, "active") ? RC_NOT_FOUND : rc;
}

/* Opening the link signs nobody in: programs that read mail open links. */
enum rc mail_link_page(struct request *request)
{
	struct account account;
	const char *link = param_text(request, "key");
	enum rc rc = find_link(request, link, &account);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = never_store(request);
	if (rc != RC_OK)
		return rc;
	page_title(request, view_say(request->view, N_("Sign in")));
	view_text(request->view, "Mail.address", account.mail);
	view_text(request->view, "Mail.action", url(request, "/login/mail/enter"));
	view_text(request->view, "Mail.key", link);
	page_token(request, "Token.enter", "/login/mail/enter");
	return page_show(request, "login/maillink");
}

static enum rc enter_by_link(struct request *request)
{
	struct arrival *arrival = request->prepared;
	enum rc rc = token_use(request->db, arrival->link);
	return rc == RC_OK ? door_enter(request, &arrival->entrant) : rc;
}

enum rc mail_link_enter(struct request *request)
{
	struct arrival arrival = { .link = field_text(request, "key"),
		.entrant = { .remember = field_flag(request, "remember"), .next = "" } };
	struct account *account = &arrival.entrant.account;
	if (request_has_errors(request))
		return show_dead_link(request);
	enum rc rc = count_form(request, "signin-link");
	if (rc == RC_OK)
		rc = find_link(request, arrival.link, account);
	if (rc == RC_OK)
		rc = browser_find(request, account->id, &arrival.entrant.browser);
	if (rc == RC_OK) {
		request->prepared = &arrival;
		rc = submit_run_plain(request, enter_by_link);
		request->prepared = NULL;
	}
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		log_security("sign-in", account->id, request->address, "link");
	return rc;
}
