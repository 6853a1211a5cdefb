/*
 * The growing buffer.
 */
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#include "claim.h"

static int setup(void **state)
{
	static struct buf buf;
	buf_init(&buf, 1 << 20);
	*state = &buf;
	return 0;
}

static int teardown(void **state)
{
	buf_free(*state);
	return 0;
}

static void test_appends(void **state)
{
	struct buf *buf = *state;
	assert_string_equal(buf->data, "");
	buf_text(buf, "a");
	buf_text(buf, NULL);
	buf_char(buf, '-');
	buf_number(buf, INT64_MIN);
	buf_format(buf, " %s%%", "x");
	buf_add(buf, "\0z", 2);
	assert_int_equal(buf_finish(buf), RC_OK);
	assert_int_equal(buf->length, strlen("a--9223372036854775808 x%") + 2);
	assert_string_equal(buf->data, "a--9223372036854775808 x%");
	assert_int_equal(buf->data[buf->length], 0);
}

static void test_grows(void **state)
{
	struct buf *buf = *state;
	for (int i = 0; i < 100000; i++)
		buf_char(buf, 'x');
	assert_int_equal(buf_finish(buf), RC_OK);
	assert_int_equal(strlen(buf->data), 100000);
}

static void test_max(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 5);
	buf_text(&buf, "12345");
	assert_int_equal(buf_finish(&buf), RC_OK);
	buf_char(&buf, '6');
	assert_int_equal(buf_finish(&buf), RC_TOO_LARGE);
	assert_string_equal(buf.data, "12345");
	buf_cut(&buf, 1);
	buf_text(&buf, "no");
	buf_format(&buf, "%d", 1);
	assert_string_equal(buf.data, "1");
	buf_clear(&buf);
	buf_text(&buf, "again");
	assert_int_equal(buf_finish(&buf), RC_OK);
	assert_string_equal(buf.data, "again");
	buf_free(&buf);
}

static void test_html(void **state)
{
	struct buf *buf = *state;
	const char text[] = "<a href=\"x\">Tom & 'Jerry'</a> ž";
	buf_html(buf, text, strlen(text));
	buf_html(buf, "", 0);
	assert_string_equal(buf->data, "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt; ž");
}

static void test_url(void **state)
{
	struct buf *buf = *state;
	buf_url(buf, "Az09-._~ /?&=+%šف");
	assert_string_equal(buf->data, "Az09-._~%20%2F%3F%26%3D%2B%25%C5%A1%D9%81");
}

static void test_json(void **state)
{
	struct buf *buf = *state;
	buf_json(buf, "a\"b\\c\n\r\t\x01\x7F</script>&>é\u2028\u2029…\xE2\x80");
	assert_string_equal(buf->data, "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u007F\\u003C/"
	                               "script\\u003E\\u0026\\u003Eé\\u2028\\u2029…\xE2\x80\"");
	buf_clear(buf);
	buf_json(buf, NULL);
	assert_string_equal(buf->data, "\"\"");
}

static void test_cut(void **state)
{
	struct buf *buf = *state;
	buf_cut(buf, 0);
	buf_text(buf, "hello");
	buf_cut(buf, 9);
	assert_string_equal(buf->data, "hello");
	buf_cut(buf, 2);
	assert_string_equal(buf->data, "he");
}

static void test_clear_keeps_little(void **state)
{
	struct buf *buf = *state;
	buf_text(buf, "small");
	const char *kept = buf->data;
	buf_clear(buf);
	buf_text(buf, "small");
	assert_ptr_equal(buf->data, kept);
	char *large = calloc(1, 200000);
	buf_add(buf, large, 200000);
	free(large);
	buf_clear(buf);
	assert_int_equal(buf->size, 0);
	assert_string_equal(buf->data, "");
}

static void test_keep(void **state)
{
	struct buf *buf = *state, small;
	struct arena *arena = arena_new(64, 4096);
	buf_text(buf, "kept");
	assert_string_equal(buf_keep(buf, arena), "kept");
	assert_int_equal(buf->size, 0);
	buf_init(&small, 4);
	buf_text(&small, "large");
	assert_null(buf_keep(&small, arena));
	assert_false(arena_lacked(arena, false)); /* too much was asked for: that is no lack */
	buf_init(&small, 4);
	small.rc = RC_NO_MEMORY;
	assert_null(buf_keep(&small, arena));
	assert_true(arena_lacked(arena, false));
	arena_free(arena);
}

#define BUF_CLAIM(claim, test)                                                                               \
	{                                                                                                    \
		.name = claim, .test_func = test, .setup_func = setup, .teardown_func = teardown             \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BUF_CLAIM("appends follow one another and a NUL follows them", test_appends),
		BUF_CLAIM("the buffer grows as needed", test_grows),
		BUF_CLAIM("past the maximum nothing is added and the error stays", test_max),
		BUF_CLAIM("INJ-02: text for HTML has no live & < > \" or '", test_html),
		BUF_CLAIM("text for a URL keeps unreserved characters only", test_url),
		BUF_CLAIM("text for JSON ends neither its string nor a script element", test_json),
		BUF_CLAIM("cutting shortens and never lengthens", test_cut),
		BUF_CLAIM("what is kept stands in the arena, which knows of a lack of memory", test_keep),
		BUF_CLAIM("clearing keeps little memory and forgets the error", test_clear_keeps_little),
	};
	return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
