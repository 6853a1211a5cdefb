/*
 * Time. Everywhere UNIX seconds in int64_t; zone and calendar only when shown. ICU formatters are kept.
 */
#ifndef PORTICO_BASE_TIME_H
#define PORTICO_BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"

#define MINUTE INT64_C(60)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* How a person wants times shown. */
struct clock_view {
	const struct language *language;
	const char *zone; /* IANA name; unknown names show UTC */
	enum calendar calendar;
	bool latin_digits; /* 0-9 whatever the language's are */
};

int64_t time_now(void);                 /* wall clock, seconds */
int64_t time_monotonic_ms(void);        /* for budgets, milliseconds */
bool time_zone_known(const char *zone); /* a zone that ICU knows */

/* The language that a person's numbers are written in. */
const struct language *clock_numbers(const struct clock_view *view);

/* All return NULL only without memory. */
char *time_date(
        struct arena *, const struct clock_view *, int64_t when) MUST_USE; /* 22 Nov 2026 · ۱ آذر ۱۴۰۵ */
char *time_month(
        struct arena *, const struct clock_view *, int64_t when) MUST_USE; /* November 2026 · آذر ۱۴۰۵ */
char *time_date_time(
        struct arena *, const struct clock_view *, int64_t when) MUST_USE; /* with hour and minute */
char *time_ago(struct arena *, const struct clock_view *, int64_t now,
        int64_t when) MUST_USE;                         /* 3 hours ago; past 30 days the date */
char *time_iso(struct arena *, int64_t when) MUST_USE;  /* 2026-11-22T01:16:06Z, for <time datetime> */
char *time_http(struct arena *, int64_t when) MUST_USE; /* RFC 9110 IMF-fixdate */
char *time_mail(struct arena *, int64_t when) MUST_USE; /* RFC 5322 date, +0000 */

/* The day that a person typed as year, month and day with - or / between ("1405-09-01"), in the view's
 * calendar and digits of any script: its first second in the view's zone, and that of the day after.
 * RC_INVALID, RC_NO_MEMORY. */
enum rc time_day(
        struct arena *, const struct clock_view *, const char *text, int64_t *from, int64_t *until) MUST_USE;

/* A day in the way that time_day reads, in the view's calendar and zone: an example for people to follow.
 * NULL only without memory. */
char *time_day_text(struct arena *, const struct clock_view *, int64_t when) MUST_USE;

void time_release(void);

#endif
