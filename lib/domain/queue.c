/* The agents' lists. The first table of each query is read from one index in the order of the list. */
#include "domain/queue.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "io/searchtext.h"

/* clang-format off */
#define FACTS \
	"t.id, t.number, t.subject, t.state, t.priority, r.name AS requester, a.name AS assignee, n.name AS team," \
	" t.last_by_staff, t.last_name, t.created_at, t.activity_at"
#define COLUMNS "SELECT STRAIGHT_JOIN " FACTS " FROM "
#define PEOPLE \
	" JOIN account r ON r.id = t.requester_id LEFT JOIN account a ON a.id = t.assignee_id" \
	" LEFT JOIN team n ON n.id = t.team_id "
#define ROW \
	DB_ROW(struct queue_row, id, number, subject, state, priority, requester, assignee, team, last_by_staff, \
		last_name, created_at, activity_at)
#define DOWN \
	" AND t.activity_at <= ? AND (t.activity_at < ? OR t.id < ?) ORDER BY t.activity_at DESC, t.id DESC LIMIT ?"
#define UP " AND t.activity_at >= ? AND (t.activity_at > ? OR t.id > ?) ORDER BY t.activity_at, t.id LIMIT ?"
#define WORD " AND EXISTS (SELECT 1 FROM ticket_word o WHERE o.word = ? AND o.ticket_id = w.ticket_id)"

/* As may_work_ticket says. The indexes of the queue end with team and assignee: a foreign ticket is passed over without
 * being read. */
#define SEEN " AND (t.team_id IS NULL OR t.assignee_id = ? OR FIND_IN_SET(t.team_id, ?))"
#define TEAM " AND t.team_id <=> ?"
#define ASSIGNED COLUMNS "ticket t" PEOPLE "WHERE t.assignee_id <=> ? AND t.phase = 'open'"
#define IN_PHASE COLUMNS "ticket t" PEOPLE "WHERE t.phase = ?"

DB_QUERY(assigned_down, ASSIGNED DOWN, ROW);
DB_QUERY(assigned_up, ASSIGNED UP, ROW);
DB_QUERY(assigned_seen_down, ASSIGNED SEEN DOWN, ROW);
DB_QUERY(assigned_seen_up, ASSIGNED SEEN UP, ROW);
DB_QUERY(assigned_team_down, ASSIGNED TEAM DOWN, ROW);
DB_QUERY(assigned_team_up, ASSIGNED TEAM UP, ROW);
DB_QUERY(phase_down, IN_PHASE DOWN, ROW);
DB_QUERY(phase_up, IN_PHASE UP, ROW);
DB_QUERY(phase_seen_down, IN_PHASE SEEN DOWN, ROW);
DB_QUERY(phase_seen_up, IN_PHASE SEEN UP, ROW);
DB_QUERY(phase_team_down, IN_PHASE TEAM DOWN, ROW);
DB_QUERY(phase_team_up, IN_PHASE TEAM UP, ROW);

/* A company has few tickets: one query for all agents, teams and views, in the order of ticket_company_queue. */
#define OF_COMPANY \
	COLUMNS "ticket t FORCE INDEX (ticket_company_queue)" PEOPLE "WHERE t.company_id = ? AND t.phase = ?" \
	" AND (? OR t.assignee_id <=> ?) AND (? OR t.team_id <=> ?)" MAY_SEE

/* What a search finds is few: one query for all agents. */
#define MAY_SEE " AND (? OR t.team_id IS NULL OR t.assignee_id = ? OR FIND_IN_SET(t.team_id, ?))"

DB_QUERY(company_down, OF_COMPANY DOWN, ROW);
DB_QUERY(company_up, OF_COMPANY UP, ROW);

DB_QUERY(queue_by_number, COLUMNS "ticket t" PEOPLE "WHERE t.number = ?" MAY_SEE, ROW);
DB_QUERY(queue_by_mail,
	COLUMNS "account r JOIN ticket t ON t.requester_id = r.id LEFT JOIN account a ON a.id = t.assignee_id"
	" LEFT JOIN team n ON n.id = t.team_id WHERE r.mail_key = ?" MAY_SEE
	" ORDER BY t.updated_at DESC, t.id DESC LIMIT ?", ROW);
DB_QUERY(queue_by_words,
	COLUMNS "ticket_word w JOIN ticket t ON t.id = w.ticket_id" PEOPLE "WHERE w.word = ?" WORD WORD WORD MAY_SEE
	" ORDER BY w.ticket_id DESC LIMIT ?", ROW);

#define COUNT(where, name) " (SELECT COUNT(*) FROM (SELECT 1 FROM ticket t WHERE " where " LIMIT ?) x) AS " name
#define COUNTS(bound) \
	"SELECT" COUNT("t.assignee_id = ? AND t.phase = 'open'" bound, "mine_count") "," \
	COUNT("t.assignee_id IS NULL AND t.phase = 'open'" bound, "unassigned_count") "," \
	COUNT("t.phase = 'open'" bound, "open_count") "," COUNT("t.phase = 'waiting'" bound, "waiting_count") "," \
	COUNT("t.phase = 'solved'" bound, "solved_count")
#define COUNTS_ROW \
	DB_ROW(struct queue_counts, mine_count, unassigned_count, open_count, waiting_count, solved_count)
#define COMPANY_PART " AND (? OR t.team_id <=> ?)" MAY_SEE

DB_QUERY(count_queue, COUNTS(""), COUNTS_ROW);
DB_QUERY(count_queue_seen, COUNTS(SEEN), COUNTS_ROW);
DB_QUERY(count_queue_team, COUNTS(TEAM), COUNTS_ROW);

DB_QUERY(count_queue_company,
	"SELECT" COUNT("t.company_id = ? AND t.phase = 'open' AND t.assignee_id = ?" COMPANY_PART, "mine_count") ","
	COUNT("t.company_id = ? AND t.phase = 'open' AND t.assignee_id IS NULL" COMPANY_PART, "unassigned_count") ","
	COUNT("t.company_id = ? AND t.phase = 'open'" COMPANY_PART, "open_count") ","
	COUNT("t.company_id = ? AND t.phase = 'waiting'" COMPANY_PART, "waiting_count") ","
	COUNT("t.company_id = ? AND t.phase = 'solved'" COMPANY_PART, "solved_count") ","
	" (SELECT c.name FROM company c WHERE c.id = ?) AS company",
	DB_ROW(struct queue_counts, mine_count, unassigned_count, open_count, waiting_count, solved_count, company));

DB_QUERY(list_queue_teams,
	"SELECT n.id, n.name, g.account_id IS NOT NULL AS own FROM team n"
	" LEFT JOIN team_member g ON g.team_id = n.id AND g.account_id = ? ORDER BY n.name, n.id LIMIT ?",
	DB_ROW(struct queue_team, id, name, own));
/* clang-format on */

/* --- what an agent sees ---------------------------------------------------------------------- */

static const char *add_id(struct arena *arena, const char *list, int64_t id)
{
	if (list == NULL)
		return NULL;
	return arena_format(arena, "%s%s%lld", list, *list == '\0' ? "" : ",", (long long)id);
}

enum rc queue_sight(struct db *db, struct arena *arena, const struct account *who, struct queue_sight *sight)
{
	struct db_rows *own = &sight->own;
	enum rc rc;

	*sight = (struct queue_sight){
		.agent_id = who->id, .all = may(who, PERMISSION_ALL_TICKETS), .teams = ""
	};
	rc = db_all(db, arena, &list_queue_teams, DB_ARGS(who->id, LIMIT_TEAMS), own);
	if (rc != RC_OK)
		return rc;
	struct queue_team *items = own->items;
	size_t kept = 0;
	for (size_t i = 0; i < own->count; i++) {
		if (items[i].own)
			sight->teams = add_id(arena, sight->teams, items[i].id);
		if (items[i].own || sight->all)
			items[kept++] = items[i];
	}
	own->count = kept;
	return sight->teams == NULL ? RC_NO_MEMORY : RC_OK;
}

/* --- lists ----------------------------------------------------------------------------------- */

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

static struct db_value team_of(const struct queue_filter *filter)
{
	return db_id_or_null(filter->part == QUEUE_PART_TEAM ? filter->team_id : 0);
}

static enum rc list_company(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, const char *phase, int64_t wanted, struct db_rows *rows)
{
	bool mine = filter->queue == QUEUE_MINE, person = mine || filter->queue == QUEUE_UNASSIGNED;
	bool down = filter->newest_first != filter->place.backwards;
	struct list_place from = start_of(filter);

	return db_all(db, arena, down ? &company_down : &company_up,
	        DB_ARGS(filter->company_id, phase, !person, db_id_or_null(mine ? sight->agent_id : 0),
	                filter->part == QUEUE_PART_ALL, team_of(filter), sight->all, sight->agent_id,
	                sight->teams, from.at, from.at, from.id, wanted),
	        rows);
}

static enum rc count_company(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, struct queue_counts *counts)
{
	const int64_t id = filter->company_id, agent = sight->agent_id, most = LIMIT_COUNT;
	const bool every = filter->part == QUEUE_PART_ALL, all = sight->all;
	const struct db_value team = team_of(filter);
	const char *own = sight->teams;

	return db_one(db, arena, &count_queue_company,
	        DB_ARGS(id, agent, every, team, all, agent, own, most, id, every, team, all, agent, own, most,
	                id, every, team, all, agent, own, most, id, every, team, all, agent, own, most, id,
	                every, team, all, agent, own, most, id),
	        counts);
}

/* `first` is the assignee or the phase. */
static enum rc list(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, struct db_value first, int64_t wanted, struct db_rows *rows)
{
	static const struct query *const queries[2][3][2] = {
		{ { &phase_up, &phase_down }, { &phase_seen_up, &phase_seen_down },
		        { &phase_team_up, &phase_team_down } },
		{ { &assigned_up, &assigned_down }, { &assigned_seen_up, &assigned_seen_down },
		        { &assigned_team_up, &assigned_team_down } },
	};
	bool person = filter->queue == QUEUE_MINE || filter->queue == QUEUE_UNASSIGNED;
	bool down = filter->newest_first != filter->place.backwards;
	struct list_place from = start_of(filter);

	if (filter->part != QUEUE_PART_ALL)
		return db_all(db, arena, queries[person][2][down],
		        DB_ARGS(first, team_of(filter), from.at, from.at, from.id, wanted), rows);
	if (!sight->all)
		return db_all(db, arena, queries[person][1][down],
		        DB_ARGS(first, sight->agent_id, sight->teams, from.at, from.at, from.id, wanted),
		        rows);
	return db_all(
	        db, arena, queries[person][0][down], DB_ARGS(first, from.at, from.at, from.id, wanted), rows);
}

enum rc queue_list(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, size_t most, struct db_rows *rows, bool *more)
{
	static const char *const phases[] = { "open", "open", "open", "waiting", "solved" };
	struct db_value first = db_value_text(phases[filter->queue]);
	enum rc rc;

	if (filter->company_id != 0) {
		rc = list_company(db, arena, sight, filter, phases[filter->queue], (int64_t)most + 1, rows);
		if (rc == RC_OK)
			settle(rows, most, filter->place.backwards, more);
		return rc;
	}
	if (filter->queue == QUEUE_MINE || filter->queue == QUEUE_UNASSIGNED)
		first = db_id_or_null(filter->queue == QUEUE_MINE ? sight->agent_id : 0);
	rc = list(db, arena, sight, filter, first, (int64_t)most + 1, rows);
	if (rc == RC_OK)
		settle(rows, most, filter->place.backwards, more);
	return rc;
}

/* --- counts ---------------------------------------------------------------------------------- */

#define FULL_SECONDS 10
#define FULL_SIGHTS  64

/* Which counts of a part of the queue had reached LIMIT_COUNT when they were last taken. To walk along a
 * thousand entries for each of them costs more than all the rest of the page: they are believed for
 * FULL_SECONDS, while a count below the limit is taken anew each time. Kept from request to request for that
 * reason: five bits, and nothing of a ticket. */
struct full_counts {
	int64_t agent_id; /* whose sight; 0: every team's */
	int64_t team_id;
	enum queue_part part;
	int64_t until;
	bool unassigned, open, waiting, solved;
};

static struct full_counts *full_counts(const struct queue_sight *sight, const struct queue_filter *filter)
{
	static struct full_counts known[FULL_SIGHTS];
	struct full_counts asked = { .agent_id = sight->all ? 0 : sight->agent_id,
		.team_id = filter->part == QUEUE_PART_TEAM ? filter->team_id : 0,
		.part = filter->part,
		.until = time_monotonic_ms() / 1000 + FULL_SECONDS };
	uint64_t place = (uint64_t)(asked.agent_id * 31 + asked.team_id * 3 + asked.part) % FULL_SIGHTS;
	struct full_counts *kept = &known[place];

	if (kept->until <= asked.until - FULL_SECONDS || kept->agent_id != asked.agent_id ||
	        kept->team_id != asked.team_id || kept->part != asked.part)
		*kept = asked;
	return kept;
}

/* How far to count. */
static int64_t most_of(bool full)
{
	return full ? 0 : LIMIT_COUNT;
}

static void settle_count(int64_t *count, bool *full)
{
	if (*full)
		*count = LIMIT_COUNT;
	*full = *count >= LIMIT_COUNT;
}

static enum rc count(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, const struct full_counts *full, struct queue_counts *counts)
{
	const int64_t agent = sight->agent_id, nobody = most_of(full->unassigned), open = most_of(full->open),
	              waiting = most_of(full->waiting), solved = most_of(full->solved);
	const char *own = sight->teams;

	if (filter->part != QUEUE_PART_ALL) {
		struct db_value team = team_of(filter);
		return db_one(db, arena, &count_queue_team,
		        DB_ARGS(agent, team, LIMIT_COUNT, team, nobody, team, open, team, waiting, team,
		                solved),
		        counts);
	}
	if (!sight->all)
		return db_one(db, arena, &count_queue_seen,
		        DB_ARGS(agent, agent, own, LIMIT_COUNT, agent, own, nobody, agent, own, open, agent,
		                own, waiting, agent, own, solved),
		        counts);
	return db_one(
	        db, arena, &count_queue, DB_ARGS(agent, LIMIT_COUNT, nobody, open, waiting, solved), counts);
}

enum rc queue_counts(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct queue_filter *filter, struct queue_counts *counts)
{
	*counts = (struct queue_counts){ .company = NULL };
	if (filter->company_id != 0)
		return count_company(db, arena, sight, filter, counts);
	struct full_counts *full = full_counts(sight, filter);
	enum rc rc = count(db, arena, sight, filter, full, counts);
	if (rc != RC_OK)
		return rc;
	settle_count(&counts->unassigned_count, &full->unassigned);
	settle_count(&counts->open_count, &full->open);
	settle_count(&counts->waiting_count, &full->waiting);
	settle_count(&counts->solved_count, &full->solved);
	return RC_OK;
}

/* --- search ---------------------------------------------------------------------------------- */

static enum rc search_words(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct language *language, const char *text, int64_t wanted, struct db_rows *rows)
{
	const char *word[4];
	struct search_words words;
	enum rc rc = searchtext_words(arena, language, text, LENGTH(word), &words);

	if (rc != RC_OK || words.count == 0)
		return rc;
	for (size_t i = 0; i < LENGTH(word); i++)
		word[i] = words.items[i < words.count ? i : 0].stem;
	return db_all(db, arena, &queue_by_words,
	        DB_ARGS(word[0], word[1], word[2], word[3], sight->all, sight->agent_id, sight->teams,
	                wanted),
	        rows);
}

static enum rc search_mail(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const char *mail, int64_t wanted, struct db_rows *rows)
{
	const char *key = text_fold(arena, mail);

	if (key == NULL)
		return RC_NO_MEMORY;
	return db_all(db, arena, &queue_by_mail,
	        DB_ARGS(key, sight->all, sight->agent_id, sight->teams, wanted), rows);
}

enum rc queue_search(struct db *db, struct arena *arena, const struct queue_sight *sight,
        const struct language *language, const char *search, size_t most, struct db_rows *rows, bool *more)
{
	const char *text = search + (search[0] == '#');
	int64_t wanted = (int64_t)most + 1;
	int64_t number;
	enum rc rc = RC_OK;

	*rows = (struct db_rows){ 0 };
	if (strchr(search, '@') != NULL)
		rc = search_mail(db, arena, sight, search, wanted, rows);
	else if (text_number(text, &number) == RC_OK)
		rc = db_all(db, arena, &queue_by_number,
		        DB_ARGS(number, sight->all, sight->agent_id, sight->teams), rows);
	if (rc == RC_OK && rows->count == 0)
		rc = search_words(db, arena, sight, language, search, wanted, rows);
	if (rc == RC_OK)
		settle(rows, most, false, more);
	return rc;
}
