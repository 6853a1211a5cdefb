/*
 * Pages: the data every template gets, and what page functions answer with.
 */
#include "web/page.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "web/form_token.h"

/* What a redirect may say on the page it leads to. */
static const struct {
	const char *code, *message;
} done_messages[] = {
	{ "ticket-sent", N_("Your ticket was sent. We have mailed you a copy.") },
	{ "reply-sent", N_("Your reply was sent.") },
	{ "ticket-closed", N_("The ticket is closed.") },
	{ "ticket-reopened", N_("The ticket is open again.") },
	{ "person-added", N_("The colleague was added and gets a mail.") },
	{ "person-removed", N_("The colleague was removed from the ticket.") },
	{ "ticket-moved", N_("The ticket was moved to another team, whose tickets you do not see.") },
	{ "note-added", N_("The note was added. Only staff can see it.") },
	{ "answer-sent", N_("Your reply was sent to the customer.") },
	{ "ticket-updated", N_("The ticket was updated.") },
	{ "signed-in", N_("You are signed in.") },
	{ "signed-out", N_("You are signed out.") },
	{ "confirmed", N_("Your address is confirmed. You can sign in now.") },
	{ "password-changed", N_("Your password was changed. Sign in with the new one.") },
	{ "profile-saved", N_("Your profile was saved.") },
	{ "preferences-saved", N_("Your preferences were saved.") },
	{ "password-set", N_("Your password was changed. All other devices are signed out.") },
	{ "address-asked", N_("Check the mail at the new address: a link there confirms it.") },
	{ "address-set", N_("Your e-mail address was changed.") },
	{ "address-back", N_("Your old e-mail address is back, and all devices are signed out. Set a new "
	                     "password now.") },
	{ "address-back-factor", N_("Your old e-mail address is back, all devices are signed out, and the "
	                            "second step that was "
	                            "set up after the change is removed. Set a new password now.") },
	{ "factor-off", N_("The second step is turned off.") },
	{ "session-ended", N_("The device was signed out.") },
	{ "sessions-ended", N_("All other devices were signed out.") },
	{ "devices-forgotten",
	        N_("All known browsers are forgotten. The next sign-in on each counts as new.") },
	{ "role-added", N_("The role was made.") },
	{ "role-changed", N_("The role was changed.") },
	{ "role-deleted", N_("The role was deleted.") },
	{ "team-added", N_("The team was made. Add its members.") },
	{ "team-changed", N_("The team was changed.") },
	{ "team-deleted", N_("The team was deleted.") },
	{ "settings-saved", N_("The settings were saved.") },
	{ "group-added", N_("The group was made. Add its members.") },
	{ "group-changed", N_("The group was changed.") },
	{ "group-deleted", N_("The group was deleted.") },
	{ "category-added", N_("The category was made.") },
	{ "category-saved", N_("The category was saved.") },
	{ "category-ordered", N_("The order was changed.") },
	{ "category-emptied", N_("The topics were moved.") },
	{ "category-emptied-partly", N_("Many topics were moved, and some are left. Move them again.") },
	{ "category-deleted", N_("The category was deleted.") },
	{ "moderated-approved", N_("Done. The authors get a notice.") },
	{ "moderated-declined", N_("Done. The texts are gone, and their authors get a notice.") },
	{ "moderated-some", N_("Done. Some of the texts had been judged already.") },
	{ "moderated-before", N_("This had been judged already. Nothing was done.") },
	{ "post-flagged", N_("Thank you. A moderator will look at the post.") },
	{ "member-trust-saved", N_("The changes were saved.") },
	{ "topic-ticket", N_("The ticket is open. Its requester gets a mail.") },
	{ "topic-suggestion", N_("The idea was made of the topic.") },
	{ "topic-idea-linked", N_("The topic and the idea lead to each other now.") },
	{ "topic-article", N_("The draft was made. Only staff can read it.") },
	{ "topic-shown", N_("The topic is shown beside the ticket.") },
	{ "topic-hidden", N_("The topic is no longer shown beside the ticket.") },
	{ "acting-self", N_("You act for yourself now.") },
	{ "acting-company", N_("You act for the company now.") },
	{ "company-joined", N_("You belong to the company now.") },
	{ "company-joined-new", N_("You belong to the company now. Sign in with your new password.") },
	{ "company-left", N_("You have left the company.") },
	{ "invited", N_("The invitation is on its way.") },
	{ "withdrawn", N_("The invitation was withdrawn.") },
	{ "member-changed", N_("The changes were saved.") },
	{ "member-removed", N_("The person was removed from the company.") },
	{ "billing-saved", N_("The billing details were saved.") },
	{ "notices-read", N_("Everything is marked as read.") },
	{ "notifications-saved", N_("Your choices were saved.") },
	{ "followed", N_("You follow this. What is new reaches you as you have chosen.") },
	{ "follow-stopped", N_("You do not follow this any more.") },
	{ "follow-full", N_("You follow as much as one can. End something first, in your account.") },
	{ "follow-blocked", N_("You do not follow this: a moderator has taken the right to take part from "
	                       "you for a while.") },
	{ "follows-changed", N_("Your choices were saved.") },
	{ "deletion-planned", N_("Your account will be deleted. Until then you can take it back.") },
	{ "deletion-stopped", N_("Your account stays.") },
	{ "picture-sent", N_("Your picture was sent. It is shown as soon as it is prepared.") },
	{ "picture-removed", N_("Your picture was removed.") },
	{ "solved", N_("Glad that helped. No ticket was sent.") },
	{ "export-busy", N_("Another file is being written right now. Please try again in a moment.") },
	{ "export-too-long", N_("This list is too long for a file. Choose filters that show fewer rows.") },
	{ "person-saved", N_("The person was saved.") },
	{ "role-set", N_("The role was changed. The person is signed out everywhere.") },
	{ "person-disabled", N_("The account is disabled and signed out everywhere.") },
	{ "person-enabled", N_("The account is enabled again.") },
	{ "person-signed-out", N_("The person is signed out everywhere.") },
	{ "factor-reset", N_("The second step is off. The person is signed out everywhere.") },
	{ "link-sent", N_("A link to choose a password was mailed.") },
	{ "person-approved", N_("The registration was approved. The person gets a mail.") },
	{ "person-refused", N_("The registration was refused. The person gets a mail.") },
	{ "company-made", N_("The company was made.") },
	{ "company-saved", N_("The company was saved.") },
	{ "company-disabled", N_("The company is disabled. Nobody can act for it.") },
	{ "company-enabled", N_("The company is enabled again.") },
	{ "member-added", N_("The person belongs to the company now and gets a mail.") },
	{ "idea-voted", N_("The requester’s vote was added.") },
	{ "board-added", N_("The board was made.") },
	{ "board-saved", N_("The board was saved.") },
	{ "status-saved", N_("The status was changed.") },
	{ "board-deleted", N_("The board was deleted.") },
	{ "idea-sent", N_("Your idea was sent, with your vote for it.") },
	{ "idea-held", N_("Your idea was sent. A moderator looks at it before others see it.") },
	{ "idea-saved", N_("The idea was saved.") },
	{ "votes-closed", N_("This idea takes no more votes.") },
	{ "comment-sent", N_("Your comment was sent.") },
	{ "comment-held", N_("Your comment was sent. A moderator looks at it before others see it.") },
	{ "status-set", N_("The status was saved. Voters and followers are told.") },
	{ "ideas-merged", N_("The two ideas are one now.") },
	{ "idea-hidden", N_("The idea is hidden.") },
	{ "idea-shown", N_("The idea is visible again.") },
	{ "idea-deleted", N_("The idea was deleted.") },
	{ "idea-moved", N_("The idea stands on the other board now.") },
	{ "comment-changed", N_("The comment was changed.") },
	{ "people-merged", N_("The two accounts are one now.") },
	{ "topic-sent", N_("Your topic is published.") },
	{ "topic-held",
	        N_("Thank you. Your topic waits for a moderator and appears as soon as he has read it.") },
	{ "topic-changed", N_("The topic was changed.") },
	{ "post-sent", N_("Your reply is published.") },
	{ "post-held",
	        N_("Thank you. Your reply waits for a moderator and appears as soon as he has read it.") },
	{ "post-edited", N_("The post was changed.") },
	{ "post-changed", N_("The post was moderated.") },
	{ "answer-accepted", N_("This reply is the accepted answer now.") },
	{ "answer-taken-back", N_("The topic has no accepted answer any more.") },
};

void page_title(struct request *request, const char *title)
{
	view_text(request->view, "Page.title", title);
}

void page_crumb(struct request *request, const char *text, const char *address)
{
	size_t at = request->crumb_count++;
	view_text(request->view, view_item(request->view, "Crumbs", at, "text"), text);
	view_text(request->view, view_item(request->view, "Crumbs", at, "url"), address);
}

void page_languages(struct request *request, const char *codes)
{
	request->languages = codes;
}

void page_token(struct request *request, const char *hdf, const char *route_path)
{
	if (request->has_session_key)
		view_text(request->view, hdf, form_token(request, route_path));
}

const char *page_done(struct request *request, const char *address, const char *code)
{
	const char *mark = strchr(address, '?') ? "&" : "?";
	const char *made = arena_format(request->arena, "%s%sdone=%s", address, mark, code);
	return made ? made : address;
}

/* --- layout data ----------------------------------------------------------------------------- */

static const struct {
	const char *hdf, *path;
} addresses[] = {
	{ "Url.home", "/" },
	{ "Url.kb", "/kb" },
	{ "Url.forum", "/forum" },
	{ "Url.suggestions", "/suggestions" },
	{ "Url.search", "/search" },
	{ "Url.tickets", "/tickets" },
	{ "Url.new_ticket", "/tickets/new" },
	{ "Url.login", "/login" },
	{ "Url.register", "/login/register" },
	{ "Url.recover", "/login/recover" },
	{ "Url.logout", "/login/out" },
	{ "Url.desk", "/desk" },
	{ "Url.account", "/account" },
	{ "Url.preferences", "/account/preferences" },
	{ "Url.notices", "/account/notices" },
	{ "Url.company", "/company" },
	{ "Url.delete", "/account/delete" },
	{ "Url.admin", "/admin" },
};

static enum rc set_constants(struct view *view, struct arena *arena, const struct config *config,
        const char *program, const struct language *language)
{
	const struct {
		const char *hdf, *text;
	} values[] = {
		{ "Page.lang", language->code },
		{ "Page.dir", language->direction },
		{ "Page.program", program },
		{ "Site.name", config->site_name },
	};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < LENGTH(values); i++)
		rc = view_constant(view, language, values[i].hdf, values[i].text);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(addresses); i++) {
		const char *address = url_site(arena, config, language, addresses[i].path);
		rc = *address ? view_constant(view, language, addresses[i].hdf, address) : RC_NO_MEMORY;
	}
	return rc;
}

enum rc page_constants(
        struct view *view, struct arena *arena, const struct config *config, const char *program)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < language_count(); i++)
		rc = set_constants(view, arena, config, program, language_at(i));
	return rc;
}

/* The page of the moment always stands in its own language, if need be with a text in another. */
static bool exists_in(const struct request *request, const struct language *language)
{
	return !request->languages || language == request->language ||
	       strstr(request->languages, language->code);
}

/* This page in another language, with its search or filter; what a redirect has said is said once. */
static const char *here_in(struct request *request, const struct language *language)
{
	const char *address = url_here(request, language);
	return strstr(request->query, "done=") ? arena_copy(request->arena, address, strcspn(address, "?"))
	                                       : address;
}

static void show_languages(struct request *request)
{
	if (!request->language_in_path || request->method != METHOD_GET)
		return;
	for (size_t i = 0; i < language_count(); i++) {
		const struct language *language = language_at(i);
		struct view *view = request->view;
		view_text(view, view_item(view, "Languages", i, "code"), language->code);
		view_text(view, view_item(view, "Languages", i, "name"), language->name);
		view_text(view, view_item(view, "Languages", i, "dir"), language->direction);
		if (exists_in(request, language))
			view_text(view, view_item(view, "Languages", i, "url"), here_in(request, language));
		view_flag(view, view_item(view, "Languages", i, "current"), language == request->language);
	}
}

/* Whoever has asked to be deleted sees it on each page until then. */
static void show_deletion(struct request *request)
{
	if (request->who.delete_at == 0)
		return;
	struct clock_view clock = request_clock(request);
	view_text(request->view, "User.deletion_text",
	        view_fill(request->view, N_("Your account will be deleted on {1}."),
	                time_date(request->arena, &clock, request->who.delete_at)));
}

/* What the bell says: how many notices wait. */
static void show_bell(struct request *request)
{
	struct view *view = request->view;
	int32_t count = request->who.notice_count;
	view_flag(view, "User.notices", count > 0);
	view_text(view, "User.notices_text",
	        count > 0 ? view_plural(view, N_("What’s new: {n} unread notice"),
	                            N_("What’s new: {n} unread notices"), count)
	                  : view_say(view, N_("What’s new")));
}

static void show_picture(struct request *request)
{
	struct bytes id = request->who.picture;
	const char *hex = id.data ? text_hex(request->arena, id.data, id.length) : NULL;
	if (hex)
		view_text(request->view, "User.picture", urlf(request, "/files/picture/{1}", hex));
}

static void show_user(struct request *request)
{
	if (request->who.guest_ticket_id != 0) /* he may leave */
		page_token(request, "Token.logout", "/login/out");
	if (!request->signed_in)
		return;
	struct view *view = request->view;
	view_text(view, "User.name", request->who.name);
	view_text(view, "User.mail", request->who.mail);
	view_text(view, "User.initial", text_first(request->arena, request->who.name));
	show_picture(request);
	view_flag(view, "User.staff", account_is_staff(&request->who));
	view_flag(view, "User.manages", may_use_admin(&request->who));
	view_flag(view, "User.companies", request->who.company_count > 0);
	view_text(view, "User.company", request->who.company);
	show_bell(request);
	show_deletion(request);
	page_token(request, "Token.logout", "/login/out");
}

static void show_done(struct request *request)
{
	const char *code = request->method == METHOD_GET ? form_value(&request->form, "done") : NULL;
	for (size_t i = 0; code && i < LENGTH(done_messages); i++)
		if (text_equal(code, done_messages[i].code)) {
			bool warning = text_starts(code, "export-") || text_equal(code, "follow-full");
			view_text(request->view, "Notice.kind", warning ? "warning" : "success");
			view_text(request->view, "Notice.text",
			        view_say(request->view, done_messages[i].message));
		}
}

static void show_form(struct request *request)
{
	struct view *view = request->view;
	for (size_t i = 0; i < request->route->field_count; i++) {
		const struct field *field = &request->route->fields[i];
		const char *value = form_value(&request->form, field->name);
		if (!value || field->kind == FIELD_PASSWORD || field->kind == FIELD_FILES)
			continue;
		view_text(view, arena_format(request->arena, "Form.%s.value", field->name), value);
	}
	for (size_t i = 0; i < request->error_count; i++) {
		const struct field_error *error = &request->errors[i];
		view_text(view, view_item(view, "Errors", i, "field"), error->field);
		view_text(view, view_item(view, "Errors", i, "text"), error->text);
		if (*error->field)
			view_text(view, arena_format(request->arena, "Form.%s.error", error->field),
			        error->text);
	}
	if (request->error_count)
		view_text(view, "Page.error_prefix", view_say(view, N_("Error: ")));
}

void page_layout(struct request *request)
{
	struct view *view = request->view;
	bool shared =
	        request->route && (request->route->flags & ROUTE_CACHED) && request->response.status == 200;
	view_text(view, "Page.theme", request->signed_in ? request->who.theme : "");
	view_text(view, "Page.text_size", request->signed_in ? request->who.text_size : "");
	view_flag(view, "Page.noindex", !shared);
	if (shared) {
		const char *here = url_here(request, request->language);
		view_text(view, "Page.path_canonical", arena_copy(request->arena, here, strcspn(here, "?")));
	}
	show_languages(request);
	show_user(request);
}

/* --- answers --------------------------------------------------------------------------------- */

enum rc page_show(struct request *request, const char *template_name)
{
	if (request_has_errors(request) && request->response.status == 200)
		request->response.status = 422;
	page_layout(request);
	show_done(request);
	show_form(request);
	request->response.content_type = "text/html; charset=utf-8";
	buf_clear(&request->response.body);
	return view_render(request->view, template_name, &request->response.body);
}

enum rc page_go(struct request *request, const char *address)
{
	if (text_empty(address) || arena_lacked(request->arena, false))
		return RC_NO_MEMORY;
	if (text_has_break(address))
		return RC_INVALID;
	request->response.status = 303;
	request->response.location = address;
	return RC_OK;
}

enum rc page_json(struct request *request)
{
	request->response.content_type = "application/json; charset=utf-8";
	return arena_lacked(request->arena, false) ? RC_NO_MEMORY : buf_finish(&request->response.body);
}
