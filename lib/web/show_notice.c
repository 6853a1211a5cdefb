/* See show_notice.h. */
#include "web/show_notice.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/ticket.h"
#include "web/page.h"
#include "web/show_suggestion.h"
#include "web/show_ticket.h"

/* --- words ----------------------------------------------------------------------------------- */

static const struct {
	const char *detail, *text;
	const char *path; /* NULL: the company's */
} securities[] = {
	{ "password_changed", N_("Your password was changed"), "/account/security" },
	{ "new_device", N_("A sign-in from a new device"), "/account/sessions" },
	{ "factor_on", N_("The second step is turned on"), "/account/security" },
	{ "factor_off", N_("The second step is turned off"), "/account/security" },
	{ "factor_undone", N_("A second step that was not yours is removed"), "/account/security" },
	{ "recovery_made", N_("New recovery codes were made"), "/account/security" },
	{ "recovery_used", N_("A recovery code was used"), "/account/security" },
	{ "mail_changed", N_("Your e-mail address was changed"), "/account/security" },
	{ "sessions_ended", N_("Devices were signed out"), "/account/sessions" },
	{ "data_taken", N_("Your data was downloaded"), "/account/data" },
	{ "deletion_planned", N_("Your account will be deleted"), "/account/delete" },
	{ "deletion_stopped", N_("Your account stays"), "/account" },
	{ "role_changed", N_("Your role was changed"), "/account" },
	{ "accounts_merged", N_("Your accounts were merged"), "/account" },
	{ "account_disabled", N_("Your account was disabled"), "/account" },
	{ "account_enabled", N_("Your account works again"), "/account" },
	{ "account_approved", N_("Your registration was accepted"), "/account" },
	{ "company_joined", N_("You are now a member of {1}"), NULL },
	{ "company_left", N_("You are no longer a member of {1}"), NULL },
	{ "company_rights", N_("Your rights in {1} have changed"), NULL },
	{ "company_people", N_("We changed who may act for {1}"), NULL },
};

const char *say_security(struct view *view, const char *detail, const char *company)
{
	for (size_t i = 0; i < LENGTH(securities); i++)
		if (text_equal(detail, securities[i].detail))
			return view_fill(view, securities[i].text, company ? company : "");
	return view_say(view, N_("Your account was changed"));
}

const char *say_notify_event(const struct view *view, enum notify_event event)
{
	static const char *const texts[NOTIFY__COUNT] = {
		[NOTIFY_TICKET_ANSWER] = N_("An answer in one of my tickets"),
		[NOTIFY_TICKET_STATE] = N_("A ticket of mine is solved, closed or open again"),
		[NOTIFY_TICKET_PARTICIPANT] = N_("I am added to a ticket"),
		[NOTIFY_FORUM] = N_("Something new in topics and categories that I follow"),
		[NOTIFY_SUGGESTION] = N_("News about ideas that I follow or voted for"),
		[NOTIFY_MODERATION] = N_("A moderator has judged a text of mine"),
		[NOTIFY_COMPANY] = N_("I join or leave a company, or my rights there change"),
		[NOTIFY_SECURITY] = N_("The security of my account"),
	};
	return view_say(view, texts[event]);
}

/* --- one notice ------------------------------------------------------------------------------ */

static bool is_of(const struct notice *notice, enum notify_event event)
{
	return text_equal(notice->event, notify_event_word(event));
}

/* As the ticket's own page decides. */
static bool may_read(const struct request *request, const struct notice *notice)
{
	const struct ticket_rights rights = { .ticket_id = notice->ticket_id,
		.requester_id = notice->requester_id,
		.company_id = notice->ticket_company_id,
		.member = notice->member_rights != NULL,
		.member_owner = notice->member_owner,
		.member_rights = notice->member_rights,
		.participant = notice->participant };
	return may_read_ticket(&request->who, &rights);
}

static const char *state_text(const struct notice *notice)
{
	if (text_equal(notice->state, "solved"))
		return N_("Ticket {1} is solved");
	if (text_equal(notice->state, "closed"))
		return N_("Ticket {1} is closed");
	if (text_equal(notice->state, "open"))
		return N_("Ticket {1} is open again");
	return N_("Ticket {1} has a new status");
}

static const char *ticket_text(struct request *request, const struct notice *notice)
{
	const char *message = N_("You no longer have access to ticket {1}");
	if (may_read(request, notice)) {
		message = N_("A new answer in ticket {1}");
		if (is_of(notice, NOTIFY_TICKET_STATE))
			message = state_text(notice);
		else if (is_of(notice, NOTIFY_TICKET_PARTICIPANT))
			message = N_("You were added to ticket {1}");
	}
	return view_fill(request->view, message, say_ticket_number(request, notice->number));
}

/* --- of the community ------------------------------------------------------------------------ */

static bool is_community(const struct notice *notice)
{
	return notice->topic_id != 0 || notice->suggestion_id != 0;
}

/* The topic or the suggestion, as its own page decides. */
static bool may_read_thing(const struct request *request, const struct notice *notice)
{
	return notice->title != NULL && may_read_audience(&request->who, notice->audience, notice->belongs) &&
	       may_see_state(&request->who, notice->thing_state, notice->thing_author_id);
}

static bool may_read_post(const struct request *request, const struct notice *notice)
{
	return notice->post_state != NULL &&
	       may_see_state(&request->who, notice->post_state, notice->post_author_id);
}

static const char *thing_text(struct request *request, const struct notice *notice)
{
	static const struct {
		const char *detail, *text;
	} texts[] = {
		{ "forum_topic", N_("A new topic in a category that you follow") },
		{ "forum_post", N_("New replies in a topic that you follow") },
		{ "forum_accepted", N_("An answer was found in a topic that you follow") },
		{ "suggestion_new", N_("A new idea on a board that you follow") },
		{ "suggestion_merged", N_("An idea that you follow goes on in another one") },
		{ "approved", N_("A moderator has approved your text") },
		{ "declined", N_("A moderator did not accept your text") },
	};
	struct view *view = request->view;
	bool judged = is_of(notice, NOTIFY_MODERATION); /* what was declined is not there to be read */
	if (!judged && !may_read_thing(request, notice))
		return view_say(view, N_("Something that you followed is no longer there for you"));
	if (text_equal(notice->detail, "suggestion_status"))
		return view_fill(view, N_("News about an idea that you follow: {1}"),
		        notice->status_name ? notice->status_name
		                            : say_suggestion_status(view, NULL, notice->status));
	for (size_t i = 0; i < LENGTH(texts); i++)
		if (text_equal(notice->detail, texts[i].detail))
			return view_say(view, texts[i].text);
	return view_say(view, N_("Something new in what you follow"));
}

static const char *number_url(struct request *request, const char *path, int64_t number)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)number));
}

static const char *thing_url(struct request *request, const struct notice *notice)
{
	if (!may_read_thing(request, notice))
		return NULL;
	if (notice->topic_id == 0)
		return number_url(request, "/suggestions/{1}", notice->suggestion_id);
	if (may_read_post(request, notice))
		return number_url(request, "/forum/post/{1}", notice->post_id);
	return number_url(request, "/forum/topic/{1}", notice->topic_id);
}

const char *notice_url(struct request *request, const struct notice *notice)
{
	if (notice->ticket_id != 0)
		return may_read(request, notice) ? number_url(request, "/tickets/{1}", notice->number) : NULL;
	if (is_community(notice))
		return thing_url(request, notice);
	for (size_t i = 0; i < LENGTH(securities); i++)
		if (text_equal(notice->detail, securities[i].detail) && securities[i].path != NULL)
			return url(request, securities[i].path);
	if (notice->company_id == 0 || text_equal(notice->detail, "company_left"))
		return NULL;
	return number_url(request, "/company/{1}", notice->company_id);
}

static const char *icon_of(const struct notice *notice)
{
	if (notice->ticket_id != 0)
		return "ticket";
	if (is_community(notice))
		return notice->topic_id != 0 ? "message-square" : "lightbulb";
	return is_of(notice, NOTIFY_COMPANY) ? "users" : "shield-check";
}

static const char *text_of(struct request *request, const struct notice *notice)
{
	if (notice->ticket_id != 0)
		return ticket_text(request, notice);
	if (is_community(notice))
		return thing_text(request, notice);
	return say_security(request->view, notice->detail, notice->company);
}

/* What it is about, in its author's words; NULL for what the reader may not see. */
static const char *subject_of(struct request *request, const struct notice *notice)
{
	if (notice->ticket_id != 0)
		return may_read(request, notice) ? notice->subject : NULL;
	return is_community(notice) && may_read_thing(request, notice) ? notice->title : NULL;
}

void show_notice(struct request *request, const char *list, size_t index, const struct notice *notice)
{
	struct view *view = request->view;
	view_text(view, view_item(view, list, index, "text"), text_of(request, notice));
	view_text(view, view_item(view, list, index, "subject"), subject_of(request, notice));
	view_text(view, view_item(view, list, index, "icon"), icon_of(notice));
	view_flag(view, view_item(view, list, index, "unread"), !notice->seen);
	view_time(view, view_item(view, list, index, "time"), notice->created_at);
	const char *target = notice_url(request, notice);
	view_text(view, view_item(view, list, index, "url"), target);
	/* these pages note by themselves what was seen; for the others the way there is a form */
	bool noted = target != NULL && (notice->ticket_id != 0 || is_community(notice));
	if (!notice->seen && !noted)
		view_text(view, view_item(view, list, index, "action"),
		        number_url(request, "/account/notices/{1}", notice->id));
}
