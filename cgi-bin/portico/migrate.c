/* portico migrate: the schema. */
#include "domain/migrate.h"
#include "tool.h"

static void tell(void *context, const struct migration *migration)
{
	(void)context;
	tool_say("%s%s", migration->name, migration->begun ? " (goes on where it was stopped)" : "");
}

static int print_plan(struct tool *tool)
{
	struct migrations plan;
	const char *why = "";
	if (migrate_plan(tool->db, tool->arena, tool->config.share_dir, &plan, &why) != RC_OK)
		return tool_fail("%s", why);
	for (size_t i = 0; i < plan.count; i++)
		tool_say("%s  %s",
		        plan.items[i].finished ? "done   "
		        : plan.items[i].begun  ? "begun  "
		                               : "missing",
		        plan.items[i].name);
	return DONE;
}

int command_migrate(struct tool *tool)
{
	static const struct option options[] = { { "plan", no_argument, NULL, 'p' }, { NULL, 0, NULL, 0 } };
	bool plan = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == '?')
			return MISUSED;
		plan = true;
	}
	if (optind != tool->argc)
		return MISUSED;
	db_expect_schema(tool->db, 0);
	if (plan)
		return print_plan(tool);
	const char *why = "";
	if (migrate_run(tool->db, tool->arena, tool->config.share_dir, tell, NULL, &why) != RC_OK)
		return tool_fail("%s", why);
	tool_say("the schema is up to date");
	return DONE;
}
