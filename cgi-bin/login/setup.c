/* A second factor that is demanded must be set up before the first session: key, first code, recovery codes.
 */
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/outbox.h"
#include "domain/second_factor.h"
#include "io/qr.h"
#include "login.h"
#include "web/session.h"
#include "web/submit.h"

struct setup {
	struct entrant entrant;
	uint8_t step_hash[SECRET_HASH];
	const char *codes[LIMIT_RECOVERY_CODES];
};

static enum rc show_setup(struct request *request, const struct account *account, const char *proposal)
{
	const char *typed, *address, *svg;
	enum rc rc = factor_show(request->arena, request->key, account->id, proposal,
	        request->config->site_name, account->mail, &typed, &address);
	if (rc == RC_OK)
		rc = qr_svg(request->arena, address, &svg);
	if (rc == RC_OK)
		rc = never_store(request);
	if (rc != RC_OK)
		return rc;
	page_title(request, view_say(request->view, N_("Turn on the second step")));
	view_text(request->view, "Setup.action", url(request, "/login/setup"));
	view_text(request->view, "Setup.proposal", proposal);
	view_text(request->view, "Setup.key", typed);
	view_html(request->view, "Setup.qr_html", svg);
	page_token(request, "Token.setup", "/login/setup");
	return page_show(request, "login/setup");
}

static enum rc propose(struct request *request, const struct account *account)
{
	const char *proposal = factor_propose(request->arena, request->key, account->id);
	return proposal ? show_setup(request, account, proposal) : RC_NO_MEMORY;
}

/* RC_NOT_FOUND: no such step. */
static enum rc find_setup(struct request *request, struct setup *setup)
{
	struct signin_step step;
	*setup = (struct setup){ 0 };
	enum rc rc = step_find(request, &step, setup->step_hash);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(step.need, STEP_SETUP))
		return RC_NOT_FOUND;
	setup->entrant.remember = step.remember;
	setup->entrant.next = step.next;
	rc = account_by_id(request->db, request->arena, step.account_id, &setup->entrant.account);
	return rc == RC_OK ? browser_find(request, step.account_id, &setup->entrant.browser) : rc;
}

enum rc setup_page(struct request *request)
{
	struct setup setup;
	enum rc rc = find_setup(request, &setup);
	if (rc == RC_NOT_FOUND)
		return page_go(request, url(request, "/login/factor"));
	return rc == RC_OK ? propose(request, &setup.entrant.account) : rc;
}

/* RC_INVALID: a wrong code, RC_CONFLICT: set up meanwhile, RC_NOT_FOUND: the step is over; no trace stays. */
static enum rc start(struct request *request)
{
	struct setup *setup = request->prepared;
	const struct account *account = &setup->entrant.account;
	enum rc rc = signin_step_end(request->db, setup->step_hash);
	if (rc == RC_OK)
		rc = factor_start(request->db, request->arena, request->key, account->id,
		        field_text(request, "proposal"), field_text(request, "code"), request->now);
	if (rc == RC_OK)
		rc = factor_recovery_make(
		        request->db, request->arena, account->id, request->now, setup->codes);
	if (rc == RC_OK)
		rc = outbox_add(request->db, &(struct outbox_item){ .kind = "security",
		                                     .account_id = account->id,
		                                     .detail = "factor_on",
		                                     .lang = account->lang,
		                                     .now = request->now });
	if (rc == RC_OK)
		rc = audit_add(
		        request->db, account->id, "factor-on", "account", account->id, "", request->now);
	if (rc == RC_OK)
		rc = step_cookie_end(request);
	return rc == RC_OK ? door_open(request, &setup->entrant, 0) : rc;
}

/* Signed in, with the codes that are shown this once. */
static enum rc show_codes(struct request *request, const struct setup *setup)
{
	struct view *view = request->view;
	for (size_t i = 0; i < LIMIT_RECOVERY_CODES; i++)
		view_text(view, view_item(view, "Codes", i, "text"), setup->codes[i]);
	page_title(request, view_say(view, N_("Your recovery codes")));
	view_text(view, "Codes.next_url", request->response.location);
	request->response.location = NULL;
	request->response.status = 200;
	session_show(request, &setup->entrant.account);
	enum rc rc = never_store(request);
	return rc == RC_OK ? page_show(request, "login/codes") : rc;
}

/* The same key again, which stands in the app already; another one if the form's is not ours. */
static enum rc show_again(struct request *request, const struct account *account)
{
	enum rc rc = show_setup(request, account, field_text(request, "proposal"));
	return rc == RC_INVALID ? propose(request, account) : rc;
}

static enum rc wrong(struct request *request, const struct account *account)
{
	request_error(request, "code", N_("This code is not right. Type the one that your app shows now."));
	return show_again(request, account);
}

enum rc setup_enter(struct request *request)
{
	struct setup setup;
	enum rc rc = find_setup(request, &setup);
	if (rc == RC_NOT_FOUND)
		return step_is_over(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request, &setup.entrant.account);
	request->prepared = &setup;
	rc = submit_run_plain(request, start);
	request->prepared = NULL;
	if (rc == RC_INVALID)
		return wrong(request, &setup.entrant.account);
	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT)
		return step_is_over(request);
	if (rc != RC_OK)
		return rc;
	log_security("sign-in", setup.entrant.account.id, request->address, "factor-on");
	return show_codes(request, &setup);
}
