/* What the pages of companies share: see company.h. */
#include "company.h"

#include "base/message.h"
#include "base/text.h"
#include "web/show_person.h"

/* --- the company of the address -------------------------------------------------------------- */

typedef enum rc read_fn(
        struct db *db, struct arena *arena, int64_t id, int64_t who_id, struct company *company);

static enum rc read_company(struct request *request, read_fn *read, struct company *company)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = read(request->db, request->arena, id, request->who.id, company);
	if (rc != RC_OK)
		return rc;
	struct membership member = company_membership(company);
	return may_see_company(&request->who, &member) ? RC_OK : RC_NOT_FOUND;
}

static enum rc read_company_for(
        struct request *request, read_fn *read, enum company_right right, struct company *company)
{
	enum rc rc = read_company(request, read, company);
	if (rc != RC_OK)
		return rc;
	struct membership member = company_membership(company);
	return may_in_company(&request->who, &member, right) ? RC_OK : RC_NOT_FOUND;
}

enum rc find_company(struct request *request, struct company *company)
{
	return read_company(request, company_find, company);
}

enum rc find_company_for(struct request *request, enum company_right right, struct company *company)
{
	return read_company_for(request, company_find, right, company);
}

enum rc lock_company(struct request *request, struct company *company)
{
	return read_company(request, company_lock, company);
}

enum rc lock_company_for(struct request *request, enum company_right right, struct company *company)
{
	return read_company_for(request, company_lock, right, company);
}

/* --- addresses and the frame ----------------------------------------------------------------- */

static const char *number_text(struct request *request, int64_t number)
{
	const char *text = arena_format(request->arena, "%lld", (long long)number);
	return text ? text : "";
}

const char *company_url(struct request *request, int64_t company_id, const char *rest)
{
	const char *path = arena_format(request->arena, "/company/{1}%s", rest);
	return path ? urlf(request, path, number_text(request, company_id)) : "";
}

const char *company_url_of(struct request *request, int64_t company_id, const char *rest, int64_t number)
{
	const char *path = arena_format(request->arena, "/company/{1}%s", rest);
	return path ? urlf(request, path, number_text(request, company_id), number_text(request, number))
	            : "";
}

void show_frame(struct request *request, const struct company *company, const char *middle,
        const char *middle_url, const char *title)
{
	const char *own = company_url(request, company->id, "");
	bool first = title == company->name;
	page_title(request, title);
	view_text(request->view, "Company.name", company->name);
	view_text(request->view, "Company.url", own);
	page_crumb(request, view_say(request->view, N_("My companies")), url(request, "/company"));
	page_crumb(request, company->name, first ? NULL : own);
	if (middle)
		page_crumb(request, middle, middle_url);
	if (!first)
		page_crumb(request, title, NULL);
}

enum rc show_question(struct request *request, const struct question *question)
{
	struct view *view = request->view;
	view_text(view, "Question.text", question->text);
	view_text(view, "Question.warning", question->warning);
	view_text(view, "Question.button", question->button);
	view_text(view, "Question.action", question->action);
	view_text(view, "Question.back", question->back);
	page_token(request, "Token.confirm", question->route);
	return page_show(request, "company/confirm");
}

/* --- rights in forms ------------------------------------------------------------------------- */

uint32_t sent_rights(const struct request *request)
{
	uint32_t rights = 0;
	for (int i = 0; i < COMPANY__COUNT; i++)
		if (field_flag(request, company_right_word((enum company_right)i)))
			rights |= COMPANY_BIT(i);
	return rights;
}

void show_rights(struct request *request, const struct membership *member, uint32_t held, uint32_t checked)
{
	struct view *view = request->view;
	for (size_t i = 0; i < COMPANY__COUNT; i++) {
		enum company_right right = (enum company_right)i;
		bool mine = may_in_company(&request->who, member, right);
		bool has = (held & COMPANY_BIT(i)) != 0;
		view_text(view, view_item(view, "Rights", i, "name"), company_right_word(right));
		view_text(view, view_item(view, "Rights", i, "text"), say_company_right(view, right));
		view_flag(view, view_item(view, "Rights", i, "checked"), (checked & COMPANY_BIT(i)) != 0);
		view_flag(view, view_item(view, "Rights", i, "locked"), !mine && !has);
		view_flag(view, view_item(view, "Rights", i, "one_way"), !mine && has);
	}
}
