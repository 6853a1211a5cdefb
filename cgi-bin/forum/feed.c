/* The forum's feed: newest topics that everybody may read. */
#include "forum.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/industry.h"
#include "web/feed.h"
#include "web/show_person.h"

static enum rc name_feed(struct request *request, const struct feed_filter *filter, struct feed *feed)
{
	struct view *view = request->view;
	const char *title = view_say(view, N_("New topics")), *name = NULL;
	enum rc rc = RC_OK;
	feed->page = url(request, "/forum");
	if (!text_empty(filter->category)) {
		rc = feed_category(request->db, request->arena, filter->category, filter->lang, &name);
		feed->page = urlf(request, "/forum/c/{1}", filter->category);
	} else if (!text_empty(filter->tag)) {
		name = filter->tag;
		feed->page = urlf(request, "/forum?tag={1}", filter->tag);
	} else if (!text_empty(filter->industry)) {
		name = industry_is_known(filter->industry) ? say_industry(view, filter->industry) : NULL;
		rc = name == NULL ? RC_NOT_FOUND : RC_OK;
	}
	feed->title = name == NULL ? view_fill(view, N_("{1}: {2}"), request->config->site_name, title)
	                           : view_fill(view, N_("{1}: {2}"), title, name);
	return rc;
}

enum rc feed_page(struct request *request)
{
	const struct feed_filter filter = { .lang = request->language->code,
		.category = field_text(request, "category"),
		.industry = field_text(request, "industry"),
		.tag = field_text(request, "tag") };
	struct feed feed = { .kind = "topic", .path = "/forum/topic/{1}" };
	struct db_rows rows;
	enum rc rc = name_feed(request, &filter, &feed);
	if (rc == RC_OK)
		rc = feed_topics(request->db, request->arena, &filter, &rows);
	return rc == RC_OK ? feed_show(request, &feed, &rows) : rc;
}
