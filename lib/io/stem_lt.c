/* One ending, then what the ending leaves behind. */
#include "io/stem_lt.h"

#include <stdbool.h>
#include <string.h>

#include "base/rc.h"

#define REST 3 /* letters that must remain */

/* Of nouns, adjectives and persons of verbs; of those that fit the longest goes. */
static const char *const endings[] = { "uosiuose", "aisiais", "iesiems", "osiomis", "uosius", "osioms",
	"osiose", "iuosius", "iausias", "ajame", "ojoje", "iaisiais", "iuose", "iosios", "uose", "iomis",
	"ioms", "iams", "iais", "iose", "ioje", "iems", "iaus", "iumi", "iuje", "iame", "asis", "ojo", "ajam",
	"ieji", "uoju", "osios", "asias", "omis", "emis", "imis", "umis", "kite", "ams", "ais", "ius", "oms",
	"ems", "ims", "ums", "oje", "eje", "yje", "uje", "ose", "ese", "yse", "iui", "iai", "ies", "ios",
	"iem", "iam", "ame", "ome", "ime", "ate", "ote", "ite", "oji", "aji", "uju", "imi", "umi", "ias",
	"aus", "kit", "as", "is", "ys", "us", "es", "os", "ui", "ai", "ei", "io", "ia", "iu", "am", "a", "e",
	"i", "o", "u", "y" };

/* What remains after the ending: an action's noun, its infinitive and its present tense meet. */
static const struct {
	const char *ending;
	const char *instead;
} actions[] = {
	{ "ojim", "o" },
	{ "ejim", "e" },
	{ "inim", "in" },
	{ "ojam", "o" },
	{ "ojant", "o" },
	{ "kim", "k" },
	{ "gim", "g" },
	{ "ym", "" },
	{ "oj", "o" },
	{ "ej", "e" },
	{ "dz", "d" },
	{ "c", "t" },
};

static const struct {
	const char *ending;
	const char *instead;
} infinitives[] = {
	{ "otis", "o" },
	{ "ytis", "" },
	{ "intis", "in" },
	{ "ktis", "k" },
	{ "gtis", "g" },
	{ "oti", "o" },
	{ "eti", "e" },
	{ "yti", "" },
	{ "inti", "in" },
	{ "kti", "k" },
	{ "gti", "g" },
};

static bool ends(const char *word, size_t length, const char *ending)
{
	size_t size = strlen(ending);

	return length >= size + REST && memcmp(word + length - size, ending, size) == 0;
}

static size_t replace(char *word, size_t length, const char *ending, const char *instead)
{
	size_t rest = length - strlen(ending), size = strlen(instead);

	memcpy(word + rest, instead, size);
	return rest + size;
}

static size_t strip_ending(const char *word, size_t length)
{
	size_t best = 0;

	for (size_t i = 0; i < LENGTH(endings); i++)
		if (strlen(endings[i]) > best && ends(word, length, endings[i]))
			best = strlen(endings[i]);
	return length - best;
}

size_t stem_lt(char *word, size_t length)
{
	for (size_t i = 0; i < LENGTH(infinitives); i++)
		if (ends(word, length, infinitives[i].ending))
			return replace(word, length, infinitives[i].ending, infinitives[i].instead);
	length = strip_ending(word, length);
	for (size_t i = 0; i < LENGTH(actions); i++)
		if (ends(word, length, actions[i].ending))
			return replace(word, length, actions[i].ending, actions[i].instead);
	return length;
}
