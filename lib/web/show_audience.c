/* See show_audience.h. */
#include "web/show_audience.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/people_group.h"
#include "web/fields.h"

static const struct {
	const char *word, *text, *hint;
} audiences[] = {
	{ AUDIENCE_PUBLIC, N_("Everyone"), N_("Search engines, too.") },
	{ AUDIENCE_SIGNED_IN, N_("Everyone who is signed in"), NULL },
	{ AUDIENCE_COMPANY, N_("One company"), N_("Its members alone; write which one below.") },
	{ AUDIENCE_GROUP, N_("One group of people"), N_("Choose which one below.") },
	{ AUDIENCE_STAFF, N_("Staff"), N_("Customers do not see that it exists.") },
};

const char *say_audience(struct view *view, const char *audience, const char *name)
{
	if (text_equal(audience, AUDIENCE_COMPANY))
		return view_fill(view, N_("The company {1}"), name ? name : "…");
	if (text_equal(audience, AUDIENCE_GROUP))
		return view_fill(view, N_("The group {1}"), name ? name : "…");
	for (size_t i = 0; i < LENGTH(audiences); i++)
		if (text_equal(audiences[i].word, audience))
			return view_say(view, audiences[i].text);
	return audience;
}

const char *say_colour(const struct view *view, const char *colour)
{
	static const struct {
		const char *word, *text;
	} colours[] = {
		{ "blue", N_("Blue") },
		{ "green", N_("Green") },
		{ "purple", N_("Purple") },
		{ "orange", N_("Orange") },
		{ "red", N_("Red") },
		{ "teal", N_("Teal") },
		{ "grey", N_("Grey") },
	};
	for (size_t i = 0; i < LENGTH(colours); i++)
		if (text_equal(colours[i].word, colour))
			return view_say(view, colours[i].text);
	return colour;
}

void show_colours(struct request *request, const char *(*colour_at)(size_t index), const char *chosen)
{
	struct view *view = request->view;
	for (size_t i = 0; colour_at(i); i++)
		view_option(view, "Colours", i, colour_at(i), say_colour(view, colour_at(i)),
		        text_equal(colour_at(i), chosen));
}

/* --- the form --------------------------------------------------------------------------------- */

static void show_groups(struct request *request, const struct db_rows *rows, int64_t chosen)
{
	const struct people_group *groups = rows->items;
	struct view *view = request->view;
	view_option(view, "Groups", 0, "", view_say(view, N_("No group")), chosen == 0);
	for (size_t i = 0; i < rows->count; i++)
		view_option(view, "Groups", i + 1,
		        arena_format(request->arena, "%lld", (long long)groups[i].id), groups[i].name,
		        groups[i].id == chosen);
}

enum rc show_audience(struct request *request, const struct audience_choice *choice)
{
	bool typed = fields_are_typed(request, "audience"),
	     group = text_equal(choice->audience, AUDIENCE_GROUP);
	const char *audience = typed ? field_text(request, "audience") : choice->audience;
	int64_t chosen = typed ? field_number(request, "group") : group ? choice->id : 0;
	struct view *view = request->view;
	struct db_rows rows;
	enum rc rc = people_group_all(request->db, request->arena, &rows);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < LENGTH(audiences); i++) {
		view_option(view, "Audiences", i, audiences[i].word, view_say(view, audiences[i].text),
		        text_equal(audiences[i].word, audience));
		if (audiences[i].hint)
			view_text(view, view_item(view, "Audiences", i, "hint"),
			        view_say(view, audiences[i].hint));
	}
	show_groups(request, &rows, chosen);
	if (!typed && text_equal(choice->audience, AUDIENCE_COMPANY))
		view_text(view, "Form.company.value", choice->name);
	return RC_OK;
}

static enum rc take_company(struct request *request, struct audience_choice *choice)
{
	choice->name = field_text(request, "company");
	if (text_empty(choice->name)) {
		request_error(request, "company", N_("Write which company."));
		return RC_OK;
	}
	enum rc rc = audience_find_company(request->db, request->arena, choice->name, &choice->id);
	if (rc == RC_NOT_FOUND)
		request_error(request, "company", N_("No active company has this name."));
	if (rc == RC_CONFLICT)
		request_error(request, "company",
		        N_("Several companies have this name. Write the number of the one you mean."));
	return rc == RC_NOT_FOUND || rc == RC_CONFLICT ? RC_OK : rc;
}

static enum rc take_group(struct request *request, struct audience_choice *choice)
{
	struct people_group group;
	choice->id = field_number(request, "group");
	enum rc rc = choice->id > 0 ? people_group_find(request->db, request->arena, choice->id, &group)
	                            : RC_NOT_FOUND;
	if (rc != RC_NOT_FOUND)
		return rc;
	request_error(request, "group", N_("Choose a group."));
	return RC_OK;
}

enum rc take_audience(struct request *request, struct audience_choice *choice)
{
	*choice = (struct audience_choice){ .audience = field_text(request, "audience") };
	if (text_equal(choice->audience, AUDIENCE_COMPANY))
		return take_company(request, choice);
	return text_equal(choice->audience, AUDIENCE_GROUP) ? take_group(request, choice) : RC_OK;
}
