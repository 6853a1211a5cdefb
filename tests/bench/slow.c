/*
 * Clients that hold on to connections (tests/faults/hold.test.mjs):
 *
 *	slow PORT headers COUNT            a header that does not end, a line a second
 *	slow PORT bodies COUNT PATH        a form's body, some bytes a second
 *	slow PORT reads COUNT PATH         asks for PATH, four times in one, and reads a few bytes a second
 *
 * A connection that the server closes is opened again. Receive buffer and segments are small, as over a
 * network, so that what is not read stays with the server. Prints the number of open connections four times a
 * second and ends when standard input does.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST    4000
#define UNKEPT  25 /* one in so many asks past the page cache */
#define AT_ONCE 20 /* connections opened between two looks */
#define TICK_MS 10
#define BUFFER  2048
#define SEGMENT 1400
#define SIP     64 /* bytes read at once */

enum how { HEADERS, BODIES, READS };

struct slow {
	enum how how;
	int port, count;
	const char *path;
	struct pollfd sockets[MOST]; /* fd -1: closed */
	bool greeted[MOST];
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void open_one(struct slow *slow, int number)
{
	struct sockaddr_in server = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)slow->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), size = BUFFER,
	    segment = SEGMENT;
	if (fd < 0)
		return;
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)) != 0 ||
	        setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof(segment)) != 0 ||
	        (connect(fd, (struct sockaddr *)&server, sizeof(server)) != 0 && errno != EINPROGRESS)) {
		close(fd);
		return;
	}
	slow->sockets[number] = (struct pollfd){ .fd = fd, .events = POLLOUT };
	slow->greeted[number] = false;
}

static void close_one(struct slow *slow, int number)
{
	close(slow->sockets[number].fd);
	slow->sockets[number].fd = -1;
}

/* False if the connection is broken. */
static bool say(struct slow *slow, int number, const char *text)
{
	ssize_t length = (ssize_t)strlen(text);
	return send(slow->sockets[number].fd, text, (size_t)length, MSG_NOSIGNAL) == length;
}

static bool greet(struct slow *slow, int number)
{
	char ask[1024], all[4 * sizeof(ask) + 1] = "";
	slow->sockets[number].events = slow->how == READS ? 0 : POLLIN;
	slow->greeted[number] = true;
	if (slow->how == HEADERS)
		return say(slow, number, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-First: 1\r\n");
	if (slow->how == BODIES) {
		(void)snprintf(ask, sizeof(ask),
		        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
		        "application/x-www-form-urlencoded\r\n"
		        "Content-Length: 100000\r\n\r\n",
		        slow->path);
		return say(slow, number, ask);
	}
	(void)snprintf(ask, sizeof(ask),
	        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n%s\r\n", slow->path,
	        number % UNKEPT == 0 ? "" : "X-Test-Cache: on\r\n");
	for (int i = 0; i < 4; i++)
		strcat(all, ask);
	return say(slow, number, all);
}

/* Once a second for each connection. */
static bool go_on(struct slow *slow, int number)
{
	char sip[SIP];
	if (slow->how == READS) {
		ssize_t count = recv(slow->sockets[number].fd, sip, sizeof(sip), 0);
		return count > 0 || (count < 0 && errno == EAGAIN);
	}
	return say(slow, number, slow->how == HEADERS ? "X-More: 1\r\n" : "a=1&");
}

static void open_some(struct slow *slow)
{
	int opened = 0;
	for (int i = 0; i < slow->count && opened < AT_ONCE; i++)
		if (slow->sockets[i].fd < 0) {
			open_one(slow, i);
			opened++;
		}
}

/* What the server said is thrown away; a connection that it closed counts as closed. */
static void look(struct slow *slow, int number)
{
	struct pollfd *one = &slow->sockets[number];
	char rest[BUFFER];
	bool fine = (one->revents & (POLLERR | POLLHUP)) == 0;
	if (fine && (one->revents & POLLIN))
		fine = recv(one->fd, rest, sizeof(rest), 0) > 0;
	if (fine && !slow->greeted[number] && (one->revents & POLLOUT))
		fine = greet(slow, number);
	if (!fine)
		close_one(slow, number);
}

static int tell(const struct slow *slow)
{
	int open = 0;
	for (int i = 0; i < slow->count; i++)
		open += slow->sockets[i].fd >= 0 && slow->greeted[i];
	return printf("%d\n", open) > 0 ? fflush(stdout) : EOF;
}

static bool is_asked_to_end(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	char byte;
	return poll(&input, 1, 0) > 0 && read(STDIN_FILENO, &byte, 1) <= 0;
}

static void run(struct slow *slow)
{
	int64_t told = 0, dropped = now_ms();
	while (!is_asked_to_end()) {
		open_some(slow);
		if (poll(slow->sockets, (nfds_t)slow->count, TICK_MS) > 0)
			for (int i = 0; i < slow->count; i++)
				if (slow->sockets[i].fd >= 0 && slow->sockets[i].revents)
					look(slow, i);
		bool drop = now_ms() - dropped >= 1000;
		for (int i = 0; drop && i < slow->count; i++)
			if (slow->sockets[i].fd >= 0 && slow->greeted[i] && !go_on(slow, i))
				close_one(slow, i);
		if (drop)
			dropped = now_ms();
		if (now_ms() - told >= 250) {
			told = now_ms();
			if (tell(slow) != 0)
				return;
		}
	}
}

int main(int argc, char **argv)
{
	static struct slow slow;
	static const char *const words[] = { [HEADERS] = "headers", [BODIES] = "bodies", [READS] = "reads" };
	int how = 0;
	while (argc >= 4 && how <= READS && strcmp(argv[2], words[how]) != 0)
		how++;
	if (argc < 4 || how > READS || (how != HEADERS && argc < 5)) {
		fprintf(stderr, "slow PORT headers|bodies|reads COUNT [PATH]\n");
		return 2;
	}
	slow.how = (enum how)how;
	slow.port = (int)strtol(argv[1], NULL, 10);
	slow.count = (int)strtol(argv[3], NULL, 10);
	slow.path = argc > 4 ? argv[4] : "/";
	if (slow.count < 1 || slow.count > MOST)
		return 2;
	for (int i = 0; i < slow.count; i++)
		slow.sockets[i].fd = -1;
	run(&slow);
	return 0;
}
