/*
 * What a confined process may not do ends it: each attempt is made in a child that carries the same list as a
 * web program, the worker, or the process that draws.
 */
#include "io/confine.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "claim.h"
#include "io/form.h"

#define WEB     (CONFINE_RUN | CONFINE_SERVE)
#define ACCOUNT (WEB | CONFINE_UPLOAD | CONFINE_PASSWORDS) /* the program that does most */
#define WORKER  (CONFINE_RUN | CONFINE_WORK | CONFINE_MAIL_FILES)
#define HANDS   (CONFINE_HAND | CONFINE_DRAW)

static char folder[] = "/tmp/portico-confine-XXXXXX";
static char present[64]; /* a file in it */

static int setup(void **state)
{
	(void)state;
#ifdef CONFINE_OFF
	printf("SKIP: sanitizers ask the kernel for more than the list allows\n");
	exit(77);
#endif
	log_start("test", LOG_LEVEL_ERROR);
	if (!confine_works()) {
		printf("SKIP: this kernel knows no list of system calls\n");
		exit(77);
	}
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(present, sizeof(present), "%s/present", folder);
	int fd = open(present, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	return fd >= 0 ? close(fd) : -1;
}

static int teardown(void **state)
{
	(void)state;
	(void)unlink(present);
	return rmdir(folder);
}

/* --- acts: 0 for done ------------------------------------------------------------------------- */

static int start_program(void)
{
	char name[] = "true";
	char *const arguments[] = { name, NULL };
	return execv("/bin/true", arguments);
}

static int start_by_descriptor(void)
{
	char name[] = "true";
	char *const arguments[] = { name, NULL };
	return (int)syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, NULL, 0);
}

static int trace(void)
{
	return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int read_neighbour(void)
{
	return (int)syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0);
}

static int open_inet(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : -1;
}

static int open_inet6(void)
{
	return socket(AF_INET6, SOCK_DGRAM, 0) >= 0 ? 0 : -1;
}

static int open_packet(void)
{
	return socket(AF_PACKET, SOCK_RAW, 0) >= 0 ? 0 : -1;
}

static int open_unix(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : -1;
}

static int overwrite(void)
{
	return open(present, O_WRONLY | O_CLOEXEC) >= 0 ? 0 : -1;
}

static int cut_short(void)
{
	return open(present, O_RDONLY | O_TRUNC | O_CLOEXEC) >= 0 ? 0 : -1;
}

static int make_file(void)
{
	char path[80];
	snprintf(path, sizeof(path), "%s/new", folder);
	return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) >= 0 ? 0 : -1;
}

static bool remove_new(void)
{
	char path[80];
	snprintf(path, sizeof(path), "%s/new", folder);
	return unlink(path) == 0;
}

static int remove_file(void)
{
	return unlink(present);
}

static int open_mode(void)
{
	return chmod(present, 0666);
}

static int read_file(void)
{
	return open(present, O_RDONLY | O_CLOEXEC) >= 0 ? 0 : -1;
}

static int make_nameless(void)
{
	return form_spool_nameless(folder) ? 0 : -1;
}

static int map_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
	                       MAP_FAILED
	               ? 0
	               : -1;
}

static int make_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static int leave_namespace(void)
{
	return unshare(CLONE_NEWUSER);
}

static int listen_somewhere(void)
{
	return listen(0, 1);
}

static int become_dumpable(void)
{
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static int breed(void)
{
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	return child > 0 && waitpid(child, NULL, 0) == child ? 0 : -1;
}

static int child_starts_program(void)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0)
		_exit(start_program());
	return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
	                       WTERMSIG(status) == SIGSYS
	               ? 0
	               : -1;
}

/* --- trying ----------------------------------------------------------------------------------- */

enum end { DONE, REFUSED, KILLED };

/* How a child ends that confines itself so and then does it. What it says goes nowhere. */
static enum end end_of(unsigned needs, int (*act)(void))
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);
		if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
			_exit(2);
		confine_prepare(NULL, needs);
		_exit(confine(needs, -1) == RC_OK && act() == 0 ? 0 : 1);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGSYS);
		return KILLED;
	}
	return WEXITSTATUS(status) == 0 ? DONE : REFUSED;
}

struct attempt {
	const char *what;
	int (*act)(void);
};

static const struct attempt attacks[] = {
	{ "start a program", start_program },
	{ "start a program by its descriptor", start_by_descriptor },
	{ "be traced", trace },
	{ "read another process", read_neighbour },
	{ "open an internet socket", open_inet },
	{ "open an IPv6 socket", open_inet6 },
	{ "open a packet socket", open_packet },
	{ "write into a file", overwrite },
	{ "cut a file short", cut_short },
	{ "make a file", make_file },
	{ "remove a file", remove_file },
	{ "open a file to others", open_mode },
	{ "map memory that is written and run", map_code },
	{ "make memory run", make_code },
	{ "leave for a namespace of its own", leave_namespace },
	{ "listen", listen_somewhere },
	{ "become dumpable", become_dumpable },
};

static void nothing_of_an_attack_passes(void **state)
{
	static const unsigned lists[] = { WEB, ACCOUNT, WORKER, HANDS, CONFINE_DRAW, CONFINE_LOOK };
	(void)state;
	for (size_t i = 0; i < LENGTH(lists); i++)
		for (size_t j = 0; j < LENGTH(attacks); j++)
			if (end_of(lists[i], attacks[j].act) != KILLED)
				fail_msg("list %#x: it could %s", lists[i], attacks[j].what);
}

/* Unconfined, an attempt is done or refused: the test sees the list at work, and nothing else. */
static void the_attempts_are_not_deadly_by_themselves(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(attacks); i++) {
		int status = 0;
		pid_t child = fork();
		if (child == 0) {
			(void)attacks[i].act();
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (WIFSIGNALED(status))
			fail_msg("%s: killed by %d without a list", attacks[i].what, WTERMSIG(status));
	}
	assert_int_equal(close(open(present, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)), 0);
	assert_true(remove_new());
}

static void what_is_needed_goes(void **state)
{
	(void)state;
	assert_int_equal(end_of(WEB, read_file), DONE);
	assert_int_equal(end_of(WEB, open_unix), DONE);
	assert_int_equal(end_of(WEB, make_nameless), KILLED);
	assert_int_equal(end_of(WEB, breed), KILLED);
	assert_int_equal(end_of(ACCOUNT, make_nameless), DONE);
	assert_int_equal(end_of(ACCOUNT, breed), DONE);
	assert_int_equal(end_of(WORKER, breed), DONE);
	assert_int_equal(end_of(HANDS, breed), DONE);
}

static void the_one_that_draws_has_hardly_anything(void **state)
{
	(void)state;
	assert_int_equal(end_of(CONFINE_DRAW, open_unix), KILLED);
	assert_int_equal(end_of(CONFINE_DRAW, read_file), KILLED);
	assert_int_equal(end_of(CONFINE_DRAW, breed), KILLED);
	assert_int_equal(end_of(CONFINE_LOOK, open_unix), KILLED);
	assert_int_equal(end_of(CONFINE_LOOK, breed), KILLED);
	assert_int_equal(end_of(CONFINE_LOOK, read_file), DONE);
}

static void the_internet_is_there_where_the_settings_need_it(void **state)
{
	(void)state;
	assert_int_equal(end_of(WEB | CONFINE_TCP, open_inet), DONE);
	assert_int_equal(end_of(WEB | CONFINE_TCP, open_packet), KILLED);
	assert_int_equal(end_of(WORKER | CONFINE_SMTP, open_inet), DONE);
	assert_int_equal(end_of(WORKER | CONFINE_SMTP, start_program), KILLED);
}

static void children_inherit_the_list(void **state)
{
	(void)state;
	assert_int_equal(end_of(ACCOUNT, child_starts_program), DONE);
}

static void the_lists_are_short(void **state)
{
	static const unsigned lists[] = { WEB, ACCOUNT, WORKER, HANDS, CONFINE_DRAW, CONFINE_LOOK };
	const char *names[128];
	(void)state;
	for (size_t i = 0; i < LENGTH(lists); i++) {
		size_t count = confine_calls(lists[i], names, LENGTH(names));
		if (count > CONFINE_MOST)
			fail_msg("list %#x has %zu calls", lists[i], count);
		for (size_t j = 0; j < count; j++)
			assert_false(text_starts(names[j], "exec") || text_equal(names[j], "ptrace"));
	}
	assert_true(confine_calls(CONFINE_DRAW, names, LENGTH(names)) <= 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("PRC-02: no attack's system call passes: it dies of SIGSYS",
		        nothing_of_an_attack_passes),
		CLAIM("PRC-02: no attack's system call passes: the attempts themselves kill nobody",
		        the_attempts_are_not_deadly_by_themselves),
		CLAIM("PRC-02: what each program needs goes", what_is_needed_goes),
		CLAIM("PRC-02: the processes that draw and look can neither open, start nor talk",
		        the_one_that_draws_has_hardly_anything),
		CLAIM("PRC-02: internet sockets only where database or mail need them",
		        the_internet_is_there_where_the_settings_need_it),
		CLAIM("PRC-02: children inherit the list", children_inherit_the_list),
		CLAIM("PRC-02: forty calls at most", the_lists_are_short),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
