/*
 * Compression of whole answers: zlib's own reader gets back what went in.
 */
#include "io/gzip.h"

#include <string.h>
#include <zlib.h>

#include "claim.h"

#define MOST (1 << 20)

static char text[MOST], back[MOST + 1];

/* The length of what is unpacked into `back`. */
static size_t unpack(const struct buf *packed)
{
	z_stream stream = { .next_in = (Bytef *)packed->data,
		.avail_in = (uInt)packed->length,
		.next_out = (Bytef *)back,
		.avail_out = sizeof(back) };
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	size_t length = stream.total_out;
	assert_int_equal(inflateEnd(&stream), Z_OK);
	return length;
}

static void check(size_t length)
{
	struct buf packed;
	buf_init(&packed, 2 * MOST);
	assert_int_equal(gzip_add(&packed, text, length), RC_OK);
	assert_int_equal(unpack(&packed), length);
	assert_memory_equal(back, text, length);
	buf_free(&packed);
}

static void test_there_and_back(void **state)
{
	(void)state;
	unsigned seed = 20261122;
	check(0);
	memset(text, 'a', sizeof(text));
	check(1);
	check(sizeof(text));
	for (size_t i = 0; i < sizeof(text); i++) {
		seed = seed * 1664525u + 1013904223u;
		text[i] = (char)(seed >> 24);
	}
	check(sizeof(text)); /* what does not get smaller */
	check(20000);
}

static void test_small(void **state)
{
	(void)state;
	struct buf packed;
	memset(text, 'a', sizeof(text));
	buf_init(&packed, MOST);
	assert_int_equal(gzip_add(&packed, text, sizeof(text)), RC_OK);
	assert_in_range(packed.length, 20, sizeof(text) / 100);
	buf_free(&packed);
}

static void test_no_room(void **state)
{
	(void)state;
	struct buf packed;
	buf_init(&packed, 30);
	memset(text, 'a', sizeof(text));
	assert_int_equal(gzip_add(&packed, text, sizeof(text)), RC_TOO_LARGE);
	buf_free(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("what is packed comes back as it was", test_there_and_back),
		CLAIM("text gets smaller", test_small),
		CLAIM("a buffer without room is an error", test_no_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
