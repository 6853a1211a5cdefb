/* See zone.h. */
#include "base/zone.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/uenum.h>

#include "base/unicode.h"

#define LISTS_MOST 16 /* languages, with their twins in 0-9 */
#define ZONES_MOST 700
#define NAME_UNITS 128
#define LIST_BYTES ((size_t)512 << 10)

/* Static because ICU takes some ten milliseconds to name all places. One thread uses them. */
static struct kept {
	struct arena *arena;
	struct zone *zones;
	size_t count;
	int64_t hour; /* for which the offsets hold */
} kept_lists[LISTS_MOST];

struct namer { /* what ICU needs to name one place after the other */
	UDateFormat *city, *offset;
	UCalendar *calendar;
};

static UDateFormat *open_pattern(const struct language *language, const char *pattern, UErrorCode *status)
{
	UChar units[8];
	u_charsToUChars(pattern, units, (int32_t)strlen(pattern) + 1);
	return udat_open(UDAT_PATTERN, UDAT_PATTERN, language->locale, NULL, 0, units, -1, status);
}

static void close_namer(struct namer *namer)
{
	ucal_close(namer->calendar);
	udat_close(namer->city);
	udat_close(namer->offset);
}

static enum rc open_namer(const struct language *language, int64_t now, struct namer *namer)
{
	UErrorCode status = U_ZERO_ERROR;
	namer->city = open_pattern(language, "VVV", &status);
	namer->offset = open_pattern(language, "O", &status);
	if (U_SUCCESS(status))
		namer->calendar = ucal_clone(udat_getCalendar(namer->city), &status);
	if (U_SUCCESS(status))
		ucal_setMillis(namer->calendar, (double)now * 1000, &status);
	if (U_SUCCESS(status))
		return RC_OK;
	close_namer(namer);
	return RC_IO;
}

static const char *name_by(struct arena *arena, const UDateFormat *format, UCalendar *calendar)
{
	UChar units[NAME_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = udat_formatCalendar(format, calendar, units, NAME_UNITS, NULL, &status);
	/* without memory ICU may claim success and give nothing */
	return U_SUCCESS(status) && length > 0 ? unicode_text(arena, units, length) : NULL;
}

static enum rc name_zone(struct arena *arena, struct namer *namer, const UChar *id, struct zone *zone)
{
	UErrorCode status = U_ZERO_ERROR;
	ucal_setTimeZone(namer->calendar, id, -1, &status);
	zone->city = name_by(arena, namer->city, namer->calendar);
	zone->offset = name_by(arena, namer->offset, namer->calendar);
	return U_SUCCESS(status) && zone->city && zone->offset ? RC_OK : RC_NO_MEMORY;
}

/* Reads the next place of ICU's list; *more is false at its end. Those without a region are left out. */
static enum rc next_zone(UEnumeration *ids, struct namer *namer, struct kept *kept, bool *more)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t length;
	const UChar *units = uenum_unext(ids, &length, &status);
	*more = U_SUCCESS(status) && units && kept->count < ZONES_MOST;
	if (!*more)
		return RC_OK;
	const char *id = unicode_text(kept->arena, units, length);
	if (!id)
		return RC_NO_MEMORY;
	const char *slash = strchr(id, '/');
	if (!slash)
		return RC_OK;
	struct zone *zone = &kept->zones[kept->count];
	zone->id = id;
	zone->region = arena_copy(kept->arena, id, (size_t)(slash - id));
	enum rc rc = zone->region ? name_zone(kept->arena, namer, units, zone) : RC_NO_MEMORY;
	if (rc == RC_OK)
		kept->count++;
	return rc;
}

static enum rc read_zones(const struct language *language, int64_t now, struct kept *kept)
{
	struct namer namer = { 0 };
	enum rc rc = open_namer(language, now, &namer);
	if (rc != RC_OK)
		return rc;
	UErrorCode status = U_ZERO_ERROR;
	UEnumeration *ids =
	        ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &status);
	if (U_FAILURE(status))
		rc = RC_IO;
	for (bool more = true; rc == RC_OK && more;)
		rc = next_zone(ids, &namer, kept, &more);
	uenum_close(ids);
	close_namer(&namer);
	return rc;
}

static int by_region_and_name(const void *a, const void *b, void *collator)
{
	const struct zone *one = a, *other = b;
	int order = strcmp(one->region, other->region);
	if (order != 0 || !collator)
		return order != 0 ? order : strcmp(one->city, other->city);
	UErrorCode status = U_ZERO_ERROR;
	return (int)ucol_strcollUTF8(collator, one->city, -1, other->city, -1, &status);
}

static void sort_zones(const struct language *language, struct kept *kept)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollator *collator = ucol_open(language->locale, &status);
	qsort_r(kept->zones, kept->count, sizeof(*kept->zones), by_region_and_name,
	        U_SUCCESS(status) ? collator : NULL);
	ucol_close(collator);
}

static enum rc fill_list(const struct language *language, int64_t now, struct kept *kept)
{
	kept->count = 0;
	kept->zones = arena_alloc(kept->arena, ZONES_MOST * sizeof(*kept->zones));
	unicode_open();
	enum rc rc = kept->zones ? read_zones(language, now, kept) : RC_NO_MEMORY;
	if (rc == RC_OK)
		sort_zones(language, kept);
	return unicode_opened(U_ZERO_ERROR) ? rc : RC_NO_MEMORY;
}

enum rc zone_list(const struct clock_view *clock, int64_t now, const struct zone **zones, size_t *count)
{
	const struct language *language = clock_numbers(clock);
	assert(language->index < LENGTH(kept_lists));
	struct kept *kept = &kept_lists[language->index];
	int64_t hour = now / HOUR;
	if (!kept->arena)
		kept->arena = arena_new(LIST_BYTES / 4, LIST_BYTES);
	if (!kept->arena)
		return RC_NO_MEMORY;
	if (!kept->zones || kept->hour != hour) {
		arena_reset(kept->arena);
		kept->zones = NULL;
		enum rc rc = fill_list(language, now, kept);
		if (rc != RC_OK) {
			kept->zones = NULL;
			return rc;
		}
		kept->hour = hour;
	}
	*zones = kept->zones;
	*count = kept->count;
	return RC_OK;
}

void zone_prepare(void)
{
	static const UChar utc[] = { 'U', 'T', 'C', 0 };
	UErrorCode status = U_ZERO_ERROR;
	ucal_setDefaultTimeZone(utc, &status); /* without it ICU would tell later, too */
}

void zone_release(void)
{
	for (size_t i = 0; i < LENGTH(kept_lists); i++) {
		arena_free(kept_lists[i].arena);
		kept_lists[i] = (struct kept){ 0 };
	}
}
