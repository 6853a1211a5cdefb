/* See factor_duty.h. */
#include "domain/factor_duty.h"

#include "base/text.h"
#include "domain/setting.h"

struct holder {
	const char *role;
	bool of_role; /* his staff role asks for it */
};

DB_QUERY(find_holder,
        "SELECT a.role, COALESCE(r.second_factor, FALSE) AS of_role FROM account a "
        "LEFT JOIN staff_role r ON r.id = a.role_id AND a.role = 'agent' WHERE a.id = ?",
        DB_ROW(struct holder, role, of_role));
DB_QUERY(end_factorless_holders,
        "DELETE s FROM account a JOIN session s ON s.account_id = a.id "
        "WHERE a.role_id = ? AND a.role = 'agent' AND a.totp_sealed IS NULL",
        DB_NO_ROW);
DB_QUERY(end_factorless_admins,
        "DELETE s FROM account a JOIN session s ON s.account_id = a.id "
        "WHERE a.role = 'admin' AND a.totp_sealed IS NULL",
        DB_NO_ROW);
DB_QUERY(end_factorless_customers,
        "DELETE s FROM account a JOIN session s ON s.account_id = a.id "
        "WHERE a.role = 'customer' AND a.state = 'active' AND a.totp_sealed IS NULL AND s.ticket_id IS NULL",
        DB_NO_ROW);

enum rc factor_duty_of(struct db *db, struct arena *arena, int64_t account_id, bool *duty)
{
	struct holder holder;
	struct settings settings = settings_default();
	enum rc rc = db_one(db, arena, &find_holder, DB_ARGS(account_id), &holder);
	if (rc == RC_OK)
		rc = settings_read(db, arena, &settings);
	if (rc == RC_OK)
		*duty = holder.of_role || (settings.factor_admins && text_equal(holder.role, "admin")) ||
		        (settings.factor_customers && text_equal(holder.role, "customer"));
	return rc;
}

enum rc factor_duty_role(struct db *db, int64_t role_id)
{
	return db_run(db, &end_factorless_holders, DB_ARGS(role_id), NULL);
}

enum rc factor_duty_admins(struct db *db)
{
	return db_run(db, &end_factorless_admins, DB_NO_ARGS, NULL);
}

enum rc factor_duty_customers(struct db *db)
{
	return db_run(db, &end_factorless_customers, DB_NO_ARGS, NULL);
}
