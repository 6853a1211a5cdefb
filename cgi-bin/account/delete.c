/* /account/delete: the wish to be deleted, and what takes it back. The worker deletes when the days are over.
 */
#include "account.h"

#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/mail_token.h"
#include "domain/person_erase.h"
#include "domain/second_factor.h"
#include "domain/setting.h"

/* --- the wish -------------------------------------------------------------------------------- */

static void show_bond(struct request *request, enum person_bond bond)
{
	struct view *view = request->view;
	if (bond == PERSON_ONLY_OWNER) {
		view_text(view, "Delete.bond_text",
		        view_say(view,
		                N_("You are the only owner of a company that has other members. Make one of "
		                   "them an owner first.")));
		view_text(view, "Delete.bond_url", url(request, "/company"));
	} else if (bond == PERSON_ONLY_ADMIN) {
		view_text(view, "Delete.bond_text",
		        view_say(view,
		                N_("You are the last administrator. Make somebody else an administrator "
		                   "first.")));
	}
}

/* What becomes of his texts in the community; they stay unless he says otherwise. */
static void show_choice(struct request *request)
{
	struct view *view = request->view;
	bool go = request->method == METHOD_POST && text_equal(field_text(request, "posts"), "go");
	view_text(view, "Posts.0.value", "stay");
	view_text(view, "Posts.0.text", view_say(view, N_("They stay, without my name")));
	view_text(view, "Posts.0.hint",
	        view_say(view,
	                N_("Answers that help others can still be read. Your name and addresses are taken "
	                   "out of them.")));
	view_flag(view, "Posts.0.selected", !go);
	view_text(view, "Posts.1.value", "go");
	view_text(view, "Posts.1.text", view_say(view, N_("They are deleted with the account")));
	view_text(view, "Posts.1.hint",
	        view_say(view,
	                N_("Answers, votes and comments of others stay, and the title of an idea that they "
	                   "are about.")));
	view_flag(view, "Posts.1.selected", go);
}

static enum rc show_form(struct request *request)
{
	struct view *view = request->view;
	struct settings settings;
	struct second_factor factor;
	enum person_bond bond;
	enum rc rc = settings_read(request->db, request->arena, &settings);
	if (rc == RC_OK)
		rc = factor_read(request->db, request->arena, request->who.id, &factor);
	if (rc == RC_OK)
		rc = person_bond(request->db, request->arena, &request->who, &bond);
	if (rc != RC_OK)
		return rc;
	show_bond(request, bond);
	show_choice(request);
	view_text(view, "Delete.when_text",
	        view_plural(view,
	                N_("It happens {n} day after you ask for it. Until then you can take it back."),
	                N_("It happens {n} days after you ask for it. Until then you can take it back."),
	                settings.delete_days));
	view_flag(view, "Delete.asks_code", factor.totp_since != 0);
	view_text(view, "Delete.action", url(request, "/account/delete"));
	view_text(view, "Delete.data_url", url(request, "/account/data"));
	page_token(request, "Token.delete", "/account/delete");
	return RC_OK;
}

static enum rc show_planned(struct request *request)
{
	struct view *view = request->view;
	struct clock_view clock = request_clock(request);
	bool go;
	enum rc rc = person_posts_go(request->db, request->arena, request->who.id, &go);
	if (rc != RC_OK)
		return rc;
	view_text(view, "Delete.planned_text",
	        view_fill(view, N_("Your account will be deleted on {1}."),
	                time_date(request->arena, &clock, request->who.delete_at)));
	view_text(view, "Delete.posts_text",
	        view_say(view, go ? N_("Your texts in the community are deleted with it.")
	                          : N_("Your texts in the community stay, without your name.")));
	view_text(view, "Delete.keep_action", url(request, "/account/keep"));
	page_token(request, "Token.keep", "/account/keep");
	return RC_OK;
}

enum rc delete_page(struct request *request)
{
	show_area(request, AREA_DATA, view_say(request->view, N_("Delete my account")));
	enum rc rc = request->who.delete_at != 0 ? show_planned(request) : show_form(request);
	return rc == RC_OK ? page_show(request, "account/delete") : rc;
}

/* With the second step on, its code is asked, too. */
static enum rc check_code(struct request *request)
{
	struct second_factor factor;
	bool good = true;
	enum rc rc = factor_read(request->db, request->arena, request->who.id, &factor);
	if (rc == RC_OK && factor.totp_since != 0)
		rc = check_factor_code(request, &good);
	if (rc == RC_OK && !good)
		request_error(
		        request, "code", N_("This code is not right. Type the one that your app shows now."));
	return rc;
}

enum rc plan_deletion(struct request *request)
{
	struct settings settings;
	enum person_bond bond;
	bool proven;
	enum rc rc = check_proof(request, &proven);
	if (rc != RC_OK || !proven)
		return rc == RC_OK ? delete_page(request) : rc;
	rc = person_bond(request->db, request->arena, &request->who, &bond);
	if (rc == RC_OK)
		rc = settings_read(request->db, request->arena, &settings);
	if (rc == RC_OK && bond == PERSON_FREE)
		rc = check_code(request);
	if (rc != RC_OK)
		return rc;
	if (bond != PERSON_FREE) {
		request->response.status = 409;
		return delete_page(request);
	}
	if (request_has_errors(request))
		return delete_page(request);
	rc = person_wish(request->db, &request->who, request->now + settings.delete_days * DAY,
	        text_equal(field_text(request, "posts"), "go"), request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/delete"), "deletion-planned"));
}

/* --- back again ------------------------------------------------------------------------------ */

static enum rc find_keep(struct request *request, const char *key, struct mail_token *token)
{
	enum rc rc = token_find(request->db, request->arena, key, request->now, token);
	if (rc == RC_OK && !text_equal(token->purpose, TOKEN_KEEP))
		rc = RC_NOT_FOUND;
	return rc;
}

enum rc keep_page(struct request *request)
{
	struct mail_token token;
	const char *key = param_text(request, "key");
	enum rc rc = find_keep(request, key, &token);
	if (rc == RC_NOT_FOUND)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_NONE, view_say(request->view, N_("Keep the account")));
	view_text(request->view, "Keep.key", key);
	view_text(request->view, "Keep.action", url(request, "/account/keep"));
	page_token(request, "Token.keep", "/account/keep");
	return page_show(request, "account/keep");
}

/* The account that is kept: the one of the mailed link, else that of the person who is signed in. */
static enum rc whose(struct request *request, int64_t *account_id)
{
	const char *key = field_text(request, "key");
	struct mail_token token;
	if (text_empty(key)) {
		*account_id = request->who.id;
		return request->signed_in ? RC_OK : RC_NOT_FOUND;
	}
	enum rc rc = find_keep(request, key, &token);
	*account_id = rc == RC_OK ? token.account_id : 0;
	return rc == RC_OK ? token_use(request->db, key) : rc;
}

enum rc keep_account(struct request *request)
{
	int64_t account_id;
	enum rc rc = whose(request, &account_id);
	if (rc == RC_NOT_FOUND || request_has_errors(request))
		return show_dead_link(request);
	if (rc == RC_OK)
		rc = person_keep(
		        request->db, request->arena, account_id, request->language->code, request->now);
	if (rc == RC_CONFLICT)
		return show_dead_link(request);
	if (rc != RC_OK)
		return rc;
	const char *path = request->signed_in ? "/account" : "/login";
	return page_go(request, page_done(request, url(request, path), "deletion-stopped"));
}
