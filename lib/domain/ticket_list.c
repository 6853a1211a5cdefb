/*
 * Lists of a customer's tickets. Which rows, which order and which direction choose one of the constant
 * queries below; each reads its page from one index.
 */
#include "domain/ticket_list.h"

#include "base/limits.h"
#include "base/text.h"
#include "io/searchtext.h"

/* clang-format off */
#define COLUMNS \
	"SELECT id, number, subject, state, last_by_staff, last_name, customer_seen_at, created_at, updated_at FROM ticket"
#define ROW \
	DB_ROW(struct ticket_row, id, number, subject, state, last_by_staff, last_name, customer_seen_at, created_at, updated_at)
#define AFTER(at) " AND " at " <= ? AND (" at " < ? OR id < ?) ORDER BY " at " DESC, id DESC LIMIT ?"
#define BEFORE(at) " AND " at " >= ? AND (" at " > ? OR id > ?) ORDER BY " at ", id LIMIT ?"
#define WORD " AND EXISTS (SELECT 1 FROM ticket_word w WHERE w.word = ? AND w.ticket_id = ticket.id)"

DB_QUERY(tab_after, COLUMNS " WHERE requester_id = ? AND phase = ?" AFTER("updated_at"), ROW);
DB_QUERY(tab_before, COLUMNS " WHERE requester_id = ? AND phase = ?" BEFORE("updated_at"), ROW);
DB_QUERY(tab_made_after, COLUMNS " WHERE requester_id = ? AND phase = ?" AFTER("created_at"), ROW);
DB_QUERY(tab_made_before, COLUMNS " WHERE requester_id = ? AND phase = ?" BEFORE("created_at"), ROW);
DB_QUERY(all_after, COLUMNS " WHERE requester_id = ?" AFTER("updated_at"), ROW);
DB_QUERY(all_before, COLUMNS " WHERE requester_id = ?" BEFORE("updated_at"), ROW);
DB_QUERY(all_made_after, COLUMNS " WHERE requester_id = ?" AFTER("created_at"), ROW);
DB_QUERY(all_made_before, COLUMNS " WHERE requester_id = ?" BEFORE("created_at"), ROW);
DB_QUERY(found_after, COLUMNS " WHERE requester_id = ?" WORD WORD WORD WORD AFTER("updated_at"), ROW);
DB_QUERY(found_before, COLUMNS " WHERE requester_id = ?" WORD WORD WORD WORD BEFORE("updated_at"), ROW);
DB_QUERY(found_made_after, COLUMNS " WHERE requester_id = ?" WORD WORD WORD WORD AFTER("created_at"), ROW);
DB_QUERY(found_made_before, COLUMNS " WHERE requester_id = ?" WORD WORD WORD WORD BEFORE("created_at"), ROW);
DB_QUERY(found_number, COLUMNS " WHERE number = ? AND requester_id = ?", ROW);
/* clang-format on */

#define SEARCH_WORDS 4 /* of a query; further ones are left out */

struct phase_count {
	const char *phase;
	int64_t tickets;
};

/* One walk along ticket_requester. Subqueries with a LIMIT would bound it, at thrice the time for the usual
 * customer. */
DB_QUERY(count_phases, "SELECT phase, COUNT(*) AS tickets FROM ticket WHERE requester_id = ? GROUP BY phase",
        DB_ROW(struct phase_count, phase, tickets));

#define BRIEF(phase)                                                                                         \
	"(SELECT id, number, subject, state, last_by_staff, last_name, customer_seen_at, created_at, "       \
	"updated_at"                                                                                         \
	" FROM ticket WHERE requester_id = ? AND phase = '" phase                                            \
	"' ORDER BY updated_at DESC, id DESC LIMIT ?)"

DB_QUERY(brief_open,
        "SELECT b.id, b.number, b.subject, b.state, b.last_by_staff, b.last_name, b.customer_seen_at, "
        "b.created_at,"
        " b.updated_at, (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE requester_id = ?"
        " AND phase IN ('open', 'waiting') LIMIT ?) n) AS total"
        " FROM (" BRIEF("open") " UNION ALL " BRIEF(
                "waiting") ") b ORDER BY b.updated_at DESC, b.id DESC LIMIT ?",
        DB_ROW(struct ticket_row, id, number, subject, state, last_by_staff, last_name, customer_seen_at,
                created_at, updated_at, total));

bool ticket_row_is_new(const struct ticket_row *row)
{
	return row->last_by_staff && row->updated_at > row->customer_seen_at;
}

/* Turns rows read backwards round and drops the one that only told of more. */
static void settle(struct db_rows *rows, size_t most, bool backwards, bool *more)
{
	struct ticket_row *items = rows->items;

	*more = rows->count > most;
	if (*more)
		rows->count = most;
	for (size_t i = 0; backwards && i < rows->count / 2; i++) {
		struct ticket_row kept = items[i];
		items[i] = items[rows->count - 1 - i];
		items[rows->count - 1 - i] = kept;
	}
}

static struct list_place start_of(const struct ticket_filter *filter)
{
	if (filter->place.set)
		return filter->place;
	return (struct list_place){ .at = INT64_MAX, .id = INT64_MAX };
}

static enum rc list_tab(struct db *db, struct arena *arena, const struct ticket_filter *filter, int64_t most,
        struct db_rows *rows)
{
	static const struct query *const queries[2][2] = { { &tab_after, &tab_before },
		{ &tab_made_after, &tab_made_before } };
	static const char *const phases[] = { "open", "waiting", "solved" };
	struct list_place from = start_of(filter);

	return db_all(db, arena, queries[filter->by_created][from.backwards],
	        DB_ARGS(filter->requester_id, phases[filter->tab], from.at, from.at, from.id, most), rows);
}

static enum rc list_all(struct db *db, struct arena *arena, const struct ticket_filter *filter, int64_t most,
        struct db_rows *rows)
{
	static const struct query *const queries[2][2] = { { &all_after, &all_before },
		{ &all_made_after, &all_made_before } };
	struct list_place from = start_of(filter);

	return db_all(db, arena, queries[filter->by_created][from.backwards],
	        DB_ARGS(filter->requester_id, from.at, from.at, from.id, most), rows);
}

static enum rc list_found(struct db *db, struct arena *arena, const struct ticket_filter *filter,
        int64_t most, struct db_rows *rows)
{
	static const struct query *const queries[2][2] = { { &found_after, &found_before },
		{ &found_made_after, &found_made_before } };
	struct list_place from = start_of(filter);
	const char *word[SEARCH_WORDS];
	struct search_words words;
	enum rc rc = searchtext_words(arena, filter->language, filter->search, SEARCH_WORDS, &words);

	if (rc != RC_OK || words.count == 0)
		return rc;
	for (size_t i = 0; i < SEARCH_WORDS; i++)
		word[i] = words.items[i < words.count ? i : 0].stem;
	return db_all(db, arena, queries[filter->by_created][from.backwards],
	        DB_ARGS(filter->requester_id, word[0], word[1], word[2], word[3], from.at, from.at, from.id,
	                most),
	        rows);
}

static enum rc search(struct db *db, struct arena *arena, const struct ticket_filter *filter, int64_t most,
        struct db_rows *rows)
{
	const char *text = filter->search + (filter->search[0] == '#');
	int64_t number;

	if (text_number(text, &number) == RC_OK && number >= 10000000) {
		enum rc rc = db_all(db, arena, &found_number, DB_ARGS(number, filter->requester_id), rows);
		if (rc != RC_OK || rows->count > 0)
			return rc;
	}
	return list_found(db, arena, filter, most, rows);
}

enum rc ticket_list(struct db *db, struct arena *arena, const struct ticket_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	int64_t wanted = (int64_t)most + 1;
	enum rc rc;

	*rows = (struct db_rows){ 0 };
	if (!text_empty(filter->search))
		rc = search(db, arena, filter, wanted, rows);
	else if (filter->tab == TICKET_TAB_ALL)
		rc = list_all(db, arena, filter, wanted, rows);
	else
		rc = list_tab(db, arena, filter, wanted, rows);
	if (rc == RC_OK)
		settle(rows, most, filter->place.backwards, more);
	return rc;
}

enum rc ticket_counts(struct db *db, struct arena *arena, int64_t requester_id, struct ticket_counts *counts)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &count_phases, DB_ARGS(requester_id), &rows);
	const struct phase_count *items = rows.items;

	*counts = (struct ticket_counts){ 0 };
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		counts->all_count += items[i].tickets;
		if (text_equal(items[i].phase, "open"))
			counts->open_count = items[i].tickets;
		else if (text_equal(items[i].phase, "waiting"))
			counts->waiting_count = items[i].tickets;
		else
			counts->solved_count = items[i].tickets;
	}
	return rc;
}

enum rc ticket_list_open_brief(struct db *db, struct arena *arena, int64_t account_id, size_t most,
        struct db_rows *rows, int64_t *count)
{
	int64_t wanted = (int64_t)most;
	enum rc rc = db_all(db, arena, &brief_open,
	        DB_ARGS(account_id, LIMIT_COUNT, account_id, wanted, account_id, wanted, wanted), rows);

	*count = rc == RC_OK && rows->count > 0 ? ((const struct ticket_row *)rows->items)->total : 0;
	return rc;
}
