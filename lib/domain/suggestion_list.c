/*
 * Lists of suggestions. Whose, which, in what order and which way choose one of the constant queries below.
 * A list that is one piece of an index (a stranger's, that of staff, of one board) is read from it as it
 * stands. Who is signed in has a branch for each audience over all boards, each read from an index in the
 * list's order and cut off at the page's length, so that a page costs the same at the end of the list as at
 * its beginning. What has a tag or is a person's own is few: those are sorted.
 */
#include "domain/suggestion_list.h"

#include <assert.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/list.h"
#include "domain/suggestion_heat.h"
#include "domain/suggestion_rule.h"
#include "domain/suggestion_status.h"

#define FULL_MS 10000 /* how long a count that reached LIMIT_COUNT is believed */

struct count {
	int64_t count;
};

/* clang-format off */
#define FACTS_VOTED(voted) \
	"SELECT STRAIGHT_JOIN s.id, s.board_id, COALESCE(x.name, e.name, b.slug) AS board, b.slug AS board_slug, b.colour," \
	" s.title, s.status, s.state, s.vote_count, s.comment_count, s.heat, " voted " AS voted, s.created_at, s.status_at FROM "
#define VOTED "EXISTS (SELECT 1 FROM suggestion_vote v WHERE v.suggestion_id = s.id AND v.account_id = ?)"
#define FACTS FACTS_VOTED(VOTED)
/* By their keys alone: joined in any other way, a list could no longer be read in the order of its index. */
#define BOARD_OF \
	" JOIN suggestion_board b FORCE INDEX (PRIMARY) ON b.id = s.board_id" \
	" LEFT JOIN suggestion_board_text x FORCE INDEX (PRIMARY) ON x.board_id = b.id AND x.lang = ?" \
	" LEFT JOIN suggestion_board_text e FORCE INDEX (PRIMARY) ON e.board_id = b.id AND e.lang = 'en'"
#define ROW_WITH(...) \
	DB_ROW(struct suggestion_row, id, board_id, board, board_slug, colour, title, status, state, vote_count, \
		comment_count, heat, __VA_ARGS__, created_at, status_at)
#define ROW ROW_WITH(voted)

/* A copy of the audience that is behind its board shows nothing. */
#define WALK(what, index) \
	"(SELECT STRAIGHT_JOIN " what " FROM suggestion s FORCE INDEX (" index ")" \
	" JOIN suggestion_board o ON o.id = s.board_id AND o.audience = s.audience AND o.audience_id = s.audience_id WHERE "
#define PUBLIC(what, index, cut, place) WALK(what, index) "s.audience = 'public' AND s.audience_id = 0 AND " cut place ")"
#define SEEN(what, index, cut, place) \
	WALK(what, index) "s.audience = 'public' AND s.audience_id = 0 AND " cut place ") UNION ALL " \
	WALK(what, index) "s.audience = ? AND s.audience_id = 0 AND " cut place ") UNION ALL " \
	WALK(what, index) "s.audience = 'company' AND s.audience_id = ? AND " cut place ")"
#define EVERY(what, index, cut, place) "(SELECT " what " FROM suggestion s FORCE INDEX (" index ") WHERE " cut place ")"

#define LIVE "s.phase = 'live'"
#define OF_STATUS "s.state = 'open' AND s.status = ?"

#define AFTER(key) " AND s." key " <= ? AND (s." key " < ? OR s.id < ?)"
#define BEFORE(key) " AND s." key " >= ? AND (s." key " > ? OR s.id > ?)"
#define ORDER_AFTER(key) " ORDER BY s." key " DESC, s.id DESC LIMIT ?"
#define ORDER_BEFORE(key) " ORDER BY s." key ", s.id LIMIT ?"
#define PAGE_AFTER(source, index, cut, key) \
	FACTS "(" source("s.id", index, cut, AFTER(key) ORDER_AFTER(key)) ") f JOIN suggestion s ON s.id = f.id" BOARD_OF ORDER_AFTER(key)
#define PAGE_BEFORE(source, index, cut, key) \
	FACTS "(" source("s.id", index, cut, BEFORE(key) ORDER_BEFORE(key)) ") f JOIN suggestion s ON s.id = f.id" BOARD_OF ORDER_BEFORE(key)

/* One piece of an index is the list: its rows are shown as they are read. */
#define STRAIGHT(facts, index, where, cut, place) \
	facts "suggestion s FORCE INDEX (" index ")" BOARD_OF " WHERE " where cut place
#define TO_ALL "s.audience = 'public' AND s.audience_id = 0 AND b.audience = s.audience AND b.audience_id = s.audience_id AND "
#define PUBLIC_AFTER(index, cut, key) STRAIGHT(FACTS_VOTED("FALSE"), index, TO_ALL, cut, AFTER(key) ORDER_AFTER(key))
#define PUBLIC_BEFORE(index, cut, key) STRAIGHT(FACTS_VOTED("FALSE"), index, TO_ALL, cut, BEFORE(key) ORDER_BEFORE(key))
#define EVERY_AFTER(index, cut, key) STRAIGHT(FACTS, index, "", cut, AFTER(key) ORDER_AFTER(key))
#define EVERY_BEFORE(index, cut, key) STRAIGHT(FACTS, index, "", cut, BEFORE(key) ORDER_BEFORE(key))
#define BOARD_AFTER(index, cut, key) STRAIGHT(FACTS, index, "s.board_id = ? AND ", cut, AFTER(key) ORDER_AFTER(key))
#define BOARD_BEFORE(index, cut, key) STRAIGHT(FACTS, index, "s.board_id = ? AND ", cut, BEFORE(key) ORDER_BEFORE(key))

DB_QUERY(public_heat_after, PUBLIC_AFTER("suggestion_seen_heat", LIVE, "heat"), ROW);
DB_QUERY(public_heat_before, PUBLIC_BEFORE("suggestion_seen_heat", LIVE, "heat"), ROW);
DB_QUERY(public_top_after, PUBLIC_AFTER("suggestion_seen_top", LIVE, "vote_count"), ROW);
DB_QUERY(public_top_before, PUBLIC_BEFORE("suggestion_seen_top", LIVE, "vote_count"), ROW);
DB_QUERY(public_new_after, PUBLIC_AFTER("suggestion_seen_new", LIVE, "created_at"), ROW);
DB_QUERY(public_new_before, PUBLIC_BEFORE("suggestion_seen_new", LIVE, "created_at"), ROW);
DB_QUERY(public_status_after, PUBLIC_AFTER("suggestion_seen_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(public_status_before, PUBLIC_BEFORE("suggestion_seen_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(public_changed_after, PUBLIC_AFTER("suggestion_seen_changed", OF_STATUS, "status_at"), ROW);
DB_QUERY(public_changed_before, PUBLIC_BEFORE("suggestion_seen_changed", OF_STATUS, "status_at"), ROW);

DB_QUERY(seen_heat_after, PAGE_AFTER(SEEN, "suggestion_seen_heat", LIVE, "heat"), ROW);
DB_QUERY(seen_heat_before, PAGE_BEFORE(SEEN, "suggestion_seen_heat", LIVE, "heat"), ROW);
DB_QUERY(seen_top_after, PAGE_AFTER(SEEN, "suggestion_seen_top", LIVE, "vote_count"), ROW);
DB_QUERY(seen_top_before, PAGE_BEFORE(SEEN, "suggestion_seen_top", LIVE, "vote_count"), ROW);
DB_QUERY(seen_new_after, PAGE_AFTER(SEEN, "suggestion_seen_new", LIVE, "created_at"), ROW);
DB_QUERY(seen_new_before, PAGE_BEFORE(SEEN, "suggestion_seen_new", LIVE, "created_at"), ROW);
DB_QUERY(seen_status_after, PAGE_AFTER(SEEN, "suggestion_seen_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(seen_status_before, PAGE_BEFORE(SEEN, "suggestion_seen_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(seen_changed_after, PAGE_AFTER(SEEN, "suggestion_seen_changed", OF_STATUS, "status_at"), ROW);
DB_QUERY(seen_changed_before, PAGE_BEFORE(SEEN, "suggestion_seen_changed", OF_STATUS, "status_at"), ROW);

DB_QUERY(every_heat_after, EVERY_AFTER("suggestion_phase_heat", LIVE, "heat"), ROW);
DB_QUERY(every_heat_before, EVERY_BEFORE("suggestion_phase_heat", LIVE, "heat"), ROW);
DB_QUERY(every_top_after, EVERY_AFTER("suggestion_phase_top", LIVE, "vote_count"), ROW);
DB_QUERY(every_top_before, EVERY_BEFORE("suggestion_phase_top", LIVE, "vote_count"), ROW);
DB_QUERY(every_new_after, EVERY_AFTER("suggestion_phase_new", LIVE, "created_at"), ROW);
DB_QUERY(every_new_before, EVERY_BEFORE("suggestion_phase_new", LIVE, "created_at"), ROW);
DB_QUERY(every_status_after, EVERY_AFTER("suggestion_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(every_status_before, EVERY_BEFORE("suggestion_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(every_changed_after, EVERY_AFTER("suggestion_changed", OF_STATUS, "status_at"), ROW);
DB_QUERY(every_changed_before, EVERY_BEFORE("suggestion_changed", OF_STATUS, "status_at"), ROW);

DB_QUERY(board_heat_after, BOARD_AFTER("suggestion_board_heat", LIVE, "heat"), ROW);
DB_QUERY(board_heat_before, BOARD_BEFORE("suggestion_board_heat", LIVE, "heat"), ROW);
DB_QUERY(board_top_after, BOARD_AFTER("suggestion_board_top", LIVE, "vote_count"), ROW);
DB_QUERY(board_top_before, BOARD_BEFORE("suggestion_board_top", LIVE, "vote_count"), ROW);
DB_QUERY(board_new_after, BOARD_AFTER("suggestion_board_new", LIVE, "created_at"), ROW);
DB_QUERY(board_new_before, BOARD_BEFORE("suggestion_board_new", LIVE, "created_at"), ROW);
DB_QUERY(board_status_after, BOARD_AFTER("suggestion_board_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(board_status_before, BOARD_BEFORE("suggestion_board_status", OF_STATUS, "vote_count"), ROW);
DB_QUERY(board_changed_after, BOARD_AFTER("suggestion_board_changed", OF_STATUS, "status_at"), ROW);
DB_QUERY(board_changed_before, BOARD_BEFORE("suggestion_board_changed", OF_STATUS, "status_at"), ROW);

#define SORTED(from, where, key) \
	FACTS from " JOIN suggestion s ON s.id = g.suggestion_id" BOARD_OF " WHERE " AUDIENCE_SEEN("b") \
	" AND ? IN (0, s.board_id)" where AFTER(key) ORDER_AFTER(key)
#define SORTED_BACK(from, where, key) \
	FACTS from " JOIN suggestion s ON s.id = g.suggestion_id" BOARD_OF " WHERE " AUDIENCE_SEEN("b") \
	" AND ? IN (0, s.board_id)" where BEFORE(key) ORDER_BEFORE(key)
#define TAGGED "(SELECT suggestion_id FROM suggestion_tag WHERE tag_key = ? ORDER BY suggestion_id DESC LIMIT ?) g"
#define CUT " AND ((? = '' AND s.phase = 'live') OR (s.state = 'open' AND s.status = ?))"
DB_QUERY(tag_heat_after, SORTED(TAGGED, CUT, "heat"), ROW);
DB_QUERY(tag_heat_before, SORTED_BACK(TAGGED, CUT, "heat"), ROW);
DB_QUERY(tag_top_after, SORTED(TAGGED, CUT, "vote_count"), ROW);
DB_QUERY(tag_top_before, SORTED_BACK(TAGGED, CUT, "vote_count"), ROW);
DB_QUERY(tag_new_after, SORTED(TAGGED, CUT, "created_at"), ROW);
DB_QUERY(tag_new_before, SORTED_BACK(TAGGED, CUT, "created_at"), ROW);
DB_QUERY(tag_changed_after, SORTED(TAGGED, CUT, "status_at"), ROW);
DB_QUERY(tag_changed_before, SORTED_BACK(TAGGED, CUT, "status_at"), ROW);

#define OWN \
	"(SELECT id AS suggestion_id FROM suggestion WHERE author_id = ?" \
	" UNION SELECT suggestion_id FROM suggestion_vote WHERE account_id = ?) g"
#define OWN_CUT \
	" AND (s.state = 'open' OR (s.state IN ('held', 'hidden') AND s.author_id = ?)) AND ? IN ('', s.status)"
DB_QUERY(own_after, SORTED(OWN, OWN_CUT, "created_at"), ROW);
DB_QUERY(own_before, SORTED_BACK(OWN, OWN_CUT, "created_at"), ROW);

/* While copies are behind their boards each row's board is asked, which costs ten times as much. */
#define FIRST(index, board, where) "(SELECT COUNT(*) FROM (SELECT 1 FROM suggestion s FORCE INDEX (" index ")" board " WHERE " where " LIMIT ?) k)"
#define AS_BOARD " JOIN suggestion_board o ON o.id = s.board_id AND o.audience = s.audience AND o.audience_id = s.audience_id"
#define FIRST_SEEN(index, board, cut) \
	"LEAST(?, " FIRST(index, board, "s.audience = 'public' AND s.audience_id = 0 AND " cut) \
	" + " FIRST(index, board, "s.audience = ? AND s.audience_id = 0 AND " cut) \
	" + " FIRST(index, board, "s.audience = 'company' AND s.audience_id = ? AND " cut) ")"
#define COUNT_ROW DB_ROW(struct count, count)
#define COUNT_SEEN(index, cut) \
	"SELECT IF(EXISTS (SELECT 1 FROM suggestion_board WHERE stale), " FIRST_SEEN(index, AS_BOARD, cut) ", " \
	FIRST_SEEN(index, "", cut) ") AS count", COUNT_ROW
#define COUNT_PUBLIC(index, cut) \
	"SELECT IF(EXISTS (SELECT 1 FROM suggestion_board WHERE stale), " \
	FIRST(index, AS_BOARD, "s.audience = 'public' AND s.audience_id = 0 AND " cut) ", " \
	FIRST(index, "", "s.audience = 'public' AND s.audience_id = 0 AND " cut) ") AS count", COUNT_ROW
#define COUNT_EVERY(index, cut) "SELECT LEAST(?, " FIRST(index, "", cut) ") AS count", COUNT_ROW
#define COUNT_BOARD(index, cut) "SELECT LEAST(?, " FIRST(index, "", "s.board_id = ? AND " cut) ") AS count", COUNT_ROW
DB_QUERY(count_public, COUNT_PUBLIC("suggestion_seen_new", LIVE));
DB_QUERY(count_public_status, COUNT_PUBLIC("suggestion_seen_status", OF_STATUS));
DB_QUERY(count_seen, COUNT_SEEN("suggestion_seen_new", LIVE));
DB_QUERY(count_seen_status, COUNT_SEEN("suggestion_seen_status", OF_STATUS));
DB_QUERY(count_every, COUNT_EVERY("suggestion_phase_new", LIVE));
DB_QUERY(count_every_status, COUNT_EVERY("suggestion_status", OF_STATUS));
DB_QUERY(count_board, COUNT_BOARD("suggestion_board_new", LIVE));
DB_QUERY(count_board_status, COUNT_BOARD("suggestion_board_status", OF_STATUS));

/* Three at a time; one that there is not asks for a status that no row has. */
#define COLUMNS_AT_ONCE 3
#define COLUMN(source, index) source("s.id", index, OF_STATUS, ORDER_AFTER("status_at"))
#define ROADMAP(source, index) \
	FACTS "(" COLUMN(source, index) " UNION ALL " COLUMN(source, index) " UNION ALL " COLUMN(source, index) \
	") f JOIN suggestion s ON s.id = f.id" BOARD_OF " ORDER BY s.status, s.status_at DESC, s.id DESC"
DB_QUERY(roadmap_public, ROADMAP(PUBLIC, "suggestion_seen_changed"), ROW);
DB_QUERY(roadmap_seen, ROADMAP(SEEN, "suggestion_seen_changed"), ROW);
DB_QUERY(roadmap_every, ROADMAP(EVERY, "suggestion_changed"), ROW);

DB_QUERY(list_of_ticket,
	FACTS "(SELECT DISTINCT suggestion_id FROM suggestion_vote WHERE ticket_id = ? LIMIT ?) g"
	" JOIN suggestion s ON s.id = g.suggestion_id" BOARD_OF " WHERE " AUDIENCE_SEEN("b")
	" AND s.state = 'open' ORDER BY s.id LIMIT ?", ROW);
DB_QUERY(list_by_ids,
	FACTS_VOTED("n.name AS rule_name, r.colour AS rule_colour, COALESCE(r.votes, FALSE) AS rule_votes, " VOTED)
	"suggestion s" BOARD_OF " LEFT JOIN suggestion_rule r ON r.status = s.status"
	" LEFT JOIN suggestion_rule_text n ON n.status = r.status AND n.lang = ?"
	" WHERE s.id IN (?, ?, ?, ?, ?) AND " AUDIENCE_SEEN("b")
	" AND s.state = 'open' ORDER BY FIELD(s.id, ?, ?, ?, ?, ?)",
	ROW_WITH(rule_name, rule_colour, rule_votes, voted));

/* By source, then order, then direction. */
enum source { OF_PUBLIC, OF_SEEN, OF_EVERY, OF_BOARD };
enum order { BY_HEAT, BY_VOTES, BY_AGE, BY_STATUS_VOTES, BY_CHANGE, ORDERS };

static const struct query *const lists[][ORDERS][2] = {
	[OF_PUBLIC] = { { &public_heat_after, &public_heat_before }, { &public_top_after, &public_top_before },
		{ &public_new_after, &public_new_before }, { &public_status_after, &public_status_before },
		{ &public_changed_after, &public_changed_before } },
	[OF_SEEN] = { { &seen_heat_after, &seen_heat_before }, { &seen_top_after, &seen_top_before },
		{ &seen_new_after, &seen_new_before }, { &seen_status_after, &seen_status_before },
		{ &seen_changed_after, &seen_changed_before } },
	[OF_EVERY] = { { &every_heat_after, &every_heat_before }, { &every_top_after, &every_top_before },
		{ &every_new_after, &every_new_before }, { &every_status_after, &every_status_before },
		{ &every_changed_after, &every_changed_before } },
	[OF_BOARD] = { { &board_heat_after, &board_heat_before }, { &board_top_after, &board_top_before },
		{ &board_new_after, &board_new_before }, { &board_status_after, &board_status_before },
		{ &board_changed_after, &board_changed_before } },
};
static const struct query *const tagged[ORDERS][2] = {
	{ &tag_heat_after, &tag_heat_before }, { &tag_top_after, &tag_top_before }, { &tag_new_after, &tag_new_before },
	{ &tag_top_after, &tag_top_before }, { &tag_changed_after, &tag_changed_before },
};
static const struct query *const roadmaps[] = {
	[OF_PUBLIC] = &roadmap_public, [OF_SEEN] = &roadmap_seen, [OF_EVERY] = &roadmap_every,
};
/* By source, then whether of one status. */
static const struct query *const counts[][2] = {
	[OF_PUBLIC] = { &count_public, &count_public_status },
	[OF_SEEN] = { &count_seen, &count_seen_status },
	[OF_EVERY] = { &count_every, &count_every_status },
	[OF_BOARD] = { &count_board, &count_board_status },
};
/* clang-format on */

/* --- places ----------------------------------------------------------------------------------- */

enum suggestion_sort suggestion_sort_of(const struct suggestion_filter *filter)
{
	bool of_status = !text_empty(filter->status);
	return filter->sort == SUGGESTION_TRENDING && of_status ? SUGGESTION_TOP : filter->sort;
}

static enum order order_of(const struct suggestion_filter *filter)
{
	bool of_status = !text_empty(filter->status);
	switch (suggestion_sort_of(filter)) {
	case SUGGESTION_TRENDING:
		return BY_HEAT;
	case SUGGESTION_TOP:
		return of_status ? BY_STATUS_VOTES : BY_VOTES;
	default:
		return of_status && filter->sort != SUGGESTION_MINE ? BY_CHANGE : BY_AGE;
	}
}

int64_t suggestion_place(const struct suggestion_filter *filter, const struct suggestion_row *row)
{
	switch (order_of(filter)) {
	case BY_HEAT:
		return heat_to_place(row->heat);
	case BY_AGE:
		return row->created_at;
	case BY_CHANGE:
		return row->status_at;
	default:
		return row->vote_count;
	}
}

/* --- arguments -------------------------------------------------------------------------------- */

#define MOST_ARGUMENTS 32

struct arguments {
	struct db_value values[MOST_ARGUMENTS];
	size_t count;
};

static void add(struct arguments *arguments, struct db_value value)
{
	arguments->values[arguments->count++] = value;
}

static void add_place(struct arguments *arguments, const struct suggestion_filter *filter)
{
	const struct list_place *place = &filter->place;
	int64_t end = place->backwards ? -1 : INT64_MAX;
	int64_t at = place->set ? place->at : end;
	struct db_value key = db_value_int(at);
	if (order_of(filter) == BY_HEAT && place->set)
		key = db_value_double(heat_of_place(at));
	add(arguments, key);
	add(arguments, key);
	add(arguments, db_value_int(place->set ? place->id : end));
}

static void add_cut(struct arguments *arguments, const struct suggestion_filter *filter)
{
	if (!text_empty(filter->status))
		add(arguments, db_value_text(filter->status));
}

static enum source source_of(const struct suggestion_filter *filter)
{
	if (filter->board_id != 0)
		return OF_BOARD;
	if (filter->reader.staff)
		return OF_EVERY;
	return filter->reader.account_id == 0 && !filter->reader.signed_in ? OF_PUBLIC : OF_SEEN;
}

static struct db_value signed_in_word(const struct audience_reader *reader)
{
	return db_value_text(reader->signed_in ? AUDIENCE_SIGNED_IN : "");
}

/* `place` NULL: the branch has only its end, `most`. */
static void add_branches(struct arguments *arguments, const struct suggestion_filter *filter,
        void (*place)(struct arguments *, const struct suggestion_filter *), int64_t most)
{
	enum source source = source_of(filter);
	int branches = source == OF_SEEN ? 3 : 1;
	for (int i = 0; i < branches; i++) {
		if (source == OF_BOARD)
			add(arguments, db_value_int(filter->board_id));
		if (i == 1)
			add(arguments, signed_in_word(&filter->reader));
		if (i == 2)
			add(arguments, db_value_int(filter->reader.company_id));
		add_cut(arguments, filter);
		if (place)
			place(arguments, filter);
		add(arguments, db_value_int(most));
	}
}

static void add_reader(struct arguments *arguments, const struct audience_reader *reader)
{
	add(arguments, db_value_int(reader->staff));
	add(arguments, db_value_int(reader->signed_in));
	add(arguments, db_value_int(reader->account_id));
	add(arguments, db_value_int(reader->account_id));
}

/* --- lists ------------------------------------------------------------------------------------ */

static const char *word_of(const struct suggestion_filter *filter)
{
	return filter->status ? filter->status : "";
}

static enum rc walk(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        int64_t wanted, struct db_rows *rows)
{
	enum source source = source_of(filter);
	const struct query *query = lists[source][order_of(filter)][filter->place.backwards];
	struct arguments arguments = { .count = 0 };
	if (source != OF_PUBLIC)
		add(&arguments, db_value_int(filter->reader.account_id));
	if (source != OF_SEEN)
		add(&arguments, db_value_text(filter->lang));
	add_branches(&arguments, filter, add_place, wanted);
	if (source == OF_SEEN) {
		add(&arguments, db_value_text(filter->lang));
		add(&arguments, db_value_int(wanted));
	}
	return db_all(db, arena, query, arguments.values, arguments.count, rows);
}

static enum rc list_tagged(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        int64_t wanted, struct db_rows *rows)
{
	struct arguments arguments = { .count = 0 };
	const char *key = text_fold(arena, filter->tag);
	if (!key)
		return RC_NO_MEMORY;
	add(&arguments, db_value_int(filter->reader.account_id));
	add(&arguments, db_value_text(key));
	add(&arguments, db_value_int(LIMIT_TAGGED));
	add(&arguments, db_value_text(filter->lang));
	add_reader(&arguments, &filter->reader);
	add(&arguments, db_value_int(filter->board_id));
	add(&arguments, db_value_text(word_of(filter)));
	add(&arguments, db_value_text(word_of(filter)));
	add_place(&arguments, filter);
	add(&arguments, db_value_int(wanted));
	return db_all(db, arena, tagged[order_of(filter)][filter->place.backwards], arguments.values,
	        arguments.count, rows);
}

static enum rc list_own(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        int64_t wanted, struct db_rows *rows)
{
	int64_t own = filter->reader.account_id;
	struct arguments arguments = { .count = 0 };
	add(&arguments, db_value_int(own));
	add(&arguments, db_value_int(own));
	add(&arguments, db_value_int(own));
	add(&arguments, db_value_text(filter->lang));
	add_reader(&arguments, &filter->reader);
	add(&arguments, db_value_int(filter->board_id));
	add(&arguments, db_value_int(own));
	add(&arguments, db_value_text(word_of(filter)));
	add_place(&arguments, filter);
	add(&arguments, db_value_int(wanted));
	return db_all(db, arena, filter->place.backwards ? &own_before : &own_after, arguments.values,
	        arguments.count, rows);
}

enum rc suggestion_list(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        size_t most, struct db_rows *rows, bool *more)
{
	int64_t wanted = (int64_t)most + 1;
	enum rc rc;
	if (filter->sort == SUGGESTION_MINE)
		rc = list_own(db, arena, filter, wanted, rows);
	else if (!text_empty(filter->tag))
		rc = list_tagged(db, arena, filter, wanted, rows);
	else
		rc = walk(db, arena, filter, wanted, rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct suggestion_row), most, filter->place.backwards, more);
	return rc;
}

/* Over all boards, of whatever status is live: everybody sees at least what a stranger does. */
static bool is_first_list(const struct suggestion_filter *filter)
{
	return filter->board_id == 0 && text_empty(filter->status);
}

enum rc suggestion_list_count(
        struct db *db, struct arena *arena, const struct suggestion_filter *filter, int64_t *count)
{
	/* to walk along a thousand ideas costs as much as the rest of the page: that there are as many is
	 * believed for a while */
	static int64_t full_until;
	if (is_first_list(filter) && time_monotonic_ms() < full_until) {
		*count = LIMIT_COUNT;
		return RC_OK;
	}

	enum source source = source_of(filter);
	struct arguments arguments = { .count = 0 };
	struct count counted = { 0 };
	for (int i = 0; i < (source == OF_SEEN || source == OF_PUBLIC ? 2 : 1); i++) {
		if (source != OF_PUBLIC)
			add(&arguments, db_value_int(LIMIT_COUNT));
		add_branches(&arguments, filter, NULL, LIMIT_COUNT);
	}
	enum rc rc = db_one(db, arena, counts[source][!text_empty(filter->status)], arguments.values,
	        arguments.count, &counted);
	*count = counted.count;
	if (rc == RC_OK && source == OF_PUBLIC && is_first_list(filter) && counted.count >= LIMIT_COUNT)
		full_until = time_monotonic_ms() + FULL_MS;
	return rc;
}

/* --- the roadmap ------------------------------------------------------------------------------ */

/* Over several audiences a column may hold more than a page: the newest of them all are shown. */
static void trim_columns(struct db_rows *rows)
{
	struct suggestion_row *items = rows->items;
	size_t kept = 0, in_column = 0;
	for (size_t i = 0; i < rows->count; i++) {
		bool begins = kept == 0 || !text_equal(items[kept - 1].status, items[i].status);
		in_column = begins ? 1 : in_column + 1;
		if (in_column <= LIMIT_PAGE_ROWS)
			items[kept++] = items[i];
	}
	rows->count = kept;
}

static enum rc read_columns(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        const char *const *statuses, size_t count, struct db_rows *rows)
{
	struct arguments arguments = { .count = 0 };
	add(&arguments, db_value_int(filter->reader.account_id));
	for (size_t i = 0; i < COLUMNS_AT_ONCE; i++) {
		const struct suggestion_filter column = { .reader = filter->reader,
			.status = i < count ? statuses[i] : "none" };
		add_branches(&arguments, &column, NULL, LIMIT_PAGE_ROWS);
	}
	add(&arguments, db_value_text(filter->lang));
	enum source source = source_of(filter);
	assert(source < LENGTH(roadmaps));
	enum rc rc = db_all(db, arena, roadmaps[source], arguments.values, arguments.count, rows);
	if (rc == RC_OK)
		trim_columns(rows);
	return rc;
}

enum rc suggestion_roadmap(struct db *db, struct arena *arena, const struct suggestion_filter *filter,
        const struct suggestion_rules *rules, struct db_rows rows[SUGGESTION_PARTS])
{
	const char *statuses[SUGGESTION_COLUMNS];
	size_t count = suggestion_rule_columns(rules, statuses);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < SUGGESTION_PARTS; i++) {
		size_t from = i * COLUMNS_AT_ONCE;
		rows[i] = (struct db_rows){ .count = 0 };
		if (rc == RC_OK && from < count)
			rc = read_columns(db, arena, filter, statuses + from, count - from, &rows[i]);
	}
	return rc;
}

/* --- for others ------------------------------------------------------------------------------- */

enum rc suggestion_list_of_ticket(struct db *db, struct arena *arena, const struct audience_reader *reader,
        int64_t ticket_id, const char *lang, struct db_rows *rows)
{
	return db_all(db, arena, &list_of_ticket,
	        DB_ARGS(reader->account_id, ticket_id, LIMIT_SIMILAR, lang, AUDIENCE_ARGS(reader),
	                LIMIT_SIMILAR),
	        rows);
}

enum rc suggestion_list_by_ids(struct db *db, struct arena *arena, const struct audience_reader *reader,
        const int64_t *ids, size_t count, const char *lang, struct db_rows *rows)
{
	int64_t five[LIMIT_SIMILAR] = { 0 };
	for (size_t i = 0; i < count && i < LIMIT_SIMILAR; i++)
		five[i] = ids[i];
	return db_all(db, arena, &list_by_ids,
	        DB_ARGS(reader->account_id, lang, lang, five[0], five[1], five[2], five[3], five[4],
	                AUDIENCE_ARGS(reader), five[0], five[1], five[2], five[3], five[4]),
	        rows);
}

struct suggestion_rules suggestion_rules_of(const struct db_rows *rows)
{
	struct suggestion_rules rules = suggestion_rules_built_in();
	const struct suggestion_row *items = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		for (size_t k = 0; items[i].rule_colour != NULL && k < SUGGESTION_RULES; k++)
			if (text_equal(rules.items[k].status, items[i].status)) {
				rules.items[k].name = items[i].rule_name;
				rules.items[k].colour = items[i].rule_colour;
				rules.items[k].votes = items[i].rule_votes;
			}
	return rules;
}
