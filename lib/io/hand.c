/*
 * Each request has a socket pair of its own, one end of which goes to the hand: an asker that dies in the
 * middle leaves nothing behind that the next one would take for his. The last byte of an answer says whether
 * it is whole.
 */
#include "io/hand.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"

#define DONE   '+'
#define FAILED '-'

#define GRACE_SECONDS 5

union passed { /* room for one descriptor, aligned as the kernel wants it */
	struct cmsghdr head;
	char room[CMSG_SPACE(sizeof(int))];
};

/* --- in the hand ----------------------------------------------------------------------------- */

/* The next request's end; -1 when nobody is left to ask. */
static int take(int from)
{
	char mark;
	union passed passed = { .room = { 0 } };
	struct iovec piece = { &mark, 1 };
	struct msghdr message = {
		.msg_iov = &piece, .msg_iovlen = 1, .msg_control = &passed, .msg_controllen = sizeof(passed)
	};
	ssize_t got;
	do
		got = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	const struct cmsghdr *head = got == 1 ? CMSG_FIRSTHDR(&message) : NULL;
	int fd = -1;
	if (head && head->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(head), sizeof(fd));
	return fd;
}

/* It outlives a signal to all: what it is at is brought to its end, and then there is nobody who asks. */
static void stay(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	static const int signals[] = { SIGTERM, SIGINT, SIGUSR1, SIGPIPE };
	for (size_t i = 0; i < LENGTH(signals); i++)
		(void)sigaction(signals[i], &ignore, NULL);
}

static _Noreturn void serve(int from, hand_work *work, const void *context, void (*ready)(void))
{
	stay();
	if (ready)
		ready();
	for (int fd; (fd = take(from)) >= 0;) {
		char end = work(fd, context) ? DONE : FAILED;
		if (file_write(fd, &end, 1) != RC_OK)
			log_warn("nobody waited for what was asked of a hand");
		(void)close(fd);
	}
	_exit(0);
}

enum rc hand_start(struct hand *hand, hand_work *work, const void *context, void (*ready)(void))
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return RC_IO;
	pid_t pid = fork();
	if (pid == 0) {
		(void)close(ends[0]);
		serve(ends[1], work, context, ready);
	}
	int reason = errno;
	(void)close(ends[1]);
	if (pid < 0) {
		(void)close(ends[0]);
		errno = reason;
		return RC_IO;
	}
	*hand = (struct hand){ .fd = ends[0], .pid = pid };
	return RC_OK;
}

/* --- in the asker ---------------------------------------------------------------------------- */

static enum rc give(int hand, int fd)
{
	char mark = 0;
	union passed passed = { .room = { 0 } };
	struct iovec piece = { &mark, 1 };
	struct msghdr message = {
		.msg_iov = &piece, .msg_iovlen = 1, .msg_control = &passed, .msg_controllen = sizeof(passed)
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	*head = (struct cmsghdr){
		.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))
	};
	memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	ssize_t sent;
	do
		sent = sendmsg(hand, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent == 1 ? RC_OK : RC_IO;
}

/* All that comes, up to one byte more than there may be. */
static enum rc read_answer(int fd, char *answer, size_t size, size_t *got)
{
	char last = FAILED;
	*got = 0;
	for (;;) {
		char piece[16384];
		ssize_t count = read(fd, piece, sizeof(piece));
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return RC_IO;
		if (count == 0)
			break;
		if (*got + (size_t)count > size + 1)
			return RC_INVALID;
		last = piece[count - 1];
		size_t room = size - *got, fits = (size_t)count < room ? (size_t)count : room;
		if (fits > 0) /* nobody may have wished for an answer */
			memcpy(answer + *got, piece, fits);
		*got += (size_t)count;
	}
	if (*got == 0)
		return RC_IO; /* it went without a word */
	(*got)--;
	return last == DONE ? RC_OK : RC_INVALID;
}

/* A hand that has seen enough stops reading: what it answers counts. */
static enum rc send_all(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t count = send(fd, data, length, MSG_NOSIGNAL);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno == EPIPE || errno == ECONNRESET ? RC_OK : RC_IO;
		data += count;
		length -= (size_t)count;
	}
	return RC_OK;
}

bool hand_lives(const struct hand *hand)
{
	struct pollfd look = { .fd = hand->fd };
	return hand->fd > 0 && poll(&look, 1, 0) == 0;
}

enum rc hand_ask(
        const struct hand *hand, const void *data, size_t length, char *answer, size_t size, size_t *got)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return RC_IO;
	enum rc rc = give(hand->fd, ends[1]);
	(void)close(ends[1]);
	if (rc == RC_OK)
		rc = send_all(ends[0], data, length);
	if (rc == RC_OK && shutdown(ends[0], SHUT_WR) != 0)
		rc = RC_IO;
	if (rc == RC_OK)
		rc = read_answer(ends[0], answer, size, got);
	(void)close(ends[0]);
	return rc;
}

void hand_stop(struct hand *hand)
{
	const struct timespec nap = { .tv_nsec = 10000000 };
	if (hand->fd <= 0)
		return;
	(void)close(hand->fd);
	for (int i = 0; i < 100 * GRACE_SECONDS && waitpid(hand->pid, NULL, WNOHANG) == 0; i++)
		(void)nanosleep(&nap, NULL);
	*hand = (struct hand){ 0 };
}
