/* Front matter of Markdown files. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "io/frontmatter.h"

static struct arena *arena;
static struct frontmatter front;

static enum rc parse(const char *text)
{
	const char *why = "";
	arena_reset(arena);
	return frontmatter_parse(arena, text, &front, &why);
}

static void names_and_values_are_read(void **state)
{
	(void)state;
	assert_int_equal(parse("---\nid: add-a-device\nlang: en\ntitle: \"Add a \\\"device\\\" \\\\ here\"\n"
	                       "desc: 'It''s easy: plug it in'\nempty:\n---\n# Body\n"),
	        RC_OK);
	assert_int_equal(front.count, 5);
	assert_string_equal(frontmatter_value(&front, "id"), "add-a-device");
	assert_string_equal(frontmatter_value(&front, "title"), "Add a \"device\" \\ here");
	assert_string_equal(frontmatter_value(&front, "desc"), "It's easy: plug it in");
	assert_null(frontmatter_value(&front, "empty"));
	assert_null(frontmatter_value(&front, "absent"));
	assert_string_equal(front.body, "# Body\n");
}

static void lists_read_as_comma_separated(void **state)
{
	(void)state;
	assert_int_equal(
	        parse("---\ntags: [lamp, sensor]\nmore:\n  - one\n- \"two\"\nlast: x\n---\n"), RC_OK);
	assert_string_equal(frontmatter_value(&front, "tags"), "lamp, sensor");
	assert_string_equal(frontmatter_value(&front, "more"), "one, two");
	assert_string_equal(frontmatter_value(&front, "last"), "x");
	assert_string_equal(front.body, "");
}

static void a_file_without_it_is_all_body(void **state)
{
	(void)state;
	assert_int_equal(parse("# Title\n---\ntext"), RC_OK);
	assert_int_equal(front.count, 0);
	assert_string_equal(front.body, "# Title\n---\ntext");
	assert_int_equal(parse("---\nnever: closed\n"), RC_OK);
	assert_int_equal(front.count, 0);
	assert_string_equal(front.body, "---\nnever: closed\n");
	assert_int_equal(parse(""), RC_OK);
	assert_string_equal(front.body, "");
}

static void windows_lines_and_byte_order_mark(void **state)
{
	(void)state;
	assert_int_equal(parse("\xEF\xBB\xBF---\r\nid: x \r\n# comment\r\n\r\n---\r\nbody"), RC_OK);
	assert_string_equal(frontmatter_value(&front, "id"), "x");
	assert_string_equal(front.body, "body");
}

static void a_wrong_line_is_named(void **state)
{
	(void)state;
	const char *why = "";
	assert_int_equal(frontmatter_parse(arena, "---\nid: x\nnonsense\n---\n", &front, &why), RC_INVALID);
	assert_string_equal(why, "line 3 is not “name: value”");
	assert_int_equal(parse("---\n- orphan\n---\n"), RC_INVALID);
	assert_int_equal(parse("---\n: x\n---\n"), RC_INVALID);
}

static void too_many_pairs_are_refused(void **state)
{
	(void)state;
	char text[2000];
	int length = snprintf(text, sizeof(text), "---\n");
	for (int i = 0; i <= FRONTMATTER_PAIRS; i++)
		length += snprintf(text + length, sizeof(text) - (size_t)length, "k%d: v\n", i);
	snprintf(text + length, sizeof(text) - (size_t)length, "---\n");
	assert_int_equal(parse(text), RC_TOO_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_values_are_read),
		cmocka_unit_test(lists_read_as_comma_separated),
		cmocka_unit_test(a_file_without_it_is_all_body),
		cmocka_unit_test(windows_lines_and_byte_order_mark),
		cmocka_unit_test(a_wrong_line_is_named),
		cmocka_unit_test(too_many_pairs_are_refused),
	};
	arena = arena_new(4096, 1 << 20);
	int failed = cmocka_run_group_tests_name("frontmatter", tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
