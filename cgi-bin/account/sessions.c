/* /account/sessions: the devices on which the person is signed in, to see and to end (SES-05). */
#include <stdlib.h>
#include <string.h>

#include "account.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/user_agent.h"
#include "domain/device.h"
#include "domain/signin_list.h"

/* --- the list -------------------------------------------------------------------------------- */

static const char *say_device(struct view *view, const char *header)
{
	struct user_agent agent = user_agent_read(header);
	if (agent.browser && agent.platform)
		return view_fill(view, N_("{1} on {2}"), agent.browser, agent.platform);
	if (agent.browser || agent.platform)
		return agent.browser ? agent.browser : agent.platform;
	return view_say(view, N_("Unknown browser"));
}

static bool is_this(const struct request *request, const struct signin *signin)
{
	return signin->token_hash.length == SECRET_HASH &&
	       secret_equal(signin->token_hash.data, request->session_hash, SECRET_HASH);
}

static void show_session(struct request *request, size_t index, const struct signin *signin)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Sessions", index, "device"), say_device(view, signin->agent));
	view_flag(view, view_item(view, "Sessions", index, "handheld"),
	        user_agent_read(signin->agent).handheld);
	view_text(view, view_item(view, "Sessions", index, "address"), signin->address);
	view_time(view, view_item(view, "Sessions", index, "since"), signin->created_at);
	view_time(view, view_item(view, "Sessions", index, "seen"), signin->seen_at);
	view_text(view, view_item(view, "Sessions", index, "id"),
	        text_hex(request->arena, signin->token_hash.data, signin->token_hash.length));
	view_flag(view, view_item(view, "Sessions", index, "current"), is_this(request, signin));
}

/* "1732000000-ab12…" in the field "at". Anything else is the start of the list. */
static struct signin_place asked_place(const struct request *request)
{
	struct signin_place place = { 0 };
	const char *at = field_text(request, "at");
	char *end;
	int64_t created = strtoll(at, &end, 10);
	if (end == at || *end != '-' || created <= 0)
		return place;
	if (text_unhex(end + 1, place.token_hash, SECRET_HASH) == RC_OK)
		place.created_at = created;
	return place;
}

static void show_pages(struct request *request, const struct db_rows *rows, bool more, bool later)
{
	const struct signin *items = rows->items;
	const char *path = url(request, "/account/sessions");
	if (later)
		view_text(request->view, "Pager.previous_url", path);
	if (!more || rows->count == 0)
		return;
	const struct signin *last = &items[rows->count - 1];
	const char *hex = text_hex(request->arena, last->token_hash.data, last->token_hash.length);
	view_text(request->view, "Pager.next_url",
	        arena_format(
	                request->arena, "%s?at=%lld-%s", path, (long long)last->created_at, hex ? hex : ""));
}

static void show_devices(struct request *request, int64_t devices)
{
	struct view *view = request->view;
	if (devices == 0)
		return;
	view_text(view, "Devices.text",
	        view_plural(view, N_("You have signed in with {n} browser that we would know again."),
	                N_("You have signed in with {n} browsers that we would know again."), devices));
	view_text(view, "Devices.forget_url", url(request, "/account/sessions/forget"));
	page_token(request, "Token.forget", "/account/sessions/forget");
}

enum rc sessions_page(struct request *request)
{
	struct view *view = request->view;
	struct signin_place place = asked_place(request);
	struct db_rows rows;
	int64_t devices = 0;
	bool more;
	enum rc rc = signin_list(request->db, request->arena, request->who.id, &place, LIMIT_PAGE_ROWS,
	        request->now, &rows, &more);
	if (rc == RC_OK)
		rc = device_count(request->db, request->who.id, &devices);
	if (rc != RC_OK)
		return rc;
	const struct signin *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_session(request, i, &items[i]);
	show_area(request, AREA_SESSIONS, view_say(view, N_("Devices")));
	show_pages(request, &rows, more, place.created_at != 0);
	show_devices(request, devices);
	view_flag(view, "Sessions_others", rows.count > 1 || place.created_at != 0);
	view_text(view, "Session.end_url", url(request, "/account/sessions/end"));
	view_text(view, "Session.others_url", url(request, "/account/sessions/others"));
	page_token(request, "Token.end", "/account/sessions/end");
	page_token(request, "Token.others", "/account/sessions/others");
	return page_show(request, "account/sessions");
}

/* --- acts ------------------------------------------------------------------------------------ */

static enum rc go_back(struct request *request, const char *done)
{
	return page_go(request, page_done(request, url(request, "/account/sessions"), done));
}

/* One that has ended meanwhile, or is not his, is as good as ended. */
enum rc end_session(struct request *request)
{
	uint8_t hash[SECRET_HASH];
	if (request_has_errors(request) || text_unhex(field_text(request, "id"), hash, SECRET_HASH) != RC_OK)
		return go_back(request, "session-ended");
	enum rc rc = signin_end_own(request->db, request->who.id, hash);
	if (rc == RC_OK)
		rc = note_act(request, "session-ended", NULL);
	return rc == RC_OK || rc == RC_NOT_FOUND ? go_back(request, "session-ended") : rc;
}

enum rc end_other_sessions(struct request *request)
{
	enum rc rc = signin_end_others(request->db, request->who.id, request->session_hash);
	if (rc == RC_OK)
		rc = note_act(request, "sessions-ended", "sessions_ended");
	return rc == RC_OK ? go_back(request, "sessions-ended") : rc;
}

enum rc forget_devices(struct request *request)
{
	enum rc rc = device_forget_all(request->db, request->who.id);
	if (rc == RC_OK)
		rc = note_act(request, "devices-forgotten", NULL);
	return rc == RC_OK ? go_back(request, "devices-forgotten") : rc;
}
