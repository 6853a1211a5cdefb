/* A person's own account: the fields of its forms and the routes. The pages stand in the files beside. */
#include "account.h"

#include "base/limits.h"
#include "base/secret.h"
#include "web/show_follow.h"

static const struct field profile_fields[] = {
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "organisation", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
	{ .name = "industry_shown", .kind = FIELD_FLAG },
};
static const struct field preferences_fields[] = {
	{ .name = "lang", .kind = FIELD_LINE, .required = true, .max = 2 },
	{ .name = "zone", .kind = FIELD_LINE, .max = 64 },
	{ .name = "calendar", .kind = FIELD_CHOICE, .choices = "gregorian persian" },
	{ .name = "digits", .kind = FIELD_CHOICE, .choices = "latin" },
	{ .name = "theme", .kind = FIELD_CHOICE, .choices = "light dark contrast" },
	{ .name = "text_size", .kind = FIELD_CHOICE, .choices = "large larger" },
};
static const struct field password_fields[] = {
	{ .name = "current", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "password", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
};
static const struct field address_fields[] = {
	{ .name = "current", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
};
static const struct field key_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
};
static const struct field factor_fields[] = {
	{ .name = "current", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "proposal", .kind = FIELD_LINE, .max = 200 },
	{ .name = "code", .kind = FIELD_LINE, .required = true, .max = 40 },
};
static const struct field proof_fields[] = {
	{ .name = "current", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "code", .kind = FIELD_LINE, .required = true, .max = 40 },
};
static const struct field current_fields[] = {
	{ .name = "current", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
};
static const struct field delete_fields[] = {
	{ .name = "posts", .kind = FIELD_CHOICE, .choices = "stay go" },
	{ .name = "current", .kind = FIELD_PASSWORD, .required = true, .max = LIMIT_PASSWORD_MAX },
	{ .name = "code", .kind = FIELD_LINE, .max = 40 },
};
static const struct field keep_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .max = 100 },
};
static const struct field picture_fields[] = {
	{ .name = "picture", .kind = FIELD_FILES },
};
static const struct field place_fields[] = {
	{ .name = "at", .kind = FIELD_LINE, .max = 100 },
};
static const struct field session_fields[] = {
	{ .name = "id", .kind = FIELD_LINE, .required = true, .max = 2 * SECRET_HASH },
};
static const struct field notices_fields[] = {
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};
static const struct field read_notices_fields[] = {
	{ .name = "last", .kind = FIELD_NUMBER, .required = true },
};
static const struct field notifications_fields[] = {
	{ .name = "mail_ticket_answer", .kind = FIELD_FLAG },
	{ .name = "mail_ticket_state", .kind = FIELD_FLAG },
	{ .name = "mail_ticket_participant", .kind = FIELD_FLAG },
	{ .name = "mail_forum", .kind = FIELD_FLAG },
	{ .name = "mail_suggestion", .kind = FIELD_FLAG },
	{ .name = "mail_moderation", .kind = FIELD_FLAG },
	{ .name = "mail_company", .kind = FIELD_FLAG },
	{ .name = "portal_ticket_answer", .kind = FIELD_FLAG },
	{ .name = "portal_ticket_state", .kind = FIELD_FLAG },
	{ .name = "portal_ticket_participant", .kind = FIELD_FLAG },
	{ .name = "portal_forum", .kind = FIELD_FLAG },
	{ .name = "portal_suggestion", .kind = FIELD_FLAG },
	{ .name = "portal_moderation", .kind = FIELD_FLAG },
	{ .name = "portal_company", .kind = FIELD_FLAG },
	{ .name = "portal_security", .kind = FIELD_FLAG },
};
static const struct field all_follows_fields[] = {
	{ .name = "mail", .kind = FIELD_CHOICE, .required = true, .choices = "now daily off" },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/account",                     profile_page,         NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account",                     save_profile,         NEED_LOGIN, FIELDS(profile_fields),     0, NULL },
	{ METHOD_GET,  "/account/preferences",         preferences_page,     NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/preferences",         save_preferences,     NEED_LOGIN, FIELDS(preferences_fields), 0, NULL },

	{ METHOD_GET,  "/account/security",            security_page,        NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_GET,  "/account/security/password",   password_page,        NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/security/password",   change_password,      NEED_LOGIN, FIELDS(password_fields),    0, prepare_password_change },
	{ METHOD_GET,  "/account/security/address",    address_page,         NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/security/address",    ask_address,          NEED_LOGIN, FIELDS(address_fields),     0, prepare_address },
	{ METHOD_GET,  "/account/security/factor",     factor_page,          NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/security/factor",     turn_factor_on,       NEED_LOGIN, FIELDS(factor_fields),      ROUTE_SECRET, prove_password },
	{ METHOD_GET,  "/account/security/factor/off", factor_off_page,      NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/security/factor/off", turn_factor_off,      NEED_LOGIN, FIELDS(proof_fields),       0, prepare_factor_off },
	{ METHOD_GET,  "/account/security/codes",      recovery_page,        NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/security/codes",      make_recovery_codes,  NEED_LOGIN, FIELDS(proof_fields),       ROUTE_SECRET, prepare_factor_off },

	{ METHOD_GET,  "/account/address/:key",        confirm_address_page, NEED_NONE,  NO_FIELDS,                  ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/account/address",             confirm_address,      NEED_NONE,  FIELDS(key_fields),         0, count_link },
	{ METHOD_GET,  "/account/undo/:key",           undo_address_page,    NEED_NONE,  NO_FIELDS,                  ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/account/undo",                undo_address,         NEED_NONE,  FIELDS(key_fields),         0, count_link },

	{ METHOD_GET,  "/account/sessions",            sessions_page,        NEED_LOGIN, FIELDS(place_fields),       0, NULL },
	{ METHOD_POST, "/account/sessions/end",        end_session,          NEED_LOGIN, FIELDS(session_fields),     0, NULL },
	{ METHOD_POST, "/account/sessions/others",     end_other_sessions,   NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/sessions/forget",     forget_devices,       NEED_LOGIN, NO_FIELDS,                  0, NULL },

	{ METHOD_GET,  "/account/notices",             notices_page,         NEED_LOGIN, FIELDS(notices_fields),       0, NULL },
	{ METHOD_POST, "/account/notices",             read_notices,         NEED_LOGIN, FIELDS(read_notices_fields),  0, NULL },
	{ METHOD_POST, "/account/notices/:id",         follow_notice,        NEED_LOGIN, NO_FIELDS,                    0, NULL },
	{ METHOD_GET,  "/account/notifications",       notifications_page,   NEED_LOGIN, NO_FIELDS,                    0, NULL },
	{ METHOD_POST, "/account/notifications",       save_notifications,   NEED_LOGIN, FIELDS(notifications_fields), 0, NULL },

	{ METHOD_GET,  "/account/follows",             follows_page,         NEED_LOGIN, FIELDS(notices_fields),       0, NULL },
	{ METHOD_POST, "/account/follows",             change_follows,       NEED_LOGIN, FIELDS(all_follows_fields),   0, NULL },
	{ METHOD_POST, "/account/follows/:id",         change_follow,        NEED_LOGIN, FIELDS(follow_fields),        0, NULL },

	{ METHOD_GET,  "/account/data",                data_page,            NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/data",                take_data,            NEED_LOGIN, FIELDS(current_fields),     ROUTE_SECRET, prepare_data },
	{ METHOD_GET,  "/account/delete",              delete_page,          NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/delete",              plan_deletion,        NEED_LOGIN, FIELDS(delete_fields),      0, prepare_factor_off },
	{ METHOD_GET,  "/account/keep/:key",           keep_page,            NEED_NONE,  NO_FIELDS,                  ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/account/keep",                keep_account,         NEED_NONE,  FIELDS(keep_fields),        0, count_link },
	{ METHOD_GET,  "/account/picture",             picture_page,         NEED_LOGIN, NO_FIELDS,                  0, NULL },
	{ METHOD_POST, "/account/picture",             send_picture,         NEED_LOGIN, FIELDS(picture_fields),     ROUTE_UPLOAD, NULL },
	{ METHOD_POST, "/account/picture/remove",      remove_picture,       NEED_LOGIN, NO_FIELDS,                  0, NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "account", routes, LENGTH(routes));
}
