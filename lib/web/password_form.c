/* See password_form.h. */
#include "web/password_form.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "io/password.h"

void show_password_rule(struct request *request)
{
	const char *least = view_digits(request->view, LIMIT_PASSWORD_MIN);
	view_text(request->view, "Limits.password_text",
	        view_fill(request->view,
	                N_("At least {1} characters. A sentence is easy to remember and hard to guess."),
	                least));
}

static enum rc judge(struct request *request, const char *field, const char *password, const char *mail)
{
	if (strlen(password) < LIMIT_PASSWORD_MIN) {
		const char *least = view_digits(request->view, LIMIT_PASSWORD_MIN);
		request_error_text(request, field,
		        view_fill(request->view,
		                N_("This password is too short. Use at least {1} characters."), least));
		return RC_OK;
	}
	const char *local = arena_copy(request->arena, mail, strcspn(mail, "@"));
	if (!local)
		return RC_NO_MEMORY;
	const char *const own[] = { request->config->site_name, local, mail };
	enum rc rc = password_judge(password, own, LENGTH(own), request->common_passwords);
	if (rc != RC_INVALID)
		return rc;
	request_error(request, field,
	        N_("This password is one of the first that anybody would guess. Choose another."));
	return RC_OK;
}

enum rc hash_new_password(struct request *request, const char *field, const char *mail, const char **hash)
{
	const char *password = field_text(request, field), *encoded;
	*hash = NULL;
	if (text_empty(password))
		return RC_OK;
	enum rc rc = judge(request, field, password, mail);
	if (rc != RC_OK || request_has_errors(request))
		return rc;
	rc = password_hash(request->door, request->arena, password, &encoded);
	if (rc == RC_OK)
		*hash = encoded;
	return rc == RC_LIMITED ? RC_DB : rc;
}
