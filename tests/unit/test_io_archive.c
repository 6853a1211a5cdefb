/*
 * ZIP files that go out while they are made: read back by libarchive, cut off by a reader who left.
 */
#define _GNU_SOURCE 1
#include "claim.h"

#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "io/archive.h"

#define MOST ((size_t)4 << 20)

struct sink {
	char *data;
	size_t length, most;
	size_t largest; /* piece */
};

static enum rc take(void *context, const void *data, size_t length)
{
	struct sink *sink = context;

	if (sink->length + length > sink->most)
		return RC_IO;
	memcpy(sink->data + sink->length, data, length);
	sink->length += length;
	if (length > sink->largest)
		sink->largest = length;
	return RC_OK;
}

static struct sink new_sink(size_t most)
{
	struct sink sink = { .data = malloc(most), .most = most };

	assert_non_null(sink.data);
	return sink;
}

static void expect_file(struct archive *archive, const char *name, const void *data, size_t length)
{
	struct archive_entry *entry;
	char *read = malloc(length + 1);

	assert_non_null(read);
	assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_OK);
	assert_string_equal(archive_entry_pathname_utf8(entry), name);
	assert_int_equal(archive_read_data(archive, read, length + 1), length);
	assert_memory_equal(read, data, length);
	free(read);
}

static void test_files(void **state)
{
	(void)state;
	struct sink sink = new_sink(MOST);
	struct zip *zip;
	static const char text[] = "{\"name\":\"Rūta\"}";
	size_t size = 1000000;
	char *big = malloc(size);
	struct archive_entry *entry;

	assert_non_null(big);
	for (size_t i = 0; i < size; i++)
		big[i] = (char)(i * 7 + i / 256);
	assert_int_equal(zip_start(take, &sink, &zip), RC_OK);
	assert_int_equal(zip_file(zip, "data.json", -1, 1800000000), RC_OK);
	assert_int_equal(zip_add(zip, text, 5), RC_OK);
	assert_int_equal(zip_add(zip, text + 5, sizeof(text) - 6), RC_OK);
	assert_int_equal(zip_file(zip, "files/001-Sąskaita گزارش.pdf", (int64_t)size, 1800000000), RC_OK);
	for (size_t at = 0; at < size; at += 100000)
		assert_int_equal(zip_add(zip, big + at, 100000), RC_OK);
	assert_int_equal(zip_file(zip, "empty", 0, 1800000000), RC_OK);
	assert_int_equal(zip_end(zip), RC_OK);
	zip_free(zip);
	assert_true(sink.largest < 200000);

	struct archive *archive = archive_read_new();
	assert_int_equal(archive_read_support_format_zip(archive), ARCHIVE_OK);
	assert_int_equal(archive_read_open_memory(archive, sink.data, sink.length), ARCHIVE_OK);
	expect_file(archive, "data.json", text, sizeof(text) - 1);
	/* the name is no plain text: a warning where the locale is not */
	assert_true(archive_read_next_header(archive, &entry) >= ARCHIVE_WARN);
	assert_int_equal(archive_entry_size_is_set(entry) ? archive_entry_size(entry) : (int64_t)size, size);
	assert_int_equal(archive_read_data_skip(archive), ARCHIVE_OK);
	expect_file(archive, "empty", "", 0);
	assert_int_equal(archive_read_next_header(archive, &entry), ARCHIVE_EOF);
	archive_read_free(archive);
	/* the flag that a name is UTF-8 stands in the local header: bit 11 of the word at 6 */
	const char *second = memmem(sink.data + 30, sink.length - 30, "files/001-", 10);
	assert_non_null(second);
	assert_true((second[-30 + 7] & 0x08) != 0);
	free(big);
	free(sink.data);
}

static void test_reader_left(void **state)
{
	(void)state;
	struct sink sink = new_sink(1000);
	struct zip *zip;
	char noise[4096];
	unsigned seed = 1;
	enum rc rc;

	assert_int_equal(zip_start(take, &sink, &zip), RC_OK);
	rc = zip_file(zip, "noise", -1, 0);
	for (int i = 0; rc == RC_OK && i < 1000; i++) {
		for (size_t j = 0; j < sizeof(noise); j++)
			noise[j] = (char)((seed = seed * 1103515245 + 12345) >> 16);
		rc = zip_add(zip, noise, sizeof(noise));
	}
	assert_int_equal(rc, RC_IO);
	assert_int_equal(zip_add(zip, noise, 1), RC_IO);
	assert_int_equal(zip_file(zip, "more", 1, 0), RC_IO);
	assert_int_equal(zip_end(zip), RC_IO);
	zip_free(zip);
	free(sink.data);
}

static void test_bounds(void **state)
{
	(void)state;
	struct sink sink = new_sink(MOST);
	struct zip *zip;

	assert_int_equal(zip_start(take, &sink, &zip), RC_OK);
	assert_int_equal(zip_file(zip, "a", 3, 0), RC_OK);
	assert_int_equal(zip_add(zip, "abcd", 4), RC_INVALID);
	assert_int_equal(zip_add(zip, "abc", 3), RC_OK);
	assert_int_equal(zip_add(zip, "d", 1), RC_INVALID);
	size_t before = sink.length;
	zip_free(zip);
	assert_int_equal(sink.length, before);
	zip_free(NULL);
	free(sink.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("PRV-01: files of known and unknown size come back as they went in", test_files),
		CLAIM("an archive ends where its reader leaves", test_reader_left),
		CLAIM("a file takes no more than its size; freeing writes nothing", test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
