/* Every query of the library is prepared against the schema: tables, columns, their order and types of rows.
 */
#include <stdio.h>

#include "scratch.h"

static void every_query_fits_the_schema(void **state)
{
	(void)state;
	int count = 0, failed = 0;
	for (const struct query *const *query = __start_portico_query; query < __stop_portico_query;
	        query++, count++) {
		if (db_check(scratch.db, *query) == RC_OK)
			continue;
		print_error("%s does not fit the schema\n", (*query)->name);
		failed++;
	}
	print_message("%d queries\n", count);
	assert_int_equal(failed, 0);
	assert_true(count > 100); /* fewer: the library was not linked whole */
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup(
		every_query_fits_the_schema, scratch_reset) };
	scratch_open("queries", 1);
	return cmocka_run_group_tests_name("queries", tests, NULL, scratch_close);
}
