/*
 * Tickets in pages: words for states and priorities, rows of lists, the thread, what the file field says.
 */
#ifndef PORTICO_WEB_SHOW_TICKET_H
#define PORTICO_WEB_SHOW_TICKET_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/ticket.h"
#include "domain/ticket_list.h"
#include "web/request.h"

/* For whom the words are: the same state reads "Waiting for you" or "Waiting for customer". */
enum reader_side { SIDE_CUSTOMER, SIDE_STAFF };

/* In the page's language; unknown codes as they are. */
const char *say_ticket_state(struct view *view, enum reader_side side, const char *state);
const char *say_ticket_priority(struct view *view, enum reader_side side, const char *priority);
const char *say_close_reason(struct view *view, const char *reason);

/* "2 hours ago", as in <time>. */
const char *say_ago(struct request *request, int64_t when);

/* "#12345678" in the language's digits: for crumbs. */
const char *say_ticket_number(struct request *request, int64_t number);

/* <list>.N for the macro ticket_row. */
void show_ticket_row(struct request *request, const char *list, size_t index, const struct ticket_row *row);

/* Messages.N with their attachments, from struct message and struct attachment rows, and the way to earlier
 * ones. `path` is the ticket's own page. RC_NO_MEMORY, RC_TOO_LARGE. */
struct thread {
	struct db_rows messages, files;
	struct db_rows people; /* struct participant, of a company's ticket */
	bool earlier;
	int64_t before; /* as asked for */
	const char *path;
};
enum rc show_thread(struct request *request, enum reader_side side, const struct thread *thread) MUST_USE;

/* The topic's own fields as the ticket has them: <list>.N.label .value. */
void show_answers(struct request *request, const char *list, const char *answers);

/* Limits.files .file_bytes .files_text; after a form with errors also the request to choose the files again.
 */
void show_file_limits(struct request *request);

/* Notes a field error if the files would pass a limit of the day or the ticket. owner_id as in
 * attachment_check. RC_DB. */
enum rc check_files(struct request *request, int64_t owner_id, int64_t ticket_id) MUST_USE;

#endif
