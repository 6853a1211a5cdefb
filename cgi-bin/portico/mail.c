/* portico mail test: whether mail gets out. */
#include "io/mail.h"

#include "base/text.h"
#include "base/time.h"
#include "tool.h"
#include "web/letter.h"

int command_mail_test(struct tool *tool)
{
	if (tool->argc != 2)
		return MISUSED;
	const char *to = tool->argv[1], *why = "it could not be written";
	if (!text_is_mail(to))
		return tool_fail("%s is not a mail address", to);
	struct view *view;
	enum rc rc = view_open(&tool->config, NULL, &view);
	if (rc != RC_OK)
		return tool_failed(rc, "templates");
	const struct letter_desk desk = {
		.config = &tool->config, .db = tool->db, .view = view, .arena = tool->arena, .now = time_now()
	};
	struct mail mail;
	rc = letter_test(&desk, to, &mail);
	if (rc == RC_OK)
		rc = mail_send(tool->arena, &tool->config, &mail, &why);
	view_close(view);
	if (rc != RC_OK)
		return tool_fail("the mail was not sent: %s", why);
	tool_say("sent to %s", to);
	return DONE;
}
