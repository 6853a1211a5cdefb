/*
 * One POST as one transaction that may run again.
 *
 * The protocol, under READ COMMITTED: begin; make the id's row, which waits for whoever has it, and look for
 * a result; present: answer it; else work, write the result (status and Location), commit. A run that lost a
 * race or its connection starts again from the top, where an unknown COMMIT outcome shows itself as a result
 * present or not: it is never guessed.
 */
#include "web/submit.h"

#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/submission.h"
#include "web/errors.h"

/* --- one body, one hash ------------------------------------------------------------------------------------
 */

static void add_text(struct buf *text, const char *value)
{
	buf_number(text, (int64_t)strlen(value));
	buf_char(text, ':');
	buf_text(text, value);
}

/* A keyed hash of all that the page reads: keyed, because passwords are in it. */
static enum rc hash_body(const struct request *request, uint8_t hash[SECRET_HASH])
{
	struct buf text;
	buf_init(&text, LIMIT_UPLOAD_BODY);
	add_text(&text, request->path);
	add_text(&text, request->query);
	for (size_t i = 0; i < request->route->field_count; i++) {
		const struct field *field = &request->route->fields[i];
		const char *value = form_value(&request->form, field->name);
		if (!value || field->kind == FIELD_FILES)
			continue;
		add_text(&text, field->name);
		add_text(&text, value);
	}
	for (const struct form_file *file = request->form.files; file; file = file->next) {
		add_text(&text, file->name);
		buf_add(&text, file->hash, sizeof(file->hash));
	}
	enum rc rc = buf_finish(&text);
	if (rc == RC_OK)
		secret_sign(request->key, "body", text.data, text.length, hash);
	buf_free(&text);
	return rc;
}

/* --- running --------------------------------------------------------------------------------- */

struct run {
	struct request *request;
	page_fn *page;
	uint8_t id[SECRET_HASH];
	uint8_t body_hash[SECRET_HASH];
	size_t errors_before; /* of the form, found before the page ran */
	bool shared;          /* takes part in the submit protocol */
};

static void start_run(struct run *run)
{
	struct request *request = run->request;
	struct clock_view clock = request_clock(request);
	request_forget_answer(request);
	request->error_count = run->errors_before;
	request->crumb_count = 0;
	view_reset(request->view, request->arena, &clock, request->now);
}

static enum rc answer_again(struct run *run, const struct submission *row)
{
	db_rollback(run->request->db);
	bool same = row->body_hash.length == SECRET_HASH &&
	            secret_equal(row->body_hash.data, run->body_hash, SECRET_HASH);
	if (!same) {
		errors_sent_already(run->request, row->location);
		return RC_OK;
	}
	run->request->response.status = row->status;
	run->request->response.location = row->location;
	return RC_OK;
}

/* Runs the page; a redirect is the only success that is kept, anything else leaves no trace. */
static enum rc work(struct run *run)
{
	struct request *request = run->request;
	enum rc rc = run->page(request);
	bool acted = rc == RC_OK && !request_has_errors(request) &&
	             (request->response.status == 303 || (!run->shared && request->response.status == 200));
	if (!acted) {
		db_rollback(request->db);
		return rc;
	}
	if (run->shared)
		rc = submission_finish(request->db, run->id, run->body_hash, request->response.status,
		        request->response.location);
	if (rc == RC_OK)
		rc = db_commit(request->db);
	if (rc != RC_OK)
		db_rollback(request->db);
	return rc;
}

static enum rc run_once(struct run *run)
{
	struct request *request = run->request;
	start_run(run);
	enum rc rc = db_begin(request->db);
	if (rc != RC_OK)
		return rc == RC_DB ? RC_RETRY : rc;
	if (run->shared) {
		struct submission row;
		rc = submission_claim(request->db, request->arena, run->id, request->now, &row);
		if (rc == RC_OK && row.status != 0)
			return answer_again(run, &row);
	}
	if (rc == RC_OK)
		return work(run);
	db_rollback(request->db);
	return rc;
}

static bool time_is_left(const struct request *request, int pause)
{
	return time_monotonic_ms() + pause - request->started_ms < LIMIT_STATEMENT_START_MS;
}

static enum rc run_all(struct run *run)
{
	enum rc rc = RC_RETRY;
	for (int i = 1; i <= LIMIT_RUNS; i++) {
		rc = run_once(run);
		if (rc != RC_RETRY)
			return rc;
		int pause = db_pause_ms(i);
		if (i == LIMIT_RUNS || !time_is_left(run->request, pause))
			break;
		log_info("run %d of %s again in %d ms", i, run->request->route->path, pause);
		(void)usleep((useconds_t)pause * 1000);
	}
	return rc;
}

enum rc submit_run(struct request *request, page_fn *page, const char *token)
{
	struct run run = {
		.request = request, .page = page, .errors_before = request->error_count, .shared = true
	};
	secret_hash_text(token, run.id);
	enum rc rc = hash_body(request, run.body_hash);
	return rc == RC_OK ? run_all(&run) : rc;
}

enum rc submit_run_plain(struct request *request, page_fn *page)
{
	struct run run = { .request = request, .page = page, .errors_before = request->error_count };
	return run_all(&run);
}
