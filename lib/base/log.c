/*
 * The log. A line goes out in one write, so that lines of several processes never mix. errno is left as it
 * was.
 */
#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"

/* Static because every floor logs and a process has one standard error. */
static const char *log_program = "portico";
static enum log_level log_most = LOG_LEVEL_INFO;
static char log_id[64] = "-";

static const char *const level_names[] = {
	[LOG_LEVEL_ERROR] = "error",
	[LOG_LEVEL_WARN] = "warn",
	[LOG_LEVEL_INFO] = "info",
	[LOG_LEVEL_DEBUG] = "debug",
};

void log_start(const char *program, enum log_level level)
{
	assert(program && (unsigned)level < LENGTH(level_names));
	log_program = program;
	log_most = level;
}

/* Words of a line's head hold no space: a value from outside must not look like the next word. */
static void copy_word(char *word, size_t size, const char *value)
{
	if (text_empty(value))
		value = "-";
	size_t length = strnlen(value, size - 1);
	for (size_t i = 0; i < length; i++)
		word[i] = value[i] == ' ' || value[i] == '=' ? '?' : value[i];
	word[length] = '\0';
}

void log_request(const char *id)
{
	copy_word(log_id, sizeof(log_id), id);
}

bool log_wants(enum log_level level)
{
	return level <= log_most;
}

/* Control characters, also those of ISO 8859 that terminals obey, and malformed bytes become '?'. */
static size_t clean(char *line, size_t length)
{
	size_t kept = 0;
	for (size_t at = 0; at < length;) {
		uint32_t point;
		size_t size = text_next(line + at, length - at, &point);
		bool control = point < 0x20 || (point >= 0x7F && point <= 0x9F);
		if (control || (size == 1 && point >= 0x80)) {
			line[kept++] = '?';
		} else {
			memmove(line + kept, line + at, size);
			kept += size;
		}
		at += size;
	}
	return kept;
}

/* Bytes that snprintf put into `size`, given what it returned. */
static size_t written(int result, size_t size)
{
	if (result < 0)
		return 0;
	return (size_t)result < size ? (size_t)result : size - 1;
}

static void write_line(enum log_level level, const char *format, va_list values) PRINTF_LIKE(2, 0);

static void write_line(enum log_level level, const char *format, va_list values)
{
	int reason = errno;
	char line[LIMIT_LOG_LINE];
	const size_t size = sizeof(line) - 1; /* the line end comes last */

	struct timespec now;
	struct tm t;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &t);
	size_t length = written(snprintf(line, size, "%04d-%02d-%02dT%02d:%02d:%02dZ %s %s %s ",
	                                t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min,
	                                t.tm_sec, level_names[level], log_program, log_id),
	        size);
	length += written(vsnprintf(line + length, size - length, format, values), size - length);
	length = clean(line, length);
	line[length++] = '\n';

	/* Nobody is left to be told if this fails. */
	ssize_t done = write(STDERR_FILENO, line, length);
	(void)done;
	errno = reason;
}

#define WRITE_IF_WANTED(level, format)                                                                       \
	do {                                                                                                 \
		if (log_wants(level)) {                                                                      \
			va_list values;                                                                      \
			va_start(values, format);                                                            \
			write_line(level, format, values);                                                   \
			va_end(values);                                                                      \
		}                                                                                            \
	} while (0)

void log_error(const char *format, ...)
{
	WRITE_IF_WANTED(LOG_LEVEL_ERROR, format);
}

void log_warn(const char *format, ...)
{
	WRITE_IF_WANTED(LOG_LEVEL_WARN, format);
}

void log_info(const char *format, ...)
{
	WRITE_IF_WANTED(LOG_LEVEL_INFO, format);
}

void log_debug(const char *format, ...)
{
	WRITE_IF_WANTED(LOG_LEVEL_DEBUG, format);
}

void log_from_signal(const char *text)
{
	const char *words[] = { level_names[LOG_LEVEL_ERROR], " ", log_program, " ", log_id, " ", text,
		"\n" };
	struct iovec pieces[LENGTH(words)];
	for (size_t i = 0; i < LENGTH(words); i++)
		pieces[i] = (struct iovec){ (void *)(uintptr_t)words[i], strlen(words[i]) };
	ssize_t done = writev(STDERR_FILENO, pieces, LENGTH(pieces));
	(void)done; /* nobody is left to be told */
}

/* A line that no level drops. */
static void write_always(const char *format, ...) PRINTF_LIKE(1, 2);

static void write_always(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	write_line(LOG_LEVEL_WARN, format, values);
	va_end(values);
}

void log_security(const char *event, int64_t account_id, const char *address, const char *detail)
{
	char event_word[64], address_word[64];
	copy_word(event_word, sizeof(event_word), event);
	copy_word(address_word, sizeof(address_word), address);
	write_always("security %s account=%" PRId64 " ip=%s%s%s", event_word, account_id, address_word,
	        detail ? " " : "", detail ? detail : "");
}
