/* Private data out of a text: what is masked, and what stays. */
#include <string.h>

#include "base/mask.h"
#include "claim.h"

static const char *const names[] = { "Ona Petraitytė", "نسرین کریمی", "Al Do" };

static void assert_masked(const char *text, const char *masked)
{
	struct arena *arena = arena_new(1 << 12, 1 << 20);
	assert_string_equal(mask_private(arena, text, names, 3), masked);
	arena_free(arena);
}

static void test_addresses(void **state)
{
	(void)state;
	assert_masked("Write to ona.p+shop@example.org.", "Write to […].");
	assert_masked("(a@b.co)", "([…])");
	assert_masked("user@host, @someone, a@", "user@host, @someone, a@");
	assert_masked("نشانی:ona@example.org", "نشانی:[…]");
}

static void test_numbers(void **state)
{
	(void)state;
	assert_masked("Call +370 612 34567 now", "Call […] now");
	assert_masked("Call (08) 612-34-567.", "Call […].");
	assert_masked("شمارهٔ ۰۹۱۲۳۴۵۶۷۸۹ است", "شمارهٔ […] است");
	assert_masked("Order INV-20394 and #123456", "Order […] and […]");
	assert_masked("Version 2.14.3, error E104, 1250 of 40", "Version 2.14.3, error E104, 1250 of 40");
}

static void test_names(void **state)
{
	(void)state;
	assert_masked("Hi, Ona Petraitytė here, Ona.", "Hi, […] here, […].");
	assert_masked("„Ona“ and Onassis", "„[…]“ and Onassis");
	assert_masked("با سپاس، نسرین", "با سپاس، […]");
	assert_masked("Do it, Al", "Do it, Al");
	assert_masked("Al Do it", "[…] it");
}

static void test_long_texts(void **state)
{
	struct arena *arena = arena_new(1 << 12, 8 << 20);
	char *text = arena_alloc(arena, 60001);
	(void)state;
	memset(text, '.', 60000);
	text[60000] = '\0';
	assert_string_equal(mask_private(arena, text, names, 3), text);
	memset(text, '(', 60000);
	assert_string_equal(mask_private(arena, text, names, 3), text);
	assert_string_equal(mask_private(arena, "", names, 3), "");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("mail addresses are masked, and nothing else with an at sign", test_addresses),
		CLAIM("telephone and order numbers are masked, versions and counts stay", test_numbers),
		CLAIM("names are masked as whole words, and their longer parts", test_names),
		CLAIM("a hostile text takes no time", test_long_texts),
	};
	return cmocka_run_group_tests_name("base/mask", tests, NULL, NULL);
}
