/*
 * The management's routes. A page function is in the file of its area; what input it gets stands here.
 * Administrators may everything; other staff see the areas of their role's permissions, the rest is missing.
 */
#include "admin.h"

#include "base/limits.h"
#include "base/message.h"
#include "web/route.h"

/* --- people -------------------------------------------------------------------------------------- */

static const struct field people_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "role", .kind = FIELD_CHOICE, .choices = "customer agent admin" },
	{ .name = "state", .kind = FIELD_CHOICE, .choices = "active waiting guest disabled" },
	{ .name = "company", .kind = FIELD_NUMBER },
	{ .name = "factor", .kind = FIELD_CHOICE, .choices = "yes no" },
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "name name-down newest oldest" },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field facts_fields[] = {
	{ .name = "version", .kind = FIELD_LINE, .required = true, .max = 20 },
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
	{ .name = "lang", .kind = FIELD_LINE, .required = true, .max = 2 },
	{ .name = "organisation", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
};

static const struct field grant_fields[] = {
	{ .name = "role", .kind = FIELD_LINE, .required = true, .max = 30 },
};

static const struct field other_fields[] = {
	{ .name = "with", .kind = FIELD_LINE, .max = LIMIT_MAIL },
};

static const struct field merge_fields[] = {
	{ .name = "other", .kind = FIELD_NUMBER, .required = true },
};

/* --- companies ----------------------------------------------------------------------------------- */

#define RIGHT_FIELDS                                                                                         \
	{ .name = "own", .kind = FIELD_FLAG }, { .name = "colleagues", .kind = FIELD_FLAG },                 \
	        { .name = "orders", .kind = FIELD_FLAG }, { .name = "finance", .kind = FIELD_FLAG },         \
	{                                                                                                    \
		.name = "members", .kind = FIELD_FLAG                                                        \
	}

static const struct field companies_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "state", .kind = FIELD_CHOICE, .choices = "active disabled" },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "name name-down newest oldest" },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field company_new_fields[] = {
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
};

static const struct field company_read_fields[] = {
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field company_fields[] = {
	{ .name = "version", .kind = FIELD_NUMBER, .required = true },
	{ .name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
	{ .name = "billing_name", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "billing_address", .kind = FIELD_TEXT, .max = LIMIT_BILLING_ADDRESS },
	{ .name = "billing_mail", .kind = FIELD_MAIL, .max = LIMIT_MAIL },
	{ .name = "tax_number", .kind = FIELD_LINE, .max = LIMIT_TAX_NUMBER },
};

static const struct field add_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
	{ .name = "owner", .kind = FIELD_FLAG },
	RIGHT_FIELDS,
};

static const struct field member_fields[] = {
	{ .name = "owner", .kind = FIELD_FLAG },
	RIGHT_FIELDS,
	{ .name = "was", .kind = FIELD_LINE, .max = 200 },
	{ .name = "was_owner", .kind = FIELD_FLAG },
};

/* --- roles, teams, audit, settings ------------------------------------------------------------- */

#define NAME_FIELD(text)                                                                                     \
	{                                                                                                    \
		.name = "name", .kind = FIELD_LINE, .required = true, .max = LIMIT_NAME, .missing = (text)   \
	}
#define MAY(word)                                                                                            \
	{                                                                                                    \
		.name = "may_" word, .kind = FIELD_FLAG                                                      \
	}

static const struct field role_fields[] = {
	NAME_FIELD(N_("Give the role a name.")),
	{ .name = "version", .kind = FIELD_NUMBER },
	{ .name = "second_factor", .kind = FIELD_FLAG },
	MAY("all_tickets"),
	MAY("reply"),
	MAY("note"),
	MAY("assign"),
	MAY("moderate"),
	MAY("articles"),
	MAY("people"),
	MAY("companies"),
	MAY("roles"),
	MAY("settings"),
	MAY("audit"),
	MAY("reports"),
	MAY("export"),
};

static const struct field team_fields[] = {
	NAME_FIELD(N_("Give the team a name.")),
	{ .name = "version", .kind = FIELD_NUMBER },
};

static const struct field person_fields[] = {
	{ .name = "person", .kind = FIELD_NUMBER, .required = true, .missing = N_("Choose a person.") },
};

static const struct field topic_fields[] = {
	{ .name = "topic", .kind = FIELD_NUMBER, .required = true, .missing = N_("Choose a topic.") },
};

static const struct field audit_fields[] = {
	{ .name = "who", .kind = FIELD_LINE, .max = LIMIT_MAIL },
	{ .name = "action", .kind = FIELD_LINE, .max = 40 },
	{ .name = "object", .kind = FIELD_LINE, .max = 20 },
	{ .name = "number", .kind = FIELD_NUMBER, .max = 20 },
	{ .name = "from", .kind = FIELD_LINE, .max = 20 },
	{ .name = "to", .kind = FIELD_LINE, .max = 20 },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field settings_fields[] = {
	{ .name = "before", .kind = FIELD_LINE, .required = true, .max = 100 },
	{ .name = "signup",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "open approve closed",
	        .missing = N_("Choose who may sign up.") },
	{ .name = "guest_tickets", .kind = FIELD_FLAG },
	{ .name = "mail_signin", .kind = FIELD_FLAG },
	{ .name = "factor_admins", .kind = FIELD_FLAG },
	{ .name = "factor_customers", .kind = FIELD_FLAG },
	{ .name = "device_trust_days", .kind = FIELD_NUMBER, .required = true },
	{ .name = "delete_days", .kind = FIELD_NUMBER, .required = true },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/admin", admin_page, NEED_MANAGEMENT, NO_FIELDS, 0, NULL },

	{ METHOD_GET,  "/admin/people",                   people_page,        NEED_PEOPLE,   FIELDS(people_fields),   0, NULL },
	{ METHOD_GET,  "/admin/people.csv",               people_csv,         NEED_PEOPLE,   FIELDS(people_fields),   0, NULL },
	{ METHOD_GET,  "/admin/people/:id",               person_page,        NEED_PEOPLE,   NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/people/:id",               person_save,        NEED_PEOPLE,   FIELDS(facts_fields),    0, NULL },
	{ METHOD_POST, "/admin/people/:id/role",          person_role,        NEED_PEOPLE,   FIELDS(grant_fields),    0, NULL },
	{ METHOD_GET,  "/admin/people/:id/merge",         merge_page,         NEED_PEOPLE,   FIELDS(other_fields),    0, NULL },
	{ METHOD_POST, "/admin/people/:id/merge",         merge_do,           NEED_PEOPLE,   FIELDS(merge_fields),    0, NULL },
	{ METHOD_GET,  "/admin/people/:id/:act",          act_page,           NEED_PEOPLE,   NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/people/:id/:act",          act_do,             NEED_PEOPLE,   NO_FIELDS,               0, NULL },

	{ METHOD_GET,  "/admin/companies",                companies_page,     NEED_COMPANIES, FIELDS(companies_fields), 0, NULL },
	{ METHOD_GET,  "/admin/companies.csv",            companies_csv,      NEED_COMPANIES, FIELDS(companies_fields), 0, NULL },
	{ METHOD_GET,  "/admin/companies/new",            company_new_page,   NEED_COMPANIES, NO_FIELDS,              0, NULL },
	{ METHOD_POST, "/admin/companies/new",            company_add,        NEED_COMPANIES, FIELDS(company_new_fields), 0, NULL },
	{ METHOD_GET,  "/admin/companies/:id",            company_page,       NEED_COMPANIES, FIELDS(company_read_fields), 0, NULL },
	{ METHOD_POST, "/admin/companies/:id",            company_save,       NEED_COMPANIES, FIELDS(company_fields), 0, NULL },
	{ METHOD_POST, "/admin/companies/:id/members",    company_add_member, NEED_COMPANIES, FIELDS(add_fields),     0, NULL },
	{ METHOD_GET,  "/admin/companies/:id/members/:account", company_member_page, NEED_COMPANIES, NO_FIELDS,       0, NULL },
	{ METHOD_POST, "/admin/companies/:id/members/:account", company_member_save, NEED_COMPANIES, FIELDS(member_fields), 0, NULL },
	{ METHOD_POST, "/admin/companies/:id/members/:account/remove", company_member_out, NEED_COMPANIES, NO_FIELDS, 0, NULL },
	{ METHOD_GET,  "/admin/companies/:id/:act",       company_act_page,   NEED_COMPANIES, NO_FIELDS,              0, NULL },
	{ METHOD_POST, "/admin/companies/:id/:act",       company_act_do,     NEED_COMPANIES, NO_FIELDS,              0, NULL },

	{ METHOD_GET,  "/admin/roles",                    roles_page,         NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_GET,  "/admin/roles.csv",                roles_csv,          NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_GET,  "/admin/roles/new",                role_new_page,      NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/roles/new",                role_add,           NEED_ROLES,    FIELDS(role_fields),     0, NULL },
	{ METHOD_GET,  "/admin/roles/:id",                role_page,          NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/roles/:id",                role_change,        NEED_ROLES,    FIELDS(role_fields),     0, NULL },
	{ METHOD_GET,  "/admin/roles/:id/delete",         role_delete_page,   NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/roles/:id/delete",         role_delete,        NEED_ROLES,    NO_FIELDS,               0, NULL },

	{ METHOD_GET,  "/admin/teams",                    teams_page,         NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_GET,  "/admin/teams.csv",                teams_csv,          NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/teams",                    team_make,          NEED_ROLES,    FIELDS(team_fields),     0, NULL },
	{ METHOD_GET,  "/admin/teams/:id",                team_page,          NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/teams/:id",                team_change,        NEED_ROLES,    FIELDS(team_fields),     0, NULL },
	{ METHOD_POST, "/admin/teams/:id/members",        team_member_add,    NEED_ROLES,    FIELDS(person_fields),   0, NULL },
	{ METHOD_POST, "/admin/teams/:id/members/remove", team_member_remove, NEED_ROLES,    FIELDS(person_fields),   0, NULL },
	{ METHOD_POST, "/admin/teams/:id/topics",         team_topic_add,     NEED_ROLES,    FIELDS(topic_fields),    0, NULL },
	{ METHOD_POST, "/admin/teams/:id/topics/remove",  team_topic_remove,  NEED_ROLES,    FIELDS(topic_fields),    0, NULL },
	{ METHOD_GET,  "/admin/teams/:id/delete",         team_delete_page,   NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/teams/:id/delete",         team_remove,        NEED_ROLES,    NO_FIELDS,               0, NULL },

	{ METHOD_GET,  "/admin/audit",                    audit_page,         NEED_AUDIT,    FIELDS(audit_fields),    0, NULL },
	{ METHOD_GET,  "/admin/audit.csv",                audit_csv,          NEED_AUDIT,    FIELDS(audit_fields),    0, NULL },

	{ METHOD_GET,  "/admin/settings",                 settings_page,      NEED_SETTINGS, NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/settings",                 settings_save,      NEED_SETTINGS, FIELDS(settings_fields), 0, NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "admin", routes, LENGTH(routes));
}
