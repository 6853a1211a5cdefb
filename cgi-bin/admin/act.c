/*
 * What staff does to an account: disable, enable, sign out, reset the second factor, send a link, approve,
 * refuse. Each has a page that says what will happen and asks.
 */
#include "admin.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "domain/person.h"
#include "web/page.h"

static const struct act {
	const char *code;
	const char *states; /* of the account, in which it makes sense; NULL: with a second factor */
	person_act *run;
	bool restricts; /* nobody does it to himself */
	bool danger;
	const char *text, *explanation, *done;
} acts[] = {
	{ "approve", "waiting", person_approve, true, false, N_("Approve the registration"),
	        N_("The person may sign in from now on and gets a mail that says so."), "person-approved" },
	{ "refuse", "waiting", person_refuse, true, true, N_("Refuse the registration"),
	        N_("The account is removed and the person gets a mail. Tickets sent before stay."),
	        "person-refused" },
	{ "sign-out", "active", person_sign_out, false, false, N_("Sign out everywhere"),
	        N_("All devices of this person are signed out at once. The person can sign in again."),
	        "person-signed-out" },
	{ "link", "active guest", person_send_link, false, false, N_("Send a password link"),
	        N_("The person gets a mail with a link to choose a new password."), "link-sent" },
	{ "reset-factor", NULL, person_reset_factor, true, true, N_("Reset the second step"),
	        N_("The second step and its recovery codes are deleted, no device is trusted any more, "
	           "and all devices are signed out. Do this only if you are sure who asks: the password "
	           "alone is enough then."),
	        "factor-reset" },
	{ "disable", "active waiting", person_disable, true, true, N_("Disable the account"),
	        N_("The person is signed out at once and cannot sign in. Nothing is deleted; you can enable "
	           "the account again."),
	        "person-disabled" },
	{ "enable", "disabled", person_enable, true, false, N_("Enable the account"),
	        N_("The person may sign in again."), "person-enabled" },
};

static bool has_word(const char *words, const char *word)
{
	for (size_t length = strlen(word); *words; words += strspn(words, " ")) {
		size_t one = strcspn(words, " ");
		if (one == length && memcmp(words, word, one) == 0)
			return true;
		words += one;
	}
	return false;
}

static bool is_offered(const struct request *request, const struct person *person, const struct act *act)
{
	bool fits = act->states == NULL ? person->totp_since != 0 : has_word(act->states, person->state);

	return fits && (!act->restricts || admin_may_restrict(request, person));
}

void admin_show_acts(struct request *request, const struct person *person)
{
	const char *id = arena_format(request->arena, "%lld", (long long)person->id);
	struct view *view = request->view;
	size_t count = 0;

	for (size_t i = 0; i < LENGTH(acts); i++) {
		if (!is_offered(request, person, &acts[i]))
			continue;
		view_text(view, view_item(view, "Acts", count, "url"),
		        urlf(request, "/admin/people/{1}/{2}", id, acts[i].code));
		view_text(view, view_item(view, "Acts", count, "text"), view_say(view, acts[i].text));
		view_flag(view, view_item(view, "Acts", count, "danger"), acts[i].danger);
		count++;
	}
}

static const struct act *find_act(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(acts); i++)
		if (text_equal(param_text(request, "act"), acts[i].code))
			return &acts[i];
	return NULL;
}

static enum rc show_act(struct request *request, const struct person *person, const struct act *act)
{
	const char *own = admin_url(request, "/admin/people/{1}", person->id);
	struct view *view = request->view;

	admin_frame(request, "people");
	page_crumb(request, person->name, own);
	page_crumb(request, view_say(view, act->text), NULL);
	page_title(request, view_say(view, act->text));
	view_text(view, "Act.name", person->name);
	view_text(view, "Act.mail", person->mail);
	view_text(view, "Act.text", view_say(view, act->text));
	view_text(view, "Act.explanation", view_say(view, act->explanation));
	view_flag(view, "Act.danger", act->danger);
	view_text(view, "Act.url",
	        urlf(request, "/admin/people/{1}/{2}",
	                arena_format(request->arena, "%lld", (long long)person->id), act->code));
	view_text(view, "Act.back_url", own);
	page_token(request, "Token.act", "/admin/people/:id/:act");
	return page_show(request, "admin/act");
}

enum rc act_page(struct request *request)
{
	const struct act *act = find_act(request);
	struct person person;
	enum rc rc = act == NULL ? RC_NOT_FOUND : admin_person(request, &person);

	if (rc == RC_OK && !is_offered(request, &person, act))
		rc = RC_NOT_FOUND;
	return rc == RC_OK ? show_act(request, &person, act) : rc;
}

/* Where to go on: to the person, or to the others who wait. */
static const char *next_page(struct request *request, const struct person *person)
{
	if (text_equal(person->state, "waiting"))
		return url(request, "/admin/people?state=waiting");
	return admin_url(request, "/admin/people/{1}", person->id);
}

enum rc act_do(struct request *request)
{
	const struct act *act = find_act(request);
	struct person person;
	enum rc rc = act == NULL ? RC_NOT_FOUND : admin_person_locked(request, &person);

	if (rc == RC_OK && !is_offered(request, &person, act))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = act->run(request->db, request->arena, &person, request->who.id, request->now);
	if (rc == RC_CONFLICT) {
		request_error(
		        request, "", N_("This is the last administrator. Make somebody else one first."));
		return show_act(request, &person, act);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, next_page(request, &person), act->done));
}
