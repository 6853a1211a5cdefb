/* The second step of signing in: turned on and off, and its recovery codes. Codes are shown once, by the page
 * that made them. */
#include "account.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "domain/factor_duty.h"
#include "domain/second_factor.h"
#include "domain/signin_list.h"
#include "io/qr.h"

static enum rc is_on(struct request *request, bool *on)
{
	struct second_factor factor;
	enum rc rc = factor_read(request->db, request->arena, request->who.id, &factor);
	if (rc == RC_OK)
		*on = factor.totp_since != 0;
	return rc;
}

static enum rc go_back(struct request *request)
{
	return page_go(request, url(request, "/account/security"));
}

/* --- recovery codes -------------------------------------------------------------------------- */

static enum rc show_codes(struct request *request, const char *const *codes, bool turned_on)
{
	struct view *view = request->view;
	for (size_t i = 0; i < LIMIT_RECOVERY_CODES; i++)
		view_text(view, view_item(view, "Codes", i, "text"), codes[i]);
	view_flag(view, "Codes_turned_on", turned_on);
	view_text(view, "Codes_back_url", url(request, "/account/security"));
	show_area(request, AREA_SECURITY, view_say(view, N_("Your recovery codes")));
	return page_show(request, "account/codes");
}

/* --- on -------------------------------------------------------------------------------------- */

static enum rc show_proposal(struct request *request, const char *proposal)
{
	struct view *view = request->view;
	const char *base32, *address, *svg;
	enum rc rc = factor_show(request->arena, request->key, request->who.id, proposal,
	        request->config->site_name, request->who.mail, &base32, &address);
	if (rc == RC_OK)
		rc = qr_svg(request->arena, address, &svg);
	if (rc != RC_OK)
		return rc;
	view_text(view, "Factor.proposal", proposal);
	view_text(view, "Factor.key", base32);
	view_text(view, "Factor.address", address);
	view_html(view, "Factor.qr_html", svg);
	return RC_OK;
}

/* The set-up form; a proposal that is not ours gives way to a new one. */
static enum rc show_set_up(struct request *request, const char *proposal)
{
	enum rc rc = text_empty(proposal) ? RC_INVALID : show_proposal(request, proposal);
	if (rc == RC_INVALID) {
		const char *made = factor_propose(request->arena, request->key, request->who.id);
		rc = made ? show_proposal(request, made) : RC_NO_MEMORY;
	}
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_SECURITY, view_say(request->view, N_("Turn on the second step")));
	view_text(request->view, "Factor.action", url(request, "/account/security/factor"));
	page_token(request, "Token.factor", "/account/security/factor");
	return page_show(request, "account/factor");
}

enum rc factor_page(struct request *request)
{
	bool on;
	enum rc rc = is_on(request, &on);
	if (rc != RC_OK)
		return rc;
	return on ? go_back(request) : show_set_up(request, NULL);
}

struct set_up { /* one transaction */
	struct request *request;
	bool proven;
	const char *codes[LIMIT_RECOVERY_CODES];
};

/* Whoever is signed in elsewhere came in without the second step: he starts again. */
static enum rc start_factor(void *context)
{
	struct set_up *set_up = context;
	struct request *request = set_up->request;
	int64_t id = request->who.id;
	enum rc rc = check_proof(request, &set_up->proven);
	if (rc != RC_OK || !set_up->proven)
		return rc;
	rc = factor_start(request->db, request->arena, request->key, id, field_text(request, "proposal"),
	        field_text(request, "code"), request->now);
	if (rc == RC_OK)
		rc = factor_recovery_make(request->db, request->arena, id, request->now, set_up->codes);
	if (rc == RC_OK)
		rc = signin_end_others(request->db, id, request->session_hash);
	return rc == RC_OK ? note_act(request, "factor-on", "factor_on") : rc;
}

enum rc turn_factor_on(struct request *request)
{
	struct set_up set_up = { .request = request };
	enum rc rc = db_transact(request->db, start_factor, &set_up);
	if (rc == RC_CONFLICT) /* it is on already */
		return go_back(request);
	if (rc == RC_INVALID)
		request_error(
		        request, "code", N_("This code is not right. Type the one that your app shows now."));
	else if (rc != RC_OK)
		return rc;
	else if (set_up.proven)
		return show_codes(request, set_up.codes, true);
	return show_set_up(request, field_text(request, "proposal"));
}

/* --- off ------------------------------------------------------------------------------------- */

enum rc factor_off_page(struct request *request)
{
	bool on, duty = false;
	enum rc rc = is_on(request, &on);
	if (rc == RC_OK)
		rc = factor_duty_of(request->db, request->arena, request->who.id, &duty);
	if (rc != RC_OK)
		return rc;
	if (!on || duty)
		return go_back(request);
	show_area(request, AREA_SECURITY, view_say(request->view, N_("Turn off the second step")));
	view_text(request->view, "Factor.action", url(request, "/account/security/factor/off"));
	page_token(request, "Token.factor", "/account/security/factor/off");
	return page_show(request, "account/factor_off");
}

/* Codes are counted before they are compared, right ones too. */
enum rc prepare_factor_off(struct request *request)
{
	enum rc rc = prove_password(request);
	struct proof *proof = request->prepared;
	const char *subject = arena_format(request->arena, "%lld", (long long)request->who.id);
	int count;
	if (rc != RC_OK || !proof->good)
		return rc;
	if (!subject)
		return RC_NO_MEMORY;
	rc = attempt_count(request->db, "account-code", subject, LIMIT_TRIES_SECONDS, request->now, &count);
	if (rc != RC_OK || count <= LIMIT_TRIES)
		return rc;
	proof->limited = true;
	request_error(request, "code", N_("Too many wrong codes. Please wait a quarter of an hour."));
	return RC_OK;
}

enum rc check_factor_code(struct request *request, bool *good)
{
	const char *code = field_text(request, "code");
	if (text_chars(code) <= 8)
		return factor_check(
		        request->db, request->arena, request->key, request->who.id, code, request->now, good);
	return factor_recovery_use(request->db, request->arena, request->who.id, code, request->now, good);
}

enum rc turn_factor_off(struct request *request)
{
	bool proven, duty = false, good = false;
	enum rc rc = check_proof(request, &proven);
	if (rc != RC_OK || !proven)
		return rc == RC_OK ? factor_off_page(request) : rc;
	rc = factor_duty_of(request->db, request->arena, request->who.id, &duty);
	if (rc == RC_OK && !duty)
		rc = check_factor_code(request, &good);
	if (rc != RC_OK)
		return rc;
	if (duty)
		return RC_NOT_FOUND; /* the form is not offered */
	if (!good) {
		request_error(
		        request, "code", N_("This code is not right. Type the one that your app shows now."));
		return factor_off_page(request);
	}
	rc = factor_stop(request->db, request->who.id, request->now);
	if (rc == RC_OK)
		rc = note_act(request, "factor-off", "factor_off");
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/security"), "factor-off"));
}

/* --- new recovery codes ---------------------------------------------------------------------- */

static enum rc show_recovery(struct request *request)
{
	show_area(request, AREA_SECURITY, view_say(request->view, N_("Make new recovery codes")));
	view_text(request->view, "Factor.action", url(request, "/account/security/codes"));
	page_token(request, "Token.codes", "/account/security/codes");
	return page_show(request, "account/recovery");
}

enum rc recovery_page(struct request *request)
{
	bool on;
	enum rc rc = is_on(request, &on);
	if (rc != RC_OK)
		return rc;
	return on ? show_recovery(request) : go_back(request);
}

/* Recovery codes turn the step off, so the password alone must not be enough for new ones. */
static enum rc make_codes(void *context)
{
	struct set_up *set_up = context;
	struct request *request = set_up->request;
	bool on, good = false;
	enum rc rc = check_proof(request, &set_up->proven);
	if (rc != RC_OK || !set_up->proven)
		return rc;
	rc = is_on(request, &on);
	if (rc == RC_OK && !on)
		return RC_CONFLICT;
	if (rc == RC_OK)
		rc = check_factor_code(request, &good);
	if (rc == RC_OK && !good)
		return RC_INVALID;
	if (rc == RC_OK)
		rc = factor_recovery_make(
		        request->db, request->arena, request->who.id, request->now, set_up->codes);
	return rc == RC_OK ? note_act(request, "recovery-made", "recovery_made") : rc;
}

enum rc make_recovery_codes(struct request *request)
{
	struct set_up set_up = { .request = request };
	enum rc rc = db_transact(request->db, make_codes, &set_up);
	if (rc == RC_CONFLICT)
		return go_back(request);
	if (rc == RC_INVALID)
		request_error(
		        request, "code", N_("This code is not right. Type the one that your app shows now."));
	else if (rc != RC_OK)
		return rc;
	else if (set_up.proven)
		return show_codes(request, set_up.codes, false);
	return show_recovery(request);
}
