/* Making one suggestion of two: see suggestion_vote.h. */
#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/community.h"
#include "domain/search.h"
#include "domain/suggestion_status.h"
#include "domain/suggestion_vote.h"

struct count {
	int64_t count;
};

/* clang-format off */
DB_QUERY(count_united,
	"SELECT (SELECT COUNT(*) FROM suggestion_vote WHERE suggestion_id = ?) +"
	" (SELECT COUNT(*) FROM suggestion_vote o WHERE o.suggestion_id = ? AND NOT EXISTS"
	"  (SELECT 1 FROM suggestion_vote t WHERE t.suggestion_id = ? AND t.account_id = o.account_id)) AS count",
	DB_ROW(struct count, count));
DB_QUERY(unite_votes,
	"INSERT IGNORE INTO suggestion_vote (suggestion_id, account_id, company_id, industry, by_id, ticket_id, created_at)"
	" SELECT ?, account_id, company_id, industry, by_id, ticket_id, created_at FROM suggestion_vote"
	" WHERE suggestion_id = ?", DB_NO_ROW);
DB_QUERY(drop_votes, "DELETE FROM suggestion_vote WHERE suggestion_id = ?", DB_NO_ROW);
DB_QUERY(unite_followers,
	"INSERT IGNORE INTO follow (account_id, kind, ref_id, mail, created_at)"
	" SELECT account_id, kind, ?, mail, created_at FROM follow WHERE kind = 'suggestion' AND ref_id = ?", DB_NO_ROW);
DB_QUERY(drop_followers, "DELETE FROM follow WHERE kind = 'suggestion' AND ref_id = ?", DB_NO_ROW);
DB_QUERY(mark_merged,
	"UPDATE suggestion SET status = 'duplicate', status_at = ?, merged_id = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(shorten_chains, "UPDATE suggestion SET merged_id = ? WHERE merged_id = ?", DB_NO_ROW);
DB_QUERY(add_merged_status,
	"INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) VALUES (?, 'duplicate', ?, '', ?)",
	DB_NO_ROW);
/* clang-format on */

enum rc suggestion_merge_preview(
        struct db *db, struct arena *arena, int64_t old_id, int64_t target_id, int64_t *votes)
{
	struct count count = { 0 };
	enum rc rc = db_one(db, arena, &count_united, DB_ARGS(target_id, old_id, target_id), &count);
	*votes = count.count;
	return rc;
}

/* In the order of their ids, whichever goes into which: two merges at once do not wait for each other. */
static enum rc lock_both(struct db *db, struct arena *arena, struct suggestion *old, int64_t old_id,
        struct suggestion *target, int64_t target_id)
{
	bool old_first = old_id < target_id;
	int64_t first_id = old_first ? old_id : target_id, second_id = old_first ? target_id : old_id;
	struct suggestion *first = old_first ? old : target, *second = old_first ? target : old;
	enum rc rc = suggestion_lock(db, arena, first_id, 0, "en", first);
	return rc == RC_OK ? suggestion_lock(db, arena, second_id, 0, "en", second) : rc;
}

/* Each person's vote and following once; the first stands. */
static enum rc unite(struct db *db, int64_t old_id, int64_t target_id)
{
	enum rc rc = db_run(db, &unite_votes, DB_ARGS(target_id, old_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &drop_votes, DB_ARGS(old_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &unite_followers, DB_ARGS(target_id, old_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &drop_followers, DB_ARGS(old_id), NULL);
	return rc;
}

static enum rc mark(struct db *db, const struct account *who, int64_t old_id, int64_t target_id, int64_t now)
{
	enum rc rc = db_run(db, &mark_merged, DB_ARGS(now, target_id, old_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &shorten_chains, DB_ARGS(target_id, old_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &add_merged_status, DB_ARGS(old_id, who->id, now), NULL);
	return rc;
}

static enum rc tell(struct db *db, const struct account *who, int64_t old_id, int64_t target_id, int64_t now)
{
	char detail[40];
	(void)snprintf(detail, sizeof(detail), "into %" PRId64, target_id);
	enum rc rc = community_tell(
	        db, &(struct community_event){
	                    .kind = "merged", .actor_id = who->id, .suggestion_id = target_id, .now = now });
	if (rc == RC_OK)
		rc = search_touch(db, "suggestion", old_id, now);
	if (rc == RC_OK)
		rc = search_touch(db, "suggestion", target_id, now);
	return rc == RC_OK ? audit_add(db, who->id, "suggestion.merge", "suggestion", old_id, detail, now)
	                   : rc;
}

enum rc suggestion_merge(struct db *db, struct arena *arena, const struct account *who, int64_t old_id,
        int64_t target_id, int64_t now)
{
	struct suggestion old, target;
	if (old_id == target_id)
		return RC_CONFLICT;
	enum rc rc = lock_both(db, arena, &old, old_id, &target, target_id);
	if (rc != RC_OK)
		return rc;
	if (old.merged_id != 0 || target.merged_id != 0)
		return RC_CONFLICT;
	if (!text_equal(old.state, "open") || !text_equal(target.state, "open"))
		return RC_INVALID;
	rc = unite(db, old_id, target_id);
	if (rc == RC_OK)
		rc = mark(db, who, old_id, target_id, now);
	if (rc == RC_OK)
		rc = suggestion_recount(db, arena, old_id, now);
	if (rc == RC_OK)
		rc = suggestion_recount(db, arena, target_id, now);
	return rc == RC_OK ? tell(db, who, old_id, target_id, now) : rc;
}
