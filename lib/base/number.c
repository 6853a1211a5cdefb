/*
 * Numbers by ICU. Should ICU's data be missing, plain ASCII digits are shown instead of nothing.
 */
#include "base/number.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/unicode.h"

#define LANGUAGES_MOST 16
#define NUMBER_UNITS   64 /* UTF-16 units that hold any formatted number */
#define NO_BREAK_SPACE "\u00A0"

/* Static because opening a formatter costs a hundred times more than using it. One thread uses them. */
static struct kept {
	UNumberFormat *whole;
	UNumberFormat *tenths; /* exactly one decimal */
	UPluralRules *plurals;
	uint32_t zero; /* its digit; 0: not asked yet */
} kept_formats[LANGUAGES_MOST];

static struct kept *kept_of(const struct language *language)
{
	assert(language->index < LENGTH(kept_formats));
	return &kept_formats[language->index];
}

static UNumberFormat *open_decimal(const struct language *language, int32_t decimals)
{
	UErrorCode status = U_ZERO_ERROR;
	unicode_open();
	UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, language->locale, NULL, &status);
	if (format)
		unum_setAttribute(format, UNUM_FRACTION_DIGITS, decimals);
	if (unicode_opened(status))
		return format;
	unum_close(format);
	return NULL;
}

static UNumberFormat *whole_format(const struct language *language)
{
	struct kept *kept = kept_of(language);
	if (!kept->whole)
		kept->whole = open_decimal(language, 0);
	return kept->whole;
}

static UNumberFormat *tenths_format(const struct language *language)
{
	struct kept *kept = kept_of(language);
	if (!kept->tenths)
		kept->tenths = open_decimal(language, 1);
	return kept->tenths;
}

char *number_text(struct arena *arena, const struct language *language, int64_t number)
{
	UChar units[NUMBER_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *format = whole_format(language);
	if (!format)
		return arena_format(arena, "%" PRId64, number);
	unicode_open();
	int32_t length = unum_formatInt64(format, number, units, NUMBER_UNITS, NULL, &status);
	if (unicode_lacked(arena, status, length))
		return NULL;
	if (U_FAILURE(status))
		return arena_format(arena, "%" PRId64, number);
	return unicode_text(arena, units, length);
}

static char *tenths_text(struct arena *arena, const struct language *language, int64_t tenths)
{
	UChar units[NUMBER_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *format = tenths_format(language);
	if (!format)
		return arena_format(arena, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
	unicode_open();
	int32_t length = unum_formatDouble(format, (double)tenths / 10, units, NUMBER_UNITS, NULL, &status);
	if (unicode_lacked(arena, status, length))
		return NULL;
	if (U_FAILURE(status))
		return arena_format(arena, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
	return unicode_text(arena, units, length);
}

static const char *const *unit_signs(const struct language *language)
{
	static const char *const metric[] = { "B", "kB", "MB", "GB" };
	static const char *const persian[] = { "بایت", "کیلوبایت", "مگابایت", "گیگابایت" };
	return strcmp(language->code, "fa") == 0 ? persian : metric;
}

char *number_size(struct arena *arena, const struct language *language, int64_t bytes)
{
	const char *const *signs = unit_signs(language);
	int64_t unit = 1;
	size_t step = 0;
	if (bytes < 0)
		bytes = 0;
	/* The next unit as soon as this one would show 1000.0. */
	while (step < 3 && bytes >= unit * 1000 - unit / 20) {
		unit *= 1000;
		step++;
	}

	int64_t tenths = step ? bytes / (unit / 10) + (bytes % (unit / 10) >= unit / 20) : 0;
	bool whole = bytes % unit == 0;
	char *amount =
	        whole ? number_text(arena, language, bytes / unit) : tenths_text(arena, language, tenths);
	return amount ? arena_format(arena, "%s" NO_BREAK_SPACE "%s", amount, signs[step]) : NULL;
}

/* The language's zero; the other nine digits follow it in every Unicode digit block. */
static uint32_t zero_digit(const struct language *language)
{
	struct kept *kept = kept_of(language);
	UChar units[4];
	UErrorCode status = U_ZERO_ERROR;
	if (kept->zero)
		return kept->zero;
	UNumberFormat *format = whole_format(language);
	int32_t length = format ? unum_getSymbol(format, UNUM_ZERO_DIGIT_SYMBOL, units,
	                                  (int32_t)LENGTH(units), &status)
	                        : 0;
	kept->zero = length == 1 && U_SUCCESS(status) ? units[0] : '0';
	return kept->zero;
}

char *number_code(struct arena *arena, const struct language *language, const char *digits)
{
	uint32_t zero = zero_digit(language);
	if (zero == '0')
		return arena_text(arena, digits);
	int32_t length;
	UChar *units = unicode_units(arena, digits, &length);
	if (!units)
		return NULL;
	for (int32_t i = 0; i < length; i++)
		if (units[i] >= '0' && units[i] <= '9')
			units[i] = (UChar)(zero + units[i] - '0');
	return unicode_text(arena, units, length);
}

/* A double of the same plural form. Past 2^53 one would lose the last digits, which are all that the rules
 * look at. */
static double plural_value(int64_t number)
{
	uint64_t value = number < 0 ? -(uint64_t)number : (uint64_t)number;
	const uint64_t step = 1000000;
	return (double)(value < step ? value : step + value % step);
}

static size_t form_of_keyword(const struct language *language, const char *keyword)
{
	size_t form = 0;
	while (form + 1 < LENGTH(language->plurals) && language->plurals[form + 1] &&
	        strcmp(language->plurals[form], keyword) != 0)
		form++;
	return form;
}

static UPluralRules *open_plurals(const struct language *language)
{
	UErrorCode status = U_ZERO_ERROR;
	unicode_open();
	UPluralRules *rules = uplrules_open(language->locale, &status);
	if (unicode_opened(status))
		return rules;
	uplrules_close(rules);
	return NULL;
}

size_t number_plural(const struct language *language, int64_t number)
{
	struct kept *kept = kept_of(language);
	UErrorCode status = U_ZERO_ERROR;
	if (!kept->plurals)
		kept->plurals = open_plurals(language);
	if (!kept->plurals)
		status = U_ILLEGAL_ARGUMENT_ERROR;

	UChar units[16];
	char keyword[LENGTH(units)] = "other";
	int32_t length = 0;
	if (U_SUCCESS(status))
		length = uplrules_select(
		        kept->plurals, plural_value(number), units, (int32_t)LENGTH(units) - 1, &status);
	if (U_SUCCESS(status)) {
		u_UCharsToChars(units, keyword, length);
		keyword[length] = '\0';
	}
	return form_of_keyword(language, keyword);
}

void number_release(void)
{
	for (size_t i = 0; i < LENGTH(kept_formats); i++) {
		struct kept *kept = &kept_formats[i];
		unum_close(kept->whole);
		unum_close(kept->tenths);
		uplrules_close(kept->plurals);
		*kept = (struct kept){ 0 };
	}
}
