/* See mailer.h. */
#include "mailer.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/time.h"
#include "version.h"
#include "web/post.h"

#define POLL_MS  500
#define AWAY_MS  1000 /* between tries while the database is away, and before one that died is replaced */
#define GRACE_MS 5000 /* for the mail that is on its way when all ends; a try that is cut off is repeated */

static void nap(int ms)
{
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };
	nanosleep(&left, NULL);
}

/* --- in the process that sends --------------------------------------------------------------- */

static enum rc send_due(struct mailer *mailer, struct tool *tool)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK && !mailer->is_over(mailer->context)) {
		arena_reset(tool->arena);
		db_budget(tool->db, 0);
		rc = post_one(&(struct letter_desk){ .config = &tool->config,
		        .key = &mailer->key,
		        .db = tool->db,
		        .view = mailer->view,
		        .arena = tool->arena,
		        .now = time_now() });
	}
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc send_all(struct mailer *mailer, struct tool *tool)
{
	enum rc rc;
	do {
		rc = send_due(mailer, tool);
		if (rc != RC_OK)
			log_warn("mails: %s; next try in %d ms", rc_text(rc), AWAY_MS);
		if (!mailer->once && !mailer->is_over(mailer->context))
			nap(rc == RC_OK ? POLL_MS : AWAY_MS);
	} while (!mailer->once && !mailer->is_over(mailer->context));
	return rc;
}

/* Its own connection: the worker's is neither used nor closed here, so the process leaves without tidying up.
 */
static void live(struct mailer *mailer, pid_t parent)
{
	struct tool own = *mailer->tool;
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)
		_exit(FAILED);
	enum rc rc = db_open(&own.config, &own.db);
	if (rc == RC_OK) {
		db_expect_schema(own.db, PORTICO_SCHEMA);
		rc = send_all(mailer, &own);
		db_close(own.db);
	}
	_exit(rc == RC_OK || !mailer->once ? DONE : FAILED);
}

/* --- in the worker --------------------------------------------------------------------------- */

static void start(struct mailer *mailer)
{
	pid_t parent = getpid(), pid = fork();
	mailer->next_ms = time_monotonic_ms() + AWAY_MS;
	if (pid == 0)
		live(mailer, parent);
	if (pid < 0)
		log_error("mails: no process for them: %s", strerror(errno));
	else
		mailer->pid = pid;
}

/* True once it has ended. */
static bool reap(struct mailer *mailer, int options)
{
	int status = 0;
	pid_t ended = waitpid(mailer->pid, &status, options);
	if (ended == 0 || (ended < 0 && errno == EINTR))
		return false;
	bool good = ended == mailer->pid && WIFEXITED(status) && WEXITSTATUS(status) == DONE;
	mailer->pid = 0;
	mailer->done = mailer->once;
	mailer->failed = !good;
	if (!good)
		log_warn("mails: their process ended with status %d", status);
	return true;
}

void mailer_watch(struct mailer *mailer)
{
	if (mailer->pid != 0 && !reap(mailer, WNOHANG))
		return;
	if (!mailer->done && time_monotonic_ms() >= mailer->next_ms)
		start(mailer);
}

static void wait_for_end(struct mailer *mailer)
{
	while (mailer->pid != 0 && !mailer->is_over(mailer->context) && !reap(mailer, WNOHANG))
		nap(10);
}

void mailer_finish(struct mailer *mailer)
{
	wait_for_end(mailer);
	if (mailer->failed || mailer->is_over(mailer->context))
		return;
	start(mailer);
	wait_for_end(mailer);
}

void mailer_stop(struct mailer *mailer)
{
	int64_t until = time_monotonic_ms() + GRACE_MS;
	if (mailer->pid == 0)
		return;
	(void)kill(mailer->pid, SIGTERM);
	while (!reap(mailer, WNOHANG) && time_monotonic_ms() < until)
		nap(10);
	if (mailer->pid == 0)
		return;
	(void)kill(mailer->pid, SIGKILL);
	while (!reap(mailer, 0))
		;
}
