/* What the pages of the account share: navigation, dead links, the question for the current password. */
#include <string.h>

#include "account.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "domain/audit.h"
#include "domain/outbox.h"

/* --- the frame ------------------------------------------------------------------------------- */

static const struct {
	enum area area;
	const char *path, *text, *icon;
} areas[] = {
	{ AREA_PROFILE, "/account", N_("Profile"), "user" },
	{ AREA_PREFERENCES, "/account/preferences", N_("Preferences"), "settings" },
	{ AREA_SECURITY, "/account/security", N_("Security"), "shield-check" },
	{ AREA_SESSIONS, "/account/sessions", N_("Devices"), "monitor" },
	{ AREA_NOTIFICATIONS, "/account/notifications", N_("Notifications"), "bell" },
	{ AREA_COMPANY, "/company", N_("Companies"), "users" },
	{ AREA_DATA, "/account/data", N_("My data"), "download" },
};

static void show_navigation(struct request *request, enum area area)
{
	struct view *view = request->view;
	size_t shown = 0;
	for (size_t i = 0; i < LENGTH(areas); i++) {
		if (areas[i].area == AREA_COMPANY && request->who.company_count == 0)
			continue;
		view_text(view, view_item(view, "Areas", shown, "url"), url(request, areas[i].path));
		view_text(view, view_item(view, "Areas", shown, "text"), view_say(view, areas[i].text));
		view_text(view, view_item(view, "Areas", shown, "icon"), areas[i].icon);
		view_flag(view, view_item(view, "Areas", shown, "current"), areas[i].area == area);
		shown++;
	}
}

void show_area(struct request *request, enum area area, const char *title)
{
	struct view *view = request->view;
	page_title(request, title);
	if (area == AREA_NONE)
		return;
	show_navigation(request, area);
	const char *first = view_say(view, areas[area].text);
	if (area == AREA_PROFILE && text_equal(title, first))
		return; /* the account's first page */
	page_crumb(request, view_say(view, N_("Account")), url(request, "/account"));
	if (area != AREA_PROFILE && !text_equal(title, first))
		page_crumb(request, first, url(request, areas[area].path));
	page_crumb(request, title, NULL);
}

enum rc show_dead_link(struct request *request)
{
	page_title(request, view_say(request->view, N_("This link does not work any more")));
	request->response.status = 404;
	return page_show(request, "account/dead");
}

/* --- the current password -------------------------------------------------------------------- */

static const char *subject_of(struct request *request)
{
	const char *subject = arena_format(request->arena, "%lld", (long long)request->who.id);
	return subject ? subject : "";
}

static enum rc compare(struct request *request, struct proof *proof)
{
	struct account account;
	bool stale;
	enum rc rc = account_by_id(request->db, request->arena, request->who.id, &account);
	if (rc != RC_OK)
		return rc;
	proof->password_hash = account.password_hash;
	rc = password_check(
	        request->door, account.password_hash, field_text(request, "current"), &proof->good, &stale);
	return rc == RC_LIMITED ? RC_DB : rc; /* no slot came free: the portal is busy */
}

enum rc prove_password(struct request *request)
{
	struct proof *proof = arena_alloc(request->arena, sizeof(*proof));
	int tries;
	if (!proof)
		return RC_NO_MEMORY;
	*proof = (struct proof){ 0 };
	request->prepared = proof;
	enum rc rc = attempt_look(request->db, "account-password", subject_of(request), LIMIT_TRIES_SECONDS,
	        request->now, &tries);
	if (rc != RC_OK)
		return rc;
	if (tries >= LIMIT_TRIES) {
		proof->limited = true;
		log_security("password-limited", request->who.id, request->address, request->route->path);
		request_error(request, "current",
		        N_("Too many wrong passwords. Please wait a quarter of an hour."));
		return RC_OK;
	}
	rc = compare(request, proof);
	if (rc != RC_OK || proof->good)
		return rc;
	log_security("password-wrong", request->who.id, request->address, request->route->path);
	request_error(request, "current", N_("This is not your current password."));
	return attempt_count(request->db, "account-password", subject_of(request), LIMIT_TRIES_SECONDS,
	        request->now, &tries);
}

static int refused_status(const struct request *request)
{
	const struct proof *proof = request->prepared;
	if (proof && proof->limited)
		return 429;
	if (proof ? !proof->good : text_empty(field_text(request, "current")))
		return 403;
	return 422;
}

enum rc check_proof(struct request *request, bool *proven)
{
	struct proof *proof = request->prepared;
	*proven = false;
	if (!request_has_errors(request) && proof && proof->good) {
		enum rc rc = account_lock_proven(request->db, request->who.id, proof->password_hash);
		*proven = rc == RC_OK;
		if (rc != RC_NOT_FOUND)
			return rc;
		proof->good = false; /* somebody has changed it in between */
		request_error(request, "current", N_("This is not your current password."));
	}
	request->response.status = refused_status(request);
	return RC_OK;
}

enum rc note_act(struct request *request, const char *action, const char *event)
{
	const struct account *who = &request->who;
	enum rc rc = audit_add(request->db, who->id, action, "account", who->id, "", request->now);
	if (rc != RC_OK || !event)
		return rc;
	return outbox_add(request->db, &(struct outbox_item){ .kind = "security",
	                                       .account_id = who->id,
	                                       .detail = event,
	                                       .lang = who->lang,
	                                       .now = request->now });
}

enum rc count_link(struct request *request)
{
	int count;
	enum rc rc = attempt_count(request->db, "account-link", request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	return count > LIMIT_LINKS_HOUR ? RC_LIMITED : RC_OK;
}
