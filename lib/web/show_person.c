/* See show_person.h. */
#include "web/show_person.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/industry.h"
#include "domain/person_erase.h"

struct word {
	const char *word, *text;
};

static const char *say(const struct view *view, const struct word *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(words[i].word, word))
			return view_say(view, words[i].text);
	return word ? word : "";
}

const char *say_industry(const struct view *view, const char *word)
{
	static const struct word words[] = {
		{ "agriculture", N_("Agriculture and food") },
		{ "construction", N_("Construction") },
		{ "education", N_("Education and research") },
		{ "energy", N_("Energy and water") },
		{ "finance", N_("Banking and finance") },
		{ "government", N_("Public administration") },
		{ "health", N_("Health care") },
		{ "hospitality", N_("Hotels and restaurants") },
		{ "insurance", N_("Insurance") },
		{ "it", N_("Software and computers") },
		{ "legal", N_("Law and consulting") },
		{ "logistics", N_("Logistics and warehousing") },
		{ "manufacturing", N_("Manufacturing") },
		{ "media", N_("Media and marketing") },
		{ "nonprofit", N_("Charities and associations") },
		{ "real_estate", N_("Real estate") },
		{ "retail", N_("Shops and online shops") },
		{ "telecom", N_("Telecommunications") },
		{ "transport", N_("Transport and travel") },
		{ "other", N_("Something else") },
	};
	return say(view, words, LENGTH(words), word);
}

const char *say_role(const struct view *view, const char *role)
{
	static const struct word words[] = {
		{ "customer", N_("Customer") },
		{ "agent", N_("Agent") },
		{ "admin", N_("Administrator") },
	};
	return say(view, words, LENGTH(words), role);
}

const char *say_account_state(const struct view *view, const char *state)
{
	static const struct word words[] = {
		{ "guest", N_("Guest") },
		{ "waiting", N_("Waiting for approval") },
		{ "active", N_("Active") },
		{ "disabled", N_("Disabled") },
		{ "deleted", N_("Deleted") },
	};
	return say(view, words, LENGTH(words), state);
}

const char *say_name(struct view *view, const char *name)
{
	int64_t id;
	if (name == NULL || !text_starts(name, PERSON_GONE) ||
	        text_number(name + sizeof(PERSON_GONE) - 1, &id) != RC_OK)
		return name;
	return view_fill(view, N_("Deleted person #{1}"), name + sizeof(PERSON_GONE) - 1);
}

const char *account_state_tag(const char *state)
{
	if (text_equal(state, "active"))
		return "solved";
	if (text_equal(state, "waiting"))
		return "waiting";
	return text_equal(state, "disabled") ? "urgent" : "closed";
}

const char *say_permission(const struct view *view, enum permission permission)
{
	static const struct word words[] = {
		{ "all_tickets", N_("See the tickets of all teams") },
		{ "reply", N_("Reply to customers") },
		{ "note", N_("Write internal notes") },
		{ "assign", N_("Change status, priority, agent and team") },
		{ "moderate", N_("Moderate what customers post") },
		{ "articles", N_("Edit help articles") },
		{ "people", N_("Manage people") },
		{ "companies", N_("Manage companies") },
		{ "roles", N_("Manage roles and teams") },
		{ "settings", N_("Change settings") },
		{ "audit", N_("Read the audit log") },
		{ "reports", N_("Read reports") },
		{ "export", N_("Export lists") },
	};
	return say(view, words, LENGTH(words), permission_word(permission));
}

const char *say_company_right(const struct view *view, enum company_right right)
{
	static const struct word words[] = {
		{ "own", N_("Own tickets: opens tickets for the company") },
		{ "colleagues", N_("Colleagues’ tickets: reads and answers all of the company’s tickets") },
		{ "orders", N_("Orders: sees the company’s orders") },
		{ "finance", N_("Finance: sees invoices and edits the billing details") },
		{ "members", N_("Members: invites, changes and removes people") },
	};
	return say(view, words, LENGTH(words), company_right_word(right));
}

const char *say_membership(struct view *view, bool owner, const char *rights)
{
	static const struct word words[] = {
		{ "own", N_("own tickets") },
		{ "colleagues", N_("colleagues’ tickets") },
		{ "orders", N_("orders") },
		{ "finance", N_("finance") },
		{ "members", N_("members") },
	};
	if (owner)
		return view_say(view, N_("Owner: may do everything"));
	const char *text = "";
	for (size_t i = 0; i < LENGTH(words); i++) {
		const char *one = say(view, words, LENGTH(words), words[i].word);
		if (!(company_rights_read(rights) & COMPANY_BIT(i)))
			continue;
		text = *text ? view_fill(view, N_("{1}, {2}"), text, one) : one;
	}
	return *text ? view_fill(view, N_("May use: {1}"), text) : view_say(view, N_("No rights yet"));
}

void show_industries(struct view *view, const char *list, const char *chosen)
{
	view_option(view, list, 0, "", view_say(view, N_("Not told")), text_empty(chosen));
	for (size_t i = 0; industry_at(i); i++)
		view_option(view, list, i + 1, industry_at(i), say_industry(view, industry_at(i)),
		        text_equal(industry_at(i), chosen));
}
