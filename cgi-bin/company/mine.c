/* The companies of the person signed in, and for whom he acts. */
#include "company.h"

#include "base/message.h"
#include "base/text.h"
#include "web/show_person.h"

static void show_one(struct request *request, size_t index, const struct company *company)
{
	struct view *view = request->view;
	struct membership member = company_membership(company);
	bool active = may_see_company(&request->who, &member);
	view_text(view, view_item(view, "Companies", index, "name"), company->name);
	view_text(view, view_item(view, "Companies", index, "rights_text"),
	        say_membership(view, company->owner, company->rights));
	view_text(view, view_item(view, "Companies", index, "members_text"),
	        view_plural(view, N_("{n} member"), N_("{n} members"), company->member_count));
	view_flag(view, view_item(view, "Companies", index, "disabled"), !active);
	if (active)
		view_text(view, view_item(view, "Companies", index, "url"),
		        company_url(request, company->id, ""));
}

static const char *number_text(struct request *request, int64_t number)
{
	const char *text = arena_format(request->arena, "%lld", (long long)number);
	return text ? text : "";
}

/* The choices: himself, and each company that is not disabled. */
static void show_choices(struct request *request, const struct db_rows *rows)
{
	struct view *view = request->view;
	const struct company *companies = rows->items;
	size_t shown = 0;
	view_option(
	        view, "Choices", shown++, "0", view_say(view, N_("Myself")), request->who.company_id == 0);
	for (size_t i = 0; i < rows->count; i++) {
		struct membership member = company_membership(&companies[i]);
		if (may_see_company(&request->who, &member))
			view_option(view, "Choices", shown++, number_text(request, companies[i].id),
			        companies[i].name, request->who.company_id == companies[i].id);
	}
	view_flag(view, "Mine.may_choose", shown > 1);
}

enum rc mine_page(struct request *request)
{
	struct db_rows rows;
	enum rc rc = company_list_of(request->db, request->arena, request->who.id, &rows);
	if (rc != RC_OK)
		return rc;
	const struct company *companies = rows.items;
	page_title(request, view_say(request->view, N_("My companies")));
	for (size_t i = 0; i < rows.count; i++)
		show_one(request, i, &companies[i]);
	show_choices(request, &rows);
	view_text(request->view, "Mine.act_url", url(request, "/company/act"));
	page_token(request, "Token.act", "/company/act");
	return page_show(request, "company/mine");
}

enum rc act(struct request *request)
{
	int64_t id = field_number(request, "company");
	if (request_has_errors(request))
		return mine_page(request);
	enum rc rc = company_act(request->db, request->who.id, id, request->now);
	if (rc != RC_OK)
		return rc;
	const char *back = page_next(request, field_text(request, "next"), url(request, "/company"));
	return page_go(request, page_done(request, back, id ? "acting-company" : "acting-self"));
}
