/*
 * See notice.h. The account's row is changed first wherever a notice is added, so that two who tell the same
 * person wait for each other instead of losing a count.
 */
#include "domain/notice.h"

#include "base/text.h"
#include "domain/audience.h"

/* clang-format off */
DB_QUERY(count_notice,
	"UPDATE account a LEFT JOIN notify_choice c ON c.account_id = a.id AND c.event = ? AND c.channel = 'portal'"
	" SET a.notice_count = a.notice_count + 1 WHERE a.id = ? AND a.state = 'active' AND COALESCE(c.wanted, ?)",
	DB_NO_ROW);
DB_QUERY(settle_older,
	"UPDATE notice SET seen = TRUE WHERE account_id = ? AND seen = FALSE AND ticket_id = ?", DB_NO_ROW);
DB_QUERY(settle_topic,
	"UPDATE notice SET seen = TRUE WHERE account_id = ? AND seen = FALSE AND topic_id = ?", DB_NO_ROW);
DB_QUERY(settle_suggestion,
	"UPDATE notice SET seen = TRUE WHERE account_id = ? AND seen = FALSE AND suggestion_id = ?", DB_NO_ROW);
DB_QUERY(uncount_older, "UPDATE account SET notice_count = notice_count - ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(add_notice,
	"INSERT INTO notice (account_id, event, ticket_id, company_id, topic_id, post_id, suggestion_id, detail, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	DB_NO_ROW);

#define COLUMNS \
	"SELECT n.id, n.event, n.detail, n.seen, n.created_at, n.ticket_id, t.number, t.subject, t.state," \
	" n.company_id, c.name AS company, t.requester_id, t.company_id AS ticket_company_id," \
	" m.owner AS member_owner, m.rights AS member_rights, p.account_id IS NOT NULL AS participant," \
	" n.topic_id, n.post_id, n.suggestion_id, COALESCE(ft.title, sg.title) AS title," \
	" COALESCE(ft.state, sg.state) AS thing_state, sg.status," \
	" (SELECT rn.name FROM suggestion_rule_text rn WHERE rn.status = sg.status AND rn.lang = ?) AS status_name," \
	" COALESCE(ft.author_id, sg.author_id) AS thing_author_id," \
	" fp.state AS post_state, fp.author_id AS post_author_id, COALESCE(fc.audience, sb.audience) AS audience," \
	" COALESCE(" AUDIENCE_BELONGS_TO("fc", "n.account_id") ", " AUDIENCE_BELONGS_TO("sb", "n.account_id") ") AS belongs" \
	" FROM notice n LEFT JOIN ticket t ON t.id = n.ticket_id LEFT JOIN company c ON c.id = n.company_id" \
	" LEFT JOIN company k ON k.id = t.company_id AND k.state = 'active'" \
	" LEFT JOIN company_member m ON m.company_id = k.id AND m.account_id = n.account_id" \
	" LEFT JOIN ticket_participant p ON p.ticket_id = t.id AND p.account_id = n.account_id" \
	" LEFT JOIN forum_topic ft ON ft.id = n.topic_id LEFT JOIN forum_category fc ON fc.id = ft.category_id" \
	" LEFT JOIN forum_post fp ON fp.id = n.post_id" \
	" LEFT JOIN suggestion sg ON sg.id = n.suggestion_id LEFT JOIN suggestion_board sb ON sb.id = sg.board_id" \
	" WHERE n.account_id = ?"
#define ROW \
	DB_ROW(struct notice, id, event, detail, seen, created_at, ticket_id, number, subject, state, company_id, company, \
		requester_id, ticket_company_id, member_owner, member_rights, participant, topic_id, post_id, suggestion_id, \
		title, thing_state, status, status_name, thing_author_id, post_state, post_author_id, audience, belongs)

DB_QUERY(notices_after, COLUMNS " AND n.id < ? ORDER BY n.id DESC LIMIT ?", ROW);
DB_QUERY(notices_before, COLUMNS " AND n.id > ? ORDER BY n.id LIMIT ?", ROW);
DB_QUERY(find_notice, COLUMNS " AND n.id = ?", ROW);

DB_QUERY(see_notice, "UPDATE notice SET seen = TRUE WHERE id = ? AND account_id = ? AND seen = FALSE", DB_NO_ROW);
DB_QUERY(see_all, "UPDATE notice SET seen = TRUE WHERE account_id = ? AND seen = FALSE AND id <= ?", DB_NO_ROW);
DB_QUERY(count_unseen,
	"UPDATE account SET notice_count = (SELECT COUNT(*) FROM notice WHERE account_id = ? AND seen = FALSE) WHERE id = ?",
	DB_NO_ROW);
DB_QUERY(see_ticket,
	"UPDATE account a JOIN notice n ON n.account_id = a.id AND n.seen = FALSE AND n.ticket_id = ?"
	" SET n.seen = TRUE, a.notice_count = GREATEST(a.notice_count - 1, 0) WHERE a.id = ?",
	DB_NO_ROW);
DB_QUERY(see_topic,
	"UPDATE account a JOIN notice n ON n.account_id = a.id AND n.seen = FALSE AND n.topic_id = ?"
	" SET n.seen = TRUE, a.notice_count = GREATEST(a.notice_count - 1, 0) WHERE a.id = ?",
	DB_NO_ROW);
DB_QUERY(see_suggestion,
	"UPDATE account a JOIN notice n ON n.account_id = a.id AND n.seen = FALSE AND n.suggestion_id = ?"
	" SET n.seen = TRUE, a.notice_count = GREATEST(a.notice_count - 1, 0) WHERE a.id = ?",
	DB_NO_ROW);
DB_QUERY(sweep_notices, "DELETE FROM notice WHERE seen = TRUE AND created_at < ? ORDER BY created_at LIMIT ?", DB_NO_ROW);
/* clang-format on */

/* The unseen one about the same thing, if there is one, is settled by the new one. */
static enum rc settle(struct db *db, const struct notice_new *notice)
{
	const struct {
		const struct query *query;
		int64_t id;
	} things[] = {
		{ &settle_older, notice->ticket_id },
		{ &settle_topic, notice->topic_id },
		{ &settle_suggestion, notice->suggestion_id },
	};
	int64_t settled = 0;
	for (size_t i = 0; i < LENGTH(things); i++) {
		struct db_done done;
		if (things[i].id == 0)
			continue;
		enum rc rc = db_run(db, things[i].query, DB_ARGS(notice->account_id, things[i].id), &done);
		if (rc != RC_OK)
			return rc;
		settled += done.affected;
	}
	if (settled == 0)
		return RC_OK;
	return db_run(db, &uncount_older, DB_ARGS(settled, notice->account_id), NULL);
}

enum rc notice_add(struct db *db, const struct notice_new *notice)
{
	const char *event = notify_event_word(notice->event);
	bool wanted = notify_default(notice->event, NOTIFY_PORTAL);
	struct db_done done;
	enum rc rc = db_run(db, &count_notice, DB_ARGS(event, notice->account_id, wanted), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	rc = settle(db, notice);
	if (rc != RC_OK)
		return rc;
	return db_run(db, &add_notice,
	        DB_ARGS(notice->account_id, event, db_id_or_null(notice->ticket_id),
	                db_id_or_null(notice->company_id), db_id_or_null(notice->topic_id),
	                db_id_or_null(notice->post_id), db_id_or_null(notice->suggestion_id),
	                notice->detail ? notice->detail : "", notice->now),
	        NULL);
}

/* Turns rows read backwards round and drops the one that only told of more. */
static void arrange(struct db_rows *rows, size_t most, bool backwards, bool *more)
{
	struct notice *items = rows->items;
	*more = rows->count > most;
	if (*more)
		rows->count = most;
	for (size_t i = 0; backwards && i < rows->count / 2; i++) {
		struct notice kept = items[i];
		items[i] = items[rows->count - 1 - i];
		items[rows->count - 1 - i] = kept;
	}
}

enum rc notice_list(struct db *db, struct arena *arena, int64_t account_id, const char *lang,
        struct list_place place, size_t most, struct db_rows *rows, bool *more)
{
	const struct query *query = place.backwards ? &notices_before : &notices_after;
	int64_t from = place.set ? place.id : INT64_MAX;
	enum rc rc = db_all(db, arena, query, DB_ARGS(lang, account_id, from, (int64_t)most + 1), rows);
	if (rc == RC_OK)
		arrange(rows, most, place.backwards, more);
	return rc;
}

enum rc notice_find(struct db *db, struct arena *arena, int64_t account_id, int64_t id, struct notice *notice)
{
	return db_one(db, arena, &find_notice, DB_ARGS("", account_id, id), notice);
}

static enum rc count_anew(struct db *db, int64_t account_id)
{
	return db_run(db, &count_unseen, DB_ARGS(account_id, account_id), NULL);
}

enum rc notice_seen(struct db *db, int64_t account_id, int64_t id)
{
	enum rc rc = db_run(db, &see_notice, DB_ARGS(id, account_id), NULL);
	return rc == RC_OK ? count_anew(db, account_id) : rc;
}

enum rc notice_seen_all(struct db *db, int64_t account_id, int64_t last_id)
{
	enum rc rc = db_run(db, &see_all, DB_ARGS(account_id, last_id), NULL);
	return rc == RC_OK ? count_anew(db, account_id) : rc;
}

static enum rc see(struct db *db, const struct query *query, int64_t account_id, int64_t id)
{
	enum rc rc = db_run(db, query, DB_ARGS(id, account_id), NULL);
	return rc == RC_RETRY ? RC_OK : rc; /* he is told something right now: the next visit notes it */
}

enum rc notice_seen_ticket(struct db *db, int64_t account_id, int64_t ticket_id)
{
	return see(db, &see_ticket, account_id, ticket_id);
}

enum rc notice_seen_topic(struct db *db, int64_t account_id, int64_t topic_id)
{
	return see(db, &see_topic, account_id, topic_id);
}

enum rc notice_seen_suggestion(struct db *db, int64_t account_id, int64_t suggestion_id)
{
	return see(db, &see_suggestion, account_id, suggestion_id);
}

enum rc notice_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_notices, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
