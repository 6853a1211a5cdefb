/* Who may do what: every decision of the portal stands in this file. */
#include "domain/access.h"

#include "base/text.h"

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

bool may_use_desk(const struct account *who)
{
	return account_is_staff(who);
}

bool may_read_notes(const struct account *who)
{
	return account_is_staff(who);
}

bool may_read_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return account_is_staff(who) || (is_active(who) && who->id == ticket->requester_id);
}

bool may_write_ticket(const struct account *who, const struct ticket_rights *ticket)
{
	return may_read_ticket(who, ticket);
}

bool may_act_as_requester(const struct account *who, const struct ticket_rights *ticket)
{
	return is_active(who) && who->id == ticket->requester_id;
}

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
