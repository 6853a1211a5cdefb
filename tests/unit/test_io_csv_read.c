/* CSV files of other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "io/csv_read.h"

static struct arena *arena;
static struct csv_reader reader;
static struct csv_row row;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(4096, (size_t)1 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum rc open_text(const char *text)
{
	return csv_read_open(&reader, arena, text, strlen(text));
}

static void cells_are_found_by_their_column(void **state)
{
	(void)state;
	assert_int_equal(open_text("\xef\xbb\xbfTitle, Body \r\nA,\"b \"\"c\"\",\r\nd\"\r\n\r\nE\n"), RC_OK);
	assert_int_equal(csv_read_row(&reader, &row), RC_OK);
	assert_string_equal(csv_cell(&reader, &row, "title"), "A");
	assert_string_equal(csv_cell(&reader, &row, "body"), "b \"c\",\r\nd");
	assert_null(csv_cell(&reader, &row, "author"));
	assert_int_equal(row.line, 2);
	assert_int_equal(csv_read_row(&reader, &row), RC_OK);
	assert_string_equal(csv_cell(&reader, &row, "TITLE"), "E");
	assert_null(csv_cell(&reader, &row, "body"));
	assert_int_equal(row.line, 5);
	assert_int_equal(csv_read_row(&reader, &row), RC_NOT_FOUND);
}

static void semicolons_separate_where_the_first_line_says_so(void **state)
{
	(void)state;
	assert_int_equal(open_text("a;b\n1,5;\"x;y\"\n;\n"), RC_OK);
	assert_int_equal(csv_read_row(&reader, &row), RC_OK);
	assert_string_equal(csv_cell(&reader, &row, "a"), "1,5");
	assert_string_equal(csv_cell(&reader, &row, "b"), "x;y");
	assert_int_equal(csv_read_row(&reader, &row), RC_OK);
	assert_string_equal(csv_cell(&reader, &row, "a"), "");
	assert_string_equal(csv_cell(&reader, &row, "b"), "");
}

static void a_broken_row_is_told_and_the_next_one_read(void **state)
{
	(void)state;
	assert_int_equal(open_text("a,b\n\"x\"y,1\n2,3\n\"never ends"), RC_OK);
	assert_int_equal(csv_read_row(&reader, &row), RC_INVALID);
	assert_int_equal(csv_read_row(&reader, &row), RC_OK);
	assert_string_equal(csv_cell(&reader, &row, "a"), "2");
	assert_int_equal(csv_read_row(&reader, &row), RC_INVALID);
	assert_int_equal(csv_read_row(&reader, &row), RC_NOT_FOUND);
}

static void bounds_hold(void **state)
{
	char many[2 * CSV_COLUMNS + 8];
	(void)state;
	memset(many, ',', sizeof(many));
	many[sizeof(many) - 1] = '\0';
	assert_int_equal(open_text(many), RC_TOO_LARGE);
	assert_int_equal(open_text(""), RC_INVALID);
	assert_int_equal(open_text("\n\n"), RC_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cells_are_found_by_their_column, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		        semicolons_separate_where_the_first_line_says_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		        a_broken_row_is_told_and_the_next_one_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bounds_hold, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
