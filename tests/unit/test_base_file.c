/*
 * Reading small files whole.
 */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "claim.h"

static struct arena *arena;
static char path[] = "/tmp/portico-file-XXXXXX";

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4096, 1 << 20);
	int fd = mkstemp(path);
	return arena && fd >= 0 && write(fd, "a\0bc", 4) == 4 ? close(fd) : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return unlink(path);
}

static void test_read(void **state)
{
	(void)state;
	char *data;
	size_t length;
	assert_int_equal(file_read(arena, path, 4, &data, &length), RC_OK);
	assert_int_equal(length, 4);
	assert_memory_equal(data, "a\0bc", 5);
	assert_int_equal(file_read(arena, path, 3, &data, &length), RC_TOO_LARGE);
}

static void test_refused(void **state)
{
	(void)state;
	char *data;
	size_t length;
	assert_int_equal(file_read(arena, "/nonexistent", 10, &data, &length), RC_NOT_FOUND);
	assert_int_equal(file_read(arena, "/etc/passwd/x", 10, &data, &length), RC_NOT_FOUND);
	assert_int_equal(file_read(arena, "/tmp", 10, &data, &length), RC_IO);
	assert_int_equal(errno, EISDIR);

	char pipe_path[sizeof(path) + 8];
	snprintf(pipe_path, sizeof(pipe_path), "%s.pipe", path);
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	assert_int_equal(file_read(arena, pipe_path, 10, &data, &length), RC_IO);
	unlink(pipe_path);

	struct arena *small = arena_new(16, 16);
	assert_non_null(arena_alloc(small, 16));
	assert_int_equal(file_read(small, path, 10, &data, &length), RC_NO_MEMORY);
	arena_free(small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a file is read whole up to its limit, a NUL behind it", test_read),
		CLAIM("what is missing, no file, or too much for memory is told apart", test_refused),
	};
	return cmocka_run_group_tests_name("base/file", tests, setup, teardown);
}
