/* See forum_flag.h. */
#include "domain/forum_flag.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"

static const char *const reasons[] = { "spam", "rude", "private", "other" };

struct number {
	int64_t number;
};

/* clang-format off */
DB_QUERY(find_flag, "SELECT COUNT(*) AS number FROM forum_flag WHERE post_id = ? AND account_id = ?",
	DB_ROW(struct number, number));
DB_QUERY(add_flag,
	"INSERT IGNORE INTO forum_flag (post_id, account_id, reason, note, created_at) VALUES (?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(count_flag, "UPDATE forum_post SET flag_count = flag_count + 1 WHERE id = ?", DB_NO_ROW);
/* Of people who may write: a block takes the weight of their flags, too. */
DB_QUERY(count_weighty,
	"SELECT COUNT(*) AS number FROM forum_flag f LEFT JOIN trust t ON t.account_id = f.account_id"
	" WHERE f.post_id = ? AND f.state = 'waiting' AND COALESCE(t.blocked_until, 0) <= ?",
	DB_ROW(struct number, number));
DB_QUERY(list_flags,
	"SELECT f.post_id, f.account_id, a.name, f.reason, f.note, f.created_at"
	" FROM forum_flag f JOIN account a ON a.id = f.account_id"
	" WHERE f.post_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND f.state = 'waiting'"
	" ORDER BY f.post_id, f.created_at, f.account_id",
	DB_ROW(struct forum_flag, post_id, account_id, name, reason, note, created_at));
DB_QUERY(lock_flags,
	"SELECT account_id FROM forum_flag WHERE post_id = ? AND state = 'waiting' ORDER BY account_id FOR UPDATE",
	DB_ROW(struct forum_flag, account_id));
DB_QUERY(judge_flags, "UPDATE forum_flag SET state = ? WHERE post_id = ? AND state = 'waiting'", DB_NO_ROW);
DB_QUERY(no_flags, "UPDATE forum_post SET flag_count = 0 WHERE id = ?", DB_NO_ROW);
/* clang-format on */

const char *forum_flag_reason_at(size_t index)
{
	return index < LENGTH(reasons) ? reasons[index] : NULL;
}

static bool is_reason(const char *word)
{
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (text_equal(reasons[i], word))
			return true;
	return false;
}

bool forum_flag_allowed(
        const struct forum_post *post, const struct account *who, const struct trust *trust, int64_t now)
{
	if (!may_post(who) || post->author_id == who->id || !text_equal(post->state, "open"))
		return false;
	return account_is_staff(who) || (trust->level >= TRUST_KNOWN && trust->blocked_until <= now);
}

enum rc forum_flag_find(
        struct db *db, struct arena *arena, int64_t post_id, int64_t account_id, bool *flagged)
{
	struct number found;
	enum rc rc = db_one(db, arena, &find_flag, DB_ARGS(post_id, account_id), &found);
	*flagged = rc == RC_OK && found.number > 0;
	return rc;
}

/* Hides the post if the flags that count are enough. */
static enum rc weigh(struct db *db, struct arena *arena, const struct forum_post *post, int64_t now)
{
	static const struct account nobody = { .role = "customer", .state = "active" };
	struct trust_rules rules;
	struct number flags = { 0 };
	if (post->by_staff)
		return RC_OK;
	enum rc rc = trust_rules_read(db, arena, &rules);
	if (rc == RC_OK)
		rc = db_one(db, arena, &count_weighty, DB_ARGS(post->id, now), &flags);
	if (rc != RC_OK || flags.number < rules.hide_flags)
		return rc;
	return forum_post_set_state(db, arena, post->id, "hidden", "flags", &nobody, now);
}

enum rc forum_flag_add(struct db *db, struct arena *arena, const struct forum_post *locked,
        const struct forum_flag_new *flag)
{
	struct db_done done;
	if (!is_reason(flag->reason))
		return RC_INVALID;
	enum rc rc = db_run(db, &add_flag,
	        DB_ARGS(locked->id, flag->who->id, flag->reason, flag->note, flag->now), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	rc = db_run(db, &count_flag, DB_ARGS(locked->id), NULL);
	return rc == RC_OK ? weigh(db, arena, locked, flag->now) : rc;
}

/* The query has a place for each row of a page; those that are left ask for the post 0, which is none. */
enum rc forum_flag_list(
        struct db *db, struct arena *arena, const int64_t *post_ids, size_t count, struct db_rows *rows)
{
	struct db_value ids[LIMIT_PAGE_ROWS];
	*rows = (struct db_rows){ 0 };
	if (count == 0)
		return RC_OK;
	for (size_t i = 0; i < LENGTH(ids); i++)
		ids[i] = db_value_int(i < count ? post_ids[i] : 0);
	_Static_assert(LIMIT_PAGE_ROWS == 20, "list_flags has 20 places");
	return db_all(db, arena, &list_flags, ids, LENGTH(ids), rows);
}

enum rc forum_flag_judge(struct db *db, struct arena *arena, const struct forum_post *locked, bool right,
        int64_t now, int64_t *judged)
{
	struct db_rows rows;
	*judged = 0;
	enum rc rc = db_all(db, arena, &lock_flags, DB_ARGS(locked->id), &rows);
	if (rc != RC_OK || rows.count == 0)
		return rc;
	*judged = (int64_t)rows.count;
	rc = db_run(db, &judge_flags, DB_ARGS(right ? "right" : "wrong", locked->id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &no_flags, DB_ARGS(locked->id), NULL);
	const struct forum_flag *flags = rows.items;
	for (size_t i = 0; right && rc == RC_OK && i < rows.count; i++)
		rc = trust_add(
		        db, arena, flags[i].account_id, (struct trust_change){ .flags_right = 1 }, now);
	if (right && rc == RC_OK)
		rc = trust_add(db, arena, locked->author_id, (struct trust_change){ .flagged = 1 }, now);
	return rc;
}
