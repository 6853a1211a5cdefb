/* Changing the address: /account/security/address asks, the new address confirms, the old one may take it
 * back. */
#include "account.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/account_mail.h"
#include "domain/attempt.h"

/* --- the wish -------------------------------------------------------------------------------- */

enum rc address_page(struct request *request)
{
	show_area(request, AREA_SECURITY, view_say(request->view, N_("Change the e-mail address")));
	view_text(request->view, "Address.action", url(request, "/account/security/address"));
	page_token(request, "Token.address", "/account/security/address");
	return page_show(request, "account/address");
}

/* Mails to strangers are the harm here: each wish counts, whatever becomes of it. */
static enum rc count_wish(struct request *request, struct proof *proof)
{
	const char *subject = arena_format(request->arena, "%lld", (long long)request->who.id);
	int count;
	if (!subject)
		return RC_NO_MEMORY;
	enum rc rc = attempt_count(request->db, "account-address", subject, DAY, request->now, &count);
	if (rc != RC_OK || count <= LIMIT_ADDRESS_DAY)
		return rc;
	proof->limited = true;
	request_error(request, "mail", N_("You have asked for this too often today. Try again tomorrow."));
	return RC_OK;
}

enum rc prepare_address(struct request *request)
{
	const char *mail = text_fold(request->arena, field_text(request, "mail"));
	const char *own = text_fold(request->arena, request->who.mail);
	if (!mail || !own)
		return RC_NO_MEMORY;
	enum rc rc = prove_password(request);
	struct proof *proof = request->prepared;
	if (rc != RC_OK || !proof->good)
		return rc;
	if (text_equal(mail, own)) {
		request_error(request, "mail", N_("This is your address already."));
		return RC_OK;
	}
	return count_wish(request, proof);
}

/* Known and unknown addresses get the same answer. */
enum rc ask_address(struct request *request)
{
	bool proven;
	enum rc rc = check_proof(request, &proven);
	if (rc != RC_OK || !proven)
		return rc == RC_OK ? address_page(request) : rc;
	rc = account_mail_ask(request->db, &request->who, field_text(request, "mail"), request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/security"), "address-asked"));
}

/* --- the links in the mails ------------------------------------------------------------------ */

static enum rc find(
        struct request *request, const char *purpose, const char *key, struct account_mail *change)
{
	return account_mail_find(request->db, request->arena, purpose, key, request->now, change);
}

/* Where the person goes on: a sign-in that there is stays what it is. */
static enum rc go_on(struct request *request, const char *path, const char *done)
{
	return page_go(request, page_done(request, url(request, path), done));
}

enum rc confirm_address_page(struct request *request)
{
	struct account_mail change;
	const char *key = param_text(request, "key");
	enum rc rc = find(request, TOKEN_MAIL, key, &change);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_NONE, view_say(request->view, N_("Confirm the new address")));
	view_text(request->view, "Address.key", key);
	view_text(request->view, "Address.mail", change.token.mail);
	view_text(request->view, "Address.action", url(request, "/account/address"));
	page_token(request, "Token.address", "/account/address");
	return page_show(request, "account/address_confirm");
}

enum rc confirm_address(struct request *request)
{
	if (request_has_errors(request))
		return show_dead_link(request);
	enum rc rc =
	        account_mail_confirm(request->db, request->arena, field_text(request, "key"), request->now);
	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	return go_on(request, request->signed_in ? "/account/security" : "/login", "address-set");
}

enum rc undo_address_page(struct request *request)
{
	struct account_mail change;
	const char *key = param_text(request, "key");
	enum rc rc = find(request, TOKEN_UNDO, key, &change);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_NONE, view_say(request->view, N_("Take the change of address back")));
	view_text(request->view, "Address.key", key);
	view_text(request->view, "Address.mail", change.token.mail);
	view_text(request->view, "Address.action", url(request, "/account/undo"));
	page_token(request, "Token.address", "/account/undo");
	return page_show(request, "account/address_undo");
}

enum rc undo_address(struct request *request)
{
	if (request_has_errors(request))
		return show_dead_link(request);
	bool factor_ended;
	enum rc rc = account_mail_undo(
	        request->db, request->arena, field_text(request, "key"), request->now, &factor_ended);
	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	return go_on(request, "/login/recover", factor_ended ? "address-back-factor" : "address-back");
}
