/* See outbox.h. */
#include "domain/outbox.h"

#include "base/text.h"
#include "base/time.h"
#include "domain/notice.h"

#define ERROR_CHARS 400 /* the column has room for 500 */

#define JOB_COLUMNS                                                                                          \
	"id, kind, mail, account_id, signup_id, ticket_id, message_id, invite_id, company_id, topic_id, "    \
	"post_id, suggestion_id, status_id, detail, lang, tries, created_at"

DB_QUERY(add_item,
        "INSERT INTO outbox (kind, mail, account_id, signup_id, ticket_id, message_id, invite_id, "
        "company_id, topic_id, post_id, suggestion_id, status_id, comment_id, detail, lang, due_at, "
        "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);
DB_QUERY(find_due,
        "SELECT " JOB_COLUMNS " FROM outbox WHERE state = 'waiting' AND due_at <= ? AND locked_until < ? "
        "ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED",
        DB_ROW(struct outbox_job, id, kind, mail, account_id, signup_id, ticket_id, message_id, invite_id,
                company_id, topic_id, post_id, suggestion_id, status_id, detail, lang, tries, created_at));
DB_QUERY(lock_due, "UPDATE outbox SET locked_until = ?, tries = tries + 1 WHERE id = ?", DB_NO_ROW);

/* Who lost the claim because he took longer than the lease must not overwrite what the next one did: tries is
 * his ticket. */
DB_QUERY(end_job,
        "UPDATE outbox SET state = ?, error = ?, done_at = ?, locked_until = 0, mail = ? "
        "WHERE id = ? AND state = 'waiting' AND tries = ?",
        DB_NO_ROW);
DB_QUERY(delay_job,
        "UPDATE outbox SET due_at = ?, error = ?, locked_until = 0 WHERE id = ? AND state = 'waiting' AND "
        "tries = ?",
        DB_NO_ROW);
DB_QUERY(read_state,
        "SELECT SUM(state = 'waiting') AS waiting_count, SUM(state = 'parked') AS parked_count, "
        "MIN(IF(state = 'waiting', due_at, NULL)) AS oldest_due FROM outbox WHERE state IN ('waiting', "
        "'parked')",
        DB_ROW(struct outbox_state, waiting_count, parked_count, oldest_due));
DB_QUERY(discard_waiting,
        "UPDATE outbox SET state = 'dropped', error = ?, done_at = ? WHERE state = 'waiting' AND due_at < ? "
        "AND tries = 0",
        DB_NO_ROW);
DB_QUERY(sweep_done, "DELETE FROM outbox WHERE state <> 'parked' AND done_at < ? ORDER BY done_at LIMIT ?",
        DB_NO_ROW);

static enum rc add_notice(struct db *db, const struct outbox_item *item, const char *detail)
{
	enum notify_event event;
	if (text_equal(item->kind, "security") && !text_empty(item->mail))
		return RC_OK; /* the same once more, to another address */
	if (item->account_id == 0 || !notify_event_of(item->kind, detail, &event))
		return RC_OK;
	return notice_add(db, &(struct notice_new){ .account_id = item->account_id,
	                              .event = event,
	                              .ticket_id = item->ticket_id,
	                              .company_id = item->company_id,
	                              .topic_id = item->topic_id,
	                              .post_id = item->post_id,
	                              .suggestion_id = item->suggestion_id,
	                              .detail = *detail ? detail : item->kind,
	                              .now = item->now });
}

enum rc outbox_add_row(struct db *db, const struct outbox_item *item, int64_t *id)
{
	const char *detail = item->detail ? item->detail : "";
	struct db_done done;
	enum rc rc = db_run(db, &add_item,
	        DB_ARGS(item->kind, item->mail, db_id_or_null(item->account_id),
	                db_id_or_null(item->signup_id), db_id_or_null(item->ticket_id),
	                db_id_or_null(item->message_id), db_id_or_null(item->invite_id),
	                db_id_or_null(item->company_id), db_id_or_null(item->topic_id),
	                db_id_or_null(item->post_id), db_id_or_null(item->suggestion_id),
	                db_id_or_null(item->status_id), db_id_or_null(item->comment_id), detail, item->lang,
	                item->now, item->now),
	        &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	return add_notice(db, item, detail);
}

enum rc outbox_add(struct db *db, const struct outbox_item *item)
{
	int64_t id;
	return outbox_add_row(db, item, &id);
}

/* --- for the worker -------------------------------------------------------------------------- */

struct claim {
	struct db *db;
	struct arena *arena;
	int64_t now;
	struct outbox_job *job;
};

static enum rc claim_one(void *context)
{
	const struct claim *claim = context;
	struct outbox_job *job = claim->job;
	enum rc rc = db_one(claim->db, claim->arena, &find_due, DB_ARGS(claim->now, claim->now), job);
	if (rc != RC_OK)
		return rc;
	job->tries++;
	return db_run(claim->db, &lock_due, DB_ARGS(claim->now + OUTBOX_LEASE, job->id), NULL);
}

static enum rc end(
        struct db *db, const struct outbox_job *job, const char *state, const char *error, int64_t now)
{
	/* an address has done its service; a parked mail keeps it for the operator, but not that of a person
	 * who is gone */
	bool parked = text_equal(state, "parked");
	bool kept = parked && !text_equal(job->kind, "deleted");
	const char *mail = kept ? job->mail : NULL;
	return db_run(db, &end_job,
	        DB_ARGS(state, parked && !kept ? "refused" : error, now, mail, job->id, job->tries), NULL);
}

enum rc outbox_claim(struct db *db, struct arena *arena, int64_t now, struct outbox_job *job)
{
	struct claim claim = { .db = db, .arena = arena, .now = now, .job = job };
	for (;;) {
		enum rc rc = db_transact(db, claim_one, &claim);
		if (rc != RC_OK || job->tries <= OUTBOX_TRIES)
			return rc;
		rc = end(db, job, "parked", "the worker stopped each time it tried", now);
		if (rc != RC_OK)
			return rc;
	}
}

enum rc outbox_sent(struct db *db, const struct outbox_job *job, int64_t now)
{
	const char *no_error = NULL;
	return end(db, job, "sent", no_error, now);
}

enum rc outbox_drop(struct db *db, const struct outbox_job *job, const char *why, int64_t now)
{
	return end(db, job, "dropped", why, now);
}

enum rc outbox_park(
        struct db *db, struct arena *arena, const struct outbox_job *job, const char *error, int64_t now)
{
	const char *text = text_cut(arena, error, ERROR_CHARS);
	return text == NULL ? RC_NO_MEMORY : end(db, job, "parked", text, now);
}

enum rc outbox_fail(
        struct db *db, struct arena *arena, const struct outbox_job *job, const char *error, int64_t now)
{
	static const int64_t pauses[] = { MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR };
	if (job->tries >= OUTBOX_TRIES)
		return outbox_park(db, arena, job, error, now);
	const char *text = text_cut(arena, error, ERROR_CHARS);
	if (text == NULL)
		return RC_NO_MEMORY;
	size_t pause = job->tries < 1 ? 0 : (size_t)job->tries - 1;
	if (pause >= LENGTH(pauses))
		pause = LENGTH(pauses) - 1;
	return db_run(db, &delay_job, DB_ARGS(now + pauses[pause], text, job->id, job->tries), NULL);
}

enum rc outbox_state(struct db *db, struct arena *arena, struct outbox_state *state)
{
	return db_one(db, arena, &read_state, DB_NO_ARGS, state);
}

enum rc outbox_discard(struct db *db, int64_t before, const char *why, int64_t now)
{
	return db_run(db, &discard_waiting, DB_ARGS(why, now, before), NULL);
}

enum rc outbox_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_done, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
