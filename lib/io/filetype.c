/*
 * File types by content: libmagic's opinion, believed only where it is on our list. It looks at the file in a
 * process of its own: its rules take 11 MB that a worker would keep, and a file made to harm it has hold of a
 * process that can read, say a number and end.
 */
#include "io/filetype.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <magic.h>

#include "base/log.h"
#include "base/rc.h"
#include "base/text.h"
#include "io/confine.h"

#define HEAD    65536
#define SECONDS 2  /* for one look */
#define FIRST   64 /* exit status of the first known type: below is what a process that fails ends with */
#define UNKNOWN "application/octet-stream"

/* Types we serve as what they are. HTML, XML and SVG are missing on purpose: a browser could run what is in
 * them. */
static const char *const known[] = {
	"image/png",
	"image/jpeg",
	"image/gif",
	"image/webp",
	"application/pdf",
	"text/plain",
	"text/csv",
	"application/zip",
	"application/gzip",
	"application/x-7z-compressed",
	"application/msword",
	"application/vnd.ms-excel",
	"application/vnd.ms-powerpoint",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"application/vnd.oasis.opendocument.text",
	"application/vnd.oasis.opendocument.spreadsheet",
	"application/vnd.oasis.opendocument.presentation",
	"application/rtf",
	"video/mp4",
	"video/webm",
	"video/quicktime",
	"audio/mpeg",
	"audio/ogg",
	"audio/x-wav",
	"audio/mp4",
};

/* The type's place in the list, or where there is none, the first past it. */
static int judge(int fd)
{
	static char head[HEAD]; /* too large for the stack */
	ssize_t length = pread(fd, head, sizeof(head), 0);
	magic_t rules = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR);
	if (!rules || magic_load(rules, NULL) != 0)
		log_warn("libmagic: %s", rules ? magic_error(rules) : "no memory");
	const char *type = rules && length > 0 ? magic_buffer(rules, head, (size_t)length) : NULL;
	size_t place = 0;
	while (place < LENGTH(known) && !text_equal(type, known[place]))
		place++;
	return (int)place;
}

const char *filetype_of(int fd)
{
	pid_t child = fork();
	if (child == 0) {
		(void)alarm(SECONDS);
		_exit(confine(CONFINE_LOOK, -1) == RC_OK ? FIRST + judge(fd) : EXIT_FAILURE);
	}
	int status = 0;
	pid_t ended;
	do
		ended = child < 0 ? child : waitpid(child, &status, 0);
	while (ended < 0 && child > 0 && errno == EINTR);
	if (ended < 0 || !WIFEXITED(status)) {
		log_warn("a file's type was not found out");
		return UNKNOWN;
	}
	int place = WEXITSTATUS(status) - FIRST;
	return place >= 0 && place < (int)LENGTH(known) ? known[place] : UNKNOWN;
}

bool filetype_inline(const char *type)
{
	for (size_t i = 0; i < 4; i++)
		if (text_equal(type, known[i]))
			return true;
	return false;
}
