/* portico user disable, enable, signout, reset-2fa: what the management pages do, for when nobody gets in
 * there. */
#include "base/time.h"
#include "domain/person.h"
#include "tool.h"

struct deed {
	struct tool *tool;
	int64_t account_id;
	person_act *run;
};

static enum rc act_unit(void *context)
{
	const struct deed *deed = context;
	struct tool *tool = deed->tool;
	struct person person;
	enum rc rc = person_lock(tool->db, tool->arena, deed->account_id, &person);
	return rc == RC_OK ? deed->run(tool->db, tool->arena, &person, 0, time_now()) : rc;
}

/* `wrong` says which state of the account the act does not fit. */
static int run_act(struct tool *tool, person_act *run, const char *done, const char *wrong)
{
	if (tool->argc != 2)
		return MISUSED;
	const char *mail = tool->argv[1];
	struct account account;
	enum rc rc = account_by_mail(tool->db, tool->arena, mail, &account);
	if (rc == RC_OK)
		rc = db_transact(tool->db, act_unit, &(struct deed){ tool, account.id, run });
	if (rc == RC_NOT_FOUND)
		return tool_fail("nobody has the address %s; portico user list shows who there is", mail);
	if (rc == RC_CONFLICT)
		return tool_fail("%s is the last administrator; make another one first", mail);
	if (rc == RC_INVALID)
		return tool_fail("%s %s", mail, wrong);
	if (rc != RC_OK)
		return tool_failed(rc, mail);
	tool_say("%s: %s", mail, done);
	return DONE;
}

int command_user_disable(struct tool *tool)
{
	return run_act(tool, person_disable, "disabled and signed out everywhere", "is not in use");
}

int command_user_enable(struct tool *tool)
{
	return run_act(tool, person_enable, "enabled", "is not disabled");
}

int command_user_signout(struct tool *tool)
{
	return run_act(tool, person_sign_out, "signed out everywhere", "");
}

int command_user_reset_factor(struct tool *tool)
{
	return run_act(tool, person_reset_factor, "the second factor is off; signed out everywhere",
	        "has no second factor");
}
