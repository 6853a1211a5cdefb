/* Mails about accounts and companies: registration, sign-in, addresses, security, invitations. */
#include "web/letter_part.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/company.h"
#include "domain/signin_code.h"
#include "web/show_notice.h"

static void put_url(
        const struct letter_desk *desk, const struct letter *letter, const char *node, const char *path)
{
	view_text(desk->view, node, letter_url(desk, letter, path));
}

/* --- registration ---------------------------------------------------------------------------- */

enum rc put_signup(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	(void)why;
	if (letter->account.id != 0) {
		*subject = view_say(desk->view, N_("You already have an account"));
		put_url(desk, letter, "Letter.url", "/login");
		put_url(desk, letter, "Recover.url", "/login/recover");
		return RC_OK;
	}
	*subject = view_say(desk->view, N_("Confirm your e-mail address"));
	return letter_link(desk, letter, "Letter", "/login/confirm",
	        &(struct mail_token){ .purpose = TOKEN_CONFIRM, .signup_id = letter->signup.id },
	        LIMIT_CONFIRM_DAYS * DAY);
}

enum rc put_signup_refused(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	(void)letter;
	(void)why;
	*subject = view_say(desk->view, N_("Your registration was not accepted"));
	return RC_OK;
}

enum rc put_approval(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	struct account person;
	int64_t id;
	if (text_number(letter->job->detail, &id) != RC_OK)
		return letter_nobody(why, "it names no account");
	enum rc rc = account_by_id(desk->db, desk->arena, id, &person);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !text_equal(person.state, "waiting")))
		return letter_nobody(why, "the account waits no more");
	if (rc != RC_OK)
		return rc;
	*subject = view_say(desk->view, N_("A registration waits for approval"));
	put_url(desk, letter, "Letter.url",
	        arena_format(desk->arena, "/admin/people/%lld", (long long)person.id));
	return RC_OK;
}

/* --- sign-in --------------------------------------------------------------------------------- */

enum rc put_reset(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	bool guest = letter_is_guest(letter);
	(void)why;
	*subject = view_say(desk->view, guest ? N_("Choose a password") : N_("Choose a new password"));
	view_flag(desk->view, "Letter.guest", guest);
	return letter_link(desk, letter, "Letter", "/login/reset",
	        &(struct mail_token){
	                .purpose = guest ? TOKEN_CLAIM : TOKEN_RESET, .account_id = letter->account.id },
	        LIMIT_RESET_MINUTES * MINUTE);
}

struct code_making {
	const struct letter_desk *desk;
	int64_t account_id;
	const char *code, *link;
};

static enum rc make_code(void *context)
{
	struct code_making *made = context;
	const struct letter_desk *desk = made->desk;
	return signin_code_make(
	        desk->db, desk->arena, desk->key, made->account_id, desk->now, &made->code, &made->link);
}

enum rc put_signin(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	struct code_making made = { .desk = desk, .account_id = letter->account.id };
	if (letter_is_guest(letter))
		return put_reset(desk, letter, subject, why);
	enum rc rc = db_transact(desk->db, make_code, &made);
	if (rc != RC_OK)
		return rc;
	*subject = view_say(desk->view, N_("Your code to sign in"));
	view_text(desk->view, "Letter.code", made.code);
	put_url(desk, letter, "Letter.url", arena_format(desk->arena, "/login/mail/%s", made.link));
	view_text(desk->view, "Letter.expires",
	        view_plural(desk->view, N_("Code and link work once, within {n} minute."),
	                N_("Code and link work once, within {n} minutes."), LIMIT_CODE_MINUTES));
	return RC_OK;
}

/* --- security -------------------------------------------------------------------------------- */

enum rc put_password_changed(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	(void)why;
	*subject = view_say(desk->view, N_("Your password was changed"));
	view_time(desk->view, "Letter.time", letter->job->created_at);
	put_url(desk, letter, "Recover.url", "/login/recover");
	return RC_OK;
}

/* What the owner of the account can do about it. */
enum remedy {
	REMEDY_NONE,
	REMEDY_DEFEND,  /* if it was not he: a new password, other devices out */
	REMEDY_KEEP,    /* a link that stops the deletion */
	REMEDY_SIGN_IN, /* the way in */
	REMEDY_COMPANY  /* see the company's page */
};

static const struct security_text {
	const char *detail, *text;
	enum remedy remedy;
} securities[] = {
	{ "new_device", N_("Somebody signed in to your account from a browser that we did not know yet."),
	        REMEDY_DEFEND },
	{ "factor_on", N_("From now on a code is asked for after the password."), REMEDY_DEFEND },
	{ "factor_off", N_("From now on the password alone is enough to sign in."), REMEDY_DEFEND },
	{ "factor_undone",
	        N_("It was set up after the change of address that was taken back. From now on the password "
	           "alone "
	           "is enough to sign in. If the second step was yours, set it up again."),
	        REMEDY_DEFEND },
	{ "recovery_made",
	        N_("New recovery codes were made for your account. The older ones no longer work."),
	        REMEDY_DEFEND },
	{ "recovery_used", N_("A recovery code was used to sign in to your account. It does not work again."),
	        REMEDY_DEFEND },
	{ "mail_changed", N_("Your account now has this address. Sign in with it from now on."),
	        REMEDY_DEFEND },
	{ "sessions_ended", N_("Devices that were signed in to your account were signed out."),
	        REMEDY_DEFEND },
	{ "data_taken", N_("A copy of what we keep about you was downloaded from your account."),
	        REMEDY_DEFEND },
	{ "deletion_planned",
	        N_("We were asked to delete your account. Until the day named here you can keep it."),
	        REMEDY_KEEP },
	{ "deletion_stopped", N_("The deletion of your account was stopped. Everything is as it was."),
	        REMEDY_DEFEND },
	{ "role_changed", N_("An administrator changed what you may do in the portal."), REMEDY_NONE },
	{ "accounts_merged",
	        N_("Two of your accounts were merged. Everything is in the account of {1} now; sign in "
	           "with this address from now on."),
	        REMEDY_SIGN_IN },
	{ "account_disabled",
	        N_("You can no longer sign in. If you think that this is a mistake, write to us."),
	        REMEDY_NONE },
	{ "account_enabled", N_("You can sign in again."), REMEDY_SIGN_IN },
	{ "account_approved", N_("Your account is ready. You can sign in now."), REMEDY_SIGN_IN },
	{ "company_joined",
	        N_("You can act for this company in the portal, as far as your rights there reach."),
	        REMEDY_COMPANY },
	{ "company_left", N_("You can no longer act for this company or see its tickets."), REMEDY_NONE },
	{ "company_rights", N_("See in the portal what you may do for this company now."), REMEDY_COMPANY },
	{ "company_people",
	        N_("As an owner you are told when our staff add or invite somebody, remove a member or "
	           "change what "
	           "one may do. See in the portal who belongs to the company now."),
	        REMEDY_COMPANY },
};

static enum rc put_keep(const struct letter_desk *desk, const struct letter *letter, const char **why)
{
	int64_t left = letter->account.delete_at - desk->now;
	if (left <= 0)
		return letter_nobody(why, "the account is not to be deleted any more");
	view_time(desk->view, "Letter.deletion", letter->account.delete_at);
	return letter_link(desk, letter, "Letter", "/account/keep",
	        &(struct mail_token){ .purpose = TOKEN_KEEP, .account_id = letter->account.id }, left);
}

static enum rc put_remedy(
        const struct letter_desk *desk, const struct letter *letter, enum remedy remedy, const char **why)
{
	switch (remedy) {
	case REMEDY_NONE:
		break;
	case REMEDY_DEFEND:
		put_url(desk, letter, "Recover.url", "/login/recover");
		put_url(desk, letter, "Sessions.url", "/account/sessions");
		break;
	case REMEDY_KEEP:
		return put_keep(desk, letter, why);
	case REMEDY_SIGN_IN:
		put_url(desk, letter, "Signin.url", "/login");
		break;
	case REMEDY_COMPANY:
		put_url(desk, letter, "Company.url",
		        arena_format(desk->arena, "/company/%lld", (long long)letter->job->company_id));
		break;
	}
	return RC_OK;
}

/* Its name; "" if the event is not about one. */
static enum rc company_name(
        const struct letter_desk *desk, const struct letter *letter, const char **name, const char **why)
{
	struct company company;
	*name = "";
	if (letter->job->company_id == 0)
		return RC_OK;
	enum rc rc = company_find(desk->db, desk->arena, letter->job->company_id, 0, &company);
	if (rc == RC_NOT_FOUND)
		return letter_nobody(why, "the company is gone");
	if (rc == RC_OK)
		*name = company.name;
	return rc;
}

enum rc put_security(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const char *company;
	enum rc rc = company_name(desk, letter, &company, why);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < LENGTH(securities); i++) {
		const struct security_text *security = &securities[i];
		if (!text_equal(letter->job->detail, security->detail))
			continue;
		*subject = say_security(desk->view, security->detail, company);
		view_text(desk->view, "Letter.text",
		        view_fill(desk->view, security->text, letter->account.mail));
		view_time(desk->view, "Letter.time", letter->job->created_at);
		return put_remedy(desk, letter, security->remedy, why);
	}
	*why = "no such event";
	return RC_INVALID;
}

/* --- addresses ------------------------------------------------------------------------------- */

enum rc put_mail_new(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	(void)why;
	if (text_equal(letter->template_name, "mail_known")) {
		*subject = view_say(desk->view, N_("This address has an account already"));
		return RC_OK;
	}
	*subject = view_say(desk->view, N_("Confirm your new e-mail address"));
	return letter_link(desk, letter, "Letter", "/account/address",
	        &(struct mail_token){
	                .purpose = TOKEN_MAIL, .account_id = letter->account.id, .mail = letter->to },
	        LIMIT_CONFIRM_DAYS * DAY);
}

enum rc put_mail_old(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	(void)why;
	*subject = view_say(desk->view, N_("Your e-mail address was changed"));
	view_time(desk->view, "Letter.time", letter->job->created_at);
	return letter_link(desk, letter, "Letter", "/account/undo",
	        &(struct mail_token){
	                .purpose = TOKEN_UNDO, .account_id = letter->account.id, .mail = letter->to },
	        LIMIT_UNDO_DAYS * DAY - (desk->now - letter->job->created_at)); /* see account_mail.c */
}

enum rc put_deleted(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	(void)letter;
	(void)why;
	*subject = view_say(desk->view, N_("Your account was deleted"));
	return RC_OK;
}

/* --- companies ------------------------------------------------------------------------------- */

enum rc put_invite(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const struct company_invite *invite = &letter->invite;
	(void)why;
	*subject = view_fill(desk->view, N_("Invitation to join {1}"), invite->company);
	view_text(desk->view, "Letter.text",
	        invite->inviter == NULL
	                ? view_fill(desk->view, N_("You are invited to act for {1} in the portal."),
	                          invite->company)
	                : view_fill(desk->view, N_("{1} invites you to act for {2} in the portal."),
	                          invite->inviter, invite->company));
	return letter_link(desk, letter, "Letter", "/company/invite",
	        &(struct mail_token){ .purpose = TOKEN_INVITE, .invite_id = invite->id },
	        invite->ends_at - desk->now);
}
