/*
 * Request memory.
 */
#include "base/arena.h"

#include <string.h>

#include "claim.h"

static int order[8];
static size_t ordered;

static void note(void *what)
{
	order[ordered++] = *(int *)what;
}

static void test_zeroed_and_aligned(void **state)
{
	(void)state;
	struct arena *arena = arena_new(100, 1 << 20);
	for (size_t size = 0; size < 300; size++) {
		char *piece = arena_alloc(arena, size);
		assert_non_null(piece);
		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(piece[i], 0);
		memset(piece, 'x', size);
	}
	arena_free(arena);
}

static void test_zeroed_after_reset(void **state)
{
	(void)state;
	struct arena *arena = arena_new(256, 4096);
	memset(arena_alloc(arena, 200), 'x', 200);
	assert_true(arena_used(arena) >= 200);
	arena_reset(arena);
	assert_int_equal(arena_used(arena), 0);
	char *piece = arena_alloc(arena, 200);
	for (size_t i = 0; i < 200; i++)
		assert_int_equal(piece[i], 0);
	arena_free(arena);
}

static void test_limit(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1024, 4096);
	assert_null(arena_alloc(arena, 4097));
	assert_null(arena_alloc(arena, SIZE_MAX));
	assert_null(arena_copy(arena, "", SIZE_MAX));
	size_t pieces = 0;
	while (pieces < 10000 && arena_alloc(arena, 64))
		pieces++;
	assert_int_equal(pieces, 64);
	arena_reset(arena);
	assert_non_null(arena_alloc(arena, 64));
	arena_free(arena);
}

static void test_first_block_within_limit(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1 << 20, 1024);
	assert_non_null(arena_alloc(arena, 1024));
	assert_null(arena_alloc(arena, 1));
	arena_free(arena);
}

static void test_large_piece_leaves_block(void **state)
{
	(void)state;
	struct arena *arena = arena_new(1024, 1 << 20);
	char *before = arena_alloc(arena, 16);
	char *large = arena_alloc(arena, 100000);
	assert_non_null(large);
	memset(large, 'x', 100000);
	char *after = arena_alloc(arena, 16);
	assert_ptr_equal(after, before + 16);
	arena_reset(arena);
	assert_ptr_equal(arena_alloc(arena, 16), before);
	arena_free(arena);
}

static void test_overflowing_array(void **state)
{
	(void)state;
	struct arena *arena = arena_new(256, 4096);
	assert_null(arena_alloc_array(arena, SIZE_MAX / 2, 3));
	assert_null(ARENA_ARRAY(arena, int64_t, SIZE_MAX / 4));
	assert_non_null(ARENA_ARRAY(arena, int64_t, 3));
	arena_free(arena);
}

static void test_copies(void **state)
{
	(void)state;
	struct arena *arena = arena_new(256, 65536);
	assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(arena, NULL, 0), "");
	assert_string_equal(arena_text(arena, "šuo"), "šuo");
	assert_null(arena_text(arena, NULL));
	assert_string_equal(arena_format(arena, "%s-%d", "a", 7), "a-7");
	char *wide = arena_format(arena, "%02000d", 1);
	assert_int_equal(strlen(wide), 2000);
	arena_free(arena);
}

static void test_defer_order(void **state)
{
	(void)state;
	static int numbers[] = { 1, 2, 3 };
	struct arena *arena = arena_new(256, 4096);
	ordered = 0;
	for (size_t i = 0; i < LENGTH(numbers); i++)
		assert_int_equal(arena_defer(arena, note, &numbers[i]), RC_OK);
	arena_reset(arena);
	assert_int_equal(ordered, 3);
	assert_int_equal(order[0], 3);
	assert_int_equal(order[2], 1);
	arena_reset(arena);
	assert_int_equal(ordered, 3);
	assert_int_equal(arena_defer(arena, note, &numbers[0]), RC_OK);
	arena_free(arena);
	assert_int_equal(ordered, 4);
}

static void test_defer_without_memory(void **state)
{
	(void)state;
	static int number = 9;
	struct arena *arena = arena_new(16, 16);
	ordered = 0;
	assert_int_equal(arena_defer(arena, note, &number), RC_NO_MEMORY);
	assert_int_equal(ordered, 1);
	arena_free(arena);
	assert_int_equal(ordered, 1);
}

static void test_lack(void **state)
{
	(void)state;
	struct arena *arena = arena_new(64, 128);
	assert_non_null(arena_alloc(arena, 32));
	assert_false(arena_lacked(arena, false));
	assert_null(arena_alloc(arena, 4096));
	assert_non_null(arena_alloc(arena, 1)); /* what follows may succeed: the lack is known all the same */
	assert_true(arena_lacked(arena, false));
	assert_true(arena_lacked(arena, true));
	assert_false(arena_lacked(arena, false));
	assert_null(arena_copy(arena, "", SIZE_MAX));
	assert_true(arena_lacked(arena, true));
	assert_null(arena_alloc_array(arena, SIZE_MAX, 2));
	assert_true(arena_lacked(arena, false));
	arena_reset(arena);
	assert_false(arena_lacked(arena, false));
	arena_lack(arena);
	assert_true(arena_lacked(arena, false));
	arena_free(arena);
}

static void test_free_null(void **state)
{
	(void)state;
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("memory is zeroed and aligned for any type", test_zeroed_and_aligned),
		CLAIM("memory is zeroed again after a reset", test_zeroed_after_reset),
		CLAIM("no more than the limit is ever held, and a reset gives it back", test_limit),
		CLAIM("the first block never passes the limit", test_first_block_within_limit),
		CLAIM("a large piece leaves the rest of the block in use", test_large_piece_leaves_block),
		CLAIM("an array whose size overflows is refused", test_overflowing_array),
		CLAIM("copies, texts and formats end in NUL", test_copies),
		CLAIM("deferred calls run once, newest first, at reset and at free", test_defer_order),
		CLAIM("a call that cannot be remembered runs at once", test_defer_without_memory),
		CLAIM("BLD-05: an allocation that failed is remembered until it is forgotten", test_lack),
		CLAIM("freeing nothing is allowed", test_free_null),
	};
	return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
