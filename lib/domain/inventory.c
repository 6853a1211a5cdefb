/* See inventory.h. */
#include "domain/inventory.h"

struct table_count {
	int64_t count;
};

/* clang-format off */
DB_QUERY(count_rows,
	"SELECT 'account' AS name, COUNT(*) AS count FROM account "
	"UNION ALL SELECT 'session' AS name, COUNT(*) AS count FROM session "
	"UNION ALL SELECT 'signup' AS name, COUNT(*) AS count FROM signup "
	"UNION ALL SELECT 'mail_token' AS name, COUNT(*) AS count FROM mail_token "
	"UNION ALL SELECT 'submit' AS name, COUNT(*) AS count FROM submit "
	"UNION ALL SELECT 'attempt' AS name, COUNT(*) AS count FROM attempt "
	"UNION ALL SELECT 'outbox' AS name, COUNT(*) AS count FROM outbox "
	"UNION ALL SELECT 'category' AS name, COUNT(*) AS count FROM category "
	"UNION ALL SELECT 'category_text' AS name, COUNT(*) AS count FROM category_text "
	"UNION ALL SELECT 'article' AS name, COUNT(*) AS count FROM article "
	"UNION ALL SELECT 'article_text' AS name, COUNT(*) AS count FROM article_text "
	"UNION ALL SELECT 'article_tag' AS name, COUNT(*) AS count FROM article_tag "
	"UNION ALL SELECT 'article_related' AS name, COUNT(*) AS count FROM article_related "
	"UNION ALL SELECT 'article_vote' AS name, COUNT(*) AS count FROM article_vote "
	"UNION ALL SELECT 'search_dirty' AS name, COUNT(*) AS count FROM search_dirty "
	"UNION ALL SELECT 'search_doc' AS name, COUNT(*) AS count FROM search_doc "
	"UNION ALL SELECT 'search_term' AS name, COUNT(*) AS count FROM search_term "
	"UNION ALL SELECT 'search_doc_term' AS name, COUNT(*) AS count FROM search_doc_term "
	"UNION ALL SELECT 'search_log' AS name, COUNT(*) AS count FROM search_log "
	"UNION ALL SELECT 'topic' AS name, COUNT(*) AS count FROM topic "
	"UNION ALL SELECT 'topic_text' AS name, COUNT(*) AS count FROM topic_text "
	"UNION ALL SELECT 'topic_field' AS name, COUNT(*) AS count FROM topic_field "
	"UNION ALL SELECT 'topic_field_text' AS name, COUNT(*) AS count FROM topic_field_text "
	"UNION ALL SELECT 'ticket' AS name, COUNT(*) AS count FROM ticket "
	"UNION ALL SELECT 'ticket_word' AS name, COUNT(*) AS count FROM ticket_word "
	"UNION ALL SELECT 'ticket_field' AS name, COUNT(*) AS count FROM ticket_field "
	"UNION ALL SELECT 'ticket_message' AS name, COUNT(*) AS count FROM ticket_message "
	"UNION ALL SELECT 'attachment' AS name, COUNT(*) AS count FROM attachment "
	"UNION ALL SELECT 'attachment_chunk' AS name, COUNT(*) AS count FROM attachment_chunk "
	"UNION ALL SELECT 'deflection' AS name, COUNT(*) AS count FROM deflection "
	"UNION ALL SELECT 'audit' AS name, COUNT(*) AS count FROM audit "
	"UNION ALL SELECT 'staff_role' AS name, COUNT(*) AS count FROM staff_role "
	"UNION ALL SELECT 'team' AS name, COUNT(*) AS count FROM team "
	"UNION ALL SELECT 'team_member' AS name, COUNT(*) AS count FROM team_member "
	"UNION ALL SELECT 'company' AS name, COUNT(*) AS count FROM company "
	"UNION ALL SELECT 'company_member' AS name, COUNT(*) AS count FROM company_member "
	"UNION ALL SELECT 'company_invite' AS name, COUNT(*) AS count FROM company_invite "
	"UNION ALL SELECT 'ticket_participant' AS name, COUNT(*) AS count FROM ticket_participant "
	"UNION ALL SELECT 'device' AS name, COUNT(*) AS count FROM device "
	"UNION ALL SELECT 'signin_step' AS name, COUNT(*) AS count FROM signin_step "
	"UNION ALL SELECT 'gate' AS name, COUNT(*) AS count FROM gate "
	"UNION ALL SELECT 'recovery_code' AS name, COUNT(*) AS count FROM recovery_code "
	"UNION ALL SELECT 'notify_choice' AS name, COUNT(*) AS count FROM notify_choice "
	"UNION ALL SELECT 'notice' AS name, COUNT(*) AS count FROM notice "
	"UNION ALL SELECT 'picture' AS name, COUNT(*) AS count FROM picture "
	"UNION ALL SELECT 'audit_origin' AS name, COUNT(*) AS count FROM audit_origin "
	"UNION ALL SELECT 'setting' AS name, COUNT(*) AS count FROM setting "
	"UNION ALL SELECT 'heartbeat' AS name, COUNT(*) AS count FROM heartbeat "
	"UNION ALL SELECT 'schema_migration' AS name, COUNT(*) AS count FROM schema_migration",
	DB_ROW(struct inventory_row, name, count));
/* clang-format on */
DB_QUERY(count_tables,
        "SELECT COUNT(*) AS count FROM information_schema.tables WHERE table_schema = DATABASE()",
        DB_ROW(struct table_count, count));

enum rc inventory_list(struct db *db, struct arena *arena, struct db_rows *rows)
{
	return db_all(db, arena, &count_rows, DB_NO_ARGS, rows);
}

enum rc inventory_tables(struct db *db, struct arena *arena, int64_t *count)
{
	struct table_count tables;
	enum rc rc = db_one(db, arena, &count_tables, DB_NO_ARGS, &tables);
	if (rc == RC_OK)
		*count = tables.count;
	return rc;
}
