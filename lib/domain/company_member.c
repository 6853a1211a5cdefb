/* The people of companies: rows of `company_member`. */
#include "domain/company_member.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/company_invite.h"
#include "domain/list.h"
#include "domain/outbox.h"

/* clang-format off */
#define COLUMNS \
	"SELECT m.company_id, m.account_id, a.name, a.mail, a.state, a.lang, m.owner, m.rights, m.created_at" \
	" FROM company_member m JOIN account a ON a.id = m.account_id WHERE m.company_id = ?"
#define ROW \
	DB_ROW(struct company_member, company_id, account_id, name, mail, state, lang, owner, rights, created_at)
#define AFTER \
	" AND m.created_at >= ? AND (m.created_at > ? OR m.account_id > ?) ORDER BY m.created_at, m.account_id LIMIT ?"
#define BEFORE \
	" AND m.created_at <= ? AND (m.created_at < ? OR m.account_id < ?)" \
	" ORDER BY m.created_at DESC, m.account_id DESC LIMIT ?"
/* A company has so few people that looking at each of them is cheap. */
#define LIKE \
	" AND (a.name COLLATE utf8mb4_unicode_520_ci LIKE ? ESCAPE '|' OR a.mail COLLATE utf8mb4_unicode_520_ci LIKE ? ESCAPE '|')"

DB_QUERY(members_after, COLUMNS AFTER, ROW);
DB_QUERY(members_before, COLUMNS BEFORE, ROW);
DB_QUERY(members_found_after, COLUMNS LIKE AFTER, ROW);
DB_QUERY(members_found_before, COLUMNS LIKE BEFORE, ROW);
DB_QUERY(find_member, COLUMNS " AND m.account_id = ?", ROW);
/* clang-format on */

struct room { /* what bounds a new member */
	int64_t members;
	int64_t companies;
	const char *lang;
};

struct number {
	int64_t number;
};

/* Locks the account, so that two companies cannot take the last place of one person. */
DB_QUERY(find_room,
        "SELECT a.lang, (SELECT COUNT(*) FROM company_member m WHERE m.company_id = ?) AS members,"
        " (SELECT COUNT(*) FROM company_member n WHERE n.account_id = a.id) AS companies"
        " FROM account a WHERE a.id = ? AND a.state = 'active' FOR UPDATE",
        DB_ROW(struct room, lang, members, companies));
DB_QUERY(count_other_owners,
        "SELECT COUNT(*) AS number FROM company_member m JOIN account a ON a.id = m.account_id AND a.state = "
        "'active' WHERE m.company_id = ? AND m.owner AND m.account_id <> ?",
        DB_ROW(struct number, number));
DB_QUERY(list_owners,
        "SELECT m.account_id, a.lang FROM company_member m JOIN account a ON a.id = m.account_id AND a.state "
        "= "
        "'active' WHERE m.company_id = ? AND m.owner AND m.account_id <> ? ORDER BY m.account_id LIMIT ?",
        DB_ROW(struct company_member, account_id, lang));
DB_QUERY(add_member,
        "INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES (?, ?, ?, ?, "
        "?)",
        DB_NO_ROW);
DB_QUERY(change_member,
        "UPDATE company_member SET owner = ?, rights = ? WHERE company_id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(remove_member, "DELETE FROM company_member WHERE company_id = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(stop_acting, "UPDATE account SET acting_company_id = NULL WHERE id = ? AND acting_company_id = ?",
        DB_NO_ROW);
DB_QUERY(end_participation,
        "DELETE p FROM ticket_participant p JOIN ticket t ON t.id = p.ticket_id"
        " WHERE p.account_id = ? AND t.company_id = ?",
        DB_NO_ROW);

struct membership company_member_membership(const struct company_member *member)
{
	return (struct membership){
		.company_id = member->company_id, .owner = member->owner, .rights = member->rights
	};
}

/* --- reading --------------------------------------------------------------------------------- */

/* "%part%", with what LIKE takes for more than a letter escaped. */
static const char *like_pattern(struct arena *arena, const char *part)
{
	char *pattern = arena_alloc(arena, 2 * strlen(part) + 3);
	if (!pattern)
		return NULL;
	char *at = pattern;
	*at++ = '%';
	for (; *part; part++) {
		if (*part == '%' || *part == '_' || *part == '|')
			*at++ = '|';
		*at++ = *part;
	}
	*at++ = '%';
	*at = '\0';
	return pattern;
}

enum rc company_member_list(struct db *db, struct arena *arena, const struct company_member_filter *filter,
        size_t most, struct db_rows *rows, bool *more)
{
	bool backwards = filter->place.set && filter->place.backwards;
	int64_t at = filter->place.set ? filter->place.at : 0, id = filter->place.set ? filter->place.id : 0;
	int64_t wanted = (int64_t)most + 1;
	enum rc rc;

	*rows = (struct db_rows){ 0 };
	*more = false;
	if (text_empty(filter->search)) {
		rc = db_all(db, arena, backwards ? &members_before : &members_after,
		        DB_ARGS(filter->company_id, at, at, id, wanted), rows);
	} else {
		const char *like = like_pattern(arena, filter->search);
		if (!like)
			return RC_NO_MEMORY;
		rc = db_all(db, arena, backwards ? &members_found_before : &members_found_after,
		        DB_ARGS(filter->company_id, like, like, at, at, id, wanted), rows);
	}
	if (rc == RC_OK)
		list_settle(rows, sizeof(struct company_member), most, backwards, more);
	return rc;
}

enum rc company_member_find(struct db *db, struct arena *arena, int64_t company_id, int64_t account_id,
        struct company_member *member)
{
	return db_one(db, arena, &find_member, DB_ARGS(company_id, account_id), member);
}

/* --- changing -------------------------------------------------------------------------------- */

/* The audit row and the mail to whom it concerns. */
static enum rc tell(struct db *db, struct arena *arena, const struct company_member *member,
        const char *action, const char *event, int64_t actor_id, int64_t now)
{
	const char *detail = arena_format(arena, "account %lld%s%s%s", (long long)member->account_id,
	        member->owner ? " owner" : "", text_empty(member->rights) ? "" : " ", member->rights);
	if (!detail)
		return RC_NO_MEMORY;
	enum rc rc = audit_add(db, actor_id, action, "company", member->company_id, detail, now);
	if (rc != RC_OK)
		return rc;
	return outbox_add(db, &(struct outbox_item){ .kind = "security",
	                              .account_id = member->account_id,
	                              .company_id = member->company_id,
	                              .detail = event,
	                              .lang = member->lang,
	                              .now = now });
}

/* Words in their order, each once, and none that we do not know. */
static const char *settle_rights(struct arena *arena, const char *rights)
{
	return company_rights_write(arena, company_rights_read(rights));
}

enum rc company_member_add(struct db *db, struct arena *arena, const struct company *company,
        int64_t account_id, bool owner, const char *rights, int64_t actor_id, int64_t now)
{
	struct room room;
	enum rc rc = db_one(db, arena, &find_room, DB_ARGS(company->id, account_id), &room);
	if (rc != RC_OK)
		return rc;
	if (room.members >= LIMIT_MEMBERS)
		return RC_TOO_LARGE;
	if (room.companies >= LIMIT_COMPANIES)
		return RC_LIMITED;
	struct company_member member = { .company_id = company->id,
		.account_id = account_id,
		.lang = room.lang,
		.owner = owner,
		.rights = settle_rights(arena, rights) };
	if (!member.rights)
		return RC_NO_MEMORY;
	rc = db_run(db, &add_member, DB_ARGS(company->id, account_id, owner, member.rights, now), NULL);
	if (rc != RC_OK)
		return rc;
	const char *action = actor_id == account_id ? "company.join" : "company.add";
	return tell(db, arena, &member, action, "company_joined", actor_id, now);
}

/* RC_INVALID if nobody else who can sign in is owner. */
static enum rc check_other_owner(struct db *db, int64_t company_id, int64_t account_id)
{
	struct number others;
	enum rc rc = db_one(db, NULL, &count_other_owners, DB_ARGS(company_id, account_id), &others);
	if (rc != RC_OK)
		return rc;
	return others.number > 0 ? RC_OK : RC_INVALID;
}

enum rc company_member_change(struct db *db, struct arena *arena, const struct company *company,
        const struct company_member *before, bool owner, const char *rights, int64_t actor_id, int64_t now)
{
	struct company_member member;
	enum rc rc = company_member_find(db, arena, company->id, before->account_id, &member);
	if (rc != RC_OK)
		return rc;
	if (member.owner != before->owner ||
	        company_rights_read(member.rights) != company_rights_read(before->rights))
		return RC_CONFLICT;
	if (member.owner && !owner)
		rc = check_other_owner(db, company->id, member.account_id);
	if (rc != RC_OK)
		return rc;
	if (member.owner == owner && company_rights_read(member.rights) == company_rights_read(rights))
		return RC_OK;
	const char *action = member.owner != owner ? "company.owner" : "company.rights";
	member.owner = owner;
	member.rights = settle_rights(arena, rights);
	if (!member.rights)
		return RC_NO_MEMORY;
	rc = db_run(db, &change_member, DB_ARGS(owner, member.rights, company->id, member.account_id), NULL);
	struct membership membership = company_member_membership(&member);
	if (rc == RC_OK)
		rc = company_invite_recheck(db, arena, company, member.account_id, &membership);
	return rc == RC_OK ? tell(db, arena, &member, action, "company_rights", actor_id, now) : rc;
}

/* What hangs on a membership besides its row. */
static enum rc end_membership(
        struct db *db, struct arena *arena, const struct company *company, int64_t account_id)
{
	const struct membership nothing = { 0 };
	enum rc rc = db_run(db, &remove_member, DB_ARGS(company->id, account_id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &stop_acting, DB_ARGS(account_id, company->id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &end_participation, DB_ARGS(account_id, company->id), NULL);
	return rc == RC_OK ? company_invite_recheck(db, arena, company, account_id, &nothing) : rc;
}

enum rc company_member_remove(struct db *db, struct arena *arena, const struct company *company,
        int64_t account_id, int64_t actor_id, int64_t now)
{
	struct company_member member;
	enum rc rc = company_member_find(db, arena, company->id, account_id, &member);
	if (rc == RC_OK && member.owner)
		rc = check_other_owner(db, company->id, account_id);
	if (rc == RC_OK)
		rc = end_membership(db, arena, company, account_id);
	if (rc != RC_OK)
		return rc;
	member.owner = false;
	member.rights = "";
	const char *action = actor_id == account_id ? "company.leave" : "company.remove";
	return tell(db, arena, &member, action, "company_left", actor_id, now);
}

enum rc company_member_tell_owners(
        struct db *db, struct arena *arena, const struct company *company, int64_t account_id, int64_t now)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_owners, DB_ARGS(company->id, account_id, LIMIT_MEMBERS), &rows);
	const struct company_member *owners = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = outbox_add(db, &(struct outbox_item){ .kind = "security",
		                            .account_id = owners[i].account_id,
		                            .company_id = company->id,
		                            .detail = "company_people",
		                            .lang = owners[i].lang,
		                            .now = now });
	return rc;
}

enum rc company_member_forget(
        struct db *db, struct arena *arena, int64_t account_id, int64_t actor_id, int64_t now)
{
	struct db_rows rows;
	enum rc rc = company_list_of(db, arena, account_id, &rows);
	const struct company *listed = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		struct company company;
		rc = company_lock(db, arena, listed[i].id, account_id, &company);
		if (rc == RC_OK)
			rc = end_membership(db, arena, &company, account_id);
		const char *detail = arena_format(arena, "account %lld", (long long)account_id);
		if (rc == RC_OK)
			rc = detail ? audit_add(db, actor_id, "company.remove", "company", company.id, detail,
			                      now)
			            : RC_NO_MEMORY;
	}
	return rc;
}
