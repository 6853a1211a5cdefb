/*
 * One person: facts, the form that edits them, the role, and what staff does to the account. Whoever may more
 * than the reader is missing here.
 */
#include "admin.h"

#include <string.h>

#include "base/language.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/company.h"
#include "domain/person.h"
#include "domain/staff_role.h"
#include "web/page.h"
#include "web/show_person.h"

/* --- who it is ------------------------------------------------------------------------------- */

static bool may_manage(const struct request *request, const struct person *person)
{
	struct account target = person_account(person);

	return may_manage_person(&request->who, &target, permissions_read(person->permissions));
}

bool admin_may_restrict(const struct request *request, const struct person *person)
{
	struct account target = person_account(person);

	return may_restrict_person(&request->who, &target, permissions_read(person->permissions));
}

static enum rc find(struct request *request, bool lock, struct person *person)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);

	if (rc == RC_OK)
		rc = lock ? person_lock(request->db, request->arena, id, person)
		          : person_read(request->db, request->arena, id, person);
	if (rc != RC_OK)
		return rc;
	return may_manage(request, person) ? RC_OK : RC_NOT_FOUND;
}

enum rc admin_person(struct request *request, struct person *person)
{
	return find(request, false, person);
}

enum rc admin_person_locked(struct request *request, struct person *person)
{
	return find(request, true, person);
}

/* --- the page -------------------------------------------------------------------------------- */

static const char *role_value(struct request *request, const char *role, int64_t role_id)
{
	if (!text_equal(role, "agent"))
		return role;
	return arena_format(request->arena, "agent-%lld", (long long)role_id);
}

static const char *say_person_role(struct request *request, const struct person *person)
{
	const char *role = say_role(request->view, person->role);

	if (person->staff_role == NULL)
		return role;
	return view_fill(request->view, N_("{1}: {2}"), role, person->staff_role);
}

/* The roles that the reader may give; the person's own stands among them, or the reader would not be here. */
static void show_roles(struct request *request, const struct person *person, const struct db_rows *rows)
{
	const struct staff_role *roles = rows->items;
	const char *own = role_value(request, person->role, person->role_id);
	struct view *view = request->view;
	size_t count = 0;

	view_option(
	        view, "Roles", count++, "customer", say_role(view, "customer"), text_equal(own, "customer"));
	for (size_t i = 0; i < rows->count; i++) {
		if (!may_grant(&request->who, permissions_read(roles[i].permissions), false))
			continue;
		const char *value = role_value(request, "agent", roles[i].id);
		const char *text = view_fill(view, N_("{1}: {2}"), say_role(view, "agent"), roles[i].name);
		view_option(view, "Roles", count++, value, text, text_equal(own, value));
	}
	if (may_grant(&request->who, 0, true))
		view_option(view, "Roles", count, "admin", say_role(view, "admin"), text_equal(own, "admin"));
}

static void show_facts(struct request *request, const struct person *person)
{
	struct view *view = request->view;

	view_text(view, "Person.name", person->name);
	view_text(view, "Person.mail", person->mail);
	view_text(view, "Person.initial", text_first(request->arena, person->name));
	view_number(view, "Person.id", person->id);
	view_text(view, "Person.state", account_state_tag(person->state));
	view_text(view, "Person.state_text", say_account_state(view, person->state));
	view_text(view, "Person.role_text", say_person_role(request, person));
	view_text(view, "Person.teams", person->teams);
	view_flag(view, "Person.no_password", !person->has_password);
	view_flag(view, "Person.self", person->id == request->who.id);
	view_time(view, "Person.since", person->created_at);
	view_time(view, "Person.seen", person->seen_at);
	view_time(view, "Person.factor", person->totp_since);
	view_time(view, "Person.delete", person->delete_at);
	view_count(view, "Person.codes", person->codes_left);
	view_count(view, "Person.sessions", person->session_count);
	view_count(view, "Person.devices", person->device_count);
	view_count(view, "Person.tickets", person->ticket_count);
	if (person->ticket_count > 0)
		view_text(view, "Person.tickets_url", urlf(request, "/desk?q={1}", person->mail));
}

static void show_companies(struct request *request, const struct db_rows *rows)
{
	const struct company *companies = rows->items;
	struct view *view = request->view;

	for (size_t i = 0; i < rows->count; i++) {
		if (may(&request->who, PERMISSION_COMPANIES))
			view_text(view, view_item(view, "Companies", i, "url"),
			        admin_url(request, "/admin/companies/{1}", companies[i].id));
		view_text(view, view_item(view, "Companies", i, "name"), companies[i].name);
		view_flag(view, view_item(view, "Companies", i, "owner"), companies[i].owner);
		view_flag(view, view_item(view, "Companies", i, "disabled"),
		        text_equal(companies[i].state, "disabled"));
	}
}

/* What was typed into the form that came back, else the person's own. */
static const char *chosen(const struct request *request, const char *field, const char *own)
{
	const char *typed = request->method == METHOD_POST ? form_value(&request->form, field) : NULL;

	return typed == NULL ? own : typed;
}

/* What the forms hold: the newest values, unless others were typed (page_show puts those in their place). */
static void show_form(struct request *request, const struct person *person)
{
	const char *lang = chosen(request, "lang", person->lang);
	struct view *view = request->view;

	view_text(view, "Form.name.value", person->name);
	view_text(view, "Form.mail.value", person->mail);
	view_text(view, "Form.organisation.value", person->organisation);
	for (size_t i = 0; i < language_count(); i++)
		view_option(view, "Tongues", i, language_at(i)->code, language_at(i)->name,
		        text_equal(lang, language_at(i)->code));
	show_industries(view, "Industries", chosen(request, "industry", person->industry));
	view_text(view, "Person.version", person_version(request->arena, person));
	view_text(view, "Person.edit_url", admin_url(request, "/admin/people/{1}", person->id));
	page_token(request, "Token.edit", "/admin/people/:id");
	if (!admin_may_restrict(request, person))
		return;
	view_text(view, "Person.role_url", admin_url(request, "/admin/people/{1}/role", person->id));
	view_text(view, "Person.merge_url", admin_url(request, "/admin/people/{1}/merge", person->id));
	page_token(request, "Token.role", "/admin/people/:id/role");
}

static enum rc show_person(struct request *request, const struct person *person)
{
	struct db_rows companies = { 0 }, roles;
	enum rc rc = staff_role_list(request->db, request->arena, &roles);

	if (rc == RC_OK)
		rc = company_list_of(request->db, request->arena, person->id, &companies);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "people");
	page_crumb(request, person->name, NULL);
	page_title(request, person->name);
	show_facts(request, person);
	show_companies(request, &companies);
	show_roles(request, person, &roles);
	show_form(request, person);
	admin_show_acts(request, person);
	return page_show(request, "admin/person");
}

enum rc person_page(struct request *request)
{
	struct person person;
	enum rc rc = admin_person(request, &person);

	return rc == RC_OK ? show_person(request, &person) : rc;
}

/* After a form that did not go through; in the POST's transaction. */
static enum rc show_again(struct request *request)
{
	return person_page(request);
}

/* --- the facts ------------------------------------------------------------------------------- */

static void show_difference(
        struct request *request, size_t *index, const char *label, const char *now, const char *wanted)
{
	struct view *view = request->view;

	if (text_equal(now, wanted))
		return;
	view_text(view, view_item(view, "Conflict", *index, "label"), view_say(view, label));
	view_text(view, view_item(view, "Conflict", *index, "now"), now);
	view_text(view, view_item(view, "Conflict", *index, "wanted"), wanted);
	(*index)++;
}

static const char *language_name(const char *code)
{
	const struct language *language = language_find(code);

	return language == NULL ? code : language->name;
}

/* Somebody changed the person meanwhile: both sides are shown, the form keeps what was typed. */
static enum rc show_conflict(
        struct request *request, const struct person *now, const struct person_facts *wanted)
{
	struct view *view = request->view;
	size_t count = 0;

	show_difference(request, &count, N_("Name"), now->name, wanted->name);
	show_difference(request, &count, N_("E-mail address"), now->mail, wanted->mail);
	show_difference(
	        request, &count, N_("Language"), language_name(now->lang), language_name(wanted->lang));
	show_difference(request, &count, N_("Organisation"), now->organisation, wanted->organisation);
	show_difference(request, &count, N_("Industry"), say_industry(view, now->industry),
	        say_industry(view, wanted->industry));
	view_flag(view, "Person.stale", true);
	request->response.status = 409;
	return show_again(request);
}

static enum rc edit(struct request *request, const struct person *locked, const struct person_facts *facts)
{
	enum rc rc = person_edit(request->db, request->arena, locked, facts, request->who.id, request->now);

	if (rc == RC_CONFLICT)
		request_error(
		        request, "mail", N_("Another account has this address. You can merge the two."));
	else if (rc == RC_INVALID)
		request_error(request, "lang", N_("Choose one of the options."));
	else
		return rc;
	return show_again(request);
}

/* A borrowed sign-in must not be able to take the account along: the own address asks for the password. */
static enum rc check_own_address(
        struct request *request, const struct person *locked, const struct person_facts *facts)
{
	const char *now = text_fold(request->arena, locked->mail);
	const char *wanted = text_fold(request->arena, facts->mail);

	if (now == NULL || wanted == NULL)
		return RC_NO_MEMORY;
	if (locked->id == request->who.id && !text_equal(now, wanted))
		request_error(
		        request, "mail", N_("Change your own address in your account, under Security."));
	return RC_OK;
}

enum rc person_save(struct request *request)
{
	const struct person_facts facts = { .name = field_text(request, "name"),
		.mail = field_text(request, "mail"),
		.lang = field_text(request, "lang"),
		.organisation = field_text(request, "organisation"),
		.industry = field_text(request, "industry") };
	struct person person;
	enum rc rc = admin_person_locked(request, &person);

	if (rc == RC_OK)
		rc = check_own_address(request, &person, &facts);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request);
	const char *version = person_version(request->arena, &person);
	if (version == NULL)
		return RC_NO_MEMORY;
	if (!text_equal(version, field_text(request, "version")))
		return show_conflict(request, &person, &facts);
	rc = edit(request, &person, &facts);
	if (rc != RC_OK || request_has_errors(request))
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/people/{1}", person.id), "person-saved"));
}

/* --- the role -------------------------------------------------------------------------------- */

struct wanted_role {
	const char *role;
	int64_t id;
};

/* "customer", "admin" or "agent-7", if the reader may give it. RC_DENIED: he may not, or it is none. */
static enum rc read_role(struct request *request, struct wanted_role *wanted)
{
	const char *value = field_text(request, "role");
	struct staff_role role;
	enum rc rc;

	*wanted = (struct wanted_role){ .role = value };
	if (text_equal(value, "customer"))
		return RC_OK;
	if (text_equal(value, "admin"))
		return may_grant(&request->who, 0, true) ? RC_OK : RC_DENIED;
	if (!text_starts(value, "agent-") || text_number(value + strlen("agent-"), &wanted->id) != RC_OK)
		return RC_DENIED;
	wanted->role = "agent";
	rc = staff_role_by_id(request->db, request->arena, wanted->id, &role);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_DENIED : rc;
	return may_grant(&request->who, permissions_read(role.permissions), false) ? RC_OK : RC_DENIED;
}

enum rc person_role(struct request *request)
{
	struct wanted_role wanted = { 0 };
	struct person person;
	enum rc rc = admin_person_locked(request, &person);

	if (rc == RC_OK && !admin_may_restrict(request, &person))
		rc = RC_NOT_FOUND;
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_again(request);
	rc = read_role(request, &wanted);
	if (rc == RC_OK)
		rc = person_set_role(request->db, request->arena, &person, wanted.role, wanted.id,
		        request->who.id, request->now);
	if (rc == RC_OK)
		return page_go(request,
		        page_done(request, admin_url(request, "/admin/people/{1}", person.id), "role-set"));
	if (rc == RC_CONFLICT)
		request_error(
		        request, "role", N_("This is the last administrator. Make somebody else one first."));
	else if (rc == RC_DENIED || rc == RC_INVALID)
		request_error(request, "role", N_("Choose one of the options."));
	else
		return rc;
	return show_again(request);
}
