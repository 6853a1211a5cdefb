/* Topics of the forum that nobody has answered for a day, who waits longest first. */
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "domain/forum_category.h"
#include "domain/forum_waiting.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_person.h"

static const char *number_text(struct request *request, int64_t number)
{
	return arena_format(request->arena, "%lld", (long long)number);
}

static struct forum_waiting_filter asked(const struct request *request)
{
	struct page_key key = pager_key(request);
	const struct language *lang = language_find(field_text(request, "lang"));
	return (struct forum_waiting_filter){ .category_id = field_number(request, "category"),
		.lang = lang ? lang->code : "",
		.place = { key.at, key.id, key.set, key.backwards } };
}

static void show_row(struct request *request, size_t index, const struct forum_waiting_row *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Topics", index, "url"),
	        urlf(request, "/forum/topic/{1}", number_text(request, row->id)));
	view_text(view, view_item(view, "Topics", index, "title"), row->title);
	view_text(view, view_item(view, "Topics", index, "lang"), row->lang);
	view_text(view, view_item(view, "Topics", index, "category"), row->category);
	view_text(view, view_item(view, "Topics", index, "colour"), row->colour);
	view_text(view, view_item(view, "Topics", index, "author"), say_name(view, row->author));
	view_flag(view, view_item(view, "Topics", index, "restricted"),
	        !text_equal(row->audience, AUDIENCE_PUBLIC));
	view_time(view, view_item(view, "Topics", index, "waited"), row->created_at);
}

static void show_filters(
        struct request *request, const struct forum_waiting_filter *filter, const struct db_rows *rows)
{
	const struct forum_category *categories = rows->items;
	struct view *view = request->view;
	view_option(
	        view, "Categories", 0, "", view_say(view, N_("All categories")), filter->category_id == 0);
	for (size_t i = 0; i < rows->count; i++)
		view_option(view, "Categories", i + 1, number_text(request, categories[i].id),
		        categories[i].name, categories[i].id == filter->category_id);
	view_option(view, "Written", 0, "", view_say(view, N_("All languages")), text_empty(filter->lang));
	for (size_t i = 0; language_at(i); i++)
		view_option(view, "Written", i + 1, language_at(i)->code, language_at(i)->name,
		        text_equal(language_at(i)->code, filter->lang));
	view_text(view, "Queue.action", url(request, "/desk/forum"));
	view_flag(view, "Queue.filtered", filter->category_id != 0 || !text_empty(filter->lang));
}

static void show_pages(struct request *request, const struct forum_waiting_filter *filter,
        const struct db_rows *rows, bool more)
{
	const struct forum_waiting_row *items = rows->items;
	bool backwards = filter->place.backwards;
	if (rows->count == 0)
		return;
	const char *query = arena_format(request->arena, "category=%s&lang=%s",
	        filter->category_id ? number_text(request, filter->category_id) : "", filter->lang);
	struct page_key from = { .at = items[0].created_at, .id = items[0].id };
	struct page_key to = { .at = items[rows->count - 1].created_at, .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/desk/forum"), query ? query : "", from, to,
	        backwards ? more : filter->place.set, backwards || more);
}

enum rc forum_page(struct request *request)
{
	const struct forum_reader reader = { &request->who, request->language->code,
		request->config->default_language };
	struct forum_waiting_filter filter = asked(request);
	struct forum_waiting_counts counts;
	struct db_rows rows, categories;
	bool more;
	enum rc rc = forum_waiting_counts(request->db, request->arena, request->now, &counts);
	if (rc == RC_OK)
		rc = forum_category_list(request->db, request->arena, &reader, &categories);
	if (rc == RC_OK)
		rc = forum_waiting_list(request->db, request->arena, &filter, request->language->code,
		        request->now, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct forum_waiting_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &items[i]);
	show_filters(request, &filter, &categories);
	show_pages(request, &filter, &rows, more);
	show_views(request, NULL, VIEW_FORUM, "");
	show_community_counts(request, &counts);
	page_title(request, view_say(request->view, N_("Forum: no answer")));
	return page_show(request, "desk/forum");
}
