/*
 * What stands beside an act of the audit log, in words. The log holds codes and numbers only ("account 7 own
 * finance"); each act's are read here as whoever wrote them meant them. A code without a word is shown as it
 * is.
 */
#include "web/show_audit.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/trust.h"
#include "web/show_audience.h"
#include "web/show_person.h"
#include "web/show_suggestion.h"
#include "web/show_ticket.h"
#include "web/show_trust.h"

#define WORDS 24 /* of one detail; the rest is shown as it is */

struct reading {
	struct view *view;
	struct arena *arena;
	const char *action;
	const char *text; /* so far */
};

struct word {
	const char *word, *text;
};

static const char *find(const struct view *view, const struct word *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(words[i].word, word))
			return view_say(view, words[i].text);
	return NULL;
}

static void put(struct reading *reading, const char *part)
{
	const char *text = reading->text;
	if (text != NULL && part != NULL)
		reading->text = arena_format(reading->arena, "%s%s%s", text, *text ? " · " : "", part);
}

static const char *say_count(struct reading *reading, const char *digits)
{
	int64_t number;
	return text_number(digits, &number) == RC_OK ? view_digits(reading->view, number) : digits;
}

/* --- what one word means --------------------------------------------------------------------- */

static const char *say_role_word(const struct view *view, const char *word)
{
	for (enum permission one = 0; one < PERMISSION__COUNT; one++)
		if (text_equal(word, permission_word(one)))
			return say_permission(view, one);
	return text_equal(word, "factor") ? view_say(view, N_("Must use the second step")) : word;
}

static const char *say_company_word(const struct view *view, const char *word)
{
	for (enum company_right one = 0; one < COMPANY__COUNT; one++)
		if (text_equal(word, company_right_word(one)))
			return say_company_right(view, one);
	return text_equal(word, "owner") ? view_say(view, N_("Owner")) : word;
}

static const char *say_trust_word(const struct view *view, const char *word)
{
	static const struct word words[] = {
		{ "auto", N_("It moves by itself") },
		{ "none", N_("Not blocked") },
		{ "week", N_("Block for a week") },
		{ "month", N_("Block for 30 days") },
		{ "year", N_("Block for a year") },
	};
	static const char *const levels[TRUST__COUNT] = { "new", "known", "regular", "leader" };
	for (int32_t i = 0; i < TRUST__COUNT; i++)
		if (text_equal(levels[i], word))
			return say_trust_level(view, i);
	const char *text = find(view, words, LENGTH(words), word);
	return text != NULL ? text : word;
}

static const char *say_word(const struct reading *reading, const char *word)
{
	static const struct word words[] = {
		{ "address", N_("E-mail address") },
		{ "factor", N_("The second step was removed") },
	};
	struct view *view = reading->view;
	const char *action = reading->action;
	if (text_starts(action, "role."))
		return say_role_word(view, word);
	if (text_starts(action, "company."))
		return say_company_word(view, word);
	if (text_starts(action, "account.") && !text_equal(action, "account.edit"))
		return say_role(view, word);
	if (text_equal(action, "ticket.close"))
		return say_close_reason(view, word);
	if (text_starts(action, "ticket."))
		return say_ticket_state(view, SIDE_STAFF, word);
	if (text_starts(action, "forum.") || text_starts(action, "moderation."))
		return say_held_for(view, word);
	if (text_starts(action, "trust."))
		return say_trust_word(view, word);
	const char *text = find(view, words, LENGTH(words), word);
	return text != NULL ? text : word;
}

/* A word and the number after it; NULL if the word takes none. */
static const char *say_numbered(struct reading *reading, const char *word, const char *digits)
{
	static const struct word words[] = {
		{ "account", N_("Person {1}") },
		{ "comment", N_("Comment {1}") },
		{ "into", N_("Became part of idea {1}") },
		{ "post", N_("Post {1}") },
		{ "agent", N_("Agent, staff role {1}") },
		{ "invite", N_("Invitation {1}") },
		{ "ticket", N_("Ticket {1}") },
		{ "topic", N_("Topic {1}") },
		{ "tickets", N_("Tickets concerned: {1}") },
	};
	int64_t number;
	if (digits == NULL || text_number(digits, &number) != RC_OK)
		return NULL;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (text_equal(words[i].word, word))
			return view_fill(reading->view, words[i].text, say_count(reading, digits));
	return NULL;
}

/* --- details of a form of their own ---------------------------------------------------------- */

static const char *say_value(struct reading *reading, const char *name, const char *value)
{
	static const struct word policies[] = {
		{ "open", N_("Everybody") },
		{ "approve", N_("After approval") },
		{ "closed", N_("No one") },
	};
	const char *text = find(reading->view, policies, LENGTH(policies), value);
	if (text != NULL)
		return text;
	if (strstr(name, "_days") != NULL)
		return say_count(reading, value);
	return view_say(reading->view, text_equal(value, "1") ? N_("On") : N_("Off"));
}

/* Name, value before, value after. */
static void put_setting(struct reading *reading, char *const *words)
{
	static const struct word names[] = {
		{ "signup", N_("Who may sign up") },
		{ "guest_tickets", N_("Tickets without an account") },
		{ "mail_signin", N_("Sign-in by mail") },
		{ "factor_admins", N_("Second step for administrators") },
		{ "factor_customers", N_("Second step for customers") },
		{ "device_trust_days", N_("Days a device is remembered") },
		{ "delete_days", N_("Days until an account is deleted") },
	};
	const char *name = find(reading->view, names, LENGTH(names), words[0]);
	if (name == NULL) {
		for (int i = 0; i < 3; i++)
			put(reading, words[i]);
		return;
	}
	put(reading, view_fill(reading->view, N_("{1}: from “{2}” to “{3}”"), name,
	                     say_value(reading, words[0], words[1]), say_value(reading, words[0], words[2])));
}

/* List and rows. */
static void put_export(struct reading *reading, char *const *words)
{
	static const struct word lists[] = {
		{ "account", N_("People") },
		{ "person", N_("People") },
		{ "people", N_("People") },
		{ "company", N_("Companies") },
		{ "companies", N_("Companies") },
		{ "staff_role", N_("Staff roles") },
		{ "team", N_("Teams") },
		{ "audit", N_("Audit log") },
	};
	const char *list = find(reading->view, lists, LENGTH(lists), words[0]);
	put(reading, view_fill(reading->view, N_("{1}: {2} rows"), list != NULL ? list : words[0],
	                     say_count(reading, words[1])));
}

static bool is_number(const char *word)
{
	int64_t number;
	return text_number(word, &number) == RC_OK;
}

static const char *without_comma(char *word)
{
	word[strcspn(word, ",")] = '\0';
	return word;
}

/* "board 3 to 4", "topics 17 to 4", "3 4", "planned to shipped", "for account 7, ticket 9", "audience group
 * 2": of an act in the community. False: it is none of these. */
static bool put_community(struct reading *reading, char *const *words, size_t count)
{
	struct view *view = reading->view;
	const char *action = reading->action;
	if (count == 4 && text_equal(words[0], "board"))
		put(reading, view_fill(view, N_("From board {1} to board {2}"), say_count(reading, words[1]),
		                     say_count(reading, words[3])));
	else if (count == 4 && text_equal(words[0], "topics"))
		put(reading, view_fill(view, N_("Topics moved: {1}, to category {2}"),
		                     say_count(reading, words[1]), say_count(reading, words[3])));
	else if (count == 2 && text_equal(action, "forum.move"))
		put(reading, view_fill(view, N_("From category {1} to category {2}"),
		                     say_count(reading, words[0]), say_count(reading, words[1])));
	else if (count == 3 && text_equal(action, "suggestion.status"))
		put(reading, view_fill(view, N_("From “{1}” to “{2}”"),
		                     say_suggestion_status(view, NULL, words[0]),
		                     say_suggestion_status(view, NULL, words[2])));
	else if (count == 6 && text_equal(action, "status.change"))
		put(reading, view_fill(view, N_("“{1}”: {2}; {3}; column {4}"),
		                     say_suggestion_status(view, NULL, words[0]), say_colour(view, words[1]),
		                     view_say(view, text_equal(words[3], "yes") ? N_("People can vote")
		                                                                : N_("Takes no votes")),
		                     text_equal(words[5], "0") ? "–" : say_count(reading, words[5])));
	else if (count == 5 && text_equal(action, "suggestion.vote"))
		put(reading,
		        view_fill(view, N_("For person {1}, in ticket {2}"),
		                say_count(reading, without_comma(words[2])), say_count(reading, words[4])));
	else if (count == 3 && text_equal(words[0], "audience"))
		put(reading, say_audience(view, words[1],
		                     is_number(words[2]) ? say_count(reading, words[2]) : ""));
	else
		return false;
	return true;
}

/* --- the whole ------------------------------------------------------------------------------- */

static size_t split(char *text, char *words[WORDS])
{
	size_t count = 0;
	char *rest;
	for (char *word = strtok_r(text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
		if (count == WORDS)
			return 0;
		words[count++] = word;
	}
	return count;
}

static void put_words(struct reading *reading, char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *both = say_numbered(reading, words[i], i + 1 < count ? words[i + 1] : NULL);
		put(reading, both != NULL ? both : say_word(reading, words[i]));
		if (both != NULL)
			i++;
	}
}

const char *say_audit_detail(struct view *view, struct arena *arena, const char *action, const char *detail)
{
	struct reading reading = { .view = view, .arena = arena, .action = action, .text = "" };
	char *words[WORDS], *copy = arena_text(arena, detail);
	size_t count = copy == NULL ? 0 : split(copy, words);
	if (text_equal(detail, "not signed in"))
		return view_say(view, N_("Not signed in"));
	if (count == 0)
		return detail;
	if (count == 3 && text_equal(action, "settings.change"))
		put_setting(&reading, words);
	else if (count == 2 && text_equal(action, "export"))
		put_export(&reading, words);
	else if (count == 3 && text_equal(action, "account.merge"))
		put(&reading, view_fill(view, N_("Person {1} is now part of person {2}"),
		                      say_count(&reading, words[0]), say_count(&reading, words[2])));
	else if (!put_community(&reading, words, count))
		put_words(&reading, words, count);
	return reading.text != NULL ? reading.text : detail;
}
