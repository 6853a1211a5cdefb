/*
 * What a process may still ask of the kernel once it has started: a list of some forty system calls, by
 * seccomp. Whatever a hostile request makes of the process, it cannot start a program, trace another one,
 * talk to the network or change a file that is not its own; the attempt ends it, with a line in the log.
 *
 * The list follows from what the process is for and from the settings: internet sockets are on it only where
 * database or mail server are reached by TCP. Nothing is taken back: children inherit the list, and may only
 * shorten it.
 */
#ifndef PORTICO_IO_CONFINE_H
#define PORTICO_IO_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"
#include "io/db.h"

/* What it is for, to be combined. */
enum confine_need {
	CONFINE_RUN = 1 << 0,          /* memory, time, reading files, unix sockets, the database */
	CONFINE_SERVE = 1 << 1,        /* answer requests */
	CONFINE_UPLOAD = 1 << 2,       /* nameless files in the spool, a child that looks at them */
	CONFINE_UPLOAD_NAMED = 1 << 3, /* the same where the file system knows no nameless files */
	CONFINE_PASSWORDS = 1 << 4,    /* the files of the password slots */
	CONFINE_TCP = 1 << 5,          /* internet sockets, host names */
	CONFINE_WORK = 1 << 6,         /* the worker: children that send mail, requests to its hands */
	CONFINE_MAIL_FILES = 1 << 7,   /* mail_transport = file */
	CONFINE_SMTP = 1 << 8,         /* mail_transport = smtp: TCP, TLS, threads that resolve names */
	CONFINE_HAND = 1 << 9,         /* start children that draw, and no more */
	CONFINE_DRAW = 1 << 10,        /* read a picture, write a picture */
	CONFINE_LOOK = 1 << 11,        /* judge a file's type */
};

/* The most calls that a web program or the worker is left with, TCP apart. */
#define CONFINE_MOST 40

/*
 * Loads what the libraries would load or ask for when first used, which the list no longer allows. To be
 * called before confine(), once; after it the process is no longer dumpable (PRC-04). `db` may be NULL.
 */
void confine_prepare(struct db *db, unsigned needs);

/*
 * From here on only what `needs` names; also sets no_new_privs. `slots` is the descriptor of the password
 * slots' folder, -1 without. RC_OK also where the kernel cannot do it: the log then warns, and the doctor
 * tells. RC_NO_MEMORY.
 */
enum rc confine(unsigned needs, int slots) MUST_USE;

/* True if this kernel can do it. Tries in a child; for the doctor. */
bool confine_works(void);

/* The names of the calls on the list, at most `most`; returns how many there are. For tests. */
size_t confine_calls(unsigned needs, const char **names, size_t most);

#endif
