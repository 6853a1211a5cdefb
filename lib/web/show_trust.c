/* See show_trust.h. */
#include "web/show_trust.h"

#include "base/message.h"
#include "base/text.h"

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

const char *say_trust_level(const struct view *view, int32_t level)
{
	static const char *const levels[TRUST__COUNT] = {
		[TRUST_NEW] = N_("Newcomer"),
		[TRUST_KNOWN] = N_("Known member"),
		[TRUST_REGULAR] = N_("Regular"),
		[TRUST_LEADER] = N_("Leader"),
	};
	return view_say(view, levels[level >= 0 && level < TRUST__COUNT ? level : 0]);
}

/* --- badges ----------------------------------------------------------------------------------- */

/* The numbers of badge.c stand here as words. */
static const struct {
	const char *name, *reason, *icon;
} badges[] = {
	[BADGE_FIRST_QUESTION] = { N_("First question"), N_("Asked in the forum"), "message-square" },
	[BADGE_FIRST_ANSWER] = { N_("First answer"), N_("Answered somebody in the forum"), "send" },
	[BADGE_TEN_ANSWERS] = { N_("Keeps answering"), N_("Ten answers in the forum"), "users" },
	[BADGE_SOLVER] = { N_("Solver"), N_("An answer was accepted"), "circle-check" },
	[BADGE_HELPER] = { N_("Helper"), N_("Five answers were accepted"), "life-buoy" },
	[BADGE_LIKED] = { N_("Well liked"), N_("Got ten likes"), "thumbs-up" },
	[BADGE_FIRST_IDEA] = { N_("First idea"), N_("Made a suggestion"), "lightbulb" },
	[BADGE_READER] = { N_("Reader"), N_("Read five hundred posts"), "book-open" },
	[BADGE_FAITHFUL] = { N_("Faithful"), N_("Was here on thirty days"), "sun" },
	[BADGE_WATCHFUL] = { N_("Watchful"), N_("Flagged three posts rightly"), "flag" },
};

_Static_assert(LENGTH(badges) == BADGE__COUNT, "each badge has a name");

static enum badge badge_of(const char *word)
{
	int i = 0;
	while (i < BADGE__COUNT && !text_equal(badge_word((enum badge)i), word))
		i++;
	return (enum badge)i;
}

const char *say_badge(const struct view *view, const char *badge)
{
	enum badge known = badge_of(badge);
	return known == BADGE__COUNT ? badge : view_say(view, badges[known].name);
}

const char *say_badge_reason(const struct view *view, const char *badge)
{
	enum badge known = badge_of(badge);
	return known == BADGE__COUNT ? "" : view_say(view, badges[known].reason);
}

const char *badge_icon(const char *badge)
{
	enum badge known = badge_of(badge);
	return known == BADGE__COUNT ? "tag" : badges[known].icon;
}

/* --- moderation ------------------------------------------------------------------------------- */

const char *say_held_for(const struct view *view, const char *held_for)
{
	static const struct word words[] = {
		{ "guest", N_("Sent without signing in") },
		{ "new", N_("One of a newcomer’s first texts") },
		{ "links", N_("Many links for a newcomer") },
		{ "flags", N_("Hidden by readers’ flags") },
		{ "moderator", N_("Held by a moderator") },
	};
	return say(view, words, LENGTH(words), held_for);
}

const char *say_flag_reason(const struct view *view, const char *reason)
{
	static const struct word words[] = {
		{ "spam", N_("Advertising or spam") },
		{ "rude", N_("Rude or hurtful") },
		{ "private", N_("Shows private data") },
		{ "other", N_("Something else is wrong") },
	};
	return say(view, words, LENGTH(words), reason);
}
