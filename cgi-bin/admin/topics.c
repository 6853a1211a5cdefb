/* All topics of the forum as a file. */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "domain/forum_export.h"
#include "web/page.h"

static void write_number(struct csv *csv, int64_t number)
{
	if (number == 0)
		csv_text(csv, NULL);
	else
		csv_number(csv, number);
}

static void write_row(struct csv *csv, const struct forum_export_row *row)
{
	csv_number(csv, row->id);
	csv_text(csv, row->category);
	csv_text(csv, row->title);
	csv_text(csv, row->body);
	csv_text(csv, row->state);
	csv_number(csv, row->closed);
	csv_number(csv, row->pinned);
	csv_number(csv, row->solved);
	csv_number(csv, row->reply_count);
	csv_number(csv, row->like_count);
	csv_text(csv, row->author);
	csv_text(csv, row->industry);
	csv_text(csv, row->lang);
	csv_text(csv, row->tags);
	write_number(csv, row->suggestion_id);
	csv_time(csv, row->created_at);
	csv_time(csv, row->activity_at);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv)
{
	struct forum_export_filter filter = { .category_id = field_number(request, "category"),
		.state = field_text(request, "state"),
		.lang = request->language->code };
	struct db_rows rows;
	enum rc rc;
	do {
		rc = forum_export(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows);
		const struct forum_export_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(csv, &items[i]);
		if (rc == RC_OK && rows.count > 0)
			filter.after_id = items[rows.count - 1].id;
	} while (rc == RC_OK && rows.count == LIMIT_EXPORT_BATCH && csv_goes_on(csv));
	return rc;
}

enum rc topics_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Category"), N_("Title"), N_("Text"),
		N_("State"), N_("Closed"), N_("Pinned"), N_("Solved"), N_("Replies"), N_("Likes"),
		N_("Author"), N_("Industry"), N_("Language"), N_("Tags"), N_("Idea"), N_("Asked"),
		N_("Newest post") };
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);
	if (rc == RC_OK)
		rc = write_rows(request, csv);
	return rc == RC_OK ? csv_send(csv, "forum_topic", url(request, "/admin/forum")) : rc;
}
