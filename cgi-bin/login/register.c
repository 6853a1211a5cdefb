/*
 * Registering: an address is noted, a link goes out, and whoever reads it chooses the password. Who may is
 * the administrator's matter: anybody, nobody, or anybody whom staff then approves.
 */
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/mail_token.h"
#include "domain/outbox.h"
#include "domain/setting.h"
#include "login.h"
#include "web/password_form.h"
#include "web/robot.h"

/* Judges and hashes the new password, before any transaction; the hash waits in request->prepared. */
enum rc prepare_password(struct request *request, const char *mail)
{
	const char *hash;
	enum rc rc = hash_new_password(request, "password", mail, &hash);
	if (rc != RC_OK || !hash)
		return rc;
	request->prepared = arena_text(request->arena, hash);
	return request->prepared ? RC_OK : RC_NO_MEMORY;
}

/* --- register -------------------------------------------------------------------------------- */

enum rc read_policy(struct request *request, enum signup_policy *policy)
{
	struct settings settings;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	if (rc == RC_OK)
		*policy = settings.signup;
	return rc;
}

enum rc show_closed(struct request *request)
{
	page_title(request, view_say(request->view, N_("Create an account")));
	if (request->method == METHOD_POST)
		request->response.status = 403;
	return page_show(request, "login/closed");
}

static enum rc show_register(struct request *request)
{
	page_title(request, view_say(request->view, N_("Create an account")));
	robot_show(request, "Token.register", "/login/register");
	return page_show(request, "login/register");
}

enum rc register_page(struct request *request)
{
	enum signup_policy policy;
	enum rc rc = read_policy(request, &policy);
	if (rc != RC_OK)
		return rc;
	return policy == SIGNUP_CLOSED ? show_closed(request) : show_register(request);
}

enum rc prepare_registration(struct request *request)
{
	enum rc rc = count_form(request, "register");
	return rc == RC_OK ? robot_check(request) : rc;
}

enum rc register_account(struct request *request)
{
	enum signup_policy policy;
	enum rc rc = read_policy(request, &policy);
	if (rc != RC_OK)
		return rc;
	if (policy == SIGNUP_CLOSED)
		return show_closed(request);
	if (request_has_errors(request))
		return show_register(request);
	struct signup signup = {
		.mail = field_text(request, "mail"),
		.name = field_text(request, "name"),
		.lang = request->language->code,
	};
	rc = signup_add(request->db, request->arena, &signup, request->now, &signup.id);
	if (rc != RC_OK)
		return rc;
	rc = outbox_add(request->db, &(struct outbox_item){ .kind = "signup",
	                                     .mail = signup.mail,
	                                     .signup_id = signup.id,
	                                     .lang = signup.lang,
	                                     .now = request->now });
	return rc == RC_OK ? page_go(request, url(request, "/login/sent?what=register")) : rc;
}

enum rc sent_page(struct request *request)
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
enum rc show_dead_link(struct request *request)
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

enum rc confirm_page(struct request *request)
{
	struct signup signup;
	enum signup_policy policy;
	const char *key = param_text(request, "key");
	enum rc rc = find_signup(request, key, &signup);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = read_policy(request, &policy);
	if (rc != RC_OK)
		return rc;
	return policy == SIGNUP_CLOSED ? show_closed(request) : show_confirm(request, key, &signup);
}

enum rc prepare_confirm(struct request *request)
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

/* The account waits for staff, who hear of it. */
enum rc wait_for_approval(struct request *request, int64_t account_id)
{
	enum rc rc = outbox_add(request->db, &(struct outbox_item){ .kind = "approval",
	                                             .account_id = account_id,
	                                             .lang = request->language->code,
	                                             .now = request->now });
	return rc == RC_OK ? page_go(request, url(request, "/login/waiting")) : rc;
}

/* The account of a confirmed address, and where its owner goes. */
static enum rc make_account(struct request *request, const struct signup *signup, enum signup_policy policy)
{
	int64_t account_id = 0;
	bool waits = policy == SIGNUP_APPROVE;
	enum rc rc = signup_confirm(request->db, request->arena, signup->id, request->prepared,
	        waits ? "waiting" : "active", request->now, &account_id);
	if (rc == RC_OK)
		rc = audit_add(request->db, account_id, "address-confirmed", "account", account_id, "",
		        request->now);
	if (rc != RC_OK)
		return rc;
	if (waits)
		return wait_for_approval(request, account_id);
	return page_go(request, page_done(request, url(request, "/login"), "confirmed"));
}

enum rc confirm(struct request *request)
{
	struct signup signup;
	enum signup_policy policy;
	const char *key = field_text(request, "key");
	enum rc rc = find_signup(request, key, &signup);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = read_policy(request, &policy);
	if (rc != RC_OK)
		return rc;
	if (policy == SIGNUP_CLOSED)
		return show_closed(request);
	if (request_has_errors(request))
		return show_confirm(request, key, &signup);
	rc = token_use(request->db, key);
	if (rc == RC_OK)
		rc = make_account(request, &signup, policy);
	return rc == RC_NOT_FOUND || rc == RC_CONFLICT ? show_dead_link(request) : rc;
}

/* Confirmed, but not approved yet: after the confirmation, and after a right password. */
enum rc show_waiting(struct request *request)
{
	page_title(request, view_say(request->view, N_("Waiting for approval")));
	return page_show(request, "login/waiting");
}

enum rc waiting_page(struct request *request)
{
	return show_waiting(request);
}
