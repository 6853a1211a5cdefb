/* Tickets in pages. One place for the words that customers and staff read for the same thing. */
#include "web/show_ticket.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attachment.h"
#include "domain/message.h"
#include "domain/participant.h"
#include "io/filetype.h"
#include "web/page.h"
#include "web/show_person.h"

/* --- words ----------------------------------------------------------------------------------- */

struct word {
	const char *code;
	const char *customer, *staff;
};

static const struct word states[] = {
	{ "open", N_("With us"), N_("Open") },
	{ "waiting", N_("Waiting for you"), N_("Waiting for customer") },
	{ "solved", N_("Solved"), N_("Solved") },
	{ "closed", N_("Closed"), N_("Closed") },
};

static const struct word priorities[] = {
	{ "low", N_("I have a question"), N_("Low") },
	{ "normal", N_("Something does not work well"), N_("Normal") },
	{ "high", N_("I can’t work"), N_("High") },
	{ "urgent", N_("Urgent"), N_("Urgent") },
};

static const struct word reasons[] = {
	{ "answered", N_("The answer solved it"), N_("The answer solved it") },
	{ "solved_myself", N_("I solved it myself"), N_("I solved it myself") },
	{ "not_needed", N_("I no longer need this"), N_("I no longer need this") },
	{ "other", N_("Something else"), N_("Something else") },
};

static const char *say(
        struct view *view, const struct word *words, size_t count, enum reader_side side, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(words[i].code, code))
			return view_say(view, side == SIDE_STAFF ? words[i].staff : words[i].customer);
	return code == NULL ? "" : code;
}

const char *say_ticket_state(struct view *view, enum reader_side side, const char *state)
{
	return say(view, states, LENGTH(states), side, state);
}

const char *say_ticket_priority(struct view *view, enum reader_side side, const char *priority)
{
	return say(view, priorities, LENGTH(priorities), side, priority);
}

const char *say_close_reason(struct view *view, const char *reason)
{
	return say(view, reasons, LENGTH(reasons), SIDE_CUSTOMER, reason);
}

const char *say_ago(struct request *request, int64_t when)
{
	struct clock_view clock = request_clock(request);
	const char *ago = time_ago(request->arena, &clock, request->now, when);

	return ago == NULL ? "" : ago;
}

const char *say_ticket_number(struct request *request, int64_t number)
{
	struct clock_view clock = request_clock(request);
	const char *digits = arena_format(request->arena, "#%lld", (long long)number);
	const char *text = digits == NULL ? NULL : number_code(request->arena, clock_numbers(&clock), digits);

	return text == NULL ? "" : text;
}

/* --- lists ----------------------------------------------------------------------------------- */

static const char *updated_text(struct request *request, const struct ticket_row *row)
{
	const char *ago = say_ago(request, row->updated_at);

	/* of a company's ticket it may have been a colleague */
	bool named = row->company_id != 0 && !text_equal(row->last_name, request->who.name);
	if (row->last_by_staff || named)
		return view_fill(request->view, N_("Updated by {1} {2}"),
		        say_name(request->view, row->last_name), ago);
	return view_fill(request->view, N_("Updated by you {1}"), ago);
}

void show_ticket_row(struct request *request, const char *list, size_t index, const struct ticket_row *row)
{
	struct view *view = request->view;
	const char *number = arena_format(request->arena, "%lld", (long long)row->number);

	view_text(view, view_item(view, list, index, "url"), urlf(request, "/tickets/{1}", number));
	view_code(view, view_item(view, list, index, "number"), row->number);
	view_text(view, view_item(view, list, index, "subject"), row->subject);
	view_text(view, view_item(view, list, index, "status"), row->state);
	view_text(view, view_item(view, list, index, "status_text"),
	        say_ticket_state(view, SIDE_CUSTOMER, row->state));
	view_flag(view, view_item(view, list, index, "unread"), ticket_row_is_new(row, request->who.id));
	view_text(view, view_item(view, list, index, "requester"), say_name(view, row->requester));
	view_text(view, view_item(view, list, index, "updated_text"), updated_text(request, row));
}

/* --- the thread ------------------------------------------------------------------------------ */

static const char *author_of(const struct request *request, const struct message *message)
{
	return message->author == NULL ? request->config->site_name
	                               : say_name(request->view, message->author);
}

static const char *closed_text(struct request *request, const struct message *message, const char *who)
{
	const char *reason = say_close_reason(request->view, message->event_to);

	if (text_empty(message->body))
		return view_fill(request->view, N_("{1} closed the ticket: {2}"), who, reason);
	return view_fill(request->view, N_("{1} closed the ticket: {2} – {3}"), who, reason, message->body);
}

/* The thread keeps the ids of those who were added and removed. */
static const char *person_of(
        struct request *request, const struct thread *thread, const struct message *message)
{
	int64_t id;
	const char *name = NULL;

	if (text_number(message->event_to, &id) == RC_OK)
		name = participant_name(&thread->people, id);
	return name == NULL ? view_say(request->view, N_("a colleague")) : say_name(request->view, name);
}

static const char *team_text(struct request *request, const char *who, const char *team)
{
	if (text_empty(team))
		return view_fill(request->view, N_("{1} took the ticket from its team"), who);
	return view_fill(request->view, N_("{1} moved the ticket to the team {2}"), who, team);
}

static const char *event_text(struct request *request, enum reader_side side, const struct thread *thread,
        const struct message *message)
{
	struct view *view = request->view;
	const char *who = author_of(request, message);
	const char *to = message->event_to;

	if (text_equal(message->event, "closed"))
		return closed_text(request, message, who);
	if (text_equal(message->event, "reopened"))
		return view_fill(view, N_("{1} opened the ticket again"), who);
	if (text_equal(message->event, "state"))
		return view_fill(
		        view, N_("{1} changed the status to “{2}”"), who, say_ticket_state(view, side, to));
	if (text_equal(message->event, "priority"))
		return view_fill(view, N_("{1} changed the priority to “{2}”"), who,
		        say_ticket_priority(view, side, to));
	if (text_equal(message->event, "added"))
		return view_fill(
		        view, N_("{1} added {2} to the ticket"), who, person_of(request, thread, message));
	if (text_equal(message->event, "removed"))
		return view_fill(view, N_("{1} removed {2} from the ticket"), who,
		        person_of(request, thread, message));
	if (text_equal(message->event, "team"))
		return team_text(request, who, to);
	if (text_equal(message->event, "idea"))
		return view_fill(view, N_("{1} voted for “{2}” in the requester’s name"), who, to);
	if (text_empty(to))
		return view_fill(view, N_("{1} took the ticket from its agent"), who);
	return view_fill(view, N_("{1} assigned the ticket to {2}"), who, say_name(view, to));
}

/* A text that the renderer gives up on is shown as it was typed. */
static enum rc show_plainly(struct request *request, const char *path, const char *text)
{
	struct buf out;
	enum rc rc;

	buf_init(&out, LIMIT_PAGE);
	buf_html(&out, text, strlen(text));
	rc = buf_finish(&out);
	if (rc == RC_OK)
		view_html(request->view, path, out.data);
	buf_free(&out);
	return rc;
}

static const char *file_kind(const char *type)
{
	if (text_starts(type, "image/"))
		return "image";
	if (text_starts(type, "text/"))
		return "text";
	if (strstr(type, "zip") != NULL || strstr(type, "tar") != NULL || strstr(type, "compressed") != NULL)
		return "archive";
	return "file";
}

static void show_file(struct request *request, const char *list, size_t index, const struct attachment *file)
{
	struct view *view = request->view;
	const char *id = text_hex(request->arena, file->public_id.data, file->public_id.length);
	const char *path = filetype_inline(file->type) ? "/files/{1}/{2}?inline=1" : "/files/{1}/{2}";

	view_text(view, view_item(view, list, index, "url"), urlf(request, path, id, file->name));
	view_text(view, view_item(view, list, index, "name"), file->name);
	view_size(view, view_item(view, list, index, "size"), file->size);
	view_text(view, view_item(view, list, index, "kind"), file_kind(file->type));
}

static void show_files(
        struct request *request, const char *list, int64_t message_id, const struct db_rows *files)
{
	const struct attachment *items = files->items;
	size_t shown = 0;

	for (size_t i = 0; i < files->count; i++)
		if (items[i].message_id == message_id)
			show_file(request, list, shown++, &items[i]);
}

static enum rc show_message(struct request *request, enum reader_side side, size_t index,
        const struct message *message, const struct thread *thread)
{
	struct view *view = request->view;
	bool event = text_equal(message->kind, "event");
	bool mine = side == SIDE_CUSTOMER && message->author_id == request->who.id;
	const char *author = author_of(request, message);

	view_text(view, view_item(view, "Messages", index, "id"),
	        arena_format(request->arena, "m%lld", (long long)message->id));
	view_time(view, view_item(view, "Messages", index, "time"), message->created_at);
	if (event) {
		view_flag(view, view_item(view, "Messages", index, "event"), true);
		view_text(view, view_item(view, "Messages", index, "text"),
		        event_text(request, side, thread, message));
		return RC_OK;
	}
	view_text(view, view_item(view, "Messages", index, "author"), author);
	view_text(view, view_item(view, "Messages", index, "initial"), text_first(request->arena, author));
	view_flag(view, view_item(view, "Messages", index, "note"), text_equal(message->kind, "note"));
	view_flag(view, view_item(view, "Messages", index, "staff"), message->by_staff);
	view_flag(view, view_item(view, "Messages", index, "mine"), mine);
	if (message->files > 0) {
		view_flag(view, view_item(view, "Messages", index, "files"), true);
		show_files(request, view_item(view, "Messages", index, "attachments"), message->id,
		        &thread->files);
	}
	const char *path = view_item(view, "Messages", index, "body_html");
	if (message->html == NULL)
		return show_plainly(request, path, message->body);
	view_html(view, path, message->html);
	return RC_OK;
}

static void show_ways(struct request *request, const struct thread *thread)
{
	const struct message *messages = thread->messages.items;

	if (thread->earlier)
		view_text(request->view, "Thread.earlier_url",
		        arena_format(
		                request->arena, "%s?before=%lld", thread->path, (long long)messages[0].id));
	if (thread->before != 0)
		view_text(request->view, "Thread.newest_url", thread->path);
}

enum rc show_thread(struct request *request, enum reader_side side, const struct thread *thread)
{
	const struct message *messages = thread->messages.items;

	for (size_t i = 0; i < thread->messages.count; i++) {
		enum rc rc = show_message(request, side, i, &messages[i], thread);
		if (rc != RC_OK)
			return rc;
	}
	show_ways(request, thread);
	return RC_OK;
}

void show_answers(struct request *request, const char *list, const char *answers)
{
	struct view *view = request->view;

	for (size_t i = 0; !text_empty(answers); i++) {
		size_t line = strcspn(answers, "\n");
		size_t label = strcspn(answers, "\t\n");
		const char *value = answers + label + (answers[label] == '\t');
		view_text(
		        view, view_item(view, list, i, "label"), arena_copy(request->arena, answers, label));
		view_text(view, view_item(view, list, i, "value"),
		        arena_copy(request->arena, value, (size_t)(answers + line - value)));
		answers += line + (answers[line] == '\n');
	}
}

/* --- files ------------------------------------------------------------------------------------------------
 */

void show_file_limits(struct request *request)
{
	struct view *view = request->view;
	struct clock_view clock = request_clock(request);
	const char *one = number_size(request->arena, clock_numbers(&clock), LIMIT_FILE);
	const char *all = number_size(request->arena, clock_numbers(&clock), LIMIT_FILES_BYTES);

	view_number(view, "Limits.files", LIMIT_FILES);
	view_number(view, "Limits.file_bytes", LIMIT_FILE);
	view_text(view, "Limits.files_text",
	        view_fill(view, N_("Up to {1} files of {2} each, {3} together."),
	                view_digits(view, LIMIT_FILES), one, all));
	if (request_has_errors(request) && request->form.file_count > 0)
		view_text(view, "Form.files.error",
		        view_say(view, N_("Choose your files again: a browser does not keep them.")));
}

enum rc check_files(struct request *request, int64_t owner_id, int64_t ticket_id)
{
	const struct form_file *files = field_files(request, "files");
	enum rc rc = attachment_check(request->db, request->arena, owner_id, ticket_id, files, request->now);

	if (rc == RC_LIMITED)
		request_error(request, "files",
		        N_("These files pass what can be sent in one day. Send them tomorrow, or fewer "
		           "now."));
	else if (rc == RC_TOO_LARGE)
		request_error(request, "files",
		        N_("This ticket holds as many files as it can. Open a new ticket for further ones."));
	else
		return rc;
	return RC_OK;
}
