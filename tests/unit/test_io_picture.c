/*
 * Profile pictures: what comes out is always a small PNG of our own, whatever came in; and what is hostile
 * ends a process that has nothing to lose.
 */
#define _GNU_SOURCE 1
#include "claim.h"

#include <stdlib.h>
#include <string.h>

#include <gd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"
#include "io/picture.h"
#include "io/picture_size.h"

#define MARKER "GPS 54.687 25.279"
#define RED    0xD03020
#define BLUE   0x2030D0

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	log_start("test", LOG_LEVEL_ERROR);
	arena = arena_new(65536, (size_t)64 << 20);
	return arena != NULL ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* A picture whose upper left quarter is red, the rest blue. */
static gdImagePtr drawn(int width, int height)
{
	gdImagePtr image = gdImageCreateTrueColor(width, height);

	assert_non_null(image);
	gdImageFilledRectangle(image, 0, 0, width - 1, height - 1, BLUE);
	gdImageFilledRectangle(image, 0, 0, width / 2 - 1, height / 2 - 1, RED);
	return image;
}

struct file {
	char *data;
	size_t length;
};

static struct file keep(void *data, int length)
{
	struct file file = { arena_copy(arena, data, (size_t)length), (size_t)length };

	assert_non_null(file.data);
	gdFree(data);
	return file;
}

static struct file encoded(enum picture_kind kind, int width, int height)
{
	gdImagePtr image = drawn(width, height);
	int length = 0;
	void *data = kind == PICTURE_PNG    ? gdImagePngPtr(image, &length)
	             : kind == PICTURE_JPEG ? gdImageJpegPtr(image, &length, 90)
	             : kind == PICTURE_GIF  ? gdImageGifPtr(image, &length)
	                                    : gdImageWebpPtrEx(image, &length, 90);

	assert_non_null(data);
	gdImageDestroy(image);
	return keep(data, length);
}

static struct file joined(const void *a, size_t a_length, const void *b, size_t b_length)
{
	struct file file = { arena_alloc(arena, a_length + b_length), a_length + b_length };

	assert_non_null(file.data);
	memcpy(file.data, a, a_length);
	memcpy(file.data + a_length, b, b_length);
	return file;
}

static enum rc remake(struct file file, const void **png, size_t *size)
{
	return picture_remake(arena, file.data, file.length, png, size);
}

/* Draws it anew, looks at what came, and answers the picture. */
static gdImagePtr remade(struct file file)
{
	const void *png;
	size_t size;
	struct picture_size said;

	assert_int_equal(remake(file, &png, &size), RC_OK);
	assert_int_equal(picture_size(png, size, &said), RC_OK);
	assert_int_equal(said.kind, PICTURE_PNG);
	assert_int_equal(said.width, PICTURE_SIDE);
	assert_int_equal(said.height, PICTURE_SIDE);
	assert_null(memmem(png, size, MARKER, sizeof(MARKER) - 1));
	gdImagePtr image = gdImageCreateFromPngPtr((int)size, (void *)(uintptr_t)png);
	assert_non_null(image);
	return image;
}

static bool is_red(gdImagePtr image, int x, int y)
{
	int pixel = gdImageGetTrueColorPixel(image, x, y);

	return gdTrueColorGetRed(pixel) > 150 && gdTrueColorGetBlue(pixel) < 100;
}

static void test_kinds(void **state)
{
	(void)state;
	static const enum picture_kind kinds[] = { PICTURE_PNG, PICTURE_JPEG, PICTURE_GIF, PICTURE_WEBP };

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		gdImagePtr image = remade(encoded(kinds[i], 600, 400));
		assert_true(is_red(image, 20, 20));
		assert_false(is_red(image, 20, 200));
		assert_false(is_red(image, 200, 20));
		gdImageDestroy(image);
	}
	gdImageDestroy(remade(encoded(PICTURE_PNG, 1, 1)));
	gdImageDestroy(remade(encoded(PICTURE_PNG, 3, 2000)));
}

/* --- metadata ---------------------------------------------------------------------------------- */

/* A JPEG with an Exif segment that tells the orientation and holds a marker. */
static struct file with_exif(int turn)
{
	struct file plain = encoded(PICTURE_JPEG, 400, 400);
	char exif[] = "\xff\xe1\0\x40"
	              "Exif\0\0"
	              "MM\0\x2a\0\0\0\x08"
	              "\0\x01"
	              "\x01\x12\0\x03\0\0\0\x01\0\0\0\0"
	              "\0\0\0\0" MARKER;

	exif[3] = (char)(sizeof(exif) - 1 - 2);
	exif[29] = (char)turn;
	struct file head = joined(plain.data, 2, exif, sizeof(exif) - 1);
	return joined(head.data, head.length, plain.data + 2, plain.length - 2);
}

static void test_metadata(void **state)
{
	(void)state;
	/* where the red quarter is seen, for each orientation */
	static const struct {
		int x, y;
	} seen[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };

	for (int turn = 1; turn <= 8; turn++) {
		struct file file = with_exif(turn);
		struct picture_size size;
		assert_int_equal(picture_size(file.data, file.length, &size), RC_OK);
		assert_int_equal(size.turn, turn);
		gdImagePtr image = remade(file);
		for (int quarter = 0; quarter < 4; quarter++) {
			int x = quarter % 2, y = quarter / 2;
			bool red = x == seen[turn - 1].x && y == seen[turn - 1].y;
			assert_int_equal(is_red(image, 60 + 130 * x, 60 + 130 * y), red);
		}
		gdImageDestroy(image);
	}
}

static void test_polyglots(void **state)
{
	(void)state;
	static const char html[] = "<script>alert('" MARKER "')</script>";
	static const char fake[] = "GIF89a/*" MARKER "*/=1;alert(1)//                               ";
	struct file png = encoded(PICTURE_PNG, 40, 40);
	const void *out;
	size_t size;

	gdImageDestroy(remade(joined(png.data, png.length, html, sizeof(html) - 1)));
	struct file script = { (char *)(uintptr_t)fake, sizeof(fake) - 1 };
	assert_int_equal(remake(script, &out, &size), RC_INVALID);
	struct file wrong = joined("\xff\xd8\xff\xe0", 4, png.data, png.length);
	assert_int_equal(remake(wrong, &out, &size), RC_INVALID);
}

/* --- what is refused ----------------------------------------------------------------------------- */

static void test_foreign(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "x", "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
		"%PDF-1.7 and so on", "BM this is a bitmap, they say", "P6 3000 3000 255 and what follows",
		"\x89PNG\r\n\x1a\n", "GIF89a", "RIFF....WEBP", "\xff\xd8\xff\xe0 and no more" };
	const void *png;
	size_t size;

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct file file = { (char *)(uintptr_t)texts[i], strlen(texts[i]) };
		assert_int_equal(remake(file, &png, &size), RC_INVALID);
	}
	char *large = arena_alloc(arena, LIMIT_PICTURE + 1);
	assert_non_null(large);
	memcpy(large, "\x89PNG\r\n\x1a\n", 8);
	assert_int_equal(picture_remake(arena, large, LIMIT_PICTURE + 1, &png, &size), RC_INVALID);
}

/* Claims to be 60,000 pixels wide: nobody starts to unpack it. */
static void test_bombs(void **state)
{
	(void)state;
	struct file png = encoded(PICTURE_PNG, 40, 40), gif = encoded(PICTURE_GIF, 40, 40);
	struct file jpeg = encoded(PICTURE_JPEG, 40, 40);
	struct picture_size said;
	const void *out;
	size_t size;

	memcpy(png.data + 16, "\0\0\xea\x60\0\0\xea\x60", 8);
	memcpy(gif.data + 6, "\xff\xff\xff\xff", 4);
	char *frame = memmem(jpeg.data, jpeg.length, "\xff\xc0", 2);
	assert_non_null(frame);
	memcpy(frame + 5, "\xff\xff\xff\xff", 4);
	assert_int_equal(picture_size(png.data, png.length, &said), RC_INVALID);
	assert_int_equal(picture_size(gif.data, gif.length, &said), RC_INVALID);
	assert_int_equal(picture_size(jpeg.data, jpeg.length, &said), RC_INVALID);
	assert_int_equal(remake(png, &out, &size), RC_INVALID);
	assert_int_equal(remake(gif, &out, &size), RC_INVALID);
	assert_int_equal(remake(jpeg, &out, &size), RC_INVALID);
}

/* Cut anywhere and with bytes turned round: a square or a refusal, nothing else, and soon. */
static void test_broken(void **state)
{
	(void)state;
	static const enum picture_kind kinds[] = { PICTURE_PNG, PICTURE_JPEG, PICTURE_GIF, PICTURE_WEBP };
	unsigned seed = 20261122;

	for (size_t i = 0; i < LENGTH(kinds) * 40; i++) {
		struct file file = encoded(kinds[i % LENGTH(kinds)], 64, 48);
		const void *png;
		size_t size;
		seed = seed * 1103515245 + 12345;
		if (i % 3 == 0)
			file.length = (seed >> 8) % file.length;
		for (int j = 0; i % 3 != 0 && j < 4; j++) {
			seed = seed * 1103515245 + 12345;
			file.data[(seed >> 8) % file.length] ^= (char)(1 + seed % 255);
		}
		enum rc rc = remake(file, &png, &size);
		assert_true(rc == RC_OK || rc == RC_INVALID);
		arena_reset(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("UPL-05: each of the four kinds becomes a small square PNG", test_kinds),
		CLAIM("UPL-05: metadata goes, and the camera's turn is undone", test_metadata),
		CLAIM("UPL-05: what hides behind or inside a picture does not come through", test_polyglots),
		CLAIM("UPL-05: nothing but PNG, JPEG, GIF and WebP is taken", test_foreign),
		CLAIM("UPL-05: a picture that claims to be huge is refused before it is unpacked",
		        test_bombs),
		CLAIM("UPL-05: broken pictures are a square or a refusal", test_broken),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
