/*
 * Catalogs, made here byte by byte.
 */
#include "io/catalog.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "claim.h"

static char path[] = "/tmp/portico-catalog-XXXXXX";

struct message {
	const char *original;
	size_t original_length;
	const char *translation;
	size_t translation_length;
};

#define MESSAGE(original, translation)                                                                       \
	{                                                                                                    \
		original, sizeof(original) - 1, translation, sizeof(translation) - 1                         \
	}

/* Sorted by bytes, as msgfmt writes them. */
static const struct message messages[] = {
	MESSAGE("", "Content-Type: text/plain; charset=UTF-8\n"),
	MESSAGE("Cancel", "لغو"),
	MESSAGE("Help", ""),
	MESSAGE("one file\0{n} files", "{n} failas\0{n} failai\0{n} failų"),
	MESSAGE("one row\0{n} rows", "\0{n} eilutės"),
	MESSAGE("sign in", "prisijungti"),
};

static void add_number(struct buf *buf, size_t number, bool swapped)
{
	uint32_t value = swapped ? __builtin_bswap32((uint32_t)number) : (uint32_t)number;
	buf_add(buf, &value, sizeof(value));
}

/* The head, the two tables, then all texts. */
static void make(struct buf *buf, const struct message *list, size_t count, bool swapped)
{
	const size_t head[] = { 0x950412de, 0, count, 28, 28 + count * 8, 0, 28 + count * 16 };
	size_t offset = 28 + count * 16;
	buf_init(buf, 1 << 20);
	for (size_t i = 0; i < LENGTH(head); i++)
		add_number(buf, head[i], swapped);
	for (size_t i = 0; i < count; i++) {
		add_number(buf, list[i].original_length, swapped);
		add_number(buf, offset, swapped);
		offset += list[i].original_length + 1;
	}
	for (size_t i = 0; i < count; i++) {
		add_number(buf, list[i].translation_length, swapped);
		add_number(buf, offset, swapped);
		offset += list[i].translation_length + 1;
	}
	for (size_t i = 0; i < count; i++)
		buf_add(buf, list[i].original, list[i].original_length + 1);
	for (size_t i = 0; i < count; i++)
		buf_add(buf, list[i].translation, list[i].translation_length + 1);
	assert_int_equal(buf_finish(buf), RC_OK);
}

static enum rc open_bytes(const void *bytes, size_t length, struct catalog **catalog)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return catalog_open(path, catalog);
}

static int setup(void **state)
{
	(void)state;
	int fd = mkstemp(path);
	return fd >= 0 ? close(fd) : -1;
}

static int teardown(void **state)
{
	(void)state;
	return unlink(path);
}

static void look_all_up(const struct catalog *catalog)
{
	assert_string_equal(catalog_find(catalog, "Cancel"), "لغو");
	assert_string_equal(catalog_find(catalog, "sign in"), "prisijungti");
	assert_string_equal(catalog_find(catalog, "one file"), "{n} failas");
	assert_string_equal(catalog_plural(catalog, "one file", "{n} files", 0), "{n} failas");
	assert_string_equal(catalog_plural(catalog, "one file", "{n} files", 1), "{n} failai");
	assert_string_equal(catalog_plural(catalog, "one file", "{n} files", 2), "{n} failų");
}

static void test_both_orders(void **state)
{
	(void)state;
	for (int swapped = 0; swapped < 2; swapped++) {
		struct buf buf;
		struct catalog *catalog;
		make(&buf, messages, LENGTH(messages), swapped != 0);
		assert_int_equal(open_bytes(buf.data, buf.length, &catalog), RC_OK);
		look_all_up(catalog);
		catalog_close(catalog);
		buf_free(&buf);
	}
}

static void test_missing(void **state)
{
	(void)state;
	struct buf buf;
	struct catalog *catalog;
	make(&buf, messages, LENGTH(messages), false);
	assert_int_equal(open_bytes(buf.data, buf.length, &catalog), RC_OK);
	static const char *const missing[] = { "", "A", "Cance", "Cancel ", "Help", "zzz", "one", "one row" };
	for (size_t i = 0; i < LENGTH(missing); i++) {
		assert_ptr_equal(catalog_find(catalog, missing[i]), missing[i]);
		assert_ptr_equal(catalog_find(NULL, missing[i]), missing[i]);
	}
	assert_string_equal(catalog_plural(NULL, "a", "b", 0), "a");
	assert_string_equal(catalog_plural(NULL, "a", "b", 1), "b");
	assert_string_equal(catalog_plural(catalog, "a", "b", 2), "b");
	assert_string_equal(catalog_plural(catalog, "one file", "other files", 0), "one file");
	assert_string_equal(catalog_plural(catalog, "Cancel", "Cancels", 1), "Cancels");
	assert_string_equal(catalog_plural(catalog, "one file", "{n} files", 3), "{n} files");
	assert_string_equal(catalog_plural(catalog, "one file", "{n} files", SIZE_MAX), "{n} files");
	assert_string_equal(catalog_plural(catalog, "one row", "{n} rows", 0), "one row");
	assert_string_equal(catalog_plural(catalog, "one row", "{n} rows", 1), "{n} eilutės");
	catalog_close(catalog);
	buf_free(&buf);
}

static void test_empty_catalog(void **state)
{
	(void)state;
	struct buf buf;
	struct catalog *catalog;
	make(&buf, NULL, 0, false);
	assert_int_equal(open_bytes(buf.data, buf.length, &catalog), RC_OK);
	assert_string_equal(catalog_find(catalog, "x"), "x");
	catalog_close(catalog);
	catalog_close(NULL);
	buf_free(&buf);
}

static void test_no_catalog(void **state)
{
	(void)state;
	struct catalog *catalog;
	assert_int_equal(catalog_open("/nonexistent/x.mo", &catalog), RC_NOT_FOUND);
	assert_int_equal(catalog_open("/tmp", &catalog), RC_IO);
	assert_int_equal(open_bytes("", 0, &catalog), RC_INVALID);
	assert_int_equal(open_bytes("msgid \"\"\nmsgstr \"\"\n0123456789", 29, &catalog), RC_INVALID);
	char *large = calloc(1, (size_t)9 << 20);
	assert_int_equal(open_bytes(large, (size_t)9 << 20, &catalog), RC_TOO_LARGE);
	free(large);
}

static void test_cut_files(void **state)
{
	(void)state;
	struct buf buf;
	struct catalog *catalog;
	make(&buf, messages, LENGTH(messages), false);
	for (size_t length = 0; length < buf.length; length++)
		assert_int_equal(open_bytes(buf.data, length, &catalog), RC_INVALID);
	buf_free(&buf);
}

static void test_bad_tables(void **state)
{
	(void)state;
	static const struct message unsorted[] = { MESSAGE("b", "x"), MESSAGE("a", "y") };
	static const struct message twice[] = { MESSAGE("a", "x"), MESSAGE("a", "y") };
	static const struct message latin[] = { MESSAGE("a", "\xE0x") };
	static const struct message latin_form[] = { MESSAGE("a\0b", "x\0\xE0") };
	static const struct {
		const struct message *list;
		size_t count;
	} bad[] = { { unsorted, 2 }, { twice, 2 }, { latin, 1 }, { latin_form, 1 } };
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct buf buf;
		struct catalog *catalog;
		make(&buf, bad[i].list, bad[i].count, false);
		assert_int_equal(open_bytes(buf.data, buf.length, &catalog), RC_INVALID);
		buf_free(&buf);
	}
}

/* Every 32-bit number of head and tables in turn is set to values that point outside or overflow. */
static void test_bad_numbers(void **state)
{
	(void)state;
	static const uint32_t numbers[] = { 0, 1, 27, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFF8,
		0x20000000 };
	struct buf buf;
	make(&buf, messages, LENGTH(messages), false);
	for (size_t at = 0; at < 28 + LENGTH(messages) * 16; at += 4) {
		for (size_t i = 0; i < LENGTH(numbers); i++) {
			struct catalog *catalog = NULL;
			uint32_t kept;
			memcpy(&kept, buf.data + at, 4);
			memcpy(buf.data + at, &numbers[i], 4);
			if (open_bytes(buf.data, buf.length, &catalog) == RC_OK) {
				(void)catalog_find(catalog, "sign in");
				(void)catalog_plural(catalog, "one file", "{n} files", 2);
				catalog_close(catalog);
			}
			memcpy(buf.data + at, &kept, 4);
		}
	}
	buf_free(&buf);
}

static void test_any_damage(void **state)
{
	(void)state;
	unsigned seed = 20261122;
	struct buf buf;
	make(&buf, messages, LENGTH(messages), false);
	char *bytes = malloc(buf.length);
	for (int i = 0; i < 3000; i++) {
		struct catalog *catalog = NULL;
		memcpy(bytes, buf.data, buf.length);
		for (int n = rand_r(&seed) % 4; n >= 0; n--)
			bytes[(size_t)rand_r(&seed) % buf.length] = (char)rand_r(&seed);
		enum rc rc = open_bytes(bytes, buf.length, &catalog);
		assert_true(rc == RC_OK || rc == RC_INVALID);
		for (size_t m = 0; rc == RC_OK && m < LENGTH(messages); m++)
			for (size_t form = 0; form < 5; form++)
				assert_non_null(
				        catalog_plural(catalog, messages[m].original, "{n} files", form));
		catalog_close(catalog);
	}
	free(bytes);
	buf_free(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("catalogs of both byte orders translate", test_both_orders),
		CLAIM("a message without translation stays itself", test_missing),
		CLAIM("a catalog may be empty", test_empty_catalog),
		CLAIM("what is no catalog is refused", test_no_catalog),
		CLAIM("a file cut anywhere is refused", test_cut_files),
		CLAIM("unsorted, doubled and non-UTF-8 messages are refused", test_bad_tables),
		CLAIM("numbers that point elsewhere are never followed", test_bad_numbers),
		CLAIM("any damage is refused or harmless", test_any_damage),
	};
	return cmocka_run_group_tests_name("io/catalog", tests, setup, teardown);
}
