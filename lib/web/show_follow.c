/* See show_follow.h. */
#include "web/show_follow.h"

#include "base/message.h"
#include "base/text.h"
#include "web/page.h"
#include "web/small_act.h"

#define STOP "stop"

const struct field follow_fields[1] = {
	{ .name = "mail", .kind = FIELD_CHOICE, .required = true, .choices = "now daily off stop" },
};

static const struct {
	const char *mail, *text;
} ways[] = {
	{ FOLLOW_NOW, N_("A mail at once") },
	{ FOLLOW_DAILY, N_("One mail a day") },
	{ FOLLOW_OFF, N_("In the portal only") },
};

void show_follow_ways(struct request *request, const char *list, const char *mail, bool stop)
{
	struct view *view = request->view;
	for (size_t i = 0; i < LENGTH(ways); i++)
		view_option(view, list, i, ways[i].mail, view_say(view, ways[i].text),
		        text_equal(mail, ways[i].mail));
	if (stop)
		view_option(
		        view, list, LENGTH(ways), STOP, view_say(view, N_("Do not follow any more")), false);
}

void show_follow(struct request *request, const char *mail, const char *address, const char *route_path)
{
	struct view *view = request->view;
	if (!request->signed_in)
		return;
	view_text(view, "Follow.action", address);
	view_flag(view, "Follow.follows", mail != NULL);
	show_follow_ways(request, "Follow.options", mail, mail != NULL);
	page_token(request, "Follow.token", route_path);
}

enum rc take_follow(struct request *request, const char *kind, int64_t ref_id, const char *back)
{
	const char *mail = field_text(request, "mail");
	bool blocked;
	if (request->prepared != NULL)
		return RC_LIMITED;
	if (request_has_errors(request))
		return RC_INVALID;
	if (text_equal(mail, STOP)) {
		enum rc rc = follow_stop(request->db, request->who.id, kind, ref_id);
		return rc == RC_OK ? page_go(request, page_done(request, back, "follow-stopped")) : rc;
	}
	enum rc rc = find_blocked(request, &blocked);
	if (rc == RC_OK && blocked)
		return page_go(request, page_done(request, back, "follow-blocked"));
	if (rc == RC_OK)
		rc = follow_set(
		        request->db, request->arena, request->who.id, kind, ref_id, mail, request->now);
	if (rc == RC_LIMITED)
		return page_go(request, page_done(request, back, "follow-full"));
	return rc == RC_OK ? page_go(request, page_done(request, back, "followed")) : rc;
}
