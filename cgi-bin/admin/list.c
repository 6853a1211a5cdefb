/* See list.h. */
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "web/page.h"

/* --- what is asked for ----------------------------------------------------------------------- */

struct list_place list_place(const struct request *request)
{
	struct page_key key = pager_key(request);
	return (struct list_place){ key.at, key.id, key.set, key.backwards };
}

bool list_by_date(const struct request *request)
{
	const char *sort = field_text(request, "sort");
	return text_equal(sort, "newest") || text_equal(sort, "oldest");
}

bool list_downwards(const struct request *request)
{
	const char *sort = field_text(request, "sort");
	return text_equal(sort, "newest") || text_equal(sort, "name-down");
}

bool list_is_search(const struct request *request)
{
	return !text_empty(field_text(request, "q"));
}

struct named_filter list_named_filter(const struct request *request)
{
	return (struct named_filter){ .search = field_text(request, "q"),
		.by_created = list_by_date(request),
		.downwards = list_downwards(request),
		.place = list_place(request) };
}

static void add_field(const struct request *request, struct buf *out, const char *name)
{
	const char *value = field_text(request, name);
	if (text_empty(value))
		return;
	if (out->length > 0)
		buf_char(out, '&');
	buf_text(out, name);
	buf_char(out, '=');
	buf_url(out, value);
}

static const char *keep(struct request *request, struct buf *out)
{
	const char *query = buf_keep(out, request->arena);
	return query ? query : "";
}

const char *list_query(struct request *request, const char *const *names)
{
	struct buf out;
	buf_init(&out, LIMIT_QUERY * 3);
	for (size_t i = 0; names[i]; i++)
		add_field(request, &out, names[i]);
	return keep(request, &out);
}

/* The same with the search. */
static const char *whole_query(struct request *request, const struct admin_list *list)
{
	struct buf out;
	buf_init(&out, LIMIT_QUERY * 3);
	add_field(request, &out, "q");
	for (size_t i = 0; list->filters[i]; i++)
		add_field(request, &out, list->filters[i]);
	return keep(request, &out);
}

static const char *address(struct request *request, const struct admin_list *list, const char *path)
{
	const char *query = whole_query(request, list);
	return arena_format(request->arena, "%s%s%s", url(request, path), *query ? "?" : "", query);
}

/* --- the page -------------------------------------------------------------------------------- */

static void show_pages(
        struct request *request, const struct admin_list *list, const struct db_rows *rows, bool more)
{
	struct list_place place = list_place(request);
	if (rows->count == 0)
		return;
	pager_show(request, url(request, list->path), whole_query(request, list), list->key(rows, 0),
	        list->key(rows, rows->count - 1), place.backwards ? more : place.set,
	        place.backwards || more);
}

void list_show(struct request *request, const struct admin_list *list, const struct db_rows *rows, bool more)
{
	struct view *view = request->view;
	if (list->pages_search || !list_is_search(request))
		show_pages(request, list, rows, more);
	else if (more)
		view_text(view, "List.summary_text",
		        view_fill(view, N_("The first {1}. More letters find fewer."),
		                view_digits(view, (int64_t)rows->count)));
	view_text(view, "List.action", url(request, list->path));
	view_text(view, "List.query", field_text(request, "q"));
	view_flag(view, "List.filtered", *whole_query(request, list) != '\0');
	if (may(&request->who, PERMISSION_EXPORT))
		view_text(view, "List.csv_url", address(request, list, list->csv));
}

void list_show_sorts(struct request *request)
{
	static const struct {
		const char *value, *text;
	} sorts[] = { { "name", N_("Name, A to Z") }, { "name-down", N_("Name, Z to A") },
		{ "newest", N_("Newest first") }, { "oldest", N_("Oldest first") } };
	struct view *view = request->view;
	for (size_t i = 0; i < LENGTH(sorts); i++)
		view_option(view, "Sorts", i, sorts[i].value, view_say(view, sorts[i].text),
		        text_equal(field_text(request, "sort"), sorts[i].value));
}

void list_show_choice(struct request *request, const char *hdf, const char *field, const char *all,
        const char *const *words, size_t count, const char *(*say)(const struct view *, const char *))
{
	const char *chosen = field_text(request, field);
	struct view *view = request->view;
	view_option(view, hdf, 0, "", view_say(view, all), text_empty(chosen));
	for (size_t i = 0; i < count; i++)
		view_option(view, hdf, i + 1, words[i], say(view, words[i]), text_equal(chosen, words[i]));
}

/* --- the file -------------------------------------------------------------------------------- */

enum rc list_file(struct request *request, const char *const *titles, size_t count, struct csv **csv)
{
	enum rc rc = csv_begin(request, csv);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++)
		csv_head(*csv, titles[i]);
	csv_end_row(*csv);
	return RC_OK;
}

bool list_next(struct request *request, const struct admin_list *list, const struct csv *csv,
        const struct db_rows *rows, bool more, struct list_place *place)
{
	/* a search without pages is one batch: it finds no more than that */
	if (!more || rows->count == 0 || (list_is_search(request) && !list->pages_search))
		return false;
	struct page_key last = list->key(rows, rows->count - 1);
	*place = (struct list_place){ .at = last.at, .id = last.id, .set = true };
	return csv_goes_on(csv);
}

enum rc list_send(struct request *request, const struct admin_list *list, struct csv *csv, const char *name)
{
	return csv_send(csv, name, address(request, list, list->path));
}
