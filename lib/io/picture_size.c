/* See picture_size.h. Every read is bound by the length; what lies outside is a picture cut short. */
#include "io/picture_size.h"

#include <stdbool.h>
#include <string.h>

#include "base/limits.h"

#define EXIF_ORIENTATION 0x0112
#define EXIF_ENTRY       12 /* bytes */
#define EXIF_ENTRIES     64 /* that are looked at */

struct span {
	const uint8_t *data;
	size_t length;
	bool little; /* the lower byte first */
};

/* A number of `bytes` bytes at `at`; 0 past the end. */
static uint32_t number_at(struct span span, size_t at, size_t bytes)
{
	uint32_t number = 0;
	if (at > span.length || bytes > span.length - at)
		return 0;
	for (size_t i = 0; i < bytes; i++)
		number = number << 8 | span.data[at + (span.little ? bytes - 1 - i : i)];
	return number;
}

static struct span part(struct span span, size_t at, size_t length)
{
	if (at > span.length)
		at = span.length;
	if (length > span.length - at)
		length = span.length - at;
	return (struct span){ span.data + at, length, span.little };
}

static bool has(struct span span, size_t at, const void *bytes, size_t length)
{
	return at <= span.length && length <= span.length - at && memcmp(span.data + at, bytes, length) == 0;
}

/* --- JPEG ------------------------------------------------------------------------------------ */

/* The orientation in a segment "Exif", 1 if it tells none. */
static int exif_turn(struct span segment)
{
	if (!has(segment, 0, "Exif\0\0", 6))
		return 1;
	struct span tiff = part(segment, 6, segment.length);
	tiff.little = has(tiff, 0, "II", 2);
	size_t at = number_at(tiff, 4, 4);
	if (at > tiff.length)
		return 1;
	uint32_t count = number_at(tiff, at, 2);
	for (uint32_t i = 0; i < count && i < EXIF_ENTRIES; i++) {
		size_t entry = at + 2 + (size_t)i * EXIF_ENTRY;
		if (number_at(tiff, entry, 2) != EXIF_ORIENTATION)
			continue;
		uint32_t turn = number_at(tiff, entry + 8, 2);
		return turn >= 1 && turn <= 8 ? (int)turn : 1;
	}
	return 1;
}

/* SOF0 to SOF15 without the three that are something else. */
static bool is_frame(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static void read_jpeg(struct span file, struct picture_size *size)
{
	for (size_t at = 2; at + 4 <= file.length;) {
		if (file.data[at] != 0xFF)
			return;
		uint8_t marker = file.data[at + 1];
		if (marker == 0xFF) { /* fill */
			at++;
			continue;
		}
		size_t length = number_at(file, at + 2, 2);
		if (length < 2)
			return;
		if (is_frame(marker)) {
			size->height = number_at(file, at + 5, 2);
			size->width = number_at(file, at + 7, 2);
			return;
		}
		if (marker == 0xE1 && size->turn == 1)
			size->turn = exif_turn(part(file, at + 4, length - 2));
		at += 2 + length;
	}
}

/* --- WebP ------------------------------------------------------------------------------------ */

static void read_webp(struct span file, struct picture_size *size)
{
	file.little = true;
	if (has(file, 12, "VP8X", 4)) {
		size->width = number_at(file, 24, 3) + 1;
		size->height = number_at(file, 27, 3) + 1;
	} else if (has(file, 12, "VP8L", 4)) {
		uint32_t bits = number_at(file, 21, 4);
		size->width = (bits & 0x3FFF) + 1;
		size->height = (bits >> 14 & 0x3FFF) + 1;
	} else if (has(file, 12, "VP8 ", 4)) {
		size->width = number_at(file, 26, 2) & 0x3FFF;
		size->height = number_at(file, 28, 2) & 0x3FFF;
	}
}

/* --- the four -------------------------------------------------------------------------------- */

static bool read_any(struct span file, struct picture_size *size)
{
	if (has(file, 0, "\x89PNG\r\n\x1a\n", 8)) {
		size->kind = PICTURE_PNG;
		if (has(file, 12, "IHDR", 4)) {
			size->width = number_at(file, 16, 4);
			size->height = number_at(file, 20, 4);
		}
	} else if (has(file, 0, "GIF87a", 6) || has(file, 0, "GIF89a", 6)) {
		size->kind = PICTURE_GIF;
		file.little = true;
		size->width = number_at(file, 6, 2);
		size->height = number_at(file, 8, 2);
	} else if (has(file, 0, "\xff\xd8\xff", 3)) {
		size->kind = PICTURE_JPEG;
		read_jpeg(file, size);
	} else if (has(file, 0, "RIFF", 4) && has(file, 8, "WEBP", 4)) {
		size->kind = PICTURE_WEBP;
		read_webp(file, size);
	} else {
		return false;
	}
	return true;
}

enum rc picture_size(const void *data, size_t length, struct picture_size *size)
{
	struct span file = { data, length, false };
	*size = (struct picture_size){ .turn = 1 };
	if (!read_any(file, size) || size->width == 0 || size->height == 0)
		return RC_INVALID;
	if (size->width > LIMIT_PICTURE_SIDE || size->height > LIMIT_PICTURE_SIDE ||
	        (uint64_t)size->width * size->height > LIMIT_PICTURE_PIXELS)
		return RC_INVALID;
	return RC_OK;
}
