/*
 * Companies, as their own people run them: for whom one acts, members and their rights, invitations, billing
 * details. What of it a person sees is decided by access.c for each request.
 */
#include "company.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/secret.h"

static const struct field act_fields[] = {
	{ .name = "company",
	        .kind = FIELD_NUMBER,
	        .required = true,
	        .missing = N_("Choose for whom you act.") },
	{ .name = "next", .kind = FIELD_LINE, .max = 1000 },
};
static const struct field list_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};
static const struct field invite_fields[] = {
	{ .name = "mail",
	        .kind = FIELD_MAIL,
	        .required = true,
	        .max = LIMIT_MAIL,
	        .missing = N_("Write the address that the invitation goes to.") },
	RIGHT_FIELDS,
};
static const struct field member_fields[] = {
	{ .name = "owner", .kind = FIELD_FLAG },
	RIGHT_FIELDS,
	{ .name = "was", .kind = FIELD_LINE, .max = 200 },
	{ .name = "was_owner", .kind = FIELD_FLAG },
};
static const struct field billing_fields[] = {
	{ .name = "version", .kind = FIELD_NUMBER, .required = true },
	{ .name = "billing_name", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "billing_address", .kind = FIELD_TEXT, .max = LIMIT_BILLING_ADDRESS },
	{ .name = "billing_mail", .kind = FIELD_MAIL, .max = LIMIT_MAIL },
	{ .name = "tax_number", .kind = FIELD_LINE, .max = LIMIT_TAX_NUMBER },
};
static const struct field join_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
};
static const struct field new_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "password", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/company",                               mine_page,       NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/act",                           act,             NEED_LOGIN, FIELDS(act_fields),     0,             NULL },
	{ METHOD_GET,  "/company/invite/:key",                   invitation_page, NEED_NONE,  NO_FIELDS,              ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/company/invite",                        join,            NEED_LOGIN, FIELDS(join_fields),    0,             NULL },
	{ METHOD_POST, "/company/invite/new",                    join_new,        NEED_NONE,  FIELDS(new_fields),     0,             prepare_joining_new },
	{ METHOD_GET,  "/company/:id",                           overview_page,   NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/company/:id/leave",                     leave_page,      NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/:id/leave",                     leave,           NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/company/:id/members",                   members_page,    NEED_LOGIN, FIELDS(list_fields),    0,             NULL },
	{ METHOD_GET,  "/company/:id/members/:account",          member_page,     NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/:id/members/:account",          change_member,   NEED_LOGIN, FIELDS(member_fields),  0,             NULL },
	{ METHOD_GET,  "/company/:id/members/:account/remove",   remove_page,     NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/:id/members/:account/remove",   remove_member,   NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/:id/invites",                   invite,          NEED_LOGIN, FIELDS(invite_fields),  0,             prepare_invitation },
	{ METHOD_POST, "/company/:id/invites/:invite/again",     send_again,      NEED_LOGIN, NO_FIELDS,              0,             prepare_sending },
	{ METHOD_GET,  "/company/:id/invites/:invite/withdraw",  withdraw_page,   NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/:id/invites/:invite/withdraw",  withdraw,        NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/company/:id/billing",                   billing_page,    NEED_LOGIN, NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/company/:id/billing",                   save_billing,    NEED_LOGIN, FIELDS(billing_fields), 0,             NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "company", routes, LENGTH(routes));
}
