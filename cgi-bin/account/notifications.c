/* What the person is told, and by which channel. */
#include "account.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/notify.h"
#include "web/show_notice.h"

/* "mail_ticket_answer": the fields of the form, as main.c lists them. */
static const char *field_of(struct request *request, enum notify_event event, enum notify_channel channel)
{
	const char *name =
	        arena_format(request->arena, "%s_%s", notify_channel_word(channel), notify_event_word(event));
	return name ? name : "";
}

static void show_choice(struct request *request, size_t index, const char *column, enum notify_event event,
        enum notify_channel channel, bool wanted)
{
	struct view *view = request->view;
	const char *node = view_item(view, "Events", index, column);
	if (notify_is_fixed(event, channel)) {
		view_flag(view, arena_format(request->arena, "%s.fixed", node), true);
		return;
	}
	view_text(view, arena_format(request->arena, "%s.field", node), field_of(request, event, channel));
	view_flag(view, arena_format(request->arena, "%s.wanted", node), wanted);
}

enum rc notifications_page(struct request *request)
{
	struct view *view = request->view;
	struct notify_choices choices;
	enum rc rc = notify_read(request->db, request->arena, request->who.id, &choices);
	if (rc != RC_OK)
		return rc;
	show_area(request, AREA_NOTIFICATIONS, view_say(view, N_("Notifications")));
	for (size_t i = 0; i < NOTIFY__COUNT; i++) {
		const bool *wanted = choices.wanted[i];
		view_text(view, view_item(view, "Events", i, "text"), say_notify_event(view, i));
		view_text(view, view_item(view, "Events", i, "id"), notify_event_word(i));
		show_choice(request, i, "mail", i, NOTIFY_MAIL, wanted[NOTIFY_MAIL]);
		show_choice(request, i, "portal", i, NOTIFY_PORTAL, wanted[NOTIFY_PORTAL]);
	}
	view_text(view, "Notifications.action", url(request, "/account/notifications"));
	view_text(view, "Notifications.follows_url", url(request, "/account/follows"));
	page_token(request, "Token.notifications", "/account/notifications");
	return page_show(request, "account/notifications");
}

enum rc save_notifications(struct request *request)
{
	struct notify_choices choices;
	for (int i = 0; i < NOTIFY__COUNT; i++)
		for (int k = 0; k < NOTIFY_CHANNEL__COUNT; k++)
			choices.wanted[i][k] =
			        notify_is_fixed(i, k) || field_flag(request, field_of(request, i, k));
	enum rc rc = notify_write(request->db, request->who.id, &choices);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, url(request, "/account/notifications"), "notifications-saved"));
}
