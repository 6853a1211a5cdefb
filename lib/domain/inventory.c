/* See inventory.h. */
#include "domain/inventory.h"

#include <string.h>

struct table_count {
	int64_t count;
};

/* clang-format off */
DB_QUERY(count_rows,
	"SELECT 'account' AS name, COUNT(*) AS count FROM account "
	"UNION ALL SELECT 'session', COUNT(*) FROM session "
	"UNION ALL SELECT 'signup', COUNT(*) FROM signup "
	"UNION ALL SELECT 'mail_token', COUNT(*) FROM mail_token "
	"UNION ALL SELECT 'submit', COUNT(*) FROM submit "
	"UNION ALL SELECT 'attempt', COUNT(*) FROM attempt "
	"UNION ALL SELECT 'outbox', COUNT(*) FROM outbox "
	"UNION ALL SELECT 'category', COUNT(*) FROM category "
	"UNION ALL SELECT 'category_text', COUNT(*) FROM category_text "
	"UNION ALL SELECT 'article', COUNT(*) FROM article "
	"UNION ALL SELECT 'article_text', COUNT(*) FROM article_text "
	"UNION ALL SELECT 'article_tag', COUNT(*) FROM article_tag "
	"UNION ALL SELECT 'article_related', COUNT(*) FROM article_related "
	"UNION ALL SELECT 'article_vote', COUNT(*) FROM article_vote "
	"UNION ALL SELECT 'search_dirty', COUNT(*) FROM search_dirty "
	"UNION ALL SELECT 'search_doc', COUNT(*) FROM search_doc "
	"UNION ALL SELECT 'search_term', COUNT(*) FROM search_term "
	"UNION ALL SELECT 'search_doc_term', COUNT(*) FROM search_doc_term "
	"UNION ALL SELECT 'search_log', COUNT(*) FROM search_log "
	"UNION ALL SELECT 'topic', COUNT(*) FROM topic "
	"UNION ALL SELECT 'topic_text', COUNT(*) FROM topic_text "
	"UNION ALL SELECT 'topic_field', COUNT(*) FROM topic_field "
	"UNION ALL SELECT 'topic_field_text', COUNT(*) FROM topic_field_text "
	"UNION ALL SELECT 'ticket', COUNT(*) FROM ticket "
	"UNION ALL SELECT 'ticket_word', COUNT(*) FROM ticket_word "
	"UNION ALL SELECT 'ticket_tally', COUNT(*) FROM ticket_tally "
	"UNION ALL SELECT 'ticket_field', COUNT(*) FROM ticket_field "
	"UNION ALL SELECT 'ticket_message', COUNT(*) FROM ticket_message "
	"UNION ALL SELECT 'attachment', COUNT(*) FROM attachment "
	"UNION ALL SELECT 'attachment_chunk', COUNT(*) FROM attachment_chunk "
	"UNION ALL SELECT 'deflection', COUNT(*) FROM deflection "
	"UNION ALL SELECT 'audit', COUNT(*) FROM audit "
	"UNION ALL SELECT 'staff_role', COUNT(*) FROM staff_role "
	"UNION ALL SELECT 'team', COUNT(*) FROM team "
	"UNION ALL SELECT 'team_member', COUNT(*) FROM team_member "
	"UNION ALL SELECT 'company', COUNT(*) FROM company "
	"UNION ALL SELECT 'company_member', COUNT(*) FROM company_member "
	"UNION ALL SELECT 'company_invite', COUNT(*) FROM company_invite "
	"UNION ALL SELECT 'ticket_participant', COUNT(*) FROM ticket_participant "
	"UNION ALL SELECT 'device', COUNT(*) FROM device "
	"UNION ALL SELECT 'signin_step', COUNT(*) FROM signin_step "
	"UNION ALL SELECT 'gate', COUNT(*) FROM gate "
	"UNION ALL SELECT 'recovery_code', COUNT(*) FROM recovery_code "
	"UNION ALL SELECT 'notify_choice', COUNT(*) FROM notify_choice "
	"UNION ALL SELECT 'notice', COUNT(*) FROM notice "
	"UNION ALL SELECT 'picture', COUNT(*) FROM picture "
	"UNION ALL SELECT 'audit_origin', COUNT(*) FROM audit_origin "
	"UNION ALL SELECT 'setting', COUNT(*) FROM setting "
	"UNION ALL SELECT 'heartbeat', COUNT(*) FROM heartbeat "
	"UNION ALL SELECT 'schema_migration', COUNT(*) FROM schema_migration",
	DB_ROW(struct inventory_row, name, count));

DB_QUERY(count_community,
	"SELECT 'people_group' AS name, COUNT(*) AS count FROM people_group "
	"UNION ALL SELECT 'people_group_member', COUNT(*) FROM people_group_member "
	"UNION ALL SELECT 'forum_category', COUNT(*) FROM forum_category "
	"UNION ALL SELECT 'forum_category_text', COUNT(*) FROM forum_category_text "
	"UNION ALL SELECT 'forum_topic', COUNT(*) FROM forum_topic "
	"UNION ALL SELECT 'forum_post', COUNT(*) FROM forum_post "
	"UNION ALL SELECT 'forum_edit', COUNT(*) FROM forum_edit "
	"UNION ALL SELECT 'forum_like', COUNT(*) FROM forum_like "
	"UNION ALL SELECT 'forum_flag', COUNT(*) FROM forum_flag "
	"UNION ALL SELECT 'forum_tag', COUNT(*) FROM forum_tag "
	"UNION ALL SELECT 'forum_read', COUNT(*) FROM forum_read "
	"UNION ALL SELECT 'trust', COUNT(*) FROM trust "
	"UNION ALL SELECT 'badge', COUNT(*) FROM badge "
	"UNION ALL SELECT 'follow', COUNT(*) FROM follow "
	"UNION ALL SELECT 'community_event', COUNT(*) FROM community_event "
	"UNION ALL SELECT 'digest_item', COUNT(*) FROM digest_item "
	"UNION ALL SELECT 'ticket_topic', COUNT(*) FROM ticket_topic "
	"UNION ALL SELECT 'suggestion_board', COUNT(*) FROM suggestion_board "
	"UNION ALL SELECT 'suggestion_board_text', COUNT(*) FROM suggestion_board_text "
	"UNION ALL SELECT 'suggestion', COUNT(*) FROM suggestion "
	"UNION ALL SELECT 'suggestion_tag', COUNT(*) FROM suggestion_tag "
	"UNION ALL SELECT 'suggestion_vote', COUNT(*) FROM suggestion_vote "
	"UNION ALL SELECT 'suggestion_status', COUNT(*) FROM suggestion_status "
	"UNION ALL SELECT 'suggestion_rule', COUNT(*) FROM suggestion_rule "
	"UNION ALL SELECT 'suggestion_rule_text', COUNT(*) FROM suggestion_rule_text "
	"UNION ALL SELECT 'suggestion_comment', COUNT(*) FROM suggestion_comment",
	DB_ROW(struct inventory_row, name, count));
/* clang-format on */
DB_QUERY(count_tables,
        "SELECT COUNT(*) AS count FROM information_schema.tables WHERE table_schema = DATABASE()",
        DB_ROW(struct table_count, count));

enum rc inventory_list(struct db *db, struct arena *arena, struct db_rows *rows)
{
	/* two statements: one constant of C may not be longer */
	struct db_rows first, second;
	enum rc rc = db_all(db, arena, &count_rows, DB_NO_ARGS, &first);
	if (rc == RC_OK)
		rc = db_all(db, arena, &count_community, DB_NO_ARGS, &second);
	if (rc != RC_OK)
		return rc;
	struct inventory_row *items = arena_alloc(arena, (first.count + second.count) * sizeof *items);
	if (items == NULL)
		return RC_NO_MEMORY;
	memcpy(items, first.items, first.count * sizeof *items);
	memcpy(items + first.count, second.items, second.count * sizeof *items);
	*rows = (struct db_rows){ items, first.count + second.count };
	return RC_OK;
}

enum rc inventory_tables(struct db *db, struct arena *arena, int64_t *count)
{
	struct table_count tables;
	enum rc rc = db_one(db, arena, &count_tables, DB_NO_ARGS, &tables);
	if (rc == RC_OK)
		*count = tables.count;
	return rc;
}
