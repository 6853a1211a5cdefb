/*
 * UTF-8 text.
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "claim.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4096, 8 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void test_valid(void **state)
{
	(void)state;
	static const char *const good[] = { "", "abc", "šąžė", "فارسی", "€", "😀", "\xF4\x8F\xBF\xBF",
		"\uFFFD" };
	static const char *const bad[] = { "\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\xAF",
		"\xE2\x82", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
		"\xFF", "a\xFE" };
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_true(text_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(text_valid(bad[i], strlen(bad[i])));
	assert_false(text_valid("a\0b", 3));
}

static void test_next_reads_within_length(void **state)
{
	(void)state;
	uint32_t point;
	assert_int_equal(text_next("", 0, &point), 0);
	assert_int_equal(text_next("\xE2\x82\xAC", 2, &point), 1);
	assert_int_equal(point, 0xFFFD);
	assert_int_equal(text_next("\xE2\x82\xAC", 3, &point), 3);
	assert_int_equal(point, 0x20AC);
}

static void test_controls(void **state)
{
	(void)state;
	assert_false(text_has_control("a\tb\r\nc"));
	assert_true(text_has_control("a\x01"));
	assert_true(text_has_control("a\x7F"));
	assert_false(text_has_break("šun \xC2\xA0"));
	assert_true(text_has_break("a\nb"));
	assert_true(text_has_break("a\rb"));
	assert_true(text_has_break("a\tb"));
}

static void test_chars(void **state)
{
	(void)state;
	assert_int_equal(text_chars(""), 0);
	assert_int_equal(text_chars("aš😀ف"), 4);
	assert_int_equal(text_chars("\xFF\xFE"), 2);
}

static void test_equality(void **state)
{
	(void)state;
	assert_true(text_equal(NULL, NULL));
	assert_false(text_equal(NULL, ""));
	assert_false(text_equal("a", NULL));
	assert_true(text_equal("a", "a"));
	assert_true(text_empty(NULL));
	assert_true(text_empty(""));
	assert_false(text_empty(" "));
	assert_true(text_starts("https://x", "https://"));
	assert_false(text_starts("http", "https://"));
}

static void test_trim(void **state)
{
	(void)state;
	assert_string_equal(text_trim(arena, "  a b \t\r\n"), "a b");
	assert_string_equal(
	        text_trim(arena, "\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBFx\xE2\x80\x8C\xE3\x80\x80"), "x");
	assert_string_equal(text_trim(arena, "a\r\nb\rc\n"), "a\nb\rc");
	assert_string_equal(text_trim(arena, "a\r\r\nb"), "a\nb");
	assert_string_equal(text_trim(arena, "می\u200Cروم"), "می\u200Cروم");
	assert_string_equal(text_trim(arena, " \u200B "), "");
	assert_string_equal(text_trim(arena, ""), "");
}

static void test_cut(void **state)
{
	(void)state;
	assert_string_equal(text_cut(arena, "short", 5), "short");
	assert_string_equal(text_cut(arena, "one two three", 9), "one two…");
	assert_string_equal(text_cut(arena, "abcdefghijklmnopqrstuvwxyz", 5), "abcd…");
	assert_string_equal(text_cut(arena, "šąžėčęįų", 4), "šąž…");
	assert_string_equal(text_cut(arena, "e\u0301e\u0301e\u0301", 4), "e\u0301…");
	assert_string_equal(text_cut(arena, "abc", 1), "…");
	assert_string_equal(text_cut(arena, "abc", 0), "");
	for (size_t chars = 0; chars < 40; chars++)
		assert_true(
		        text_chars(text_cut(arena, "سلام، حال شما چطور است؟ ممنون از شما", chars)) <= chars);
}

static void test_digits(void **state)
{
	(void)state;
	assert_string_equal(
	        text_ascii_digits(arena, "۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ a1 ف"), "0123456789 0123456789 a1 ف");
	assert_string_equal(text_ascii_digits(arena, "\xDB"), "\xDB");
}

static void test_number(void **state)
{
	(void)state;
	int64_t number = 7;
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "--1", "1-", "a",
		"۱a", "9223372036854775808", "-9223372036854775809", "99999999999999999999999", "\xDB" };
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(text_number(bad[i], &number), RC_INVALID);
	assert_int_equal(text_number(NULL, &number), RC_INVALID);
	assert_int_equal(number, 7);
	assert_int_equal(text_number("9223372036854775807", &number), RC_OK);
	assert_true(number == INT64_MAX);
	assert_int_equal(text_number("-9223372036854775808", &number), RC_OK);
	assert_true(number == INT64_MIN);
	assert_int_equal(text_number("-۱٢3", &number), RC_OK);
	assert_int_equal(number, -123);
	assert_int_equal(text_number("-0", &number), RC_OK);
	assert_int_equal(number, 0);
}

static void test_fold(void **state)
{
	(void)state;
	assert_string_equal(text_fold(arena, "Jonas@Example.COM"), "jonas@example.com");
	assert_string_equal(text_fold(arena, "ŽALGIRIS"), "žalgiris");
	assert_string_equal(text_fold(arena, "Z\u030Calgiris"), "žalgiris");
	assert_string_equal(text_fold(arena, "Straße"), "strasse");
	assert_string_equal(text_fold(arena, "می\u200Cروم"), "میروم");
	assert_string_equal(text_fold(arena, "ﬁ"), "fi");
	assert_string_equal(text_fold(arena, "\u200C"), "");
	assert_string_equal(text_fold(arena, ""), "");
	assert_non_null(text_fold(arena, "\xFF\xC3"));
}

static void test_mail_good(void **state)
{
	(void)state;
	static const char *const good[] = { "a@b.co", "jonas.petraitis@example.lt", "a+b@x-y.example.org",
		"A_B-c@EXAMPLE.COM", "o'brien@example.com", "x@xn--e1afmkfd.xn--p1ai", "1@2.com", "a@1.b2" };
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_true(text_is_mail(good[i]));
}

static void test_mail_bad(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "@", "a@", "@b.co", "a@b", "a@b.", "a@.b", "a@b..co",
		"a@@b.co", "a@b@c.co", "a b@c.co", "a@b c.co", "\"a\"@b.co", "a,b@c.co", "a;b@c.co",
		"<a@b.co>", "a@b.co\n", "a@b.co\r\nBcc: x", "a\n@b.co", ".a@b.co", "a.@b.co", "a..b@c.co",
		"-oQ@b.co", "a@-b.co", "a@b-.co", "a@b.c", "a@1.2.3.4", "a@[1.2.3.4]", "ž@b.co", "a@ž.co",
		"a%b@c.co", "a!b@c.co", "|a@b.co", "`a`@b.co", "a@b_c.co", "a\x7F@b.co", "a(b)@c.co",
		"a\\b@c.co", "a:b@c.co", "a@b.co." };
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(text_is_mail(bad[i]));
	assert_false(text_is_mail(NULL));
}

static void test_mail_length(void **state)
{
	(void)state;
	char name[80] = "";
	memset(name, 'a', 64);
	assert_true(text_is_mail(arena_format(arena, "%s@example.com", name)));
	assert_false(text_is_mail(arena_format(arena, "a%s@example.com", name)));

	char domain[256] = "";
	for (size_t i = 0; i < 250; i++)
		domain[i] = i % 50 == 49 ? '.' : 'a';
	memcpy(domain + 249, ".co", 3);
	assert_true(text_is_mail(arena_format(arena, "a@%s", domain)));
	assert_int_equal(strlen(domain) + 2, 254);
	assert_false(text_is_mail(arena_format(arena, "aa@%s", domain)));
	assert_false(text_is_mail(arena_format(arena, "a@%s.com", name)));
}

static void test_slug(void **state)
{
	(void)state;
	static const char *const good[] = { "a", "a-b", "2026-11", "how-to-reset" };
	static const char *const bad[] = { "", "-", "-a", "a-", "a--b", "A", "a b", "a_b", "ž", "a/b",
		"a.b" };
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_true(text_is_slug(good[i]));
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_false(text_is_slug(bad[i]));
	assert_false(text_is_slug(NULL));
	char slug[82] = "";
	memset(slug, 'a', 80);
	assert_true(text_is_slug(slug));
	slug[80] = 'a';
	assert_false(text_is_slug(slug));
}

static void test_file_name(void **state)
{
	(void)state;
	assert_string_equal(text_file_name(arena, "report 2026.pdf"), "report 2026.pdf");
	assert_string_equal(text_file_name(arena, "فاکتور.pdf"), "فاکتور.pdf");
	assert_string_equal(text_file_name(arena, "../../etc/passwd"), "etcpasswd");
	assert_string_equal(text_file_name(arena, "..\\a\\b.txt"), "ab.txt");
	assert_string_equal(text_file_name(arena, "a\u202Egpj.exe"), "agpj.exe");
	assert_string_equal(text_file_name(arena, "a\u200B\u2066b\uFEFF.txt"), "ab.txt");
	assert_string_equal(text_file_name(arena, "a\r\nX: y\x7F\xC2\x85.txt"), "aX: y.txt");
	assert_string_equal(text_file_name(arena, "\xFF\xFEname.txt"), "name.txt");
	assert_string_equal(text_file_name(arena, ".htaccess"), "htaccess");
	assert_string_equal(text_file_name(arena, "name. . ."), "name");
	static const char *const nothing[] = { "", ".", "..", " ", "///", "\u200B", "\x01" };
	for (size_t i = 0; i < LENGTH(nothing); i++)
		assert_string_equal(text_file_name(arena, nothing[i]), "file");
}

static void test_long_file_name(void **state)
{
	(void)state;
	char name[400] = "";
	for (size_t i = 0; i < 380; i += 2)
		memcpy(name + i, "š", 2);
	memcpy(name + 380, ".tar", 4);
	char *cut = text_file_name(arena, name);
	assert_int_equal(strlen(cut), 120);
	assert_true(text_valid(cut, strlen(cut)));
	assert_string_equal(cut + 116, ".tar");
	memset(name, 'a', 399);
	name[100] = '.';
	assert_int_equal(strlen(text_file_name(arena, name)), 120);
	memset(name + 90, ' ', 300); /* cut within blanks: no name ends in one */
	assert_int_equal(strlen(text_file_name(arena, name)), 90);
}

static void test_beginnings(void **state)
{
	(void)state;
	assert_string_equal(text_first(arena, ""), "");
	assert_string_equal(text_first(arena, "Ada"), "A");
	assert_string_equal(text_first(arena, "سارا"), "س");
	assert_string_equal(text_first(arena, "\U0001F600x"), "\U0001F600");
	assert_string_equal(text_like_start(arena, ""), "%");
	assert_string_equal(text_like_start(arena, "50%_\\x"), "50\\%\\_\\\\x%");
}

static void test_fill(void **state)
{
	(void)state;
	const char *const values[] = { "5", "%s{1}", NULL };
	assert_string_equal(text_fill(arena, "{n} of {2}, {1}", values, 2), "5 of %s{1}, 5");
	assert_string_equal(
	        text_fill(arena, "{3}|{4}|{0}|{x}|{|{1|{}|}", values, 3), "|{4}|{0}|{x}|{|{1|{}|}");
	assert_string_equal(text_fill(arena, "{1}", NULL, 0), "{1}");
	assert_string_equal(text_fill(arena, "", values, 3), "");
}

static void test_hex(void **state)
{
	(void)state;
	uint8_t bytes[3] = { 0, 0x1F, 0xFF }, back[3];
	assert_string_equal(text_hex(arena, bytes, 3), "001fff");
	assert_int_equal(text_unhex("001FfF", back, 3), RC_OK);
	assert_memory_equal(bytes, back, 3);
	static const char *const bad[] = { "", "001ff", "001fff0", "001fg0", "001ff ", "0x1fff1" };
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(text_unhex(bad[i], back, 3), RC_INVALID);
	assert_int_equal(text_unhex(NULL, back, 3), RC_INVALID);
}

/* Text of random bytes, a third of them starts of longer sequences, in a block that ends where the text does.
 */
static char *random_text(unsigned *seed)
{
	size_t length = (size_t)rand_r(seed) % 60;
	char *text = malloc(length + 1);
	for (size_t i = 0; i < length; i++) {
		int byte = rand_r(seed) % 3 ? rand_r(seed) % 255 + 1 : 0xC0 + rand_r(seed) % 64;
		text[i] = (char)byte;
	}
	text[length] = '\0';
	return text;
}

static void test_any_bytes(void **state)
{
	(void)state;
	unsigned seed = 20261122;
	const char *const values[] = { "x" };
	for (int i = 0; i < 20000; i++) {
		int64_t number;
		char *text = random_text(&seed);
		(void)text_is_mail(text);
		(void)text_is_slug(text);
		enum rc rc = text_number(text, &number);
		assert_true(rc == RC_OK || rc == RC_INVALID);
		assert_non_null(text_trim(arena, text));
		assert_non_null(text_cut(arena, text, (size_t)i % 50));
		assert_non_null(text_ascii_digits(arena, text));
		assert_non_null(text_fill(arena, text, values, 1));
		char *folded = text_fold(arena, text);
		assert_true(text_valid(folded, strlen(folded)));
		char *name = text_file_name(arena, text);
		assert_true(text_valid(name, strlen(name)) && strlen(name) <= 120 && !strchr(name, '/'));
		free(text);
		arena_reset(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("INJ-10: only well-formed UTF-8 without NUL is valid", test_valid),
		CLAIM("a code point is read within its length", test_next_reads_within_length),
		CLAIM("INJ-08: controls and line breaks are seen", test_controls),
		CLAIM("characters are code points", test_chars),
		CLAIM("NULL equals only NULL", test_equality),
		CLAIM("trimming takes white space and invisible characters off both ends", test_trim),
		CLAIM("cutting keeps words and combined characters whole", test_cut),
		CLAIM("Persian and Arabic digits become ASCII", test_digits),
		CLAIM("a number is digits, a minus and nothing else, within 64 bits", test_number),
		CLAIM("folding makes equal what people read as equal", test_fold),
		CLAIM("real mail addresses are accepted", test_mail_good),
		CLAIM("INJ-08: what could break a mail header or command line is no mail address",
		        test_mail_bad),
		CLAIM("mail addresses have the lengths of RFC 5321", test_mail_length),
		CLAIM("a slug has lower case letters, digits and single hyphens", test_slug),
		CLAIM("UPL-04: a file name loses paths, controls and invisible characters", test_file_name),
		CLAIM("the first letter stands whole; no sign of LIKE works in a pattern", test_beginnings),
		CLAIM("UPL-04: a long file name keeps its extension within 120 bytes", test_long_file_name),
		CLAIM("filled-in values are data", test_fill),
		CLAIM("hex goes both ways", test_hex),
		CLAIM("any bytes are survived", test_any_bytes),
	};
	return cmocka_run_group_tests_name("base/text", tests, setup, teardown);
}
