/* portico user …: people. */
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/outbox.h"
#include "domain/person_erase.h"
#include "domain/staff_role.h"
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
	int64_t role_id;  /* an agent's staff role; 0: the first one */
	const char *hash;
};

static enum rc change_it(const struct change *change, int64_t now)
{
	struct db *db = change->tool->db;
	int64_t id = change->account->id;
	if (change->role == NULL)
		return account_set_password(db, id, change->hash, now);
	return account_set_role(db, change->tool->arena, id, change->role, change->role_id, now);
}

static enum rc change_unit(void *context)
{
	const struct change *change = context;
	struct db *db = change->tool->db;
	int64_t id = change->account->id, now = time_now();
	bool role = change->role != NULL;
	enum rc rc = change_it(change, now);
	if (rc == RC_OK)
		rc = audit_add(db, 0, role ? "account.role" : "account.password", "account", id,
		        role ? change->role : "", now);
	if (rc != RC_OK)
		return rc;
	return outbox_add(db, &(struct outbox_item){ .kind = role ? "security" : "password_changed",
	                              .account_id = id,
	                              .detail = role ? "role_changed" : NULL,
	                              .lang = change->account->lang,
	                              .now = now });
}

static int run_change(struct change *change)
{
	enum rc rc = db_transact(change->tool->db, change_unit, change);
	if (rc == RC_CONFLICT)
		return tool_fail(
		        "%s is the last administrator; make another one first", change->account->mail);
	if (rc != RC_OK)
		return tool_failed(rc, change->account->mail);
	tool_say("changed %s; signed out everywhere", change->account->mail);
	return DONE;
}

/* The staff role of that name, which only agents hold. */
static int find_role(struct tool *tool, const char *role, const char *name, int64_t *id)
{
	*id = 0;
	if (name == NULL)
		return DONE;
	if (!text_equal(role, "agent"))
		return tool_fail("only an agent holds a staff role");
	struct staff_role found;
	enum rc rc = staff_role_by_name(tool->db, tool->arena, name, &found);
	if (rc == RC_NOT_FOUND)
		return tool_fail("there is no staff role %s; portico role list shows which there are", name);
	if (rc != RC_OK)
		return tool_failed(rc, name);
	*id = found.id;
	return DONE;
}

int command_user_role(struct tool *tool)
{
	static const struct option options[] = { { "role", required_argument, NULL, 'r' },
		{ NULL, 0, NULL, 0 } };
	const char *name = NULL;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option != 'r')
			return MISUSED;
		name = optarg;
	}
	if (optind + 2 != tool->argc)
		return MISUSED;
	const char *mail = tool->argv[optind], *role = tool->argv[optind + 1];
	if (!text_equal(role, "customer") && !text_equal(role, "agent") && !text_equal(role, "admin"))
		return MISUSED;
	struct change change = { .tool = tool, .role = role };
	struct account account;
	if (find_role(tool, role, name, &change.role_id) != DONE || find(tool, mail, &account) != RC_OK)
		return FAILED;
	change.account = &account;
	return run_change(&change);
}

int command_role_list(struct tool *tool)
{
	struct db_rows rows;
	int64_t admins;
	if (tool->argc != 1)
		return MISUSED;
	enum rc rc = staff_role_admins(tool->db, tool->arena, &admins);
	if (rc == RC_OK)
		rc = staff_role_list(tool->db, tool->arena, &rows);
	if (rc != RC_OK)
		return tool_failed(rc, "role list");
	const struct staff_role *roles = rows.items;
	tool_say("admin\t%lld\teverything", (long long)admins);
	for (size_t i = 0; i < rows.count; i++)
		tool_say("%s\t%lld\t%s%s", roles[i].name, (long long)roles[i].holder_count,
		        roles[i].permissions, roles[i].second_factor ? " (second factor)" : "");
	return DONE;
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

/* --- erase ----------------------------------------------------------------------------------- */

int command_user_erase(struct tool *tool)
{
	static const struct option options[] = { { "yes", no_argument, NULL, 'y' }, { NULL, 0, NULL, 0 } };
	bool sure = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == '?')
			return MISUSED;
		sure = true;
	}
	if (optind + 1 != tool->argc)
		return MISUSED;
	const char *mail = tool->argv[optind];
	struct account account;
	if (find(tool, mail, &account) != RC_OK)
		return FAILED;
	if (!sure) {
		const char *answer = tool_ask(tool, "This cannot be undone. Type the address again", false);
		if (!text_equal(answer, mail))
			return tool_fail("nothing was deleted");
	}
	enum rc rc = person_erase_whole(tool->db, tool->arena, account.id, 0, time_now());
	if (rc == RC_CONFLICT)
		return tool_fail("%s is the only owner of a company with other members, or the only "
		                 "administrator: make somebody else one first",
		        mail);
	if (rc != RC_OK)
		return tool_failed(rc, mail);
	tool_say("deleted %s; backups and logs keep what they have until they run out (INSTALL)", mail);
	return DONE;
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
