/* Companies: rows of `company`. */
#include "domain/company.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/company_member.h"

/* clang-format off */
#define FACTS \
	"c.id, c.name, c.industry, c.state, c.billing_name, c.billing_address, c.billing_mail, c.tax_number, c.version," \
	" c.created_at, c.updated_at"
#define FACTS_ROW \
	id, name, industry, state, billing_name, billing_address, billing_mail, tax_number, version, created_at, updated_at
#define MEMBERS(more) "(SELECT COUNT(*) FROM company_member n WHERE n.company_id = c.id" more ")"

DB_QUERY(find_company,
	"SELECT " FACTS ", " MEMBERS("") " AS member_count, " MEMBERS(" AND n.owner") " AS owner_count, m.owner, m.rights"
	" FROM company c LEFT JOIN company_member m ON m.company_id = c.id AND m.account_id = ? WHERE c.id = ?",
	DB_ROW(struct company, FACTS_ROW, member_count, owner_count, owner, rights));

/* Subqueries, not joins: only the company is to be locked. */
DB_QUERY(lock_company,
	"SELECT " FACTS ", (SELECT m.owner FROM company_member m WHERE m.company_id = c.id AND m.account_id = ?) AS owner,"
	" (SELECT m.rights FROM company_member m WHERE m.company_id = c.id AND m.account_id = ?) AS rights"
	" FROM company c WHERE c.id = ? FOR UPDATE",
	DB_ROW(struct company, FACTS_ROW, owner, rights));

DB_QUERY(list_of_person,
	"SELECT " FACTS ", " MEMBERS("") " AS member_count, m.owner, m.rights"
	" FROM company_member m JOIN company c ON c.id = m.company_id WHERE m.account_id = ?"
	" ORDER BY c.name_key, c.id LIMIT ?",
	DB_ROW(struct company, FACTS_ROW, member_count, owner, rights));

DB_QUERY(list_sole,
	"SELECT c.id, c.name, c.state, " MEMBERS("") " AS member_count"
	" FROM company_member m JOIN company c ON c.id = m.company_id WHERE m.account_id = ? AND m.owner"
	" AND NOT EXISTS (SELECT 1 FROM company_member o JOIN account a ON a.id = o.account_id AND a.state = 'active'"
	" WHERE o.company_id = m.company_id AND o.owner AND o.account_id <> m.account_id)"
	" ORDER BY c.name_key, c.id LIMIT ?",
	DB_ROW(struct company, id, name, state, member_count));

DB_QUERY(lock_companies_of,
	"SELECT c.id FROM company_member m JOIN company c ON c.id = m.company_id WHERE m.account_id = ?"
	" ORDER BY c.id FOR UPDATE",
	DB_ROW(struct company, id));

DB_QUERY(add_company,
	"INSERT INTO company (name, name_key, industry, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
	DB_NO_ROW);
DB_QUERY(edit_company,
	"UPDATE company SET name = ?, name_key = ?, industry = ?, version = version + 1, updated_at = ? WHERE id = ?",
	DB_NO_ROW);
DB_QUERY(set_billing,
	"UPDATE company SET billing_name = ?, billing_address = ?, billing_mail = ?, tax_number = ?,"
	" version = version + 1, updated_at = ? WHERE id = ?",
	DB_NO_ROW);
DB_QUERY(set_company_state,
	"UPDATE company SET state = ?, version = version + 1, updated_at = ? WHERE id = ?",
	DB_NO_ROW);
DB_QUERY(act_for_himself, "UPDATE account SET acting_company_id = NULL, updated_at = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(act_for_company,
	"UPDATE account a JOIN company_member m ON m.account_id = a.id AND m.company_id = ?"
	" JOIN company c ON c.id = m.company_id AND c.state = 'active'"
	" SET a.acting_company_id = c.id, a.updated_at = ? WHERE a.id = ?",
	DB_NO_ROW);
DB_QUERY(check_acting,
	"SELECT m.company_id AS id FROM company_member m JOIN company c ON c.id = m.company_id AND c.state = 'active'"
	" WHERE m.account_id = ? AND m.company_id = ?",
	DB_ROW(struct company, id));
/* clang-format on */

struct membership company_membership(const struct company *company)
{
	bool counts = company->rights && text_equal(company->state, "active");
	return (struct membership){ .company_id = counts ? company->id : 0,
		.owner = counts && company->owner,
		.rights = company->rights };
}

enum rc company_find(struct db *db, struct arena *arena, int64_t id, int64_t who_id, struct company *company)
{
	return db_one(db, arena, &find_company, DB_ARGS(who_id, id), company);
}

enum rc company_lock(struct db *db, struct arena *arena, int64_t id, int64_t who_id, struct company *company)
{
	return db_one(db, arena, &lock_company, DB_ARGS(who_id, who_id, id), company);
}

enum rc company_create(struct db *db, struct arena *arena, const struct company_facts *facts,
        int64_t owner_id, int64_t actor_id, int64_t now, int64_t *id)
{
	const char *key = text_fold(arena, facts->name);
	if (!key)
		return RC_NO_MEMORY;
	struct db_done done;
	enum rc rc = db_run(db, &add_company, DB_ARGS(facts->name, key, facts->industry, now, now), &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	rc = audit_add(db, actor_id, "company.create", "company", *id, "", now);
	if (rc != RC_OK || owner_id == 0)
		return rc;
	const struct company made = { .id = *id, .state = "active" };
	return company_member_add(db, arena, &made, owner_id, true, "", actor_id, now);
}

enum rc company_edit(struct db *db, struct arena *arena, const struct company *company, int32_t version,
        const struct company_facts *facts, int64_t actor_id, int64_t now)
{
	if (company->version != version)
		return RC_CONFLICT;
	const char *key = text_fold(arena, facts->name);
	if (!key)
		return RC_NO_MEMORY;
	enum rc rc =
	        db_run(db, &edit_company, DB_ARGS(facts->name, key, facts->industry, now, company->id), NULL);
	return rc == RC_OK ? audit_add(db, actor_id, "company.edit", "company", company->id, "", now) : rc;
}

enum rc company_set_billing(struct db *db, const struct company *company, int32_t version,
        const struct company_billing *billing, int64_t actor_id, int64_t now)
{
	if (company->version != version)
		return RC_CONFLICT;
	enum rc rc = db_run(db, &set_billing,
	        DB_ARGS(billing->name, billing->address, billing->mail, billing->tax_number, now,
	                company->id),
	        NULL);
	return rc == RC_OK ? audit_add(db, actor_id, "company.billing", "company", company->id, "", now) : rc;
}

enum rc company_set_disabled(
        struct db *db, const struct company *company, bool disabled, int64_t actor_id, int64_t now)
{
	const char *state = disabled ? "disabled" : "active";
	if (text_equal(company->state, state))
		return RC_OK;
	enum rc rc = db_run(db, &set_company_state, DB_ARGS(state, now, company->id), NULL);
	const char *action = disabled ? "company.disable" : "company.enable";
	return rc == RC_OK ? audit_add(db, actor_id, action, "company", company->id, "", now) : rc;
}

/* --- of one person --------------------------------------------------------------------------- */

enum rc company_list_of(struct db *db, struct arena *arena, int64_t account_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_of_person, DB_ARGS(account_id, LIMIT_COMPANIES), rows);
}

enum rc company_lock_of(struct db *db, struct arena *arena, int64_t account_id)
{
	struct db_rows rows;
	return db_all(db, arena, &lock_companies_of, DB_ARGS(account_id), &rows);
}

enum rc company_list_sole(struct db *db, struct arena *arena, int64_t account_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_sole, DB_ARGS(account_id, LIMIT_COMPANIES), rows);
}

enum rc company_act(struct db *db, int64_t account_id, int64_t company_id, int64_t now)
{
	if (company_id == 0)
		return db_run(db, &act_for_himself, DB_ARGS(now, account_id), NULL);
	struct db_done done;
	enum rc rc = db_run(db, &act_for_company, DB_ARGS(company_id, now, account_id), &done);
	if (rc != RC_OK || done.affected > 0)
		return rc;
	/* the same choice within the same second changes no row */
	struct company company;
	return db_one(db, NULL, &check_acting, DB_ARGS(account_id, company_id), &company);
}
