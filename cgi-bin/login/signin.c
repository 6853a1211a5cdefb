/* Signing in with address and password, and signing out. */
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "io/password.h"
#include "login.h"
#include "web/errors.h"
#include "web/form_token.h"
#include "web/session.h"
#include "web/submit.h"

/* What of 1,000 guesses in a row reaches the computation is a dozen (AUTH-06); an account takes some thirty
 * an hour from all strangers together. */
static const struct gate of_browser = { "sign-in-browser", LIMIT_TRIES, 2, LIMIT_TRIES_SECONDS,
	LIMIT_TRIES_SECONDS };
static const struct gate of_pair = { "sign-in-pair", LIMIT_PAIR_TRIES, 2, LIMIT_TRIES_SECONDS,
	LIMIT_TRIES_SECONDS };
static const struct gate of_account = { "sign-in-account", LIMIT_TRIES, 2, LIMIT_TRIES_SECONDS,
	LIMIT_TRIES_SECONDS };
static const struct gate of_network = { "sign-in-network", LIMIT_NETWORK_TRIES, 2, 5 * MINUTE, MINUTE };

enum rc show_sign_in(struct request *request)
{
	struct settings settings;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	if (rc != RC_OK)
		return rc;
	const char *next = form_value(&request->form, "next");
	const char *there = page_next(request, next ? next : "", "");
	page_title(request, view_say(request->view, N_("Sign in")));
	view_text(request->view, "Login.next", there);
	if (settings.mail_signin)
		view_text(request->view, "Login.mail_url",
		        *there ? urlf(request, "/login/mail?next={1}", there) : url(request, "/login/mail"));
	view_flag(request->view, "Login.closed", settings.signup == SIGNUP_CLOSED);
	page_token(request, "Token.login", "/login");
	return page_show(request, "login/signin");
}

enum rc sign_in_page(struct request *request)
{
	if (request->signed_in)
		return page_go(request, after_sign_in(request, &request->who, field_text(request, "next")));
	return show_sign_in(request);
}

/* A browser that the account knows is counted by itself; all others by account and network. */
static enum rc password_guess(
        struct request *request, const struct entrant *entrant, const char *mail, struct guess *guess)
{
	if (entrant->browser.device.known)
		return guess_of_browser(request, &of_browser, &entrant->browser, entrant->account.id, guess);
	*guess = (struct guess){ 0 };
	guess_add(guess, &of_pair, guessed_pair(request, mail));
	guess_add(guess, &of_account, mail);
	guess_add(guess, &of_network, request->network);
	return RC_OK;
}

static enum rc find_entrant(struct request *request, const char *mail, struct entrant *entrant)
{
	*entrant = (struct entrant){
		.remember = field_flag(request, "remember"),
		.next = field_text(request, "next"),
	};
	enum rc rc = account_by_mail(request->db, request->arena, mail, &entrant->account);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND)
		entrant->account = (struct account){ 0 };
	return browser_find(request, entrant->account.id, &entrant->browser);
}

/* A hash made with parameters that have risen since is made anew. */
static enum rc rehash(struct request *request, struct account *account, const char *password)
{
	const char *encoded;
	enum rc rc = busy(password_hash(request->door, request->arena, password, &encoded));
	if (rc == RC_OK)
		rc = account_rehash(request->db, account->id, account->password_hash, encoded);
	if (rc == RC_OK)
		account->password_hash = encoded;
	return rc;
}

/* Checks the password; an account that is missing, a guest's or disabled costs the same and fails the same.
 */
static enum rc check(struct request *request, struct account *account, bool *good)
{
	bool matches, stale;
	const char *password = field_text(request, "password");
	*good = false;
	enum rc rc = busy(password_check(request->door, account->password_hash, password, &matches, &stale));
	if (rc != RC_OK || !matches)
		return rc;
	*good = text_equal(account->state, "active") || text_equal(account->state, "waiting");
	return *good && stale ? rehash(request, account, password) : RC_OK;
}

static enum rc refuse(struct request *request)
{
	request_error(request, "mail", N_("Address and password do not match."));
	return show_sign_in(request);
}

static enum rc refuse_early(struct request *request, const struct entrant *entrant, int64_t wait)
{
	log_security("sign-in-limited", entrant->account.id, request->address, NULL);
	enum rc rc = note_wait(request, "mail", wait);
	return rc == RC_OK ? show_sign_in(request) : rc;
}

/* The transaction of a right password. */
static enum rc enter(struct request *request)
{
	enum rc rc = door_enter(request, request->prepared);
	return rc == RC_NOT_FOUND ? refuse(request)
	                          : rc; /* the password was changed while this one was computed */
}

enum rc sign_in(struct request *request)
{
	if (request_has_errors(request))
		return show_sign_in(request);
	struct entrant entrant;
	struct guess guess;
	int64_t wait = 0;
	const char *mail = guessed_mail(request, field_text(request, "mail"));
	enum rc rc = find_entrant(request, mail, &entrant);
	if (rc == RC_OK)
		rc = password_guess(request, &entrant, mail, &guess);
	if (rc == RC_OK)
		rc = guess_begin(request, &guess, &wait);
	if (rc != RC_OK)
		return rc;
	if (wait > 0)
		return refuse_early(request, &entrant, wait);
	bool good;
	rc = check(request, &entrant.account, &good);
	if (rc != RC_OK)
		return rc;
	if (!good) {
		log_security("sign-in-failed", entrant.account.id, request->address, NULL);
		return refuse(request);
	}
	guess_was_right(request, &guess);
	if (text_equal(entrant.account.state, "waiting"))
		return show_waiting(request);
	request->prepared = &entrant;
	rc = submit_run_plain(request, enter);
	request->prepared = NULL;
	if (rc == RC_OK && request->response.status == 303)
		log_security("sign-in", entrant.account.id, request->address, "password");
	return rc;
}

enum rc sign_out(struct request *request)
{
	if (request->signed_in && form_token_check(request, field_text(request, "token")) != TOKEN_GOOD) {
		errors_expired(request);
		return RC_OK;
	}
	enum rc rc = session_end(request);
	return rc == RC_OK ? page_go(request, page_done(request, url(request, "/login"), "signed-out")) : rc;
}
