/*
 * The management's routes. A page function is in the file of its area; what input it gets stands here.
 * Administrators may everything; other staff see the areas of their role's permissions, the rest is missing.
 */
#include "admin.h"
#include "place.h"

#include "base/limits.h"
#include "base/message.h"
#include "web/route.h"
#include "web/show_audience.h"

/* What every list by name takes, see list.h; no order means by name. */
#define LIST_FIELDS                                                                                          \
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },                                            \
	        { .name = "sort", .kind = FIELD_CHOICE, .choices = "name name-down newest oldest" },         \
	{                                                                                                    \
		.name = "at", .kind = FIELD_LINE, .max = 60                                                  \
	}

/* --- people -------------------------------------------------------------------------------------- */

static const struct field people_fields[] = {
	LIST_FIELDS,
	{ .name = "role", .kind = FIELD_CHOICE, .choices = "customer agent admin" },
	{ .name = "state", .kind = FIELD_CHOICE, .choices = "active waiting guest disabled" },
	{ .name = "company", .kind = FIELD_NUMBER },
	{ .name = "factor", .kind = FIELD_CHOICE, .choices = "yes no" },
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
	LIST_FIELDS,
	{ .name = "state", .kind = FIELD_CHOICE, .choices = "active disabled" },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
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

static const struct field list_fields[] = {
	LIST_FIELDS,
};

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

/* The form stands below the list, which is shown again with it. */
static const struct field team_new_fields[] = {
	NAME_FIELD(N_("Give the team a name.")),
	LIST_FIELDS,
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

/* --- the community ------------------------------------------------------------------------------- */

static const struct field group_new_fields[] = {
	NAME_FIELD(N_("Give the group a name.")),
	LIST_FIELDS,
};

static const struct field group_read_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field group_fields[] = {
	NAME_FIELD(N_("Give the group a name.")),
	{ .name = "version", .kind = FIELD_NUMBER },
};

static const struct field group_add_fields[] = {
	{ .name = "mail", .kind = FIELD_MAIL, .required = true, .max = LIMIT_MAIL },
};

static const struct field category_order_fields[] = {
	{ .name = "up", .kind = FIELD_NUMBER },
	{ .name = "down", .kind = FIELD_NUMBER },
};

static const struct field category_fields[] = {
	PLACE_TEXT_FIELDS,
	{ .name = "slug", .kind = FIELD_LINE, .required = true, .max = 80 },
	{ .name = "colour", .kind = FIELD_LINE, .required = true, .max = 12 },
	AUDIENCE_FIELDS,
	{ .name = "guests", .kind = FIELD_FLAG },
	{ .name = "active", .kind = FIELD_FLAG },
	{ .name = "version", .kind = FIELD_NUMBER },
};

static const struct field board_fields[] = {
	PLACE_TEXT_FIELDS,
	{ .name = "slug", .kind = FIELD_LINE, .required = true, .max = 80 },
	{ .name = "colour", .kind = FIELD_LINE, .required = true, .max = 12 },
	AUDIENCE_FIELDS,
	{ .name = "position", .kind = FIELD_NUMBER },
	{ .name = "guests", .kind = FIELD_FLAG },
	{ .name = "active", .kind = FIELD_FLAG },
	{ .name = "version", .kind = FIELD_NUMBER },
};

static const struct field rule_fields[] = {
	PLACE_NAME_FIELDS,
	{ .name = "colour", .kind = FIELD_LINE, .required = true, .max = 12 },
	{ .name = "votes", .kind = FIELD_FLAG },
	{ .name = "roadmap", .kind = FIELD_FLAG },
	{ .name = "position", .kind = FIELD_LINE, .max = 10 },
	{ .name = "version", .kind = FIELD_NUMBER },
};

static const struct field topics_csv_fields[] = {
	{ .name = "category", .kind = FIELD_NUMBER },
	{ .name = "state", .kind = FIELD_CHOICE, .choices = "open held hidden deleted" },
};

static const struct field suggestions_csv_fields[] = {
	{ .name = "board", .kind = FIELD_NUMBER },
	{ .name = "status",
	        .kind = FIELD_CHOICE,
	        .choices = "open review planned progress shipped declined duplicate" },
	{ .name = "state", .kind = FIELD_CHOICE, .choices = "open held hidden deleted" },
};

static const struct field category_move_fields[] = {
	{ .name = "target",
	        .kind = FIELD_NUMBER,
	        .required = true,
	        .missing = N_("Choose another category.") },
};

/* Each number is checked with its range; an empty one, too. */
#define RULE(word)                                                                                           \
	{                                                                                                    \
		.name = (word), .kind = FIELD_LINE, .max = 10                                                \
	}

static const struct field community_fields[] = {
	{ .name = "before", .kind = FIELD_LINE, .required = true, .max = 200 },
	{ .name = "usual", .kind = FIELD_FLAG },
	RULE("known_topics"),
	RULE("known_posts"),
	RULE("known_days"),
	RULE("regular_topics"),
	RULE("regular_posts"),
	RULE("regular_days"),
	RULE("regular_likes"),
	RULE("new_posts_day"),
	RULE("new_links"),
	RULE("hold_first"),
	RULE("hide_flags"),
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

	{ METHOD_GET,  "/admin/roles",                    roles_page,         NEED_ROLES,    FIELDS(list_fields),     0, NULL },
	{ METHOD_GET,  "/admin/roles.csv",                roles_csv,          NEED_ROLES,    FIELDS(list_fields),     0, NULL },
	{ METHOD_GET,  "/admin/roles/new",                role_new_page,      NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/roles/new",                role_add,           NEED_ROLES,    FIELDS(role_fields),     0, NULL },
	{ METHOD_GET,  "/admin/roles/:id",                role_page,          NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/roles/:id",                role_change,        NEED_ROLES,    FIELDS(role_fields),     0, NULL },
	{ METHOD_GET,  "/admin/roles/:id/delete",         role_delete_page,   NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/roles/:id/delete",         role_delete,        NEED_ROLES,    NO_FIELDS,               0, NULL },

	{ METHOD_GET,  "/admin/teams",                    teams_page,         NEED_ROLES,    FIELDS(list_fields),     0, NULL },
	{ METHOD_GET,  "/admin/teams.csv",                teams_csv,          NEED_ROLES,    FIELDS(list_fields),     0, NULL },
	{ METHOD_POST, "/admin/teams",                    team_make,          NEED_ROLES,    FIELDS(team_new_fields), 0, NULL },
	{ METHOD_GET,  "/admin/teams/:id",                team_page,          NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/teams/:id",                team_change,        NEED_ROLES,    FIELDS(team_fields),     0, NULL },
	{ METHOD_POST, "/admin/teams/:id/members",        team_member_add,    NEED_ROLES,    FIELDS(person_fields),   0, NULL },
	{ METHOD_POST, "/admin/teams/:id/members/remove", team_member_remove, NEED_ROLES,    FIELDS(person_fields),   0, NULL },
	{ METHOD_POST, "/admin/teams/:id/topics",         team_topic_add,     NEED_ROLES,    FIELDS(topic_fields),    0, NULL },
	{ METHOD_POST, "/admin/teams/:id/topics/remove",  team_topic_remove,  NEED_ROLES,    FIELDS(topic_fields),    0, NULL },
	{ METHOD_GET,  "/admin/teams/:id/delete",         team_delete_page,   NEED_ROLES,    NO_FIELDS,               0, NULL },
	{ METHOD_POST, "/admin/teams/:id/delete",         team_remove,        NEED_ROLES,    NO_FIELDS,               0, NULL },

	{ METHOD_GET,  "/admin/groups",                    groups_page,         NEED_SETTINGS, FIELDS(list_fields),           0, NULL },
	{ METHOD_GET,  "/admin/groups.csv",                groups_csv,          NEED_SETTINGS, FIELDS(list_fields),           0, NULL },
	{ METHOD_POST, "/admin/groups",                    group_make,          NEED_SETTINGS, FIELDS(group_new_fields),      0, NULL },
	{ METHOD_GET,  "/admin/groups/:id",                group_page,          NEED_SETTINGS, FIELDS(group_read_fields),     0, NULL },
	{ METHOD_POST, "/admin/groups/:id",                group_change,        NEED_SETTINGS, FIELDS(group_fields),          0, NULL },
	{ METHOD_POST, "/admin/groups/:id/members",        group_member_add,    NEED_SETTINGS, FIELDS(group_add_fields),      0, NULL },
	{ METHOD_POST, "/admin/groups/:id/members/remove", group_member_remove, NEED_SETTINGS, FIELDS(person_fields),         0, NULL },
	{ METHOD_GET,  "/admin/groups/:id/delete",         group_delete_page,   NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/groups/:id/delete",         group_delete,        NEED_SETTINGS, NO_FIELDS,                     0, NULL },

	{ METHOD_GET,  "/admin/forum",                     categories_page,     NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_GET,  "/admin/forum.csv",                 categories_csv,      NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_GET,  "/admin/topics.csv",                topics_csv,          NEED_MODERATE, FIELDS(topics_csv_fields),     0, NULL },
	{ METHOD_POST, "/admin/forum/order",               category_order,      NEED_SETTINGS, FIELDS(category_order_fields), 0, NULL },
	{ METHOD_GET,  "/admin/forum/new",                 category_new_page,   NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/forum/new",                 category_add,        NEED_SETTINGS, FIELDS(category_fields),       0, NULL },
	{ METHOD_GET,  "/admin/forum/:id",                 category_page,       NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/forum/:id",                 category_save,       NEED_SETTINGS, FIELDS(category_fields),       0, NULL },
	{ METHOD_POST, "/admin/forum/:id/move",            category_move,       NEED_SETTINGS, FIELDS(category_move_fields),  0, NULL },
	{ METHOD_GET,  "/admin/forum/:id/delete",          category_delete_page, NEED_SETTINGS, NO_FIELDS,                    0, NULL },
	{ METHOD_POST, "/admin/forum/:id/delete",          category_delete,     NEED_SETTINGS, NO_FIELDS,                     0, NULL },

	{ METHOD_GET,  "/admin/boards",                    boards_page,         NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_GET,  "/admin/suggestions.csv",           suggestions_csv,     NEED_MODERATE, FIELDS(suggestions_csv_fields), 0, NULL },
	{ METHOD_GET,  "/admin/boards/new",                board_new_page,      NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/boards/new",                board_add,           NEED_SETTINGS, FIELDS(board_fields),          0, NULL },
	{ METHOD_GET,  "/admin/boards/:id",                board_page,          NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/boards/:id",                board_save,          NEED_SETTINGS, FIELDS(board_fields),          0, NULL },
	{ METHOD_GET,  "/admin/boards/:id/delete",         board_delete_page,   NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/boards/:id/delete",         board_delete,        NEED_SETTINGS, NO_FIELDS,                     0, NULL },

	{ METHOD_GET,  "/admin/statuses",                  rules_page,          NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_GET,  "/admin/statuses/:status",          rule_page,           NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/statuses/:status",          rule_save,           NEED_SETTINGS, FIELDS(rule_fields),           0, NULL },

	{ METHOD_GET,  "/admin/community",                 community_page,      NEED_SETTINGS, NO_FIELDS,                     0, NULL },
	{ METHOD_POST, "/admin/community",                 community_save,      NEED_SETTINGS, FIELDS(community_fields),      0, NULL },

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
