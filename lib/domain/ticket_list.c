/*
 * Lists of a customer's tickets. Whose, which rows, which order and which direction choose one of the
 * constant queries below; each reads its page from one index. What a person was added to is few: those are
 * sorted.
 */
#include "domain/ticket_list.h"

#include "base/limits.h"
#include "base/text.h"
#include "io/searchtext.h"

/* clang-format off */
#define FACTS \
	"t.id, t.number, t.requester_id, t.company_id, t.subject, t.state, t.last_by_staff, t.last_name," \
	" t.customer_seen_at, t.created_at, t.updated_at"
#define FACTS_ROW \
	id, number, requester_id, company_id, subject, state, last_by_staff, last_name, customer_seen_at, created_at, updated_at

/* Each list names its index: the server need not weigh eight of them against each other at each page, for half of the
 * statement's time. */
#define INDEX(name) " FORCE INDEX (" name ")"
#define OWN_LIST(index) "SELECT " FACTS " FROM ticket t" index " WHERE t.requester_id = ? AND t.company_id <=> ?"
#define OWN_ROW         DB_ROW(struct ticket_row, FACTS_ROW)
#define COMPANY_LIST(index) \
	"SELECT STRAIGHT_JOIN " FACTS ", r.name AS requester FROM ticket t" index \
	" JOIN account r ON r.id = t.requester_id WHERE t.company_id = ?"
#define NAMED_ROW DB_ROW(struct ticket_row, FACTS_ROW, requester)

/* Who is no member of the company any more reads nothing of it, whatever he was added to. A company of 0 is any. */
#define SHARED \
	" FROM ticket_participant p JOIN ticket t ON t.id = p.ticket_id" \
	" JOIN company_member m ON m.company_id = t.company_id AND m.account_id = p.account_id" \
	" JOIN company c ON c.id = m.company_id AND c.state = 'active'"
#define SHARED_BOUND " WHERE p.account_id = ? AND ? IN (0, t.company_id)"
#define SHARED_LIST(none) \
	"SELECT STRAIGHT_JOIN " FACTS ", r.name AS requester" SHARED " JOIN account r ON r.id = t.requester_id" SHARED_BOUND

#define PHASE " AND t.phase = ?"
#define WORD " AND EXISTS (SELECT 1 FROM ticket_word w WHERE w.word = ? AND w.ticket_id = t.id)"
#define WORDS WORD WORD WORD WORD
#define AFTER(at) " AND t." at " <= ? AND (t." at " < ? OR t.id < ?) ORDER BY t." at " DESC, t.id DESC LIMIT ?"
#define BEFORE(at) " AND t." at " >= ? AND (t." at " > ? OR t.id > ?) ORDER BY t." at ", t.id LIMIT ?"

/* The lists of a scope: from where, by which indexes (their common name), which columns. */
#define LISTS(scope, FROM, index, row) \
	DB_QUERY(scope##_tab_after, FROM(INDEX(index)) PHASE AFTER("updated_at"), row); \
	DB_QUERY(scope##_tab_before, FROM(INDEX(index)) PHASE BEFORE("updated_at"), row); \
	DB_QUERY(scope##_tab_made_after, FROM(INDEX(index "_made")) PHASE AFTER("created_at"), row); \
	DB_QUERY(scope##_tab_made_before, FROM(INDEX(index "_made")) PHASE BEFORE("created_at"), row); \
	DB_QUERY(scope##_all_after, FROM(INDEX(index "_all")) AFTER("updated_at"), row); \
	DB_QUERY(scope##_all_before, FROM(INDEX(index "_all")) BEFORE("updated_at"), row); \
	DB_QUERY(scope##_all_made_after, FROM(INDEX(index "_created")) AFTER("created_at"), row); \
	DB_QUERY(scope##_all_made_before, FROM(INDEX(index "_created")) BEFORE("created_at"), row); \
	DB_QUERY(scope##_found_after, FROM("") WORDS AFTER("updated_at"), row); \
	DB_QUERY(scope##_found_before, FROM("") WORDS BEFORE("updated_at"), row); \
	DB_QUERY(scope##_found_made_after, FROM("") WORDS AFTER("created_at"), row); \
	DB_QUERY(scope##_found_made_before, FROM("") WORDS BEFORE("created_at"), row); \
	DB_QUERY(scope##_number, FROM("") " AND t.number = ?", row)

LISTS(own, OWN_LIST, "ticket_requester", OWN_ROW);
LISTS(company, COMPANY_LIST, "ticket_company", NAMED_ROW);
LISTS(shared, SHARED_LIST, "", NAMED_ROW);

enum kind { TAB, ALL, FOUND, KINDS };

#define PAIR(name)  { &name##_after, &name##_before }
#define KIND(name)  { PAIR(name), PAIR(name##_made) }
#define SCOPE(name) { KIND(name##_tab), KIND(name##_all), KIND(name##_found) }

/* By scope, kind, order (updated, created) and direction (after, before). */
static const struct query *const lists[][KINDS][2][2] = {
	[TICKET_SCOPE_OWN] = SCOPE(own),
	[TICKET_SCOPE_COMPANY] = SCOPE(company),
	[TICKET_SCOPE_SHARED] = SCOPE(shared),
};

static const struct query *const numbers[] = { &own_number, &company_number, &shared_number };

#define COUNTS_ROW DB_ROW(struct ticket_counts, open_count, waiting_count, solved_count)
#define SUMS(open, waiting, solved) \
	"SELECT CAST(COALESCE(SUM(" open "), 0) AS SIGNED) AS open_count," \
	" CAST(COALESCE(SUM(" waiting "), 0) AS SIGNED) AS waiting_count," \
	" CAST(COALESCE(SUM(" solved "), 0) AS SIGNED) AS solved_count"

/* What was filed is counted by its writers, see ticket_tally.h. */
DB_QUERY(own_counts,
	"SELECT open_count, waiting_count, solved_count FROM ticket_tally WHERE requester_id = ? AND company_id = ?",
	COUNTS_ROW);
DB_QUERY(company_counts,
	SUMS("open_count", "waiting_count", "solved_count") " FROM ticket_tally WHERE company_id = ?", COUNTS_ROW);
DB_QUERY(shared_counts,
	SUMS("t.phase = 'open'", "t.phase = 'waiting'", "t.phase = 'solved'") SHARED SHARED_BOUND, COUNTS_ROW);

#define BRIEF(phase) \
	"(" OWN_LIST("") " AND t.phase = '" phase "' ORDER BY t.updated_at DESC, t.id DESC LIMIT ?)"

DB_QUERY(brief_open,
	"SELECT b.*, (SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE requester_id = ?"
	" AND phase IN ('open', 'waiting') AND company_id <=> ? LIMIT ?) n) AS total"
	" FROM (" BRIEF("open") " UNION ALL " BRIEF("waiting") ") b ORDER BY b.updated_at DESC, b.id DESC LIMIT ?",
	DB_ROW(struct ticket_row, FACTS_ROW, total));
/* clang-format on */

#define SEARCH_WORDS 4 /* of a query; further ones are left out */
#define MOST_ARGS    11

bool ticket_row_is_new(const struct ticket_row *row, int64_t account_id)
{
	return row->requester_id == account_id && row->last_by_staff &&
	       row->updated_at > row->customer_seen_at;
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

/* The arguments of a list, in the order of its places. */
struct arguments {
	struct db_value values[MOST_ARGS];
	size_t count;
};

static void add(struct arguments *list, struct db_value value)
{
	list->values[list->count++] = value;
}

/* What each scope's queries begin with. */
static void add_scope(struct arguments *list, const struct ticket_filter *filter)
{
	if (filter->scope == TICKET_SCOPE_COMPANY) {
		add(list, db_value_int(filter->company_id));
		return;
	}
	add(list, db_value_int(filter->account_id));
	if (filter->scope == TICKET_SCOPE_OWN)
		add(list, db_id_or_null(filter->company_id));
	else
		add(list, db_value_int(filter->company_id));
}

static void add_place(struct arguments *list, const struct ticket_filter *filter, int64_t most)
{
	struct list_place from = start_of(filter);

	add(list, db_value_int(from.at));
	add(list, db_value_int(from.at));
	add(list, db_value_int(from.id));
	add(list, db_value_int(most));
}

static enum rc run(struct db *db, struct arena *arena, const struct ticket_filter *filter, enum kind kind,
        const struct arguments *list, struct db_rows *rows)
{
	const struct query *query = lists[filter->scope][kind][filter->by_created][filter->place.backwards];

	return db_all(db, arena, query, list->values, list->count, rows);
}

static enum rc list_tab(struct db *db, struct arena *arena, const struct ticket_filter *filter, int64_t most,
        struct db_rows *rows)
{
	static const char *const phases[] = { "open", "waiting", "solved" };
	bool all = filter->tab == TICKET_TAB_ALL;
	struct arguments list = { .count = 0 };

	add_scope(&list, filter);
	if (!all)
		add(&list, db_value_text(phases[filter->tab]));
	add_place(&list, filter, most);
	return run(db, arena, filter, all ? ALL : TAB, &list, rows);
}

static enum rc list_found(struct db *db, struct arena *arena, const struct ticket_filter *filter,
        int64_t most, struct db_rows *rows)
{
	struct arguments list = { .count = 0 };
	struct search_words words;
	enum rc rc = searchtext_words(arena, filter->language, filter->search, SEARCH_WORDS, &words);

	if (rc != RC_OK || words.count == 0)
		return rc;
	add_scope(&list, filter);
	for (size_t i = 0; i < SEARCH_WORDS; i++)
		add(&list, db_value_text(words.items[i < words.count ? i : 0].stem));
	add_place(&list, filter, most);
	return run(db, arena, filter, FOUND, &list, rows);
}

static enum rc search(struct db *db, struct arena *arena, const struct ticket_filter *filter, int64_t most,
        struct db_rows *rows)
{
	const char *text = filter->search + (filter->search[0] == '#');
	struct arguments list = { .count = 0 };
	int64_t number;

	if (text_number(text, &number) == RC_OK && number >= 10000000) {
		add_scope(&list, filter);
		add(&list, db_value_int(number));
		enum rc rc = db_all(db, arena, numbers[filter->scope], list.values, list.count, rows);
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
	rc = text_empty(filter->search) ? list_tab(db, arena, filter, wanted, rows)
	                                : search(db, arena, filter, wanted, rows);
	if (rc == RC_OK)
		settle(rows, most, filter->place.backwards, more);
	return rc;
}

enum rc ticket_counts(
        struct db *db, struct arena *arena, const struct ticket_filter *filter, struct ticket_counts *counts)
{
	static const struct query *const queries[] = {
		[TICKET_SCOPE_OWN] = &own_counts,
		[TICKET_SCOPE_COMPANY] = &company_counts,
		[TICKET_SCOPE_SHARED] = &shared_counts,
	};
	struct arguments list = { .count = 0 };
	enum rc rc;

	*counts = (struct ticket_counts){ 0 };
	if (filter->scope != TICKET_SCOPE_COMPANY)
		add(&list, db_value_int(filter->account_id));
	add(&list, db_value_int(filter->company_id));
	rc = db_one(db, arena, queries[filter->scope], list.values, list.count, counts);
	counts->all_count = counts->open_count + counts->waiting_count + counts->solved_count;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc ticket_list_open_brief(struct db *db, struct arena *arena, int64_t account_id, int64_t company_id,
        size_t most, struct db_rows *rows, int64_t *count)
{
	struct db_value company = db_id_or_null(company_id);
	int64_t wanted = (int64_t)most;
	enum rc rc = db_all(db, arena, &brief_open,
	        DB_ARGS(account_id, company, LIMIT_COUNT, account_id, company, wanted, account_id, company,
	                wanted, wanted),
	        rows);

	*count = rc == RC_OK && rows->count > 0 ? ((const struct ticket_row *)rows->items)->total : 0;
	return rc;
}
