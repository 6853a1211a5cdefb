/* The feed of suggestions: the newest that everybody may read, or what became of them. */
#include "base/message.h"
#include "base/text.h"
#include "suggestions.h"
#include "web/feed.h"
#include "web/show_suggestion.h"

enum rc feed_page(struct request *request)
{
	struct view *view = request->view;
	const struct feed_filter filter = { .lang = request->language->code,
		.board = field_text(request, "board"),
		.status = field_text(request, "status") };
	bool turned = !text_empty(filter.status);
	struct feed feed = { .kind = turned ? "status" : "suggestion",
		.path = "/suggestions/{1}",
		.page = url(request, "/suggestions") };
	const char *name = request->config->site_name;
	struct suggestion_rules rules;
	struct db_rows rows;
	enum rc rc = suggestion_rules_read(request->db, request->arena, filter.lang, &rules);
	if (rc == RC_OK && turned)
		feed.status_text = say_suggestion_status(view, &rules, filter.status);
	if (rc == RC_OK && !text_empty(filter.board)) {
		rc = feed_board(request->db, request->arena, filter.board, filter.lang, &name);
		feed.page = urlf(request, "/suggestions/b/{1}", filter.board);
	}
	if (rc == RC_OK)
		rc = feed_suggestions(request->db, request->arena, &filter, &rows);
	if (rc != RC_OK)
		return rc;
	feed.title = view_fill(
	        view, N_("{1}: {2}"), name, turned ? feed.status_text : view_say(view, N_("New ideas")));
	return feed_show(request, &feed, &rows);
}
