/*
 * What pictures say of their size: the heads of the four kinds, whole, cut at every byte, and lying.
 */
#include "claim.h"

#include <string.h>

#include "base/limits.h"
#include "io/picture_size.h"

/* clang-format off */
#define PNG  "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"
#define WEBP "RIFF\x10\0\0\0WEBP"
#define TIFF_LITTLE(turn) "Exif\0\0II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\0\0\0\0\0\0\0\0\x12\x01\x03\0\x01\0\0\0" turn "\0\0\0"
#define TIFF_BIG(turn)    "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" turn "\0\0"
#define FRAME             "\xff\xff\xc2\0\x0b\x08\0\x28\0\x1e\x01\x01\x11\0" /* 30 by 40, behind a fill byte */

struct head {
	const char *bytes;
	size_t length;
	enum picture_kind kind;
	uint32_t width, height;
	int turn;
};

#define HEAD(bytes, ...) { bytes, sizeof(bytes) - 1, __VA_ARGS__ }

static const struct head good[] = {
	HEAD(PNG "\0\0\0\x02\0\0\0\x03", PICTURE_PNG, 2, 3, 1),
	HEAD("GIF87a\x05\0\x06\0", PICTURE_GIF, 5, 6, 1),
	HEAD("GIF89a\0\x01\x06\0", PICTURE_GIF, 256, 6, 1),
	HEAD("\xff\xd8" FRAME, PICTURE_JPEG, 30, 40, 1),
	HEAD("\xff\xd8\xff\xe1\0\x2a" TIFF_LITTLE("\x06") FRAME, PICTURE_JPEG, 30, 40, 6),
	HEAD("\xff\xd8\xff\xe1\0\x1e" TIFF_BIG("\x08") FRAME, PICTURE_JPEG, 30, 40, 8),
	HEAD("\xff\xd8\xff\xe1\0\x1e" TIFF_BIG("\x09") FRAME, PICTURE_JPEG, 30, 40, 1),
	HEAD("\xff\xd8\xff\xe1\0\x08http:/" FRAME, PICTURE_JPEG, 30, 40, 1),
	HEAD("\xff\xd8\xff\xe1\0\x10" "Exif\0\0II*\0\xff\xff\xff\xff" FRAME, PICTURE_JPEG, 30, 40, 1),
	HEAD("\xff\xd8\xff\xc4\0\x03\0\xff\xc8\0\x02\xff\xcc\0\x02" FRAME, PICTURE_JPEG, 30, 40, 1),
	HEAD(WEBP "VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x07\0\x08\0", PICTURE_WEBP, 7, 8, 1),
	HEAD(WEBP "VP8L\0\0\0\0\x2f\x08\x40\x02\0", PICTURE_WEBP, 9, 10, 1),
	HEAD(WEBP "VP8X\0\0\0\0\0\0\0\0\x0a\0\0\x0b\0\0", PICTURE_WEBP, 11, 12, 1),
};

static const struct head bad[] = {
	HEAD("", 0, 0, 0, 0),
	HEAD("BM\x10\0\0\0", 0, 0, 0, 0),
	HEAD("RIFF\x10\0\0\0WAVEfmt ", 0, 0, 0, 0),
	HEAD(PNG "\0\0\0\0\0\0\0\x03", 0, 0, 0, 0),                       /* no width */
	HEAD(PNG "\0\0\0\x02\0\0\0\0", 0, 0, 0, 0),                       /* no height */
	HEAD(PNG "\0\0\x2e\xe1\0\0\0\x01", 0, 0, 0, 0),                   /* a side too long */
	HEAD(PNG "\0\0\0\x01\0\0\x2e\xe1", 0, 0, 0, 0),
	HEAD(PNG "\0\0\x2e\xe0\0\0\x2e\xe0", 0, 0, 0, 0),                 /* too many pixels */
	HEAD("\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\0\x02\0\0\0\x03", 0, 0, 0, 0),
	HEAD("\xff\xd8\xff\xe0\0\x01" FRAME, 0, 0, 0, 0),                 /* a segment shorter than its length */
	HEAD("\xff\xd8\xff\xe0\xff\xff" FRAME, 0, 0, 0, 0),               /* and one longer than the file */
	HEAD("\xff\xd8\xff\xe0\0\x02\0\0\0\0\0", 0, 0, 0, 0),             /* no segment behind it */
	HEAD(WEBP "ALPH\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0, 0, 0, 0),
};
/* clang-format on */

static void test_sizes(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++) {
		struct picture_size size;
		assert_int_equal(picture_size(good[i].bytes, good[i].length, &size), RC_OK);
		assert_int_equal(size.kind, good[i].kind);
		assert_int_equal(size.width, good[i].width);
		assert_int_equal(size.height, good[i].height);
		assert_int_equal(size.turn, good[i].turn);
	}
}

static void test_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++)
		for (size_t length = 0; length < good[i].length; length++) {
			struct picture_size size;
			if (picture_size(good[i].bytes, length, &size) == RC_OK)
				assert_true(size.width >= 1 && size.height >= 1 &&
				            (uint64_t)size.width * size.height <= LIMIT_PICTURE_PIXELS);
		}
}

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct picture_size size;
		assert_int_equal(picture_size(bad[i].bytes, bad[i].length, &size), RC_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("each kind tells its size, a JPEG how it was held", test_sizes),
		CLAIM("UPL-05: cut at any byte a picture is refused or keeps to the limits", test_cut),
		CLAIM("UPL-05: what is none, empty, too large or lying is refused", test_refused),
	};
	return cmocka_run_group_tests_name("io/picture_size", tests, NULL, NULL);
}
