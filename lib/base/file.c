/*
 * Reading a small file whole. A copy, not a mapping: the file may be cut short while we look at it.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fills `data` with exactly `length` bytes. A file that shrinks meanwhile is an error. */
static enum rc read_all(int fd, char *data, size_t length)
{
	for (size_t at = 0; at < length;) {
		ssize_t got = read(fd, data + at, length - at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return RC_IO;
		at += (size_t)got;
	}
	return RC_OK;
}

static enum rc read_open(struct arena *arena, int fd, size_t max, char **data, size_t *length)
{
	struct stat about;
	if (fstat(fd, &about) != 0)
		return RC_IO;
	if (!S_ISREG(about.st_mode)) {
		errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
		return RC_IO;
	}
	if ((uintmax_t)about.st_size > max)
		return RC_TOO_LARGE;

	*length = (size_t)about.st_size;
	*data = arena_alloc(arena, *length + 1);
	return *data ? read_all(fd, *data, *length) : RC_NO_MEMORY;
}

enum rc file_read(struct arena *arena, const char *path, size_t max, char **data, size_t *length)
{
	/* Without O_NONBLOCK a named pipe would hold us until somebody writes. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? RC_NOT_FOUND : RC_IO;
	enum rc rc = read_open(arena, fd, max, data, length);
	int reason = errno;
	close(fd);
	errno = reason;
	return rc;
}

enum rc file_write(int fd, const void *data, size_t length)
{
	for (const char *at = data; length > 0;) {
		ssize_t count = write(fd, at, length);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return RC_IO;
		at += count;
		length -= (size_t)count;
	}
	return RC_OK;
}
