/* The boards of suggestions: the list in its order, one with its texts and audience, and all suggestions as a
 * file. */
#include "admin.h"
#include "list.h"
#include "place.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/forum_category.h"
#include "domain/suggestion_board.h"
#include "domain/suggestion_export.h"
#include "web/page.h"
#include "web/show_audience.h"

/* --- the list -------------------------------------------------------------------------------- */

static void show_row(struct request *request, size_t index, const struct suggestion_board *board)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Boards", index, "url"),
	        admin_url(request, "/admin/boards/{1}", board->id));
	view_text(view, view_item(view, "Boards", index, "name"), board->name);
	view_text(view, view_item(view, "Boards", index, "slug"), board->slug);
	view_text(view, view_item(view, "Boards", index, "colour"), board->colour);
	view_text(view, view_item(view, "Boards", index, "audience_text"),
	        say_audience(view, board->audience, board->audience_name));
	view_flag(view, view_item(view, "Boards", index, "guests"), board->guests);
	view_flag(view, view_item(view, "Boards", index, "closed"), !board->active);
	view_flag(view, view_item(view, "Boards", index, "stale"), board->stale);
	view_code(view, view_item(view, "Boards", index, "position"), board->position);
}

enum rc boards_page(struct request *request)
{
	struct view *view = request->view;
	struct db_rows rows;
	enum rc rc = suggestion_board_list(
	        request->db, request->arena, &request->who, request->language->code, &rows);
	if (rc != RC_OK)
		return rc;
	const struct suggestion_board *boards = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &boards[i]);
	admin_frame(request, "boards");
	page_title(request, view_say(view, N_("Boards of ideas")));
	view_text(view, "Board.new_url", url(request, "/admin/boards/new"));
	if (admin_may_export_community(request))
		view_text(view, "List.csv_url", url(request, "/admin/suggestions.csv"));
	return page_show(request, "admin/boards");
}

/* --- all suggestions as a file --------------------------------------------------------------- */

static void write_row(struct csv *csv, const struct suggestion_export_row *row)
{
	csv_number(csv, row->id);
	csv_text(csv, row->board);
	csv_text(csv, row->title);
	csv_text(csv, row->body);
	csv_text(csv, row->status);
	csv_text(csv, row->state);
	if (row->merged_id == 0)
		csv_text(csv, NULL);
	else
		csv_number(csv, row->merged_id);
	csv_number(csv, row->vote_count);
	csv_number(csv, row->comment_count);
	csv_text(csv, row->author);
	csv_text(csv, row->industry);
	csv_text(csv, row->lang);
	csv_text(csv, row->tags);
	csv_text(csv, row->answer);
	csv_time(csv, row->created_at);
	csv_time(csv, row->updated_at);
	csv_time(csv, row->status_at);
	csv_end_row(csv);
}

static enum rc write_rows(struct request *request, struct csv *csv)
{
	struct suggestion_export_filter filter = { .board_id = field_number(request, "board"),
		.status = field_text(request, "status"),
		.state = field_text(request, "state"),
		.lang = request->language->code };
	struct db_rows rows;
	enum rc rc;
	do {
		rc = suggestion_export(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows);
		const struct suggestion_export_row *items = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
			write_row(csv, &items[i]);
		if (rc == RC_OK && rows.count > 0)
			filter.after_id = items[rows.count - 1].id;
	} while (rc == RC_OK && rows.count == LIMIT_EXPORT_BATCH && csv_goes_on(csv));
	return rc;
}

enum rc suggestions_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Board"), N_("Title"), N_("Text"),
		N_("Status"), N_("State"), N_("Merged into"), N_("Votes"), N_("Comments"), N_("Author"),
		N_("Industry"), N_("Language"), N_("Tags"), N_("Official answer"), N_("Proposed"),
		N_("Edited"), N_("Status since") };
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);
	if (rc == RC_OK)
		rc = write_rows(request, csv);
	return rc == RC_OK ? csv_send(csv, "suggestion", url(request, "/admin/boards")) : rc;
}

/* --- its form -------------------------------------------------------------------------------- */

static void show_values(struct request *request, const struct suggestion_board *board)
{
	bool typed = request->method == METHOD_POST;
	struct view *view = request->view;
	view_text(view, "Form.slug.value", board->slug);
	view_number(view, "Form.position.value", board->position);
	view_flag(view, "Form.guests.value", typed ? field_flag(request, "guests") : board->guests);
	view_flag(view, "Form.active.value", typed ? field_flag(request, "active") : board->active);
	show_colours(request, forum_colour_at, typed ? field_text(request, "colour") : board->colour);
}

static enum rc show_form(
        struct request *request, const struct suggestion_board *board, const struct db_rows *texts)
{
	const struct audience_choice choice = { board->audience, board->audience_id, board->audience_name };
	enum rc rc = show_audience(request, &choice);
	if (rc != RC_OK)
		return rc;
	show_values(request, board);
	place_show_texts(request, texts, true);
	return RC_OK;
}

static enum rc take_draft(struct request *request, struct suggestion_board_draft *draft)
{
	struct audience_choice choice;
	*draft = (struct suggestion_board_draft){ .slug = field_text(request, "slug"),
		.colour = field_text(request, "colour"),
		.guests = field_flag(request, "guests"),
		.active = field_flag(request, "active"),
		.position = (int32_t)(field_number(request, "position") % 1000) };
	enum rc rc = take_audience(request, &choice);
	draft->audience = choice.audience;
	draft->audience_id = choice.id;
	place_check(request, draft->slug, draft->colour);
	place_take_texts(request, &draft->texts,
	        N_("Give the board a name in this language: it is shown where another one is missing."));
	return rc;
}

/* What the database refuses; false for other codes. */
static bool note_refusal(struct request *request, enum rc rc)
{
	if (rc == RC_CONFLICT)
		request_error(request, "slug", N_("Another board has this address. Choose another one."));
	else if (rc == RC_LIMITED)
		request_error(request, "", N_("There are as many boards as there may be. Delete one first."));
	else if (rc == RC_INVALID)
		request_error(request, "audience", N_("This company or group is not there any more."));
	else
		return false;
	return true;
}

/* --- a new one ------------------------------------------------------------------------------- */

static enum rc show_new(struct request *request)
{
	const struct suggestion_board empty = {
		.slug = "", .colour = "blue", .audience = AUDIENCE_PUBLIC, .active = true
	};
	const struct db_rows none = { 0 };
	enum rc rc = show_form(request, &empty, &none);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "boards");
	page_crumb(request, view_say(request->view, N_("New board")), NULL);
	page_title(request, view_say(request->view, N_("New board")));
	view_text(request->view, "Board.action", url(request, "/admin/boards/new"));
	page_token(request, "Token.board", "/admin/boards/new");
	return page_show(request, "admin/board");
}

enum rc board_new_page(struct request *request)
{
	return show_new(request);
}

enum rc board_add(struct request *request)
{
	struct suggestion_board_draft draft;
	int64_t id;
	enum rc rc = take_draft(request, &draft);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_new(request);
	rc = suggestion_board_add(request->db, request->arena, &request->who, &draft, request->now, &id);
	if (note_refusal(request, rc))
		return show_new(request);
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, admin_url(request, "/admin/boards/{1}", id), "board-added"));
}

/* --- one board ------------------------------------------------------------------------------- */

static enum rc read_board(struct request *request, struct suggestion_board *board)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? suggestion_board_by_id(request->db, request->arena, &request->who, id,
	                             request->language->code, board)
	                   : rc;
}

static enum rc show_board(struct request *request, const struct suggestion_board *board)
{
	struct view *view = request->view;
	struct db_rows texts;
	enum rc rc = suggestion_board_texts(request->db, request->arena, board->id, &texts);
	if (rc == RC_OK)
		rc = show_form(request, board, &texts);
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "boards");
	page_crumb(request, board->name, NULL);
	page_title(request, board->name);
	view_number(view, "Board.version", board->version);
	view_flag(view, "Board.known", true);
	view_flag(view, "Board.stale", board->stale);
	view_text(view, "Board.action", admin_url(request, "/admin/boards/{1}", board->id));
	view_text(view, "Board.delete_url", admin_url(request, "/admin/boards/{1}/delete", board->id));
	view_text(view, "Board.url", urlf(request, "/suggestions/b/{1}", board->slug));
	if (admin_may_export_community(request))
		view_text(view, "List.csv_url",
		        admin_url(request, "/admin/suggestions.csv?board={1}", board->id));
	page_token(request, "Token.board", "/admin/boards/:id");
	return page_show(request, "admin/board");
}

enum rc board_page(struct request *request)
{
	struct suggestion_board board = { .id = 0 };
	enum rc rc = read_board(request, &board);
	return rc == RC_OK ? show_board(request, &board) : rc;
}

/* Somebody saved it meanwhile: what differs is shown, the form keeps what was entered. */
static enum rc show_conflict(struct request *request, const struct suggestion_board *board,
        const struct suggestion_board_draft *draft)
{
	struct view *view = request->view;
	struct db_rows rows;
	size_t count = 0;
	enum rc rc = suggestion_board_texts(request->db, request->arena, board->id, &rows);
	if (rc != RC_OK)
		return rc;
	place_show_names(request, &count, &rows, &draft->texts);
	place_show_difference(request, &count, view_say(view, N_("Address")), board->slug, draft->slug);
	place_show_difference(request, &count, view_say(view, N_("Colour")), say_colour(view, board->colour),
	        say_colour(view, draft->colour));
	place_show_difference(request, &count, view_say(view, N_("Who reads it")),
	        say_audience(view, board->audience, board->audience_name),
	        say_audience(view, draft->audience, field_text(request, "company")));
	view_flag(view, "Board.conflict", true);
	request->response.status = 409;
	return show_board(request, board);
}

enum rc board_save(struct request *request)
{
	struct suggestion_board_draft draft;
	struct suggestion_board board = { .id = 0 };
	enum rc rc = read_board(request, &board);
	if (rc == RC_OK)
		rc = take_draft(request, &draft);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_board(request, &board);
	rc = suggestion_board_change(request->db, request->arena, &request->who, board.id,
	        (int32_t)field_number(request, "version"), &draft, request->now);
	if (rc == RC_DENIED) {
		rc = read_board(request, &board);
		return rc == RC_OK ? show_conflict(request, &board, &draft) : rc;
	}
	if (note_refusal(request, rc))
		return show_board(request, &board);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/boards/{1}", board.id), "board-saved"));
}

/* --- deleting -------------------------------------------------------------------------------- */

static enum rc show_delete(struct request *request, const struct suggestion_board *board)
{
	struct view *view = request->view;
	admin_frame(request, "boards");
	page_crumb(request, board->name, admin_url(request, "/admin/boards/{1}", board->id));
	page_crumb(request, view_say(view, N_("Delete the board")), NULL);
	page_title(request, view_fill(view, N_("Delete the board “{1}”?"), board->name));
	view_text(view, "Board.back_url", admin_url(request, "/admin/boards/{1}", board->id));
	view_text(view, "Board.action", admin_url(request, "/admin/boards/{1}/delete", board->id));
	page_token(request, "Token.delete", "/admin/boards/:id/delete");
	return page_show(request, "admin/board-delete");
}

enum rc board_delete_page(struct request *request)
{
	struct suggestion_board board = { .id = 0 };
	enum rc rc = read_board(request, &board);
	return rc == RC_OK ? show_delete(request, &board) : rc;
}

enum rc board_delete(struct request *request)
{
	struct suggestion_board board = { .id = 0 };
	enum rc rc = read_board(request, &board);
	if (rc == RC_OK)
		rc = suggestion_board_delete(
		        request->db, request->arena, &request->who, board.id, request->now);
	if (rc == RC_CONFLICT) {
		request_error(
		        request, "", N_("Ideas stand on this board. Let it take no more of them instead."));
		return show_delete(request, &board);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/boards"), "board-deleted"));
}
