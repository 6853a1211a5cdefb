/* See industry.h. */
#include "domain/industry.h"

#include "base/limits.h"
#include "base/text.h"

static const char *const industries[] = {
	"agriculture",
	"construction",
	"education",
	"energy",
	"finance",
	"government",
	"health",
	"hospitality",
	"insurance",
	"it",
	"legal",
	"logistics",
	"manufacturing",
	"media",
	"nonprofit",
	"real_estate",
	"retail",
	"telecom",
	"transport",
	"other",
};

const char *industry_at(size_t index)
{
	return index < LENGTH(industries) ? industries[index] : NULL;
}

bool industry_is_known(const char *word)
{
	for (size_t i = 0; i < LENGTH(industries); i++)
		if (text_equal(industries[i], word))
			return true;
	return false;
}
