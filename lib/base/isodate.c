/* See isodate.h. */
#include "base/isodate.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

#define LATEST INT64_C(253402300799) /* 9999-12-31 */

/* Exactly `digits` ASCII digits at *at, which moves behind them. */
static bool read_digits(const char **at, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, ++*at) {
		if (**at < '0' || **at > '9')
			return false;
		*number = *number * 10 + (**at - '0');
	}
	return true;
}

static bool read_sign(const char **at, char sign)
{
	if (**at != sign)
		return false;
	++*at;
	return true;
}

static bool read_day(const char **at, struct tm *day)
{
	if (!read_digits(at, 4, &day->tm_year) || !read_sign(at, '-') || !read_digits(at, 2, &day->tm_mon) ||
	        !read_sign(at, '-') || !read_digits(at, 2, &day->tm_mday))
		return false;
	day->tm_year -= 1900;
	day->tm_mon--;
	return day->tm_year >= 70 && day->tm_mon >= 0 && day->tm_mon < 12 && day->tm_mday >= 1;
}

static bool read_clock(const char **at, struct tm *day)
{
	if (!read_digits(at, 2, &day->tm_hour) || !read_sign(at, ':') || !read_digits(at, 2, &day->tm_min))
		return false;
	if (read_sign(at, ':')) {
		if (!read_digits(at, 2, &day->tm_sec))
			return false;
		if (read_sign(at, '.') || read_sign(at, ','))
			*at += strspn(*at, "0123456789");
	}
	return day->tm_hour < 24 && day->tm_min < 60 && day->tm_sec <= 60;
}

/* Z, +03:30, +0330 or nothing; seconds east of Greenwich. */
static bool read_offset(const char **at, int64_t *offset)
{
	int hours, minutes;
	*offset = 0;
	if (**at == '\0' || read_sign(at, 'Z'))
		return true;
	bool west = **at == '-';
	if (!west && **at != '+')
		return false;
	++*at;
	if (!read_digits(at, 2, &hours))
		return false;
	(void)read_sign(at, ':');
	if (!read_digits(at, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*offset = (hours * 60 + minutes) * (west ? INT64_C(-60) : INT64_C(60));
	return true;
}

enum rc isodate_read(const char *text, int64_t *when)
{
	struct tm day = { 0 };
	int64_t offset = 0;
	const char *at = text;

	if (text_empty(text))
		return RC_INVALID;
	if (text_number(text, when) == RC_OK)
		return *when >= 0 && *when <= LATEST ? RC_OK : RC_INVALID;
	if (!read_day(&at, &day))
		return RC_INVALID;
	if (read_sign(&at, 'T') || read_sign(&at, ' '))
		if (!read_clock(&at, &day) || !read_offset(&at, &offset))
			return RC_INVALID;
	if (*at != '\0')
		return RC_INVALID;
	if (day.tm_sec == 60)
		day.tm_sec = 59; /* a leap second has no number of its own */
	int month = day.tm_mon;
	int64_t local = timegm(&day); /* turns 31 February into March: then the month has changed */
	if (day.tm_mon != month)
		return RC_INVALID;
	*when = local - offset;
	return *when >= 0 && *when <= LATEST ? RC_OK : RC_INVALID;
}
