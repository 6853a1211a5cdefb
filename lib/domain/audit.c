/* See audit.h. */
#include "domain/audit.h"

#include <stdio.h>

/* Of the request at work: one process serves one at a time, as with log_request. */
static char origin[46];

DB_QUERY(add_audit,
        "INSERT INTO audit (actor_id, action, object, object_id, detail, created_at) VALUES (?, ?, ?, ?, ?, "
        "?)",
        DB_NO_ROW);

DB_QUERY(add_origin,
        "INSERT INTO audit_origin (audit_id, account_id, address, created_at) VALUES (?, ?, ?, ?)",
        DB_NO_ROW);

void audit_from(const char *address)
{
	(void)snprintf(origin, sizeof(origin), "%s", address ? address : "");
}

enum rc audit_add(struct db *db, int64_t actor_id, const char *action, const char *object, int64_t object_id,
        const char *detail, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &add_audit,
	        DB_ARGS(db_id_or_null(actor_id), action, object, db_id_or_null(object_id), detail, now),
	        &done);
	if (rc != RC_OK || !*origin)
		return rc;
	return db_run(db, &add_origin, DB_ARGS(done.insert_id, db_id_or_null(actor_id), origin, now), NULL);
}
