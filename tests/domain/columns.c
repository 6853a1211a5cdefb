/* See columns.h. */
#include "columns.h"

#include "scratch.h"

struct column {
	const char *table_name, *column_name;
};

static const struct query columns = { "columns",
	"SELECT c.table_name, c.column_name FROM information_schema.columns c"
	" WHERE c.table_schema = DATABASE() AND c.data_type IN ('char', 'varchar', 'text', "
	"'mediumtext',"
	" 'blob', 'mediumblob', 'varbinary', 'binary') AND c.table_name NOT LIKE 'schema%'",
	DB_ROW(struct column, table_name, column_name) };

int64_t cells_with(const char *marker)
{
	struct db_rows rows;
	int64_t found = 0;

	assert_int_equal(db_all(scratch.db, scratch.arena, &columns, DB_NO_ARGS, &rows), RC_OK);
	assert_true(rows.count > 100);
	const struct column *list = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		const char *sql = arena_format(scratch.arena,
		        "SELECT COUNT(*) AS number FROM `%s` WHERE LOWER(CONVERT(`%s` USING utf8mb4)) LIKE "
		        "LOWER('%%%s%%')",
		        list[i].table_name, list[i].column_name, marker);
		int64_t count = scratch_ask(sql);
		if (count > 0)
			print_message(
			        "%s stands in %s.%s\n", marker, list[i].table_name, list[i].column_name);
		found += count;
	}
	return found;
}
