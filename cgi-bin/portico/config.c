/* portico config check, portico cron-line. */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "tool.h"

int command_config_check(struct tool *tool)
{
	if (tool->argc != 1)
		return MISUSED;
	tool_say("%s: sound", tool->config_file != NULL ? tool->config_file : "no file, all defaults");
	return DONE;
}

int command_cron_line(struct tool *tool)
{
	char binary[PATH_MAX], config[PATH_MAX];
	if (tool->argc != 1)
		return MISUSED;
	ssize_t length = readlink("/proc/self/exe", binary, sizeof(binary) - 1);
	if (length <= 0)
		return tool_fail("the program's own path cannot be read");
	binary[length] = '\0';
	if (tool->config_file == NULL || realpath(tool->config_file, config) == NULL)
		return tool_fail("there is no configuration file yet");
	tool_say("* * * * * PORTICO_CONF='%s' '%s' worker --once --max-seconds=55", config, binary);
	return DONE;
}
