/*
 * Between UTF-8 and UTF-16, and what is known of ICU without memory.
 */
#include "claim.h"

#include <errno.h>
#include <string.h>

#include "base/rc.h"
#include "base/unicode.h"

static void test_both_ways(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "plain", "سلام", "ąž", "\U0001F600 x" };
	struct arena *arena = arena_new(1024, 1 << 20);
	int32_t length;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		UChar *units = unicode_units(arena, texts[i], &length);
		assert_non_null(units);
		assert_string_equal(unicode_text(arena, units, length), texts[i]);
	}
	UChar *units = unicode_units(arena, "a\xFF", &length);
	assert_int_equal(length, 2);
	assert_string_equal(unicode_text(arena, units, length), "a\uFFFD");
	static const UChar half[] = { 'a', 0xD83D };
	assert_string_equal(unicode_text(arena, half, 2), "a\uFFFD");
	assert_null(unicode_text(arena, half, INT32_MAX));
	arena_free(arena);

	arena = arena_new(16, 16);
	assert_null(unicode_units(arena, "longer than that", &length));
	assert_null(unicode_text(arena, half, 2 * 16));
	arena_free(arena);
}

/* What is broken stays so until the process ends: the last tests. */
static void test_lack(void **state)
{
	(void)state;
	errno = ENOMEM; /* of something earlier */
	unicode_open();
	assert_true(unicode_opened(U_ZERO_ERROR));
	assert_true(unicode_opened(U_USING_DEFAULT_WARNING));
	assert_false(unicode_opened(U_MISSING_RESOURCE_ERROR));
	assert_false(unicode_broken());
	errno = ENOMEM;
	assert_false(unicode_opened(U_ZERO_ERROR));
	assert_true(unicode_broken());
	unicode_open();
	assert_false(unicode_opened(U_MEMORY_ALLOCATION_ERROR));
	assert_true(unicode_broken());
}

/* What ICU gave while memory lacked may hold no day or no year, and it says that all went well. */
static void test_lack_while_formatting(void **state)
{
	struct arena *arena = arena_new(64, 64);
	(void)state;
	unicode_open();
	assert_false(unicode_lacked(arena, U_ZERO_ERROR, 5));
	assert_false(unicode_lacked(arena, U_MISSING_RESOURCE_ERROR, 0)); /* the caller has another text */
	assert_false(arena_lacked(arena, true));
	errno = ENOMEM;
	assert_true(unicode_lacked(arena, U_ZERO_ERROR, 5));
	assert_true(arena_lacked(arena, true));
	unicode_open();
	assert_true(unicode_lacked(arena, U_ZERO_ERROR, 0));
	assert_true(unicode_lacked(arena, U_MEMORY_ALLOCATION_ERROR, 5));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("text goes to UTF-16 and back as it was, malformed parts as U+FFFD", test_both_ways),
		CLAIM("BLD-05: ICU without memory is told from ICU without a thing", test_lack),
		CLAIM("BLD-05: what ICU formats while memory lacks is not shown, whatever it says",
		        test_lack_while_formatting),
	};
	return cmocka_run_group_tests_name("base/unicode", tests, NULL, NULL);
}
