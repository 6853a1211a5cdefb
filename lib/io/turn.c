/*
 * See turn.h. The file is opened anew each time: processes that share an open file would share its lock. It
 * is made by turn_make, as a confined process opens files for reading alone; a lock needs no more.
 */
#include "io/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/time.h"

#define NAME_MOST 64
#define PAUSE_MS  20

/* The turn's file, or -1. */
static int open_file(const char *folder, const char *name)
{
	char file[NAME_MOST];
	int directory = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (directory < 0 && errno == ENOENT && mkdir(folder, S_IRWXU) == 0)
		directory = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (directory < 0)
		return -1;
	(void)snprintf(file, sizeof(file), "turn-%s", name);
	int fd = openat(directory, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		fd = openat(directory, file, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	int reason = errno;
	(void)close(directory);
	errno = reason;
	return fd;
}

static enum rc lock(int fd, int64_t patience_ms)
{
	static const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	int64_t deadline = time_monotonic_ms() + patience_ms;
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return RC_IO;
		if (time_monotonic_ms() >= deadline)
			return RC_LIMITED;
		(void)nanosleep(&pause, NULL); /* a signal only makes the pause shorter */
	}
	return RC_OK;
}

enum rc turn_make(const char *folder, const char *name)
{
	int fd = open_file(folder, name);
	if (fd < 0) {
		log_error("turn %s in %s: %s", name, folder, strerror(errno));
		return RC_IO;
	}
	(void)close(fd);
	return RC_OK;
}

enum rc turn_take(const char *folder, const char *name, int64_t patience_ms, int *turn)
{
	int fd = open_file(folder, name);
	enum rc rc = fd < 0 ? RC_IO : lock(fd, patience_ms);
	if (rc == RC_IO)
		log_error("turn %s in %s: %s", name, folder, strerror(errno));
	if (rc == RC_OK)
		*turn = fd;
	else if (fd >= 0)
		(void)close(fd);
	return rc;
}

void turn_end(int turn)
{
	(void)close(turn);
}
