/*
 * Signing in and out, registering, recovering a password: what the program's files share.
 *
 * Known and unknown addresses get the same answer after the same work (AUTH-05): a password is always
 * computed, mails are always queued, guesses are counted by the address as typed, and only the worker, out of
 * sight, finds out whom a mail is for.
 */
#ifndef PORTICO_LOGIN_H
#define PORTICO_LOGIN_H

#include "domain/account.h"
#include "domain/gate.h"
#include "domain/setting.h"
#include "domain/signin_step.h"
#include "web/browser.h"
#include "web/page.h"
#include "web/request.h"

/* --- door.c: what all ways in share ----------------------------------------------------------- */

/* Who is about to be let in, after a right password, mailed code or second factor. */
struct entrant {
	struct account account;
	struct browser browser;
	bool remember;
	const char *next; /* where he wanted to go, "" for nowhere */
};

/* What is guessed at: one try passes all the gates or none. The first one forgets its tries after a right
 * one. */
#define GATES 3
struct guess {
	const struct gate *gates[GATES];
	const char *subjects[GATES];
	size_t count;
};

/* A known browser's own gate ("password", "code", …), so that nobody else's guesses hold up the owner. */
enum rc guess_of_browser(struct request *request, const struct gate *gate, const struct browser *browser,
        int64_t account_id, struct guess *guess) MUST_USE;
void guess_add(struct guess *guess, const struct gate *gate, const char *subject);

/* *wait 0: the try counts and may be made; else the seconds to wait. Not inside a transaction. */
enum rc guess_begin(struct request *request, const struct guess *guess, int64_t *wait) MUST_USE;

/* Seconds to wait now, without a try. */
enum rc guess_look(struct request *request, const struct guess *guess, int64_t *wait) MUST_USE;

/* It was right. A database that fails here costs its owner a wait, not the sign-in. */
void guess_was_right(struct request *request, const struct guess *guess);

/* "Too many tries. Please wait 2 minutes…" with Retry-After and status 429 as an error of `field`; the page
 * is the caller's to show. */
enum rc note_wait(struct request *request, const char *field, int64_t wait) MUST_USE;

/* The account's key in gates: the address as typed, folded; "" without memory, which pools them. */
const char *guessed_mail(struct request *request, const char *mail);
/* Address and network together. */
const char *guessed_pair(struct request *request, const char *subject);

/* For ROUTE_SECRET pages, inside submit_run_plain: leads to the second factor's step or signs in. A step that
 * is needed gets its cookie and no session; otherwise door_open. */
enum rc door_enter(struct request *request, const struct entrant *entrant) MUST_USE;

/* Signs in for good: new session, the browser is known from now on (and trusted until then, unless 0), a mail
 * if it was not. Answers with the way to go. RC_NOT_FOUND: disabled, or the password changed meanwhile. */
enum rc door_open(struct request *request, const struct entrant *entrant, int64_t trusted_until) MUST_USE;

/* Where a sign-in leads. */
const char *after_sign_in(struct request *request, const struct account *account, const char *next);

/* The step of this browser. RC_NOT_FOUND: none. */
enum rc step_find(struct request *request, struct signin_step *step, uint8_t hash[SECRET_HASH]) MUST_USE;
enum rc step_cookie_end(struct request *request) MUST_USE;
/* What a form of a step that ended answers. */
enum rc step_is_over(struct request *request) MUST_USE;

/* No password slot came free: the portal is busy, the person did nothing wrong. */
enum rc busy(enum rc rc);

/* Counts a form that a stranger may send; RC_LIMITED past the bound. */
enum rc count_form(struct request *request, const char *kind) MUST_USE;

/* A page that holds a secret is not kept by the browser. */
enum rc never_store(struct request *request) MUST_USE;

/* --- pages that others lead to ----------------------------------------------------------------- */

enum rc show_sign_in(struct request *request) MUST_USE;   /* signin.c */
enum rc show_waiting(struct request *request) MUST_USE;   /* register.c: the account waits for approval */
enum rc show_closed(struct request *request) MUST_USE;    /* register.c: nobody can register */
enum rc show_dead_link(struct request *request) MUST_USE; /* register.c */
enum rc read_policy(struct request *request, enum signup_policy *policy) MUST_USE;
/* An account that was just made waits for staff: they hear of it, its owner sees a page that says so. */
enum rc wait_for_approval(struct request *request, int64_t account_id) MUST_USE;
enum rc prepare_password(struct request *request, const char *mail) MUST_USE; /* register.c */

/* --- routes ------------------------------------------------------------------------------------ */

page_fn sign_in_page, sign_in, sign_out;
page_fn factor_page, factor_enter;
page_fn setup_page, setup_enter;
page_fn mail_page, prepare_mail, mail_ask, mail_code_page, mail_code_enter, mail_link_page, mail_link_enter;
page_fn register_page, prepare_registration, register_account, sent_page, waiting_page;
page_fn confirm_page, prepare_confirm, confirm;
page_fn recover_page, prepare_recovery, recover, reset_page, prepare_reset, reset;

#endif
