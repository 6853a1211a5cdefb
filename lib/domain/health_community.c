/* See health_community.h. */
#include "domain/health_community.h"

#include "base/rc.h"

/* clang-format off */
#define ROW         DB_ROW(struct health_broken, count, sample)
#define BROKEN(id)  "SELECT COUNT(*) AS count, MIN(" id ") AS sample FROM "
#define OTHERS_POST "NOT (p.author_id <=> t.author_id AND p.author_name = t.author_name)"

/* --- topics ----------------------------------------------------------------------------------- */

DB_QUERY(topics_questionless,
	BROKEN("t.id") "forum_topic t LEFT JOIN forum_post q ON q.topic_id = t.id AND q.place = 1"
	" WHERE q.id IS NULL OR q.state <> t.state", ROW);
DB_QUERY(topics_miscounted,
	BROKEN("t.id") "forum_topic t LEFT JOIN (SELECT topic_id, SUM(state = 'open' AND place > 1) AS replies,"
	" MAX(place) AS places FROM forum_post GROUP BY topic_id) p ON p.topic_id = t.id"
	" WHERE t.reply_count <> COALESCE(p.replies, 0) OR t.places < COALESCE(p.places, 0)", ROW);
DB_QUERY(topics_misled,
	BROKEN("t.id") "forum_topic t LEFT JOIN (SELECT topic_id, MAX(id) AS newest FROM forum_post WHERE state = 'open'"
	" GROUP BY topic_id) n ON n.topic_id = t.id LEFT JOIN forum_post p ON p.id = n.newest"
	" WHERE NOT t.last_post_id <=> n.newest OR (p.id IS NOT NULL AND NOT t.last_id <=> p.author_id)", ROW);
DB_QUERY(topics_misanswered,
	BROKEN("t.id") "forum_topic t LEFT JOIN (SELECT p.topic_id, COUNT(*) AS answers FROM forum_post p"
	" JOIN forum_topic t ON t.id = p.topic_id WHERE p.state = 'open' AND p.place > 1 AND " OTHERS_POST
	" GROUP BY p.topic_id) a ON a.topic_id = t.id WHERE (t.answered_at IS NOT NULL) <> (a.answers IS NOT NULL)", ROW);
DB_QUERY(topics_missolved,
	BROKEN("t.id") "forum_topic t LEFT JOIN forum_post p ON p.id = t.solved_post_id AND p.topic_id = t.id"
	" AND p.state = 'open' WHERE t.solved_post_id IS NOT NULL AND p.id IS NULL", ROW);
DB_QUERY(topics_misheard,
	BROKEN("t.id") "forum_topic t JOIN forum_category c ON c.id = t.category_id"
	" WHERE NOT c.stale AND (t.audience <> c.audience OR t.audience_id <> c.audience_id)", ROW);

/* --- posts ------------------------------------------------------------------------------------ */

DB_QUERY(posts_misliked,
	BROKEN("p.id") "forum_post p JOIN forum_topic t ON t.id = p.topic_id LEFT JOIN (SELECT post_id, COUNT(*) AS likes"
	" FROM forum_like GROUP BY post_id) l ON l.post_id = p.id"
	" WHERE p.like_count <> COALESCE(l.likes, 0) OR (p.place = 1 AND t.like_count <> p.like_count)", ROW);
DB_QUERY(posts_misflagged,
	BROKEN("p.id") "forum_post p LEFT JOIN (SELECT post_id, COUNT(*) AS flags FROM forum_flag WHERE state = 'waiting'"
	" GROUP BY post_id) f ON f.post_id = p.id WHERE p.flag_count <> COALESCE(f.flags, 0)", ROW);
DB_QUERY(files_placeless,
	BROKEN("id") "attachment WHERE message_id IS NULL AND post_id IS NULL", ROW);

/* --- suggestions ------------------------------------------------------------------------------ */

DB_QUERY(ideas_miscounted,
	BROKEN("s.id") "suggestion s LEFT JOIN (SELECT suggestion_id, COUNT(*) AS votes FROM suggestion_vote"
	" GROUP BY suggestion_id) v ON v.suggestion_id = s.id LEFT JOIN (SELECT suggestion_id, COUNT(*) AS comments"
	" FROM suggestion_comment WHERE state = 'open' GROUP BY suggestion_id) c ON c.suggestion_id = s.id"
	" WHERE s.vote_count <> COALESCE(v.votes, 0) OR s.comment_count <> COALESCE(c.comments, 0)", ROW);
DB_QUERY(ideas_mismerged,
	BROKEN("s.id") "suggestion s LEFT JOIN suggestion m ON m.id = s.merged_id"
	" WHERE (s.status = 'duplicate') <> (s.merged_id IS NOT NULL) OR m.merged_id IS NOT NULL", ROW);
DB_QUERY(ideas_misheard,
	BROKEN("s.id") "suggestion s JOIN suggestion_board b ON b.id = s.board_id"
	" WHERE NOT b.stale AND (s.audience <> b.audience OR s.audience_id <> b.audience_id)", ROW);

/* --- people ----------------------------------------------------------------------------------- */

DB_QUERY(writers_miscounted,
	BROKEN("u.account_id") "trust u LEFT JOIN (SELECT author_id, COUNT(*) AS topics FROM forum_topic"
	" WHERE state = 'open' GROUP BY author_id) t ON t.author_id = u.account_id LEFT JOIN (SELECT author_id,"
	" COUNT(*) AS posts FROM forum_post WHERE state = 'open' GROUP BY author_id) p ON p.author_id = u.account_id"
	" WHERE u.topics <> COALESCE(t.topics, 0) OR u.posts <> COALESCE(p.posts, 0)", ROW);
DB_QUERY(follows_lost,
	BROKEN("f.id") "follow f LEFT JOIN forum_topic t ON f.kind = 'topic' AND t.id = f.ref_id"
	" LEFT JOIN forum_category c ON f.kind = 'category' AND c.id = f.ref_id"
	" LEFT JOIN suggestion s ON f.kind = 'suggestion' AND s.id = f.ref_id"
	" LEFT JOIN suggestion_board b ON f.kind = 'board' AND b.id = f.ref_id"
	" WHERE COALESCE(t.id, c.id, s.id, b.id) IS NULL", ROW);
DB_QUERY(notices_miscounted,
	BROKEN("a.id") "account a LEFT JOIN (SELECT account_id, COUNT(*) AS notices FROM notice WHERE seen = FALSE"
	" GROUP BY account_id) n ON n.account_id = a.id WHERE a.notice_count <> COALESCE(n.notices, 0)", ROW);

/* --- what the worker does ---------------------------------------------------------------------- */

DB_QUERY(topics_unindexed,
	BROKEN("t.id") "forum_topic t LEFT JOIN search_doc d ON d.kind = 'topic' AND d.ref_id = t.id"
	" LEFT JOIN search_dirty w ON w.kind = 'topic' AND w.ref_id = t.id"
	" WHERE w.ref_id IS NULL AND (t.state = 'open') <> (d.id IS NOT NULL)", ROW);
DB_QUERY(ideas_unindexed,
	BROKEN("s.id") "suggestion s LEFT JOIN search_doc d ON d.kind = 'suggestion' AND d.ref_id = s.id"
	" LEFT JOIN search_dirty w ON w.kind = 'suggestion' AND w.ref_id = s.id"
	" WHERE w.ref_id IS NULL AND (s.state = 'open' AND s.merged_id IS NULL) <> (d.id IS NOT NULL)", ROW);
DB_QUERY(community_documents_orphaned,
	BROKEN("d.ref_id") "search_doc d LEFT JOIN forum_topic t ON d.kind = 'topic' AND t.id = d.ref_id"
	" LEFT JOIN suggestion s ON d.kind = 'suggestion' AND s.id = d.ref_id"
	" LEFT JOIN search_dirty w ON w.kind = d.kind AND w.ref_id = d.ref_id"
	" WHERE d.kind IN ('topic', 'suggestion') AND t.id IS NULL AND s.id IS NULL AND w.ref_id IS NULL", ROW);
DB_QUERY(events_untold,
	BROKEN("id") "community_event WHERE created_at < UNIX_TIMESTAMP() - 3600", ROW);
/* clang-format on */

#define BACKUP "restore from a backup"

static const struct health_claim claims[] = {
	{ &topics_questionless, "each forum topic has its question", BACKUP },
	{ &topics_miscounted, "each forum topic knows the number of its replies", BACKUP },
	{ &topics_misled, "each forum topic knows its newest post", BACKUP },
	{ &topics_misanswered, "each forum topic knows whether it was answered", BACKUP },
	{ &topics_missolved, "each accepted answer is there", BACKUP },
	{ &topics_misheard, "each forum topic is for its category's audience",
	        "save the category once more under Management, and let the worker run" },
	{ &posts_misliked, "each post knows the number of its likes", BACKUP },
	{ &posts_misflagged, "each post knows the number of its flags", BACKUP },
	{ &files_placeless, "each file belongs to a message or a post", BACKUP },
	{ &ideas_miscounted, "each suggestion knows the number of its votes and comments", BACKUP },
	{ &ideas_mismerged, "each duplicate suggestion leads to the one that goes on", BACKUP },
	{ &ideas_misheard, "each suggestion is for its board's audience",
	        "save the board once more under Management, and let the worker run" },
	{ &writers_miscounted, "each person's topics and posts are counted", BACKUP },
	{ &follows_lost, "whatever is followed is there", BACKUP },
	{ &notices_miscounted, "each person's unseen notices are counted", BACKUP },
	{ &topics_unindexed, "the search index knows each open forum topic, and no other",
	        "portico reindex" },
	{ &ideas_unindexed, "the search index knows each open suggestion, and no other", "portico reindex" },
	{ &community_documents_orphaned, "the search index knows no vanished topic or suggestion",
	        "portico reindex" },
	{ &events_untold, "followers have been told within an hour",
	        "start the worker; its log says what fails" },
};

const struct health_claim *health_community_claim(size_t index)
{
	return index < LENGTH(claims) ? &claims[index] : NULL;
}
