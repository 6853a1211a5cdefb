/* See suggestion_vote.h. */
#include "domain/suggestion_vote.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/audience.h"
#include "domain/follow.h"
#include "domain/list.h"
#include "domain/suggestion_rule.h"
#include "domain/trust.h"

#define MERGES_AT_ONCE 3 /* that a vote follows while they happen; then it runs again */

struct industry_row {
	const char *industry;
};

struct vote {
	int64_t created_at;
};

/* clang-format off */
DB_QUERY(find_industry,
	"SELECT COALESCE((SELECT NULLIF(k.industry, '') FROM company k WHERE k.id = ?), a.industry) AS industry"
	" FROM account a WHERE a.id = ?", DB_ROW(struct industry_row, industry));
DB_QUERY(lock_vote, "SELECT created_at FROM suggestion_vote WHERE suggestion_id = ? AND account_id = ?",
	DB_ROW(struct vote, created_at));
/* The industry of the company for which he acts, else his own. */
DB_QUERY(add_vote,
	"INSERT IGNORE INTO suggestion_vote (suggestion_id, account_id, company_id, industry, by_id, ticket_id, created_at)"
	" SELECT ?, a.id, ?, COALESCE(NULLIF(k.industry, ''), a.industry), ?, ?, ?"
	" FROM account a LEFT JOIN company k ON k.id = ? WHERE a.id = ?", DB_NO_ROW);

/* The row alone is locked: what is read beside it is nobody's to hold up. */
DB_QUERY(lock_voted,
	"SELECT s.id, s.title, s.author_id, s.state, s.status, s.merged_id, s.vote_count, s.comment_count, s.heat,"
	" (SELECT b.audience FROM suggestion_board b WHERE b.id = s.board_id) AS audience,"
	" (SELECT b.audience_id FROM suggestion_board b WHERE b.id = s.board_id) AS audience_id,"
	" " SUGGESTION_VOTES_OPEN " AS votes_open FROM suggestion s WHERE s.id = ? FOR UPDATE",
	DB_ROW(struct suggestion, id, title, author_id, state, status, merged_id, vote_count, comment_count, heat, audience,
		audience_id, votes_open));
DB_QUERY(take_vote, "DELETE FROM suggestion_vote WHERE suggestion_id = ? AND account_id = ?", DB_NO_ROW);

#define VOTER \
	"SELECT v.account_id, a.name, a.mail, a.state, v.company_id, k.name AS company, v.industry, v.by_id, y.name AS by_name," \
	" t.number AS ticket_number, v.created_at" \
	" FROM suggestion_vote v FORCE INDEX (suggestion_vote_made) JOIN account a ON a.id = v.account_id" \
	" LEFT JOIN company k ON k.id = v.company_id LEFT JOIN account y ON y.id = v.by_id" \
	" LEFT JOIN ticket t ON t.id = v.ticket_id WHERE v.suggestion_id = ?"
#define VOTER_ROW \
	DB_ROW(struct suggestion_vote_row, account_id, name, mail, state, company_id, company, industry, by_id, by_name, \
		ticket_number, created_at)
DB_QUERY(list_voters_after,
	VOTER " AND v.created_at <= ? AND (v.created_at < ? OR v.account_id < ?)"
	" ORDER BY v.created_at DESC, v.account_id DESC LIMIT ?", VOTER_ROW);
DB_QUERY(list_voters_before,
	VOTER " AND v.created_at >= ? AND (v.created_at > ? OR v.account_id > ?)"
	" ORDER BY v.created_at, v.account_id LIMIT ?", VOTER_ROW);
DB_QUERY(votes_by_company,
	"SELECT COALESCE(c.company_id, 0) AS company_id, k.name, c.votes FROM"
	" (SELECT company_id, COUNT(*) AS votes FROM suggestion_vote WHERE suggestion_id = ? GROUP BY company_id"
	"  ORDER BY votes DESC, company_id LIMIT ?) c"
	" LEFT JOIN company k ON k.id = c.company_id ORDER BY c.votes DESC, c.company_id",
	DB_ROW(struct suggestion_vote_total, company_id, name, votes));
DB_QUERY(votes_by_industry,
	"SELECT 0 AS company_id, industry AS name, COUNT(*) AS votes FROM suggestion_vote WHERE suggestion_id = ?"
	" GROUP BY industry ORDER BY votes DESC, industry LIMIT ?",
	DB_ROW(struct suggestion_vote_total, company_id, name, votes));
/* clang-format on */

enum rc suggestion_voter_industry(
        struct db *db, struct arena *arena, int64_t account_id, int64_t company_id, const char **industry)
{
	struct industry_row row = { .industry = "" };
	*industry = "";
	if (account_id == 0)
		return RC_OK;
	enum rc rc = db_one(db, arena, &find_industry, DB_ARGS(company_id, account_id), &row);
	if (rc == RC_OK)
		*industry = row.industry;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc lock_readable(struct db *db, struct arena *arena, int64_t id, const struct account *who,
        struct suggestion *suggestion)
{
	enum rc rc = db_one(db, arena, &lock_voted, DB_ARGS(id), suggestion);
	if (rc == RC_OK)
		rc = audience_belongs(
		        db, suggestion->audience, suggestion->audience_id, who->id, &suggestion->belongs);
	if (rc != RC_OK)
		return rc;
	return suggestion_is_readable(who, suggestion) ? RC_OK : RC_NOT_FOUND;
}

enum rc suggestion_lock_voted(struct db *db, struct arena *arena, int64_t id, const struct account *who,
        struct suggestion *suggestion)
{
	for (int i = 0; i <= MERGES_AT_ONCE; i++) {
		enum rc rc = lock_readable(db, arena, id, who, suggestion);
		if (rc != RC_OK || suggestion->merged_id == 0)
			return rc;
		id = suggestion->merged_id;
	}
	return RC_RETRY;
}

static enum rc give(struct db *db, struct arena *arena, const struct suggestion *locked,
        const struct suggestion_voter *voter, int64_t now, bool *changed)
{
	struct db_done done;
	enum rc rc = db_run(db, &add_vote,
	        DB_ARGS(locked->id, db_id_or_null(voter->company_id), db_id_or_null(voter->by_id),
	                db_id_or_null(voter->ticket_id), now, voter->company_id, voter->account_id),
	        &done);
	*changed = rc == RC_OK && done.affected > 0;
	if (!*changed)
		return rc;
	rc = suggestion_count(db, arena, locked, 1, 0, now);
	return rc == RC_OK ? follow_start(db, voter->account_id, FOLLOW_SUGGESTION, locked->id, now) : rc;
}

/* What is taken off the heat is what that vote had added: it knows when it was given. */
static enum rc take(struct db *db, struct arena *arena, const struct suggestion *locked, int64_t account_id,
        bool *changed)
{
	struct vote vote;
	struct db_done done;
	*changed = false;
	enum rc rc = db_one(db, arena, &lock_vote, DB_ARGS(locked->id, account_id), &vote);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = db_run(db, &take_vote, DB_ARGS(locked->id, account_id), &done);
	*changed = rc == RC_OK && done.affected > 0;
	return *changed ? suggestion_count(db, arena, locked, -1, 0, vote.created_at) : rc;
}

enum rc suggestion_vote(struct db *db, struct arena *arena, const struct suggestion *locked,
        const struct suggestion_voter *voter, bool yes, int64_t now, bool *changed)
{
	bool moved = false;
	if (!suggestion_takes_votes(locked))
		return RC_CONFLICT;
	enum rc rc = yes ? give(db, arena, locked, voter, now, &moved)
	                 : take(db, arena, locked, voter->account_id, &moved);
	/* for one's own it is no deed */
	if (rc == RC_OK && moved && voter->account_id != locked->author_id)
		rc = trust_add_vote(db, voter->account_id, yes ? 1 : -1, now);
	if (changed)
		*changed = moved;
	return rc;
}

/* --- who voted -------------------------------------------------------------------------------- */

enum rc suggestion_vote_list(struct db *db, struct arena *arena, int64_t suggestion_id,
        const struct list_place *place, size_t most, struct db_rows *rows, bool *more)
{
	const struct query *query = place->backwards ? &list_voters_before : &list_voters_after;
	int64_t end = place->backwards ? 0 : INT64_MAX, wanted = (int64_t)most + 1;
	int64_t at = place->set ? place->at : end, id = place->set ? place->id : end;
	enum rc rc = db_all(db, arena, query, DB_ARGS(suggestion_id, at, at, id, wanted), rows);
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct suggestion_vote_row), most, place->backwards, more);
	return rc;
}

enum rc suggestion_vote_by_company(
        struct db *db, struct arena *arena, int64_t suggestion_id, struct db_rows *rows)
{
	return db_all(db, arena, &votes_by_company, DB_ARGS(suggestion_id, LIMIT_VOTE_TOTALS), rows);
}

enum rc suggestion_vote_by_industry(
        struct db *db, struct arena *arena, int64_t suggestion_id, struct db_rows *rows)
{
	return db_all(db, arena, &votes_by_industry, DB_ARGS(suggestion_id, LIMIT_VOTE_TOTALS), rows);
}
