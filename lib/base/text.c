/*
 * UTF-8 text. Nothing here depends on the process's locale. Functions that take "valid" text stay
 * within bounds for any bytes.
 */
#include "base/text.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/limits.h"
#include "base/unicode.h"

#define REPLACEMENT       0xFFFD
#define ZERO_WIDTH_JOINER 0x200D
#define ELLIPSIS          "…"
#define WORD_NEAR         16 /* code points that text_cut gives up for a whole word */
#define FILE_NAME_BYTES   120
#define FILE_ENDING_BYTES 16 /* a longer tail after the last dot is no extension */
#define SLUG_BYTES        80
#define MAIL_NAME_BYTES   64 /* before the @, RFC 5321 */
#define LABEL_BYTES       63

size_t text_next(const char *text, size_t length, uint32_t *point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const uint8_t *bytes = (const uint8_t *)text;

	if (length == 0) {
		*point = 0;
		return 0;
	}
	if (bytes[0] < 0x80) {
		*point = bytes[0];
		return 1;
	}
	*point = REPLACEMENT;
	size_t size = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
	if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || size > length)
		return 1;

	uint32_t value = bytes[0] & (0x7FU >> size);
	for (size_t i = 1; i < size; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 1;
		value = value << 6 | (bytes[i] & 0x3FU);
	}
	if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*point = value;
	return size;
}

bool text_valid(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t point;
		size_t size = text_next(text + at, length - at, &point);
		if (point == 0 || (point == REPLACEMENT && size == 1))
			return false;
		at += size;
	}
	return true;
}

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7F;
}

bool text_has_control(const char *text)
{
	for (; *text; text++)
		if (is_control(*text) && *text != '\t' && *text != '\n' && *text != '\r')
			return true;
	return false;
}

bool text_has_break(const char *text)
{
	for (; *text; text++)
		if (is_control(*text))
			return true;
	return false;
}

size_t text_chars(const char *text)
{
	size_t count = 0;
	uint32_t point;
	for (size_t left = strlen(text); left; count++) {
		size_t size = text_next(text, left, &point);
		text += size;
		left -= size;
	}
	return count;
}

bool text_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool text_empty(const char *text)
{
	return !text || !*text;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_blank(uint32_t point)
{
	return u_isUWhiteSpace((UChar32)point) || (point >= 0x200B && point <= 0x200F) || point == 0x2060 ||
	       point == 0xFEFF;
}

char *text_trim(struct arena *arena, const char *text)
{
	size_t length = strlen(text), start = length, end = length;
	for (size_t at = 0; at < length;) {
		uint32_t point;
		size_t size = text_next(text + at, length - at, &point);
		if (!is_blank(point)) {
			if (start == length)
				start = at;
			end = at + size;
		}
		at += size;
	}

	char *copy = arena_alloc(arena, end - start + 1);
	if (!copy)
		return NULL;
	char *out = copy;
	for (size_t i = start; i < end; i++) {
		while (text[i] == '\n' && out > copy && out[-1] == '\r') /* CRLF, CRCRLF */
			out--;
		*out++ = text[i];
	}
	*out = '\0';
	return copy;
}

/* True for a code point that belongs to the one before it. */
static bool is_joined(uint32_t before, uint32_t point)
{
	return before == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_JOINER ||
	       (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK);
}

char *text_cut(struct arena *arena, const char *text, size_t chars)
{
	if (text_chars(text) <= chars)
		return arena_text(arena, text);
	if (chars == 0)
		return arena_copy(arena, "", 0);

	size_t length = strlen(text), at = 0, end = 0, word = 0, word_chars = 0;
	uint32_t before = 0, point;
	for (size_t count = 0; count < chars; count++) {
		size_t size = text_next(text + at, length - at, &point);
		if (u_isUWhiteSpace((UChar32)point)) {
			word = at;
			word_chars = count;
		}
		if (!is_joined(before, point))
			end = at;
		before = point;
		at += size;
	}
	if (word && chars - 1 - word_chars <= WORD_NEAR)
		end = word;
	while (end && (text[end - 1] == ' ' || text[end - 1] == '\n'))
		end--;

	char *cut = arena_alloc(arena, end + sizeof(ELLIPSIS));
	if (!cut)
		return NULL;
	memcpy(cut, text, end);
	memcpy(cut + end, ELLIPSIS, sizeof(ELLIPSIS));
	return cut;
}

/* The value of the digit at `text` in ASCII, Persian (U+06F0…) or Arabic (U+0660…) and its bytes, or -1. */
static int digit_at(const char *text, size_t *size)
{
	const uint8_t *bytes = (const uint8_t *)text;
	*size = 1;
	if (bytes[0] >= '0' && bytes[0] <= '9')
		return bytes[0] - '0';
	*size = 2;
	if (bytes[0] == 0xDB && bytes[1] >= 0xB0 && bytes[1] <= 0xB9)
		return bytes[1] - 0xB0;
	if (bytes[0] == 0xD9 && bytes[1] >= 0xA0 && bytes[1] <= 0xA9)
		return bytes[1] - 0xA0;
	return -1;
}

char *text_ascii_digits(struct arena *arena, const char *text)
{
	char *copy = arena_alloc(arena, strlen(text) + 1);
	if (!copy)
		return NULL;
	for (char *out = copy; *text; out++) {
		size_t size;
		int digit = digit_at(text, &size);
		*out = digit < 0 ? *text : (char)('0' + digit);
		text += digit < 0 ? 1 : size;
	}
	return copy;
}

enum rc text_number(const char *text, int64_t *number)
{
	if (text_empty(text))
		return RC_INVALID;
	bool minus = *text == '-';
	if (minus && !*++text)
		return RC_INVALID;

	int64_t value = 0; /* built downwards: the least number has no positive twin */
	while (*text) {
		size_t size;
		int digit = digit_at(text, &size);
		if (digit < 0 || __builtin_mul_overflow(value, 10, &value) ||
		        __builtin_sub_overflow(value, digit, &value))
			return RC_INVALID;
		text += size;
	}
	if (!minus && __builtin_sub_overflow(0, value, &value))
		return RC_INVALID;
	*number = value;
	return RC_OK;
}

static char *fold_ascii(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);
	for (char *c = copy; c && *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

char *text_fold(struct arena *arena, const char *text)
{
	if (is_ascii(text))
		return fold_ascii(arena, text);

	UErrorCode status = U_ZERO_ERROR;
	unicode_open();
	const UNormalizer2 *folder = unorm2_getNFKCCasefoldInstance(&status);
	if (!unicode_opened(status))
		return NULL;
	int32_t length;
	UChar *units = unicode_units(arena, text, &length);
	if (!units)
		return NULL;

	int32_t need = unorm2_normalize(folder, units, length, NULL, 0, &status);
	if (status != U_BUFFER_OVERFLOW_ERROR)
		return U_SUCCESS(status) ? arena_copy(arena, "", 0) : NULL;
	UChar *folded = ARENA_ARRAY(arena, UChar, (size_t)need + 1);
	if (!folded)
		return NULL;
	status = U_ZERO_ERROR;
	unorm2_normalize(folder, units, length, folded, need + 1, &status);
	return U_SUCCESS(status) ? unicode_text(arena, folded, need) : NULL;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of the characters that RFC 5321 allows, those stay out that mean something to shells or to mail routing. */
static bool is_mail_name(const char *name, size_t length)
{
	if (length == 0 || length > MAIL_NAME_BYTES || name[0] == '-' || name[0] == '.' ||
	        name[length - 1] == '.')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (name[i] == '.' && name[i + 1] == '.')
			return false;
		if (!is_letter(name[i]) && !is_digit(name[i]) && (!name[i] || !strchr(".+-_'&/=#~", name[i])))
			return false;
	}
	return true;
}

static bool is_label(const char *label, size_t length)
{
	if (length == 0 || length > LABEL_BYTES || label[0] == '-' || label[length - 1] == '-')
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_letter(label[i]) && !is_digit(label[i]) && label[i] != '-')
			return false;
	return true;
}

static bool is_mail_domain(const char *domain)
{
	const char *label = domain;
	size_t length = strcspn(label, ".");
	while (label[length] == '.') {
		if (!is_label(label, length))
			return false;
		label += length + 1;
		length = strcspn(label, ".");
	}
	return label != domain && length >= 2 && is_letter(label[0]) && is_label(label, length);
}

bool text_is_mail(const char *text)
{
	if (!text || strnlen(text, LIMIT_MAIL + 1) > LIMIT_MAIL)
		return false;
	const char *at = strchr(text, '@');
	return at && is_mail_name(text, (size_t)(at - text)) && is_mail_domain(at + 1);
}

bool text_is_slug(const char *text)
{
	if (!text || !*text || strnlen(text, SLUG_BYTES + 1) > SLUG_BYTES)
		return false;
	char before = '-';
	for (; *text; text++) {
		bool word = (*text >= 'a' && *text <= 'z') || is_digit(*text);
		if (!word && (*text != '-' || before == '-'))
			return false;
		before = *text;
	}
	return before != '-';
}

/* Control, format (bidirectional marks, zero width) and separator characters, and what divides a path. */
static bool is_unfit_for_file(uint32_t point)
{
	uint32_t unfit =
	        U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CN_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
	return point == '/' || point == '\\' || point == REPLACEMENT ||
	       (U_GET_GC_MASK((UChar32)point) & unfit);
}

/* Bytes of the whole code points within the first `most` bytes. */
static size_t whole_points(const char *text, size_t length, size_t most)
{
	size_t at = 0;
	while (at < length) {
		uint32_t point;
		size_t size = text_next(text + at, length - at, &point);
		if (at + size > most)
			break;
		at += size;
	}
	return at;
}

static char *shorten_file_name(struct arena *arena, const char *name, size_t length)
{
	const char *dot = strrchr(name, '.');
	size_t ending = dot ? length - (size_t)(dot - name) : 0;
	if (ending > FILE_ENDING_BYTES)
		ending = 0;
	size_t stem = whole_points(name, length - ending, FILE_NAME_BYTES - ending);
	while (ending == 0 && stem && (name[stem - 1] == '.' || name[stem - 1] == ' '))
		stem--;

	char *cut = arena_alloc(arena, stem + ending + 1);
	if (!cut)
		return NULL;
	memcpy(cut, name, stem);
	memcpy(cut + stem, name + length - ending, ending);
	return cut;
}

char *text_file_name(struct arena *arena, const char *name)
{
	size_t length = strlen(name), kept = 0;
	char *clean = arena_alloc(arena, length + 1);
	if (!clean)
		return NULL;
	for (size_t at = 0; at < length;) {
		uint32_t point;
		size_t size = text_next(name + at, length - at, &point);
		bool leading = kept == 0 && (point == '.' || u_isUWhiteSpace((UChar32)point));
		if (!leading && !is_unfit_for_file(point)) {
			memcpy(clean + kept, name + at, size);
			kept += size;
		}
		at += size;
	}
	while (kept && (clean[kept - 1] == '.' || clean[kept - 1] == ' '))
		kept--;
	clean[kept] = '\0';

	if (kept == 0)
		return arena_text(arena, "file");
	return kept <= FILE_NAME_BYTES ? clean : shorten_file_name(arena, clean, kept);
}

/* The value that a place such as {2} at `text` stands for; NULL if it is none. */
static const char *place_value(const char *text, const char *const *values, size_t count)
{
	if (text[0] != '{' || !text[1] || text[2] != '}')
		return NULL;
	if (text[1] != 'n' && (text[1] < '1' || text[1] > '9'))
		return NULL;
	size_t index = text[1] == 'n' ? 0 : (size_t)(text[1] - '1');
	if (index >= count)
		return NULL;
	return values[index] ? values[index] : "";
}

/* Fills into `out`, or only measures if that is NULL. Returns the bytes. */
static size_t fill_into(char *out, const char *message, const char *const *values, size_t count)
{
	size_t length = 0;
	while (*message) {
		const char *value = place_value(message, values, count);
		const char *piece = value ? value : message;
		size_t size = value ? strlen(value) : 1 + strcspn(message + 1, "{");
		if (out)
			memcpy(out + length, piece, size);
		length += size;
		message += value ? 3 : size;
	}
	return length;
}

char *text_fill(struct arena *arena, const char *message, const char *const *values, size_t count)
{
	char *filled = arena_alloc(arena, fill_into(NULL, message, values, count) + 1);
	if (filled)
		fill_into(filled, message, values, count);
	return filled;
}

char *text_hex(struct arena *arena, const void *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *data = bytes;
	char *hex = size < SIZE_MAX / 2 ? arena_alloc(arena, size * 2 + 1) : NULL;
	if (!hex)
		return NULL;
	for (size_t i = 0; i < size; i++) {
		hex[2 * i] = digits[data[i] >> 4];
		hex[2 * i + 1] = digits[data[i] & 15];
	}
	return hex;
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

enum rc text_unhex(const char *hex, void *bytes, size_t size)
{
	uint8_t *data = bytes;
	if (!hex || size > SIZE_MAX / 2 || strlen(hex) != size * 2)
		return RC_INVALID;
	for (size_t i = 0; i < size; i++) {
		int high = hex_value(hex[2 * i]), low = hex_value(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return RC_INVALID;
		data[i] = (uint8_t)(high << 4 | low);
	}
	return RC_OK;
}

char *text_first(struct arena *arena, const char *text)
{
	size_t length = text[0] ? 1 : 0;
	while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
		length++;
	return arena_copy(arena, text, length);
}

char *text_like_start(struct arena *arena, const char *text)
{
	char *made = arena_alloc(arena, strlen(text) * 2 + 2), *out = made;
	if (!made)
		return NULL;
	for (const char *in = text; *in; in++) {
		if (strchr("%_\\", *in))
			*out++ = '\\';
		*out++ = *in;
	}
	*out++ = '%';
	*out = '\0';
	return made;
}
