/* File types by content: libmagic's opinion, believed only where it is on our list. */
#include "io/filetype.h"

#include <stddef.h>
#include <unistd.h>

#include <magic.h>

#include "base/log.h"
#include "base/rc.h"
#include "base/text.h"

#define HEAD    65536
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

/* Kept for the files of one message: a first look takes 7 ms, the rules 11 MB. */
static magic_t rules;

static magic_t open_rules(void)
{
	if (rules)
		return rules;
	rules = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR);
	if (rules && magic_load(rules, NULL) != 0) {
		log_warn("libmagic: %s", magic_error(rules));
		magic_close(rules);
		rules = NULL;
	}
	return rules;
}

const char *filetype_of(int fd)
{
	static char head[HEAD]; /* too large for the stack; a process looks at one file at a time */
	ssize_t length = pread(fd, head, sizeof(head), 0);
	if (length <= 0 || !open_rules())
		return UNKNOWN;
	const char *type = magic_buffer(rules, head, (size_t)length);
	for (size_t i = 0; type && i < LENGTH(known); i++)
		if (text_equal(type, known[i]))
			return known[i];
	return UNKNOWN;
}

void filetype_release(void)
{
	if (!rules)
		return;
	magic_close(rules);
	rules = NULL;
}

bool filetype_inline(const char *type)
{
	for (size_t i = 0; i < 4; i++)
		if (text_equal(type, known[i]))
			return true;
	return false;
}
