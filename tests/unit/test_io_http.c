/*
 * One exchange over FastCGI and over plain CGI, and the ways in which a program leaves. Each test forks a
 * program that answers with what it was asked; we speak FastCGI to it over a socket.
 */
#define _GNU_SOURCE 1
#include "claim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/time.h"
#include "io/http.h"

#define LEFT     0 /* exit status: http_accept answered false */
#define HUNG     1 /* it gave itself up */
#define NO_START 3

/* FastCGI record types */
enum record { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };

#define GROWN (128 << 20)

static struct sockaddr_un address;

/* --- the program ----------------------------------------------------------------------------- */

static void answer(struct http *http)
{
	char piece[1000], head[200];
	size_t got, total = 0;
	enum rc rc;

	while ((rc = http_read(http, piece, sizeof(piece), &got)) == RC_OK && got > 0)
		total += got;
	const char *method = http_param(http, "REQUEST_METHOD"), *missing = http_param(http, "NO_SUCH_NAME");
	const char *sent = http_param(http, "PORTICO_SENT");
	const char *nap = http_param(http, "NAP"), *grow = http_param(http, "GROW");
	if (nap != NULL)
		usleep(200000);
	for (volatile char *grown = grow != NULL ? malloc(GROWN) : NULL, *at = grown;
	        grown && at < grown + GROWN; at += 4096)
		*at = 1;
	while (http_param(http, "HANG") != NULL)
		(void)getppid();
	for (int i = 0; http_param(http, "STROLL") != NULL && i < 6; i++) {
		usleep(400000);
		(void)!http_write(http, "Step: 1\r\n", 9);
	}
	if (sent != NULL)
		total = (size_t)http_waited_ms(http);
	int length = snprintf(head, sizeof(head), "Status: 200 OK\r\n\r\n%s %zu %s%s.", method, total,
	        rc_text(rc), missing != NULL ? "?" : "");
	rc = http_write(http, head, (size_t)length);
	http_finish(http);
	(void)rc;
}

static void run_program(const struct http_bounds *bounds)
{
	struct http *http;

	log_start("test", LOG_LEVEL_ERROR);
	if (http_start(&http) != RC_OK)
		_exit(NO_START);
	while (http_accept(http, bounds))
		answer(http);
	http_stop(http);
	_exit(LEFT);
}

static pid_t start_bounded(struct http_bounds bounds)
{
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof(address.sun_path), "/tmp/portico-http-%ld", (long)getpid());
	(void)unlink(address.sun_path);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(listener, 16), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(listener, STDIN_FILENO);
		run_program(&bounds);
	}
	close(listener);
	return child;
}

static pid_t start(int64_t most)
{
	return start_bounded((struct http_bounds){ .requests = most });
}

/* Waits at most 5 s; -1 if it has not left with an exit status by then. */
static int leaves(pid_t child)
{
	int status = 0;

	for (int i = 0; i < 250; i++) {
		if (waitpid(child, &status, WNOHANG) == child) {
			(void)unlink(address.sun_path);
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		}
		usleep(20000);
	}
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return -1;
}

/* --- our side of FastCGI --------------------------------------------------------------------- */

static void send_record(int fd, enum record type, const void *data, size_t length)
{
	unsigned char head[8] = { 1, (unsigned char)type, 0, 1, (unsigned char)(length >> 8),
		(unsigned char)length, 0, 0 };

	assert_int_equal(write(fd, head, 8), 8);
	assert_int_equal(write(fd, data, length), length);
}

static size_t add_param(char *out, const char *name, const char *value)
{
	size_t name_length = strlen(name), value_length = strlen(value);

	out[0] = (char)name_length;
	out[1] = (char)value_length;
	memcpy(out + 2, name, name_length);
	memcpy(out + 2 + name_length, value, value_length);
	return 2 + name_length + value_length;
}

/* `how`: NULL, or a name the program looks for, with its value. */
static int ask_with(const char *method, const char *body, const char *how, const char *value)
{
	static const unsigned char begin[8] = { 0, 1, 0, 0, 0, 0, 0, 0 };
	char params[200];
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	send_record(fd, BEGIN, begin, sizeof(begin));
	size_t length = add_param(params, "REQUEST_METHOD", method);
	if (how != NULL)
		length += add_param(params + length, how, value);
	send_record(fd, PARAMS, params, length);
	send_record(fd, PARAMS, "", 0);
	if (*body != '\0')
		send_record(fd, STDIN, body, strlen(body));
	send_record(fd, STDIN, "", 0);
	return fd;
}

static int ask_for(const char *method, const char *body, const char *how)
{
	return ask_with(method, body, how, "1");
}

static int ask(const char *method, const char *body, bool slowly)
{
	return ask_for(method, body, slowly ? "NAP" : NULL);
}

static bool read_bytes(int fd, void *data, size_t length)
{
	for (char *at = data; length > 0;) {
		struct pollfd wait = { .fd = fd, .events = POLLIN };
		ssize_t count = poll(&wait, 1, 5000) > 0 ? read(fd, at, length) : -1;
		if (count <= 0)
			return false;
		at += count;
		length -= (size_t)count;
	}
	return true;
}

/* The text behind the response's headers; false if the response is not whole. */
static bool hear(int fd, char body[1000])
{
	unsigned char head[8];
	char all[2000], rest[70000];
	size_t used = 0;
	bool ended = false;

	while (!ended && read_bytes(fd, head, 8)) {
		size_t length = (size_t)head[4] << 8 | head[5];
		if (!read_bytes(fd, rest, length + head[6]))
			break;
		ended = head[1] == END;
		if (head[1] == STDOUT && used + length < sizeof(all)) {
			memcpy(all + used, rest, length);
			used += length;
		}
	}
	close(fd);
	all[used] = '\0';
	const char *text = strstr(all, "\r\n\r\n");
	snprintf(body, 1000, "%s", text != NULL ? text + 4 : "");
	return ended;
}

/* --- tests ----------------------------------------------------------------------------------- */

static void test_exchange(void **state)
{
	(void)state;
	char body[1000];
	pid_t child = start(3);

	assert_true(hear(ask("GET", "", false), body));
	assert_string_equal(body, "GET 0 ok.");
	assert_true(hear(ask("POST", "a=b", false), body));
	assert_string_equal(body, "POST 3 ok.");
	assert_true(hear(ask("PUT", "", false), body));
	assert_int_equal(leaves(child), LEFT);
}

static void test_cut_request(void **state)
{
	(void)state;
	static const unsigned char begin[8] = { 0, 1, 0, 0, 0, 0, 0, 0 };
	char body[1000];
	pid_t child = start(0);

	for (int i = 0; i < 3; i++) {
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);
		assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
		if (i > 0)
			send_record(fd, BEGIN, begin, sizeof(begin));
		if (i > 1)
			send_record(fd, PARAMS, "", 0);
		close(fd);
	}
	assert_true(hear(ask("GET", "", false), body));
	assert_string_equal(body, "GET 0 ok.");
	kill(child, SIGTERM);
	assert_int_equal(leaves(child), LEFT);
}

static void check_signal(int signal)
{
	char body[1000];
	pid_t child = start(0);

	assert_true(hear(ask("GET", "", false), body));
	kill(child, signal); /* while it waits */
	assert_int_equal(leaves(child), LEFT);

	child = start(0);
	int fd = ask("GET", "", true);
	usleep(100000);
	kill(child, signal); /* while it works */
	assert_true(hear(fd, body));
	assert_string_equal(body, "GET 0 ok.");
	assert_int_equal(leaves(child), LEFT);
}

static void test_signals(void **state)
{
	(void)state;
	check_signal(SIGTERM);
	check_signal(SIGUSR1);
}

/* A signal at any moment around a request neither cuts it nor gets lost. */
static void test_signals_at_any_moment(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 40; i++) {
		char body[1000];
		pid_t child = start(0);
		assert_true(hear(ask("GET", "", false), body));
		int fd = ask("GET", "", false);
		usleep(i * 20);
		kill(child, SIGTERM);
		(void)hear(fd, body);
		assert_true(body[0] == '\0' || strcmp(body, "GET 0 ok.") == 0);
		assert_int_equal(leaves(child), LEFT);
	}
}

static void test_new_binary(void **state)
{
	(void)state;
	const struct timespec now[2] = { { .tv_nsec = UTIME_NOW }, { .tv_nsec = UTIME_NOW } };
	char body[1000], path[1000];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	pid_t child = start(0);

	assert_true(length > 0);
	path[length] = '\0';
	assert_true(hear(ask("GET", "", false), body));
	assert_int_equal(utimensat(AT_FDCWD, path, now, 0), 0);
	assert_int_equal(leaves(child), LEFT);
}

static void test_reader_gone(void **state)
{
	(void)state;
	char body[1000];
	pid_t child = start(0);

	close(ask("GET", "", true));
	assert_true(hear(ask("GET", "", false), body));
	assert_string_equal(body, "GET 0 ok.");
	kill(child, SIGTERM);
	assert_int_equal(leaves(child), LEFT);
}

/* --- bounds of a process (PRC-05) --------------------------------------------------------------- */

static void test_many_requests(void **state)
{
	(void)state;
	char body[1000];
	pid_t child = start(40);
	int served = 0;

	/* up to a quarter more: the processes of a program do not leave at once */
	while (served <= 50 && kill(child, 0) == 0 && waitpid(child, NULL, WNOHANG) == 0) {
		if (!hear(ask("GET", "", false), body))
			break;
		served++;
		usleep(1000);
	}
	assert_in_range(served, 40, 50);
	(void)unlink(address.sun_path);
}

static void test_grown(void **state)
{
	(void)state;
	char body[1000];
	pid_t child = start_bounded((struct http_bounds){ .memory = GROWN / 2 });

	for (int i = 0; i < 130; i++)
		assert_true(hear(ask("GET", "", false), body));
	assert_true(hear(ask_for("GET", "", "GROW"), body));
	assert_string_equal(body, "GET 0 ok.");
	for (int i = 0; i < 60; i++)
		assert_true(hear(ask("GET", "", false), body));
	assert_int_equal(leaves(child), LEFT);
}

static void test_hung(void **state)
{
	(void)state;
	char body[1000];
	pid_t child = start_bounded((struct http_bounds){ .seconds = 1 });

	assert_true(hear(ask("GET", "", false), body));
	usleep(1200000); /* waiting for work is no hanging */
	assert_true(hear(ask("GET", "", false), body));
	assert_false(hear(ask_for("GET", "", "HANG"), body));
	assert_int_equal(leaves(child), HUNG);

	child = start_bounded((struct http_bounds){ .seconds = 1 });
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(leaves(child), HUNG);
	close(fd);
}

static void test_long_but_alive(void **state)
{
	(void)state;
	char body[1000];
	pid_t child = start_bounded((struct http_bounds){ .seconds = 1 });

	assert_true(hear(ask_for("GET", "", "STROLL"), body));
	assert_string_equal(body, "GET 0 ok.");
	kill(child, SIGTERM);
	assert_int_equal(leaves(child), LEFT);
}

static long waited(const char *sent)
{
	char body[1000];
	long milliseconds = -1;

	assert_true(hear(ask_with("GET", "", "PORTICO_SENT", sent), body));
	assert_int_equal(sscanf(body, "GET %ld ok.", &milliseconds), 1);
	return milliseconds;
}

static void test_waited(void **state)
{
	(void)state;
	static const char *const wrong[] = { "", "x", "5", "1763812345", "1763812345.", "1763812345.12",
		"1763812345.1234", "-1.000", "1763812345.-12", "99999999999999999999.000", "1763812345,123",
		"1.000" };
	char sent[40];
	pid_t child = start(0);
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	snprintf(sent, sizeof(sent), "%lld.%03ld", (long long)now.tv_sec - 5, now.tv_nsec / 1000000);
	assert_in_range(waited(sent), 5000, 7000);
	/* a clock that was set is no waiting */
	snprintf(sent, sizeof(sent), "%lld.000", (long long)now.tv_sec + 3600);
	assert_int_equal(waited(sent), 0);
	snprintf(sent, sizeof(sent), "%lld.000", (long long)now.tv_sec - 3600);
	assert_int_equal(waited(sent), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(waited(wrong[i]), 0);
	kill(child, SIGTERM);
	assert_int_equal(leaves(child), LEFT);
}

/* Plain CGI: standard input is no socket, the environment holds the request. */
static void check_plain(const char *promised, const char *body, const char *wanted)
{
	int in[2], out[2], status;
	char got[1000] = "";

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		setenv("REQUEST_METHOD", "POST", 1);
		setenv("CONTENT_LENGTH", promised, 1);
		run_program(NULL);
	}
	close(out[1]);
	close(in[0]);
	assert_int_equal(write(in[1], body, strlen(body)), strlen(body));
	close(in[1]);
	size_t used = 0;
	ssize_t count;
	while ((count = read(out[0], got + used, sizeof(got) - 1 - used)) > 0)
		used += (size_t)count;
	close(out[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == LEFT);
	assert_string_equal(got, wanted);
}

static void test_plain(void **state)
{
	(void)state;
	check_plain("3", "a=b", "Status: 200 OK\r\n\r\nPOST 3 ok.");
	check_plain("3", "a=b&c", "Status: 200 OK\r\n\r\nPOST 3 ok.");
	check_plain("", "", "Status: 200 OK\r\n\r\nPOST 0 ok.");
	check_plain("-1", "a", "Status: 200 OK\r\n\r\nPOST 0 ok.");
}

static void test_plain_cut(void **state)
{
	(void)state;
	char wanted[100];

	snprintf(wanted, sizeof(wanted), "Status: 200 OK\r\n\r\nPOST 2 %s.", rc_text(RC_IO));
	check_plain("3", "ab", wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("requests over FastCGI, and leaving after the last of a number", test_exchange),
		CLAIM("connections that break off do no harm", test_cut_request),
		CLAIM("SIGTERM and SIGUSR1: the request is finished, then the program leaves", test_signals),
		CLAIM("a signal at any moment is neither lost nor cuts an answer",
		        test_signals_at_any_moment),
		CLAIM("a new binary makes the program leave", test_new_binary),
		CLAIM("a reader who is gone does no harm", test_reader_gone),
		CLAIM("PRC-05: a process leaves after its requests, or some more", test_many_requests),
		CLAIM("PRC-05: a process that has grown leaves between two requests", test_grown),
		CLAIM("PRC-05: a process that hangs ends, in a request or before its first byte", test_hung),
		CLAIM("PRC-05: a long answer that goes on is not cut", test_long_but_alive),
		CLAIM("OVL-01: how long a request has waited is known, unless the clock was set",
		        test_waited),
		CLAIM("plain CGI serves its one request", test_plain),
		CLAIM("UPL-07: a body shorter than promised is an error", test_plain_cut),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
