/*
 * portico suggestions import: suggestions of another board.
 *
 * JSON: [{ "title", "id", "body", "board", "lang", "author", "date", "tags", "status", "answer",
 * "status_date" }]; CSV has the same columns.
 */
#include "import.h"

#include <string.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/suggestion_import.h"
#include "domain/suggestion_status.h"

#define MOST_VOTERS 200 /* that a file can name: the demo's */

static bool is_long(const char *text, size_t most)
{
	return text != NULL && strlen(text) > most;
}

static const char *fault_of(const json_t *row, const char *title)
{
	const char *author = import_text(row, "author");
	const char *status = import_text(row, "status");
	if (!json_is_object(row))
		return "it is no object";
	if (text_empty(title))
		return "it has no title";
	if (text_chars(title) > LIMIT_SUBJECT)
		return "its title is longer than 200 characters";
	if (text_has_break(title))
		return "its title has control characters";
	if (is_long(import_text(row, "body"), LIMIT_POST_BYTES) ||
	        is_long(import_text(row, "answer"), LIMIT_POST_BYTES))
		return "its text is longer than 64 KB";
	if (author != NULL && text_chars(author) > LIMIT_NAME)
		return "its author’s name is too long";
	if (status != NULL && (!suggestion_status_is_known(status) || text_equal(status, STATUS_DUPLICATE)))
		return "its status is none of open, review, planned, progress, shipped, declined";
	return NULL;
}

/* Voters who have an account here, each once. */
static size_t voters_of(struct import *import, const json_t *row, int64_t voters[MOST_VOTERS])
{
	size_t i, count = 0;
	json_t *voter;
	json_array_foreach(json_object_get(row, "voters"), i, voter)
	{
		const char *name = json_string_value(voter);
		int64_t id =
		        import->person != NULL && name != NULL ? import->person(import->context, name) : 0;
		if (id != 0 && count < MOST_VOTERS)
			voters[count++] = id;
	}
	return count;
}

static void take(struct import *import, const json_t *row)
{
	int64_t voters[MOST_VOTERS];
	struct suggestion_import suggestion = { .voters = voters };
	const char *title = import_line(import, row, "title");
	const char *fault = fault_of(row, title);
	if (fault == NULL && !import_date(row, "date", 0, &suggestion.created_at))
		fault = "its date is missing or cannot be read";
	if (fault == NULL && !import_date(row, "status_date", suggestion.created_at, &suggestion.status_at))
		fault = "the date of its status cannot be read";
	if (fault != NULL) {
		import_skip(import, row, "", fault);
		return;
	}
	const char *board = import_text(row, "board"), *lang = import_text(row, "lang");
	const char *author = import_text(row, "author"), *body = import_text(row, "body");
	suggestion.board = text_empty(board) ? import->place : board;
	suggestion.lang = text_empty(lang) ? import->lang : lang;
	suggestion.title = title;
	suggestion.body = body != NULL ? body : "";
	suggestion.tags = import_words(import, row, "tags");
	suggestion.status = import_text(row, "status");
	suggestion.answer = import_text(row, "answer");
	suggestion.author = text_empty(author) ? "?" : author;
	suggestion.author_id =
	        import->person != NULL && author != NULL ? import->person(import->context, author) : 0;
	suggestion.voter_count = voters_of(import, row, voters);
	import_source(import, import_text(row, "id"), suggestion.title, suggestion.author,
	        suggestion.created_at, suggestion.source);

	struct suggestion_imported done;
	enum rc rc = suggestion_import(import->tool->db, import->tool->arena, &suggestion, time_now(), &done);
	if (rc != RC_OK) {
		import_skip(import, row, "",
		        rc == RC_INVALID ? "its board, language or tags are not sound" : rc_text(rc));
		return;
	}
	if (done.suggestion)
		import->taken++;
	else
		import->unchanged++;
	if (done.board_made)
		tool_note("a board was made for it; only staff sees it until it is opened in the management");
	if (!import->quiet)
		tool_say("%-10s %s", done.suggestion ? "taken in" : "unchanged", suggestion.title);
}

void import_suggestions(struct import *import, json_t *rows)
{
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row)
	{
		arena_reset(import->tool->arena);
		take(import, row);
	}
}

int command_suggestions_import(struct tool *tool)
{
	struct import import = { .tool = tool,
		.kind = "suggestions",
		.place = "imported",
		.lang = tool->config.default_language };
	int status;
	json_t *rows = import_open(&import, &status);
	if (rows == NULL)
		return status;
	import_suggestions(&import, rows);
	json_decref(rows);
	return import_end(&import);
}
