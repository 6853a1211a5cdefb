/* Who may do what: every decision of the portal stands in this file. */
#include "domain/access.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

/* --- words of sets --------------------------------------------------------------------------- */

static const char *const permission_words[] = {
	[PERMISSION_ALL_TICKETS] = "all_tickets",
	[PERMISSION_REPLY] = "reply",
	[PERMISSION_NOTE] = "note",
	[PERMISSION_ASSIGN] = "assign",
	[PERMISSION_MODERATE] = "moderate",
	[PERMISSION_ARTICLES] = "articles",
	[PERMISSION_PEOPLE] = "people",
	[PERMISSION_COMPANIES] = "companies",
	[PERMISSION_ROLES] = "roles",
	[PERMISSION_SETTINGS] = "settings",
	[PERMISSION_AUDIT] = "audit",
	[PERMISSION_REPORTS] = "reports",
	[PERMISSION_EXPORT] = "export",
};

static const char *const company_words[] = {
	[COMPANY_OWN] = "own",
	[COMPANY_COLLEAGUES] = "colleagues",
	[COMPANY_ORDERS] = "orders",
	[COMPANY_FINANCE] = "finance",
	[COMPANY_MEMBERS] = "members",
};

static uint32_t read_set(const char *text, const char *const *words, size_t count)
{
	uint32_t set = 0;
	while (text && *text) {
		size_t length = strcspn(text, " ");
		for (size_t i = 0; i < count; i++)
			if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
				set |= UINT32_C(1) << i;
		text += length + strspn(text + length, " ");
	}
	return set;
}

static const char *write_set(struct arena *arena, uint32_t set, const char *const *words, size_t count)
{
	const char *text = "";
	for (size_t i = 0; text && i < count; i++)
		if (set & UINT32_C(1) << i)
			text = arena_format(arena, "%s%s%s", text, *text ? " " : "", words[i]);
	return text;
}

const char *permission_word(enum permission permission)
{
	return permission < PERMISSION__COUNT ? permission_words[permission] : NULL;
}

uint32_t permissions_read(const char *words)
{
	return read_set(words, permission_words, LENGTH(permission_words));
}

const char *permissions_write(struct arena *arena, uint32_t permissions)
{
	return write_set(arena, permissions, permission_words, LENGTH(permission_words));
}

const char *company_right_word(enum company_right right)
{
	return right < COMPANY__COUNT ? company_words[right] : NULL;
}

uint32_t company_rights_read(const char *words)
{
	return read_set(words, company_words, LENGTH(company_words));
}

const char *company_rights_write(struct arena *arena, uint32_t rights)
{
	return write_set(arena, rights, company_words, LENGTH(company_words));
}

/* --- staff ----------------------------------------------------------------------------------- */

static bool is_active(const struct account *who)
{
	return who->id != 0 && text_equal(who->state, "active");
}

bool account_is_admin(const struct account *who)
{
	return is_active(who) && text_equal(who->role, "admin");
}

bool account_is_staff(const struct account *who)
{
	return account_is_admin(who) || (is_active(who) && text_equal(who->role, "agent"));
}

uint32_t permissions_of(const struct account *who)
{
	if (account_is_admin(who))
		return PERMISSIONS_EVERY;
	return account_is_staff(who) ? permissions_read(who->permissions) : 0;
}

bool may(const struct account *who, enum permission permission)
{
	return (permissions_of(who) & PERMISSION_BIT(permission)) != 0;
}

bool may_use_desk(const struct account *who)
{
	return account_is_staff(who);
}

bool may_use_admin(const struct account *who)
{
	const uint32_t areas = PERMISSION_BIT(PERMISSION_PEOPLE) | PERMISSION_BIT(PERMISSION_COMPANIES) |
	                       PERMISSION_BIT(PERMISSION_ROLES) | PERMISSION_BIT(PERMISSION_SETTINGS) |
	                       PERMISSION_BIT(PERMISSION_AUDIT);
	return (permissions_of(who) & areas) != 0;
}

bool may_grant(const struct account *who, uint32_t permissions, bool admin)
{
	if (admin)
		return account_is_admin(who);
	return account_is_staff(who) && (permissions & ~permissions_of(who)) == 0;
}

bool may_manage_teams(const struct account *who)
{
	return may(who, PERMISSION_ROLES) && may(who, PERMISSION_ALL_TICKETS);
}

bool may_lift_factor(const struct account *who, int64_t role_id, uint32_t permissions)
{
	return may_grant(who, permissions, false) && (account_is_admin(who) || who->role_id != role_id);
}

bool may_open_company(const struct account *who, int64_t members)
{
	return may(who, PERMISSION_COMPANIES) && (members == 0 || may(who, PERMISSION_ALL_TICKETS));
}

bool may_put_into_company(const struct account *who, const struct account *account, int64_t members)
{
	if (!may_open_company(who, members))
		return false;
	return account == NULL || text_equal(account->role, "customer") || may(who, PERMISSION_ALL_TICKETS);
}

bool may_manage_person(const struct account *who, const struct account *target, uint32_t role_permissions)
{
	if (!may(who, PERMISSION_PEOPLE) || text_equal(target->state, "deleted"))
		return false;
	if (text_equal(target->role, "customer"))
		return true;
	return may_grant(who, role_permissions, text_equal(target->role, "admin"));
}

bool may_restrict_person(const struct account *who, const struct account *target, uint32_t role_permissions)
{
	return who->id != target->id && may_manage_person(who, target, role_permissions);
}

/* --- companies ------------------------------------------------------------------------------- */

static bool has_right(const struct membership *member, enum company_right right)
{
	return member->company_id != 0 &&
	       (member->owner || (company_rights_read(member->rights) & COMPANY_BIT(right)) != 0);
}

bool may_in_company(const struct account *who, const struct membership *member, enum company_right right)
{
	return is_active(who) && has_right(member, right);
}

bool may_for_company(const struct account *who, enum company_right right)
{
	struct membership member = {
		.company_id = who->company_id, .owner = who->company_owner, .rights = who->company_rights
	};
	return may_in_company(who, &member, right);
}

int64_t ticket_company(const struct account *who)
{
	return may_for_company(who, COMPANY_OWN) ? who->company_id : 0;
}

bool may_see_company(const struct account *who, const struct membership *member)
{
	return is_active(who) && member->company_id != 0;
}

bool may_manage_member(const struct account *who, const struct membership *member,
        const struct membership *target, uint32_t rights, bool owner)
{
	if (!may_in_company(who, member, COMPANY_MEMBERS))
		return false;
	if (member->owner)
		return true;
	if (owner || target->owner)
		return false;
	uint32_t own = company_rights_read(member->rights);
	uint32_t granted = rights & ~company_rights_read(target->rights);
	return (granted & ~own) == 0;
}

/* --- tickets --------------------------------------------------------------------------------- */

/* The asking person's rights in the ticket's company. */
static bool holds(const struct ticket_rights *ticket, enum company_right right)
{
	struct membership member = { .company_id = ticket->member ? ticket->company_id : 0,
		.owner = ticket->member_owner,
		.rights = ticket->member_rights };
	return has_right(&member, right);
}

bool may_act_as_requester(const struct account *who, const struct ticket_rights *ticket)
{
	if (who->guest_ticket_id != 0)
		return who->guest_ticket_id == ticket->ticket_id && who->id == ticket->requester_id;
	if (!is_active(who))
		return false;
	if (ticket->company_id == 0)
		return who->id == ticket->requester_id;
	return holds(ticket, COMPANY_COLLEAGUES) ||
	       (who->id == ticket->requester_id && holds(ticket, COMPANY_OWN));
}

bool may_read_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return may_act_as_requester(who, ticket) ||
	       (is_active(who) && ticket->company_id != 0 && ticket->member && ticket->participant);
}

bool may_write_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return may_read_ticket(who, ticket);
}

bool may_work_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	if (!account_is_staff(who))
		return false;
	return ticket->team_id == 0 || ticket->in_team || ticket->assignee_id == who->id ||
	       may(who, PERMISSION_ALL_TICKETS);
}

bool may_reply_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return may_work_ticket(who, ticket) && may(who, PERMISSION_REPLY);
}

bool may_note_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return may_work_ticket(who, ticket) && may(who, PERMISSION_NOTE);
}

bool may_change_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return may_work_ticket(who, ticket) && may(who, PERMISSION_ASSIGN);
}

bool may_read_notes(const struct account *who, const struct ticket_rights *ticket)
{
	return may_work_ticket(who, ticket);
}

bool may_add_participants(const struct account *who, const struct ticket_rights *ticket)
{
	return ticket->company_id != 0 &&
	       (may_act_as_requester(who, ticket) || may_change_ticket(who, ticket));
}

/* --- articles -------------------------------------------------------------------------------- */

bool may_read_article(const struct account *who, const char *visibility)
{
	if (text_equal(visibility, "public"))
		return true;
	if (text_equal(visibility, "signed_in"))
		return is_active(who);
	return account_is_staff(who);
}

const char *readable_articles(const struct account *who)
{
	if (account_is_staff(who))
		return "public,signed_in,staff";
	return is_active(who) ? "public,signed_in" : "public";
}

/* --- forum and suggestions ------------------------------------------------------------------- */

struct audience_reader audience_reader(const struct account *who)
{
	bool signed_in = is_active(who);
	return (struct audience_reader){ .account_id = signed_in ? who->id : 0,
		.company_id = signed_in ? who->company_id : 0,
		.signed_in = signed_in,
		.staff = account_is_staff(who) };
}

bool may_read_audience(const struct account *who, const char *audience, bool belongs)
{
	if (text_equal(audience, AUDIENCE_PUBLIC) || account_is_staff(who))
		return true;
	if (text_equal(audience, AUDIENCE_SIGNED_IN))
		return is_active(who);
	if (text_equal(audience, AUDIENCE_COMPANY) || text_equal(audience, AUDIENCE_GROUP))
		return is_active(who) && belongs;
	return false;
}

bool may_see_state(const struct account *who, const char *state, int64_t author_id)
{
	if (text_equal(state, "open") || may_moderate(who))
		return true;
	if (text_equal(state, "held") || text_equal(state, "hidden"))
		return is_active(who) && author_id != 0 && who->id == author_id;
	return text_equal(state, "note") && account_is_staff(who);
}

bool may_moderate(const struct account *who)
{
	return may(who, PERMISSION_MODERATE);
}

bool may_post(const struct account *who)
{
	return is_active(who);
}

bool may_edit_post(const struct account *who, int64_t author_id, const char *state, bool closed)
{
	if (may_moderate(who))
		return true;
	return is_active(who) && author_id != 0 && who->id == author_id && !closed &&
	       (text_equal(state, "open") || text_equal(state, "held"));
}

bool may_accept_answer(const struct account *who, int64_t asker_id)
{
	return may_moderate(who) || (is_active(who) && asker_id != 0 && who->id == asker_id);
}

bool may_turn_into_ticket(const struct account *who)
{
	return may(who, PERMISSION_REPLY);
}

bool may_turn_into_suggestion(const struct account *who)
{
	return may_moderate(who);
}

bool may_turn_into_article(const struct account *who)
{
	return may(who, PERMISSION_ARTICLES);
}

bool may_see_topic_ticket(const struct account *who, int64_t asker_id)
{
	return account_is_staff(who) || (who->id != 0 && who->id == asker_id);
}
