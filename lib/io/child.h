/*
 * Running another program: found by an absolute path, started without a shell, with only the descriptors that
 * it is given.
 */
#ifndef PORTICO_IO_CHILD_H
#define PORTICO_IO_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/rc.h"

#define CHILD_SECRET 9 /* where the secret file appears in the child */

struct child {
	const char *path;        /* from child_find */
	const char *const *args; /* NULL-terminated, args[0] the name; NULL entries end it */
	int in;                  /* becomes standard input; -1: empty */
	int secret;              /* becomes descriptor CHILD_SECRET, /proc/self/fd/9; -1: none */
	bool reads_out;          /* a pipe from standard output; else it goes where ours goes */
	pid_t pid;
	int out; /* the pipe's end to read from, closed by child_end */
};

/* The first of these names that is an executable file in an absolute folder of PATH. RC_NOT_FOUND,
 * RC_NO_MEMORY. */
enum rc child_find(struct arena *arena, const char *const *names, const char **path) MUST_USE;

/* Starts it. RC_IO (errno tells). */
enum rc child_start(struct child *child) MUST_USE;

/* Closes the pipe and waits. RC_IO unless it ended with status 0. */
enum rc child_end(struct child *child) MUST_USE;

/* A file in memory that only we and a child can read, holding `text`; -1 on failure (errno tells). */
int child_secret(const char *text) MUST_USE;

#endif
