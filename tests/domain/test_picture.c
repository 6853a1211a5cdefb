/* Profile pictures in the database: only what the worker has drawn is ever shown. */
#include <stdlib.h>
#include <string.h>

#include <gd.h>

#include "base/text.h"
#include "domain/picture.h"
#include "io/picture.h"
#include "scratch.h"

#define NOW INT64_C(1800000000)

static int setup(void **state)
{
	scratch_sql("DELETE FROM account");
	scratch_sql(
	        "INSERT INTO account (id, mail, mail_key, name, role, state, lang, created_at, updated_at) "
	        "VALUES"
	        " (1, 'alice@example.org', 'alice@example.org', 'Alice', 'customer', 'active', 'en', 1, 1),"
	        " (2, 'bob@example.org', 'bob@example.org', 'Bob', 'customer', 'active', 'en', 1, 1)");
	return scratch_reset(state);
}

static struct bytes photo(void)
{
	gdImagePtr image = gdImageCreateTrueColor(300, 200);
	int length = 0;
	void *data;

	assert_non_null(image);
	gdImageFilledRectangle(image, 0, 0, 299, 199, 0x205080);
	data = gdImageJpegPtr(image, &length, 90);
	assert_non_null(data);
	struct bytes bytes = { arena_copy(scratch.arena, data, (size_t)length), (size_t)length };
	gdFree(data);
	gdImageDestroy(image);
	return bytes;
}

static void add(int64_t account_id, struct bytes data)
{
	assert_int_equal(picture_add(scratch.db, account_id, data, NOW), RC_OK);
}

static struct picture newest(int64_t account_id)
{
	struct picture picture;

	assert_int_equal(picture_newest(scratch.db, scratch.arena, account_id, &picture), RC_OK);
	return picture;
}

static enum rc draw(void)
{
	return picture_draw_one(scratch.db, scratch.arena, NOW + 1);
}

static void only_what_was_drawn_is_shown(void **state)
{
	(void)state;
	struct bytes png;

	add(1, photo());
	struct picture waiting = newest(1);
	assert_string_equal(waiting.state, "waiting");
	assert_int_equal(waiting.public_id.length, PICTURE_ID);
	assert_int_equal(picture_find(scratch.db, scratch.arena, waiting.public_id.data, &png), RC_NOT_FOUND);
	assert_int_equal(draw(), RC_OK);
	assert_int_equal(draw(), RC_NOT_FOUND);
	assert_string_equal(newest(1).state, "ready");
	assert_int_equal(picture_find(scratch.db, scratch.arena, waiting.public_id.data, &png), RC_OK);
	assert_memory_equal(png.data, "\x89PNG", 4);
	assert_int_equal(scratch_number("SELECT picture_id AS number FROM account WHERE id = 1"), waiting.id);
}

static void a_new_picture_takes_the_place_of_the_old_one_when_it_is_drawn(void **state)
{
	(void)state;
	struct bytes png;

	add(1, photo());
	assert_int_equal(draw(), RC_OK);
	struct picture first = newest(1);
	add(1, photo());
	add(1, photo());
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM picture"), 2);
	assert_int_equal(picture_find(scratch.db, scratch.arena, first.public_id.data, &png), RC_OK);
	assert_int_equal(draw(), RC_OK);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM picture"), 1);
	assert_int_equal(picture_find(scratch.db, scratch.arena, first.public_id.data, &png), RC_NOT_FOUND);
}

static void a_hostile_picture_is_refused_and_the_shown_one_stays(void **state)
{
	(void)state;
	static const char hostile[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0";
	struct bytes png;

	add(1, photo());
	assert_int_equal(draw(), RC_OK);
	struct picture first = newest(1);
	add(1, (struct bytes){ hostile, sizeof(hostile) - 1 });
	assert_int_equal(draw(), RC_OK);
	assert_string_equal(newest(1).state, "refused");
	assert_int_equal(
	        scratch_number("SELECT SUM(LENGTH(data)) AS number FROM picture WHERE state = 'refused'"), 0);
	assert_int_equal(picture_find(scratch.db, scratch.arena, first.public_id.data, &png), RC_OK);
}

/* As if a worker had died with it each time. */
static void a_picture_is_tried_only_so_often(void **state)
{
	(void)state;
	add(1, photo());
	scratch_sql("UPDATE picture SET tries = 3");
	assert_int_equal(draw(), RC_OK);
	assert_string_equal(newest(1).state, "refused");
}

static void removing_takes_all_of_ones_own_and_no_other(void **state)
{
	(void)state;
	struct picture none;

	add(1, photo());
	add(2, photo());
	assert_int_equal(draw(), RC_OK);
	assert_int_equal(draw(), RC_OK);
	add(1, photo());
	assert_int_equal(picture_remove(scratch.db, 1, NOW + 2), RC_OK);
	assert_int_equal(picture_newest(scratch.db, scratch.arena, 1, &none), RC_NOT_FOUND);
	assert_string_equal(newest(2).state, "ready");
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM account WHERE picture_id IS NOT NULL"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(only_what_was_drawn_is_shown, setup),
		cmocka_unit_test_setup(a_new_picture_takes_the_place_of_the_old_one_when_it_is_drawn, setup),
		cmocka_unit_test_setup(a_hostile_picture_is_refused_and_the_shown_one_stays, setup),
		cmocka_unit_test_setup(a_picture_is_tried_only_so_often, setup),
		cmocka_unit_test_setup(removing_takes_all_of_ones_own_and_no_other, setup),
	};

	scratch_open("picture", 1);
	return cmocka_run_group_tests_name("picture", tests, NULL, scratch_close);
}
