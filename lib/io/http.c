/*
 * FastCGI by libfcgi's re-entrant interface, or plain CGI by environment and pipes.
 *
 * The listening socket is non-blocking and waited for with epoll_pwait, the only place where SIGTERM and
 * SIGUSR1 may arrive: a signal can neither cut a request short nor be lost between a test and a wait. A
 * connection wakes one worker only; should that one be killed before it takes it, another finds it within a
 * second.
 *
 * SIGALRM comes only when a request hangs. It ends the process: the parent starts another one.
 */
#include "io/http.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <fastcgi.h>
#include <fcgiapp.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"

#define RECORD_MOST 65528 /* bytes of a record: the most that is a multiple of 8 */
#define FILES_MAX   1024  /* libfcgi uses select(): no descriptor may pass FD_SETSIZE */
#define WEIGH_EVERY 64    /* requests between two looks at the memory */
#define LACK_MS     100   /* before a connection is tried again for which there was no descriptor */

struct http {
	bool plain;  /* CGI */
	bool open;   /* a request is being served */
	bool ended;  /* its answer has its end */
	int waiting; /* epoll of the listening socket */
	int64_t served;
	unsigned seconds; /* without a byte until a request hangs; 0: any */
	size_t left;      /* body bytes not read yet (CGI) */
	FCGX_Request request;
	char binary[PATH_MAX]; /* "" if unknown */
	struct timespec made;  /* its change time at the start */
	time_t looked;         /* when it was last compared */
};

static volatile sig_atomic_t asked_to_leave; /* set by signals only */

static void note_signal(int signal)
{
	(void)signal;
	asked_to_leave = 1;
}

static void end_hung(int signal)
{
	(void)signal;
	log_from_signal("http: this request hangs; the process ends, and another takes its place");
	_exit(EXIT_FAILURE);
}

static enum rc prepare_signals(void)
{
	struct sigaction leave = { .sa_handler = note_signal }, ignore = { .sa_handler = SIG_IGN };
	struct sigaction hung = { .sa_handler = end_hung };
	sigset_t blocked;
	if (sigemptyset(&blocked) != 0 || sigaddset(&blocked, SIGTERM) != 0 ||
	        sigaddset(&blocked, SIGUSR1) != 0 || sigprocmask(SIG_BLOCK, &blocked, NULL) != 0 ||
	        sigaction(SIGTERM, &leave, NULL) != 0 || sigaction(SIGUSR1, &leave, NULL) != 0 ||
	        sigaction(SIGPIPE, &ignore, NULL) != 0 || sigaction(SIGALRM, &hung, NULL) != 0)
		return RC_IO;
	return RC_OK;
}

/* Private files, few descriptors, no core dumps that hold secrets (PRC-04). */
static enum rc prepare_process(void)
{
	(void)umask(077);
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return RC_IO;
	if (files.rlim_cur > FILES_MAX) {
		files.rlim_cur = FILES_MAX;
		if (setrlimit(RLIMIT_NOFILE, &files) != 0)
			return RC_IO;
	}
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? RC_OK : RC_IO;
}

static void remember_binary(struct http *http)
{
	struct stat info;
	ssize_t length = readlink("/proc/self/exe", http->binary, sizeof(http->binary) - 1);
	if (length <= 0 || stat(http->binary, &info) != 0) {
		http->binary[0] = '\0';
		return;
	}
	http->binary[length] = '\0';
	http->made = info.st_mtim;
}

static bool watch_socket(struct http *http)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	http->waiting = epoll_create1(EPOLL_CLOEXEC);
	return http->waiting >= 0 && epoll_ctl(http->waiting, EPOLL_CTL_ADD, STDIN_FILENO, &event) == 0;
}

enum rc http_start(struct http **http)
{
	struct http *made = calloc(1, sizeof(*made));
	if (!made)
		return RC_NO_MEMORY;
	enum rc rc = prepare_process();
	if (rc == RC_OK)
		rc = prepare_signals();
	made->plain = FCGX_IsCGI() != 0;
	if (rc == RC_OK && !made->plain) {
		int flags = fcntl(STDIN_FILENO, F_GETFL);
		bool ready = flags >= 0 && fcntl(STDIN_FILENO, F_SETFL, flags | O_NONBLOCK) == 0 &&
		             watch_socket(made) && FCGX_Init() == 0 &&
		             FCGX_InitRequest(&made->request, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR) == 0;
		rc = ready ? RC_OK : RC_IO;
		remember_binary(made);
	}
	if (rc != RC_OK) {
		log_error("http: cannot start: %s", strerror(errno));
		free(made);
		return rc;
	}
	*http = made;
	return RC_OK;
}

/* A new program was installed over this one: leave, so that the parent starts it. Asked at most once a
 * second. */
static bool was_replaced(struct http *http)
{
	struct stat info;
	time_t now = time(NULL);
	if (http->binary[0] == '\0' || now == http->looked)
		return false;
	http->looked = now;
	if (stat(http->binary, &info) != 0)
		return false; /* between remove and rename: look again later */
	return info.st_mtim.tv_sec != http->made.tv_sec || info.st_mtim.tv_nsec != http->made.tv_nsec;
}

static bool has_connection(void)
{
	struct pollfd socket = { .fd = STDIN_FILENO, .events = POLLIN };
	return poll(&socket, 1, 0) > 0;
}

/* Waits until the socket has a connection; false when asked to leave. */
static bool wait_for_connection(struct http *http)
{
	sigset_t open;
	if (sigprocmask(SIG_SETMASK, NULL, &open) != 0 || sigdelset(&open, SIGTERM) != 0 ||
	        sigdelset(&open, SIGUSR1) != 0)
		return false;
	while (!asked_to_leave && !was_replaced(http)) {
		struct epoll_event event;
		int ready = epoll_pwait(http->waiting, &event, 1, 1000, &open);
		if (ready > 0 || (ready == 0 && has_connection()))
			return !asked_to_leave;
		if (ready < 0 && errno != EINTR)
			return false;
	}
	return false;
}

static bool accept_plain(struct http *http)
{
	if (http->served > 0)
		return false;
	const char *length = getenv("CONTENT_LENGTH");
	int64_t bytes;
	http->left = length && text_number(length, &bytes) == RC_OK && bytes > 0 ? (size_t)bytes : 0;
	return true;
}

/* The request goes on: it has its time anew. */
static void goes_on(const struct http *http)
{
	if (http->seconds > 0)
		(void)alarm(http->seconds);
}

static bool accept_fastcgi(struct http *http)
{
	while (wait_for_connection(http)) {
		goes_on(http); /* a client may connect and never say what it wants */
		errno = 0;
		if (FCGX_Accept_r(&http->request) >= 0)
			return true; /* else another worker took it, or the client left */
		bool lacking = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
		(void)alarm(0);
		if (lacking) /* the connection waits on; it must not keep us busy meanwhile */
			(void)poll(NULL, 0, LACK_MS);
	}
	return false;
}

/* --- bounds of a process ------------------------------------------------------------------------ */

/* Siblings that started together serve alike: each leaves at another number. */
static bool has_served(const struct http *http, int64_t most)
{
	uint32_t spread = (uint32_t)getpid() * 2654435761u;
	return most > 0 && http->served >= most + spread % (most / 4 + 1);
}

/* Bytes of this process that it shares with no other; 0 if unknown. */
static int64_t own_memory(void)
{
	char text[128] = "", *at = text; /* pages: all, resident, shared, … */
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ssize_t length = read(fd, text, sizeof(text) - 1);
	(void)close(fd);
	if (length <= 0)
		return 0;
	(void)strtoll(at, &at, 10);
	int64_t resident = strtoll(at, &at, 10), shared = strtoll(at, &at, 10);
	return (resident - shared) * sysconf(_SC_PAGESIZE);
}

static bool has_grown(const struct http *http, int64_t most)
{
	return most > 0 && http->served % WEIGH_EVERY == WEIGH_EVERY - 1 && own_memory() > most;
}

bool http_accept(struct http *http, const struct http_bounds *bounds)
{
	static const struct http_bounds none;
	if (!bounds)
		bounds = &none;
	if (has_served(http, bounds->requests) || has_grown(http, bounds->memory))
		return false;
	http->seconds = http->plain ? 0 : bounds->seconds;
	if (!(http->plain ? accept_plain(http) : accept_fastcgi(http)))
		return false;
	http->open = true;
	http->served++;
	return true;
}

/* --- the exchange ------------------------------------------------------------------------------- */

const char *http_param(const struct http *http, const char *name)
{
	return http->plain ? getenv(name) : FCGX_GetParam(name, http->request.envp);
}

/* Past this it is the clock that was set. */
#define WAITED_MOST_MS 60000

int64_t http_waited_ms(const struct http *http)
{
	const char *sent = http->plain ? NULL : http_param(http, "PORTICO_SENT");
	struct timespec now;
	char *point, *end; /* "1763812345.123" */
	if (!sent || clock_gettime(CLOCK_REALTIME, &now) != 0)
		return 0;
	int64_t seconds = strtoll(sent, &point, 10);
	int64_t milliseconds = *point == '.' ? strtoll(point + 1, &end, 10) : -1;
	if (milliseconds < 0 || end != point + 4 || *end != '\0' || seconds < 0 || seconds > now.tv_sec)
		return 0;
	int64_t waited = (now.tv_sec - seconds) * 1000 + now.tv_nsec / 1000000 - milliseconds;
	return waited > 0 && waited < WAITED_MOST_MS ? waited : 0;
}

static enum rc read_plain(struct http *http, void *data, size_t size, size_t *got)
{
	if (size > http->left)
		size = http->left;
	ssize_t count;
	do {
		count = size ? read(STDIN_FILENO, data, size) : 0;
	} while (count < 0 && errno == EINTR);
	if (count < 0)
		return RC_IO;
	if (count == 0 && size > 0)
		return RC_IO; /* the server closed before all that it promised */
	*got = (size_t)count;
	http->left -= *got;
	return RC_OK;
}

enum rc http_read(struct http *http, void *data, size_t size, size_t *got)
{
	if (http->plain)
		return read_plain(http, data, size, got);
	int want = size > (1 << 20) ? 1 << 20 : (int)size;
	int count = FCGX_GetStr(data, want, http->request.in);
	if (count < 0 || FCGX_GetError(http->request.in) != 0)
		return RC_IO;
	goes_on(http);
	*got = (size_t)count;
	return RC_OK;
}

/* All of the pieces, however many calls it takes. */
static enum rc write_pieces(int fd, struct iovec *pieces, size_t count)
{
	size_t first = 0;
	while (first < count) {
		ssize_t written = writev(fd, pieces + first, (int)(count - first));
		if (written < 0 && errno != EINTR)
			return RC_IO;
		size_t done = written > 0 ? (size_t)written : 0;
		while (first < count && done >= pieces[first].iov_len)
			done -= pieces[first++].iov_len;
		if (first < count) {
			pieces[first].iov_base = (char *)pieces[first].iov_base + done;
			pieces[first].iov_len -= done;
		}
	}
	return RC_OK;
}

static FCGI_Header header_of(const FCGX_Request *request, unsigned char type, size_t length)
{
	return (FCGI_Header){ .version = FCGI_VERSION_1,
		.type = type,
		.requestIdB1 = (unsigned char)((unsigned)request->requestId >> 8),
		.requestIdB0 = (unsigned char)request->requestId,
		.contentLengthB1 = (unsigned char)(length >> 8),
		.contentLengthB0 = (unsigned char)length };
}

/* One record of the FastCGI specification, 3.3; with `last` those behind it that end the answer, 5.5.
 * libfcgi's own stream writes pieces of 8 KB and the end alone, each of which wakes the web server. */
static enum rc write_record(const FCGX_Request *request, const char *data, size_t length, bool last)
{
	FCGI_Header head = header_of(request, FCGI_STDOUT, length);
	struct {
		FCGI_Header no_more;
		FCGI_EndRequestRecord end;
	} end = { header_of(request, FCGI_STDOUT, 0),
		{ .header = header_of(request, FCGI_END_REQUEST, sizeof(FCGI_EndRequestBody)),
		        .body = { .protocolStatus = FCGI_REQUEST_COMPLETE } } };
	struct iovec pieces[] = { { &head, sizeof(head) }, { (void *)(uintptr_t)data, length },
		{ &end, sizeof(end) } };
	return write_pieces(request->ipcFd, pieces, last ? 3 : 2);
}

static enum rc write_records(struct http *http, const char *data, size_t length, bool last)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK && length > 0) {
		size_t piece = length > RECORD_MOST ? RECORD_MOST : length;
		rc = write_record(&http->request, data, piece, last && piece == length);
		goes_on(http);
		data += piece;
		length -= piece;
	}
	return rc;
}

enum rc http_write(struct http *http, const void *data, size_t length)
{
	return http->plain ? file_write(STDOUT_FILENO, data, length)
	                   : write_records(http, data, length, false);
}

enum rc http_send(struct http *http, const void *data, size_t length)
{
	if (http->plain)
		return file_write(STDOUT_FILENO, data, length);
	enum rc rc = write_records(http, data, length, true);
	http->ended = rc == RC_OK && length > 0;
	return rc;
}

/* Ends the answer unless it has ended, and closes the connection unless the web server keeps it. */
static void finish_fastcgi(struct http *http)
{
	FCGX_Request *request = &http->request;
	if (http->ended)
		FCGX_Free(request, !request->keepConnection || FCGX_GetError(request->in) != 0);
	else
		FCGX_Finish_r(request);
	http->ended = false;
}

void http_finish(struct http *http)
{
	if (!http->open)
		return;
	http->open = false;
	if (http->plain)
		return;
	finish_fastcgi(http);
	(void)alarm(0);
}

void http_stop(struct http *http)
{
	if (!http)
		return;
	http_finish(http);
	if (!http->plain) {
		FCGX_Free(&http->request, 1);
		close(http->waiting);
	}
	free(http);
}
