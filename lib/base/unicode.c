/*
 * Between our UTF-8 and ICU's UTF-16. One UTF-8 byte never gives more than one unit, and one unit
 * never more than three bytes, so one pass into the larger space does.
 */
#include "base/unicode.h"

#include <errno.h>
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define REPLACEMENT 0xFFFD

static bool broken; /* as what ICU keeps is: of the process */

void unicode_start(void)
{
	(void)uloc_getDefault();
}

void unicode_open(void)
{
	errno = 0;
}

static bool lacked_memory(UErrorCode status)
{
	return errno == ENOMEM || status == U_MEMORY_ALLOCATION_ERROR; /* malloc's mark, ICU's word */
}

bool unicode_opened(UErrorCode status)
{
	bool lacked = lacked_memory(status);
	broken = broken || lacked;
	return U_SUCCESS(status) && !lacked;
}

bool unicode_broken(void)
{
	return broken;
}

bool unicode_lacked(struct arena *arena, UErrorCode status, int32_t length)
{
	if (!lacked_memory(status) && (U_FAILURE(status) || length > 0))
		return false;
	broken = true; /* a formatter may keep what it could not finish */
	arena_lack(arena);
	return true;
}

UChar *unicode_units(struct arena *arena, const char *text, int32_t *length)
{
	size_t bytes = strlen(text);
	if (bytes >= INT32_MAX)
		return NULL;
	UChar *units = ARENA_ARRAY(arena, UChar, bytes + 1);
	if (!units)
		return NULL;

	UErrorCode status = U_ZERO_ERROR;
	u_strFromUTF8WithSub(
	        units, (int32_t)bytes + 1, length, text, (int32_t)bytes, REPLACEMENT, NULL, &status);
	return U_SUCCESS(status) ? units : NULL;
}

char *unicode_text(struct arena *arena, const UChar *units, int32_t length)
{
	int32_t bytes;
	if (__builtin_mul_overflow(length, 3, &bytes) || bytes == INT32_MAX)
		return NULL;
	char *text = arena_alloc(arena, (size_t)bytes + 1);
	if (!text)
		return NULL;

	UErrorCode status = U_ZERO_ERROR;
	u_strToUTF8WithSub(text, bytes + 1, NULL, units, length, REPLACEMENT, NULL, &status);
	return U_SUCCESS(status) ? text : NULL;
}
