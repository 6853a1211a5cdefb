/* See trust_recount.h. */
#include "domain/trust_recount.h"

#include "domain/trust.h"

/* clang-format off */
DB_QUERY(ensure_numbers, "INSERT IGNORE INTO trust (account_id, created_at) VALUES (?, ?)", DB_NO_ROW);
DB_QUERY(recount_numbers,
	"UPDATE trust SET"
	" topics = (SELECT COUNT(*) FROM forum_topic WHERE author_id = ? AND state = 'open'),"
	" posts = (SELECT COUNT(*) FROM forum_post WHERE author_id = ? AND state = 'open'),"
	" solved = (SELECT COUNT(*) FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id AND t.solved_post_id = p.id"
	"  WHERE p.author_id = ? AND p.state = 'open' AND NOT (t.author_id <=> p.author_id)),"
	" likes_given = (SELECT COUNT(*) FROM forum_like WHERE account_id = ?),"
	" likes_got = (SELECT COALESCE(SUM(like_count), 0) FROM forum_post WHERE author_id = ? AND state = 'open'),"
	" suggestions = (SELECT COUNT(*) FROM suggestion WHERE author_id = ? AND state = 'open'),"
	" votes = (SELECT COUNT(*) FROM suggestion_vote v JOIN suggestion s ON s.id = v.suggestion_id"
	"  WHERE v.account_id = ? AND NOT (s.author_id <=> v.account_id))"
	" WHERE account_id = ?", DB_NO_ROW);
/* clang-format on */

enum rc trust_recount(struct db *db, struct arena *arena, int64_t account_id, int64_t now)
{
	enum rc rc = db_run(db, &ensure_numbers, DB_ARGS(account_id, now), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &recount_numbers,
		        DB_ARGS(account_id, account_id, account_id, account_id, account_id, account_id,
		                account_id, account_id),
		        NULL);
	/* nothing more is added: level and badges are told from the new numbers */
	return rc == RC_OK ? trust_add(db, arena, account_id, (struct trust_change){ 0 }, now) : rc;
}
