/* See audit.h. */
#include "domain/audit.h"

DB_QUERY(add_audit,
        "INSERT INTO audit (actor_id, action, object, object_id, detail, created_at) VALUES (?, ?, ?, ?, ?, "
        "?)",
        DB_NO_ROW);

enum rc audit_add(struct db *db, int64_t actor_id, const char *action, const char *object, int64_t object_id,
        const char *detail, int64_t now)
{
	return db_run(db, &add_audit,
	        DB_ARGS(db_id_or_null(actor_id), action, object, db_id_or_null(object_id), detail, now),
	        NULL);
}
