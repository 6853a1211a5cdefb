/*
 * Who may be deleted when, and the rows that are his alone. What is left of him in tickets is the matter of
 * person_erase_ticket.c, what is left in the community that of person_erase_community.h.
 */
#include "domain/person_erase.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/company.h"
#include "domain/mail_token.h"
#include "domain/outbox.h"
#include "domain/person_erase_community.h"
#include "domain/person_erase_ticket.h"
#include "domain/staff_role.h"

#define ADDRESSES          150 /* that are looked for in texts */
#define ORGANISATION_LEAST 4   /* characters of a name that is worth looking for */

struct due {
	int64_t id;
};

struct known {
	const char *address;
};

DB_QUERY(wish,
        "UPDATE account SET delete_at = ?, posts_go = ?, updated_at = ? WHERE id = ? AND delete_at IS NULL "
        "AND state = 'active'",
        DB_NO_ROW);
DB_QUERY(unwish,
        "UPDATE account SET delete_at = NULL, posts_go = FALSE, updated_at = ? WHERE id = ? AND delete_at > ?"
        " AND state <> 'deleted'",
        DB_NO_ROW);
DB_QUERY(end_keep_links, "DELETE FROM mail_token WHERE account_id = ? AND purpose = '" TOKEN_KEEP "'",
        DB_NO_ROW);
DB_QUERY(find_due, "SELECT id FROM account WHERE delete_at <= ? ORDER BY delete_at LIMIT 1",
        DB_ROW(struct due, id));
DB_QUERY(lock_due, "SELECT id FROM account WHERE id = ? AND delete_at <= ? FOR UPDATE",
        DB_ROW(struct due, id));
DB_QUERY(find_late, "SELECT id FROM account WHERE id = ? AND (delete_at <= ? OR state = 'deleted')",
        DB_ROW(struct due, id));
DB_QUERY(put_off, "UPDATE account SET delete_at = ? WHERE id = ? AND delete_at <= ?", DB_NO_ROW);

DB_QUERY(lock_person,
        "SELECT id, mail, mail_key, name, role, state, lang, organisation, posts_go FROM account WHERE id = "
        "? "
        "FOR UPDATE",
        DB_ROW(struct erased, id, mail, mail_key, name, role, state, lang, organisation, posts_go));

DB_QUERY(read_person,
        "SELECT id, mail, mail_key, name, role, state, lang, organisation, posts_go FROM account WHERE id = "
        "?",
        DB_ROW(struct erased, id, mail, mail_key, name, role, state, lang, organisation, posts_go));

/* Network addresses, and mail addresses that a change of his was about. */
DB_QUERY(list_addresses,
        "SELECT address FROM session WHERE account_id = ? UNION SELECT address FROM audit_origin WHERE "
        "account_id = ? UNION SELECT mail AS address FROM mail_token WHERE account_id = ? AND mail IS NOT "
        "NULL LIMIT ?",
        DB_ROW(struct known, address));

/* --- rows that are his ----------------------------------------------------------------------- */

DB_QUERY(drop_sessions, "DELETE FROM session WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_devices, "DELETE FROM device WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_steps, "DELETE FROM signin_step WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_codes, "DELETE FROM recovery_code WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_tokens, "DELETE FROM mail_token WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_notices, "DELETE FROM notice WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_choices, "DELETE FROM notify_choice WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_memberships, "DELETE FROM company_member WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_teams, "DELETE FROM team_member WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_participations, "DELETE FROM ticket_participant WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_pictures_of, "DELETE FROM picture WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_origins, "DELETE FROM audit_origin WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_mails, "DELETE FROM outbox WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_follows, "DELETE FROM follow WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_reads, "DELETE FROM forum_read WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_trust, "DELETE FROM trust WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_badges, "DELETE FROM badge WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_digest, "DELETE FROM digest_item WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(drop_groups, "DELETE FROM people_group_member WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(forget_editor, "UPDATE forum_edit SET editor_id = NULL WHERE editor_id = ?", DB_NO_ROW);
DB_QUERY(unassign,
        "UPDATE ticket SET assignee_id = NULL, version = version + 1 WHERE assignee_id = ? AND phase IN "
        "('open', "
        "'waiting')",
        DB_NO_ROW);

static const struct query *const by_id[] = {
	&drop_sessions,
	&drop_devices,
	&drop_steps,
	&drop_codes,
	&drop_tokens,
	&drop_notices,
	&drop_choices,
	&drop_memberships,
	&drop_teams,
	&drop_participations,
	&drop_pictures_of,
	&drop_origins,
	&drop_mails,
	&drop_follows,
	&drop_reads,
	&drop_trust,
	&drop_badges,
	&drop_digest,
	&drop_groups,
	&forget_editor,
	&unassign,
};

DB_QUERY(drop_signups, "DELETE FROM signup WHERE mail_key = ?", DB_NO_ROW);
DB_QUERY(drop_invites, "DELETE FROM company_invite WHERE mail_key = ?", DB_NO_ROW);
DB_QUERY(drop_mails_to_key, "DELETE FROM outbox WHERE mail = ?", DB_NO_ROW);

static const struct query *const by_key[] = { &drop_signups, &drop_invites, &drop_mails_to_key };

/* A company that was his alone is a name of his, too. */
DB_QUERY(forget_billing_mail,
        "UPDATE company c JOIN company_member m ON m.company_id = c.id AND m.account_id = ? SET "
        "c.billing_mail = ''"
        " WHERE LOWER(c.billing_mail) = ?",
        DB_NO_ROW);
DB_QUERY(end_company,
        "UPDATE company SET state = 'disabled', name = CONCAT('" PERSON_GONE
        "', id), name_key = CONCAT('" PERSON_GONE
        "', id), industry = '', billing_name = '', billing_address = '', billing_mail = '', tax_number = '',"
        " version = version + 1, updated_at = ? WHERE id = ?",
        DB_NO_ROW);

DB_QUERY(erase_account,
        "UPDATE account SET mail = CONCAT('" PERSON_GONE "', id, '@invalid'), mail_key = CONCAT('" PERSON_GONE
        "', id, '@invalid'), name = CONCAT('" PERSON_GONE
        "', id), password_hash = NULL, role = 'customer', role_id = NULL,"
        " state = 'deleted', lang = 'en', zone = '', calendar = '', digits = '', theme = '', text_size = '',"
        " organisation = '', industry = '', industry_shown = FALSE, picture_id = NULL,"
        " acting_company_id = NULL, notice_count = 0, totp_sealed = NULL, totp_step = 0, totp_since = NULL,"
        " delete_at = NULL, posts_go = FALSE, updated_at = ? WHERE id = ?",
        DB_NO_ROW);

/* --- the wish -------------------------------------------------------------------------------- */

static enum rc owns_alone(struct db *db, struct arena *arena, int64_t id, bool *alone)
{
	struct db_rows rows;
	enum rc rc = company_list_sole(db, arena, id, &rows);
	if (rc != RC_OK)
		return rc;
	const struct company *companies = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		*alone = *alone || companies[i].member_count > 1;
	return RC_OK;
}

enum rc person_bond(struct db *db, struct arena *arena, const struct account *person, enum person_bond *bond)
{
	bool owner = false;
	*bond = PERSON_FREE;
	enum rc rc = owns_alone(db, arena, person->id, &owner);
	if (rc != RC_OK)
		return rc;
	if (owner)
		*bond = PERSON_ONLY_OWNER;
	if (owner || !text_equal(person->role, "admin") || !text_equal(person->state, "active"))
		return RC_OK;
	int64_t admins;
	rc = staff_role_admins(db, arena, &admins);
	if (rc == RC_OK && admins <= 1)
		*bond = PERSON_ONLY_ADMIN;
	return rc;
}

static enum rc tell(struct db *db, int64_t account_id, const char *event, const char *lang, int64_t now)
{
	return outbox_add(db, &(struct outbox_item){ .kind = "security",
	                              .account_id = account_id,
	                              .detail = event,
	                              .lang = lang,
	                              .now = now });
}

enum rc person_wish(
        struct db *db, const struct account *person, int64_t delete_at, bool posts_go, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &wish, DB_ARGS(delete_at, posts_go, now, person->id), &done);
	if (rc != RC_OK || done.affected == 0)
		return rc;
	rc = audit_add(db, person->id, "account.delete-wish", "account", person->id, "", now);
	return rc == RC_OK ? tell(db, person->id, "deletion_planned", person->lang, now) : rc;
}

enum rc person_posts_go(struct db *db, struct arena *arena, int64_t account_id, bool *posts_go)
{
	struct erased person;
	enum rc rc = db_one(db, arena, &read_person, DB_ARGS(account_id), &person);
	*posts_go = rc == RC_OK && person.posts_go;
	return rc;
}

static enum rc is_late(struct db *db, struct arena *arena, int64_t account_id, int64_t now)
{
	struct due due;
	enum rc rc = db_one(db, arena, &find_late, DB_ARGS(account_id, now), &due);
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	return rc == RC_OK ? RC_CONFLICT : rc;
}

enum rc person_keep(struct db *db, struct arena *arena, int64_t account_id, const char *lang, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &unwish, DB_ARGS(now, account_id, now), &done);
	if (rc != RC_OK)
		return rc;
	if (done.affected == 0)
		return is_late(db, arena, account_id, now);
	rc = db_run(db, &end_keep_links, DB_ARGS(account_id), NULL);
	if (rc == RC_OK)
		rc = audit_add(db, account_id, "account.delete-stop", "account", account_id, "", now);
	return rc == RC_OK ? tell(db, account_id, "deletion_stopped", lang, now) : rc;
}

/* --- the end --------------------------------------------------------------------------------- */

static enum rc collect(
        struct db *db, struct arena *arena, const struct erased *person, struct person_words *words)
{
	struct db_rows rows;
	enum rc rc = person_words_add(words, person->name, false);
	if (rc == RC_OK)
		rc = person_words_add_parts(words, arena, person->name);
	if (rc == RC_OK)
		rc = person_words_add(words, person->mail, false);
	if (rc == RC_OK)
		rc = person_words_add(words, person->mail_key, false);
	if (rc == RC_OK && text_chars(person->organisation) >= ORGANISATION_LEAST)
		rc = person_words_add(words, person->organisation, true);
	if (rc == RC_OK)
		rc = db_all(db, arena, &list_addresses,
		        DB_ARGS(person->id, person->id, person->id, ADDRESSES), &rows);
	if (rc != RC_OK)
		return rc;
	const struct known *addresses = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = person_words_add(words, addresses[i].address, false);
	return rc;
}

static enum rc end_companies(struct db *db, struct arena *arena, const struct erased *person, int64_t now)
{
	struct db_rows rows;
	enum rc rc = db_run(db, &forget_billing_mail, DB_ARGS(person->id, person->mail_key), NULL);
	if (rc == RC_OK)
		rc = company_list_sole(db, arena, person->id, &rows);
	if (rc != RC_OK)
		return rc;
	const struct company *companies = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = db_run(db, &end_company, DB_ARGS(now, companies[i].id), NULL);
	return rc;
}

static enum rc drop_rows(struct db *db, const struct erased *person)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < LENGTH(by_id); i++)
		rc = db_run(db, by_id[i], DB_ARGS(person->id), NULL);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(by_key); i++)
		rc = db_run(db, by_key[i], DB_ARGS(person->mail_key), NULL);
	return rc == RC_OK ? db_run(db, &drop_mails_to_key, DB_ARGS(person->mail), NULL) : rc;
}

/* The last mail knows an address, no account. */
static enum rc say_goodbye(struct db *db, const struct erased *person, int64_t now)
{
	return outbox_add(
	        db, &(struct outbox_item){
	                    .kind = "deleted", .mail = person->mail, .lang = person->lang, .now = now });
}

static enum rc erase(
        struct db *db, struct arena *arena, const struct erased *person, int64_t since, int64_t now)
{
	struct person_words *words = ARENA_NEW(arena, struct person_words);
	if (words == NULL)
		return RC_NO_MEMORY;
	enum rc rc = collect(db, arena, person, words);
	if (rc == RC_OK)
		rc = erase_from_tickets(db, person, words);
	if (rc == RC_OK)
		rc = erase_from_community(db, &(struct community_erasure){ person, words, since, now });
	if (rc == RC_OK)
		rc = end_companies(db, arena, person, now);
	if (rc == RC_OK)
		rc = drop_rows(db, person);
	if (rc == RC_OK)
		rc = db_run(db, &erase_account, DB_ARGS(now, person->id), NULL);
	return rc == RC_OK ? say_goodbye(db, person, now) : rc;
}

/* What two deletions at the same moment wait for: the administrators if he is one, his companies, then he
 * himself, always in this order. Only now does it hold that somebody else remains. */
static enum rc hold(struct db *db, struct arena *arena, int64_t account_id, struct erased *person)
{
	struct account seen;
	bool alone = false;
	enum rc rc = account_by_id(db, arena, account_id, &seen);
	if (rc == RC_OK && text_equal(seen.role, "admin"))
		rc = account_admin_stays(db, arena, account_id);
	if (rc == RC_OK)
		rc = company_lock_of(db, arena, account_id);
	if (rc == RC_OK)
		rc = db_one(db, arena, &lock_person, DB_ARGS(account_id), person);
	if (rc == RC_OK && !text_equal(person->role, seen.role))
		return RC_RETRY; /* he became an administrator meanwhile, or is none any more */
	if (rc == RC_OK)
		rc = owns_alone(db, arena, account_id, &alone);
	return rc == RC_OK && alone ? RC_CONFLICT : rc;
}

static enum rc erase_since(
        struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t since, int64_t now)
{
	struct erased person;
	enum rc rc = hold(db, arena, account_id, &person);
	if (rc != RC_OK || text_equal(person.state, "deleted"))
		return rc;
	rc = erase(db, arena, &person, since, now);
	return rc == RC_OK ? audit_add(db, actor_id, "account.erase", "account", account_id, "", now) : rc;
}

enum rc person_erase(struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t now)
{
	return erase_since(db, arena, account_id, actor_id, 0, now);
}

/* --- in pieces ------------------------------------------------------------------------------- */

struct run {
	struct db *db;
	struct arena *arena;
	int64_t id, actor_id;
	bool due; /* only while his wish is due: he may have thought again since the row was found */
	int64_t since, now;
};

static enum rc may_erase(const struct run *run)
{
	struct erased person;
	struct due due;
	enum rc rc = hold(run->db, run->arena, run->id, &person);
	if (rc == RC_OK && run->due)
		rc = db_one(run->db, run->arena, &lock_due, DB_ARGS(run->id, run->now), &due);
	return rc;
}

static enum rc ask_unit(void *context)
{
	arena_reset(((struct run *)context)->arena);
	return may_erase(context);
}

static enum rc last_unit(void *context)
{
	const struct run *run = context;
	arena_reset(run->arena);
	enum rc rc = may_erase(run);
	return rc == RC_OK ? erase_since(run->db, run->arena, run->id, run->actor_id, run->since, run->now)
	                   : rc;
}

/* The community's part, as far as it can be done before the last transaction. */
static enum rc go_ahead(const struct run *run)
{
	struct erased person;
	arena_reset(run->arena);
	struct person_words *words = ARENA_NEW(run->arena, struct person_words);
	if (words == NULL)
		return RC_NO_MEMORY;
	enum rc rc = db_one(run->db, run->arena, &read_person, DB_ARGS(run->id), &person);
	if (rc != RC_OK || text_equal(person.state, "deleted"))
		return rc;
	rc = collect(run->db, run->arena, &person, words);
	if (rc != RC_OK)
		return rc;
	return erase_from_community_ahead(
	        run->db, &(struct community_erasure){ &person, words, 0, run->now });
}

static enum rc erase_in_pieces(struct run *run)
{
	enum rc rc = db_transact(run->db, ask_unit, run);
	if (rc == RC_OK)
		rc = go_ahead(run);
	run->since = run->now;
	return rc == RC_OK ? db_transact(run->db, last_unit, run) : rc;
}

enum rc person_erase_whole(
        struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t now)
{
	return erase_in_pieces(&(struct run){
	        .db = db, .arena = arena, .id = account_id, .actor_id = actor_id, .now = now });
}

enum rc person_erase_due(struct db *db, struct arena *arena, int64_t now)
{
	struct due due;
	enum rc rc = db_one(db, arena, &find_due, DB_ARGS(now), &due);
	if (rc != RC_OK)
		return rc;
	rc = erase_in_pieces(
	        &(struct run){ .db = db, .arena = arena, .id = due.id, .due = true, .now = now });
	if (rc == RC_CONFLICT) {
		log_warn("account %lld is due for deletion but is the only owner or administrator: put off "
		         "for a day",
		        (long long)due.id);
		return db_run(db, &put_off, DB_ARGS(now + DAY, due.id, now), NULL);
	}
	if (rc == RC_NOT_FOUND)
		return RC_OK;
	if (rc == RC_OK)
		log_info("account %lld was deleted as its owner asked", (long long)due.id);
	return rc;
}
