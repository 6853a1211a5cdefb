/*
 * Time. What machines read (ISO, HTTP, mail) is in English and UTC by our own tables, whatever the locale;
 * what people read comes from ICU. Times are held within the years 1 to 9999.
 */
#include "base/time.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ureldatefmt.h>
#include <unicode/ustring.h>

#include "base/text.h"
#include "base/unicode.h"

#define EARLIEST       INT64_C(-62135596800) /* 0001-01-01 */
#define LATEST         INT64_C(253402300799) /* 9999-12-31 */
#define ZONE_SIZE      64
#define PATTERN_UNITS  64
#define TIME_UNITS     128
#define LANGUAGES_MOST 16
#define AGO_MOST       (30 * DAY)

enum shape { SHAPE_DATE, SHAPE_MONTH, SHAPE_DATE_TIME };

/* Static because opening a formatter costs milliseconds. The one unused for longest gives way. One thread
 * uses them. */
static struct kept {
	UDateFormat *format;
	size_t language;
	enum calendar calendar;
	enum shape shape;
	char zone[ZONE_SIZE];
	uint64_t used;
} kept_dates[24];

/* Static because a thread's times are shown again with each reply, and ICU takes 5 microseconds for one. */
static struct shown {
	const UDateFormat *format; /* one of kept_dates; NULL: free */
	int64_t when;
	char text[64];
} shown_dates[64];

static URelativeDateTimeFormatter *kept_agos[LANGUAGES_MOST]; /* by language; kept for the same reason */

/* Static because a list says “3 days ago” many times. The text depends on nothing else than these. */
static struct shown_ago {
	const URelativeDateTimeFormatter *format; /* one of kept_agos; NULL: free */
	URelativeDateTimeUnit unit;
	int32_t count;
	char text[64];
} shown_agos[64];

static int64_t within_reach(int64_t when)
{
	return when < EARLIEST ? EARLIEST : when > LATEST ? LATEST : when;
}

int64_t time_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int64_t time_monotonic_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_zone_text(const char *zone)
{
	static const char fit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-";
	return !text_empty(zone) && strnlen(zone, ZONE_SIZE) < ZONE_SIZE && !zone[strspn(zone, fit)];
}

bool time_zone_known(const char *zone)
{
	UChar id[ZONE_SIZE], canonical[TIME_UNITS];
	UBool of_system = false;
	UErrorCode status = U_ZERO_ERROR;
	if (!is_zone_text(zone))
		return false;
	u_charsToUChars(zone, id, (int32_t)strlen(zone) + 1);
	ucal_getCanonicalTimeZoneID(id, -1, canonical, TIME_UNITS, &of_system, &status);
	return U_SUCCESS(status) && of_system;
}

const struct language *clock_numbers(const struct clock_view *view)
{
	return view->latin_digits ? language_latin(view->language) : view->language;
}

/* The best pattern of the language and calendar for the fields of the shape. Returns its length. */
static int32_t find_pattern(
        const char *locale, enum shape shape, UChar pattern[PATTERN_UNITS], UErrorCode *status)
{
	static const char *const skeletons[] = {
		[SHAPE_DATE] = "yMMMd", [SHAPE_MONTH] = "yMMMM", [SHAPE_DATE_TIME] = "yMMMdHm"
	};
	const char *fields = skeletons[shape];
	/* of the Persian calendar ICU knows no such pattern in Persian and puts the year first */
	if (shape == SHAPE_MONTH && strncmp(locale, "fa", 2) == 0) {
		u_charsToUChars("MMMM y", pattern, 7);
		return 6;
	}
	UChar skeleton[16];
	u_charsToUChars(fields, skeleton, (int32_t)strlen(fields) + 1);
	UDateTimePatternGenerator *generator = udatpg_open(locale, status);
	int32_t length = udatpg_getBestPattern(generator, skeleton, -1, pattern, PATTERN_UNITS, status);
	udatpg_close(generator);
	return length;
}

/* NULL if ICU cannot. */
static UDateFormat *open_date(const struct clock_view *view, enum shape shape)
{
	char locale[64];
	const char *calendar = view->calendar == CALENDAR_PERSIAN ? "persian" : "gregorian";
	const char *base = clock_numbers(view)->locale; /* may hold keywords already */
	snprintf(locale, sizeof(locale), "%s%ccalendar=%s", base, strchr(base, '@') ? ';' : '@', calendar);

	UErrorCode status = U_ZERO_ERROR;
	UChar pattern[PATTERN_UNITS], zone[ZONE_SIZE];
	unicode_open();
	int32_t length = find_pattern(locale, shape, pattern, &status);
	const char *name = time_zone_known(view->zone) ? view->zone : "Etc/UTC";
	u_charsToUChars(name, zone, (int32_t)strlen(name) + 1);
	UDateFormat *format =
	        udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, zone, -1, pattern, length, &status);
	if (unicode_opened(status))
		return format;
	udat_close(format);
	return NULL;
}

static bool is_kept_for(
        const struct kept *kept, const struct clock_view *view, const char *zone, enum shape shape)
{
	return kept->format && kept->language == clock_numbers(view)->index &&
	       kept->calendar == view->calendar && kept->shape == shape && strcmp(kept->zone, zone) == 0;
}

static UDateFormat *date_format(const struct clock_view *view, enum shape shape)
{
	static uint64_t uses; /* a clock for the age of the kept ones */
	const char *zone = is_zone_text(view->zone) ? view->zone : "";
	struct kept *oldest = &kept_dates[0];
	for (size_t i = 0; i < LENGTH(kept_dates); i++) {
		struct kept *kept = &kept_dates[i];
		if (is_kept_for(kept, view, zone, shape)) {
			kept->used = ++uses;
			return kept->format;
		}
		if (kept->used < oldest->used)
			oldest = kept;
	}

	UDateFormat *format = open_date(view, shape);
	if (!format)
		return NULL;
	udat_close(oldest->format);
	memset(shown_dates, 0, sizeof(shown_dates));
	*oldest = (struct kept){ .format = format,
		.language = clock_numbers(view)->index,
		.calendar = view->calendar,
		.shape = shape,
		.used = ++uses };
	memcpy(oldest->zone, zone, strlen(zone) + 1);
	return format;
}

static char *show(struct arena *arena, const struct clock_view *view, int64_t when, enum shape shape)
{
	UDateFormat *format = date_format(view, shape);
	if (!format)
		return time_iso(arena, when);
	struct shown *shown =
	        &shown_dates[((uint64_t)when ^ (uint64_t)shape) * UINT64_C(0x9E3779B97F4A7C15) >> 58];
	if (shown->format == format && shown->when == when)
		return arena_text(arena, shown->text);

	UChar units[TIME_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	double milliseconds = (double)within_reach(when) * 1000;
	unicode_open();
	int32_t length = udat_format(format, milliseconds, units, TIME_UNITS, NULL, &status);
	if (unicode_lacked(arena, status, length))
		return NULL;
	char *text = U_SUCCESS(status) ? unicode_text(arena, units, length) : time_iso(arena, when);
	if (text && strlen(text) < sizeof(shown->text)) {
		*shown = (struct shown){ .format = format, .when = when };
		memcpy(shown->text, text, strlen(text));
	}
	return text;
}

char *time_date(struct arena *arena, const struct clock_view *view, int64_t when)
{
	return show(arena, view, when, SHAPE_DATE);
}

char *time_month(struct arena *arena, const struct clock_view *view, int64_t when)
{
	return show(arena, view, when, SHAPE_MONTH);
}

char *time_date_time(struct arena *arena, const struct clock_view *view, int64_t when)
{
	return show(arena, view, when, SHAPE_DATE_TIME);
}

static URelativeDateTimeFormatter *ago_format(const struct language *language)
{
	assert(language->index < LENGTH(kept_agos));
	UErrorCode status = U_ZERO_ERROR;
	URelativeDateTimeFormatter *known = kept_agos[language->index];
	if (known)
		return known;
	unicode_open();
	URelativeDateTimeFormatter *format = ureldatefmt_open(
	        language->locale, NULL, UDAT_STYLE_LONG, UDISPCTX_CAPITALIZATION_NONE, &status);
	if (!unicode_opened(status)) {
		ureldatefmt_close(format);
		return NULL;
	}
	kept_agos[language->index] = format;
	return format;
}

/* The distance in its largest unit; less than a minute is 0 seconds. */
static int32_t measure(int64_t seconds, URelativeDateTimeUnit *unit)
{
	int64_t size = seconds < 0 ? -seconds : seconds;
	*unit = size < MINUTE ? UDAT_REL_UNIT_SECOND
	        : size < HOUR ? UDAT_REL_UNIT_MINUTE
	        : size < DAY  ? UDAT_REL_UNIT_HOUR
	                      : UDAT_REL_UNIT_DAY;
	return size < MINUTE ? 0 : (int32_t)(seconds / (size < HOUR ? MINUTE : size < DAY ? HOUR : DAY));
}

/* 0 seconds is "now". */
static int32_t format_distance(URelativeDateTimeFormatter *format, int32_t count, URelativeDateTimeUnit unit,
        UChar units[TIME_UNITS], UErrorCode *status)
{
	return unit == UDAT_REL_UNIT_SECOND
	               ? ureldatefmt_format(format, count, unit, units, TIME_UNITS, status)
	               : ureldatefmt_formatNumeric(format, count, unit, units, TIME_UNITS, status);
}

char *time_ago(struct arena *arena, const struct clock_view *view, int64_t now, int64_t when)
{
	int64_t seconds = within_reach(when) - within_reach(now);
	URelativeDateTimeFormatter *format = ago_format(clock_numbers(view));
	if (!format || seconds > AGO_MOST || seconds < -AGO_MOST)
		return time_date(arena, view, when);

	URelativeDateTimeUnit unit;
	int32_t count = measure(seconds, &unit);
	struct shown_ago *shown = &shown_agos[(uint32_t)(count + (int32_t)unit * 16) % LENGTH(shown_agos)];
	if (shown->format == format && shown->unit == unit && shown->count == count)
		return arena_text(arena, shown->text);
	UChar units[TIME_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	unicode_open();
	int32_t length = format_distance(format, count, unit, units, &status);
	if (unicode_lacked(arena, status, length))
		return NULL;
	if (U_FAILURE(status))
		return time_date(arena, view, when);
	char *text = unicode_text(arena, units, length);
	if (text && strlen(text) < sizeof(shown->text)) {
		*shown = (struct shown_ago){ .format = format, .unit = unit, .count = count };
		memcpy(shown->text, text, strlen(text));
	}
	return text;
}

static const char *const day_names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const month_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec" };

static struct tm utc(int64_t when)
{
	time_t seconds = within_reach(when);
	struct tm parts;
	gmtime_r(&seconds, &parts);
	return parts;
}

/* The digits of a number in its width, and the sign that follows. */
static char *add_digits(char *at, int number, int width, char sign)
{
	for (int i = width - 1; i >= 0; i--, number /= 10)
		at[i] = (char)('0' + number % 10);
	at[width] = sign;
	return at + width + 1;
}

char *time_iso(struct arena *arena, int64_t when)
{
	struct tm t = utc(when);
	char text[sizeof("0000-00-00T00:00:00Z")], *at = text;
	at = add_digits(at, t.tm_year + 1900, 4, '-');
	at = add_digits(at, t.tm_mon + 1, 2, '-');
	at = add_digits(at, t.tm_mday, 2, 'T');
	at = add_digits(at, t.tm_hour, 2, ':');
	at = add_digits(at, t.tm_min, 2, ':');
	at = add_digits(at, t.tm_sec, 2, 'Z');
	return arena_copy(arena, text, (size_t)(at - text));
}

static char *day_and_time(struct arena *arena, int64_t when, const char *zone)
{
	struct tm t = utc(when);
	return arena_format(arena, "%s, %02d %s %04d %02d:%02d:%02d %s", day_names[t.tm_wday], t.tm_mday,
	        month_names[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec, zone);
}

char *time_http(struct arena *arena, int64_t when)
{
	return day_and_time(arena, when, "GMT");
}

char *time_mail(struct arena *arena, int64_t when)
{
	return day_and_time(arena, when, "+0000");
}

/* --- days that people type --------------------------------------------------------------------- */

/* The digits at *at as a number; 0 unless there are 1 to `most` of them. Moves past them. */
static int32_t take_number(const char **at, int most)
{
	int32_t number = 0;
	int count = 0;
	for (; **at >= '0' && **at <= '9' && count <= most; (*at)++, count++)
		number = number * 10 + (**at - '0');
	return count > most ? 0 : number;
}

static bool is_mark(const char **at)
{
	bool mark = **at == '-' || **at == '/';
	*at += mark;
	return mark;
}

/* NULL if ICU cannot. */
static UCalendar *open_calendar(const struct clock_view *view)
{
	UChar zone[ZONE_SIZE];
	UErrorCode status = U_ZERO_ERROR;
	const char *name = time_zone_known(view->zone) ? view->zone : "Etc/UTC";
	const char *locale =
	        view->calendar == CALENDAR_PERSIAN ? "en@calendar=persian" : "en@calendar=gregorian";
	u_charsToUChars(name, zone, (int32_t)strlen(name) + 1);
	unicode_open();
	UCalendar *calendar = ucal_open(zone, -1, locale, UCAL_DEFAULT, &status);
	if (unicode_opened(status))
		return calendar;
	ucal_close(calendar);
	return NULL;
}

/* A calendar that stands at noon of the day; NULL if there is no such day. Noon, because where clocks change
 * at midnight a day may begin at one. */
static UCalendar *open_day(const struct clock_view *view, int32_t year, int32_t month, int32_t day)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = open_calendar(view);
	if (!calendar)
		return NULL;
	ucal_setAttribute(calendar, UCAL_LENIENT, 0);
	ucal_setDateTime(calendar, year, month - 1, day, 12, 0, 0, &status);
	ucal_set(calendar, UCAL_MILLISECOND, 0);
	(void)ucal_getMillis(calendar, &status);
	ucal_setAttribute(calendar, UCAL_LENIENT, 1);
	if (U_SUCCESS(status))
		return calendar;
	ucal_close(calendar);
	return NULL;
}

/* The first second of the day at which the calendar stands. */
static int64_t begin_of_day(UCalendar *calendar, UErrorCode *status)
{
	ucal_set(calendar, UCAL_HOUR_OF_DAY, 0);
	int64_t begin = (int64_t)(ucal_getMillis(calendar, status) / 1000);
	ucal_set(calendar, UCAL_HOUR_OF_DAY, 12);
	return begin;
}

enum rc time_day(
        struct arena *arena, const struct clock_view *view, const char *text, int64_t *from, int64_t *until)
{
	const char *at = text_ascii_digits(arena, text);
	if (!at)
		return RC_NO_MEMORY;
	int32_t year = take_number(&at, 4);
	bool marked = is_mark(&at);
	int32_t month = take_number(&at, 2);
	marked = is_mark(&at) && marked;
	int32_t day = take_number(&at, 2);
	if (!marked || *at || year == 0 || month == 0 || day == 0)
		return RC_INVALID;
	UCalendar *calendar = open_day(view, year, month, day);
	if (!calendar)
		return RC_INVALID;
	UErrorCode status = U_ZERO_ERROR;
	*from = begin_of_day(calendar, &status);
	ucal_add(calendar, UCAL_DATE, 1, &status);
	*until = begin_of_day(calendar, &status);
	ucal_close(calendar);
	return U_SUCCESS(status) ? RC_OK : RC_INVALID;
}

char *time_day_text(struct arena *arena, const struct clock_view *view, int64_t when)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = open_calendar(view);
	if (!calendar)
		return arena_copy(arena, "", 0);
	ucal_setMillis(calendar, (double)within_reach(when) * 1000, &status);
	int32_t year = ucal_get(calendar, UCAL_YEAR, &status);
	int32_t month = ucal_get(calendar, UCAL_MONTH, &status) + 1;
	int32_t day = ucal_get(calendar, UCAL_DATE, &status);
	ucal_close(calendar);
	return arena_format(arena, "%04d-%02d-%02d", year, month, day);
}

void time_release(void)
{
	memset(shown_dates, 0, sizeof(shown_dates));
	memset(shown_agos, 0, sizeof(shown_agos));
	for (size_t i = 0; i < LENGTH(kept_dates); i++) {
		udat_close(kept_dates[i].format);
		kept_dates[i] = (struct kept){ 0 };
	}
	for (size_t i = 0; i < LENGTH(kept_agos); i++) {
		ureldatefmt_close(kept_agos[i]);
		kept_agos[i] = NULL;
	}
}
