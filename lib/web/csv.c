/* See csv.h. */
#include "web/csv.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "io/turn.h"
#include "web/page.h"

#define BATCH_FIRST ((size_t)64 << 10)
#define BATCH_MOST  ((size_t)8 << 20)

struct csv {
	struct request *request;
	struct arena *batch;
	struct buf out;
	int64_t rows; /* without the titles */
	bool titled, started;
	bool full;
	bool busy; /* with another file, of somebody else */
};

static void free_out(void *what)
{
	buf_free(what);
}

static void free_batch(void *what)
{
	arena_free(what);
}

static void end_turn(void *what)
{
	turn_end(*(const int *)what);
}

/* Waits a moment for another file that is being written; the turn ends with the request. */
static enum rc take_turn(struct request *request, bool *busy)
{
	const char *folder = arena_format(request->arena, "%s/slots", request->config->state_dir);
	int *turn = arena_alloc(request->arena, sizeof(*turn));
	enum rc rc;

	if (folder == NULL || turn == NULL)
		return RC_NO_MEMORY;
	rc = turn_take(folder, CSV_TURN, LIMIT_EXPORT_WAIT_MS, turn);
	*busy = rc == RC_LIMITED;
	if (rc != RC_OK)
		return *busy ? RC_OK : rc;
	rc = arena_defer(request->arena, end_turn, turn);
	if (rc != RC_OK)
		turn_end(*turn);
	return rc;
}

enum rc csv_begin(struct request *request, struct csv **csv)
{
	struct csv *made;
	enum rc rc;

	if (!may(&request->who, PERMISSION_EXPORT))
		return RC_NOT_FOUND;
	made = ARENA_NEW(request->arena, struct csv);
	if (made == NULL)
		return RC_NO_MEMORY;
	made->request = request;
	made->batch = arena_new(BATCH_FIRST, BATCH_MOST);
	if (made->batch == NULL)
		return RC_NO_MEMORY;
	rc = arena_defer(request->arena, free_batch, made->batch);
	buf_init(&made->out, LIMIT_EXPORT_BYTES);
	if (rc == RC_OK)
		rc = arena_defer(request->arena, free_out, &made->out);
	buf_text(&made->out, "\xEF\xBB\xBF");
	if (rc == RC_OK)
		rc = take_turn(request, &made->busy);
	*csv = made;
	return rc;
}

struct arena *csv_batch(struct csv *csv)
{
	if (arena_lacked(csv->batch, false))
		arena_lack(csv->request->arena); /* for the end: what the batch held is gone */
	arena_reset(csv->batch);
	return csv->batch;
}

/* --- cells ----------------------------------------------------------------------------------- */

static void next_cell(struct csv *csv)
{
	if (csv->started)
		buf_char(&csv->out, ',');
	csv->started = true;
}

static void add_cell(struct csv *csv, const char *text)
{
	bool formula = *text != '\0' && strchr("=+-@\t\r\n", *text) != NULL;

	next_cell(csv);
	if (!formula && strpbrk(text, ",\"\r\n") == NULL) {
		buf_text(&csv->out, text);
		return;
	}
	buf_text(&csv->out, formula ? "\"'" : "\"");
	for (const char *at = text; *at; at++) {
		if (*at == '"')
			buf_char(&csv->out, '"');
		buf_char(&csv->out, *at);
	}
	buf_char(&csv->out, '"');
}

void csv_head(struct csv *csv, const char *message)
{
	add_cell(csv, view_say(csv->request->view, message));
}

void csv_text(struct csv *csv, const char *text)
{
	add_cell(csv, text == NULL ? "" : text);
}

void csv_number(struct csv *csv, int64_t number)
{
	next_cell(csv);
	buf_number(&csv->out, number);
}

void csv_time(struct csv *csv, int64_t when)
{
	/* a date needs little memory, which the batch has and gives back */
	csv_text(csv, when == 0 ? NULL : time_iso(csv->batch, when));
}

void csv_end_row(struct csv *csv)
{
	buf_text(&csv->out, "\r\n");
	csv->started = false;
	if (csv->titled)
		csv->rows++;
	csv->titled = true;
	csv->full = csv->rows > LIMIT_EXPORT_ROWS;
}

bool csv_goes_on(const struct csv *csv)
{
	return !csv->busy && !csv->full && buf_finish(&csv->out) == RC_OK;
}

/* --- the answer ------------------------------------------------------------------------------ */

static enum rc write_out(struct request *request, void *context)
{
	const struct csv *csv = context;

	return http_write(request->http, csv->out.data, csv->out.length);
}

static enum rc note(const struct csv *csv, const char *name)
{
	struct request *request = csv->request;
	const char *detail = arena_format(request->arena, "%s %" PRId64, name, csv->rows);

	return detail == NULL
	               ? RC_NO_MEMORY
	               : audit_add(request->db, request->who.id, "export", "", 0, detail, request->now);
}

enum rc csv_send(struct csv *csv, const char *name, const char *back)
{
	struct request *request = csv->request;
	const char *day = time_iso(request->arena, request->now), *value;
	enum rc rc = buf_finish(&csv->out);

	if (arena_lacked(csv->batch, false) || arena_lacked(request->arena, false))
		return RC_NO_MEMORY; /* a cell may be missing */
	if (csv->busy)
		return page_go(request, page_done(request, back, "export-busy"));
	if (rc == RC_TOO_LARGE || csv->full)
		return page_go(request, page_done(request, back, "export-too-long"));
	value = day == NULL
	                ? NULL
	                : arena_format(request->arena, "attachment; filename=\"%s-%.10s.csv\"", name, day);
	if (rc == RC_OK && value == NULL)
		rc = RC_NO_MEMORY;
	if (rc == RC_OK)
		rc = note(csv, name);
	if (rc == RC_OK)
		rc = response_header(request, "Content-Disposition", value);
	if (rc != RC_OK)
		return rc;
	request->response.content_type = "text/csv; charset=utf-8";
	request->response.stream = write_out;
	request->response.stream_context = csv;
	request->response.stream_length = (int64_t)csv->out.length;
	return RC_OK;
}
