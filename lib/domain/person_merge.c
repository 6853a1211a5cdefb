/* See person_merge.h. */
#include "domain/person_merge.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "domain/company.h"
#include "domain/outbox.h"
#include "domain/person_erase.h"
#include "domain/person_merge_community.h"
#include "domain/ticket_tally.h"

/* clang-format off */
#define CAPPED(from) "(SELECT COUNT(*) FROM (SELECT 1 FROM " from " = ? LIMIT 1001) x)"
DB_QUERY(preview_merge,
	"SELECT " CAPPED("ticket WHERE requester_id") " AS ticket_count,"
	CAPPED("ticket_message WHERE author_id") " AS message_count,"
	CAPPED("attachment WHERE owner_id") " AS file_count,"
	CAPPED("ticket_participant WHERE account_id") " AS participant_count,"
	CAPPED("company_member WHERE account_id") " AS company_count,"
	CAPPED("team_member WHERE account_id") " AS team_count,"
	CAPPED("notice WHERE account_id") " AS notice_count,"
	CAPPED("notify_choice WHERE account_id") " AS choice_count,"
	CAPPED("ticket WHERE phase IN ('open', 'waiting') AND assignee_id") " AS assigned_count,"
	CAPPED("forum_post WHERE author_id") " AS post_count,"
	CAPPED("forum_like WHERE account_id") " AS like_count,"
	CAPPED("suggestion WHERE author_id") " AS suggestion_count,"
	CAPPED("suggestion_comment WHERE author_id") " AS comment_count,"
	CAPPED("suggestion_vote WHERE account_id") " AS vote_count,"
	CAPPED("follow WHERE account_id") " AS follow_count,"
	CAPPED("people_group_member WHERE account_id") " AS group_count",
	DB_ROW(struct merge_preview, ticket_count, message_count, file_count, participant_count, company_count, team_count,
		notice_count, choice_count, assigned_count, post_count, like_count, suggestion_count, comment_count, vote_count,
		follow_count, group_count));

/* What simply changes hands: the kept one's id, then the other's. */
DB_QUERY(move_tickets, "UPDATE ticket SET requester_id = ? WHERE requester_id = ?", DB_NO_ROW);
DB_QUERY(move_messages, "UPDATE ticket_message SET author_id = ? WHERE author_id = ?", DB_NO_ROW);
DB_QUERY(move_files, "UPDATE attachment SET owner_id = ? WHERE owner_id = ?", DB_NO_ROW);
DB_QUERY(move_participations,
	"INSERT IGNORE INTO ticket_participant (ticket_id, account_id, added_by, created_at)"
	" SELECT p.ticket_id, ?, p.added_by, p.created_at FROM ticket_participant p WHERE p.account_id = ?", DB_NO_ROW);
DB_QUERY(move_invitations, "UPDATE company_invite SET invited_by = ? WHERE invited_by = ?", DB_NO_ROW);
DB_QUERY(move_choices,
	"INSERT IGNORE INTO notify_choice (account_id, event, channel, wanted)"
	" SELECT ?, n.event, n.channel, n.wanted FROM notify_choice n WHERE n.account_id = ?", DB_NO_ROW);
/* Both had got the same notice: one is enough. */
DB_QUERY(drop_double_notices,
	"DELETE o FROM notice k JOIN notice o ON o.event = k.event AND o.ticket_id <=> k.ticket_id"
	" AND o.company_id <=> k.company_id AND o.post_id <=> k.post_id AND o.topic_id <=> k.topic_id"
	" AND o.suggestion_id <=> k.suggestion_id AND o.detail = k.detail AND o.created_at = k.created_at"
	" WHERE k.account_id = ? AND o.account_id = ?", DB_NO_ROW);
DB_QUERY(move_notices, "UPDATE notice SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(move_origins, "UPDATE audit_origin SET account_id = ? WHERE account_id = ?", DB_NO_ROW);
/* What tells of the other account itself finds nobody any more. */
DB_QUERY(move_mails,
	"UPDATE outbox SET account_id = ? WHERE account_id = ? AND state = 'waiting'"
	" AND (kind LIKE 'ticket%' OR kind LIKE 'forum%' OR kind LIKE 'suggestion%' OR kind IN ('participant', 'digest', 'moderated'))",
	DB_NO_ROW);

static const struct query *const moves[] = { &move_tickets, &move_messages, &move_files, &move_participations,
	&move_invitations, &move_choices, &drop_double_notices, &move_notices, &move_origins, &move_mails };

/* The requester of a ticket takes part in it anyway. */
DB_QUERY(drop_own_participations,
	"DELETE p FROM ticket_participant p JOIN ticket t ON t.id = p.ticket_id"
	" WHERE p.account_id = ? AND t.requester_id = p.account_id", DB_NO_ROW);
DB_QUERY(move_teams,
	"INSERT IGNORE INTO team_member (team_id, account_id)"
	" SELECT m.team_id, ? FROM team_member m WHERE m.account_id = ?", DB_NO_ROW);
DB_QUERY(move_assigned, "UPDATE ticket SET assignee_id = ?, version = version + 1 WHERE assignee_id = ?", DB_NO_ROW);
DB_QUERY(count_notices,
	"UPDATE account SET notice_count = (SELECT COUNT(*) FROM notice WHERE account_id = ? AND seen = FALSE) WHERE id = ?",
	DB_NO_ROW);

/* --- companies --- */
struct shared { int64_t company_id; bool owner, kept_owner, both; const char *rights, *kept_rights; };
DB_QUERY(list_shared,
	"SELECT o.company_id, o.owner, o.rights, k.account_id IS NOT NULL AS 'both', COALESCE(k.owner, FALSE) AS kept_owner,"
	" COALESCE(k.rights, '') AS kept_rights FROM company_member o"
	" LEFT JOIN company_member k ON k.company_id = o.company_id AND k.account_id = ? WHERE o.account_id = ?",
	DB_ROW(struct shared, company_id, owner, rights, both, kept_owner, kept_rights));
DB_QUERY(move_membership, "UPDATE company_member SET account_id = ? WHERE company_id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(unite_membership,
	"UPDATE company_member SET owner = ?, rights = ? WHERE company_id = ? AND account_id = ?", DB_NO_ROW);

/* --- what is left of the other --- */
DB_QUERY(drop_merged_sessions, "DELETE FROM session WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_steps, "DELETE FROM signin_step WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_tokens, "DELETE FROM mail_token WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_codes, "DELETE FROM recovery_code WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_devices, "DELETE FROM device WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_pictures, "DELETE FROM picture WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_participations, "DELETE FROM ticket_participant WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_choices, "DELETE FROM notify_choice WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_teams, "DELETE FROM team_member WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_merged_memberships, "DELETE FROM company_member WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(end_merged,
	"UPDATE account SET mail = CONCAT('" PERSON_GONE "', id, '@invalid'), mail_key = CONCAT('" PERSON_GONE "', id, '@invalid'),"
	" name = CONCAT('" PERSON_GONE "', id), password_hash = NULL, role = 'customer', role_id = NULL, state = 'deleted',"
	" zone = '', calendar = '', digits = '', theme = '', text_size = '', organisation = '', industry = '',"
	" picture_id = NULL, acting_company_id = NULL, notice_count = 0, totp_sealed = NULL, totp_step = 0,"
	" totp_since = NULL, delete_at = NULL, posts_go = FALSE, industry_shown = FALSE WHERE id = ?", DB_NO_ROW);
/* clang-format on */

static const struct query *const ends[] = { &drop_merged_sessions, &drop_merged_steps, &drop_merged_tokens,
	&drop_merged_codes, &drop_merged_devices, &drop_merged_pictures, &drop_merged_participations,
	&drop_merged_choices, &drop_merged_teams, &drop_merged_memberships, &end_merged };

enum rc person_merge_preview(
        struct db *db, struct arena *arena, int64_t other_id, struct merge_preview *preview)
{
	return db_one(db, arena, &preview_merge,
	        DB_ARGS(other_id, other_id, other_id, other_id, other_id, other_id, other_id, other_id,
	                other_id, other_id, other_id, other_id, other_id, other_id, other_id, other_id),
	        preview);
}

enum rc person_lock_both(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id,
        struct person *kept, struct person *other)
{
	bool kept_first = kept_id < other_id;
	enum rc rc = person_lock(db, arena, kept_first ? kept_id : other_id, kept_first ? kept : other);

	return rc == RC_OK
	               ? person_lock(db, arena, kept_first ? other_id : kept_id, kept_first ? other : kept)
	               : rc;
}

/* --- companies ------------------------------------------------------------------------------- */

/* A member of both companies has the rights of both. */
static enum rc move_one_membership(
        struct db *db, struct arena *arena, const struct shared *shared, int64_t kept_id, int64_t other_id)
{
	uint32_t rights = company_rights_read(shared->rights) | company_rights_read(shared->kept_rights);
	const char *words = company_rights_write(arena, rights);

	if (words == NULL)
		return RC_NO_MEMORY;
	if (!shared->both)
		return db_run(db, &move_membership, DB_ARGS(kept_id, shared->company_id, other_id), NULL);
	return db_run(db, &unite_membership,
	        DB_ARGS(shared->owner || shared->kept_owner, words, shared->company_id, kept_id), NULL);
}

static enum rc move_memberships(struct db *db, struct arena *arena, int64_t kept_id, int64_t other_id)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = company_lock_of(db, arena, other_id);

	if (rc == RC_OK)
		rc = db_all(db, arena, &list_shared, DB_ARGS(kept_id, other_id), &rows);
	const struct shared *items = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = move_one_membership(db, arena, &items[i], kept_id, other_id);
	return rc;
}

/* --- merging --------------------------------------------------------------------------------- */

/* What an agent works on stays with the person only if the kept account is staff, too. */
static enum rc move_work(struct db *db, const struct person *kept, int64_t other_id)
{
	bool staff = !text_equal(kept->role, "customer");
	enum rc rc = db_run(db, &move_assigned, DB_ARGS(db_id_or_null(staff ? kept->id : 0), other_id), NULL);

	return rc == RC_OK && staff ? db_run(db, &move_teams, DB_ARGS(kept->id, other_id), NULL) : rc;
}

static enum rc move_all(struct db *db, struct arena *arena, const struct person *kept,
        const struct person *other, int64_t now)
{
	enum rc rc = move_memberships(db, arena, kept->id, other->id);

	for (size_t i = 0; rc == RC_OK && i < LENGTH(moves); i++)
		rc = db_run(db, moves[i], DB_ARGS(kept->id, other->id), NULL);
	if (rc == RC_OK)
		rc = ticket_tally_merge(db, kept->id, other->id);
	if (rc == RC_OK)
		rc = merge_community(db, arena, kept->id, other->id, now);
	if (rc == RC_OK)
		rc = move_work(db, kept, other->id);
	if (rc == RC_OK)
		rc = db_run(db, &drop_own_participations, DB_ARGS(kept->id), NULL);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(ends); i++)
		rc = db_run(db, ends[i], DB_ARGS(other->id), NULL);
	return rc == RC_OK ? db_run(db, &count_notices, DB_ARGS(kept->id, kept->id), NULL) : rc;
}

static enum rc tell(struct db *db, const struct person *kept, const char *mail, int64_t now)
{
	return outbox_add(db, &(struct outbox_item){ .kind = "security",
	                              .account_id = kept->id,
	                              .mail = mail,
	                              .detail = "accounts_merged",
	                              .lang = kept->lang,
	                              .now = now });
}

static bool is_usable(const struct person *person)
{
	return text_equal(person->state, "active");
}

enum rc person_merge(struct db *db, struct arena *arena, const struct person *kept,
        const struct person *other, int64_t actor_id, int64_t now)
{
	const char *detail = arena_format(arena, "%" PRId64 " into %" PRId64, other->id, kept->id);
	enum rc rc;

	if (detail == NULL)
		return RC_NO_MEMORY;
	if (kept->id == other->id || (!is_usable(kept) && is_usable(other)))
		return RC_INVALID;
	rc = account_admin_stays(db, arena, other->id);
	if (rc == RC_OK)
		rc = move_all(db, arena, kept, other, now);
	if (rc == RC_OK)
		rc = audit_add(db, actor_id, "account.merge", "account", kept->id, detail, now);
	if (rc == RC_OK)
		rc = tell(db, kept, NULL, now);
	return rc == RC_OK ? tell(db, kept, other->mail, now) : rc;
}
