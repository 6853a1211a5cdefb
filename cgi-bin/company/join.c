/*
 * An invitation, as whoever follows its link meets it. Reading it changes nothing; the link proves the
 * address, so who has no account yet gets one here. An invitation reaches its own address and nobody else.
 */
#include "company.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "domain/company_invite.h"
#include "web/password_form.h"
#include "web/show_person.h"

static enum rc show_dead(struct request *request)
{
	page_title(request, view_say(request->view, N_("This invitation does not work any more")));
	request->response.status = 404;
	return page_show(request, "company/dead");
}

/* --- who is there ---------------------------------------------------------------------------- */

enum guest {
	GUEST_INVITED, /* signed in with the invited address */
	GUEST_OTHER,   /* signed in with another */
	GUEST_KNOWN,   /* not signed in, the address has an account */
	GUEST_NEW,     /* not signed in, it has none, or a guest's */
};

static enum rc find_guest(struct request *request, const struct company_invite *invite, enum guest *guest)
{
	if (request->signed_in) {
		const char *key = text_fold(request->arena, request->who.mail);
		*guest = key && text_equal(key, invite->mail_key) ? GUEST_INVITED : GUEST_OTHER;
		return key ? RC_OK : RC_NO_MEMORY;
	}
	struct account account;
	enum rc rc = account_by_mail(request->db, request->arena, invite->mail, &account);
	bool known = rc == RC_OK && !text_equal(account.state, "guest");
	*guest = known ? GUEST_KNOWN : GUEST_NEW;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* --- the page -------------------------------------------------------------------------------- */

static void show_offer(struct request *request, const struct company_invite *invite)
{
	struct view *view = request->view;
	size_t shown = 0;
	page_title(request, view_fill(view, N_("Invitation to {1}"), invite->company));
	view_text(view, "Invite.company", invite->company);
	view_text(view, "Invite.mail", invite->mail);
	if (invite->inviter)
		view_text(view, "Invite.text",
		        view_fill(view, N_("{1} invites you to act for {2}."), invite->inviter,
		                invite->company));
	else
		view_text(view, "Invite.text",
		        view_fill(view, N_("You are invited to act for {1}."), invite->company));
	for (int i = 0; i < COMPANY__COUNT; i++)
		if (company_rights_read(invite->rights) & COMPANY_BIT(i))
			view_text(view, view_item(view, "Rights", shown++, "text"),
			        say_company_right(view, (enum company_right)i));
}

static void show_ways(
        struct request *request, const char *key, const struct company_invite *invite, enum guest guest)
{
	struct view *view = request->view;
	const char *here = urlf(request, "/company/invite/{1}", key);
	view_text(view, "Invite.key", key);
	switch (guest) {
	case GUEST_INVITED:
		view_text(view, "Invite.join_url", url(request, "/company/invite"));
		page_token(request, "Token.join", "/company/invite");
		break;
	case GUEST_OTHER:
		view_flag(view, "Invite.foreign", true);
		view_text(view, "Invite.foreign_text",
		        view_fill(view, N_("It was sent to {1}, but you are signed in as {2}."), invite->mail,
		                request->who.mail));
		break;
	case GUEST_KNOWN:
		view_text(view, "Invite.login_url", urlf(request, "/login?next={1}", here));
		break;
	case GUEST_NEW:
		view_text(view, "Invite.new_url", url(request, "/company/invite/new"));
		show_password_rule(request);
		page_token(request, "Token.new", "/company/invite/new");
		break;
	}
}

static enum rc show_invitation(struct request *request, const char *key, const struct company_invite *invite)
{
	enum guest guest;
	enum rc rc = find_guest(request, invite, &guest);
	if (rc != RC_OK)
		return rc;
	show_offer(request, invite);
	show_ways(request, key, invite, guest);
	return page_show(request, "company/invitation");
}

enum rc invitation_page(struct request *request)
{
	struct company_invite invite;
	const char *key = param_text(request, "key");
	enum rc rc = company_invite_by_link(request->db, request->arena, key, request->now, &invite);
	if (rc == RC_NOT_FOUND)
		return show_dead(request);
	return rc == RC_OK ? show_invitation(request, key, &invite) : rc;
}

/* --- joining --------------------------------------------------------------------------------- */

static enum rc accept(
        struct request *request, const char *key, const struct company_invite *invite, int64_t account_id)
{
	enum rc rc = company_invite_accept(request->db, request->arena, invite, account_id, request->now);
	if (rc == RC_NOT_FOUND)
		return show_dead(request);
	if (rc == RC_TOO_LARGE)
		request_error(
		        request, "", N_("The company has no room for another member. Ask it to make some."));
	if (rc == RC_LIMITED)
		request_error(request, "",
		        N_("You belong to as many companies as one person can. Leave one first."));
	return rc == RC_TOO_LARGE || rc == RC_LIMITED ? show_invitation(request, key, invite) : rc;
}

/* Signed in with the invited address; for anybody else the page says so. */
enum rc join(struct request *request)
{
	struct company_invite invite;
	enum guest guest;
	const char *key = field_text(request, "key");
	enum rc rc = company_invite_by_link(request->db, request->arena, key, request->now, &invite);
	if (rc == RC_NOT_FOUND)
		return show_dead(request);
	if (rc == RC_OK)
		rc = find_guest(request, &invite, &guest);
	if (rc != RC_OK)
		return rc;
	if (guest != GUEST_INVITED)
		return show_invitation(request, key, &invite);
	rc = accept(request, key, &invite, request->who.id);
	if (rc != RC_OK || request_has_errors(request) || request->response.status != 200)
		return rc;
	return page_go(
	        request, page_done(request, company_url(request, invite.company_id, ""), "company-joined"));
}

enum rc prepare_joining_new(struct request *request)
{
	struct company_invite invite;
	int count;
	enum rc rc = attempt_count(request->db, "company-join", request->network, HOUR, request->now, &count);
	if (rc != RC_OK)
		return rc;
	if (count > LIMIT_LINKS_HOUR)
		return RC_LIMITED;
	rc = company_invite_by_link(
	        request->db, request->arena, field_text(request, "key"), request->now, &invite);
	if (rc == RC_NOT_FOUND)
		return RC_OK; /* the page says so */
	const char *encoded = NULL;
	if (rc == RC_OK)
		rc = hash_new_password(request, "password", invite.mail, &encoded);
	if (rc == RC_OK && encoded) {
		request->prepared = arena_text(request->arena, encoded);
		rc = request->prepared ? RC_OK : RC_NO_MEMORY;
	}
	return rc;
}

/* The address has no account: its owner chooses name and password, and belongs to the company. */
enum rc join_new(struct request *request)
{
	struct company_invite invite;
	const char *key = field_text(request, "key");
	enum rc rc = company_invite_by_link(request->db, request->arena, key, request->now, &invite);
	if (rc == RC_NOT_FOUND)
		return show_dead(request);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request) || request->signed_in)
		return show_invitation(request, key, &invite);
	int64_t account_id;
	rc = company_invite_register(request->db, request->arena, &invite, field_text(request, "name"),
	        request->prepared, request->language->code, request->now, &account_id);
	if (rc == RC_CONFLICT) /* it has one meanwhile: sign in with that */
		return show_invitation(request, key, &invite);
	if (rc == RC_OK)
		rc = accept(request, key, &invite, account_id);
	if (rc != RC_OK || request_has_errors(request) || request->response.status != 200)
		return rc;
	const char *next = company_url(request, invite.company_id, "");
	return page_go(
	        request, page_done(request, urlf(request, "/login?next={1}", next), "company-joined-new"));
}
