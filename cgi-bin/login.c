/*
 * Signing in and out, registering, recovering a password.
 *
 * Known and unknown addresses get the same answer after the same work (AUTH-05): a password is always
 * computed, mails are always queued, and only the worker, out of sight, finds out whom they are for.
 */
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/attempt.h"
#include "domain/audit.h"
#include "domain/mail_token.h"
#include "domain/outbox.h"
#include "web/errors.h"
#include "web/page.h"
#include "web/session.h"
#include "web/form_token.h"

#define WINDOW           (15 * MINUTE)
#define FAILURES_PAIR    10  /* of one address against one account, in a window */
#define FAILURES_ACCOUNT 100 /* against one account */
#define FAILURES_ADDRESS 300 /* of one address */
#define FORMS_ADDRESS    200 /* registrations, recoveries and links tried by one address, in an hour */

/* --- shared ---------------------------------------------------------------------------------- */

static const char *pair_of(struct request *request, const char *mail)
{
	const char *key = text_fold(request->arena, mail);
	const char *pair = key ? arena_format(request->arena, "%s %s", key, request->network) : NULL;
	return pair ? pair : "";
}

/* No password slot came free: the portal is busy, the person did nothing wrong. */
static enum rc busy(enum rc rc)
{
	return rc == RC_LIMITED ? RC_DB : rc;
}

/* Counts a form that a stranger may send; RC_LIMITED past the bound. */
static enum rc count_form(struct request *request, const char *kind)
{
	int count;
	enum rc rc = attempt_count(request->db, kind, request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	return count > FORMS_ADDRESS ? RC_LIMITED : RC_OK;
}

static void show_password_rule(struct request *request)
{
	const char *least = view_digits(request->view, LIMIT_PASSWORD_MIN);
	view_text(request->view, "Limits.password_text",
	        view_fill(request->view,
	                N_("At least {1} characters. A sentence is easy to remember and hard to guess."),
	                least));
}

/* Notes what is wrong with a new password (AUTH-03, AUTH-04). */
static enum rc judge(struct request *request, const char *password, const char *mail)
{
	if (text_empty(password))
		return RC_OK; /* reported as missing already */
	if (strlen(password) < LIMIT_PASSWORD_MIN) {
		const char *least = view_digits(request->view, LIMIT_PASSWORD_MIN);
		request_error_text(request, "password",
		        view_fill(request->view,
		                N_("This password is too short. Use at least {1} characters."), least));
		return RC_OK;
	}
	const char *local = arena_copy(request->arena, mail, strcspn(mail, "@"));
	if (!local)
		return RC_NO_MEMORY;
	const char *const own[] = { request->config->site_name, local, mail };
	enum rc rc = password_judge(password, own, LENGTH(own), request->common_passwords);
	if (rc != RC_INVALID)
		return rc;
	request_error(request, "password",
	        N_("This password is one of the first that anybody would guess. Choose another."));
	return RC_OK;
}

/* Judges and hashes the new password, before any transaction; the hash waits in request->prepared. */
static enum rc prepare_password(struct request *request, const char *mail)
{
	const char *password = field_text(request, "password");
	enum rc rc = judge(request, password, mail);
	if (rc != RC_OK || request_has_errors(request))
		return rc;
	const char *encoded;
	rc = busy(password_hash(request->door, request->arena, password, &encoded));
	if (rc == RC_OK)
		request->prepared = arena_text(request->arena, encoded);
	return rc == RC_OK && !request->prepared ? RC_NO_MEMORY : rc;
}

/* --- sign in --------------------------------------------------------------------------------- */

static const char *after_sign_in(struct request *request, const struct account *account)
{
	const char *home = url(request, account_is_staff(account) ? "/desk" : "/");
	return page_next(request, field_text(request, "next"), home);
}

static enum rc show_sign_in(struct request *request)
{
	page_title(request, view_say(request->view, N_("Sign in")));
	view_text(request->view, "Login.next", page_next(request, field_text(request, "next"), ""));
	page_token(request, "Token.login", "/login");
	return page_show(request, "login/signin");
}

static enum rc sign_in_page(struct request *request)
{
	if (request->signed_in)
		return page_go(request, after_sign_in(request, &request->who));
	return show_sign_in(request);
}

static enum rc is_limited(struct request *request, const char *mail, bool *limited)
{
	int pair, account, address;
	enum rc rc = attempt_look(
	        request->db, "sign-in-pair", pair_of(request, mail), WINDOW, request->now, &pair);
	if (rc == RC_OK)
		rc = attempt_look(request->db, "sign-in-account", mail, WINDOW, request->now, &account);
	if (rc == RC_OK)
		rc = attempt_look(
		        request->db, "sign-in-address", request->network, WINDOW, request->now, &address);
	if (rc == RC_OK)
		*limited =
		        pair >= FAILURES_PAIR || account >= FAILURES_ACCOUNT || address >= FAILURES_ADDRESS;
	return rc;
}

static enum rc count_failure(struct request *request, const char *mail)
{
	int count;
	enum rc rc = attempt_count(
	        request->db, "sign-in-pair", pair_of(request, mail), WINDOW, request->now, &count);
	if (rc == RC_OK)
		rc = attempt_count(request->db, "sign-in-account", mail, WINDOW, request->now, &count);
	if (rc == RC_OK)
		rc = attempt_count(
		        request->db, "sign-in-address", request->network, WINDOW, request->now, &count);
	return rc;
}

/* Checks the password; an account that is missing, a guest's or disabled costs the same and fails the same.
 */
static enum rc check(struct request *request, const char *mail, struct account *account, bool *good)
{
	*good = false;
	enum rc rc = account_by_mail(request->db, request->arena, mail, account);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND)
		*account = (struct account){ 0 };
	bool matches, stale;
	const char *password = field_text(request, "password");
	rc = busy(password_check(request->door, account->password_hash, password, &matches, &stale));
	if (rc != RC_OK || !matches || !text_equal(account->state, "active"))
		return rc;
	*good = true;
	if (!stale)
		return RC_OK;
	const char *encoded;
	rc = busy(password_hash(request->door, request->arena, password, &encoded));
	if (rc == RC_OK)
		rc = account_rehash(request->db, account->id, account->password_hash, encoded);
	account->password_hash = rc == RC_OK ? encoded : NULL;
	return rc;
}

static enum rc refuse(struct request *request, const char *message, int status)
{
	request_error(request, "mail", message);
	request->response.status = status;
	return show_sign_in(request);
}

static enum rc sign_in(struct request *request)
{
	if (request_has_errors(request))
		return show_sign_in(request);
	const char *mail = text_fold(request->arena, field_text(request, "mail"));
	if (!mail)
		return RC_NO_MEMORY;
	bool limited = false, good;
	enum rc rc = is_limited(request, mail, &limited);
	if (rc != RC_OK)
		return rc;
	if (limited) {
		log_security("sign-in-limited", 0, request->address, NULL);
		return refuse(request,
		        N_("Too many tries. Please wait a quarter of an hour, or set a new password."), 429);
	}
	struct account account;
	rc = check(request, mail, &account, &good);
	if (rc != RC_OK)
		return rc;
	if (!good) {
		rc = count_failure(request, mail);
		log_security("sign-in-failed", account.id, request->address, NULL);
		return rc == RC_OK ? refuse(request, N_("Address and password do not match."), 422) : rc;
	}
	rc = session_begin(request, &account, field_flag(request, "remember"));
	if (rc == RC_NOT_FOUND) /* the password was changed while this one was computed */
		return refuse(request, N_("Address and password do not match."), 422);
	if (rc == RC_OK)
		rc = audit_add(request->db, account.id, "sign-in", "account", account.id, "", request->now);
	if (rc != RC_OK)
		return rc;
	log_security("sign-in", account.id, request->address, NULL);
	return page_go(request, after_sign_in(request, &account));
}

static enum rc sign_out(struct request *request)
{
	if (request->signed_in && form_token_check(request, field_text(request, "token")) != TOKEN_GOOD) {
		errors_expired(request);
		return RC_OK;
	}
	enum rc rc = session_end(request);
	return rc == RC_OK ? page_go(request, page_done(request, url(request, "/login"), "signed-out")) : rc;
}

/* --- register -------------------------------------------------------------------------------- */

static enum rc register_page(struct request *request)
{
	page_title(request, view_say(request->view, N_("Create an account")));
	page_token(request, "Token.register", "/login/register");
	return page_show(request, "login/register");
}

static enum rc prepare_registration(struct request *request)
{
	return count_form(request, "register");
}

static enum rc register_account(struct request *request)
{
	if (request_has_errors(request))
		return register_page(request);
	struct signup signup = {
		.mail = field_text(request, "mail"),
		.name = field_text(request, "name"),
		.lang = request->language->code,
	};
	enum rc rc = signup_add(request->db, request->arena, &signup, request->now, &signup.id);
	if (rc != RC_OK)
		return rc;
	rc = outbox_add(request->db, &(struct outbox_item){ .kind = "signup",
	                                     .mail = signup.mail,
	                                     .signup_id = signup.id,
	                                     .lang = signup.lang,
	                                     .now = request->now });
	return rc == RC_OK ? page_go(request, url(request, "/login/sent?what=register")) : rc;
}

static enum rc sent_page(struct request *request)
{
	struct view *view = request->view;
	bool registered = text_equal(field_text(request, "what"), "register");
	page_title(request, view_say(view, N_("Check your mail")));
	if (registered)
		view_text(view, "Sent.text",
		        view_plural(view,
		                N_("We have sent you a link that confirms your address. It works for {n} "
		                   "day."),
		                N_("We have sent you a link that confirms your address. It works for {n} "
		                   "days."),
		                LIMIT_CONFIRM_DAYS));
	else
		view_text(view, "Sent.text",
		        view_plural(view,
		                N_("If there is an account for this address, a link to set a new password is "
		                   "on its way. It works for {n} minute."),
		                N_("If there is an account for this address, a link to set a new password is "
		                   "on its way. It works for {n} minutes."),
		                LIMIT_RESET_MINUTES));
	return page_show(request, "login/sent");
}

/* --- confirm an address ---------------------------------------------------------------------- */

/* A link that does not work any more: what to do instead. */
static enum rc show_dead_link(struct request *request)
{
	struct view *view = request->view;
	page_title(request, view_say(view, N_("This link does not work any more")));
	request->response.status = 404;
	return page_show(request, "login/dead");
}

/* The registration behind a link. RC_NOT_FOUND if the link is dead. */
static enum rc find_signup(struct request *request, const char *key, struct signup *signup)
{
	struct mail_token token;
	enum rc rc = token_find(request->db, request->arena, key, request->now, &token);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(token.purpose, TOKEN_CONFIRM))
		return RC_NOT_FOUND;
	return signup_by_id(request->db, request->arena, token.signup_id, signup);
}

/* Whoever reads the address's mail chooses the password, not whoever typed the address. */
static enum rc show_confirm(struct request *request, const char *key, const struct signup *signup)
{
	page_title(request, view_say(request->view, N_("Confirm your address")));
	show_password_rule(request);
	view_text(request->view, "Confirm.action", url(request, "/login/confirm"));
	view_text(request->view, "Confirm.key", key);
	view_text(request->view, "Confirm.mail", signup->mail);
	page_token(request, "Token.confirm", "/login/confirm");
	return page_show(request, "login/confirm");
}

static enum rc confirm_page(struct request *request)
{
	struct signup signup;
	const char *key = param_text(request, "key");
	enum rc rc = find_signup(request, key, &signup);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	return rc == RC_OK ? show_confirm(request, key, &signup) : rc;
}

static enum rc prepare_confirm(struct request *request)
{
	struct signup signup;
	enum rc rc = count_form(request, "confirm");
	if (rc != RC_OK)
		return rc;
	rc = find_signup(request, field_text(request, "key"), &signup);
	if (rc == RC_NOT_FOUND)
		return RC_OK; /* the page says so */
	return rc == RC_OK ? prepare_password(request, signup.mail) : rc;
}

static enum rc confirm(struct request *request)
{
	struct signup signup;
	const char *key = field_text(request, "key");
	enum rc rc = find_signup(request, key, &signup);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_confirm(request, key, &signup);
	rc = token_use(request->db, key);
	int64_t account_id = 0;
	if (rc == RC_OK)
		rc = signup_confirm(request->db, request->arena, signup.id, request->prepared, "active",
		        request->now, &account_id);
	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = audit_add(request->db, account_id, "address-confirmed", "account", account_id, "",
		        request->now);
	return rc == RC_OK ? page_go(request, page_done(request, url(request, "/login"), "confirmed")) : rc;
}

/* --- recover --------------------------------------------------------------------------------- */

static enum rc recover_page(struct request *request)
{
	page_title(request, view_say(request->view, N_("Forgot your password?")));
	page_token(request, "Token.recover", "/login/recover");
	return page_show(request, "login/recover");
}

static enum rc prepare_recovery(struct request *request)
{
	return count_form(request, "recover");
}

static enum rc recover(struct request *request)
{
	if (request_has_errors(request))
		return recover_page(request);
	enum rc rc = outbox_add(request->db, &(struct outbox_item){ .kind = "reset",
	                                             .mail = field_text(request, "mail"),
	                                             .lang = request->language->code,
	                                             .now = request->now });
	return rc == RC_OK ? page_go(request, url(request, "/login/sent?what=recover")) : rc;
}

/* The account behind a reset or claim link. RC_NOT_FOUND if the link is dead. */
static enum rc find_reset(struct request *request, const char *key, struct account *account)
{
	struct mail_token token;
	enum rc rc = token_find(request->db, request->arena, key, request->now, &token);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(token.purpose, TOKEN_RESET) && !text_equal(token.purpose, TOKEN_CLAIM))
		return RC_NOT_FOUND;
	rc = account_by_id(request->db, request->arena, token.account_id, account);
	return rc == RC_OK && text_equal(account->state, "disabled") ? RC_NOT_FOUND : rc;
}

static enum rc show_reset(struct request *request, const char *key, const struct account *account)
{
	page_title(request, view_say(request->view, N_("Set a new password")));
	show_password_rule(request);
	view_text(request->view, "Reset.action", url(request, "/login/reset"));
	view_text(request->view, "Reset.key", key);
	view_text(request->view, "Reset.mail", account->mail);
	page_token(request, "Token.reset", "/login/reset");
	return page_show(request, "login/reset");
}

static enum rc reset_page(struct request *request)
{
	struct account account;
	const char *key = param_text(request, "key");
	enum rc rc = find_reset(request, key, &account);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	return rc == RC_OK ? show_reset(request, key, &account) : rc;
}

static enum rc prepare_reset(struct request *request)
{
	struct account account;
	enum rc rc = count_form(request, "reset");
	if (rc != RC_OK)
		return rc;
	rc = find_reset(request, field_text(request, "key"), &account);
	if (rc == RC_NOT_FOUND)
		return RC_OK; /* the page says so */
	return rc == RC_OK ? prepare_password(request, account.mail) : rc;
}

static enum rc reset(struct request *request)
{
	struct account account;
	const char *key = field_text(request, "key");
	enum rc rc = find_reset(request, key, &account);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_reset(request, key, &account);
	rc = token_use(request->db, key);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = account_set_password(request->db, account.id, request->prepared, request->now);
	if (rc == RC_OK)
		rc = outbox_add(request->db, &(struct outbox_item){ .kind = "password_changed",
		                                     .account_id = account.id,
		                                     .lang = account.lang,
		                                     .now = request->now });
	if (rc == RC_OK)
		rc = audit_add(
		        request->db, account.id, "password-set", "account", account.id, "", request->now);
	return rc == RC_OK ? page_go(request, page_done(request, url(request, "/login"), "password-changed"))
	                   : rc;
}

/* --- routes
 * ---------------------------------------------------------------------------------------------------------
 */

static const struct field next_fields[] = {
	{ .name = "next", .kind = FIELD_LINE, .max = 1000 },
};
static const struct field sign_in_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
	{ .name = "password", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "remember", .kind = FIELD_FLAG },
	{ .name = "next", .kind = FIELD_LINE, .max = 1000 },
};
static const struct field register_fields[] = {
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
};
static const struct field sent_fields[] = {
	{ .name = "what", .kind = FIELD_CHOICE, .choices = "register recover" },
};
static const struct field recover_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
};
static const struct field reset_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
	{ .name = "password", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
};
static const struct field token_fields[] = {
	{ .name = "token", .kind = FIELD_LINE, .max = 200 },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/login",              sign_in_page,     NEED_NONE, FIELDS(next_fields),     ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login",              sign_in,          NEED_NONE, FIELDS(sign_in_fields),  ROUTE_SECRET,    NULL },
	{ METHOD_POST, "/login/out",          sign_out,         NEED_NONE, FIELDS(token_fields),    ROUTE_ANONYMOUS, NULL },
	{ METHOD_GET,  "/login/register",     register_page,    NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/register",     register_account, NEED_NONE, FIELDS(register_fields), 0,               prepare_registration },
	{ METHOD_GET,  "/login/sent",         sent_page,        NEED_NONE, FIELDS(sent_fields),     0,               NULL },
	{ METHOD_GET,  "/login/confirm/:key", confirm_page,     NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/confirm",      confirm,          NEED_NONE, FIELDS(reset_fields),    0,               prepare_confirm },
	{ METHOD_GET,  "/login/recover",      recover_page,     NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/recover",      recover,          NEED_NONE, FIELDS(recover_fields),  0,               prepare_recovery },
	{ METHOD_GET,  "/login/reset/:key",   reset_page,       NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/reset",        reset,            NEED_NONE, FIELDS(reset_fields),    0,               prepare_reset },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "login", routes, LENGTH(routes));
}
