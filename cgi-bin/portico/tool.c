/* See tool.h. */
#include "tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/log.h"
#include "base/number.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "version.h"

#define LINE_BYTES 4096

enum rc tool_open(struct tool *tool)
{
	log_start("portico", LOG_LEVEL_INFO);
	tool->keep = arena_new(16384, (size_t)4 << 20);
	tool->arena = arena_new(65536, (size_t)256 << 20);
	if (tool->keep == NULL || tool->arena == NULL)
		return RC_NO_MEMORY;
	enum rc rc = secret_start();
	if (rc != RC_OK)
		return rc;
	const char *why = "";
	tool->config_file = config_path(tool->keep);
	rc = config_load(tool->keep, &tool->config, &why);
	if (rc != RC_OK) {
		tool_fail("configuration: %s", why);
		return rc;
	}
	log_start("portico", tool->config.log_level);
	config_database_role(&tool->config, tool->role);
	rc = db_open(&tool->config, &tool->db);
	if (rc == RC_OK)
		db_expect_schema(tool->db, PORTICO_SCHEMA);
	return rc;
}

void tool_close(struct tool *tool)
{
	db_close(tool->db);
	number_release();
	time_release();
	arena_free(tool->arena);
	arena_free(tool->keep);
}

void tool_say(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vprintf(format, values);
	va_end(values);
	putchar('\n');
}

void tool_note(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
}

int tool_fail(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fputs("portico: ", stderr);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	return FAILED;
}

int tool_failed(enum rc rc, const char *what)
{
	switch (rc) {
	case RC_DB:
	case RC_RETRY:
		return tool_fail(
		        "%s: the database failed; the lines above say how, portico doctor says what to do",
		        what);
	case RC_NO_MEMORY:
		return tool_fail("%s: out of memory", what);
	default:
		return tool_fail("%s: %s", what, rc_text(rc));
	}
}

/* Turns the terminal's echo off or on again; false when standard input is none. */
static bool set_echo(bool on)
{
	struct termios settings;
	if (tcgetattr(STDIN_FILENO, &settings) != 0)
		return false;
	if (on)
		settings.c_lflag |= (tcflag_t)ECHO;
	else
		settings.c_lflag &= ~(tcflag_t)ECHO;
	return tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) == 0;
}

const char *tool_ask(struct tool *tool, const char *prompt, bool secret)
{
	char line[LINE_BYTES];
	bool terminal = isatty(STDIN_FILENO) != 0;
	if (terminal)
		fprintf(stderr, "%s: ", prompt);
	bool hidden = terminal && secret && set_echo(false);
	const char *got = fgets(line, sizeof(line), stdin);
	if (hidden && set_echo(true))
		fputc('\n', stderr);
	if (got == NULL)
		return NULL;
	line[strcspn(line, "\r\n")] = '\0';
	const char *copy = arena_text(tool->keep, line);
	explicit_bzero(line, sizeof(line));
	return copy;
}

int tool_option(struct tool *tool, const struct option *options)
{
	return getopt_long(tool->argc, tool->argv, "", options, NULL);
}

bool tool_number(const char *text, long least, long most, long *number)
{
	int64_t value;
	if (text_number(text, &value) == RC_OK && value >= least && value <= most) {
		*number = (long)value;
		return true;
	}
	tool_fail("%s is not a number from %ld to %ld", text, least, most);
	return false;
}
