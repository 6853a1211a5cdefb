/* Who gets a mail. Whoever may no longer see what it tells, or does not want it, gets none. */
#include "web/letter_part.h"

#include "base/text.h"
#include "domain/access.h"
#include "domain/notify.h"

/* Counters of mails that strangers can cause. One for all features, so that no feature opens another five;
 * but staff, whom a crowd of registrations may flood, keep theirs for their own sign-in. */
#define COUNTED          "mail"
#define COUNTED_APPROVAL "mail-approval"

enum rc letter_nobody(const char **why, const char *reason)
{
	*why = reason;
	return RC_NOT_FOUND;
}

const struct language *letter_language(const struct letter_desk *desk, const char *code)
{
	const struct language *language = language_find(code);
	return language != NULL ? language : language_find(desk->config->default_language);
}

bool letter_is_guest(const struct letter *letter)
{
	return text_equal(letter->account.state, "guest");
}

/* --- accounts -------------------------------------------------------------------------------- */

static bool is_alive(const struct letter *letter)
{
	const char *state = letter->account.state;
	if (text_equal(state, "disabled"))
		return text_equal(letter->job->detail, "account_disabled");
	return text_equal(state, "active") || text_equal(state, "waiting") || text_equal(state, "guest");
}

static enum rc is_wanted(const struct letter_desk *desk, const struct letter *letter, const char **why)
{
	enum notify_event event;
	struct notify_choices choices;
	if (!notify_event_of(letter->job->kind, letter->job->detail, &event) ||
	        notify_is_fixed(event, NOTIFY_MAIL))
		return RC_OK;
	enum rc rc = notify_read(desk->db, desk->arena, letter->account.id, &choices);
	if (rc != RC_OK || choices.wanted[event][NOTIFY_MAIL])
		return rc;
	return letter_nobody(why, "he does not want such mails");
}

enum rc letter_to_id(const struct letter_desk *desk, int64_t id, struct letter *letter, const char **why)
{
	enum rc rc = account_by_id(desk->db, desk->arena, id, &letter->account);
	if (rc == RC_NOT_FOUND)
		return letter_nobody(why, "the account is gone");
	if (rc != RC_OK)
		return rc;
	if (!is_alive(letter))
		return letter_nobody(why, "the account is disabled or deleted");
	letter->to = letter->account.mail;
	letter->to_name = letter_is_guest(letter) ? "" : letter->account.name;
	letter->language = letter_language(desk, letter->account.lang);
	return is_wanted(desk, letter, why);
}

enum rc to_account(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	return letter_to_id(desk, letter->job->account_id, letter, why);
}

/* The account's own address, or another one that the event concerns as well. */
enum rc to_concerned(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = to_account(desk, letter, why);
	if (rc == RC_OK && !text_empty(letter->job->mail))
		letter->to = letter->job->mail;
	return rc;
}

enum rc to_registration(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = signup_by_id(desk->db, desk->arena, letter->job->signup_id, &letter->signup);
	if (rc == RC_NOT_FOUND)
		return letter_nobody(why, "the registration is gone");
	if (rc != RC_OK)
		return rc;
	rc = account_by_mail(desk->db, desk->arena, letter->signup.mail, &letter->account);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	letter->counted = COUNTED;
	bool known = rc == RC_OK && !letter_is_guest(letter);
	if (known) {
		letter->template_name = "signup_known";
		return letter_to_id(desk, letter->account.id, letter, why);
	}
	letter->account = (struct account){ 0 };
	letter->to = letter->signup.mail;
	letter->language = letter_language(desk, letter->signup.lang);
	return RC_OK;
}

enum rc to_account_of_address(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	struct account account;
	enum rc rc = account_by_mail(desk->db, desk->arena, letter->job->mail, &account);
	if (rc == RC_NOT_FOUND)
		return letter_nobody(why, "no account has this address");
	if (rc != RC_OK)
		return rc;
	letter->counted = COUNTED;
	rc = letter_to_id(desk, account.id, letter, why);
	if (rc != RC_OK || !text_equal(letter->job->kind, "signin"))
		return rc;
	if (text_equal(account.state, "waiting"))
		return letter_nobody(why, "the account waits for approval");
	if (letter_is_guest(letter))
		letter->template_name = "reset"; /* he signs in once he has chosen a password */
	return RC_OK;
}

/* --- addresses ------------------------------------------------------------------------------- */

/* Whether or not it has an account. */
enum rc to_address(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	if (text_empty(letter->job->mail))
		return letter_nobody(why, "no address is given");
	letter->to = letter->job->mail;
	letter->language = letter_language(desk, letter->job->lang);
	return RC_OK;
}

/* The address of an account that is not, or no more, the account's own. */
static enum rc to_other_address(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = to_account(desk, letter, why);
	if (rc != RC_OK)
		return rc;
	if (text_empty(letter->job->mail))
		return letter_nobody(why, "no address is given");
	letter->to = letter->job->mail;
	return RC_OK;
}

enum rc to_new_address(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	struct account other;
	enum rc rc = to_other_address(desk, letter, why);
	if (rc != RC_OK)
		return rc;
	letter->counted = COUNTED;
	letter->to_name = ""; /* nobody has said yet that the address and the name belong together */
	rc = account_by_mail(desk->db, desk->arena, letter->to, &other);
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc == RC_OK && other.id != letter->account.id && !text_equal(other.state, "guest"))
		letter->template_name = "mail_known";
	return rc;
}

enum rc to_old_address(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	return to_other_address(desk, letter, why);
}

enum rc to_invited(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	struct company_invite *invite = &letter->invite;
	enum rc rc = company_invite_by_id(desk->db, desk->arena, letter->job->invite_id, invite);
	if (rc == RC_NOT_FOUND)
		return letter_nobody(why, "the invitation is gone");
	if (rc != RC_OK)
		return rc;
	if (invite->ends_at <= desk->now || !text_equal(invite->company_state, "active"))
		return letter_nobody(why, "the invitation has ended");
	letter->counted = COUNTED;
	rc = account_by_mail(desk->db, desk->arena, invite->mail, &letter->account);
	if (rc == RC_OK && !letter_is_guest(letter))
		return letter_to_id(desk, letter->account.id, letter, why);
	letter->account = (struct account){ 0 };
	letter->to = invite->mail;
	letter->language = letter_language(desk, invite->lang);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* One of the staff, of the rows that approval.h makes. */
enum rc to_staff(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	letter->counted = COUNTED_APPROVAL;
	enum rc rc = to_account(desk, letter, why);
	if (rc == RC_OK && !may(&letter->account, PERMISSION_PEOPLE))
		return letter_nobody(why, "he does not manage people");
	return rc;
}

/* --- tickets --------------------------------------------------------------------------------- */

static enum rc find_ticket(
        const struct letter_desk *desk, int64_t who_id, struct letter *letter, const char **why)
{
	const struct outbox_job *job = letter->job;
	enum rc rc =
	        ticket_find_id(desk->db, desk->arena, job->ticket_id, who_id, job->lang, &letter->ticket);
	return rc == RC_NOT_FOUND ? letter_nobody(why, "the ticket is gone") : rc;
}

/* As the ticket's pages decide. A guest stands before them with his link; who waits for approval has filed it
 * as one. */
static bool may_read(const struct letter *letter)
{
	struct account who = letter->account;
	struct ticket_rights rights = ticket_rights(&letter->ticket);
	if (text_equal(who.state, "guest") || text_equal(who.state, "waiting"))
		who.guest_ticket_id = letter->ticket.id;
	return may_read_ticket(&who, &rights);
}

enum rc to_reader(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	int64_t id = letter->job->account_id;
	enum rc rc = find_ticket(desk, id, letter, why);
	if (rc != RC_OK)
		return rc;
	rc = letter_to_id(desk, id != 0 ? id : letter->ticket.requester_id, letter, why);
	if (rc != RC_OK)
		return rc;
	if (!may_read(letter))
		return letter_nobody(why, "he may not read the ticket any more");
	if (letter->ticket.unproven && text_equal(letter->job->kind, "ticket_received"))
		letter->counted = COUNTED;
	return RC_OK;
}

/* Who has given number and address of a ticket: its requester, if he has no other way to it. */
enum rc to_guest(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = find_ticket(desk, 0, letter, why);
	if (rc == RC_OK)
		rc = letter_to_id(desk, letter->ticket.requester_id, letter, why);
	if (rc != RC_OK)
		return rc;
	const char *typed = text_fold(desk->arena, letter->job->mail ? letter->job->mail : "");
	const char *own = text_fold(desk->arena, letter->account.mail);
	if (typed == NULL || own == NULL)
		return RC_NO_MEMORY;
	if (!text_equal(typed, own) || (!letter_is_guest(letter) && !letter->ticket.unproven))
		return letter_nobody(why, "number and address do not belong to a guest's ticket");
	letter->counted = COUNTED;
	return RC_OK;
}
