/*
 * The parent's side: a file in memory goes in, a PNG comes out of a pipe. What the child does stands in
 * picture_draw.c.
 */
#include "io/picture.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "io/child.h"

#define PNG_BYTES ((size_t)512 << 10) /* more than any square of that side takes */
#define HEAD      12

bool picture_known(const void *data, size_t length)
{
	if (length < HEAD)
		return false;
	const char *head = data;
	return memcmp(head, "\x89PNG\r\n\x1a\n", 8) == 0 || memcmp(head, "\xff\xd8\xff", 3) == 0 ||
	       memcmp(head, "GIF87a", 6) == 0 || memcmp(head, "GIF89a", 6) == 0 ||
	       (memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0);
}

/* The picture as a file that the child reads; -1 on failure. */
static int put_away(const void *data, size_t length)
{
	int fd = memfd_create("picture", MFD_CLOEXEC);
	if (fd < 0)
		return -1;
	if (file_write(fd, data, length) == RC_OK && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	return -1;
}

/* All that comes out of the pipe. RC_INVALID if it is more than a PNG of ours can be. */
static enum rc read_out(int fd, char *out, size_t *length)
{
	*length = 0;
	for (;;) {
		ssize_t got = read(fd, out + *length, PNG_BYTES - *length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return RC_IO;
		if (got == 0)
			return *length > 0 ? RC_OK : RC_INVALID;
		*length += (size_t)got;
		if (*length == PNG_BYTES)
			return RC_INVALID;
	}
}

static enum rc run_child(int in, char *out, size_t *length)
{
	static const char *const args[] = { "portico", PICTURE_CHILD, NULL };
	struct child child = {
		.path = "/proc/self/exe", .args = args, .in = in, .secret = -1, .reads_out = true
	};
	if (child_start(&child) != RC_OK) {
		log_error("the process that draws pictures did not start: %s", strerror(errno));
		return RC_IO;
	}
	enum rc rc = read_out(child.out, out, length);
	enum rc ended = child_end(&child);
	if (rc == RC_OK && ended != RC_OK)
		rc = RC_INVALID; /* it refused, or a limit ended it */
	return rc == RC_OK && !picture_known(out, *length) ? RC_INVALID : rc;
}

enum rc picture_remake(struct arena *arena, const void *data, size_t length, const void **png, size_t *size)
{
	if (!picture_known(data, length) || length > LIMIT_PICTURE)
		return RC_INVALID;
	char *out = arena_alloc(arena, PNG_BYTES);
	if (out == NULL)
		return RC_NO_MEMORY;
	int in = put_away(data, length);
	if (in < 0)
		return RC_IO;
	enum rc rc = run_child(in, out, size);
	close(in);
	*png = out;
	return rc;
}
