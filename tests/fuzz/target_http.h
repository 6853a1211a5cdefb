/*
 * A worker's side of HTTP inside of a fuzz target.
 */
#ifndef PORTICO_FUZZ_TARGET_HTTP_H
#define PORTICO_FUZZ_TARGET_HTTP_H

#include <assert.h>
#include <signal.h>
#include <sys/prctl.h>

#include "io/http.h"

/* Starts it on standard input. What that does to a process is taken back: the fuzzer ends at a signal, has an
 * alarm clock of its own, and looks for leaks where a process with secrets lets nobody look. */
static inline struct http *start_http(void)
{
	struct http *http;
	struct sigaction leave, clock;
	sigset_t none;

	assert(sigaction(SIGTERM, NULL, &leave) == 0 && sigaction(SIGALRM, NULL, &clock) == 0);
	assert(sigemptyset(&none) == 0 && http_start(&http) == RC_OK);
	assert(sigaction(SIGTERM, &leave, NULL) == 0 && sigaction(SIGALRM, &clock, NULL) == 0);
	assert(sigprocmask(SIG_SETMASK, &none, NULL) == 0 && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
	return http;
}

#endif
