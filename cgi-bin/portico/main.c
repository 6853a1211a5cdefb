/*
 * portico: the operator's command line. One table says which parts there are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/rc.h"
#include "base/text.h"
#include "tool.h"
#include "version.h"

struct command {
	const char *name; /* one word, or two */
	const char *arguments;
	const char *help;
	int (*run)(struct tool *tool);
};

/* clang-format off */
static const struct command commands[] = {
	{ "init",          "[--batch] [--admin-mail=MAIL --admin-name=NAME] [--lang=CODE] [--password-stdin]",
	  "make folders, key file, database and the first administrator; safe to run again", command_init },
	{ "migrate",       "[--plan]", "bring the schema up to date, or say what would be done", command_migrate },
	{ "user add",      "MAIL --name=NAME [--role=customer|agent|admin] [--lang=CODE] [--password-stdin]",
	  "add a person; prints a link to choose a password unless one is given", command_user_add },
	{ "user role",     "MAIL customer|agent|admin [--role=NAME]",
	  "change what a person may do; signs him out. --role: the staff role of an agent", command_user_role },
	{ "user password", "MAIL [--link | --stdin]", "set a password, or print a link to choose one", command_user_password },
	{ "user list",     "[customer|agent|admin]", "list people by role", command_user_list },
	{ "user disable",  "MAIL", "a person cannot sign in any more; signs him out", command_user_disable },
	{ "user enable",   "MAIL", "a disabled person may sign in again", command_user_enable },
	{ "user signout",  "MAIL", "end all sign-ins of a person", command_user_signout },
	{ "user reset-2fa", "MAIL", "turn a person's second factor off; signs him out", command_user_reset_factor },
	{ "user erase",    "MAIL [--yes]", "delete a person for good, a guest too; what he wrote stays without his name",
	  command_user_erase },
	{ "role list",     "", "list the staff roles: name, how many hold it, what it may", command_role_list },
	{ "key renew",     "", "make a new key, keep the former one for what it sealed; then start the programs again",
	  command_key_renew },
	{ "key finish",    "", "after that start: seal second steps with the new key, drop the former one", command_key_finish },
	{ "kb import",     "DIR [--lang=CODE] [--quiet]", "take in Markdown articles; again: only what changed", command_kb_import },
	{ "forum import",  "FILE [--category=SLUG] [--lang=CODE] [--format=markdown|text] [--quiet]",
	  "take in topics from JSON or CSV; again: only new posts", command_forum_import },
	{ "suggestions import", "FILE [--board=SLUG] [--lang=CODE] [--quiet]",
	  "take in suggestions from JSON or CSV; again: only new ones", command_suggestions_import },
	{ "reindex",       "", "build the search index anew", command_reindex },
	{ "worker",        "[--once] [--max-seconds=N]",
	  "send mail, index, clean up; --once: what is due now, then leave", command_worker },
	{ "mail test",     "MAIL", "send a test mail now", command_mail_test },
	{ "doctor",        "[--data]", "check everything and say what to do; --data: the stored data too", command_doctor },
	{ "backup",        "DIR", "save database, settings and key into an empty folder", command_backup },
	{ "restore",       "DIR [--force]", "bring a backup back into an empty database (--force: into any)", command_restore },
	{ "demo load",     "DIR", "load the demo; prints its sign-ins once", command_demo_load },
	{ "config check",  "", "say whether the settings are sound", command_config_check },
	{ "cron-line",     "", "print the line for crontab, where no service runs the worker", command_cron_line },
};
/* clang-format on */

static void print_help(FILE *to)
{
	fputs("usage: portico COMMAND [ARGUMENTS]\n\n", to);
	for (size_t i = 0; i < LENGTH(commands); i++)
		fprintf(to, "  %s%s%s\n      %s\n", commands[i].name,
		        *commands[i].arguments == '\0' ? "" : " ", commands[i].arguments, commands[i].help);
	fputs("\nSettings: $PORTICO_CONF, else ../etc/portico.conf beside the program, else "
	      "/etc/portico/portico.conf.\n"
	      "Exit status: 0 done, 1 failed, 2 wrong usage.\n",
	        to);
}

/* How many words of the command line name this command, 0 if it is another one. */
static int words_of(const struct command *command, int argc, char **argv)
{
	if (text_equal(argv[1], command->name))
		return 1;
	const char *space = strchr(command->name, ' ');
	if (space == NULL || argc < 3)
		return 0;
	size_t first = (size_t)(space - command->name);
	bool same = strlen(argv[1]) == first && memcmp(argv[1], command->name, first) == 0 &&
	            text_equal(argv[2], space + 1);
	return same ? 2 : 0;
}

/* What sends mail is the worker to the database, all else the operator. */
static enum database_role role_of(const struct command *command)
{
	bool works = command->run == command_worker || command->run == command_mail_test;
	return works ? DATABASE_WORKER : DATABASE_OPERATOR;
}

static int run(const struct command *command, int words, int argc, char **argv)
{
	struct tool tool = { .role = role_of(command), .argc = argc - words, .argv = argv + words };
	enum rc rc = tool_open(&tool);
	int status = FAILED;
	if (rc == RC_OK)
		status = command->run(&tool);
	if (status == MISUSED)
		fprintf(stderr, "usage: portico %s %s\n", command->name, command->arguments);
	tool_close(&tool);
	if (fflush(stdout) != 0 && status == DONE)
		status = tool_fail("standard output cannot be written");
	return status;
}

int main(int argc, char **argv)
{
	if (getenv("GATEWAY_INTERFACE") != NULL) {
		fputs("Status: 404 Not Found\r\nContent-Type: text/plain\r\n\r\nNot found\n", stdout);
		return FAILED;
	}
	(void)umask(077);
	if (argc < 2) {
		print_help(stderr);
		return MISUSED;
	}
	if (text_equal(argv[1], "--help") || text_equal(argv[1], "help") || text_equal(argv[1], "-h")) {
		print_help(stdout);
		return DONE;
	}
	if (text_equal(argv[1], "--version")) {
		puts("portico " PORTICO_VERSION);
		return DONE;
	}
	for (size_t i = 0; i < LENGTH(commands); i++) {
		int words = words_of(&commands[i], argc, argv);
		if (words > 0)
			return run(&commands[i], words, argc, argv);
	}
	fprintf(stderr, "portico: no such command: %s (portico --help lists them)\n", argv[1]);
	return MISUSED;
}
