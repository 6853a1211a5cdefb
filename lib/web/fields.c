/* Declared input: each field's kind, size and presence, checked in one place. */
#include "web/fields.h"

#include <string.h>

#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "web/route.h"

static struct form_field *find(struct request *request, const char *name)
{
	for (struct form_field *field = request->form.fields; field; field = field->next)
		if (text_equal(field->name, name))
			return field;
	return NULL;
}

static bool has_file(const struct request *request, const char *name)
{
	for (const struct form_file *file = request->form.files; file; file = file->next)
		if (text_equal(file->field, name))
			return true;
	return false;
}

static bool is_choice(const char *choices, const char *value)
{
	size_t length = strlen(value);
	for (const char *at = choices; *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");
		if (word == length && strncmp(at, value, length) == 0)
			return true;
		at += word;
	}
	return false;
}

static size_t measure(const struct field *field, const char *value)
{
	return field->kind == FIELD_LINE ? text_chars(value) : strlen(value);
}

/* The message for a value that the kind does not allow, or NULL. */
static const char *wrong(const struct field *field, const char *value)
{
	int64_t number;
	switch (field->kind) {
	case FIELD_LINE:
		return text_has_break(value) ? N_("This must be a single line of text.") : NULL;
	case FIELD_TEXT:
		return text_has_control(value) ? N_("This contains characters that cannot be shown.") : NULL;
	case FIELD_MAIL:
		return text_is_mail(value) ? NULL : N_("Enter an e-mail address like name@example.com.");
	case FIELD_NUMBER:
		return text_number(value, &number) == RC_OK ? NULL : N_("Enter a whole number.");
	case FIELD_CHOICE:
		return is_choice(field->choices, value) ? NULL : N_("Choose one of the options.");
	case FIELD_PASSWORD:
	case FIELD_FLAG:
	case FIELD_FILES:
		break;
	}
	return NULL;
}

static void too_long(struct request *request, const struct field *field)
{
	const char *most = view_digits(request->view, (int64_t)field->max);
	request_error_text(request, field->name,
	        view_fill(request->view, N_("This is too long. The limit is {1} characters."), most));
}

static void check_post(struct request *request, const struct field *field, const char *value)
{
	if (*value == '\0') {
		bool missing =
		        field->required && !(field->kind == FIELD_FILES && has_file(request, field->name));
		if (missing)
			request_error(request, field->name,
			        field->missing ? field->missing : N_("Fill in this field."));
		return;
	}
	if (field->max && measure(field, value) > field->max) {
		too_long(request, field);
		return;
	}
	const char *message = wrong(field, value);
	if (message)
		request_error(request, field->name, message);
}

static enum rc check_get(struct request *request, const struct field *field, struct form_field *sent)
{
	if (*sent->value && wrong(field, sent->value)) {
		sent->value = "";
	} else if (field->max && measure(field, sent->value) > field->max) {
		bool prose = field->kind == FIELD_LINE || field->kind == FIELD_TEXT;
		sent->value = prose ? text_cut(request->arena, sent->value, field->max) : "";
		if (!sent->value)
			return RC_NO_MEMORY;
	}
	return RC_OK;
}

static bool takes_file(const struct request *request, const struct form_file *file)
{
	for (size_t i = 0; i < request->route->field_count; i++) {
		const struct field *field = &request->route->fields[i];
		if (field->kind == FIELD_FILES && text_equal(field->name, file->field))
			return true;
	}
	return false;
}

/* A file under a name the route does not declare does not exist for the page. */
static void drop_foreign_files(struct request *request)
{
	struct form_file **link = &request->form.files;
	while (*link) {
		if (takes_file(request, *link)) {
			link = &(*link)->next;
			continue;
		}
		*link = (*link)->next;
		request->form.file_count--;
	}
}

enum rc fields_check(struct request *request)
{
	drop_foreign_files(request);
	for (size_t i = 0; i < request->route->field_count; i++) {
		const struct field *field = &request->route->fields[i];
		struct form_field *sent = find(request, field->name);
		if (sent && field->kind != FIELD_PASSWORD) {
			sent->value = text_trim(request->arena, sent->value);
			if (!sent->value)
				return RC_NO_MEMORY;
		}
		if (request->method == METHOD_POST) {
			check_post(request, field, sent ? sent->value : "");
		} else if (sent) {
			enum rc rc = check_get(request, field, sent);
			if (rc != RC_OK)
				return rc;
		}
	}
	return RC_OK;
}

bool fields_are_typed(const struct request *request, const char *name)
{
	if (request->method != METHOD_POST)
		return false;
	for (size_t i = 0; i < request->route->field_count; i++)
		if (text_equal(request->route->fields[i].name, name))
			return true;
	return false;
}
