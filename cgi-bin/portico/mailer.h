/*
 * The worker's other half: a process of its own that sends the mails, so that a mail server that is slow or
 * away holds up nothing else. It is started by the worker, started again if it dies, and ends with it. Rows
 * of the outbox are claimed, so several of them never send one mail twice.
 */
#ifndef PORTICO_MAILER_H
#define PORTICO_MAILER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/secret.h"
#include "tool.h"
#include "web/view.h"

struct mailer {
	struct tool *tool;
	struct view *view;
	struct secret_key key;
	bool (*is_over)(void *context); /* asked in both processes */
	void *context;
	bool once; /* send what is due, then end */

	pid_t pid; /* 0: not running */
	int64_t next_ms;
	bool done, failed; /* of one that runs once */
};

/* Starts it unless it runs; notes if it has ended. Often. */
void mailer_watch(struct mailer *mailer);

/* Of one that runs once: waits for its end and sends what the worker has queued meanwhile. Returns early when
 * the worker is over. */
void mailer_finish(struct mailer *mailer);

/* Ends it: it may finish the mail it is at, for a few seconds. */
void mailer_stop(struct mailer *mailer);

#endif
