/* portico init: from nothing but a configuration to a portal that runs. Each step is skipped when it was done
 * before. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/text.h"
#include "domain/migrate.h"
#include "io/folder.h"
#include "tool.h"
#include "version.h"

struct wishes {
	bool batch, password;
	struct account admin;
};

/* As root, what is made belongs to whom the state folder belongs: the user that runs the programs. */
static enum rc give_away(struct tool *tool, const char *path)
{
	struct stat owner;
	if (geteuid() != 0)
		return RC_OK;
	if (stat(tool->config.state_dir, &owner) == 0 && chown(path, owner.st_uid, owner.st_gid) == 0)
		return RC_OK;
	tool_fail("%s: %s", path, strerror(errno));
	return RC_IO;
}

static enum rc make_folders(struct tool *tool)
{
	static const char *const names[] = { "", "/spool", "/slots", "/mail" };
	for (size_t i = 0; i < LENGTH(names); i++) {
		const char *path = arena_format(tool->arena, "%s%s", tool->config.state_dir, names[i]);
		if (path == NULL)
			return RC_NO_MEMORY;
		if (folder_make(path, 0700) != RC_OK || chmod(path, 0700) != 0) {
			tool_fail("%s: %s", path, strerror(errno));
			return RC_IO;
		}
		if (give_away(tool, path) != RC_OK)
			return RC_IO;
	}
	tool_note("folders: %s", tool->config.state_dir);
	return RC_OK;
}

static enum rc make_key(struct tool *tool)
{
	enum rc rc = secret_key_create(tool->config.key_file);
	if (rc == RC_OK)
		rc = give_away(tool, tool->config.key_file);
	if (rc == RC_OK)
		tool_note("key file: made %s; keep a copy of it with your backups", tool->config.key_file);
	else if (rc == RC_CONFLICT)
		tool_note("key file: %s is there", tool->config.key_file);
	else
		tool_fail("key file %s: %s", tool->config.key_file, strerror(errno));
	return rc == RC_CONFLICT ? RC_OK : rc;
}

/* The name stands in a statement that cannot be prepared, so it holds nothing that needs quoting. */
static bool is_plain_name(const char *name)
{
	size_t fit = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$-");
	return fit > 0 && fit <= 64 && name[fit] == '\0';
}

/* Makes the database where we may; where we may not, it must be there. */
static enum rc make_database(struct tool *tool)
{
	const char *name = tool->config.db_name, *why = "";
	if (!is_plain_name(name)) {
		tool_fail("db_name may hold letters, digits, _, $ and - only");
		return RC_INVALID;
	}
	const char *sql = arena_format(tool->arena,
	        "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", name);
	struct db *server;
	enum rc rc = sql == NULL ? RC_NO_MEMORY : db_open_server(&tool->config, &server);
	if (rc != RC_OK)
		return rc;
	rc = db_run_script(server, tool->arena, sql, &why);
	db_close(server);
	tool_note(rc == RC_OK ? "database: %s"
	                      : "database: %s must be there already: it cannot be made by this user",
	        name);
	return RC_OK;
}

static void tell_migration(void *context, const struct migration *migration)
{
	(void)context;
	tool_note("schema: %s", migration->name);
}

static enum rc make_schema(struct tool *tool)
{
	const char *why = "";
	db_expect_schema(tool->db, 0);
	enum rc rc = migrate_run(tool->db, tool->arena, tool->config.share_dir, tell_migration, NULL, &why);
	db_expect_schema(tool->db, PORTICO_SCHEMA);
	if (rc != RC_OK)
		tool_fail("schema: %s", why);
	return rc;
}

static const char *wanted(
        struct tool *tool, const struct wishes *wishes, const char *given, const char *prompt)
{
	return given != NULL || wishes->batch ? given : tool_ask(tool, prompt, false);
}

static enum rc make_admin(struct tool *tool, struct wishes *wishes)
{
	struct db_rows admins;
	enum rc rc = account_list(tool->db, tool->arena, "admin", 1, &admins);
	if (rc != RC_OK || admins.count > 0) {
		if (rc == RC_OK)
			tool_note("administrator: there is one (portico user list admin)");
		return rc;
	}
	wishes->admin.mail =
	        wanted(tool, wishes, wishes->admin.mail, "Mail address of the first administrator");
	wishes->admin.name = wanted(tool, wishes, wishes->admin.name, "Name of the first administrator");
	if (text_empty(wishes->admin.mail) || text_empty(wishes->admin.name)) {
		tool_fail("the first administrator needs --admin-mail and --admin-name");
		return RC_INVALID;
	}
	const char *hash = NULL;
	if (wishes->password && person_ask_password(tool, wishes->admin.mail, &hash) != RC_OK)
		return RC_INVALID;
	rc = person_add(tool, &wishes->admin, hash);
	return rc == RC_OK && hash == NULL ? person_print_link(tool, &wishes->admin) : rc;
}

static bool read_wishes(struct tool *tool, struct wishes *wishes)
{
	static const struct option options[] = { { "batch", no_argument, NULL, 'b' },
		{ "admin-mail", required_argument, NULL, 'm' },
		{ "admin-name", required_argument, NULL, 'n' }, { "lang", required_argument, NULL, 'l' },
		{ "password-stdin", no_argument, NULL, 'p' }, { NULL, 0, NULL, 0 } };
	for (int option; (option = tool_option(tool, options)) != -1;) {
		switch (option) {
		case 'b':
			wishes->batch = true;
			break;
		case 'm':
			wishes->admin.mail = optarg;
			break;
		case 'n':
			wishes->admin.name = optarg;
			break;
		case 'l':
			wishes->admin.lang = optarg;
			break;
		case 'p':
			wishes->password = true;
			break;
		default:
			return false;
		}
	}
	return optind == tool->argc;
}

int command_init(struct tool *tool)
{
	struct wishes wishes = { .admin = { .role = "admin", .lang = tool->config.default_language } };
	if (!read_wishes(tool, &wishes))
		return MISUSED;
	enum rc rc = make_folders(tool);
	if (rc == RC_OK)
		rc = make_key(tool);
	if (rc == RC_OK)
		rc = make_database(tool);
	if (rc == RC_OK)
		rc = make_schema(tool);
	if (rc == RC_OK)
		rc = make_admin(tool, &wishes);
	if (rc != RC_OK)
		return tool_fail("init stopped; it can be run again");
	tool_note("ready; portico doctor checks the rest");
	return DONE;
}
