/* Signing in and out, registering, recovering a password: the routes. */
#include "base/limits.h"
#include "login.h"
#include "web/robot.h"
#include "web/route.h"

#define CODE_MAX  40  /* characters of a code as people type it */
#define STATE_MAX 400 /* of what goes from the address to the code */
#define NEXT_MAX  1000

static const struct field next_fields[] = {
	{ .name = "next", .kind = FIELD_LINE, .max = NEXT_MAX },
};
static const struct field sign_in_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
	{ .name = "password", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "remember", .kind = FIELD_FLAG },
	{ .name = "next", .kind = FIELD_LINE, .max = NEXT_MAX },
};
static const struct field factor_fields[] = {
	{ .name = "code", .kind = FIELD_LINE, .max = CODE_MAX },
	{ .name = "recovery", .kind = FIELD_LINE, .max = CODE_MAX },
	{ .name = "trust", .kind = FIELD_FLAG },
};
static const struct field setup_fields[] = {
	{ .name = "proposal", .kind = FIELD_LINE, .required = true, .max = 100 },
	{ .name = "code", .kind = FIELD_LINE, .required = true, .max = CODE_MAX },
};
static const struct field mail_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
	{ .name = "next", .kind = FIELD_LINE, .max = NEXT_MAX },
};
static const struct field code_fields[] = {
	{ .name = "state", .kind = FIELD_LINE, .max = STATE_MAX },
	{ .name = "code", .kind = FIELD_LINE, .required = true, .max = CODE_MAX },
	{ .name = "remember", .kind = FIELD_FLAG },
	{ .name = "next", .kind = FIELD_LINE, .max = NEXT_MAX },
};
static const struct field link_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
	{ .name = "remember", .kind = FIELD_FLAG },
};
static const struct field register_fields[] = {
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
	ROBOT_FIELDS,
};
static const struct field sent_fields[] = {
	{ .name = "what", .kind = FIELD_CHOICE, .choices = "register recover" },
};
static const struct field recover_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
};
static const struct field reset_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
	{ .name = "password", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
};
static const struct field token_fields[] = {
	{ .name = "token", .kind = FIELD_LINE, .max = 200 },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/login",              sign_in_page,     NEED_NONE, FIELDS(next_fields),     ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login",              sign_in,          NEED_NONE, FIELDS(sign_in_fields),  ROUTE_SECRET,    NULL },
	{ METHOD_POST, "/login/out",          sign_out,         NEED_NONE, FIELDS(token_fields),    ROUTE_ANONYMOUS, NULL },
	{ METHOD_GET,  "/login/factor",       factor_page,      NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/factor",       factor_enter,     NEED_NONE, FIELDS(factor_fields),   ROUTE_SECRET,    NULL },
	{ METHOD_GET,  "/login/setup",        setup_page,       NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/setup",        setup_enter,      NEED_NONE, FIELDS(setup_fields),    ROUTE_SECRET,    NULL },
	{ METHOD_GET,  "/login/mail",         mail_page,        NEED_NONE, FIELDS(next_fields),     ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/mail",         mail_ask,         NEED_NONE, FIELDS(mail_fields),     0,               prepare_mail },
	{ METHOD_GET,  "/login/mail/code",    mail_code_page,   NEED_NONE, FIELDS(next_fields),     ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/mail/code",    mail_code_enter,  NEED_NONE, FIELDS(code_fields),     ROUTE_SECRET,    NULL },
	{ METHOD_POST, "/login/mail/enter",   mail_link_enter,  NEED_NONE, FIELDS(link_fields),     ROUTE_SECRET,    NULL },
	{ METHOD_GET,  "/login/mail/:key",    mail_link_page,   NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_GET,  "/login/register",     register_page,    NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/register",     register_account, NEED_NONE, FIELDS(register_fields), 0,               prepare_registration },
	{ METHOD_GET,  "/login/sent",         sent_page,        NEED_NONE, FIELDS(sent_fields),     0,               NULL },
	{ METHOD_GET,  "/login/waiting",      waiting_page,     NEED_NONE, NO_FIELDS,               0,               NULL },
	{ METHOD_GET,  "/login/confirm/:key", confirm_page,     NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/confirm",      confirm,          NEED_NONE, FIELDS(reset_fields),    0,               prepare_confirm },
	{ METHOD_GET,  "/login/recover",      recover_page,     NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/recover",      recover,          NEED_NONE, FIELDS(recover_fields),  0,               prepare_recovery },
	{ METHOD_GET,  "/login/reset/:key",   reset_page,       NEED_NONE, NO_FIELDS,               ROUTE_VISITOR,   NULL },
	{ METHOD_POST, "/login/reset",        reset,            NEED_NONE, FIELDS(reset_fields),    0,               prepare_reset },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "login", routes, LENGTH(routes));
}
