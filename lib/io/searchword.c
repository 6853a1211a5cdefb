/*
 * One word's way: its bytes, UTF-16, compatibility case fold, our letter fold (the plain form), hamza and
 * Latin marks off (the bare form), stem. Only the first RAW_CHARS of a longer word count.
 */
#include "io/searchword.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/rc.h"
#include "base/unicode.h"
#include "io/searchstop.h"
#include "io/stem_fa.h"
#include "io/stem_lt.h"

#define RAW_CHARS  64
#define RAW_UNITS  (RAW_CHARS * 2)
#define FOLD_UNITS (RAW_UNITS * 18 + 4) /* no unit folds to more than 18 */
#define ZWNJ       0x200C
#define ZWJ        0x200D
#define TATWEEL    0x640

/* --- where a word begins and ends ------------------------------------------------------------ */

enum kind { KIND_NONE, KIND_LETTER, KIND_ARABIC, KIND_MARK, KIND_JOINER, KIND_APOSTROPHE };

static bool arabic(UChar32 c)
{
	return (c >= 0x600 && c <= 0x77F) || (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

static bool mark(UChar32 c)
{
	return c == TATWEEL || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

static UChar32 char_at(const char *text, size_t length, size_t at, size_t *next)
{
	int32_t i = 0;
	UChar32 c;
	size_t left = length - at < U8_MAX_LENGTH ? length - at : U8_MAX_LENGTH;

	U8_NEXT((const uint8_t *)text + at, i, (int32_t)left, c);
	*next = at + (size_t)i;
	return c;
}

static enum kind kind_at(const char *text, size_t length, size_t at, size_t *next)
{
	*next = at;
	if (at >= length)
		return KIND_NONE;
	UChar32 c = char_at(text, length, at, next);
	if (c < 0)
		return KIND_NONE;
	if (c == '\'' || c == 0x2019)
		return KIND_APOSTROPHE;
	if (c == ZWNJ || c == ZWJ)
		return KIND_JOINER;
	if (mark(c))
		return KIND_MARK;
	if (!u_isalnum(c))
		return KIND_NONE;
	return arabic(c) && !u_isdigit(c) ? KIND_ARABIC : KIND_LETTER;
}

/* The end of the word that starts at `start` with a letter of this kind. Arabic and other letters do not mix:
 * FAQها is two. */
static size_t word_end(const char *text, size_t length, size_t start, enum kind kind)
{
	size_t at = start, end = start, next, after;

	for (;;) {
		enum kind found = kind_at(text, length, at, &next);
		bool inside = kind == KIND_LETTER && found == KIND_APOSTROPHE && at == end &&
		              kind_at(text, length, next, &after) == KIND_LETTER;
		if (found == kind || found == KIND_MARK)
			end = next;
		else if (found != KIND_JOINER && !inside)
			return end;
		at = next;
	}
}

/* --- folding --------------------------------------------------------------------------------- */

struct folded {
	UChar plain[FOLD_UNITS];
	UChar bare[FOLD_UNITS];
	int32_t plain_length, bare_length;
	int32_t joint; /* where the piece after the last ZWNJ begins in `bare`, 0 without */
};

/* Letters that look alike or are typed for each other. */
static UChar32 plain_letter(UChar32 c)
{
	switch (c) {
	case 0x64A:
	case 0x649:
	case 0x6D2:
		return 0x6CC; /* ی */
	case 0x643:
		return 0x6A9; /* ک */
	case 0x6C0:
	case 0x6C1:
	case 0x6C2:
	case 0x6D5:
		return 0x647; /* ه */
	default:
		return u_isdigit(c) ? '0' + u_charDigitValue(c) : c;
	}
}

/* Letters that people write with or without their sign; 0 for one that goes. */
static UChar32 bare_letter(UChar32 c)
{
	switch (c) {
	case 0x626:
		return 0x6CC;
	case 0x622:
	case 0x623:
	case 0x625:
	case 0x671:
		return 0x627; /* ا */
	case 0x624:
		return 0x648; /* و */
	case 0x629:
		return 0x647;
	case 0x621: /* ء */
		return 0;
	case 0xF8: /* ø */
		return 'o';
	case 0x142: /* ł */
		return 'l';
	case 0x111: /* đ */
		return 'd';
	case 0x131: /* ı */
		return 'i';
	default:
		return c;
	}
}

/* The code point at *at; the units come from valid UTF-8. */
static UChar32 unit_next(const UChar *units, int32_t length, int32_t *at)
{
	UChar32 c = units[(*at)++];

	if (c >= 0xD800 && c < 0xDC00 && *at < length)
		c = (c - 0xD800) * 0x400 + (units[(*at)++] - 0xDC00) + 0x10000;
	return c;
}

static void append(UChar *units, int32_t *length, UChar32 c)
{
	if (*length <= FOLD_UNITS - 2 && c > 0)
		U16_APPEND_UNSAFE(units, *length, c);
}

/* The bare letter, decomposed so that its marks can go. */
static void append_bare(struct folded *folded, UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar parts[8];
	int32_t at = 0, length = 0;

	c = bare_letter(c);
	if (c >= 0x80 && !arabic(c))
		length = unorm2_getDecomposition(
		        unorm2_getNFDInstance(&status), c, parts, LENGTH(parts), &status);
	if (length <= 0 || U_FAILURE(status)) {
		append(folded->bare, &folded->bare_length, c);
		return;
	}
	while (at < length) {
		UChar32 part = unit_next(parts, length, &at);
		if (!mark(part))
			append(folded->bare, &folded->bare_length, part);
	}
}

static void fold_units(const UChar *units, int32_t length, struct folded *folded)
{
	for (int32_t at = 0; at < length;) {
		UChar32 c = unit_next(units, length, &at);
		if (mark(c) || !u_isalnum(c))
			continue;
		c = plain_letter(c);
		append(folded->plain, &folded->plain_length, c);
		append_bare(folded, c);
	}
}

/* One piece between zero-width non-joiners. */
static void fold_piece(const UChar *raw, int32_t length, struct folded *folded)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[FOLD_UNITS];
	const UNormalizer2 *folder = unorm2_getNFKCCasefoldInstance(&status);
	int32_t size = unorm2_normalize(folder, raw, length, units, FOLD_UNITS, &status);

	if (U_SUCCESS(status))
		fold_units(units, size, folded);
	else if (status == U_MEMORY_ALLOCATION_ERROR)
		(void)unicode_opened(status); /* the text's reader asks for it */
}

/* Without an ending behind an apostrophe (customer’s, Google’o). */
static int32_t before_apostrophe(const UChar *raw, int32_t length)
{
	for (int32_t i = length - 1; i > 0 && length - i <= 4; i--)
		if (raw[i] == '\'' || raw[i] == 0x2019)
			return i;
	return length;
}

static void fold_word(const char *text, size_t length, struct folded *folded)
{
	UChar raw[RAW_UNITS];
	int32_t units = 0, from = 0;
	size_t at = 0;

	for (int chars = 0; at < length && chars < RAW_CHARS; chars++) {
		UChar32 c = char_at(text, length, at, &at);
		if (c > 0)
			U16_APPEND_UNSAFE(raw, units, c);
	}
	units = before_apostrophe(raw, units);
	folded->plain_length = folded->bare_length = folded->joint = 0;
	folded->bare[0] = 0;
	for (int32_t i = 0; i <= units; i++) {
		if (i < units && raw[i] != ZWNJ)
			continue;
		folded->joint = folded->bare_length;
		fold_piece(raw + from, i - from, folded);
		from = i + 1;
	}
}

/* --- stems ----------------------------------------------------------------------------------- */

/* UTF-8 of the units, cut at a character to SEARCHWORD_BYTES. */
static size_t write_text(const UChar *units, int32_t length, char text[SEARCHWORD_BYTES + 4])
{
	int32_t bytes = 0;
	for (int32_t at = 0; at < length;) {
		UChar32 c = unit_next(units, length, &at);
		if (bytes + U8_LENGTH(c) > SEARCHWORD_BYTES)
			break;
		U8_APPEND_UNSAFE((uint8_t *)text, bytes, (uint32_t)c);
	}
	text[bytes] = '\0';
	return (size_t)bytes;
}

static bool ascii(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

static void stem_english(char *stem, size_t length)
{
	static struct sb_stemmer *stemmer; /* kept: opening one costs more than a thousand stems */

	if (stemmer == NULL)
		stemmer = sb_stemmer_new("english", "UTF_8");
	const sb_symbol *result =
	        stemmer != NULL ? sb_stemmer_stem(stemmer, (const sb_symbol *)stem, (int)length) : NULL;
	if (result == NULL) /* no memory: the word stays as it is */
		return;
	size_t bytes = (size_t)sb_stemmer_length(stemmer);
	assert(bytes <= length + 2);
	memcpy(stem, result, bytes);
	stem[bytes] = '\0';
}

static void stem_persian(struct folded *folded, struct searchword *word)
{
	folded->bare_length = stem_fa(folded->bare, folded->bare_length, folded->joint);
	write_text(folded->bare, folded->bare_length, word->stem);
	word->stop = word->stop || searchstop_persian(word->stem);
}

static void stem_word(const struct language *language, struct folded *folded, struct searchword *word)
{
	size_t length = write_text(folded->bare, folded->bare_length, word->bare);

	memcpy(word->stem, word->bare, length + 1);
	if (length > 0 && arabic(folded->bare[0])) {
		word->stop = searchstop_persian(word->stem);
		stem_persian(folded, word);
		return;
	}
	bool lithuanian = strcmp(language->code, "lt") == 0;
	word->stop = lithuanian ? searchstop_lithuanian(word->stem) : searchstop_english(word->stem);
	if (!ascii(word->stem))
		return;
	if (lithuanian)
		word->stem[stem_lt(word->stem, length)] = '\0';
	else
		stem_english(word->stem, length);
}

void searchword_fold(
        const struct language *language, const char *text, size_t length, struct searchword *word)
{
	struct folded folded;

	*word = (struct searchword){ .length = length };
	fold_word(text, length, &folded);
	write_text(folded.plain, folded.plain_length, word->plain);
	stem_word(language, &folded, word);
}

bool searchword_next(
        const struct language *language, const char *text, size_t length, size_t *at, struct searchword *word)
{
	size_t next;

	while (*at < length) {
		enum kind kind = kind_at(text, length, *at, &next);
		if (kind != KIND_LETTER && kind != KIND_ARABIC) {
			*at = next;
			continue;
		}
		size_t start = *at;
		*at = word_end(text, length, start, kind);
		searchword_fold(language, text + start, *at - start, word);
		word->start = start;
		if (word->stem[0] != '\0')
			return true;
	}
	return false;
}

void searchword_padded(const char *stem, char padded[SEARCHWORD_BYTES + 4])
{
	size_t chars = 0, length = strlen(stem);

	for (size_t i = 0; i < length; i++)
		chars += ((unsigned char)stem[i] & 0xC0) != 0x80;
	memcpy(padded, stem, length);
	if (searchstop_innodb(stem) && chars >= 3)
		padded[length++] = '_';
	for (; chars < 3; chars++)
		padded[length++] = '_';
	padded[length] = '\0';
}
