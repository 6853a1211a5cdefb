/* /account/security: what guards the account, and the password. */
#include "account.h"

#include "base/message.h"
#include "base/time.h"
#include "domain/device.h"
#include "domain/factor_duty.h"
#include "domain/outbox.h"
#include "domain/second_factor.h"
#include "web/password_form.h"
#include "web/session.h"

/* --- overview -------------------------------------------------------------------------------- */

static void show_factor(struct request *request, const struct second_factor *factor, bool duty)
{
	struct view *view = request->view;
	view_flag(view, "Factor.on", factor->totp_since != 0);
	view_flag(view, "Factor.duty", duty);
	view_time(view, "Factor.since", factor->totp_since);
	view_text(view, "Factor.on_url", url(request, "/account/security/factor"));
	view_text(view, "Factor.off_url", url(request, "/account/security/factor/off"));
	view_text(view, "Factor.codes_url", url(request, "/account/security/codes"));
	view_flag(view, "Factor.few", factor->codes_left < 3);
	view_text(view, "Factor.left_text",
	        view_plural(view, N_("{n} unused code is left."), N_("{n} unused codes are left."),
	                factor->codes_left));
}

enum rc security_page(struct request *request)
{
	struct second_factor factor;
	bool duty = false;
	enum rc rc = factor_read(request->db, request->arena, request->who.id, &factor);
	if (rc == RC_OK)
		rc = factor_duty_of(request->db, request->arena, request->who.id, &duty);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_SECURITY, view_say(request->view, N_("Security")));
	show_factor(request, &factor, duty);
	view_text(request->view, "Security.password_url", url(request, "/account/security/password"));
	view_text(request->view, "Security.address_url", url(request, "/account/security/address"));
	view_text(request->view, "Security.sessions_url", url(request, "/account/sessions"));
	return page_show(request, "account/security");
}

/* --- password -------------------------------------------------------------------------------- */

enum rc password_page(struct request *request)
{
	show_area(request, AREA_SECURITY, view_say(request->view, N_("Change the password")));
	show_password_rule(request);
	view_text(request->view, "Password.action", url(request, "/account/security/password"));
	page_token(request, "Token.password", "/account/security/password");
	return page_show(request, "account/password");
}

enum rc prepare_password_change(struct request *request)
{
	enum rc rc = prove_password(request);
	struct proof *proof = request->prepared;
	if (rc != RC_OK || !proof->good)
		return rc;
	return hash_new_password(request, "password", request->who.mail, &proof->new_hash);
}

/* The own sign-in goes on under a new id and within the limits it had (SES-02, SES-04). */
static enum rc sign_in_anew(struct request *request, const char *password_hash)
{
	struct account who = request->who;
	who.password_hash = password_hash;
	return session_begin(request, &who, who.idle_for == request->config->session_days * DAY);
}

enum rc change_password(struct request *request)
{
	const struct proof *proof = request->prepared;
	bool proven;
	enum rc rc = check_proof(request, &proven);
	if (rc != RC_OK || !proven)
		return rc == RC_OK ? password_page(request) : rc;
	rc = account_set_password(request->db, request->who.id, proof->new_hash, request->now);
	if (rc == RC_OK)
		rc = device_distrust_all(request->db, request->who.id);
	if (rc == RC_OK)
		rc = sign_in_anew(request, proof->new_hash);
	if (rc == RC_OK)
		rc = outbox_add(request->db, &(struct outbox_item){ .kind = "password_changed",
		                                     .account_id = request->who.id,
		                                     .lang = request->who.lang,
		                                     .now = request->now });
	if (rc == RC_OK)
		rc = note_act(request, "password-set", NULL);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/security"), "password-set"));
}
