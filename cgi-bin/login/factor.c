/*
 * The second factor, between a right password and the session. Wrong codes are counted on the account, not on
 * the step or the network (AUTH-07); a browser that the account knows has a count of its own, and recovery
 * codes, which nobody can guess, one for each network: the owner always has a way.
 */
#include <inttypes.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/outbox.h"
#include "domain/second_factor.h"
#include "login.h"
#include "web/submit.h"

static const struct gate of_browser = { "factor-browser", LIMIT_CODE_TRIES, LIMIT_TRIES_SECONDS, HOUR, HOUR };
static const struct gate of_account = { "factor-account", LIMIT_CODE_TRIES, LIMIT_TRIES_SECONDS, HOUR, HOUR };
static const struct gate of_recovery = { "factor-recovery", LIMIT_CODE_TRIES, LIMIT_TRIES_SECONDS, HOUR,
	HOUR };

struct passage {
	struct entrant entrant;
	uint8_t step_hash[SECRET_HASH];
	struct settings settings;
	struct guess guess;
	const char *code;
	bool by_recovery;
};

/* --- the form -------------------------------------------------------------------------------- */

static enum rc show_factor(struct request *request)
{
	struct settings settings;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	if (rc == RC_OK)
		rc = never_store(request);
	if (rc != RC_OK)
		return rc;
	page_title(request, view_say(request->view, N_("One more step")));
	if (settings.device_trust_days > 0)
		view_text(request->view, "Factor.trust_text",
		        view_plural(request->view, N_("Ask for no code on this device for {n} day"),
		                N_("Ask for no code on this device for {n} days"),
		                settings.device_trust_days));
	page_token(request, "Token.factor", "/login/factor");
	return page_show(request, "login/factor");
}

enum rc factor_page(struct request *request)
{
	struct signin_step step;
	uint8_t hash[SECRET_HASH];
	enum rc rc = step_find(request, &step, hash);
	if (rc == RC_NOT_FOUND)
		return page_go(request, url(request, "/login"));
	if (rc != RC_OK)
		return rc;
	if (text_equal(step.need, STEP_SETUP))
		return page_go(request, url(request, "/login/setup"));
	return show_factor(request);
}

/* --- what is sent ---------------------------------------------------------------------------- */

/* RC_NOT_FOUND: no step, or its account is gone. */
static enum rc find_passage(struct request *request, struct passage *passage)
{
	struct signin_step step;
	*passage = (struct passage){ 0 };
	enum rc rc = step_find(request, &step, passage->step_hash);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(step.need, STEP_CODE))
		return RC_NOT_FOUND;
	passage->entrant.remember = step.remember;
	passage->entrant.next = step.next;
	passage->by_recovery = !text_empty(field_text(request, "recovery"));
	passage->code = field_text(request, passage->by_recovery ? "recovery" : "code");
	rc = account_by_id(request->db, request->arena, step.account_id, &passage->entrant.account);
	if (rc == RC_OK)
		rc = browser_find(request, step.account_id, &passage->entrant.browser);
	return rc == RC_OK ? settings_read(request->db, request->arena, &passage->settings) : rc;
}

static enum rc code_guess(struct request *request, struct passage *passage)
{
	int64_t id = passage->entrant.account.id;
	const char *subject = arena_format(request->arena, "%" PRId64, id);
	if (!subject)
		return RC_NO_MEMORY;
	if (passage->by_recovery)
		guess_add(&passage->guess, &of_recovery, guessed_pair(request, subject));
	else if (passage->entrant.browser.device.known)
		return guess_of_browser(request, &of_browser, &passage->entrant.browser, id, &passage->guess);
	else
		guess_add(&passage->guess, &of_account, subject);
	return RC_OK;
}

/* --- the transaction ------------------------------------------------------------------------- */

static enum rc tell_recovery(struct request *request, const struct account *account)
{
	enum rc rc = outbox_add(request->db, &(struct outbox_item){ .kind = "security",
	                                             .account_id = account->id,
	                                             .detail = "recovery_used",
	                                             .lang = account->lang,
	                                             .now = request->now });
	return rc == RC_OK ? audit_add(request->db, account->id, "recovery-used", "account", account->id, "",
	                             request->now)
	                   : rc;
}

static enum rc trust(struct request *request, const struct passage *passage, int64_t *until)
{
	*until = 0;
	int32_t days = passage->settings.device_trust_days;
	if (days <= 0 || !field_flag(request, "trust"))
		return RC_OK;
	*until = request->now + days * DAY;
	const struct account *account = &passage->entrant.account;
	const char *detail = arena_format(request->arena, "days=%" PRId32, days);
	if (!detail)
		return RC_NO_MEMORY;
	return audit_add(
	        request->db, account->id, "device-trusted", "account", account->id, detail, request->now);
}

/* RC_INVALID: a wrong code, RC_NOT_FOUND: the step ended meanwhile; both leave no trace. */
static enum rc enter(struct request *request)
{
	struct passage *passage = request->prepared;
	const struct account *account = &passage->entrant.account;
	bool good = false;
	enum rc rc = signin_step_end(request->db, passage->step_hash);
	if (rc == RC_OK && passage->by_recovery)
		rc = factor_recovery_use(
		        request->db, request->arena, account->id, passage->code, request->now, &good);
	else if (rc == RC_OK)
		rc = factor_check(request->db, request->arena, request->key, account->id, passage->code,
		        request->now, &good);
	if (rc == RC_OK && !good)
		return RC_INVALID;
	if (rc == RC_OK && passage->by_recovery)
		rc = tell_recovery(request, account);
	int64_t trusted_until = 0;
	if (rc == RC_OK)
		rc = trust(request, passage, &trusted_until);
	if (rc == RC_OK)
		rc = step_cookie_end(request);
	return rc == RC_OK ? door_open(request, &passage->entrant, trusted_until) : rc;
}

/* --- what is answered ------------------------------------------------------------------------ */

/* Too many tries: the step is over, and so is what the right password was worth. */
static enum rc back_to_start(struct request *request, const struct passage *passage, int64_t wait)
{
	log_security("factor-limited", passage->entrant.account.id, request->address, NULL);
	enum rc rc = signin_step_end(request->db, passage->step_hash);
	if (rc == RC_OK || rc == RC_NOT_FOUND)
		rc = step_cookie_end(request);
	if (rc == RC_OK)
		rc = note_wait(request, "", wait);
	return rc == RC_OK ? show_sign_in(request) : rc;
}

static enum rc wrong(struct request *request, const struct passage *passage)
{
	int64_t wait;
	log_security("factor-failed", passage->entrant.account.id, request->address,
	        passage->by_recovery ? "recovery" : "code");
	enum rc rc = guess_look(request, &passage->guess, &wait);
	if (rc != RC_OK)
		return rc;
	if (wait > 0)
		return back_to_start(request, passage, wait);
	if (passage->by_recovery)
		request_error(
		        request, "recovery", N_("This recovery code is not right, or was used before."));
	else
		request_error(
		        request, "code", N_("This code is not right. Type the one that your app shows now."));
	return show_factor(request);
}

static enum rc try(struct request *request, struct passage *passage)
{
	int64_t wait = 0;
	enum rc rc = code_guess(request, passage);
	if (rc == RC_OK)
		rc = guess_begin(request, &passage->guess, &wait);
	if (rc != RC_OK)
		return rc;
	if (wait > 0)
		return back_to_start(request, passage, wait);
	request->prepared = passage;
	rc = submit_run_plain(request, enter);
	request->prepared = NULL;
	if (rc == RC_INVALID)
		return wrong(request, passage);
	if (rc == RC_NOT_FOUND)
		return step_is_over(request);
	if (rc != RC_OK)
		return rc;
	guess_was_right(request, &passage->guess);
	log_security("sign-in", passage->entrant.account.id, request->address,
	        passage->by_recovery ? "recovery" : "code");
	return RC_OK;
}

enum rc factor_enter(struct request *request)
{
	struct passage passage;
	enum rc rc = find_passage(request, &passage);
	if (rc == RC_NOT_FOUND)
		return step_is_over(request);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request) && text_empty(passage.code))
		request_error(request, "code", N_("Type the six digits that your app shows."));
	return request_has_errors(request) ? show_factor(request) : try(request, &passage);
}
