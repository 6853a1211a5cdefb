/* See health.h. Each claim about the data is one query: how many rows break it, and one of their ids. */
#include "domain/health.h"

#include "domain/health_community.h"

DB_QUERY(ask_server,
        "SELECT VERSION() AS version, CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS INT) * 10000 + "
        "CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS INT) * 100 AS version_number, "
        "UNIX_TIMESTAMP() AS clock, @@max_allowed_packet AS packet_bytes, "
        "(SELECT COUNT(*) FROM search_dirty) AS dirty_count, "
        "(SELECT MIN(created_at) FROM search_dirty) AS dirty_since",
        DB_ROW(struct health_server, version, version_number, clock, packet_bytes, dirty_count, dirty_since));

DB_QUERY(attachments_incomplete,
        "SELECT COUNT(*) AS count, MIN(a.id) AS sample FROM attachment a LEFT JOIN (SELECT attachment_id, "
        "SUM(LENGTH(data)) AS bytes, COUNT(*) AS pieces, MAX(position) AS last FROM attachment_chunk GROUP "
        "BY attachment_id) c "
        "ON c.attachment_id = a.id WHERE COALESCE(c.bytes, 0) <> a.size OR COALESCE(c.pieces, 0) <> "
        "COALESCE(c.last + 1, 0)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(attachments_misplaced,
        "SELECT COUNT(*) AS count, MIN(a.id) AS sample FROM attachment a JOIN ticket_message m ON m.id = "
        "a.message_id "
        "WHERE m.ticket_id <> a.ticket_id",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(messages_miscounted,
        "SELECT COUNT(*) AS count, MIN(m.id) AS sample FROM ticket_message m LEFT JOIN (SELECT message_id, "
        "COUNT(*) AS files "
        "FROM attachment GROUP BY message_id) a ON a.message_id = m.id WHERE m.files <> COALESCE(a.files, 0)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(tickets_miscounted,
        "SELECT COUNT(*) AS count, MIN(t.id) AS sample FROM ticket t LEFT JOIN (SELECT ticket_id, COUNT(*) "
        "AS messages "
        "FROM ticket_message WHERE kind = 'public' GROUP BY ticket_id) m ON m.ticket_id = t.id "
        "WHERE t.message_count <> COALESCE(m.messages, 0)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(tickets_empty,
        "SELECT COUNT(*) AS count, MIN(t.id) AS sample FROM ticket t "
        "WHERE NOT EXISTS (SELECT 1 FROM ticket_message m WHERE m.ticket_id = t.id)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(tickets_unended,
        "SELECT COUNT(*) AS count, MIN(id) AS sample FROM ticket WHERE (state IN ('solved', 'closed')) <> "
        "(solved_at IS NOT NULL)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(tallies_wrong,
        "SELECT COUNT(*) AS count, MIN(requester_id) AS sample FROM (SELECT requester_id FROM (SELECT "
        "requester_id, company_id, open_count, waiting_count, solved_count FROM ticket_tally UNION ALL "
        "SELECT requester_id, COALESCE(company_id, 0), -(phase = 'open'), -(phase = 'waiting'), -(phase = "
        "'solved') FROM ticket) b GROUP BY requester_id, company_id HAVING SUM(open_count) <> 0 OR "
        "SUM(waiting_count) <> 0 OR SUM(solved_count) <> 0) w",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(articles_textless,
        "SELECT COUNT(*) AS count, MIN(a.id) AS sample FROM article a "
        "WHERE NOT EXISTS (SELECT 1 FROM article_text t WHERE t.article_id = a.id)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(articles_unindexed,
        "SELECT COUNT(*) AS count, MIN(t.article_id) AS sample FROM article_text t "
        "LEFT JOIN search_doc d ON d.kind = 'article' AND d.ref_id = t.article_id AND d.lang = t.lang "
        "WHERE d.id IS NULL AND NOT EXISTS (SELECT 1 FROM search_dirty w WHERE w.kind = 'article' AND "
        "w.ref_id = t.article_id)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(documents_orphaned,
        "SELECT COUNT(*) AS count, MIN(d.ref_id) AS sample FROM search_doc d LEFT JOIN article_text t "
        "ON t.article_id = d.ref_id AND t.lang = d.lang WHERE d.kind = 'article' AND t.article_id IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM search_dirty w WHERE w.kind = 'article' AND w.ref_id = d.ref_id)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(categories_miscounted,
        "SELECT COUNT(*) AS count, MIN(n.category_id) AS sample FROM category_text n WHERE n.article_count "
        "<> "
        "(SELECT COUNT(*) FROM category k JOIN article a ON a.category_id = k.id AND a.visibility = 'public' "
        "JOIN article_text t ON t.article_id = a.id AND t.lang = n.lang "
        "WHERE k.id = n.category_id OR k.parent_id = n.category_id)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(votes_miscounted,
        "SELECT COUNT(*) AS count, MIN(t.article_id) AS sample FROM article_text t LEFT JOIN (SELECT "
        "article_id, lang, "
        "SUM(helpful) AS yes, SUM(NOT helpful) AS no FROM article_vote GROUP BY article_id, lang) v "
        "ON v.article_id = t.article_id AND v.lang = t.lang "
        "WHERE t.helpful <> COALESCE(v.yes, 0) OR t.unhelpful <> COALESCE(v.no, 0)",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(guests_with_password,
        "SELECT COUNT(*) AS count, MIN(id) AS sample FROM account WHERE state = 'guest' AND password_hash IS "
        "NOT NULL",
        DB_ROW(struct health_broken, count, sample));
DB_QUERY(submissions_unfinished,
        "SELECT COUNT(*) AS count, 0 AS sample FROM submit WHERE status IS NOT NULL AND location IS NULL",
        DB_ROW(struct health_broken, count, sample));

#define OWN_GRANTS                                                                                           \
	"grantee = CONCAT(CHAR(39), SUBSTRING_INDEX(CURRENT_USER(), '@', 1), CHAR(39), '@', CHAR(39), "      \
	"SUBSTRING_INDEX(CURRENT_USER(), '@', -1), CHAR(39))"

DB_QUERY(ask_rights,
        "SELECT (SELECT COUNT(*) FROM information_schema.user_privileges WHERE " OWN_GRANTS
        " AND privilege_type IN ('CREATE', 'ALTER', 'DROP')) + "
        "(SELECT COUNT(*) FROM information_schema.schema_privileges WHERE " OWN_GRANTS
        " AND DATABASE() LIKE table_schema AND privilege_type IN ('CREATE', 'ALTER', 'DROP')) AS "
        "schema_grants, "
        "(SELECT COUNT(*) FROM information_schema.user_privileges WHERE " OWN_GRANTS
        " AND privilege_type IN ('UPDATE', 'DELETE')) + "
        "(SELECT COUNT(*) FROM information_schema.schema_privileges WHERE " OWN_GRANTS
        " AND DATABASE() LIKE table_schema AND privilege_type IN ('UPDATE', 'DELETE')) + "
        "(SELECT COUNT(*) FROM information_schema.table_privileges WHERE " OWN_GRANTS
        " AND table_schema = DATABASE() AND table_name = 'audit' AND privilege_type IN ('UPDATE', 'DELETE')) "
        "AS log_grants",
        DB_ROW(struct health_rights, schema_grants, log_grants));

enum rc health_rights(struct db *db, struct arena *arena, struct health_rights *rights)
{
	return db_one(db, arena, &ask_rights, DB_NO_ARGS, rights);
}

enum rc health_server(struct db *db, struct arena *arena, struct health_server *server)
{
	return db_one(db, arena, &ask_server, DB_NO_ARGS, server);
}

static const struct health_claim claims[] = {
	{ &attachments_incomplete, "each file has all its bytes", "restore it from a backup" },
	{ &attachments_misplaced, "each file lies in its message's ticket", "restore from a backup" },
	{ &messages_miscounted, "each message knows the number of its files", "restore from a backup" },
	{ &tickets_miscounted, "each ticket knows the number of its messages", "restore from a backup" },
	{ &tickets_empty, "each ticket has a message", "restore from a backup" },
	{ &tickets_unended, "each ended ticket knows since when", "restore from a backup" },
	{ &tallies_wrong, "each person's tickets are counted", "restore from a backup" },
	{ &articles_textless, "each article has a text", "portico kb import its folder again" },
	{ &articles_unindexed, "each article is in the search index", "portico reindex" },
	{ &documents_orphaned, "the search index knows no vanished article", "portico reindex" },
	{ &categories_miscounted, "each category knows the number of its articles",
	        "portico kb import its folder again" },
	{ &votes_miscounted, "each article knows its votes", "restore from a backup" },
	{ &guests_with_password, "no guest has a password", "portico user password the person anew" },
	{ &submissions_unfinished, "each form's result says where it led", "restore from a backup" },
};

static enum rc look(
        struct db *db, struct arena *arena, const struct health_claim *claim, struct health_fault *fault)
{
	struct health_broken broken;
	enum rc rc = db_one(db, arena, claim->query, DB_NO_ARGS, &broken);
	if (rc == RC_OK)
		*fault = (struct health_fault){ claim->claim, claim->cure, broken.count, broken.sample };
	return rc;
}

enum rc health_data(struct db *db, struct arena *arena, struct health_fault **faults, size_t *count)
{
	*count = LENGTH(claims);
	while (health_community_claim(*count - LENGTH(claims)) != NULL)
		(*count)++;
	*faults = ARENA_ARRAY(arena, struct health_fault, *count);
	if (*faults == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < *count; i++) {
		const struct health_claim *claim =
		        i < LENGTH(claims) ? &claims[i] : health_community_claim(i - LENGTH(claims));
		enum rc rc = look(db, arena, claim, &(*faults)[i]);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}
