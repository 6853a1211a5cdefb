/*
 * portico worker: mail, what followers are told, search index, profile pictures, deletions that are due,
 * clean-up. Any number may run: rows are claimed, each step is small, and a worker that is killed leaves
 * nothing that the next one does not finish.
 */
#include <signal.h>
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "base/unicode.h"
#include "domain/attempt.h"
#include "domain/community.h"
#include "domain/company_invite.h"
#include "domain/device.h"
#include "domain/digest.h"
#include "domain/forum_category_edit.h"
#include "domain/suggestion_board.h"
#include "domain/gate.h"
#include "domain/audit_list.h"
#include "domain/heartbeat.h"
#include "domain/mail_token.h"
#include "domain/notice.h"
#include "domain/outbox.h"
#include "domain/person_erase.h"
#include "domain/picture.h"
#include "domain/search.h"
#include "domain/signin.h"
#include "domain/signin_step.h"
#include "domain/submission.h"
#include "io/confine.h"
#include "io/folder.h"
#include "io/mail.h"
#include "io/picture.h"
#include "mailer.h"
#include "tool.h"

#define POLL_MS       500
#define AWAY_MS       1000 /* between tries while the database is away */
#define BEAT_MS       10000
#define SWEEP_MS      30000
#define OPTIMIZE_MS   3600000
#define INDEX_AT_ONCE 20
#define COPY_AT_ONCE  1000
#define SWEEP_AT_ONCE 1000
#define LONGEST_RUN   (24 * 3600)

struct worker {
	struct tool *tool;
	struct mailer mailer;
	bool once;
	int64_t ends_ms; /* monotonic; 0: never */
	int64_t beat_ms, sweep_ms, optimize_ms;
};

static volatile sig_atomic_t stopping; /* set by the signal handler: the one way in */

static void stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

static void take_signals(void)
{
	struct sigaction action = { .sa_handler = stop };
	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGUSR1, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

static void rest(int ms)
{
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };
	if (!stopping)
		nanosleep(&left, NULL);
}

static bool is_over(const struct worker *worker)
{
	return stopping || unicode_broken() ||
	       (worker->ends_ms != 0 && time_monotonic_ms() >= worker->ends_ms);
}

static bool is_over_for_mailer(void *context)
{
	return is_over(context);
}

/* --- the work -------------------------------------------------------------------------------- */

static enum rc index_words(struct worker *worker, bool *worked)
{
	int done = 0;
	arena_reset(worker->tool->arena);
	enum rc rc = search_index_some(worker->tool->db, worker->tool->arena, INDEX_AT_ONCE, &done);
	*worked = *worked || done > 0;
	return rc;
}

static enum rc draw_pictures(struct worker *worker, bool *worked)
{
	while (!is_over(worker)) {
		arena_reset(worker->tool->arena);
		enum rc rc = picture_draw_one(worker->tool->db, worker->tool->arena, time_now());
		if (rc == RC_NOT_FOUND)
			return RC_OK;
		if (rc != RC_OK)
			return rc;
		*worked = true;
	}
	return RC_OK;
}

static enum rc delete_people(struct worker *worker, bool *worked)
{
	while (!is_over(worker)) {
		arena_reset(worker->tool->arena);
		enum rc rc = person_erase_due(worker->tool->db, worker->tool->arena, time_now());
		if (rc == RC_NOT_FOUND)
			return RC_OK;
		if (rc != RC_OK)
			return rc;
		*worked = true;
	}
	return RC_OK;
}

static enum rc tell_followers(struct worker *worker, bool *worked)
{
	struct tool *tool = worker->tool;
	while (!is_over(worker)) {
		int told;
		arena_reset(tool->arena);
		enum rc rc = community_tell_some(
		        tool->db, tool->arena, tool->config.default_zone, time_now(), &told);
		if (rc != RC_OK || told == 0)
			return rc;
		*worked = true;
	}
	return RC_OK;
}

static enum rc send_digests(struct worker *worker, bool *worked)
{
	while (!is_over(worker)) {
		arena_reset(worker->tool->arena);
		enum rc rc = digest_send_one(worker->tool->db, worker->tool->arena, time_now());
		if (rc == RC_NOT_FOUND)
			return RC_OK;
		if (rc != RC_OK)
			return rc;
		*worked = true;
	}
	return RC_OK;
}

/* What a category's change of audience leaves to do. */
static enum rc copy_audiences(struct worker *worker, bool *worked)
{
	bool copied = true;
	while (copied && !is_over(worker)) {
		arena_reset(worker->tool->arena);
		enum rc rc = forum_category_copy_audience(
		        worker->tool->db, worker->tool->arena, COPY_AT_ONCE, time_now(), &copied);
		if (rc != RC_OK)
			return rc;
		*worked = *worked || copied;
	}
	for (int moved = 1; moved > 0 && !is_over(worker);) {
		arena_reset(worker->tool->arena);
		enum rc rc = suggestion_board_settle(
		        worker->tool->db, worker->tool->arena, LIMIT_SETTLE, time_now(), &moved);
		if (rc != RC_OK)
			return rc;
		*worked = *worked || moved > 0;
	}
	return RC_OK;
}

/* True if it is time; the next time is then `pause` later. */
static bool is_time(int64_t *next_ms, int64_t pause)
{
	int64_t now = time_monotonic_ms();
	if (now < *next_ms)
		return false;
	*next_ms = now + pause;
	return true;
}

static enum rc beat(struct worker *worker)
{
	if (!is_time(&worker->beat_ms, BEAT_MS))
		return RC_OK;
	enum rc rc = heartbeat_beat(
	        worker->tool->db, HEARTBEAT_WORKER, worker->once ? "once" : "service", time_now());
	if (rc != RC_OK)
		worker->beat_ms = 0; /* nobody heard it: again with the next pass */
	return rc;
}

static enum rc sweep(struct worker *worker)
{
	static const struct {
		enum rc (*run)(struct db *db, int64_t before, int most, int64_t *done);
		int64_t age;
	} sweeps[] = {
		{ signin_sweep, 0 },
		{ token_sweep, 0 },
		{ submission_sweep, 2 * DAY },
		{ attempt_sweep, 2 * DAY },
		{ gate_sweep, 7 * DAY },
		{ signin_step_sweep, 0 },
		{ device_sweep, 400 * DAY },
		{ signup_sweep, 7 * DAY },
		{ company_invite_sweep, 30 * DAY },
		{ outbox_sweep, 30 * DAY },
		{ search_log_sweep, 400 * DAY },
		{ notice_sweep, 90 * DAY },
		{ digest_sweep, 30 * DAY },
		{ audit_origin_sweep, 365 * DAY },
	};
	if (!is_time(&worker->sweep_ms, SWEEP_MS))
		return RC_OK;
	for (size_t i = 0; i < LENGTH(sweeps); i++) {
		int64_t done;
		enum rc rc =
		        sweeps[i].run(worker->tool->db, time_now() - sweeps[i].age, SWEEP_AT_ONCE, &done);
		if (rc != RC_OK && rc != RC_RETRY)
			return rc;
	}
	return RC_OK;
}

static enum rc optimize(struct worker *worker)
{
	if (!is_time(&worker->optimize_ms, OPTIMIZE_MS))
		return RC_OK;
	arena_reset(worker->tool->arena);
	return search_optimize(worker->tool->db, worker->tool->arena, time_now());
}

static enum rc work(struct worker *worker, bool *worked)
{
	db_budget(worker->tool->db, 0);
	mailer_watch(&worker->mailer);
	enum rc rc = beat(worker);
	if (rc == RC_OK)
		rc = index_words(worker, worked);
	if (rc == RC_OK)
		rc = copy_audiences(worker, worked);
	if (rc == RC_OK)
		rc = tell_followers(worker, worked);
	if (rc == RC_OK)
		rc = send_digests(worker, worked);
	if (rc == RC_OK)
		rc = draw_pictures(worker, worked);
	if (rc == RC_OK)
		rc = delete_people(worker, worked);
	if (rc == RC_OK)
		rc = sweep(worker);
	if (rc == RC_OK)
		rc = optimize(worker);
	return rc;
}

/* --- the loop -------------------------------------------------------------------------------- */

/* A hand that died is not replaced by a confined worker: all leaves, and whoever minds the worker starts it
 * anew. */
static bool has_hands(const struct worker *worker)
{
	if (picture_hand_lives() && mail_hand_lives(&worker->tool->config))
		return true;
	if (!stopping)
		log_error("worker: a process that it works with has ended, so it ends too");
	return false;
}

static int run(struct worker *worker)
{
	enum rc rc = RC_OK;
	while (!is_over(worker)) {
		bool worked = false;
		if (!has_hands(worker)) {
			rc = RC_IO;
			break;
		}
		rc = work(worker, &worked);
		if (rc != RC_OK) {
			log_warn("worker: %s; next try in %d ms", rc_text(rc), AWAY_MS);
			if (worker->once)
				break;
			rest(AWAY_MS);
		} else if (!worked) {
			if (worker->once)
				break;
			rest(POLL_MS);
		}
	}
	if (worker->once)
		mailer_finish(&worker->mailer);
	mailer_stop(&worker->mailer);
	if (!worker->once)
		return has_hands(worker) || stopping ? DONE : FAILED;
	return rc == RC_OK && !worker->mailer.failed ? DONE : FAILED;
}

/* What it needs of processes and folders that it may not make later. */
static int make_ready(struct worker *worker)
{
	const struct config *config = &worker->tool->config;
	const char *mails = arena_format(worker->tool->keep, "%s/mail", config->state_dir);
	enum rc rc = picture_hand();
	if (rc == RC_OK)
		rc = mail_hand(config);
	if (rc == RC_OK && config->mail_transport == MAIL_FILE)
		rc = mails ? folder_make(mails, 0700) : RC_NO_MEMORY;
	return rc == RC_OK ? DONE : tool_failed(rc, "start");
}

/* From here on it may do what its work needs (PRC-02). */
static int shut_in(struct tool *tool)
{
	const struct config *config = &tool->config;
	unsigned needs = CONFINE_RUN | CONFINE_WORK;
	if (text_empty(config->db_socket))
		needs |= CONFINE_TCP;
	if (config->mail_transport == MAIL_FILE)
		needs |= CONFINE_MAIL_FILES;
	if (config->mail_transport == MAIL_SMTP)
		needs |= CONFINE_SMTP;
	confine_prepare(tool->db, needs);
	enum rc rc = confine(needs, -1);
	return rc == RC_OK ? DONE : tool_failed(rc, "start");
}

/* Templates and key, for the mails. */
static int open_mailer(struct worker *worker)
{
	struct mailer *mailer = &worker->mailer;
	*mailer = (struct mailer){
		.tool = worker->tool, .is_over = is_over_for_mailer, .context = worker, .once = worker->once
	};
	enum rc rc = secret_key_load(worker->tool->config.key_file, &mailer->key);
	if (rc != RC_OK)
		return tool_failed(rc, "key_file");
	rc = view_open(&worker->tool->config, NULL, &mailer->view);
	return rc == RC_OK ? DONE : tool_failed(rc, "templates");
}

int command_worker(struct tool *tool)
{
	static const struct option options[] = { { "once", no_argument, NULL, 'o' },
		{ "max-seconds", required_argument, NULL, 'm' }, { NULL, 0, NULL, 0 } };
	struct worker worker = { .tool = tool };
	long seconds = 0;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == 'o')
			worker.once = true;
		else if (option != 'm' || !tool_number(optarg, 1, LONGEST_RUN, &seconds))
			return MISUSED;
	}
	if (optind != tool->argc)
		return MISUSED;
	log_start("worker", tool->config.log_level);
	if (seconds > 0)
		worker.ends_ms = time_monotonic_ms() + seconds * 1000;
	int status = make_ready(&worker);
	take_signals();
	if (status == DONE)
		status = open_mailer(&worker);
	if (status == DONE)
		status = shut_in(tool);
	if (status != DONE)
		return status;
	status = run(&worker);
	mail_hand_stop();
	picture_hand_stop();
	view_close(worker.mailer.view);
	return status;
}
