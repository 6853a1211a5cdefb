/*
 * Host and port of a URL.
 */
#include "base/authority.h"

#include "base/rc.h"
#include "claim.h"

static void test_good(void **state)
{
	(void)state;
	static const struct {
		const char *text, *host, *rest;
		long port;
		bool loopback;
	} cases[] = {
		{ "example.org", "example.org", "", 0, false },
		{ "example.org:8080/x", "example.org", "/x", 8080, false },
		{ "localhost?q", "localhost", "?q", 0, true },
		{ "127.1.2.3:1", "127.1.2.3", "", 1, true },
		{ "128.1.2.3:65535", "128.1.2.3", "", 65535, false },
		{ "[::1]:25", "::1", "", 25, true },
		{ "[2001:db8::2]/", "2001:db8::2", "/", 0, false },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct authority authority;
		assert_true(authority_read(cases[i].text, &authority));
		assert_string_equal(authority.host, cases[i].host);
		assert_string_equal(authority.rest, cases[i].rest);
		assert_int_equal(authority.port, cases[i].port);
		assert_true(authority.loopback == cases[i].loopback);
	}
}

static void test_bad(void **state)
{
	(void)state;
	static const char *const bad[] = { "", ":80", "/x", "a@b", "a..b", ".a", "a.", "-a", "a-", "A", "a_b",
		"1.2.3", "1.2.3.4.5", "256.1.1.1", "[", "[]", "[::1", "::1", "[::1%lo]", "a:", "a:x", "a:0",
		"a:65536", "a:123456" };
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct authority authority;
		assert_false(authority_read(bad[i], &authority));
	}
}

static void test_here(void **state)
{
	(void)state;
	static const char *const here[] = { "localhost", "localhost:25", "127.0.0.1", "127.8.9.10:1/x", "::1",
		"[::1]:25" };
	static const char *const elsewhere[] = { "db.example.org", "localhost.example.org", "10.0.0.1",
		"2001:db8::1", "[2001:db8::1]", "", "a b" };
	for (size_t i = 0; i < LENGTH(here); i++)
		assert_true(authority_is_here(here[i]));
	for (size_t i = 0; i < LENGTH(elsewhere); i++)
		assert_false(authority_is_here(elsewhere[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("names, IPv4 and IPv6 addresses are read with their ports", test_good),
		CLAIM("anything malformed or ambiguous is refused", test_bad),
		CLAIM("this machine's own names and addresses are told from others", test_here),
	};
	return cmocka_run_group_tests_name("base/authority", tests, NULL, NULL);
}
