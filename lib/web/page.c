/*
 * Pages: the data every template gets, and what page functions answer with.
 */
#include "web/page.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
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
	{ "note-added", N_("The note was added. Only staff can see it.") },
	{ "answer-sent", N_("Your reply was sent to the customer.") },
	{ "ticket-updated", N_("The ticket was updated.") },
	{ "signed-in", N_("You are signed in.") },
	{ "signed-out", N_("You are signed out.") },
	{ "confirmed", N_("Your address is confirmed. You can sign in now.") },
	{ "password-changed", N_("Your password was changed. Sign in with the new one.") },
	{ "solved", N_("Glad that helped. No ticket was sent.") },
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

static void show_addresses(struct request *request)
{
	static const struct {
		const char *hdf, *path;
	} links[] = {
		{ "Url.home", "/" },
		{ "Url.kb", "/kb" },
		{ "Url.search", "/search" },
		{ "Url.tickets", "/tickets" },
		{ "Url.new_ticket", "/tickets/new" },
		{ "Url.login", "/login" },
		{ "Url.register", "/login/register" },
		{ "Url.recover", "/login/recover" },
		{ "Url.logout", "/login/out" },
		{ "Url.desk", "/desk" },
	};
	for (size_t i = 0; i < LENGTH(links); i++)
		view_text(request->view, links[i].hdf, url(request, links[i].path));
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

static void show_user(struct request *request)
{
	if (!request->signed_in)
		return;
	struct view *view = request->view;
	view_text(view, "User.name", request->who.name);
	view_text(view, "User.mail", request->who.mail);
	view_text(view, "User.initial", text_first(request->arena, request->who.name));
	view_flag(view, "User.staff", account_is_staff(&request->who));
	page_token(request, "Token.logout", "/login/out");
}

static void show_done(struct request *request)
{
	const char *code = request->method == METHOD_GET ? form_value(&request->form, "done") : NULL;
	for (size_t i = 0; code && i < LENGTH(done_messages); i++)
		if (text_equal(code, done_messages[i].code)) {
			view_text(request->view, "Notice.kind", "success");
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
	view_text(view, "Page.lang", request->language->code);
	view_text(view, "Page.dir", request->language->direction);
	view_text(view, "Page.program", request->program);
	view_text(view, "Page.theme", request->signed_in ? request->who.theme : "");
	view_flag(view, "Page.noindex", !shared);
	if (shared) {
		const char *here = url_here(request, request->language);
		view_text(view, "Page.path_canonical", arena_copy(request->arena, here, strcspn(here, "?")));
	}
	view_text(view, "Site.name", request->config->site_name);
	show_addresses(request);
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
	if (text_empty(address))
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
	return buf_finish(&request->response.body);
}
