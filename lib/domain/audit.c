/* See audit.h. */
#include "domain/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"

#define ACTS 16 /* of one request that reach the log; there are hardly ever two */

/* Of the request at work: one process serves one at a time, as with log_request. */
static char origin[46];
static struct act {
	int64_t actor_id;
	char action[41], about[64];
} acts[ACTS];
static size_t act_count;

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
	audit_forget();
}

static bool is_for_log(const char *action)
{
	return !text_starts(action, "ticket.") && !strstr(action, "sign-in");
}

static void keep(int64_t actor_id, const char *action, const char *object, int64_t object_id)
{
	if (act_count == ACTS || !is_for_log(action))
		return;
	struct act *act = &acts[act_count++];
	act->actor_id = actor_id;
	(void)snprintf(act->action, sizeof(act->action), "%s", action);
	(void)snprintf(
	        act->about, sizeof(act->about), "%.40s=%" PRId64, *object ? object : "object", object_id);
}

void audit_log(void)
{
	for (size_t i = 0; i < act_count; i++)
		log_security(acts[i].action, acts[i].actor_id, origin, acts[i].about);
	audit_forget();
}

void audit_forget(void)
{
	act_count = 0;
}

enum rc audit_add(struct db *db, int64_t actor_id, const char *action, const char *object, int64_t object_id,
        const char *detail, int64_t now)
{
	struct db_done done;
	enum rc rc = db_run(db, &add_audit,
	        DB_ARGS(db_id_or_null(actor_id), action, object, db_id_or_null(object_id), detail, now),
	        &done);
	if (rc == RC_OK)
		keep(actor_id, action, object, object_id);
	if (rc != RC_OK || !*origin)
		return rc;
	return db_run(db, &add_origin, DB_ARGS(done.insert_id, db_id_or_null(actor_id), origin, now), NULL);
}
