/* See digest.h. */
#include "domain/digest.h"

#include "base/language.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audience.h"
#include "domain/community_item.h"
#include "domain/outbox.h"

#define MORNING (8 * HOUR)

struct due_row {
	int64_t account_id;
};

struct receiver_row {
	int64_t id;
	const char *lang;
	bool active;
	int64_t due; /* how many of his lines */
};

/* clang-format off */
DB_QUERY(add_line,
	"INSERT INTO digest_item (account_id, kind, topic_id, post_id, suggestion_id, status_id, due_at, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	DB_NO_ROW);
DB_QUERY(find_due_line,
	"SELECT account_id FROM digest_item WHERE mail_id IS NULL AND due_at <= ? ORDER BY due_at LIMIT 1",
	DB_ROW(struct due_row, account_id));
/* His row is locked first: of two workers one finds that nothing of his is left. */
DB_QUERY(lock_receiver, "SELECT id, lang, state = 'active' AS active FROM account WHERE id = ? FOR UPDATE",
	DB_ROW(struct receiver_row, id, lang, active));
DB_QUERY(bind_lines,
	"UPDATE digest_item SET mail_id = ? WHERE account_id = ? AND mail_id IS NULL AND due_at <= ?", DB_NO_ROW);
DB_QUERY(drop_lines, "DELETE FROM digest_item WHERE account_id = ? AND mail_id IS NULL AND due_at <= ?", DB_NO_ROW);
DB_QUERY(count_lines,
	"SELECT COUNT(*) AS due FROM digest_item WHERE account_id = ? AND mail_id IS NULL AND due_at <= ?",
	DB_ROW(struct receiver_row, due));
DB_QUERY(list_lines,
	COMMUNITY_ITEM("LEFT(COALESCE(p.body, st.body, s.body), 1000)", "digest_item")
	" WHERE x.mail_id = ? ORDER BY x.topic_id, x.suggestion_id, x.id LIMIT ?",
	COMMUNITY_ITEM_ROW);
DB_QUERY(sweep_lines,
	"DELETE FROM digest_item WHERE mail_id IS NOT NULL AND due_at < ? ORDER BY due_at LIMIT ?", DB_NO_ROW);
/* clang-format on */

enum rc digest_due(struct arena *arena, const char *zone, int64_t now, int64_t *due)
{
	const struct clock_view clock = {
		.language = language_find("en"), .zone = zone, .calendar = CALENDAR_GREGORIAN
	};
	int64_t from, until;
	const char *day = time_day_text(arena, &clock, now);
	enum rc rc = day == NULL ? RC_NO_MEMORY : time_day(arena, &clock, day, &from, &until);
	if (rc != RC_OK)
		return rc;
	*due = now < from + MORNING ? from + MORNING : until + MORNING;
	return RC_OK;
}

enum rc digest_add(struct db *db, struct arena *arena, const struct digest_new *line)
{
	int64_t due;
	enum rc rc = digest_due(arena, line->zone, line->now, &due);
	if (rc != RC_OK)
		return rc;
	return db_run(db, &add_line,
	        DB_ARGS(line->account_id, line->kind, db_id_or_null(line->topic_id),
	                db_id_or_null(line->post_id), db_id_or_null(line->suggestion_id),
	                db_id_or_null(line->status_id), due, line->now),
	        NULL);
}

/* --- the worker ------------------------------------------------------------------------------ */

struct sending {
	struct db *db;
	struct arena *arena;
	int64_t now;
};

static enum rc bind(const struct sending *sending, const struct receiver_row *receiver)
{
	int64_t mail_id;
	enum rc rc = outbox_add_row(sending->db,
	        &(struct outbox_item){ .kind = "digest",
	                .account_id = receiver->id,
	                .lang = receiver->lang,
	                .now = sending->now },
	        &mail_id);
	if (rc != RC_OK)
		return rc;
	return db_run(sending->db, &bind_lines, DB_ARGS(mail_id, receiver->id, sending->now), NULL);
}

static enum rc send_one(void *context)
{
	const struct sending *sending = context;
	struct due_row due;
	struct receiver_row receiver, lines;
	enum rc rc = db_one(sending->db, sending->arena, &find_due_line, DB_ARGS(sending->now), &due);
	if (rc == RC_OK)
		rc = db_one(sending->db, sending->arena, &lock_receiver, DB_ARGS(due.account_id), &receiver);
	if (rc == RC_OK)
		rc = db_one(sending->db, sending->arena, &count_lines, DB_ARGS(receiver.id, sending->now),
		        &lines);
	if (rc != RC_OK || lines.due == 0)
		return rc;
	if (!receiver.active)
		return db_run(sending->db, &drop_lines, DB_ARGS(receiver.id, sending->now), NULL);
	return bind(sending, &receiver);
}

enum rc digest_send_one(struct db *db, struct arena *arena, int64_t now)
{
	struct sending sending = { .db = db, .arena = arena, .now = now };
	return db_transact(db, send_one, &sending);
}

enum rc digest_list(struct db *db, struct arena *arena, int64_t mail_id, int most, struct db_rows *rows)
{
	return db_all(db, arena, &list_lines, DB_ARGS(mail_id, most), rows);
}

enum rc digest_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_lines, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
