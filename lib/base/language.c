/*
 * The languages of the portal, and the choice among them by a browser's wishes.
 */
#include "base/language.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/rc.h"

/* The order of the rows is also that of menus; `index` is the place in this table. */
static const struct language languages[] = {
	{ .index = 0,
	        .code = "en",
	        .name = "English",
	        .direction = "ltr",
	        .locale = "en_GB",
	        .calendar = CALENDAR_GREGORIAN,
	        .plurals = { "one", "other" } },
	{ .index = 1,
	        .code = "fa",
	        .name = "فارسی",
	        .direction = "rtl",
	        .locale = "fa_IR",
	        .calendar = CALENDAR_PERSIAN,
	        .plurals = { "one", "other" } },
	{ .index = 2,
	        .code = "lt",
	        .name = "Lietuvių",
	        .direction = "ltr",
	        .locale = "lt_LT",
	        .calendar = CALENDAR_GREGORIAN,
	        .plurals = { "one", "few", "other" } },
};

/* Languages with digits of their own, for people who want 0-9. */
static const struct language latin_twins[] = {
	{ .index = LENGTH(languages),
	        .code = "fa",
	        .name = "فارسی",
	        .direction = "rtl",
	        .locale = "fa_IR@numbers=latn",
	        .calendar = CALENDAR_PERSIAN,
	        .plurals = { "one", "other" } },
};

const struct language *language_latin(const struct language *language)
{
	for (size_t i = 0; i < LENGTH(latin_twins); i++)
		if (strcmp(latin_twins[i].code, language->code) == 0)
			return &latin_twins[i];
	return language;
}

size_t language_count(void)
{
	return LENGTH(languages);
}

const struct language *language_at(size_t index)
{
	return index < LENGTH(languages) ? &languages[index] : NULL;
}

/* The language whose code is the first `length` bytes, in any letter case. */
static const struct language *find_code(const char *code, size_t length)
{
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (strlen(languages[i].code) == length && strncasecmp(languages[i].code, code, length) == 0)
			return &languages[i];
	return NULL;
}

const struct language *language_find(const char *code)
{
	for (size_t i = 0; code && i < LENGTH(languages); i++)
		if (strcmp(languages[i].code, code) == 0)
			return &languages[i];
	return NULL;
}

static const char *skip_space(const char *text)
{
	return text + strspn(text, " \t");
}

/* A quality value "0", "0.8", "1.000" in thousandths; 0 for anything else. Moves *text behind it. */
static int read_quality(const char **text)
{
	const char *at = *text;
	if (*at != '0' && *at != '1')
		return 0;
	int quality = (*at++ - '0') * 1000;
	if (*at == '.') {
		at++;
		for (int unit = 100; unit && *at >= '0' && *at <= '9'; unit /= 10)
			quality += (*at++ - '0') * unit;
	}
	*text = at;
	return quality <= 1000 ? quality : 0;
}

/* The weight of a range whose parameters start at `text`: 1000 without any. */
static int range_quality(const char *text)
{
	text = skip_space(text);
	if (*text != ';')
		return *text == ',' || !*text ? 1000 : 0;
	text = skip_space(text + 1);
	if (*text != 'q' && *text != 'Q')
		return 0;
	text = skip_space(text + 1);
	if (*text != '=')
		return 0;
	text = skip_space(text + 1);
	int quality = read_quality(&text);
	text = skip_space(text);
	return *text == ',' || !*text ? quality : 0;
}

const struct language *language_accept(const char *header, const struct language *fallback)
{
	const struct language *best = fallback;
	int best_quality = 0;

	while (header && *header) {
		const char *range = skip_space(header);
		size_t length = strcspn(range, " \t;,");
		bool any = length == 1 && *range == '*';
		const struct language *language = any ? fallback : find_code(range, strcspn(range, "- \t;,"));
		int quality = range_quality(range + length);
		if (language && quality > best_quality) {
			best = language;
			best_quality = quality;
		}
		header = range + strcspn(range, ",");
		header += *header == ',';
	}
	return best;
}
