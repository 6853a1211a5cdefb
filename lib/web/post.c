/* See post.h. */
#include "web/post.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/approval.h"
#include "domain/attempt.h"
#include "domain/outbox.h"
#include "io/mail.h"

/* RC_LIMITED when strangers caused too many mails to this address within the hour (RAT-02). A repeated try is
 * not counted anew. */
static enum rc count_stranger(const struct letter_desk *desk, const struct letter *letter, const char **why)
{
	if (letter->counted == NULL || letter->job->tries > 1)
		return RC_OK;
	const char *key = text_fold(desk->arena, letter->to);
	if (key == NULL)
		return RC_NO_MEMORY;
	int count;
	enum rc rc = attempt_count(desk->db, letter->counted, key, HOUR, desk->now, &count);
	if (rc != RC_OK || count <= LIMIT_MAILS_HOUR)
		return rc;
	*why = "too many mails to this address within the hour";
	return RC_LIMITED;
}

static enum rc deliver(const struct letter_desk *desk, const struct outbox_job *job, const char **why)
{
	struct letter letter;
	struct mail mail;
	enum rc rc = letter_address(desk, job, &letter, why);
	if (rc == RC_OK)
		rc = count_stranger(desk, &letter, why);
	if (rc == RC_OK)
		rc = letter_write(desk, &letter, &mail, why);
	return rc == RC_OK ? mail_send(desk->arena, desk->config, &mail, why) : rc;
}

static enum rc note_result(
        const struct letter_desk *desk, const struct outbox_job *job, enum rc result, const char *why)
{
	switch (result) {
	case RC_OK:
		log_info("mail %" PRId64 " %s: sent", job->id, job->kind);
		return outbox_sent(desk->db, job, desk->now);
	case RC_NOT_FOUND:
	case RC_LIMITED:
		log_info("mail %" PRId64 " %s: dropped: %s", job->id, job->kind, why);
		return outbox_drop(desk->db, job, why, desk->now);
	case RC_INVALID:
		log_error("mail %" PRId64 " %s: parked: %s", job->id, job->kind, why);
		return outbox_park(desk->db, desk->arena, job, why, desk->now);
	default:
		log_warn("mail %" PRId64 " %s: try %d failed: %s: %s", job->id, job->kind, (int)job->tries,
		        rc_text(result), why);
		return outbox_fail(desk->db, desk->arena, job, why, desk->now);
	}
}

enum rc post_one(const struct letter_desk *desk)
{
	struct outbox_job job;
	enum rc rc = outbox_claim(desk->db, desk->arena, desk->now, &job);
	if (rc != RC_OK)
		return rc;
	if (approval_is_open(&job))
		return approval_announce(desk->db, desk->arena, &job, desk->now);
	const char *why = "";
	rc = deliver(desk, &job, &why);
	return note_result(desk, &job, rc, why);
}
