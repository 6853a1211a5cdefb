/* See approval.h. */
#include "domain/approval.h"

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/account.h"

struct announcement {
	struct db *db;
	struct arena *arena;
	const struct outbox_job *job;
	int64_t now;
};

bool approval_is_open(const struct outbox_job *job)
{
	return text_equal(job->kind, "approval") && text_empty(job->detail);
}

static enum rc announce_to(const struct announcement *announcement, const char *role)
{
	const struct outbox_job *job = announcement->job;
	const char *waiting = arena_format(announcement->arena, "%lld", (long long)job->account_id);
	struct db_rows rows;
	if (waiting == NULL)
		return RC_NO_MEMORY;
	enum rc rc = account_list(announcement->db, announcement->arena, role, LIMIT_AGENTS, &rows);
	const struct account *staff = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		if (may(&staff[i], PERMISSION_PEOPLE))
			rc = outbox_add(announcement->db, &(struct outbox_item){ .kind = "approval",
			                                          .account_id = staff[i].id,
			                                          .detail = waiting,
			                                          .lang = staff[i].lang,
			                                          .now = announcement->now });
	return rc;
}

static enum rc announce(void *context)
{
	const struct announcement *announcement = context;
	enum rc rc = announce_to(announcement, "admin");
	if (rc == RC_OK)
		rc = announce_to(announcement, "agent");
	return rc == RC_OK ? outbox_drop(announcement->db, announcement->job, "one row for each of the staff",
	                             announcement->now)
	                   : rc;
}

enum rc approval_announce(struct db *db, struct arena *arena, const struct outbox_job *job, int64_t now)
{
	struct announcement announcement = { .db = db, .arena = arena, .job = job, .now = now };
	return db_transact(db, announce, &announcement);
}
