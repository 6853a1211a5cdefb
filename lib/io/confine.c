/*
 * The list of system calls, and its way into the kernel by libseccomp. The only file that includes seccomp.h.
 *
 * How far it reaches: the filter sees numbers and flags, not paths. Opening for writing is therefore allowed
 * by its flags alone: a nameless file (O_TMPFILE, to which no other call on the list could ever give a name),
 * the password slots with exactly the flags and the folder's descriptor that lib/io/password.c uses, and for
 * mail_transport = file a file that is written anew. Beyond these no program can change, cut, rename or
 * remove a file, whatever its path. What the slots' call could still reach, were it given an absolute path,
 * is said by the folders' modes and, under systemd, by ProtectSystem=strict.
 *
 * The call that is not on the list raises SIGSYS, whose handler writes one line and dies of the same signal.
 * Some calls that the C library tries for its own sake answer ENOSYS instead: it knows another way.
 */
#include "io/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"

#define RUN    CONFINE_RUN
#define SERVE  CONFINE_SERVE
#define UPLOAD (CONFINE_UPLOAD | CONFINE_UPLOAD_NAMED)
#define NAMED  CONFINE_UPLOAD_NAMED
#define SLOTS  CONFINE_PASSWORDS
#define TCP    (CONFINE_TCP | CONFINE_SMTP)
#define WORK   CONFINE_WORK
#define FILES  CONFINE_MAIL_FILES
#define SMTP   CONFINE_SMTP
#define HAND   CONFINE_HAND
#define DRAW   CONFINE_DRAW
#define LOOK   CONFINE_LOOK
#define HEAP   (RUN | HAND | DRAW | LOOK) /* what every process does */
#define FORKS  (UPLOAD | WORK | HAND)

#ifdef CONFINE_OFF /* by the Makefile: sanitizers ask the kernel for what they like */
#define CONFINE_ON false
#else
#define CONFINE_ON true
#endif

#define ANY 0
#define INT 0xFFFFFFFFu /* registers are wider than these arguments */
#define IS(argument, value)                                                                                  \
	{                                                                                                    \
		argument, SCMP_CMP_MASKED_EQ, INT, value                                                     \
	}
#define BITS(argument, mask, value)                                                                          \
	{                                                                                                    \
		argument, SCMP_CMP_MASKED_EQ, mask, value                                                    \
	}

#define OPEN_MASK (O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE | O_EXCL)
#define SLOT_OPEN (O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC)
#define FORK      (CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | SIGCHLD)
#define THREAD                                                                                               \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS |   \
	        CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)

struct entry {
	const char *name;
	unsigned needs; /* on the list for any of these */
	unsigned count; /* of conditions, all of which must hold */
	struct scmp_arg_cmp conditions[2];
};

/* clang-format off */
static const struct entry entries[] = {
	/* memory: nothing is both writable and executable, nothing becomes executable */
	{ "brk",             HEAP, ANY, { { 0 } } },
	{ "mmap",            HEAP, 1, { BITS(2, PROT_EXEC, 0) } },
	{ "mmap",            RUN, 1, { BITS(2, PROT_EXEC | PROT_WRITE, PROT_EXEC) } }, /* of a library: sign-in methods */
	{ "mprotect",        HEAP, 1, { BITS(2, PROT_EXEC, 0) } },
	{ "munmap",          HEAP, ANY, { { 0 } } },
	{ "madvise",         HEAP, ANY, { { 0 } } },
	{ "futex",           HEAP, ANY, { { 0 } } },
	{ "exit_group",      HEAP, ANY, { { 0 } } },

	/* time, signals, chance; some machines have no clock without a call */
	{ "clock_gettime",   RUN | LOOK | HAND, ANY, { { 0 } } },
	{ "gettimeofday",    RUN | LOOK | HAND, ANY, { { 0 } } },
	{ "clock_nanosleep", RUN, ANY, { { 0 } } },
	{ "rt_sigprocmask",  RUN | HAND, ANY, { { 0 } } },
	{ "rt_sigreturn",    HEAP, ANY, { { 0 } } },
	{ "restart_syscall", HEAP, ANY, { { 0 } } }, /* after SIGSTOP and SIGCONT */
	{ "getrandom",       RUN | LOOK, ANY, { { 0 } } },
	{ "getpid",          RUN, ANY, { { 0 } } },

	/* files */
	{ "read",            HEAP, ANY, { { 0 } } },
	{ "write",           HEAP, ANY, { { 0 } } },
	{ "close",           RUN | HAND | LOOK, ANY, { { 0 } } },
	{ "lseek",           RUN | LOOK, ANY, { { 0 } } },
	{ "fcntl",           RUN, ANY, { { 0 } } },
	{ "fstat",           RUN | LOOK, ANY, { { 0 } } },
	{ "newfstatat",      RUN | LOOK, ANY, { { 0 } } },
	{ "openat",          RUN | LOOK, 1, { BITS(2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY) } },
	{ "openat",          CONFINE_UPLOAD, 1, { BITS(2, OPEN_MASK, O_RDWR | O_TMPFILE) } },
	{ "openat",          NAMED, 1, { BITS(2, OPEN_MASK, O_RDWR | O_CREAT | O_EXCL) } },
	{ "unlink",          NAMED, ANY, { { 0 } } },
	{ "openat",          FILES, 1, { BITS(2, OPEN_MASK, O_WRONLY | O_CREAT | O_TRUNC) } },
	{ "rename",          FILES, ANY, { { 0 } } },
	{ "fsync",           FILES, ANY, { { 0 } } },
	{ "pread64",         UPLOAD | LOOK, ANY, { { 0 } } },
	{ "statfs",          UPLOAD, ANY, { { 0 } } },
	{ "flock",           SERVE | SLOTS, ANY, { { 0 } } },

	/* requests, and the database */
	{ "epoll_pwait",     SERVE, ANY, { { 0 } } },
	{ "accept",          SERVE, ANY, { { 0 } } },
	{ "writev",          SERVE, ANY, { { 0 } } },
	{ "poll",            RUN, ANY, { { 0 } } },
	{ "socket",          RUN, 1, { IS(0, AF_UNIX) } },
	{ "connect",         RUN, ANY, { { 0 } } },
	{ "shutdown",        RUN, ANY, { { 0 } } },
	{ "setsockopt",      RUN, ANY, { { 0 } } },
	{ "sendto",          RUN, ANY, { { 0 } } },
	{ "recvfrom",        RUN, ANY, { { 0 } } },

	/* children: fork alone, and for the worker's SMTP threads; neither new namespaces nor tracing */
	{ "clone",           FORKS, 1, { IS(0, FORK) } },
	{ "wait4",           FORKS, ANY, { { 0 } } },
	{ "alarm",           SERVE | UPLOAD | HAND, ANY, { { 0 } } },
	{ "kill",            WORK, ANY, { { 0 } } },
	{ "getppid",         WORK, ANY, { { 0 } } },
	{ "prctl",           WORK, 1, { IS(0, PR_SET_PDEATHSIG) } },
	{ "socketpair",      WORK, 1, { IS(0, AF_UNIX) } },
	{ "sendmsg",         WORK, ANY, { { 0 } } },
	{ "recvmsg",         HAND | TCP, ANY, { { 0 } } },
	{ "prctl",           HAND, 1, { IS(0, PR_SET_NO_NEW_PRIVS) } },
	{ "seccomp",         UPLOAD | HAND, ANY, { { 0 } } }, /* a child shortens its list */
	{ "prlimit64",       HAND, ANY, { { 0 } } },
	{ "dup2",            HAND, ANY, { { 0 } } },
	{ "close_range",     HAND, ANY, { { 0 } } },

	/* the internet: names, then a connection */
	{ "socket",          TCP, 1, { IS(0, AF_INET) } },
	{ "socket",          TCP, 1, { IS(0, AF_INET6) } },
	{ "socket",          TCP, 2, { IS(0, AF_NETLINK), IS(2, 0) } }, /* which addresses this machine has */
	{ "bind",            TCP, ANY, { { 0 } } },
	{ "getsockname",     TCP, ANY, { { 0 } } },
	{ "getpeername",     TCP, ANY, { { 0 } } },
	{ "getsockopt",      TCP, ANY, { { 0 } } },
	{ "sendmmsg",        TCP, ANY, { { 0 } } },
	{ "ioctl",           TCP, 1, { IS(1, FIONREAD) } }, /* of an answer about a name */
	{ "uname",           TCP, ANY, { { 0 } } },

	/* SMTP by libcurl: resolving in a thread, certificates from a folder */
	{ "clone",           SMTP, 1, { IS(0, THREAD) } },
	{ "exit",            SMTP, ANY, { { 0 } } },
	{ "gettid",          SMTP, ANY, { { 0 } } },
	{ "readlink",        SMTP, ANY, { { 0 } } },
	{ "getdents64",      SMTP, ANY, { { 0 } } },
	{ "sched_yield",     SMTP, ANY, { { 0 } } },
	{ "sysinfo",         SMTP, ANY, { { 0 } } },
};

/* Tried by the C library, which goes on without. */
static const char *const unknown[] = { "mremap", "clone3", "set_robust_list", "rseq", "access", "faccessat",
	"faccessat2" };

/* What an attack would ask for, by name in the log; the others by number. */
static const struct {
	int number;
	const char *name;
} notorious[] = {
	{ SYS_execve, " (execve)" }, { SYS_execveat, " (execveat)" }, { SYS_ptrace, " (ptrace)" },
	{ SYS_socket, " (socket)" }, { SYS_openat, " (openat)" }, { SYS_clone, " (clone)" }, { SYS_mmap, " (mmap)" },
	{ SYS_mprotect, " (mprotect)" }, { SYS_bind, " (bind)" }, { SYS_listen, " (listen)" }, { SYS_gettid, " (gettid)" },
	{ SYS_ioctl, " (ioctl)" }, { SYS_prctl, " (prctl)" }, { SYS_kill, " (kill)" }, { SYS_tgkill, " (tgkill)" },
};
/* clang-format on */

/* --- before ---------------------------------------------------------------------------------- */

static int by_nothing(const void *a, const void *b)
{
	(void)a;
	(void)b;
	return 0;
}

void confine_prepare(struct db *db, unsigned needs)
{
	char some[4096] = "";
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (needs & RUN) {
		zone_prepare();
		db_prepare(db);
	}
	qsort(some, sizeof(some), 1, by_nothing); /* it asks once how much memory there is */
}

/* --- afterwards ------------------------------------------------------------------------------ */

static const char *name_of(int number)
{
	for (size_t i = 0; i < LENGTH(notorious); i++)
		if (notorious[i].number == number)
			return notorious[i].name;
	return "";
}

/* SA_RESETHAND: the second time is the last. */
static void tell(int signal_number, siginfo_t *info, void *context)
{
	(void)signal_number;
	(void)context;
	log_error("confined: system call %d%s is not on this program's list; the process ends",
	        info->si_syscall, name_of(info->si_syscall));
	for (;;)
		(void)syscall(SYS_execve, NULL, NULL, NULL);
}

/* A child has its parent's handler, and no longer the right to say so. Static: a process has one list. */
static bool taken;

static bool take_signal(void)
{
	struct sigaction action = { .sa_sigaction = tell,
		.sa_flags = (int)(SA_SIGINFO | SA_RESETHAND | SA_NODEFER) };
	if (!taken)
		taken = sigemptyset(&action.sa_mask) == 0 && sigaction(SIGSYS, &action, NULL) == 0;
	return taken;
}

/* --- the list -------------------------------------------------------------------------------- */

/* The call's number here; below zero where this kind of processor has none, or only a younger one of another
 * name. */
static int number_of(const char *name)
{
	static const char *const elsewhere[][2] = { { "poll", "ppoll" }, { "dup2", "dup3" },
		{ "rename", "renameat" }, { "unlink", "unlinkat" }, { "readlink", "readlinkat" },
		{ "alarm", "setitimer" } };
	int number = seccomp_syscall_resolve_name(name);
	for (size_t i = 0; number < 0 && i < LENGTH(elsewhere); i++)
		if (text_equal(elsewhere[i][0], name))
			number = seccomp_syscall_resolve_name(elsewhere[i][1]);
	return number;
}

static int add_entries(scmp_filter_ctx filter, unsigned needs)
{
	int failed = 0;
	for (size_t i = 0; failed == 0 && i < LENGTH(entries); i++) {
		int number = entries[i].needs & needs ? number_of(entries[i].name) : -1;
		if (number >= 0)
			failed = seccomp_rule_add_array(
			        filter, SCMP_ACT_ALLOW, number, entries[i].count, entries[i].conditions);
	}
	return failed;
}

static int add_slots(scmp_filter_ctx filter, int slots)
{
	const struct scmp_arg_cmp conditions[] = { IS(0, (unsigned)slots), IS(2, SLOT_OPEN) };
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 2, conditions);
}

static int add_unknown(scmp_filter_ctx filter)
{
	int failed = 0;
	for (size_t i = 0; failed == 0 && i < LENGTH(unknown); i++) {
		int number = seccomp_syscall_resolve_name(unknown[i]);
		if (number >= 0)
			failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), number, 0);
	}
	return failed;
}

static int build(scmp_filter_ctx filter, unsigned needs, int slots)
{
	int failed = add_entries(filter, needs);
	if (failed == 0 && (needs & SLOTS) && slots >= 0)
		failed = add_slots(filter, slots);
	return failed == 0 ? add_unknown(filter) : failed;
}

/* libseccomp sets no_new_privs on the way; in a child it is set. */
static int load(scmp_filter_ctx filter)
{
	int failed = taken ? seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0) : 0;
	if (failed == 0 && !take_signal())
		failed = -errno;
	return failed == 0 ? seccomp_load(filter) : failed;
}

enum rc confine(unsigned needs, int slots)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
	if (!filter)
		return RC_NO_MEMORY;
	int failed = build(filter, needs, slots);
	if (failed == 0 && CONFINE_ON)
		failed = load(filter);
	seccomp_release(filter);
	if (failed != 0)
		log_warn("not confined: this kernel refuses the list of system calls (%d)", failed);
	return failed == -ENOMEM ? RC_NO_MEMORY : RC_OK;
}

/* A list of its own, which nobody hears of: getppid alone fails, in a way that it never does. */
static bool refuses_one(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	return filter && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EXDEV), SCMP_SYS(getppid), 0) == 0 &&
	       seccomp_load(filter) == 0 && syscall(SYS_getppid) == -1 && errno == EXDEV;
}

bool confine_works(void)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0)
		_exit(refuses_one() ? 0 : 1);
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

size_t confine_calls(unsigned needs, const char **names, size_t most)
{
	size_t count = 0;
	for (size_t i = 0; i < LENGTH(entries); i++) {
		bool known = !(entries[i].needs & needs);
		for (size_t j = 0; j < count && j < most && !known; j++)
			known = text_equal(names[j], entries[i].name);
		if (known)
			continue;
		if (count < most)
			names[count] = entries[i].name;
		count++;
	}
	return count;
}
