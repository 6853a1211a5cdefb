/* The statuses of suggestions: what each is called, its colour, whether it takes votes, its place in the
 * roadmap.
 */
#include "admin.h"
#include "place.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/suggestion_rule.h"
#include "domain/suggestion_status.h"
#include "web/page.h"
#include "web/show_audience.h"
#include "web/show_suggestion.h"

#define LAST_PLACE 99

/* A duplicate stands for another one: it takes no votes and has no column. */
static bool is_merged(const struct suggestion_rule *rule)
{
	return text_equal(rule->status, STATUS_DUPLICATE);
}

static const char *say_place(struct view *view, const struct suggestion_rule *rule)
{
	return rule->roadmap ? view_fill(view, N_("Column, place {1}"), view_digits(view, rule->position))
	                     : view_say(view, N_("Not shown"));
}

static const char *say_votes_of(struct view *view, const struct suggestion_rule *rule)
{
	return view_say(view, rule->votes ? N_("People can vote") : N_("Takes no votes"));
}

/* --- the list -------------------------------------------------------------------------------- */

static const char *say_count(struct view *view, int64_t count)
{
	if (count >= LIMIT_COUNT)
		return view_fill(view, N_("More than {1}"), view_digits(view, LIMIT_COUNT - 1));
	return view_digits(view, count);
}

static int64_t count_of(const struct db_rows *counts, const char *status)
{
	const struct suggestion_rule_count *items = counts->items;
	for (size_t i = 0; i < counts->count; i++)
		if (text_equal(items[i].status, status))
			return items[i].count;
	return 0;
}

static const char *say_column(struct view *view, const struct suggestion_rules *rules, const char *status)
{
	const char *columns[SUGGESTION_COLUMNS];
	size_t count = suggestion_rule_columns(rules, columns);
	for (size_t i = 0; i < count; i++)
		if (text_equal(columns[i], status))
			return view_fill(view, N_("Column {1}"), view_digits(view, (int64_t)i + 1));
	return view_say(view, N_("Not shown"));
}

static void show_row(
        struct request *request, size_t index, const struct suggestion_rules *rules, int64_t count)
{
	const struct suggestion_rule *rule = &rules->items[index];
	struct view *view = request->view;
	view_text(view, view_item(view, "Statuses", index, "url"),
	        urlf(request, "/admin/statuses/{1}", rule->status));
	view_text(
	        view, view_item(view, "Statuses", index, "tag"), suggestion_status_tag(rules, rule->status));
	view_text(view, view_item(view, "Statuses", index, "name"),
	        say_suggestion_status(view, rules, rule->status));
	if (rule->name)
		view_text(view, view_item(view, "Statuses", index, "usual"),
		        say_suggestion_status(view, NULL, rule->status));
	view_text(view, view_item(view, "Statuses", index, "roadmap_text"),
	        say_column(view, rules, rule->status));
	view_text(view, view_item(view, "Statuses", index, "votes_text"), say_votes_of(view, rule));
	view_text(view, view_item(view, "Statuses", index, "count"), say_count(view, count));
	view_text(view, view_item(view, "Statuses", index, "ideas_url"),
	        urlf(request, "/suggestions?status={1}&sort=new", rule->status));
}

enum rc rules_page(struct request *request)
{
	struct view *view = request->view;
	struct suggestion_rules rules;
	struct db_rows counts;
	enum rc rc = suggestion_rules_read(request->db, request->arena, request->language->code, &rules);
	if (rc == RC_OK)
		rc = suggestion_rule_counts(request->db, request->arena, &counts);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < SUGGESTION_RULES; i++)
		show_row(request, i, &rules, count_of(&counts, rules.items[i].status));
	admin_frame(request, "statuses");
	page_title(request, view_say(view, N_("Statuses of ideas")));
	view_text(view, "Status.roadmap_url", url(request, "/suggestions/roadmap"));
	return page_show(request, "admin/statuses");
}

/* --- one status ------------------------------------------------------------------------------ */

static enum rc read_rule(
        struct request *request, struct suggestion_rules *rules, const struct suggestion_rule **rule)
{
	const char *status = param_text(request, "status");
	if (!suggestion_status_is_known(status))
		return RC_NOT_FOUND;
	enum rc rc = suggestion_rules_read(request->db, request->arena, request->language->code, rules);
	*rule = suggestion_rule_of(rules, status);
	return rc;
}

static const char *say_meaning(const struct view *view, const char *status)
{
	static const struct {
		const char *status, *text;
	} texts[] = {
		{ STATUS_OPEN, N_("Where every idea begins: people vote, and nobody has answered yet.") },
		{ STATUS_REVIEW, N_("Your team is looking into it.") },
		{ STATUS_PLANNED, N_("Your team has decided to do it.") },
		{ STATUS_PROGRESS, N_("Your team is at work on it.") },
		{ STATUS_SHIPPED, N_("It is done and stands no longer among the open ideas.") },
		{ STATUS_DECLINED,
		        N_("Your team will not do it; it stands no longer among the open ideas.") },
		{ STATUS_DUPLICATE, N_("It was merged into another idea, which has its votes.") },
	};
	for (size_t i = 0; i < LENGTH(texts); i++)
		if (text_equal(texts[i].status, status))
			return view_say(view, texts[i].text);
	return "";
}

static void show_values(struct request *request, const struct suggestion_rule *rule)
{
	bool typed = request->method == METHOD_POST;
	struct view *view = request->view;
	view_text(view, "Form.position.value", arena_format(request->arena, "%d", rule->position));
	view_flag(view, "Form.votes.value", typed ? field_flag(request, "votes") : rule->votes);
	view_flag(view, "Form.roadmap.value", typed ? field_flag(request, "roadmap") : rule->roadmap);
	show_colours(
	        request, suggestion_rule_colour_at, typed ? field_text(request, "colour") : rule->colour);
}

static enum rc show_rule(
        struct request *request, const struct suggestion_rules *rules, const struct suggestion_rule *rule)
{
	const char *name = say_suggestion_status(request->view, rules, rule->status);
	struct view *view = request->view;
	struct db_rows texts;
	enum rc rc = suggestion_rule_texts(request->db, request->arena, rule->status, &texts);
	if (rc != RC_OK)
		return rc;
	show_values(request, rule);
	place_show_texts(request, &texts, false);
	admin_frame(request, "statuses");
	page_crumb(request, name, NULL);
	page_title(request, name);
	view_text(view, "Status.meaning", say_meaning(view, rule->status));
	view_text(view, "Status.usual_text",
	        view_fill(view, N_("Where this is empty, people read “{1}” in their language."),
	                say_suggestion_status(view, NULL, rule->status)));
	view_flag(view, "Status.merged", is_merged(rule));
	view_number(view, "Status.version", rule->version);
	view_text(view, "Status.action", urlf(request, "/admin/statuses/{1}", rule->status));
	view_text(view, "Status.ideas_url", urlf(request, "/suggestions?status={1}&sort=new", rule->status));
	page_token(request, "Token.status", "/admin/statuses/:status");
	return page_show(request, "admin/status");
}

enum rc rule_page(struct request *request)
{
	const struct suggestion_rule *rule;
	struct suggestion_rules rules;
	enum rc rc = read_rule(request, &rules, &rule);
	return rc == RC_OK ? show_rule(request, &rules, rule) : rc;
}

/* --- saving ---------------------------------------------------------------------------------- */

/* A status outside the roadmap keeps the place that it had. */
static void take_place(
        struct request *request, const struct suggestion_rule *rule, struct suggestion_rule_draft *draft)
{
	int64_t place = 0;
	draft->position = rule->position;
	if (is_merged(rule) || (!draft->roadmap && text_empty(field_text(request, "position"))))
		return;
	if (text_number(field_text(request, "position"), &place) == RC_OK && place >= 1 &&
	        place <= LAST_PLACE)
		draft->position = (int32_t)place;
	else
		request_error_text(request, "position",
		        view_fill(request->view, N_("Enter a number from {1} to {2}."),
		                view_digits(request->view, 1), view_digits(request->view, LAST_PLACE)));
}

static struct suggestion_rule_draft take_draft(struct request *request, const struct suggestion_rule *rule)
{
	struct suggestion_rule_draft draft = { .status = rule->status,
		.colour = field_text(request, "colour"),
		.votes = field_flag(request, "votes"),
		.roadmap = field_flag(request, "roadmap"),
		.version = (int32_t)field_number(request, "version") };
	size_t i = 0;
	while (suggestion_rule_colour_at(i) && !text_equal(suggestion_rule_colour_at(i), draft.colour))
		i++;
	if (!suggestion_rule_colour_at(i))
		request_error(request, "colour", N_("Choose a colour."));
	place_take_texts(request, &draft.texts, NULL);
	take_place(request, rule, &draft);
	return draft;
}

/* Somebody saved it meanwhile: what differs is shown, the form keeps what was entered. */
static enum rc show_conflict(struct request *request, const struct suggestion_rules *rules,
        const struct suggestion_rule *rule, const struct suggestion_rule_draft *draft)
{
	const struct suggestion_rule wanted = {
		.votes = draft->votes, .roadmap = draft->roadmap, .position = draft->position
	};
	struct view *view = request->view;
	struct db_rows texts;
	size_t count = 0;
	enum rc rc = suggestion_rule_texts(request->db, request->arena, rule->status, &texts);
	if (rc != RC_OK)
		return rc;
	place_show_names(request, &count, &texts, &draft->texts);
	place_show_difference(request, &count, view_say(view, N_("Colour")), say_colour(view, rule->colour),
	        say_colour(view, draft->colour));
	place_show_difference(request, &count, view_say(view, N_("Voting")), say_votes_of(view, rule),
	        say_votes_of(view, &wanted));
	place_show_difference(request, &count, view_say(view, N_("Roadmap")), say_place(view, rule),
	        say_place(view, &wanted));
	view_flag(view, "Status.conflict", true);
	request->response.status = 409;
	return show_rule(request, rules, rule);
}

enum rc rule_save(struct request *request)
{
	const struct suggestion_rule *rule;
	struct suggestion_rules rules;
	enum rc rc = read_rule(request, &rules, &rule);
	if (rc != RC_OK)
		return rc;
	struct suggestion_rule_draft draft = take_draft(request, rule);
	if (request_has_errors(request))
		return show_rule(request, &rules, rule);
	rc = suggestion_rule_change(request->db, request->arena, &request->who, &draft, request->now);
	if (rc == RC_DENIED && draft.version == rule->version)
		return RC_RETRY; /* it was changed since this transaction looked */
	if (rc == RC_DENIED)
		return show_conflict(request, &rules, rule, &draft);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/statuses"), "status-saved"));
}
