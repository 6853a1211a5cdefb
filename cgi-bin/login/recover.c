/* A forgotten password, and a guest's first one: a link by mail, whoever asks, and a new password behind it.
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

enum rc recover_page(struct request *request)
{
	page_title(request, view_say(request->view, N_("Forgot your password?")));
	page_token(request, "Token.recover", "/login/recover");
	return page_show(request, "login/recover");
}

enum rc prepare_recovery(struct request *request)
{
	return count_form(request, "recover");
}

enum rc recover(struct request *request)
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

/* A guest who chooses his first password registers by it. */
static enum rc is_closed(struct request *request, const struct account *account, bool *closed)
{
	enum signup_policy policy = SIGNUP_OPEN;
	bool guest = text_equal(account->state, "guest");
	enum rc rc = guest ? read_policy(request, &policy) : RC_OK;
	*closed = policy == SIGNUP_CLOSED;
	return rc;
}

enum rc reset_page(struct request *request)
{
	struct account account;
	bool closed;
	const char *key = param_text(request, "key");
	enum rc rc = find_reset(request, key, &account);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = is_closed(request, &account, &closed);
	if (rc != RC_OK)
		return rc;
	return closed ? show_closed(request) : show_reset(request, key, &account);
}

enum rc prepare_reset(struct request *request)
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

/* Other browsers are strangers from now on, this one is known: whoever reads the mail is the owner, and must
 * be able to sign in while somebody guesses (AUTH-06). It is neither signed in nor trusted (AUTH-10). */
static enum rc renew_devices(struct request *request, const struct account *account)
{
	struct browser browser;
	enum rc rc = browser_find(request, account->id, &browser);
	if (rc == RC_OK)
		rc = device_forget_all(request->db, account->id);
	browser.device = (struct device){ 0 };
	return rc == RC_OK ? browser_note(request, account->id, &browser, 0) : rc;
}

static enum rc set_password(struct request *request, const struct account *account)
{
	enum rc rc = account_set_password(request->db, account->id, request->prepared, request->now);
	if (rc == RC_OK)
		rc = renew_devices(request, account);
	if (rc == RC_OK)
		rc = outbox_add(request->db, &(struct outbox_item){ .kind = "password_changed",
		                                     .account_id = account->id,
		                                     .lang = account->lang,
		                                     .now = request->now });
	return rc == RC_OK ? audit_add(request->db, account->id, "password-set", "account", account->id, "",
	                             request->now)
	                   : rc;
}

/* A guest has an account now; where staff approve first, it waits for them. */
static enum rc go_on(struct request *request, const struct account *account)
{
	enum signup_policy policy = SIGNUP_OPEN;
	bool guest = text_equal(account->state, "guest");
	enum rc rc = guest ? read_policy(request, &policy) : RC_OK;
	if (rc == RC_OK && policy == SIGNUP_APPROVE) {
		rc = account_hold_back(request->db, account->id, request->now);
		return rc == RC_OK ? wait_for_approval(request, account->id) : rc;
	}
	return rc == RC_OK ? page_go(request, page_done(request, url(request, "/login"), "password-changed"))
	                   : rc;
}

enum rc reset(struct request *request)
{
	struct account account;
	bool closed;
	const char *key = field_text(request, "key");
	enum rc rc = find_reset(request, key, &account);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = is_closed(request, &account, &closed);
	if (rc != RC_OK)
		return rc;
	if (closed)
		return show_closed(request);
	if (request_has_errors(request))
		return show_reset(request, key, &account);
	rc = token_use(request->db, key);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = set_password(request, &account);
	return rc == RC_OK ? go_on(request, &account) : rc;
}
