/* Error pages, all of one kind: what happened in plain words, what to do now, and the id that the log knows.
 */
#include "web/errors.h"

#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "web/page.h"
#include "web/session.h"

static const struct {
	int status;
	const char *heading, *text;
} errors[] = {
	{ 400, N_("This request could not be read"),
	        N_("The address or the form was damaged on its way. Go back and try once more.") },
	{ 403, N_("This is not allowed"),
	        N_("Your browser said that this form came from another site, or it may not be used here.") },
	{ 404, N_("We could not find this page"),
	        N_("The address may be mistyped, or the page is not meant for you. Search, or start from the "
	           "home page.") },
	{ 405, N_("This address does not work that way"), N_("Open the page again and use its buttons.") },
	{ 409, N_("Somebody else was faster"),
	        N_("This was changed while you were looking at it. Open the page again to see the newest "
	           "state.") },
	{ 413, N_("That is too large"),
	        N_("The files or the text are larger than we can take. Go back and send less at once; the "
	           "limits stand beside the files.") },
	{ 429, N_("Too many tries"), N_("Please wait a few minutes before you try again.") },
	{ 500, N_("Something went wrong on our side"),
	        N_("The failure was noted. Try again; if it happens once more, tell us the code below.") },
	{ 503, N_("We will be right back"),
	        N_("The help center cannot be reached for a moment. Nothing you sent was lost if you saw it "
	           "confirmed. Try again shortly.") },
	{ 507, N_("No room for files right now"),
	        N_("Send your message without files, or try again later.") },
};

int errors_status(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 200;
	case RC_NOT_FOUND:
	case RC_DENIED:
		return 404; /* forbidden and missing look the same */
	case RC_INVALID:
		return 400;
	case RC_CONFLICT:
		return 409;
	case RC_TOO_LARGE:
		return 413;
	case RC_LIMITED:
		return 429;
	case RC_RETRY:
	case RC_DB:
	case RC_NO_MEMORY:
		return 503;
	case RC_IO:
	case RC_TEMPLATE:
	case RC__MAX:
		break;
	}
	return 500;
}

static size_t find(int status)
{
	size_t other = 0;
	for (size_t i = 0; i < LENGTH(errors); i++) {
		if (errors[i].status == status)
			return i;
		if (errors[i].status == 500)
			other = i;
	}
	return other;
}

static void start_over(struct request *request, int status)
{
	struct clock_view clock = request_clock(request);
	request_forget_answer(request);
	view_reset(request->view, request->arena, &clock, request->now);
	request->crumb_count = 0;
	request->response.status = status;
}

/* The last resort, when even the template fails. */
static void show_plain(struct request *request, const char *text)
{
	request->response.content_type = "text/plain; charset=utf-8";
	buf_clear(&request->response.body);
	buf_text(&request->response.body, text);
	buf_char(&request->response.body, '\n');
}

static void render(struct request *request, const char *template_name, const char *heading)
{
	page_title(request, heading);
	page_layout(request);
	request->response.content_type = "text/html; charset=utf-8";
	enum rc rc = view_render(request->view, template_name, &request->response.body);
	if (rc == RC_OK)
		return;
	log_error("error page %s: %s", template_name, rc_text(rc));
	show_plain(request, heading);
}

static void show_json(struct request *request, int status, const char *heading)
{
	struct buf *body = &request->response.body;
	request->response.content_type = "application/json; charset=utf-8";
	buf_text(body, "{\"status\":");
	buf_number(body, status);
	buf_text(body, ",\"error\":");
	buf_json(body, heading);
	buf_char(body, '}');
	if (buf_finish(body) != RC_OK)
		show_plain(request, heading);
}

static void add_header(struct request *request, const char *name, const char *value)
{
	if (response_header(request, name, value) != RC_OK)
		log_warn("header %s was refused", name);
}

void errors_show(struct request *request, int status)
{
	start_over(request, status);
	struct view *view = request->view;
	size_t error = find(status);
	const char *heading = view_say(view, errors[error].heading);
	if (status == 503 || status == 507)
		add_header(request, "Retry-After", "5");
	if (status == 429)
		add_header(request, "Retry-After", "300");
	if (request->wants_json) {
		show_json(request, status, heading);
		return;
	}
	view_number(view, "Error.status", status);
	view_text(view, "Error.heading", heading);
	view_text(view, "Error.text", view_say(view, errors[error].text));
	view_text(view, "Error.id", request->id);
	view_flag(view, "Error.retry", status >= 500);
	render(request, "error/page", heading);
}

/* The typed fields as hidden inputs; passwords and files are left out. */
static void keep_form(struct request *request)
{
	struct view *view = request->view;
	size_t kept = 0;
	for (size_t i = 0; i < request->route->field_count; i++) {
		const struct field *field = &request->route->fields[i];
		const char *value = form_value(&request->form, field->name);
		if (!value || field->kind == FIELD_PASSWORD || field->kind == FIELD_FILES)
			continue;
		view_text(view, view_item(view, "Resend.fields", kept, "name"), field->name);
		view_text(view, view_item(view, "Resend.fields", kept, "value"), value);
		kept++;
	}
	view_text(view, "Resend.action", url_here(request, request->language));
	view_flag(view, "Resend.files", request->form.file_count > 0);
	page_token(request, "Token.resend", request->route->path);
}

void errors_sent_already(struct request *request, const char *location)
{
	start_over(request, 409);
	keep_form(request);
	view_text(request->view, "Resend.location", location);
	render(request, "error/sent", view_say(request->view, N_("This was sent already")));
}

void errors_expired(struct request *request)
{
	start_over(request, 403);
	if (session_visitor(request) != RC_OK)
		log_warn("no visitor cookie for an expired form");
	keep_form(request);
	view_flag(request->view, "Resend.signed_in", request->signed_in);
	view_flag(request->view, "Resend.needs_login",
	        !request->signed_in && request->route->needs != NEED_NONE);
	render(request, "error/expired", view_say(request->view, N_("This form has expired")));
}
