/*
 * See person_archive.h. Both readings walk over the columns that domain/person_data.h hands out: a new one
 * needs a label here and nothing else.
 */
#include "web/person_archive.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/message.h"
#include "domain/person_data.h"
#include "io/archive.h"
#include "web/show_person.h"
#include "web/show_suggestion.h"
#include "web/show_ticket.h"
#include "web/show_trust.h"
#include "web/view.h"

#define SCRATCH_FIRST ((size_t)64 << 10)
#define SCRATCH_MOST  ((size_t)16 << 20) /* a page of rows, each with a message */
#define CHUNK_MOST    ((size_t)2 << 20)  /* one row in writing */

struct words {
	const char *word, *text;
};

static const struct words titles[] = {
	{ "profile", N_("Profile") },
	{ "companies", N_("Companies") },
	{ "invitations", N_("Invitations") },
	{ "teams", N_("Teams") },
	{ "tickets", N_("Your tickets") },
	{ "messages", N_("Messages in your tickets") },
	{ "replies", N_("What you wrote in other tickets") },
	{ "acts", N_("What you did in tickets") },
	{ "participations", N_("Tickets you were added to") },
	{ "files", N_("Files you sent") },
	{ "pictures", N_("Profile pictures") },
	{ "notices", N_("Notifications") },
	{ "choices", N_("Choices for notifications") },
	{ "forum_topics", N_("Questions and topics you started") },
	{ "posts", N_("What you wrote in the forum") },
	{ "earlier", N_("Earlier texts of your posts") },
	{ "post_files", N_("Files of your posts") },
	{ "likes", N_("Posts you liked") },
	{ "flags", N_("Posts you reported") },
	{ "suggestions", N_("Ideas you suggested") },
	{ "votes", N_("Ideas you voted for") },
	{ "comments", N_("Your comments on ideas") },
	{ "follows", N_("What you follow") },
	{ "trust", N_("Your numbers in the community") },
	{ "badges", N_("Badges") },
	{ "groups", N_("Groups") },
	{ "digest", N_("Lines of your daily mails") },
	{ "signins", N_("Where you are signed in") },
	{ "devices", N_("Known browsers") },
	{ "mails", N_("E-mails to you") },
	{ "log", N_("Log of what you did") },
};

static const struct words labels[] = {
	{ "action", N_("Act") },
	{ "address", N_("Network address") },
	{ "answers", N_("Answers") },
	{ "author", N_("Written by") },
	{ "badge", N_("Badge") },
	{ "blocked_at", N_("May not write until") },
	{ "board", N_("Board") },
	{ "body", N_("Text") },
	{ "browser", N_("Browser") },
	{ "calendar", N_("Calendar") },
	{ "category", N_("Category") },
	{ "channel", N_("Channel") },
	{ "close_reason", N_("Reason for closing") },
	{ "company", N_("Company") },
	{ "created_at", N_("Created") },
	{ "days", N_("Days here") },
	{ "delete_at", N_("Will be deleted") },
	{ "detail", N_("Detail") },
	{ "digits", N_("Digits") },
	{ "due_at", N_("Due") },
	{ "edited_at", N_("Edited") },
	{ "ends_at", N_("Ends") },
	{ "event", N_("Event") },
	{ "event_to", N_("New value") },
	{ "files", N_("Files") },
	{ "flagged", N_("Reports about you that were right") },
	{ "flags_right", N_("Reports of yours that were right") },
	{ "industry", N_("Industry") },
	{ "is_industry_shown", N_("Industry is shown in the community") },
	{ "is_owner", N_("Owner") },
	{ "is_seen", N_("Seen") },
	{ "is_solved", N_("Solved") },
	{ "is_staff", N_("By staff") },
	{ "is_wanted", N_("Wanted") },
	{ "is_yours", N_("Yours") },
	{ "kind", N_("Kind") },
	{ "lang", N_("Language") },
	{ "level", N_("Level") },
	{ "like_count", N_("Likes") },
	{ "likes_given", N_("Likes given") },
	{ "likes_got", N_("Likes received") },
	{ "mail", N_("E-mail address") },
	{ "name", N_("Name") },
	{ "note", N_("Note") },
	{ "number", N_("Ticket number") },
	{ "object", N_("Concerns") },
	{ "organisation", N_("Organisation") },
	{ "path", N_("File in this archive") },
	{ "posts", N_("Posts") },
	{ "posts_read", N_("Posts read") },
	{ "priority", N_("Priority") },
	{ "reason", N_("Reason") },
	{ "recovery_codes", N_("Recovery codes left") },
	{ "rights", N_("Rights") },
	{ "role", N_("Role") },
	{ "second_factor_at", N_("Second step since") },
	{ "seen_at", N_("Last seen") },
	{ "sent_at", N_("Sent") },
	{ "size", N_("Bytes") },
	{ "solved", N_("Accepted answers") },
	{ "solved_at", N_("Solved") },
	{ "staff_role", N_("Staff role") },
	{ "state", N_("Status") },
	{ "subject", N_("Subject") },
	{ "suggestions", N_("Ideas") },
	{ "tags", N_("Tags") },
	{ "team", N_("Team") },
	{ "text_size", N_("Text size") },
	{ "theme", N_("Theme") },
	{ "title", N_("Title") },
	{ "topic", N_("Topic") },
	{ "topics", N_("Questions") },
	{ "topics_read", N_("Topics read") },
	{ "trusted_at", N_("Trusted until") },
	{ "type", N_("File type") },
	{ "updated_at", N_("Last changed") },
	{ "votes", N_("Votes") },
	{ "zone", N_("Time zone") },
};

/* States of texts, and how one hears of what one follows. */
static const struct words states[] = {
	{ "open", N_("Open") },
	{ "held", N_("Waits for a moderator") },
	{ "hidden", N_("Hidden by a moderator") },
	{ "deleted", N_("Deleted") },
	{ "waiting", N_("Not judged yet") },
	{ "right", N_("It was right") },
	{ "wrong", N_("It was not upheld") },
};
static const struct words follows[] = {
	{ "topic", N_("Forum topic") },
	{ "category", N_("Category") },
	{ "suggestion", N_("Idea") },
	{ "board", N_("Board") },
	{ "now", N_("E-mail at once") },
	{ "daily", N_("One mail a day") },
	{ "off", N_("Only in the portal") },
};

static const char *say(const struct view *view, const struct words *list, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(list[i].word, word))
			return view_say(view, list[i].text);
	return word;
}

/* --- the writer ------------------------------------------------------------------------------ */

struct writer {
	struct request *request;
	struct zip *zip;
	struct arena *rows; /* what the database gave */
	struct arena *text; /* one row in writing */
	struct buf out;
	struct clock_view clock;
	bool first;   /* no row of the section was written yet */
	int64_t file; /* files told so far */
};

static enum rc send_piece(void *context, const void *data, size_t length)
{
	const struct request *request = context;
	return http_write(request->http, data, length);
}

static enum rc flush(struct writer *writer)
{
	enum rc rc = buf_finish(&writer->out);
	if (rc == RC_OK)
		rc = zip_add(writer->zip, writer->out.data, writer->out.length);
	buf_clear(&writer->out);
	return rc;
}

static void open_view(struct writer *writer)
{
	struct request *request = writer->request;
	arena_reset(writer->text);
	view_reset(request->view, writer->text, &writer->clock, request->now);
}

static enum rc render(struct writer *writer, const char *template_name)
{
	enum rc rc = view_render(writer->request->view, template_name, &writer->out);
	return rc == RC_OK ? flush(writer) : rc;
}

/* "files/001-report.pdf": the order is that of person_data_file, those of tickets first. */
static const char *path_of(struct arena *arena, int64_t file, const char *name)
{
	return arena_format(arena, "files/%03lld-%s", (long long)file, name);
}

/* --- a value --------------------------------------------------------------------------------- */

struct value {
	const char *name;
	enum db_type type;
	const char *text; /* of a text; NULL: none */
	int64_t number;   /* of the others */
};

static struct value value_at(const void *row, const struct db_column *column)
{
	const char *at = (const char *)row + column->offset;
	struct value value = { .name = column->name, .type = column->type };
	switch (column->type) {
	case DB_TEXT:
		memcpy(&value.text, at, sizeof(value.text));
		break;
	case DB_INT64:
		memcpy(&value.number, at, sizeof(value.number));
		break;
	case DB_INT32: {
		int32_t number;
		memcpy(&number, at, sizeof(number));
		value.number = number;
		break;
	}
	case DB_BOOL:
		value.number = *(const bool *)(const void *)at;
		break;
	case DB_DOUBLE:
	case DB_BYTES:
		break;
	}
	return value;
}

static bool is_time(const char *name)
{
	size_t length = strlen(name);
	return length > 3 && text_equal(name + length - 3, "_at");
}

/* Nothing to tell: no text, no time, no number of a ticket. */
static bool is_empty(const struct value *value)
{
	if (value->type == DB_TEXT)
		return text_empty(value->text);
	return value->type != DB_BOOL && value->number == 0;
}

static bool has_files(const struct person_section *section)
{
	return text_equal(section->name, "files") || text_equal(section->name, "post_files");
}

/* --- index.html ------------------------------------------------------------------------------ */

/* Of a text or a deed in the community. */
static const char *in_community_words(struct view *view, const char *section, const struct value *value)
{
	const char *name = value->name, *text = value->text;
	if (text_equal(section, "follows"))
		return say(view, follows, LENGTH(follows), text);
	if (text_equal(name, "status"))
		return say_suggestion_status(view, NULL, text);
	if (text_equal(name, "reason"))
		return say_flag_reason(view, text);
	if (text_equal(name, "badge"))
		return say_badge(view, text);
	if (text_equal(name, "industry"))
		return say_industry(view, text);
	return text_equal(name, "state") ? say(view, states, LENGTH(states), text) : text;
}

static bool is_of_community(const char *section)
{
	static const char *const sections[] = { "forum_topics", "posts", "flags", "suggestions", "votes",
		"comments", "follows", "badges" };
	for (size_t i = 0; i < LENGTH(sections); i++)
		if (text_equal(section, sections[i]))
			return true;
	return false;
}

/* Our own words for states and their like; other texts are as they are. */
static const char *in_words(struct view *view, const char *section, const struct value *value)
{
	const char *name = value->name, *text = value->text;
	bool ticket = text_equal(section, "tickets"), profile = text_equal(section, "profile");
	if (is_of_community(section))
		return in_community_words(view, section, value);
	if (ticket && text_equal(name, "state"))
		return say_ticket_state(view, SIDE_CUSTOMER, text);
	if (ticket && text_equal(name, "priority"))
		return say_ticket_priority(view, SIDE_CUSTOMER, text);
	if (ticket && text_equal(name, "close_reason"))
		return say_close_reason(view, text);
	if (profile && text_equal(name, "state"))
		return say_account_state(view, text);
	if (profile && text_equal(name, "role"))
		return say_role(view, text);
	if (profile && text_equal(name, "industry"))
		return say_industry(view, text);
	return text_equal(name, "author") ? say_name(view, text) : text;
}

static const char *readable(struct writer *writer, const char *section, const struct value *value)
{
	struct view *view = writer->request->view;
	if (value->type == DB_TEXT)
		return in_words(view, section, value);
	if (value->type == DB_BOOL)
		return view_say(view, value->number ? N_("Yes") : N_("No"));
	if (is_time(value->name))
		return time_date_time(writer->text, &writer->clock, value->number);
	if (text_equal(value->name, "level"))
		return say_trust_level(view, (int32_t)value->number);
	return arena_format(writer->text, "%lld", (long long)value->number);
}

static enum rc show_value(struct writer *writer, const char *section, size_t index, const struct value *value)
{
	struct view *view = writer->request->view;
	const char *html = NULL;
	if (text_equal(value->name, "body")) {
		enum rc rc = message_render(writer->text, value->text, &html);
		if (rc != RC_OK)
			return rc;
	}
	view_text(view, view_item(view, "Values", index, "label"),
	        say(view, labels, LENGTH(labels), value->name));
	if (html != NULL)
		view_html(view, view_item(view, "Values", index, "text_html"), html);
	else
		view_text(view, view_item(view, "Values", index, "text"), readable(writer, section, value));
	return RC_OK;
}

static enum rc write_title(struct writer *writer, const struct person_section *section)
{
	struct view *view = writer->request->view;
	open_view(writer);
	view_text(view, "Section.title", say(view, titles, LENGTH(titles), section->name));
	return render(writer, "account/archive_section");
}

static enum rc take_html(void *context, const struct person_section *section, const void *row)
{
	struct writer *writer = context;
	const struct query *query = section->query;
	enum rc rc = writer->first ? write_title(writer, section) : RC_OK;
	size_t shown = 0;
	open_view(writer);
	writer->first = false;
	const char *name = NULL;
	for (size_t i = 1; rc == RC_OK && i < query->column_count; i++) {
		struct value value = value_at(row, &query->columns[i]);
		if (text_equal(value.name, "name"))
			name = value.text;
		if (!is_empty(&value))
			rc = show_value(writer, section->name, shown++, &value);
	}
	if (rc == RC_OK && has_files(section)) {
		const struct value path = { "path", DB_TEXT, path_of(writer->text, ++writer->file, name), 0 };
		rc = path.text == NULL ? RC_NO_MEMORY : show_value(writer, section->name, shown, &path);
	}
	return rc == RC_OK ? render(writer, "account/archive_row") : rc;
}

static enum rc write_html(struct writer *writer)
{
	struct request *request = writer->request;
	struct view *view = request->view;
	enum rc rc = zip_file(writer->zip, "index.html", -1, request->now);
	if (rc != RC_OK)
		return rc;
	open_view(writer);
	view_text(view, "Page.lang", request->language->code);
	view_text(view, "Page.dir", request->language->direction);
	view_text(view, "Site.name", request->config->site_name);
	view_text(view, "Archive.made_text",
	        view_fill(view, N_("Made on {1} for {2}."),
	                time_date_time(writer->text, &writer->clock, request->now), request->who.mail));
	rc = render(writer, "account/archive_head");
	writer->file = 0;
	for (size_t i = 0; rc == RC_OK && i < person_section_count(); i++) {
		writer->first = true;
		rc = person_data_read(
		        request->db, writer->rows, person_section_at(i), request->who.id, take_html, writer);
	}
	if (rc != RC_OK)
		return rc;
	open_view(writer);
	return render(writer, "account/archive_foot");
}

/* --- data.json ------------------------------------------------------------------------------- */

static void put_name(struct writer *writer, const char *name, bool first)
{
	buf_text(&writer->out, first ? "" : ",");
	buf_json(&writer->out, name);
	buf_char(&writer->out, ':');
}

static enum rc put_value(struct writer *writer, const struct value *value)
{
	struct buf *out = &writer->out;
	if (value->type == DB_BOOL) {
		buf_text(out, value->number ? "true" : "false");
	} else if (value->type == DB_TEXT) {
		if (value->text != NULL)
			buf_json(out, value->text);
		else
			buf_text(out, "null");
	} else if (value->number == 0 && (is_time(value->name) || text_equal(value->name, "number"))) {
		buf_text(out, "null");
	} else if (is_time(value->name)) {
		const char *iso = time_iso(writer->text, value->number);
		if (iso == NULL)
			return RC_NO_MEMORY;
		buf_json(out, iso);
	} else {
		buf_number(out, value->number);
	}
	return RC_OK;
}

static enum rc take_json(void *context, const struct person_section *section, const void *row)
{
	struct writer *writer = context;
	const struct query *query = section->query;
	const char *name = NULL;
	enum rc rc = RC_OK;
	arena_reset(writer->text);
	buf_text(&writer->out, writer->first ? "\n{" : ",\n{");
	writer->first = false;
	for (size_t i = 1; rc == RC_OK && i < query->column_count; i++) {
		struct value value = value_at(row, &query->columns[i]);
		if (text_equal(value.name, "name"))
			name = value.text;
		put_name(writer, value.name, i == 1);
		rc = put_value(writer, &value);
	}
	if (rc == RC_OK && has_files(section)) {
		const struct value path = { "path", DB_TEXT, path_of(writer->text, ++writer->file, name), 0 };
		put_name(writer, "path", false);
		rc = path.text == NULL ? RC_NO_MEMORY : put_value(writer, &path);
	}
	buf_char(&writer->out, '}');
	return rc == RC_OK ? flush(writer) : rc;
}

static enum rc write_json(struct writer *writer)
{
	struct request *request = writer->request;
	enum rc rc = zip_file(writer->zip, "data.json", -1, request->now);
	if (rc != RC_OK)
		return rc;
	const struct value made = { "made_at", DB_INT64, NULL, request->now };
	arena_reset(writer->text);
	buf_char(&writer->out, '{');
	put_name(writer, "site", true);
	buf_json(&writer->out, request->config->site_name);
	put_name(writer, made.name, false);
	rc = put_value(writer, &made);
	writer->file = 0;
	for (size_t i = 0; rc == RC_OK && i < person_section_count(); i++) {
		const struct person_section *section = person_section_at(i);
		writer->first = true;
		buf_text(&writer->out, ",\n");
		buf_json(&writer->out, section->name);
		buf_text(&writer->out, ":[");
		rc = person_data_read(request->db, writer->rows, section, request->who.id, take_json, writer);
		buf_char(&writer->out, ']');
	}
	buf_text(&writer->out, "}\n");
	return rc == RC_OK ? flush(writer) : rc;
}

/* --- files ----------------------------------------------------------------------------------- */

static enum rc add_piece(void *context, const void *data, size_t length)
{
	return zip_add(context, data, length);
}

static enum rc write_picture(struct writer *writer)
{
	struct request *request = writer->request;
	struct bytes png;
	arena_reset(writer->rows);
	enum rc rc = person_data_picture(request->db, writer->rows, request->who.id, &png);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = zip_file(writer->zip, "picture.png", (int64_t)png.length, request->now);
	return rc == RC_OK ? zip_add(writer->zip, png.data, png.length) : rc;
}

static enum rc write_files_of(struct writer *writer, bool posted)
{
	struct request *request = writer->request;
	struct attachment file = { 0 };
	enum rc rc = RC_OK;
	while (rc == RC_OK) {
		arena_reset(writer->rows);
		rc = person_data_file(request->db, writer->rows, request->who.id, posted, file.id, &file);
		if (rc != RC_OK)
			break;
		const char *path = path_of(writer->rows, ++writer->file, file.name);
		rc = path == NULL ? RC_NO_MEMORY : zip_file(writer->zip, path, file.size, request->now);
		if (rc == RC_OK)
			rc = attachment_read(request->db, &file, add_piece, writer->zip);
	}
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc write_files(struct writer *writer)
{
	writer->file = 0;
	enum rc rc = write_files_of(writer, false);
	return rc == RC_OK ? write_files_of(writer, true) : rc;
}

/* --- the whole ------------------------------------------------------------------------------- */

static enum rc write_all(struct writer *writer)
{
	enum rc rc = zip_start(send_piece, writer->request, &writer->zip);
	if (rc == RC_OK)
		rc = write_html(writer);
	if (rc == RC_OK)
		rc = write_json(writer);
	if (rc == RC_OK)
		rc = write_picture(writer);
	if (rc == RC_OK)
		rc = write_files(writer);
	if (rc == RC_OK)
		rc = zip_end(writer->zip);
	zip_free(writer->zip);
	return rc;
}

static enum rc send_archive(struct request *request, void *context)
{
	(void)context;
	struct writer writer = { .request = request,
		.rows = arena_new(SCRATCH_FIRST, SCRATCH_MOST),
		.text = arena_new(SCRATCH_FIRST, SCRATCH_MOST),
		.clock = request_clock(request) };
	enum rc rc = RC_NO_MEMORY;
	db_budget(request->db, 0); /* a slow reader may take his time */
	buf_init(&writer.out, CHUNK_MOST);
	if (writer.rows != NULL && writer.text != NULL)
		rc = write_all(&writer);
	buf_free(&writer.out);
	/* the view forgets what stood in the memory that goes now */
	view_reset(request->view, request->arena, &writer.clock, request->now);
	arena_free(writer.text);
	arena_free(writer.rows);
	return rc;
}

enum rc person_archive(struct request *request)
{
	const char *day = time_iso(request->arena, request->now);
	const char *value =
	        day == NULL ? NULL
	                    : arena_format(request->arena, "attachment; filename=\"my-data-%.10s.zip\"", day);
	enum rc rc = value == NULL ? RC_NO_MEMORY : response_header(request, "Content-Disposition", value);
	if (rc != RC_OK)
		return rc;
	request->response.content_type = "application/zip";
	request->response.stream = send_archive;
	request->response.stream_length = -1;
	return RC_OK;
}
