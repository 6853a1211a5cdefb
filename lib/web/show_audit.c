/* See show_audit.h. */
#include "web/show_audit.h"

#include "base/message.h"
#include "base/text.h"

struct word {
	const char *word, *text;
};

/* By kind of thing, in the order in which they happen. */
static const struct word actions[] = {
	{ "sign-in", N_("Signed in") },
	{ "guest.sign-in", N_("Signed in as a guest") },
	{ "address-confirmed", N_("Confirmed an address") },
	{ "address-asked", N_("Asked for a new address") },
	{ "address-changed", N_("Changed the address") },
	{ "address-back", N_("Took the old address back") },
	{ "password-set", N_("Set a password") },
	{ "factor-on", N_("Turned the second step on") },
	{ "factor-off", N_("Turned the second step off") },
	{ "factor-reset", N_("Reset somebody’s second step") },
	{ "recovery-made", N_("Made recovery codes") },
	{ "recovery-used", N_("Used a recovery code") },
	{ "device-trusted", N_("Had a device remembered") },
	{ "devices-forgotten", N_("Had all devices forgotten") },
	{ "session-ended", N_("Ended a session") },
	{ "sessions-ended", N_("Ended the other sessions") },
	{ "profile-changed", N_("Changed the profile") },
	{ "picture.add", N_("Added a picture") },
	{ "picture.remove", N_("Removed the picture") },
	{ "data.export", N_("Downloaded all their data") },
	{ "ticket.open", N_("Opened a ticket") },
	{ "ticket.reply", N_("Replied as a customer") },
	{ "ticket.answer", N_("Replied to a customer") },
	{ "ticket.note", N_("Wrote an internal note") },
	{ "ticket.change", N_("Changed a ticket") },
	{ "ticket.close", N_("Closed a ticket") },
	{ "ticket.reopen", N_("Reopened a ticket") },
	{ "ticket.add-person", N_("Added somebody to a ticket") },
	{ "ticket.remove-person", N_("Removed somebody from a ticket") },
	{ "account.add", N_("Made an account") },
	{ "account.edit", N_("Edited an account") },
	{ "account.role", N_("Changed a person’s role") },
	{ "account.password", N_("Set somebody’s password") },
	{ "account.approve", N_("Approved an account") },
	{ "account.refuse", N_("Refused an account") },
	{ "account.disable", N_("Disabled an account") },
	{ "account.enable", N_("Enabled an account") },
	{ "account.sign-out", N_("Signed somebody out everywhere") },
	{ "account.factor", N_("Reset somebody’s second step") },
	{ "account.merge", N_("Merged two accounts") },
	{ "account.delete-wish", N_("Asked for the account to be deleted") },
	{ "account.delete-stop", N_("Kept the account after all") },
	{ "account.erase", N_("Deleted an account") },
	{ "company.create", N_("Made a company") },
	{ "company.edit", N_("Edited a company") },
	{ "company.billing", N_("Changed billing details") },
	{ "company.disable", N_("Disabled a company") },
	{ "company.enable", N_("Enabled a company") },
	{ "company.invite", N_("Invited somebody to a company") },
	{ "company.invite-again", N_("Repeated an invitation") },
	{ "company.invite-withdraw", N_("Withdrew an invitation") },
	{ "company.join", N_("Joined a company") },
	{ "company.add", N_("Added somebody to a company") },
	{ "company.rights", N_("Changed a member’s rights") },
	{ "company.owner", N_("Made or unmade an owner of a company") },
	{ "company.leave", N_("Left a company") },
	{ "company.remove", N_("Removed somebody from a company") },
	{ "role.add", N_("Made a staff role") },
	{ "role.change", N_("Changed a staff role") },
	{ "role.delete", N_("Deleted a staff role") },
	{ "team.add", N_("Made a team") },
	{ "team.rename", N_("Renamed a team") },
	{ "team.delete", N_("Deleted a team") },
	{ "team.member.add", N_("Added somebody to a team") },
	{ "team.member.remove", N_("Removed somebody from a team") },
	{ "team.topic.add", N_("Gave a topic to a team") },
	{ "team.topic.remove", N_("Took a topic from a team") },
	{ "settings.change", N_("Changed a setting") },
	{ "group.add", N_("Made a group") },
	{ "group.rename", N_("Renamed a group") },
	{ "group.delete", N_("Deleted a group") },
	{ "group.member.add", N_("Added somebody to a group") },
	{ "group.member.remove", N_("Removed somebody from a group") },
	{ "forum.category.add", N_("Made a forum category") },
	{ "forum.category.change", N_("Changed a forum category") },
	{ "forum.category.order", N_("Changed the order of forum categories") },
	{ "forum.category.move", N_("Moved the topics of a forum category") },
	{ "forum.category.delete", N_("Deleted a forum category") },
	{ "forum.edit", N_("Edited somebody’s post") },
	{ "forum.approve", N_("Approved a post") },
	{ "forum.hold", N_("Held a post back") },
	{ "forum.hide", N_("Hid a post") },
	{ "forum.delete", N_("Deleted a post") },
	{ "forum.restore", N_("Showed a post again") },
	{ "forum.accept", N_("Accepted an answer") },
	{ "forum.approve", N_("Approved a forum post") },
	{ "forum.close", N_("Closed a forum topic") },
	{ "forum.delete", N_("Deleted a forum post") },
	{ "forum.edit", N_("Edited a forum post") },
	{ "forum.hide", N_("Hid a forum post") },
	{ "forum.hold", N_("Held a forum post back for moderation") },
	{ "forum.move", N_("Moved a forum topic") },
	{ "forum.open", N_("Opened a forum topic again") },
	{ "forum.pin", N_("Pinned a forum topic") },
	{ "forum.restore", N_("Brought a forum post back") },
	{ "forum.unpin", N_("Unpinned a forum topic") },
	{ "suggestion.delete", N_("Deleted an idea") },
	{ "suggestion.edit", N_("Edited an idea") },
	{ "suggestion.hide", N_("Hid an idea") },
	{ "suggestion.merge", N_("Merged an idea into another") },
	{ "suggestion.move", N_("Moved an idea") },
	{ "suggestion.show", N_("Showed an idea again") },
	{ "suggestion.status", N_("Changed the status of an idea") },
	{ "suggestion.vote", N_("Voted in somebody’s name") },
	{ "board.add", N_("Made a board of ideas") },
	{ "board.change", N_("Changed a board of ideas") },
	{ "board.delete", N_("Deleted a board of ideas") },
	{ "status.change", N_("Changed a status of ideas") },
	{ "forum.accept", N_("Chose or took back an accepted answer") },
	{ "forum.close", N_("Closed a topic") },
	{ "forum.open", N_("Opened a topic again") },
	{ "forum.pin", N_("Pinned a topic") },
	{ "forum.unpin", N_("Took a topic’s pin away") },
	{ "forum.move", N_("Moved a topic") },
	{ "board.add", N_("Made a board of ideas") },
	{ "board.change", N_("Changed a board of ideas") },
	{ "board.delete", N_("Deleted a board of ideas") },
	{ "status.change", N_("Changed a status of ideas") },
	{ "suggestion.edit", N_("Edited somebody’s idea") },
	{ "suggestion.move", N_("Moved an idea to another board") },
	{ "suggestion.status", N_("Changed what becomes of an idea") },
	{ "suggestion.merge", N_("Merged two ideas") },
	{ "suggestion.hide", N_("Hid an idea or a comment") },
	{ "suggestion.show", N_("Showed an idea or a comment again") },
	{ "suggestion.delete", N_("Deleted an idea or a comment") },
	{ "suggestion.vote", N_("Voted for somebody") },
	{ "topic.ticket", N_("Made a ticket of a topic") },
	{ "topic.suggestion", N_("Made an idea of a topic") },
	{ "topic.link", N_("Linked a topic to an idea") },
	{ "topic.article", N_("Drafted an article of a topic") },
	{ "topic.show", N_("Showed a topic beside a ticket") },
	{ "topic.hide", N_("Took a topic away from a ticket") },
	{ "moderation.approve", N_("Approved a text") },
	{ "moderation.decline", N_("Declined a text") },
	{ "trust.level", N_("Gave somebody a level in the community") },
	{ "trust.block", N_("Blocked somebody in the community") },
	{ "trust.unblock", N_("Lifted a block in the community") },
	{ "export", N_("Exported a list") },
};

/* A group's word ends in a dot: all acts that begin with it. */
static const struct word groups[] = {
	{ "ticket.", N_("All acts on tickets") },
	{ "account.", N_("All acts on accounts") },
	{ "company.", N_("All acts on companies") },
	{ "role.", N_("All acts on staff roles") },
	{ "team.", N_("All acts on teams") },
	{ "group.", N_("All acts on groups") },
	{ "forum.", N_("All acts in the forum") },
	{ "suggestion.", N_("All acts on ideas") },
	{ "board.", N_("All acts on boards") },
	{ "suggestion.", N_("All acts on ideas") },
	{ "moderation.", N_("All judgements of moderators") },
	{ "trust.", N_("All acts on trust") },
};

static const struct word objects[] = {
	{ "account", N_("Person") },
	{ "ticket", N_("Ticket") },
	{ "company", N_("Company") },
	{ "staff_role", N_("Staff role") },
	{ "team", N_("Team") },
	{ "setting", N_("Settings") },
	{ "people_group", N_("Group") },
	{ "forum_category", N_("Forum category") },
	{ "forum_topic", N_("Forum topic") },
	{ "forum_post", N_("Forum post") },
	{ "suggestion", N_("Suggestion") },
	{ "suggestion_board", N_("Board") },
	{ "suggestion_comment", N_("Comment") },
	{ "suggestion_board", N_("Board of ideas") },
	{ "suggestion_rule", N_("Status of ideas") },
};

static const char *say(const struct view *view, const struct word *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(words[i].word, word))
			return view_say(view, words[i].text);
	return word ? word : "";
}

const char *say_audit_action(const struct view *view, const char *action)
{
	return say(view, actions, LENGTH(actions), action);
}

const char *say_audit_object(const struct view *view, const char *object)
{
	return say(view, objects, LENGTH(objects), object);
}

const char *audit_object_at(size_t index)
{
	return index < LENGTH(objects) ? objects[index].word : NULL;
}

const char *audit_group_at(size_t index, const char **text)
{
	if (index >= LENGTH(groups))
		return NULL;
	*text = groups[index].text;
	return groups[index].word;
}

const char *audit_action_at(size_t index)
{
	return index < LENGTH(actions) ? actions[index].word : NULL;
}
