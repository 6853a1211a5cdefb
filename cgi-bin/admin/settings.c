/* Settings: who may sign up and how people prove who they are. What is saved counts from the next request on.
 */
#include "admin.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/setting.h"
#include "web/page.h"

static const struct {
	const char *word, *text, *hint;
} policies[] = {
	[SIGNUP_OPEN] = { "open", N_("Everybody"),
	        N_("The account is ready as soon as its address is confirmed.") },
	[SIGNUP_APPROVE] = { "approve", N_("After approval"),
	        N_("The account waits until somebody who manages people approves it.") },
	[SIGNUP_CLOSED] = { "closed", N_("No one"), N_("Only staff make accounts.") },
};

/* --- showing --------------------------------------------------------------------------------- */

static void show_policies(struct request *request, enum signup_policy chosen)
{
	struct view *view = request->view;
	for (size_t i = 0; i < LENGTH(policies); i++) {
		view_option(view, "Policies", i, policies[i].word, view_say(view, policies[i].text),
		        i == (size_t)chosen);
		view_text(view, view_item(view, "Policies", i, "hint"), view_say(view, policies[i].hint));
	}
}

/* The form with these values; page_show puts what was typed over the text fields. */
static void show_values(struct request *request, const struct settings *settings)
{
	struct view *view = request->view;
	const struct {
		const char *hdf;
		bool flag;
	} flags[] = {
		{ "Form.guest_tickets.value", settings->guest_tickets },
		{ "Form.mail_signin.value", settings->mail_signin },
		{ "Form.factor_admins.value", settings->factor_admins },
		{ "Form.factor_customers.value", settings->factor_customers },
	};
	for (size_t i = 0; i < LENGTH(flags); i++)
		view_flag(view, flags[i].hdf, flags[i].flag);
	show_policies(request, settings->signup);
	view_number(view, "Form.device_trust_days.value", settings->device_trust_days);
	view_number(view, "Form.delete_days.value", settings->delete_days);
}

static void show_limits(struct request *request)
{
	struct view *view = request->view;
	view_text(view, "Settings.trust_hint",
	        view_fill(view, N_("From 0 to {1}. 0: the second step is asked for at each sign-in."),
	                view_digits(view, LIMIT_TRUST_DAYS)));
	view_text(view, "Settings.delete_hint",
	        view_fill(view, N_("From 1 to {1}. Until then the owner can keep the account."),
	                view_digits(view, LIMIT_DELETE_DAYS)));
}

static enum rc show_form(struct request *request, const struct settings *stored, const struct settings *shown)
{
	struct view *view = request->view;
	admin_frame(request, "settings");
	page_title(request, view_say(view, N_("Settings")));
	show_values(request, shown);
	show_limits(request);
	view_text(view, "Settings.before", settings_text(request->arena, stored));
	view_text(view, "Settings.action", url(request, "/admin/settings"));
	page_token(request, "Token.settings", "/admin/settings");
	return page_show(request, "admin/settings");
}

enum rc settings_page(struct request *request)
{
	struct settings settings;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	return rc == RC_OK ? show_form(request, &settings, &settings) : rc;
}

/* --- saving ---------------------------------------------------------------------------------- */

static int32_t take_days(struct request *request, const char *name, int64_t least, int64_t most)
{
	int64_t days = field_number(request, name);
	struct view *view = request->view;
	if (days >= least && days <= most)
		return (int32_t)days;
	request_error_text(request, name,
	        view_fill(view, N_("Enter a number of days from {1} to {2}."), view_digits(view, least),
	                view_digits(view, most)));
	return (int32_t)least;
}

static enum signup_policy take_policy(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(policies); i++)
		if (text_equal(field_text(request, "signup"), policies[i].word))
			return (enum signup_policy)i;
	return SIGNUP_CLOSED;
}

static struct settings wanted_settings(struct request *request)
{
	return (struct settings){
		.signup = take_policy(request),
		.guest_tickets = field_flag(request, "guest_tickets"),
		.mail_signin = field_flag(request, "mail_signin"),
		.factor_admins = field_flag(request, "factor_admins"),
		.factor_customers = field_flag(request, "factor_customers"),
		.device_trust_days = take_days(request, "device_trust_days", 0, LIMIT_TRUST_DAYS),
		.delete_days = take_days(request, "delete_days", 1, LIMIT_DELETE_DAYS),
	};
}

static void show_difference(
        struct request *request, size_t *count, const char *label, const char *now, const char *wanted)
{
	struct view *view = request->view;
	if (text_equal(now, wanted))
		return;
	view_text(view, view_item(view, "Conflicts", *count, "label"), view_say(view, label));
	view_text(view, view_item(view, "Conflicts", *count, "now"), now);
	view_text(view, view_item(view, "Conflicts", *count, "wanted"), wanted);
	(*count)++;
}

/* Somebody saved other settings meanwhile: what differs is shown, the form keeps what was entered. */
static enum rc show_conflict(
        struct request *request, const struct settings *stored, const struct settings *wanted)
{
	struct view *view = request->view;
	const char *on = view_say(view, N_("On")), *off = view_say(view, N_("Off"));
	const struct {
		const char *label;
		bool now, wanted;
	} flags[] = {
		{ N_("Tickets without an account"), stored->guest_tickets, wanted->guest_tickets },
		{ N_("Sign-in by mail"), stored->mail_signin, wanted->mail_signin },
		{ N_("Second step for administrators"), stored->factor_admins, wanted->factor_admins },
		{ N_("Second step for customers"), stored->factor_customers, wanted->factor_customers },
	};
	size_t count = 0;
	show_difference(request, &count, N_("Who may sign up"), view_say(view, policies[stored->signup].text),
	        view_say(view, policies[wanted->signup].text));
	for (size_t i = 0; i < LENGTH(flags); i++)
		show_difference(
		        request, &count, flags[i].label, flags[i].now ? on : off, flags[i].wanted ? on : off);
	show_difference(request, &count, N_("Days a device is remembered"),
	        view_digits(view, stored->device_trust_days), view_digits(view, wanted->device_trust_days));
	show_difference(request, &count, N_("Days until an account is deleted"),
	        view_digits(view, stored->delete_days), view_digits(view, wanted->delete_days));
	request->response.status = 409;
	return show_form(request, stored, wanted);
}

enum rc settings_save(struct request *request)
{
	struct settings stored, wanted = wanted_settings(request);
	enum rc rc = settings_lock(request->db, request->arena, &stored);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_form(request, &stored, &wanted);
	const char *before = settings_text(request->arena, &stored);
	const char *after = settings_text(request->arena, &wanted);
	if (!before || !after)
		return RC_NO_MEMORY;
	if (!text_equal(before, field_text(request, "before")) && !text_equal(before, after))
		return show_conflict(request, &stored, &wanted);
	rc = settings_change(request->db, &request->who, &stored, &wanted, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/settings"), "settings-saved"));
}
