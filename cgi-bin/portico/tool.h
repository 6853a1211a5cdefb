/*
 * The operator's command: what every part of it shares. `portico --help` lists the parts.
 */
#ifndef PORTICO_TOOL_H
#define PORTICO_TOOL_H

#include <getopt.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/rc.h"
#include "domain/account.h"
#include "io/db.h"

enum { DONE = 0, FAILED = 1, MISUSED = 2 }; /* exit status of every part */

struct tool {
	struct arena *keep;      /* of the whole run: settings */
	struct arena *arena;     /* of one step */
	const char *config_file; /* NULL: none was found */
	enum database_role role; /* whom it is to the database */
	struct config config;
	struct db *db; /* connects when first used; refuses a schema that is not this program's */
	int argc;      /* what follows the command's words; argv[0] is the command */
	char **argv;
};

/* Opens config, log and database handle; explains what fails. */
enum rc tool_open(struct tool *tool) MUST_USE;
void tool_close(struct tool *tool);

/* A line on standard output; on standard error; and that with "FAILED". */
void tool_say(const char *format, ...) PRINTF_LIKE(1, 2);
void tool_note(const char *format, ...) PRINTF_LIKE(1, 2);
int tool_fail(const char *format, ...) PRINTF_LIKE(1, 2);

/* How a failure of `what` reads to an operator: FAILED. */
int tool_failed(enum rc rc, const char *what);

/* Reads one line from standard input, the prompt before it when that is a terminal. NULL at the end of input.
 * `secret` is not shown while it is typed. */
const char *tool_ask(struct tool *tool, const char *prompt, bool secret);

/* The next option of the command line, as getopt_long does it; '?' was explained already. */
int tool_option(struct tool *tool, const struct option *options);

/* A number from `least` to `most`; explains and answers false otherwise. */
bool tool_number(const char *text, long least, long most, long *number);

/* --- people (person.c) ------------------------------------------------------------------------ */

/* Checks the password and computes its hash; explains what is wrong. */
enum rc person_hash(struct tool *tool, const char *password, const char *mail, const char **hash) MUST_USE;

/* Asks for a password: twice on a terminal, else one line. */
enum rc person_ask_password(struct tool *tool, const char *mail, const char **hash) MUST_USE;

/* Makes an active account. `hash` NULL: without a password. Explains what fails. */
enum rc person_add(struct tool *tool, struct account *account, const char *hash) MUST_USE;

/* Prints the link under which the account's owner chooses a password. */
enum rc person_print_link(struct tool *tool, const struct account *account) MUST_USE;

/* --- the parts -------------------------------------------------------------------------------- */

int command_init(struct tool *tool);
int command_migrate(struct tool *tool);
int command_user_add(struct tool *tool);
int command_user_role(struct tool *tool);
int command_user_password(struct tool *tool);
int command_user_list(struct tool *tool);
int command_user_disable(struct tool *tool);
int command_user_enable(struct tool *tool);
int command_user_signout(struct tool *tool);
int command_user_reset_factor(struct tool *tool);
int command_role_list(struct tool *tool);
int command_user_erase(struct tool *tool);
int command_key_renew(struct tool *tool);
int command_key_finish(struct tool *tool);
int command_kb_import(struct tool *tool);
int command_forum_import(struct tool *tool);
int command_suggestions_import(struct tool *tool);
int command_reindex(struct tool *tool);
int command_worker(struct tool *tool);
int command_mail_test(struct tool *tool);
int command_doctor(struct tool *tool);
int command_backup(struct tool *tool);
int command_restore(struct tool *tool);
int command_demo_load(struct tool *tool);
int command_config_check(struct tool *tool);
int command_cron_line(struct tool *tool);

/* Takes in every .md file below a folder; prints a line for each unless `quiet`, and the totals. FAILED if
 * one could not be read, else DONE. */
int kb_import_folder(struct tool *tool, const char *folder, const char *lang, bool quiet);

#endif
