/* The community's rules: how people become known, what newcomers may, when flags hide a post. */
#include "admin.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/trust.h"
#include "web/page.h"

static const struct {
	const char *name, *label;
} labels[] = {
	{ "known_topics", N_("Topics read") },
	{ "known_posts", N_("Posts read") },
	{ "known_days", N_("Days on which they were here") },
	{ "regular_topics", N_("Topics read") },
	{ "regular_posts", N_("Posts read") },
	{ "regular_days", N_("Days on which they were here") },
	{ "regular_likes", N_("Likes given, and likes got") },
	{ "new_posts_day", N_("Texts in 24 hours") },
	{ "new_links", N_("Links in one text") },
	{ "hold_first", N_("First texts that wait for a moderator") },
	{ "hide_flags", N_("Flags that hide a post") },
};

static const char *label_of(struct view *view, const char *name)
{
	for (size_t i = 0; i < LENGTH(labels); i++)
		if (text_equal(labels[i].name, name))
			return view_say(view, labels[i].label);
	return name;
}

/* What the form shows, for telling whether somebody saved other numbers meanwhile. */
static const char *as_text(struct request *request, struct trust_rules rules)
{
	const char *text = "";
	for (size_t i = 0; text && trust_rule_at(i); i++)
		text = arena_format(
		        request->arena, "%s%s%d", text, i ? " " : "", *trust_rule_value(&rules, i));
	return text;
}

/* --- showing --------------------------------------------------------------------------------- */

static void show_number(struct request *request, const struct trust_rule *rule, int32_t value)
{
	struct view *view = request->view;
	const char *hint =
	        view_fill(view, N_("From {1} to {2}; usually {3}."), view_digits(view, rule->least),
	                view_digits(view, rule->most), view_digits(view, rule->usual));
	view_text(view, arena_format(request->arena, "Label.%s", rule->name), label_of(view, rule->name));
	view_text(view, arena_format(request->arena, "Hint.%s", rule->name), hint);
	view_number(view, arena_format(request->arena, "Form.%s.value", rule->name), value);
}

static enum rc show_form(struct request *request, struct trust_rules stored, struct trust_rules shown)
{
	struct view *view = request->view;
	admin_frame(request, "community");
	page_title(request, view_say(view, N_("Community rules")));
	for (size_t i = 0; trust_rule_at(i); i++)
		show_number(request, trust_rule_at(i), *trust_rule_value(&shown, i));
	view_text(view, "Community.before", as_text(request, stored));
	view_text(view, "Community.action", url(request, "/admin/community"));
	page_token(request, "Token.community", "/admin/community");
	return page_show(request, "admin/community");
}

enum rc community_page(struct request *request)
{
	struct trust_rules rules;
	enum rc rc = trust_rules_read(request->db, request->arena, &rules);
	return rc == RC_OK ? show_form(request, rules, rules) : rc;
}

/* --- saving ---------------------------------------------------------------------------------- */

static void take_number(struct request *request, const struct trust_rule *rule, int32_t *value)
{
	int64_t number;
	struct view *view = request->view;
	bool fits = text_number(field_text(request, rule->name), &number) == RC_OK && number >= rule->least &&
	            number <= rule->most;
	if (fits)
		*value = (int32_t)number;
	else
		request_error_text(request, rule->name,
		        view_fill(view, N_("Enter a number from {1} to {2}."), view_digits(view, rule->least),
		                view_digits(view, rule->most)));
}

static struct trust_rules wanted_rules(struct request *request)
{
	struct trust_rules rules = trust_rules_default();
	if (field_flag(request, "usual"))
		return rules;
	for (size_t i = 0; trust_rule_at(i); i++)
		take_number(request, trust_rule_at(i), trust_rule_value(&rules, i));
	return rules;
}

/* Somebody saved other numbers meanwhile: what differs is shown, the form keeps what was entered. */
static enum rc show_conflict(struct request *request, struct trust_rules stored, struct trust_rules wanted)
{
	struct view *view = request->view;
	size_t count = 0;
	for (size_t i = 0; trust_rule_at(i); i++) {
		int32_t now = *trust_rule_value(&stored, i), then = *trust_rule_value(&wanted, i);
		if (now == then)
			continue;
		view_text(view, view_item(view, "Conflicts", count, "label"),
		        label_of(view, trust_rule_at(i)->name));
		view_text(view, view_item(view, "Conflicts", count, "now"), view_digits(view, now));
		view_text(view, view_item(view, "Conflicts", count++, "wanted"), view_digits(view, then));
	}
	request->response.status = 409;
	return show_form(request, stored, wanted);
}

enum rc community_save(struct request *request)
{
	struct trust_rules stored, wanted = wanted_rules(request);
	enum rc rc = trust_rules_lock(request->db, request->arena, &stored);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_form(request, stored, wanted);
	const char *before = as_text(request, stored), *after = as_text(request, wanted);
	if (!before || !after)
		return RC_NO_MEMORY;
	if (!text_equal(before, field_text(request, "before")) && !text_equal(before, after))
		return show_conflict(request, stored, wanted);
	rc = trust_rules_write(request->db, request->arena, &request->who, &wanted, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/community"), "settings-saved"));
}
