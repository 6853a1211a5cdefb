/* See show_suggestion.h. */
#include "web/show_suggestion.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/suggestion_status.h"
#include "web/page.h"
#include "web/view_path.h"

const char *say_suggestion_status(
        const struct view *view, const struct suggestion_rules *rules, const char *status)
{
	static const struct {
		const char *word, *text;
	} statuses[] = {
		{ STATUS_OPEN, N_("Open for votes") },
		{ STATUS_REVIEW, N_("Under review") },
		{ STATUS_PLANNED, N_("Planned") },
		{ STATUS_PROGRESS, N_("In progress") },
		{ STATUS_SHIPPED, N_("Shipped") },
		{ STATUS_DECLINED, N_("Declined") },
		{ STATUS_DUPLICATE, N_("Duplicate") },
	};
	const struct suggestion_rule *rule = suggestion_rule_of(rules, status);
	if (rule && rule->name)
		return rule->name;
	for (size_t i = 0; i < LENGTH(statuses); i++)
		if (text_equal(statuses[i].word, status))
			return view_say(view, statuses[i].text);
	return status ? status : "";
}

const char *suggestion_colour_tag(const char *colour)
{
	static const struct {
		const char *colour, *tag;
	} tags[] = {
		{ "blue", "open" },
		{ "orange", "waiting" },
		{ "green", "solved" },
		{ "purple", "new" },
		{ "red", "urgent" },
	};
	for (size_t i = 0; i < LENGTH(tags); i++)
		if (text_equal(tags[i].colour, colour))
			return tags[i].tag;
	return "closed";
}

const char *suggestion_status_tag(const struct suggestion_rules *rules, const char *status)
{
	const struct suggestion_rule *rule = suggestion_rule_of(rules, status);
	return suggestion_colour_tag(rule ? rule->colour : NULL);
}

const char *say_votes(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} vote"), N_("{n} votes"), count);
}

const char *say_comments(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} comment"), N_("{n} comments"), count);
}

const char *suggestion_url(struct request *request, const char *path, int64_t id)
{
	return urlf(request, path, arena_format(request->arena, "%lld", (long long)id));
}

/* --- the votes -------------------------------------------------------------------------------- */

static void show_vote_form(
        struct request *request, const char *hdf, const struct vote_box *box, const char *back)
{
	struct view *view = request->view;
	view_text(view, view_path(request->arena, hdf, "action"),
	        suggestion_url(request, "/suggestions/{1}/vote", box->id));
	view_text(view, view_path(request->arena, hdf, "back"), back);
	page_token(request, view_path(request->arena, hdf, "token"), "/suggestions/:id/vote");
}

void show_vote_box(struct request *request, const char *hdf, const struct vote_box *box, const char *back)
{
	struct view *view = request->view;
	view_number(view, view_path(request->arena, hdf, "id"), box->id);
	view_count(view, view_path(request->arena, hdf, "votes"), box->votes);
	view_text(view, view_path(request->arena, hdf, "text"),
	        arena_format(request->arena, "%s: %s", say_votes(view, box->votes), box->title));
	view_flag(view, view_path(request->arena, hdf, "voted"), box->voted);
	if (!box->open)
		return;
	if (request->signed_in)
		show_vote_form(request, hdf, box, back);
	else
		view_text(view, view_path(request->arena, hdf, "login_url"),
		        urlf(request, "/login?next={1}", box->url));
}

/* --- lists ------------------------------------------------------------------------------------ */

static bool row_takes_votes(const struct suggestion_row *row, const struct suggestion_rules *rules)
{
	return text_equal(row->state, "open") && suggestion_rule_votes(rules, row->status);
}

void show_suggestion_row(struct request *request, const char *list, size_t index,
        const struct suggestion_row *row, const struct suggestion_rules *rules, const char *back)
{
	struct view *view = request->view;
	struct vote_box box = { .id = row->id,
		.url = suggestion_url(request, "/suggestions/{1}", row->id),
		.title = row->title,
		.votes = row->vote_count,
		.voted = row->voted,
		.open = row_takes_votes(row, rules) };
	show_vote_box(request, view_item(view, list, index, "vote"), &box, back);
	view_text(view, view_item(view, list, index, "url"), box.url);
	view_text(view, view_item(view, list, index, "title"), row->title);
	view_text(view, view_item(view, list, index, "board"), row->board);
	view_text(view, view_item(view, list, index, "colour"), row->colour);
	view_text(
	        view, view_item(view, list, index, "comments_text"), say_comments(view, row->comment_count));
	view_flag(view, view_item(view, list, index, "held"), text_equal(row->state, "held"));
	if (text_equal(row->status, STATUS_OPEN))
		return;
	view_text(view, view_item(view, list, index, "status"), suggestion_status_tag(rules, row->status));
	view_text(view, view_item(view, list, index, "status_text"),
	        say_suggestion_status(view, rules, row->status));
}

/* --- texts ------------------------------------------------------------------------------------ */
