/* portico user …: people. */
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/outbox.h"
#include "tool.h"

#define MOST_LISTED 10000

/* --- add ------------------------------------------------------------------------------------- */

int command_user_add(struct tool *tool)
{
	static const struct option options[] = { { "name", required_argument, NULL, 'n' },
		{ "role", required_argument, NULL, 'r' }, { "lang", required_argument, NULL, 'l' },
		{ "password-stdin", no_argument, NULL, 'p' }, { NULL, 0, NULL, 0 } };
	struct account account = { .role = "customer", .lang = tool->config.default_language };
	bool given = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		switch (option) {
		case 'n':
			account.name = optarg;
			break;
		case 'r':
			account.role = optarg;
			break;
		case 'l':
			account.lang = optarg;
			break;
		case 'p':
			given = true;
			break;
		default:
			return MISUSED;
		}
	}
	if (optind + 1 != tool->argc || account.name == NULL)
		return MISUSED;
	account.mail = tool->argv[optind];
	if (!text_equal(account.role, "customer") && !text_equal(account.role, "agent") &&
	        !text_equal(account.role, "admin"))
		return MISUSED;
	const char *hash = NULL;
	if (given && person_ask_password(tool, account.mail, &hash) != RC_OK)
		return FAILED;
	if (person_add(tool, &account, hash) != RC_OK)
		return FAILED;
	if (hash != NULL) {
		tool_say("added %s", account.mail);
		return DONE;
	}
	return person_print_link(tool, &account) == RC_OK ? DONE : FAILED;
}

static enum rc find(struct tool *tool, const char *mail, struct account *account)
{
	enum rc rc = account_by_mail(tool->db, tool->arena, mail, account);
	if (rc == RC_NOT_FOUND)
		tool_fail("nobody has the address %s; portico user list shows who there is", mail);
	else if (rc != RC_OK)
		tool_failed(rc, mail);
	return rc;
}

/* --- role and password ----------------------------------------------------------------------- */

struct change {
	struct tool *tool;
	const struct account *account;
	const char *role; /* NULL: the password */
	const char *hash;
};

static enum rc change_unit(void *context)
{
	const struct change *change = context;
	struct db *db = change->tool->db;
	int64_t id = change->account->id, now = time_now();
	enum rc rc = change->role != NULL ? account_set_role(db, id, change->role, now)
	                                  : account_set_password(db, id, change->hash, now);
	if (rc == RC_OK)
		rc = audit_add(db, 0, change->role != NULL ? "account.role" : "account.password", "account",
		        id, change->role != NULL ? change->role : "", now);
	if (rc != RC_OK || change->role != NULL)
		return rc;
	return outbox_add(db, &(struct outbox_item){ .kind = "password_changed",
	                              .account_id = id,
	                              .lang = change->account->lang,
	                              .now = now });
}

static int run_change(struct change *change)
{
	enum rc rc = db_transact(change->tool->db, change_unit, change);
	if (rc != RC_OK)
		return tool_failed(rc, change->account->mail);
	tool_say("changed %s; signed out everywhere", change->account->mail);
	return DONE;
}

int command_user_role(struct tool *tool)
{
	if (tool->argc != 3)
		return MISUSED;
	const char *role = tool->argv[2];
	if (!text_equal(role, "customer") && !text_equal(role, "agent") && !text_equal(role, "admin"))
		return MISUSED;
	struct account account;
	if (find(tool, tool->argv[1], &account) != RC_OK)
		return FAILED;
	return run_change(&(struct change){ .tool = tool, .account = &account, .role = role });
}

int command_user_password(struct tool *tool)
{
	static const struct option options[] = { { "link", no_argument, NULL, 'l' },
		{ "stdin", no_argument, NULL, 's' }, { NULL, 0, NULL, 0 } };
	bool link = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == '?')
			return MISUSED;
		link = link || option == 'l';
	}
	if (optind + 1 != tool->argc)
		return MISUSED;
	struct account account;
	if (find(tool, tool->argv[optind], &account) != RC_OK)
		return FAILED;
	if (link)
		return person_print_link(tool, &account) == RC_OK ? DONE : FAILED;
	const char *hash = NULL;
	if (person_ask_password(tool, account.mail, &hash) != RC_OK)
		return FAILED;
	return run_change(&(struct change){ .tool = tool, .account = &account, .hash = hash });
}

/* --- list ------------------------------------------------------------------------------------ */

int command_user_list(struct tool *tool)
{
	static const char *const roles[] = { "admin", "agent", "customer" };
	const char *only = tool->argc > 1 ? tool->argv[1] : NULL;
	bool known = only == NULL;
	for (size_t i = 0; i < LENGTH(roles); i++) {
		if (only != NULL && !text_equal(only, roles[i]))
			continue;
		known = true;
		struct db_rows rows;
		enum rc rc = account_list(tool->db, tool->arena, roles[i], MOST_LISTED, &rows);
		if (rc != RC_OK)
			return tool_failed(rc, "user list");
		const struct account *accounts = rows.items;
		for (size_t j = 0; j < rows.count; j++)
			tool_say("%s\t%s\t%s\t%s", accounts[j].role, accounts[j].mail, accounts[j].lang,
			        accounts[j].name);
	}
	return known ? DONE : MISUSED;
}
