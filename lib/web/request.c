/* What a page function reads of a request, and the errors and headers it adds. */
#include "web/request.h"

#include <assert.h>
#include <unistd.h>

#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/audit.h"
#include "web/route.h"

static const struct field *declared(const struct request *request, const char *name)
{
	for (size_t i = 0; i < request->route->field_count; i++)
		if (text_equal(request->route->fields[i].name, name))
			return &request->route->fields[i];
	log_error("field %s is not declared for %s", name, request->route->path);
	assert(!"an undeclared field was read");
	return NULL;
}

const char *field_text(const struct request *request, const char *name)
{
	const char *value = declared(request, name) ? form_value(&request->form, name) : NULL;
	return value ? value : "";
}

int64_t field_number(const struct request *request, const char *name)
{
	int64_t number;
	return text_number(field_text(request, name), &number) == RC_OK ? number : 0;
}

bool field_flag(const struct request *request, const char *name)
{
	return !text_empty(field_text(request, name));
}

struct form_file *field_files(const struct request *request, const char *name)
{
	/* fields_check has dropped the files of other names; a route declares one file field */
	return declared(request, name) ? request->form.files : NULL;
}

const char *param_text(const struct request *request, const char *name)
{
	for (size_t i = 0; i < request->param_count; i++)
		if (text_equal(request->params[i].name, name))
			return request->params[i].value;
	return "";
}

enum rc param_number(const struct request *request, const char *name, int64_t *number)
{
	if (text_number(param_text(request, name), number) != RC_OK || *number <= 0)
		return RC_NOT_FOUND;
	return RC_OK;
}

void request_error_text(struct request *request, const char *field, const char *text)
{
	if (request->error_count < FIELD_ERRORS)
		request->errors[request->error_count++] = (struct field_error){ field, text };
}

void request_error(struct request *request, const char *field, const char *message)
{
	request_error_text(request, field, view_say(request->view, message));
}

bool request_has_errors(const struct request *request)
{
	return request->error_count > 0;
}

struct clock_view request_clock(const struct request *request)
{
	const struct account *who = &request->who;
	struct clock_view clock = { .language = request->language,
		.zone = request->config->default_zone,
		.calendar = request->language->calendar };
	if (!request->signed_in)
		return clock;
	if (!text_empty(who->zone))
		clock.zone = who->zone;
	if (text_equal(who->calendar, "persian"))
		clock.calendar = CALENDAR_PERSIAN;
	if (text_equal(who->calendar, "gregorian"))
		clock.calendar = CALENDAR_GREGORIAN;
	clock.latin_digits = text_equal(who->digits, "latin");
	return clock;
}

void request_forget_answer(struct request *request)
{
	struct response *response = &request->response;
	(void)arena_lacked(request->arena, true);
	audit_forget();
	buf_clear(&response->body);
	*response = (struct response){ .status = 200, .body = response->body };
	for (struct form_file *file = request->form.files; file; file = file->next)
		(void)lseek(file->fd, 0, SEEK_SET);
}

enum rc response_header(struct request *request, const char *name, const char *value)
{
	struct response *response = &request->response;
	if (text_has_break(name) || text_has_break(value))
		return RC_INVALID;
	assert(response->header_count < RESPONSE_HEADERS);
	response->headers[response->header_count++] = (struct header){ name, value };
	return RC_OK;
}
