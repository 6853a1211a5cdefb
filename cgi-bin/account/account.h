/*
 * A person's own account: what its pages share. Each file holds the pages of its name; main.c holds the
 * fields and the routes.
 */
#ifndef PORTICO_ACCOUNT_ACCOUNT_H
#define PORTICO_ACCOUNT_ACCOUNT_H

#include "web/page.h"
#include "web/route.h"

/* --- the frame ------------------------------------------------------------------------------- */

/* The pages that the side navigation leads to; AREA_NONE for those behind a mailed link, which have none. */
enum area {
	AREA_PROFILE,
	AREA_PREFERENCES,
	AREA_SECURITY,
	AREA_SESSIONS,
	AREA_NOTIFICATIONS,
	AREA_COMPANY, /* leads to the program of that name */
	AREA_DATA,
	AREA_NONE
};

/* Title (in the page's language), the way back and the side navigation of a page; the template puts itself
 * between call:account_begin() and call:account_end(). A page that is not its area's first one is a step
 * below it. */
void show_area(struct request *request, enum area area, const char *title);

/* A page for links that do not work any more, 404 (account/dead). */
enum rc show_dead_link(struct request *request);

/* --- the current password (AUTH-12) ---------------------------------------------------------- */

/* What a route's prepare function has found out about the person who sends the form; the page finds it in
 * request->prepared. */
struct proof {
	bool limited;              /* tried too often: nothing was compared */
	bool good;                 /* the password is his */
	const char *password_hash; /* the account's, as it was compared */
	const char *new_hash;      /* of the new password, if the form has one; NULL: none or not fit */
};

/* For `prepare`: compares the field "current" with the account's password. Wrong ones count for the account,
 * 10 in 15 minutes, and become an error of the field. RC_OK, RC_DB, RC_NO_MEMORY. */
enum rc prove_password(struct request *request);

/* For the page, in its transaction: *proven if it may act, for the password was right and still is, and no
 * other error stands; the account is locked then. Otherwise the response's status is set (403 wrong or
 * missing password, 429 too many tries, 422 another error) and the page shows its form again. */
enum rc check_proof(struct request *request, bool *proven);

/* An act on the own account: a row of the audit log, and the mail about it unless `event` is NULL (see
 * outbox.h). */
enum rc note_act(struct request *request, const char *action, const char *event);

/* Whether the field "code" holds a code of the second step, six digits of the app or a recovery code, which
 * is used up then. In the page's transaction; `prepare` was prepare_factor_off, which counts the tries. */
enum rc check_factor_code(struct request *request, bool *good);

/* Counts what is sent with a mailed link, by network address; RC_LIMITED past 200 in an hour. For `prepare`.
 */
enum rc count_link(struct request *request);

/* --- pages ----------------------------------------------------------------------------------- */

/* profile.c */
page_fn profile_page;
page_fn save_profile;

/* preferences.c */
page_fn preferences_page;
page_fn save_preferences;

/* security.c */
page_fn security_page;
page_fn password_page;
page_fn prepare_password_change;
page_fn change_password;

/* address.c */
page_fn address_page;
page_fn prepare_address;
page_fn ask_address;
page_fn confirm_address_page;
page_fn confirm_address;
page_fn undo_address_page;
page_fn undo_address;

/* factor.c */
page_fn factor_page;
page_fn turn_factor_on;
page_fn factor_off_page;
page_fn prepare_factor_off;
page_fn turn_factor_off;
page_fn recovery_page;
page_fn make_recovery_codes;

/* data.c */
page_fn data_page;
page_fn prepare_data;
page_fn take_data;

/* delete.c */
page_fn delete_page;
page_fn plan_deletion;
page_fn keep_page;
page_fn keep_account;

/* picture.c */
page_fn picture_page;
page_fn send_picture;
page_fn remove_picture;

/* sessions.c */
page_fn sessions_page;
page_fn end_session;
page_fn end_other_sessions;
page_fn forget_devices;

/* notices.c */
page_fn notices_page;
page_fn read_notices;
page_fn follow_notice;

/* follows.c */
page_fn follows_page;
page_fn change_follow;
page_fn change_follows;

/* notifications.c */
page_fn notifications_page;
page_fn save_notifications;

#endif
