/*
 * Time. Everywhere UNIX seconds in int64_t; zone and calendar only when shown. ICU formatters are kept.
 */
#ifndef PORTICO_BASE_TIME_H
#define PORTICO_BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"

#define MINUTE INT64_C(60)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* How a person wants times shown. */
struct clock_view {
	const struct language *language;
	const char *zone; /* IANA name; unknown names show UTC */
	enum calendar calendar;
};

int64_t time_now(void);                 /* wall clock, seconds */
int64_t time_monotonic_ms(void);        /* for budgets, milliseconds */
bool time_zone_known(const char *zone); /* a zone that ICU knows */

/* All return NULL only without memory. */
char *time_date(
        struct arena *, const struct clock_view *, int64_t when) MUST_USE; /* 22 Nov 2026 · ۱ آذر ۱۴۰۵ */
char *time_date_time(
        struct arena *, const struct clock_view *, int64_t when) MUST_USE; /* with hour and minute */
char *time_ago(struct arena *, const struct clock_view *, int64_t now,
        int64_t when) MUST_USE;                         /* 3 hours ago; past 30 days the date */
char *time_iso(struct arena *, int64_t when) MUST_USE;  /* 2026-11-22T01:16:06Z, for <time datetime> */
char *time_http(struct arena *, int64_t when) MUST_USE; /* RFC 9110 IMF-fixdate */
char *time_mail(struct arena *, int64_t when) MUST_USE; /* RFC 5322 date, +0000 */

void time_release(void);

#endif
