/* See audience.h. */
#include "domain/audience.h"

#include "base/limits.h"
#include "base/text.h"

struct company_id {
	int64_t id;
};

struct member {
	int64_t id;
};

DB_QUERY(find_in_company,
        "SELECT m.account_id AS id FROM company_member m JOIN company k ON k.id = m.company_id"
        " WHERE m.company_id = ? AND m.account_id = ? AND k.state = 'active'",
        DB_ROW(struct member, id));
DB_QUERY(find_in_group,
        "SELECT account_id AS id FROM people_group_member WHERE group_id = ? AND account_id = ?",
        DB_ROW(struct member, id));
DB_QUERY(company_of_name,
        "SELECT id FROM company WHERE state = 'active' AND name_key = ? ORDER BY name_key, id LIMIT 2",
        DB_ROW(struct company_id, id));
DB_QUERY(company_of_number, "SELECT id FROM company WHERE id = ? AND state = 'active'",
        DB_ROW(struct company_id, id));

static const char *const audiences[] = { AUDIENCE_PUBLIC, AUDIENCE_SIGNED_IN, AUDIENCE_COMPANY,
	AUDIENCE_GROUP, AUDIENCE_STAFF };

const char *audience_at(size_t index)
{
	return index < LENGTH(audiences) ? audiences[index] : NULL;
}

bool audience_is_known(const char *word)
{
	for (size_t i = 0; i < LENGTH(audiences); i++)
		if (text_equal(audiences[i], word))
			return true;
	return false;
}

enum rc audience_belongs(
        struct db *db, const char *audience, int64_t audience_id, int64_t account_id, bool *belongs)
{
	bool company = text_equal(audience, AUDIENCE_COMPANY);
	struct member member;
	*belongs = false;
	if (account_id == 0 || (!company && !text_equal(audience, AUDIENCE_GROUP)))
		return RC_OK;
	enum rc rc = db_one(db, NULL, company ? &find_in_company : &find_in_group,
	        DB_ARGS(audience_id, account_id), &member);
	*belongs = rc == RC_OK;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc audience_find_company(struct db *db, struct arena *arena, const char *name, int64_t *id)
{
	struct company_id company;
	struct db_rows rows;
	int64_t number;
	if (text_number(name, &number) == RC_OK) {
		enum rc rc = db_one(db, arena, &company_of_number, DB_ARGS(number), &company);
		*id = rc == RC_OK ? company.id : 0;
		return rc;
	}
	const char *key = text_fold(arena, name);
	if (!key)
		return RC_NO_MEMORY;
	enum rc rc = db_all(db, arena, &company_of_name, DB_ARGS(key), &rows);
	if (rc != RC_OK)
		return rc;
	if (rows.count != 1)
		return rows.count == 0 ? RC_NOT_FOUND : RC_CONFLICT;
	*id = ((const struct company_id *)rows.items)->id;
	return RC_OK;
}
