/* What all ways in share: gates against guessing, the step between two factors, the last door. */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/attempt.h"
#include "domain/audit.h"
#include "domain/outbox.h"
#include "login.h"
#include "web/cookie.h"
#include "web/session.h"

#define COOKIE_STEP "portico_step"

enum rc busy(enum rc rc)
{
	return rc == RC_LIMITED ? RC_DB : rc;
}

enum rc count_form(struct request *request, const char *kind)
{
	int count;
	enum rc rc = attempt_count(request->db, kind, request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	return count > LIMIT_LINKS_HOUR ? RC_LIMITED : RC_OK;
}

enum rc never_store(struct request *request)
{
	return response_header(request, "Cache-Control", "no-store");
}

/* --- guesses --------------------------------------------------------------------------------- */

void guess_add(struct guess *guess, const struct gate *gate, const char *subject)
{
	guess->gates[guess->count] = gate;
	guess->subjects[guess->count++] = subject;
}

enum rc guess_of_browser(struct request *request, const struct gate *gate, const struct browser *browser,
        int64_t account_id, struct guess *guess)
{
	const char *hex = text_hex(request->arena, browser->hash, sizeof(browser->hash));
	const char *subject = hex ? arena_format(request->arena, "%" PRId64 " %s", account_id, hex) : NULL;
	if (!subject)
		return RC_NO_MEMORY;
	*guess = (struct guess){ 0 };
	guess_add(guess, gate, subject);
	return RC_OK;
}

enum rc guess_look(struct request *request, const struct guess *guess, int64_t *wait)
{
	*wait = 0;
	for (size_t i = 0; i < guess->count; i++) {
		int64_t one;
		enum rc rc = gate_look(request->db, guess->gates[i], guess->subjects[i], request->now, &one);
		if (rc != RC_OK)
			return rc;
		if (one > *wait)
			*wait = one;
	}
	return RC_OK;
}

enum rc guess_begin(struct request *request, const struct guess *guess, int64_t *wait)
{
	enum rc rc = guess_look(request, guess, wait);
	for (size_t i = 0; i < guess->count && rc == RC_OK && *wait == 0; i++)
		rc = gate_pass(request->db, guess->gates[i], guess->subjects[i], request->now, wait);
	return rc;
}

void guess_was_right(struct request *request, const struct guess *guess)
{
	enum rc rc = gate_forget(request->db, guess->gates[0], guess->subjects[0]);
	for (size_t i = 1; i < guess->count && rc == RC_OK; i++)
		rc = gate_take_back(request->db, guess->gates[i], guess->subjects[i], request->now);
	if (rc != RC_OK)
		log_warn("a right sign-in still counts as a guess: %s", rc_text(rc));
}

const char *guessed_mail(struct request *request, const char *mail)
{
	const char *key = text_fold(request->arena, mail);
	return key ? key : "";
}

const char *guessed_pair(struct request *request, const char *subject)
{
	const char *pair = arena_format(request->arena, "%s %s", subject, request->network);
	return pair ? pair : "";
}

enum rc note_wait(struct request *request, const char *field, int64_t wait)
{
	const char *seconds = arena_format(request->arena, "%" PRId64, wait);
	if (!seconds)
		return RC_NO_MEMORY;
	int64_t minutes = (wait + MINUTE - 1) / MINUTE;
	const char *text = wait < MINUTE
	                           ? view_plural(request->view, N_("Too many tries. Please wait {n} second."),
	                                     N_("Too many tries. Please wait {n} seconds."), wait)
	                           : view_plural(request->view, N_("Too many tries. Please wait {n} minute."),
	                                     N_("Too many tries. Please wait {n} minutes."), minutes);
	request_error_text(request, field, text);
	request->response.status = 429;
	return response_header(request, "Retry-After", seconds);
}

/* --- the step -------------------------------------------------------------------------------- */

enum rc step_find(struct request *request, struct signin_step *step, uint8_t hash[SECRET_HASH])
{
	const char *token = cookie_token(request, COOKIE_STEP);
	if (!token)
		return RC_NOT_FOUND;
	secret_hash_text(token, hash);
	return signin_step_find(request->db, request->arena, hash, request->now, step);
}

enum rc step_cookie_end(struct request *request)
{
	return cookie_set(request, COOKIE_STEP, "", -1);
}

/* Done by a click before this one, or too old. */
enum rc step_is_over(struct request *request)
{
	if (request->signed_in)
		return page_go(request, after_sign_in(request, &request->who, ""));
	request_error(request, "", N_("The sign-in took too long. Please start again."));
	enum rc rc = step_cookie_end(request);
	return rc == RC_OK ? show_sign_in(request) : rc;
}

static enum rc step_begin(struct request *request, const struct entrant *entrant, const char *need)
{
	const char *token = secret_token(request->arena);
	if (!token)
		return RC_NO_MEMORY;
	uint8_t hash[SECRET_HASH];
	secret_hash_text(token, hash);
	const struct signin_step step = { .account_id = entrant->account.id,
		.need = need,
		.remember = entrant->remember,
		.next = entrant->next };
	enum rc rc = signin_step_add(request->db, hash, &step, request->now);
	if (rc == RC_OK)
		rc = cookie_set(request, COOKIE_STEP, token, LIMIT_STEP_MINUTES * MINUTE);
	bool code = text_equal(need, STEP_CODE);
	return rc == RC_OK ? page_go(request, url(request, code ? "/login/factor" : "/login/setup")) : rc;
}

/* --- the door -------------------------------------------------------------------------------- */

const char *after_sign_in(struct request *request, const struct account *account, const char *next)
{
	const char *home = url(request, account_is_staff(account) ? "/desk" : "/");
	return page_next(request, next, home);
}

/* The owner hears of a browser that none of his earlier sign-ins came from. */
static enum rc tell_new_device(struct request *request, const struct entrant *entrant)
{
	int64_t devices;
	if (entrant->browser.device.known)
		return RC_OK;
	enum rc rc = device_count(request->db, entrant->account.id, &devices);
	if (rc != RC_OK || devices == 0)
		return rc;
	return outbox_add(request->db, &(struct outbox_item){ .kind = "security",
	                                       .account_id = entrant->account.id,
	                                       .detail = "new_device",
	                                       .lang = entrant->account.lang,
	                                       .now = request->now });
}

enum rc door_open(struct request *request, const struct entrant *entrant, int64_t trusted_until)
{
	const struct account *account = &entrant->account;
	enum rc rc = session_begin(request, account, entrant->remember);
	if (rc == RC_OK)
		rc = tell_new_device(request, entrant);
	if (rc == RC_OK)
		rc = browser_note(request, account->id, &entrant->browser, trusted_until);
	if (rc == RC_OK)
		rc = audit_add(request->db, account->id, "sign-in", "account", account->id, "", request->now);
	return rc == RC_OK ? page_go(request, after_sign_in(request, account, entrant->next)) : rc;
}

enum rc door_enter(struct request *request, const struct entrant *entrant)
{
	struct settings settings;
	const char *need = NULL;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	if (rc == RC_OK)
		rc = signin_step_need(request->db, request->arena, entrant->account.id, &settings,
		        entrant->browser.device.trusted, &need);
	if (rc != RC_OK)
		return rc;
	return need ? step_begin(request, entrant, need) : door_open(request, entrant, 0);
}
