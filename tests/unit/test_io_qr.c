/*
 * QR codes: markup of our own that a reader would take.
 */
#include "io/qr.h"

#include <stdio.h>
#include <string.h>

#include "claim.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4096, 1 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The dark modules of one row of the drawing. */
static int dark_in_row(const char *svg, int row)
{
	int sum = 0, x, y, run, back;
	for (const char *at = strstr(svg, "#000"); at && (at = strchr(at, 'M')); at++)
		if (sscanf(at, "M%d %dh%dv1h-%dz", &x, &y, &run, &back) == 4 && y == row) {
			assert_int_equal(run, back);
			sum += run;
		}
	return sum;
}

static void test_drawing(void **state)
{
	(void)state;
	const char *svg;
	assert_int_equal(qr_svg(arena, "HELLO", &svg), RC_OK);
	assert_non_null(strstr(svg, "viewBox=\"0 0 29 29\""));
	assert_non_null(strstr(svg, "M4 4h7v1h-7z")); /* the corner that readers look for */
	assert_non_null(strstr(svg, "M18 4h7v1h-7z"));
	assert_int_equal(dark_in_row(svg, 3), 0);
	assert_int_equal(dark_in_row(svg, 25), 0);
	assert_true(dark_in_row(svg, 12) > 0);
}

static void test_markup(void **state)
{
	(void)state;
	const char *svg;
	assert_int_equal(qr_svg(arena, "<script>\"'&", &svg), RC_OK);
	assert_null(strstr(svg, "script"));
	assert_null(strstr(svg, "style"));
	assert_int_equal(
	        strspn(svg, "<>abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=\"/:.-# "),
	        strlen(svg));
}

static void test_length(void **state)
{
	(void)state;
	char text[1002];
	const char *svg;
	memset(text, 'x', sizeof(text));
	text[1001] = '\0';
	assert_int_equal(qr_svg(arena, text, &svg), RC_TOO_LARGE);
	text[1000] = '\0';
	assert_int_equal(qr_svg(arena, text, &svg), RC_OK);
	assert_int_equal(qr_svg(arena, "", &svg), RC_TOO_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a code is drawn with its three corners and a free frame", test_drawing),
		CLAIM("the drawing holds nothing of the text but modules", test_markup),
		CLAIM("a text is bounded and not empty", test_length),
	};
	return cmocka_run_group_tests_name("io/qr", tests, setup, teardown);
}
