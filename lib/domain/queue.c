/* The agents' lists. The first table of each query is read from one index in the order of the list. */
#include "domain/ticket_desk.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "io/searchtext.h"

/* clang-format off */
#define COLUMNS \
	"SELECT STRAIGHT_JOIN t.id, t.number, t.subject, t.state, t.priority, r.name AS requester, a.name AS assignee," \
	" t.last_by_staff, t.last_name, t.created_at, t.activity_at FROM "
#define PEOPLE " JOIN account r ON r.id = t.requester_id LEFT JOIN account a ON a.id = t.assignee_id "
#define ROW \
	DB_ROW(struct queue_row, id, number, subject, state, priority, requester, assignee, last_by_staff, last_name, \
		created_at, activity_at)
#define DOWN \
	" AND t.activity_at <= ? AND (t.activity_at < ? OR t.id < ?) ORDER BY t.activity_at DESC, t.id DESC LIMIT ?"
#define UP " AND t.activity_at >= ? AND (t.activity_at > ? OR t.id > ?) ORDER BY t.activity_at, t.id LIMIT ?"
#define WORD " AND EXISTS (SELECT 1 FROM ticket_word o WHERE o.word = ? AND o.ticket_id = w.ticket_id)"

DB_QUERY(assigned_down, COLUMNS "ticket t" PEOPLE "WHERE t.assignee_id <=> ? AND t.phase = 'open'" DOWN, ROW);
DB_QUERY(assigned_up, COLUMNS "ticket t" PEOPLE "WHERE t.assignee_id <=> ? AND t.phase = 'open'" UP, ROW);
DB_QUERY(phase_down, COLUMNS "ticket t" PEOPLE "WHERE t.phase = ?" DOWN, ROW);
DB_QUERY(phase_up, COLUMNS "ticket t" PEOPLE "WHERE t.phase = ?" UP, ROW);

DB_QUERY(queue_by_number, COLUMNS "ticket t" PEOPLE "WHERE t.number = ?", ROW);
DB_QUERY(queue_by_mail,
	"SELECT STRAIGHT_JOIN t.id, t.number, t.subject, t.state, t.priority, r.name AS requester, a.name AS assignee,"
	" t.last_by_staff, t.last_name, t.created_at, t.activity_at"
	" FROM account r JOIN ticket t ON t.requester_id = r.id LEFT JOIN account a ON a.id = t.assignee_id"
	" WHERE r.mail_key = ? ORDER BY t.updated_at DESC, t.id DESC LIMIT ?", ROW);
DB_QUERY(queue_by_words,
	COLUMNS "ticket_word w JOIN ticket t ON t.id = w.ticket_id" PEOPLE "WHERE w.word = ?" WORD WORD WORD
	" ORDER BY w.ticket_id DESC LIMIT ?", ROW);

DB_QUERY(count_queue,
	"SELECT"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE assignee_id = ? AND phase = 'open' LIMIT ?) m) AS mine_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE assignee_id IS NULL AND phase = 'open' LIMIT ?) u)"
	" AS unassigned_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE phase = 'open' LIMIT ?) o) AS open_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE phase = 'waiting' LIMIT ?) w) AS waiting_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE phase = 'solved' LIMIT ?) s) AS solved_count",
	DB_ROW(struct queue_counts, mine_count, unassigned_count, open_count, waiting_count, solved_count));
/* clang-format on */

/* Turns rows read backwards round and drops the one that only told of more. */
static void settle(struct db_rows *rows, size_t most, bool backwards, bool *more)
{
	struct queue_row *items = rows->items;

	*more = rows->count > most;
	if (*more)
		rows->count = most;
	for (size_t i = 0; backwards && i < rows->count / 2; i++) {
		struct queue_row kept = items[i];
		items[i] = items[rows->count - 1 - i];
		items[rows->count - 1 - i] = kept;
	}
}

static struct list_place start_of(const struct queue_filter *filter)
{
	if (filter->place.set)
		return filter->place;
	return filter->newest_first ? (struct list_place){ .at = INT64_MAX, .id = INT64_MAX }
	                            : (struct list_place){ 0 };
}

enum rc queue_list(struct db *db, struct arena *arena, const struct queue_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	static const char *const phases[] = { "open", "open", "open", "waiting", "solved" };
	bool down = filter->newest_first != filter->place.backwards;
	struct list_place from = start_of(filter);
	int64_t wanted = (int64_t)most + 1;
	enum rc rc;

	if (filter->queue == QUEUE_MINE || filter->queue == QUEUE_UNASSIGNED)
		rc = db_all(db, arena, down ? &assigned_down : &assigned_up,
		        DB_ARGS(db_id_or_null(filter->queue == QUEUE_MINE ? filter->agent_id : 0), from.at,
		                from.at, from.id, wanted),
		        rows);
	else
		rc = db_all(db, arena, down ? &phase_down : &phase_up,
		        DB_ARGS(phases[filter->queue], from.at, from.at, from.id, wanted), rows);
	if (rc == RC_OK)
		settle(rows, most, filter->place.backwards, more);
	return rc;
}

enum rc queue_counts(struct db *db, struct arena *arena, int64_t agent_id, struct queue_counts *counts)
{
	return db_one(db, arena, &count_queue,
	        DB_ARGS(agent_id, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT), counts);
}

static enum rc search_words(struct db *db, struct arena *arena, const struct language *language,
        const char *text, int64_t wanted, struct db_rows *rows)
{
	const char *word[4];
	struct search_words words;
	enum rc rc = searchtext_words(arena, language, text, LENGTH(word), &words);

	if (rc != RC_OK || words.count == 0)
		return rc;
	for (size_t i = 0; i < LENGTH(word); i++)
		word[i] = words.items[i < words.count ? i : 0].stem;
	return db_all(db, arena, &queue_by_words, DB_ARGS(word[0], word[1], word[2], word[3], wanted), rows);
}

static enum rc search_mail(
        struct db *db, struct arena *arena, const char *mail, int64_t wanted, struct db_rows *rows)
{
	const char *key = text_fold(arena, mail);

	if (key == NULL)
		return RC_NO_MEMORY;
	return db_all(db, arena, &queue_by_mail, DB_ARGS(key, wanted), rows);
}

enum rc queue_search(struct db *db, struct arena *arena, const struct language *language, const char *search,
        size_t most, struct db_rows *rows, bool *more)
{
	const char *text = search + (search[0] == '#');
	int64_t wanted = (int64_t)most + 1;
	int64_t number;
	enum rc rc = RC_OK;

	*rows = (struct db_rows){ 0 };
	if (strchr(search, '@') != NULL)
		rc = search_mail(db, arena, search, wanted, rows);
	else if (text_number(text, &number) == RC_OK)
		rc = db_all(db, arena, &queue_by_number, DB_ARGS(number), rows);
	if (rc == RC_OK && rows->count == 0)
		rc = search_words(db, arena, language, search, wanted, rows);
	if (rc == RC_OK)
		settle(rows, most, false, more);
	return rc;
}
